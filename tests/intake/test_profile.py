from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vanban.errors import ProfileError
from vanban.intake import load_profile
from vanban.settings import shipped_profiles


@pytest.fixture
def regime(tmp_path: Path) -> Path:
    """A copy of the regime of 2021, to be changed."""
    return Path(shutil.copytree(shipped_profiles() / "2021", tmp_path / "2021"))


def _change(regime: Path, old: str, new: str) -> None:
    path = regime / "che-do.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _refused(regime: Path) -> ProfileError:
    with pytest.raises(ProfileError) as caught:
        load_profile(regime)
    assert all(problem.place.startswith(str(regime)) for problem in caught.value.problems)
    return caught.value


def test_the_shipped_regime_is_whole() -> None:
    profile = load_profile(shipped_profiles() / "2021")
    assert [level.code for level in profile.levels] == ["htxs", "htt", "ht", "kht"]
    assert [grade.code for grade in profile.grades] == ["xuat-sac", "tot", "trung-binh", "kem"]


def test_every_value_of_the_regime_names_its_clause() -> None:
    profile = load_profile(shipped_profiles() / "2021")
    sourced = [*profile.levels, *profile.grades, *profile.collective_criteria, *profile.individual_criteria]
    sourced += [*profile.kinds, *profile.forms, *profile.packets, profile.vote_rule, profile.typography]
    assert all(value.basis for value in sourced)


def test_a_grade_is_marked_in_its_own_box_only() -> None:
    profile = load_profile(shipped_profiles() / "2021")
    assert profile.grade_marks("tot") == ["", "X", "", ""]
    assert profile.grade_marks("") == ["", "", "", ""]


@pytest.mark.parametrize("lookup", ["level", "form", "kind"])
def test_a_code_the_regime_does_not_have_is_refused(lookup: str) -> None:
    profile = load_profile(shipped_profiles() / "2021")
    with pytest.raises(KeyError):
        getattr(profile, lookup)("khong-co")


def test_a_regime_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert _refused(tmp_path).problems[0].code == "CD-10"


def test_a_regime_that_cannot_be_read_is_refused(regime: Path) -> None:
    _change(regime, 'ma = "2021"', "ma = 2021 = 2022")
    assert _refused(regime).problems[0].code == "CD-10"


def test_every_value_that_does_not_fit_is_told(regime: Path) -> None:
    _change(regime, 'mau_bia = "bia"', "")
    _change(regime, 'co_so = "trieu_tap"', 'co_so = "tat_ca"')
    problems = _refused(regime).problems
    assert {"CD-11"} == {problem.code for problem in problems}
    assert {"Thiếu mục “mau_bia”", "Mục “co_so” ghi “tat_ca”, không thuộc các giá trị cho phép"} == {
        problem.message for problem in problems
    }


def test_a_code_that_is_not_declared_is_told_with_the_entry_that_uses_it(regime: Path) -> None:
    _change(regime, 'loai = "TTr"', 'loai = "TT"')
    _change(regime, 'mau_bia = "bia"', 'mau_bia = "bia-cung"')
    problems = _refused(regime).problems
    assert [
        ("CD-12", f"{regime / 'che-do.toml'}, bieu_mau to-trinh"),
        ("CD-12", f"{regime / 'che-do.toml'}, mau_bia"),
    ] == [(problem.code, problem.place) for problem in problems]


def test_every_missing_template_is_told(regime: Path) -> None:
    (regime / "bia.docx").unlink()
    (regime / "mau-02.docx").unlink()
    problems = _refused(regime).problems
    assert [problem.message for problem in problems] == ["Thiếu mẫu Word bia.docx", "Thiếu mẫu Word mau-02.docx"]


def test_the_form_of_a_person_in_the_next_season_must_be_a_form(regime: Path) -> None:
    row = '\n[[len_ky.mau_ca_nhan]]\nmau = "mau-2a"\ncan_cu = "x"\nchac_chan = "I"\n'
    path = regime / "che-do.toml"
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")
    (problem,) = _refused(regime).problems
    assert (problem.code, "mau-2a" in problem.message) == ("CD-12", True)


@pytest.fixture
def by_points(tmp_path: Path) -> Path:
    """A copy of the regime of 2026, to be changed."""
    return Path(shutil.copytree(shipped_profiles() / "2026", tmp_path / "2026"))


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ('nop_truoc = "01/02"', 'nop_truoc = "29/02"', "CD-11", "“29/02” không phải ngày, tháng năm nào cũng có"),
        ('muc = "htxs"\ntu = 90', 'muc = "htxs"\ntu = 60', "CD-11", "Mục “nguong”: ghi ngưỡng từ mức cao nhất xuống"),
        ('ma = "ket-qua"\nten', 'ma = "chung"\nten', "CD-11", "Mục “nhom”: mỗi mã nhóm chỉ ghi một lần"),
        ('[[thang_diem.bang]]\nma = "lanh-dao"', '[[thang_diem.bang]]\nma = "tap-the"', "CD-11", "Mục “bang”: cần mỗi"),
        ('lanh-dao = "kd-lanh-dao"', 'lanh-dao = "kd-2a"', "CD-12", "“kd-2a” chưa được khai báo"),
        ('bieu_mau = ["cham-diem-ca-nhan"]', 'bieu_mau = ["cham-diem"]', "CD-12", "“cham-diem” chưa được khai báo"),
    ],
)
def test_a_regime_by_points_that_contradicts_itself_is_refused(
    by_points: Path, old: str, new: str, code: str, said: str
) -> None:
    _change(by_points, old, new)
    (problem,) = _refused(by_points).problems
    assert (problem.code, said in problem.message) == (code, True)

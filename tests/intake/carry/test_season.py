"""A whole season carried over: it reads, and what is told of it is exactly what people still owe."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from vanban.errors import DataError
from vanban.intake import load_season
from vanban.intake.carry import Carried, carried
from vanban.intake.facts import read_facts
from vanban.intake.season import load_profile
from vanban.legal import read_library
from vanban.model.individual import Individual
from vanban.model.profile import LegalProfile
from vanban.settings import find_profile, library_files

ROOT = Path(__file__).parents[3]
Edit = Callable[[str, str, str], int]
OWED_OF_PLAN = ("so_ky_hieu", "ngay", "trich_yeu", "mo_dau", "noi_dung", "ket")
OWED_OF_REPORT = (
    "ngay", "uu_diem", "han_che", "nguyen_nhan", "khac_phuc", "giai_trinh", "trach_nhiem", "phuong_huong", "de_nghi",
)  # fmt: skip


def carry(folder: Path, profile: LegalProfile, year: int | None = None) -> Carried:
    return carried(read_facts(folder, ROOT), profile, read_library(library_files(None)), year)


def written(made: Carried, folder: Path) -> Path:
    for name in ("tap-the", "ca-nhan", "cuoc-hop"):
        (folder / name).mkdir(parents=True)
    for name, text in made.texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def tree(made: Carried, name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(made.texts[name], yaml.BaseLoader)
    return found


@pytest.fixture(scope="session")
def next_year(profile: LegalProfile) -> Carried:
    return carry(ROOT / "data" / "son-duong-2021", profile)


def owed(folder: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(DataError) as caught:
        load_season(folder, ROOT)
    return [(p.code, p.file, p.message) for p in caught.value.problems]


def missing(file: str, *keys: str) -> list[tuple[str, str, str]]:
    return [("DL-21", file, f"Thiếu mục “{key}”") for key in keys]


def test_what_is_told_of_the_new_season_is_exactly_what_people_still_owe(next_year: Carried, tmp_path: Path) -> None:
    folder = written(next_year, tmp_path / "data" / "ky")
    expected = missing("ky.yaml", "so", *OWED_OF_PLAN)
    expected += [("DL-03", "cuoc-hop", "Chưa có tệp dữ kiện nào trong thư mục cuoc-hop")]
    for unit in next_year.summary.units:
        expected += missing(unit.file, *OWED_OF_REPORT)
    said = "Cá nhân chưa có bản kiểm điểm và cũng không có lý do được miễn"
    expected += [("DL-48", p.file, said) for p in next_year.summary.people if "mien_kiem_diem" not in p.tree]
    assert sorted(owed(folder)) == sorted(expected)


def test_every_person_and_unit_of_last_year_is_there(next_year: Carried) -> None:
    last = read_facts(ROOT / "data" / "son-duong-2021", ROOT)
    names = {noun.file for noun in last.nouns.values() if noun.kind in {"tap-the", "ca-nhan"}}
    assert set(next_year.texts) == {*names, "ky.yaml", "LEN-KY.md"}
    for name in names:
        if name.startswith("ca-nhan"):
            assert Individual.model_validate(tree(next_year, name)).self_criticism is None


def test_no_text_of_last_year_is_carried_over(next_year: Carried) -> None:
    last = read_facts(ROOT / "data" / "son-duong-2021", ROOT)
    everything = "\n".join(
        str(yaml.load(text, yaml.BaseLoader)) for n, text in next_year.texts.items() if n.endswith("yaml")
    )
    for noun in last.of("ca-nhan"):
        review = noun.tree.get("kiem_diem", {})
        for key in ("nguyen_nhan", "trach_nhiem", "phuong_huong"):
            for paragraph in review.get(key, []):
                assert paragraph not in everything
    assert all(block["chu"] not in everything for block in last.period["ke_hoach"]["noi_dung"])
    assert "12-KH/ĐU" not in everything


def test_the_year_moves_the_term_stays_the_yearly_basis_goes(next_year: Carried) -> None:
    period = tree(next_year, "ky.yaml")
    assert (period["nam"], period["che_do"], period["nhiem_ky"]["ten"]) == ("2022", "2021", "2020 - 2025")
    numbers = [basis["so_ky_hieu"] for basis in period["ke_hoach"]["can_cu"]]
    assert "132-QĐ/TW" in numbers
    assert "65-KH/HU" not in numbers
    assert any("65-KH/HU: văn bản của riêng kỳ 2021" in note.text for note in next_year.summary.notes)
    assert set(period["ke_hoach"]) == {"can_cu", "nguoi_ky", "tham_quyen", "chuc_vu", "noi_nhan"}
    assert {"goi_y", "kem_theo"}.isdisjoint(period)


def test_expected_days_move_to_the_same_day_of_the_week(next_year: Carried, profile: LegalProfile) -> None:
    period = tree(next_year, "ky.yaml")
    assert (period["to_trinh"]["ngay"], period["van_ban"]["goi-y"]["ngay"]) == ("16/12/2022", "24/11/2022")
    assert period["giao_nhan"]["ngay"] == "16/12/2022"
    assert any(note.who == "ngày" for note in next_year.summary.notes)
    later = tree(carry(ROOT / "data" / "son-duong-2021", profile, 2026), "ky.yaml")
    assert later["to_trinh"]["ngay"] == "18/12/2026"
    assert "bao_cao_tong_hop" not in period


def test_the_sheet_says_what_to_answer_and_what_was_promised(next_year: Carried) -> None:
    sheet = next_year.texts["LEN-KY.md"]
    assert f"## Phải trả lời ở mục III ({next_year.summary.promises} hạn chế)" in sheet
    assert "### Triệu Thị Đào (NV02)" in sheet
    assert "thời hạn: 31/01/2022; sản phẩm: Hướng dẫn khen thưởng mới" in sheet
    assert f"## Phải xem lại ({len(next_year.summary.notes)})" in sheet


def test_a_season_years_later_drops_the_term_that_is_over_and_what_lapsed(profile: LegalProfile) -> None:
    made = carry(ROOT / "data" / "son-duong-2021", profile, 2026)
    period = tree(made, "ky.yaml")
    assert "nhiem_ky" not in period
    assert "132-QĐ/TW" not in [basis["so_ky_hieu"] for basis in period["ke_hoach"]["can_cu"]]
    told = "\n".join(note.text for note in made.summary.notes)
    assert "nhiệm kỳ 2020 - 2025 hết ngày 30/06/2025" in told
    assert "132-QĐ/TW, ngày 08/3/2018 hết hiệu lực từ 04/10/2023, thay bằng Quy định 366-QĐ/TW" in told


def test_an_expelled_person_leaves_every_place(season_copy: Path, edit: Edit, profile: LegalProfile) -> None:
    edit(
        "ca-nhan/vp01.yaml",
        "nhan_xet:",
        "ky_luat: [{hinh_thuc: khai-tru, ngay: 01/12/2021, noi_dung: Vi phạm}]\nnhan_xet:",
    )
    made = carry(season_copy, profile)
    assert "ca-nhan/vp01.yaml" not in made.texts
    assert "VP01" not in [m["nguoi"] for m in tree(made, "tap-the/dang-uy.yaml")["thanh_vien"]]
    assert "nguoi_ky" not in tree(made, "ky.yaml")["to_trinh"]
    assert any("khai trừ" in note.text for note in made.summary.notes)
    folder = written(made, season_copy.parent / "ky-moi")
    assert {code for code, _, _ in owed(folder)} == {"DL-21", "DL-48", "DL-03"}


def test_a_season_that_is_not_finished_is_carried_over_too(season_copy: Path, profile: LegalProfile) -> None:
    (season_copy / "ca-nhan" / "nv02.yaml").write_text(
        "ma: NV02\nho_ten: Triệu Thị Đào\nkiem_diem: chưa xong\n", "utf-8"
    )
    (season_copy / "tap-the" / "noi-vu.yaml").write_text("ma: noi-vu\nbao_cao: []\nthanh_vien: ai\n", "utf-8")
    made = carry(season_copy, profile)
    assert tree(made, "ca-nhan/nv02.yaml") == {"ma": "NV02", "ho_ten": "Triệu Thị Đào"}
    folder = written(made, season_copy.parent / "ky-moi")
    assert ("DL-21", "ca-nhan/nv02.yaml", "Thiếu mục “ngay_sinh”") in owed(folder)


@pytest.mark.parametrize(
    ("old", "new", "code"), [("nam: 2021", "nam: hai mươi", "LK-01"), ("nam: 2021", "nam: 2022", "LK-02")]
)
def test_a_year_that_cannot_be_followed_is_told(
    season_copy: Path, edit: Edit, profile: LegalProfile, old: str, new: str, code: str
) -> None:
    edit("ky.yaml", old, new)
    with pytest.raises(DataError) as caught:
        carry(season_copy, profile, 2022)
    assert caught.value.problems[0].code == code


@pytest.mark.parametrize(("nam", "year", "code"), [
    ("0", None, "LK-01"), ("-5", None, "LK-01"), ("9999", None, "LK-01"), ("[2021]", None, "LK-01"),
    ("2021", 0, "LK-02"), ("2021", 99999, "LK-02"), ("2100", None, "LK-02"),
])  # fmt: skip
def test_a_year_of_no_season_is_told(
    season_copy: Path, edit: Edit, profile: LegalProfile, nam: str, year: int | None, code: str
) -> None:
    edit("ky.yaml", "nam: 2021", f"nam: {nam}")
    with pytest.raises(DataError) as caught:
        carry(season_copy, profile, year)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_what_is_no_code_is_nobody_who_is_carried_over(season_copy: Path, profile: LegalProfile) -> None:
    text = re.sub(r"nguoi_ky: \S+", "nguoi_ky: [a, b]", (season_copy / "ky.yaml").read_text(encoding="utf-8"))
    (season_copy / "ky.yaml").write_text(text, encoding="utf-8")
    (season_copy / "tap-the" / "la.yaml").write_text(
        "ma: la\nten: Lạ\nthanh_vien: [{nguoi: [a]}]\nbao_cao: {nguoi_ky: {ho_ten: A}}\n", encoding="utf-8"
    )
    made = carry(season_copy, profile)
    assert "nguoi_ky" not in made.texts["ky.yaml"]
    told = [note.text for note in made.summary.notes]
    assert "người ký “['a', 'b']” không mang sang: ghi người ký mới" in told
    assert "bỏ thành viên ['a']: người này không mang sang" in told


def test_days_no_calendar_has_are_not_moved(season_copy: Path, profile: LegalProfile) -> None:
    text = re.sub(r"\d\d/\d\d/\d{4}", "31/12/9999", (season_copy / "ky.yaml").read_text(encoding="utf-8"))
    (season_copy / "ky.yaml").write_text(text, encoding="utf-8")
    assert "ngay" not in tree(carry(season_copy, profile), "ky.yaml")["to_trinh"]


def test_the_same_facts_give_the_same_files(next_year: Carried, profile: LegalProfile) -> None:
    assert carry(ROOT / "data" / "son-duong-2021", profile).texts == next_year.texts


def test_every_shipped_regime_takes_the_sample_over(tmp_path: Path) -> None:
    for path in sorted((ROOT / "mau").glob("*/che-do.toml")):
        code = path.parent.name
        made = carry(ROOT / "data" / "son-duong-2021", load_profile(find_profile(ROOT, code)), 2030)
        folder = written(made, tmp_path / code / "data" / "ky")
        told = owed(folder)
        assert {code for code, _, _ in told} <= {"DL-21", "DL-48", "DL-03"}, told


def test_from_2021_to_2026_everybody_s_form_goes_by_post(tmp_path: Path) -> None:
    made = carry(ROOT / "data" / "son-duong-2021", load_profile(find_profile(ROOT, "2026")), 2026)
    forms = {kept.tree["ma"]: kept.form for kept in made.summary.people}
    assert (forms["NV01"], forms["NV04"]) == ("Mẫu 2A-HD KĐ.ĐG 2025", "Mẫu 2B-HD KĐ.ĐG 2025")
    assert "## Mẫu bản kiểm điểm của từng người" in made.texts["LEN-KY.md"]
    told = "\n".join(f"{note.who}: {note.text}" for note in made.summary.notes)
    assert "dien_quan_ly “huyen-uy” không có ở chế độ 2026: chọn dang-uy, tinh-uy" in told
    assert "cap_tren.ten: “Huyện uỷ Sơn Dương” có “huyện uỷ”" in told
    assert "thay bằng Quy định 366-QĐ/TW, ngày 30/8/2025" in told
    written(made, tmp_path / "data" / "ky")
    assert {code for code, _, _ in owed(tmp_path / "data" / "ky")} == {"DL-21", "DL-48", "DL-03"}


def test_a_retired_member_writes_the_form_of_those_outside_the_system(season_copy: Path, edit: Edit) -> None:
    edit("ca-nhan/kt07.yaml", "chuc_vu_chinh_quyen: ", "chuc_vu_chinh_quyen: Nghỉ hưu, trước là ")
    made = carry(season_copy, load_profile(find_profile(ROOT, "2026")), 2026)
    (kept,) = (kept for kept in made.summary.people if kept.file == "ca-nhan/kt07.yaml")
    assert kept.form.startswith("Mẫu 2C")
    assert tree(made, kept.file)["ngoai_he_thong"] == "co"

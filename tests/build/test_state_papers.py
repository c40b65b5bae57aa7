"""Papers that a State body signs inside the season: their form, their numbers, their place in a packet."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from tests.forms.state_papers import CODES, FACTS, five_years_later
from vanban.build.planning import plan_packets
from vanban.errors import DataError
from vanban.forms import BUILDERS, Request
from vanban.intake import Season, load_season
from vanban.model.document import DocumentNumber, Series, number_line, parse_any_number, parse_number
from vanban.model.packet import Planned
from vanban.render import render
from vanban.settings import shipped_profiles, shipped_sample
from vanban.the_thuc.document import Known
from vanban.the_thuc.examine import Source, examine
from vanban.the_thuc.judge import Verdict, judge
from vanban.the_thuc.rule import Profile

Cli = Callable[..., tuple[int, str, str]]
_OWN = re.compile(r"^(?:co_quan|van_ban)_nha_nuoc:.*\n(?:[ #].*\n|\n)*", re.MULTILINE)


def add(folder: Path, text: str = FACTS) -> Path:
    """The season with these State papers, in place of its own."""
    path = folder / "ky.yaml"
    path.write_text(_OWN.sub("", path.read_text(encoding="utf-8")) + text, encoding="utf-8")
    return folder


@pytest.fixture
def season(season_copy: Path) -> Season:
    return load_season(add(season_copy), season_copy.parents[1])


def papers(season: Season) -> dict[str, tuple[Planned, Request]]:
    plans = plan_packets(season.review, season.folder)
    found = {p.about_code or "": (p, plan) for plan in plans for p in plan.papers if isinstance(p, Planned)}
    numbers = {found[code][0].key: DocumentNumber(7 + i, found[code][0].notation) for i, code in enumerate(CODES)}
    return {code: (found[code][0], Request(season.review, *found[code], numbers)) for code in CODES}


def made(season: Season, code: str) -> bytes:
    planned, request = papers(season)[code]
    context = BUILDERS[planned.form.code].context(request)
    return render(season.profile_folder / planned.form.template, context, planned.key)


def judged(season: Season, code: str, profile: Profile | None = "S") -> Verdict:
    planned, request = papers(season)[code]
    body = {body.code: " ".join(body.header) for body in season.review.period.state_bodies}[
        planned.heading.issuer or ""
    ]
    known = Known(
        day=planned.heading.promulgation_date, issuer=body, number=str(request.number), checked_on=date(2027, 1, 31)
    )
    return judge(examine(Source(name=code, docx=made(season, code)), profile, "nha-nuoc", known))


@pytest.mark.parametrize("code", CODES)
def test_a_state_paper_keeps_every_rule_of_its_own_form(season: Season, code: str) -> None:
    assert [item.problem.sentence() for item in judged(season, code).found] == []


@pytest.mark.parametrize("code", CODES)
def test_the_newest_regime_has_state_papers_too(tmp_path: Path, code: str) -> None:
    folder = copytree(shipped_sample("2026"), tmp_path / "data" / "ky")
    season = load_season(add(folder, five_years_later()), tmp_path)
    assert [item.problem.sentence() for item in judged(season, code).found] == []


@pytest.mark.parametrize("code", CODES)
def test_it_is_taken_for_a_state_paper_by_its_own_head(season: Season, code: str) -> None:
    document = examine(Source(name=code, docx=made(season, code)))
    assert (document.profile, document.form_class) == ("S", "nha-nuoc")


@pytest.mark.parametrize("profile", ["P18", "P26"])
@pytest.mark.parametrize("code", CODES)
def test_under_the_party_s_rules_its_head_number_and_powers_are_errors(
    season: Season, code: str, profile: Profile
) -> None:
    wrong = {item.rule.code for item in judged(season, code, profile).found if item.severity == "loi"}
    assert {"HD-01", "NO-02"} <= wrong


def test_numbers_run_through_the_calendar_year_of_the_paper(season: Season) -> None:
    found = {code: (planned.series, planned.notation) for code, (planned, _) in papers(season).items()}
    assert found == {
        "qd-xep-loai": (Series("ubnd", "QĐ", "2021"), "QĐ-UBND"),
        "bc-ket-qua": (Series("ubnd", "BC", "2021"), "BC-UBND"),
        "ttr-khen": (Series("phong-kt", "TTr", "2022"), "TTr-KT"),
        "cv-doc": (Series("ubnd", "CV", "2021"), "UBND-VP"),
    }


def test_one_series_for_all_types_is_a_setting(season_copy: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mau" / "2021"
    copytree(shipped_profiles() / "2021", mine)
    toml = (mine / "che-do.toml").read_text(encoding="utf-8")
    (mine / "che-do.toml").write_text(toml.replace('day_so = "theo-loai"', 'day_so = "chung"'), encoding="utf-8")
    season = load_season(add(season_copy), tmp_path)
    assert {planned.series for planned, _ in papers(season).values()} == {
        Series("ubnd", "chung", "2021"),
        Series("phong-kt", "chung", "2022"),
    }


def test_a_state_number_is_written_and_read_in_its_own_way() -> None:
    assert str(DocumentNumber(7, "QĐ-UBND")) == "07/QĐ-UBND"
    assert parse_any_number("07/QĐ-UBND") == DocumentNumber(7, "QĐ-UBND")
    assert parse_any_number("12/UBND-VX") == DocumentNumber(12, "UBND-VX")
    assert number_line(DocumentNumber(7, "QĐ-UBND"), "QĐ-UBND") == "Số: 07/QĐ-UBND"
    assert number_line(None, "QĐ-UBND") == "Số:       /QĐ-UBND"
    assert parse_any_number("12-KH/ĐU") == parse_number("12-KH/ĐU") == DocumentNumber(12, "KH/ĐU")
    for text in ("0/QĐ-UBND", "12/2021", "07/QĐ", "7 /QĐ-UBND"):
        assert parse_any_number(text) is None
    assert parse_number("12/KH-ĐU") is None


def test_the_register_gives_each_body_and_year_its_own_numbers(cli: Cli, season_copy: Path) -> None:
    add(season_copy)
    held = {}
    for code in ("qd-xep-loai", "ttr-khen", "cv-doc"):
        status, out, _ = cli("so-van-ban", season_copy, "giu", f"van-ban-nha-nuoc.{code}")
        assert status == 0
        held[code] = out.split()[0]
    assert held == {"qd-xep-loai": "01/QĐ-UBND", "ttr-khen": "01/TTr-KT", "cv-doc": "01/UBND-VP"}
    rows = season_copy / "so.csv"
    rows.write_text("khoa,so_ky_hieu,co_quan,ngay,trich_yeu\n,02/QĐ-UBND,ubnd,09/12/2021,ngoài kỳ\n", encoding="utf-8")
    assert cli("so-van-ban", season_copy, "nhap", rows)[0] == 0
    assert "02/QĐ-UBND" in cli("so-van-ban", season_copy, "xem")[1]
    assert cli("so-van-ban", season_copy, "giu", "van-ban-nha-nuoc.bc-ket-qua")[1].startswith("01/BC-UBND")


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("co_quan: phong-kt", "co_quan: phong-kte", "DL-58", "cơ quan nhà nước mang mã “phong-kte”"),
        ("loai: TTr", "loai: TT", "DL-58", "loại văn bản nhà nước mang mã “TT”"),
        ("    don_vi_soan: VP\n", "", "DL-58", "chưa ghi đơn vị soạn"),
        ("ma: cv-doc", "ma: qd-xep-loai", "DL-30", "“qd-xep-loai” ghi hai lần"),
        ("nguoi_ky: {ho_ten: Đặng Văn Hùng}", "nguoi_ky: XX99", "DL-31", "“XX99”"),
        ("kieu: dieu,", "kieu: khoan,", "DL-22", "khoan"),
    ],
)
def test_what_a_state_paper_names_must_be_there(season_copy: Path, old: str, new: str, code: str, said: str) -> None:
    assert old in FACTS
    add(season_copy, FACTS.replace(old, new, 1))
    with pytest.raises(DataError) as caught:
        load_season(season_copy, season_copy.parents[1])
    (problem,) = caught.value.problems
    assert (problem.code, said in problem.message, problem.place.startswith("ky.yaml:")) == (code, True, True)


@pytest.mark.soffice
def test_state_papers_are_bound_without_a_finding_of_form(cli: Cli, season_copy: Path) -> None:
    add(season_copy)
    for code in CODES:
        assert cli("so-van-ban", season_copy, "giu", f"van-ban-nha-nuoc.{code}")[0] == 0
    status, out, err = cli("lap-ho-so", season_copy, "--ho-so", "van-ban-chi-dao")
    assert status == 0, out + err
    folder = season_copy.parents[1] / "output" / season_copy.name / "van-ban-chi-dao"
    assert len(list((folder / "van-ban").glob("*van-ban-nha-nuoc-*.pdf"))) == len(CODES)
    sheet = (folder / "the-thuc.md").read_text(encoding="utf-8") if (folder / "the-thuc.md").is_file() else ""
    assert "van-ban-nha-nuoc." not in sheet.partition("## Không xét")[0]

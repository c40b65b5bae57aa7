"""An office may soften a rule, with a reason; what softens nothing is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from vanban.errors import DataError
from vanban.the_thuc.judge import Found, Verdict
from vanban.the_thuc.rule import RULES, Finding
from vanban.the_thuc.softening import Softening, config_for, read_softenings, soften, unused_problems
from vanban.the_thuc.views import Place

GOOD = """
[[the_thuc]]
quy_tac = "BD-18"
van_ban = "mau-02.*"
muc = "tat"
ly_do = "Mẫu của cấp trên dùng tab"
nguoi_quyet_dinh = "Chánh Văn phòng"

[[the_thuc]]
quy_tac = "PG-16"
muc = "goi-y"
ly_do = "Máy in cũ"
"""


def found(code: str, document: str, severity: str = "canh-bao") -> Found:
    return Found(RULES[code], document, Finding(Place("đoạn 1"), "đang là thế"), severity)  # type: ignore[arg-type]


def of(text: str, tmp_path: Path) -> tuple[Softening, ...]:
    path = tmp_path / "cau-hinh.toml"
    path.write_text(text, encoding="utf-8")
    return read_softenings(path)


def test_a_rule_switched_off_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    softened = soften(Verdict((found("BD-18", "mau-02.NV01"),)), of(GOOD, tmp_path))
    assert softened.verdict.found == ()
    assert [(f.rule.code, s.reason) for f, s in softened.aside] == [("BD-18", "Mẫu của cấp trên dùng tab")]


def test_it_covers_only_the_documents_it_names(tmp_path: Path) -> None:
    softened = soften(Verdict((found("BD-18", "ke-hoach"),)), of(GOOD, tmp_path))
    assert [item.document for item in softened.verdict.found] == ["ke-hoach"]


def test_a_file_is_named_by_its_path_its_name_or_its_stem(tmp_path: Path) -> None:
    softening = of(GOOD.replace("mau-02.*", "ke hoach"), tmp_path)[0]
    assert softening.covers(found("BD-18", "/nha/vp/ke hoach.docx"))


def test_a_softened_rule_weighs_less(tmp_path: Path) -> None:
    softened = soften(Verdict((found("PG-16", "ke-hoach"),)), of(GOOD, tmp_path))
    assert [item.severity for item in softened.verdict.found] == ["goi-y"]


def test_softening_never_makes_a_finding_graver(tmp_path: Path) -> None:
    settings = of(GOOD.replace('"goi-y"', '"canh-bao"'), tmp_path)
    softened = soften(Verdict((found("PG-16", "ke-hoach", "goi-y"),)), settings)
    assert [item.severity for item in softened.verdict.found] == ["goi-y"]


def test_what_softens_nothing_is_told(tmp_path: Path) -> None:
    softened = soften(Verdict(), of(GOOD, tmp_path))
    told = unused_problems(softened.unused)
    assert [problem.code for problem in told] == ["TT-21", "TT-21"]
    assert "BD-18" in told[0].message
    assert told[0].place.endswith("khối 1")


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ('quy_tac = "BD-18"', 'quy_tac = "BD-81"', "TT-25", "BD-81"),
        ('muc = "tat"', 'muc = "bo"', "TT-26", "bo"),
        ('ly_do = "Máy in cũ"', 'ly_do = " "', "TT-24", "ly_do"),
        ('ly_do = "Máy in cũ"', "", "TT-24", "ly_do"),
        ('muc = "tat"', 'muc = "tat"\nmức = "x"', "TT-22", "cấu hình"),
        ('muc = "tat"', 'muc = "tat"\nnguoi = "x"', "TT-23", "nguoi"),
        ('muc = "tat"', "muc = 1", "TT-24", "muc"),
        ("[[the_thuc]]", "[the_thuc]", "TT-22", "the_thuc"),
    ],
)
def test_a_wrong_setting_says_what_and_where(tmp_path: Path, old: str, new: str, code: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(DataError) as caught:
        of(GOOD.replace(old, new), tmp_path)
    problem = caught.value.problems[0]
    assert (problem.code, words in problem.message) == (code, True)
    assert "cau-hinh.toml" in problem.place


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        of(GOOD.replace("BD-18", "BD-81").replace('"Máy in cũ"', '""'), tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["TT-25", "TT-24"]


def test_the_settings_of_the_office_are_found_from_any_of_its_files(tmp_path: Path) -> None:
    config = tmp_path / "data" / "cau-hinh.toml"
    config.parent.mkdir()
    config.write_text(GOOD, encoding="utf-8")
    assert config_for(tmp_path / "output" / "ky" / "a.docx") == config


def test_a_file_outside_any_office_has_no_settings(tmp_path: Path) -> None:
    assert config_for(tmp_path / "a.docx") is None

"""Repairs are certain, told one by one, and never touch the wording."""

from __future__ import annotations

import unicodedata
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from tests.the_thuc.correct import NAMES, correct
from tests.the_thuc.mutation import Change, mutate
from vanban.the_thuc.docx_view import read_docx
from vanban.the_thuc.examine import Source, examine
from vanban.the_thuc.judge import judge
from vanban.the_thuc.repair import Repaired, clean_text, repair

DAMAGE: dict[str, tuple[str, list[Change]]] = {
    "PG-03": ("ke-hoach-P18", [{"section": {"top_mm": 25}}]),
    "PG-04": ("ke-hoach-P18", [{"section": {"bottom_mm": 15}}]),
    "PG-05": ("ke-hoach-P18", [{"section": {"left_mm": 35}}]),
    "PG-06": ("ke-hoach-P18", [{"section": {"right_mm": 20}}]),
    "PG-08": ("quyet-dinh-S", [{"section": {"top_mm": 30, "bottom_mm": 10}}]),
    "PG-09": ("quyet-dinh-S", [{"section": {"left_mm": 25}}]),
    "PG-10": ("quyet-dinh-S", [{"section": {"right_mm": 10}}]),
    "PG-16": ("ke-hoach-P18", [{"section": {"header_mm": 15}}]),
    "HD-02": ("ke-hoach-P18", [{"find": "^ĐẢNG CỘNG SẢN", "run": {"size": 13, "bold": False}}]),
    "HD-09": ("ke-hoach-P18", [{"find": "^ĐẢNG BỘ", "run": {"bold": True}}]),
    "HD-10": ("ke-hoach-P18", [{"find": "^ĐẢNG UỶ", "run": {"size": 13}}]),
    "HD-11": ("ke-hoach-P18", [{"find": r"^\*$", "text": "***"}]),
    "NO-02": ("ke-hoach-P18", [{"find": "^Số ", "replace": ["Số ", "Số: "]}]),
    "NO-04": ("ke-hoach-P18", [{"find": "^Số ", "run": {"size": 13, "italic": True}}]),
    "DT-04": ("ke-hoach-P18", [{"find": "ngày .* tháng .* năm", "run": {"italic": False}}]),
    "TI-01": ("ke-hoach-P18", [{"find": "^KẾ HOẠCH$", "run": {"size": 14}}]),
    "TI-05": ("ke-hoach-P18", [{"find": "^-----$", "text": "---"}]),
    "TI-06": ("ke-hoach-P18", [{"find": "^-----$", "text": "–––––"}]),
    "SG-08": ("ke-hoach-P18", [{"find": "^T/M ", "run": {"bold": False}}]),
    "SG-09": ("ke-hoach-P18", [{"find": "^(PHÓ )?BÍ THƯ$", "run": {"bold": True}}]),
    "RC-02": ("ke-hoach-P18", [{"find": "^Nơi nhận", "run": {"underline": False, "bold": True, "italic": True}}]),
    "RC-03": ("quyet-dinh-S", [{"find": "^Nơi nhận", "run": {"italic": False}}]),
    "RC-04": ("ke-hoach-P18", [{"find": "^- Lưu", "run": {"size": 11}}]),
    "RC-05": ("quyet-dinh-S", [{"find": "^- Lưu", "run": {"size": 12}}]),
    "TX-01": ("ke-hoach-P18", [{"hook": "hooks_repair.decompose"}]),
    "TX-03": ("ke-hoach-P18", [{"find": "^ĐẢNG BỘ", "replace": ["ĐẢNG", "ÐẢNG"]}]),
}


def repaired(docx: bytes) -> Repaired:
    document = examine(Source(name="a.docx", docx=docx))
    return repair(docx, document, judge(document).found)


def codes(docx: bytes) -> set[str]:
    return {item.rule.code for item in judge(examine(Source(name="a.docx", docx=docx))).found}


def words(docx: bytes) -> list[str]:
    """The paragraphs' letters, with what a repair may change folded away."""
    texts = [unicodedata.normalize("NFC", p.text).replace("Ð", "Đ") for p in read_docx(docx, "a").paragraphs]
    return [
        " ".join(text.replace("Số:", "Số").split()) for text in texts if text.strip() and not set(text) <= set("-–*")
    ]


@pytest.mark.parametrize("code", DAMAGE)
def test_a_repair_mends_its_rule_and_touches_no_word(code: str) -> None:
    base, changes = DAMAGE[code]
    docx = mutate(correct(base), changes)
    assert code in codes(docx)
    done = repaired(docx)
    assert codes(done.docx) == set()
    assert words(done.docx) == words(correct(base))
    assert [line for line in done.done if line.startswith(code)]


def test_a_missing_star_is_put_in_its_place() -> None:
    docx = mutate(correct("ke-hoach-P18"), [{"find": r"^\*$", "delete": True}])
    assert "HD-11" in codes(docx)
    assert codes(repaired(docx).docx) == set()


def test_double_spaces_between_words_become_one() -> None:
    docx = mutate(correct("ke-hoach-P18"), [{"find": r"[a-zà-ỹ], [a-zà-ỹ]", "replace": [", ", ",  "]}])
    assert "TX-08" in codes(docx)
    assert codes(repaired(docx).docx) == set()


@pytest.mark.parametrize("spacing", [["auto", 1.5], ["exact", 16], ["exact", 26]])
def test_line_spacing_becomes_exact(spacing: list[object]) -> None:
    prose = r"\w{3,} \w+ \w+ \w+ \w+ \w+ \w+.*\.$"
    docx = mutate(correct("ke-hoach-P26"), [{"every": prose, "para": {"line": spacing}}])
    assert "BD-06" in codes(docx)
    assert "BD-06" not in codes(repaired(docx).docx)


@pytest.mark.parametrize("name", NAMES)
def test_a_correct_document_has_nothing_to_repair(name: str) -> None:
    docx = correct(name)
    done = repaired(docx)
    assert done.done == ()
    assert [p.text for p in read_docx(done.docx, "a").paragraphs] == [p.text for p in read_docx(docx, "a").paragraphs]


def test_wrong_wording_is_left_to_people() -> None:
    docx = mutate(correct("ke-hoach-P18"), [{"find": "^T/M ", "replace": ["T/M", "TM."]}])
    done = repaired(docx)
    assert any(p.text.startswith("TM.") for p in read_docx(done.docx, "a").paragraphs)
    assert done.done == ()


def test_a_repaired_file_is_a_word_file_and_the_same_each_time() -> None:
    docx = mutate(correct("ke-hoach-P18"), DAMAGE["HD-11"][1] + DAMAGE["PG-05"][1])
    assert repaired(docx).docx == repaired(docx).docx
    assert Document(BytesIO(repaired(docx).docx)).paragraphs


LETTERS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("ÐƉĐ ạ\u0323\u0301  ,."))


@given(LETTERS)
def test_cleaned_text_is_clean(text: str) -> None:
    cleaned, _ = clean_text(text)
    assert clean_text(cleaned) == (cleaned, [])
    assert unicodedata.is_normalized("NFC", cleaned)


@given(LETTERS)
def test_cleaning_loses_nothing_but_spaces(text: str) -> None:
    cleaned, told = clean_text(text)
    composed = unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("Ɖ", "Đ")
    assert cleaned.replace(" ", "") == unicodedata.normalize("NFC", composed).replace(" ", "")
    assert bool(told) == (cleaned != text)

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import ROOT, SAMPLE
from tests.intake.workbook.office import HEADERS, by_openpyxl, by_xlsxwriter, person
from vanban.intake.facts import Facts, read_facts
from vanban.intake.workbook.mark import marked_name, write_marked
from vanban.intake.workbook.stamp import ERROR_SHEET
from vanban.intake.workbook.take import take_workbook


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read_facts(SAMPLE, ROOT)


def _marked(path: Path, facts: Facts) -> Path:
    taken = take_workbook(path, facts)
    target = marked_name(path)
    write_marked(taken.book, taken.problems, target)
    return target


def test_every_mistake_is_red_with_a_comment_and_listed_with_a_link(facts: Facts, tmp_path: Path) -> None:
    path = by_xlsxwriter(tmp_path / "bang.xlsx", {"Cá nhân": [HEADERS, person(C="x", B="PHAN VĂN THỬ")]})
    book = load_workbook(_marked(path, facts))
    cell = book["Cá nhân"]["C2"]
    assert cell.fill.start_color.rgb == "00FFC7CE"
    assert cell.comment is not None
    assert "không phải ngày" in cell.comment.text
    assert book["Cá nhân"]["B2"].fill.start_color.rgb == "00FFEB9C"
    listed = book[ERROR_SHEET]
    row = next(row for row in listed.iter_rows(min_row=2) if row[2].value == "Cá nhân!C2")
    assert row[2].hyperlink is not None
    assert row[2].hyperlink.location == "'Cá nhân'!C2"


def test_no_formula_is_ever_written(facts: Facts, tmp_path: Path) -> None:
    cells = person(C="x", J="=1+1", I='=HYPERLINK("http://x";"y")')
    path = by_openpyxl(tmp_path / "bang.xlsx", {"Cá nhân": [HEADERS, cells]})
    text = by_xlsxwriter(tmp_path / "chu.xlsx", {"Cá nhân": [HEADERS, person(C="x", J="=cmd|' /C calc'!A0")]})
    for one in (path, text):
        book = load_workbook(_marked(one, facts))
        types = {cell.data_type for sheet in book for cells in sheet.iter_rows() for cell in cells}
        assert "f" not in types


def test_a_marked_copy_mended_in_place_is_taken(facts: Facts, tmp_path: Path) -> None:
    marked = _marked(by_xlsxwriter(tmp_path / "bang.xlsx", {"Cá nhân": [HEADERS, person(C="x")]}), facts)
    book = load_workbook(marked)
    book["Cá nhân"]["C2"] = "05/3/1985"
    book.save(marked)
    taken = take_workbook(marked, facts)
    assert taken.errors == ()
    assert [change.code for change in taken.changes] == ["NV90"]


def test_a_second_marked_copy_does_not_overwrite_the_first(tmp_path: Path) -> None:
    (tmp_path / "bang-loi.xlsx").touch()
    assert marked_name(tmp_path / "bang.xls").name == "bang-loi-2.xlsx"

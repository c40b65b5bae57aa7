"""Rows that stand apart are seen as if they stood in their table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.the_thuc.raw_docx import cell, docx, paragraph, row, run, style, table, view
from tests.the_thuc.test_docx_view_real import PAPERS, named
from vanban import long_tables
from vanban.errors import DataError
from vanban.the_thuc.docx_view import read_docx
from vanban.the_thuc.views import DocxView
from vanban.the_thuc.word import package, story

MAU = sorted((Path(__file__).parents[2] / "mau").glob("*/*.docx"))
LINE = 'w:val="single" w:sz="4" w:color="auto"'
BORDERS = f"<w:tblBorders><w:top {LINE}/><w:bottom {LINE}/></w:tblBorders>"
STYLED = style(
    "Luoi",
    "".join(
        f'<w:tblStylePr w:type="{part}"><w:rPr>{looks}</w:rPr></w:tblStylePr>'
        for part, looks in (("band1Horz", "<w:b/>"), ("lastRow", "<w:i/>"), ("firstRow", "<w:caps/>"))
    ),
    kind="table",
)
NUMBERS = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


@contextmanager
def apart_by(least: int, together: int) -> Iterator[None]:
    with patch.object(long_tables, "_LEAST", least), patch.object(long_tables, "_TOGETHER", together):
        yield


def both_ways(file: bytes, together: int = 2) -> DocxView:
    """What is seen with rows apart, after it was seen to be what is seen without."""
    with apart_by(1_000_000, 1):
        whole = read_docx(file, "thu.docx")
    with apart_by(1, together):
        assert read_docx(file, "thu.docx") == whole
    return whole


def simple(words: str = "chữ", properties: str = "") -> str:
    return row(cell(paragraph(words)), cell(paragraph("b", '<w:jc w:val="center"/>')), properties=properties)


@pytest.mark.parametrize("path", [*PAPERS, *MAU], ids=named)
def test_papers_and_templates(path: Path) -> None:
    both_ways(path.read_bytes())


def test_places_labels_bands_and_borders_go_on() -> None:
    rows = [simple(str(number), "<w:tblHeader/>" if number < 2 else "") for number in range(9)]
    properties = f'<w:tblStyle w:val="Luoi"/><w:tblLook w:val="04E0"/>{BORDERS}'
    body = paragraph("trước") + table(*rows, properties=properties, grid=(1000, 1000)) + paragraph("sau")
    seen = both_ways(docx(body, styles=STYLED))
    assert [p.place.paragraph for p in seen.paragraphs] == list(range(1, 21))
    assert seen.tables[0].rows[7].cells[1].paragraphs[0].place.label == "bảng 1, hàng 8, ô 2"


def test_lists_and_fields_go_on() -> None:
    opened = run(
        inside='<w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/>'
    )
    closed = run("7") + run(inside='<w:fldChar w:fldCharType="end"/>')
    rows = [simple(str(number)) for number in range(6)]
    counted = row(cell(paragraph("có số", NUMBERED)))
    body = paragraph("một", NUMBERED) + table(
        counted, row(cell(paragraph(opened))), *rows, row(cell(paragraph(closed))), counted
    )
    both_ways(docx(body, numbering=NUMBERS))


def test_rows_of_an_inner_table() -> None:
    inner = table(*[simple(str(number)) for number in range(7)])
    both_ways(docx(table(simple(), row(cell(inner + paragraph("dưới"))), *[simple()] * 5)))


def test_what_spoils_a_row_is_told_as_ever() -> None:
    broken = row(cell("<w:p><w:r><w:t>a</w:r></w:t></w:p>"))
    file = docx(table(*[simple()] * 3, broken, *[simple()] * 3))
    with apart_by(1, 2), pytest.raises(DataError, match=r"phần word/document\.xml sai cú pháp XML"):
        read_docx(file, "thu.docx")


def test_too_many_paragraphs_are_counted_with_those_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "MAX_PARAGRAPHS", 15)
    file = docx(table(*[simple()] * 9))
    with apart_by(1, 2), pytest.raises(DataError, match="trên 15 đoạn văn"):
        read_docx(file, "thu.docx")


def test_paragraphs_are_counted_where_none_follows_the_rows_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "MAX_PARAGRAPHS", 15)
    bare, full = row("<w:tc/>"), row(cell("<w:p/>" * 9))
    file = docx(table(*[bare] * 3, *[full] * 4, bare, bare))
    with apart_by(1, 2), pytest.raises(DataError, match="trên 15 đoạn văn"):
        read_docx(file, "thu.docx")


def test_a_table_whose_first_row_has_no_paragraph() -> None:
    both_ways(docx(table(row("<w:tc/>"), *[simple()] * 9) + paragraph("sau")))


def test_our_element_in_a_file_of_others_is_nothing() -> None:
    alien = '<v:hang xmlns:v="urn:vanban:hang"><w:tc><w:p/></w:tc></v:hang>'
    assert len(view(table(simple(), alien, simple())).tables[0].rows) == 2


def test_the_real_thresholds_part_a_real_list() -> None:
    file = docx(table(*[simple(str(number)) for number in range(700)]))
    with patch.object(package, "RowsApart", wraps=package.RowsApart) as used:
        seen = read_docx(file, "thu.docx")
    assert used.call_count == 1
    assert [r.cells[0].text for r in seen.tables[0].rows] == [str(number) for number in range(700)]
    both_ways(file, 7)


ODD = (
    row(cell(paragraph("x"), '<w:vMerge w:val="restart"/>'), cell()),
    row(cell(paragraph("y"), "<w:vMerge/>"), cell()),
    row(cell(paragraph("z"), '<w:gridSpan w:val="2"/>')),
    row(cell(paragraph("số", NUMBERED)), cell()),
    row(cell(paragraph(run("q", "<w:b/>"))), cell(paragraph(run(inside="<w:br/><w:t>r</w:t>")))),
    f"<w:ins>{row(cell(paragraph('thêm')))}</w:ins>",
    row(cell(), properties="<w:del/>"),
    row(cell(), properties='<w:gridBefore w:val="1"/>'),
    row(cell(table(row(cell(paragraph("trong")))) + "<w:p/>")),
    f"<w:sdt><w:sdtContent>{simple('ô')}</w:sdtContent></w:sdt>",
)
ROWS = st.lists(st.sampled_from([simple("a"), simple("b &lt; c", "<w:cantSplit/>"), *ODD]), min_size=1, max_size=14)


@given(ROWS, ROWS, st.integers(1, 3))
def test_drawn_tables(first: list[str], second: list[str], together: int) -> None:
    body = table(*first, grid=(900, 1100)) + paragraph("giữa", NUMBERED) + table(*second, properties=BORDERS)
    both_ways(docx(body, numbering=NUMBERS), together)

"""A row that was read before is seen as one that was not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.the_thuc.raw_docx import cell, docx, paragraph, row, run, style, table
from tests.the_thuc.test_docx_view_real import PAPERS, named
from vanban.the_thuc.docx_view import read_docx
from vanban.the_thuc.views import DocxView, Row, Table
from vanban.the_thuc.word import rows_alike, shelf
from vanban.the_thuc.word.rows_alike import RowsAlike

TEMPLATES = sorted((Path(__file__).parents[2] / "mau").glob("*/*.docx"))
LINE = 'w:val="single" w:sz="4" w:color="auto"'
BORDERS = f"<w:tblBorders><w:top {LINE}/><w:bottom {LINE}/></w:tblBorders>"
NUMBERS = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
TICK = row(cell(paragraph("Tốt")), cell(paragraph("X", '<w:jc w:val="center"/>'), "<w:tcBorders/>"))


@contextmanager
def nothing_known() -> Iterator[None]:
    with patch.object(RowsAlike, "find", lambda *_: None):
        yield


def seen(*files: bytes) -> list[DocxView]:
    """The files as they are seen one after the other, after each was seen to be what is seen of it alone."""
    shelf._kept.clear()
    for file in files:  # what is met twice is kept
        read_docx(file, "thu.docx")
    views = [read_docx(file, "thu.docx") for file in files]
    with nothing_known():
        assert views == [read_docx(file, "thu.docx") for file in files]
    return views


def found(view: DocxView) -> list[Row]:
    return [line for each in view.body if isinstance(each, Table) for line in each.rows]


def same_rows(first: bytes, second: bytes) -> int:
    """How many rows of the first of two files were taken for the second."""
    one, other = (found(view) for view in seen(first, second))
    spans = {id(cell.blocks[0][1]) for line in one for cell in line.cells}
    return sum(all(id(cell.blocks[0][1]) in spans for cell in line.cells) for line in other)


def test_real_papers_and_templates_one_after_the_other() -> None:
    files = [path.read_bytes() for path in (*PAPERS, *TEMPLATES)]
    seen(*files, *files)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_twice(path: Path) -> None:
    seen(path.read_bytes(), path.read_bytes())


def test_a_row_further_down_is_the_same_row_in_another_place() -> None:
    head, body = paragraph("một"), table(TICK, TICK)
    assert same_rows(docx(head + body), docx(head * 3 + body)) == 2
    _, below = seen(docx(head + body), docx(head * 3 + body))
    assert [p.place.paragraph for p in below.paragraphs] == list(range(1, 8))


def test_a_place_in_a_row_is_that_of_its_own_table_and_row() -> None:
    """Neither the table before it nor the row above is the same place, though the words are."""
    assert same_rows(docx(table(TICK)), docx(table(row(cell())) + table(row(cell()), TICK))) == 0


@pytest.mark.parametrize(
    "other",
    [
        table(TICK, properties=BORDERS),
        table(TICK, grid=(500, 500)),
        table(TICK, row(cell(paragraph("sau")))),
        table(TICK, properties='<w:tblStyle w:val="Luoi"/>'),
        "<w:sdt><w:sdtContent>" + table(TICK) + "</w:sdtContent></w:sdt>",
        table(row(cell(table(TICK)))),
        table(TICK.replace("Tốt", "Kém")),
        table(TICK.replace("center", "right")),
        table(row(cell(paragraph("Tốt")), cell(paragraph("X")), properties="<w:tblHeader/>")),
    ],
)
def test_what_differs_about_a_row_makes_it_another(other: str) -> None:
    looks = style("Luoi", "<w:rPr><w:b/></w:rPr>", kind="table")
    assert same_rows(docx(table(TICK), styles=looks), docx(other, styles=looks)) == 0


def test_what_is_not_plain_is_read_anew_wherever_it_stands() -> None:
    for row_of_more in (row(cell(table(TICK))), row(cell(paragraph("<w:sdt><w:sdtContent/></w:sdt>")))):
        file = table(row_of_more)
        seen(docx(file), docx(paragraph("một") + file))


def test_a_row_of_another_section() -> None:
    ended = paragraph("", "<w:sectPr/>")
    seen(docx(table(TICK)), docx(ended + table(TICK)))


def headed(*parts: str) -> bytes:
    """A paper that has these parts for a header and a footer, and a row in its body."""
    kinds = zip(("header", "footer"), parts, strict=True)
    told = "".join(f'<w:{kind}Reference w:type="default" r:id="{part}"/>' for kind, part in kinds)
    linked = {part: ("header", f"{part}.xml") for part in parts}
    more = {f"word/{part}.xml": docx_part("hdr", table(TICK)) for part in parts}
    return docx(table(TICK), section=f"<w:sectPr>{told}</w:sectPr>", linked=linked, more=more)


def test_a_row_in_a_header_is_one_of_that_header() -> None:
    seen(headed("a", "a"), headed("b", "b"), headed("a", "b"))


def docx_part(name: str, body: str) -> str:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f"<w:{name} {space}>{body}</w:{name}>"


@pytest.mark.parametrize("listed", [NUMBERED, '<w:pStyle w:val="DanhSach"/>'])
def test_rows_with_numbers_count_on(listed: str) -> None:
    styles = style("DanhSach", f"<w:pPr>{NUMBERED}</w:pPr>")
    counted = table(row(cell(paragraph("a", listed))))
    once, again = (docx(body + counted, numbering=NUMBERS, styles=styles) for body in ("", paragraph("b", listed)))
    first, second = seen(once, again)
    assert [p.label for p in first.paragraphs] == ["1."]
    assert [p.label for p in second.paragraphs] == ["1.", "2."]


def test_what_stands_in_an_open_field_is_its_result() -> None:
    opened = run(
        inside='<w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/>'
    )
    inside, outside = docx(paragraph(opened) + table(TICK)), docx(paragraph(run("x")) + table(TICK))
    first, second = seen(inside, outside)
    assert {span.field for span in found(first)[0].cells[0].paragraphs[0].spans} == {"PAGE"}
    assert {span.field for span in found(second)[0].cells[0].paragraphs[0].spans} == {""}


def test_merged_cells() -> None:
    begun, gone_on = (cell("<w:p/>", f'<w:vMerge w:val="{kind}"/>') for kind in ("restart", "continue"))
    seen(docx(table(row(begun), row(gone_on), row(gone_on))), docx(table(row(begun), row(gone_on), row(begun))))


def test_few_rows_are_kept_and_those_met_last_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_alike, "_MOST", 3)
    known, empty = RowsAlike(), Row(())
    for key in "abcdabc":
        assert known.find((key,), 1) is None
        known.keep((key,), 1, empty)
    assert known.find(("a",), 1) is empty
    known.keep(("d",), 1, empty)
    known.keep(("d",), 1, empty)
    assert [known.find((key,), 1) is not None for key in "abcd"] == [True, False, True, True]


def kept(file: bytes) -> int:
    """How many rows are kept of a file that is read three times."""
    shelf._kept.clear()
    for _ in range(3):
        read_docx(file, "thu.docx")
    (styles,) = shelf._kept.values()
    return len(styles.rows._kept)


def test_rows_are_not_kept_where_that_takes_much_room_or_time() -> None:
    assert kept(docx(table(TICK))) == 1
    assert kept(docx(table(row(cell(paragraph("ế" * 3000)))))) == 0
    assert kept(docx(table(TICK, properties=f'<w:tblCaption w:val="{"a" * 16_001}"/>'))) == 0
    declared = " ".join(f'xmlns:n{number}="urn:{number}"' for number in range(100))
    assert kept(docx(f"<w:sdt {declared}><w:sdtContent/></w:sdt>" + table(TICK))) == 0


def test_few_that_were_met_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_alike, "_MOST_MET", 3)
    known = RowsAlike()
    for number in range(20):
        known.keep((number,), 1, Row(()))
    assert 0 < len(known._met) <= 3


PIECES = (
    TICK,
    row(cell(paragraph("a", NUMBERED)), cell()),
    row(cell("<w:p/><w:p/>"), properties='<w:gridBefore w:val="1"/>'),
    row(cell(table(TICK))),
    row("<w:tc/>"),
    row(cell(), cell(), properties="<w:del/>"),
    "<!-- lời bàn -->",
)


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=3), max_size=3), st.integers(0, 2))
def test_drawn_tables_one_after_the_other(drawn: list[list[str]], above: int) -> None:
    bodies = [paragraph("một") * (above * at) + table(*rows) for at, rows in enumerate(drawn)]
    seen(*(docx(body, numbering=NUMBERS) for body in [*bodies, "".join(bodies)]))

from __future__ import annotations

import pytest

from tests.the_thuc.raw_docx import cell, defaults, paragraph, row, style, table, view
from vanban.the_thuc.views import CellRef, Edges, Table

LINE = 'w:val="single" w:sz="4" w:color="auto"'
GRID = "".join(f"<w:{side} {LINE}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
ALL = Edges(top=True, bottom=True, left=True, right=True)


def read(body: str, **others: object) -> Table:
    return view(body, **others).tables[0]


def edges(found: Table) -> list[list[Edges]]:
    return [[c.edges for c in r.cells] for r in found.rows]


def two_by_two(properties: str = "", *more: str) -> str:
    return table(row(cell(), cell()), row(cell(), cell()), properties=properties)


def test_a_table_without_borders_shows_none() -> None:
    found = read(two_by_two())
    assert not found.ruled


@pytest.mark.parametrize("border", ['w:val="nil"', 'w:val="none" w:sz="0"', 'w:val="single" w:sz="4" w:color="FFFFFF"'])
def test_borders_that_do_not_print_are_none(border: str) -> None:
    sides = "".join(f"<w:{side} {border}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    assert not read(two_by_two(f"<w:tblBorders>{sides}</w:tblBorders>")).ruled


def test_inner_and_outer_borders_fall_to_the_cells_they_touch() -> None:
    outer = "".join(f"<w:{side} {LINE}/>" for side in ("top", "start", "bottom", "end"))
    assert edges(read(two_by_two(f"<w:tblBorders>{outer}</w:tblBorders>"))) == [
        [Edges(top=True, left=True), Edges(top=True, right=True)],
        [Edges(bottom=True, left=True), Edges(bottom=True, right=True)],
    ]
    assert edges(read(two_by_two(f"<w:tblBorders>{GRID}</w:tblBorders>"))) == [[ALL, ALL], [ALL, ALL]]


def test_borders_of_the_style_and_of_what_it_is_based_on() -> None:
    styles = style("Luoi", f"<w:tblPr><w:tblBorders>{GRID}</w:tblBorders></w:tblPr>", kind="table") + style(
        "Con", kind="table", based="Luoi"
    )
    assert edges(read(two_by_two('<w:tblStyle w:val="Con"/>'), styles=styles)) == [[ALL, ALL], [ALL, ALL]]


def test_a_table_takes_back_the_borders_of_its_style() -> None:
    styles = style("Luoi", f"<w:tblPr><w:tblBorders>{GRID}</w:tblBorders></w:tblPr>", kind="table", default=True)
    none = "".join(f'<w:{s} w:val="none"/>' for s in ("top", "left", "bottom", "right", "insideH", "insideV"))
    assert read(two_by_two(), styles=styles).ruled
    assert not read(two_by_two(f"<w:tblBorders>{none}</w:tblBorders>"), styles=styles).ruled


def test_a_cell_has_the_last_word_on_its_borders() -> None:
    own = f'<w:tcBorders><w:top w:val="nil"/><w:bottom {LINE}/></w:tcBorders>'
    body = table(row(cell(properties=own)), properties=f"<w:tblBorders><w:top {LINE}/><w:left {LINE}/></w:tblBorders>")
    assert edges(read(body)) == [[Edges(bottom=True, left=True)]]


def test_a_row_may_differ_from_its_table() -> None:
    other = '<w:tblPrEx><w:tblBorders><w:top w:val="nil"/></w:tblBorders></w:tblPrEx>'
    body = table(f"<w:tr>{other}{cell()}</w:tr>", properties=f"<w:tblBorders><w:top {LINE}/></w:tblBorders>")
    assert not read(body).ruled


def test_merged_cells_keep_their_columns_and_hide_what_goes_on() -> None:
    body = table(
        row(cell(paragraph("a"), '<w:vMerge w:val="restart"/>'), cell(paragraph("b"), '<w:gridSpan w:val="2"/>')),
        row(cell(paragraph("mất"), "<w:vMerge/>"), cell(paragraph("c")), cell(paragraph("d"))),
        properties=f"<w:tblBorders><w:bottom {LINE}/></w:tblBorders>",
        grid=(1000, 2000, 3000),
    )
    found = read(body)
    assert [[(c.text, c.span, c.continued, round(c.width_mm)) for c in r.cells] for r in found.rows] == [
        [("a", 1, False, 18), ("b", 2, False, 88)],
        [("", 1, True, 18), ("c", 1, False, 35), ("d", 1, False, 53)],
    ]
    assert [c.edges.bottom for r in found.rows for c in r.cells] == [True, False, False, True, True]


def test_a_merge_that_nobody_began_begins_with_its_first_cell() -> None:
    rows = [row(cell(paragraph(text), "<w:vMerge/>")) for text in "ab"]
    found = read(table(*rows, properties=f"<w:tblBorders><w:bottom {LINE}/></w:tblBorders>"))
    assert [(c.text, c.edges.bottom) for r in found.rows for c in r.cells] == [("a", True), ("", False)]


@pytest.mark.parametrize("span", ["999999999", "-3", "abc", "0"])
def test_spans_out_of_range_do_no_harm(span: str) -> None:
    found = read(table(row(cell(properties=f'<w:gridSpan w:val="{span}"/>')), grid=(1000,)))
    assert 1 <= found.rows[0].cells[0].span <= 63


@pytest.mark.parametrize(
    ("width", "mm"),
    [
        ('<w:tcW w:w="1134" w:type="dxa"/>', 20),
        ('<w:tcW w:w="20mm"/>', 20),
        ('<w:tcW w:w="2500" w:type="pct"/>', 35),
        ('<w:tcW w:w="0" w:type="auto"/>', 35),
        ("", 35),
    ],
)
def test_a_cell_is_as_wide_as_it_says_or_as_its_columns(width: str, mm: int) -> None:
    found = read(table(row(cell(properties=width)), grid=(2000,)))
    assert round(found.rows[0].cells[0].width_mm) == mm


def test_rows_that_repeat_and_rows_that_stay_whole() -> None:
    body = table(
        row(cell(), properties="<w:tblHeader/><w:cantSplit/>"), row(cell(), properties='<w:tblHeader w:val="0"/>')
    )
    assert [(r.header, r.whole) for r in read(body).rows] == [(True, True), (False, False)]


def test_deleted_rows_are_left_out() -> None:
    body = table(row(cell(paragraph("a")), properties='<w:del w:id="1"/>'), row(cell(paragraph("b"))))
    assert [c.text for r in read(body).rows for c in r.cells] == ["b"]


def test_rows_and_cells_inside_controls() -> None:
    inner = f"<w:sdt><w:sdtContent>{cell(paragraph('a'))}</w:sdtContent></w:sdt>"
    body = table(f"<w:sdt><w:sdtContent>{row(inner, cell(paragraph('b')))}</w:sdtContent></w:sdt>")
    found = view(body).paragraphs
    assert [(p.text, p.in_control) for p in found] == [("a", True), ("b", False)]


def test_a_paragraph_knows_its_cell_of_the_outermost_table() -> None:
    inner = table(row(cell(), cell(paragraph("trong"))))
    body = paragraph("trước") + table(row(cell(), cell(inner + paragraph("ngoài"))))
    found = {p.text: p.cell for p in view(body).paragraphs}
    assert found["trước"] is None
    assert found["ngoài"] == CellRef(table=1, row=1, cell=2)
    assert found["trong"] == CellRef(table=1, row=1, cell=2, depth=2)


def test_tables_are_numbered_in_the_body_and_have_a_place() -> None:
    found = view(table(row(cell(table(row(cell()))))) + paragraph("a") + table(row(cell()))).tables
    assert [(t.number, t.place.label, t.place.paragraph) for t in found] == [(1, "bảng 1", 1), (2, "bảng 2", 3)]


LOOK = style(
    "Bieu",
    "<w:pPr><w:jc w:val='center'/></w:pPr><w:rPr><w:sz w:val='24'/></w:rPr>"
    "<w:tblStylePr w:type='firstRow'><w:pPr><w:spacing w:before='60'/></w:pPr><w:rPr><w:b/></w:rPr>"
    f"<w:tcPr><w:tcBorders><w:bottom {LINE}/></w:tcBorders></w:tcPr></w:tblStylePr>"
    "<w:tblStylePr w:type='band1Horz'><w:rPr><w:i/></w:rPr></w:tblStylePr>"
    "<w:tblStylePr w:type='lastCol'><w:rPr><w:caps/></w:rPr></w:tblStylePr>",
    kind="table",
)


def styled(look: str, extra: str = "") -> Table:
    rows = [row(cell(paragraph("a", extra)), cell(paragraph("b", extra))) for _ in range(3)]
    return read(
        table(*rows, properties=f'<w:tblStyle w:val="Bieu"/>{look}'),
        styles=LOOK + style("Dam", "<w:rPr><w:b/></w:rPr>"),
    )


def looks(found: Table) -> list[list[tuple[str, bool, bool]]]:
    spans = [[c.paragraphs[0].spans[0] for c in r.cells] for r in found.rows]
    return [[(s.shown, s.bold, s.italic) for s in line] for line in spans]


def test_a_table_style_lends_its_looks_where_they_are_switched_on() -> None:
    found = styled('<w:tblLook w:firstRow="1" w:lastColumn="1" w:noHBand="0" w:noVBand="1"/>')
    assert looks(found) == [
        [("a", True, False), ("B", True, False)],
        [("a", False, True), ("B", False, True)],
        [("a", False, False), ("B", False, False)],
    ]
    assert [c.paragraphs[0].before_pt for r in found.rows for c in r.cells] == [3.0, 3.0, 0.0, 0.0, 0.0, 0.0]
    assert [c.edges.bottom for r in found.rows for c in r.cells] == [True, True, False, False, False, False]
    assert {(p.align, p.spans[0].size_pt) for r in found.rows for c in r.cells for p in c.paragraphs} == {
        ("center", 12.0)
    }


@pytest.mark.parametrize("look", ['<w:tblLook w:val="0620"/>', '<w:tblLook w:val="0020" w:noHBand="1"/>'])
def test_the_switches_may_be_bits(look: str) -> None:
    assert looks(styled(look))[0][0] == ("a", True, False)
    assert looks(styled(look))[2][1] == ("b", False, False)


@pytest.mark.parametrize("look", ["", '<w:tblLook w:val="xyz" w:noHBand="1"/>', '<w:tblLook w:val="0600"/>'])
def test_what_is_not_switched_on_is_not_lent(look: str) -> None:
    assert {text for line in looks(styled(look)) for text in line} == {("a", False, False), ("b", False, False)}


def test_bold_of_the_table_style_and_of_the_paragraph_style_cancel_out() -> None:
    found = styled('<w:tblLook w:val="0620"/>', '<w:pStyle w:val="Dam"/>')
    assert [line[0][1] for line in looks(found)] == [False, True, True]


def test_a_paragraph_style_wins_over_the_table_style_and_defaults_lose_to_it() -> None:
    styles = (
        defaults('<w:sz w:val="28"/>')
        + style("Bang", '<w:rPr><w:sz w:val="24"/></w:rPr>', kind="table", default=True)
        + style("Chu", '<w:rPr><w:sz w:val="26"/></w:rPr>')
    )
    body = table(row(cell(paragraph("a")), cell(paragraph("b", '<w:pStyle w:val="Chu"/>')))) + paragraph("c")
    assert [p.spans[0].size_pt for p in view(body, styles=styles).paragraphs] == [12.0, 13.0, 14.0]

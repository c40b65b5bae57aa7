from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.the_thuc.raw_docx import cell, first, paragraph, row, run, style, table, view
from vanban.the_thuc.word.numbering import written


def level(at: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    inside = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}'
    return f'<w:lvl w:ilvl="{at}">{inside}</w:lvl>'


def lists(*levels: str, overrides: str = "", abstract: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{abstract}{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>'
    )


def item(at: int = 0, number: int = 1, more: str = "") -> str:
    return paragraph("mục", f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>{more}')


def labels(body: str, **others: object) -> list[str]:
    return [p.label for p in view(body, **others).paragraphs]


THREE = lists(level(0, "upperRoman", "%1-"), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)"))


def test_levels_count_and_start_anew_under_the_one_above() -> None:
    body = item(0) + item(1) + item(2) + item(2) + item(1) + item(2) + item(0) + item(1)
    assert labels(body, numbering=THREE) == ["I-", "1.", "a)", "b)", "2.", "a)", "II-", "1."]


def test_numbers_of_upper_levels_in_a_label() -> None:
    numbering = lists(
        level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2."), level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    )
    assert labels(item(0) + item(1) + item(2) + item(2), numbering=numbering) == ["I.", "I.1.", "1.1.1", "1.1.2"]


def test_a_level_that_never_starts_anew() -> None:
    numbering = lists(level(0, "decimal", "Chương %1"), level(1, "decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>'))
    assert labels(item(0) + item(1) + item(0) + item(1), numbering=numbering) == [
        "Chương 1",
        "Điều 1.",
        "Chương 2",
        "Điều 2.",
    ]


def test_two_lists_of_one_kind_go_on_counting_unless_one_starts_anew() -> None:
    plain = lists(level(0, "decimal", "%1."))
    assert labels(item(0, 1) + item(0, 2) + item(0, 1), numbering=plain) == ["1.", "2.", "3."]
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    restarted = lists(level(0, "decimal", "%1."), overrides=anew)
    assert labels(item(0, 1) + item(0, 2) + item(0, 2), numbering=restarted) == ["1.", "1.", "2."]


def test_a_list_may_start_anywhere() -> None:
    assert labels(item() + item(), numbering=lists(level(0, "decimalZero", "%1", start=9))) == ["09", "10"]


@pytest.mark.parametrize(("text", "label"), [("-", "-"), ("\uf0b7", "•"), ("\uf0a7", "▪"), ("\uf0f0", "\ufffc")])
def test_bullets_are_the_signs_they_show(text: str, label: str) -> None:
    assert labels(item(), numbering=lists(level(0, "bullet", text))) == [label]


def test_a_style_brings_its_number_and_its_level() -> None:
    styles = style("Muc", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>') + style(
        "Diem", '<w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    )
    numbering = lists(
        level(0, "upperRoman", "%1-"),
        level(1, "decimal", "%2.", '<w:pStyle w:val="Muc"/>'),
        level(2, "lowerLetter", "%3)"),
    )
    body = paragraph("a", '<w:pStyle w:val="Muc"/>') + paragraph("b", '<w:pStyle w:val="Diem"/>')
    assert labels(body, numbering=numbering, styles=styles) == ["1.", "a)"]


def test_a_paragraph_may_refuse_the_number_of_its_style() -> None:
    styles = style("Muc", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = paragraph("a", '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert labels(body, numbering=THREE, styles=styles) == [""]


def test_a_list_may_be_kept_in_a_numbering_style() -> None:
    numbering = (
        lists(level(0, "decimal", "Điều %1."))
        + '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="DS"/></w:abstractNum>'
        + '<w:num w:numId="5"><w:abstractNumId w:val="8"/></w:num>'
    )
    styles = style("DS", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering")
    assert labels(item(0, 5), numbering=numbering, styles=styles) == ["Điều 1."]


def test_the_list_lays_out_its_paragraph_and_direct_layout_wins() -> None:
    indent = '<w:pPr><w:ind w:left="567" w:hanging="284"/></w:pPr>'
    numbering = lists(level(0, "decimal", "%1.", indent))
    styles = style("A", '<w:pPr><w:ind w:left="1134" w:firstLine="0"/></w:pPr>')
    listed = first(item(more='<w:pStyle w:val="A"/>'), numbering=numbering, styles=styles)
    own = first(item(more='<w:ind w:firstLine="567"/>'), numbering=numbering)
    assert (round(listed.left_mm), round(listed.first_line_mm)) == (10, -5)
    assert (round(own.left_mm), round(own.first_line_mm)) == (10, 10)


@pytest.mark.parametrize("number", [0, 9, 99999])
def test_a_list_that_is_not_there_gives_no_label(number: int) -> None:
    assert labels(item(0, number), numbering=THREE) == [""]


def test_a_level_that_is_not_there_gives_no_label() -> None:
    assert labels(item(8) + item(77), numbering=THREE) == ["", ""]


def test_numbers_go_on_through_tables() -> None:
    body = item() + table(row(cell(item()))) + item()
    assert labels(body, numbering=THREE) == ["I-", "II-", "III-"]


@given(st.integers(1, 3999))
def test_roman_numbers_can_be_read_back(number: int) -> None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    signs = [values[sign] for sign in written(number, "upperRoman")]
    assert sum(-a if a < max(signs[at:]) else a for at, a in enumerate(signs)) == number


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (26, "lowerLetter", "z"),
        (27, "upperLetter", "AA"),
        (0, "upperRoman", "0"),
        (2**31 - 1, "upperRoman", "2147483647"),
        (2**31 - 1, "lowerLetter", "2147483647"),
        (-5, "lowerLetter", "-5"),
        (3, "ordinal", "3"),
        (3, "none", ""),
    ],
)
def test_numbers_at_the_edges(number: int, form: str, text: str) -> None:
    assert written(number, form) == text


def marks(code: str, result: str = "", *, separate: bool = True) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begun = mark.format("begin") + f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
    middle = mark.format("separate") + result if separate else result
    return begun + middle + mark.format("end")


def test_a_complex_field_shows_its_result_and_names_its_code() -> None:
    only = first(paragraph(run("Trang ") + marks(" PAGE  \\* MERGEFORMAT ", run("3")) + run(".")))
    assert [(s.text, s.field) for s in only.spans] == [("Trang ", ""), ("3", "PAGE"), (".", "")]


def test_a_simple_field_shows_its_result_and_names_its_code() -> None:
    only = first(paragraph(f'<w:fldSimple w:instr=" page ">{run("2", "<w:b/>")}</w:fldSimple>'))
    assert [(s.text, s.field, s.bold) for s in only.spans] == [("2", "PAGE", True)]


@pytest.mark.parametrize(
    "body", [marks("PAGE"), marks("PAGE", separate=False), '<w:fldSimple w:instr="PAGE"/>', run(inside="<w:pgNum/>")]
)
def test_a_page_number_without_a_result_is_a_number_all_the_same(body: str) -> None:
    assert [(s.text, s.field) for s in first(paragraph(body)).spans] == [("1", "PAGE")]


def test_fields_inside_a_code_are_not_printed() -> None:
    inner = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
    body = (
        inner
        + marks("PAGE", run("9"))
        + (
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run("đúng")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    )
    assert [(s.text, s.field) for s in first(paragraph(body)).spans] == [("đúng", "IF")]


def test_a_field_may_go_on_over_paragraphs() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    body = paragraph(begin + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("I")) + paragraph(
        run("II") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run(" ngoài")
    )
    assert [[(s.text, s.field) for s in p.spans] for p in view(body).paragraphs] == [
        [("I", "TOC")],
        [("II", "TOC"), (" ngoài", "")],
    ]


@pytest.mark.parametrize("kind", ["end", "separate", "strange"])
def test_a_field_mark_without_a_beginning_does_no_harm(kind: str) -> None:
    assert first(paragraph(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' + run("chữ"))).text == "chữ"


def test_a_code_that_never_ends_does_not_swallow_the_document() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    assert [p.text for p in view(paragraph(begin + run("mất")) + paragraph("còn")).paragraphs] == ["", "còn"]

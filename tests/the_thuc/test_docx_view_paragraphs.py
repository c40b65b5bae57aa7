from __future__ import annotations

import pytest

from tests.the_thuc.raw_docx import cell as tc
from tests.the_thuc.raw_docx import defaults, first, paragraph, row, run, style, table, view
from vanban.the_thuc.views import Edges, TabStop

EXACT_18 = '<w:spacing w:before="120" w:after="60" w:line="360" w:lineRule="exact"/>'


def test_layout_said_directly() -> None:
    only = first(
        paragraph("chữ", f'<w:jc w:val="both"/>{EXACT_18}<w:ind w:left="567" w:right="284" w:firstLine="567"/>')
    )
    assert (only.align, only.before_pt, only.after_pt, only.line_rule, only.line) == ("both", 6.0, 3.0, "exact", 18.0)
    assert (only.left_mm, only.right_mm, only.first_line_mm) == pytest.approx((10.0, 5.0, 10.0), abs=0.02)


def test_layout_is_inherited_value_by_value() -> None:
    styles = defaults(layout='<w:spacing w:after="160" w:line="259" w:lineRule="auto"/>') + style(
        "A", '<w:pPr><w:jc w:val="center"/><w:spacing w:line="400" w:lineRule="exact"/></w:pPr>'
    )
    only = first(paragraph("chữ", '<w:pStyle w:val="A"/><w:spacing w:before="120"/>'), styles=styles)
    assert (only.align, only.before_pt, only.after_pt, only.line_rule, only.line) == ("center", 6.0, 8.0, "exact", 20.0)


@pytest.mark.parametrize(
    ("spacing", "rule", "line"),
    [
        ('w:line="360"', "auto", 1.5),
        ('w:line="276" w:lineRule="auto"', "auto", 1.15),
        ('w:line="360" w:lineRule="atLeast"', "atLeast", 18.0),
        ('w:line="18pt" w:lineRule="exact"', "exact", 18.0),
        ('w:line="abc" w:lineRule="exact"', "exact", 12.0),
        ('w:line="360" w:lineRule="strange"', "auto", 1.5),
        ('w:line="0"', "auto", 1.0),
        ("", "auto", 1.0),
    ],
)
def test_line_pitch(spacing: str, rule: str, line: float) -> None:
    only = first(paragraph("chữ", f"<w:spacing {spacing}/>"))
    assert (only.line_rule, only.line) == (rule, line)


@pytest.mark.parametrize(
    ("said", "align"),
    [("left", "left"), ("start", "left"), ("end", "right"), ("distribute", "both"), ("both", "both"), ("xyz", "left")],
)
def test_alignment(said: str, align: str) -> None:
    assert first(paragraph("chữ", f'<w:jc w:val="{said}"/>')).align == align


@pytest.mark.parametrize(
    ("indent", "mm"),
    [
        ('w:firstLine="567"', 10.0),
        ('w:firstLine="1cm"', 10.0),
        ('w:hanging="284"', -5.0),
        ('w:hanging="284" w:firstLine="567"', -5.0),
        ('w:firstLineChars="0" w:firstLine="567"', 10.0),
        ('w:firstLineChars="200"', 7.06),
        ('w:firstLineChars="200" w:firstLine="567"', 10.0),
        ('w:firstLine="much"', 0.0),
    ],
)
def test_first_line(indent: str, mm: float) -> None:
    only = first(paragraph("chữ", f"<w:ind {indent}/>"))
    assert only.first_line_mm == pytest.approx(mm, abs=0.02)


def test_a_first_line_takes_back_a_hanging_one_of_the_style() -> None:
    styles = style("A", '<w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr>')
    only = first(paragraph("chữ", '<w:pStyle w:val="A"/><w:ind w:firstLine="0"/>'), styles=styles)
    assert (only.first_line_mm, round(only.left_mm)) == (0.0, 10)


def test_start_and_end_are_left_and_right() -> None:
    only = first(paragraph("chữ", '<w:ind w:start="567" w:end="284"/>'))
    assert (round(only.left_mm), round(only.right_mm)) == (10, 5)


def test_spacing_left_to_word_is_fourteen_points() -> None:
    only = first(
        paragraph("chữ", '<w:spacing w:before="100" w:beforeAutospacing="1" w:after="80" w:afterAutospacing="0"/>')
    )
    assert (only.before_pt, only.after_pt) == (14.0, 4.0)


def test_spacing_in_lines() -> None:
    assert first(paragraph("chữ", '<w:spacing w:beforeLines="50"/>')).before_pt == 6.0
    assert first(paragraph("chữ", '<w:spacing w:beforeLines="50" w:before="120"/>')).before_pt == 6.0


def test_keeping_and_breaking() -> None:
    only = first(paragraph("chữ", '<w:keepNext/><w:pageBreakBefore/><w:contextualSpacing w:val="0"/>'))
    assert (only.keep_next, only.page_break_before, only.contextual) == (True, True, False)


def test_tabs_are_inherited_and_may_be_cleared() -> None:
    styles = style(
        "A", '<w:pPr><w:tabs><w:tab w:val="left" w:pos="567"/><w:tab w:val="center" w:pos="1134"/></w:tabs></w:pPr>'
    )
    more = '<w:tab w:val="clear" w:pos="567"/><w:tab w:val="right" w:pos="2268"/><w:tab w:val="bar" w:pos="9"/>'
    only = first(paragraph("chữ", f'<w:pStyle w:val="A"/><w:tabs>{more}</w:tabs>'), styles=styles)
    assert only.tabs == (
        TabStop(pytest.approx(20.0, abs=0.01), "center"),
        TabStop(pytest.approx(40.0, abs=0.01), "right"),
    )


@pytest.mark.parametrize(
    ("border", "seen"),
    [
        ('w:val="single" w:sz="6" w:color="auto"', True),
        ('w:val="single"', True),
        ('w:val="dotted" w:sz="4" w:color="000000"', True),
        ('w:val="single" w:sz="0"', False),
        ('w:val="nil"', False),
        ('w:val="none" w:sz="4"', False),
        ('w:val="single" w:sz="4" w:color="FFFFFF"', False),
        ("", False),
    ],
)
def test_a_paragraph_border_is_seen_when_it_prints(border: str, seen: bool) -> None:
    only = first(paragraph("chữ", f"<w:pBdr><w:bottom {border}/></w:pBdr>"))
    assert only.edges == Edges(bottom=seen)


def test_borders_of_a_style_are_taken_back_side_by_side() -> None:
    line = 'w:val="single" w:sz="4"'
    styles = style("A", f"<w:pPr><w:pBdr><w:top {line}/><w:bottom {line}/></w:pBdr></w:pPr>")
    only = first(paragraph("chữ", '<w:pStyle w:val="A"/><w:pBdr><w:top w:val="nil"/></w:pBdr>'), styles=styles)
    assert only.edges == Edges(bottom=True)


def test_tabs_and_breaks_are_in_the_text() -> None:
    inside = "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:cr/><w:softHyphen/>"
    assert first(paragraph(run(inside=inside))).text == "a\tb\nc-d\n"


def test_outer_blanks_go_unless_kept_on_purpose() -> None:
    body = paragraph('<w:r><w:t> a </w:t></w:r><w:r><w:t xml:space="preserve"> b\nc </w:t></w:r>')
    assert first(body).text == "a b c "


def test_a_page_break_parts_the_words_around_it_and_no_others() -> None:
    pages = '<w:br w:type="page"/>'
    between = first(paragraph(run("hết.") + run(inside=pages) + run("PHỤ LỤC")))
    after = first(paragraph(run("hết.") + run(inside=pages)))
    assert (between.text, between.page_break) == ("hết.\nPHỤ LỤC", True)
    assert (after.text, after.page_break) == ("hết.", True)


def test_changes_are_read_as_if_accepted() -> None:
    body = paragraph(
        run("Số ")
        + f'<w:ins w:id="1">{run("13")}</w:ins>'
        + '<w:del w:id="2"><w:r><w:delText>12</w:delText></w:r></w:del>'
    )
    seen = view(body)
    assert seen.paragraphs[0].text == "Số 13"
    assert [s.change for s in seen.paragraphs[0].spans] == ["", "ins"]
    assert seen.has_changes


def test_a_deleted_paragraph_leaves_no_line() -> None:
    gone = paragraph('<w:del w:id="2"><w:r><w:delText>12</w:delText></w:r></w:del>', '<w:rPr><w:del w:id="1"/></w:rPr>')
    assert [(p.text, p.place.label, p.place.paragraph) for p in view(gone + paragraph("còn")).paragraphs] == [
        ("còn", "đoạn 1", 2)
    ]


def test_a_changed_look_is_a_change_too() -> None:
    body = paragraph(run("a", '<w:b/><w:rPrChange w:id="1"><w:rPr><w:i/></w:rPr></w:rPrChange>'))
    seen = view(body)
    assert seen.has_changes
    assert not seen.paragraphs[0].spans[0].italic


def test_links_tags_and_controls_are_read_through() -> None:
    body = paragraph(
        f"<w:hyperlink>{run('a')}</w:hyperlink><w:smartTag>{run('b')}</w:smartTag>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('c')}</w:sdtContent></w:sdt><w:customXml>{run('d')}</w:customXml>"
    )
    only = first(body)
    assert (only.text, only.in_control) == ("abcd", True)


def test_a_control_around_paragraphs_and_tables() -> None:
    inside = paragraph("trong") + table(row(tc(paragraph("ô"))))
    seen = view(f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>" + paragraph("ngoài"))
    assert [(p.text, p.in_control, p.place.label) for p in seen.paragraphs] == [
        ("trong", True, "đoạn 1"),
        ("ô", True, "bảng 1, hàng 1, ô 1"),
        ("ngoài", False, "đoạn 2"),
    ]


def test_a_frame_as_wide_as_its_words_stands_where_it_says() -> None:
    frame = '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="center" w:y="1"/>'
    assert first(paragraph("2", frame)).align == "center"


def test_math_is_read_as_letters() -> None:
    body = paragraph(run("x ") + "<m:oMath><m:r><m:t>= 1</m:t></m:r></m:oMath>")
    only = first(body)
    assert (only.text, only.spans[1].faces) == ("x = 1", {"Cambria Math"})


def test_the_style_is_named_as_word_names_it() -> None:
    assert first(paragraph("chữ", '<w:pStyle w:val="NoiDung"/>'), styles=style("NoiDung")).style == "NoiDung"


def test_places_count_what_a_clerk_counts_and_the_paragraphs_of_the_part() -> None:
    inner = table(row(tc(paragraph("trong"))))
    body = paragraph("a") + table(row(tc(), tc(paragraph("b") + inner + paragraph("c")))) + paragraph("d")
    found = [(p.text, p.place.label, p.place.paragraph) for p in view(body).paragraphs]
    assert found == [
        ("a", "đoạn 1", 1),
        ("", "bảng 1, hàng 1, ô 1", 2),
        ("b", "bảng 1, hàng 1, ô 2", 3),
        ("trong", "bảng 1, hàng 1, ô 2, bảng trong, hàng 1, ô 1", 4),
        ("c", "bảng 1, hàng 1, ô 2", 5),
        ("d", "đoạn 2", 6),
    ]

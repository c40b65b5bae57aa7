from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.the_thuc.raw_docx import defaults, first, paragraph, run, style, view
from vanban.the_thuc.views import Span

TIMES = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme name="x">'
    '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
    '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>'
    '<a:accent1><a:srgbClr val="4f81bd"/></a:accent1></a:clrScheme><a:fontScheme name="x">'
    '<a:majorFont><a:latin typeface="Cambria"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)


def span(body: str, **others: object) -> Span:
    return first(body, **others).spans[0]


def test_letters_with_nothing_said_are_words_own_ten_points() -> None:
    only = span(paragraph("chữ"))
    assert (only.fonts, only.size_pt, only.bold, only.color) == (frozenset({"Times New Roman"}), 10.0, False, "auto")


def test_document_defaults_hold_where_no_style_speaks() -> None:
    only = span(paragraph("chữ"), styles=defaults('<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="28"/>'))
    assert (only.fonts, only.size_pt) == (frozenset({"Arial"}), 14.0)


def test_the_default_paragraph_style_holds_for_a_paragraph_without_style() -> None:
    styles = defaults('<w:sz w:val="20"/>') + style("Normal", '<w:rPr><w:sz w:val="26"/></w:rPr>', default=True)
    assert span(paragraph("chữ"), styles=styles).size_pt == 13.0


def test_a_style_that_is_not_defined_falls_to_the_default_style() -> None:
    styles = style("Normal", '<w:rPr><w:sz w:val="26"/></w:rPr>', default=True)
    only = first(paragraph("chữ", '<w:pStyle w:val="KhongCo"/>'), styles=styles)
    assert (only.spans[0].size_pt, only.style) == (13.0, "Normal")


def test_a_style_inherits_what_it_does_not_say() -> None:
    styles = style("A", '<w:rPr><w:sz w:val="30"/><w:i/></w:rPr>') + style("B", "<w:rPr><w:b/></w:rPr>", based="A")
    only = span(paragraph("chữ", '<w:pStyle w:val="B"/>'), styles=styles)
    assert (only.size_pt, only.bold, only.italic) == (15.0, True, True)


def test_a_circle_of_styles_ends() -> None:
    styles = style("A", "<w:rPr><w:b/></w:rPr>", based="B") + style("B", '<w:rPr><w:sz w:val="24"/></w:rPr>', based="A")
    only = span(paragraph("chữ", '<w:pStyle w:val="B"/>'), styles=styles)
    assert (only.bold, only.size_pt) == (True, 12.0)


def test_direct_looks_win_over_character_and_paragraph_style() -> None:
    styles = style("A", '<w:rPr><w:sz w:val="30"/></w:rPr>') + style(
        "C", '<w:rPr><w:sz w:val="24"/><w:color w:val="FF0000"/></w:rPr>', kind="character"
    )
    body = paragraph(
        run("một") + run("hai", '<w:rStyle w:val="C"/>') + run("ba", '<w:rStyle w:val="C"/><w:sz w:val="22"/>'),
        '<w:pStyle w:val="A"/>',
    )
    assert [(s.text, s.size_pt, s.color) for s in first(body, styles=styles).spans] == [
        ("một", 15.0, "auto"),
        ("hai", 12.0, "FF0000"),
        ("ba", 11.0, "FF0000"),
    ]


@pytest.mark.parametrize(("tag", "look"), [("b", "bold"), ("i", "italic"), ("caps", "caps")])
def test_a_toggle_of_two_styles_cancels_out(tag: str, look: str) -> None:
    styles = style("P", f"<w:rPr><w:{tag}/></w:rPr>") + style("C", f"<w:rPr><w:{tag}/></w:rPr>", kind="character")
    body = paragraph(
        run("cả hai", '<w:rStyle w:val="C"/>') + run("một") + run("thẳng", f'<w:rStyle w:val="C"/><w:{tag}/>'),
        '<w:pStyle w:val="P"/>',
    )
    assert [getattr(s, look) for s in first(body, styles=styles).spans] == [False, True]


def test_underline_is_no_toggle() -> None:
    styles = style("P", '<w:rPr><w:u w:val="single"/></w:rPr>') + style(
        "C", '<w:rPr><w:u w:val="single"/></w:rPr>', kind="character"
    )
    body = paragraph(run("chữ", '<w:rStyle w:val="C"/>'), '<w:pStyle w:val="P"/>')
    assert span(body, styles=styles).underline


def test_a_toggle_of_the_defaults_is_not_cancelled_by_a_style() -> None:
    styles = defaults("<w:b/>") + style("P", "<w:rPr><w:b/></w:rPr>")
    assert span(paragraph("chữ", '<w:pStyle w:val="P"/>'), styles=styles).bold


@pytest.mark.parametrize("value", ["1", "true", "on", "True"])
def test_every_way_to_say_on(value: str) -> None:
    assert span(paragraph(run("chữ", f'<w:b w:val="{value}"/>'))).bold


@pytest.mark.parametrize("value", ["0", "false", "off", "False"])
def test_every_way_to_say_off(value: str) -> None:
    styles = style("P", "<w:rPr><w:b/></w:rPr>")
    assert not span(paragraph(run("chữ", f'<w:b w:val="{value}"/>'), '<w:pStyle w:val="P"/>'), styles=styles).bold


@pytest.mark.parametrize("value", ["abc", "", "-28", "0", "1e9", "99999999999", "NaN"])
def test_a_size_that_is_none_is_as_if_not_said(value: str) -> None:
    assert span(paragraph(run("chữ", f'<w:sz w:val="{value}"/>'))).size_pt == 10.0


@pytest.mark.parametrize(("value", "size"), [("28", 14.0), ("27", 13.5), ("14pt", 14.0), ("28.0", 14.0)])
def test_a_size_in_half_points_or_with_a_unit(value: str, size: float) -> None:
    assert span(paragraph(run("chữ", f'<w:sz w:val="{value}"/>'))).size_pt == size


def test_a_theme_font_wins_over_a_named_one_of_the_same_level() -> None:
    fonts = '<w:rFonts w:asciiTheme="minorHAnsi" w:ascii="Times New Roman" w:hAnsiTheme="majorHAnsi"/>'
    only = span(paragraph(run("chữ", fonts)), theme=THEME)
    assert only.fonts == {"Calibri", "Cambria"}


def test_a_named_font_above_wins_over_a_theme_font_below() -> None:
    styles = defaults('<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/>')
    only = span(paragraph(run("chữ", TIMES)), styles=styles, theme=THEME)
    assert only.fonts == {"Times New Roman"}


def test_faces_are_those_of_the_letters_and_fonts_those_of_all_slots() -> None:
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Arial" w:cs="Tahoma" w:eastAsia="SimSun"/>'
    body = paragraph(run("abc", fonts) + run("đ", fonts + "<w:b/>") + run("ab漢", fonts))
    spans = first(body).spans
    assert {s.fonts for s in spans} == {frozenset({"Times New Roman", "Arial", "Tahoma", "SimSun"})}
    assert [set(s.faces) for s in spans] == [{"Times New Roman"}, {"Arial"}, {"Times New Roman", "SimSun"}]


def test_complex_script_runs_take_their_own_size_and_weight() -> None:
    only = span(paragraph(run("chữ", '<w:b/><w:sz w:val="28"/><w:szCs w:val="24"/><w:cs/>')))
    assert (only.size_pt, only.bold) == (12.0, False)


def test_the_complex_size_is_not_that_of_vietnamese_letters() -> None:
    assert span(paragraph(run("chữ", '<w:sz w:val="28"/><w:szCs w:val="24"/>'))).size_pt == 14.0


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        ('<w:color w:val="auto"/>', "auto"),
        ('<w:color w:val="ff0000"/>', "FF0000"),
        ('<w:color w:val="red"/>', "auto"),
        ('<w:color w:val="4F81BD" w:themeColor="accent1"/>', "4F81BD"),
        ('<w:color w:val="auto" w:themeColor="accent1"/>', "4F81BD"),
        ('<w:color w:val="0D0D0D" w:themeColor="text1" w:themeTint="F2"/>', "0D0D0D"),
        ('<w:color w:val="123456" w:themeColor="text1"/>', "000000"),
        ('<w:color w:val="123456" w:themeColor="accent9"/>', "123456"),
    ],
)
def test_colours_named_and_of_the_theme(color: str, expected: str) -> None:
    assert span(paragraph(run("chữ", color)), theme=THEME).color == expected


def test_capitals_by_property_are_in_the_text_as_they_print() -> None:
    only = first(paragraph(run("Đảng uỷ", "<w:caps/>")))
    assert (only.text, only.spans[0].text) == ("ĐẢNG UỶ", "Đảng uỷ")


def test_hidden_letters_are_left_out() -> None:
    only = first(paragraph(run("thấy") + run("ẩn", "<w:vanish/>")))
    assert (only.text, len(only.spans)) == ("thấy", 1)


def test_neighbours_that_look_alike_are_one_span() -> None:
    only = first(paragraph(run("Số ") + run("12") + run("-KH", "<w:i/>")))
    assert [s.text for s in only.spans] == ["Số 12", "-KH"]


def test_signs_of_old_fonts_are_the_signs_they_show() -> None:
    only = first(paragraph(run(inside='<w:sym w:font="Wingdings" w:char="F0A8"/>') + run(" có")))
    assert only.text == "□ có"
    assert only.spans[0].faces == {"Wingdings"}


@pytest.mark.parametrize("code", ["", "xyz", "D800", "FFFFFFFFFF", "-1"])
def test_a_sign_without_a_code_is_nothing(code: str) -> None:
    assert first(paragraph(run("a") + run(inside=f'<w:sym w:font="Symbol" w:char="{code}"/>'))).text == "a"


def test_private_letters_typed_as_text_stay_for_the_rules_to_see() -> None:
    assert first(paragraph("a\uf0b7")).text == "a\uf0b7"


words = st.text(st.characters(codec="utf-8", exclude_characters="<&>\r\t", exclude_categories=["Cc", "Cs"]), max_size=8)
looks = st.sampled_from(["", "<w:b/>", "<w:vanish/>", "<w:caps/>", '<w:sz w:val="24"/>'])


@given(st.lists(st.tuples(words, looks), max_size=8))
def test_the_text_is_what_the_spans_show(pieces: list[tuple[str, str]]) -> None:
    allowed = [(text, look) for text, look in pieces if "\ufffe" not in text and "\uffff" not in text]
    only = view(paragraph("".join(run(text, look) for text, look in allowed) or "<w:r/>")).paragraphs[0]
    assert only.text == "".join(span.shown for span in only.spans)
    expected = "".join(t.upper() if "caps" in look else t for t, look in allowed if "vanish" not in look)
    assert only.text == expected

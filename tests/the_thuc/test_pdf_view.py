from __future__ import annotations

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from tests.the_thuc.pdfs import WideFont, add_page, page_pdf, plain_font, saved
from vanban.the_thuc.page_views import PdfLine, PdfPage, PdfView
from vanban.the_thuc.pdf_view import read_pdf

PT = 25.4 / 72
HEIGHT = 841.89


def view(content: bytes, **page: object) -> PdfView:
    return read_pdf(page_pdf(content, **page), "thử.pdf")  # type: ignore[arg-type]


def page(content: bytes, **more: object) -> PdfPage:
    return view(content, **more).pages[0]


def texts(content: bytes, **more: object) -> list[str]:
    return [line.text for line in page(content, **more).lines]


def only(content: bytes, **more: object) -> PdfLine:
    (line,) = page(content, **more).lines
    return line


def test_a_line_stands_where_it_is_drawn() -> None:
    line = only(b"BT /F1 14 Tf 100 700 Td (Hello) Tj ET")
    assert line.text == "Hello"
    assert line.x0_mm == pytest.approx(100 * PT, abs=0.01)
    assert line.x1_mm == pytest.approx((100 + 5 * 7) * PT, abs=0.01)
    assert line.baseline_mm == pytest.approx((HEIGHT - 700) * PT, abs=0.01)
    assert line.top_mm == pytest.approx(line.baseline_mm - 0.891 * 14 * PT, abs=0.01)
    assert line.bottom_mm == pytest.approx(line.baseline_mm + 0.216 * 14 * PT, abs=0.01)


@pytest.mark.parametrize("space", [b" ", b"\n", b"\r", b"\t", b"\r\n", b"\f"])
def test_a_line_written_in_one_breath_is_read_whatever_white_space_parts_it(space: bytes) -> None:
    line = b"q@0 0 0 rg@BT@100 700 Td@/F1 14 Tf@[(Hel)-2(lo)]TJ@ET@Q@".replace(b"@", space)
    assert texts(line) == ["Hello"]


@pytest.mark.parametrize(
    ("turn", "matrix"),
    [
        (0, "1 0 0 1 150 725"),
        (90, "0 1 -1 0 125 150"),
        (180, "-1 0 0 -1 450 175"),
        (270, "0 -1 1 0 525 450"),
    ],
)
def test_rotation_crop_and_unit_are_applied(turn: int, matrix: str) -> None:
    """The page shown is 400 × 700 or 400 × 550 of 2 × 1/72 inch; the words stand 50, 75 from its upper left corner."""
    box = Array([100, 100, 500, 800]) if turn in (0, 180) else Array([50, 100, 600, 500])
    shown = page(
        f"BT /F1 10 Tf {matrix} Tm (Hi) Tj ET".encode(),
        MediaBox=Array([0, 0, 700, 900]), CropBox=box, Rotate=turn, UserUnit=2,
    )  # fmt: skip
    wide, high = (400, 700) if turn in (0, 180) else (400, 550)
    assert (shown.width_mm, shown.height_mm) == pytest.approx((wide * 2 * PT, high * 2 * PT), abs=0.01)
    (line,) = shown.lines
    assert line.spans[0].size_pt == 20
    assert (line.x0_mm, line.baseline_mm) == pytest.approx((50 * 2 * PT, 75 * 2 * PT), abs=0.01)


def test_a_page_takes_box_and_rotation_from_the_node_above() -> None:
    with pikepdf.new() as pdf:
        made = add_page(pdf, b"BT /F1 10 Tf 10 20 Td (Hi) Tj ET")
        del made.obj.MediaBox
        pdf.Root.Pages.MediaBox = Array([0, 0, 200, 300])
        pdf.Root.Pages.Rotate = 90
        shown = read_pdf(saved(pdf), "thử").pages[0]
    assert (shown.width_mm, shown.height_mm, shown.rotate) == (
        pytest.approx(300 * PT, abs=0.01), pytest.approx(200 * PT, abs=0.01), 90,
    )  # fmt: skip


def test_the_size_is_the_one_seen_and_snaps_to_half_points() -> None:
    line = only(b"q 0.24 0 0 0.24 0 0 cm BT 58.5 0 0 58.5 400 3000 Tm /F1 1 Tf (Chu) Tj ET Q")
    assert line.spans[0].size_pt == 14
    assert only(b"BT /F1 13.3 Tf 9 700 Td (Chu) Tj ET").spans[0].size_pt == 13.3


def test_a_gap_inside_a_string_is_a_space_between_words() -> None:
    assert texts(b"BT /F1 14 Tf 50 700 Td [(so)-5(n) -250 (duong) 30 (s)] TJ ET") == ["son duongs"]


def test_pieces_that_touch_are_one_word() -> None:
    assert texts(b"BT /F1 10 Tf 50 700 Td (Tuy) Tj (en) Tj ET BT /F1 10 Tf 75.4 700 Td (Quang) Tj ET") == ["TuyenQuang"]


def test_spaces_stretched_in_a_justified_line_keep_it_one() -> None:
    words = b" ".join(b"(tap) Tj 9 Tw ( the) Tj" for _ in range(5))
    assert texts(b"BT /F1 14 Tf 50 700 Td " + words + b" ET") == ["tap thetap thetap thetap thetap the"]


def test_two_columns_are_two_lines_left_first() -> None:
    content = b"BT /F1 14 Tf 320 701 Td (DANG CONG SAN) Tj ET BT /F1 14 Tf 60 700 Td (DANG BO TINH) Tj ET"
    assert texts(content) == ["DANG BO TINH", "DANG CONG SAN"]


def test_columns_of_typed_spaces_are_two_lines() -> None:
    lines = page(b"BT /F1 14 Tf 60 700 Td (So 12-KH/DU" + b" " * 20 + b"Son Duong, ngay) Tj ET").lines
    assert [line.text for line in lines] == ["So 12-KH/DU", "Son Duong, ngay"]
    assert lines[1].x0_mm == pytest.approx((60 + 31 * 7) * PT, abs=0.01)


def test_a_blank_left_for_the_number_does_not_part_the_line() -> None:
    assert texts(b"BT /F1 14 Tf 60 700 Td (So    -KH/DU) Tj ET") == ["So    -KH/DU"]


def test_a_list_label_stays_with_its_line() -> None:
    assert texts(b"BT /F1 14 Tf 60 700 Td (1.) Tj 36 0 Td (Noi dung) Tj ET") == ["1. Noi dung"]
    assert texts(b"BT /F1 14 Tf 60 700 Td (Ho va ten) Tj 93 0 Td (Nguyen) Tj ET") == ["Ho va ten", "Nguyen"]


def test_a_vertical_stroke_parts_cells_however_near() -> None:
    cells = b"BT /F1 10 Tf 60 700 Td (12) Tj 14 0 Td (34) Tj ET "
    assert texts(cells) == ["12 34"]
    assert texts(cells + b"72 690 m 72 720 l S") == ["12", "34"]
    assert texts(cells + b"71.8 690 0.4 30 re f") == ["12", "34"]


def test_outer_spaces_belong_to_no_line() -> None:
    line = only(b"BT /F1 10 Tf 60 700 Td (  giua  ) Tj ( ) Tj ET")
    assert (line.text, line.x0_mm, line.x1_mm) == (
        "giua", pytest.approx(70 * PT, abs=0.01), pytest.approx(90 * PT, abs=0.01),
    )  # fmt: skip
    assert (line.spans[0].x0_mm, line.spans[0].x1_mm) == (line.x0_mm, line.x1_mm)


def test_letters_of_spaces_alone_are_no_line() -> None:
    assert texts(b"BT /F1 10 Tf 60 700 Td (   ) Tj ET") == []


def test_a_raised_mark_joins_its_line() -> None:
    assert texts(b"BT /F1 14 Tf 60 700 Td (100 m) Tj /F1 8 Tf 5 Ts (2) Tj 0 Ts /F1 14 Tf ( dat) Tj ET") == [
        "100 m2 dat"
    ]


def test_a_letter_drawn_twice_for_weight_is_one() -> None:
    assert texts(b"BT /F1 14 Tf 60 700 Td (KHAN) Tj ET BT /F1 14 Tf 60.3 700 Td (KHAN) Tj ET") == ["KHAN"]


def test_lines_come_from_top_to_bottom_whatever_the_order_of_drawing() -> None:
    assert texts(b"BT /F1 14 Tf 60 500 Td (hai) Tj ET BT /F1 14 Tf 60 600 Td (mot) Tj ET") == ["mot", "hai"]


def test_words_beside_the_page_are_not_shown() -> None:
    assert texts(b"BT /F1 14 Tf 60 900 Td (tren) Tj ET BT /F1 14 Tf -90 500 Td (trai) Tj ET") == []


@pytest.mark.parametrize(
    ("operator", "color"),
    [
        (b"", "000000"),
        (b"1 0 0 rg", "FF0000"),
        (b"0.5 g", "808080"),
        (b"0 0 0 1 k", "000000"),
        (b"1 1 0 0 k", "0000FF"),
        (b"/DeviceRGB cs 0 0 1 sc", "0000FF"),
        (b"/Ink cs 0.2 0.4 0.6 scn", "336699"),
        (b"/Spot cs 1 scn", "auto"),
        (b"/Pattern cs /P1 scn", "auto"),
        (b"q 1 0 0 rg Q", "000000"),
    ],
)
def test_the_colour_of_letters(operator: bytes, color: str) -> None:
    with pikepdf.new() as pdf:
        profile = pdf.make_stream(b"", N=3)
        spaces = Dictionary(
            Ink=Array([Name.ICCBased, profile]), Spot=Array([Name.Separation, Name.Red, Name.DeviceRGB, Dictionary()])
        )
        add_page(pdf, operator + b" BT /F1 9 Tf 60 700 Td (mau) Tj ET", Resources=Dictionary(ColorSpace=spaces))
        (line,) = read_pdf(saved(pdf), "thử").pages[0].lines
    assert line.spans[0].color == color


def test_letters_drawn_to_be_unseen_are_hidden() -> None:
    assert only(b"BT /F1 14 Tf 3 Tr 60 700 Td (quet) Tj ET").spans[0].hidden


@pytest.mark.parametrize("stroke", [b"60 697.5 m 102 697.5 l S", b"60 697.2 42 0.6 re f", b"102 697.5 m 60 697.5 l S"])
def test_a_stroke_right_under_the_letters_underlines_them(stroke: bytes) -> None:
    line = only(b"BT /F1 14 Tf 60 700 Td (Nhan: ) Tj ET BT /F1 14 Tf 109 700 Td (ai) Tj ET " + stroke)
    assert [(s.text.strip(), s.underline) for s in line.spans] == [("Nhan:", True), ("ai", False)]


def test_an_underline_of_some_letters_parts_the_string() -> None:
    line = only(b"BT /F1 14 Tf 60 700 Td (Noi nhan) Tj ET 60 698 m 81 698 l S")
    assert [(s.text, s.underline) for s in line.spans] == [("Noi", True), (" nhan", False)]


def test_a_rule_below_the_title_is_no_underline() -> None:
    shown = page(b"BT /F1 15 Tf 60 700 Td (DANG CONG SAN) Tj ET 60 693 m 157 693 l S")
    assert not shown.lines[0].spans[0].underline
    (stroke,) = shown.strokes
    assert stroke.horizontal
    assert stroke.length_mm == pytest.approx(97 * PT, abs=0.01)
    assert stroke.y0_mm == pytest.approx((HEIGHT - 693) * PT, abs=0.01)


def test_strokes_have_width_and_dashes() -> None:
    shown = page(b"2 w [3 2] 0 d 10 100 m 50 100 l S [] 0 d q 0.5 0 0 0.5 0 0 cm 20 400 100 50 re S Q")
    assert [(s.width_pt, s.dashed) for s in shown.strokes] == [(2, True)] + [(1, False)] * 4


def test_white_and_thick_shapes_are_no_strokes() -> None:
    assert page(b"1 g 10 100 50 0.5 re f 1 G 10 90 m 50 90 l S 0 g 10 50 50 20 re f").strokes == ()


def test_several_thin_boxes_of_one_path_are_several_strokes() -> None:
    assert len(page(b"10 100 50 0.5 re 10 200 50 0.5 re f").strokes) == 2


def test_words_in_a_form_stand_under_its_matrix() -> None:
    with pikepdf.new() as pdf:
        form = pdf.make_stream(
            b"BT /F1 10 Tf 5 5 Td (trong) Tj ET",
            Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 99, 99]), Matrix=Array([2, 0, 0, 2, 0, 0]),
        )  # fmt: skip
        add_page(pdf, b"q 1 0 0 1 50 600 cm /Fm Do Q", Resources=Dictionary(XObject=Dictionary(Fm=form)))
        (line,) = read_pdf(saved(pdf), "thử").pages[0].lines
    assert (line.text, line.spans[0].size_pt) == ("trong", 20)
    assert (line.x0_mm, line.baseline_mm) == pytest.approx((60 * PT, (HEIGHT - 610) * PT), abs=0.01)


def test_what_an_annotation_shows_is_read_unless_it_is_hidden() -> None:
    with pikepdf.new() as pdf:
        fonts = Dictionary(Font=Dictionary(F1=pdf.make_indirect(plain_font())))
        form = pdf.make_stream(
            b"BT /F1 10 Tf 0 5 Td (ky so) Tj ET",
            Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 50, 20]), Resources=fonts,
        )  # fmt: skip
        stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([300, 100, 350, 120]), AP=Dictionary(N=form))
        unseen = Dictionary(stamp)
        unseen.F = 2
        add_page(pdf, b"", Annots=Array([stamp, unseen]))
        (line,) = read_pdf(saved(pdf), "thử").pages[0].lines
    assert (line.text, line.over) == ("ky so", True)
    assert (line.x0_mm, line.baseline_mm) == pytest.approx((300 * PT, (HEIGHT - 105) * PT), abs=0.01)


def test_turned_letters_are_lines_of_their_own() -> None:
    shown = page(b"BT /F1 10 Tf 60 700 Td (ngang) Tj ET BT /F1 10 Tf 0 1 -1 0 80 600 Tm (doc) Tj ET")
    assert [line.text for line in shown.lines] == ["ngang", "doc"]
    assert shown.lines[1].bottom_mm == pytest.approx((HEIGHT - 600) * PT, abs=0.01)
    assert shown.lines[1].top_mm == pytest.approx((HEIGHT - 615) * PT, abs=0.01)


@pytest.mark.parametrize(
    ("name", "family", "bold", "italic"),
    [
        ("TimesNewRomanPSMT", "Times New Roman", False, False),
        ("TimesNewRomanPS-BoldMT", "Times New Roman", True, False),
        ("TimesNewRomanPS-BoldItalicMT", "Times New Roman", True, True),
        ("ABCDEF+TimesNewRoman,Bold", "Times New Roman", True, False),
        ("TimesNewRoman", "Times New Roman", False, False),
        ("BAAAAA+LiberationSerif-Italic", "Liberation Serif", False, True),
        ("CAAAAA+DejaVuSans-Oblique", "DejaVu Sans", False, True),
        ("Times-Roman", "Times", False, False),
        ("ArialMT", "Arial", False, False),
        (".VnTime", ".Vn Time", False, False),
        ("VNI-Times", "VNI Times", False, False),
    ],
)
def test_the_family_and_style_of_a_face(name: str, family: str, bold: bool, italic: bool) -> None:
    (span,) = only(b"BT /F1 9 Tf 60 700 Td (chu) Tj ET", fonts={"F1": plain_font(name)}).spans
    assert (span.fonts, span.bold, span.italic) == (frozenset({family}), bold, italic)


def test_fonts_are_those_that_visible_letters_use() -> None:
    fonts = {"F1": plain_font(), "F2": plain_font("ArialMT"), "F3": plain_font("Calibri")}
    made = view(b"BT /F1 9 Tf 60 700 Td (chu) Tj /F2 9 Tf (  ) Tj ET", fonts=fonts)
    (font,) = made.fonts
    assert (font.name, font.embedded, font.to_unicode, font.kind, font.pages) == (
        "TimesNewRomanPSMT", False, True, "TrueType", (1,),
    )  # fmt: skip


def test_letters_by_their_names_in_an_encoding() -> None:
    font = plain_font()
    font.Encoding = Dictionary(Differences=Array([1, Name.Dcroat, Name("/uni1EA3"), 65, Name.aring]))
    assert texts(b"BT /F1 9 Tf 60 700 Td (\\001\\002A) Tj ET", fonts={"F1": font}) == ["Đảå"]


@settings(deadline=None, max_examples=25)
@given(st.text("aăâđêôơưẢẾỘỰ ỹ.,:;-/()0123456789", min_size=1, max_size=40).filter(lambda t: "  " not in t))
def test_vietnamese_words_are_read_letter_by_letter(words: str) -> None:
    with pikepdf.new() as pdf:
        font = WideFont(pdf)
        add_page(pdf, b"BT /F1 12 Tf 20 700 Td " + font.code(words) + b" Tj ET", {"F1": font.dictionary})
        lines = read_pdf(saved(pdf), "thử").pages[0].lines
    assert [line.text for line in lines] == [words.strip()] * bool(words.strip())


def test_letters_without_a_map_are_unknown() -> None:
    with pikepdf.new() as pdf:
        font = WideFont(pdf, mapped=False)
        add_page(pdf, b"BT /F1 12 Tf 20 700 Td " + font.code("ab") + b" Tj ET", {"F1": font.dictionary})
        made = read_pdf(saved(pdf), "thử")
    assert made.pages[0].text == "\ufffd\ufffd"
    assert [(f.embedded, f.to_unicode, f.kind) for f in made.fonts] == [(True, False, "CIDFontType2")]


def test_a_letter_from_another_family_breaks_its_word() -> None:
    fonts = {
        "F1": plain_font("LiberationSerif"),
        "F2": plain_font("DejaVuSans"),
        "F3": plain_font("LiberationSerif-Bold"),
    }
    made = view(b"BT /F1 9 Tf 60 700 Td (Dang b) Tj /F2 9 Tf (o) Tj /F1 9 Tf ( x) Tj /F3 9 Tf (a) Tj ET", fonts=fonts)
    assert made.pages[0].text == "Dang bo xa"
    assert made.broken_words == ((1, "bo"),)


def test_a_symbol_from_another_family_breaks_no_word() -> None:
    fonts = {"F1": plain_font("LiberationSerif"), "F2": plain_font("Symbol")}
    assert view(b"BT /F2 9 Tf 60 700 Td (*) Tj /F1 9 Tf (Dang) Tj ET", fonts=fonts).broken_words == ()

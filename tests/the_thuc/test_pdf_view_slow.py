"""The fast way against pdfium, letter by letter; and pages that only the slow way can read."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.the_thuc.casebook import laid_out
from tests.the_thuc.correct import correct
from tests.the_thuc.pdfs import WideFont, add_page, plain_font, saved
from vanban.the_thuc.page_views import PdfLine
from vanban.the_thuc.pdf.canvas import Drawn
from vanban.the_thuc.pdf.lines import lines_of
from vanban.the_thuc.pdf.slow import SlowFile
from vanban.the_thuc.pdf_view import read_pdf, shown

# pdfium ends a letter where its ink ends, not where the next one begins: slanted letters reach further.
_OVERHANG_MM = 0.6


def by_both_ways(data: bytes) -> tuple[list[PdfLine], list[PdfLine]]:
    fast, slow = [], []
    file = SlowFile(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page, seen in zip(pdf.pages, read_pdf(data, "thử").pages, strict=True):
            drawn = Drawn(seen.number, file.pieces(seen.number, shown(page)[0]), list(seen.strokes))
            fast += seen.lines
            slow += lines_of(drawn)[0]
    file.close()
    return fast, slow


def agree(data: bytes) -> int:
    """How many lines the two ways agree on; fails where they do not."""
    fast, slow = by_both_ways(data)
    assert [line.text for line in fast] == [line.text for line in slow]
    for one, other in zip(fast, slow, strict=True):
        assert one.baseline_mm == pytest.approx(other.baseline_mm, abs=0.02)
        assert one.x0_mm == pytest.approx(other.x0_mm, abs=0.05)
        assert one.x1_mm == pytest.approx(other.x1_mm, abs=_OVERHANG_MM)
        looks = [
            [(s.text, s.fonts, s.size_pt, s.bold, s.italic, s.underline, s.color) for s in x.spans]
            for x in (one, other)
        ]
        assert looks[0] == looks[1]
        starts = [[s.x0_mm for s in x.spans] for x in (one, other)]
        assert starts[0] == pytest.approx(starts[1], abs=0.3)
    return len(fast)


@pytest.mark.soffice
@pytest.mark.parametrize("base", ["ke-hoach-P18", "bao-cao-P26", "bien-ban-P26", "cong-van-S"])
def test_papers_laid_out_by_libreoffice_are_read_as_pdfium_reads_them(base: str) -> None:
    assert agree(laid_out(correct(base))) > 20


@pytest.mark.parametrize(
    ("turn", "upright"),
    [
        (0, b"0.9 0 0 0.9 100 500"),
        (90, b"0 0.9 -0.9 0 400 200"),
        (180, b"-0.9 0 0 -0.9 600 400"),
        (270, b"0 -0.9 0.9 0 200 700"),
    ],
)
def test_both_ways_agree_on_turned_and_cropped_pages(turn: int, upright: bytes) -> None:
    with pikepdf.new() as pdf:
        wide, bold = WideFont(pdf), WideFont(pdf, "Bold")
        words = (
            b"BT " + upright + b" Tm /F1 14 Tf " + wide.code("Uỷ ban Kiểm tra Đảng uỷ ") + b" Tj /F2 14 Tf "
            + bold.code("Sơn Dương") + b" Tj 0 -30 Td 1 0 0 rg [" + bold.code("ngày") + b"-300" + bold.code("24")
            + b"] TJ ET"
        )  # fmt: skip
        add_page(
            pdf, words, {"F1": wide.dictionary, "F2": bold.dictionary}, Rotate=turn,
            MediaBox=Array([0, 0, 700, 900]), CropBox=Array([50, 60, 640, 850]),
        )  # fmt: skip
        assert agree(saved(pdf)) == 2


def test_letters_drawn_as_pictures_are_read_the_slow_way() -> None:
    with pikepdf.new() as pdf:
        square = pdf.make_stream(b"600 0 0 0 600 600 d1 0 0 500 500 re f")
        drawn = Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 600, 600]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            FirstChar=65, LastChar=66, Widths=Array([600, 600]),
            CharProcs=Dictionary(A=square, B=square),
            Encoding=Dictionary(Differences=Array([65, Name.A, Name.B])), Resources=Dictionary(),
        )  # fmt: skip
        add_page(
            pdf, b"BT /F1 12 Tf 100 700 Td (AB) Tj /F2 12 Tf 0 -50 Td (chu) Tj ET 100 600 m 200 600 l S",
            {"F1": drawn, "F2": plain_font()},
        )  # fmt: skip
        seen = read_pdf(saved(pdf), "thử")
    (page,) = seen.pages
    assert [line.text for line in page.lines] == ["AB", "chu"]
    assert page.lines[1].x0_mm == pytest.approx(100 / 72 * 25.4, abs=0.05)
    assert len(page.strokes) == 1
    assert {font.kind for font in seen.fonts} == {"Type3", "TrueType"}


def test_a_font_without_widths_is_read_the_slow_way() -> None:
    with pikepdf.new() as pdf:
        times = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Times-Roman"))
        add_page(pdf, b"BT /F1 12 Tf 100 700 Td (mot) Tj 0 -20 Td (hai ba) Tj ET", {"F1": times})
        seen = read_pdf(saved(pdf), "thử")
    assert seen.pages[0].text == "mot\nhai ba"
    assert [(font.name, font.embedded) for font in seen.fonts] == [("Times-Roman", False)]

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter

from tests.the_thuc.pdfs import page_pdf, plain_font
from vanban.bundle.stamp import StampFont, stamp
from vanban.convert import find_fonts
from vanban.the_thuc.pdf_view import read_pdf
from vanban.the_thuc.stamp import without_stamp
from vanban.the_thuc.views import PdfView

WORDS = b"BT /F1 14 Tf 300 812 Td (2) Tj ET BT /F1 14 Tf 100 700 Td (Trang 4/95) Tj ET"


def stamped(content: bytes = WORDS, **page: object) -> PdfView:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(page_pdf(content, {"F1": plain_font()}, **page))))
    font = StampFont(find_fonts().regular)
    stamp(writer.pages[0], "Trang 12/300", font, font.add_to(writer), writer)
    out = io.BytesIO()
    writer.write(out)
    return read_pdf(out.getvalue(), "thử")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_packet_number_is_taken_off_however_the_page_is_turned(turn: int) -> None:
    view = stamped(b"", Rotate=turn)
    assert view.pages[0].text == "Trang 12/300"
    assert without_stamp(view).pages[0].lines == ()


def test_everything_else_stays() -> None:
    assert without_stamp(stamped()).pages[0].text == "2\nTrang 4/95"


def test_a_page_without_it_is_the_same_page() -> None:
    view = read_pdf(page_pdf(WORDS), "thử")
    assert without_stamp(view).pages[0] is view.pages[0]

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.the_thuc.pdfs import page_pdf, plain_font
from vanban.bundle import Meta, OutlineSection, read_faces, write_bundle
from vanban.convert import find_fonts
from vanban.model.packet import Bookmark
from vanban.the_thuc.page_views import PdfView
from vanban.the_thuc.pdf_view import read_pdf
from vanban.the_thuc.stamp import without_stamp

META = Meta("Hồ sơ thử", "Đảng uỷ khối", date(2021, 12, 17))
WORDS = b"BT /F1 14 Tf 300 812 Td (2) Tj ET BT /F1 14 Tf 100 700 Td (Trang 4/95) Tj ET"


def stamped(folder: Path, content: bytes = WORDS, **page: object) -> PdfView:
    source, target = folder / "a.pdf", folder / "ho-so.pdf"
    source.write_bytes(page_pdf(content, {"F1": plain_font()}, **page))
    outline = [OutlineSection("Phần", (Bookmark("Văn bản", 1),))]
    write_bundle([source], target, META, outline, read_faces(find_fonts().files))
    return read_pdf(target.read_bytes(), "thử")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_packet_number_is_taken_off_however_the_page_is_turned(tmp_path: Path, turn: int) -> None:
    view = stamped(tmp_path, b"", Rotate=turn)
    assert view.pages[0].text == "Trang 1/1"
    assert without_stamp(view).pages[0].lines == ()


def test_everything_else_stays(tmp_path: Path) -> None:
    assert without_stamp(stamped(tmp_path)).pages[0].text == "2\nTrang 4/95"


def test_a_page_without_it_is_the_same_page() -> None:
    view = read_pdf(page_pdf(WORDS), "thử")
    assert without_stamp(view).pages[0] is view.pages[0]

"""What a page of the PDF shows: letters inside the margins, no empty and no lonely page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.geometry import page_place
from vanban.the_thuc.looks import millimetres
from vanban.the_thuc.page_views import PdfLine, PdfPage
from vanban.the_thuc.parts import Line
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, need, rule

# Nothing of the body stands above or below: page numbers, form marks, packet numbers and phạm vi lưu hành do.
HEADER_ZONE_MM: Final = 16.8
FOOTER_ZONE_MM: Final = 13.0
_SLACK_MM: Final = 1.0
_FIGURES: Final = regex(r"^[\s\-–—]*\d{1,4}[\s\-–—]*$")
_MARK_11A: Final = regex(r"(?i)không phổ biến trên phương tiện|^(tài liệu hội nghị|lưu hành nội bộ|xem xong)")
Frame = tuple[float, float, float, float]


def body_lines(at: PdfPage) -> list[PdfLine]:
    """The lines of a page less its page number and what stands in the header and footer zones."""
    low = at.height_mm - FOOTER_ZONE_MM
    return [ln for ln in at.lines if HEADER_ZONE_MM < ln.baseline_mm < low and not _is_number(ln, at) and ln.text]


def _is_number(line: PdfLine, at: PdfPage) -> bool:
    outside = line.baseline_mm < 22 or line.baseline_mm > at.height_mm - 20
    return outside and bool(_FIGURES.match(line.text))


@rule("PG-11", "P", "loi", view="pdf", facts=True)
def text_stays_inside_the_margins(document: Document) -> Iterator[Finding]:
    """Chữ trên trang in không lấn ra ngoài lề (trái 30, phải 15, trên 20, dưới 20 mm).

    Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 4; Hướng dẫn 36-HD/VPTW, mục III.

    Vì sao: Chữ lấn lề trái bị ghim che, lấn lề phải bị máy in cắt; thường do bảng rộng quá cột chữ hoặc từ không ngắt.

    Sửa: Thu bảng vào trong lề (rộng không quá 165 mm), ngắt chuỗi chữ dài.

    Sai: Cột cuối của bảng cách mép phải 8 mm.

    Đúng: Mọi chữ nằm trong khung 165 × 257 mm.
    """
    pages = need(document.pdf, "tệp PDF").pages
    for at in pages:
        lines = body_lines(at)
        beyond: list[tuple[PdfLine, str]] = []
        for frame in _frames(document, at):
            beyond = _beyond(lines, frame)
            if not beyond:
                break
        if beyond:
            line, seen = beyond[0]
            more = f" (và {len(beyond) - 1} dòng nữa)" if len(beyond) > 1 else ""
            yield Finding(page_place(at.number), f"“{line.text[:60]}” {seen}{more}")


def _frames(document: Document, at: PdfPage) -> Iterator[Frame]:
    """Where the letters of a page may stand (left, right, top, bottom); several when it cannot be told which."""
    width, height = at.width_mm, at.height_mm
    wide, narrow, edge = (20, 15, 15) if width > height else (30, 15, 20)
    yield (wide, width - narrow, edge, height - edge)
    if at.number % 2 == 0 and document.known.duplex is not False:
        yield (narrow, width - wide, edge, height - edge)


def _beyond(lines: list[PdfLine], frame: Frame) -> list[tuple[PdfLine, str]]:
    found = ((line, _how(line, frame)) for line in lines)
    return [(line, how) for line, how in found if how and not _MARK_11A.search(line.text)]


def _how(line: PdfLine, frame: Frame) -> str:
    left, right, top, bottom = frame
    if line.x0_mm < left - _SLACK_MM:
        return f"lấn lề trái {millimetres(left - line.x0_mm)}"
    if line.x1_mm > right + _SLACK_MM:
        return f"lấn lề phải {millimetres(line.x1_mm - right)}"
    if line.top_mm < top - _SLACK_MM:
        return f"lấn lề trên {millimetres(top - line.top_mm)}"
    if line.baseline_mm > bottom + _SLACK_MM:
        return f"lấn lề dưới {millimetres(line.baseline_mm - bottom)}"
    return ""


@rule("PG-19", "A", "canh-bao", "I", view="pdf", facts=True)
def no_page_is_empty(document: Document) -> Iterator[Finding]:
    """Không có trang trống và không có trang chỉ còn một dòng chữ.

    Thông lệ trình bày; Hướng dẫn 05-HD/VPTW và Nghị định 30/2020/NĐ-CP không quy định.

    Vì sao: Trang trống ở cuối làm sai tổng số trang của hồ sơ; một dòng trơ trọi dễ thất lạc, dễ bị tráo.

    Sửa: Xoá dòng trống hoặc dấu ngắt trang thừa ở cuối; giãn hoặc rút lời văn để trang cuối có từ hai dòng.

    Sai: Trang 3 chỉ có số trang; trang 4 chỉ có một dòng cuối đoạn.

    Đúng: Trang cuối có khối chữ ký và ít nhất hai dòng nội dung.
    """
    signed = {line.shown.page for line in _signature_lines(document) if line.shown is not None}
    for at in need(document.pdf, "tệp PDF").pages:
        lines = body_lines(at)
        if at.images or at.number in signed:
            continue
        if not lines and not at.strokes:
            yield Finding(page_place(at.number), "trang trống")
        elif len(lines) == 1 and not at.strokes:
            yield Finding(page_place(at.number), f"trang chỉ có một dòng “{lines[0].text[:60]}”")


def _signature_lines(document: Document) -> list[Line]:
    parts = document.shown
    return [line for block in parts.signatures for line in block.lines] if parts else []

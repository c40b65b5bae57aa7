"""Every page of a bound PDF against the page of the paper it came from, and the number that is printed on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pikepdf
import pypdfium2
from PIL import Image, ImageChops

from vanban.bundle.manifest import recognised_in, style_of
from vanban.bundle.numbering import Number, numbered
from vanban.bundle.stamp import EDGE_MM, MM
from vanban.bundle.text import says, words_of
from vanban.bundle.verify import Opened, differs
from vanban.errors import Problem

_SCALE: Final = 0.6
_HEAD_PT: Final = 44.0  # the strip that holds the packet number and the mark of a reading copy
_NUMBER_PT: Final = 90.0
_SHARP: Final = 2.0
_SAME: Final = 48
_DARK: Final = 128
_LARGEST_PX: Final = 3000.0


def page_differences(packet: Opened) -> Iterator[Problem]:
    """Pages that are not what their paper's file shows, or do not bear their number."""
    printed = {page: number.printed for page, number in enumerate(_numbers(packet), 1)}
    with pikepdf.open(packet.bound, suppress_warnings=True) as pdf:
        units = [float(page.obj.get("/UserUnit", 1)) for page in pdf.pages]
    with pypdfium2.PdfDocument(packet.bound) as bound:
        for entry in packet.papers:
            path = packet.folder / str(entry["pdf"])
            if not path.is_file():
                continue
            with pypdfium2.PdfDocument(path) as own:
                count = min(len(own), int(entry["so_trang"]), len(bound) - int(entry["trang_dau"]) + 1)
                for index in range(count):
                    number = int(entry["trang_dau"]) + index
                    recognised = index + 1 in recognised_in(entry)
                    pages = _Pair(bound[number - 1], own[index], units[number - 1], recognised)
                    yield from _page(pages, f"trang {number}", printed.get(number, ""))


def _numbers(packet: Opened) -> list[Number]:
    """The number that each page of the packet must have."""
    style = style_of(packet.manifest)
    counted: list[bool] = []
    for entry in packet.papers:
        own = [entry["loai"] != "luu-tru"] * int(entry["so_trang"])
        counted += own + own[:1] * (style.duplex and (len(counted) + len(own)) % 2)
    return numbered(counted, style)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A page as bound and as its own file has it; `unit` is the size of its units in points, which pdfium ignores.

    The words of a `recognised` page were read by a machine from a scan that has none.
    """

    bound: pypdfium2.PdfPage
    own: pypdfium2.PdfPage
    unit: float
    recognised: bool


def _page(pages: _Pair, place: str, printed: str) -> Iterator[Problem]:
    sizes = [tuple(round(side) for side in page.get_size()) for page in (pages.bound, pages.own)]
    if sizes[0] != sizes[1] or pages.bound.get_rotation() != pages.own.get_rotation():
        yield differs("XM-20", "Trang bị đổi khổ hoặc xoay so với văn bản gốc", place)
        return
    if printed and not says(words_of(pages.bound), printed):
        yield differs("XM-21", f"Trang không ghi số “{printed}”", place)
    elif printed and not _shows_number(pages):
        yield differs("XM-22", f"Số “{printed}” bị che, không đọc được", place)
    if not _same_words(pages):
        yield differs("XM-23", "Chữ trên trang khác với văn bản gốc", place)
    elif not _looks_alike(pages):
        yield differs("XM-24", "Hình ảnh trang khác với văn bản gốc", place)


def _same_words(pages: _Pair) -> bool:
    """Whether the words are those of the paper's own file; a page that has words may not be claimed as recognised."""
    if pages.recognised:
        return not words_of(pages.own)
    return _without_head(pages.bound, pages.unit) == _without_head(pages.own, pages.unit)


def _without_head(page: pypdfium2.PdfPage, unit: float) -> str:
    """The words below the head of a page, in an order that does not depend on how they were drawn.

    On turned pages the comparison is left to the picture: what is the head there is a side of the page's own space.
    """
    if page.get_rotation():
        return ""
    top = float(page.get_bbox()[3]) - _HEAD_PT / unit
    textpage = page.get_textpage()
    try:
        boxes = [textpage.get_rect(index) for index in range(textpage.count_rects())]
        return "\n".join(sorted(str(textpage.get_text_bounded(*box)).strip() for box in boxes if box[3] < top))
    finally:
        textpage.close()


def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    scale = min(_SCALE, _LARGEST_PX / max(page.get_size()))
    image: Image.Image = page.render(scale=scale, draw_annots=False, may_draw_forms=False).to_pil().convert("L")
    return image


def _shows_number(pages: _Pair) -> bool:
    """Whether there is ink on a light ground where the digits of the packet number stand."""
    wide, high = pages.bound.get_size()
    crop = (max(0.0, wide - _NUMBER_PT / pages.unit), max(0.0, high - _HEAD_PT / pages.unit), 0.0, 0.0)
    scale = _SHARP * pages.unit
    image = pages.bound.render(scale=scale, crop=crop, may_draw_forms=False).to_pil().convert("L")
    right = image.width - round(EDGE_MM * MM * _SHARP)
    area = (right - round(30 * _SHARP), round(20 * _SHARP), right, round(29 * _SHARP))
    histogram = image.crop(area).histogram()
    return bool(0.02 < sum(histogram[:_DARK]) / sum(histogram) < 0.6)


def _looks_alike(pages: _Pair) -> bool:
    """Whether two pages show the same below their heads."""
    first, second = _picture(pages.bound), _picture(pages.own)
    if first.size != second.size:
        return False
    head = round(_HEAD_PT / pages.unit * first.height / pages.bound.get_size()[1])
    area = (0, head, first.width, first.height)
    difference = ImageChops.difference(first.crop(area), second.crop(area)).histogram()
    return sum(difference[_SAME:]) <= 4


# ---------------------------------------------------------------- what pikepdf sees


def object_differences(packet: Opened) -> Iterator[Problem]:
    """Fonts, annotations, labels and the mark of PDF/A in the bound PDF."""
    with pikepdf.open(packet.bound, suppress_warnings=True) as pdf:
        if pdf.is_encrypted:
            yield differs("XM-30", "Tệp PDF đặt mật khẩu", packet.bound.name)
        yield from _labels(pdf, [number.label for number in _numbers(packet)])
        yield from _active(pdf)
        yield from _archival(pdf)
        for entry in packet.papers:
            if entry["loai"] != "kem-theo" and entry.get("docx"):
                yield from _own_pages(pdf, entry)
            else:
                yield from _foreign_notes(packet, pdf, entry)


def _labels(pdf: pikepdf.Pdf, wanted: Sequence[str]) -> Iterator[Problem]:
    shown = [str(page.label) for page in pdf.pages]
    wrong = [i for i, label in enumerate(shown, 1) if i > len(wanted) or label != wanted[i - 1]]
    if wrong:
        yield differs("XM-31", "Nhãn trang khác số đã in", f"trang {wrong[0]}")


def _active(pdf: pikepdf.Pdf) -> Iterator[Problem]:
    names = pdf.Root.get("/Names", pikepdf.Dictionary())
    if any(key in pdf.Root for key in ("/OpenAction", "/AA")) or any(
        k in names for k in ("/JavaScript", "/EmbeddedFiles")
    ):
        yield differs("XM-32", "Tệp PDF có lệnh tự chạy hoặc tệp nhúng", "ho-so.pdf")


def _archival(pdf: pikepdf.Pdf) -> Iterator[Problem]:
    data = pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""
    title = str(pdf.docinfo.get("/Title", "")) if pdf.trailer.get("/Info") is not None else ""
    if b"pdfaid:part" in data and "/OutputIntents" not in pdf.Root:
        yield differs("XM-33", "Ghi là PDF/A nhưng thiếu hồ sơ màu", "ho-so.pdf")
    with pdf.open_metadata() as metadata:
        if not title or metadata.get("dc:title") != title:
            yield differs("XM-34", "Tiêu đề tệp khác nhau giữa hai chỗ ghi (Info, XMP)", "ho-so.pdf")


def _own_pages(pdf: pikepdf.Pdf, entry: Any) -> Iterator[Problem]:
    """Fonts and annotations on the pages of a paper that the program laid out."""
    for number in range(entry["trang_dau"], min(entry["trang_cuoi"], len(pdf.pages)) + 1):
        page = pdf.pages[number - 1].obj
        place = f"trang {number}"
        fonts = page.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
        for font in fonts.values():
            name = str(font.get("/BaseFont", "/?"))[1:]
            if not _embedded(font):
                yield differs("XM-35", f"Phông {name} không được nhúng", place)
            elif "/ToUnicode" not in font:
                yield differs("XM-36", f"Phông {name} không tìm kiếm được chữ", place)
        strange = [note for note in page.get("/Annots", []) if note.get("/Subtype") != "/Link"]
        if strange:
            yield differs("XM-37", "Có ghi chú, dấu che thêm vào trang", place)


def _foreign_notes(packet: Opened, pdf: pikepdf.Pdf, entry: Any) -> Iterator[Problem]:
    """Annotations on the pages of a foreign paper that its own file does not have, or has elsewhere."""
    try:
        with pikepdf.open(packet.folder / str(entry["pdf"]), suppress_warnings=True) as own:
            wanted = [_places(page.obj) for page in own.pages]
    except (OSError, pikepdf.PdfError):
        return  # told by the checks of files
    for number, places in enumerate(wanted, int(entry["trang_dau"])):
        if number <= len(pdf.pages) and _places(pdf.pages[number - 1].obj) != places:
            yield differs("XM-37", "Có ghi chú, dấu che thêm vào trang hoặc bị bỏ đi", f"trang {number}")


def _places(page: Any) -> list[list[float]]:
    """Where the annotations of a page stand."""
    notes = (note for note in page.get("/Annots", []) if isinstance(note, pikepdf.Dictionary))
    return sorted([round(float(value), 1) for value in note.get("/Rect", [])] for note in notes)


def _embedded(font: Any) -> bool:
    descendants = font.get("/DescendantFonts")
    actual = descendants[0] if descendants is not None else font
    descriptor = actual.get("/FontDescriptor", pikepdf.Dictionary())
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))

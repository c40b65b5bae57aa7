"""A PDF read into what a rule may see (`PdfView`); only this reader knows the libraries that open PDFs.

The fast way interprets the page's own operators (0.5 ms a page); a page with something it does not know goes the slow
way, letter by letter through pdfium.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import pikepdf

from vanban.errors import DataError
from vanban.the_thuc.pdf_content import MM, Drawn, Matrix, Source, draw
from vanban.the_thuc.pdf_fonts import Face, Unhandled, bare_name, face_of
from vanban.the_thuc.pdf_lines import lines_of
from vanban.the_thuc.views import ImageFacts, PdfFont, PdfImage, PdfPage, PdfView

MAX_PAGES: Final = 2000
MAX_BYTES: Final = 500_000_000
_MAX_ABOVE: Final = 64


def read_pdf(source: Path | bytes, label: str) -> PdfView:
    """The PDF as shown: lines, strokes, images, fonts and what the file says of itself; lengths in mm, sizes in pt.

    `label` names the file in messages.

    Raises:
        DataError: the file is empty, no PDF, damaged, locked, or too big to be read.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as error:
        raise DataError.say(
            "TT-P03", "tệp PDF bị khoá bằng mật khẩu", label, "mở khoá, lưu lại không mật khẩu rồi kiểm lại"
        ) from error
    except pikepdf.PdfError as error:
        raise DataError.say(
            "TT-P02", "không đọc được tệp PDF: tệp hỏng hoặc không phải PDF", label, "xuất lại tệp"
        ) from error
    with pdf:
        return _Reader(pdf).view()


class _Reader:
    """One open file: faces and images are read once, however many pages use them."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.faces: dict[tuple[int, int], Face] = {}
        self.used: dict[str, tuple[Face, list[int]]] = {}

    def view(self) -> PdfView:
        pages, broken = [], []
        for number, page in enumerate(self.pdf.pages, 1):
            shown, words = self.page(number, page)
            pages.append(shown)
            broken += words
        info = self.pdf.trailer.get("/Info", pikepdf.Dictionary())
        fonts = tuple(
            PdfFont(name, face.embedded, face.to_unicode, face.kind, tuple(on))
            for name, (face, on) in sorted(self.used.items())
        )
        return PdfView(
            pages=tuple(pages),
            fonts=fonts,
            version=self.pdf.pdf_version,
            encrypted=self.pdf.is_encrypted,
            title=str(info.get("/Title", "")),
            author=str(info.get("/Author", "")),
            producer=str(info.get("/Producer", "")),
            broken_words=tuple(broken),
        )

    def page(self, number: int, page: pikepdf.Page) -> tuple[PdfPage, tuple[tuple[int, str], ...]]:
        base, width, height, turn = _shown(page)
        drawn = self.drawn(number, page, base)
        for face in drawn.faces.values():
            self.used.setdefault(face.name, (face, []))[1].append(number)
        lines, broken = lines_of(drawn)
        return PdfPage(number, width, height, turn, lines, tuple(drawn.strokes), tuple(drawn.images)), broken

    def drawn(self, number: int, page: pikepdf.Page, base: Matrix) -> Drawn:
        contents = page.obj.get("/Contents")
        streams = contents if isinstance(contents, pikepdf.Array) else [contents] if contents is not None else []
        data = b"\n".join(s.read_bytes() for s in streams)
        try:
            return draw(number, data, page.resources, base, Source(self.face, self.image))
        except Unhandled:
            return Drawn(number)

    def face(self, font: pikepdf.Object) -> Face:
        key = font.objgen
        if key == (0, 0):
            return face_of(font)
        if key not in self.faces:
            self.faces[key] = face_of(font)
        return self.faces[key]

    def image(self, image: pikepdf.Object, page: int, corners: tuple[float, float, float, float]) -> PdfImage:
        x0, top, x1, bottom = corners
        wide, high = int(image.get("/Width", 0)), int(image.get("/Height", 0))
        dpi = wide / ((x1 - x0) / 25.4) if x1 > x0 else 0.0
        facts = ImageFacts("jpeg" if "DCT" in str(image.get("/Filter")) else "bitmap", wide, high, "/SMask" in image)
        return PdfImage(page, x0, top, x1, bottom, dpi, facts)


def _shown(page: pikepdf.Page) -> tuple[Matrix, float, float, int]:
    """The matrix into millimetres from the upper left corner as shown, the size in mm, and the rotation."""
    unit = float(page.obj.get("/UserUnit", 1)) * MM
    x0, y0, x1, y1 = _box(page)
    turn = int(_inherited(page.obj, "/Rotate") or 0) % 360
    wide, high = (x1 - x0) * unit, (y1 - y0) * unit
    matrices: dict[int, Matrix] = {
        0: (unit, 0, 0, -unit, -x0 * unit, y1 * unit),
        90: (0, unit, unit, 0, -y0 * unit, -x0 * unit),
        180: (-unit, 0, 0, unit, x1 * unit, -y0 * unit),
        270: (0, -unit, -unit, 0, y1 * unit, x1 * unit),
    }
    turn = turn if turn in matrices else 0
    size = (high, wide) if turn in (90, 270) else (wide, high)
    return matrices[turn], round(size[0], 3), round(size[1], 3), turn


def _inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """What a page says, or the nearest node above it."""
    node: pikepdf.Object | None = page
    for _ in range(_MAX_ABOVE):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def _box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    media, crop = _upright(page.mediabox), _upright(page.cropbox)
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return box if box[2] > box[0] and box[3] > box[1] else media


def _upright(box: pikepdf.Object) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(v) for v in box)  # type: ignore[attr-defined]
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

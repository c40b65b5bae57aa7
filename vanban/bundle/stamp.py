"""The packet number on a page: `Trang i/n`, upright at the visual top right corner (design 6).

The right edge of the words is 10 mm from the right edge of the page as it is shown, the baseline 10 mm below its
upper edge, whatever /Rotate, CropBox or UserUnit the page has. The page itself is never scaled or turned.
"""

from __future__ import annotations

from typing import Final

from pypdf import PageObject
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
    RectangleObject,
    StreamObject,
)

from vanban.bundle.copying import Copier, name_of
from vanban.bundle.glyphs import Face
from vanban.bundle.programs import add_font
from vanban.bundle.recode import literal

MM: Final = 72 / 25.4
EDGE_MM: Final = 10.0
SIZE_PT: Final = 10.0
_NAME: Final = name_of("/VbSo")


class Stamp:
    """Con dấu số trang: writes in the regular face of the papers, which the whole file shares."""

    def __init__(self, copier: Copier, face: Face) -> None:
        self._copier = copier
        self._face = face
        self._font = add_font(copier, face, 0)
        self._opening = copier.share(_stream(b"q\n"))

    def put(self, page: PageObject, text: str) -> None:
        """Write `text` at the page's visual top right corner; what was there stays as it is, inside q … Q."""
        page[name_of("/Resources")] = self._resources(page)
        matrix = _matrix(page, self._face.width(text) * SIZE_PT / 1000)
        words = literal(self._face.encode(text))
        closing = b"Q\nBT %s %g Tf 0 g %s Tm %s Tj ET\n" % (_NAME.encode(), SIZE_PT, matrix.encode(), words)
        added = self._copier.writer._add_object(_stream(closing))
        page[name_of("/Contents")] = ArrayObject([self._opening, *_contents(page), added])

    def _resources(self, page: PageObject) -> IndirectObject:
        """Resources that know the stamp's font too; pages that were alike in this stay so."""
        resources = DictionaryObject(page.get("/Resources", DictionaryObject()).get_object())
        fonts = DictionaryObject(resources.get("/Font", DictionaryObject()).get_object())
        fonts[_NAME] = self._font
        resources[NameObject("/Font")] = fonts
        return self._copier.share(resources)


def _contents(page: PageObject) -> list[PdfObject]:
    """The streams of a page; none when it is blank."""
    if "/Contents" not in page:
        return []
    before = page.raw_get("/Contents")
    contents = before.get_object()
    if isinstance(contents, ArrayObject):
        return list(contents)
    return [] if isinstance(contents, NullObject) else [before]


def _stream(data: bytes) -> StreamObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    return stream


def _matrix(page: PageObject, width_pt: float) -> str:
    """Text matrix that puts the words upright where a reader sees the top right corner."""
    unit = float(page.get("/UserUnit", 1))
    box = shown_box(page)
    x0, y0, x1, y1 = (float(v) for v in box)
    turn = int(page.get("/Rotate", 0)) % 360
    wide, high = (x1 - x0, y1 - y0) if turn in (0, 180) else (y1 - y0, x1 - x0)
    across = wide - (EDGE_MM * MM + width_pt) / unit
    up = high - EDGE_MM * MM / unit
    at = {
        0: (x0 + across, y0 + up),
        90: (x1 - up, y0 + across),
        180: (x1 - across, y1 - up),
        270: (x0 + up, y1 - across),
    }[turn]
    cosine, sine = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn]
    scale = 1 / unit
    numbers = (cosine * scale, sine * scale, -sine * scale, cosine * scale, *at)
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in numbers)


def shown_box(page: PageObject) -> RectangleObject:
    """The part of the page a reader sees: the crop box within the media box."""
    media, crop = _upright(page.mediabox), _upright(page.cropbox)
    left, bottom = max(media.left, crop.left), max(media.bottom, crop.bottom)
    right, top = min(media.right, crop.right), min(media.top, crop.top)
    empty = right <= left or top <= bottom
    return media if empty else RectangleObject((FloatObject(left), FloatObject(bottom), right, top))


def _upright(box: RectangleObject) -> RectangleObject:
    """The box from its lower left to its upper right corner; a file may name any two opposite ones."""
    (left, right), (bottom, top) = sorted((box.left, box.right)), sorted((box.bottom, box.top))
    return RectangleObject((left, bottom, right, top))

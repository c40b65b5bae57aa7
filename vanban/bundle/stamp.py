"""The packet number on a page: `Trang i/n`, upright at the visual top right corner (design 6).

The right edge of the words is 10 mm from the right edge of the page as it is shown, the baseline 10 mm below its
upper edge, whatever /Rotate, CropBox or UserUnit the page has. The page itself is never scaled or turned.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    RectangleObject,
    StreamObject,
)

MM: Final = 72 / 25.4
EDGE_MM: Final = 10.0
SIZE_PT: Final = 10.0
_LETTERS: Final = "Trang 0123456789/"
_FIRST, _LAST = 32, 122
_NAME: Final = NameObject("/VbSo")
# A line in the text of PDF/A readers: code = Unicode for the ASCII letters used.
_TO_UNICODE: Final = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
1 beginbfrange
<20> <7A> <0020>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class StampFont:
    """Phông của số trang hồ sơ: a TrueType subset with the letters of `Trang 0123456789/`."""

    def __init__(self, path: Path) -> None:
        with TTFont(path, recalcTimestamp=False) as font:
            names = font["name"]
            self.name = "VBSOTR+" + str(names.getDebugName(6) or "Serif")
            self._scale = 1000 / font["head"].unitsPerEm
            self._box = [font["head"].xMin, font["head"].yMin, font["head"].xMax, font["head"].yMax]
            self._ascent, self._descent = font["hhea"].ascent, font["hhea"].descent
            cmap, metrics = font.getBestCmap(), font["hmtx"]
            self._widths = {c: metrics[cmap[ord(c)]][0] * self._scale for c in _LETTERS}
            self._program = _subset(font)

    def width_pt(self, text: str) -> float:
        """Width of the words at the stamp's size."""
        return float(sum(self._widths[c] for c in text) * SIZE_PT / 1000)

    def add_to(self, writer: PdfWriter) -> IndirectObject:
        """The font as an object of the writer, to be shared by all its pages."""
        widths = [round(self._widths.get(chr(code), 0)) for code in range(_FIRST, _LAST + 1)]
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/TrueType"),
                NameObject("/BaseFont"): NameObject(f"/{self.name}"),
                NameObject("/FirstChar"): NumberObject(_FIRST),
                NameObject("/LastChar"): NumberObject(_LAST),
                NameObject("/Widths"): ArrayObject([NumberObject(w) for w in widths]),
                NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
                NameObject("/FontDescriptor"): writer._add_object(self._descriptor(writer)),
                NameObject("/ToUnicode"): writer._add_object(_stream(_TO_UNICODE)),
            }
        )
        return writer._add_object(font)

    def _descriptor(self, writer: PdfWriter) -> DictionaryObject:
        program = _stream(self._program)
        program[NameObject("/Length1")] = NumberObject(len(self._program))
        return DictionaryObject(
            {
                NameObject("/Type"): NameObject("/FontDescriptor"),
                NameObject("/FontName"): NameObject(f"/{self.name}"),
                NameObject("/Flags"): NumberObject(32),
                NameObject("/FontBBox"): ArrayObject([NumberObject(round(v * self._scale)) for v in self._box]),
                NameObject("/ItalicAngle"): NumberObject(0),
                NameObject("/Ascent"): NumberObject(round(self._ascent * self._scale)),
                NameObject("/Descent"): NumberObject(round(self._descent * self._scale)),
                NameObject("/CapHeight"): NumberObject(660),
                NameObject("/StemV"): NumberObject(80),
                NameObject("/FontFile2"): writer._add_object(program.flate_encode()),
            }
        )


def _subset(font: TTFont) -> bytes:
    options = Options()
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 6]
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "DSIG", "FFTM"]
    subsetter = Subsetter(options)
    subsetter.populate(text=_LETTERS)
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def _stream(data: bytes) -> StreamObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    return stream


def stamp(page: PageObject, text: str, font: StampFont, font_ref: IndirectObject, writer: PdfWriter) -> None:
    """Write `text` at the page's visual top right corner; what was there stays as it is, inside q … Q."""
    _name_font(page, font_ref)
    matrix = _matrix(page, font.width_pt(text))
    words = f"Q\nBT {_NAME} {SIZE_PT:g} Tf 0 g {matrix} Tm ({text}) Tj ET\n".encode("ascii")
    before = page.get("/Contents")
    contents = before.get_object() if before is not None else ArrayObject()
    inner = list(contents) if isinstance(contents, ArrayObject) else [before]
    opening, closing = writer._add_object(_stream(b"q\n")), writer._add_object(_stream(words))
    page[NameObject("/Contents")] = ArrayObject([opening, *inner, closing])


def _name_font(page: PageObject, font_ref: IndirectObject) -> None:
    """Give the page resources of its own that know the stamp's font too."""
    resources = DictionaryObject(page.get("/Resources", DictionaryObject()).get_object())
    fonts = DictionaryObject(resources.get("/Font", DictionaryObject()).get_object())
    fonts[_NAME] = font_ref
    resources[NameObject("/Font")] = fonts
    page[NameObject("/Resources")] = resources


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

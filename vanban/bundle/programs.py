"""A part of a face as a font of a PDF: program, widths, descriptor, ToUnicode; the same objects in every file.

A symbolic TrueType font (ISO 32000-1, 9.6.6.4) whose only cmap is the code table of `vanban.bundle.glyphs`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from vanban.bundle.copying import Copier
from vanban.bundle.glyphs import Face, Slot

_SYMBOLIC: Final = 4
_ITALIC: Final = 64
_CHARS_PER_BLOCK: Final = 100
_DROPPED: Final = ("GPOS", "GSUB", "GDEF", "DSIG", "FFTM", "OS/2", "name", "gasp", "LTSH", "VDMX", "hdmx", "kern")


@dataclass(frozen=True, slots=True)
class Program:
    """Chương trình phông của một phần: lengths in thousandths of an em; `box` is left, bottom, right, top."""

    data: bytes
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    italic_angle: int


@lru_cache(maxsize=32)
def program_of(face: Face, part: int) -> Program:
    """The letters of one part of a face, without instructions."""
    slots = face.part(part)
    with TTFont(face.path, recalcTimestamp=False, recalcBBoxes=False) as font:
        head, hhea, em = font["head"], font["hhea"], font["head"].unitsPerEm
        box = (head.xMin, head.yMin, head.xMax, head.yMax)
        heights = (hhea.ascent, hhea.descent, font["OS/2"].sCapHeight)
        slant = round(font["post"].italicAngle)
        data = _subset(font, slots)
    scaled = [round(value * 1000 / em) for value in (*box, *heights)]
    return Program(data, (scaled[0], scaled[1], scaled[2], scaled[3]), scaled[4], scaled[5], scaled[6], slant)


def _subset(font: TTFont, slots: Sequence[Slot]) -> bytes:
    options = Options()
    options.hinting = True
    options.notdef_outline = True
    options.legacy_cmap = True
    options.symbol_cmap = True
    options.drop_tables += [*_DROPPED]
    subsetter = Subsetter(options)
    subsetter.populate(glyphs=[slot.glyph for slot in slots])
    subsetter.subset(font)
    font["cmap"] = _code_table(slots)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def _code_table(slots: Sequence[Slot]) -> Any:
    """The only cmap of the program: Macintosh, format 6, code → glyph (parts of composites may pass number 255)."""
    table = CmapSubtable.newSubtable(6)
    table.platformID, table.platEncID, table.language = 1, 0, 0
    table.cmap = {slot.code: slot.glyph for slot in slots}
    cmap = newTable("cmap")
    cmap.tableVersion, cmap.tables = 0, [table]
    return cmap


def base_font(face: Face, part: int) -> str:
    """The name of a part's font, with the tag of a subset."""
    return f"VANBA{chr(ord('A') + part)}+{face.name}"


def add_font(copier: Copier, face: Face, part: int) -> IndirectObject:
    """The font of one part of a face, stored once in the file that is written."""
    slots = face.part(part)
    last = slots[-1].code
    widths = {slot.code: slot.width for slot in slots}
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/TrueType"),
            NameObject("/BaseFont"): NameObject(f"/{base_font(face, part)}"),
            NameObject("/FirstChar"): NumberObject(0),
            NameObject("/LastChar"): NumberObject(last),
            NameObject("/Widths"): ArrayObject([NumberObject(widths.get(code, 0)) for code in range(last + 1)]),
            NameObject("/FontDescriptor"): copier.share(_descriptor(copier, face, part)),
            NameObject("/ToUnicode"): copier.share(_stream(to_unicode(slots))),
        }
    )
    return copier.share(font)


def _descriptor(copier: Copier, face: Face, part: int) -> DictionaryObject:
    program = program_of(face, part)
    embedded = _stream(program.data)
    embedded[NameObject("/Length1")] = NumberObject(len(program.data))
    flags = _SYMBOLIC | (_ITALIC if program.italic_angle else 0)
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/FontDescriptor"),
            NameObject("/FontName"): NameObject(f"/{base_font(face, part)}"),
            NameObject("/Flags"): NumberObject(flags),
            NameObject("/FontBBox"): ArrayObject([NumberObject(value) for value in program.box]),
            NameObject("/ItalicAngle"): NumberObject(program.italic_angle),
            NameObject("/Ascent"): NumberObject(program.ascent),
            NameObject("/Descent"): NumberObject(program.descent),
            NameObject("/CapHeight"): NumberObject(program.cap_height),
            NameObject("/StemV"): NumberObject(80),
            NameObject("/FontFile2"): copier.share(embedded),
        }
    )


def _stream(data: bytes) -> StreamObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    return stream.flate_encode(9)


def to_unicode(slots: Sequence[Slot]) -> bytes:
    """The ToUnicode map of a part (ISO 32000-1, 9.10.3)."""
    lines = [f"<{slot.code:02X}> <{slot.text.encode('utf-16-be').hex().upper()}>" for slot in slots]
    blocks = [lines[at : at + _CHARS_PER_BLOCK] for at in range(0, len(lines), _CHARS_PER_BLOCK)]
    body = "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
{body}endcmap
CMapName currentdict /CMap defineresource pop
end
end
""".encode("ascii")

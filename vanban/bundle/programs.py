"""A part of a face as a font of a PDF: program, widths, descriptor, ToUnicode; the same objects in every file.

A symbolic TrueType font (ISO 32000-1, 9.6.6.4) whose only cmap is the code table of `vanban.bundle.glyphs`.
"""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NumberObject,
)

from vanban.bundle.copying import MARK, Copier
from vanban.bundle.glyphs import Face, Slot
from vanban.bundle.written import Verbatim, compressed, name_of
from vanban.store import content_mark, key_of, sources_mark

_SYMBOLIC: Final = 4
_ITALIC: Final = 64
_CHARS_PER_BLOCK: Final = 100
_LEVEL: Final = 9
_DROPPED: Final = ("GPOS", "GSUB", "GDEF", "DSIG", "FFTM", "OS/2", "name", "gasp", "LTSH", "VDMX", "hdmx", "kern")


@dataclass(frozen=True, slots=True)
class Program:
    """Chương trình phông của một phần: lengths in thousandths of an em; `box` is left, bottom, right, top.

    `data` and `to_unicode` are compressed, `size` is that of the program before; `widths` is a PDF array from code 0.
    """

    data: bytes
    size: int
    to_unicode: bytes
    widths: bytes
    last_code: int
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    italic_angle: int

    @property
    def mark(self) -> str:
        """A hash of all of it, in hexadecimal."""
        return hashlib.sha256(_packed(self)).hexdigest()


@lru_cache(maxsize=32)
def program_of(face: Face, part: int) -> Program:
    """The letters of one part of a face, with its instructions: pages look as they did to the pixel.

    Made once for a file of a face: `face.kept` has those of earlier runs.
    """
    if face.kept is None:
        return _made(face, part)
    key = key_of(sources_mark("bundle/programs", "bundle/glyphs"), content_mark(face.path), part)
    kept = face.kept.get(key)
    if kept is not None:
        return _unpacked(kept)
    program = _made(face, part)
    face.kept.put(key, _packed(program))
    return program


def _packed(program: Program) -> bytes:
    """A program as bytes: its numbers in the first line, then its three texts."""
    numbers = (program.size, program.last_code, program.box, program.ascent, program.descent, program.cap_height,
               program.italic_angle, len(program.data), len(program.to_unicode))  # fmt: skip
    return json.dumps(numbers).encode() + b"\n" + program.data + program.to_unicode + program.widths


def _unpacked(data: bytes) -> Program:
    head, _, texts = data.partition(b"\n")
    size, last_code, box, ascent, descent, cap_height, slant, first, second = json.loads(head)
    second += first
    return Program(
        texts[:first],
        size,
        texts[first:second],
        texts[second:],
        last_code,
        tuple(box),
        ascent,
        descent,
        cap_height,
        slant,
    )


def _made(face: Face, part: int) -> Program:
    slots = face.part(part)
    with TTFont(face.path, recalcTimestamp=False, recalcBBoxes=False) as font:
        head, hhea, em = font["head"], font["hhea"], font["head"].unitsPerEm
        heights = (hhea.ascent, hhea.descent, font["OS/2"].sCapHeight)
        box = (head.xMin, head.yMin, head.xMax, head.yMax)
        slant = round(font["post"].italicAngle)
        data = _subset(font, slots)
    left, bottom, right, top, *rest = (round(value * 1000 / em) for value in (*box, *heights))
    widths = {slot.code: slot.width for slot in slots}
    last = slots[-1].code
    listed = "[ " + " ".join(str(widths.get(code, 0)) for code in range(last + 1)) + " ]"
    return Program(
        data=zlib.compress(data, _LEVEL),
        size=len(data),
        to_unicode=zlib.compress(to_unicode(slots), _LEVEL),
        widths=listed.encode("ascii"),
        last_code=last,
        box=(left, bottom, right, top),
        ascent=rest[0],
        descent=rest[1],
        cap_height=rest[2],
        italic_angle=slant,
    )


def _subset(font: TTFont, slots: Sequence[Slot]) -> bytes:
    from fontTools.subset import Options, Subsetter  # a tenth of a second that most runs need not spend

    options = Options()
    options.hinting = True  # viewers that obey them would draw other pixels without
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
    return copier.once((face.name, part), lambda: _font(copier, face, part))


def _font(copier: Copier, face: Face, part: int) -> IndirectObject:
    """The widths stand by themselves: who only asks which font it is need not read them (a quarter of binding)."""
    program, name = program_of(face, part), base_font(face, part)
    return copier.share(
        DictionaryObject(
            {
                name_of("/Type"): name_of("/Font"),
                name_of("/Subtype"): name_of("/TrueType"),
                name_of("/BaseFont"): name_of(f"/{name}"),
                name_of("/FirstChar"): NumberObject(0),
                name_of("/LastChar"): NumberObject(program.last_code),
                name_of("/Widths"): copier.share(Verbatim(program.widths)),
                name_of("/FontDescriptor"): copier.share(_descriptor(copier, name, program)),
                name_of("/ToUnicode"): copier.share(compressed(program.to_unicode)),
                name_of(MARK): name_of(f"/{name}-{program.mark}"),
            }
        )
    )


def _descriptor(copier: Copier, name: str, program: Program) -> DictionaryObject:
    embedded = compressed(program.data)
    embedded[name_of("/Length1")] = NumberObject(program.size)
    return DictionaryObject(
        {
            name_of("/Type"): name_of("/FontDescriptor"),
            name_of("/FontName"): name_of(f"/{name}"),
            name_of("/Flags"): NumberObject(_SYMBOLIC | (_ITALIC if program.italic_angle else 0)),
            name_of("/FontBBox"): ArrayObject([NumberObject(value) for value in program.box]),
            name_of("/ItalicAngle"): NumberObject(program.italic_angle),
            name_of("/Ascent"): NumberObject(program.ascent),
            name_of("/Descent"): NumberObject(program.descent),
            name_of("/CapHeight"): NumberObject(program.cap_height),
            name_of("/StemV"): NumberObject(80),
            name_of("/FontFile2"): copier.share(embedded),
        }
    )


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

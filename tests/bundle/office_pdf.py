"""PDFs as an office program writes them: a font subset whose codes count the letters in the order of first use."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from vanban.bundle.glyphs import Face

SIZE = 14


def office_pdf(target: Path, face: Face, pages: Sequence[str], order: str) -> Path:
    """A4 pages with one line of text each; `order` has every letter once, in the order of its code from 1."""
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(_font(pdf, face, order))
        for text in pages:
            content = f"0.1 w\n/Artifact BMC\nq 0 0.028 595.275 841.861 re\nW* n\nEMC\n{_line(text, order)}Q\n"
            page = pikepdf.Dictionary(
                Type=pikepdf.Name.Page,
                MediaBox=[0, 0, 595, 842],
                Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F7=font)),
                Contents=pdf.make_stream(content.encode("ascii")),
                StructParents=0,
            )
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        pdf.save(target)
    return target


def _line(text: str, order: str) -> str:
    """The text as an array, with a small move after every third letter."""
    codes = "".join(
        f"{order.index(letter) + 1:02X}" + (">-3<" if index % 3 == 2 else "") for index, letter in enumerate(text)
    )
    return f"/P<</MCID 0>>BDC\nq 0 0 0 rg\nBT\n72 700.5 Td /F7 {SIZE} Tf[<{codes}>]TJ\nET\nQ\nEMC\n"


def _font(pdf: pikepdf.Pdf, face: Face, order: str) -> pikepdf.Dictionary:
    widths = [face.slots[letter].width for letter in order]
    program = pdf.make_stream(_program(face, order))
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=pikepdf.Name(f"/BAAAAA+{face.name}"),
        Flags=4,
        FontBBox=[-543, -303, 1277, 981],
        ItalicAngle=0,
        Ascent=891,
        Descent=-216,
        CapHeight=981,
        StemV=80,
        FontFile2=program,
    )
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.TrueType,
        BaseFont=pikepdf.Name(f"/BAAAAA+{face.name}"),
        FirstChar=0,
        LastChar=len(order),
        Widths=[0, *widths],
        FontDescriptor=descriptor,
        ToUnicode=pdf.make_stream(_to_unicode(order)),
    )


def _program(face: Face, order: str) -> bytes:
    options = Options()
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "FFTM"]
    with TTFont(face.path, recalcTimestamp=False, recalcBBoxes=False) as font:
        subsetter = Subsetter(options)
        names = [face.slots[letter].glyph for letter in order]
        subsetter.populate(glyphs=names)
        subsetter.subset(font)
        data = io.BytesIO()
        table = CmapSubtable.newSubtable(0)
        table.platformID, table.platEncID, table.language = 1, 0, 0
        table.cmap = dict.fromkeys(range(256), ".notdef") | dict(enumerate(names, 1))
        cmap = newTable("cmap")
        cmap.tableVersion, cmap.tables = 0, [table]
        font["cmap"] = cmap
        font.save(data)
    return data.getvalue()


def _to_unicode(order: str) -> bytes:
    lines = "".join(f"<{code:02X}> <{ord(letter):04X}>\n" for code, letter in enumerate(order, 1))
    return (
        "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{len(order)} beginbfchar\n{lines}endbfchar\n"
        "endcmap\nend\nend\n"
    ).encode("ascii")

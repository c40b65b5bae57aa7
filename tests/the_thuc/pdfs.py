"""PDFs made by hand: a page from its operators, with a font whose codes are the letters' own."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf

from vanban.convert import find_fonts

# Letters that share their glyph with a plainer one.
_DOUBLES = {0x00A0, 0x00AD, 0x00D0, 0x0189}
A4 = (0, 0, 595.276, 841.89)


def plain_font(name: str = "TimesNewRomanPSMT", width: int = 500, **more: object) -> Dictionary:
    """A simple font of Latin letters, all of one width, not embedded."""
    flags = Dictionary(Type=Name.FontDescriptor, FontName=Name("/" + name), Flags=32, Ascent=891, Descent=-216)
    return Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/" + name), Encoding=Name.WinAnsiEncoding, FirstChar=0,
        LastChar=255, Widths=Array([width] * 256), FontDescriptor=flags, **more,
    )  # fmt: skip


@lru_cache(maxsize=8)
def _face(path: Path) -> tuple[bytes, dict[int, int], dict[int, float]]:
    with TTFont(path) as font:
        glyphs = {c: font.getGlyphID(g) for c, g in font.getBestCmap().items()}
        scale = 1000 / font["head"].unitsPerEm
        widths = {font.getGlyphID(g): font["hmtx"][g][0] * scale for g in font.getGlyphOrder()}
    return path.read_bytes(), glyphs, widths


def face_path(style: str = "Regular") -> Path:
    """The file of the family papers are printed with, in that style."""
    return find_fonts().files[("Regular", "Bold", "Italic", "Bold Italic").index(style)]


class WideFont:
    """Phông hai byte như Word viết: a Type 0 font with Liberation Serif inside, its codes are glyphs."""

    def __init__(self, pdf: Pdf, style: str = "Regular", name: str = "", mapped: bool = True) -> None:
        program, self.glyphs, widths = _face(face_path(style))
        name = name or f"ABCDEF+LiberationSerif-{style}".removesuffix("-Regular")
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/" + name), Flags=32, ItalicAngle=0, Ascent=891, Descent=-216,
            CapHeight=660, StemV=80, FontBBox=Array([-200, -300, 2000, 1000]), FontFile2=pdf.make_stream(program),
        )  # fmt: skip
        below = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/" + name), CIDToGIDMap=Name.Identity, DW=1000,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            W=Array([item for glyph, width in widths.items() for item in (glyph, Array([round(width)]))]),
        )  # fmt: skip
        self.widths = widths
        self.dictionary = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/" + name), Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(below)]),
        )  # fmt: skip
        if mapped:
            self.dictionary.ToUnicode = pdf.make_stream(_map(self.glyphs))

    def code(self, text: str) -> bytes:
        """The words as a string of the page."""
        return b"<" + "".join(f"{self.glyphs[ord(c)]:04X}" for c in text).encode() + b">"


def _map(glyphs: Mapping[int, int]) -> bytes:
    letters: dict[int, int] = {}
    for letter, glyph in glyphs.items():
        if letter < 0x10000 and letter not in _DOUBLES:
            letters.setdefault(glyph, letter)
    rows = [f"<{glyph:04X}> <{letter:04X}>" for glyph, letter in letters.items()]
    blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]
    return "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks).encode()


def page_pdf(content: bytes, fonts: Mapping[str, Dictionary] | None = None, **page: object) -> bytes:
    """A PDF of one A4 page with that content; `page` adds to the page's dictionary, its font F1 is plain."""
    with pikepdf.new() as pdf:
        add_page(pdf, content, fonts, **page)
        return saved(pdf)


def add_page(pdf: Pdf, content: bytes, fonts: Mapping[str, Dictionary] | None = None, **page: object) -> pikepdf.Page:
    """A page more."""
    held = {f"/{name}": pdf.make_indirect(font) for name, font in (fonts or {"F1": plain_font()}).items()}
    box = page.pop("MediaBox", Array(A4))
    resources = page.pop("Resources", Dictionary())
    resources.Font = Dictionary(held)  # type: ignore[attr-defined]
    pdf.pages.append(
        pikepdf.Page(
            pdf.make_indirect(
                Dictionary(Type=Name.Page, MediaBox=box, Resources=resources, Contents=pdf.make_stream(content), **page)
            )
        )
    )
    return pdf.pages[-1]


def saved(pdf: Pdf, **how: object) -> bytes:
    """The file's bytes."""
    out = io.BytesIO()
    pdf.save(out, fix_metadata_version=False, **how)  # type: ignore[arg-type]
    return out.getvalue()

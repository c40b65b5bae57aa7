"""One byte form of a paper, whatever way it came: alone, in a batch, or cut from a longer document.

The pages of a converted file are written anew with the fonts of `vanban.bundle.programs`, the codes of
`vanban.bundle.glyphs` and resource names of our own. A file with anything unknown is copied as it is, whole.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import pikepdf
from fontTools.ttLib import TTFont, TTLibError
from pypdf import PageObject
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
)

from vanban.bundle.copying import Copier, Taking, with_parents
from vanban.bundle.glyphs import Face, Outlines, Slot
from vanban.bundle.programs import add_font
from vanban.bundle.recode import FontCodes, Recoded, UnfamiliarError, recode
from vanban.bundle.written import compressed, name_of
from vanban.to_unicode import cmap_of

_LETTERS: Final = "RBIJ"
_LEVEL: Final = 9
_KINDS: Final = {b"Do": "/XObject", b"gs": "/ExtGState"}


def add_paper(copier: Copier, pdf: pikepdf.Pdf, faces: Sequence[Face]) -> list[PageObject]:
    """The pages of a converted paper in their one byte form, behind those that are there; `faces` in fixed order."""
    try:
        paper = _Paper(pdf, faces)
        contents = [paper.recoded(page) for page in pdf.pages]
    except UnfamiliarError:
        copied = copier.add_pages(pdf)
        for page in copied:
            page.pop(name_of("/Group"), None)  # transparency is none of PDF/A-1 (ISO 19005-1, 6.4)
        return copied
    taking = Taking(copier, pdf)
    pages = copier.new_pages(len(pdf.pages))
    for source, page in zip(pdf.pages, pages, strict=True):
        taking.know(source, page)
    for source, page, recoded in zip(pdf.pages, pages, contents, strict=True):
        page.update(taking.page_entries(source, without=("/Contents", "/Resources", "/Group")))
        page[name_of("/Contents")] = copier.writer._add_object(compressed(zlib.compress(recoded.content, _LEVEL)))
        page[name_of("/Resources")] = _resources(copier, taking, source, recoded, faces)
    return pages


class _Paper:
    """The fonts of a converted file, each looked at once."""

    def __init__(self, pdf: pikepdf.Pdf, faces: Sequence[Face]) -> None:
        self._faces = {face.name: (index, face) for index, face in enumerate(faces)}
        self._codes: dict[tuple[int, int], FontCodes] = {}

    def recoded(self, page: pikepdf.Page) -> Recoded:
        """The page's content in our codes.

        Raises:
            UnfamiliarError: the page has something that is not known.
        """
        resources = _resources_of(page)
        _refuse_forms(resources)
        fonts = {str(name).encode("ascii"): font for name, font in resources.get("/Font", {}).items()}
        return recode(_content(page), {name: self._codes_of(font) for name, font in fonts.items()})

    def _codes_of(self, font: pikepdf.Object) -> FontCodes:
        place = font.objgen
        if place == (0, 0) or place not in self._codes:
            self._codes[place] = self._look(font)
        return self._codes[place]

    def _look(self, font: pikepdf.Object) -> FontCodes:
        name = str(font.get("/BaseFont", "/")).rpartition("+")[2].removeprefix("/")
        if name not in self._faces or font.get("/Subtype") != "/TrueType":
            raise UnfamiliarError(name)
        return _matched(font, *self._faces[name])


def _names(face_index: int) -> tuple[bytes, ...]:
    """Resource names of the parts of a face: `/R0`, `/R1`, and so on."""
    return tuple(f"/{_LETTERS[face_index]}{part}".encode("ascii") for part in range(100))


def _resources_of(page: pikepdf.Page) -> Any:
    return next((node["/Resources"] for node in with_parents(page.obj) if "/Resources" in node), pikepdf.Dictionary())


def _refuse_forms(resources: pikepdf.Object) -> None:
    """A form may show text of its own; it is not looked into."""
    for item in resources.get("/XObject", {}).values():
        if item.get("/Subtype") == "/Form":
            raise UnfamiliarError("/Form")


def _content(page: pikepdf.Page) -> bytes:
    contents = page.obj.get("/Contents")
    if contents is None:
        return b""
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts)


def _matched(font: pikepdf.Object, index: int, face: Face) -> FontCodes:
    """The letter behind every code of an embedded font, known by its outline; what is not known is left out."""
    try:
        program = font.FontDescriptor.FontFile2.read_bytes()
        widths = tuple(_whole(font.Widths)) if "/Widths" in font else ()
        texts = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
        return _font_codes(index, face, program, texts, int(font.get("/FirstChar", 0)), widths)
    except (TTLibError, KeyError, ValueError, AttributeError) as error:
        raise UnfamiliarError(face.name) from error


# Papers that were cut from one document have the same fonts.
@lru_cache(maxsize=16)
def _font_codes(index: int, face: Face, program: bytes, unicode: bytes, first: int, widths: Sequence[int]) -> FontCodes:
    """The names and letters of a font's program; `widths` count from the `first` code on.

    Raises:
        TTLibError, KeyError, ValueError, AttributeError: it is no TrueType program.
    """
    return FontCodes(_names(index), _letters(face, program, unicode, first, widths))


def _whole(array: Any) -> Iterable[int]:
    try:
        return [*map(int, array.unparse(True).strip(b"[] ").split())]
    except ValueError:  # they are not all whole
        return map(int, array)


def _letters(face: Face, program: bytes, unicode: bytes, first: int, widths: Sequence[int]) -> Mapping[int, Slot]:
    """The letters of a font's program, with what its codes mean when copied."""
    with TTFont(io.BytesIO(program), lazy=True) as opened:
        outlines = Outlines(opened)
        numbers = {c: opened.getGlyphID(g) for t in opened["cmap"].tables for c, g in t.cmap.items()}
        shapes = {code & 0xFF: outlines.of(glyph) for code, glyph in numbers.items()}
    texts, slots = cmap_of(unicode), {}
    for code, shape in shapes.items():
        at = code - first
        width = widths[at] if 0 <= at < len(widths) else None
        slot = face.match(texts.get(code, ""), shape, width)
        if slot is not None:
            slots[code] = slot
    return slots


def _resources(
    copier: Copier, taking: Taking, source: pikepdf.Page, recoded: Recoded, faces: Sequence[Face]
) -> IndirectObject:
    """The page's own resources: the fonts it uses, the images and states under their new names, the rest as it was."""
    old = _resources_of(source)
    kept = ("/ColorSpace", "/Pattern", "/Shading")
    made = {name_of(key): taking.copy(old[key]) for key in kept if key in old}
    fonts = {name_of(name.decode("ascii")): _font(copier, name, faces) for name in sorted(recoded.fonts)}
    made[name_of("/Font")] = DictionaryObject(fonts)
    for kind, key in _KINDS.items():
        named = {new: _named(old, key, name) for (use, name), new in recoded.others.items() if use == kind}
        if named:
            items = {name_of(new.decode("ascii")): taking.copy(item) for new, item in sorted(named.items())}
            made[name_of(key)] = DictionaryObject(items)
    procedures = [name_of(name) for name in ("/PDF", "/Text", "/ImageC", "/ImageI", "/ImageB")]
    made[name_of("/ProcSet")] = ArrayObject(procedures)
    return copier.share(DictionaryObject(made))


def _named(resources: pikepdf.Object, key: str, name: bytes) -> Any:
    return resources[key][name.decode("ascii")]


def _font(copier: Copier, name: bytes, faces: Sequence[Face]) -> IndirectObject:
    """The font of a resource name such as `/R0`."""
    return add_font(copier, faces[_LETTERS.index(chr(name[1]))], int(name[2:]))

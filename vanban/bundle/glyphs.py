"""The letters of an installed face: one fixed code for each, and the shape by which a glyph is known again.

LibreOffice numbers the glyphs of a font in the order of first use, so a code says nothing; the outline does. The code
table depends on the face alone: 254 letters a part, ASCII at its own codes, then Vietnamese, then marks, then what
else the face holds in the order of code points.
"""

from __future__ import annotations

import json
import struct
import unicodedata
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import Final, TypeAlias

from fontTools.ttLib import TTFont

from vanban.store import Shelf, files_mark, key_of, sources_mark

PART_SIZE: Final = 254
_ASCII: Final = range(0x20, 0x7F)
_ACCENTED: Final = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư"
_VIETNAMESE: Final = (*map(ord, _ACCENTED), *range(0x1EA0, 0x1EFA))
_MARKS: Final = tuple(map(ord, "–—‘’“”…•·§°×÷±½«»≤≥≠−₫€\u00a0\u2011"))
# Codes of the first part that ASCII leaves free: 1–31 and 127–254.
_FREE: Final = (*range(1, 0x20), *range(0x7F, 0xFF))
_LIGATURES: Final = range(0xFB00, 0xFB07)

Outline = tuple[object, ...] | bytes
# Part and code, what it says, its glyph, the advance of this in thousandths of an em, and its number.
_Letter: TypeAlias = tuple[int, int, str, str, int, int]


@dataclass(frozen=True, slots=True)
class Slot:
    """Chỗ của một chữ: `part` counts from 0, `code` is 1–254; `text` is what a reader copies."""

    part: int
    code: int
    text: str
    glyph: str
    width: int


class Outlines:
    """The shapes of a TrueType program, by glyph number; instructions and glyph numbers do not matter."""

    def __init__(self, font: TTFont) -> None:
        self._data: bytes = font.reader["glyf"]
        long = struct.unpack(">h", font.reader["head"][50:52])[0] == 1
        offsets = array("I" if long else "H", font.reader["loca"])
        offsets.byteswap()
        self._offsets = offsets
        self._step = 1 if long else 2
        self._known: dict[int, Outline] = {}

    def of(self, glyph: int) -> Outline:
        """A key equal for glyphs that look alike; empty bytes for a blank one.

        Raises:
            ValueError: the program has no such glyph, or its data is broken.
        """
        if glyph not in self._known:
            try:
                start, end = (self._offsets[glyph + i] * self._step for i in (0, 1))
                self._known[glyph] = self._read(self._data[start:end])
            except (struct.error, IndexError, RecursionError) as error:
                raise ValueError(f"glyph {glyph}") from error
        return self._known[glyph]

    def _read(self, data: bytes) -> Outline:
        if not data:
            return b""
        contours = struct.unpack_from(">h", data)[0]
        if contours < 0:
            return self._composite(data)
        return _simple(data, contours)

    def _composite(self, data: bytes) -> Outline:
        """Components by their own shapes, with their places and scales."""
        parts: list[object] = []
        at, more = 10, True
        while more:
            flags, glyph = struct.unpack_from(">HH", data, at)
            size = _component_size(flags)
            place = struct.unpack_from(">hh" if flags & 0x01 else ">bb", data, at + 4)
            scale = data[at + (8 if flags & 0x01 else 6) : at + size]
            parts.append((flags & 0x02, self.of(glyph), place, scale))
            at, more = at + size, bool(flags & 0x20)
        return tuple(parts)


@lru_cache(maxsize=4096)
def _simple(data: bytes, contours: int) -> bytes:
    """Bounds, ends of contours, one flag a point and the moves: without instructions and runs of flags."""
    ends = 10 + 2 * contours
    last, instructions = struct.unpack_from(">HH", data, ends - 2) if contours else (-1, 0)
    at, flags = ends + 2 + instructions, bytearray()
    while len(flags) <= last:
        flag, at = data[at], at + 1
        run = 1
        if flag & 0x08:
            run, at = data[at] + 1, at + 1
        flags += bytes([flag & 0x37]) * run
    return data[:ends] + bytes(flags) + data[at:].rstrip(b"\0")


def _component_size(flags: int) -> int:
    """Bytes of a component record: flags, glyph, two arguments, a scale of one, two or four numbers."""
    scale = 2 if flags & 0x08 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0
    return 4 + (4 if flags & 0x01 else 2) + scale


@dataclass(frozen=True, eq=False)
class Face:
    """Kiểu phông trên máy: `name` is its PostScript name; `slots` are its letters by text, in order of codes.

    `outline_of` gives the shape of a glyph by its name, looked at when it is first asked: a paper has few letters.
    `kept` is a shelf of the store for what is made of the face, None to make it anew.
    """

    path: Path
    name: str
    slots: Mapping[str, Slot] = field(repr=False)
    outline_of: Callable[[str], Outline] = field(repr=False)
    kept: Shelf | None = field(default=None, repr=False)

    @cached_property
    def _by_outline(self) -> Mapping[Outline, Slot]:
        found: dict[Outline, Slot] = {}
        for slot in self.slots.values():
            found.setdefault(self.outline_of(slot.glyph), slot)
        return found

    @cached_property
    def _first_codes(self) -> Mapping[str, int]:
        return {text: slot.code for text, slot in self.slots.items() if slot.part == 0}

    @cached_property
    def _widths(self) -> Mapping[str, int]:
        return {text: slot.width for text, slot in self.slots.items()}

    def match(self, text: str, outline: Outline, width: int | None) -> Slot | None:
        """The letter that has this outline: the one that means `text` before any other that looks alike.

        `width` is the advance in thousandths of an em when known; only a blank glyph needs it to be told apart.
        """
        slot = self.slots.get(text)
        if slot is None or self.outline_of(slot.glyph) != outline:
            slot = self._by_outline.get(outline) if outline else None
        return slot if slot is not None and width in (None, slot.width) else None

    def part(self, number: int) -> tuple[Slot, ...]:
        """The letters of one part in order of codes."""
        return tuple(sorted((s for s in self.slots.values() if s.part == number), key=lambda s: s.code))

    def encode(self, text: str) -> bytes:
        """Codes of the first part for a text that has only its letters.

        Raises:
            KeyError: a letter is not in the first part.
        """
        return bytes(map(self._first_codes.__getitem__, text))

    def width(self, text: str) -> int:
        """Sum of the advances in thousandths of an em."""
        return sum(map(self._widths.__getitem__, text))


@dataclass(frozen=True, slots=True)
class Faces:
    """Bộ phông của văn bản: its faces in a fixed order, the upright light one first."""

    all: tuple[Face, ...]

    @property
    def regular(self) -> Face:
        """The upright, light face."""
        return self.all[0]


def read_faces(files: Sequence[Path], kept: Shelf | None = None) -> Faces:
    """The faces of the installed family; `files` in the order upright, bold, italic, bold italic.

    `kept` is a shelf of the store for what is made of them.
    """
    return Faces(tuple(read_face(path) if kept is None else _kept_face(path, kept) for path in files))


@lru_cache(maxsize=8)
def read_face(path: Path) -> Face:
    """The face of a TrueType file."""
    return _face(path, *_read(path))


def _kept_face(path: Path, kept: Shelf) -> Face:
    """The same, without its letters being read anew."""
    key = key_of("mat-chu", sources_mark("bundle"), files_mark(path))
    known = kept.get(key)
    if known is not None:
        name, letters = json.loads(known)
    else:
        name, letters = _read(path)
        kept.put(key, json.dumps([name, letters]).encode())
    return _face(path, name, letters, kept)


def _read(path: Path) -> tuple[str, Sequence[_Letter]]:
    """The PostScript name of a face, and its letters."""
    with TTFont(path, lazy=True) as font:
        cmap: dict[int, str] = font.getBestCmap()
        metrics, em = font["hmtx"], font["head"].unitsPerEm
        letters: dict[str, _Letter] = {}
        for letter, (part, code) in _places(cmap).items():
            glyph, text = cmap[letter], _text(letter)
            width = metrics[glyph][0] * 1000 // em
            letters.setdefault(text, (part, code, text, glyph, width, font.getGlyphID(glyph)))
        return str(font["name"].getDebugName(6)), list(letters.values())


def _face(path: Path, name: str, letters: Sequence[_Letter], kept: Shelf | None = None) -> Face:
    slots = {text: Slot(part, code, text, glyph, width) for part, code, text, glyph, width, _ in letters}
    numbers = {glyph: number for *_, glyph, _, number in letters}
    outlines = cache(partial(_outlines, path))
    return Face(path, name, slots, lambda glyph: outlines().of(numbers[glyph]), kept)


def _outlines(path: Path) -> Outlines:
    with TTFont(path, lazy=True) as font:
        return Outlines(font)


def _text(letter: int) -> str:
    """What a letter means when copied: a ligature its letters, any other itself."""
    return unicodedata.normalize("NFKC", chr(letter)) if letter in _LIGATURES else chr(letter)


def _places(cmap: Mapping[int, str]) -> dict[int, tuple[int, int]]:
    """Part and code of every letter of a face; a letter the face lacks leaves its code unused."""
    first = {letter: letter for letter in _ASCII}
    first |= dict(zip((*_VIETNAMESE, *_MARKS), _FREE, strict=True))
    rest = [letter for letter in sorted(cmap) if letter not in first and letter >= 0x20]
    places = {letter: (0, code) for letter, code in first.items() if letter in cmap}
    for index, letter in enumerate(rest):
        part, code = divmod(index, PART_SIZE)
        places[letter] = (part + 1, code + 1)
    return places

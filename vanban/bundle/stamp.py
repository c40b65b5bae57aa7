"""The packet number on a page: `Trang i/n`, upright at the visual top right corner (design 6).

The right edge of the words is 10 mm from the right edge of the page as it is shown, the baseline 10 mm below its
upper edge, whatever /Rotate, CropBox or UserUnit the page has. The page itself is never scaled or turned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Final, TypeAlias

from pypdf import PageObject
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
)

from vanban.bundle.copying import Copier
from vanban.bundle.glyphs import Face
from vanban.bundle.programs import add_font
from vanban.bundle.recode import literal
from vanban.bundle.written import Numbers, name_of

MM: Final = 72 / 25.4
EDGE_MM: Final = 10.0
SIZE_PT: Final = 10.0
NOTE_PT: Final = 8.0
_NAME: Final = name_of("/VbSo")
_NONE: Final = DictionaryObject()
_Box: TypeAlias = tuple[float, float, float, float]
_LETTER: Final[_Box] = (0.0, 0.0, 612.0, 792.0)  # what readers take when a page does not say


class Stamp:
    """Con dấu số trang: writes in the regular face of the papers, which the whole file shares."""

    def __init__(self, copier: Copier, face: Face) -> None:
        self._copier = copier
        self._face = face
        self._font = add_font(copier, face, 0)
        self._opening = copier.keep(b"q\n")
        self._known: dict[tuple[int, Set[int]], tuple[object, IndirectObject]] = {}

    def put(self, page: PageObject, text: str, foreign: bool = False, notes: Sequence[str] = ()) -> None:
        """Write `text` at the page's visual top right corner; what was there stays as it is, inside q … Q.

        On a foreign page the words stand on white, since a scan may be dark there. `notes` go to the top left.
        """
        width = self._face.width(text) * SIZE_PT / 1000
        shown = _shown(page)
        right = shown.size[0] - EDGE_MM * MM - width
        backing = _backing(width) if foreign else b""
        drawn = self._words(text, SIZE_PT)
        drawings = [_at(shown, right, EDGE_MM * MM, backing + drawn)] if text else []
        for line, note in enumerate(notes):
            down = EDGE_MM * MM + line * NOTE_PT * 1.2
            drawings.append(_at(shown, EDGE_MM * MM, down, self._note(note)))
        page[name_of("/Resources")] = self._resources(page, notes)
        added = self._copier.keep(b"Q\n" + b"".join(drawings))
        page[name_of("/Contents")] = ArrayObject([self._opening, *_contents(page), added])

    def _words(self, text: str, size_pt: float) -> bytes:
        """Operators that show a text at the origin, letter codes of several parts in runs."""
        try:
            runs = [(0, self._face.encode(text))]
        except KeyError:
            runs = list(self._runs(text))
        shown = b" ".join(b"%s %g Tf %s Tj" % (_name(part).encode(), size_pt, literal(codes)) for part, codes in runs)
        return b"BT 0 g 0 Tr 0 Tc 0 Tw 100 Tz 0 Ts %s ET\n" % shown

    def _runs(self, text: str) -> Iterator[tuple[int, bytes]]:
        slots = [self._face.slots[letter if letter in self._face.slots else "?"] for letter in text]
        for part, run in groupby(slots, key=lambda slot: slot.part):
            yield part, bytes(slot.code for slot in run)

    def _note(self, text: str) -> bytes:
        letters = "".join(letter if letter in self._face.slots else "?" for letter in text)
        width = self._face.width(letters) * NOTE_PT / 1000
        return _backing(width, NOTE_PT) + self._words(text, NOTE_PT)

    def _resources(self, page: PageObject, notes: Sequence[str]) -> IndirectObject:
        """Resources that know the stamp's font too; pages that were alike in this stay so."""
        own = page.get("/Resources", _NONE).get_object()
        parts = frozenset(self._face.slots[c].part for note in notes for c in note if c in self._face.slots)
        before, made = self._known.get((id(own), parts), (None, None))
        if before is not own or made is None:
            made = self._with_fonts(DictionaryObject(own), parts)
            self._known[id(own), parts] = own, made
        return made

    def _with_fonts(self, resources: DictionaryObject, parts: Set[int]) -> IndirectObject:
        fonts = DictionaryObject(resources.get("/Font", _NONE).get_object())
        fonts[_NAME] = self._font
        for part in sorted(parts - {0}):
            fonts[_name(part)] = add_font(self._copier, self._face, part)
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


def _name(part: int) -> NameObject:
    """What the font of one part of the face is called on a page."""
    return name_of(f"{_NAME}{part or ''}")


def _backing(width_pt: float, size_pt: float = SIZE_PT) -> bytes:
    """A white ground behind words that begin at the origin."""
    return b"1 g -2 %.2f %.2f %.2f re f\n" % (-0.3 * size_pt, width_pt + 4, 1.3 * size_pt)


@dataclass(frozen=True, slots=True)
class _Shown:
    """The part of a page that a reader sees, in the page's own units, of `unit` points each; `turn` in degrees."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int
    unit: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as a reader sees them, in points."""
        wide, high = (self.right - self.left) * self.unit, (self.top - self.bottom) * self.unit
        return (wide, high) if self.turn % 180 == 0 else (high, wide)

    def matrix(self, across_pt: float, down_pt: float) -> bytes:
        """From upright points, their origin so far from the left and below the top as shown, to the page's units."""
        across, up = across_pt / self.unit, (self.size[1] - down_pt) / self.unit
        at = {
            0: (self.left + across, self.bottom + up),
            90: (self.right - up, self.bottom + across),
            180: (self.right - across, self.top - up),
            270: (self.left + up, self.top - across),
        }[self.turn]
        cosine, sine = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[self.turn]
        scale = 1 / self.unit
        numbers = (cosine * scale, sine * scale, -sine * scale, cosine * scale, *at)
        return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in numbers).encode("ascii")


def _at(shown: _Shown, across_pt: float, down_pt: float, drawing: bytes) -> bytes:
    """The drawing with its origin so far from the left and below the top of the page as a reader sees it, upright."""
    return b"q %s cm\n%sQ\n" % (_matrix(shown, across_pt, down_pt), drawing)


@lru_cache(maxsize=256)
def _matrix(shown: _Shown, across_pt: float, down_pt: float) -> bytes:
    """Most pages of a packet are alike, and so are the lengths of their numbers."""
    return shown.matrix(across_pt, down_pt)


def _shown(page: PageObject) -> _Shown:
    """What a reader sees of a page: the crop box within the media box, turned by quarters."""
    media = _box(page.get("/MediaBox")) or _LETTER
    crop = _box(page.get("/CropBox")) or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    seen = media if right <= left or top <= bottom else (left, bottom, right, top)
    turn, unit = _number(page.get("/Rotate")), _number(page.get("/UserUnit"))
    return _Shown(*seen, round(turn / 90) * 90 % 360, unit if unit > 0 else 1.0)


def _box(value: object) -> _Box | None:
    """A box from its lower left to its upper right corner; a file may name any two opposite ones."""
    if isinstance(value, Numbers):
        return _fixed_box(value.text)
    return _corners([_number(each) for each in value]) if isinstance(value, ArrayObject) else None


@lru_cache(maxsize=256)
def _fixed_box(text: bytes) -> _Box | None:
    """The box of an array of numbers as it is written; most pages of a packet have the same."""
    return _corners([float(number) for number in text.strip(b"[]").split()])


def _corners(numbers: Sequence[float]) -> _Box | None:
    if len(numbers) < len(_LETTER):
        return None
    first, second, third, fourth = numbers[: len(_LETTER)]
    return min(first, third), min(second, fourth), max(first, third), max(second, fourth)


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float, Decimal)) else 0.0

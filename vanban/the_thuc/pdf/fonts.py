"""A font of a PDF: what its codes say, how wide they are, and how its letters look.

What a code says comes from the ToUnicode map, else from the encoding by the names of its letters. A code that says
nothing is U+FFFD, as a reader that copies the text would see it.
"""

from __future__ import annotations

from codecs import charmap_decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, NamedTuple, TypeAlias

import pikepdf
from fontTools import agl

from vanban.the_thuc.page_views import PdfFont
from vanban.the_thuc.regex import regex
from vanban.to_unicode import cmap_of

Numbers: TypeAlias = dict[int, float]

UNKNOWN: Final = "\ufffd"
_SUBSET: Final = regex(r"^[A-Z]{6}\+")
_STYLE: Final = regex(
    r"[-,]?(?:PS|Std|Pro)?[-,](?:Regular|Roman|Normal|Bold|SemiBold|DemiBold|Demi|Italic|Oblique|BoldItalic|BoldOblique)"
    r"+(?:MT|PS)?$|(?:PS)?MT$|[-,](?:Regular|Roman)$"
)
_CAMEL: Final = regex(r"(?<=[a-z])(?=[A-Z])")
_PLAIN_NAMES: Final = {
    "Deja Vu Sans": "DejaVu Sans",
    "Deja Vu Serif": "DejaVu Serif",
    "Deja Vu Sans Mono": "DejaVu Sans Mono",
}
_SLANTED: Final = ("italic", "oblique")
_FORCE_BOLD, _ITALIC, _SYMBOLIC = 1 << 18, 1 << 6, 1 << 2
_WIDE_CMAPS: Final = ("/Identity-H",)
_CODECS: Final = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
# What the letters of Times New Roman reach above and below the baseline, for fonts that do not say.
_ASCENT, _DESCENT = 0.891, 0.216
_MOST_KNOWN: Final = 1000
_LONGEST_KNOWN: Final = 400
_MOST_TABLES: Final = 32
_LONGEST_MAP: Final = 64_000
_CODES: Final = 256


class Unhandled(Exception):
    """A construct that only the slow reader understands."""


class TooMuch(Exception):
    """A page draws more than a limit allows; the slow reader would be drowned by it too."""


class Shown(NamedTuple):
    """Chuỗi được vẽ: its words, its codes and how many these are, how far it goes (1/1000 em) with its adjustments."""

    words: str
    codes: bytes
    length: int
    width: float


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Bảng chữ của một phông; `texts` and `widths` (1/1000 em) are by code, of two bytes in a `wide` one.

    `letters` has the letter of each of the 256 codes of a simple font, "" when some code says more than one letter.
    `known` are strings that were shown before, by their operands: headings are alike in many papers.
    """

    wide: bool
    texts: Mapping[int, str]
    widths: Numbers
    width: float
    letters: str = ""
    measures: list[float] = field(default_factory=list)
    known: dict[bytes, Shown] = field(default_factory=dict)

    def codes(self, data: bytes) -> list[int]:
        """The codes of a shown string."""
        if not self.wide:
            return list(data)
        return [data[i] << 8 | data[i + 1] for i in range(0, len(data) - 1, 2)]

    def read(self, data: bytes, adjust: float = 0.0) -> Shown:
        """A shown string whose letters are moved back by `adjust` (1/1000 em) in all."""
        if not self.wide:
            width = sum(map(self.measures.__getitem__, data)) - adjust
            if self.letters:
                return Shown(charmap_decode(data, "strict", self.letters)[0], data, len(data), width)
            return Shown("".join([self.texts.get(code, UNKNOWN) for code in data]), data, len(data), width)
        codes = self.codes(data)
        texts, widths, plain = self.texts, self.widths, self.width
        words = "".join([texts.get(code, UNKNOWN) for code in codes])
        return Shown(words, data, len(codes), sum([widths.get(code, plain) for code in codes]) - adjust)

    def know(self, operands: bytes, shown: Shown) -> None:
        """Remember a string by its operands, if it is short: long ones are seldom shown again."""
        if self.letters and len(operands) <= _LONGEST_KNOWN:  # else a code may say any number of letters
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            self.known[operands] = shown


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """Kiểu chữ: one font of the file, ready to read with."""

    name: str
    family: str
    bold: bool
    italic: bool
    kind: str
    embedded: bool
    to_unicode: bool
    table: Table
    ascent: float = _ASCENT
    descent: float = _DESCENT


_own_tables: Final[dict[tuple[bytes, tuple[float, ...], int, float], Table]] = {}


def family_of(name: str) -> str:
    """The family of a PostScript name: `TimesNewRomanPS-BoldMT` → `Times New Roman`."""
    bare = _STYLE.sub("", _STYLE.sub("", name))
    spaced = _CAMEL.sub(" ", bare.replace("-", " ")) if " " not in bare else bare
    return _PLAIN_NAMES.get(spaced, spaced)


def face_of(font: pikepdf.Object) -> Face:
    """The face of a font dictionary.

    Raises:
        Unhandled: Type 3, vertical writing, a foreign character map, or widths that are not in the file.
    """
    kind = str(font.get("/Subtype", ""))[1:]
    if kind == "Type0":
        return _composite(font)
    if kind == "Type3":
        raise Unhandled("Type3")
    return _simple(font, kind)


def font_facts(font: pikepdf.Object) -> PdfFont:
    """What a font dictionary says, whether it can be read with or not; no pages."""
    kind = str(font.get("/Subtype", "/"))[1:]
    if kind == "Type3":
        return PdfFont(bare_name(font) or "Type3", True, "/ToUnicode" in font, kind, ())
    below = font.get("/DescendantFonts", [font])[0]
    descriptor = below.get("/FontDescriptor", pikepdf.Dictionary())
    kind = str(below.get("/Subtype", "/"))[1:]
    return PdfFont(bare_name(font), _embedded(descriptor), "/ToUnicode" in font or _plain(font), kind, ())


def _embedded(descriptor: pikepdf.Object) -> bool:
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _plain(font: pikepdf.Object) -> bool:
    """Whether its letters are known without a map."""
    return str(font.get("/Subtype")) != "/Type0" and "/Encoding" in font


def face_named(name: str, flags: int) -> Face:
    """A face of which only the name and the flags are known."""
    bare = _SUBSET.sub("", name)
    bold, italic = _style(bare, flags)
    return Face(bare, family_of(bare), bold, italic, "", True, True, Table(False, {}, {}, 250.0))


def _style(name: str, flags: int) -> tuple[bool, bool]:
    """Whether it is bold, whether italic, by its name, else by its flags."""
    lower = name.lower()
    return "bold" in lower or bool(flags & _FORCE_BOLD), any(w in lower for w in _SLANTED) or bool(flags & _ITALIC)


def bare_name(font: pikepdf.Object) -> str:
    """The font's name without the mark of a subset."""
    return _SUBSET.sub("", str(font.get("/BaseFont", "/"))[1:])


def _simple(font: pikepdf.Object, kind: str) -> Face:
    descriptor = font.get("/FontDescriptor", pikepdf.Dictionary())
    if "/Widths" not in font:
        raise Unhandled("no widths")
    first, missing = int(font.get("/FirstChar", 0)), float(descriptor.get("/MissingWidth", 0))
    widths, said = tuple(_floats(font.Widths)), _to_unicode(font)
    if "/Encoding" not in font and int(descriptor.get("/Flags", 0)) & _SYMBOLIC:
        table = _own_table(said, widths, first, missing)
        known = bool(table.texts)
    else:
        mapped = cmap_of(said)
        table = _table(_encoded(font.get("/Encoding")) | mapped, widths, first, missing)
        known = bool(mapped) if "/ToUnicode" in font else _plain(font)
    return _face(font, descriptor, kind, known, table)


def _own_table(said: bytes, widths: tuple[float, ...], first: int, missing: float) -> Table:
    """What the codes of a font are that has an encoding of its own.

    The fonts of papers that the program made are the same in every paper: such are kept, a letter for each code.
    """
    key = (said, widths, first, missing)
    table = _own_tables.get(key)
    if table is None:
        table = _table(cmap_of(said), widths, first, missing)
        if table.letters and len(said) <= _LONGEST_MAP and max(len(table.texts), len(widths)) <= _CODES:
            if len(_own_tables) >= _MOST_TABLES:
                _own_tables.clear()
            _own_tables[key] = table
    return table


def _table(texts: Mapping[int, str], widths: Sequence[float], first: int, missing: float) -> Table:
    measured = dict(enumerate(widths, first))
    table = [texts.get(code, UNKNOWN) for code in range(256)]
    letters = "".join(table) if all(len(t) == 1 and t != "\ufffe" for t in table) else ""
    measures = [measured.get(code, missing) for code in range(256)]
    return Table(False, texts, measured, missing, letters, measures)


def _floats(array: pikepdf.Object) -> list[float]:
    try:
        return [*map(float, array.unparse(True).strip(b"[] ").split())]
    except ValueError:
        return [float(item) for item in array]


def _encoded(encoding: pikepdf.Object | None) -> dict[int, str]:
    base, differences = encoding, None
    if isinstance(encoding, pikepdf.Dictionary):
        base, differences = encoding.get("/BaseEncoding"), encoding.get("/Differences")
    texts = dict(_codec(_CODECS.get(str(base), "cp1252")))
    code = 0
    for item in differences if differences is not None else ():
        if isinstance(item, pikepdf.Name):
            texts[code] = agl.toUnicode(str(item)[1:]) or UNKNOWN
            code += 1
        else:
            code = int(item)
    return texts


@cache
def _codec(codec: str) -> dict[int, str]:
    return {code: bytes([code]).decode(codec, "replace") for code in range(32, 256)}


def _composite(font: pikepdf.Object) -> Face:
    if str(font.get("/Encoding", "")) not in _WIDE_CMAPS:
        raise Unhandled("character map")
    below = font.DescendantFonts[0]
    descriptor = below.get("/FontDescriptor", pikepdf.Dictionary())
    texts = cmap_of(_to_unicode(font))
    widths = _cid_widths(below.get("/W", pikepdf.Array()))
    kind = str(below.get("/Subtype", ""))[1:]
    return _face(font, descriptor, kind, bool(texts), Table(True, texts, widths, float(below.get("/DW", 1000))))


def _cid_widths(array: pikepdf.Object) -> Numbers:
    """`[c [w w …] from to w …]` as widths by code."""
    widths: Numbers = {}
    items = list(array)
    i = 0
    while i + 1 < len(items):
        if isinstance(items[i + 1], pikepdf.Array):
            widths.update({int(items[i]) + k: float(w) for k, w in enumerate(items[i + 1])})
            i += 2
        elif i + 2 < len(items):
            last = min(int(items[i + 1]), 0xFFFF)
            widths.update(dict.fromkeys(range(int(items[i]), last + 1), float(items[i + 2])))
            i += 3
        else:
            break
    return widths


def _to_unicode(font: pikepdf.Object) -> bytes:
    stream = font.get("/ToUnicode")
    return stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""


def _face(font: pikepdf.Object, descriptor: pikepdf.Object, kind: str, known: bool, table: Table) -> Face:
    name = bare_name(font)
    bold, italic = _style(name, int(descriptor.get("/Flags", 0)))
    ascent = abs(float(descriptor.get("/Ascent", 0))) / 1000
    descent = abs(float(descriptor.get("/Descent", 0))) / 1000
    return Face(
        name=name,
        family=family_of(name),
        bold=bold,
        italic=italic,
        kind=kind,
        embedded=_embedded(descriptor),
        to_unicode=known,
        table=table,
        ascent=ascent if 0.3 < ascent < 2 else _ASCENT,
        descent=descent if 0.05 < descent < 1 else _DESCENT,
    )

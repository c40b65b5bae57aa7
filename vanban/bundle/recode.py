"""Content streams of a converted page with other codes and names: what is shown stays, how it is said is ours. Pure.

Knows what LibreOffice writes and no more: strings in hexadecimal, no inline images, no comments. Marks of structure
(BMC, BDC, EMC) go, because the structure they point to is not kept; a span with its own words (ActualText) stays.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import add
from typing import Final

from vanban.bundle.glyphs import Slot
from vanban.repeats import possessive

_NUMBER: Final = rb"[+-]?[\d.]+"
_NAME: Final = rb"/[^\s()<>\[\]{}/%]*"
_STRING: Final = b"<" + possessive(rb"[0-9A-Fa-f]{2}") + b">"
# Lines and boxes that touch neither fonts nor names, one after the other: rules, frames, places of cut.
_ART: Final = possessive(possessive(_NUMBER + rb"\s+") + rb"(?:re|rg|RG|[wJjMmlcvyhSsfFBbnWgGkK])[*]?\s+", sign=b"+")
_OPERATOR: Final = re.compile(rb"([A-Za-z][*]?) ")
# A line of text as LibreOffice writes it; nothing of it outlives its Q.
_LINE: Final = (
    rb"q ([\d.]+ [\d.]+ [\d.]+) rg\nBT\n(" + _NUMBER + rb" " + _NUMBER + rb") Td (" + _NAME + rb") ([\d.]+) Tf"
    rb"(?:\[(" + possessive(_STRING + rb"|[\d.+-]++") + rb")\]TJ|(" + _STRING + rb")Tj)\nET\nQ"
)
_SINGLES: Final = (
    rb"\[(?P<array>" + possessive(_STRING + rb"|[\s\d.+-]++") + rb")\]\s*TJ\b"
    rb"|(?P<string>" + _STRING + rb")\s*Tj\b"
    rb"|(?P<font>" + _NAME + rb")\s+(?P<size>" + _NUMBER + rb")\s+Tf\b"
    rb"|(?P<resource>" + _NAME + rb")\s+(?P<kind>Do|gs)\b"
    rb"|" + _NAME + rb"\s*(?P<properties><<(?:[^<>]|<[^<>]*>)*>>|" + _NAME + rb"|)\s*(?:BDC|BMC)\b"
    rb"|(?P<end>EMC)\b"
    rb"|(?P<save>q)(?!\S)"
    rb"|(?P<restore>Q)(?!\S)"
    rb"|(?P<plain>(?:\[[\s\d.+-]*\]\s*|" + _NUMBER + rb"\s+|" + _NAME + rb"\s+)*(?!BI\b)[A-Za-z]+[*]?)(?=[\s/\[<]|$)"
    rb"|(?P<strange>\S)"
)
_ONE_BY_ONE: Final = re.compile(_SINGLES)
_TOKEN: Final = re.compile(
    rb"(?P<line>" + _LINE + rb")(?!\S)|q\s+(?P<frame>" + _ART + rb")Q(?!\S)|(?P<art>" + _ART + rb")|" + _SINGLES
)
_PIECE: Final = re.compile(rb"<([0-9A-Fa-f]*)>|([+-]?[\d.]+)")
_MOST_KNOWN: Final = 1000
_LONGEST_KNOWN: Final = 400
_PREFIXES: Final = {b"Do": b"X", b"gs": b"G"}
_SPECIAL: Final = b"()\\\r"
_ESCAPED: Final = re.compile(rb"[()\\\r]")
_ESCAPES: Final = {b"(": b"\\(", b")": b"\\)", b"\\": b"\\\\", b"\r": b"\\r"}


class UnfamiliarError(ValueError):
    """The content has something this module does not know; nothing of it may be changed."""


@dataclass(frozen=True, slots=True)
class FontCodes:
    """Bảng đổi mã của một phông trong tệp: `names` are its resource names by part, `slots` its letters by old code.

    `known` are operands that were looked at before: what a form prints is the same in many papers.
    """

    names: tuple[bytes, ...]
    slots: Mapping[int, Slot]
    first_part: bytes = field(init=False)
    known: dict[bytes, bytes | None] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """`first_part` translates old codes to those of part 0; 0 where that cannot be done, and for old code 0."""
        codes = {old: slot.code for old, slot in self.slots.items() if slot.part == 0 and old}
        object.__setattr__(self, "first_part", bytes(codes.get(old, 0) for old in range(256)))

    def in_first_part(self, strings: bytes) -> bytes | None:
        """The strings as an operator with its operands; None unless all letters are in the first part."""
        if len(strings) > _LONGEST_KNOWN:  # seldom shown again
            return _in_first_part(strings, self.first_part)
        if strings not in self.known:
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            self.known[strings] = _in_first_part(strings, self.first_part)
        return self.known[strings]


@dataclass(frozen=True, slots=True)
class Recoded:
    """Nội dung trang đã đổi mã: `fonts` are the font names it uses, `others` the new name of each (kind, old name)."""

    content: bytes
    fonts: frozenset[bytes]
    others: Mapping[tuple[bytes, bytes], bytes]


@dataclass(slots=True)
class _Font:
    """The font in force: as the page set it, and as it was written out so far."""

    codes: FontCodes | None = None
    size: bytes = b""
    written: bytes = b""


def recode(content: bytes, fonts: Mapping[bytes, FontCodes]) -> Recoded:
    """The same page content in our codes and names; `fonts` go by their old resource names, slash included.

    Raises:
        UnfamiliarError: it is not what LibreOffice writes, or uses a letter or font that is not given.
    """
    writer = _Writer(fonts)
    writer.write(content, _TOKEN)
    return Recoded(b"\n".join(writer.out) + b"\n", frozenset(writer.fonts), writer.others)


class _Writer:
    """Writes the tokens of one stream anew, one operator a line."""

    def __init__(self, fonts: Mapping[bytes, FontCodes]) -> None:
        self._known = fonts
        self._font = _Font()
        self._saved: list[_Font] = []
        self._marks: list[bool] = []
        self.out: list[bytes] = []
        self.fonts: set[bytes] = set()
        self.others: dict[tuple[bytes, bytes], bytes] = {}

    def write(self, content: bytes, tokens: re.Pattern[bytes]) -> None:
        """All tokens of a content, each with its operands."""
        for match in tokens.finditer(content):
            _WAYS[match.lastgroup or ""](self, match)

    def _line(self, match: re.Match[bytes]) -> None:
        """A whole line of text: at once when all its letters are in the first part, which is the rule."""
        line, color, place, name, size, array, string = match.groups()[:7]
        codes = self._known.get(name)
        shown = None if codes is None else codes.in_first_part(string or array)
        if codes is None or shown is None:
            self.write(line, _ONE_BY_ONE)
            return
        self.fonts.add(codes.names[0])
        self.out.append(b"q\n%b rg\nBT\n%b Td\n%b %b Tf\n%b\nET\nQ" % (color, place, codes.names[0], size, shown))

    def _frame(self, match: re.Match[bytes]) -> None:
        self.out.append(b"q\n" + _one_a_line(match["frame"]) + b"\nQ")

    def _art(self, match: re.Match[bytes]) -> None:
        self.out.append(_one_a_line(match["art"]))

    def _plain(self, match: re.Match[bytes]) -> None:
        self.out.append(b" ".join(match["plain"].split()))

    def _string(self, match: re.Match[bytes]) -> None:
        self._show(match["string"])

    def _array(self, match: re.Match[bytes]) -> None:
        self._show(match["array"])

    def _save(self, _: re.Match[bytes]) -> None:
        self._saved.append(_Font(self._font.codes, self._font.size, self._font.written))
        self.out.append(b"q")

    def _restore(self, _: re.Match[bytes]) -> None:
        if not self._saved:
            raise UnfamiliarError("Q")
        self._font = self._saved.pop()
        self.out.append(b"Q")

    def _begin(self, match: re.Match[bytes]) -> None:
        """Begin of marked content: kept only when it says what its letters mean."""
        speaks = b"/ActualText" in match["properties"]
        self._marks.append(speaks)
        if speaks:
            self.out.append(b"/Span " + match["properties"] + b" BDC")

    def _end(self, _: re.Match[bytes]) -> None:
        if not self._marks:
            raise UnfamiliarError("EMC")
        if self._marks.pop():
            self.out.append(b"EMC")

    def _use(self, match: re.Match[bytes]) -> None:
        """An image, form or graphics state, named by its kind and the order of first use on the page."""
        name, kind = match["resource"], match["kind"]
        count = sum(1 for known, _ in self.others if known == kind) + 1
        new = self.others.setdefault((kind, name), b"/%s%d" % (_PREFIXES[kind], count))
        self.out.append(new + b" " + kind)

    def _set_font(self, match: re.Match[bytes]) -> None:
        try:
            self._font = _Font(self._known[match["font"]], match["size"])
        except KeyError as error:
            raise UnfamiliarError(match["font"].decode("latin-1")) from error

    def _strange(self, match: re.Match[bytes]) -> None:
        raise UnfamiliarError(match.string[match.start() : match.start() + 40].decode("latin-1"))

    def _show(self, strings: bytes) -> None:
        """Strings in hexadecimal with moves between them, as in an array; cut where the part of the face changes."""
        codes = self._font.codes
        if codes is None:
            raise UnfamiliarError("Tj")
        first = codes.in_first_part(strings)
        if first is not None:
            self._use_font(codes.names[0])
            self.out.append(first)
            return
        run: list[bytes] = []
        for text, move in _PIECE.findall(strings):
            for part, string in _stretches(unhexlify(text), codes.slots):
                if codes.names[part] != self._font.written and any(piece[:1] == b"(" for piece in run):
                    self.out.append(b"[" + b"".join(run) + b"]TJ")
                    run = []
                self._use_font(codes.names[part])
                run.append(literal(string))
            run += [move + b" "] if move else []
        self.out.append(b"[" + b"".join(run) + b"]TJ")

    def _use_font(self, name: bytes) -> None:
        """Put the font in force that the next string needs; a move written before it counts in the old one alike."""
        if name != self._font.written:
            self.out.append(name + b" " + self._font.size + b" Tf")
            self._font.written = name
            self.fonts.add(name)


_WAYS: Final[Mapping[str, Callable[[_Writer, re.Match[bytes]], None]]] = {
    "line": _Writer._line, "frame": _Writer._frame, "art": _Writer._art, "plain": _Writer._plain,
    "string": _Writer._string, "array": _Writer._array, "size": _Writer._set_font, "kind": _Writer._use,
    "properties": _Writer._begin, "end": _Writer._end, "save": _Writer._save, "restore": _Writer._restore,
    "strange": _Writer._strange,
}  # fmt: skip


def _one_a_line(art: bytes) -> bytes:
    parts = _OPERATOR.split(b" ".join(art.split()) + b" ")
    return b"\n".join(map(add, parts[0::2], parts[1::2]))


def _in_first_part(strings: bytes, table: bytes) -> bytes | None:
    """The strings as an operator with its operands when all letters are in the first part."""
    parts = strings.replace(b">", b"<").split(b"<")
    old = parts[1::2]
    if not old:
        return b"[" + strings.strip() + b"]TJ"
    letters = unhexlify(b"00".join(old)).translate(table)
    new = letters.split(b"\0")
    if len(new) != len(old):
        return None
    if letters.translate(None, _SPECIAL) != letters:
        new = [escaped(codes) for codes in new]
    moves = [move.strip() for move in parts[0::2]]
    if len(new) == 1 and not moves[0] and not moves[1]:
        return b"(" + new[0] + b")Tj"
    pieces = [b""] * (2 * len(new))
    pieces[0::2], pieces[1::2] = new, [b")" + move + b"(" for move in moves[1:]]
    pieces[-1] = b")" + moves[-1]
    return b"[" + moves[0] + b"(" + b"".join(pieces) + b"]TJ"


def literal(codes: bytes) -> bytes:
    """A string as PDF writes it in parentheses."""
    return b"(" + escaped(codes) + b")"


def escaped(codes: bytes) -> bytes:
    """What stands between the parentheses of a string."""
    if codes.translate(None, _SPECIAL) == codes:
        return codes
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], codes)


def _stretches(old: bytes, slots: Mapping[int, Slot]) -> list[tuple[int, bytes]]:
    """The string as stretches of one part each: part and new codes."""
    stretches: list[tuple[int, bytes]] = []
    for code in old:
        slot = slots.get(code)
        if slot is None:
            raise UnfamiliarError(f"{code:02X}")
        before = stretches.pop()[1] if stretches and stretches[-1][0] == slot.part else b""
        stretches.append((slot.part, before + bytes([slot.code])))
    return stretches

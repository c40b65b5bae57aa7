"""Content streams of a converted page with other codes and names: what is shown stays, how it is said is ours. Pure.

Knows what LibreOffice writes and no more: strings in hexadecimal, no inline images, no comments. Marks of structure
(BMC, BDC, EMC) go, because the structure they point to is not kept; a span with its own words (ActualText) stays.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from vanban.bundle.glyphs import Slot

_NUMBER: Final = rb"[+-]?[\d.]+"
_NAME: Final = rb"/[^\s()<>\[\]{}/%]*"
_TOKEN: Final = re.compile(
    rb"\s*(?:"
    rb"\[(?P<array>(?:<[0-9A-Fa-f]*>|[\s\d.+-]+)*)\]\s*TJ\b"
    rb"|(?P<string><[0-9A-Fa-f]*>)\s*Tj\b"
    rb"|(?P<font>" + _NAME + rb")\s+(?P<size>" + _NUMBER + rb")\s+Tf\b"
    rb"|(?P<resource>" + _NAME + rb")\s+(?P<kind>Do|gs)\b"
    rb"|" + _NAME + rb"\s*(?P<properties><<(?:[^<>]|<[^<>]*>)*>>|" + _NAME + rb"|)\s*(?:BDC|BMC)\b"
    rb"|(?P<end>EMC)\b"
    rb"|(?P<save>q)(?!\S)"
    rb"|(?P<restore>Q)(?!\S)"
    rb"|(?P<plain>(?:\[[\s\d.+-]*\]\s*|" + _NUMBER + rb"\s+|" + _NAME + rb"\s+)*(?!BI\b)[A-Za-z]+[*]?)(?=[\s/\[<]|$)"
    rb")"
)
_PIECE: Final = re.compile(rb"<([0-9A-Fa-f]*)>|([+-]?[\d.]+)")
_PREFIXES: Final = {b"Do": b"X", b"gs": b"G"}
_ESCAPED: Final = re.compile(rb"[()\\\r]")
_ESCAPES: Final = {b"(": b"\\(", b")": b"\\)", b"\\": b"\\\\", b"\r": b"\\r"}


class UnfamiliarError(ValueError):
    """The content has something this module does not know; nothing of it may be changed."""


@dataclass(frozen=True, slots=True)
class FontCodes:
    """Bảng đổi mã của một phông trong tệp: `names` are its resource names by part, `slots` its letters by old code."""

    names: tuple[bytes, ...]
    slots: Mapping[int, Slot]
    first_part: bytes = field(init=False)

    def __post_init__(self) -> None:
        """`first_part` translates old codes to those of part 0; 0 where that cannot be done."""
        codes = {old: slot.code for old, slot in self.slots.items() if slot.part == 0}
        object.__setattr__(self, "first_part", bytes(codes.get(old, 0) for old in range(256)))


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
    at, end = 0, len(content.rstrip())
    while at < end:
        match = _TOKEN.match(content, at)
        if match is None or match.lastgroup is None:
            raise UnfamiliarError(content[at : at + 40].decode("latin-1"))
        writer.take(match, match.lastgroup)
        at = match.end()
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

    def take(self, match: re.Match[bytes], group: str) -> None:
        """One token with its operands."""
        if group == "plain":
            self.out.append(b" ".join(match["plain"].split()))
        elif group == "string":
            self._show(match["string"])
        elif group == "array":
            self._show(match["array"])
        elif group == "size":
            self._set_font(match["font"], match["size"])
        elif group == "kind":
            self._use(match["resource"], match["kind"])
        elif group in ("save", "restore"):
            self._save(group == "save")
        else:
            self._mark(match, group)

    def _save(self, save: bool) -> None:
        if save:
            self._saved.append(_Font(self._font.codes, self._font.size, self._font.written))
        elif not self._saved:
            raise UnfamiliarError("Q")
        else:
            self._font = self._saved.pop()
        self.out.append(b"q" if save else b"Q")

    def _mark(self, match: re.Match[bytes], group: str) -> None:
        """Begin or end of marked content: kept only when it says what its letters mean."""
        if group == "end":
            if not self._marks:
                raise UnfamiliarError("EMC")
            if self._marks.pop():
                self.out.append(b"EMC")
            return
        properties = match["properties"] or b""
        speaks = b"/ActualText" in properties
        self._marks.append(speaks)
        if speaks:
            self.out.append(b"/Span " + properties + b" BDC")

    def _use(self, name: bytes, kind: bytes) -> None:
        """An image, form or graphics state, named by its kind and the order of first use on the page."""
        count = sum(1 for known, _ in self.others if known == kind) + 1
        new = self.others.setdefault((kind, name), b"/%s%d" % (_PREFIXES[kind], count))
        self.out.append(new + b" " + kind)

    def _set_font(self, name: bytes, size: bytes) -> None:
        try:
            self._font = _Font(self._known[name], size)
        except KeyError as error:
            raise UnfamiliarError(name.decode("latin-1")) from error

    def _show(self, strings: bytes) -> None:
        """Strings in hexadecimal with moves between them, as in an array; cut where the part of the face changes."""
        codes = self._font.codes
        if codes is None:
            raise UnfamiliarError("Tj")
        first = _in_first_part(strings, codes.first_part)
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


def _in_first_part(strings: bytes, table: bytes) -> bytes | None:
    """The strings as an operator with its operands when all letters are in the first part, which is the rule."""
    head, *rest = strings.split(b"<")
    pieces = [head.strip()]
    for item in rest:
        old, _, move = item.partition(b">")
        new = unhexlify(old).translate(table)
        if 0 in new:
            return None
        pieces += (literal(new), move.strip())
    if len(rest) == 1 and not pieces[0] and not pieces[2]:
        return pieces[1] + b"Tj"
    return b"[" + b"".join(pieces) + b"]TJ"


def literal(codes: bytes) -> bytes:
    """A string as PDF writes it in parentheses."""
    if codes.translate(None, b"()\\\r") != codes:
        codes = _ESCAPED.sub(lambda found: _ESCAPES[found[0]], codes)
    return b"(" + codes + b")"


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

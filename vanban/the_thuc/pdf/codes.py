"""The small languages inside a PDF: strings, and the operators of a page.

Everything here works on bytes; nothing knows what a font or a page is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vanban.repeats import possessive
from vanban.the_thuc.regex import regex
from vanban.to_unicode import hex_bytes

_SMALL: Final = {b"%d" % n: float(n) for n in range(-400, 401)} | {b"": 0.0}

# One line of text as LibreOffice writes it, and as we do; taking it at once halves the time of a page.
_PLAIN: Final = rb"\(" + possessive(rb"[^()\\]++|\\.") + rb"\)"
_NESTED: Final = rb"\(" + possessive(rb"[^()\\]++|\\.|" + _PLAIN) + rb"\)"
_TEXT: Final = rb"\(" + possessive(rb"[^()\\]++|\\.|" + _NESTED) + rb"\)"
_LINE: Final = (
    rb"q\s[\d.]+ [\d.]+ [\d.]+ rg\s+BT\s+[\d.-]+ [\d.-]+ Td\s/\w+ [\d.]+ Tf\s*"
    rb"(?:\[" + possessive(rb"[^\[\]()%]++|" + _PLAIN) + rb"\]TJ|<[^<>]*+>Tj|" + _PLAIN + rb"Tj)\s+ET\s+Q\b"
)
LINE: Final = regex(rb"q\s([\d. ]+) rg\s+BT\s+([\d.-]+) ([\d.-]+) Td\s(/\w+ [\d.]+) Tf\s*(.*)T[Jj]\s+ET\s+Q", re.DOTALL)
_STRINGS: Final = regex(rb"\[" + _PLAIN + possessive(rb"[\d.-]*+" + _PLAIN) + rb"\]")
_DICTIONARY: Final = rb"<<" + possessive(rb"[^<>()]++|" + _TEXT + rb"|<[^<>]*+>|<<[^<>]*+>>") + rb">>"
_ARRAY: Final = rb"\[" + possessive(rb"[^\[\]()]++|" + _TEXT + rb"|\[[^\[\]]*+\]") + rb"\]"
_OPERANDS: Final = rb"|".join(
    (rb"[\d.+\-\s\x00]++", rb"/[^\s()<>\[\]{}/%]*+", _TEXT, _DICTIONARY, rb"<[0-9A-Fa-f\s]*+>", _ARRAY, rb"%[^\r\n]*+")
)
_OPERATION: Final = regex(
    rb"(" + possessive(_OPERANDS) + rb")"
    rb"(BI\s[\s\S]*?\sID\s[\s\S]*?\sEI(?=\s|$)|" + _LINE + rb"|[A-Za-z'\"][A-Za-z0-9*'\"]*+)",
    re.DOTALL,
)
_ITEM: Final = regex(rb"<([0-9A-Fa-f\s]*)>|(" + _TEXT + rb")|([-+]?[\d.]+)", re.DOTALL)
_ESCAPE: Final = regex(rb"\\([0-7]{1,3}|\r\n|[\s\S])")
_ESCAPED: Final = {
    b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b"",
}  # fmt: skip


def operations(stream: bytes) -> list[tuple[bytes, bytes]]:
    """The operands and the operator of every operation of a page, in order.

    An inline image is one operation, and so is a line of text that matches `LINE`.
    """
    return _OPERATION.findall(stream)


def text_bytes(literal: bytes) -> bytes:
    """The bytes of a literal string, its brackets taken off and its escapes undone."""
    inner = literal[1:-1]
    return _ESCAPE.sub(_unescaped, inner) if b"\\" in inner else inner


def _unescaped(found: re.Match[bytes]) -> bytes:
    mark = found[1]
    if mark[:1].isdigit():
        return bytes([int(mark, 8) & 255])
    return _ESCAPED.get(mark, mark)


def shown(operand: bytes) -> bytes:
    """The bytes of the one string of a Tj and its like; empty when there is none."""
    for found in _ITEM.finditer(operand):
        if found[1] is not None:
            return hex_bytes(found[1])
        if found[2] is not None:
            return text_bytes(found[2])
    return b""


def runs(array: bytes) -> Iterator[bytes | float]:
    """The strings and the adjustments of a TJ, in order."""
    for found in _ITEM.finditer(array):
        if found[1] is not None:
            yield hex_bytes(found[1])
        elif found[2] is not None:
            yield text_bytes(found[2])
        else:
            yield number(found[3])


def number(word: bytes) -> float:
    """A number as PDF writes it; 0 when it is none."""
    try:
        return float(word)
    except ValueError:
        return 0.0


def hex_run(array: bytes) -> tuple[bytes, list[float]] | None:
    """All strings of a TJ as one, and its adjustments; None unless it is plain: `[<…>n<…>]`, small whole numbers."""
    parts = array.replace(b">", b"<").split(b"<")
    if len(parts) < 3 or parts[0].strip() != b"[" or parts[-1].strip() != b"]":
        return None
    try:
        moves: list[float] = [*map(_SMALL.__getitem__, parts[2:-1:2])]
        return bytes.fromhex(b"".join(parts[1::2]).decode("ascii")), moves
    except (ValueError, KeyError):
        return None


def literal_run(array: bytes) -> tuple[bytes, list[float]] | None:
    """As `hex_run`, for `[(…)n(…)]`; None unless it is plain and has no escapes."""
    if b"\\" in array or not _STRINGS.fullmatch(array):
        return None
    parts = array.replace(b")", b"(").split(b"(")
    try:
        return b"".join(parts[1::2]), [*map(_SMALL.__getitem__, parts[2:-1:2])]
    except KeyError:
        return None

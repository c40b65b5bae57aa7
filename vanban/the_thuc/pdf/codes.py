"""The small languages inside a PDF: character maps, strings, and the operators of a page.

Everything here works on bytes; nothing knows what a font or a page is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from vanban.repeats import possessive
from vanban.the_thuc.regex import regex

# A hostile map may claim a range of any length; two bytes are all that is read.
_MOST_CODES: Final = 0x10000
_BLOCK: Final = regex(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_CHAR: Final = regex(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE: Final = regex(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[(.*?)\])", re.DOTALL)
_HEX: Final = regex(rb"<([0-9A-Fa-f\s]*)>")
_SMALL: Final = {b"%d" % n: float(n) for n in range(-400, 401)} | {b"": 0.0}
_BLANKS: Final = b" \t\r\n\f\0"
_NOT_HEX: Final = regex(rb"[^0-9A-Fa-f]+")

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


def hex_bytes(digits: bytes) -> bytes:
    """The bytes of a string of hexadecimal digits; an odd last digit is followed by 0."""
    clean = _NOT_HEX.sub(b"", digits)
    return bytes.fromhex((clean + b"0" if len(clean) % 2 else clean).decode("ascii"))


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


def cmap_of(stream: bytes) -> dict[int, str]:
    """What each code says, of a ToUnicode map."""
    texts: dict[int, str] = {}
    for kind, block in _BLOCK.findall(stream):
        if kind == b"bfchar":
            texts.update(_uniform(block) or ((_code(code), _unicode(to)) for code, to in _CHAR.findall(block)))
        else:
            for first, last, to, many in _RANGE.findall(block):
                texts.update(_range(_code(first), _code(last), to, many))
    return texts


def _uniform(block: bytes) -> dict[int, str]:
    """The pairs of a block whose codes are all of one length and whose letters are all four digits; else nothing."""
    clean = block.translate(None, _BLANKS)
    for digits in (2, 4):
        step = digits + 8
        count, rest = divmod(len(clean), step)
        marks = ((0, b"<"), (digits + 1, b">"), (digits + 2, b"<"), (step - 1, b">"))
        if not rest and all(clean[at::step] == mark * count for at, mark in marks):
            try:
                raw = bytes.fromhex(clean.translate(None, b"<>").decode("ascii"))
            except ValueError:
                return {}
            size = digits // 2 + 2
            letters = bytearray(2 * count)
            letters[0::2], letters[1::2] = raw[size - 2 :: size], raw[size - 1 :: size]
            codes = (
                raw[0::size] if digits == 2 else [a << 8 | b for a, b in zip(raw[0::size], raw[1::size], strict=True)]
            )
            words = letters.decode("utf-16-be", "replace")
            return dict(zip(codes, words, strict=True)) if len(words) == count else {}
    return {}


def _range(first: int, last: int, to: bytes, many: bytes) -> Iterator[tuple[int, str]]:
    if many:
        yield from ((first + i, _unicode(one)) for i, one in enumerate(_HEX.findall(many)))
        return
    start = hex_bytes(to)
    if len(start) < 2:
        start = start.rjust(2, b"\0")
    lead, low = _unicode_of(start[:-2]), int.from_bytes(start[-2:], "big")
    for i in range(min(last - first + 1, _MOST_CODES - low)):
        yield first + i, lead + chr(low + i)


def _code(digits: bytes) -> int:
    try:
        return int(digits[:8], 16)
    except ValueError:
        return int.from_bytes(hex_bytes(digits)[:4], "big")


def _unicode(digits: bytes) -> str:
    if len(digits) == 4:
        with suppress(ValueError):
            return chr(int(digits, 16))
    return _unicode_of(hex_bytes(digits))


def _unicode_of(data: bytes) -> str:
    if len(data) == 1:
        return chr(data[0])
    return data.decode("utf-16-be", "replace")

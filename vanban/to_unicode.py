"""What the codes of a font say: its ToUnicode map (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

# A hostile map may claim a range of any length; two bytes are all that is read.
_MOST_CODES: Final = 0x10000
_BLOCK: Final = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_CHAR: Final = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[(.*?)\])", re.DOTALL)
_HEX: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_NOT_HEX: Final = re.compile(rb"[^0-9A-Fa-f]+")
_BLANKS: Final = b" \t\r\n\f\0"


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


def hex_bytes(digits: bytes) -> bytes:
    """The bytes of a string of hexadecimal digits; an odd last digit is followed by 0."""
    clean = _NOT_HEX.sub(b"", digits)
    return bytes.fromhex((clean + b"0" if len(clean) % 2 else clean).decode("ascii"))

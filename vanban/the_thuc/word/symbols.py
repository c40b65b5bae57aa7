"""Signs that old fonts keep in the private area of Unicode, by the signs they show."""

from __future__ import annotations

from typing import Final

from vanban.the_thuc.regex import regex

# What a sign of Symbol or Wingdings is taken for when it is not in the table: an object, of no script.
UNKNOWN: Final = "\ufffc"
_PRIVATE: Final = regex("[\uf000-\uf0ff]")
_CODE: Final = regex("[0-9A-Fa-f]{1,4}")
_SIGNS: Final = {
    "\uf02d": "-",
    "\uf02a": "*",
    "\uf02b": "+",
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf06f": "□",
    "\uf071": "□",
    "\uf072": "□",
    "\uf076": "❖",
    "\uf0a7": "▪",
    "\uf0a8": "□",
    "\uf0b7": "•",
    "\uf0d8": "➢",
    "\uf0e0": "→",
    "\uf0fb": "✗",
    "\uf0fc": "✓",
    "\uf0fd": "☒",
    "\uf0fe": "☑",
}


def plain_symbols(text: str) -> str:
    """The text with signs of the private area as ordinary ones."""
    return _PRIVATE.sub(lambda found: _SIGNS.get(found[0], UNKNOWN), text)


def symbol(code: str | None) -> str:
    """The sign of a w:sym by its hexadecimal code; "" when the code is none."""
    if code is None or not _CODE.fullmatch(code):
        return ""
    number = int(code, 16)
    letter = chr(number if number > 0xFF else 0xF000 + number)
    return "" if 0xD800 <= number <= 0xDFFF else plain_symbols(letter)

"""One spelling for names that may be typed two ways: case, place of the tone mark, spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from vanban.the_thuc.regex import regex

_OPEN: Final = regex(r"([oòóỏõọuùúủũụ])([aey])(?!\w)", re.IGNORECASE)
_MARKS: Final = regex("[\u0300\u0301\u0303\u0309\u0323]")


def new_tone(text: str) -> str:
    """The text (NFC) with the tone of open oa, oe, uy on the last vowel: `hòa` gives `hoà`, `ủy` gives `uỷ`."""
    return _OPEN.sub(_moved, unicodedata.normalize("NFC", text))


def _moved(match: re.Match[str]) -> str:
    first = unicodedata.normalize("NFD", match[1])
    mark = _MARKS.search(first)
    if mark is None or (match[2] in "yY") != (first[0] in "uU"):
        return match[0]
    return first[0] + unicodedata.normalize("NFC", match[2] + mark[0])


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text as names are compared: NFC, capitals, tone on the last vowel, single spaces, no outer ones."""
    return " ".join(new_tone(text).upper().split())


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for case, tone style and spaces."""
    return fold(one) == fold(other)

"""The number line (số và ký hiệu) taken apart: digits, type, body; blank numbers are known as blank."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from vanban.the_thuc.regex import regex
from vanban.viet import nfc

_LINE: Final = regex(r"^(?P<word>[^\W\d_]+)(?P<colon>\s*:)?(?P<rest>.*)$", re.DOTALL)
_NUMBER: Final = regex(r"^(?P<before>[\s._…]*)(?P<digits>\d*)(?P<after>[\s._…]*)(?P<symbol>.*)$", re.DOTALL)
_FILLER: Final = regex(r"[\s._…]+")
# Dashes that look like U+002D, the non-breaking one included.
ODD_DASHES: Final = "‐‑‒–—―−"
_ODD: Final = regex(f"[{ODD_DASHES}]")


class NumberLine(NamedTuple):
    """Số và ký hiệu: `symbol` is what follows the digits, with plain hyphens and no spaces (`-KH/ĐU`, `/KH-UBND`).

    `digits` is "" for a blank number; `inside` is the text from the digits (or the symbol, when blank) to the end,
    as typed.
    """

    text: str
    word: str
    colon: bool
    digits: str
    symbol: str
    inside: str

    @property
    def blank(self) -> bool:
        """No number is given yet."""
        return not self.digits

    @property
    def is_party(self) -> bool:
        """Whether a type comes before the body: `-KH/ĐU`."""
        return self.symbol.startswith("-")

    @property
    def type_code(self) -> str:
        """The abbreviation of the type, "" when there is none (a State letter) or it is blank."""
        if self.is_party:
            return self.symbol[1:].partition("/")[0]
        return self.symbol[1:].partition("-")[0] if self.symbol.startswith("/") else ""

    @property
    def body_code(self) -> str:
        """The abbreviation of the body, "" when it is blank."""
        if self.is_party:
            return self.symbol.partition("/")[2]
        return self.symbol[1:].partition("-")[2] if self.symbol.startswith("/") else ""


@lru_cache(maxsize=1024)
def read_number(text: str) -> NumberLine | None:
    """The parts of a number line, None when it does not begin with a word."""
    match = _LINE.match(nfc(text).strip())
    numbered = _NUMBER.match(match["rest"]) if match else None
    if match is None or numbered is None:
        return None
    symbol = _FILLER.sub("", _ODD.sub("-", numbered["symbol"]))
    inside = numbered["digits"] + numbered["after"] + numbered["symbol"] if numbered["digits"] else numbered["symbol"]
    return NumberLine(
        text=text,
        word=match["word"],
        colon=match["colon"] is not None,
        digits=numbered["digits"],
        symbol=symbol,
        inside=inside,
    )

"""Numbers as Vietnamese papers write them, and percentages recomputed from their counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

NUMBER: Final = r"\d{1,3}(?:\.\d{3})+|\d+"
_NONE: Final = frozenset({"không", "Không", "0"})


def integer(text: str) -> int | None:
    """The value of `4`, `04`, `1.214`, `không`; None when it is no whole number."""
    cleaned = text.strip()
    if cleaned in _NONE:
        return 0
    return int(cleaned.replace(".", "")) if re.fullmatch(NUMBER, cleaned) else None


@dataclass(frozen=True, slots=True)
class Share:
    """Tỷ lệ: a count and the percentage printed for it, with its number of decimals."""

    count: int
    percent: float
    decimals: int

    def of(self, whole: int) -> bool:
        """Whether the percentage is that count's share of the whole, rounded to what is printed."""
        if whole <= 0:
            return self.count == 0 and self.percent == 0
        slack = 0.5 / float(10**self.decimals) + 1e-9
        return abs(self.count * 100 / whole - self.percent) <= slack


def share(count: str, percent: str) -> Share | None:
    """The share printed as a count and a percentage (`8`, `12,1`); None when either is no such number."""
    whole = integer(count)
    match = re.fullmatch(r"(\d+)(?:,(\d+))?\s*%?", percent.strip())
    if whole is None or match is None:
        return None
    return Share(whole, float(f"{match[1]}.{match[2] or 0}"), len(match[2] or ""))


def odd_ones(shares: Sequence[Share], wholes: Iterable[int]) -> tuple[list[int], int]:
    """Which shares are wrong, and the whole that shows it: ([], 0) when all agree or nothing is certain.

    A whole explains the row when all shares but one (of three or more) are shares of it.
    """
    best: tuple[list[int], int] | None = None
    for whole in dict.fromkeys(wholes):
        wrong = [index for index, item in enumerate(shares) if not item.of(whole)]
        if not wrong:
            return [], 0
        if best is None or len(wrong) < len(best[0]):
            best = (wrong, whole)
    telling = [item for item in shares if item.count or item.percent]
    if best is None or len(best[0]) > 1 or len(shares) < 3 or len(telling) < 2:
        return [], 0
    return best

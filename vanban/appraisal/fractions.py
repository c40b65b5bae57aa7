"""Percentages in running text: what stands beside `9/10` is nine tenths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from vanban.appraisal.registry import Hit, rule
from vanban.appraisal.texts import clauses, passages, quoted
from vanban.model.review import Review

_NUMBER: Final = r"\d{1,3}(?:\.\d{3})+|\d+"
_PAIR: Final = (
    rf"(?<![\d/.,-])(?P<part>{_NUMBER})(?:/|\s+(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?)(?P<whole>{_NUMBER})(?![\d/])"
)
_DATE_WORD: Final = re.compile(r"(?:ngày|tháng|quý|sáng|chiều|tối)\s*$", re.IGNORECASE)


@lru_cache
def _pattern(links: tuple[str, ...], reach: int) -> re.Pattern[str]:
    """A fraction, a few words without figures, a link, a percentage."""
    words = "|".join(re.escape(link) for link in sorted(links, key=len, reverse=True))
    between = rf"[^\d%.,;/]{{0,{reach}}}?,?\s*"
    return re.compile(rf"{_PAIR}{between}(?:{words})\s*(?P<share>\d+(?:,(?P<digits>\d+))?)\s*%")


@rule("TL-01", "Tỷ lệ ghi cạnh phân số bằng phép chia của phân số ấy", "so-hoc")
def beside_fractions(review: Review) -> Iterator[Hit]:
    """Each percentage beside a fraction, rounded half up to the digits it is printed with."""
    setting = review.profile.rating.fractions
    pattern = _pattern(setting.links, setting.reach)
    for passage in passages(review):
        for sentence in clauses((passage.text,)) if "%" in passage.text else ():
            for part, whole, printed, right in _wrong(pattern, sentence):
                message = f"{part}/{whole} = {right}%, nhưng ghi {printed}%: {quoted(sentence)}"
                yield Hit(message, passage.where, f"ghi {right}%, hoặc sửa số liệu", passage.where.code)


def _wrong(pattern: re.Pattern[str], sentence: str) -> Iterator[tuple[str, str, str, str]]:
    """(part, whole, printed, right) of each percentage that does not recompute."""
    for match in pattern.finditer(sentence):
        whole = _value(match["whole"])
        if whole == 0 or _DATE_WORD.search(sentence[: match.start()]):
            continue
        right = _share(_value(match["part"]), whole, len(match["digits"] or ""))
        if right != match["share"]:
            yield match["part"], match["whole"], match["share"], right


def _value(text: str) -> int:
    return int(text.replace(".", ""))


def _share(part: int, whole: int, digits: int) -> str:
    step = Decimal(1).scaleb(-digits)
    return str((Decimal(part) * 100 / Decimal(whole)).quantize(step, ROUND_HALF_UP)).replace(".", ",")

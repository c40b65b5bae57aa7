"""The date line (địa danh, ngày, tháng, năm) taken apart; blank pieces are known as blank."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from vanban.the_thuc.regex import regex
from vanban.viet import nfc

_LINE: Final = regex(
    r"^(?P<place>.*?)(?P<gap>\s*)(?P<comma>,?)(?P<space>\s*)(?P<ngay>ngày)(?P<day>.*?)(?P<thang>tháng)(?P<month>.*?)"
    r"(?P<nam>năm)(?P<year>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BLANK: Final = regex(r"[\s._…/]*")
_BLANK_YEAR: Final = regex(r"\s*(20\d{0,1}|19)?[\s._…]*")


class DateLine(NamedTuple):
    """Dòng địa danh, ngày: its pieces as typed, "" for a blank one; `odd` says what is wrong with its form."""

    place: str
    day: str
    month: str
    year: str
    odd: str
    gap: bool

    @property
    def full(self) -> bool:
        """Day, month and year are all filled in with figures."""
        return self.day.isdigit() and self.month.isdigit() and self.year.isdigit()


@lru_cache(maxsize=1024)
def read_date(text: str) -> DateLine | None:
    """The pieces of a date line, None when it has not the words ngày, tháng, năm."""
    match = _LINE.match(nfc(text).strip())
    if match is None:
        return None
    pieces = {name: match[name].strip() for name in ("day", "month", "year")}
    if _BLANK_YEAR.fullmatch(match["year"]):
        pieces["year"] = ""
    filled = {name: "" if _BLANK.fullmatch(value) else value for name, value in pieces.items()}
    place = "" if _BLANK.fullmatch(match["place"]) else match["place"]
    return DateLine(place=place, **filled, odd=_odd(match, filled), gap=bool(match["gap"]) and bool(match["comma"]))


def _odd(match: re.Match[str], filled: dict[str, str]) -> str:
    if match["place"].strip() and not match["comma"]:
        return "thiếu dấu phẩy sau địa danh"
    if match["comma"] and not match["space"]:
        return "thiếu dấu cách trước “ngày”"
    if (match["ngay"], match["thang"], match["nam"]) != ("ngày", "tháng", "năm"):
        return "các chữ ngày, tháng, năm cần viết thường"
    for name, word in (("day", "ngày"), ("month", "tháng"), ("year", "năm")):
        if filled[name] and not match[name].startswith((" ", "\xa0")):
            return f"thiếu dấu cách sau “{word}”"
    return _odd_figures(filled["day"], filled["month"], filled["year"])


def _odd_figures(day: str, month: str, year: str) -> str:
    if day and not re.fullmatch(r"\d{2}", day):
        return f"ngày ghi “{day}”, cần hai chữ số"
    if month and not re.fullmatch(r"0[1-9]|[3-9]|\d{2}", month):
        return f"tháng ghi “{month}”, tháng 1, 2 cần thêm số 0 đằng trước"
    if year and not re.fullmatch(r"(19|20)\d{2}", year):
        return f"năm ghi “{year}”, cần bốn chữ số"
    return ""


def calendar(day: DateLine) -> date | None:
    """The day, None when it is not in the calendar or not filled in."""
    try:
        return date(int(day.year), int(day.month), int(day.day))
    except ValueError:
        return None

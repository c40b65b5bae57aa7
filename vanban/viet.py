"""Vietnamese wording: text form, dates, numbers and the order of names.

Holds: NFC, dates and numbers as Party papers write them, the alphabetical order of names.
Takes: strings, dates, numbers. Gives: strings and sort keys. Never: files, the clock, settings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Final, TypeAlias

_LOCALE: Final = "vi"
# The Vietnamese alphabet with f j w z put where Latin has them (the-thuc C.4).
_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Order of the tones in Vietnamese dictionaries and in CLDR: ngang huyền hỏi ngã sắc nặng.
_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_OPEN: Final = re.compile(r"([oòóỏõọuùúủũụ])([aey])(?!\w)", re.IGNORECASE)
_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
# The years a date of these papers can be of: births of the oldest, terms to come; any other is a slip of the hand.
YEARS: Final = range(1900, 2101)
_MARKS: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


@lru_cache(maxsize=1)
def _dates() -> ModuleType:
    """Babel's dates, loaded when the first is written: who only reads papers need not wait for it."""
    return import_module("babel.dates")


@lru_cache(maxsize=1)
def _numbers() -> ModuleType:
    """Babel's numbers, loaded in the same way."""
    return import_module("babel.numbers")


class _Bare(dict[int, str]):
    """What is left of a letter without its marks; worked out when the letter is first met."""

    def __missing__(self, point: int) -> str:
        parts = unicodedata.normalize("NFD", chr(point))
        self[point] = "".join(c for c in parts if not unicodedata.combining(c))
        return self[point]


_BARE: Final = _Bare({ord("đ"): "d", ord("Đ"): "D"})


def nfc(text: str) -> str:
    """The text with every letter precomposed."""
    return unicodedata.normalize("NFC", text)


def plain(text: str) -> str:
    """The text without marks, `đ` as `d`; case is kept."""
    return text if text.isascii() else text.translate(_BARE)


def new_tone(text: str) -> str:
    """The text (NFC) with the tone of open oa, oe, uy on the last vowel: `hòa` gives `hoà`, `ủy` gives `uỷ`."""
    return _OPEN.sub(_moved, nfc(text))


def _moved(match: re.Match[str]) -> str:
    first = unicodedata.normalize("NFD", match[1])
    mark = _MARKS.search(first)
    if mark is None or (match[2] in "yY") != (first[0] in "uU"):
        return match[0]
    return first[0] + nfc(match[2] + mark[0])


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text as names are compared: NFC, capitals, tone on the last vowel, single spaces, no outer ones."""
    return " ".join(new_tone(text).upper().split())


def slug(text: str) -> str:
    """The text as an ASCII file name part: lower case, words joined by `-`, never empty."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in plain(text).lower()).split()
    return "-".join(words) or "van-ban"


def capitalized(text: str) -> str:
    """The text with its first letter in capitals, the rest untouched."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=4096)
def long_date(day: date) -> str:
    """`ngày 03 tháng 02 năm 2026`; months 3–9 without a zero (HD 05-HD/VPTW I/4.2.2)."""
    month = "MM" if day.month < 3 else "M"
    pattern = f"'ngày' dd 'tháng' {month} 'năm' yyyy"
    return str(_dates().format_date(day, pattern, locale=_LOCALE))


@lru_cache(maxsize=4096)
def short_date(day: date) -> str:
    """`24/11/2021`, `04/8/2017`, `03/02/2026`: the way papers cite a date."""
    month = "MM" if day.month < 3 else "M"
    return str(_dates().format_date(day, f"dd/{month}/yyyy", locale=_LOCALE))


@lru_cache(maxsize=4096)
def full_date(day: date) -> str:
    """`24/11/2021`, `04/08/2017`: for columns and lists, always two digits."""
    return str(_dates().format_date(day, "dd/MM/yyyy", locale=_LOCALE))


def typed_day(text: str) -> date | None:
    """The day typed as day/month/year, the year in four digits and one of `YEARS`; None for anything else."""
    match = _DAY.fullmatch(text.strip())
    try:
        day = date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None
    return day if day is not None and day.year in YEARS else None


def clock(moment: time) -> str:
    """`7 giờ 30 phút`, `14 giờ 00 phút`."""
    return f"{moment.hour} giờ {moment.minute:02d} phút"


@lru_cache(maxsize=4096)
def number(value: int) -> str:
    """`4.371`."""
    return str(_numbers().format_decimal(value, locale=_LOCALE))


_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS: Final = ("", " nghìn", " triệu", " tỷ")


def in_words(value: int) -> str:
    """`hai trăm tám mươi mốt`, `một nghìn không trăm linh năm`; for 0 ≤ value < 10¹².

    Raises:
        ValueError: the value is outside that range.
    """
    if not 0 <= value < 10**12:
        raise ValueError(f"no words for {value}")
    groups = [value // 1000**place % 1000 for place in range(len(_GROUPS))]
    top = max((place for place, group in enumerate(groups) if group), default=0)
    words = (_below_thousand(groups[p], p < top) + _GROUPS[p] for p in range(top, -1, -1) if groups[p] or top == 0)
    return " ".join(words)


def _below_thousand(value: int, inner: bool) -> str:
    """The words of three digits; within a longer number the hundreds are always said."""
    hundreds, rest = divmod(value, 100)
    head = f"{_DIGITS[hundreds]} trăm" if hundreds or inner else ""
    if not rest:
        return head or _DIGITS[0]
    return f"{head} {_below_hundred(rest, bool(head))}".strip()


def _below_hundred(value: int, after_hundreds: bool) -> str:
    tens, units = divmod(value, 10)
    if tens == 0:
        return f"linh {_DIGITS[units]}" if after_hundreds else _DIGITS[units]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    special = {1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm"}
    return f"{head} {special.get(units, _DIGITS[units])}" if units else head


def padded(value: int) -> str:
    """`04`, `12`, `1.214`: counts in official text have two digits at least."""
    return f"{value:02d}" if value < 100 else number(value)


def percent(part: int, whole: int) -> str:
    """`83,3`: the share in per cent with one decimal, rounded half up; `0,0` of nothing."""
    return _share(part, whole, 1)


def shares(counts: Sequence[int], decimals: int = 1) -> tuple[tuple[str, ...], str]:
    """Each count's share of their sum in per cent, rounded half up on its own, and the total row: `100,0`.

    Rounded shares need not add up to the total, as official tables accept; of nothing, all are zero.
    """
    whole = sum(counts)
    parts = tuple(_share(count, whole, decimals) for count in counts)
    return parts, _share(whole, whole, decimals)


@lru_cache(maxsize=16_384)
def _share(part: int, whole: int, decimals: int) -> str:
    share = Decimal(part) * 100 / Decimal(whole) if whole else Decimal(0)
    pattern = "0." + "0" * decimals if decimals else "0"
    return str(
        _numbers().format_decimal(share.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), pattern, locale=_LOCALE)
    )


def joined(items: Iterable[str]) -> str:
    """`A, B và C`."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} và {words[-1]}"


@lru_cache(maxsize=1024)
def _letter(char: str) -> tuple[int, int]:
    """Place of a letter in the alphabet and of its tone."""
    decomposed = unicodedata.normalize("NFD", char.lower())
    tone = max((_TONES.get(mark, 0) for mark in decomposed), default=0)
    base = nfc("".join(c for c in decomposed if c not in _TONES))
    place = _ALPHABET.find(base)
    return (place if place >= 0 else len(_ALPHABET) + ord(base[:1] or " "), tone)


WordKey: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]


@lru_cache(maxsize=16_384)
def word_key(word: str) -> WordKey:
    """Sort key of one word: letters first, tones only where all letters are equal."""
    letters = [_letter(c) for c in nfc(word)]
    return (tuple(place for place, _ in letters), tuple(tone for _, tone in letters))


def name_key(full_name: str) -> tuple[WordKey, ...]:
    """Sort key of a person's name: tên, then họ, then tên đệm (the-thuc C.4)."""
    words = full_name.split()
    if len(words) < 2:
        return tuple(word_key(w) for w in words)
    ordered = [words[-1], words[0], *words[1:-1]]
    return tuple(word_key(w) for w in ordered)

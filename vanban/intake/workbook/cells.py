"""One value in one cell: how a fact is written into it, and what a clerk's cell means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from vanban.errors import Severity
from vanban.intake.legacy import to_unicode
from vanban.intake.workbook.columns import Column
from vanban.intake.workbook.domains import Domain
from vanban.viet import full_date, nfc, short_date

MAX_CELL: Final = 32_000
KEPT: Final = "⟦giữ nguyên⟧"
_OPEN, _CLOSE = "⟦", "⟧"
_ESCAPES: Final = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNESCAPE: Final = re.compile(r"\\(.)")
_PLAIN_DATE: Final = re.compile(r"(\d{1,2})\s*[./\-]\s*(\d{1,2})\s*[./\-]\s*(\d{4})")
_ISO_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_LONG_DATE: Final = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_TIME: Final = re.compile(r"(\d{1,2})\s*(?:[:hg]|giờ)\s*(\d{2})?(?:\s*phút|:00)?", re.IGNORECASE)
_SERIAL_FIRST: Final = date(1899, 12, 30)
_SERIALS: Final = range(3_000, 80_000)
_YES: Final = frozenset({"có", "co", "x", "1", "đúng", "true", "v", "✓"})
_NO: Final = frozenset({"không", "khong", "0", "-", "sai", "false", "o"})
_INTEGER: Final = re.compile(r"\d+")
_SAFE_INTEGER: Final = 10**15
_ERRORS: Final = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
WORDED: Final = frozenset({"text", "string", "choice", "code"})
_BREAKS: Final = frozenset("\n\r")
ABSENT: Final = object()


@dataclass(frozen=True, slots=True)
class Remark:
    """Điều phải nói về một ô: what and what to do; the place is the cell's."""

    code: str
    message: str
    remedy: str
    severity: Severity = "loi"


Decoded = tuple[Any, Remark | None]


def settled(column: Column, value: Any) -> Any:
    """A value of the facts in the one form in which two of them can be compared: dates as dates, `co` as True."""
    if column.kind == "lines":
        if isinstance(value, str):
            return [line.strip() for line in value.splitlines() if line.strip()]
        return [str(item) for item in value] if isinstance(value, (list, tuple)) else value
    if column.kind in {"text", "choice", "code"} and isinstance(value, str):
        return value.strip()
    if column.kind == "string" or isinstance(value, (date, time, bool)):
        return value
    found, remark = decode(column, None, str(value), trusted=True)
    return value if remark else found


def encode(column: Column, domain: Domain | None, value: Any) -> str | int:
    """What stands in the cell for a value of the facts; reading it back gives the same value."""
    value = settled(column, value)
    if column.kind == "lines":
        return _encode_lines(domain, value)
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, date):
        return full_date(value) if value.year > 999 else f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    if isinstance(value, time):
        return f"{value.hour:02d}:{value.minute:02d}"
    if isinstance(value, int):
        return value if abs(value) < _SAFE_INTEGER else str(value)
    if not isinstance(value, str):
        return KEPT
    if column.kind in {"date", "time", "flag", "count"}:
        return value
    return _encode_text(column, domain, value)


def _encode_text(column: Column, domain: Domain | None, value: str) -> str:
    shown = domain.shown(value) if domain else value
    if "\r" in shown or decode(column, domain, shown, trusted=True) != (value, None):
        shown = literal(value)
    return shown if len(shown) <= MAX_CELL else KEPT


def _encode_lines(domain: Domain | None, value: Any) -> str:
    if not isinstance(value, list):
        return KEPT
    shown = [domain.shown(item) if domain else item for item in value]
    pairs = zip(shown, value, strict=True)
    whole = "\n".join(s if not _BREAKS & set(s) and _line(domain, s, s) == item else literal(item) for s, item in pairs)
    if whole.strip() in _ERRORS:
        whole = "\n".join(map(literal, value))
    return whole if len(whole) <= MAX_CELL else KEPT


def literal(text: str) -> str:
    """A text between marks that no clerk types, kept to the letter."""
    return _OPEN + "".join(_ESCAPES.get(char, char) for char in text) + _CLOSE


def from_literal(text: str) -> str | None:
    """The text a literal stands for, None when it is none."""
    if len(text) < 2 or text[0] != _OPEN or text[-1] != _CLOSE:
        return None
    back = {mark[1]: char for char, mark in _ESCAPES.items()}
    return _UNESCAPE.sub(lambda match: back.get(match[1], match[0]), text[1:-1])


def _line(domain: Domain | None, typed: str, text: str) -> str | None:
    """One line of a cell as it was typed, and the `text` that was made of it; None when it is blank."""
    exact = from_literal(text)
    if exact is not None:
        return exact
    clean = text.strip()
    return (_meant(domain, typed, clean) or clean) if domain and clean else clean or None


def _meant(domain: Domain, typed: str, text: str) -> str | None:
    """The code of who is called as it was typed, else of what is meant by the `text` that was made of it."""
    return (domain.called(typed) if typed != text else None) or domain.meant(text)


def decode(column: Column, domain: Domain | None, raw: Any, trusted: bool) -> Decoded:
    """What a cell means: the value (ABSENT for an empty one) and what must be said of it.

    `trusted` cells were written by this program and not touched since: nothing in them is mended or doubted.
    """
    if raw is None or raw == "":
        return ABSENT, None
    if isinstance(raw, str):
        if domain is None and column.kind in WORDED and is_bare_word(raw):
            return raw, None
        raw = nfc(raw)
        if not raw.strip():
            return ABSENT, None
        if raw.strip() in _ERRORS:
            return ABSENT, Remark("NB-17", f"Ô báo lỗi {raw.strip()}", "gõ giá trị đúng vào ô")
    return _READERS.get(column.kind, _text)(column, domain, raw, trusted)


def is_bare_word(raw: Any) -> bool:
    """Whether a cell of a column of words is one that means itself."""
    return isinstance(raw, str) and raw.isascii() and raw.isalnum()


def _text(column: Column, domain: Domain | None, raw: Any, trusted: bool) -> Decoded:
    exact = from_literal(raw.strip()) if isinstance(raw, str) else None
    if exact is not None:
        return exact, None
    typed = plain_text(raw)
    text, remark = mended(typed, trusted)
    if isinstance(raw, (date, datetime)) and not trusted:
        remark = Remark("NB-18", f"Ô chữ nhưng Excel hiểu là ngày “{text}”", "xem lại, gõ lại dạng chữ", "canh-bao")
    return _chosen(domain, typed, text, remark, trusted)


def _chosen(domain: Domain | None, typed: str, text: str, remark: Remark | None, trusted: bool) -> Decoded:
    if domain is None:
        return text, remark
    code = _meant(domain, typed, text)
    if code is not None:
        return code, remark
    if not domain.strict or trusted:
        return text, remark
    near = domain.nearest(text)
    asked = f"có phải “{near}”? " if near else ""
    listed = ", ".join(domain.choices()[:12])
    return ABSENT, Remark("NB-23", f"“{text}” không có trong danh sách", f"{asked}chọn một trong: {listed}")


def _lines(column: Column, domain: Domain | None, raw: Any, trusted: bool) -> Decoded:
    typed = raw if trusted and isinstance(raw, str) else plain_text(raw)
    text, remark = mended(typed, trusted)
    split = not trusted and domain is not None
    pairs = zip(_pieces(typed, split), _pieces(text, split), strict=True)
    lines = [found for pair in pairs if (found := _line(domain, *pair)) is not None]
    return lines or ABSENT, remark


def _pieces(text: str, split: bool) -> list[str]:
    """The lines of a cell; of a single one its items, when it is to be `split`. No letter is mended to a separator."""
    pieces = text.replace("\r\n", "\n").split("\n")
    return re.split(r"[;,]", text) if split and len(pieces) == 1 else pieces


def plain_text(raw: Any) -> str:
    """A cell as the text a clerk sees: 5, not 5.0."""
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, (datetime, date)):
        return short_date(raw.date() if isinstance(raw, datetime) else raw)
    return str(raw)


def mended(text: str, trusted: bool) -> tuple[str, Remark | None]:
    """The text in Unicode, with a warning when it was typed for an old font."""
    if trusted or text.isascii():
        return text, None
    found, encoding = to_unicode(text)
    if encoding is None:
        return text, None
    message = f"Chữ gõ bằng phông cũ ({encoding}), đã đổi thành “{_short(found)}”"
    return found, Remark("NB-25", message, "đối chiếu lại với bản gốc", "canh-bao")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _date(column: Column, domain: Domain | None, raw: Any, trusted: bool) -> Decoded:
    if isinstance(raw, datetime):
        return raw.date(), None
    if isinstance(raw, date):
        return raw, None
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _serial(raw)
    text = str(raw).strip()
    match = _PLAIN_DATE.fullmatch(text) or _LONG_DATE.fullmatch(text)
    iso = _ISO_DATE.fullmatch(text)
    parts = (match[1], match[2], match[3]) if match else (iso[3], iso[2], iso[1]) if iso else None
    if parts is None:
        return ABSENT, Remark("NB-20", f"“{_short(text)}” không phải ngày", "viết như 24/11/2021, đủ ngày, tháng, năm")
    day, month, year = (int(part) for part in parts)
    try:
        return date(year, month, day), None
    except ValueError:
        swapped = f"có phải {month:02d}/{day:02d}/{year}? " if day <= 12 < month else ""
        return ABSENT, Remark("NB-20", f"Không có ngày {text} trong lịch", f"{swapped}viết ngày trước, tháng sau")


def _serial(raw: float) -> Decoded:
    if raw == int(raw) and int(raw) in _SERIALS:
        return _SERIAL_FIRST + timedelta(days=int(raw)), None
    return ABSENT, Remark("NB-20", f"“{plain_text(raw)}” không phải ngày", "viết như 24/11/2021, đủ ngày, tháng, năm")


def _time(column: Column, domain: Domain | None, raw: Any, trusted: bool) -> Decoded:
    if isinstance(raw, datetime):
        return raw.time().replace(second=0, microsecond=0), None
    if isinstance(raw, time):
        return raw.replace(second=0, microsecond=0), None
    seconds = raw.total_seconds() if isinstance(raw, timedelta) else None
    if isinstance(raw, float) and 0 <= raw < 1:
        seconds = raw * 86_400
    if seconds is not None and 0 <= seconds < 86_400:
        minutes = round(seconds / 60)
        return time(minutes // 60 % 24, minutes % 60), None
    match = _TIME.fullmatch(str(raw).strip())
    if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
        return time(int(match[1]), int(match[2] or 0)), None
    return ABSENT, Remark("NB-24", f"“{_short(str(raw))}” không phải giờ", "viết như 14:00")


def _flag(column: Column, domain: Domain | None, raw: Any, trusted: bool) -> Decoded:
    if isinstance(raw, bool):
        return raw, None
    word = plain_text(raw).lower()
    if word in _YES or word in _NO:
        return word in _YES, None
    return ABSENT, Remark("NB-21", f"“{_short(word)}” không rõ là có hay không", "ghi Có hoặc Không")


def _count(column: Column, domain: Domain | None, raw: Any, trusted: bool) -> Decoded:
    text = plain_text(raw)
    if not isinstance(raw, bool) and _INTEGER.fullmatch(text):
        return int(text), None
    return ABSENT, Remark("NB-22", f"“{_short(text)}” không phải số đếm", "chỉ gõ chữ số, không dấu chấm, dấu phẩy")


_READERS: Final = {"lines": _lines, "date": _date, "time": _time, "flag": _flag, "count": _count}

"""Thư viện văn bản căn cứ: which legal texts there are, when each is in force, and what came in its place.

Holds: `LegalText`, `Library`, the finding of citations in a text. Takes: files such as `van-ban-can-cu.toml`, the
program's and the office's own. Gives: what is cited and whether it was in force on a day. Never: which of them a
season should cite.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal

from vanban.errors import Problem, ProfileError
from vanban.viet import short_date

_TABLE: Final = "van_ban"
_REQUIRED: Final = ("so_ky_hieu", "loai", "can_cu", "chac_chan")
_TEXTS: Final = (*_REQUIRED, "co_quan", "ve", "ghi_chu")
_DAYS: Final = ("ngay", "hieu_luc", "het_hieu_luc")
_LISTS: Final = ("thay_bang",)
_MARKS: Final = ("T", "S", "R", "I")
_KINDS: Final = (
    "Nghị quyết|Quyết định|Quy định|Quy chế|Chỉ thị|Kết luận|Hướng dẫn|Thông báo|Công văn|Kế hoạch|Nghị định|Thông tư|"
    "Luật|Bộ luật|Pháp lệnh|Điều lệ"
)
State = Literal["con-hieu-luc", "het-hieu-luc", "chua-co"]


@dataclass(frozen=True, slots=True)
class LegalText:
    """Văn bản: `since` is the first day in force, `until` the first day no longer; None where it is not known.

    `issuer` and `subject` are "" where no source says them; `replaced_by` holds numbers.
    """

    number: str
    kind: str
    issuer: str
    day: date | None
    subject: str
    since: date | None
    until: date | None
    replaced_by: tuple[str, ...]
    basis: str
    certainty: str

    def state(self, on: date) -> State:
        """Whether it is in force on a day; in force where nothing says otherwise."""
        if self.until is not None and on >= self.until:
            return "het-hieu-luc"
        first = self.day or self.since
        return "chua-co" if first is not None and on < first else "con-hieu-luc"


@dataclass(frozen=True, slots=True)
class Citation:
    """Chỗ viện dẫn: a number in a text, the kind before it and the day behind it as far as they are written."""

    start: int
    end: int
    number: str
    kind: str
    day: date | None


@dataclass(frozen=True, repr=False)
class Library:
    """Thư viện: legal texts; one number of two issuers, or of two days, is two texts."""

    texts: tuple[LegalText, ...] = ()

    def __repr__(self) -> str:
        return f"Library({self._mark})"

    @cached_property
    def _mark(self) -> str:
        return hashlib.sha256(repr(self.texts).encode()).hexdigest()

    @cached_property
    def _by_number(self) -> Mapping[str, tuple[LegalText, ...]]:
        found: dict[str, list[LegalText]] = {}
        for text in self.texts:
            found.setdefault(_key(text.number), []).append(text)
        return {key: tuple(texts) for key, texts in found.items()}

    def of(self, number: str) -> tuple[LegalText, ...]:
        """Every text of a number."""
        return self._by_number.get(_key(number), ())

    def meant(self, citation: Citation) -> tuple[LegalText, ...]:
        """The texts a citation can mean: those of its number whose kind and day do not contradict it."""
        return tuple(
            text
            for text in self.of(citation.number)
            if not (citation.kind and citation.kind.casefold() != text.kind.casefold())
            and not (citation.day and text.day and citation.day != text.day)
        )

    def out_of_force(self, citation: Citation, on: date) -> LegalText | None:
        """The text cited when none that can be meant is in force on that day, else None."""
        meant = self.meant(citation)
        if not meant or any(text.state(on) == "con-hieu-luc" for text in meant):
            return None
        return meant[-1]

    def in_place_of(self, text: LegalText, on: date) -> tuple[str, ...]:
        """What came in a text's place and is in force on a day, through those that lapsed in between."""
        found: dict[str, None] = {}
        waiting, seen = list(text.replaced_by), set[str]()
        while waiting:
            number = waiting.pop(0)
            newer = self.of(number)[-1:]
            if number in seen:
                continue
            seen.add(number)
            if newer and newer[0].state(on) == "het-hieu-luc" and newer[0].replaced_by:
                waiting += newer[0].replaced_by
            else:
                found[called(newer[0]) if newer else number] = None
        return tuple(found)


def called(text: LegalText) -> str:
    """`Quy định 366-QĐ/TW, ngày 30/8/2025`."""
    return f"{text.kind} {text.number}" + (f", ngày {short_date(text.day)}" if text.day else "")


def verdict(library: Library, text: LegalText, on: date) -> tuple[str, str]:
    """What is wrong with citing a text on a day, and what to do: `hết hiệu lực từ …`, `thay bằng …`."""
    if text.state(on) == "chua-co":
        return f"{called(text)} chưa có vào ngày {short_date(on)}", "kiểm tra lại ngày của văn bản, hoặc bỏ căn cứ này"
    until = short_date(text.until) if text.until else ""
    newer = " và ".join(library.in_place_of(text, on))
    remedy = f"thay bằng {newer}" if newer else "bỏ, hoặc thay bằng văn bản đang có hiệu lực"
    return f"{called(text)} hết hiệu lực từ {until}", remedy


def _key(number: str) -> str:
    return re.sub(r"\s+", "", number).upper().lstrip("0")


NUMBER_SIGN: Final = "/"  # every legal number has it
# 132-QĐ/TW, 5053-CV/VPTW/nb, 90/2020/NĐ-CP, 72/2025/QH15
_NUMBER: Final = re.compile(
    rf"(?:\b({_KINDS})\s+(?:số:?\s+)?)?(?<![\w/.,-])"
    r"(\d{1,5}(?:-[^\W\d_]{1,6}(?:/[^\W\d_]{1,8})+|/\d{4}/[^\W\d_]{1,6}(?:\d{1,2}|-[^\W\d_]{1,6})))(?![\w-])"
    r"(?:\s*,?\s+ngày\s+(\d{1,2})/(\d{1,2})/(\d{4}))?",
    re.IGNORECASE,
)


def citations(text: str) -> Iterator[Citation]:
    """Every legal number in a text."""
    for match in _NUMBER.finditer(text) if NUMBER_SIGN in text else ():
        yield Citation(match.start(2), match.end(2), match[2], match[1] or "", _cited_day(match))


def _cited_day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[5]), int(match[4]), int(match[3])) if match[3] else None
    except ValueError:
        return None


def read_library(paths: Iterable[Path]) -> Library:
    """The library of several files; an entry of a later file takes the place of one of the same number, kind and day.

    Files that are not there are left out.

    Raises:
        ProfileError: with every entry that cannot be read, or stands twice in one file.
    """
    texts: dict[tuple[str, str, date | None], LegalText] = {}
    problems: list[Problem] = []
    for path in paths:
        first: dict[tuple[str, str, date | None], int] = {}
        for index, row in enumerate(_rows(path), 1):
            place = f"{path}, {_TABLE} {index}"
            text, wrong = _text(row, place)
            problems += wrong
            if text is None:
                continue
            mark = (_key(text.number), text.kind.casefold(), text.day)
            if first.setdefault(mark, index) != index:
                message = f"{called(text)} ghi hai lần: mục {first[mark]} và mục {index}"
                problems.append(Problem("CD-32", message, place, "bỏ một mục; văn bản khác trùng số thì ghi đúng ngày"))
            texts[mark] = text
    if problems:
        raise ProfileError(*problems)
    return Library(tuple(texts.values()))


def _rows(path: Path) -> Sequence[Mapping[str, Any]]:
    if not path.is_file():
        return ()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ProfileError.say(
            "CD-30", f"Không đọc được {path.name}: {error}", str(path), "sửa dòng được nêu"
        ) from None
    rows = data.get(_TABLE, [])
    if set(data) - {_TABLE} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        remedy = f"mỗi văn bản là một mục [[{_TABLE}]]"
        raise ProfileError.say("CD-30", f"{path.name} có mục lạ", str(path), remedy)
    return rows


def _text(row: Mapping[str, Any], place: str) -> tuple[LegalText | None, list[Problem]]:
    days = {key: _day(row.get(key)) for key in _DAYS}
    named = str(row.get("so_ky_hieu", ""))
    where = f"{place} ({named})" if named else place
    wrong = list(_wrong(row, days))
    if wrong:
        return None, [Problem("CD-31", message, where, remedy) for message, remedy in wrong]
    words = {key: str(row.get(key, "")).strip() for key in _TEXTS}
    text = LegalText(
        number=words["so_ky_hieu"],
        kind=words["loai"],
        issuer=words["co_quan"],
        day=days["ngay"],
        subject=words["ve"],
        since=days["hieu_luc"] or days["ngay"],
        until=days["het_hieu_luc"],
        replaced_by=tuple(row.get("thay_bang", ())),
        basis=words["can_cu"],
        certainty=words["chac_chan"],
    )
    return text, []


def _wrong(row: Mapping[str, Any], days: Mapping[str, date | None]) -> Iterator[tuple[str, str]]:
    known = (*_TEXTS, *_DAYS, *_LISTS)
    for key in row:
        if key not in known:
            yield f"Không có mục tên “{key}”", f"các mục được phép: {', '.join(known)}"
    for key in _REQUIRED:
        if not str(row.get(key, "")).strip():
            yield f"Thiếu mục “{key}”", "thêm mục này"
    if row.get("chac_chan", "T") not in _MARKS:
        yield f"chac_chan ghi “{row['chac_chan']}”", f"chọn một trong: {', '.join(_MARKS)}"
    for key, day in days.items():
        if row.get(key) is not None and day is None:
            yield f"Mục “{key}” ghi “{row[key]}” không phải ngày", "viết ngày/tháng/năm, năm đủ bốn chữ số"
    first, lapsed = days["hieu_luc"] or days["ngay"], days["het_hieu_luc"]
    if first is not None and lapsed is not None and lapsed <= first:
        yield (
            f"het_hieu_luc {short_date(lapsed)} không sau ngày có hiệu lực {short_date(first)}",
            "kiểm tra lại hai ngày",
        )
    listed = row.get("thay_bang", [])
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
        yield "Mục “thay_bang” phải là danh sách số, ký hiệu", 'viết như ["…"]'


def _day(value: Any) -> date | None:
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", str(value or "").strip())
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None

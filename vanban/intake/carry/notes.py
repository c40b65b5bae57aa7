"""What a clerk must look at after a season was carried over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from vanban.legal import Library
from vanban.model.profile import LegalProfile
from vanban.viet import full_date


@dataclass(frozen=True, slots=True)
class Target:
    """Kỳ mới: the year it is about, its regime, and the legal texts known; `before` is the year of the last season."""

    before: int
    year: int
    profile: LegalProfile
    library: Library

    @property
    def last_day(self) -> date:
        """The last day of its year."""
        return date(self.year, 12, 31)


@dataclass(frozen=True, slots=True)
class Note:
    """Điều phải xem lại: which file, whose fact, what is to be done."""

    file: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Promise:
    """Hạn chế phải trả lời ở mục III, with what was promised about it; all but the shortcoming may be ""."""

    shortcoming: str
    measure: str = ""
    deadline: str = ""
    product: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Dữ kiện mang sang của một tập thể, cá nhân: its file, name and values; `form` is what the person writes now."""

    file: str
    name: str
    tree: dict[str, Any]
    promises: tuple[Promise, ...]
    notes: tuple[Note, ...]
    form: str = ""


def no_more(target: Target, file: str, who: str, tree: Mapping[str, Any]) -> Iterator[Note]:
    """Names in carried facts of bodies that are no more under the new regime."""
    for row in target.profile.organisation.abolished:
        if row.since > target.last_day:
            continue
        for route, text in _strings(tree):
            word = row.found_in(text)
            if word:
                told = f"{route}: “{text}” có “{word.lower()}”, không còn từ {full_date(row.since)} ({row.reason})"
                yield Note(file, who, f"{told}: sửa lại tên")


def _strings(value: Any, route: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _strings(inner, f"{route}.{key}" if route else str(key))
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _strings(inner, route)
    elif isinstance(value, str):
        yield route, value


def picked(tree: Any, keys: Iterable[str]) -> dict[str, Any]:
    """Those keys of a mapping that are there, in the order asked for."""
    return {key: tree[key] for key in keys if key in tree} if isinstance(tree, Mapping) else {}


def is_there(code: Any, people: Collection[str]) -> bool:
    """Whether a value of the last season is the code of somebody who is carried over."""
    return isinstance(code, str) and code in people


def rows_of(value: Any) -> list[Mapping[str, Any]]:
    """The mappings of a list; nothing of what is no list."""
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def lines_of(value: Any) -> list[str]:
    """Paragraphs, typed as a list or as lines of one text."""
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    return [str(item) for item in value if isinstance(item, str) and item.strip()] if isinstance(value, list) else []

"""Automatic numbers and bullets: the levels a paragraph may belong to and the label printed before it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from vanban.the_thuc.regex import regex
from vanban.the_thuc.word.names import Element, W, is_on, value_of, whole
from vanban.the_thuc.word.paragraph_looks import ParagraphBag, paragraph_bag
from vanban.the_thuc.word.symbols import plain_symbols
from vanban.the_thuc.word.theme import Theme

# Word has nine levels; above these numbers it prints digits instead of ever longer words.
MAX_LEVEL: Final = 8
_MAX_ROMAN: Final = 3999
_MAX_LETTERS: Final = 780
_MAX_LABEL: Final = 255
_PLACEHOLDER: Final = regex("%([1-9])")
_ROMAN: Final = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


@dataclass(frozen=True, slots=True)
class Level:
    """Cấp của danh sách: `restart` is the 1-based level above whose number starts it anew, 0 never, None any."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""
    bag: ParagraphBag = field(default_factory=lambda: ParagraphBag())


class NumberList(NamedTuple):
    """Danh sách: lists of one `key` go on counting together; `starts` are the levels this one starts anew."""

    key: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]

    def level_of_style(self, style: str) -> int:
        """The level bound to a paragraph style, the first when none is."""
        return next((number for number, level in self.levels.items() if level.style == style), 0)


class Numbering:
    """Danh sách của văn bản by their numId."""

    def __init__(self, root: Element | None, theme: Theme, linked: Mapping[str, int]) -> None:
        """`linked` are the lists that numbering styles name."""
        self._theme = theme
        self._linked = linked
        self._numbers: dict[int, Element] = {}
        self._abstracts: dict[str, Element] = {}
        self._lists: dict[int, NumberList | None] = {}
        for child in root if root is not None else ():
            if child.tag == W + "abstractNum":
                self._abstracts.setdefault(child.get(W + "abstractNumId", ""), child)
            elif child.tag == W + "num" and (number := whole(child.get(W + "numId"))) is not None:
                self._numbers.setdefault(number, child)

    def list(self, number: int) -> NumberList | None:
        """The list of a numId, None when it is 0 or not defined."""
        if number not in self._lists:
            self._lists[number] = self._read(number)
        return self._lists[number]

    def _read(self, number: int) -> NumberList | None:
        element = self._numbers.get(number)
        if element is None or number == 0:
            return None
        key = value_of(element, W + "abstractNumId") or ""
        abstract = self._abstract(key)
        levels = self._levels(abstract) if abstract is not None else {}
        starts: dict[int, int] = {}
        for override in element.findall(W + "lvlOverride"):
            at = _level_number(override)
            start = whole(value_of(override, W + "startOverride"))
            levels |= self._levels(override)
            if at is not None and start is not None:
                starts[at] = start
        return NumberList(key, levels, starts)

    def _abstract(self, key: str) -> Element | None:
        """The abstract list, through the style that it may only point to."""
        element = self._abstracts.get(key)
        linked = value_of(element, W + "numStyleLink")
        if linked is None:
            return element
        number = self._numbers.get(self._linked.get(linked, 0))
        return self._abstracts.get(value_of(number, W + "abstractNumId") or "", element)

    def _levels(self, parent: Element) -> dict[int, Level]:
        found: dict[int, Level] = {}
        for element in parent.findall(W + "lvl"):
            at = _level_number(element)
            if at is not None:
                found[at] = _level(element, self._theme)
        return found


def _level_number(element: Element) -> int | None:
    at = whole(element.get(W + "ilvl"))
    return at if at is not None and 0 <= at <= MAX_LEVEL else None


def _level(element: Element, theme: Theme) -> Level:
    start = whole(value_of(element, W + "start"))
    return Level(
        start=start if start is not None else 0,
        format=value_of(element, W + "numFmt") or "decimal",
        text=value_of(element, W + "lvlText") or "",
        restart=whole(value_of(element, W + "lvlRestart")),
        legal=is_on(element, W + "isLgl"),
        style=value_of(element, W + "pStyle") or "",
        bag=paragraph_bag(element.find(W + "pPr"), theme),
    )


class Counter:
    """Bộ đếm của một dòng văn: gives each paragraph its label, in the order they are asked."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[int, int]] = set()

    def label(self, number: int, number_list: NumberList, at: int) -> str:
        """The label of the next paragraph of that list and level."""
        level = number_list.levels.get(at)
        if level is None:
            return ""
        counts = self._counts.setdefault(number_list.key, {})
        if at in number_list.starts and (number, at) not in self._started:
            self._started.add((number, at))
            counts[at] = number_list.starts[at]
        else:
            counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [key for key in counts if key > at and _restarts(number_list.levels.get(key), at)]:
            del counts[deeper]
        return _label(level, number_list, counts)


def _restarts(level: Level | None, at: int) -> bool:
    return level is None or level.restart is None or at < level.restart


def _label(level: Level, number_list: NumberList, counts: Mapping[int, int]) -> str:
    if level.format == "none":
        return ""
    if level.format == "bullet":
        return plain_symbols(level.text)[:_MAX_LABEL].strip()

    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        named = number_list.levels.get(at, Level())
        return written(counts.get(at, named.start), "decimal" if level.legal else named.format)

    return _PLACEHOLDER.sub(number, level.text)[:_MAX_LABEL].strip()


def written(number: int, form: str) -> str:
    """A number in a w:numFmt; forms that Vietnamese papers do not use print as digits."""
    if form in ("upperRoman", "lowerRoman") and 0 < number <= _MAX_ROMAN:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form in ("upperLetter", "lowerLetter") and 0 < number <= _MAX_LETTERS:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form == "decimalZero":
        return f"{number:02d}"
    return "" if form in ("none", "bullet") else str(number)


def _roman(number: int) -> str:
    signs = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        signs.append(sign * count)
    return "".join(signs)

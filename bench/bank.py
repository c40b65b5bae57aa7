"""Banks of wording: read once, dealt so that two papers share little, filled with seeded numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import yaml

FOLDER = Path(__file__).parent / "ngan-hang"
WINDOW = 160
_NUMBER = re.compile(r"\{so:(\d+)-(\d+)\}(%?)")
_NAME = re.compile(r"\{([a-z_0-9]+)\}")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_MIN_WORDS = 8
_NAMES = (
    "Đề án",
    "Quỹ",
    "Uỷ ban",
    "Hội đồng",
    "Phòng ",
    "Thanh tra huyện",
    "Ban ",
    "Chi bộ",
    "Đảng uỷ",
    "Huyện uỷ",
    "Bác",
)
Option = TypeVar("Option")


@cache
def bank(name: str) -> Any:
    """The bank of a file name, as plain data."""
    return _mended(yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))


def _mended(value: Any) -> Any:
    """The value, with texts that a comma broke inside `{…}` put together again."""
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if not isinstance(value, dict):
        return value
    whole: dict[str, Any] = {}
    for key, item in value.items():
        if item is None and whole:
            last = next(reversed(whole))
            whole[last] = f"{whole[last]}, {key}"
        else:
            whole[key] = _mended(item)
    return whole


def spelled(number: int, percent: str = "") -> str:
    """`07`, `12`, `1.214`; before a percent sign as it is."""
    if number < 10 and not percent:
        return f"0{number}"
    return f"{number:,}".replace(",", ".")


def stopped(text: str) -> str:
    """The text with a full stop."""
    return text if text.endswith(".") else f"{text}."


def lowered(text: str) -> str:
    """The text with its first letter small, unless it names something (`Đề án`, `Quỹ`)."""
    return text if text.startswith(_NAMES) else text[:1].lower() + text[1:]


@dataclass(slots=True)
class Numbers:
    """Số gieo: within one office equal ranges from ten up give equal numbers; `fixed` are said elsewhere already."""

    random: Random
    fixed: Mapping[str, int] = field(default_factory=dict)
    shared: dict[str, int] = field(default_factory=dict)

    def draw(self, low: int, high: int) -> int:
        """The number of a range."""
        key = f"{low}-{high}"
        if key in self.fixed:
            return self.fixed[key]
        if low < 10:
            return self.random.randint(low, high)
        return self.shared.setdefault(key, self.random.randint(low, high))


def fill(text: str, names: Mapping[str, str], numbers: Numbers) -> str:
    """The text with its names and numbers.

    Raises:
        KeyError: the text asks for a name nobody gave.
    """
    named = _NAME.sub(lambda match: names[match[1]], text).replace(" việc việc ", " việc về việc ")
    return _NUMBER.sub(lambda m: spelled(numbers.draw(int(m[1]), int(m[2])), m[3]) + m[3], named)


class Dealer:
    """Chia câu: gives each paper, slot by slot, the alternative least shared with the papers before it."""

    def __init__(self, seed: int) -> None:
        self._random = Random(f"{seed}/dealer")
        self._users: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._taken: dict[tuple[str, str], int] = {}
        self._shared: Counter[str] = Counter()
        self._paper = ""

    def begin(self, paper: str) -> None:
        """Start a new paper."""
        self._paper, self._shared = paper, Counter()

    def deal(self, slot: str, options: Sequence[Option], avoid: Sequence[int] = (), twin: str = "") -> Option:
        """One of the alternatives of a slot, never one the twin paper has while there are others."""
        index = self.index(slot, len(options), avoid, twin)
        return options[index]

    def index(self, slot: str, size: int, avoid: Sequence[int] = (), twin: str = "") -> int:
        """The place of the alternative that is dealt."""
        users = self._users[slot]
        barred = {*avoid, self._taken.get((slot, twin), -1)}
        free = [i for i in range(size) if i not in barred] or list(range(size))
        chosen = min(free, key=lambda i: (self._cost(users[i]), self._random.random()))
        for other in users[chosen][-WINDOW:]:
            self._shared[other] += 1
        users[chosen].append(self._paper)
        self._taken[(slot, self._paper)] = chosen
        return chosen

    def _cost(self, users: Sequence[str]) -> int:
        return sum((self._shared[other] + 1) ** 2 for other in users[-WINDOW:])


class Voices:
    """Cách nói: no two people write the same long sentence; a repeated one is said in other words."""

    def __init__(self, seed: int) -> None:
        self._random = Random(f"{seed}/voices")
        self._seen: dict[str, str] = {}
        self._pairs: list[tuple[str, str]] = [(a, b) for a, b in bank("bien-the")["cap"]]
        self._leads: dict[str, list[str]] = bank("bien-the")["dan"]

    def own(self, person: str, section: str, paragraph: str) -> str:
        """The paragraph of a section with every repeated sentence reworded."""
        return " ".join(self._own(person, section, sentence) for sentence in _SENTENCE.split(paragraph))

    def _own(self, person: str, section: str, sentence: str) -> str:
        if len(sentence.split()) < _MIN_WORDS:
            return sentence
        ways = self._ways(section, sentence)
        fresh = next((way for way in ways if self._seen.get(_key(way), person) == person), sentence)
        self._seen.setdefault(_key(fresh), person)
        return fresh

    def _ways(self, section: str, sentence: str) -> Iterator[str]:
        """The sentence, then with a phrase exchanged, with two, with a lead before it, with both."""
        yield sentence
        fitting = [pair for pair in self._pairs if _phrase(pair[0]).search(sentence)]
        self._random.shuffle(fitting)
        once = [_exchanged(sentence, pair) for pair in fitting]
        yield from once
        yield from (_exchanged(way, pair) for i, way in enumerate(once) for pair in fitting[i + 1 :])
        leads = list(self._leads["giua" if sentence[:1].islower() else section])
        self._random.shuffle(leads)
        yield from (f"{lead}{lowered(way)}" for way in (sentence, *once) for lead in leads)


def _exchanged(sentence: str, pair: tuple[str, str]) -> str:
    return _phrase(pair[0]).sub(pair[1], sentence, count=1)


def _key(sentence: str) -> str:
    return " ".join(sentence.lower().split()).rstrip(".")


@cache
def _phrase(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")

"""Texts that were copied, or say next to nothing. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from vanban.errors import Problem
from vanban.intake.word.answers import Answer
from vanban.intake.workbook.domains import key_of
from vanban.model.rich import without_marks

COPIED: Final = 0.8
_SHINGLE: Final = 3
_LEAST_WORDS: Final = 20
_SHORT: Final = 5
_NOTHING: Final = frozenset({"khong", "khong co", "khong co gi", "khong co goi y", "chua co"})
Texts = Mapping[str, Sequence[str]]


def texts_of(answers: Iterable[Answer]) -> dict[str, list[str]]:
    """The free texts of a form by place key."""
    return {a.place.key: list(a.value) for a in answers if a.place.kind == "lines" and a.value}


def short_answers(answers: Iterable[Answer], file: str) -> list[Problem]:
    """Answers of a few words that are not “Không có.”."""
    found = []
    for answer in answers:
        words = key_of(without_marks(" ".join(answer.value))).split() if _is_text(answer) else []
        if words and len(words) < _SHORT and not _says_nothing(" ".join(words)):
            message = f"Quá ngắn: “{' '.join(answer.value)}” ({len(words)} chữ)"
            place = f"{file}, mục “{answer.place.name}”"
            found.append(Problem("TM-25", message, place, "viết rõ việc, số liệu; không có thì ghi “Không có.”",
                                 "canh-bao", file))  # fmt: skip
    return found


def _is_text(answer: Answer) -> bool:
    return answer.place.kind == "lines" and bool(answer.value)


def _says_nothing(key: str) -> bool:
    return key in _NOTHING or key.startswith("khong co")


def _shingles(texts: Sequence[str]) -> frozenset[tuple[str, ...]]:
    words = key_of(without_marks(" ".join(texts))).split()
    if len(words) < _LEAST_WORDS:
        return frozenset()
    return frozenset(tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


class Library:
    """Những bài đã có: whose text says what, so that a copy is found without comparing each with each."""

    def __init__(self) -> None:
        self._sizes: dict[tuple[str, str], int] = {}
        self._holders: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)

    def add(self, whose: str, texts: Texts) -> None:
        """Take somebody's texts, by place key."""
        for key, lines in texts.items():
            for shingle in _shingles(lines):
                self._holders[(key, shingle)].append(whose)

    def copies(self, whose: str, texts: Texts) -> list[tuple[str, str, int]]:
        """Place key, whose text it repeats, and how many per cent of it; texts of one's own are not looked at."""
        found = []
        for key, lines in texts.items():
            shingles = _shingles(lines)
            shared: dict[str, int] = defaultdict(int)
            for shingle in shingles:
                for holder in self._holders.get((key, shingle), ()):
                    shared[holder] += holder != whose
            best = max(shared.items(), key=lambda item: (item[1], item[0]), default=("", 0))
            if shingles and best[1] >= COPIED * len(shingles):
                found.append((key, best[0], round(100 * best[1] / len(shingles))))
        return found


def texts_in(tree: Any, keys: Iterable[str]) -> dict[str, list[str]]:
    """The texts a noun's facts hold at some place keys."""
    found = {}
    for key in keys:
        value = tree
        for step in key.split("/"):
            value = value.get(step) if isinstance(value, Mapping) else None
        if value:
            found[key] = [value] if isinstance(value, str) else [str(line) for line in value]
    return found

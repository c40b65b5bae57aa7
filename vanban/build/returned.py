"""The nouns of forms that come back: a file and what it says, and what the clerk wants done about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from vanban.errors import Problem
from vanban.intake.facts import Noun
from vanban.intake.word.answers import Answer
from vanban.intake.word.receipts import ACCEPTED, ASKED, FAULTY
from vanban.viet import slug

_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Wishes:
    """Lời người văn thư: whose a single file is, who may replace what came before, whose likeness is accepted."""

    named: str = ""
    replaced: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()


@dataclass(slots=True)
class Return:
    """Một tệp gửi về: what it is, what it says, and what is wrong with it."""

    path: Path
    digest: str
    noun: Noun | None = None
    form: str = ""
    way: str = ""
    answers: list[Answer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    known: bool = False

    @property
    def errors(self) -> list[Problem]:
        """What keeps the file from being taken."""
        return [problem for problem in self.problems if problem.severity == "loi"]

    @property
    def state(self) -> str:
        """Đã nhận, có lỗi hay chưa rõ của ai."""
        if self.noun is None:
            return ASKED
        return FAULTY if self.errors else ACCEPTED

    @property
    def kept_name(self) -> str:
        """The name under which the original is kept."""
        stem = (
            slug(self.path.stem)[:_LONGEST] if self.noun is None else f"{self.noun.code.lower()}-{self.form or 'khac'}"
        )
        return f"{stem}-{self.digest[:8]}{self.path.suffix.lower()}"

    def changes(self) -> Iterator[tuple[str, Any, Any]]:
        """Name, value before, value after of each fact that becomes another."""
        for answer in self.answers:
            before = answer.place.present
            if answer.value is not None and settled(before) != settled(answer.value):
                yield answer.place.name, before, answer.value


def settled(value: Any) -> Any:
    """A value in the one form in which two can be compared: blanks do not count."""
    if isinstance(value, (list, tuple)):
        return [" ".join(str(item).split()) for item in value]
    return None if value is None else " ".join(str(value).split())

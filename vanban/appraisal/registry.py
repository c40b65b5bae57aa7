"""The list of rules: a code joined to its sentence, its nature, the settings it uses and its function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from vanban.model.finding import Where
from vanban.model.review import Review
from vanban.model.sourced import Sourced

# so-hoc: arithmetic; doi-chieu: facts against each other; sot-lai: leftovers; quy-dinh: what a regulation asks.
Nature = Literal["so-hoc", "doi-chieu", "sot-lai", "quy-dinh"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One breach: `subject` is the code a waiver would name; `source` the setting that was broken, if not the rule's.

    `source` carries its own clause and certainty.
    """

    message: str
    where: Where
    remedy: str
    subject: str = ""
    source: Sourced | None = None


Judge = Callable[[Review], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """Quy tắc: a code, one sentence, and the function that finds breaches of it."""

    code: str
    sentence: str
    nature: Nature
    find: Judge


RULES: Final[dict[str, Rule]] = {}


def rule(code: str, sentence: str, nature: Nature = "quy-dinh") -> Callable[[Judge], Judge]:
    """Register a rule under its code; what is done with its breaches, and the clause, are settings of the regime.

    Raises:
        ValueError: the code is taken.
    """

    def register(find: Judge) -> Judge:
        if code in RULES:
            raise ValueError(f"rule {code} has two functions")
        RULES[code] = Rule(code, sentence, nature, find)
        return find

    return register

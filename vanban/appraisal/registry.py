"""The list of rules: a code joined to its sentence, its nature, the settings it uses and its function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from vanban.model.finding import Where
from vanban.model.profile import LegalProfile
from vanban.model.review import Review
from vanban.model.scale import PointRules
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
Asked = Callable[[LegalProfile], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """Quy tắc: a code, one sentence, and the function that finds breaches of it; `asked` of which regimes."""

    code: str
    sentence: str
    nature: Nature
    find: Judge
    asked: Asked


RULES: Final[dict[str, Rule]] = {}


def by_any(profile: LegalProfile) -> bool:
    """Asked of every regime."""
    return True


def by_points(profile: LegalProfile) -> bool:
    """Asked of regimes that rate by points: those with a table `xep_loai_diem`."""
    return profile.point_rules != PointRules()


def rule(code: str, sentence: str, nature: Nature = "quy-dinh", asked: Asked = by_any) -> Callable[[Judge], Judge]:
    """Register a rule under its code; what is done with its breaches, and the clause, are settings of the regime.

    A regime says something of every rule that is asked of it; of the others it may be silent.

    Raises:
        ValueError: the code is taken.
    """

    def register(find: Judge) -> Judge:
        if code in RULES:
            raise ValueError(f"rule {code} has two functions")
        RULES[code] = Rule(code, sentence, nature, find, asked)
        return find

    return register

"""Every error a user can meet, and the one form in which problems are told.

VanbanError                 1  not expected
├── UsageError              2  wrong usage (click's own code)
├── DataError               3  facts of the season
├── ProfileError            4  the legal regime
├── TemplateError           5  a Word template
├── RegisterError           6  the register of numbers
├── ConvertError            7  Word → PDF
├── BundleError             8  binding, enclosures, the packet's folder
└── FormFindingsError       9  findings of form

Holds: the tree and `Problem`. Takes and gives: nothing. Never: prints, exits, reads files.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal, Self, TypeAlias

Severity: TypeAlias = Literal["loi", "canh-bao", "goi-y"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: what — where — what to do.

    `place` is something a clerk can find: `tap-the/noi-vu.yaml:12`, `Cá nhân!F17`, `đoạn 4`.
    `basis` is the clause the judgement rests on, "" when it is plain arithmetic or form of file.
    """

    code: str
    message: str
    place: str = ""
    remedy: str = ""
    severity: Severity = "loi"
    file: str = ""
    basis: str = ""

    def sentence(self) -> str:
        """The problem as one line of text."""
        parts = [self.message]
        if self.place:
            parts.append(f"— {self.place}")
        if self.remedy:
            parts.append(f"— {self.remedy}")
        return " ".join(parts)


class VanbanError(Exception):
    """The base of all errors of this program; carries every problem found, not only the first."""

    exit_code: ClassVar[int] = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(p.sentence() for p in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[Self], tuple[Problem, ...]]:
        """What another process needs to make the same error again."""
        return type(self), self.problems

    @classmethod
    def say(cls, code: str, message: str, place: str = "", remedy: str = "") -> Self:
        """An error with a single problem."""
        return cls(Problem(code=code, message=message, place=place, remedy=remedy))


class UsageError(VanbanError):
    """The command's words are off."""

    exit_code = 2


class DataError(VanbanError):
    """The facts of the season are missing, contradictory or unreadable."""

    exit_code = 3


class ProfileError(VanbanError):
    """The legal regime (mau/<chế độ>) is missing or contradicts itself."""

    exit_code = 4


class TemplateError(VanbanError):
    """A Word template cannot be filled with the facts."""

    exit_code = 5


class RegisterError(VanbanError):
    """The register of numbers refuses what was asked."""

    exit_code = 6


class ConvertError(VanbanError):
    """Word to PDF did not give a page that can be trusted."""

    exit_code = 7


class BundleError(VanbanError):
    """The packet could not be bound or put in its place."""

    exit_code = 8


class FormFindingsError(VanbanError):
    """The papers break the rules of form."""

    exit_code = 9


def gravest(errors: Iterable[VanbanError]) -> VanbanError:
    """All problems of several errors, each once, in one error of the lowest exit code.

    Raises:
        ValueError: when there is no error at all.
    """
    ordered = sorted(errors, key=lambda error: error.exit_code)
    if not ordered:
        raise ValueError("no error to combine")
    return type(ordered[0])(*dict.fromkeys(p for error in ordered for p in error.problems))

"""The one interface every converter has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Job:
    """Việc chuyển đổi: `label` names the paper in messages; `foreign` is a Word or Excel file of other people."""

    docx: Path
    pdf: Path
    label: str
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Kết quả: the PDF exists, ends well, and has `pages` page sides, at least 1."""

    job: Job
    pages: int


Progress = Callable[[int], None]
Ready = Callable[[Outcome], None]
# Does a piece of other work while LibreOffice is at its own; False when there is none.
Meanwhile = Callable[[], bool]


def nothing() -> bool:
    """No other work."""
    return False


class Converter(Protocol):
    """Makes PDFs of Word files."""

    @property
    def mark(self) -> str:
        """What the looks of its pages depend on beside the faces: the program and its version."""
        ...

    @property
    def real(self) -> bool:
        """Whether its pages bear the papers' words; those of a dry run are blank and no ground for judgement."""
        ...

    @property
    def kept(self) -> bool:
        """Whether what it made of a Word file once may be used again."""
        ...

    def convert(
        self, jobs: Sequence[Job], progress: Progress, ready: Ready | None = None, meanwhile: Meanwhile = nothing
    ) -> list[Outcome]:
        """One outcome per job, in the order of the jobs; `progress` is told how many more are done.

        `ready` is told of each outcome as soon as it is there, in the thread that asked, while others are still made;
        `meanwhile` may be asked, in that thread too, to do something else instead of waiting.

        Raises:
            ConvertError: with every paper that did not become a trustworthy PDF.
        """
        ...

    def close(self) -> None:
        """Leave nothing running and nothing behind."""
        ...

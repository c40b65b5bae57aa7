"""What one LibreOffice process is given, and how its PDFs are taken away while it makes others."""

from __future__ import annotations

import contextlib
import heapq
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vanban.convert.base import Job
from vanban.convert.inspect import page_count
from vanban.convert.keeps import parted, watched

_PER_PAPER_BYTES: Final = 20_000
# A job that is over, and how many pages its PDF has; None for one without a PDF to believe.
Told = Callable[[Job, int | None], None]


@dataclass(frozen=True, slots=True)
class Attempt:
    """Lượt dàn trang: `breaks` are places in the body that begin a page, to keep together what belongs together.

    What begins at a place of `given_up` does not lie together on a page of its own either: it is longer than one.
    """

    job: Job
    breaks: frozenset[int] = frozenset()
    given_up: frozenset[int] = frozenset()

    def after(self, apart: frozenset[int]) -> Attempt | None:
        """The next one when these still lie apart, None when there is nothing to try.

        One break at a time: what follows it will lie otherwise. A break that did not help is taken back.
        """
        idle, left = self.breaks & apart, apart - self.given_up
        if idle:
            return Attempt(self.job, self.breaks - idle, self.given_up | idle)
        return Attempt(self.job, self.breaks | {min(left)}, self.given_up) if left else None


@dataclass(frozen=True, slots=True)
class Staged:
    """Tệp đưa cho LibreOffice: `source` is the file of an attempt's job under a plain ASCII name."""

    attempt: Attempt
    source: Path

    @property
    def job(self) -> Job:
        """The job."""
        return self.attempt.job

    @property
    def made(self) -> Path:
        """The PDF that LibreOffice makes of it."""
        return self.source.with_suffix(".pdf")

    def put(self) -> None:
        """Put the file in its place, whole: LibreOffice may be reading others already.

        Papers of ours are watched; a Word file that is broken in whatever way is left to LibreOffice as it is.
        """
        word = self.job.docx.read_bytes()
        if not self.job.foreign:
            with contextlib.suppress(Exception):
                word = watched(word, self.attempt.breaks)
        beside = self.source.with_suffix(".tam")
        beside.write_bytes(word)
        beside.replace(self.source)


def stage(attempts: Sequence[Attempt], folder: Path) -> list[Staged]:
    """The files as LibreOffice is to find them: paths with marks or spaces never reach it."""
    staged = []
    for index, attempt in enumerate(attempts):
        suffix = attempt.job.docx.suffix.lower() if attempt.job.foreign else ".docx"
        staged.append(Staged(attempt, folder / f"{index:05d}{suffix}"))
    return staged


class Taking:
    """The PDFs of one process, taken away as they are finished: it makes one after the other, in order."""

    def __init__(self, staged: Sequence[Staged], told: Told) -> None:
        self._waiting = list(staged)
        self._told = told
        self.lost: list[Job] = []
        self.parted: list[Attempt] = []

    def finished(self) -> None:
        """Take all before the last that is there: that one may still be written."""
        last = max((index for index, one in enumerate(self._waiting) if one.made.is_file()), default=0)
        self._take(self._waiting[:last])
        self._waiting = self._waiting[last:]

    def rest(self) -> None:
        """Take what is left when the process has ended."""
        self._take(self._waiting)

    def _take(self, staged: Sequence[Staged]) -> None:
        for one in staged:
            if one.made.is_file():
                shutil.move(one.made, one.job.pdf)
            pages = page_count(one.job.pdf)
            if pages is None:
                self.lost.append(one.job)
            elif (next_one := _next(one.attempt, pages)) is not None:
                one.job.pdf.unlink()  # nobody shall take it for that of the next attempt
                self.parted.append(next_one)
            else:
                self._told(one.job, pages)


def _next(attempt: Attempt, pages: int) -> Attempt | None:
    return None if attempt.job.foreign or pages == 1 else attempt.after(parted(attempt.job.pdf))


def balanced(jobs: Sequence[Job], workers: int) -> list[list[Job]]:
    """The jobs in as many batches of nearly the same weight, the heaviest first; none is empty."""
    batches: list[tuple[int, int, list[Job]]] = [(0, worker, []) for worker in range(min(workers, len(jobs)))]
    for size, job in sorted(((weight(job), job) for job in jobs), key=lambda pair: -pair[0]):
        total, worker, batch = heapq.heappop(batches)
        batch.append(job)
        heapq.heappush(batches, (total + size, worker, batch))
    return [batch for _, _, batch in sorted(batches, key=lambda each: each[1])]


def weight(job: Job) -> int:
    """About how long a paper takes, in bytes of its Word file."""
    return job.docx.stat().st_size + _PER_PAPER_BYTES

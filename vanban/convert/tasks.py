"""What one LibreOffice process is given: files in an order, each with the papers that its PDF will hold."""

from __future__ import annotations

import heapq
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from vanban.convert.base import Job
from vanban.convert.inspect import page_count
from vanban.convert.joined import Group, alike, cut, join

Unit: TypeAlias = Group | Job
_PER_PAPER_BYTES: Final = 20_000
_PROOF: Final = "doi-chieu"


@dataclass(slots=True)
class Task:
    """Tệp đưa cho LibreOffice: `source` is its copy under a plain ASCII name, set when it is staged."""

    jobs: tuple[Job, ...]
    group: Group | None = None
    proof_of: Job | None = None
    source: Path = field(default_factory=Path)

    def stage(self, folder: Path, index: int) -> None:
        """Put the file where LibreOffice reads it: paths with marks or spaces never reach it."""
        first = self.proof_of or self.jobs[0]
        self.source = folder / f"{index:05d}{first.docx.suffix.lower() if first.foreign else '.docx'}"
        if self.group is not None:
            self.source.write_bytes(join(self.group))
        else:
            shutil.copyfile(first.docx, self.source)

    @property
    def made(self) -> Path:
        """The PDF that LibreOffice makes of it."""
        return self.source.with_suffix(".pdf")


def tasks_of(unit: Unit, folder: Path) -> Iterator[Task]:
    """The files of a piece of work: a joined document comes behind the papers that are its proof."""
    if isinstance(unit, Job):
        yield Task((unit,))
        return
    yield from (Task((), proof_of=job) for job in unit.proofs)
    yield Task(unit.jobs, unit)


class Taking:
    """The PDFs of one process, taken away as they are finished: it makes one after the other, in order."""

    def __init__(self, tasks: Sequence[Task], told: Callable[[Job], None]) -> None:
        self._waiting = list(tasks)
        self._proofs: dict[int, Path] = {}
        self._told = told
        self._lost: list[Job] = []

    def finished(self) -> None:
        """Take all before the last that is there: that one may still be written."""
        last = max((index for index, task in enumerate(self._waiting) if task.made.is_file()), default=0)
        self._take(self._waiting[:last])
        self._waiting = self._waiting[last:]

    def rest(self) -> list[Job]:
        """Take what is left when the process has ended; gives the jobs without a PDF to believe."""
        self._take(self._waiting)
        return self._lost

    def _take(self, tasks: Sequence[Task]) -> None:
        for task in tasks:
            if task.proof_of is not None:
                self._proofs[id(task.proof_of)] = task.made
            elif task.group is not None:
                self._take_group(task, task.group)
            else:
                self._take_alone(task)

    def _take_alone(self, task: Task) -> None:
        job = task.jobs[0]
        if task.made.is_file():
            shutil.move(task.made, job.pdf)
        self._tell([job], bool(page_count(job.pdf)))

    def _take_group(self, task: Task, group: Group) -> None:
        whole = page_count(task.made) is not None and bool(cut(task.made, group))
        proofs = ((job, self._proofs[id(job)]) for job in group.proofs)
        believed = whole and all(page_count(proof) and alike(proof, job.pdf) for job, proof in proofs)
        if not believed:
            for job in group.jobs:
                job.pdf.unlink(missing_ok=True)
        self._tell(group.jobs, believed)

    def _tell(self, jobs: Sequence[Job], believed: bool) -> None:
        if not believed:
            self._lost += jobs
            return
        for job in jobs:
            self._told(job)


def balanced(units: Sequence[Unit], workers: int) -> list[list[Unit]]:
    """The work in as many batches of nearly the same weight, the heaviest first; none is empty."""
    batches: list[tuple[int, int, list[Unit]]] = [(0, worker, []) for worker in range(min(workers, len(units)))]
    for size, unit in sorted(((weight(unit), unit) for unit in units), key=lambda pair: -pair[0]):
        total, worker, batch = heapq.heappop(batches)
        batch.append(unit)
        heapq.heappush(batches, (total + size, worker, batch))
    return [batch for _, _, batch in sorted(batches, key=lambda each: each[1])]


def weight(unit: Unit) -> int:
    """About how long a piece of work takes, in bytes of Word files."""
    jobs = unit.jobs if isinstance(unit, Group) else (unit,)
    return sum(job.docx.stat().st_size + _PER_PAPER_BYTES for job in jobs)

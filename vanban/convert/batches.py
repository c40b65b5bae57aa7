"""What one LibreOffice process is given, and how its PDFs are taken away while it makes others."""

from __future__ import annotations

import contextlib
import heapq
import shutil
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from vanban.convert.base import Job
from vanban.convert.inspect import ends_well, page_count
from vanban.convert.joined import Kind, Kinds, Piece, cut, join, may_join
from vanban.convert.keeps import parted, watched
from vanban.convert.openings import Sought

_PER_PAPER_BYTES: Final = 20_000
# With fewer it is hardly quicker; with more the first PDF is long in coming, and LibreOffice slower for every paper.
_FEWEST_TOGETHER: Final = 12
_MOST_TOGETHER: Final = 16
_Kinded: TypeAlias = tuple[Job, Kind]


@dataclass(frozen=True, slots=True)
class Over:
    """Việc đã xong: `pages` of its PDF, None without one to believe; `sound` when its faces were looked at already."""

    job: Job
    pages: int | None = None
    sound: bool = False


Told = Callable[[Over], None]


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


@dataclass(slots=True)
class Staged:
    """Tệp đưa cho LibreOffice: `source` is the file of some attempts under a plain ASCII name.

    Several first attempts are laid out as one document; `members` are those that are in it, by place, with what must
    not begin their pages, and None for a file that holds one attempt and nothing else.
    """

    attempts: tuple[Attempt, ...]
    source: Path
    members: Mapping[int, Sought] | None = None

    @property
    def made(self) -> Path:
        """The PDF that LibreOffice makes of it."""
        return self.source.with_suffix(".pdf")

    @property
    def is_made(self) -> bool:
        """Whether that PDF is there, to its last line."""
        return self.made.is_file() and ends_well(self.made)

    def put(self) -> None:
        """Put the file in its place, whole: LibreOffice may be reading others already."""
        beside = self.source.with_suffix(".tam")
        beside.write_bytes(self._joined() or _words(self.attempts[0]))
        beside.replace(self.source)

    def _joined(self) -> bytes | None:
        if len(self.attempts) == 1:
            return None
        with contextlib.suppress(Exception):  # a broken Word file is left to LibreOffice as it is
            joined = join([attempt.job.docx.read_bytes() for attempt in self.attempts])
            if joined is not None:
                self.members = joined.members
                return joined.word
        return None


def _words(attempt: Attempt) -> bytes:
    """The Word file of one attempt: papers of ours are watched, any other is left to LibreOffice as it is."""
    word = attempt.job.docx.read_bytes()
    if not attempt.job.foreign:
        with contextlib.suppress(Exception):
            return watched(word, attempt.breaks)
    return word


def stage(groups: Sequence[Sequence[Attempt]], folder: Path) -> list[Staged]:
    """The files as LibreOffice is to find them: paths with marks or spaces never reach it."""
    staged = []
    for index, group in enumerate(groups):
        job = group[0].job
        suffix = job.docx.suffix.lower() if job.foreign else ".docx"
        staged.append(Staged(tuple(group), folder / f"{index:05d}{suffix}"))
    return staged


class Taking:
    """The PDFs of one process, taken away as they are finished: it makes one after the other, in order.

    `lost` came to nothing; `again` is to be laid out anew, each alone.
    """

    def __init__(self, staged: Sequence[Staged], told: Told) -> None:
        self._waiting = deque(staged)
        self._told = told
        self.lost: list[Job] = []
        self.again: list[Attempt] = []

    def finished(self) -> None:
        """Take all up to the last that is there, and that one too unless it is still written."""
        last = max((place for place, one in enumerate(self._waiting) if one.made.is_file()), default=-1)
        whole = last >= 0 and self._waiting[last].is_made
        for _ in range(last + whole):
            self._take(self._waiting.popleft())

    def rest(self) -> None:
        """Take what is left when the process has ended."""
        while self._waiting:
            self._take(self._waiting.popleft())

    def give_up(self) -> None:
        """The process did not come to an end: what is to be done again may be what it hung on."""
        self.lost += [attempt.job for attempt in self.again]
        self.again.clear()

    def _take(self, one: Staged) -> None:
        if one.members is None:
            self._take_alone(one)
            self.again += one.attempts[1:]
        else:
            self._take_joined(one, one.members)

    def _take_alone(self, one: Staged) -> None:
        attempt = one.attempts[0]
        if one.made.is_file():
            shutil.move(one.made, attempt.job.pdf)
        pages = page_count(attempt.job.pdf)
        if pages is None:
            self.lost.append(attempt.job)
        elif (next_one := _next(attempt, pages)) is not None:
            attempt.job.pdf.unlink()  # nobody shall take it for that of the next attempt
            self.again.append(next_one)
        else:
            self._told(Over(attempt.job, pages))

    def _take_joined(self, one: Staged, members: Mapping[int, Sought]) -> None:
        jobs = {number: one.attempts[number].job for number in members}
        pieces: Mapping[int, Piece] = {}
        if one.is_made:
            with contextlib.suppress(Exception):  # whatever is odd about it, each alone will tell
                pieces = cut(one.made, jobs, members)
        for number, attempt in enumerate(one.attempts):
            piece = pieces.get(number)
            if piece is None or piece.parted:
                attempt.job.pdf.unlink(missing_ok=True)
                self.again.append(attempt)
            else:
                self._told(Over(attempt.job, piece.pages, sound=True))


def _next(attempt: Attempt, pages: int) -> Attempt | None:
    return None if attempt.job.foreign or pages == 1 else attempt.after(parted(attempt.job.pdf))


def grouped(jobs: Sequence[Job], workers: int) -> list[tuple[Job, ...]]:
    """The jobs as they are given to LibreOffice: those of one shell together, none too many, enough for all workers."""
    alike: dict[str, list[tuple[Job, Kind]]] = {}
    kinds = Kinds()
    together: set[int] = set()
    groups: list[tuple[Job, ...]] = []
    for job in jobs if len(jobs) >= _FEWEST_TOGETHER else ():
        if not job.foreign and (kind := kinds.of(job.docx)) is not None:
            alike.setdefault(kind.shell, []).append((job, kind))
    for members in alike.values():
        for group in _shared_out(members, workers) if len(members) >= _FEWEST_TOGETHER else ():
            if may_join([kind for _, kind in group], group[0][0].docx):
                groups.append(tuple(job for job, _ in group))
                together |= {id(job) for job, _ in group}
    return [*groups, *((job,) for job in jobs if id(job) not in together)]


def _shared_out(members: Sequence[_Kinded], workers: int) -> list[Sequence[_Kinded]]:
    count = max(-(-len(members) // _MOST_TOGETHER), min(workers, 2 * len(members) // _FEWEST_TOGETHER))
    return [members[start::count] for start in range(count)]


def balanced(groups: Sequence[tuple[Job, ...]], workers: int) -> list[list[tuple[Job, ...]]]:
    """The groups in as many batches of nearly the same weight, the heaviest first; none is empty."""
    batches: list[tuple[int, int, list[tuple[Job, ...]]]] = [(0, n, []) for n in range(min(workers, len(groups)))]
    for size, group in sorted(((weight(group), group) for group in groups), key=lambda pair: -pair[0]):
        total, worker, batch = heapq.heappop(batches)
        batch.append(group)
        heapq.heappush(batches, (total + size, worker, batch))
    return [batch for _, _, batch in sorted(batches, key=lambda each: each[1])]


def weight(group: Sequence[Job]) -> int:
    """About how long papers take, in bytes of their Word files."""
    return sum(job.docx.stat().st_size + _PER_PAPER_BYTES for job in group)

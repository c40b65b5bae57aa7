"""A few papers that changed, laid out while the season is still judged: LibreOffice has a processor of its own.

What comes of it is used by the steps that follow, or by nobody: when something is wrong, they meet it themselves.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from vanban.build.drafts import WORD_SHELF, Draft, draft, draft_papers, fill, source_about, unfilled, wanted_papers
from vanban.convert import Converter, Job, Outcome
from vanban.model.document import DocumentNumber
from vanban.model.packet import PacketPlan

if TYPE_CHECKING:
    from vanban.build.papers import Press

# With more of them LibreOffice runs long enough for other papers to be read and judged meanwhile.
_MOST: Final = 6
# With more of them it would be long before the first is asked for.
_MOST_FIRST: Final = 24
_LOOK_S: Final = 0.2
NAME: Final = "vanban-som"


class _OverError(Exception):
    """Nobody waits for it any more."""


class Early:
    """Việc làm sớm: the drafts of some packets, and the PDFs of the few among their papers that are new.

    Those whose facts changed last are asked for first: most often they are all, and the other drafts are made while
    LibreOffice is at them.
    """

    def __init__(
        self, press: Press, plans: Sequence[PacketPlan], numbers: Callable[[], Mapping[str, DocumentNumber]]
    ) -> None:
        self._over = Event()
        self._made: dict[str, Outcome] = {}
        self._asked: SimpleQueue[Sequence[Job] | None] = SimpleQueue()  # None: nothing more will be
        self._thread: Thread | None = None
        self._numbers: Mapping[str, DocumentNumber] = {}
        self._drafts: Mapping[str, Draft] | None = None
        self._plans = tuple(plans)
        try:
            with suppress(Exception):  # facts that are not judged yet may break anything
                self._numbers = numbers()
                self._begin(replace(press, numbers=self._numbers))
        except BaseException:  # stopped by the user, before there is anybody to close it
            self._asked.put(None)
            self.close()
            raise
        self._asked.put(None)

    def _begin(self, press: Press) -> None:
        first = _changed_last(press, self._plans)
        new = _new(press, first)
        self._ask(press, new)
        self._drafts = draft_papers(press, self._plans, first)
        more = {key: one for key, one in _new(press, self._drafts).items() if key not in new}
        if len(new) + len(more) <= _MOST:
            self._ask(press, more)

    def _ask(self, press: Press, new: Mapping[str, Draft]) -> None:
        # Filled here and not in the thread: two of one interpreter would both be half as fast.
        jobs = _filled(press, new)
        if jobs:
            self._asked.put(jobs)
            if self._thread is None:
                self._thread = Thread(target=self._work, args=(press.converter,), name=NAME, daemon=True)
                self._thread.start()

    def drafts(self, plans: Sequence[PacketPlan], numbers: Mapping[str, DocumentNumber]) -> Mapping[str, Draft] | None:
        """The papers of these packets, when they and all numbers are those that were begun with; None otherwise."""
        return self._drafts if (self._plans, self._numbers) == (tuple(plans), numbers) else None

    def take(self, job: Job) -> Outcome | None:
        """The PDF of a job, in its place, when just this Word file was laid out already; asked when all is over."""
        made = self._made.get(job.label)
        if made is None or made.job.docx.read_bytes() != job.docx.read_bytes():
            return None
        shutil.copyfile(made.job.pdf, job.pdf)
        return Outcome(job, made.pages)

    def close(self) -> None:
        """Nobody needs it any more: what still runs is stopped."""
        self._over.set()
        self.wait()

    def wait(self) -> None:
        """Until nothing runs any more: there is one converter."""
        while self._thread is not None and self._thread.is_alive():
            self._thread.join(_LOOK_S)

    def _work(self, converter: Converter) -> None:
        with suppress(Exception):  # whatever is wrong, the steps that follow meet it and tell it
            while (jobs := self._asked.get()) is not None and not self._over.is_set():
                outcomes = converter.convert(jobs, lambda count: None, None, self._look)
                self._made |= {outcome.job.label: outcome for outcome in outcomes}

    def _look(self) -> bool:
        if self._over.is_set():
            raise _OverError
        return False


def _changed_last(press: Press, plans: Sequence[PacketPlan]) -> dict[str, Draft]:
    """The papers about whomever the file of facts that was written last speaks of; none when that is of very many.

    Raises:
        VanbanError: their words cannot be put together.
    """
    papers = wanted_papers(plans)
    sources = {key: press.season.folder / file for key, (one, _) in papers.items() for file in source_about(press, one)}
    last = max(set(sources.values()), key=_written, default=None)
    keys = [key for key, path in sources.items() if path == last]
    return {key: draft(press, *papers[key]) for key in keys} if len(keys) <= _MOST_FIRST else {}


def _written(path: Path) -> int:
    """When a file was written last, in nanoseconds; 0 when it is no file."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _new(press: Press, drafts: Mapping[str, Draft]) -> dict[str, Draft]:
    """The papers that were never filled as they are now; of a first build, or one that keeps nothing, none."""
    shelf = press.store.shelf(WORD_SHELF)
    if not (press.converter.kept and shelf.folder.is_dir()):
        return {}
    return unfilled(press, drafts)


def _filled(press: Press, new: Mapping[str, Draft]) -> list[Job]:
    """The Word files of a few papers, to be laid out; none when there are more."""
    if not 0 < len(new) <= _MOST:
        return []
    folder = press.folder / "som"
    folder.mkdir(exist_ok=True)
    words = fill(replace(press, folder=folder), new)
    return [Job(paper.word, folder / f"{key}.pdf", key) for key, paper in words.items()]

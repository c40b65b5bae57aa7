"""A few papers that changed, laid out while the season is still judged: LibreOffice has a processor of its own.

What comes of it is used by the steps that follow, or by nobody: when something is wrong, they meet it themselves.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from vanban.build.drafts import WORD_SHELF, Draft, draft_papers, fill
from vanban.convert import Converter, Job, Outcome
from vanban.model.document import DocumentNumber
from vanban.model.packet import PacketPlan

if TYPE_CHECKING:
    from vanban.build.papers import Press

# With more of them LibreOffice runs long enough for other papers to be read and judged meanwhile.
_MOST: Final = 6
_LOOK_S: Final = 0.2
NAME: Final = "vanban-som"


class _OverError(Exception):
    """Nobody waits for it any more."""


class Early:
    """Việc làm sớm: the drafts of some packets, and the PDFs of the few among their papers that are new."""

    def __init__(
        self, press: Press, plans: Sequence[PacketPlan], numbers: Callable[[], Mapping[str, DocumentNumber]]
    ) -> None:
        self._over = Event()
        self._made: dict[str, Outcome] = {}
        self._thread: Thread | None = None
        self._numbers: Mapping[str, DocumentNumber] = {}
        self._drafts: Mapping[str, Draft] | None = None
        self._plans = tuple(plans)
        with suppress(Exception):  # facts that are not judged yet may break anything
            self._numbers = numbers()
            press = replace(press, numbers=self._numbers)
            self._drafts = draft_papers(press, plans)
            # Filled here and not in the thread: two of one interpreter would both be half as fast.
            jobs = _filled(press, _new(press, self._drafts))
            if jobs:
                self._thread = Thread(target=self._work, args=(press.converter, jobs), name=NAME, daemon=True)
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

    def _work(self, converter: Converter, jobs: Sequence[Job]) -> None:
        with suppress(Exception):  # whatever is wrong, the steps that follow meet it and tell it
            outcomes = converter.convert(jobs, lambda count: None, None, self._look)
            self._made = {outcome.job.label: outcome for outcome in outcomes}

    def _look(self) -> bool:
        if self._over.is_set():
            raise _OverError
        return False


def _new(press: Press, drafts: Mapping[str, Draft]) -> dict[str, Draft]:
    """The papers that were never filled as they are now; of a first build, or one that keeps nothing, none."""
    shelf = press.store.shelf(WORD_SHELF)
    if not (press.converter.kept and shelf.folder.is_dir()):
        return {}
    return {key: one for key, one in drafts.items() if one.by_hand is None and not shelf.path(one.key).is_file()}


def _filled(press: Press, new: Mapping[str, Draft]) -> list[Job]:
    """The Word files of a few papers, to be laid out; none when there are more."""
    if not 0 < len(new) <= _MOST:
        return []
    folder = press.folder / "som"
    folder.mkdir()
    words = fill(replace(press, folder=folder), new)
    return [Job(paper.word, folder / f"{key}.pdf", key) for key, paper in words.items()]

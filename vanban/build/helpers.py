"""Other processes that fill, finish and judge: one Python works in one processor.

LibreOffice lays out more meanwhile. A helper is forked off before any other thread works, and knows all that the build
knew then; papers it makes it leaves on the disk and in the store. One that dies loses nothing: what it was given is
done here. Systems that cannot fork a process safely do without.

The pools of the standard library lose what a worker that dies was at, fork while threads of their own run, and leave
their workers waiting for ever when who asked is killed.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from vanban.errors import VanbanError

if TYPE_CHECKING:
    from vanban.store import Store

Task = TypeVar("Task")
Result = TypeVar("Result")

CAN_FORK: Final = sys.platform == "linux"
# With fewer papers helpers are hardly begun when all is done.
FEWEST_FOR_HELP: Final = 24
# The pages that helpers change are no longer shared: some tens of megabytes each.
_MOST: Final = 6
_LOOK_S: Final = 0.2
# A helper has so much before it that it never waits for more, and little at last, so that all are done at once; the
# rest waits here, and goes to whoever is done with what he had.
_BEFORE_IT: Final = 8
_AT_LAST: Final = 2


class Helpers(Generic[Task, Result]):
    """Người giúp: so many processes that do a kind of work; `done` is told of what each piece of it came to.

    What they put into the `store` is counted there as if this process had put it.
    """

    def __init__(
        self,
        work: Callable[[Task], Result],
        done: Callable[[Task, Result], None],
        count: int,
        store: Store | None = None,
    ) -> None:
        self._work = work
        self._done = done
        self._store = store
        self._given: dict[Connection, deque[Task]] = {}
        self._waiting: deque[Task] = deque()
        self._processes: list[BaseProcess] = []
        with suppress(OSError):  # this computer allows no more: fewer will do
            for _ in range(min(count, _MOST)):
                self._fork()

    @property
    def are_there(self) -> bool:
        """Whether there is any."""
        return bool(self._given)

    def give(self, task: Task) -> None:
        """One more piece of work, for whoever has least to do.

        Raises:
            Whatever an earlier piece raised.
        """
        self._waiting.append(task)
        self.look()

    def look(self) -> None:
        """Hear what was done, and hand out more; what a dead helper had is done here.

        Raises:
            Whatever a piece of work raised.
        """
        self._hear(0)
        self._hand_out(_BEFORE_IT)

    def _hand_out(self, most: int) -> None:
        """Give helpers what waits until each has so much before it; without any it is done here."""
        while self._waiting and self._given:
            helper = min(self._given, key=lambda each: len(self._given[each]))
            if len(self._given[helper]) >= most:
                return
            task = self._waiting.popleft()
            self._given[helper].append(task)
            with suppress(OSError):  # it is dead: `_hear` will know
                helper.send(task)
        while self._waiting:
            self._do(self._waiting.popleft())

    def _hear(self, patience_s: float) -> None:
        ready = wait([each for each, tasks in self._given.items() if tasks], patience_s)
        for helper in [each for each in self._given if each in ready]:
            try:
                result, error, written = helper.recv()
            except Exception:  # it is dead, or what it made cannot be told
                helper.close()
                for task in self._given.pop(helper):
                    self._do(task)
                continue
            task = self._given[helper].popleft()
            if self._store is not None:
                self._store.wrote(written)
            if error is not None:
                raise error
            self._done(task, result)

    def finish(self) -> None:
        """Wait until all is done.

        Raises:
            Whatever a piece of work raised.
        """
        self._hand_out(_AT_LAST)
        while any(self._given.values()):
            self._hear(_LOOK_S)
            self._hand_out(_AT_LAST)

    def close(self) -> None:
        """Nobody needs them any more, and none writes anything after this."""
        for helper in self._given:
            helper.close()
        self._given.clear()
        self._waiting.clear()
        for process in self._processes:
            process.join(_LOOK_S)
            process.kill()
            process.join()

    def _do(self, task: Task) -> None:
        self._done(task, self._work(task))

    def _tried(self, task: Task) -> tuple[Result | None, VanbanError | None, int]:
        """In a helper: what a piece of work came to or refused, and how many bytes it put into the store.

        Any other error ends the helper: raised anew where the work is done again, it shows the way to its cause.
        """
        before = self._written
        try:
            return self._work(task), None, self._written - before
        except VanbanError as error:
            return None, error, self._written - before

    @property
    def _written(self) -> int:
        return 0 if self._store is None else self._store.written

    def _fork(self) -> None:
        ours, theirs = get_context("fork").Pipe()
        with theirs, ExitStack() as stack:
            stack.callback(ours.close)
            self._processes.append(_started(theirs, [*self._given, ours], self._tried))
            stack.pop_all()
        self._given[ours] = deque()


def _started(asked: Connection, inherited: Sequence[Connection], answer: Callable[[Task], object]) -> BaseProcess:
    process = get_context("fork").Process(target=_serve, args=(asked, inherited, answer), daemon=True)
    with warnings.catch_warnings():
        # The thread that draws the progress is one too many for Python 3.12; a helper touches nothing of it.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    return process


def _serve(asked: Connection, inherited: Sequence[Connection], answer: Callable[[Task], object]) -> None:
    """Do what is asked for, until nobody is there to ask: then every other end of the pipe must be closed."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the build; it ends its helpers
        gc.freeze()  # else every collection would touch, and so copy, all that the build knew
        for other in inherited:
            other.close()
        with suppress(Exception):
            while True:
                asked.send(answer(asked.recv()))
    finally:
        os._exit(0)


@contextmanager
def helping(
    work: Callable[[Task], Result], done: Callable[[Task, Result], None], count: int, store: Store | None = None
) -> Iterator[Helpers[Task, Result]]:
    """Helpers for a while; without any the work is done here, at once. Leaving waits for all that was given.

    Raises:
        Whatever a piece of work raised.
    """
    helpers = Helpers(work, done, count if CAN_FORK else 0, store)
    try:
        yield helpers
        helpers.finish()
    finally:
        helpers.close()


@contextmanager
def beside(work: Callable[[], Result], helped: bool) -> Iterator[Callable[[], Result]]:
    """What a piece of work comes to, done once: by a helper from now on, or else when it is asked for.

    Raises:
        Whatever the work raised, when it is asked for.
    """
    made: list[Result] = []
    count = 1 if helped and CAN_FORK else 0
    helpers = Helpers[None, Result](lambda _: work(), lambda _, one: made.append(one), count)

    def result() -> Result:
        helpers.finish()
        helpers.close()
        if not made:
            made.append(work())
        return made[0]

    try:
        if helpers.are_there:
            helpers.give(None)
        yield result
    finally:
        helpers.close()

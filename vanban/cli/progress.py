"""How far the work is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from vanban.build import Report


class _Lines:
    """One line per step."""

    def stage(self, title: str, total: int) -> None:
        click.echo(f"{title}: {total}", err=True)

    def advance(self, count: int) -> None:
        """Plain lines do not move."""


class _Bar:
    """A bar per step: what, how many, time left."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def stage(self, title: str, total: int) -> None:
        self._task = self._progress.add_task(title, total=total)

    def advance(self, count: int) -> None:
        if self._task is not None:
            self._progress.advance(self._task, count)


@contextmanager
def reporter() -> Iterator[Report]:
    """The report that fits where the program runs."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console

    columns = (TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield _Bar(progress)

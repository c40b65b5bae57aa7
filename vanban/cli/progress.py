"""How far the work is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from vanban.build.report import CONVERTING, Report

if TYPE_CHECKING:  # fifty modules for a terminal only
    from rich.progress import Progress, TaskID


class _Lines:
    """One line per step."""

    def stage(self, title: str, total: int) -> None:
        click.echo(f"{title}: {total}", err=True)

    def advance(self, title: str, count: int) -> None:
        """Plain lines do not move."""

    def counted(self, reused: int, pages: int) -> None:
        """Plain lines do not count."""


class _Bar:
    """A bar per step: what, how many, time left; beside that of the papers how many were reused, and the pages."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}
        self._reused = self._pages = 0

    def stage(self, title: str, total: int) -> None:
        self._tasks[title] = self._progress.add_task(title, total=total, note="")

    def advance(self, title: str, count: int) -> None:
        self._progress.advance(self._tasks[title], count)

    def counted(self, reused: int, pages: int) -> None:
        self._reused += reused
        self._pages += pages
        if CONVERTING in self._tasks:
            note = f"dùng lại {self._reused}, {self._pages} trang"
            self._progress.update(self._tasks[CONVERTING], note=note)


@contextmanager
def reporter() -> Iterator[Report]:
    """The report that fits where the program runs."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description:<18}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[note]}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield _Bar(progress)

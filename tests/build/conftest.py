"""Builds without LibreOffice, and what they leave on the disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from vanban.build import Build, build_packets
from vanban.convert import Converter, Fake, Job, find_fonts
from vanban.intake import load_season
from vanban.settings import settings_for

Builder = Callable[..., Build]


class Told:
    """A report that remembers the steps it was told of."""

    def __init__(self) -> None:
        self.stages: list[tuple[str, int]] = []
        self._done: dict[str, int] = {}
        self.reused = self.pages = 0

    @property
    def done(self) -> list[int]:
        return list(self._done.values())

    def stage(self, title: str, total: int) -> None:
        self.stages.append((title, total))
        self._done[title] = 0

    def advance(self, title: str, count: int) -> None:
        self._done[title] += count

    def counted(self, reused: int, pages: int) -> None:
        self.reused += reused
        self.pages += pages


def two_pages(job: Job) -> int:
    """The cover has one page, every other paper two."""
    return 1 if job.label.startswith("bia.") else 2


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def build(season_copy: Path, told: Told) -> Builder:
    """Builds packets of the copied season, with blank pages in place of LibreOffice's."""

    def run(
        wanted: Sequence[str] = ("bo-bieu-mau",),
        pages: Callable[[Job], int] = two_pages,
        converter: Converter | None = None,
    ) -> Build:
        settings = settings_for(season_copy)
        season = load_season(settings.season, settings.root)
        return build_packets(season, settings, wanted, converter or Fake(pages), find_fonts(), told)

    return run


@pytest.fixture
def output(season_copy: Path) -> Path:
    """Where the packets of the copied season stand."""
    return season_copy.parents[1] / "output" / season_copy.name


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, hidden ones too; nothing when there is no folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

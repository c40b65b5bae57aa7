"""Builds of one generated season by the command a clerk types: from nothing, unchanged, one person changed.

And its room and time as the season grows, with blank pages in the place of LibreOffice's: what the program itself adds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import soan
from cold import ROOT, SEED, individuals
from memory import peak_mb

PAPERS_A_PERSON = 7.4


@dataclass(frozen=True)
class Rebuilt:
    """Seconds by the clock of one season's builds, and how many papers it has."""

    papers: int
    cold: float
    unchanged: float
    changed: float


@dataclass(frozen=True)
class Grown:
    """Papers of a season, seconds of the processor for one of them, megabytes at the peak."""

    papers: int
    each_s: float
    peak_mb: float


def _season(papers: int, root: Path) -> Path:
    folder = root / "data" / "ky"
    soan.season(folder, individuals(round(papers / PAPERS_A_PERSON)), SEED)
    return folder


def _season_apart(papers: int, root: Path) -> Path:
    """The season composed in a process of its own: what that takes is no part of what a build takes."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_season, papers, root).result()


def _lap_ho_so(season: Path) -> float:
    start = time.perf_counter()
    command = [sys.executable, "-m", "vanban", "lap-ho-so", str(season)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    return time.perf_counter() - start


def rebuilt(papers: int, runs: int) -> list[Rebuilt]:
    """One build from nothing, then `runs` pairs of an unchanged one and one with one person changed."""
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as place:
        season = _season(papers, Path(place))
        cold = _lap_ho_so(season)
        _lap_ho_so(season)
        count = len(list((Path(place) / "output" / "ky").glob("*/van-ban/*.pdf")))
        found = []
        for number in range(runs):
            unchanged = _lap_ho_so(season)
            _change_one(season, number)
            found.append(Rebuilt(count, cold, unchanged, _lap_ho_so(season)))
            _lap_ho_so(season)
        return found


def _change_one(season: Path, number: int) -> None:
    """Another word in the self-criticism of somebody of an ordinary branch."""
    path = sorted(filter(soan.is_composed, (season / "ca-nhan").glob("*.yaml")))[-1 - number]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("chấp hành", "gương mẫu chấp hành", 1), encoding="utf-8")


def grown(papers: int) -> Grown:
    """One build in a process of its own, blank pages for LibreOffice's."""
    done = subprocess.run(
        [sys.executable, __file__, str(papers)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    count, seconds, peak_mb = done.stdout.split()[-3:]
    return Grown(int(count), float(seconds) / int(count), float(peak_mb))


def _build_blank(papers: int) -> None:
    from vanban.build import build_packets
    from vanban.bundle import read_manifest
    from vanban.convert import Fake, find_fonts
    from vanban.intake import load_season
    from vanban.settings import settings_for

    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as place:
        # One process does everything, so that one is measured.
        settings = replace(settings_for(_season_apart(papers, Path(place))), workers=1)
        start = time.process_time()
        season = load_season(settings.season, ROOT)
        made = build_packets(season, settings, (), Fake(lambda job: 3, kept=True), find_fonts(), _Silent())
        seconds, peak = time.process_time() - start, peak_mb()
        count = sum(len((read_manifest(packet.folder) or {})["van_ban"]) for packet in made.packets)
        print(count, seconds, peak)


class _Silent:
    """Nobody is told."""

    def stage(self, title: str, total: int) -> None:
        """A step begins."""

    def advance(self, title: str, count: int) -> None:
        """It goes on."""

    def counted(self, reused: int, pages: int) -> None:
        """It counts."""


def help_s(runs: int) -> list[float]:
    """How long `vanban --help` takes."""
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "vanban", "--help"], check=True, capture_output=True, cwd=ROOT)
        found.append(time.perf_counter() - start)
    return found


if __name__ == "__main__":
    _build_blank(int(sys.argv[1]))
    most_mb, peak = int(sys.argv[2]) if len(sys.argv) > 2 else 0, peak_mb()
    if most_mb and peak > most_mb:
        sys.exit(f"{peak:.0f} MB > {most_mb} MB")

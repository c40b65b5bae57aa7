"""Helpers: every piece of work is done once, a dead helper loses nothing, none outlives who asked."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest

from tests.build.conftest import Told, tree, two_pages
from vanban.build import build_packets
from vanban.build.ahead import Ahead
from vanban.build.helpers import Helpers, beside, helping
from vanban.convert import Fake, find_fonts
from vanban.errors import DataError
from vanban.intake import load_season
from vanban.model.packet import Converted
from vanban.render import render
from vanban.settings import settings_for
from vanban.store import Store

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there processes are forked")

PATIENCE_S = 20.0


@pytest.fixture
def done() -> dict[int, int]:
    """Which process did what."""
    return {}


@pytest.fixture(autouse=True)
def nobody_is_left() -> Iterator[None]:
    yield
    until(lambda: not active_children())


def until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not reached():
        assert time.monotonic() < end, "still alive"
        time.sleep(0.02)


def who(task: int) -> int:
    return os.getpid()


def test_every_piece_is_done_once_by_one_of_the_helpers(done: dict[int, int]) -> None:
    def once(task: int, pid: int) -> None:
        assert task not in done
        done[task] = pid

    with helping(who, once, 3) as helpers:
        for task in range(200):
            helpers.give(task)
    assert sorted(done) == list(range(200))
    assert len(set(done.values())) == 3
    assert os.getpid() not in done.values()


def test_nothing_waits_behind_a_long_piece_while_another_has_nothing_to_do(tmp_path: Path) -> None:
    enough = tmp_path / "enough"
    done: list[int] = []

    def first_is_long(task: int) -> None:
        if task == 0:
            until(enough.exists)

    def count(task: int, result: None) -> None:
        done.append(task)
        if len(done) == 90:
            enough.touch()

    with helping(first_is_long, count, 2) as helpers:
        for task in range(100):
            helpers.give(task)
    assert sorted(done) == list(range(100))
    assert 0 in done[90:]


def test_without_helpers_all_is_done_at_once_and_here(done: dict[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban.build.helpers.CAN_FORK", False)
    with helping(who, done.__setitem__, 3) as helpers:
        helpers.give(7)
        assert done == {7: os.getpid()}


def test_what_a_dead_helper_had_is_done_here(done: dict[int, int]) -> None:
    here = os.getpid()

    def deadly(task: int) -> int:
        if task == 5 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    with helping(deadly, done.__setitem__, 1) as helpers:
        for task in range(30):
            helpers.give(task)
    assert sorted(done) == list(range(30))
    assert [task for task, pid in done.items() if pid == here][:1] == [5]


def test_what_a_piece_of_work_raises_is_raised_here() -> None:
    def refuse(task: int) -> None:
        raise ValueError(f"không làm được {task}")

    with pytest.raises(ValueError, match="không làm được 3"), helping(refuse, lambda task, result: None, 2) as helpers:
        helpers.give(3)


def broken_off(helpers: Helpers[int, None]) -> None:
    helpers.give(3)
    raise KeyboardInterrupt


def test_who_breaks_off_waits_for_nothing() -> None:
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt), helping(time.sleep, lambda task, result: None, 2) as helpers:
        broken_off(helpers)
    assert time.monotonic() - begun < 2


def test_work_beside_begins_at_once_and_without_helpers_when_it_is_asked_for(tmp_path: Path) -> None:
    begun = tmp_path / "begun"

    def work() -> int:
        begun.touch()
        return os.getpid()

    with beside(work, True) as made:
        until(begun.exists)
        assert made() != os.getpid()
    begun.unlink()
    with beside(work, False) as made:
        assert not begun.exists()
        assert made() == os.getpid()
        begun.unlink()
        assert made() == os.getpid()
        assert not begun.exists()


def test_work_beside_that_nobody_asks_for_is_given_up() -> None:
    with beside(lambda: time.sleep(10 * PATIENCE_S), True):
        pass  # and nobody is left


def test_what_work_beside_raised_is_raised_when_it_is_asked_for() -> None:
    def broken() -> None:
        raise DataError.say("DL-99", "hỏng", "ky.yaml", "sửa")

    with beside(broken, True) as made, pytest.raises(DataError, match="hỏng"):
        made()


def test_work_beside_is_done_here_when_its_helper_dies() -> None:
    here = os.getpid()

    def dies_elsewhere() -> int:
        if os.getpid() != here:
            os._exit(1)
        return 7

    with beside(dies_elsewhere, True) as made:
        assert made() == 7


def test_an_error_of_work_beside_shows_where_it_comes_from() -> None:
    def broken_rule() -> None:
        raise KeyError("x")

    with beside(broken_rule, True) as made, pytest.raises(KeyError) as caught:
        made()
    assert "broken_rule" in [entry.name for entry in caught.traceback]


def test_with_fewer_processes_than_wished_for_the_work_is_done_too(
    done: dict[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    fork, forks = Helpers._fork, list[object]()

    def refused(helpers: Helpers[int, int]) -> None:
        if forks:
            raise BlockingIOError("không còn tiến trình")
        forks.append(helpers)
        fork(helpers)

    monkeypatch.setattr(Helpers, "_fork", refused)
    with helping(who, done.__setitem__, 3) as helpers:
        for task in range(9):
            helpers.give(task)
    assert sorted(done) == list(range(9))
    assert len(set(done.values())) == 1


@pytest.mark.parametrize("count", [0, 1, 2])
def test_what_is_put_into_the_store_counts_whoever_put_it(tmp_path: Path, count: int) -> None:
    def keep(task: int) -> None:
        store.shelf("ngan").put(f"{task:064x}", b"a" * task)

    store, alone = (Store(tmp_path / name, 10**9) for name in ("giup", "mot-minh"))
    for task in (3, 5, 7):
        alone.shelf("ngan").put(f"{task:064x}", b"a" * task)
    with helping(keep, lambda task, nothing: None, count, store) as helpers:
        for task in (3, 5, 7):
            helpers.give(task)
    assert store.written == alone.written > 0


def test_nobody_writes_any_more_when_helpers_are_closed(tmp_path: Path) -> None:
    def write(task: int) -> None:
        for number in range(10**9):
            (tmp_path / f"{task}-{number % 50}").write_bytes(b"a")

    with pytest.raises(KeyboardInterrupt), helping(write, lambda task, result: None, 2) as helpers:
        broken_off(helpers)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    time.sleep(0.2)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_ctrl_c_is_for_who_asked_and_not_for_helpers(done: dict[int, int]) -> None:
    def interrupted(task: int) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        return os.getpid()

    with helping(interrupted, done.__setitem__, 1) as helpers:
        helpers.give(1)
    assert done[1] != os.getpid()


ORPHANED = """
import os, sys, time
from vanban.build.helpers import Helpers
helpers = Helpers(lambda task: os.getpid(), lambda task, pid: print(pid, flush=True), 2)
for task in range(2):
    helpers.give(task)
helpers.finish()
time.sleep(60)
"""


def alive(pid: int) -> bool:
    """Whether a process runs; one that is dead may wait for somebody to notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_helpers_end_when_who_asked_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHANED], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        pids = [int(process.stdout.readline()) for _ in range(2)]
        assert all(map(alive, pids))
        process.kill()
    until(lambda: not any(map(alive, pids)))


def made(season_folder: Path, workers: int = 2) -> tuple[dict[str, bytes], object]:
    """The files of a packet made from nothing, and what was told meanwhile."""
    settings = replace(settings_for(season_folder), workers=workers)
    season, report = load_season(settings.season, settings.root), Told()
    build_packets(season, settings, ("chi-bo-noi-vu",), Fake(two_pages, kept=True), find_fonts(), report)
    files = tree(settings.output / season.review.code)
    shutil.rmtree(settings.output)
    return files, (report.stages, report.done, report.reused, report.pages)


@pytest.mark.usefixtures("own_store")
def test_packets_made_with_helpers_are_those_made_without_even_when_these_die(
    season_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, judged, forks = os.getpid(), Ahead.judge_now, list[object]()
    monkeypatch.setattr(Helpers, "_fork", counted(Helpers._fork, forks))

    def deadly(ahead: Ahead, paper: Converted) -> None:
        if os.getpid() != here and paper.paper.key.startswith("mau-02."):
            os.kill(os.getpid(), signal.SIGKILL)
        judged(ahead, paper)

    def deadly_words(*words: Any) -> bytes:
        if os.getpid() != here and words[2].startswith("mau-02."):
            os.kill(os.getpid(), signal.SIGKILL)
        return render(*words)

    alone = made(season_copy, workers=1)
    assert forks == []
    from_how_many(monkeypatch, 10**9)
    assert made(season_copy) == alone
    assert len(forks) == 1  # it judged the season
    from_how_many(monkeypatch, 1)
    assert made(season_copy) == alone
    assert len(forks) >= 6
    monkeypatch.setattr(Ahead, "judge_now", deadly)
    monkeypatch.setattr("vanban.build.drafts.render", deadly_words)
    assert made(season_copy) == alone


def from_how_many(monkeypatch: pytest.MonkeyPatch, papers: int) -> None:
    for room in ("papers", "drafts"):
        monkeypatch.setattr(f"vanban.build.{room}.FEWEST_FOR_HELP", papers)


@pytest.mark.usefixtures("own_store")
def test_papers_that_helpers_cannot_fill_are_told_of_all_at_once(
    season_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd_words(*words: Any) -> bytes:
        if words[2].startswith("mau-02."):
            raise DataError.say("A-01", f"không điền được, {words[2]}")
        return render(*words)

    monkeypatch.setattr("vanban.build.drafts.render", odd_words)
    told = []
    for fewest in (10**9, 1):
        from_how_many(monkeypatch, fewest)
        with pytest.raises(DataError) as caught:
            made(season_copy)
        told.append(caught.value.problems)
    assert len(told[0]) > 2
    assert told[0] == told[1]


def open_files() -> list[str]:
    """Files of the disk that are open for reading here: a place in them would be shared by all helpers."""
    found = []
    for opened in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found.append(opened.readlink().name)
    return [name for name in found if name.endswith((".ttf", ".yaml", ".docx", ".pdf", ".toml", ".sqlite"))]


def counted(fork: Callable[[object], None], begun: list[object]) -> Callable[[object], None]:
    def forking(helpers: object) -> None:
        assert open_files() == []
        begun.append(helpers)
        fork(helpers)

    return forking

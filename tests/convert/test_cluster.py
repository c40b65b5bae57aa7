"""A cluster of real worker processes: what comes back, what a killed one loses, who may not help."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from pathlib import Path

import pytest
from distributed import KilledWorker

from tests.convert.conftest import FAULTS
from vanban.convert import Cluster, Job, Office, Outcome, find_fonts
from vanban.convert.cluster import Batch, Machine, lay_out, received, result_of, this_machine
from vanban.errors import ConvertError, UsageError

Jobs = Callable[..., Job]
OFFICE = Office(FAULTS / "works.py", "0.0.1")
PATIENCE_S = 60.0


class Workers:
    """A scheduler and its workers, each a process."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "cum.json"
        self.running: list[subprocess.Popen[bytes]] = []
        self._start("scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1", "--scheduler-file", self._file)
        ends = time.monotonic() + PATIENCE_S
        while not self._file.is_file() or not self._file.stat().st_size:
            assert time.monotonic() < ends
            time.sleep(0.1)
        self.address = str(json.loads(self._file.read_text(encoding="utf-8"))["address"])

    def _start(self, *words: object, **environment: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *map(str, words)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(command, env={**os.environ, **environment}, start_new_session=True, **quiet)
        self.running.append(process)
        return process

    def add(self, office: str = "works") -> subprocess.Popen[bytes]:
        """One more worker, with a false office program."""
        known = len([process for process in self.running if process.poll() is None])
        words = ("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--resources", "LO=1")
        process = self._start(*words, VANBAN_SOFFICE=str(FAULTS / f"{office}.py"))
        self._wait(known)
        return process

    def _wait(self, count: int) -> None:
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=PATIENCE_S)

    def forget(self) -> None:
        """Wait until the scheduler knows of no worker any more."""
        from distributed import Client

        ends = time.monotonic() + PATIENCE_S
        with Client(self.address, set_as_default=False) as client:
            while client.scheduler_info()["workers"]:
                assert time.monotonic() < ends
                time.sleep(0.1)

    def stop(self, first: int = 0) -> None:
        for process in self.running[first:]:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    made = Workers(tmp_path_factory.mktemp("cum"))
    yield made
    made.stop()


@pytest.fixture
def workers(scheduler: Workers) -> Iterator[Workers]:
    """The scheduler without a worker; those that a test adds end with it."""
    yield scheduler
    scheduler.stop(1)
    scheduler.forget()


def machine() -> Machine:
    return replace(this_machine(), office="0.0.1")


def test_papers_come_back_from_the_workers_each_told_of_once(workers: Workers, job: Jobs) -> None:
    workers.add()
    workers.add()
    cluster = Cluster(workers.address, OFFICE, find_fonts())
    jobs = [job(f"p{n}") for n in range(7)]
    told: list[Outcome] = []
    counts: list[int] = []
    outcomes = cluster.convert(jobs, counts.append, told.append)
    cluster.close()
    assert [(one.job, one.pages) for one in outcomes] == [(each, 1) for each in jobs]
    assert sorted(told, key=str) == sorted(outcomes, key=str)
    assert sum(counts) == 7
    assert all(each.pdf.read_bytes().startswith(b"%PDF") for each in jobs)


def test_a_computer_has_one_batch_at_work_and_one_that_waits(
    workers: Workers, job: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vanban.convert.cluster._PAPERS_A_BATCH", 1)
    batches, given, given_when = Cluster._batches, [], []

    def counted(cluster: Cluster, jobs: Sequence[Job]) -> Iterator[Batch]:
        for batch in batches(cluster, jobs):
            given.append(batch)
            yield batch

    monkeypatch.setattr(Cluster, "_batches", counted)
    workers.add()
    workers.add()
    cluster = Cluster(workers.address, OFFICE, find_fonts())
    jobs = [job(f"p{n}") for n in range(9)]
    outcomes = cluster.convert(jobs, lambda count: given_when.append(len(given)))
    cluster.close()
    assert [one.job for one in outcomes] == jobs
    assert given_when == [5, 6, 7, 8, 9, 9, 9, 9, 9]


def test_a_killed_worker_loses_nothing(workers: Workers, job: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban.convert.cluster._PAPERS_A_BATCH", 1)
    victim = workers.add("works_slowly")
    workers.add()
    cluster = Cluster(workers.address, OFFICE, find_fonts())
    threading.Timer(1.0, os.killpg, (victim.pid, signal.SIGKILL)).start()
    jobs = [job(f"p{n}") for n in range(6)]
    outcomes = cluster.convert(jobs, lambda count: None)
    cluster.close()
    assert victim.wait() == -signal.SIGKILL
    assert [one.job.label for one in outcomes] == [each.label for each in jobs]


@pytest.mark.parametrize(("office", "patience_s"), [("works", 2.0), ("works_slowly", 0.5)])
def test_a_scheduler_that_stops_is_a_sentence(
    tmp_path: Path,
    job: Jobs,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    office: str,
    patience_s: float,
) -> None:
    monkeypatch.setattr("vanban.convert.cluster._PAPERS_A_BATCH", 1)
    monkeypatch.setattr("vanban.convert.cluster._CONNECT_S", patience_s)
    own = Workers(tmp_path)
    own.add(office)
    cluster = Cluster(own.address, OFFICE, find_fonts())
    try:
        with pytest.raises(ConvertError) as caught:
            cluster.convert([job(f"p{n}") for n in range(9)], lambda count: own.stop())
    finally:
        own.stop()
        cluster.close()
    assert {problem.code for problem in caught.value.problems} == {"CU-05"}
    assert capfd.readouterr() == ("", "")


def test_a_cluster_that_was_lost_is_asked_nothing(workers: Workers, job: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    workers.add()
    cluster = Cluster(workers.address, OFFICE, find_fonts())
    with monkeypatch.context() as lost:
        lost.setattr(cluster._client, "status", "closed")
        lost.setattr(cluster._client, "scheduler", None)
        with pytest.raises(ConvertError) as caught:
            cluster.convert([job("ke-hoach")], lambda count: None)
    cluster.close()
    assert [problem.code for problem in caught.value.problems] == ["CU-05"]


def test_a_paper_that_fails_on_a_worker_is_named(workers: Workers, job: Jobs) -> None:
    workers.add("crashes")
    cluster = Cluster(workers.address, OFFICE, find_fonts())
    with pytest.raises(ConvertError) as caught:
        cluster.convert([job("ke-hoach"), job("to-trinh")], lambda count: None)
    cluster.close()
    assert sorted(problem.place for problem in caught.value.problems) == ["ke-hoach", "to-trinh"]


def test_a_worker_with_another_libreoffice_is_refused_with_a_sentence(workers: Workers) -> None:
    workers.add()
    with pytest.raises(ConvertError, match=r"LibreOffice 0\.0\.1 \(máy này 7\.9\).*cài cùng phiên bản") as caught:
        Cluster(workers.address, replace(OFFICE, version="7.9"), find_fonts())
    assert "127.0.0.1" in caught.value.problems[0].place


def test_a_cluster_without_workers_says_how_to_start_one(workers: Workers) -> None:
    with pytest.raises(ConvertError, match="dask worker"):
        Cluster(workers.address, OFFICE, find_fonts())


def test_an_address_where_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban.convert.cluster._CONNECT_S", 0.5)
    with pytest.raises(UsageError, match="dask scheduler"):
        Cluster("tcp://127.0.0.1:1", OFFICE, find_fonts())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"office": "1.2"}, "LibreOffice"),
        ({"fonts": "khac"}, "phông chữ khác|không có phông"),
        ({"program": "khac"}, "vanban khác phiên bản"),
    ],
)
def test_every_batch_asks_again(change: dict[str, str], words: str) -> None:
    with pytest.raises(ConvertError, match=words):
        lay_out(Batch(replace(this_machine(), **change), ()))


def test_machines_that_are_alike_have_no_difference() -> None:
    assert machine().differences(machine()) == ""
    assert machine().differences(Machine("", "", "")) == (
        "LibreOffice không có (máy này 0.0.1), không có phông, vanban khác phiên bản"
    )


def test_a_pdf_cut_off_on_its_way_is_named_and_not_counted(job: Jobs) -> None:
    counted: list[int] = []
    with pytest.raises(ConvertError) as caught:
        received(job("a"), b"%PDF-1.4\n1 0 obj", counted.append)
    assert [(p.code, p.place) for p in caught.value.problems] == [("CU-06", "a")]
    assert counted == []


@pytest.mark.parametrize("loss", [KilledWorker("a", None, 4), CancelledError(), ConnectionResetError()])
def test_a_batch_the_cluster_gives_up_is_a_sentence(loss: Exception) -> None:
    task: Future[tuple[tuple[str, bytes], ...]] = Future()
    task.set_exception(loss)
    with pytest.raises(ConvertError) as caught:
        result_of(task)
    assert [p.code for p in caught.value.problems] == ["CU-05"]


def test_what_stopped_a_batch_on_its_computer_is_told() -> None:
    task: Future[tuple[tuple[str, bytes], ...]] = Future()
    task.set_exception(OSError(28, "No space left on device"))
    with pytest.raises(ConvertError, match="No space left on device"):
        result_of(task)

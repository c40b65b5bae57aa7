"""Many computers: batches of papers go to workers of a Dask cluster, their PDFs come back; files of others stay here.

Every worker must lay papers out as this computer would: the same LibreOffice, the same faces, the same program. That is
asked of all of them at the beginning and of each again with every batch, since workers come and go.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vanban.convert.base import Job, Meanwhile, Outcome, Progress, Ready, nothing
from vanban.convert.fonts import FontFamily, find_fonts
from vanban.convert.inspect import page_count
from vanban.convert.office import Office, find_office
from vanban.convert.soffice import Soffice
from vanban.errors import ConvertError, Problem, UsageError, VanbanError
from vanban.settings import soffice_wished
from vanban.store import code_mark, files_mark

if TYPE_CHECKING:
    from distributed import Client, Future, as_completed

RESOURCE: Final = "LO"
_CONNECT_S: Final = 15.0
_PAPERS_A_BATCH: Final = 30
_BATCHES_A_PLACE: Final = 2
_INSTALL: Final = "pip install 'vanban[cum]'"
_START: Final = f"trên mỗi máy chạy: dask worker ĐỊA_CHỈ --nthreads 1 --nworkers auto --resources {RESOURCE}=1"
_STILL_THERE: Final = "kiểm tra máy điều phối (dask scheduler) và các máy con còn chạy, còn chỗ trên ổ đĩa"
_AGAIN: Final = "rồi lập lại: văn bản nào đã xong thì không làm lại"


@dataclass(frozen=True, slots=True)
class Machine:
    """Máy: what the looks of its pages depend on, in words that a clerk can compare."""

    office: str
    fonts: str
    program: str

    def differences(self, other: Machine) -> str:
        """What another computer has otherwise, "" when nothing."""
        found = []
        if other.office != self.office:
            found.append(f"LibreOffice {other.office or 'không có'} (máy này {self.office})")
        if other.fonts != self.fonts:
            found.append("phông chữ khác" if other.fonts else "không có phông")
        if other.program != self.program:
            found.append("vanban khác phiên bản")
        return ", ".join(found)


@lru_cache(maxsize=1)
def this_machine() -> Machine:
    """What this computer has; empty words for what it lacks."""
    office, fonts = "", ""
    with contextlib.suppress(ConvertError):
        office = find_office(soffice_wished()).version
    with contextlib.suppress(ConvertError):
        fonts = files_mark(*find_fonts().files)
    return Machine(office, fonts, code_mark("convert"))


@dataclass(frozen=True, slots=True)
class Batch:
    """Mẻ giao cho một máy: label and Word file of each paper; `wanted` is what the computer must have."""

    wanted: Machine
    papers: tuple[tuple[str, bytes], ...]


Made = tuple[tuple[str, bytes], ...]


def lay_out(batch: Batch) -> Made:
    """On a worker: the PDF of every paper of a batch.

    Raises:
        ConvertError: this computer is not as it must be, or a paper gave no PDF to trust.
    """
    difference = batch.wanted.differences(this_machine())
    if difference:
        raise ConvertError(_refused("máy con", difference))
    with tempfile.TemporaryDirectory(prefix="vanban-") as name:
        folder = Path(name)
        jobs = [Job(folder / f"{n}.docx", folder / f"{n}.pdf", label) for n, (label, _) in enumerate(batch.papers)]
        for job, (_, docx) in zip(jobs, batch.papers, strict=True):
            job.docx.write_bytes(docx)
        _own_office().convert(jobs, lambda count: None)
        return tuple((job.label, job.pdf.read_bytes()) for job in jobs)


@lru_cache(maxsize=1)
def _own_office() -> Soffice:
    """The worker's own LibreOffice, its profile made once."""
    office = Soffice(find_office(soffice_wished()), find_fonts(), 1)
    atexit.register(office.close)
    return office


class Cluster:
    """Bộ chuyển đổi bằng cụm máy: `address` is that of the scheduler."""

    def __init__(self, address: str, office: Office, fonts: FontFamily) -> None:
        self._home = Soffice(office, fonts, 1)
        self._wanted = Machine(office.version, files_mark(*fonts.files), code_mark("convert"))
        self._client = _connected(address)
        try:
            _check(self._client.run(this_machine), self._wanted, address)
        except BaseException:
            self.close()
            raise

    @property
    def mark(self) -> str:
        """That of LibreOffice: all computers have the same."""
        return self._home.mark

    @property
    def real(self) -> bool:
        """LibreOffice lays papers out."""
        return True

    @property
    def kept(self) -> bool:
        """The same version lays the same words out alike, wherever."""
        return True

    def convert(
        self, jobs: Sequence[Job], progress: Progress, ready: Ready | None = None, meanwhile: Meanwhile = nothing
    ) -> list[Outcome]:
        """One outcome per job, in the order of the jobs; what other people made is laid out on this computer.

        Raises:
            ConvertError: with every paper that did not become a trustworthy PDF, or the computers that may not help.
        """
        ours = [job for job in jobs if not job.foreign]
        outcomes = {id(one.job): one for one in self._gathered(ours, progress, ready)} if ours else {}
        foreign = [job for job in jobs if job.foreign]
        if foreign:
            outcomes |= {id(one.job): one for one in self._home.convert(foreign, progress, ready, meanwhile)}
        return [outcomes[id(job)] for job in jobs]

    def close(self) -> None:
        """Leave the cluster; it goes on for others."""
        self._client.close()
        self._home.close()

    def _gathered(self, jobs: Sequence[Job], progress: Progress, ready: Ready | None) -> Iterator[Outcome]:
        by_label = {job.label: job for job in jobs}
        problems: list[Problem] = []
        with _noted(problems):
            for task in self._done(self._batches(jobs)):
                with _noted(problems):
                    for label, pdf in result_of(task):
                        yield received(by_label[label], pdf, progress, ready)
                task.release()
        if problems:
            raise ConvertError(*dict.fromkeys(problems))

    def _done(self, batches: Iterator[Batch]) -> Iterator[Future[Made]]:
        """The batches as each is done, the next given out before it is looked at."""
        from distributed import as_completed

        done = as_completed(loop=self._client.loop)
        try:
            self._give_out(batches, done)
            for task in done:
                self._give_out(batches, done)
                yield task
        finally:
            with contextlib.suppress(ConvertError), _answered():
                self._client.cancel([*done.futures])

    def _give_out(self, batches: Iterator[Batch], done: as_completed) -> None:
        """Give as many more batches to the computers as they have room for."""
        for batch in islice(batches, self._room(done.count())):
            with _answered():
                done.add(self._client.submit(lay_out, batch, resources={RESOURCE: 1}, pure=False))

    def _room(self, at_work: int) -> int:
        """How many more batches the computers may have.

        Each has one at work and one that waits. Dask would bind all of them to a computer at once, the slow ones too,
        and hold the whole season in memory.
        """
        with _answered():
            if self._client.status in ("closing", "closed"):  # there is no scheduler then that could be asked
                raise ConnectionAbortedError
            threads: dict[str, int] = self._client.nthreads()
        places = max(sum(threads.values()), 1)  # when all have left, one batch waits for whoever comes
        return max(_BATCHES_A_PLACE * places - at_work, 0)

    def _batches(self, jobs: Sequence[Job]) -> Iterator[Batch]:
        """The papers in batches."""
        for start in range(0, len(jobs), _PAPERS_A_BATCH):
            some = jobs[start : start + _PAPERS_A_BATCH]
            yield Batch(self._wanted, tuple((job.label, job.docx.read_bytes()) for job in some))


def result_of(task: Future[Made]) -> Made:
    """What a batch gave.

    Raises:
        ConvertError: the cluster gave the batch up: its computers stopped one after the other, or left.
        VanbanError: as the worker told it.
    """
    with _answered():
        return task.result()


@contextlib.contextmanager
def _answered() -> Iterator[None]:
    """Something asked of the cluster.

    Raises:
        ConvertError: it was given up: computers stopped one after the other, or left; or the scheduler did.
    """
    from distributed import KilledWorker
    from distributed.client import ClosedClientError

    try:
        yield
    except KilledWorker as error:
        message = "Các máy con lần lượt dừng khi làm cùng một mẻ văn bản"
        raise ConvertError.say("CU-05", message, "--cum", f"xem các máy con có đủ bộ nhớ, {_AGAIN}") from error
    except (ClosedClientError, CancelledError, OSError) as error:
        reason = getattr(error, "strerror", None) or "mất liên lạc"  # of a worker: its disk is full, for one
        message = f"Cụm máy bỏ dở một mẻ văn bản: {reason}"
        raise ConvertError.say("CU-05", message, "--cum", f"{_STILL_THERE}, {_AGAIN}") from error


@contextlib.contextmanager
def _noted(problems: list[Problem]) -> Iterator[None]:
    """Work that may fail while other work goes on."""
    try:
        yield
    except VanbanError as error:
        problems += error.problems


def received(job: Job, pdf: bytes, progress: Progress, ready: Ready | None = None) -> Outcome:
    """The PDF of a paper that came from another computer, put in its place.

    Raises:
        ConvertError: it is not whole.
    """
    job.pdf.write_bytes(pdf)
    pages = page_count(job.pdf)
    if pages is None:
        raise ConvertError.say("CU-06", "Tệp PDF nhận từ máy con không trọn vẹn", job.label, "lập lại")
    progress(1)
    outcome = Outcome(job, pages)
    if ready is not None:
        ready(outcome)
    return outcome


def _connected(address: str) -> Client:
    """The cluster at an address.

    Raises:
        UsageError: the extra is not installed, or nobody answers at the address.
    """
    try:
        from distributed import Client
    except ImportError:
        raise UsageError.say("CU-01", "Chưa cài phần chạy trên nhiều máy", "--cum", _INSTALL) from None
    for name in ("distributed", "distributed.client"):  # Dask sets both as it is imported
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is told once, in words
    try:
        return Client(address, timeout=_CONNECT_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        remedy = "kiểm tra địa chỉ như tcp://192.168.1.10:8786, và máy ấy đang chạy: dask scheduler"
        raise UsageError.say("CU-02", "Không nối được với cụm máy", f"--cum {address}", remedy) from error


def _check(machines: dict[str, Any], wanted: Machine, address: str) -> None:
    """Every computer of the cluster lays papers out as this one does.

    Raises:
        ConvertError: no computer is there, or one is not as it must be.
    """
    if not machines:
        raise ConvertError.say("CU-03", "Cụm máy chưa có máy con nào", f"--cum {address}", _START)
    found = {place: wanted.differences(machine) for place, machine in machines.items()}
    problems = [_refused(place, difference) for place, difference in sorted(found.items()) if difference]
    if problems:
        raise ConvertError(*problems)


def _refused(place: str, difference: str) -> Problem:
    message = f"Máy con không được nhận vì trang in ra có thể khác: {difference}"
    remedy = "cài cùng phiên bản LibreOffice, phông chữ và vanban như máy này, hoặc tắt máy con ấy"
    return Problem("CU-04", message, place, remedy)

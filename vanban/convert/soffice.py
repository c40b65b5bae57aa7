"""LibreOffice processes: a private profile each, several papers a process, a deadline, nothing believed.

LibreOffice's exit code is 0 even when a paper failed; so every PDF is looked at, and a paper that is missing is
tried once more alone before it is called lost.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Final, TypeAlias

from vanban.convert.base import Job, Meanwhile, Outcome, Progress, Ready, nothing
from vanban.convert.batches import Attempt, Over, Staged, Taking, Told, balanced, grouped, stage
from vanban.convert.export import WORD_FILTER, Way, target, way_of
from vanban.convert.fonts import PACKAGE as FONT_PACKAGE
from vanban.convert.fonts import FontFamily, fontconfig_present, private_fontconfig
from vanban.convert.inspect import font_problems, unprintable
from vanban.convert.office import Office
from vanban.convert.profile import calm_environment, headless, own_profile
from vanban.convert.standby import CAN_WAIT, FEW, Standby
from vanban.errors import ConvertError, Problem

_BASE_S: Final = 90.0
_PER_PAPER_S: Final = 15.0
_LOOK_S: Final = 0.2
# Files of so many papers are there when LibreOffice starts; it needs longer for one than the others are long in coming.
_AT_ONCE: Final = 8
# Given some hundreds of files, LibreOffice ends before the last of them.
_MOST_FILES: Final = 200
_Heard: TypeAlias = "SimpleQueue[Over | None]"  # None: a batch has ended


class Soffice:
    """Bộ chuyển đổi bằng LibreOffice: `workers` processes side by side, each laying out one paper after the other."""

    def __init__(self, office: Office, fonts: FontFamily, workers: int, deadline_s: float | None = None) -> None:
        self._office = office
        self._fonts = fonts
        self._workers = workers
        self._deadline_s = deadline_s
        self._folder = Path(tempfile.mkdtemp(prefix="vanban-"))
        self._running = Running()
        self._standby: Standby | None = None

    @property
    def mark(self) -> str:
        """LibreOffice's version."""
        return f"LibreOffice {self._office.version}"

    @property
    def kept(self) -> bool:
        """The same version lays the same words out alike."""
        return True

    @property
    def real(self) -> bool:
        """LibreOffice lays papers out."""
        return True

    def convert(
        self, jobs: Sequence[Job], progress: Progress, ready: Ready | None = None, meanwhile: Meanwhile = nothing
    ) -> list[Outcome]:
        """One outcome per job, in the order of the jobs; `ready` is told of each while others are still made.

        Raises:
            ConvertError: with every paper that did not become a trustworthy PDF.
        """
        if len(jobs) > FEW:
            self._stand_down()  # it takes room, and is no help
        problems = [problem for job in jobs if not job.foreign for problem in self._unprintable(job)]
        if problems:
            raise ConvertError(*problems)
        for job in jobs:
            job.pdf.unlink(missing_ok=True)
        self._running = Running()  # what an earlier call had to stop does not stop this one
        heard: _Heard = SimpleQueue()
        with ThreadPoolExecutor(max_workers=self._workers) as pool:
            batches = enumerate(balanced(grouped(jobs, self._workers), self._workers))
            running = [pool.submit(self._batch, worker, batch, heard.put) for worker, batch in batches]
            for batch in running:
                batch.add_done_callback(lambda _: heard.put(None))
            try:
                told_of = _told_of(heard, running, meanwhile)
                looked = [self._looked_at(one, progress, ready) for one in told_of]
            except BaseException:
                self._running.stop()
                self._stand_down()
                raise
        return _believed(jobs, looked)

    def _looked_at(self, one: Over, progress: Progress, ready: Ready | None) -> _Looked:
        """The PDF of a job, believed or not."""
        progress(1)
        job = one.job
        if one.pages is None:
            message, remedy = (
                "LibreOffice không tạo được PDF hoàn chỉnh",
                "mở tệp Word để kiểm tra, rồi chạy: vanban kham",
            )
            return _Looked(job, None, (Problem("LO-03", message, job.label, remedy),))
        problems = () if job.foreign or one.sound else tuple(font_problems(job.pdf, job.label, FONT_PACKAGE))
        outcome = Outcome(job, one.pages)
        if ready is not None and not problems:
            ready(outcome)
        return _Looked(job, outcome, problems)

    def stand_by(self) -> None:
        """Begin LibreOffice for the few papers that are likely to come, where it can wait for them."""
        if CAN_WAIT and self._standby is None:
            worker = self._workers  # a profile that no other has
            command = partial(self._command, worker, Way.PLAIN)
            with contextlib.suppress(OSError):
                self._standby = Standby(self._folder / "cho-san", command, self._environment(worker, Way.PLAIN))

    def _stand_down(self) -> None:
        if self._standby is not None:
            self._standby.close()
            self._standby = None

    def close(self) -> None:
        """Remove the profiles."""
        self._stand_down()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _unprintable(self, job: Job) -> list[Problem]:
        strange = unprintable(job.docx.read_bytes(), self._fonts.letters)
        if not strange:
            return []
        shown = ", ".join(f"“{c}” (U+{ord(c):04X})" for c in strange[:8])
        message = f"Phông {self._fonts.name} không in được ký tự {shown}"
        return [Problem("PH-04", message, job.label, "thay ký tự này trong dữ kiện hoặc mẫu Word")]

    def _batch(self, worker: int, groups: Sequence[tuple[Job, ...]], told: Told) -> None:
        """Convert the papers of one worker, foreign files by themselves; those that failed are tried again, alone."""
        lost = [job for way, some in _by_way(groups) for job in self._laid_out(worker, way, some, told)]
        for job in lost:
            if self._laid_out(worker, way_of(job), [(job,)], told):
                told(Over(job))

    def _laid_out(self, worker: int, way: Way, groups: Sequence[tuple[Job, ...]], told: Told) -> list[Job]:
        """Convert some papers, again until what belongs together lies together; gives those that came to nothing."""
        lost: list[Job] = []
        waiting = deque([Attempt(job) for job in group] for group in groups)
        while waiting:
            some = [waiting.popleft() for _ in range(min(len(waiting), _MOST_FILES))]
            taking = self._run(worker, way, some, told)
            lost += taking.lost
            waiting += [[attempt] for attempt in taking.again]
        return lost

    def _run(self, worker: int, way: Way, groups: Sequence[Sequence[Attempt]], told: Told) -> Taking:
        """One process over some attempts; what came of them is told as it comes, but for those lost or to do again."""
        with tempfile.TemporaryDirectory(dir=self._folder) as out:
            staged = stage(groups, Path(out))
            taking = Taking(staged, told)
            left = self._not_stood_by_for(way, staged, taking)
            ended = not left or self._process(worker, way, left, taking)
            taking.rest()
            if not ended:
                taking.give_up()
            return taking

    def _not_stood_by_for(self, way: Way, staged: Sequence[Staged], taking: Taking) -> Sequence[Staged]:
        """The files that a LibreOffice on standby did not lay out."""
        standby, patience_s = self._standby, self._deadline_s or _BASE_S
        if standby is None or way is not Way.PLAIN or len(staged) > FEW:
            return staged
        for place, one in enumerate(staged):
            one.put()
            if not standby.lay_out(one.source, one.made, patience_s):
                return staged[place:]
            taking.finished()
        return ()

    def _process(self, worker: int, way: Way, staged: Sequence[Staged], taking: Taking) -> bool:
        """Whether a process over some files ended by itself."""
        folder = staged[0].source.parent
        command = self._command(worker, way, [one.source for one in staged], folder)
        groups = [one.attempts for one in staged]
        deadline = self._deadline_s or _BASE_S + _PER_PAPER_S * sum(map(len, groups))
        count = _at_once(groups)
        for one in staged[:count]:
            one.put()
        rest = (one.put for one in staged[count:])
        return self._running.run(command, self._environment(worker, way), deadline, taking.finished, rest)

    def _command(self, worker: int, way: Way, inputs: Sequence[Path], out: Path) -> list[str]:
        return [
            *headless(self._office, self._profile(worker)),
            *(() if way is Way.FOREIGN else (f"--infilter={WORD_FILTER}",)),
            "--convert-to",
            target(way, inputs[0]),
            "--outdir",
            str(out),
            *(str(path) for path in inputs),
        ]

    def _profile(self, worker: int) -> Path:
        """The worker's own LibreOffice profile, with macros and links off."""
        return own_profile(self._office, self._folder / f"ho-so-{worker}")

    def _environment(self, worker: int, way: Way) -> dict[str, str]:
        """What LibreOffice sees; a foreign file may use every font of this computer."""
        environment = calm_environment()
        if fontconfig_present() and way is not Way.FOREIGN:
            folder = self._folder / f"ho-so-{worker}"
            environment["FONTCONFIG_FILE"] = str(private_fontconfig(self._fonts, folder))
        return environment


@dataclass(frozen=True, slots=True)
class _Looked:
    """A PDF that was looked at: what it is, or what is wrong with it."""

    job: Job
    outcome: Outcome | None
    problems: tuple[Problem, ...]


def _by_way(groups: Sequence[tuple[Job, ...]]) -> list[tuple[Way, list[tuple[Job, ...]]]]:
    """The groups as one process each can lay them out: all of a way together, foreign files one by one."""
    ours: dict[Way, list[tuple[Job, ...]]] = {}
    foreign = []
    for group in groups:
        way = way_of(group[0])
        if way is Way.FOREIGN:
            foreign.append((way, [group]))
        else:
            ours.setdefault(way, []).append(group)
    return [*ours.items(), *foreign]


def _at_once(groups: Sequence[Sequence[Attempt]]) -> int:
    """How many files are there when LibreOffice starts."""
    papers = accumulate(len(group) for group in groups)
    return sum(count < _AT_ONCE for count in papers) + 1


def _told_of(heard: _Heard, running: Sequence[Future[None]], meanwhile: Meanwhile) -> Iterator[Over]:
    """The jobs as they are told of, each with its pages, until every batch has ended; other work in between.

    Raises:
        Whatever a batch raised.
    """
    ended = 0
    while ended < len(running):
        idle = heard.empty() and not meanwhile()
        try:
            one = heard.get(timeout=_LOOK_S if idle else 0)
        except Empty:
            continue
        if one is None:
            ended += 1
        else:
            yield one
    for batch in running:
        batch.result()


def _believed(jobs: Sequence[Job], looked: Sequence[_Looked]) -> list[Outcome]:
    """The outcomes in the order of the jobs.

    Raises:
        ConvertError: with every paper that did not become a trustworthy PDF.
    """
    by_job = {id(one.job): one for one in looked}
    found = [by_job[id(job)] for job in jobs if id(job) in by_job]
    problems = [problem for one in found for problem in one.problems]
    if problems:
        raise ConvertError(*problems)
    return [one.outcome for one in found if one.outcome is not None]


class Running:
    """Các tiến trình đang chạy, so that an interrupted build need not wait for LibreOffice."""

    def __init__(self) -> None:
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def run(
        self,
        command: list[str],
        environment: dict[str, str],
        deadline_s: float,
        look: Callable[[], None] = lambda: None,
        begun: Iterable[Callable[[], None]] = (),
    ) -> bool:
        """Run a program to its end, looking now and then; at the deadline it is killed with everything it started.

        What there is to do once it has `begun` is done step by step, as long as nobody stops it. Gives whether it ended
        by itself.
        """
        if self._stopped:
            return True
        process = _start(command, environment)
        self._processes.add(process)
        try:
            for step in begun:
                if self._stopped:
                    break
                step()
            return _wait(process, deadline_s, look)
        finally:
            kill_tree(process)
            self._processes.discard(process)

    def stop(self) -> None:
        """Kill what runs now; nothing is started any more."""
        self._stopped = True
        for process in list(self._processes):
            kill_tree(process)


def _wait(process: subprocess.Popen[bytes], deadline_s: float, look: Callable[[], None]) -> bool:
    """Whether a program ended before its deadline."""
    ended = Event()
    Thread(target=_tell_end, args=(process, ended), daemon=True).start()
    left = deadline_s
    while left > 0:
        if ended.wait(min(_LOOK_S, left)):
            return True
        left -= _LOOK_S
        look()
    return False


def _tell_end(process: subprocess.Popen[bytes], ended: Event) -> None:
    """A wait with a deadline looks only now and then, and sees the end late."""
    process.wait()
    ended.set()


def _start(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    on_windows = os.name == "nt"
    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=not on_windows,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) if on_windows else 0,
    )


def kill_tree(process: subprocess.Popen[bytes]) -> None:
    """Kill a process with its whole group; a group that has ended already is left in peace."""
    if os.name == "nt":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()

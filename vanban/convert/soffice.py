"""LibreOffice processes: a private profile each, several papers a process, a deadline, nothing believed.

LibreOffice's exit code is 0 even when a paper failed; so every PDF is looked at, and a paper that is missing is
tried once more alone before it is called lost.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from vanban.convert.base import Job, Outcome, Progress
from vanban.convert.fonts import PACKAGE as FONT_PACKAGE
from vanban.convert.fonts import FontFamily, fontconfig_present, private_fontconfig
from vanban.convert.inspect import font_problems, page_count, unprintable
from vanban.convert.office import Office
from vanban.errors import ConvertError, Problem

_IN_FILTER: Final = "MS Word 2007 XML"
# PDF/A-1b (TCVN 14159-1); no bookmarks of its own, no links that follow files, no form fields.
_EXPORT: Final = {
    "SelectPdfVersion": {"type": "long", "value": "1"},
    "ExportBookmarks": {"type": "boolean", "value": "false"},
    "ExportFormFields": {"type": "boolean", "value": "false"},
    "UseTaggedPDF": {"type": "boolean", "value": "false"},
}
_MARKED: Final = {"ExportBookmarks": {"type": "boolean", "value": "true"}}
_SHEETS: Final = frozenset({".xls", ".xlsx"})
_BASE_S: Final = 90.0
_PER_PAPER_S: Final = 15.0
_SETTINGS: Final = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Setup/Office", "ooSetupInstCompleted", "true"),
)
_REGISTRY: Final = "http://openoffice.org/2001/registry"


class Soffice:
    """Bộ chuyển đổi bằng LibreOffice: `workers` processes side by side."""

    def __init__(self, office: Office, fonts: FontFamily, workers: int, deadline_s: float | None = None) -> None:
        self._office = office
        self._fonts = fonts
        self._workers = workers
        self._deadline_s = deadline_s
        self._folder = Path(tempfile.mkdtemp(prefix="vanban-"))
        self._running = Running()

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

    def convert(self, jobs: Sequence[Job], progress: Progress) -> list[Outcome]:
        """One outcome per job, in the order of the jobs.

        Raises:
            ConvertError: with every paper that did not become a trustworthy PDF.
        """
        problems = [problem for job in jobs if not job.foreign for problem in self._unprintable(job)]
        if problems:
            raise ConvertError(*problems)
        for job in jobs:
            job.pdf.unlink(missing_ok=True)
        batches = [list(jobs[start :: self._workers]) for start in range(min(self._workers, len(jobs)))]
        with ThreadPoolExecutor(max_workers=self._workers) as pool:
            numbered = enumerate(batches)
            try:
                list(pool.map(lambda item: self._batch(item[0], item[1], progress), numbered))
            except BaseException:
                self._running.stop()
                raise
        return self._outcomes(jobs)

    def close(self) -> None:
        """Remove the profiles."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _unprintable(self, job: Job) -> list[Problem]:
        strange = unprintable(job.docx.read_bytes(), self._fonts.letters)
        if not strange:
            return []
        shown = ", ".join(f"“{c}” (U+{ord(c):04X})" for c in strange[:8])
        message = f"Phông {self._fonts.name} không in được ký tự {shown}"
        return [Problem("PH-04", message, job.label, "thay ký tự này trong dữ kiện hoặc mẫu Word")]

    def _batch(self, worker: int, jobs: list[Job], progress: Progress) -> None:
        """Convert the jobs of one worker; those that failed are tried once more, each alone."""
        for alike in ([job for job in jobs if not job.foreign], *([job] for job in jobs if job.foreign)):
            if alike:
                self._run(worker, alike)
        done = [job for job in jobs if page_count(job.pdf)]
        progress(len(done))
        for job in jobs:
            if job not in done:
                self._run(worker, [job])
                progress(1)

    def _run(self, worker: int, jobs: list[Job]) -> None:
        with tempfile.TemporaryDirectory(dir=self._folder) as out:
            inputs = [self._staged(job, index, Path(out)) for index, job in enumerate(jobs)]
            foreign = jobs[0].foreign
            command = self._command(worker, inputs, Path(out), foreign)
            deadline = self._deadline_s or _BASE_S + _PER_PAPER_S * len(jobs)
            self._running.run(command, self._environment(worker, foreign), deadline)
            for job, staged in zip(jobs, inputs, strict=True):
                made = staged.with_suffix(".pdf")
                if made.is_file():
                    shutil.move(made, job.pdf)

    def _staged(self, job: Job, index: int, folder: Path) -> Path:
        """A copy under a plain ASCII name: paths with marks or spaces never reach LibreOffice."""
        staged = folder / f"{index:05d}{job.docx.suffix.lower() if job.foreign else '.docx'}"
        shutil.copyfile(job.docx, staged)
        return staged

    def _command(self, worker: int, inputs: list[Path], out: Path, foreign: bool) -> list[str]:
        profile = self._profile(worker)
        return [
            str(self._office.program),
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            *(() if foreign else (f"--infilter={_IN_FILTER}",)),
            "--convert-to",
            _target(inputs[0], foreign),
            "--outdir",
            str(out),
            *(str(path) for path in inputs),
        ]

    def _profile(self, worker: int) -> Path:
        """The worker's own LibreOffice profile, with macros and links off."""
        profile = self._folder / f"ho-so-{worker}"
        user = profile / "user"
        if not user.is_dir():
            user.mkdir(parents=True)
            (user / "registrymodifications.xcu").write_text(profile_settings(), encoding="utf-8")
        return profile

    def _environment(self, worker: int, foreign: bool) -> dict[str, str]:
        """What LibreOffice sees; a foreign file may use every font of this computer."""
        environment = {**os.environ, "SAL_USE_VCLPLUGIN": "svp", "SAL_DISABLE_OPENCL": "1", "LC_ALL": "C.UTF-8"}
        if fontconfig_present() and not foreign:
            folder = self._folder / f"ho-so-{worker}"
            environment["FONTCONFIG_FILE"] = str(private_fontconfig(self._fonts, folder))
        return environment

    def _outcomes(self, jobs: Sequence[Job]) -> list[Outcome]:
        problems: list[Problem] = []
        outcomes: list[Outcome] = []
        for job in jobs:
            pages = page_count(job.pdf)
            if pages is None:
                message = "LibreOffice không tạo được PDF hoàn chỉnh"
                problems.append(Problem("LO-03", message, job.label, "mở tệp Word để kiểm tra, rồi chạy: vanban kham"))
                continue
            if not job.foreign:
                problems += font_problems(job.pdf, job.label, FONT_PACKAGE)
            outcomes.append(Outcome(job, pages))
        if problems:
            raise ConvertError(*problems)
        return outcomes


def _target(source: Path, foreign: bool) -> str:
    """The PDF filter for a file, with its options."""
    calc = foreign and source.suffix in _SHEETS
    options = json.dumps(_EXPORT | (_MARKED if foreign else {}), separators=(",", ":"))
    return f"pdf:{'calc' if calc else 'writer'}_pdf_Export:{options}"


def profile_settings() -> str:
    """registrymodifications.xcu of a new profile: macros and links off, no first start."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="{_REGISTRY}">{items}</oor:items>'


class Running:
    """Các tiến trình đang chạy, so that an interrupted build need not wait for LibreOffice."""

    def __init__(self) -> None:
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def run(self, command: list[str], environment: dict[str, str], deadline_s: float) -> None:
        """Run a program to its end; at the deadline it is killed with everything it started."""
        if self._stopped:
            return
        process = _start(command, environment)
        self._processes.add(process)
        try:
            if not self._stopped:
                process.wait(timeout=deadline_s)
        except subprocess.TimeoutExpired:
            pass
        finally:
            kill_tree(process)
            self._processes.discard(process)

    def stop(self) -> None:
        """Kill what runs now; nothing is started any more."""
        self._stopped = True
        for process in list(self._processes):
            kill_tree(process)


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

"""Is LibreOffice here, and which one? Kept apart from running it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Final, TypeVar

from vanban.errors import ConvertError

Found = TypeVar("Found")
PACKAGE: Final = "libreoffice-writer-nogui"
_PLACES: Final = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "%ProgramFiles%/LibreOffice/program/soffice.com",
    "%ProgramFiles%/LibreOffice/program/soffice.exe",
    "%ProgramFiles(x86)%/LibreOffice/program/soffice.com",
    "%ProgramFiles(x86)%/LibreOffice/program/soffice.exe",
)
_PROBE_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Office:
    """LibreOffice trên máy: its program and its version text."""

    program: Path
    version: str


def find_office(wished: str | None) -> Office:
    """The LibreOffice to use; `wished` is the path the user named, None to look for it.

    Raises:
        ConvertError: there is none, or it does not start; the package is named.
    """
    program = _program(wished)
    if program is None:
        remedy = f"cài gói {PACKAGE} (Debian, Ubuntu: sudo apt-get install {PACKAGE}), Windows: cài LibreOffice"
        raise ConvertError.say("LO-01", "Không tìm thấy LibreOffice", wished or "máy này", remedy)
    return Office(program, _version(program))


def soon(work: Callable[[], Found]) -> Future[Found]:
    """What a piece of work will have come to or raised: it is done in its own time, while this program does other."""
    found: Future[Found] = Future()
    Thread(target=_do, args=(found, work), daemon=True).start()
    return found


def _do(found: Future[Found], work: Callable[[], Found]) -> None:
    try:
        found.set_result(work())
    except BaseException as error:  # it is raised where the result is asked for
        found.set_exception(error)


def _program(wished: str | None) -> Path | None:
    if wished:
        found = shutil.which(wished)
        return Path(found) if found else None
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    places = (Path(os.path.expandvars(place)) for place in _PLACES)
    return Path(on_path) if on_path else next((place for place in places if place.is_file()), None)


def _version(program: Path) -> str:
    try:
        done = subprocess.run([program, "--version"], capture_output=True, timeout=_PROBE_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        remedy = f"cài lại gói {PACKAGE}"
        raise ConvertError.say("LO-02", "LibreOffice không khởi động được", str(program), remedy) from error
    match = re.search(r"LibreOffice\s+(\d+(?:\.\d+)+)", done.stdout.decode("utf-8", "replace"))
    if match is None:
        raise ConvertError.say("LO-02", "Chương trình này không phải LibreOffice", str(program), f"cài gói {PACKAGE}")
    return match[1]

"""LibreOffice begun before there is anything to lay out: half a second of every small build is its start.

It is told the names of some papers that are not there yet, and reads one after the other. In the place of each stands a
named pipe: to open one takes until somebody writes to it. A paper takes the place of its pipe, and then the pipe, which
has a second name, is opened and closed; LibreOffice finds that it was no file, looks once more, and there it is.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Final

from vanban.convert.inspect import ends_well
from vanban.convert.word_parts import MAIN, packed

CAN_WAIT: Final = sys.platform == "linux"
FEW: Final = 6
_PAPERS: Final = 24
_PATIENCE_S: Final = 20.0
_SOON_S: Final = 1.0
_LOOK_S: Final = 0.01
# When this program is killed, so is LibreOffice, which would wait for ever: then somebody's input ends.
_WATCHED: Final = 'exec 3<&0; { read _ <&3; kill -9 0; } 2>/dev/null & exec "$@" 3<&- </dev/null'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_DOCUMENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
# What LibreOffice needs for any paper is loaded for this one.
_FIRST: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/{MAIN}" ContentType="{_DOCUMENT}"/></Types>'.encode(),
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r" Type="{_OFFICE}" Target="{MAIN}"/></Relationships>'.encode(),
    MAIN: '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    '<w:tbl><w:tr><w:tc><w:p><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/></w:rPr>'
    "<w:t>Chờ</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:body></w:document>".encode(),
}
Command = Callable[[Sequence[Path], Path], list[str]]


class Standby:
    """LibreOffice chờ sẵn: lays out a few papers, one at a time, in a folder of its own.

    `command` says how it is started, for the papers it will be given and the folder of their PDFs.

    Raises:
        OSError: it cannot be started here.
    """

    def __init__(self, folder: Path, command: Command, environment: Mapping[str, str]) -> None:
        self._made = folder / "ra"
        self._places = [folder / f"{number:05d}.docx" for number in range(_PAPERS)]
        self._left = list(self._places)
        self._busy = Lock()
        folder.mkdir()
        first = folder / "dau.docx"
        first.write_bytes(packed(_FIRST, _FIRST[MAIN]))
        for place in self._places:
            os.mkfifo(place)
            os.link(place, _pipe(place))
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", _WATCHED, "sh", *command([first, *self._places], self._made)],
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def group(self) -> int:
        """The number of its process, and of the group with whoever watches over it."""
        return self._process.pid

    def close(self) -> None:
        """Nobody needs it any more."""
        with suppress(ProcessLookupError):
            os.killpg(self.group, signal.SIGKILL)
        with self._process:  # its input is closed, its end is seen
            pass

    def lay_out(self, paper: Path, pdf: Path, patience_s: float = _PATIENCE_S) -> bool:
        """Whether the PDF of a Word file was made; it is not when another is at work, or anything is odd.

        It is used no more once a paper was not made.
        """
        if not self._busy.acquire(blocking=False):
            return False
        try:
            made = bool(self._left) and self._lay_out(paper, pdf, self._left.pop(0), min(patience_s, _PATIENCE_S))
            if not made:
                self._left.clear()
                self.close()
            return made
        finally:
            self._busy.release()

    def _lay_out(self, paper: Path, pdf: Path, place: Path, patience_s: float) -> bool:
        beside, made = place.with_suffix(".tam"), self._made / f"{place.stem}.pdf"
        shutil.copyfile(paper, beside)
        beside.replace(place)
        begun = time.monotonic()
        while self._process.poll() is None and (gone := time.monotonic() - begun) < patience_s:
            _knock(_pipe(place))
            if made.is_file() and ends_well(made):
                shutil.move(made, pdf)
                return True
            if gone > _SOON_S and self._left and _knock(_pipe(self._left[0])):
                break  # it has gone on without
            time.sleep(_LOOK_S)
        return False


def _pipe(place: Path) -> Path:
    return place.with_suffix(".cho")


def _knock(pipe: Path) -> bool:
    """Let go on who waits at a pipe; whether anybody did."""
    with suppress(OSError):
        os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        return True
    return False

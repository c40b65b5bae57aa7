"""Word files to convert, false programs, and a way to hear whether they still live."""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_BREAK

from vanban.convert import FontFamily, Job, Soffice, find_fonts, find_office

FAULTS = Path(__file__).parents[1] / "faults"
PATIENCE_S = 20.0


@pytest.fixture(scope="session")
def fonts() -> FontFamily:
    """The installed family."""
    return find_fonts()


@pytest.fixture
def office(fonts: FontFamily) -> Iterator[Soffice]:
    """The installed LibreOffice, one process at a time."""
    converter = Soffice(find_office(None), fonts, 1)
    yield converter
    converter.close()


@pytest.fixture
def job(tmp_path: Path) -> Callable[..., Job]:
    """Makes a job for a Word file with the given pages of text."""

    def make(label: str, *pages: str, header: str = "") -> Job:
        document = Document()
        document.styles["Normal"].font.name = "Times New Roman"
        for index, text in enumerate(pages or ("Nội dung",)):
            run = document.add_paragraph().add_run(text)
            if index + 1 < len(pages):
                run.add_break(WD_BREAK.PAGE)
        if header:
            document.sections[0].header.paragraphs[0].text = header
        path = tmp_path / f"{label}.docx"
        document.save(str(path))
        return Job(path, tmp_path / f"{label}.pdf", label)

    return make


@pytest.fixture
def pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The reading end of a pipe that the hanging program and its child hold open while they live."""
    path = tmp_path / "ong"
    os.mkfifo(path)
    monkeypatch.setenv("VANBAN_THU_ONG", str(path))
    end = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    yield end
    os.close(end)


def read_to_the_end(pipe: int) -> bytes:
    """All that was written until the last writer was dead; fails when one outlives our patience."""
    heard = b""
    while True:
        ready, _, _ = select.select([pipe], [], [], PATIENCE_S)
        assert ready, f"still alive after {PATIENCE_S} s; heard {heard!r}"
        letters = os.read(pipe, 100)
        if not letters:
            return heard
        heard += letters

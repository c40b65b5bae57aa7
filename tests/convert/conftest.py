"""Word files to convert."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_BREAK

from vanban.convert import Job


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

"""PDFs from elsewhere, and the eyes to look at a bound one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from vanban.bundle import Faces, read_faces
from vanban.convert import find_fonts

A4 = (0.0, 0.0, 595.3, 841.9)


@dataclass(frozen=True)
class Sheet:
    """One page of a foreign PDF; `extra` are further keys of its dictionary."""

    words: str = ""
    media: tuple[float, float, float, float] = A4
    content: bytes = b""
    extra: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(scope="session")
def stamp_font() -> Faces:
    return read_faces(find_fonts().files)


@pytest.fixture
def foreign(tmp_path: Path) -> Callable[..., Path]:
    """Makes a PDF of sheets such as other programs write."""

    def make(name: str, sheets: Sequence[Sheet]) -> Path:
        path = tmp_path / name
        with pikepdf.new() as pdf:
            for sheet in sheets:
                pdf.pages.append(page_of(pdf, sheet))
            pdf.save(path)
        return path

    return make


def page_of(pdf: pikepdf.Pdf, sheet: Sheet) -> pikepdf.Page:
    helvetica = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    words = f"BT /F1 12 Tf 60 400 Td ({sheet.words}) Tj ET".encode() if sheet.words else b""
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=list(sheet.media),
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=helvetica)),
        Contents=pdf.make_stream(sheet.content + words),
    )
    for key, value in sheet.extra.items():
        page[key] = value
    return pikepdf.Page(pdf.make_indirect(page))


@pytest.fixture
def texts() -> Callable[[Path], list[str]]:
    """Reads the text of each page."""

    def read(path: Path) -> list[str]:
        with pypdfium2.PdfDocument(path) as pdf:
            return [text_of(page) for page in pdf]

    return read


def text_of(page: pypdfium2.PdfPage) -> str:
    textpage = page.get_textpage()
    try:
        return str(textpage.get_text_range())
    finally:
        textpage.close()

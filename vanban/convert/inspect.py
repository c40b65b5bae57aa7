"""A PDF is believed only after it was looked at: it opens, has pages, and shows only the expected face."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pikepdf

from vanban.errors import Problem

_PARTS: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TEXT: Final = re.compile(rb"<w:t(?:\s[^>]*)?>([^<]*)</w:t>")
_INVISIBLE: Final = frozenset("\t\n\r\u00a0\u00ad\u200b")
_EXPECTED: Final = ("LiberationSerif", "TimesNewRoman", "Tinos")
_TAIL_BYTES: Final = 1024


def page_count(pdf: Path) -> int | None:
    """How many pages a complete PDF has; None when it is missing, cut off, empty or unreadable."""
    if not pdf.is_file() or not ends_well(pdf):
        return None
    try:
        with pikepdf.open(pdf, inherit_page_attributes=False) as document:
            return len(document.pages) or None
    except pikepdf.PdfError:
        return None


def ends_well(pdf: Path) -> bool:
    """Whether a file has the last line of a PDF."""
    with pdf.open("rb") as stream:
        stream.seek(max(0, pdf.stat().st_size - _TAIL_BYTES))
        return b"%%EOF" in stream.read()


def font_problems(pdf: Path, label: str, package: str) -> list[Problem]:
    """Faces that are not of the Times family, or not embedded."""
    with pikepdf.open(pdf, inherit_page_attributes=False) as document:
        return face_problems(document, label, package)


def face_problems(document: pikepdf.Pdf, label: str, package: str) -> list[Problem]:
    """The same of a PDF that is open."""
    fonts = {name: embedded for page in document.pages for name, embedded in _fonts(page)}
    problems = []
    for name, embedded in sorted(fonts.items()):
        if not name.startswith(_EXPECTED):
            message = f"Trang PDF dùng phông “{name}” thay cho Times New Roman"
            problems.append(Problem("PH-02", message, label, f"cài gói {package} rồi lập lại"))
        elif not embedded:
            message = f"Phông “{name}” không được nhúng vào PDF"
            problems.append(Problem("PH-03", message, label, f"cài lại gói {package}"))
    return problems


def _fonts(page: pikepdf.Page) -> Iterator[tuple[str, bool]]:
    node: Any = page.obj
    while "/Resources" not in node and "/Parent" in node:
        node = node["/Parent"]
    fonts = node.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
    for font in fonts.values():
        descendants = font.get("/DescendantFonts")
        actual = descendants[0] if descendants is not None else font
        descriptor = actual.get("/FontDescriptor", pikepdf.Dictionary())
        embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        yield str(font.get("/BaseFont", "/?"))[1:].split("+")[-1], embedded


def unprintable(docx: bytes, letters: frozenset[int]) -> list[str]:
    """Characters of a Word file that the face cannot print, in order of code point.

    LibreOffice with one font folder leaves such a character out without a word, so it is asked before.
    """
    found: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        for name in archive.namelist():
            if _PARTS.fullmatch(name):
                found |= _characters(archive.read(name))
    return sorted(c for c in found - _INVISIBLE if ord(c) not in letters)


def _characters(xml: bytes) -> set[str]:
    text = b"".join(_TEXT.findall(xml)).decode("utf-8")
    numeric = {chr(int(code)) for code in re.findall(r"&#(\d+);", text)}
    return set(re.sub(r"&[^;]*;", "", text)) | numeric

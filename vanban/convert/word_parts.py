"""A Word file as its parts, and back: not compressed, for LibreOffice reads it once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

MAIN: Final = "word/document.xml"


def parts_of(docx: bytes) -> dict[str, bytes]:
    """The parts of a Word file by name.

    Raises:
        zipfile.BadZipFile: it is none.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as source:
        return {name: source.read(name) for name in source.namelist()}


def packed(parts: Mapping[str, bytes], main: bytes) -> bytes:
    """A Word file of these parts, and this document in the place of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name, part in parts.items():
            target.writestr(name, main if name == MAIN else part)
    return out.getvalue()

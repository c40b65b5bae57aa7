"""The words of a Word file, and Word files that are equal when their parts are."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from typing import Final

from lxml import etree

from vanban.errors import TemplateError

# The earliest time a zip can hold: the same words give the same bytes, whenever they are written.
FILLED_PARTS: Final = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_DOCUMENT: Final = re.compile(r"word/document\d*\.xml")  # other programs number it
_SPACE: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)


def entry(name: str) -> zipfile.ZipInfo:
    """A part's place in the file, without the time of writing."""
    info = zipfile.ZipInfo(name, _ZIP_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info


def repack(docx: bytes, change: Callable[[bytes], bytes] = bytes) -> bytes:
    """The same parts in the same order with one fixed time, so that equal papers are equal files.

    `change` is put to the document itself.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(entry(name), change(part) if name == "word/document.xml" else part)
    return out.getvalue()


def plain_text(docx: bytes) -> str:
    """All text of body, headers and footers; paragraphs as lines.

    Raises:
        TemplateError: the bytes are not a Word document.
    """
    strange = TemplateError.say("MW-05", "Tệp không phải văn bản Word (.docx)", "", "lưu lại tệp bằng Word")
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            names = sorted(archive.namelist())
            if not any(_has_body(archive.read(name)) for name in names if _DOCUMENT.fullmatch(name)):
                raise strange
            return "\n".join(part_text(archive.read(name)) for name in names if FILLED_PARTS.fullmatch(name))
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise strange from error


def _has_body(xml: bytes) -> bool:
    return _root(xml).find(f"{_SPACE}body") is not None


def part_text(xml: bytes) -> str:
    """The text of one part; paragraphs as lines."""
    lines = ("".join(t.text or "" for t in p.iter(f"{_SPACE}t")) for p in _root(xml).iter(f"{_SPACE}p"))
    return "\n".join(lines)


def _root(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, parser=etree.XMLParser(resolve_entities=False, no_network=True))


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()

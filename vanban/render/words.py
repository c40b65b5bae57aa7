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
from vanban.intake.guard import DAMAGED

# The earliest time a zip can hold: the same words give the same bytes, whenever they are written.
FILLED_PARTS: Final = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = ".main+xml"
_SPACES: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # saved as strict
)
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
            bodies = _bodies(archive)
            names = bodies | {name for name in archive.namelist() if FILLED_PARTS.fullmatch(name)}
            parts = {name: _root(archive.read(name)) for name in sorted(names)}
    except (*DAMAGED, etree.XMLSyntaxError) as error:
        raise strange from error
    if not any(True for name in bodies for _ in parts[name].iter(*_each("body"))):
        raise strange
    return "\n".join(map(_lines, parts.values()))


def _bodies(archive: zipfile.ZipFile) -> set[str]:
    """The parts that may be the document itself: other programs than Word name it otherwise."""
    names = set(archive.namelist())
    types = _root(archive.read(_TYPES)).iter("{*}Override") if _TYPES in names else ()
    said = {part.get("PartName", "").lstrip("/") for part in types if part.get("ContentType", "").endswith(_MAIN)}
    return (said | {"word/document.xml"}) & names


def part_text(xml: bytes) -> str:
    """The text of one part; paragraphs as lines."""
    return _lines(_root(xml))


def _lines(root: etree._Element) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(*_each("t"))) for p in root.iter(*_each("p")))


def _each(name: str) -> list[str]:
    return [f"{{{space}}}{name}" for space in _SPACES]


def _root(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, parser=etree.XMLParser(resolve_entities=False, no_network=True))


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()

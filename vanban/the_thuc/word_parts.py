"""The parts of a Word file as bytes, and a Word file written from them: the same parts, the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from lxml import etree

Element = etree._Element
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
DOCUMENT: Final = "word/document.xml"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
# The earliest time a zip can hold: a copy made twice is the same file.
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)


def read_parts(docx: bytes) -> dict[str, bytes]:
    """Every part by name, in the order of the file; the file was read and judged before, so it opens."""
    with zipfile.ZipFile(io.BytesIO(docx)) as source:
        return {name: source.read(name) for name in source.namelist() if not name.endswith("/")}


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """The Word file that holds these parts, in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)
    return out.getvalue()


def parse(data: bytes) -> Element:
    """The part's tree; nothing outside of it is ever fetched."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def serialize(root: Element) -> bytes:
    """The tree as a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def namespace(root: Element) -> str:
    """The namespace of its words: the usual one, or that of a strict file."""
    return etree.QName(root).namespace or WORD


def document_part(parts: Mapping[str, bytes]) -> str:
    """The name of the main part."""
    if DOCUMENT in parts:
        return DOCUMENT
    return next(name for name in parts if name.endswith(("document.xml", "document2.xml")))

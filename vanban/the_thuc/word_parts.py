"""A copy of a Word file that is being changed: its parts as bytes, the trees of those that were opened."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from vanban.the_thuc.word import refusals
from vanban.the_thuc.word.package import Package, load

Element = etree._Element
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT: Final = "word/document.xml"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
# The earliest time a zip can hold: a copy made twice is the same file.
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(slots=True)
class WordCopy:
    """Bản sao đang sửa: every part by name, in the order of the file.

    `main` is the name of the document's own part, `comments` that of its comments, "" when it has none; `label` names
    the file in messages.
    """

    label: str
    main: str
    comments: str
    parts: dict[str, bytes]
    _trees: dict[str, Element] = field(default_factory=dict)

    def tree(self, part: str) -> Element:
        """The tree of a part; what is changed in it is written.

        Raises:
            DataError: there is no such part, or it is no XML.
        """
        if part not in self._trees:
            if part not in self.parts:
                raise refusals.damaged(self.label, f"thiếu phần {part}")
            try:
                self._trees[part] = parse(self.parts[part])
            except etree.XMLSyntaxError as error:
                raise refusals.damaged(self.label, f"phần {part} sai cú pháp XML") from error
        return self._trees[part]

    def add(self, part: str, root: Element) -> None:
        """A part that was not there."""
        self._trees[part] = root

    def spelled(self, name: str) -> str:
        """The name of a part as the file spells it (capitals do not count), itself when there is no such part."""
        return next((part for part in self.parts if part.casefold() == name.casefold()), name)

    def written(self) -> bytes:
        """The Word file with all changes."""
        return write_parts(self.parts | {part: serialize(root) for part, root in self._trees.items()})


def open_copy(docx: bytes, label: str) -> WordCopy:
    """A copy of a Word file to be changed; `label` names the file in messages.

    Raises:
        DataError: a part is damaged, encrypted, or beyond the limits of `word.package`.
    """
    package = Package(load(docx, label), label)
    return WordCopy(label, package.main, package.related(package.main, "comments"), package.parts())


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

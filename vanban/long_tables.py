"""Long tables of a Word file: most of their rows are set apart from the document, and read some at a time.

A tree of XML takes more than ten times the room of its text, and a list may have thousands of rows. Set apart are rows
that hold nothing but plain cells, paragraphs and letters, so that some can be read without the others; in the document
an element stands for them. The first and the last of rows that follow each other stay in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from vanban.repeats import possessive

STAND_IN: Final = "{urn:vanban:hang}hang"
"""The element that stands for rows: the first in a document for the first of `Apart.rows`, and so on."""

_STANDS: Final = b'<vb:hang xmlns:vb="urn:vanban:hang"/>'
_NAMESPACE: Final = b"urn:vanban:hang"
# A tree of fewer rows takes a few megabytes.
_LEAST: Final = 100
_TOGETHER: Final = 50
# What bears on the row, the cell, the paragraph or the letters it stands in, and on nothing outside.
_PLAIN: Final = (
    b"trPr|cantSplit|trHeight|tblHeader|tc|tcPr|tcW|gridSpan|vAlign|noWrap"
    b"|p|pPr|pStyle|keepNext|keepLines|spacing|ind|jc|r|rPr|rStyle|rFonts|b|bCs|i|iCs|u|color|sz|szCs|lang|t|tab"
)
_ROW: Final = re.compile(
    # Possessive: else every tag of a row would be remembered, and a large row takes more room than its tree.
    rb"<w:tr(?: [^<>]*)?(?<!/)>"
    + possessive(rb"[^<>]*<(?:/?w:(?:" + _PLAIN + rb")(?:[ /][^<>]*)?|w:br/)>")
    + rb"</w:tr>"
)
_COUNTED: Final = re.compile(rb"<w:(tr|tc|p)[ />]")
# A value with other signs in it may hide where the element ends, or name a namespace in other letters.
_OPENING: Final = re.compile(
    rb"(?:<\?xml version=['\"]1\.0['\"](?: encoding=['\"](?:UTF|utf)-8['\"])?(?: standalone=['\"]\w+['\"])?\?>\s*)?"
    rb"(<(w:document|w:body)(?:\s+[\w:.-]+=(?:\"[^\"<>&]*\"|'[^'<>&]*'))*\s*>)"
)
_WORD: Final = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


class Count(NamedTuple):
    """Số hàng, số ô, số đoạn."""

    rows: int
    cells: int
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Apart:
    """Hàng để riêng: the document with an element in the place of some rows each time, and those rows."""

    document: bytes
    rows: tuple[memoryview, ...]
    opening: bytes
    closing: bytes

    def part(self, number: int) -> bytes:
        """Rows as a document of their own: the children of an element like the root of the whole."""
        return b"".join((self.opening, self.rows[number], self.closing))

    def count(self, number: int) -> Count:
        """How much is there."""
        counted = Counter(found[1] for found in _COUNTED.finditer(self.rows[number]))
        return Count(counted[b"tr"], counted[b"tc"], counted[b"p"])


def whole(document: bytes, rows: Iterable[memoryview]) -> bytes:
    """The document put together again, whatever became of it and of the rows that stood apart."""
    first, *others = document.split(_STANDS)
    pieces: list[bytes | memoryview] = [first]
    for some, piece in zip(rows, others, strict=True):
        pieces += [some, piece]
    return b"".join(pieces)


def inside(part: bytes) -> memoryview:
    """The rows of a part without their root."""
    return memoryview(part)[part.index(b">", part.index(b"<w:")) + 1 : part.rindex(b"</")]


def set_apart(data: bytes) -> Apart | None:
    """The document with the rows of its long tables apart, as UTF-8; None when it has none that can be."""
    if data.count(b"</w:tr>") < _LEAST:
        return None
    found = _OPENING.match(data)
    if found is None or not _is_simple(data, found[1]):
        return None
    return _parted(data, found[1], b"</" + found[2] + b">")


def _is_simple(data: bytes, opening: bytes) -> bool:
    """Whether tags are tags wherever they stand, and mean the same wherever they stand."""
    if b"<!" in data or _NAMESPACE in data or data.count(b"<?") > data.startswith(b"<?"):
        return False
    return _WORD in opening and data.count(b"xmlns") == opening.count(b"xmlns")


def _parted(data: bytes, opening: bytes, closing: bytes) -> Apart | None:
    pieces: list[bytes | memoryview] = []
    rows: list[memoryview] = []
    done, view = 0, memoryview(data)
    for start, end in _together(data):
        pieces += [view[done:start], _STANDS]
        rows.append(view[start:end])
        done = end
    return Apart(b"".join([*pieces, view[done:]]), tuple(rows), opening, closing) if rows else None


def _together(data: bytes) -> Iterator[tuple[int, int]]:
    """Where rows stand that are taken out together."""
    for ends in _successive(data):
        inner = ends[:-1]  # from the end of the first row to that of the last but one
        if len(inner) > _LEAST:
            yield from pairwise([*inner[:-1:_TOGETHER], inner[-1]])


def _successive(data: bytes) -> Iterator[list[int]]:
    """Where plain rows end, for all that follow each other."""
    ends: list[int] = []
    for row in _ROW.finditer(data):
        if ends and row.start() != ends[-1]:
            yield ends
            ends = []
        ends.append(row.end())
    yield ends

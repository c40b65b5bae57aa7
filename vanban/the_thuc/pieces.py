"""The lines of a document in the order they are read, each in its column: what the finder of parts works on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from vanban.the_thuc.parts import Column, Line
from vanban.the_thuc.views import Align, Paragraph, Place, Span

_LONG: Final = 100


class Piece(NamedTuple):
    """Mảnh: a line, its key, and where it stands.

    `block` is equal for the lines of one cell or box, 0 for other lines; `opens` says that a page or section begins
    with it. `whole` is the line of the whole paragraph when this is cut out of one. `level` tells lines apart that
    stand on one height: it grows down the document.
    """

    line: Line
    key: str
    block: int = 0
    level: int = 0
    opens: bool = False
    whole: Line | None = None

    @property
    def column(self) -> Column:
        """Left, right, or the full width."""
        return self.line.column

    @property
    def long(self) -> bool:
        """Whether its paragraph runs over the full width as prose does."""
        return self.line.column == "full" and len((self.whole or self.line).text) > _LONG

    @property
    def align(self) -> Align | None:
        """The alignment of its paragraph."""
        return (self.whole or self.line).align

    @property
    def capitals(self) -> bool:
        """Whether all its letters are capitals."""
        return self.line.text.isupper()

    @property
    def stands_out(self) -> bool:
        """Centred, bold or in capitals."""
        return self.line.align == "center" or self.capitals or (bool(self.line.sizes) and self.line.all("bold"))


def cut(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """The spans of the letters from start to end of what the spans show."""
    return tuple(_cut(spans, start, end))


def _cut(spans: tuple[Span, ...], start: int, end: int) -> Iterator[Span]:
    at = 0
    for span in spans:
        low, high = max(start - at, 0), min(end - at, len(span.shown))
        at += len(span.shown)
        if low < high:
            yield span if high - low == len(span.shown) else span._replace(text=span.text[low:high])


def composed(text: str) -> str:
    """The text with composed letters (NFC): how it was typed is told by the spans."""
    return unicodedata.normalize("NFC", text)


def line_of(
    paragraph: Paragraph,
    start: int = 0,
    end: int | None = None,
    *,
    column: Column = "full",
    align: Align | None = None,
    place: Place | None = None,
) -> Line:
    """The letters from start to end of a Word paragraph as a line, trimmed."""
    raw = paragraph.text[start:end]
    text = raw.strip()
    begin = start + len(raw) - len(raw.lstrip())
    same = len(text) == len(paragraph.text) and len(paragraph.spans) > 0
    return Line(
        text=composed(text),
        spans=paragraph.spans if same else cut(paragraph.spans, begin, begin + len(text)),
        place=place or paragraph.place,
        align=align,
        column=column,
        paragraph=paragraph,
    )


def joined(first: Line, second: Line) -> Line:
    """A line and the one it goes on with, as one line where the first stands."""
    between = tuple(span._replace(text=" ") for span in first.spans[-1:])
    return first._replace(text=f"{first.text} {second.text}", spans=(*first.spans, *between, *second.spans))

"""Rows that papers have alike, such as boxes to tick and places to sign: read once, then only put in their places."""

from __future__ import annotations

from threading import Lock
from typing import Final

from vanban.the_thuc.views import Block, Paragraph, Place, Row
from vanban.the_thuc.word.names import Element, W

# What bears on the row it stands in and on nothing outside, nor hangs on anything but styles and table.
_NAMES: Final = (
    "tr", "trPr", "cantSplit", "trHeight", "tblHeader", "tc", "tcPr", "tcW", "gridSpan", "tcBorders", "tcMar", "shd",
    "vAlign", "noWrap", "top", "bottom", "left", "right", "start", "end", "insideH", "insideV", "p", "pPr", "pStyle",
    "keepNext", "keepLines", "spacing", "ind", "jc", "pBdr", "r", "rPr", "rStyle", "rFonts", "b", "bCs", "i", "iCs",
    "u", "caps", "color", "sz", "szCs", "lang", "t", "tab", "br", "bookmarkStart", "bookmarkEnd",
)  # fmt: skip
_PLAIN: Final = frozenset(W + name for name in _NAMES)
_MOST: Final = 128
_MOST_MET: Final = 4000

Key = tuple[object, ...]


class RowsAlike:
    """Hàng đã đọc: rows by all they depend on but the number of their first paragraph, the last used kept longest.

    One that was met once is not kept: most bear names or days, and are met no more.
    """

    def __init__(self) -> None:
        self._kept: dict[Key, tuple[Row, int]] = {}
        self._met: set[int] = set()
        self._one_at_a_time = Lock()

    def find(self, key: Key, first: int) -> Row | None:
        """The row of a key with `first` as the number of its first paragraph; None when it is not kept."""
        with self._one_at_a_time:
            kept = self._kept.pop(key, None)
            if kept is None:
                return None
            self._kept[key] = kept
        row, before = kept
        return row if first == before else _moved(row, first - before)

    def keep(self, key: Key, first: int, row: Row) -> None:
        """Remember a row that was read, when it is met again."""
        with self._one_at_a_time:
            if hash(key) not in self._met:
                if len(self._met) >= _MOST_MET:
                    self._met.clear()
                self._met.add(hash(key))
                return
            self._kept.pop(key, None)
            while len(self._kept) >= _MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = (row, first)


def is_plain(row: Element) -> bool:
    """Whether a w:tr has nothing that counts, goes on from elsewhere, or is drawn."""
    return all(element.tag in _PLAIN for element in row.iter())


def _moved(row: Row, by: int) -> Row:
    cells = (cell._replace(blocks=tuple([_block_moved(block, by) for block in cell.blocks])) for cell in row.cells)
    return Row(tuple(cells), row.header, row.whole)


def _block_moved(block: Block, by: int) -> Block:
    assert isinstance(block, Paragraph)
    label, part, paragraph, page = block.place
    return Paragraph(Place(label, part, paragraph + by, page), *block[1:])

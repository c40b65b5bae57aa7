"""Ruled tables as they are printed: the rows of the contents, what their cells say and where they stand.

LibreOffice leaves links of Word files out of its PDFs, so a row of the contents is found by its rules and words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as raw

from vanban.bundle.sheaf import Link
from vanban.viet import nfc

_THIN_PT: Final = 2.0
_SHORT_PT: Final = 6.0


@dataclass(frozen=True, slots=True)
class Row:
    """Một hàng bảng: `page` counts from 1 in the file; `box` is left, bottom, right, top in points."""

    page: int
    box: tuple[float, float, float, float]
    cells: tuple[str, ...]


def rows_of(path: Path, pages: Sequence[int] | None = None) -> tuple[Row, ...]:
    """The rows of all ruled tables of a PDF, from top to bottom; only of the pages (from 1) that are named."""
    found: list[Row] = []
    with pypdfium2.PdfDocument(path) as pdf:
        for number in pages or range(1, len(pdf) + 1):
            found += _rows(pdf[number - 1], number)
    return tuple(found)


def _rows(page: pypdfium2.PdfPage, number: int) -> list[Row]:
    boxes = [shape.get_bounds() for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    level = [box for box in boxes if box[3] - box[1] < _THIN_PT and box[2] - box[0] > _SHORT_PT]
    upright = [box for box in boxes if box[2] - box[0] < _THIN_PT and box[3] - box[1] > _SHORT_PT]
    heights = sorted({round((box[1] + box[3]) / 2, 1) for box in level}, reverse=True)
    textpage = page.get_textpage()
    try:
        rows = [_row(textpage, number, upright, top, bottom) for top, bottom in pairwise(heights)]
    finally:
        textpage.close()
    return [row for row in rows if row is not None]


def _row(textpage: Any, number: int, upright: Sequence[Any], top: float, bottom: float) -> Row | None:
    """The row between two rules; None where no upright rules stand there."""
    middle = (top + bottom) / 2
    edges = sorted({round((box[0] + box[2]) / 2, 1) for box in upright if box[1] <= middle <= box[3]})
    if len(edges) < 3 or top - bottom < _SHORT_PT:
        return None
    cells = tuple(_cell(textpage, left, bottom, right, top) for left, right in pairwise(edges))
    return Row(number, (edges[0], bottom, edges[-1], top), cells)


def _cell(textpage: Any, left: float, bottom: float, right: float, top: float) -> str:
    words = textpage.get_text_bounded(left=left, bottom=bottom, right=right, top=top)
    return " ".join(nfc(str(words)).split())


def contents_rows(path: Path, pages: Sequence[int] | None = None) -> tuple[Row, ...]:
    """The rows of a table of contents: seven cells, the first a number that counts on from 1."""
    found: list[Row] = []
    for row in rows_of(path, pages):
        if len(row.cells) == 7 and row.cells[0] == str(len(found) + 1):
            found.append(row)
    return tuple(found)


def contents_links(path: Path, targets: Sequence[int]) -> tuple[Link, ...]:
    """A link for every row of a table of contents, to the pages of the packet where the papers begin."""
    return tuple(Link(row.page, row.box, target) for row, target in zip(contents_rows(path), targets, strict=False))

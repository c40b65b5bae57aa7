"""A plain list as a workbook an office would issue: title, bordered rows, red where something is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

_FONT: Final = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}
_WIDEST: Final = 62
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Listing:
    """Danh sách: headers with their widths, rows of texts; `late` are the cells, from 0, shown in red."""

    office: str
    title: str
    headers: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[str]]
    late: frozenset[tuple[int, int]] = frozenset()


def listing_bytes(listing: Listing) -> bytes:
    """The list as a workbook of one sheet; the same rows give the same bytes."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": listing.title, "created": _MADE})
        _fill(book, listing)
    return target.getvalue()


def _fill(book: Any, listing: Listing) -> None:
    text = book.add_format({**_FONT, "border": 1, "num_format": "@"})
    red = book.add_format({**_FONT, "border": 1, "num_format": "@", "bg_color": "#FFC7CE", "font_color": "#9C0006"})
    head = book.add_format({**_FONT, "border": 1, "bold": True, "align": "center", "bg_color": "#DCE6F1"})
    name = book.add_format({**_FONT, "bold": True, "text_wrap": False})
    big = book.add_format({**_FONT, "bold": True, "font_size": 14, "align": "center", "text_wrap": False})
    sheet = book.add_worksheet("Danh sách")
    sheet.write_string(0, 0, listing.office.upper(), name)
    sheet.merge_range(2, 0, 2, len(listing.headers) - 1, listing.title, big)
    for place, (header, width) in enumerate(zip(listing.headers, listing.widths, strict=True)):
        longest = max((len(row[place]) for row in listing.rows), default=0)
        sheet.set_column(place, place, max(width, min(_WIDEST, longest + 1)))
        sheet.write_string(4, place, header, head)
    for number, cells in enumerate(listing.rows):
        for place, value in enumerate(cells):
            sheet.write_string(number + 5, place, value, red if (number, place) in listing.late else text)
    sheet.freeze_panes(5, 0)
    sheet.repeat_rows(4)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)

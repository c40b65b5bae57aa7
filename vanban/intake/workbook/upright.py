"""The season's own sheet, read downwards: an item a row, its value beside it."""

from __future__ import annotations

from typing import Any

from vanban.errors import Problem
from vanban.intake.workbook.cells import ABSENT, KEPT, decode, plain_text
from vanban.intake.workbook.columns import Column, Name, Names
from vanban.intake.workbook.domains import Lists, key_of
from vanban.intake.workbook.headers import Layout, Placed
from vanban.intake.workbook.layout import SheetColumn
from vanban.intake.workbook.records import Record, Sheetful
from vanban.intake.workbook.stamp import column_mark, read_mark, row_print

_VALUE_PLACE = 2


def read_upright(layout: Layout, lists: Lists, prints: frozenset[str]) -> Sheetful:
    """One record for each filled row of the season's sheet: each row is a value of its own."""
    out = Sheetful(layout)
    mark_place = layout.placed[0].place if layout.placed else None
    value_place = _VALUE_PLACE if mark_place is None else mark_place - 2
    for row, cells in enumerate(layout.grid.rows):
        column = _by_mark(layout, cells, mark_place) if mark_place is not None else _by_words(layout, cells)
        if column is None:
            continue
        raw = cells[value_place] if value_place < len(cells) else None
        mark = column_mark(layout.sheet, column.id)
        trusted = bool(prints) and row_print(layout.sheet.id, ((mark, raw),)) in prints
        out.records.append(_record(out, lists, row, (column, value_place), raw, trusted))
    return out


def _record(out: Sheetful, lists: Lists, row: int, spot: tuple[SheetColumn, int], raw: Any, trusted: bool) -> Record:
    column, place = spot
    part = out.layout.sheet.parts[0]
    field: Column = column.fields[0]
    value, remark = (ABSENT, None) if raw == KEPT else decode(field, lists.domain(part, field), raw, trusted)
    kept: set[Names] = set()
    values: dict[Name, Any] = {}
    if value is not ABSENT:
        values[field.name] = value
    elif raw == KEPT or remark is not None:
        kept.add(field.route)
    if remark is not None:
        where = out.layout.at(row, place)
        said = (remark.code, remark.message, where, remark.remedy, remark.severity)
        out.problems.append(Problem(*said, file=out.layout.grid.name))
    own = Layout(out.layout.sheet, out.layout.grid, (Placed(place, column),), 0, out.layout.stamped)
    return UprightRecord(row, 0, "", "", "", "", values, {}, frozenset(kept), trusted, own)


class UprightRecord(Record):
    """Dòng của trang đọc dọc: it has a layout of its own, with its one column."""

    __slots__ = ("layout",)

    def __init__(self, *fields: Any) -> None:
        *plain, self.layout = fields
        super().__init__(*plain)


def _by_mark(layout: Layout, cells: list[Any], place: int) -> SheetColumn | None:
    mark = read_mark(cells[place]) if place < len(cells) else None
    columns = {column.id: column for column in layout.sheet.columns}
    return columns.get(mark[1]) if mark and mark[0] == layout.sheet.id else None


def _by_words(layout: Layout, cells: list[Any]) -> SheetColumn | None:
    words = key_of(" ".join(plain_text(cell) for cell in cells[:2]))
    found = [column for column in layout.sheet.columns if key_of(f"{column.group} {column.header}") == words]
    return found[0] if len(found) == 1 else None

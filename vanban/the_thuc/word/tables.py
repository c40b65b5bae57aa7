"""Tables: the grid of rows and cells, what the table's style lends each cell, the borders one sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from vanban.the_thuc.views import Cell, CellRef, Edges, Row, Table
from vanban.the_thuc.word.borders import Region, cell_edges, inherited_borders
from vanban.the_thuc.word.names import MC, MM_PER_TWIP, VAL, Element, W, first, is_on, twips, value_of, whole
from vanban.the_thuc.word.shapes import chosen
from vanban.the_thuc.word.table_styles import TableLook, table_look

if TYPE_CHECKING:
    from vanban.the_thuc.word.story import Spot, Story

Merge = Literal["", "start", "continue"]

# Word's own limit of columns; a wider span is a mistake or an attack.
MAX_COLUMNS: Final = 63
_WRAPPERS: Final = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))


@dataclass(frozen=True, slots=True)
class RawCell:
    """A w:tc with its columns of the grid."""

    element: Element
    start: int
    span: int
    merge: Merge
    width_mm: float
    controlled: bool


@dataclass(frozen=True, slots=True)
class RawRow:
    """A w:tr with its cells."""

    element: Element
    cells: tuple[RawCell, ...]

    def at(self, start: int) -> RawCell | None:
        """The cell that begins at a column."""
        return next((cell for cell in self.cells if cell.start == start), None)


def read_table(story: Story, element: Element, spot: Spot, number: int) -> Table:
    """A w:tbl with everything in it; `number` is the outermost table's."""
    properties = first(element, W + "tblPr")
    look = table_look(story.styles, properties)
    rows = _raw_rows(element)
    label = f"{spot.label}, bảng trong" if spot.cell else f"bảng {number}"
    place = story.place(next(element.iter(W + "p"), None), story.label or label)
    borders = inherited_borders(look, properties, story.styles.theme)
    found = []
    for at, row in enumerate(rows):
        cells = tuple(
            _cell(story, _CellTask(rows, at, index, spot, number, label, look, borders))
            for index in range(len(row.cells))
        )
        trait = first(row.element, W + "trPr")
        found.append(Row(cells, is_on(trait, W + "tblHeader"), is_on(trait, W + "cantSplit")))
    return Table(number=number, rows=tuple(found), place=place, section=story.section)


@dataclass(frozen=True, slots=True)
class _CellTask:
    rows: list[RawRow]
    row: int
    index: int
    spot: Spot
    number: int
    label: str
    look: TableLook
    borders: dict[str, bool]

    @property
    def raw(self) -> RawCell:
        return self.rows[self.row].cells[self.index]

    @property
    def continued(self) -> bool:
        """Whether the cell only goes on one that began above."""
        above = self.rows[self.row - 1].at(self.raw.start) if self.row else None
        return self.raw.merge == "continue" and above is not None and above.merge != ""

    def last_row(self) -> int:
        """The row in which the cell ends."""
        last = self.row
        while self.raw.merge and last + 1 < len(self.rows):
            below = self.rows[last + 1].at(self.raw.start)
            if below is None or below.merge != "continue":
                break
            last += 1
        return last

    def region(self) -> Region:
        cells = self.rows[self.row].cells
        return Region(
            top=self.row == 0,
            bottom=self.last_row() == len(self.rows) - 1,
            left=self.index == 0,
            right=self.index == len(cells) - 1,
        )


def _cell(story: Story, task: _CellTask) -> Cell:
    raw = task.raw
    if task.continued:
        return Cell(blocks=(), width_mm=raw.width_mm, edges=Edges(), span=raw.span, continued=True)
    outer = task.spot.cell
    base = task.look.base(task.row, len(task.rows), task.index, len(task.rows[task.row].cells))
    spot = type(task.spot)(
        label=f"{task.label}, hàng {task.row + 1}, ô {task.index + 1}",
        cell=CellRef(
            table=task.number,
            row=outer.row if outer else task.row + 1,
            cell=outer.cell if outer else task.index + 1,
            depth=outer.depth + 1 if outer else 1,
        ),
        table=base,
        box=task.spot.box,
        controlled=task.spot.controlled or raw.controlled,
    )
    row = task.rows[task.row].element
    edges = cell_edges(task.borders, base.key[1], task.look, (row, raw.element), task.region(), story.styles.theme)
    return Cell(tuple(story.blocks(raw.element, spot)), raw.width_mm, edges, raw.span)


def _raw_rows(element: Element) -> list[RawRow]:
    grid = [twips(column.get(W + "w")) or 0.0 for column in element.iterfind(f"{W}tblGrid/{W}gridCol")][:MAX_COLUMNS]
    rows = (row for row, _ in _inside(element, W + "tr", False))
    return [_raw_row(row, grid) for row in rows if first(first(row, W + "trPr"), W + "del") is None]


def _raw_row(row: Element, grid: list[float]) -> RawRow:
    at = min(whole(value_of(first(row, W + "trPr"), W + "gridBefore")) or 0, MAX_COLUMNS)
    cells = []
    for element, controlled in _inside(row, W + "tc", False):
        properties = first(element, W + "tcPr")
        span = min(max(whole(value_of(properties, W + "gridSpan")) or 1, 1), MAX_COLUMNS)
        width = _width(properties) or sum(grid[at : at + span])
        cells.append(RawCell(element, at, span, _merge(properties), width * MM_PER_TWIP, controlled))
        at += span
    return RawRow(row, tuple(cells))


def _inside(parent: Element, tag: str, controlled: bool) -> Iterator[tuple[Element, bool]]:
    for child in parent:
        if child.tag == tag:
            yield child, controlled
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag, controlled or child.tag == W + "sdt")
        elif child.tag == MC + "AlternateContent" and (branch := chosen(child)) is not None:
            yield from _inside(branch, tag, controlled)


def _width(properties: Element | None) -> float:
    width = first(properties, W + "tcW")
    if width is None or width.get(W + "type", "dxa") != "dxa":
        return 0.0
    return max(twips(width.get(W + "w")) or 0.0, 0.0)


def _merge(properties: Element | None) -> Merge:
    merge = first(properties, W + "vMerge")
    if merge is None:
        return ""
    return "start" if merge.get(VAL) == "restart" else "continue"

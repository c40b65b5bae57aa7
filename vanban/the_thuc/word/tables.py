"""Tables: the grid of rows and cells, what the table's style lends each cell, the borders one sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from lxml import etree

from vanban.long_tables import STAND_IN
from vanban.the_thuc.views import Cell, CellRef, Edges, Row, Table
from vanban.the_thuc.word.borders import Borders, Region
from vanban.the_thuc.word.names import MC, MM_PER_TWIP, VAL, Element, W, first, is_on, twips, value_of, whole
from vanban.the_thuc.word.rows_alike import Key, is_plain
from vanban.the_thuc.word.shapes import chosen
from vanban.the_thuc.word.styles import TableBase
from vanban.the_thuc.word.table_styles import table_look

if TYPE_CHECKING:
    from vanban.the_thuc.word.story import Spot, Story

Merge = Literal["", "start", "continue"]

# Word's own limit of columns; a wider span is a mistake or an attack.
MAX_COLUMNS: Final = 63
_ROWS: Final = frozenset((W + "tr", STAND_IN))
_CELLS: Final = frozenset((W + "tc",))
# Bytes of a row, and of what is said of its table: a longer one is not worth the room.
_LONGEST: Final = 16_000
_ABOUT: Final = frozenset((W + "tblPr", W + "tblGrid"))
_UNMERGED: Final[Mapping[int, Merge]] = MappingProxyType({})
_WRAPPERS: Final = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))


class RawCell(NamedTuple):
    """A w:tc with its columns of the grid."""

    element: Element
    properties: Element | None
    start: int
    span: int
    merge: Merge
    width_mm: float
    controlled: bool


def read_table(story: Story, element: Element, spot: Spot, number: int) -> Table:
    """A w:tbl with everything in it; `number` is the outermost table's."""
    label = f"{spot.label}, bảng trong" if spot.cell else f"bảng {number}"
    place = story.place(element, story.label or label)
    rows = tuple(_TableReader(story, element, spot, number, label).rows())
    return Table(number=number, rows=rows, place=place, section=story.section)


class _TableReader:
    """What the cells of one table share while they are read."""

    def __init__(self, story: Story, element: Element, spot: Spot, number: int, label: str) -> None:
        properties = first(element, W + "tblPr")
        self._story = story
        self._spot = spot
        self._number = number
        self._label = label
        self._look = table_look(story.styles, properties)
        self._borders = Borders(self._look, properties, story.styles.theme)
        self._grid = _grid(element)
        self._rows = list(self._rows_in(element))
        self._merged = next(element.iter(W + "vMerge"), None) is not None
        self._merges = [merges for row in self._rows for merges in self._merges_of(row)]
        self._around = self._all_around(element)

    def rows(self) -> Iterator[Row]:
        """The rows, read one by one."""
        for at, row in enumerate(self._laid_out()):
            yield self._found(at, row) if self._around and not self._story.in_field else self._read(at, row)

    def _found(self, at: int, row: Element) -> Row:
        """A row that was read in this paper or another, or is read now."""
        story, known = self._story, self._story.styles.rows
        written = _written(row)
        if len(written) > _LONGEST:
            return self._read(at, row)
        key = (*self._around, story.section, at, written)
        number, listed = story.place(row, "").paragraph, story.numbered
        found = known.find(key, number)
        if found is None:
            found = self._read(at, row)
            if story.numbered == listed and is_plain(row):
                known.keep(key, number, found)
        return found

    def _all_around(self, element: Element) -> Key:
        """All that its rows depend on beside themselves; empty when that is more than can be told, or met once only."""
        spot, story = self._spot, self._story
        if not story.alike or story.apart is not None or spot.cell is not None or spot.box or spot.controlled:
            return ()
        about = [_written(child) for child in element if child.tag in _ABOUT]
        if sum(map(len, about)) > _LONGEST:
            return ()
        return (story.part, story.label, self._label, len(self._merges), *about)

    def _read(self, at: int, row: Element) -> Row:
        trait, exception = first(row, W + "trPr"), first(row, W + "tblPrEx")
        raw = _raw_cells(row, self._grid)
        cells = tuple(self._cell(at, raw, index, exception) for index in range(len(raw)))
        return Row(cells, is_on(trait, W + "tblHeader"), is_on(trait, W + "cantSplit"))

    def _rows_in(self, element: Element) -> Iterator[Element]:
        """The rows, and what stands for rows."""
        for row, _ in _inside(element, _ROWS, False):
            alone = row.tag != STAND_IN and first(first(row, W + "trPr"), W + "del") is None
            if alone or self._story.count_apart(row):
                yield row

    def _merges_of(self, row: Element) -> Iterator[Mapping[int, Merge]]:
        """How the cells of a row are merged downwards, by column; no row that stands apart has merged ones."""
        if row.tag == STAND_IN:
            yield from repeat(_UNMERGED, self._story.count_apart(row))
        else:
            yield {c.start: c.merge for c in _raw_cells(row, self._grid)} if self._merged else _UNMERGED

    def _laid_out(self) -> Iterator[Element]:
        for row in self._rows:
            if row.tag == STAND_IN:
                yield from self._story.rows_apart(row)
            else:
                yield row

    def _cell(self, row: int, cells: Sequence[RawCell], index: int, exception: Element | None) -> Cell:
        raw, rows, count = cells[index], len(self._merges), len(cells)
        if self._continued(row, raw):
            return Cell(blocks=(), width_mm=raw.width_mm, edges=Edges(), span=raw.span, continued=True)
        base = self._look.base(row, rows, index, count)
        region = Region(
            top=row == 0,
            bottom=self._last_row(row, raw) == rows - 1,
            left=index == 0,
            right=index == count - 1,
        )
        edges = self._borders.edges(exception, raw.properties, base.key[1], region)
        blocks = tuple(self._story.blocks(raw.element, self._inside(row, index, base, raw.controlled)))
        return Cell(blocks, raw.width_mm, edges, raw.span)

    def _inside(self, row: int, index: int, base: TableBase, controlled: bool) -> Spot:
        """The spot of what stands in a cell."""
        outer = self._spot.cell
        return self._spot._replace(
            label=f"{self._label}, hàng {row + 1}, ô {index + 1}",
            cell=CellRef(self._number, outer.row, outer.cell, outer.depth + 1)
            if outer
            else CellRef(self._number, row + 1, index + 1),
            table=base,
            controlled=self._spot.controlled or controlled,
        )

    def _continued(self, row: int, raw: RawCell) -> bool:
        """Whether a cell only goes on one that began above."""
        return raw.merge == "continue" and row > 0 and bool(self._merges[row - 1].get(raw.start))

    def _last_row(self, row: int, raw: RawCell) -> int:
        """The row in which a cell ends."""
        if raw.merge:
            while row + 1 < len(self._merges) and self._merges[row + 1].get(raw.start) == "continue":
                row += 1
        return row


def _grid(element: Element) -> list[float]:
    return [twips(column.get(W + "w")) or 0.0 for column in element.iterfind(f"{W}tblGrid/{W}gridCol")][:MAX_COLUMNS]


def _written(element: Element) -> bytes:
    return etree.tostring(element, with_tail=False)


def _raw_cells(row: Element, grid: list[float]) -> list[RawCell]:
    at = min(whole(value_of(first(row, W + "trPr"), W + "gridBefore")) or 0, MAX_COLUMNS)
    cells = []
    for element, controlled in _inside(row, _CELLS, False):
        properties = first(element, W + "tcPr")
        span = min(max(whole(value_of(properties, W + "gridSpan")) or 1, 1), MAX_COLUMNS)
        width = _width(properties) or sum(grid[at : at + span])
        cells.append(RawCell(element, properties, at, span, _merge(properties), width * MM_PER_TWIP, controlled))
        at += span
    return cells


def _inside(parent: Element, tags: frozenset[str], controlled: bool) -> Iterator[tuple[Element, bool]]:
    for child in parent:
        if child.tag in tags:
            yield child, controlled
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tags, controlled or child.tag == W + "sdt")
        elif child.tag == MC + "AlternateContent" and (branch := chosen(child)) is not None:
            yield from _inside(branch, tags, controlled)


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

"""The borders of a cell that one sees: the table's, its style's, the row's own, the cell's own."""

from __future__ import annotations

from typing import Final, NamedTuple

from vanban.the_thuc.views import Edges
from vanban.the_thuc.word.names import Element, W, first
from vanban.the_thuc.word.paragraph_looks import seen
from vanban.the_thuc.word.table_styles import CONDITIONS, TableLook
from vanban.the_thuc.word.theme import Theme

_SIDES: Final = {
    "top": "top",
    "bottom": "bottom",
    "left": "left",
    "start": "left",
    "right": "right",
    "end": "right",
    "insideH": "insideH",
    "insideV": "insideV",
}
_ROWS: Final = frozenset(("firstRow", "lastRow", "band1Horz", "band2Horz"))
_COLUMNS: Final = frozenset(("firstCol", "lastCol", "band1Vert", "band2Vert"))


class Region(NamedTuple):
    """Which outer edges of its table a cell touches."""

    top: bool
    bottom: bool
    left: bool
    right: bool


class Borders:
    """Đường viền của một bảng: the edges of its cells, worked out once for cells that stand alike."""

    def __init__(self, look: TableLook, properties: Element | None, theme: Theme) -> None:
        self._look = look
        self._theme = theme
        self._table: dict[str, bool] = {}
        for element in look.chain:
            self._table |= _spoken(first(first(element, W + "tblPr"), W + "tblBorders"), theme)
        self._table |= _spoken(first(properties, W + "tblBorders"), theme)
        self._alike: dict[tuple[Region, frozenset[str], int], dict[str, bool]] = {}

    def edges(self, row: Element | None, cell: Element | None, held: frozenset[str], region: Region) -> Edges:
        """The edges of one cell.

        `row` is the w:tblPrEx of its row, `cell` its own w:tcPr; `held` are the conditions of the table style that
        hold for it.
        """
        edges = self._shared(row, held, region)
        own = first(cell, W + "tcBorders")
        if own is not None:
            spoken = _spoken(own, self._theme)
            edges = edges | {side: spoken[side] for side in ("top", "bottom", "left", "right") if side in spoken}
        return Edges(**edges)

    def _shared(self, row: Element | None, held: frozenset[str], region: Region) -> dict[str, bool]:
        key = (region, held, id(row) if row is not None else 0)
        if key not in self._alike:
            table = self._table | _spoken(first(row, W + "tblBorders"), self._theme)
            self._alike[key] = self._conditional(_outer(table, region), held, region)
        return self._alike[key]

    def _conditional(self, edges: dict[str, bool], held: frozenset[str], region: Region) -> dict[str, bool]:
        for name in CONDITIONS:
            for condition in self._look.conditions[name] if name in held else ():
                spoken = _spoken(first(first(condition, W + "tcPr"), W + "tcBorders"), self._theme)
                edges = edges | _of_condition(spoken, name, region)
        return edges


def _outer(table: dict[str, bool], region: Region) -> dict[str, bool]:
    """The sides a cell takes from the table: the outer ones at its rim, the inner ones elsewhere."""
    return {
        "top": table.get("top" if region.top else "insideH", False),
        "bottom": table.get("bottom" if region.bottom else "insideH", False),
        "left": table.get("left" if region.left else "insideV", False),
        "right": table.get("right" if region.right else "insideV", False),
    }


def _of_condition(spoken: dict[str, bool], name: str, region: Region) -> dict[str, bool]:
    """The sides a cell takes from a condition: a row's region is as wide as the table, a column's as high."""
    across, along = name in _ROWS, name in _COLUMNS
    whole = name == "wholeTable"
    chosen = {
        "top": "top" if not (along or whole) or region.top else "insideH",
        "bottom": "bottom" if not (along or whole) or region.bottom else "insideH",
        "left": "left" if not (across or whole) or region.left else "insideV",
        "right": "right" if not (across or whole) or region.right else "insideV",
    }
    return {side: spoken[source] for side, source in chosen.items() if source in spoken}


def _spoken(borders: Element | None, theme: Theme) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for border in borders if borders is not None else ():
        side = _SIDES.get(border.tag.rpartition("}")[2])
        if side:
            found[side] = seen(border, theme)
    return found

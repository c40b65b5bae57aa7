"""The borders of a cell that one sees: the table's, its style's, the row's own, the cell's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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


@dataclass(frozen=True, slots=True)
class Region:
    """Which outer edges of its table a cell touches."""

    top: bool
    bottom: bool
    left: bool
    right: bool


def inherited_borders(look: TableLook, properties: Element | None, theme: Theme) -> dict[str, bool]:
    """The borders of the table as a whole, inner ones included: its style's, then its own."""
    found: dict[str, bool] = {}
    for element in look.chain:
        found |= _spoken(element.find(f"{W}tblPr/{W}tblBorders"), theme)
    return found | _spoken(first(properties, W + "tblBorders"), theme)


def cell_edges(
    inherited: dict[str, bool],
    held: frozenset[str],
    look: TableLook,
    row_and_cell: tuple[Element, Element],
    region: Region,
    theme: Theme,
) -> Edges:
    """The edges of one cell; `held` are the conditions of the table style that hold for it."""
    row, cell = row_and_cell
    table = inherited | _spoken(first(first(row, W + "tblPrEx"), W + "tblBorders"), theme)
    edges = _outer(table, region)
    for name in CONDITIONS:
        if name in held:
            for condition in look.conditions[name]:
                spoken = _spoken(condition.find(f"{W}tcPr/{W}tcBorders"), theme)
                edges |= _conditional(spoken, name, region)
    own = _spoken(first(first(cell, W + "tcPr"), W + "tcBorders"), theme)
    edges |= {side: own[side] for side in ("top", "bottom", "left", "right") if side in own}
    return Edges(**edges)


def _outer(table: dict[str, bool], region: Region) -> dict[str, bool]:
    """The sides a cell takes from the table: the outer ones at its rim, the inner ones elsewhere."""
    return {
        "top": table.get("top" if region.top else "insideH", False),
        "bottom": table.get("bottom" if region.bottom else "insideH", False),
        "left": table.get("left" if region.left else "insideV", False),
        "right": table.get("right" if region.right else "insideV", False),
    }


def _conditional(spoken: dict[str, bool], name: str, region: Region) -> dict[str, bool]:
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

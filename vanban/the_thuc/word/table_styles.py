"""Table styles: what they lend to the paragraphs and borders of a cell by where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from vanban.the_thuc.word.names import VAL, Element, W, first, flag, value_of, whole
from vanban.the_thuc.word.paragraph_looks import ParagraphBag, over, paragraph_bag
from vanban.the_thuc.word.run_looks import RunBag, run_bag
from vanban.the_thuc.word.styles import Styles, TableBase

# The conditions of 17.7.6, the weakest first.
CONDITIONS: Final = (
    "wholeTable",
    "band1Vert",
    "band2Vert",
    "band1Horz",
    "band2Horz",
    "firstCol",
    "lastCol",
    "firstRow",
    "lastRow",
    "nwCell",
    "neCell",
    "swCell",
    "seCell",
)
_LOOK_BITS: Final = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}
_MAX_BAND: Final = 1000


@dataclass(slots=True)
class TableLook:
    """Kiểu của một bảng: its style chain, lowest first, and the conditions that are switched on."""

    style: str
    chain: list[Element]
    on: frozenset[str]
    styles: Styles
    conditions: dict[str, list[Element]]
    band_rows: int = 1
    band_columns: int = 1
    _bases: dict[frozenset[str], TableBase] = field(default_factory=dict)

    def base(self, row: int, rows: int, column: int, columns: int) -> TableBase:
        """What the cell at a place lends to its paragraphs."""
        held = self._held(row, rows, column, columns) if self.conditions else frozenset()
        if held not in self._bases:
            self._bases[held] = self._base(held)
        return self._bases[held]

    def _base(self, held: frozenset[str]) -> TableBase:
        run: RunBag = {}
        paragraph: ParagraphBag = {}
        levels = [*self.chain, *(item for name in CONDITIONS if name in held for item in self.conditions[name])]
        for element in levels:
            run.update(run_bag(first(element, W + "rPr"), self.styles.theme))
            paragraph = over(paragraph, paragraph_bag(first(element, W + "pPr"), self.styles.theme))
        return TableBase((self.style, held), run, paragraph)

    def _held(self, row: int, rows: int, column: int, columns: int) -> frozenset[str]:
        first_row, last_row = "firstRow" in self.on and row == 0, "lastRow" in self.on and row == rows - 1
        first, last = "firstColumn" in self.on and column == 0, "lastColumn" in self.on and column == columns - 1
        named = {
            "wholeTable": True,
            "firstRow": first_row,
            "lastRow": last_row,
            "firstCol": first,
            "lastCol": last,
            "nwCell": first_row and first,
            "neCell": first_row and last,
            "swCell": last_row and first,
            "seCell": last_row and last,
        }
        if "noHBand" not in self.on and not (first_row or last_row):
            band = (row - ("firstRow" in self.on)) // self.band_rows % 2
            named[f"band{band + 1}Horz"] = True
        if "noVBand" not in self.on and not (first or last):
            band = (column - ("firstColumn" in self.on)) // self.band_columns % 2
            named[f"band{band + 1}Vert"] = True
        return frozenset(name for name, holds in named.items() if holds and name in self.conditions)


def table_look(styles: Styles, properties: Element | None) -> TableLook:
    """The look a w:tblPr asks for."""
    style = styles.known("table", value_of(properties, W + "tblStyle"))
    chain = styles.chain("table", style)
    conditions: dict[str, list[Element]] = {}
    for element in chain:
        for condition in element.findall(W + "tblStylePr"):
            name = condition.get(W + "type", "")
            if name in CONDITIONS:
                conditions.setdefault(name, []).append(condition)
    look = properties.find(W + "tblLook") if properties is not None else None
    return TableLook(
        style,
        chain,
        _switched_on(look),
        styles,
        conditions,
        _band(chain, "tblStyleRowBandSize"),
        _band(chain, "tblStyleColBandSize"),
    )


def _switched_on(look: Element | None) -> frozenset[str]:
    if look is None:
        return frozenset(("noHBand", "noVBand"))
    try:
        bits = int(look.get(VAL, "0"), 16)
    except ValueError:
        bits = 0
    typed = {name: look.get(W + name) for name in _LOOK_BITS}
    return frozenset(
        name for name, bit in _LOOK_BITS.items() if (flag(typed[name]) if typed[name] is not None else bits & bit)
    )


def _band(chain: list[Element], name: str) -> int:
    sizes = (whole(value_of(element.find(W + "tblPr"), W + name)) for element in reversed(chain))
    size = next((size for size in sizes if size), 1)
    return min(max(size, 1), _MAX_BAND)

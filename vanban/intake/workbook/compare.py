"""What a workbook changes: every plain value before and after, by its route. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from vanban.intake.workbook.cells import settled
from vanban.intake.workbook.columns import Column, Table
from vanban.intake.workbook.gather import Draft
from vanban.intake.workbook.layout import tables, whole_route
from vanban.intake.workbook.tree import Row, Tree, rows_of, value_of
from vanban.intake.workbook.wording import group_words, tail_words

Step = tuple[str | int, ...]
Kind = Literal["them", "doi", "bo"]


@dataclass(frozen=True, slots=True)
class Change:
    """Một chỗ khác: added (`before` is None), changed or gone (`after` is None); `name` is what clerks call it."""

    route: Step
    name: str
    before: Any
    after: Any

    @property
    def kind(self) -> Kind:
        """Thêm, đổi hay bỏ."""
        return "them" if self.before is None else "bo" if self.after is None else "doi"


@cache
def _tables(noun: str) -> tuple[Table, ...]:
    return tuple(table for (kind, _), table in tables().items() if kind == noun)


def flatten(noun: str, tree: Tree) -> dict[Step, Any]:
    """Every plain value of a noun by its route, in the one form in which values can be compared."""
    found: dict[Step, Any] = {}
    for table in _tables(noun):
        for row in rows_of(table, tree):
            base = _base(table, row)
            for column in table.columns:
                found.update(_values(base, row, column))
    return found


def _base(table: Table, row: Row) -> Step:
    if table.shape == "one":
        return ()
    if table.shape == "dict":
        return (*table.route, row.key)
    if table.parent:
        return (*table.parent, row.outer - 1, *table.route[len(table.parent) :], row.order - 1)
    return (*table.route, row.order - 1)


def _values(base: Step, row: Row, column: Column) -> Iterator[tuple[Step, Any]]:
    if column.keyed:
        held = row.record
        for step in column.route:
            held = held.get(step) if isinstance(held, dict) else None
        for key in held if isinstance(held, dict) else ():
            yield (*base, *column.route, key), settled(column, value_of(row, column, key))
        return
    value = value_of(row, column)
    if value is not None:
        told = settled(column, value)
        if told != [] and not _is_default(column, told):
            yield (*base, *column.route), told


def _is_default(column: Column, value: Any) -> bool:
    """A value left out means its default: to write it down changes nothing."""
    return bool(not column.required and column.default is not None and value == column.default)


def changes_of(draft: Draft) -> list[Change]:
    """What becomes different of a noun that is known already: in the order of its values."""
    noun = draft.place[0]
    if draft.present is None:
        return []
    before = flatten(noun, draft.present.tree)
    after = flatten(noun, draft.tree)
    if before == after:
        return []
    routes = dict.fromkeys((*after, *before))
    return [
        Change(route, called(noun, route), before.get(route), after.get(route))
        for route in routes
        if before.get(route) != after.get(route)
    ]


def called(noun: str, route: Step) -> str:
    """`Bản kiểm điểm – Hạn chế, khuyết điểm`, `Kế hoạch khắc phục, dòng 2 – Thời hạn`."""
    names = tuple(step for step in route if isinstance(step, str))
    numbers = [step + 1 for step in route if isinstance(step, int)]
    keys = [table for table in _tables(noun) if table.shape == "dict" and names[: len(table.route)] == table.route]
    if keys and len(names) > len(keys[0].route):
        column = whole_route(keys[0], names[len(keys[0].route) + 1 :])
        which = f" “{names[len(keys[0].route)]}”"
    else:
        column, which = names, ""
    group = group_words(noun, column)[0]
    header = tail_words(column)[0]
    rows = "".join(f", dòng {number}" for number in numbers)
    return f"{group}{which}{rows} – {header}" if group != header else f"{header}{which}{rows}"

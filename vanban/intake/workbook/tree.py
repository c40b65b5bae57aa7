"""Rows out of the plain values of a noun, and plain values out of rows. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vanban.intake.workbook.columns import Column, Names, Table

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """Dòng: `record` holds the values; `outer` and `order` count from 1 within their lists; `key` within a mapping."""

    record: Any
    outer: int = 0
    order: int = 0
    key: str = ""


def rows_of(table: Table, tree: Tree) -> Iterator[Row]:
    """The rows of a table in a noun's values; one for its plain values, none for a list that is not there."""
    if table.shape == "one":
        yield Row(tree)
    elif table.shape == "dict":
        found = at(tree, table.route)
        if isinstance(found, Mapping):
            yield from (Row(value, key=str(key), order=n) for n, (key, value) in enumerate(found.items(), 1))
    elif table.parent:
        inner = table.route[len(table.parent) :]
        for number, outer in enumerate(_items(tree, table.parent), 1):
            yield from (Row(item, number, n) for n, item in enumerate(_items(outer, inner), 1))
    else:
        yield from (Row(item, order=n) for n, item in enumerate(_items(tree, table.route), 1))


def _items(tree: Any, route: Names) -> list[Any]:
    found = at(tree, route)
    return list(found) if isinstance(found, (list, tuple)) else []


def at(tree: Any, route: Names) -> Any:
    """The value at the end of a route, None when the route breaks off."""
    for step in route:
        if not isinstance(tree, Mapping):
            return None
        tree = tree.get(step)
    return tree


def value_of(row: Row, column: Column, key: str = "") -> Any:
    """The plain value of a column in a row, None when there is none; `key` chooses within a keyed column."""
    found = at(row.record, column.route)
    if column.keyed:
        return found.get(key) if isinstance(found, Mapping) else None
    return None if isinstance(found, Mapping) else found


def put(tree: Tree, route: Names, value: Any) -> None:
    """Set the value at a route, making the mappings on the way."""
    for step in route[:-1]:
        inner = tree.get(step)
        if not isinstance(inner, dict):
            inner = tree[step] = {}
        tree = inner
    tree[route[-1]] = value


def drop(tree: Tree, route: Names) -> None:
    """Take the value at a route away, and every mapping that is left empty above it."""
    inner = tree.get(route[0]) if route else None
    if len(route) == 1:
        tree.pop(route[0], None)
    elif isinstance(inner, dict):
        drop(inner, route[1:])
        if not inner:
            del tree[route[0]]

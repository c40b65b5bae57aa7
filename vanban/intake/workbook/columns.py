"""The columns of a noun, read off its model: one per plain value, one table per list or mapping. Pure."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

Kind = Literal["text", "string", "choice", "code", "lines", "date", "time", "flag", "count"]
Shape = Literal["one", "list", "dict"]
Names = tuple[str, ...]
Name = str | Names
_PLAIN: Final[dict[type, Kind]] = {
    bool: "flag",
    int: "count",
    date: "date",
    time: "time",
    Decimal: "text",
    float: "text",
}


@dataclass(frozen=True, slots=True)
class Column:
    """Cột: `route` are the aliases from the row's record to the value; `keyed` means one column for each key."""

    route: Names
    kind: Kind
    required: bool
    choices: Names = ()
    default: Any = None
    keyed: bool = False

    @property
    def name(self) -> Name:
        """What a value of it goes by: its key when it stands at the top of the record, else its route."""
        return name_of(self.route)


@dataclass(frozen=True, slots=True)
class Table:
    """Bảng: the plain values of a noun (`one`), or the rows of a list or mapping inside it.

    `route` leads from the noun (for a list in a list: through the outer one) to the rows; `parent` is the route of the
    outer list, () when there is none; `required` tables must be there, if only empty, where what they belong to is.
    """

    noun: str
    route: Names
    shape: Shape
    columns: tuple[Column, ...]
    parent: Names = ()
    required: bool = False


@dataclass(slots=True)
class _Walk:
    """Gathers the tables of one noun."""

    noun: str
    tables: list[Table]

    def table(self, model: Any, route: Names, shape: Shape, parent: Names = (), required: bool = False) -> None:
        place = len(self.tables)
        self.tables.append(Table(self.noun, route, shape, ()))
        inner = _model(model)
        found = self.columns(inner, (), route, shape, True) if inner else iter((_leaf((), model, True),))
        columns = tuple(found)
        self.tables[place] = Table(self.noun, route, shape, columns, parent, required)

    def columns(self, model: type[BaseModel], prefix: Names, base: Names, shape: Shape, sure: bool) -> Iterator[Column]:
        for name, field in model.model_fields.items():
            route = (*prefix, field.alias or name)
            yield from self._field(field, route, base, shape, sure and field.is_required())

    def _field(self, field: FieldInfo, route: Names, base: Names, shape: Shape, required: bool) -> Iterator[Column]:
        kind: Any = _with_metadata(field)
        container = _container(kind)
        inner = _model(kind)
        if container is not None and get_origin(container) is dict:
            if shape == "list":
                kind = _leaf(route, get_args(container)[1], False).kind
                yield Column(route, kind, field.is_required(), keyed=True)
            else:
                self.table(get_args(container)[1], (*base, *route), "dict", (), field.is_required())
        elif container is not None and inner is not None:
            self.table(inner, (*base, *route), "list", base if shape == "list" else (), field.is_required())
        elif inner is not None:
            if _has_plain_branch(kind):
                yield Column(route, "code", False)
                required = False
            yield from self.columns(inner, route, base, shape, required)
        else:
            yield _leaf(route, kind, required, None if field.is_required() else field.get_default())


def name_of(route: Names) -> Name:
    """The one key of a route, the route itself when it has none or more: a text is found sooner than a tuple."""
    return route[0] if len(route) == 1 else route


def tables_of(noun: str, model: type[BaseModel]) -> tuple[Table, ...]:
    """Every table of a noun: its plain values first, then its lists and mappings in the order of the model."""
    walk = _Walk(noun, [])
    walk.table(model, (), "one")
    return tuple(walk.tables)


def _with_metadata(field: FieldInfo) -> Any:
    kind: Any = field.annotation
    for mark in field.metadata:
        kind = Annotated[kind, mark]
    return kind


def _leaf(route: Names, kind: Any, required: bool, default: Any = None) -> Column:
    choices: Names = ()
    core, marks = _core(kind)
    if get_origin(core) is tuple:
        found: Kind = "lines"
    elif get_origin(core) is Literal:
        found, choices = "choice", tuple(str(value) for value in get_args(core))
    elif core is str:
        found = _text_kind(marks)
    else:
        found = _PLAIN[core]
    return Column(route, found, required, choices, default)


def _text_kind(marks: tuple[Any, ...]) -> Kind:
    if any(getattr(mark, "pattern", None) for mark in marks):
        return "code"
    return "text" if any(getattr(mark, "strip_whitespace", None) for mark in marks) else "string"


def _core(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """The type without its marks and without None, and the marks."""
    marks: tuple[Any, ...] = ()
    while True:
        if get_origin(kind) is Annotated:
            kind, *more = get_args(kind)
            marks = (*marks, *more)
        elif get_origin(kind) in (Union, types.UnionType):
            kind = next(arg for arg in get_args(kind) if arg is not type(None))
        else:
            return kind, marks


def _branches(kind: Any) -> Iterator[Any]:
    """What a value may be, without marks."""
    if get_origin(kind) is Annotated:
        yield from _branches(get_args(kind)[0])
    elif get_origin(kind) in (Union, types.UnionType):
        for arg in get_args(kind):
            yield from _branches(arg)
    else:
        yield kind


def _container(kind: Any) -> Any:
    return next((branch for branch in _branches(kind) if get_origin(branch) in (tuple, dict)), None)


def _model(kind: Any) -> type[BaseModel] | None:
    """The model a value, or an item of a list, is made of; None for plain values."""
    for branch in _branches(kind):
        if isinstance(branch, type) and issubclass(branch, BaseModel):
            return branch
        if get_origin(branch) is tuple:
            return _model(get_args(branch)[0])
    return None


def _has_plain_branch(kind: Any) -> bool:
    return any(branch is str for branch in _branches(kind))

"""Records of all sheets become the new plain values of each noun, laid over the present ones."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple, cast

from vanban.errors import Problem
from vanban.intake.facts import Facts, Noun, Place
from vanban.intake.workbook.cells import ABSENT
from vanban.intake.workbook.codes import Codes, Said
from vanban.intake.workbook.columns import Name, Names, Table, name_of
from vanban.intake.workbook.domains import Lists
from vanban.intake.workbook.headers import Layout
from vanban.intake.workbook.layout import SINGLE, Part, tables
from vanban.intake.workbook.records import Record, Sheetful
from vanban.intake.workbook.tree import Tree, at, drop, put
from vanban.intake.workbook.upright import UprightRecord

Step = tuple[str | int, ...]
# what a row may say without a column of its own: a code found by name, a gender or branch told by a heading
_UNDERSTOOD: Final[frozenset[Names]] = frozenset({("ma",), ("gioi_tinh",), ("chi_bo",)})


class Spot(NamedTuple):
    """Chỗ của một dòng: the sheet, the record, and the route in the noun at which its values begin."""

    layout: Layout
    record: Record
    base: Step


class _Field(NamedTuple):
    """Giá trị một trang có thể ghi: `name` is its key when it stands at the top of the noun, else its route.

    `emptied` says that an empty cell takes the value away.
    """

    route: Names
    name: Name
    emptied: bool


@dataclass(slots=True)
class Draft:
    """Dữ kiện sắp ghi của một tập thể, cá nhân, cuộc họp hoặc của kỳ."""

    place: Place
    present: Noun | None
    tree: Tree
    spots: list[Spot] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name it is known by."""
        return str(self.tree.get("ho_ten") or self.tree.get("ten") or self.place[1])


@dataclass(slots=True)
class Gathered:
    """Mọi dữ kiện sắp ghi, by kind and code; `told` are the nouns the rosters name, by kind."""

    drafts: dict[Place, Draft]
    told: dict[str, set[str]]
    problems: list[Problem]


class _Gathering:
    def __init__(self, facts: Facts, lists: Lists) -> None:
        self.facts = facts
        self.lists = lists
        self.out = Gathered({}, {}, [])
        self.codes = Codes(facts)
        self.plans: dict[tuple[int, int], list[_Field]] = {}

    def draft(self, place: Place) -> Draft:
        found = self.out.drafts.get(place)
        if found is None:
            present = self.facts.nouns.get(place)
            tree = deepcopy(present.tree) if present else {}
            found = self.out.drafts[place] = Draft(place, present, tree)
        return found

    def rosters(self, sheets: Iterable[Sheetful]) -> None:
        for sheet in sheets:
            part = sheet.layout.sheet.parts[0]
            if _is_roster(part):
                for record in sheet.records:
                    self._roster_row(sheet.layout, part, record)

    def _roster_row(self, layout: Layout, part: Part, record: Record) -> None:
        kind = part.table.noun
        code, remark = self.codes.of(kind, record)
        if remark is not None:
            self.out.problems.append(_at_row(layout, record, remark))
        if code is None:
            return
        told = self.out.told.setdefault(kind, set())
        if code in told:
            message = f"Mã “{code}” có hai dòng"
            self.out.problems.append(_at_row(layout, record, ("NB-29", message, "giữ lại một dòng", "loi")))
            return
        told.add(code)
        draft = self.draft((kind, code))
        record.plain = record.plain and "ma" in record.values
        record.values["ma"] = code
        self._lay(draft, layout, part, record)

    def details(self, sheets: Iterable[Sheetful]) -> None:
        for sheet in sheets:
            for number, part in enumerate(sheet.layout.sheet.parts):
                if _is_roster(part):
                    continue
                owned = self._by_owner(sheet, part, number)
                if sheet.layout.sheet.upright:
                    self._season(sheet, part)
                elif part.table.shape == "one":
                    self._plain(sheet, part, owned)
                else:
                    self._rows(sheet, part, owned)

    def _by_owner(self, sheet: Sheetful, part: Part, number: int) -> dict[Place, list[Record]]:
        kind = part.table.noun
        owned: dict[Place, list[Record]] = {}
        for record in sheet.records:
            if record.part != number:
                continue
            place = (kind, "" if kind in SINGLE else record.owner)
            if kind in SINGLE or place in self.facts.nouns or place in self.out.drafts:
                owned.setdefault(place, []).append(record)
                continue
            domain = self.lists.by_name[kind]
            near = domain.nearest(record.owner) if record.owner else ""
            asked = f"có phải “{near}”? nếu là người hoặc tập thể mới, thêm vào danh sách trước" if near else "ghi mã"
            message = f"Không có mã “{record.owner}”" if record.owner else "Chưa ghi dòng này của ai"
            self.out.problems.append(_at_row(sheet.layout, record, ("NB-28", message, asked, "loi")))
        return owned

    def _season(self, sheet: Sheetful, part: Part) -> None:
        """The season's own sheet: each of its rows is a value, laid by itself."""
        draft = self.draft((part.table.noun, ""))
        for record in sheet.records:
            if isinstance(record, UprightRecord):
                self._lay(draft, record.layout, part, record)

    def _plain(self, sheet: Sheetful, part: Part, owned: dict[Place, list[Record]]) -> None:
        for place, records in owned.items():
            for extra in records[1:]:
                message = f"“{place[1]}” có hai dòng ở trang này"
                self.out.problems.append(_at_row(sheet.layout, extra, ("NB-29", message, "giữ lại một dòng", "loi")))
            self._lay(self.draft(place), sheet.layout, part, records[0])
        if sheet.layout.stamped:
            for noun in self.facts.of(part.table.noun):
                if (noun.kind, noun.code) not in owned and self._was_told(noun):
                    self._clear(self.draft((noun.kind, noun.code)), part)

    def _was_told(self, noun: Noun) -> bool:
        """Whether the workbook speaks of a noun at all: one that no roster names is missing, not emptied."""
        return noun.kind in SINGLE or noun.code in self.out.told.get(noun.kind, set())

    def _clear(self, draft: Draft, part: Part) -> None:
        for column in part.columns:
            drop(draft.tree, column.route)

    def _lay(self, draft: Draft, layout: Layout, part: Part, record: Record) -> None:
        """Put a record over plain values; an empty cell takes a value away only in a workbook of this program."""
        if record.plain and not layout.stamped:
            draft.tree = {**draft.tree, **cast(Tree, record.values)} if draft.tree else cast(Tree, record.values)
        else:
            self._lay_each(draft.tree, layout, part, record)
        draft.spots.append(Spot(layout, record, ()))

    def _lay_each(self, tree: Tree, layout: Layout, part: Part, record: Record) -> None:
        values = record.values
        for route, name, emptied in self._fields(layout, part):
            value = values.get(name, ABSENT)
            if value is ABSENT:
                if emptied and route not in record.kept:
                    _empty(tree, route)
            elif isinstance(name, str):
                tree[name] = value
            else:
                if name_of(route[:-1]) in values:
                    said: Said = ("NB-38", "Ghi cả mã người ký và người ký ngoài danh sách", "chỉ giữ một ô", "loi")
                    self.out.problems.append(_at_row(layout, record, said))
                put(tree, route, value)

    def _fields(self, layout: Layout, part: Part) -> list[_Field]:
        """The values a sheet can say of a noun, in the order of the noun's columns."""
        found = self.plans.get((id(layout), id(part)))
        if found is None:
            here = _here(layout)
            routes = [c.route for c in part.columns if c.route in here or c.route in _UNDERSTOOD]
            fields = [_Field(r, name_of(r), layout.stamped and r in here) for r in routes]
            found = self.plans[(id(layout), id(part))] = fields
        return found

    def _rows(self, sheet: Sheetful, part: Part, owned: dict[Place, list[Record]]) -> None:
        table = part.table
        for place, records in owned.items():
            draft = self.draft(place)
            if table.parent:
                self._nested(draft, sheet.layout, part, records)
            else:
                old = at(draft.tree, table.route)
                new = self._container(draft, sheet.layout, part, records, old)
                put(draft.tree, table.route, new)
        if sheet.layout.stamped:
            self._emptied(part, owned)

    def _container(self, draft: Draft, layout: Layout, part: Part, records: list[Record], old: Any) -> Any:
        table = part.table
        made: list[Any] = []
        for number, record in enumerate(records):
            base: Step = (*table.route, record.key if table.shape == "dict" else number)
            made.append(_item(part, record, layout, _old_item(table, old, record, number, len(records))))
            draft.spots.append(Spot(layout, record, base))
        if table.shape == "list":
            return made
        keys = [record.key for record in records]
        for number, key in enumerate(keys):
            if key in keys[:number]:
                message = f"Tiêu chí “{key}” có hai dòng"
                said: Said = ("NB-29", message, "giữ lại một dòng", "loi")
                self.out.problems.append(_at_row(layout, records[number], said))
        return dict(zip(keys, made, strict=True))

    def _nested(self, draft: Draft, layout: Layout, part: Part, records: list[Record]) -> None:
        table = part.table
        outers = at(draft.tree, table.parent)
        outers = outers if isinstance(outers, list) else []
        inner = table.route[len(table.parent) :]
        groups: dict[int, list[Record]] = {}
        for record in records:
            number = int(record.outer) if record.outer.isdecimal() else 0
            if not 1 <= number <= len(outers):
                message = f"Không có mục số “{record.outer}” trong cuộc họp “{draft.place[1]}”"
                self.out.problems.append(_at_row(layout, record, ("NB-28", message, "ghi lại số mục", "loi")))
                continue
            groups.setdefault(number, []).append(record)
        for number, outer in enumerate(outers, 1):
            held = groups.get(number, [])
            old = at(outer, inner)
            items = [_item(part, r, layout, _old_item(table, old, r, n, len(held))) for n, r in enumerate(held)]
            put(outer, inner, items)
            base: Step = (*table.parent, number - 1, *inner)
            draft.spots += [Spot(layout, r, (*base, n)) for n, r in enumerate(held)]

    def _emptied(self, part: Part, owned: dict[Place, list[Record]]) -> None:
        """A list all of whose rows are gone from a workbook of this program is empty now."""
        table = part.table
        for noun in self.facts.of(table.noun):
            place = (noun.kind, noun.code)
            if place in owned or not self._was_told(noun):
                continue
            if table.parent:
                for outer in at(self.draft(place).tree, table.parent) or []:
                    drop(outer, table.route[len(table.parent) :])
            elif at(noun.tree, table.route):
                drop(self.draft(place).tree, table.route)


def _is_roster(part: Part) -> bool:
    return part.table.shape == "one" and any(column.route == ("ma",) for column in part.columns)


def _empty(tree: Tree, route: Names) -> None:
    """Take a plain value away; a mapping that stands where a plain value may stand is another column's."""
    if not isinstance(at(tree, route), dict):
        drop(tree, route)


def _old_item(table: Table, old: Any, record: Record, number: int, count: int) -> Any:
    """The present item a row stands for: of the same key, or at the same place in a list as long."""
    if table.shape == "dict":
        return old.get(record.key) if isinstance(old, dict) else None
    same = isinstance(old, list) and len(old) == count
    return old[number] if same else None


def _item(part: Part, record: Record, layout: Layout, old: Any) -> Any:
    """A row as an item of its list: what the sheet has no column for stays as it was."""
    if part.table.columns[0].route == ():
        return record.values.get(()) if () not in record.kept else old
    item: Tree = {}
    here = _here(layout)
    for column in part.columns:
        if column.keyed:
            put(item, column.route, dict(record.keyed.get(column.route, {})))
        elif column.name in record.values:
            put(item, column.route, record.values[column.name])
        elif (column.route not in here or column.route in record.kept) and at(old, column.route) is not None:
            put(item, column.route, at(old, column.route))
    for nested in tables().values():
        if nested.noun == part.table.noun and nested.parent == part.table.route and nested.parent:
            inner = nested.route[len(nested.parent) :]
            kept = at(old, inner)
            put(item, inner, deepcopy(kept) if kept is not None else [])
    return item


def _here(layout: Layout) -> frozenset[Names]:
    return frozenset(column.route for placed in layout.placed for column in placed.column.fields.values())


def _at_row(layout: Layout, record: Record, said: Said) -> Problem:
    code, message, remedy, severity = said
    place = layout.placed[0].place if layout.placed else 0
    return Problem(code, message, layout.at(record.row, place), remedy, severity, file=layout.grid.name)


def gather(facts: Facts, lists: Lists, sheets: list[Sheetful]) -> Gathered:
    """The new values of every noun a workbook speaks of, and what could not be laid anywhere."""
    gathering = _Gathering(facts, lists)
    gathering.rosters(sheets)
    gathering.details(sheets)
    for draft in gathering.out.drafts.values():
        for table in _required(draft.place[0]):
            if table.route[0] in draft.tree or len(table.route) == 1:
                _complete(draft.tree, table)
    return gathering.out


@cache
def _required(noun: str) -> tuple[Table, ...]:
    needed = ((kind, table) for (kind, _), table in tables().items() if table.required and not table.parent)
    return tuple(table for kind, table in needed if kind == noun)


def _complete(tree: Tree, table: Table) -> None:
    """A list that must be there is there, if only empty, where what it belongs to is."""
    holder = at(tree, table.route[:-1])
    if isinstance(holder, dict) and holder and table.route[-1] not in holder:
        holder[table.route[-1]] = {} if table.shape == "dict" else []

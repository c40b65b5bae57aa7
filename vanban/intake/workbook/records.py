"""Rows of a recognised sheet as values, each cell judged once, everything that is odd told at its cell."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from itertools import islice
from typing import Any, Final, NamedTuple

from vanban.errors import Problem
from vanban.intake.workbook.cells import (
    ABSENT,
    KEPT,
    WORDED,
    Decoded,
    Remark,
    decode,
    from_literal,
    is_bare_word,
    plain_text,
)
from vanban.intake.workbook.columns import Column, Name, Names
from vanban.intake.workbook.domains import Domain, Lists, key_of
from vanban.intake.workbook.headers import Layout, Placed
from vanban.intake.workbook.naming import written_name
from vanban.intake.workbook.spellings import TOTALS
from vanban.intake.workbook.stamp import column_mark, row_print

_PERSON: Final = "ca-nhan"
_NAME: Final = ("ho_ten",)
_FEW: Final = 2
_DOUBTFUL: Final = frozenset("tTcC(0123456789")
_NOTHING: Final[frozenset[Names]] = frozenset()
# what is told apart by equality alone: 1 and True are not
_ONE_OF_A_KIND: Final = frozenset({str, date, datetime})
_BLANK: Final = object()
Hit = tuple[Any, Remark | None]
# a cell's place, where its value goes, what is known of its content, and how it is read when nothing is
_Step = tuple[int, Name, Callable[[Any], Any], "_Reader"]
# the same of a row with nothing odd about it, in the order of the noun's columns
_Quick = tuple[tuple[int, Name, "_Ordinary"], ...]


@dataclass(slots=True)
class Record:
    """Dòng đã đọc: `row` is 0-based; `values` by the column's name; `kept` routes stay as the facts have them.

    `plain` says that all its values stand at the top of their noun, and that they are in the order of its columns.
    """

    row: int
    part: int
    owner: str
    outer: str
    order: str
    key: str
    values: dict[Name, Any]
    keyed: dict[Names, dict[str, Any]]
    kept: frozenset[Names]
    trusted: bool
    plain: bool = False


class _Ordinary(dict[Any, Any]):
    """Contents that are one value of the record and nothing else: no remark, no second cell. New ones are looked at.

    Where a bare word can only mean itself it is not even remembered: there may be one in every row.
    """

    def __init__(self, read: Callable[[Any], Hit], is_worded: bool) -> None:
        super().__init__({"": _BLANK})
        self.read = read
        self.is_worded = is_worded

    def __missing__(self, raw: Any) -> Any:
        if self.is_worded and is_bare_word(raw):
            return raw
        if raw is None:
            return _BLANK
        if raw.__class__ not in _ONE_OF_A_KIND:
            raise KeyError(raw)
        value, remark = self.read(raw)
        if remark is not None or value is ABSENT:
            raise KeyError(raw)
        self[raw] = value
        return value


class _Reader(NamedTuple):
    """How the cells of a column are read in a part (not at all when `column` is None), and what they were found to be.

    `ordinary` is there for a column whose cell is, by itself, the one value of its route.
    """

    placed: Placed
    column: Column | None
    domain: Domain | None
    ordinary: _Ordinary | None
    found: dict[Any, Hit]


@dataclass(slots=True)
class Sheetful:
    """Trang đã đọc: its layout, its records and every problem of its cells."""

    layout: Layout
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class _Reading:
    """Reads the rows of one sheet."""

    def __init__(self, layout: Layout, lists: Lists, prints: frozenset[str]) -> None:
        self.layout = layout
        self.lists = lists
        self.prints = prints
        self.out = Sheetful(layout, problems=list(layout.problems))
        self.plans: dict[tuple[int, bool], list[_Step]] = {}
        self.has_no_branch = layout.column("chi_bo") is None
        self.values = [placed for placed in layout.placed if placed.column.role == "value"]
        self.width = 1 + max((max(p.place, p.more or 0) for p in self.values), default=-1)
        self.roles = {placed.column.role: placed for placed in layout.placed if placed.column.role != "value"}
        self.marks = [(p.place, column_mark(layout.sheet, p.column.id, p.key)) for p in layout.placed]
        self.branch = lists.by_name["tap-the"].meant(layout.grid.name) or ""
        self.name_places = [p.place for p in layout.placed if p.column.id in {"ho_ten", "ma", "#ma"}]
        self.is_roster = layout.sheet.id == _PERSON and not layout.stamped
        self.quick = self._quick()
        self.blank = dict.fromkeys((name for _, name, _ in self.quick), _BLANK)

    def read(self) -> Sheetful:
        first = self.layout.first
        for row, cells in enumerate(islice(self.layout.grid.rows, first, None), first):
            sure = self._is_surely_one(cells)
            if sure or any(cell != "" and cell is not None for cell in cells):
                self._row(row, cells, sure)
        return self.out

    def _row(self, row: int, cells: list[Any], sure: bool) -> None:
        trusted = bool(self.prints) and self._print(cells) in self.prints
        if not sure and not trusted and self._is_no_record(row, cells):
            return
        part = self._part(row, cells)
        if part is None:
            return
        record = Record(row, part, *self._keys(cells, part), {}, {}, _NOTHING, trusted)
        if len(cells) < self.width:
            cells = [*cells, *[""] * (self.width - len(cells))]
        if not self.quick or not self._read_quickly(record, cells):
            self._cells(record, cells)
        if self.is_roster and self.branch and self.has_no_branch and "chi_bo" not in record.values:
            record.values["chi_bo"] = self.branch
            record.plain = False
        self.out.records.append(record)

    def _read_quickly(self, record: Record, cells: list[Any]) -> bool:
        """Take a row whose every cell is blank or an ordinary value; whether it is one."""
        values: dict[Name, Any] = self.blank.copy()
        try:
            for place, name, ordinary in self.quick:
                values[name] = ordinary[cells[place]]
        except KeyError:
            return False
        if _BLANK in values.values():
            values = {name: value for name, value in values.items() if value is not _BLANK}
        record.values, record.plain = values, True
        return True

    def _cells(self, record: Record, cells: list[Any]) -> None:
        """The cells of a row one after another."""
        for place, name, known, reader in self._plan(record.part, record.trusted):
            value = known(cells[place])
            if value is None:
                self._cell(record, reader, cells)
            elif value is not _BLANK:
                record.values[name] = value

    def _plan(self, part: int, trusted: bool) -> list[_Step]:
        """What to do with each cell of a row."""
        plan = self.plans.get((part, trusted))
        if plan is None:
            readers = [self._reader(placed, part, trusted) for placed in self.values]
            plan = [(r.placed.place, r.column.name if r.column else (), _look_up(r), r) for r in readers]
            self.plans[(part, trusted)] = plan
        return plan

    def _reader(self, placed: Placed, part: int, trusted: bool) -> _Reader:
        column = placed.column.fields.get(part)
        domain = self.lists.domain(self.layout.sheet.parts[part], column) if column else None
        if column is None or column.keyed or placed.implied or placed.more is not None:
            return _Reader(placed, column, domain, None, {})
        is_worded = domain is None and column.kind in WORDED and column.route[-1:] != _NAME
        read = partial(_decoded, column, domain, trusted=trusted)
        return _Reader(placed, column, domain, _Ordinary(read, is_worded), {})

    def _quick(self) -> _Quick:
        """How an ordinary row is read; () when the sheet has more than plain values at the top of one noun."""
        if self.prints or len(self.layout.sheet.parts) > 1:
            return ()
        readers = {r.column.route: r for *_, r in self._plan(0, False) if r.column is not None}
        chosen = [(c.name, readers[c.route]) for c in self.layout.sheet.parts[0].columns if c.route in readers]
        steps = tuple(
            (r.placed.place, n, r.ordinary) for n, r in chosen if isinstance(n, str) and r.ordinary is not None
        )
        return steps if len(steps) == len(self.values) else ()

    def _cell(self, record: Record, reader: _Reader, cells: list[Any]) -> None:
        """A cell whose content is new, empty, or more than an ordinary value."""
        placed, column = reader.placed, reader.column
        raw = cells[placed.place]
        if placed.more is not None and cells[placed.more]:
            raw = f"{plain_text(raw)} {plain_text(cells[placed.more])}"
        if raw is None or raw == "":
            return
        if column is None:
            self._misplaced(record.row, placed, record.part)
            return
        name = raw if isinstance(raw, str) else (type(raw), raw)
        hit = reader.found.get(name)
        if hit is None:
            hit = reader.found[name] = _decoded(column, reader.domain, raw, record.trusted)
        self._keep(record, placed, column, hit)

    def _keep(self, record: Record, placed: Placed, column: Column, hit: Hit) -> None:
        value, remark = hit
        if remark is not None:
            self._tell(record.row, placed.place, remark)
        if value is ABSENT:
            record.kept |= {column.route}
        elif column.keyed:
            record.keyed.setdefault(column.route, {})[placed.key or ""] = value
        else:
            record.values[column.name] = value
            if placed.implied:
                record.values["gioi_tinh"] = placed.implied

    def _keys(self, cells: list[Any], part: int) -> tuple[str, str, str, str]:
        if not self.roles:
            return "", "", "", ""
        texts = {}
        for role in ("owner", "outer", "order", "key"):
            placed = self.roles.get(role)
            raw = cells[placed.place] if placed and placed.place < len(cells) else None
            text = plain_text(raw) if raw not in (None, "") else ""
            exact = from_literal(text)
            domain = self.lists.role(role, self.layout.sheet.parts[part]) if text and exact is None else None
            texts[role] = text if exact is None else exact
            if domain is not None:
                texts[role] = domain.meant(text) or text
        return texts["owner"], texts["outer"], texts["order"], texts["key"]

    def _print(self, cells: list[Any]) -> str:
        filled = ((mark, cells[place]) for place, mark in self.marks if place < len(cells))
        return row_print(self.layout.sheet.id, filled)

    def _part(self, row: int, cells: list[Any]) -> int | None:
        """Which part of the sheet a row belongs to: as it says, or as its owner and its filled columns allow."""
        parts = self.layout.sheet.parts
        if len(parts) == 1:
            return 0
        placed = self.roles.get("part")
        said = plain_text(cells[placed.place]) if placed and placed.place < len(cells) and cells[placed.place] else ""
        named = [n for n, part in enumerate(parts) if key_of(part.name) == key_of(said)] if said else []
        fitting = named or [n for n in range(len(parts)) if self._fits(cells, n)]
        if len(fitting) == 1:
            return fitting[0]
        names = ", ".join(f"“{part.name}”" for part in parts)
        place = placed.place if placed else 0
        message = f"Không rõ dòng này thuộc phần nào (“{said}”)" if said else "Chưa ghi dòng này thuộc phần nào"
        self._tell(row, place, Remark("NB-36", message, f"ghi ở cột Phần một trong: {names}"))
        return None

    def _fits(self, cells: list[Any], part: int) -> bool:
        held = self.layout.sheet.parts[part]
        placed = self.roles.get("owner")
        text = plain_text(cells[placed.place]) if placed and placed.place < len(cells) else ""
        if not self.lists.by_name[held.table.noun].meant(text):
            return False
        filled = [p for p in self.values if p.place < len(cells) and cells[p.place] not in (None, "")]
        return all(part in p.column.fields for p in filled)

    def _misplaced(self, row: int, placed: Placed, part: int) -> None:
        name = self.layout.sheet.parts[part].name
        message = f"Cột “{placed.column.header}” không dùng cho phần “{name}”"
        self._tell(row, placed.place, Remark("NB-37", message, "xoá ô này, hoặc ghi lại cột Phần"))

    # ---- rows that hold no record

    def _is_no_record(self, row: int, cells: list[Any]) -> bool:
        """A totals row, a heading between rows, a signature below the table: told, not read."""
        filled = [(n, plain_text(cell)) for n, cell in enumerate(cells) if cell not in (None, "") and plain_text(cell)]
        if not filled:
            return True
        first = key_of(next((text for _, text in filled if not _is_number(text)), ""))
        words = [text for _, text in filled if not _is_number(text)]
        if TOTALS.fullmatch(first) and len(words) <= _FEW:
            self._tell(row, filled[0][0], Remark("NB-30", "Hàng cộng, không đọc", "", "goi-y"))
            return True
        if _counts_up(filled):
            return True
        if self.is_roster and len(filled) <= _FEW and not self._has_name(cells, strictly=True):
            return self._heading(row, filled)
        if self.layout.stamped or self._has_name(cells) or len(filled) > _FEW:
            return False
        told = "; ".join(text for _, text in filled)
        self._tell(row, filled[0][0], Remark("NB-31", f"Hàng “{told}” không phải dữ kiện, không đọc", "", "canh-bao"))
        return True

    def _is_surely_one(self, cells: list[Any]) -> bool:
        """A quick look: a name that is neither a total nor a number, and values beside it."""
        for place in self.name_places:
            name = cells[place] if place < len(cells) else None
            if isinstance(name, str) and len(name) > 1 and name[0] not in _DOUBTFUL:
                return len(cells) - cells.count("") > _FEW + 1
        return False

    def _has_name(self, cells: list[Any], strictly: bool = False) -> bool:
        names = [p for p in self.layout.placed if p.column.id in {"ma", "ho_ten", "#ma"}]
        found = [p for p in names if p.place < len(cells) and cells[p.place] not in (None, "")]
        if not strictly:
            return bool(found) or not names
        others = [
            p for p in self.values if p not in names and p.place < len(cells) and cells[p.place] not in (None, "")
        ]
        return bool(found) and bool(others)

    def _heading(self, row: int, filled: list[tuple[int, str]]) -> bool:
        """`I. Chi bộ Phòng Nội vụ` over the people of a branch; anything else so short is told."""
        for _, text in filled:
            bare = text.split(".", 1)[-1].strip()
            code = self.lists.by_name["tap-the"].meant(text) or self.lists.by_name["tap-the"].meant(bare)
            if code and self.layout.column("chi_bo") is None:
                self.branch = code
                return True
        told = "; ".join(text for _, text in filled)
        place = filled[0][0] if filled else 0
        remedy = "nếu là người cần nạp, điền đủ các cột"
        self._tell(row, place, Remark("NB-31", f"Hàng “{told}” không đủ là dữ kiện, không đọc", remedy, "canh-bao"))
        return True

    def _tell(self, row: int, place: int, remark: Remark) -> None:
        where = self.layout.at(row, place)
        said = Problem(remark.code, remark.message, where, remark.remedy, remark.severity, file=self.layout.grid.name)
        self.out.problems.append(said)


def _decoded(column: Column, domain: Domain | None, raw: Any, trusted: bool) -> Decoded:
    if raw == KEPT:
        return ABSENT, None
    value, remark = decode(column, domain, raw, trusted)
    if not trusted and column.route[-1:] == _NAME and isinstance(value, str):
        return written_name(value, remark)
    return value, remark


def _look_up(reader: _Reader) -> Callable[[Any], Any]:
    """What is known of a content, None when nothing is."""
    return {}.get if reader.ordinary is None else reader.ordinary.get


def _is_number(text: str) -> bool:
    return text.replace(".", "").replace(",", "").isdecimal()


def _counts_up(filled: list[tuple[int, str]]) -> bool:
    """The row of column numbers under a header: (1), (2), (3)."""
    texts = [text.strip("() .") for _, text in filled]
    return (
        len(texts) > _FEW and texts == [str(n) for n in range(int(texts[0]), int(texts[0]) + len(texts))]
        if texts[0].isdecimal()
        else False
    )


def read_sheet(layout: Layout, lists: Lists, prints: frozenset[str]) -> Sheetful:
    """The records of a sheet and every problem of its cells; `prints` are those of rows nobody has touched."""
    return _Reading(layout, lists, prints).read()


def first_look(layout: Layout) -> dict[str, str]:
    """The name of each noun a roster names by its code, before anything else of it is read."""
    code, named = layout.column("ma"), layout.column("ho_ten") or layout.column("ten")
    if code is None:
        return {}
    first, second = code.place, named.place if named else sys.maxsize
    looked: dict[str, str] = {}
    for cells in islice(layout.grid.rows, layout.first, None):
        width = len(cells)
        found = cells[first] if first < width else ""
        if found is not None and found != "":
            name = cells[second] if second < width else ""
            looked.setdefault(plain_text(found), plain_text(name) if name else "")
    return looked

"""Which sheet of the layout a clerk's sheet is, and which column stands where."""

from __future__ import annotations

import difflib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from vanban.errors import Problem
from vanban.intake.workbook.book import Grid, letters
from vanban.intake.workbook.cells import mended, plain_text
from vanban.intake.workbook.domains import key_of
from vanban.intake.workbook.layout import OWNER_ID, Sheet, SheetColumn, sheet, sheets
from vanban.intake.workbook.spellings import SILENT, SPELLINGS
from vanban.intake.workbook.stamp import OWN_SHEETS, read_mark

_SEARCHED_ROWS: Final = 30
_DEEPEST: Final = 3
_UPRIGHT_ROWS: Final = 400
_NEAR: Final = 0.72
_MOST: Final = 0.6
_SURE: Final = 6.0
_BIRTH: Final = "ngay_sinh"
_GENDERS: Final = {"nam": "nam", "nu": "nu"}


@dataclass(frozen=True, slots=True)
class Placed:
    """Cột đã nhận ra: its 0-based place; `key` within a keyed column; `implied` is a gender its header stands for.

    `more` is the place of the second half of a name that one header spans.
    """

    place: int
    column: SheetColumn
    key: str | None = None
    implied: str = ""
    more: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """Trang đã nhận ra: data begins at the 0-based row `first`; `stamped` sheets were written by this program."""

    sheet: Sheet
    grid: Grid
    placed: tuple[Placed, ...]
    first: int
    stamped: bool
    problems: tuple[Problem, ...] = ()

    def at(self, row: int, place: int) -> str:
        """`Cá nhân!F17`: a 0-based row and place as the clerk sees them."""
        return f"{self.grid.name}!{letters(place)}{row + 1}"

    def at_row(self, row: int) -> str:
        """`Cá nhân!17`: a 0-based row as the clerk sees it."""
        return f"{self.grid.name}!{row + 1}"

    def column(self, column_id: str) -> Placed | None:
        """Where a column stands, None when it is not there."""
        return next((placed for placed in self.placed if placed.column.id == column_id), None)


def find_layout(grid: Grid) -> Layout | None:
    """How a sheet is to be read, None when it holds no table that is known."""
    if grid.name in OWN_SHEETS:
        return None
    return _by_marks(grid) or _upright_by_marks(grid) or _by_headers(grid)


def _by_marks(grid: Grid) -> Layout | None:
    for row, cells in enumerate(grid.rows[:_SEARCHED_ROWS]):
        found = [(place, mark) for place, cell in enumerate(cells) if (mark := read_mark(cell))]
        if len(found) > 1 or (found and len(cells) == 1):
            known = _known_sheet(found[0][1][0])
            if known is None or known.upright:
                continue
            columns = {column.id: column for column in known.columns}
            placed = tuple(Placed(p, columns[name], key) for p, (_, name, key) in found if name in columns)
            first = _after_headers(grid, row, known)
            return _with_strangers(Layout(known, grid, placed, first, True), row + 1, first)
    return None


def _known_sheet(sheet_id: str) -> Sheet | None:
    try:
        return sheet(sheet_id)
    except KeyError:
        return None


def _after_headers(grid: Grid, mark_row: int, known: Sheet) -> int:
    """The first row after the group row, the header row and the row of numbers below the marks."""
    headers = {key_of(column.header) for column in known.columns}
    numbers = [str(number + 1) for number in range(len(grid.rows[mark_row]))]
    row = mark_row + 1
    for place in range(mark_row + 1, min(mark_row + 5, len(grid.rows))):
        texts = {key_of(plain_text(cell)) for cell in grid.rows[place] if cell not in (None, "")}
        if len(texts & headers) >= _MOST * len(headers) or [plain_text(c) for c in grid.rows[place]] == numbers:
            row = place + 1
    return row


def _with_strangers(layout: Layout, first_row: int, last_row: int) -> Layout:
    """The layout, with a word on filled columns somebody added beside those of this program."""
    known = {placed.place for placed in layout.placed}
    problems = []
    for row in range(first_row, last_row):
        cells = layout.grid.rows[row]
        for place, cell in enumerate(cells):
            if place not in known and cell not in (None, "") and key_of(plain_text(cell)) not in SILENT:
                problems.append(_extra(layout, row, place, plain_text(cell)))
    return replace(layout, problems=tuple(problems))


def _extra(layout: Layout, row: int, place: int, text: str) -> Problem:
    message = f"Cột “{text}” không thuộc dữ kiện nào nên không được đọc"
    return Problem("NB-12", message, layout.at(row, place), "bỏ qua nếu là cột riêng", "canh-bao", layout.grid.name)


def _upright_by_marks(grid: Grid) -> Layout | None:
    """A sheet read downwards: marks stand in one column, the value two columns to their left."""
    places: dict[int, int] = {}
    for cells in grid.rows[:_UPRIGHT_ROWS]:
        for place, cell in enumerate(cells):
            mark = read_mark(cell)
            known = _known_sheet(mark[0]) if mark else None
            if known is not None and known.upright and place > 1:
                places[place] = places.get(place, 0) + 1
    if not places:
        return None
    place = max(places, key=lambda one: places[one])
    return Layout(sheet("ky"), grid, (Placed(place, sheet("ky").columns[0]),), 0, True)


# ---- a clerk's own headers


@cache
def vocabulary(sheet_id: str) -> Mapping[str, tuple[SheetColumn, ...]]:
    """Every spelling of every header of a sheet; more than one column where the header alone does not tell."""
    found: dict[str, dict[str, SheetColumn]] = {}
    ids = {column.id for column in sheet(sheet_id).columns}
    for column in sheet(sheet_id).columns:
        if any(field.keyed for field in column.fields.values()):
            continue
        for text in _spellings(column, ids):
            found.setdefault(key_of(text), {})[column.id] = column
    return {key: tuple(columns.values()) for key, columns in found.items()}


def _spellings(column: SheetColumn, ids: Container[str]) -> Iterator[str]:
    """How a column's header may be written; what is another column's own name is this one's only with its group."""
    yield column.header
    yield f"{column.group} {column.header}"
    parts = column.id.split(".")
    for start in range(len(parts)):
        route = ".".join(parts[start:])
        for text in SPELLINGS.get(route, ()):
            if route == column.id or route not in ids:
                yield text
            yield f"{column.group} {text}"


@dataclass(frozen=True, slots=True)
class _Head:
    """A header as read: its texts from top to bottom over one column; `spellings` are its keys, the fullest first."""

    place: int
    row: int
    texts: tuple[str, ...]

    spellings: tuple[str, ...]


def _by_headers(grid: Grid) -> Layout | None:
    best: tuple[float, Sheet, list[_Head], int] | None = None
    merged = _unmerged(grid)
    for row in range(min(_SEARCHED_ROWS, len(merged))):
        if best is not None and best[0] >= _SURE and row > best[3]:
            break
        for depth in range(1, _DEEPEST + 1):
            heads = _heads(merged, row, depth)
            if len(heads) < 2 or (depth > 1 and row + depth > len(merged)):
                continue
            for known in sheets():
                score = _score(grid, known, heads, row)
                if score and (best is None or score > best[0]):
                    best = (score, known, heads, row + depth)
    return _upright_by_headers(grid) if best is None else _match(grid, *best[1:])


def _score(grid: Grid, known: Sheet, heads: list[_Head], row: int) -> float:
    """How well headers fit a sheet: the columns found, more when the tab says so; 0 when they are not enough."""
    words = vocabulary(known.id)
    placed = [found for head in heads if (found := _one(head, words, known)) is not None]
    if not _is_enough(known, placed):
        return 0.0
    distinct = len({f"{one.column.id}{one.implied}" for one in placed})
    return distinct + (3 if key_of(grid.name) == key_of(known.name) else 0) - row / 1000


def _unmerged(grid: Grid) -> list[list[Any]]:
    """The rows headers are looked for in, with the value of a merged area in each of its cells."""
    rows = [list(cells) for cells in grid.rows[: _SEARCHED_ROWS + _DEEPEST]]
    for (top, left), (bottom, right) in grid.merges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in range(top, min(bottom + 1, len(rows))):
            for place in range(left, min(right + 1, len(rows[row]))):
                rows[row][place] = rows[top][left]
    return rows


def _heads(rows: list[list[Any]], first: int, depth: int) -> list[_Head]:
    heads = []
    block = rows[first : first + depth]
    for place in range(max((len(cells) for cells in block), default=0)):
        texts: list[str] = []
        last = first
        for offset, cells in enumerate(block):
            text = mended(plain_text(cells[place]), False)[0] if place < len(cells) and cells[place] is not None else ""
            if text and (not texts or texts[-1] != text):
                texts.append(" ".join(text.split()))
                last = first + offset
        if texts:
            heads.append(_Head(place, last, tuple(texts), _spelt(texts)))
    return heads


def _spelt(texts: list[str]) -> tuple[str, ...]:
    forms = (" ".join(texts), " ".join(texts[-2:]), texts[-1], texts[-1].partition("(")[0])
    return tuple(dict.fromkeys(key_of(form) for form in forms))


def _match(grid: Grid, known: Sheet, heads: list[_Head], first: int) -> Layout:
    words = vocabulary(known.id)
    placed: list[Placed] = []
    problems: list[Problem] = []
    blank = Layout(known, grid, (), first, False)
    taken: dict[str, int] = {}
    for head in heads:
        found = _one(head, words, known)
        if found is None:
            problems += _unknown(blank, head, words, {p.column.id for p in placed})
            continue
        mark = f"{found.column.id}{found.implied}"
        if mark in taken and mark == "ho_ten" and taken[mark] == head.place - 1 and placed[-1].more is None:
            placed[-1] = replace(placed[-1], more=head.place)
        elif mark in taken:
            problems.append(_twice(blank, head, taken[mark]))
        else:
            taken[mark] = head.place
            placed.append(found)
    still = [p for p in problems if p.code != "NB-11" or not _is_answered(p, placed)]
    return Layout(known, grid, tuple(placed), first, False, tuple(still))


def _is_answered(problem: Problem, placed: Iterable[Placed]) -> bool:
    """A header near one that is there already is an extra column, not a question."""
    return any(f"“{p.column.header}”" in problem.remedy for p in placed)


def _one(head: _Head, words: Mapping[str, tuple[SheetColumn, ...]], known: Sheet) -> Placed | None:
    gender = _GENDERS.get(key_of(head.texts[-1])) if len(head.texts) > 1 else None
    if gender and known.id == "ca-nhan":
        above = words.get(key_of(head.texts[-2]), ())
        if [column.id for column in above] == [_BIRTH]:
            return Placed(head.place, above[0], implied=gender)
    for key in head.spellings:
        columns = words.get(key, ())
        if len(columns) == 1:
            return Placed(head.place, columns[0])
    return None


def _unknown(
    layout: Layout, head: _Head, words: Mapping[str, tuple[SheetColumn, ...]], taken: set[str]
) -> list[Problem]:
    text = head.texts[-1]
    key = key_of(text)
    if key in SILENT or not key:
        return []
    several = [column for column in words.get(key, ()) if column.id not in taken]
    if len(several) > 1:
        names = ", ".join(f"“{column.group} – {column.header}”" for column in several[:6])
        message = f"Cột “{text}” có thể là nhiều mục"
        return [
            Problem(
                "NB-11", message, layout.at(head.row, head.place), f"ghi rõ một trong: {names}", file=layout.grid.name
            )
        ]
    near = difflib.get_close_matches(key, words, n=1, cutoff=_NEAR)
    if near:
        header = words[near[0]][0].header
        remedy = f"có phải “{header}”? nếu phải, sửa đầu cột; nếu không, đổi hẳn tên cột"
        message = f"Không nhận ra cột “{text}”"
        return [Problem("NB-11", message, layout.at(head.row, head.place), remedy, file=layout.grid.name)]
    return [_extra(layout, head.row, head.place, text)]


def _twice(layout: Layout, head: _Head, other: int) -> Problem:
    message = f"Cột “{head.texts[-1]}” có hai lần (cột {letters(other)} và {letters(head.place)})"
    return Problem("NB-13", message, layout.at(head.row, head.place), "giữ lại một cột", file=layout.grid.name)


def _is_enough(known: Sheet, placed: list[Placed]) -> bool:
    """Whether the columns found say whose rows they are, and something of them."""
    ids = {one.column.id for one in placed}
    if len(ids) < 2:
        return False
    if known.columns[0].id == OWNER_ID:
        return OWNER_ID in ids
    return not known.upright and bool(ids & {"ma", "ho_ten", "ve", "dan", "kieu", "#khoa", "quy_tac"})


def _upright_by_headers(grid: Grid) -> Layout | None:
    """The season's own sheet without its marks: group and item side by side, the value to their right."""
    if key_of(grid.name) != key_of(sheet("ky").name):
        return None
    return Layout(sheet("ky"), grid, (), 0, False)

"""A clerk's workbook taken in: what it says, what it changes, what is wrong with it, and the writing of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from vanban.errors import Problem, UsageError
from vanban.garbage import uncollected
from vanban.intake.facts import Facts, Noun, Place
from vanban.intake.season import WAIVERS_FILE
from vanban.intake.workbook.book import Book, Grid, read_book
from vanban.intake.workbook.catalogue import lists_of, noun_words
from vanban.intake.workbook.cells import from_literal, mended, plain_text
from vanban.intake.workbook.check import judge
from vanban.intake.workbook.compare import Change, changes_of
from vanban.intake.workbook.domains import Lists
from vanban.intake.workbook.gather import Draft, Gathered, gather
from vanban.intake.workbook.headers import Layout, find_layout
from vanban.intake.workbook.layout import OWNER_ID
from vanban.intake.workbook.records import Sheetful, first_look, read_sheet
from vanban.intake.workbook.stamp import OWN_SHEETS, STAMP_SHEET, noun_print
from vanban.intake.workbook.upright import read_upright
from vanban.intake.yaml_store import Setting, changed_file, new_file, write_files

_KIND_WORDS: Final = {"tap-the": "tập thể", "ca-nhan": "cá nhân", "cuoc-hop": "cuộc họp"}
_FILES: Final = {"ky": "ky.yaml", "mien-ap-dung": WAIVERS_FILE}
_LISTED: Final = 20


class NounChange(NamedTuple):
    """Thay đổi của một tập thể, cá nhân, cuộc họp hoặc của kỳ; `place` is where the workbook says so."""

    kind: str
    code: str
    name: str
    state: str
    changes: tuple[Change, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Bảng đã đọc và soát: `changes` in the order of the workbook, every problem, and what would be written."""

    book: Book
    changes: tuple[NounChange, ...]
    problems: tuple[Problem, ...]
    drafts: tuple[Draft, ...]
    removed: tuple[Noun, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended before anything is written."""
        return tuple(problem for problem in self.problems if problem.severity == "loi")


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What the program wrote into a workbook it made itself."""

    season: str
    nouns: dict[Place, str]
    rows: frozenset[str]


def take_workbook(path: Path, facts: Facts, dropped: Sequence[str] = ()) -> Taken:
    """What a workbook says beside the present facts; nothing is written.

    `dropped` are codes the clerk wants taken out of the facts.

    Raises:
        DataError: the file is no workbook that can be read.
        UsageError: a code to be dropped is not among the facts.
    """
    with uncollected():
        return take_book(read_book(path), facts, dropped)


def take_book(book: Book, facts: Facts, dropped: Sequence[str] = ()) -> Taken:
    """What the sheets of a workbook say beside the present facts.

    Raises:
        UsageError: a code to be dropped is not among the facts.
    """
    stamp = _stamp(book)
    lists = lists_of(facts)
    layouts, notes = _layouts(book)
    for layout in layouts:
        _take_names(lists, layout)
    sheets = [_sheetful(layout, lists, stamp.rows) for layout in layouts]
    gathered = gather(facts, lists, sheets)
    removed = _removed(facts, dropped)
    return _taken(
        book, facts, sheets, gathered, removed, [*notes, *_stale(facts, stamp), *_season(facts, stamp, book.path)]
    )


def _sheetful(layout: Layout, lists: Lists, prints: frozenset[str]) -> Sheetful:
    if layout.sheet.upright:
        return read_upright(layout, lists, prints)
    return read_sheet(layout, lists, prints)


def _taken(
    book: Book, facts: Facts, sheets: list[Sheetful], gathered: Gathered, removed: list[Noun], notes: list[Problem]
) -> Taken:
    gone = {(noun.kind, noun.code) for noun in removed}
    drafts = [draft for place, draft in gathered.drafts.items() if place not in gone]
    told = [(draft, tuple(changes_of(draft)) if draft.present is not None else ()) for draft in drafts]
    told = [(draft, changes) for draft, changes in told if changes or draft.present is None]
    written = tuple(draft for draft, _ in told)
    changed = {draft.place for draft in written}
    changes = [_noun_change(draft, found) for draft, found in told]
    changes += [NounChange(noun.kind, noun.code, noun.name, "bo", (), noun.file) for noun in removed]
    problems = [*notes, *(p for sheet in sheets for p in sheet.problems), *_uncomputed(sheets), *gathered.problems]
    problems += judge(facts, drafts, changed, gone)
    problems += _missing(facts, sheets, gathered, gone)
    return Taken(book, tuple(changes), tuple(dict.fromkeys(problems)), written, tuple(removed))


def _noun_change(draft: Draft, changes: tuple[Change, ...]) -> NounChange:
    kind, code = draft.place
    spot = draft.spots[0] if draft.spots else None
    where = spot.layout.at_row(spot.record.row) if spot else ""
    return NounChange(kind, code, draft.name, "them" if draft.present is None else "doi", changes, where)


def _layouts(book: Book) -> tuple[list[Layout], list[Problem]]:
    found: list[Layout] = []
    notes = list(book.notes)
    for grid in book.grids:
        layout = find_layout(grid)
        if layout is not None:
            found.append(layout)
        elif grid.visible and _is_filled(grid):
            remedy = "nếu trang có dữ kiện, ghi tên cột như bảng do xuat-bang lập"
            message = f"Không nhận ra bảng nào ở trang “{grid.name}”, không đọc trang này"
            notes.append(Problem("NB-14", message, f"{grid.name}!A1", remedy, "canh-bao", grid.name))
    if not found:
        remedy = "điền vào bảng do lệnh xuat-bang lập, hoặc ghi các cột Họ và tên, Ngày sinh, Chi bộ…"
        notes.append(Problem("NB-10", "Không có trang nào đọc được", book.path.name, remedy, file=book.path.name))
    return found, notes


def _is_filled(grid: Grid) -> bool:
    return grid.name not in OWN_SHEETS and any(cell not in (None, "") for cells in grid.rows for cell in cells)


def _take_names(lists: Lists, layout: Layout) -> None:
    """Names of a roster join the lists first, so that any sheet may speak of them."""
    kind = layout.sheet.parts[0].table.noun
    if kind not in lists.by_name or layout.sheet.parts[0].table.route or layout.sheet.columns[0].id == OWNER_ID:
        return
    lists.add_nouns(kind, first_look(layout), partial(_words, kind), _mended)


def _words(kind: str, code: str, name: str) -> tuple[str, ...]:
    return noun_words(kind, code, _exact(name))


def _mended(name: str) -> str:
    """The name as it is read when it was typed for an old font."""
    return mended(_exact(name), trusted=False)[0]


def _exact(name: str) -> str:
    exact = from_literal(name)
    return name if exact is None else exact


def _stamp(book: Book) -> _Stamp:
    nouns: dict[Place, str] = {}
    rows: set[str] = set()
    season = ""
    for grid in book.grids:
        if grid.name != STAMP_SHEET:
            continue
        for cells in grid.rows:
            head, code, found = (plain_text(cell) for cell in (*cells, "", "", "")[:3])
            kind = head.removeprefix("noun:")
            if head == "ky":
                season = code
            elif head == "row":
                rows.add(code)
            elif kind != head:
                nouns[(kind, code)] = found
    return _Stamp(season, nouns, frozenset(rows))


def _stale(facts: Facts, stamp: _Stamp) -> list[Problem]:
    """Facts somebody changed after the workbook went out: the workbook would set them back."""
    late = [n for place, n in facts.nouns.items() if place in stamp.nouns and noun_print(n) != stamp.nouns[place]]
    if not late:
        return []
    names = ", ".join(noun.file for noun in late[:_LISTED])
    message = f"{len(late)} tệp dữ kiện đã đổi sau khi xuất bảng này"
    return [Problem("NB-34", message, names, "xem trước kỹ các chỗ đổi, hoặc xuất bảng mới", "canh-bao")]


def _season(facts: Facts, stamp: _Stamp, path: Path) -> list[Problem]:
    if stamp.season in {"", facts.folder.name}:
        return []
    message = f"Bảng này của kỳ “{stamp.season}”, không phải kỳ “{facts.folder.name}”"
    return [Problem("NB-39", message, path.name, "nạp đúng kỳ, hoặc xuất bảng của kỳ này", "canh-bao", path.name)]


def _uncomputed(sheets: Iterable[Sheetful]) -> list[Problem]:
    problems = []
    for sheet in sheets:
        grid = sheet.layout.grid
        remedy = "mở bằng Excel rồi lưu lại, hoặc gõ thẳng giá trị"
        for cell in grid.uncomputed:
            message = "Ô có công thức chưa tính nên không có giá trị"
            problems.append(Problem("NB-16", message, f"{grid.name}!{cell}", remedy, file=grid.name))
    return problems


def _removed(facts: Facts, codes: Sequence[str]) -> list[Noun]:
    by_code = {noun.code: noun for noun in facts.nouns.values() if noun.code}
    unknown = [code for code in codes if code not in by_code]
    if unknown:
        remedy = "ghi đúng mã của tập thể, cá nhân hoặc cuộc họp"
        raise UsageError.say("NB-41", f"Không có mã {', '.join(unknown)} để bỏ", "--bo", remedy)
    return [by_code[code] for code in dict.fromkeys(codes)]


def _missing(facts: Facts, sheets: list[Sheetful], gathered: Gathered, gone: set[Place]) -> list[Problem]:
    """Nouns of the facts that no roster of the workbook names: kept, and told."""
    problems = []
    for kind, words in _KIND_WORDS.items():
        rosters = [s for s in sheets if s.layout.sheet.id == kind]
        told = gathered.told.get(kind, set())
        away = [n for n in facts.of(kind) if n.code not in told and (kind, n.code) not in gone]
        if not rosters or not away:
            continue
        names = ", ".join(f"{noun.code} ({noun.name})" for noun in away[:_LISTED])
        more = f" và {len(away) - _LISTED} {words} khác" if len(away) > _LISTED else ""
        message = f"{len(away)} {words} có trong dữ kiện nhưng không có trong bảng, vẫn giữ: {names}{more}"
        place = rosters[0].layout.grid.name
        remedy = f"muốn bỏ hẳn, chạy lại với --bo {away[0].code}"
        problems.append(Problem("NB-33", message, f"{place}!A1", remedy, "canh-bao", place))
    return problems


def store(taken: Taken, facts: Facts) -> list[Path]:
    """Write what a workbook changes into the season's files; the files written or taken away.

    Raises:
        DataError: a file cannot be written.
    """
    texts: dict[Path, str] = {}
    for draft in taken.drafts:
        kind, code = draft.place
        if draft.present is None:
            name = _FILES.get(kind, f"{kind}/{code.lower()}.yaml")
            texts[facts.folder / name] = new_file(_pruned(draft.tree))
        else:
            path = facts.folder / draft.present.file
            texts[path] = changed_file(path, _settings(draft))
    write_files(texts)
    for noun in taken.removed:
        (facts.folder / noun.file).unlink()
    return [*texts, *(facts.folder / noun.file for noun in taken.removed)]


def _pruned(tree: Any) -> Any:
    """The values without lists and mappings nothing was put into."""
    if isinstance(tree, dict):
        kept = {key: _pruned(value) for key, value in tree.items()}
        return {key: value for key, value in kept.items() if value not in ({}, [])}
    return [_pruned(item) for item in tree] if isinstance(tree, list) else tree


def _settings(draft: Draft) -> list[Setting]:
    """Where the file of a noun must be set: single values where the shape stays, whole lists where it does not."""
    assert draft.present is not None
    found: dict[tuple[str | int, ...], Any] = {}
    for change in changes_of(draft):
        route = _whole_list(draft, change.route)
        found[route] = _at(draft.tree, route)
    return [Setting(route, value) for route, value in found.items()]


def _whole_list(draft: Draft, route: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The route of the outermost list that became longer or shorter above a value, else the value's own."""
    assert draft.present is not None
    for size, step in enumerate(route):
        before, after = (_at(tree, route[:size]) for tree in (draft.present.tree, draft.tree))
        if isinstance(step, int) and _size(before) != _size(after):
            return route[:size]
        if not isinstance(after, (dict, list)) and size:
            return route[:size]
    return route


def _size(value: Any) -> int:
    return len(value) if isinstance(value, list) else -1


def _at(tree: Any, route: tuple[str | int, ...]) -> Any:
    for step in route:
        if isinstance(tree, dict):
            tree = tree.get(step)
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree

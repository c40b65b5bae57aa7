"""The cells of a workbook as plain values. The only reader of workbooks that come in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum, load_workbook

from vanban.errors import DataError, Problem
from vanban.intake.workbook.guard import inspect

Merge = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Grid:
    """Trang tính đã đọc: `rows` from the first row and column on, "" where nothing stands; `merges` are 0-based."""

    name: str
    rows: list[list[Any]]
    merges: tuple[Merge, ...]
    visible: bool
    uncomputed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """Bảng đã đọc: its sheets and what must be said of the file."""

    path: Path
    grids: tuple[Grid, ...]
    notes: tuple[Problem, ...]


def read_book(path: Path) -> Book:
    """The sheets of a workbook; formulas as the values last shown.

    Raises:
        DataError: the file is no workbook that can be read.
    """
    look = inspect(path)
    try:
        book = load_workbook(str(path))
        grids = tuple(_grid(book, meta.name, meta, look.uncomputed) for meta in book.sheets_metadata if _is_table(meta))
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise _unreadable(path, str(error)) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's way of giving up on a broken file
            raise
        raise _unreadable(path, "") from None
    return Book(path, grids, look.notes)


def _unreadable(path: Path, said: str) -> DataError:
    if "password" in said.lower():
        return DataError.say("NB-03", "Bảng đặt mật khẩu", path.name, "mở bằng Excel, xoá mật khẩu rồi lưu")
    return DataError.say("NB-02", "Tệp bảng bị hỏng", path.name, "mở bằng Excel, lưu lại thành tệp mới rồi nạp tệp mới")


def _is_table(meta: Any) -> bool:
    return bool(meta.typ == SheetTypeEnum.WorkSheet)


def _grid(book: CalamineWorkbook, name: str, meta: Any, uncomputed: dict[str, tuple[str, ...]]) -> Grid:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    merges = tuple(sheet.merged_cell_ranges or ())
    return Grid(name, rows, merges, bool(meta.visible == SheetVisibleEnum.Visible), uncomputed.get(name, ()))


@lru_cache(maxsize=1024)
def letters(place: int) -> str:
    """`A`, `B`, … `AA` for a 0-based place."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name

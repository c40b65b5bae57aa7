"""The clerk's own workbook with every mistake where it is: red cells with comments, and a list that leads to them."""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from vanban.errors import Problem
from vanban.intake.workbook.book import Book, Grid
from vanban.intake.workbook.stamp import ERROR_SHEET

_PLACE: Final = re.compile(r"(.+)!([A-Z]{1,3})([1-9]\d{0,6})")
_RED: Final = PatternFill("solid", start_color="FFC7CE")
_YELLOW: Final = PatternFill("solid", start_color="FFEB9C")
_EDGE: Final = Side(style="thin", color="808080")
_BOX: Final = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_FONT: Final = "Times New Roman"
_WORDS: Final = {"loi": "Lỗi", "canh-bao": "Cảnh báo", "goi-y": "Gợi ý"}
_WIDTHS: Final = (6, 12, 26, 70, 60)
_HEADERS: Final = ("STT", "Mức", "Ở ô", "Nội dung", "Cách sửa")
_MOST_MARKED: Final = 5_000
_MOST_MERGED: Final = 200_000


def marked_name(path: Path) -> Path:
    """A name beside the workbook that no file has yet: `danh-sach-loi.xlsx`, `danh-sach-loi-2.xlsx`."""
    stem = f"{path.stem}-loi"
    number = 1
    target = path.with_name(f"{stem}.xlsx")
    while target.exists():
        number += 1
        target = path.with_name(f"{stem}-{number}.xlsx")
    return target


def write_marked(book: Book, problems: Sequence[Problem], target: Path) -> None:
    """Write a copy of a workbook with its problems marked; the formulas of the copy are the values they showed.

    Raises:
        OSError: the copy cannot be written.
    """
    copy = _copy(book)
    names = {sheet.title: sheet for sheet in copy.worksheets}
    by_cell: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems[:_MOST_MARKED]:
        match = _PLACE.fullmatch(problem.place)
        if match and match[1] in names:
            by_cell[(match[1], f"{match[2]}{match[3]}")].append(problem)
    for (name, reference), found in by_cell.items():
        _mark(names[name], reference, found)
    _list(copy, problems, set(names))
    copy.save(target)


def _copy(book: Book) -> Workbook:
    """The workbook as it looks, where it can be opened for that; else its bare values."""
    if book.path.suffix.lower() == ".xlsx" and not any(map(_is_monstrous, book.grids)):
        try:
            # A stream of our own: given a path, the reader leaves the file open when it stumbles.
            with warnings.catch_warnings(), book.path.open("rb") as stream:
                warnings.simplefilter("ignore")
                copy = load_workbook(stream, data_only=True, keep_links=False)
            _harmless(copy)
            return copy
        except Exception:  # a file its own program made, which this reader does not understand
            return _bare(book)
    return _bare(book)


def _is_monstrous(grid: Grid) -> bool:
    """Whether areas are merged that hold more cells than any table: each of them would be made anew."""
    areas = ((bottom - top + 1) * (right - left + 1) for (top, left), (bottom, right) in grid.merges)
    return sum(areas) > _MOST_MERGED


def _harmless(copy: Workbook) -> None:
    """Texts that look like formulas stay texts."""
    for sheet in copy.worksheets:
        sheet.protection.disable()
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, str) and cell.value[:1] == "=" and not isinstance(cell, MergedCell):
                    cell.data_type = "s"


def _bare(book: Book) -> Workbook:
    copy = Workbook()
    copy.remove(copy.worksheets[0])
    for grid in book.grids:
        sheet = copy.create_sheet(grid.name)
        for row, cells in enumerate(grid.rows, 1):
            for place, value in enumerate(cells, 1):
                if value not in (None, ""):
                    _put(sheet, row, place, value)
        if not grid.visible:
            sheet.sheet_state = "hidden"
    return copy


def _put(sheet: Worksheet, row: int, place: int, value: Any) -> Cell | MergedCell:
    cell = sheet.cell(row, place)
    if isinstance(cell, MergedCell):
        return cell
    cell.value = value
    if isinstance(value, str) and value[:1] == "=":
        cell.data_type = "s"
    return cell


def _mark(sheet: Worksheet, reference: str, problems: Sequence[Problem]) -> None:
    cell = sheet[reference]
    if isinstance(cell, MergedCell):
        area = next((area for area in sheet.merged_cells.ranges if reference in area), None)
        cell = sheet.cell(area.min_row, area.min_col) if area else cell
    if isinstance(cell, MergedCell):
        return
    cell.fill = _RED if any(problem.severity == "loi" for problem in problems) else _YELLOW
    said = "\n".join(f"{p.message}. {p.remedy}".strip(". ") + "." for p in problems)
    before = f"{cell.comment.text}\n" if cell.comment else ""
    comment = Comment(f"{before}{said}", "vanban")
    comment.width, comment.height = 340, 60 + 22 * (said.count("\n") + len(said) // 45)
    cell.comment = comment


def _list(copy: Workbook, problems: Sequence[Problem], names: set[str]) -> None:
    if ERROR_SHEET in names:
        copy.remove(copy[ERROR_SHEET])
    sheet = copy.create_sheet(ERROR_SHEET, 0)
    copy.active = 0
    for other in copy.worksheets[1:]:
        other.sheet_view.tabSelected = False
    for place, (width, header) in enumerate(zip(_WIDTHS, _HEADERS, strict=True), 1):
        sheet.column_dimensions["ABCDE"[place - 1]].width = width
        cell = _put(sheet, 1, place, header)
        cell.font, cell.fill, cell.border = Font(name=_FONT, bold=True, size=12), PatternFill("solid", "DCE6F1"), _BOX
        cell.alignment = Alignment(horizontal="center", vertical="center")
    for row, problem in enumerate(problems, 2):
        words = (row - 1, _WORDS[problem.severity], problem.place, problem.message, problem.remedy)
        for place, value in enumerate(words, 1):
            cell = _put(sheet, row, place, value)
            cell.font, cell.border = Font(name=_FONT, size=12), _BOX
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        _link(sheet, row, problem.place, names)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _link(sheet: Worksheet, row: int, place: str, names: set[str]) -> None:
    match = _PLACE.fullmatch(place)
    if match is None or match[1] not in names:
        return
    cell = sheet.cell(row, 3)
    quoted = match[1].replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{match[2]}{match[3]}")
    cell.font = Font(name=_FONT, size=12, color="0563C1", underline="single")

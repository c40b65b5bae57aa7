"""The entry workbook on paper: fonts, locked headers, notes, drop-down lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from vanban.errors import UsageError
from vanban.intake.facts import Facts
from vanban.intake.workbook.catalogue import lists_of
from vanban.intake.workbook.columns import Names
from vanban.intake.workbook.domains import Lists
from vanban.intake.workbook.grid_out import (
    Cell,
    OutColumn,
    is_post,
    keys_of,
    out_columns,
    out_rows,
    upright_rows,
)
from vanban.intake.workbook.layout import Sheet, sheets
from vanban.intake.workbook.stamp import GUIDE_SHEET, LISTS_SHEET, STAMP_SHEET, row_print, stamp_rows

_FONT: Final = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "text": {**_FONT, "num_format": "@", "border": 1, "locked": False},
    "count": {**_FONT, "num_format": "0", "border": 1, "align": "center", "locked": False},
    "date": {**_FONT, "num_format": "@", "border": 1, "align": "center", "locked": False},
    "blank": {**_FONT, "num_format": "@", "locked": False},
    "header": {**_FONT, "bold": True, "border": 1, "align": "center", "valign": "vcenter", "bg_color": "#DCE6F1"},
    "number": {**_FONT, "italic": True, "border": 1, "align": "center", "font_size": 10, "bg_color": "#F2F2F2"},
    "office": {**_FONT, "bold": True, "text_wrap": False},
    "title": {**_FONT, "bold": True, "font_size": 14, "align": "center", "valign": "vcenter", "text_wrap": False},
    "side": {**_FONT, "border": 1, "bg_color": "#F2F2F2"},
    "plain": {**_FONT},
}
_WIDTHS: Final = {"lines": 52, "text": 24, "string": 18, "choice": 13, "code": 22, "date": 12, "time": 9, "flag": 10}
_OWN_WIDTHS: Final = {"ma": 12, "#stt": 8, "#muc": 8, "chu": 90, "ve": 40, "y_kien": 60, "ten": 40, "ho_ten": 26}
_SPARE_ROWS: Final = 40
_OFFERED_ROWS: Final = 2_000
_MARK_ROW, _GROUP_ROW, _HEADER_ROW, _FIRST_ROW = 2, 3, 4, 6
_TALLEST: Final = 120
_MOST_OFFERED: Final = 400
_ALLOWED: Final = dict.fromkeys(
    (
        "format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter",
        "select_locked_cells", "select_unlocked_cells",
    ),
    True,
)  # fmt: skip
_GUIDE: Final = (
    "Bảng này là dữ kiện của kỳ kiểm điểm; điền xong, lưu lại rồi nạp vào chương trình bằng lệnh nhap-bang.",
    "1. Ô nền xanh là đầu cột, đã khoá. Rê chuột lên đầu cột để đọc cách ghi và căn cứ.",
    "2. Ngày viết như 24/11/2021; giờ viết như 14:00; mã giữ nguyên số 0 ở đầu.",
    "3. Cột có danh sách: bấm mũi tên để chọn. Nội dung nhiều đoạn: mỗi đoạn một dòng trong ô (Alt+Enter).",
    "4. Thêm người: thêm một dòng ở trang Cá nhân. Chưa có mã thì để trống, chương trình đặt mã và báo lại.",
    "5. Xoá một dòng ở trang Cá nhân, Tập thể, Cuộc họp không xoá dữ kiện: chương trình chỉ báo là thiếu.",
    "6. Xem trước khi nạp bằng lệnh nhap-bang với tuỳ chọn --xem-truoc: chỗ thêm, đổi, bỏ được kể ra, chưa ghi gì.",
    "Bảng có dữ liệu cá nhân: không gửi ra ngoài cơ quan, xong việc thì xoá bản thừa.",
)


def write_workbook(facts: Facts, target: Path) -> int:
    """Write the entry workbook of the season; how many filled rows it holds.

    Raises:
        UsageError: there is a file of that name already, or it cannot be written.
    """
    if target.exists():
        remedy = "đặt tên khác; bảng đã điền không bị ghi đè"
        raise UsageError.say("XB-01", "Tệp đã có", str(target), remedy)
    if target.suffix.lower() != ".xlsx":
        raise UsageError.say("XB-02", "Bảng phải là tệp .xlsx", str(target), "đặt tên tệp có đuôi .xlsx")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(str(target), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            return _Writer(book, facts).write()
    except OSError as error:
        message = f"Không ghi được bảng ({error.strerror or error})"
        raise UsageError.say("XB-03", message, str(target), "chọn thư mục khác, hoặc đóng tệp đang mở") from error


class _Writer:
    """Fills one workbook."""

    def __init__(self, book: Any, facts: Facts) -> None:
        self.book = book
        self.facts = facts
        self.lists: Lists = lists_of(facts)
        self.formats: dict[str, Format] = {name: book.add_format(look) for name, look in _LOOKS.items()}
        self.prints: list[str] = []
        self.offers: dict[Names, str] = {}
        self.offered: Worksheet | None = None

    def write(self) -> int:
        office = self.facts.period.get("don_vi")
        name = office.get("ten", "") if isinstance(office, Mapping) else ""
        self.book.set_properties({"title": "Bảng nhập dữ kiện", "company": str(name)})
        self._guide(str(name))
        made = [(sheet, self.book.add_worksheet(sheet.name)) for sheet in sheets()]
        self.offered = self.book.add_worksheet(LISTS_SHEET)
        for sheet, paper in made:
            self._top(sheet, paper, str(name))
            (self._upright if sheet.upright else self._sheet)(sheet, paper)
        self.offered.hide()
        self._stamp()
        return len(self.prints)

    def _guide(self, office: str) -> None:
        paper = self.book.add_worksheet(GUIDE_SHEET)
        paper.hide_gridlines(2)
        paper.set_column(0, 0, 110, self.formats["plain"])
        year = self.facts.period.get("nam", "")
        paper.write_string(0, 0, office.upper(), self.formats["office"])
        paper.write_string(1, 0, f"BẢNG NHẬP DỮ KIỆN KIỂM ĐIỂM NĂM {year}", self.formats["title"])
        for number, line in enumerate(_GUIDE, 3):
            paper.write_string(number, 0, line, self.formats["plain"])
        paper.set_landscape()
        paper.set_paper(9)

    def _top(self, sheet: Sheet, paper: Worksheet, office: str) -> None:
        year = self.facts.period.get("nam", "")
        paper.write_string(0, 0, office.upper(), self.formats["office"])
        paper.write_string(1, 0, f"{sheet.caption.upper()} NĂM {year}", self.formats["office"])
        paper.set_landscape()
        paper.set_paper(9)
        paper.fit_to_pages(1, 0)
        paper.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
        paper.set_footer("&C&P/&N")
        paper.hide_gridlines(2)
        paper.protect("", _ALLOWED)

    def _sheet(self, sheet: Sheet, paper: Worksheet) -> None:
        columns = out_columns(sheet, self.lists, keys_of(sheet, self.facts, self.lists))
        self._headers(paper, columns)
        row = _FIRST_ROW
        for cells in out_rows(sheet, columns, self.facts, self.lists):
            self._row(paper, row, columns, cells)
            self.prints.append(row_print(sheet.id, ((c.mark, cell) for c, cell in zip(columns, cells, strict=True))))
            row += 1
        for spare in range(row, row + _SPARE_ROWS):
            for place, column in enumerate(columns):
                paper.write_blank(spare, place, None, self._format(column))
        for place, column in enumerate(columns):
            self._offer(paper, (_FIRST_ROW, place, row + _OFFERED_ROWS, place), column)
        paper.autofilter(_HEADER_ROW + 1, 0, row - 1 if row > _FIRST_ROW else _FIRST_ROW, len(columns) - 1)
        paper.freeze_panes(_FIRST_ROW, _frozen(columns))
        paper.repeat_rows(_GROUP_ROW, _HEADER_ROW)

    def _headers(self, paper: Worksheet, columns: list[OutColumn]) -> None:
        paper.set_row(_MARK_ROW, None, None, {"hidden": True})
        paper.set_row(_HEADER_ROW, 48)
        for place, column in enumerate(columns):
            paper.set_column(place, place, _width(column), self.formats["blank"])
            paper.write_string(_MARK_ROW, place, column.mark, self.formats["header"])
            paper.write_string(_HEADER_ROW, place, column.header, self.formats["header"])
            paper.write_number(_HEADER_ROW + 1, place, place + 1, self.formats["number"])
            paper.write_comment(_HEADER_ROW, place, column.note, _note_look(column.note))
        for first, last, group in _groups(columns):
            if last > first:
                paper.merge_range(_GROUP_ROW, first, _GROUP_ROW, last, group, self.formats["header"])
            else:
                paper.write_string(_GROUP_ROW, first, group, self.formats["header"])

    def _row(self, paper: Worksheet, row: int, columns: list[OutColumn], cells: list[Cell]) -> None:
        lines = 1
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            look = self._format(column)
            if isinstance(cell, int):
                paper.write_number(row, place, cell, look)
            elif cell is None:
                paper.write_blank(row, place, None, look)
            else:
                paper.write_string(row, place, cell, look)
                lines = max(lines, _lines_needed(cell, _width(column)))
        paper.set_row(row, min(_TALLEST, 16.5 * lines))

    def _format(self, column: OutColumn) -> Format:
        shared = {"count": "count", "order": "count", "outer": "count", "date": "date", "time": "date", "flag": "date"}
        return self.formats[shared.get(column.kind, "text")]

    def _upright(self, sheet: Sheet, paper: Worksheet) -> None:
        for place, (width, header) in enumerate(
            ((20, "Nhóm"), (26, "Mục"), (70, "Nội dung"), (60, "Cách ghi, căn cứ"), (2, ""))
        ):
            hidden = {"hidden": True} if not header else {}
            paper.set_column(place, place, width, self.formats["blank" if place == 2 else "plain"], hidden)
            if header:
                paper.write_string(_HEADER_ROW, place, header, self.formats["header"])
        for row, (column, cell) in enumerate(upright_rows(sheet, self.facts, self.lists), _HEADER_ROW + 1):
            paper.write_string(row, 0, column.group, self.formats["side"])
            paper.write_string(row, 1, column.header, self.formats["side"])
            self._row_value(paper, row, column, cell)
            paper.write_string(row, 3, column.note.replace("\n", " "), self.formats["side"])
            paper.write_string(row, 4, column.mark, self.formats["side"])
            self.prints.append(row_print(sheet.id, ((column.mark, cell),)))
        paper.freeze_panes(_HEADER_ROW + 1, 2)

    def _row_value(self, paper: Worksheet, row: int, column: OutColumn, cell: Cell) -> None:
        look = self.formats["text"]
        if cell is None:
            paper.write_blank(row, 2, None, look)
        else:
            paper.write_string(row, 2, str(cell), look)
        tall = max(_lines_needed(str(cell or ""), 70), _lines_needed(column.note, 60))
        paper.set_row(row, min(_TALLEST, 16.5 * tall))
        self._offer(paper, (row, 2, row, 2), column)

    def _offer(self, paper: Worksheet, area: tuple[int, int, int, int], column: OutColumn) -> None:
        """The drop-down list of a column, or how to write a date into it."""
        rule: dict[str, Any] = {"validate": "any", "ignore_blank": True}
        if column.kind == "flag":
            rule |= {"validate": "list", "source": ["Có", "Không"]}
        elif column.domain is not None:
            strict = column.domain.strict
            rule |= {"validate": "list", "source": self._offered(column.domain.choices())}
            rule |= {"error_type": "stop" if strict else "warning", "error_title": "Ngoài danh sách"}
            rule |= {"error_message": "Chọn trong danh sách." if strict else "Giá trị này chưa có trong danh sách."}
        elif is_post(column):
            present = sorted({str(value) for value in self._present(column)})[:_MOST_OFFERED]
            rule |= {"validate": "list", "source": self._offered(present), "show_error": False}
        if rule["validate"] != "any" and rule.get("source"):
            paper.data_validation(*area, rule)

    def _present(self, column: OutColumn) -> Iterable[Any]:
        key = column.source.id.rpartition(".")[2]
        for noun in self.facts.nouns.values():
            found = noun.tree.get(key)
            if isinstance(found, str) and "\n" not in found:
                yield found

    def _offered(self, choices: list[str]) -> str:
        """The place of a list on the sheet of lists; "" for an empty one."""
        if not choices or self.offered is None:
            return ""
        name = tuple(choices)
        if name not in self.offers:
            place = len(self.offers)
            for row, choice in enumerate(choices, 1):
                self.offered.write_string(row, place, choice)
            letter = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
            self.offers[name] = f"='{LISTS_SHEET}'!{letter}$2:{letter}${len(choices) + 1}"
        return self.offers[name]

    def _stamp(self) -> None:
        """What this program needs to know when the workbook comes back."""
        paper = self.book.add_worksheet(STAMP_SHEET)
        rows = stamp_rows(self.facts, self.prints)
        for row, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                paper.write_string(row, place, cell)
        paper.very_hidden()


def _groups(columns: list[OutColumn]) -> Iterable[tuple[int, int, str]]:
    """Neighbours under one heading: first and last place, heading."""
    start = 0
    for place in range(1, len(columns) + 1):
        if place == len(columns) or columns[place].group != columns[start].group:
            yield start, place - 1, columns[start].group
            start = place


def _frozen(columns: list[OutColumn]) -> int:
    names = [column.source.id for column in columns]
    return 2 if names[1:2] == ["ho_ten"] else 1 if columns[0].source.role == "owner" or names[0] == "ma" else 0


def _width(column: OutColumn) -> int:
    return _OWN_WIDTHS.get(column.source.id.rpartition(".")[2], _WIDTHS.get(column.kind, 14))


def _lines_needed(text: str, width: int) -> int:
    return sum(1 + len(line) // max(1, int(width * 1.05)) for line in text.split("\n"))


def _note_look(text: str) -> dict[str, Any]:
    return {
        "x_scale": 2.2,
        "y_scale": 0.6 + 0.3 * _lines_needed(text, 40),
        "font_name": "Times New Roman",
        "font_size": 11,
    }

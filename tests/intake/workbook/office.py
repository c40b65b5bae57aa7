"""Workbooks as clerks make them: a sheet given as rows, written by this or that program."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]
HEADERS = [
    "Mã", "Họ và tên", "Ngày sinh", "Giới tính", "Chi bộ", "Đảng viên", "Chức vụ đảng", "Chức vụ chính quyền",
    "Chức vụ đoàn thể", "Đơn vị công tác", "Đối tượng", "Diện quản lý", "Lãnh đạo, quản lý", "Ngày vào Đảng",
]  # fmt: skip
NEW = [
    "NV90", "Phan Văn Thử", "05/3/1985", "Nam", "noi-vu", "Chính thức", "Đảng viên", "Chuyên viên", "Không",
    "Phòng Nội vụ", "Công chức", "Đảng uỷ", "Không", "",
]  # fmt: skip


def person(**changes: Any) -> list[Any]:
    """The row of a new person, some cells changed: keys are the places A, B, C."""
    cells = list(NEW)
    for letter, value in changes.items():
        cells[ord(letter) - 65] = value
    return cells


def by_xlsxwriter(
    path: Path, sheets: dict[str, Rows], merges: dict[str, Sequence[tuple[str, str]]] | None = None
) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                for place, value in enumerate(cells):
                    if isinstance(value, date):
                        sheet.write_datetime(number, place, value, day)
                    elif isinstance(value, str):
                        sheet.write_string(number, place, value) if value else None
                    elif value is not None:
                        sheet.write(number, place, value)
            for area, text in (merges or {}).get(name, ()):
                sheet.merge_range(area, text)
    return path


def by_openpyxl(path: Path, sheets: dict[str, Rows], merges: dict[str, Sequence[str]] | None = None) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append([None if value == "" else value for value in cells])
        for area in (merges or {}).get(name, ()):
            sheet.merge_cells(area)
    book.save(path)
    return path


def by_calc(path: Path, kind: str, profile: Path) -> Path:
    """The same workbook opened and saved by LibreOffice Calc as xlsx, xls or ods."""
    office = shutil.which("soffice")
    assert office
    out = path.parent / "calc"
    own = f"-env:UserInstallation={profile.as_uri()}"
    words = [office, own, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    return out / f"{path.stem}.{kind}"

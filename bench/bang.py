"""How long a province's roster takes to be read and checked: 60,000 people, 20 columns. Run: python bench/bang.py"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import xlsxwriter
from openpyxl import load_workbook

from vanban.intake.facts import Facts, read_facts
from vanban.intake.workbook.book import read_book
from vanban.intake.workbook.take import take_workbook

ROOT = Path(__file__).parents[1]
PEOPLE = int(os.environ.get("NGUOI", "60000"))
HEADERS = (
    "STT", "Mã", "Họ và tên", "Ngày sinh", "Giới tính", "Chi bộ", "Đảng viên", "Chức vụ đảng", "Chức vụ chính quyền",
    "Chức vụ đoàn thể", "Đơn vị công tác", "Đối tượng", "Diện quản lý", "Lãnh đạo, quản lý", "Ngày vào Đảng",
    "Dân tộc", "Quê quán", "Trình độ", "Điện thoại nội bộ", "Cột riêng",
)  # fmt: skip
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vi", "Ma", "Nông", "Bùi", "Đặng")
MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Thanh", "Hồng", "Quang", "Ngọc", "Xuân", "Hữu")
GIVEN = ("An", "Bình", "Cường", "Dung", "Giang", "Hà", "Khoa", "Lan", "Mai", "Nam", "Oanh", "Phúc", "Quân", "Sơn")
Result = TypeVar("Result")


def roster(path: Path, facts: Facts) -> None:
    """Write a clerk's roster of invented people, its words shared as Excel writes them."""
    branches = [noun.code for noun in facts.of("tap-the") if noun.tree["loai"] == "chi-bo"]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Cá nhân")
        for place, header in enumerate(HEADERS):
            sheet.write_string(0, place, header)
        for number in range(PEOPLE):
            born = date(1960, 1, 1) + timedelta(days=number * 7 % 15_013)
            name = " ".join(
                (FAMILY[number % 10], MIDDLE[number // 10 % 10], MIDDLE[number // 100 % 10], GIVEN[number // 1000 % 14])
            )
            cells = (
                f"P{number:05d}", name, f"{born:%d/%m/%Y}", ("Nam", "Nữ")[number % 2], branches[number % len(branches)],
                "Chính thức", "Đảng viên", "Chuyên viên", "Không", f"Phòng {number % 200}", "Công chức", "Đảng uỷ",
                "Không", "03/02/2005", "Tày", "Sơn Dương", "Đại học", f"{number % 1000:03d}", "x",
            )  # fmt: skip
            sheet.write_number(number + 1, 0, number + 1)
            for place, cell in enumerate(cells, 1):
                sheet.write_string(number + 1, place, cell)


def timed(name: str, work: Callable[[], Result]) -> tuple[float, Result]:
    """Processor seconds of a piece of work, told beside those of the clock, and its result."""
    started, cpu = time.perf_counter(), time.process_time()
    result = work()
    seconds, worked = time.perf_counter() - started, time.process_time() - cpu
    print(f"{name:<46} {seconds:6.2f} s, bộ xử lý {worked:6.2f} s")
    return worked, result


def plain_loop() -> int:
    """What tells one machine, or one hour of it, from another: 0.07 s where nothing else runs."""
    total = 0
    for number in range(2_000_000):
        total += number
    return total


def openpyxl_cells(path: Path) -> int:
    """The plain way: every cell by openpyxl, read-only."""
    book = load_workbook(path, read_only=True, data_only=True)
    return sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for _ in row)


def main() -> None:
    facts = read_facts(ROOT / "data" / "son-duong-2021", ROOT)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "danh-sach.xlsx"
        roster(path, facts)
        print(f"{PEOPLE} hàng × {len(HEADERS)} cột, {path.stat().st_size / 1e6:.1f} MB")
        timed("vòng lặp mẫu, 2.000.000 phép cộng", plain_loop)
        read, _ = timed("đọc ô (python-calamine, có soát tệp)", lambda: read_book(path))
        whole, taken = timed("đọc và soát toàn bộ (nhap-bang --xem-truoc)", lambda: take_workbook(path, facts))
        timed("vòng lặp mẫu, lần nữa", plain_loop)
        plain, _ = timed("chỉ đọc ô bằng openpyxl", lambda: openpyxl_cells(path))
    errors = len(taken.errors)
    print(f"{len(taken.changes)} thay đổi, {errors} lỗi, {len(taken.problems) - errors} lưu ý")
    print(f"đọc ô: {plain / read:.1f} lần nhanh hơn openpyxl; đọc và soát: {plain / whole:.1f} lần")
    print(f"yêu cầu 5 s: {'đạt' if whole <= 5 else 'chưa đạt'} ({whole / 5:.2f} lần)")


if __name__ == "__main__":
    main()

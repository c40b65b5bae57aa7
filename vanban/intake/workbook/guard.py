"""A first look at a file before any library opens it: is it a workbook, and one that can be read without harm?"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vanban.errors import Problem
from vanban.intake.guard import MAX_BYTES, Sort, is_ole, looked_at, tree_of

__all__ = ["MAX_BYTES", "Look", "inspect"]
MAX_CELLS: Final = 8_000_000
_SORT: Final = Sort(
    prefix="NB",
    noun="Bảng",
    whole="trang tính",
    program="Excel",
    saved_as="Excel Workbook (.xlsx)",
    suffixes=frozenset({".xlsx", ".xls", ".xlsb", ".ods", ".xlsm"}),
    hearts=frozenset({"xl/workbook.xml", "xl/workbook.bin", "content.xml"}),
    password="mở bằng Excel, chọn Tệp → Thông tin → Bảo vệ sổ làm việc → Mã hoá bằng mật khẩu, xoá mật khẩu rồi lưu",
)
_COLUMN: Final = re.compile(rb"""\sr=["']([A-Z]{1,4})(\d{1,9})["']""")
_LARGE: Final = re.compile(rb' r="[A-Z](?:[A-Z]|[0-9]{6})')
_WIDE: Final = ((18_278, re.compile(rb' r="[A-Z]{3}')), (702, re.compile(rb' r="[A-Z]{2}[0-9]')))
_HIGH: Final = tuple((10**digits - 1, re.compile(rb""" r="[A-Z]{1,3}[0-9]{%d}["']""" % digits)) for digits in (7, 6))
# each sign with the byte of it that sheets hardly have
_ODD: Final = ((b"\tr=", b"\t"), (b"\nr=", b"\n"), (b"\rr=", b"\r"), (b" r='", b"'"))
_FORMULA_SIGNS: Final = ((b"<f", b"f"), (b":f", b":"))
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ />]")
_CELL_END: Final = re.compile(rb"</(?:\w+:)?c>")
_CELL_START: Final = re.compile(rb"<(?:\w+:)?c[ >]")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]+</")
_REFERENCE: Final = re.compile(rb"""\br=["']([A-Z]{1,3}\d+)["']""")


@dataclass(frozen=True, slots=True)
class Look:
    """Kết quả xem trước: warnings, and the cells of each sheet (by name) whose formula has no value stored."""

    notes: tuple[Problem, ...]
    uncomputed: dict[str, tuple[str, ...]]


def inspect(path: Path) -> Look:
    """What must be said of a file before it is read.

    Raises:
        DataError: it is no workbook, or one that must not be opened; the sentence says what to do.
    """
    if is_ole(path, _SORT):
        return Look((), {})
    return looked_at(path, _SORT, lambda archive: _look(path, archive))


def _look(path: Path, archive: zipfile.ZipFile) -> Look:
    names = set(archive.namelist())
    notes = _links(path, archive, names)
    uncomputed = {}
    for name, part in _sheet_parts(archive, names):
        xml = archive.read(part)
        _refuse_far_cells(path, name, xml)
        cells = tuple(_uncomputed(xml)) if any(_holds(xml, *sign) for sign in _FORMULA_SIGNS) else ()
        if cells:
            uncomputed[name] = cells
    return Look(notes, uncomputed)


def _links(path: Path, archive: zipfile.ZipFile, names: set[str]) -> tuple[Problem, ...]:
    parts = sorted(name for name in names if name.startswith("xl/externalLinks/") and name.endswith(".xml"))
    if any(b"ddeLink" in archive.read(part) for part in parts):
        remedy = "xoá các ô có công thức lạ, chọn Dữ liệu → Chỉnh sửa liên kết → Ngắt liên kết rồi lưu"
        _SORT.refuse(9, "Bảng gọi chương trình khác (liên kết DDE) nên không được mở", path, remedy)
    if not parts:
        return ()
    remedy = "chọn Dữ liệu → Chỉnh sửa liên kết → Ngắt liên kết rồi lưu lại"
    message = "Bảng có liên kết đến tệp khác; đọc theo giá trị lưu lần cuối"
    return (Problem("NB-08", message, path.name, remedy, "canh-bao", path.name),)


def _sheet_parts(archive: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str]]:
    """Name and part of each worksheet of an .xlsx; none for other kinds."""
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return
    targets = {node.get("Id"): node.get("Target", "") for node in tree_of(archive.read("xl/_rels/workbook.xml.rels"))}
    for node in tree_of(archive.read("xl/workbook.xml")).iter("{*}sheet"):
        link = next((value for key, value in node.attrib.items() if str(key).endswith("}id")), None)
        target = str(targets.get(str(link), ""))
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            yield str(node.get("name", "")), part


def _refuse_far_cells(path: Path, name: str, xml: bytes) -> None:
    """Two cells at two ends of a sheet would take all the memory there is: the reader keeps every cell between."""
    if _at_most(xml) > MAX_CELLS and _extent(xml) > MAX_CELLS:
        remedy = "chọn và xoá hẳn các hàng, cột trống sau vùng dữ liệu, bỏ trộn ô rồi lưu lại"
        _SORT.refuse(7, f"Trang “{name}” có ô ở quá xa vùng dữ liệu", path, remedy)


def _at_most(xml: bytes) -> int:
    """How many cells there can be at most, from the longest column name and row number: a few quick searches."""
    if any(_holds(xml, *sign) for sign in _ODD):
        return MAX_CELLS + 1
    if not _LARGE.search(xml):
        return 26 * 99_999
    width = next((bound for bound, pattern in _WIDE if pattern.search(xml)), 26)
    height = next((bound for bound, pattern in _HIGH if pattern.search(xml)), 99_999)
    return width * height


def _holds(xml: bytes, sign: bytes, rare: bytes) -> bool:
    """Whether a sign stands in a part: looked for no further than the last of its rarest byte."""
    last = xml.rfind(rare)
    return last >= 0 and xml.find(sign, 0, last + len(sign)) >= 0


def _extent(xml: bytes) -> int:
    width = height = 0
    for match in _COLUMN.finditer(xml):
        width = max(width, _number(match[1]))
        height = max(height, int(match[2]))
    return width * height


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _uncomputed(xml: bytes) -> Iterator[str]:
    """The cells whose formula was never worked out: programs other than Excel save them without a value."""
    for piece in _CELL_END.split(xml):
        formula = _FORMULA.search(piece)
        if formula is None:
            continue
        start = max((match.start() for match in _CELL_START.finditer(piece, 0, formula.start())), default=0)
        cell = piece[start:]
        found = _REFERENCE.search(cell)
        if found and not _VALUE.search(cell) and b't="str"' not in cell[: formula.start() - start]:
            yield found[1].decode("ascii")

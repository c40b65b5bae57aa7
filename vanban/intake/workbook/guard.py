"""A first look at a file before any library opens it: is it a workbook, and one that can be read without harm?"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from lxml import etree

from vanban.errors import DataError, Problem

MAX_BYTES: Final = 50_000_000
MAX_UNPACKED: Final = 600_000_000
MAX_CELLS: Final = 8_000_000
_MAX_PARTS: Final = 5_000
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_SUFFIXES: Final = frozenset({".xlsx", ".xls", ".xlsb", ".ods", ".xlsm"})
_CHUNK: Final = 1 << 20
_SURELY_SMALL: Final = 400_000
_COLUMN: Final = re.compile(rb"""\sr=["']([A-Z]{1,4})(\d{1,9})["']""")
_WIDE: Final = ((18_278, re.compile(rb' r="[A-Z]{3}')), (702, re.compile(rb' r="[A-Z]{2}[0-9]')))
_HIGH: Final = tuple((10**digits - 1, re.compile(rb' r="[A-Z]{1,3}[0-9]{%d}"' % digits)) for digits in (7, 6))
_ODD: Final = (b"\tr=", b"\nr=", b"\rr=", b" r='")
_FORMULA_SIGNS: Final = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
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


def _refuse(code: str, message: str, path: Path, remedy: str) -> NoReturn:
    raise DataError.say(code, message, path.name, remedy)


def inspect(path: Path) -> Look:
    """What must be said of a file before it is read.

    Raises:
        DataError: it is no workbook, or one that must not be opened; the sentence says what to do.
    """
    head = _head(path)
    if head.startswith(_OLE):
        return _look_at_ole(path)
    if not head.startswith(_ZIP):
        _refuse_text(path, head)
    try:
        with zipfile.ZipFile(path) as archive:
            return _look_at_zip(path, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        _refuse("NB-02", "Tệp bảng bị hỏng", path, "mở bằng Excel, lưu lại thành tệp mới rồi nạp tệp mới")


def _head(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            told = f"Tệp lớn {size // 1_000_000} MB, quá {MAX_BYTES // 1_000_000} MB"
            _refuse("NB-05", told, path, "xoá ảnh và trang tính thừa, hoặc tách thành vài tệp")
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError as error:
        _refuse("NB-01", f"Không đọc được tệp ({error.strerror})", path, "kiểm tra đường dẫn và quyền đọc")
    if not head:
        _refuse("NB-02", "Tệp rỗng", path, "lưu lại bảng từ Excel")
    if path.suffix.lower() not in _SUFFIXES:
        _refuse("NB-02", f"Tệp đuôi “{path.suffix}” không phải bảng Excel", path, "lưu thành tệp .xlsx")
    return head


def _refuse_text(path: Path, head: bytes) -> NoReturn:
    web = head.lstrip()[:1] == b"<"
    kind = "trang web hoặc XML" if web else "tệp chữ (CSV)" if b"\0" not in head else "loại khác"
    remedy = "mở tệp bằng Excel, chọn Lưu thành (Save As) → Excel Workbook (.xlsx)"
    _refuse("NB-02", f"Tệp mang tên bảng Excel nhưng thật ra là {kind}", path, remedy)


def _look_at_ole(path: Path) -> Look:
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        _refuse_password(path)
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        _refuse_macros(path)
    return Look((), {})


def _refuse_password(path: Path) -> NoReturn:
    remedy = "mở bằng Excel, chọn Tệp → Thông tin → Bảo vệ sổ làm việc → Mã hoá bằng mật khẩu, xoá mật khẩu rồi lưu"
    _refuse("NB-03", "Bảng đặt mật khẩu", path, remedy)


def _refuse_macros(path: Path) -> NoReturn:
    _refuse("NB-04", "Bảng có macro nên không được mở", path, "lưu thành Excel Workbook (.xlsx) không có macro")


def _look_at_zip(path: Path, archive: zipfile.ZipFile) -> Look:
    infos = archive.infolist()
    names = {info.filename for info in infos}
    if any(info.flag_bits & 1 for info in infos):
        _refuse_password(path)
    if any(name.endswith(("vbaProject.bin", "vbaProjectSignature.bin")) for name in names):
        _refuse_macros(path)
    if len(infos) > _MAX_PARTS or _unpacked(archive, infos) > MAX_UNPACKED:
        _refuse("NB-06", "Bảng phình ra quá lớn khi mở (tệp nén bất thường)", path, "lấy lại tệp gốc từ người gửi")
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        _refuse("NB-02", "Tệp nén này không phải bảng Excel", path, "lưu thành tệp .xlsx")
    notes = _links(path, archive, names)
    uncomputed = {}
    for name, part in _sheet_parts(archive, names):
        xml = archive.read(part)
        _refuse_far_cells(path, name, xml)
        cells = tuple(_uncomputed(xml)) if any(sign in xml for sign in _FORMULA_SIGNS) else ()
        if cells:
            uncomputed[name] = cells
    return Look(notes, uncomputed)


def _unpacked(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> int:
    """Bytes after unpacking: large parts are unpacked to be counted, for what a bomb says of itself is not true."""
    total = 0
    for info in infos:
        if info.compress_size < _SURELY_SMALL and info.file_size < MAX_UNPACKED:
            total += max(info.file_size, info.compress_size)
            continue
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > MAX_UNPACKED:
                    return total
    return total


def _links(path: Path, archive: zipfile.ZipFile, names: set[str]) -> tuple[Problem, ...]:
    parts = sorted(name for name in names if name.startswith("xl/externalLinks/") and name.endswith(".xml"))
    if any(b"ddeLink" in archive.read(part) for part in parts):
        remedy = "xoá các ô có công thức lạ, chọn Dữ liệu → Chỉnh sửa liên kết → Ngắt liên kết rồi lưu"
        _refuse("NB-09", "Bảng gọi chương trình khác (liên kết DDE) nên không được mở", path, remedy)
    if not parts:
        return ()
    remedy = "chọn Dữ liệu → Chỉnh sửa liên kết → Ngắt liên kết rồi lưu lại"
    message = "Bảng có liên kết đến tệp khác; đọc theo giá trị lưu lần cuối"
    return (Problem("NB-08", message, path.name, remedy, "canh-bao", path.name),)


def _sheet_parts(archive: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str]]:
    """Name and part of each worksheet of an .xlsx; none for other kinds."""
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return
    targets = {node.get("Id"): node.get("Target", "") for node in _tree(archive.read("xl/_rels/workbook.xml.rels"))}
    for node in _tree(archive.read("xl/workbook.xml")).iter("{*}sheet"):
        link = next((value for key, value in node.attrib.items() if str(key).endswith("}id")), None)
        target = str(targets.get(str(link), ""))
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            yield str(node.get("name", "")), part


def _tree(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None


def _refuse_far_cells(path: Path, name: str, xml: bytes) -> None:
    """Two cells at two ends of a sheet would take all the memory there is: the reader keeps every cell between."""
    if _at_most(xml) > MAX_CELLS and _extent(xml) > MAX_CELLS:
        remedy = "chọn và xoá hẳn các hàng, cột trống sau vùng dữ liệu, bỏ trộn ô rồi lưu lại"
        _refuse("NB-07", f"Trang “{name}” có ô ở quá xa vùng dữ liệu", path, remedy)


def _at_most(xml: bytes) -> int:
    """How many cells there can be at most, from the longest column name and row number: four quick searches."""
    if any(sign in xml for sign in _ODD):
        return MAX_CELLS + 1
    width = next((bound for bound, pattern in _WIDE if pattern.search(xml)), 26)
    height = next((bound for bound, pattern in _HIGH if pattern.search(xml)), 99_999)
    return width * height


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

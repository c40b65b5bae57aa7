"""A first look at a file somebody sent, before any library opens it: is it what it says, and can it do harm?"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn, TypeVar

from lxml import etree

from vanban.errors import DataError

MAX_BYTES: Final = 50_000_000
MAX_UNPACKED: Final = 600_000_000
_MAX_PARTS: Final = 5_000
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_CHUNK: Final = 1 << 20
_SURELY_SMALL: Final = 400_000
_MOST_HELD: Final = 100_000_000
Found = TypeVar("Found")


class _Archive(zipfile.ZipFile):
    """An archive whose large parts, unpacked once to be counted, need not be unpacked again."""

    def __init__(self, path: Path) -> None:
        self.held: dict[str, bytes] = {}
        super().__init__(path)

    def has_room(self, info: zipfile.ZipInfo) -> bool:
        """Whether a part can be held: it is the one its name stands for, and memory is not for more than a few."""
        is_named = self.NameToInfo.get(info.filename) is info
        return is_named and sum(map(len, self.held.values())) + info.file_size <= _MOST_HELD

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        """A part's bytes; those held are given once."""
        held = self.held.pop(name, None) if isinstance(name, str) else None
        return super().read(name, pwd) if held is None else held


@dataclass(frozen=True, slots=True)
class Sort:
    """Loại tệp: what messages call it, its codes (`NB-02`), its file names, and what an archive of it must hold."""

    prefix: str
    noun: str
    whole: str
    program: str
    saved_as: str
    suffixes: frozenset[str]
    hearts: frozenset[str]
    password: str

    def refuse(self, number: int, message: str, path: Path, remedy: str) -> NoReturn:
        """Say why a file is not opened.

        Raises:
            DataError: always.
        """
        raise DataError.say(f"{self.prefix}-{number:02d}", message, path.name, remedy)

    @property
    def suffix(self) -> str:
        """The file name ending it should be saved under."""
        return self.saved_as[self.saved_as.rindex("(") + 1 : -1]


# What reading an archive raises when any byte of it may be wrong.
DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, OSError
)  # fmt: skip


def is_ole(path: Path, sort: Sort) -> bool:
    """Whether a file is of the old binary kind; what is no such file at all is refused.

    Raises:
        DataError: the file is too large, empty, unreadable, or of another kind than its name says.
    """
    head = _head(path, sort)
    if head.startswith(_OLE):
        _look_at_ole(path, sort)
        return True
    if not head.startswith(_ZIP):
        _refuse_text(path, head, sort)
    return False


def looked_at(path: Path, sort: Sort, look: Callable[[zipfile.ZipFile], Found]) -> Found:
    """What `look` finds in an archive that has been found harmless.

    Raises:
        DataError: it is damaged, locked, holds macros, or swells beyond measure.
    """
    try:
        with _Archive(path) as archive:
            _look_at_zip(path, archive, sort)
            return look(archive)
    except DAMAGED:
        message = f"Tệp {sort.noun.lower()} bị hỏng"
        sort.refuse(2, message, path, f"mở bằng {sort.program}, lưu lại thành tệp mới rồi nạp tệp mới")


def tree_of(xml: bytes) -> etree._Element:
    """A part's tree; nothing outside of it is looked up.

    Raises:
        ValueError: the part is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None


def _head(path: Path, sort: Sort) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            told = f"Tệp lớn {size // 1_000_000} MB, quá {MAX_BYTES // 1_000_000} MB"
            sort.refuse(5, told, path, f"xoá ảnh và {sort.whole} thừa, hoặc tách thành vài tệp")
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError as error:
        sort.refuse(1, f"Không đọc được tệp ({error.strerror})", path, "kiểm tra đường dẫn và quyền đọc")
    if not head:
        sort.refuse(2, "Tệp rỗng", path, f"lưu lại {sort.noun.lower()} từ {sort.program}")
    if path.suffix.lower() not in sort.suffixes:
        message = f"Tệp đuôi “{path.suffix}” không phải {sort.noun.lower()} {sort.program}"
        sort.refuse(2, message, path, f"lưu thành tệp {sort.suffix}")
    return head


def _refuse_text(path: Path, head: bytes, sort: Sort) -> NoReturn:
    web = head.lstrip()[:1] == b"<"
    kind = "trang web hoặc XML" if web else _text_kind(path, head)
    remedy = f"mở tệp bằng {sort.program}, chọn Lưu thành (Save As) → {sort.saved_as}"
    sort.refuse(2, f"Tệp mang tên {sort.noun.lower()} {sort.program} nhưng thật ra là {kind}", path, remedy)


def _text_kind(path: Path, head: bytes) -> str:
    if head.startswith(b"{\\rtf"):
        return "văn bản RTF"
    if head.startswith(b"%PDF"):
        return "tệp PDF"
    return "tệp chữ (CSV)" if b"\0" not in head else "loại khác"


def _look_at_ole(path: Path, sort: Sort) -> None:
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        _refuse_password(path, sort)
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        _refuse_macros(path, sort)


def _refuse_password(path: Path, sort: Sort) -> NoReturn:
    sort.refuse(3, f"{sort.noun} đặt mật khẩu", path, sort.password)


def _refuse_macros(path: Path, sort: Sort) -> NoReturn:
    message = f"{sort.noun} có macro nên không được mở"
    sort.refuse(4, message, path, f"lưu thành {sort.saved_as} không có macro")


def _look_at_zip(path: Path, archive: _Archive, sort: Sort) -> None:
    infos = archive.infolist()
    names = {info.filename for info in infos}
    if any(info.flag_bits & 1 for info in infos):
        _refuse_password(path, sort)
    if any(name.endswith(("vbaProject.bin", "vbaProjectSignature.bin")) for name in names):
        _refuse_macros(path, sort)
    if len(infos) > _MAX_PARTS or _unpacked(archive, infos) > MAX_UNPACKED:
        message = f"{sort.noun} phình ra quá lớn khi mở (tệp nén bất thường)"
        sort.refuse(6, message, path, "lấy lại tệp gốc từ người gửi")
    if not names & sort.hearts:
        message = f"Tệp nén này không phải {sort.noun.lower()} {sort.program}"
        sort.refuse(2, message, path, f"lưu thành tệp {sort.suffix}")


def _unpacked(archive: _Archive, infos: list[zipfile.ZipInfo]) -> int:
    """Bytes after unpacking: large parts are unpacked to be counted, for what a bomb says of itself is not true."""
    total = 0
    for info in infos:
        if info.compress_size < _SURELY_SMALL and info.file_size < MAX_UNPACKED:
            total += max(info.file_size, info.compress_size)
        else:
            total += _counted(archive, info, MAX_UNPACKED - total)
        if total > MAX_UNPACKED:
            break
    return total


def _counted(archive: _Archive, info: zipfile.ZipInfo, most: int) -> int:
    """Bytes of an unpacked part, counted no further than beyond `most`; it is held when there is room for it."""
    size, pieces, is_held = 0, [], archive.has_room(info)
    with archive.open(info) as stream:
        while size <= most and (piece := stream.read(_CHUNK)):
            size += len(piece)
            if is_held:
                pieces.append(piece)
    if is_held:
        archive.held[info.filename] = b"".join(pieces)
    return size

"""Enclosures named in the facts: the files are there, are what they are called, and none lies there for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from vanban.model.finding import Finding, Where
from vanban.model.review import Review

SIGNED_FOLDER: Final = "da-ky"
_PDF_MARK: Final = b"%PDF-"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MARKS: Final[Mapping[str, tuple[bytes, ...]]] = {
    ".jpg": (b"\xff\xd8",),
    ".jpeg": (b"\xff\xd8",),
    ".png": (b"\x89PNG",),
    ".tif": (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"),
    ".tiff": (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"),
    ".docx": (_ZIP,),
    ".xlsx": (_ZIP,),
    ".doc": (_OLE, b"{\\rtf"),
    ".xls": (_OLE,),
}
_PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff"})
_SYSTEM_FILES: Final = frozenset({"Thumbs.db", "desktop.ini"})


def enclosure_findings(review: Review, folder: Path) -> Iterator[Finding]:
    """What is wrong with the enclosures the facts name."""
    codes = [enclosure.code for enclosure in review.period.enclosures]
    for index, enclosure in enumerate(review.period.enclosures):
        if enclosure.code in codes[:index]:
            where = Where("ky", "", ("kem_theo", index, "ma"))
            yield Finding("DL-53", f"Mã tài liệu “{enclosure.code}” ghi hai lần", where, "đổi mã ở một trong hai chỗ")
        where = Where("ky", "", ("kem_theo", index, "tep"))
        for name in enclosure.files:
            yield from _enclosed_file(folder / "ho-so", name, where)
        if len(enclosure.files) > 1 and not all(_kind(name) in _PICTURES for name in enclosure.files):
            message = f"Tài liệu “{enclosure.code}” có nhiều tệp mà không phải đều là ảnh"
            yield Finding("DL-55", message, where, "mỗi tệp PDF, Word, Excel khai thành một tài liệu riêng")


def _enclosed_file(home: Path, name: str, where: Where) -> Iterator[Finding]:
    path = home / name
    if home.resolve() not in path.resolve().parents:
        yield Finding("DL-50", f"Tệp “{name}” nằm ngoài thư mục ho-so", where, "chép tệp vào ho-so")
    elif not path.is_file():
        yield Finding("DL-51", f"Không tìm thấy tệp “{name}” trong ho-so", where, "chép tệp vào ho-so")
    elif not _is_what_it_is_called(path):
        remedy = "dùng tệp PDF, JPEG, PNG, TIFF, Word hoặc Excel mở được; tệp khác thì in thành PDF"
        yield Finding("DL-52", f"Tệp “{name}” không đúng loại như tên của nó ({_size(path)})", where, remedy)


def undeclared(review: Review, folder: Path) -> Iterator[Finding]:
    """A file put into `ho-so` that no packet would hold must not be left out without a word."""
    declared = {(folder / "ho-so" / name).resolve() for e in review.period.enclosures for name in e.files}
    signed = (folder / "ho-so" / SIGNED_FOLDER).resolve()
    for path in sorted(p for p in (folder / "ho-so").rglob("*") if p.is_file()):
        left_by_system = path.name.startswith((".", "~$")) or path.name in _SYSTEM_FILES
        if not left_by_system and path.resolve() not in declared and signed not in path.resolve().parents:
            message = f"Tệp “{path.relative_to(folder / 'ho-so').as_posix()}” trong ho-so chưa thuộc hồ sơ nào"
            yield Finding("DL-54", message, Where("ky", ""), "khai báo trong mục kem_theo của ky.yaml, hoặc chuyển đi")


def _kind(name: str) -> str:
    return Path(name).suffix.lower()


def _size(path: Path) -> str:
    return f"{path.stat().st_size} byte"


def _is_what_it_is_called(path: Path) -> bool:
    """Whether the file begins as its kind does; an unknown kind never does."""
    with path.open("rb") as stream:
        head = stream.read(1024)
    marks = _MARKS.get(_kind(path.name), ())
    return _PDF_MARK in head if _kind(path.name) == ".pdf" else head.startswith(marks)

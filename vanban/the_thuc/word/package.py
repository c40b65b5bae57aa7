"""The zip package of a Word file, opened with limits: what it holds is read part by part, never trusted."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from functools import cached_property, partial
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote

from lxml import etree

from vanban.long_tables import set_apart
from vanban.the_thuc.word import refusals
from vanban.the_thuc.word.names import Element
from vanban.the_thuc.word.rows_apart import RowsApart

# A Word file of 2,000 pages with pictures is below 100 MB; a bigger one is no official paper.
MAX_FILE_BYTES: Final = 200_000_000
# Word's own papers hold some dozens of parts; one part per picture of a picture book is some hundreds.
MAX_ENTRIES: Final = 20_000
# 2,000 dense pages are about 60 MB of XML. All parts that are read share the allowance.
MAX_XML_BYTES: Final = 120_000_000
# Elements of all parts together: 2,000 pages of prose have half a million, 500 pages full of tables two million; each
# takes up to 0.3 kB of memory.
MAX_ELEMENTS: Final = 3_000_000
# Paragraphs of one part: 2,000 pages of one-line paragraphs are 80,000, 500 pages full of small cells 160,000.
MAX_PARAGRAPHS: Final = 250_000
_MOST_DECLARED: Final = 100
# A picture whose bytes are worth looking at for its kind and size.
MAX_IMAGE_BYTES: Final = 30_000_000

_STRICT: Final = b"http://purl.oclc.org/ooxml/"
# ISO 29500 Strict names the same things by other addresses.
_STRICT_TO_TRANSITIONAL: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
        b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", b"http://schemas.openxmlformats.org/drawingml/2006/picture"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
_OTHER_KINDS: Final = (("xl/workbook.xml", "bảng tính Excel"), ("ppt/presentation.xml", "bản trình chiếu PowerPoint"))
# What each entry of a zip's own list begins with: counted before the list is read.
_ENTRY: Final = b"PK\x01\x02"
_ENCRYPTED_BIT: Final = 0x1


class Relation(NamedTuple):
    """A relationship of a part: its kind (the last word of its type) and the part it leads to, "" when outside."""

    kind: str
    target: str


def load(source: Path | bytes, label: str) -> bytes:
    """The bytes of a file that may be a Word package.

    Raises:
        DataError: there is no such file, it is a folder, empty, too big, or not a zip package.
    """
    data = source if isinstance(source, bytes) else _from_disk(source, label)
    if not data:
        raise refusals.empty(label)
    if len(data) > MAX_FILE_BYTES:
        raise refusals.too_big(label, f"tệp trên {MAX_FILE_BYTES // 1_000_000} MB")
    if not data.startswith(b"PK"):
        raise refusals.not_word(data, label)
    return data


def _from_disk(path: Path, label: str) -> bytes:
    try:
        if path.is_dir():
            raise refusals.folder(label)
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise refusals.missing(label) from error
    except OSError as error:
        raise refusals.unreadable(label, error.strerror or "lỗi đọc") from error


class Package:
    """Gói tệp Word: its parts by name; names are matched as Word does, without regard to case.

    Raises:
        DataError: at opening and at reading of any part, when the file is damaged, encrypted or beyond the limits.
    """

    def __init__(self, data: bytes, label: str) -> None:
        self.label = label
        if data.count(_ENTRY) > MAX_ENTRIES:
            raise refusals.too_big(label, f"trên {MAX_ENTRIES} phần bên trong")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise refusals.not_word(data, label) from error
        self._entries = {_plain(entry.filename): entry for entry in self._zip.infolist()}
        self._relations: dict[str, dict[str, Relation]] = {}
        self._bytes_left = MAX_XML_BYTES
        self._elements_left = MAX_ELEMENTS
        self._declared: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._entries

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts, in small letters."""
        return frozenset(self._entries)

    @cached_property
    def main(self) -> str:
        """The name of the main part.

        Raises:
            DataError: there is none, or the package is another program's.
        """
        named = (
            rel.target for rel in self.relations("").values() if rel.kind == "officeDocument" and rel.target in self
        )
        found = next(named, self._spelled("word/document.xml"))
        for name, kind in _OTHER_KINDS:
            if _plain(found) == name or (found not in self and name in self):
                raise refusals.other_package(kind, self.label)
        if found not in self:
            raise self._no_main()
        return found

    def _no_main(self) -> Exception:
        if b"opendocument" in (self.small("mimetype") or b""):
            return refusals.other_package("OpenDocument (.odt)", self.label)
        return refusals.no_document(self.label)

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by their ids; those of the package itself for ""."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(*posixpath.split(part))
        return self._relations[part]

    def related(self, part: str, kind: str) -> str:
        """The name of the first part of a kind that a part, or for "" the package, leads to; "" for none."""
        targets = (item.target for item in self.relations(part).values() if item.kind == kind and item.target)
        return next(targets, "")

    def _read_relations(self, folder: str, name: str) -> dict[str, Relation]:
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Relation] = {}
        for item in root.iter(_RELATION) if root is not None else ():
            target = item.get("Target", "")
            inside = item.get("TargetMode") != "External"
            kind = item.get("Type", "").rpartition("/")[2]
            found[item.get("Id", "")] = Relation(kind, self._spelled(_join(folder, target)) if inside else "")
        return found

    def _spelled(self, name: str) -> str:
        """The name of a part as the package itself spells it, unchanged when there is no such part."""
        entry = self._entries.get(_plain(name))
        return _clean(entry.filename) if entry is not None else name

    def parts(self) -> dict[str, bytes]:
        """The bytes of every part by name, in the order of the file."""
        left = MAX_FILE_BYTES + MAX_XML_BYTES
        found: dict[str, bytes] = {}
        for entry in self._zip.infolist():
            if not entry.is_dir():
                data = found[_clean(entry.filename)] = self._read(entry, left)
                left -= len(data)
        return found

    def xml(self, name: str) -> Element | None:
        """The root of an XML part, None when there is no such part."""
        data = self.data(name)
        return self.parsed(data, name) if data is not None else None

    def data(self, name: str) -> bytes | None:
        """The bytes of an XML part, None when there is no such part."""
        entry = self._entries.get(_plain(name))
        if entry is None:
            return None
        data = self._read(entry, self._bytes_left)
        self._bytes_left -= len(data)
        self._elements_left -= data.count(b"<") - data.count(b"</")
        self._declared[_plain(name)] = data.count(b"xmlns")
        if self._bytes_left < 0 or self._elements_left < 0:
            raise refusals.too_big(self.label, "nội dung bên trong vượt xa một văn bản 2.000 trang")
        return data

    def declares_little(self, name: str) -> bool:
        """Whether a part that was read declares so few names that a piece of it may be written out by itself.

        Every piece is written with all names declared above it, in a time that grows with their square.
        """
        return 0 < self._declared.get(_plain(name), 0) <= _MOST_DECLARED  # 0: it is in an encoding of another kind

    def tree(self, name: str) -> tuple[Element | None, RowsApart | None]:
        """The root of an XML part with the rows of its long tables apart; None where there is no such part or row."""
        data = self.data(name)
        if data is None:
            return None, None
        apart = set_apart(data)
        if apart is None:
            return self.parsed(data, name), None
        root = self.parsed(apart.document, name)
        return root, RowsApart(root, apart, partial(self.parsed, name=name))

    def parsed(self, data: bytes, name: str) -> Element:
        """The root of an XML part's bytes."""
        if b"<!DOCTYPE" in data[:4096]:
            raise refusals.forbidden(self.label, name)
        if _STRICT in data[:8192]:
            for strict, transitional in _STRICT_TO_TRANSITIONAL:
                data = data.replace(strict, transitional)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise self._refused(name, str(error)) from error
        if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs forget that it is there
            raise refusals.forbidden(self.label, name)
        return root

    def _refused(self, name: str, why: str) -> Exception:
        if "depth" in why:
            return refusals.too_deep(self.label, name)
        return refusals.damaged(self.label, f"phần {name} sai cú pháp XML")

    def image(self, name: str) -> bytes | None:
        """The bytes of a picture, None when it is missing or too big to be looked at."""
        entry = self._entries.get(_plain(name))
        if entry is None or entry.file_size > MAX_IMAGE_BYTES:
            return None
        return self._read(entry, MAX_IMAGE_BYTES)

    def small(self, name: str) -> bytes | None:
        """The bytes of a part of at most 4 kB, None when there is no such part."""
        entry = self._entries.get(_plain(name))
        return self._read(entry, 4096) if entry is not None and entry.file_size <= 4096 else None

    def _read(self, entry: zipfile.ZipInfo, limit: int) -> bytes:
        if entry.flag_bits & _ENCRYPTED_BIT:
            raise refusals.encrypted(self.label)
        if entry.file_size > limit:
            raise refusals.too_big(self.label, f"phần {entry.filename} mở ra trên {limit // 1_000_000} MB")
        try:
            with self._zip.open(entry) as stream:
                return stream.read(limit + 1)
        except _BROKEN as error:
            raise refusals.damaged(self.label, f"phần {entry.filename} không đọc được") from error


def _clean(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def _plain(name: str) -> str:
    return _clean(name).casefold()


def _join(folder: str, target: str) -> str:
    target = unquote(target.replace("\\", "/"))
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))

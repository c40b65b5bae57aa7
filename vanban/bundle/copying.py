"""Objects of other PDFs taken into the one being written: read by pikepdf, each stored once, nothing left unused.

Equal streams (images, colour profiles, font programs) and equal dictionaries that came from different files become
one object. Copying begins at the pages, so what no page reaches is not taken along.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import IO, Any, Final, cast

import pikepdf
from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from vanban.bundle.aside import Aside

_INHERITED: Final = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_PAGE_LEFTOVERS: Final = frozenset({"/Parent", "/StructParents", "/Tabs", "/Metadata", "/PieceInfo", "/B"})
# Objects that know the page they are on stand for themselves, however alike they look.
_PLAIN: Final = re.compile(r"/[A-Za-z0-9_.+-]*")
_LONG: Final = 16
_NUMBERS: Final = re.compile(rb"\[[\d\s.+-]*\]")
_OWN: Final = frozenset({"/P", "/Parent", "/Next", "/Prev"})


class Verbatim(PdfObject):
    """A long array of numbers that is written as it was read, such as the widths of a font."""

    def __init__(self, text: bytes) -> None:
        self._text = b"[" + b" ".join(text.strip(b"[]").split()) + b"]"

    def write_to_stream(self, stream: IO[Any], encryption_key: str | bytes | None = None) -> None:
        """Write the value."""
        stream.write(self._text)


class PlainName(NameObject):
    """A name of letters and digits, which is written as it is."""

    def write_to_stream(self, stream: IO[Any], encryption_key: str | bytes | None = None) -> None:
        """Write the name."""
        stream.write(self.encode("ascii"))


@lru_cache(maxsize=4096)
def name_of(text: str) -> NameObject:
    """The name, slash included; the same object for the same text."""
    return PlainName(text) if _PLAIN.fullmatch(text) else NameObject(text)


def compressed(data: bytes) -> EncodedStreamObject:
    """A stream of data that is compressed already."""
    stream = EncodedStreamObject()
    stream[name_of("/Filter")] = name_of("/FlateDecode")
    stream._data = data
    return stream


def with_parents(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """A page and the nodes above it, which it inherits from: its own entries come first."""
    node: Any = page.obj
    while node is not None:
        yield node
        node = node.get("/Parent")


class Copier:
    """Takes objects into a writer; equal ones are stored once. What is finished lies `aside`, where there is such."""

    def __init__(self, writer: PdfWriter, aside: Aside | None = None) -> None:
        self.writer = writer
        self._aside = aside
        self._by_content: dict[bytes, IndirectObject] = {}
        self._made: dict[Hashable, IndirectObject] = {}

    @property
    def pages(self) -> list[PageObject]:
        """The pages that are there, in order."""
        if self.writer.flattened_pages is None:
            self.writer.flattened_pages = []
        return self.writer.flattened_pages

    def share(self, item: PdfObject) -> IndirectObject:
        """The object's place in the writer: that of an equal one when there is one already."""
        if isinstance(item, DictionaryObject):
            _sort(item)
        buffer = io.BytesIO()
        item.write_to_stream(buffer)
        key = hashlib.sha256(buffer.getvalue()).digest()
        if key not in self._by_content:
            self._by_content[key] = self.keep(item) if isinstance(item, StreamObject) else self.writer._add_object(item)
        return self._by_content[key]

    def keep(self, stream: StreamObject) -> IndirectObject:
        """The place in the writer of a stream that will not change any more."""
        return self.writer._add_object(self._aside.lay(stream) if self._aside is not None else stream)

    def finish(self, index: int) -> None:
        """From now on nothing is asked of a page, counted from 0, but where it is and its bytes."""
        page = self.pages[index]
        place = page.indirect_reference
        if self._aside is not None and place is not None:
            laid = self._aside.lay(page)
            laid.indirect_reference = place
            self.writer._objects[place.idnum - 1] = laid
            self.pages[index] = cast(PageObject, laid)

    def once(self, key: Hashable, make: Callable[[], IndirectObject]) -> IndirectObject:
        """What `make` gives, made once for a key."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def add_pages(self, pdf: pikepdf.Pdf, taken: Taking | None = None) -> list[PageObject]:
        """All pages of a file, behind those that are there; what belongs to the file as a whole is not taken."""
        taken = taken or Taking(self, pdf)
        pages = [self.new_page() for _ in pdf.pages]
        for source, page in zip(pdf.pages, pages, strict=True):
            taken.know(source, page)
        for source, page in zip(pdf.pages, pages, strict=True):
            page.update(taken.page_entries(source))
        return pages

    def new_page(self) -> PageObject:
        """An empty page behind those that are there."""
        writer = self.writer
        page = PageObject(writer)
        page[name_of("/Type")] = name_of("/Page")
        tree = cast(DictionaryObject, writer.root_object["/Pages"])
        page[name_of("/Parent")] = writer.root_object.raw_get("/Pages")
        cast(ArrayObject, tree["/Kids"]).append(writer._add_object(page))
        self.pages.append(page)
        tree[NameObject("/Count")] = NumberObject(len(self.pages))
        return page


class Taking:
    """One file being copied: what of it is known already."""

    def __init__(self, copier: Copier, pdf: pikepdf.Pdf) -> None:
        self._copier = copier
        self._pdf = pdf
        self.known: dict[tuple[int, int], IndirectObject] = {}
        self._begun: set[tuple[int, int]] = set()

    @property
    def root(self) -> DictionaryObject:
        """The catalogue of the file being written."""
        return self._copier.writer.root_object

    def know(self, source: pikepdf.Page, page: PageObject) -> None:
        """From now on links to that page of the file lead to this page of the writer."""
        self.known[source.obj.objgen] = cast(IndirectObject, page.indirect_reference)

    def page_entries(self, page: pikepdf.Page, without: Sequence[str] = ()) -> dict[NameObject, PdfObject]:
        """What a page says of itself, inherited or not, without what the whole packet will say anew."""
        entries: dict[str, Any] = {}
        for node in with_parents(page):
            entries = {key: node[key] for key in _INHERITED if key in node} | entries
        own = {key: page.obj[key] for key in page.obj.keys() - _PAGE_LEFTOVERS}
        entries |= own
        if "/Resources" in entries:
            entries["/Resources"] = self._opened(entries["/Resources"])
        return {name_of(key): self.copy(entries[key]) for key in sorted(entries) if key not in without}

    def _opened(self, resources: pikepdf.Object) -> pikepdf.Object:
        """The page's own resources and fonts, as direct values: the stamp adds to them."""
        own = pikepdf.Dictionary(dict(resources.items()))
        if "/Font" in own:
            own["/Font"] = pikepdf.Dictionary(dict(own["/Font"].items()))
        return own

    def copy(self, value: Any) -> PdfObject:
        """The value as an object of the writer; an indirect one as a reference."""
        if isinstance(value, pikepdf.Object) and value.is_indirect:
            return self._copy_indirect(value)
        return self._copy_direct(value)

    def _copy_indirect(self, value: pikepdf.Object) -> PdfObject:
        place = value.objgen
        if place not in self.known:
            if place in self._begun:  # it leads back to itself: its place is needed before it is whole
                self.known[place] = self._copier.writer._add_object(NullObject())
                return self.known[place]
            self._begun.add(place)
            made = self._copy_direct(value)
            self._settle(place, made)
        return self.known[place]

    def _settle(self, place: tuple[int, int], made: PdfObject) -> None:
        writer = self._copier.writer
        reserved = self.known.get(place)
        if reserved is not None:
            writer._objects[reserved.idnum - 1] = made
            made.indirect_reference = reserved
        elif isinstance(made, DictionaryObject) and not _OWN.isdisjoint(made):
            self.known[place] = writer._add_object(made)
        else:
            self.known[place] = self._copier.share(made)

    def _copy_direct(self, value: Any) -> PdfObject:
        if isinstance(value, pikepdf.Stream):
            stream: StreamObject = EncodedStreamObject() if "/Filter" in value else DecodedStreamObject()
            stream.update(self._entries(value, without=("/Length",)))
            stream._data = value.read_raw_bytes()
            return stream
        if isinstance(value, pikepdf.Dictionary):
            return DictionaryObject(self._entries(value))
        if isinstance(value, pikepdf.Array):
            text = value.unparse() if len(value) > _LONG else b""
            if _NUMBERS.fullmatch(text):
                return Verbatim(text)
            return ArrayObject([self.copy(item) for item in value])
        return _simple(value)

    def _entries(self, value: pikepdf.Object, without: Sequence[str] = ()) -> dict[NameObject, PdfObject]:
        return {name_of(key): self.copy(value[key]) for key in sorted(value.keys()) if key not in without}


def _simple(value: Any) -> PdfObject:
    """Numbers, names, strings and nothing at all."""
    if value is None:
        return NullObject()
    if isinstance(value, bool):
        return BooleanObject(value)
    if isinstance(value, int):
        return NumberObject(value)
    if isinstance(value, Decimal):
        return FloatObject(value)
    if isinstance(value, pikepdf.Name):
        return name_of(str(value))
    if isinstance(value, pikepdf.String):
        return ByteStringObject(bytes(value))
    raise TypeError(type(value).__name__)


def _sort(item: DictionaryObject) -> None:
    """The entries in the order of their names, so that equal objects are written alike."""
    entries = sorted(item.items())
    for key, _ in entries:
        del item[key]
    for key, entry in entries:
        item[name_of(key)] = entry

"""Objects of other PDFs taken into the one being written: read by pikepdf, each stored once, nothing left unused.

Equal streams (images, colour profiles, font programs) and equal dictionaries that came from different files become
one object. Copying begins at the pages, so what no page reaches is not taken along.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from copy import copy as shallow
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, TypeAlias, TypeVar, cast

import pikepdf
from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from vanban.bundle.aside import Aside
from vanban.bundle.written import Numbers, Verbatim, VerbatimStream, behind, name_of, text_of
from vanban.repeats import possessive

_INHERITED: Final = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_PAGE_LEFTOVERS: Final = frozenset({"/Type", "/Parent", "/StructParents", "/Tabs", "/Metadata", "/PieceInfo", "/B"})
# Objects that know the page they are on stand for themselves, however alike they look.
_OWN: Final = frozenset({"/P", "/Parent", "/Next", "/Prev"})
_NUMBERS: Final = re.compile(rb"\[[\d\s.+-]*\]")
# As qpdf writes values. Within strings a reference only looks like one; arrays of numbers are passed over at once.
_REFERENCE: Final = re.compile(
    rb"\(" + possessive(rb"[^()\\]|\\.") + rb"\)|<[0-9A-Fa-f]*+>|\[[\d\s.+-]*+\]|(?<![^\s\[])(\d+) (\d+) R\b", re.DOTALL
)
_LENGTH: Final = re.compile(rb"/Length (\d+) (?=[/>])")
# The mark of a font of ours: its hash. Names of anybody's own begin with XX (ISO 32000-1, annex E).
MARK: Final = "/XXVanban"
Place: TypeAlias = tuple[int, int]
_NO_PLACE: Final = (0, 0)  # that of every object which stands within another
_DEEPEST: Final = 60
_T = TypeVar("_T")


def with_parents(node: Any) -> Iterator[pikepdf.Object]:
    """A page, or a node above one, and what it inherits from: its own entries come first."""
    seen: set[Place] = set()
    while isinstance(node, pikepdf.Dictionary) and node.objgen not in seen:
        seen |= {node.objgen} - {_NO_PLACE}
        yield node
        node = node.get("/Parent")


class Copier:
    """Takes objects into a writer; equal ones are stored once. What is finished lies `aside`, where there is such."""

    def __init__(self, writer: PdfWriter, aside: Aside | None = None) -> None:
        self.writer = writer
        self._aside = aside
        self._by_content: dict[bytes, IndirectObject] = {}
        self._made: dict[Hashable, Any] = {}

    @property
    def pages(self) -> list[PageObject]:
        """The pages that are there, in order."""
        if self.writer.flattened_pages is None:
            self.writer.flattened_pages = []
        return self.writer.flattened_pages

    def share(self, item: PdfObject) -> IndirectObject:
        """The object's place in the writer: that of an equal one when there is one already."""
        text = text_of(item)
        key = hashlib.sha256(text).digest()
        if key not in self._by_content:
            streams = isinstance(item, (StreamObject, VerbatimStream))
            self._by_content[key] = self.writer._add_object(self._laid(text) if streams else Verbatim(text))
        return self._by_content[key]

    def keep(self, data: bytes) -> IndirectObject:
        """The place in the writer of a stream of these bytes, not compressed, that will not change any more."""
        return self.writer._add_object(self._laid(b"<< /Length %d >>" % len(data) + behind(data)))

    def finish(self, index: int) -> None:
        """From now on nothing is asked of a page, counted from 0, but where it is and its bytes."""
        page = self.pages[index]
        place = cast(IndirectObject, page.indirect_reference)
        laid = self._laid(text_of(page))
        laid.indirect_reference = place
        self.writer._objects[place.idnum - 1] = laid
        self.pages[index] = cast(PageObject, laid)

    def _laid(self, text: bytes) -> PdfObject:
        return self._aside.lay(text) if self._aside is not None else Verbatim(text)

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What `make` gives, made once for a key."""
        if key not in self._made:
            self._made[key] = make()
        return cast(_T, self._made[key])

    def add_pages(self, pdf: pikepdf.Pdf, taken: Taking | None = None) -> list[PageObject]:
        """All pages of a file, behind those that are there; what belongs to the file as a whole is not taken."""
        taken = taken or Taking(self, pdf)
        sources = list(pdf.pages)
        pages = self.new_pages(len(sources))
        for source, page in zip(sources, pages, strict=True):
            taken.know(source, page)
        for source, page in zip(sources, pages, strict=True):
            page.update(taken.page_entries(source))
        return pages

    def new_page(self) -> PageObject:
        """An empty page behind those that are there."""
        return self.new_pages(1)[0]

    def new_pages(self, count: int) -> list[PageObject]:
        """So many empty pages behind those that are there."""
        root = self.writer.root_object
        made = [self._empty_page(root.raw_get("/Pages")) for _ in range(count)]
        self.pages.extend(made)
        tree = cast(DictionaryObject, root["/Pages"])
        cast(ArrayObject, tree["/Kids"]).extend(cast(IndirectObject, page.indirect_reference) for page in made)
        tree[name_of("/Count")] = NumberObject(len(self.pages))
        return made

    def _empty_page(self, parent: PdfObject) -> PageObject:
        page = PageObject(self.writer)
        page[name_of("/Type")] = name_of("/Page")
        page[name_of("/Parent")] = parent
        self.writer._add_object(page)
        return page


class Taking:
    """One file being copied: what of it is known already.

    A file of `ours` has no other fonts under their marks than this program puts there.
    """

    def __init__(self, copier: Copier, pdf: pikepdf.Pdf, ours: bool = False) -> None:
        self._copier = copier
        self._pdf = pdf
        self._ours = ours
        self.known: dict[Place, IndirectObject] = {}
        self._begun: set[Place] = set()
        self._later: list[tuple[Place, pikepdf.Object]] = []
        self._depth = 0
        self._nodes: dict[Place, dict[str, Any]] = {}
        self._resources_at: dict[Place, DictionaryObject] = {}
        self._known_resources: dict[bytes, DictionaryObject] = {}

    @property
    def root(self) -> DictionaryObject:
        """The catalogue of the file being written."""
        return self._copier.writer.root_object

    def know(self, source: pikepdf.Page, page: PageObject) -> None:
        """From now on links to that page of the file lead to this page of the writer."""
        self.known[source.obj.objgen] = cast(IndirectObject, page.indirect_reference)

    def page_entries(self, page: pikepdf.Page, without: Sequence[str] = ()) -> dict[NameObject, PdfObject]:
        """What a page says of itself, inherited or not, without what the whole packet will say anew."""
        own = {key: value for key, value in page.obj.items() if value is not None}
        entries = self._handed_down(own.get("/Parent")) | own
        keys = sorted(entries.keys() - _PAGE_LEFTOVERS)
        return {name_of(key): self._entry(key, entries[key]) for key in keys if key not in without}

    def _handed_down(self, parent: Any) -> dict[str, Any]:
        """What pages inherit from the node above them."""
        place = parent.objgen if isinstance(parent, pikepdf.Dictionary) else _NO_PLACE
        if place == _NO_PLACE or place not in self._nodes:
            entries: dict[str, Any] = {}
            for node in with_parents(parent):
                entries = {key: node[key] for key in _INHERITED if key in node} | entries
            self._nodes[place] = entries
        return self._nodes[place]

    def _entry(self, key: str, value: Any) -> PdfObject:
        """An entry of a page: what is asked of later, or added to, is an object of the writer's own kinds."""
        if key == "/Resources":
            return self._page_resources(value if isinstance(value, pikepdf.Dictionary) else pikepdf.Dictionary())
        if isinstance(value, pikepdf.Array):
            text = value.unparse(resolved=True)
            fixed = key.endswith("Box") and _NUMBERS.fullmatch(text)
            return _numbers(text) if fixed else ArrayObject([self.copy(item) for item in value])
        return self.copy(value)

    def _page_resources(self, value: pikepdf.Object) -> DictionaryObject:
        """The resources of a page; most pages of a paper have the same, or equal ones."""
        place = value.objgen
        found = self._resources_at.get(place)
        if found is None:
            found = self._equal_resources(_opened(value))
            if place != _NO_PLACE:
                self._resources_at[place] = found
        return found

    def _equal_resources(self, own: pikepdf.Object) -> DictionaryObject:
        text = own.unparse(resolved=True)
        if text not in self._known_resources:
            written = ("/Resources", self._exchanged(text))
            self._known_resources[text] = self._copier.once(written, lambda: self._resources(own))
        return self._known_resources[text]

    def _resources(self, own: pikepdf.Object) -> DictionaryObject:
        """The resources of a page and its fonts, to which the stamp adds; one object for all that are alike."""
        made = {name_of(key): self.copy(own[key]) for key in sorted(own.keys() - {"/Font"})}
        fonts = own.get("/Font")
        if isinstance(fonts, pikepdf.Dictionary):
            made[name_of("/Font")] = DictionaryObject({name_of(k): self.copy(fonts[k]) for k in sorted(fonts.keys())})
        return DictionaryObject(made)

    def copy(self, value: Any) -> PdfObject:
        """The value as an object of the writer; an indirect one as a reference."""
        if not isinstance(value, pikepdf.Object):
            return _simple(value)
        if value.is_indirect:
            return self._place(value.objgen, value)
        return Verbatim(self._text(value))

    def _place(self, place: Place, value: pikepdf.Object) -> IndirectObject:
        if place not in self.known:
            if place in self._begun:  # it leads back to itself: its place is needed before it is whole
                return self._reserved(place)
            self._begun.add(place)
            if self._depth == _DEEPEST:
                self._later.append((place, value))
                return self._reserved(place)
            self._one_deeper(place, value)
            while self._later and not self._depth:
                self._one_deeper(*self._later.pop())
        return self.known[place]

    def _reserved(self, place: Place) -> IndirectObject:
        self.known[place] = self._copier.writer._add_object(NullObject())
        return self.known[place]

    def _one_deeper(self, place: Place, value: pikepdf.Object) -> None:
        self._depth += 1
        mark = str(value.get(MARK, "")) if self._ours and isinstance(value, pikepdf.Dictionary) else ""
        if mark and place not in self.known:
            self.known[place] = self._copier.once(mark, lambda: self._settled(place, value))
        else:
            self._settled(place, value)
        self._depth -= 1

    def _settled(self, place: Place, value: pikepdf.Object) -> IndirectObject:
        made = self._stream(value) if isinstance(value, pikepdf.Stream) else Verbatim(self._text(value))
        writer = self._copier.writer
        reserved = self.known.get(place)
        if reserved is not None:
            writer._objects[reserved.idnum - 1] = made
            made.indirect_reference = reserved
        elif isinstance(value, pikepdf.Dictionary) and not _OWN.isdisjoint(value.keys()):
            self.known[place] = writer._add_object(made)
        else:
            self.known[place] = self._copier.share(made)
        return self.known[place]

    def _stream(self, value: pikepdf.Stream) -> VerbatimStream:
        data, entries = value.read_raw_bytes(), value.stream_dict
        text = entries.unparse(resolved=True)
        if _LENGTH.findall(text) != [b"%d" % len(data)]:  # it stands elsewhere, or is wrong
            entries = shallow(entries)
            entries["/Length"] = len(data)
            text = entries.unparse(resolved=True)
        return VerbatimStream(self._exchanged(text) + behind(data))

    def _text(self, value: pikepdf.Object) -> bytes:
        """The value as PDF writes it, its references those of the writer."""
        return self._exchanged(value.unparse(resolved=True))

    def _exchanged(self, text: bytes) -> bytes:
        return _REFERENCE.sub(self._referred, text)

    def _referred(self, match: re.Match[bytes]) -> bytes:
        if match[1] is None:
            return match[0]
        place = int(match[1]), int(match[2])
        known = self.known.get(place)
        if known is None:
            value = self._pdf.get_object(place)
            if not isinstance(value, pikepdf.Object):  # a number by itself, or nothing
                return text_of(_simple(value))
            known = self._place(place, value)
        return b"%d 0 R" % known.idnum


def _opened(resources: pikepdf.Object) -> pikepdf.Object:
    """Resources whose fonts stand in them and not elsewhere."""
    fonts = resources.get("/Font")
    if not isinstance(fonts, pikepdf.Dictionary) or not fonts.is_indirect:
        return resources
    own = shallow(resources)
    own["/Font"] = shallow(fonts)
    return own


@lru_cache(maxsize=1024)
def _numbers(text: bytes) -> Numbers:
    """An array of numbers as qpdf writes it; the same object for the same text."""
    each = text.strip(b"[]").decode("ascii").split()
    made = Numbers(FloatObject(Decimal(number)) if "." in number else NumberObject(number) for number in each)
    made.text = text
    return made


def _simple(value: Any) -> PdfObject:
    """Numbers, yes and no, and nothing at all: what pikepdf gives as values of Python."""
    if value is None:
        return NullObject()
    if isinstance(value, bool):
        return BooleanObject(value)
    return NumberObject(value) if isinstance(value, int) else FloatObject(value)

"""Paragraphs that stay with the next one: watched, because LibreOffice sometimes leaves them alone at a page's foot.

The file that LibreOffice is given keeps its guesses away from them (`guessed`) and names both sides of every such pair
by bookmarks; in a document of many papers the first and the last of those that belong together, where what its pages
begin with does not tell as much (`openings`). Should the PDF have them on different pages all the same, the paper is
laid out anew with a page break before the first of those that belong together, which is where Word begins the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pikepdf
from lxml import etree

from vanban.convert.guessed import Block, Flow, guess, lacking, may_part, paragraph, table
from vanban.convert.word_parts import MAIN, packed, parts_of
from vanban.long_tables import STAND_IN, Apart, Count, set_apart, whole

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES: Final = "word/styles.xml"
_P, _TABLE, _PROPERTIES, _STYLE, _VALUE = (f"{_W}{name}" for name in ("p", "tbl", "pPr", "pStyle", "val"))
_BODY, _CONTROL, _STYLE_ID = (f"{_W}{name}" for name in ("body", "sdt", "styleId"))
_ROW, _CELL = f"{_W}tr", f"{_W}tc"
_KEEP, _BREAK, _SECTION = f"{_W}keepNext", f"{_W}pageBreakBefore", f"{_W}sectPr"
_BEFORE_BREAK: Final = frozenset(f"{_W}{name}" for name in ("pStyle", "keepNext", "keepLines"))
_FRAME, _FLOATING, _FRAMED = f"{_W}framePr", f"{_W}tblpPr", b"w:framePr"
_LINE_BREAK, _TYPE = f"{_W}br", f"{_W}type"
_OFF: Final = frozenset({"0", "false", "off"})
_START, _END, _IDENTITY, _BOOKMARK = (f"{_W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "id", "name"))
_NAMED: Final = re.compile(r"giu-(\d+)-(\d+)-([ab])(?:-(\d+))?")
_FIRST_ID: Final = 900_000
_IDS_A_PAPER: Final = 100_000
_HIDDEN: Final = etree.fromstring(
    f'<w:p xmlns:w="{_W[1:-1]}"><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>'
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>.</w:t></w:r></w:p>"
)
Element = etree._Element


def watched(docx: bytes, breaks: Collection[int]) -> bytes:
    """The Word file with its pairs named and kept together, and a new page before the blocks of the body at `breaks`.

    Raises:
        zipfile.BadZipFile, KeyError, lxml.etree.XMLSyntaxError: it is not a Word file.
    """
    parts = parts_of(docx)
    apart = set_apart(parts[MAIN])
    tree = etree.fromstring(parts[MAIN] if apart is None else apart.document)
    body = body_of(tree, parts, apart)
    if body is None:
        return docx
    body.name()
    body.hide(guess(body.flow(breaks)).hidden)
    body.begin_pages(breaks)
    written = etree.tostring(tree, encoding="UTF-8", standalone=True)
    return packed(parts, written if apart is None else whole(written, apart.rows))


def body_of(tree: Element, parts: Mapping[str, bytes], apart: Apart | None = None) -> Body | None:
    """The body of a document, made sure how LibreOffice guesses at it; None when it has none.

    Elements of it stand for the rows that are `apart`.
    """
    element = tree.find(_BODY)
    if element is None:
        return None
    switches, counts = _Switches.of(parts.get(_STYLES, b"")), _counts(tree, apart)
    body = _seen(element, switches, counts)
    more = lacking(body.plain.nodes)
    place = body.spare_place() if more and _FRAMED not in parts.get(_STYLES, b"") else None
    if place is None:
        return body
    body.hide({place: more})
    return _seen(element, switches, counts)


def _seen(element: Element, switches: _Switches, counts: Mapping[Element, Count]) -> Body:
    looks = _looks(element, switches)
    return Body(element, switches, looks, _firsts(looks), counts)


def _counts(tree: Element, apart: Apart | None) -> dict[Element, Count]:
    """How much there is where an element stands for rows."""
    return {} if apart is None else {each: apart.count(number) for number, each in enumerate(tree.iter(STAND_IN))}


@dataclass(frozen=True)
class Body:
    """Thân văn bản: its blocks, for each that the one before stays with the first of those; how much stands `apart`."""

    element: Element
    switches: _Switches
    looks: Sequence[_Look]
    firsts: Mapping[int, int]
    apart: Mapping[Element, Count]

    def flow(self, breaks: Collection[int] = ()) -> Flow:
        """What LibreOffice's guess depends on, with a page begun before the blocks at `breaks`."""
        return Flow(list(self._blocks(breaks)), self.firsts) if breaks else self.plain

    @cached_property
    def plain(self) -> Flow:
        """The same without any page begun."""
        return Flow(list(self._blocks(())), self.firsts)

    def spare_place(self) -> int | None:
        """The last block that hidden paragraphs may be put before: no page begins with it, nothing is parted."""
        return next((each for each in range(len(self.looks) - 1, 0, -1) if self._is_spare(each)), None)

    def _is_spare(self, place: int) -> bool:
        before, look = self.looks[place - 1], self.looks[place]
        parts = before.keeps or before.ends or look.begins or not may_part(self.plain, place)
        return not (parts or _floats(before.block) or _floats(look.block))

    def _blocks(self, breaks: Collection[int]) -> Iterator[Block]:
        ended = False
        for place, look in enumerate(self.looks):
            if look.block.tag == _TABLE:
                yield self._table(look.block, ended)
            else:
                yield paragraph(ended or look.begins or place in breaks)
            ended = look.ends

    def _table(self, block: Element, begins: bool) -> Block:
        counts: Counter[str] = Counter()
        last = block
        for each in block.iter(_ROW, _CELL, _P, STAND_IN):
            if each in self.apart:
                counts.update(dict(zip((_ROW, _CELL, _P), self.apart[each], strict=True)))
            counts[each.tag] += 1
            last = each if each.tag == _ROW else last
        holds = any(_switched(each, self.switches)[0] for each in last.iter(_P))
        return table(counts[_ROW], counts[_CELL], counts[_P], holds, begins)

    def name(self) -> None:
        """Name both sides of every pair."""
        for place, first in self.firsts.items():
            head = _head(self.looks[place].block)
            if head is not None:
                pair = _Pair(0, first, place)
                self.looks[place - 1].block.extend(_bookmark(pair.name("a"), pair.identity))
                mark_head(head, pair.name("b"), pair.identity + 1)

    def name_ends(self, paper: int, told: Container[int] = ()) -> None:
        """In a document of several, name the heads of the first and the last of those that belong together.

        When these lie on one page, so do all between; else the paper is looked at alone. Not where a first is `told`.
        """
        ends = ((first, last) for last, first in self.firsts.items() if first not in told)
        heads = ((first, last, _head(self.looks[last].block)) for first, last in ends)
        lasts = {first: (last, head) for first, last, head in heads if head is not None}
        for first, (last, head) in lasts.items():
            pair = _Pair(paper, first, last)
            mark_head(self.looks[first].block, pair.name("a"), pair.identity)
            mark_head(head, pair.name("b"), pair.identity + 1)

    def hide(self, hidden: Mapping[int, int]) -> None:
        """Put hidden paragraphs before blocks."""
        for place, count in hidden.items():
            for _ in range(count):
                self.looks[place].block.addprevious(deepcopy(_HIDDEN))

    def begin_pages(self, breaks: Collection[int]) -> None:
        """Put a page break before blocks."""
        for place in breaks:
            _begin_page(self.looks[place].block)


def parted(pdf: Path) -> frozenset[int]:
    """The places in the body where blocks begin that belong together and lie on different pages."""
    with pikepdf.open(pdf, inherit_page_attributes=False) as document:
        return parted_papers(named_pages(document)).get(0, frozenset())


def named_pages(document: pikepdf.Pdf) -> dict[str, int | None]:
    """The page, from 0, that each name of a PDF leads to; None for one that leads nowhere."""
    pages = {page.objgen: number for number, page in enumerate(_pages(document))}
    return {name: pages.get(_target(place).objgen) for name, place in _destinations(document)}


def parted_papers(named: Mapping[str, int | None], lone: bool = False) -> dict[int, frozenset[int]]:
    """By paper the places in its body where blocks begin that belong together and lie on different pages.

    `lone` says to count those too of which LibreOffice left one side out: nobody knows where that lies.
    """
    sides: dict[_Pair, list[int | None]] = {}
    for name, page in named.items():
        if found := _NAMED.fullmatch(name):
            first, number, paper = (int(found[each] or 0) for each in (1, 2, 4))
            sides.setdefault(_Pair(paper, first, number), []).append(page)
    apart: dict[int, set[int]] = {}
    for pair, on in sides.items():
        if len(set(on)) > 1 or (lone and len(on) == 1):
            apart.setdefault(pair.paper, set()).add(pair.first)
    return {paper: frozenset(places) for paper, places in apart.items()}


def _pages(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    return (page.obj for page in document.pages)


def _destinations(document: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    root = document.Root
    if "/Names" in root and "/Dests" in root.Names:
        yield from ((str(name), place) for name, place in pikepdf.NameTree(root.Names.Dests).items())
    elif "/Dests" in root:
        yield from ((str(name).removeprefix("/"), place) for name, place in root.Dests.items())


def _target(place: Any) -> Any:
    return (place.D if isinstance(place, pikepdf.Dictionary) else place)[0]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Cặp đi liền: the block at `number` stays with the one before it, `first` is the first of those together."""

    paper: int
    first: int
    number: int

    def name(self, side: str) -> str:
        """The name of a side; that of the first paper bears no number."""
        return f"giu-{self.first}-{self.number}-{side}" + (f"-{self.paper}" if self.paper else "")

    @property
    def identity(self) -> int:
        """An even number that no other pair of the document has."""
        return _FIRST_ID + self.paper * _IDS_A_PAPER + 2 * self.number


@dataclass(frozen=True, slots=True)
class _Switches:
    """Kiểu đoạn: whether the styles of a file keep with the next, and whether they begin a page; "" is the default."""

    keep: Mapping[str, bool]
    begin: Mapping[str, bool]

    @staticmethod
    @lru_cache(maxsize=64)
    def of(styles: bytes) -> _Switches:
        """Those of a part of styles; none without one."""
        found = {} if not styles else {s.get(_STYLE_ID, ""): s for s in etree.fromstring(styles).iter(f"{_W}style")}
        default = next((name for name, style in found.items() if _is_default(style)), "")
        named = {name: name for name in found} | {"": default}
        return _Switches(
            {name: _inherited(found, style, _KEEP) for name, style in named.items()},
            {name: _inherited(found, style, _BREAK) for name, style in named.items()},
        )


def _is_default(style: Element) -> bool:
    return style.get(_TYPE) == "paragraph" and style.get(f"{_W}default", "0") not in _OFF


def _inherited(styles: Mapping[str, Element], name: str, switch: str) -> bool:
    """What a style says of a switch, or the one it is based on, and so on; a ring of styles says no."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        said = _said(styles[name].find(_PROPERTIES), switch)
        if said is not None:
            return said
        based = styles[name].find(f"{_W}basedOn")
        name = "" if based is None else based.get(_VALUE, "")
    return False


def _said(properties: Element | None, switch: str) -> bool | None:
    found = None if properties is None else properties.find(switch)
    return None if found is None else found.get(_VALUE, "1") not in _OFF


@dataclass(frozen=True, slots=True)
class _Look:
    """Khối của thân văn bản: whether it stays with the next, whether a page begins with it or ends with it."""

    block: Element
    keeps: bool
    begins: bool
    ends: bool


def _floats(block: Element) -> bool:
    """Whether it stands in a frame or beside the text, or is not known to stand in it."""
    return block.tag not in (_P, _TABLE) or next(block.iter(_FRAME, _FLOATING), None) is not None


def _looks(body: Element, switches: _Switches) -> list[_Look]:
    broken, ended = _parting(body)
    looks = []
    for block in body.iterchildren(_P, _TABLE, _CONTROL):
        keeps, begins = _switched(block, switches) if block.tag == _P else (False, False)
        looks.append(_Look(block, keeps, begins or block in broken, block in broken or block in ended))
    return looks


def _parting(body: Element) -> tuple[set[Element], set[Element]]:
    """The blocks that hold a break of the page or the column, and those that end a section."""
    broken: set[Element] = set()
    ended: set[Element] = set()
    for mark in body.iter(_LINE_BREAK, _SECTION):
        if mark.tag == _SECTION or mark.get(_TYPE) in ("page", "column"):
            (ended if mark.tag == _SECTION else broken).add(_block_of(mark, body))
    return broken, ended


def _block_of(mark: Element, body: Element) -> Element:
    parent = mark.getparent()
    return mark if parent is body or parent is None else _block_of(parent, body)


def _switched(paragraph: Element, switches: _Switches) -> tuple[bool, bool]:
    """Whether a paragraph stays with the next, and whether it begins a page, by itself or by its style."""
    style, said = "", {}
    for each in paragraph[0] if len(paragraph) and paragraph[0].tag == _PROPERTIES else ():
        if each.tag == _STYLE:
            style = each.get(_VALUE, "")
        elif each.tag in (_KEEP, _BREAK):
            said[each.tag] = each.get(_VALUE, "1") not in _OFF
    return said.get(_KEEP, switches.keep.get(style, False)), said.get(_BREAK, switches.begin.get(style, False))


def _firsts(looks: Sequence[_Look]) -> dict[int, int]:
    """For each block that the one before it stays with, the first of those that belong together.

    A page cannot be broken before the first block of all.
    """
    firsts: dict[int, int] = {}
    for place, (upper, lower) in enumerate(pairwise(looks), 1):
        stays = upper.keeps and not upper.ends and not lower.begins
        if stays and lower.block.tag in (_P, _TABLE):
            firsts[place] = firsts.get(place - 1, place - 1)
    return {place: first for place, first in firsts.items() if first}


def _head(block: Element) -> Element | None:
    """The paragraph at the head of a block, None where there is none to be found.

    In a table that is in its first row's last cell: the first may be underlined, and a bookmark parts the line.
    """
    if block.tag == _P:
        return block
    row = block.find(_ROW)
    cells = [] if row is None else row.findall(_CELL)
    return cells[-1].find(_P) if cells else None


def mark_head(paragraph: Element, name: str, identity: int) -> None:
    """Put a bookmark before all letters of a paragraph."""
    at = 1 if len(paragraph) and paragraph[0].tag == _PROPERTIES else 0
    paragraph[at:at] = _bookmark(name, identity)


def _bookmark(name: str, identity: int) -> list[Element]:
    """Both ends of a bookmark; no other of the document has this identity."""
    start = etree.Element(_START, {_IDENTITY: str(identity), _BOOKMARK: name})
    return [start, etree.Element(_END, {_IDENTITY: str(identity)})]


def _begin_page(paragraph: Element) -> None:
    properties = paragraph.find(_PROPERTIES)
    if properties is None:
        properties = etree.Element(_PROPERTIES)
        paragraph.insert(0, properties)
    for old in properties.findall(_BREAK):
        properties.remove(old)
    at = sum(child.tag in _BEFORE_BREAK for child in properties)
    properties.insert(at, etree.Element(_BREAK))

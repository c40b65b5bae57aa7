"""A story: the body, one header or one footer, its blocks in order with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, NamedTuple

from vanban.long_tables import STAND_IN
from vanban.the_thuc.views import Block, CellRef, Paragraph, Place, Table
from vanban.the_thuc.word import refusals
from vanban.the_thuc.word.inline import Content, Inline
from vanban.the_thuc.word.names import MC, Element, W, first
from vanban.the_thuc.word.numbering import Counter
from vanban.the_thuc.word.package import MAX_PARAGRAPHS
from vanban.the_thuc.word.paragraph_looks import ParagraphBag
from vanban.the_thuc.word.rows_apart import RowsApart
from vanban.the_thuc.word.shapes import ImageOf, chosen
from vanban.the_thuc.word.styles import NO_TABLE, ParagraphBase, Styles, TableBase
from vanban.the_thuc.word.tables import read_table

_PARAGRAPH: Final = W + "p"
_TABLE: Final = W + "tbl"
_PROPERTIES: Final = W + "pPr"
_SECTION_END: Final = W + "sectPr"
_WRAPPERS: Final = frozenset(W + name for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))


class Spot(NamedTuple):
    """Chỗ đang đọc: the label of places, the cell, the looks a table lends, box and control."""

    label: str = ""
    cell: CellRef | None = None
    table: TableBase = NO_TABLE
    box: int = 0
    controlled: bool = False


@dataclass(slots=True)
class Count:
    """How many tables and paragraphs were met, and how many paragraphs in the box that is being read."""

    tables: int = 0
    paragraphs: int = 0
    in_box: int = 0


@dataclass(slots=True)
class Story:
    """Dòng văn of one part; once its blocks were read, `boxes` and `endings` are whole.

    `name` is the file's in messages, `label` the place of everything in it, "" in the body, where places are counted.
    `boxes` are the paragraphs of its text boxes, `endings` the w:sectPr of paragraphs that end a section. `apart` are
    rows that `root` lacks, when it has something in their stead. `alike` says that rows may be taken for those that
    were read before. `numbered` counts paragraphs that are of a list.

    Raises:
        DataError: it has more paragraphs than `MAX_PARAGRAPHS`.
    """

    name: str
    part: str
    root: Element
    styles: Styles
    image_of: ImageOf
    label: str = ""
    apart: RowsApart | None = None
    alike: bool = False
    section: int = 0
    boxes: list[Paragraph] = field(default_factory=list)
    endings: list[Element] = field(default_factory=list)
    numbered: int = 0
    _ordinals: dict[Element, int] = field(init=False)
    _counter: Counter = field(default_factory=Counter)
    _count: Count = field(default_factory=Count)
    _inline: Inline = field(init=False)

    def __post_init__(self) -> None:
        self._ordinals, total = _numbered(self.root, self.apart)
        if total > MAX_PARAGRAPHS:
            raise refusals.too_big(self.name, f"trên {MAX_PARAGRAPHS} đoạn văn")
        self._inline = Inline(self.styles, self.image_of)

    def blocks(self, parent: Element, spot: Spot) -> Iterator[Block]:
        """The paragraphs and tables directly in an element, wrappers opened."""
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                properties = first(child, _PROPERTIES)
                paragraph = self._paragraph(child, properties, spot)
                if paragraph is not None:
                    yield paragraph
                if properties is not None:
                    self._end_section(properties, spot)
            elif tag == _TABLE:
                yield self._table(child, spot)
            elif tag in _WRAPPERS:
                yield from self.blocks(child, spot)
            elif tag == W + "sdt":
                yield from self.blocks(child, _controlled(spot))
            elif tag == MC + "AlternateContent" and (branch := chosen(child)) is not None:
                yield from self.blocks(branch, spot)

    @property
    def in_field(self) -> bool:
        """Whether a field goes on from what was read."""
        return self._inline.in_field

    def place(self, element: Element, label: str) -> Place:
        """The place of the first paragraph in an element of this part, under a label."""
        numbers = (self._ordinals[each] for each in element.iter(_PARAGRAPH, STAND_IN) if each in self._ordinals)
        return Place(label, self.part, next(numbers, 0))

    def count_apart(self, element: Element) -> int:
        """How many rows stand apart where this element is; 0 for any other element."""
        return self.apart.count(element) if self.apart is not None else 0

    def rows_apart(self, element: Element) -> Iterator[Element]:
        """Those rows; their paragraphs have places until the next is asked for after the last."""
        assert self.apart is not None
        rows = self.apart.read(element)
        numbers = {p: number for number, p in enumerate(rows.iter(_PARAGRAPH), self._ordinals[element])}
        self._ordinals.update(numbers)
        yield from rows
        for paragraph in numbers:
            del self._ordinals[paragraph]

    def _table(self, element: Element, spot: Spot) -> Table:
        if spot.cell is None and not spot.box:
            self._count.tables += 1
        return read_table(self, element, spot, spot.cell.table if spot.cell else self._count.tables)

    def _paragraph(self, element: Element, properties: Element | None, spot: Spot) -> Paragraph | None:
        direct = self.styles.direct(properties)
        base = self.styles.paragraph(direct.get("style"), spot.table)
        content = self._inline.read(element, base)
        spans = content.spans()
        if not spans and not content.drawings and _mark_not_shown(properties):
            return None
        bag, fields = self.styles.laid_out(base, direct)
        label = self._label(spot)
        paragraph = Paragraph(
            place=Place(label, self.part, self._ordinals[element]),
            spans=spans,
            text="".join([span.shown for span in spans]),
            style=base.name,
            label=self._number(bag, base),
            page_break=content.page_break,
            section=self.section,
            cell=spot.cell,
            in_box=bool(spot.box),
            box=spot.box,
            in_control=spot.controlled or content.controlled,
            drawings=tuple(content.drawings),
            **fields,
        )
        self._read_boxes(content)
        return paragraph

    def _end_section(self, properties: Element, spot: Spot) -> None:
        ending = first(properties, _SECTION_END)
        if ending is not None and spot.cell is None and not spot.box:
            self.endings.append(ending)
            self.section += 1

    def _number(self, bag: ParagraphBag, base: ParagraphBase) -> str:
        number = bag.get("num_id", 0)
        if not number:
            return ""
        self.numbered += 1
        number_list, level = self.styles.list_of(bag, base.style)
        return self._counter.label(number, number_list, level) if number_list is not None else ""

    def _label(self, spot: Spot) -> str:
        if self.label:
            return self.label
        if spot.box:
            self._count.in_box += 1
            return f"khung chữ {spot.box}, đoạn {self._count.in_box}"
        if spot.cell is not None:
            return spot.label
        self._count.paragraphs += 1
        return f"đoạn {self._count.paragraphs}"

    def _read_boxes(self, content: Content) -> None:
        for number, element in content.boxes:
            outer, self._count.in_box = self._count.in_box, 0
            for block in self.blocks(element, Spot(box=number)):
                self.boxes.extend(flat(block))
            self._count.in_box = outer


def _numbered(root: Element, apart: RowsApart | None) -> tuple[dict[Element, int], int]:
    """The paragraphs of a part by their numbers, from 1, and how many; no more than shows that there are too many."""
    if apart is not None:
        return apart.numbered(root, MAX_PARAGRAPHS)
    found = {p: number for number, p in enumerate(islice(root.iter(_PARAGRAPH), MAX_PARAGRAPHS + 1), 1)}
    return found, len(found)


def _controlled(spot: Spot) -> Spot:
    return Spot(spot.label, spot.cell, spot.table, spot.box, True)


def flat(block: Block) -> Iterator[Paragraph]:
    """The paragraphs of a block, nested tables included."""
    if isinstance(block, Paragraph):
        yield block
    else:
        for row in block.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def _mark_not_shown(properties: Element | None) -> bool:
    """Whether the paragraph mark is deleted or hidden, so that an empty paragraph leaves no line."""
    marks = properties.find(W + "rPr") if properties is not None else None
    if marks is None:
        return False
    return any(marks.find(W + name) is not None for name in ("del", "moveFrom", "vanish"))

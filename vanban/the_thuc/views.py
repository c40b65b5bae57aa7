"""What a rule may see of a file: only resolved values, never XML, never a content stream.

Lengths of page and place are millimetres, sizes of letters points. Baselines and tops are measured from the upper
edge of the page as it is shown. Numbers of pages, tables, rows, cells and paragraphs count from 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

Align = Literal["left", "center", "right", "both"]
LineRule = Literal["auto", "exact", "atLeast"]
HeaderKind = Literal["default", "first", "even"]
DOCUMENT_PART = "word/document.xml"


class Place(NamedTuple):
    """Chỗ trong văn bản: `label` is what a clerk can find (`đoạn 4`, `bảng 2, hàng 3, ô 1`, `trang 5`).

    `part` and `paragraph` lead back into the Word file: the n-th `w:p` of that part in document order, 1-based; 0
    when the place is no paragraph. `page` is 0 when it is not known.
    """

    label: str
    part: str = DOCUMENT_PART
    paragraph: int = 0
    page: int = 0


WHOLE = Place("toàn văn bản")


class Span(NamedTuple):
    """Đoạn chữ cùng kiểu: letters that look alike.

    `fonts` are the faces asked for by the four script slots of a run (ascii, hAnsi, cs, eastAsia), or the one face of
    a PDF; `color` is `auto` or `RRGGBB`. `field` is the field's code (`PAGE`) when the letters are its result.
    `faces` are those in which these letters print, each letter by the slot of its script; empty when that is not
    known. `x0_mm`, `x1_mm` are known in a PDF only.
    """

    text: str
    fonts: frozenset[str]
    size_pt: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = "auto"
    caps: bool = False
    hidden: bool = False
    field: str = ""
    change: Literal["", "ins", "del"] = ""
    x0_mm: float = 0.0
    x1_mm: float = 0.0
    faces: frozenset[str] = frozenset()

    @property
    def shown(self) -> str:
        """The letters as they print: capitals when the run says so."""
        return self.text.upper() if self.caps else self.text


class ImageFacts(NamedTuple):
    """Ảnh: format `png`, `jpeg` …, size in pixels; `alpha` whether it is see-through; `hue` what most of its ink is."""

    format: str
    width_px: int
    height_px: int
    alpha: bool
    hue: Literal["red", "blue", "black", "other", "unknown"] = "unknown"
    bits: int = 8
    gray: bool = False


class Drawing(NamedTuple):
    """Hình vẽ: a line, picture or text box hung on a paragraph; offsets are None when the file leaves them open.

    `x_from`, `y_from` are what the offsets count from, in the file's words (`column`, `page`); `box` is its first box.
    """

    kind: Literal["line", "picture", "box", "other"]
    width_mm: float
    height_mm: float
    inline: bool = False
    x_mm: float | None = None
    y_mm: float | None = None
    image: ImageFacts | None = None
    x_from: str = ""
    y_from: str = ""
    box: int = 0


class CellRef(NamedTuple):
    """Ô chứa đoạn: outermost table of the body, row, cell, each 1-based; `depth` counts nested tables."""

    table: int
    row: int
    cell: int
    depth: int = 1


class Edges(NamedTuple):
    """Đường viền nhìn thấy, by side."""

    top: bool = False
    bottom: bool = False
    left: bool = False
    right: bool = False

    def __bool__(self) -> bool:
        return self.top or self.bottom or self.left or self.right


class TabStop(NamedTuple):
    """Mốc tab: distance from the paragraph's column edge; `kind` left, center, right, decimal."""

    at_mm: float
    kind: str


class Paragraph(NamedTuple):
    r"""Đoạn văn with every property resolved (defaults, style chain, table style, direct).

    `text` joins the visible spans: a tab is `\t`, a soft break `\n`; deleted and hidden letters are left out.
    `label` is the automatic number or bullet printed before it (`1.`, `-`), "" when there is none.
    `line` is points for exact, atLeast, a multiple for auto. `section` is 0-based, `box` the number of its text box.
    """

    place: Place
    spans: tuple[Span, ...]
    text: str
    align: Align = "left"
    first_line_mm: float = 0.0
    left_mm: float = 0.0
    right_mm: float = 0.0
    before_pt: float = 0.0
    after_pt: float = 0.0
    contextual: bool = False
    line_rule: LineRule = "auto"
    line: float = 1.0
    style: str = ""
    label: str = ""
    tabs: tuple[TabStop, ...] = ()
    edges: Edges = Edges()
    keep_next: bool = False
    page_break_before: bool = False
    page_break: bool = False
    section: int = 0
    cell: CellRef | None = None
    in_box: bool = False
    box: int = 0
    in_control: bool = False
    drawings: tuple[Drawing, ...] = ()

    @property
    def blank(self) -> bool:
        """Nothing but space is printed, label and drawings included."""
        return not self.text.strip() and not self.label and not self.drawings


class Cell(NamedTuple):
    """Ô của bảng: blocks in order, width (0 when not said), borders one sees; `continued`: it goes on the one above."""

    blocks: tuple[Paragraph | Table, ...]
    width_mm: float
    edges: Edges
    span: int = 1
    continued: bool = False

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs, nested tables included."""
        return tuple(_flat(self.blocks))

    @property
    def text(self) -> str:
        """The cell's words, paragraphs as lines."""
        return "\n".join(p.text for p in self.paragraphs)


class Row(NamedTuple):
    """Hàng của bảng: `header` repeats on every page, `whole` may not break across pages."""

    cells: tuple[Cell, ...]
    header: bool = False
    whole: bool = False


class Table(NamedTuple):
    """Bảng: `number` counts the body's own tables from 1; a nested one has its outer table's number."""

    number: int
    rows: tuple[Row, ...]
    place: Place
    section: int = 0

    @property
    def ruled(self) -> bool:
        """Whether any border is seen."""
        return any(cell.edges for row in self.rows for cell in row.cells)


Block = Paragraph | Table


def _flat(blocks: tuple[Paragraph | Table, ...]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _flat(cell.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Phần trang (section): page, margins, headers as they hold here (inherited ones included).

    `start` is the page number it restarts at, None when it goes on. `headers` and `footers` by kind; a kind is
    missing when it is never shown, () when a blank one is. `kind` is where it begins: `nextPage`, `continuous`,
    `evenPage`, `oddPage`, `nextColumn`.
    """

    page_width_mm: float
    page_height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    header_mm: float
    footer_mm: float
    first_differs: bool = False
    start: int | None = None
    number_format: str = "decimal"
    columns: int = 1
    headers: dict[HeaderKind, tuple[Paragraph, ...]] = field(default_factory=dict)
    footers: dict[HeaderKind, tuple[Paragraph, ...]] = field(default_factory=dict)
    blocks: tuple[int, int] = (0, 0)
    kind: str = "nextPage"

    @property
    def landscape(self) -> bool:
        """Wider than high."""
        return self.page_width_mm > self.page_height_mm


@dataclass(frozen=True, kw_only=True)
class DocxView:
    """Văn bản Word đã đọc: `body` in order; a section's `blocks` are the half-open range of its blocks in it."""

    body: tuple[Block, ...]
    sections: tuple[Section, ...]
    boxes: tuple[Paragraph, ...] = ()
    mirror: bool = False
    odd_even: bool = False
    title: str = ""
    author: str = ""
    has_changes: bool = False
    has_comments: bool = False
    has_macros: bool = False
    application: str = ""

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs of the body, cells included, text boxes last."""
        return (*_flat(self.body), *self.boxes)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The body's own tables, in order."""
        return tuple(block for block in self.body if isinstance(block, Table))

    @cached_property
    def text(self) -> str:
        """All its words, a paragraph on a line."""
        return "\n".join(p.text for p in self.paragraphs)

    @cached_property
    def letters(self) -> frozenset[str]:
        """Every character that occurs in its words."""
        return frozenset(self.text)

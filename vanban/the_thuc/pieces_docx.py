"""The pieces of a Word file: paragraphs, halves of tabbed lines, cells of tables without rules, text boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from vanban.the_thuc import wording
from vanban.the_thuc.parts import Column, Line
from vanban.the_thuc.pieces import Piece, line_of
from vanban.the_thuc.regex import regex
from vanban.the_thuc.split import segments
from vanban.the_thuc.views import Cell, DocxView, Drawing, Paragraph, Row, Table

_MOST_COLUMNS: Final = 3
_BOX: Final = regex(r"khung chữ (\d+)")
_FULL_SHARE: Final = 0.8
_SHORT: Final = 60


def pieces_of_docx(view: DocxView) -> list[Piece]:
    """Every line outside ruled tables, in the order of reading."""
    walk = _Walk(view)
    for block in view.body:
        walk.take(block)
    return walk.pieces


@dataclass
class _Walk:
    """The way through one document."""

    view: DocxView
    pieces: list[Piece] = field(default_factory=list)
    blocks: int = 0
    level: int = 0
    opens: bool = False
    section: int = 0
    boxes: dict[int, list[Paragraph]] = field(default_factory=dict)
    box: int = 0

    def __post_init__(self) -> None:
        for paragraph in self.view.boxes:
            found = _BOX.match(paragraph.place.label)
            self.boxes.setdefault(int(found[1]) if found else 0, []).append(paragraph)

    def take(self, block: Paragraph | Table) -> None:
        if block.section != self.section:
            self.section, self.opens = block.section, self.view.sections[block.section].kind != "continuous"
        if isinstance(block, Paragraph):
            self.paragraph(block)
        elif is_layout(block):
            self.table(block)
        else:
            self.pass_over(block)

    def paragraph(self, paragraph: Paragraph) -> None:
        boxes = [drawing for drawing in paragraph.drawings if drawing.kind == "box"]
        self.opens = self.opens or paragraph.page_break_before or paragraph.page_break
        prose = len(paragraph.text) > 100
        if boxes and not prose:
            self.boxed(boxes)
        if paragraph.text and not paragraph.text.isspace():
            self.words(paragraph)
        if boxes and prose:
            self.boxed(boxes)
        self.opens = self.opens or paragraph.page_break

    def words(self, paragraph: Paragraph) -> None:
        found = list(segments(paragraph, self.width_mm))
        whole = line_of(paragraph, align=paragraph.align) if len(found) > 1 or found[0].pushed else None
        for segment in found:
            align = None if segment.pushed else paragraph.align
            line = line_of(paragraph, segment.start, segment.end, column=segment.column, align=align)
            self.add(line, whole=whole)
        self.level += 1

    def add(self, line: Line, *, block: int = 0, level: int | None = None, whole: Line | None = None) -> None:
        at = self.level if level is None else level
        self.pieces.append(
            Piece(line=line, key=wording.key(line.text), block=block, level=at, opens=self.opens, whole=whole)
        )
        self.opens = False

    @property
    def width_mm(self) -> float:
        """Of the text column here."""
        if self.section >= len(self.view.sections):
            return 165.0
        found = self.view.sections[self.section]
        return max(found.page_width_mm - found.left_mm - found.right_mm, 50.0)

    def table(self, table: Table) -> None:
        for row in table.rows:
            self.row(row)

    def row(self, row: Row) -> None:
        highest = self.level
        for cell, column in _placed(row):
            highest = max(highest, self.cell(cell.paragraphs, column))
        self.level = highest + 1

    def cell(self, paragraphs: Iterable[Paragraph], column: Column) -> int:
        """The lines of a cell or box; the level after the last of them."""
        self.blocks += 1
        level = self.level
        for paragraph in paragraphs:
            boxes = [drawing for drawing in paragraph.drawings if drawing.kind == "box"]
            for line in _lines(paragraph, column):
                self.add(line, block=self.blocks, level=level)
                level += 1
            if boxes:
                self.boxed(boxes)
        return level

    def boxed(self, drawings: list[Drawing]) -> None:
        highest = self.level
        for number, drawing in enumerate(drawings):
            self.box += 1
            column = self.box_column(drawing, number, len(drawings))
            highest = max(highest, self.cell(self.boxes.get(self.box, ()), column))
        self.level = highest + 1

    def box_column(self, drawing: Drawing, number: int, count: int) -> Column:
        if drawing.x_mm is None:
            return ("left" if number == 0 else "right") if count == 2 else "full"
        margin = self.view.sections[self.section].left_mm if drawing.x_from == "page" and self.view.sections else 0.0
        if drawing.width_mm > _FULL_SHARE * self.width_mm:
            return "full"
        return "left" if drawing.x_mm - margin + drawing.width_mm / 2 < self.width_mm / 2 else "right"

    def pass_over(self, table: Table) -> None:
        """A ruled table: only a row without rules that is signed holds parts; but its boxes count."""
        self.opens = False
        self.level += 1
        for row in table.rows:
            if len(row.cells) <= _MOST_COLUMNS and not any(cell.edges for cell in row.cells) and _is_signed(row):
                self.row(row)
                continue
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    self.box += sum(drawing.kind == "box" for drawing in paragraph.drawings)


def _lines(paragraph: Paragraph, column: Column) -> Iterator[Line]:
    start = 0
    for row in paragraph.text.split("\n"):
        if row.strip():
            yield line_of(paragraph, start, start + len(row), column=column, align=paragraph.align)
        start += len(row) + 1


def is_layout(table: Table) -> bool:
    """Whether the table only puts lines side by side: no rules and few columns, or the words of a head or foot."""
    if max((len(row.cells) for row in table.rows), default=0) > _MOST_COLUMNS:
        return False
    if not table.ruled:
        return True
    return len(table.rows) <= 6 and any(_tells(p) for row in table.rows for cell in row.cells for p in cell.paragraphs)


def _tells(paragraph: Paragraph) -> bool:
    if len(paragraph.text) > _SHORT:
        return False
    k = wording.key(paragraph.text)
    return wording.is_head(k) or wording.is_recipients_label(k)


def _is_signed(row: Row) -> bool:
    return any(_signs(p) for cell in row.cells for p in cell.paragraphs[:3])


def _signs(paragraph: Paragraph) -> bool:
    if len(paragraph.text) > _SHORT or not paragraph.text.isupper():
        return False
    k = wording.key(paragraph.text)
    return wording.is_prefix(k) or wording.is_role(k) or wording.is_post(k)


def _placed(row: Row) -> Iterator[tuple[Cell, Column]]:
    """The cells of a row, each with its column."""
    widths = [cell.width_mm for cell in row.cells]
    if not all(widths):
        widths = [float(cell.span) for cell in row.cells]
    total, at = sum(widths), 0.0
    for cell, width in zip(row.cells, widths, strict=True):
        middle = at + width / 2
        at += width
        if width > _FULL_SHARE * total or (len(row.cells) == 3 and abs(middle - total / 2) < 0.05 * total):
            yield cell, "full"
        else:
            yield cell, "left" if middle < total / 2 else "right"

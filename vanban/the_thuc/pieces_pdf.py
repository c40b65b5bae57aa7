"""The pieces of a PDF: lines of pages in their columns, wrapped lines joined to paragraphs, ruled tables left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from vanban.the_thuc import wording
from vanban.the_thuc.page_views import PdfLine, PdfPage, PdfView
from vanban.the_thuc.parts import Column, Line
from vanban.the_thuc.pdf_tables import regions
from vanban.the_thuc.pieces import Piece, composed
from vanban.the_thuc.regex import regex
from vanban.the_thuc.views import Align, Place

_PAGE_NUMBER: Final = regex(r"[-–\s]*(\d{1,4}|Trang \d{1,4}(/\d{1,4})?|\d{1,4}/\d{1,4})[-–\s]*", re.IGNORECASE)
_HEADER_MM: Final = 18.0
_FOOTER_MM: Final = 17.0
_LEVEL_MM: Final = 1.5
_MIDDLE_MM: Final = 4.0
_FLUSH_MM: Final = 4.0
_AXIS_MM: Final = 2.0
_REACHED_MM: Final = 22.0
_ROWS_BETWEEN: Final = 9
_ACROSS_MM: Final = 120.0
_INDENTS_MM: Final = (10.0, 12.7)
_INDENT_OFF_MM: Final = 1.5
_LEFT_MM: Final = 30.0
_RIGHT_MM: Final = 15.0
_SHORT: Final = 60
_HEAD_LINES: Final = 14
_LABEL_LINES: Final = 4


class Frame(NamedTuple):
    """Khung chữ của một trang: left and right edge of its text, in millimetres."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """Between the edges."""
        return (self.left + self.right) / 2


def pieces_of_pdf(view: PdfView) -> tuple[list[Piece], tuple[Line, ...]]:
    """Every line outside ruled tables in the order of reading, and the lines in the lower margin of the pages.

    Of documents bound in behind the first, which have heads of their own, only the head's title is there.
    """
    found = _Pages()
    for page in view.pages:
        found.take(page)
    return _with_paragraphs(found.pieces, found.frames), tuple(found.below)


@dataclass
class _Pages:
    """The pages of one file, read one after the other; `enclosed` while they belong to another document."""

    pieces: list[Piece] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)
    frames: dict[int, Frame] = field(default_factory=dict)
    level: int = 0
    enclosed: bool = False
    width_mm: float = 0.0

    def take(self, page: PdfPage) -> None:
        if page.number > 1 and any(_is_head(line) for line in page.lines[:_HEAD_LINES]):
            self.enclosed = True
            title = next(line for line in page.lines if _is_head(line))
            self.pieces += _pieces([[title]], [["right"]], Frame(_LEFT_MM, page.width_mm - _RIGHT_MM), self.level)
        elif self.enclosed and any(wording.is_appendix(_short_key(line)) for line in page.lines[:_LABEL_LINES]):
            self.enclosed = False
        if not self.enclosed:
            self.read(page)

    def read(self, page: PdfPage) -> None:
        lines = [line for line in page.lines if not _is_page_number(line, page)]
        same = self.width_mm == page.width_mm
        frame = _frame(lines, page, self.frames.get(page.number - 1) if same else None)
        self.width_mm = page.width_mm
        self.frames[page.number] = frame
        low = page.height_mm - _FOOTER_MM
        self.below += [line_on(line, "full", None) for line in lines if line.baseline_mm > low]
        self.pieces += _page([line for line in lines if line.baseline_mm <= low], page, frame, self.level)
        self.level += len(lines) + 1


def _short_key(line: PdfLine) -> str:
    return wording.key(line.text) if len(line.text) < _SHORT else ""


def _is_head(line: PdfLine) -> bool:
    return wording.is_head(_short_key(line))


def line_on(line: PdfLine, column: Column, align: Align | None) -> Line:
    """A line of a page as a line of a part."""
    return Line(
        text=composed(line.text.strip()),
        spans=line.spans,
        place=Place(f"trang {line.page}", page=line.page),
        align=align,
        column=column,
        shown=line,
    )


def _is_page_number(line: PdfLine, page: PdfPage) -> bool:
    if _HEADER_MM < line.baseline_mm < page.height_mm - _FOOTER_MM or len(line.text) > 20:
        return False
    return _PAGE_NUMBER.fullmatch(line.text.strip()) is not None


def _frame(lines: list[PdfLine], page: PdfPage, before: Frame | None) -> Frame:
    wide = [line for line in lines if line.x1_mm - line.x0_mm > 90.0]
    if len(wide) < 3:
        return before or Frame(_LEFT_MM, page.width_mm - _RIGHT_MM)
    across = [line for line in lines if line.x1_mm - line.x0_mm > _ACROSS_MM]
    left = min(line.x0_mm for line in lines)
    right = max(line.x1_mm for line in (across if len(across) > 2 else lines))
    usual = page.width_mm - _RIGHT_MM
    reaches = right > usual - _FLUSH_MM or left < _LEFT_MM - _FLUSH_MM
    begins = left < _LEFT_MM + _FLUSH_MM + 2
    return Frame(left if begins else _LEFT_MM, right if reaches else usual)


def _page(lines: list[PdfLine], page: PdfPage, frame: Frame, level: int) -> list[Piece]:
    areas = regions(page)
    words = [line for line in lines if line.text.strip() and not any(area.holds(line) for area in areas)]
    if page.number == 1:
        words = [part for line in words for part in _parted(line)]
    rows = list(_rows(words))
    return _pieces(rows, _columns(rows, frame), frame, level)


def _pieces(rows: list[list[PdfLine]], columns: list[list[Column]], frame: Frame, level: int) -> list[Piece]:
    found: list[Piece] = []
    for number, row in enumerate(rows):
        for line, column in zip(row, columns[number], strict=True):
            below = rows[number + 1][0] if number + 1 < len(rows) else None
            centred = column == "full" and _is_centred(line, frame) and not _begins_prose(line, below, frame)
            made = line_on(line, column, "center" if centred else None)
            opens = not found
            found.append(Piece(line=made, key=wording.key(made.text), level=level + number, opens=opens))
    return found


def _parted(line: PdfLine) -> Iterator[PdfLine]:
    """The line, cut where the title or the motto of a head begins inside it: the gap before may be narrow."""
    for number in range(1, len(line.spans)):
        rest = wording.key("".join(s.text for s in line.spans[number:]))
        if wording.is_head(rest) or wording.is_motto(rest):
            yield _some(line, 0, number)
            yield _some(line, number, len(line.spans))
            return
    yield line


def _some(line: PdfLine, start: int, end: int) -> PdfLine:
    spans = tuple(s for s in line.spans[start:end])
    words = [s for s in spans if s.text.strip()] or list(spans)
    text = "".join(s.text for s in spans).strip()
    return line._replace(spans=spans, text=text, x0_mm=words[0].x0_mm, x1_mm=words[-1].x1_mm)


def _rows(lines: list[PdfLine]) -> Iterator[list[PdfLine]]:
    """The lines of one height, left to right, from top to bottom."""
    row: list[PdfLine] = []
    for line in sorted(lines, key=lambda line: line.baseline_mm):
        if row and line.baseline_mm - row[0].baseline_mm > _LEVEL_MM:
            yield sorted(row, key=lambda line: line.x0_mm)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda line: line.x0_mm)


def _is_centred(line: PdfLine, frame: Frame) -> bool:
    return abs(line.centre_mm - frame.middle) < _MIDDLE_MM and line.x0_mm > frame.left + 2


def _begins_prose(line: PdfLine, below: PdfLine | None, frame: Frame) -> bool:
    """Whether the line only looks centred: indented as a paragraph is, it ends like one or goes on below."""
    indent = line.x0_mm - frame.left
    plain = not any(span.bold for span in line.spans if span.text.strip())
    if not plain or not any(abs(indent - usual) < _INDENT_OFF_MM for usual in _INDENTS_MM):
        return False
    runs_on = below is not None and abs(below.x0_mm - frame.left) < 1 and line.x1_mm > frame.right - _REACHED_MM
    return runs_on or line.text.rstrip()[-1:] in tuple(".;:,")


def _columns(rows: list[list[PdfLine]], frame: Frame) -> list[list[Column]]:
    """The column of every line: beside another, between rows that have two columns, or by itself."""
    paired = [n for n, row in enumerate(rows) if len(row) > 1]
    inside = {n: _split(rows[n], frame) for n in paired}
    for one, other in pairwise(paired):
        between = range(one + 1, other)
        if len(between) <= _ROWS_BETWEEN and all(_fits_half(rows[n][0], inside[one]) for n in between):
            inside |= dict.fromkeys(between, inside[one])
    for n in paired:
        after = n + 1
        while after < len(rows) and after not in inside and _is_under(rows[after][0], rows[n], frame):
            inside[after] = inside[n]
            after += 1
        inside |= dict.fromkeys(_aside(rows, n, frame) - inside.keys(), inside[n])
    return [[_column(line, row, frame, inside.get(n)) for line in row] for n, row in enumerate(rows)]


def _split(row: list[PdfLine], frame: Frame) -> float:
    """What parts the two columns of a row: the middle of the text, or of the gap where the columns are narrower."""
    left, right = row[0].x1_mm, row[-1].x0_mm
    return frame.middle if left - 2 <= frame.middle <= right + 15 or left > right else (left + right) / 2


def _aside(rows: list[list[PdfLine]], n: int, frame: Frame) -> set[int]:
    """The rows below a row of narrow columns that stand under its right one, with rows of the left one between."""
    split, above = _split(rows[n], frame), rows[n][-1]
    if split == frame.middle:
        return set()
    below = ((i, rows[i][0]) for i in range(n + 1, min(n + 1 + _ROWS_BETWEEN, len(rows))) if len(rows[i]) == 1)
    return {i for i, at in below if at.x0_mm > split and abs(at.centre_mm - above.centre_mm) < _AXIS_MM}


def _fits_half(line: PdfLine, split: float) -> bool:
    """Whether the line keeps to one half."""
    return line.x1_mm < split + 2 or line.x0_mm > split - 15


def _is_under(line: PdfLine, row: list[PdfLine], frame: Frame) -> bool:
    """Whether the line stands in one half, away from the left edge or on the axis of one of the two above."""
    if not _fits_half(line, _split(row, frame)) or _is_centred(line, frame):
        return False
    on_axis = any(abs(line.centre_mm - above.centre_mm) < _AXIS_MM for above in (row[0], row[-1]))
    return on_axis or line.x0_mm > frame.left + 2


def _column(line: PdfLine, row: list[PdfLine], frame: Frame, split: float | None) -> Column:
    if len(row) == 1 and split is None:
        return "right" if line.x0_mm > frame.middle - 8 and not _is_centred(line, frame) else "full"
    if len(row) > 1 and (line is row[0] or line is row[-1]):
        return "left" if line is row[0] else "right"
    return "left" if line.centre_mm < (split or frame.middle) - 3 else "right"


def _with_paragraphs(pieces: list[Piece], frames: dict[int, Frame]) -> list[Piece]:
    """The pieces, those of a paragraph of several lines with the whole of it."""
    groups: list[list[Piece]] = []
    for p in pieces:
        if groups and _goes_on(groups[-1], p, frames):
            groups[-1].append(p)
        else:
            groups.append([p])
    return [piece for group in groups for piece in _whole(group)]


def _goes_on(group: list[Piece], p: Piece, frames: dict[int, Frame]) -> bool:
    """Whether the piece is the next line of the paragraph."""
    before, line = group[-1].line, p.line
    if before.column != "full" or line.column != "full" or before.shown is None or line.shown is None:
        return False
    if before.align == "center" or before.sizes != line.sizes or before.all("bold") != line.all("bold"):
        return False
    frame, own = frames[before.shown.page], frames[line.shown.page]
    reached = before.shown.x1_mm > frame.right - _REACHED_MM
    flush = line.shown.x0_mm < own.left + _FLUSH_MM
    indented = before.shown.x0_mm > frame.left + _FLUSH_MM
    hanging = len(group) == 1 and indented and line.shown.x0_mm > before.shown.x0_mm + 2
    return reached and (flush or hanging) and line.align != "center"


def _whole(group: list[Piece]) -> Iterator[Piece]:
    if len(group) == 1:
        yield group[0]
        return
    text = " ".join(p.line.text for p in group)
    spans = tuple(span for p in group for span in p.line.spans)
    whole = group[0].line._replace(text=text, spans=spans, align="both")
    for p in group:
        yield Piece(line=p.line, key=p.key, level=p.level, opens=p.opens, whole=whole)

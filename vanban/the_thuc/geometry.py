"""Where things stand: places of pages and sections, strokes beneath lines, lines that share a middle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from vanban.the_thuc.document import Document
from vanban.the_thuc.page_views import PdfLine, PdfView, Stroke
from vanban.the_thuc.parts import Line, Parts
from vanban.the_thuc.rule import need
from vanban.the_thuc.views import DocxView, Place

_SAME_LEVEL_MM = 0.4
_TOUCHING_MM = 0.8
MM_PER_PT = 25.4 / 72


def page_place(number: int) -> Place:
    """A whole page."""
    return Place(f"trang {number}", page=number)


def section_place(view: DocxView, index: int) -> Place:
    """The page set-up of the index-th section (from 0); numbered only when there are several."""
    several = len(view.sections) > 1
    return Place(f"thiết lập trang, phần {index + 1}" if several else "thiết lập trang")


def numbers(pages: Iterable[int]) -> str:
    """Page numbers in words, runs drawn together: `1, 3–5`."""
    runs: list[str] = []
    for _, group in groupby(enumerate(sorted(set(pages))), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        runs.append(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return ", ".join(runs)


def shown(document: Document) -> Parts:
    """The parts as they stand on the pages of the PDF.

    Raises:
        NotJudged: there is no PDF.
    """
    return need(document.shown, "văn bản trên trang PDF")


def on_page(line: Line | None, what: str) -> PdfLine:
    """The line of the PDF page behind a part.

    Raises:
        NotJudged: the part was not found on a page.
    """
    return need(need(line, what).shown, f"{what} trên trang PDF")


def level_strokes(pdf: PdfView, page: int) -> list[Stroke]:
    """The horizontal strokes of a page, pieces that touch drawn together, top to bottom."""
    level = [s for s in pdf.pages[page - 1].strokes if s.horizontal]
    joined: list[Stroke] = []
    for stroke in sorted(map(_rightward, level), key=lambda s: (round(s.y0_mm / _SAME_LEVEL_MM), s.x0_mm)):
        last = joined[-1] if joined else None
        if last and abs(last.y0_mm - stroke.y0_mm) < _SAME_LEVEL_MM and stroke.x0_mm < last.x1_mm + _TOUCHING_MM:
            joined[-1] = last._replace(x1_mm=max(last.x1_mm, stroke.x1_mm), dashed=last.dashed or stroke.dashed)
        else:
            joined.append(stroke)
    return joined


def _rightward(stroke: Stroke) -> Stroke:
    if stroke.x0_mm <= stroke.x1_mm:
        return stroke
    return stroke._replace(x0_mm=stroke.x1_mm, x1_mm=stroke.x0_mm)


def strokes_under(pdf: PdfView, line: PdfLine, depth_mm: float) -> Iterator[Stroke]:
    """Horizontal strokes whose middle lies under the line, no deeper than `depth_mm` below its baseline."""
    for stroke in level_strokes(pdf, line.page):
        below = stroke.y0_mm - line.baseline_mm
        middle = (stroke.x0_mm + stroke.x1_mm) / 2
        if -_SAME_LEVEL_MM < below <= depth_mm and line.x0_mm <= middle <= line.x1_mm:
            yield stroke


def axis(lines: Iterable[Line]) -> float | None:
    """The middle of the widest of the lines, from the left edge of the page; None when none stands on a page."""
    seen = [line.shown for line in lines if line.shown is not None]
    widest = max(seen, key=lambda at: at.x1_mm - at.x0_mm, default=None)
    return widest.centre_mm if widest else None

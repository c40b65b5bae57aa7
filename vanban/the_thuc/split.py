"""Where the words of a Word paragraph stand on their line: tabs, rows of spaces and indents read as columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from vanban.the_thuc.parts import Column
from vanban.the_thuc.regex import regex
from vanban.the_thuc.views import Paragraph, TabStop
from vanban.the_thuc.wording import key

_GAP: Final = regex(r"[ \u00a0]*\t[\t \u00a0]*|[ \u00a0]{4,}")
_LEAD: Final = regex(r"[\t \u00a0]+")
# After these words a gap is a blank to be filled in, not a step into another column.
_FILLED_IN: Final = regex(r"(^|\s)(SO|SO:|NGAY|THANG|NAM|LAN|LAN THU)[\s.…]*$")
_MARKER: Final = regex(r"(\d{1,3}|[A-Za-zĐđ]|[IVX]{1,5})[.)/-]?|[-+•–]")
_DEFAULT_TAB_MM: Final = 12.7
_MM_PER_PT: Final = 25.4 / 72
_SPACE_EM: Final = 0.25
_LETTER_EM: Final = 0.47
_CAPITAL_EM: Final = 0.68
_MIDDLE_MM: Final = 10.0
_INDENT_MM: Final = 25.0
_LONGEST: Final = 160


class Segment(NamedTuple):
    """Đoạn của một dòng: the letters from start to end, their column, and whether tabs or spaces put them there."""

    start: int
    end: int
    column: Column
    pushed: bool


def segments(paragraph: Paragraph, width_mm: float) -> Iterator[Segment]:
    """The pieces of a paragraph in order; `width_mm` is that of the text column."""
    start = 0
    for row in paragraph.text.split("\n"):
        end = start + len(row)
        if row.strip():
            yield from _row(paragraph, start, end, width_mm)
        start = end + 1


def _row(paragraph: Paragraph, start: int, end: int, width_mm: float) -> Iterator[Segment]:
    text = paragraph.text[start:end]
    if ("\t" not in text and "    " not in text and "\u00a0" not in text) or len(text) > _LONGEST:
        yield Segment(start, end, indented_column(paragraph, width_mm), False)
        return
    cuts = list(_cuts(text))
    lead = _LEAD.match(text)
    if len(cuts) == 1 and not (lead and ("\t" in lead[0] or lead.end() > 3)):
        yield Segment(start, end, indented_column(paragraph, width_mm), False)
        return
    if len(cuts) == 1:
        low, high = cuts[0]
        yield Segment(start + low, start + high, _alone(next(_spots(paragraph, text, cuts)), width_mm), True)
        return
    for number, (low, high) in enumerate(cuts):
        yield Segment(start + low, start + high, "left" if number == 0 else "right", True)


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of words between gaps that lead into another column."""
    begin: int | None = None
    at = 0
    for gap in [*_GAP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[at:end].strip() and begin is None:
            begin = at
        before = text[begin:end].strip() if begin is not None else ""
        if before and not (gap and (_FILLED_IN.search(key(before)) or _MARKER.fullmatch(before))):
            assert begin is not None  # there are words before
            yield begin, end
            begin = None
        at = gap.end() if gap else end


class _Spot(NamedTuple):
    """Where words begin and end on their line, in millimetres, and whether a tab of their own put them there."""

    begin: float
    end: float
    stopped: bool


def _spots(paragraph: Paragraph, text: str, cuts: list[tuple[int, int]]) -> Iterator[_Spot]:
    """Where each stretch of words stands, as well as can be told without the metrics of its font."""
    size = max((s.size_pt for s in paragraph.spans), default=14.0)
    at, last = paragraph.left_mm + max(paragraph.first_line_mm, 0.0), 0
    for low, high in cuts:
        width = _width(text[low:high].strip(), size)
        stop = None
        for c in text[last:low]:
            stop = _next_stop(paragraph.tabs, at) if c == "\t" else None
            at = stop.at_mm if stop else at + size * _SPACE_EM * _MM_PER_PT
        begin = at - {"center": width / 2, "right": width}.get(stop.kind if stop else "left", 0.0)
        yield _Spot(begin, begin + width, stop in paragraph.tabs)
        at, last = begin + width, high


def _next_stop(stops: tuple[TabStop, ...], at: float) -> TabStop:
    found = next((s for s in sorted(stops, key=lambda s: s.at_mm) if s.at_mm > at + 0.1), None)
    return found or TabStop((at // _DEFAULT_TAB_MM + 1) * _DEFAULT_TAB_MM, "left")


def _width(text: str, size: float) -> float:
    ems = sum(_SPACE_EM if c == " " else _CAPITAL_EM if c.isupper() else _LETTER_EM for c in text)
    return ems * size * _MM_PER_PT


def _alone(spot: _Spot, width_mm: float) -> Column:
    """The column of words that stand alone on a line."""
    centre = (spot.begin + spot.end) / 2
    if abs(centre - width_mm / 2) < _MIDDLE_MM or (spot.begin < _INDENT_MM and not spot.stopped):
        return "full"
    return "left" if centre < width_mm / 2 else "right"


def indented_column(paragraph: Paragraph, width_mm: float) -> Column:
    """The column of a paragraph that its indents and alignment put somewhere."""
    if paragraph.align == "right":
        return "right"
    if paragraph.align == "center":
        middle = (paragraph.left_mm + width_mm - paragraph.right_mm) / 2 / width_mm
        return "right" if middle > 0.6 else "left" if middle < 0.4 else "full"
    short = len(paragraph.text) < _LONGEST
    return "right" if short and paragraph.left_mm + paragraph.first_line_mm > 0.4 * width_mm else "full"

"""Where the ruled tables of a PDF page stand."""

from __future__ import annotations

from typing import Final, NamedTuple

from vanban.the_thuc import wording
from vanban.the_thuc.page_views import PdfLine, PdfPage, Stroke

_TOUCH_MM: Final = 1.0
_APART_MM: Final = 2.0
_SHORTEST_MM: Final = 3.0


class Region(NamedTuple):
    """Vùng bảng: the box around upright strokes that stand beside each other."""

    x0_mm: float
    top_mm: float
    x1_mm: float
    bottom_mm: float

    def holds(self, line: PdfLine) -> bool:
        """Whether the line stands inside."""
        return self.top_mm < line.baseline_mm < self.bottom_mm and self.x0_mm < line.centre_mm < self.x1_mm


def regions(page: PdfPage) -> list[Region]:
    """The tables of a page, but for those that hold a head or Nơi nhận."""
    upright = [s for s in page.strokes if abs(s.x1_mm - s.x0_mm) < 0.5 and s.length_mm > _SHORTEST_MM]
    groups: list[list[Stroke]] = []
    for stroke in sorted(upright, key=_top):
        if groups and _top(stroke) <= max(map(_bottom, groups[-1])) + _TOUCH_MM:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    found = [_around(group) for group in groups]
    return [area for area in found if area.x1_mm - area.x0_mm > _APART_MM and not _tells(page, area)]


def _top(stroke: Stroke) -> float:
    return min(stroke.y0_mm, stroke.y1_mm)


def _bottom(stroke: Stroke) -> float:
    return max(stroke.y0_mm, stroke.y1_mm)


def _around(group: list[Stroke]) -> Region:
    xs = [s.x0_mm for s in group]
    return Region(min(xs), min(map(_top, group)), max(xs), max(map(_bottom, group)))


def _tells(page: PdfPage, area: Region) -> bool:
    keys = (wording.key(line.text) for line in page.lines if len(line.text) < 60 and area.holds(line))
    return any(wording.is_head(k) or wording.is_recipients_label(k) for k in keys)

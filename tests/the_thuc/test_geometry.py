from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vanban.the_thuc.geometry import level_strokes, numbers, strokes_under
from vanban.the_thuc.page_views import PdfLine, PdfPage, PdfView, Stroke


def _page(*strokes: Stroke) -> PdfView:
    return PdfView(pages=(PdfPage(1, 210, 297, 0, (), strokes, ()),))


def _stroke(x0: float, x1: float, y: float) -> Stroke:
    return Stroke(1, x0, y, x1, y, 0.75)


_TITLE = PdfLine(1, (), "ĐẢNG CỘNG SẢN VIỆT NAM", 112, 185, 25, 20, 26)


def test_pieces_that_touch_are_one_stroke() -> None:
    joined = level_strokes(_page(_stroke(130, 150, 28), _stroke(149.8, 185, 28.1), _stroke(130, 112, 28)), 1)
    assert [(s.x0_mm, s.x1_mm) for s in joined] == [(112, 185)]


def test_strokes_of_other_heights_stay_apart() -> None:
    assert len(level_strokes(_page(_stroke(112, 185, 28), _stroke(112, 185, 35)), 1)) == 2


def test_a_stroke_above_or_beside_the_line_is_not_under_it() -> None:
    view = _page(_stroke(112, 185, 18), _stroke(30, 100, 28), _stroke(112, 185, 40))
    assert list(strokes_under(view, _TITLE, 9)) == []


def test_the_stroke_under_the_line_is_found() -> None:
    assert [s.y0_mm for s in strokes_under(_page(_stroke(112, 185, 27.5)), _TITLE, 9)] == [27.5]


def test_runs_of_pages_are_drawn_together() -> None:
    assert numbers([5, 1, 3, 4, 3]) == "1, 3–5"


@given(st.sets(st.integers(1, 60), min_size=1))
def test_every_page_number_is_told(pages: set[int]) -> None:
    told: set[int] = set()
    for piece in numbers(pages).split(", "):
        first, _, last = piece.partition("–")
        told |= set(range(int(first), int(last or first) + 1))
    assert told == pages

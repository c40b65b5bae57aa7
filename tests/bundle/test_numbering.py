"""The printed numbers: one a page, or one a sheet with contents and closing sheet left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.bundle.numbering import Mode, Number, Style, numbered, with_versos

COUNTED = st.lists(st.booleans(), min_size=1, max_size=40)


@given(COUNTED, st.booleans())
def test_by_pages_every_page_says_its_place_and_the_total(counted: list[bool], duplex: bool) -> None:
    total = len(counted)
    wanted = [Number(f"Trang {index}/{total}", str(index)) for index in range(1, total + 1)]
    assert numbered(counted, Style("trang", duplex)) == wanted


@given(COUNTED)
def test_by_sheets_one_side_printed_every_counted_page_is_a_sheet(counted: list[bool]) -> None:
    numbers = numbered(counted, Style("to-so"))
    printed = [number.printed for number in numbers if number.printed]
    assert printed == [f"Tờ {index}/{sum(counted)}" for index in range(1, sum(counted) + 1)]
    assert [bool(number.printed) for number in numbers] == counted


def test_by_sheets_both_sides_printed_the_back_goes_by_its_front() -> None:
    counted = [False, False, True, True, True, True, False, False]
    numbers = numbered(counted, Style("to-so", duplex=True))
    assert [number.printed for number in numbers] == ["", "", "Tờ 1/2", "", "Tờ 2/2", "", "", ""]
    assert [number.label for number in numbers] == ["", "", "1", "1v", "2", "2v", "", ""]


@pytest.mark.parametrize("mode", ["trang", "to-so"])
@given(pages=st.integers(1, 500))
def test_a_paper_takes_whole_sheets_only_where_both_sides_are_printed(mode: Mode, pages: int) -> None:
    assert with_versos(pages, Style(mode)) == pages
    assert with_versos(pages, Style(mode, duplex=True)) in (pages, pages + 1)
    assert with_versos(pages, Style(mode, duplex=True)) % 2 == 0

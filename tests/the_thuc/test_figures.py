"""Counts and their percentages: read as papers write them, recomputed, and blamed only when it is certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.the_thuc.figures import Share, integer, odd_ones, share
from vanban.viet import number, percent


@pytest.mark.parametrize(
    ("text", "value"), [("4", 4), ("04", 4), ("1.214", 1214), ("không", 0), ("1.25", None), ("một", None), ("", None)]
)
def test_numbers_are_read_as_papers_write_them(text: str, value: int | None) -> None:
    assert integer(text) == value


@given(st.integers(0, 9_999_999))
def test_every_printed_number_is_read_back(value: int) -> None:
    assert integer(number(value)) == value


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_rightly_rounded_share_is_never_blamed(part: int, whole: int) -> None:
    item = share(str(part), percent(part, whole))
    assert item is not None
    assert item.of(whole)


@given(st.integers(0, 99), st.integers(100, 500))
def test_a_share_half_a_point_off_is_blamed(part: int, whole: int) -> None:
    assert not Share(part, part * 100 / whole + 0.5, 1).of(whole)


def test_one_wrong_share_among_three_is_named_with_its_whole() -> None:
    shares = [Share(1, 8.3, 1), Share(9, 78.0, 1), Share(2, 16.7, 1)]
    assert odd_ones(shares, [12, 66]) == ([1], 12)


@pytest.mark.parametrize(
    "shares",
    [
        [Share(1, 8.3, 1), Share(9, 75.0, 1), Share(2, 16.7, 1)],
        [Share(12, 5.2, 1), Share(3, 1.1, 1), Share(7, 30.0, 1)],
        [Share(1, 8.3, 1), Share(9, 78.0, 1)],
    ],
)
def test_nothing_is_said_when_all_agree_or_nothing_is_certain(shares: list[Share]) -> None:
    assert odd_ones(shares, [12]) == ([], 0)


@given(st.lists(st.integers(0, 40), min_size=3, max_size=6).filter(lambda counts: sum(counts) > 0))
def test_a_row_of_right_percentages_is_never_blamed(counts: list[int]) -> None:
    whole = sum(counts)
    shares = [s for c in counts if (s := share(str(c), percent(c, whole))) is not None]
    assert odd_ones(shares, [whole]) == ([], 0)

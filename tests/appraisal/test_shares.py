from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.viet import percent, shares


@pytest.mark.parametrize(
    ("counts", "decimals", "parts", "total"),
    [
        ([9, 1], 1, ("90,0", "10,0"), "100,0"),
        ([1, 1, 1], 1, ("33,3", "33,3", "33,3"), "100,0"),
        ([1, 7], 1, ("12,5", "87,5"), "100,0"),
        ([1, 2], 0, ("33", "67"), "100"),
        ([1999, 1], 2, ("99,95", "0,05"), "100,00"),
        ([0, 0], 1, ("0,0", "0,0"), "0,0"),
        ([], 1, (), "0,0"),
    ],
)
def test_each_share_is_rounded_on_its_own(counts: list[int], decimals: int, parts: tuple[str, ...], total: str) -> None:
    assert (parts, total) == shares(counts, decimals)


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=6).filter(any))
def test_no_share_is_further_from_the_truth_than_half_a_step(counts: list[int]) -> None:
    parts, total = shares(counts)
    assert total == "100,0"
    for count, printed in zip(counts, parts, strict=True):
        exact = Decimal(count) * 100 / sum(counts)
        assert abs(Decimal(printed.replace(".", "").replace(",", ".")) - exact) <= Decimal("0.05")
        assert printed == percent(count, sum(counts))

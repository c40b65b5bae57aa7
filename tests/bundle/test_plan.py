"""Page arithmetic: no gap, no overlap; contents settle or are refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.bundle import place, settle
from vanban.errors import BundleError
from vanban.model.packet import Converted, EnclosedFile, Heading

HEADING = Heading("Báo cáo", "", "Đảng uỷ", date(2021, 12, 8))
LENGTHS = st.lists(st.lists(st.integers(1, 400), max_size=6), max_size=6)


def paper(pages: int) -> Converted:
    path = Path("x.pdf")
    return Converted(EnclosedFile("kem-theo.x", (path,), HEADING, ""), None, path, pages, "", ())


@given(LENGTHS, st.integers(1, 50))
def test_papers_stand_page_by_page_without_gap_or_overlap(lengths: list[list[int]], first: int) -> None:
    parts = [(f"Phần {i}", [paper(pages) for pages in part]) for i, part in enumerate(lengths)]
    placed = place(parts, first)
    pages = [page for item in placed for page in range(item.first_page, item.last_page + 1)]
    assert pages == list(range(first, first + sum(map(sum, lengths))))
    assert [item.order for item in placed] == list(range(1, len(placed) + 1))
    assert [item.part for item in placed] == [title for title, papers in parts for _ in papers]
    assert all(before.last_page + 1 == after.first_page for before, after in pairwise(placed))


@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1)
)
def test_what_is_settled_was_measured_for_just_that_length(packets: dict[str, tuple[int, int]]) -> None:
    seen: dict[str, int] = {}

    def measure(assumed: Mapping[str, int]) -> dict[str, int]:
        seen.update(assumed)
        return {code: packets[code][1] for code in assumed}

    settled = settle({code: guess for code, (guess, _) in packets.items()}, measure)
    assert settled == seen == {code: actual for code, (_, actual) in packets.items()}


def test_contents_that_grow_to_a_second_page_settle_on_it() -> None:
    rounds: list[dict[str, int]] = []

    def measure(assumed: Mapping[str, int]) -> dict[str, int]:
        rounds.append(dict(assumed))
        return dict.fromkeys(assumed, 3)

    assert settle({"dang-uy": 2, "bo-bieu-mau": 3}, measure) == {"dang-uy": 3, "bo-bieu-mau": 3}
    assert rounds == [{"dang-uy": 2, "bo-bieu-mau": 3}, {"dang-uy": 3}]


def test_contents_that_never_settle_are_refused_after_four_rounds_by_the_packet() -> None:
    rounds: list[int] = []

    def measure(assumed: Mapping[str, int]) -> dict[str, int]:
        rounds.append(assumed["dang-uy"])
        return {"dang-uy": 5 - assumed["dang-uy"]}

    with pytest.raises(BundleError, match=r"dang-uy.*muc-luc\.docx") as caught:
        settle({"dang-uy": 2}, measure)
    assert rounds == [2, 3, 2, 3]
    assert caught.value.exit_code == 8

"""LibreOffice's guess of pages: where it falls, and that hidden paragraphs keep it out of what belongs together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.convert.guessed import Block, blocks_a_page, hidden_before, paragraph, table

PLAIN = paragraph(begins=False)


def dealt(blocks: Sequence[Block], hidden: Mapping[int, int], most: int) -> list[int]:
    """The blocks with which guessed pages begin; -1 stands for a hidden paragraph."""
    begun, count = [], 0
    for place, block in enumerate(blocks):
        for number, share in ((-1, 1),) * hidden.get(place, 0) + ((place, block.share),):
            count += share
            if count > most or (number >= 0 and block.begins):
                begun.append(number)
                count = 0
    return begun


@pytest.mark.parametrize(
    ("paragraphs", "most"), [(99, 25), (100, 25), (101, 20), (999, 20), (1000, 23), (5000, 35), (99_000, 53)]
)
def test_longer_documents_are_dealt_out_by_more(paragraphs: int, most: int) -> None:
    assert blocks_a_page([PLAIN] * paragraphs) == most


def test_tables_make_a_document_shorter_than_it_is() -> None:
    assert blocks_a_page([PLAIN] * 110 + [table(rows=2, cells=4, paragraphs=4, holds=False)]) == 25


@pytest.mark.parametrize(("heading", "hidden"), [(18, {}), (19, {19: 1}), (20, {}), (40, {40: 1}), (61, {61: 1})])
def test_a_heading_that_a_guess_would_part_gets_a_hidden_paragraph(heading: int, hidden: dict[int, int]) -> None:
    assert hidden_before([PLAIN] * 150, {heading + 1: heading}) == hidden


def test_two_headings_in_a_row_and_a_table_behind_them_are_not_parted() -> None:
    blocks = [PLAIN] * 18 + [table(rows=9, cells=9, paragraphs=9, holds=False)] + [PLAIN] * 120
    assert hidden_before(blocks, {17: 16, 18: 16}) == {16: 4}


def test_a_page_that_begins_anyhow_begins_the_guess_anew() -> None:
    blocks = [PLAIN] * 10 + [paragraph(begins=True)] + [PLAIN] * 140
    assert hidden_before(blocks, {20: 19}) == {}
    assert hidden_before(blocks, {31: 30}) == {30: 1}


@pytest.mark.parametrize(("holds", "hidden"), [(False, {11: 5}), (True, {})])
def test_nothing_is_put_between_a_table_and_what_its_last_rows_go_along_with(
    holds: bool, hidden: dict[int, int]
) -> None:
    blocks = [PLAIN] * 10 + [table(rows=5, cells=5, paragraphs=5, holds=holds)] + [PLAIN] * 140
    assert hidden_before(blocks, dict.fromkeys(range(12, 18), 11)) == hidden


def test_what_is_longer_than_a_guessed_page_is_left_alone() -> None:
    assert hidden_before([PLAIN] * 150, dict.fromkeys(range(20, 60), 19)) == {19: 1}


@given(st.lists(st.tuples(st.integers(1, 6), st.booleans(), st.integers(0, 30)), min_size=40, max_size=120))
def test_no_guess_parts_what_belongs_together(drawn: list[tuple[int, bool, int]]) -> None:
    blocks = [Block(share, 3, begins == 0, False) for share, _, begins in drawn]
    firsts: dict[int, int] = {}
    for place in range(2, len(blocks)):
        first = firsts.get(place - 1, place - 1)
        fits = sum(block.share for block in blocks[first : place + 1]) <= 20
        if drawn[place - 1][1] and not blocks[place].begins and fits:
            firsts[place] = first
    most = blocks_a_page(blocks)
    hidden = hidden_before(blocks, firsts)
    begun = dealt(blocks, hidden, most)
    assert not [place for place in begun if place in firsts]
    assert all(0 < count < most for count in hidden.values())

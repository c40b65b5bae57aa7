"""LibreOffice's guess of pages: where it falls, and that hidden paragraphs keep it out of what belongs together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.convert.guessed import (
    Block,
    Flow,
    _is_sure,
    blocks_a_page,
    guess,
    hidden_together,
    lacking,
    paragraph,
    table,
)

PLAIN = paragraph(begins=False)


def hidden_before(blocks: Sequence[Block], firsts: Mapping[int, int]) -> Mapping[int, int]:
    return guess(Flow(blocks, firsts)).hidden


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
    assert blocks_a_page(Flow([PLAIN] * paragraphs, {}).nodes) == most


def test_tables_make_a_document_shorter_than_it_is() -> None:
    assert Flow([PLAIN] * 110 + [table(rows=2, cells=4, paragraphs=4, holds=False)], {}).nodes == 99


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


BLOCK = st.tuples(st.integers(1, 6), st.booleans(), st.integers(0, 30))
DRAWN = st.lists(BLOCK, min_size=40, max_size=120)
SMALL = st.lists(st.tuples(st.integers(1, 3), st.booleans(), st.integers(0, 60)), min_size=3, max_size=39)


def flow_of(drawn: Sequence[tuple[int, bool, int]]) -> Flow:
    """Blocks and what belongs together of them, never more than fits on a guessed page."""
    nodes = 3 if len(drawn) >= 40 else 1
    blocks = [Block(share, nodes, begins == 0, False) for share, _, begins in drawn]
    firsts: dict[int, int] = {}
    for place in range(2, len(blocks)):
        first = firsts.get(place - 1, place - 1)
        fits = sum(block.share for block in blocks[first : place + 1]) <= 20
        if drawn[place - 1][1] and not blocks[place].begins and fits:
            firsts[place] = first
    return Flow(blocks, firsts)


@given(DRAWN)
def test_no_guess_parts_what_belongs_together(drawn: list[tuple[int, bool, int]]) -> None:
    flow = flow_of(drawn)
    hidden = guess(flow).hidden
    begun = dealt(flow.blocks, hidden, blocks_a_page(flow.nodes))
    assert begun == list(guess(flow).begun)
    assert not [place for place in begun if place in flow.firsts]
    assert all(0 < count < blocks_a_page(flow.nodes) for count in hidden.values())


@given(st.lists(DRAWN, min_size=2, max_size=9) | st.lists(SMALL, min_size=2, max_size=40) | st.lists(DRAWN | SMALL))
def test_among_others_a_paper_is_guessed_at_as_it_is_alone(papers: list[list[tuple[int, bool, int]]]) -> None:
    flows = [flow_of(drawn) for drawn in papers]
    together = hidden_together(flows)
    blocks: list[Block] = []
    hidden: dict[int, int] = {}
    begun: list[int] = []
    if together.count(None) == len(flows):
        return
    for flow, among in zip(flows, together, strict=True):
        if among is None:
            continue
        start = len(blocks)
        hidden |= {start + place: count for place, count in among.items()}
        begun += [start] if start else []
        begun += [start + place for place in guess(flow).begun if place or not start]
        head = flow.blocks[0]
        blocks += [Block(head.share, head.nodes, head.begins or bool(start), head.holds), *flow.blocks[1:]]
    nodes = sum(block.nodes for block in blocks) + sum(hidden.values())
    assert dealt(blocks, hidden, blocks_a_page(nodes)) == begun


def test_what_a_longer_document_cannot_deal_out_alike_is_left_out() -> None:
    plain = Flow([PLAIN] * 200, {})
    over = Flow([*[PLAIN] * 15, table(rows=40, cells=40, paragraphs=40, holds=False), *[PLAIN] * 100], {})
    amid = Flow([PLAIN] * 200, dict.fromkeys(range(10, 60), 9))
    small = Flow([PLAIN] * 60, {})
    assert [each is None for each in hidden_together([plain, over, amid, small, plain])] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert [each is None for each in hidden_together([over, plain, plain])] == [True, False, False]
    assert hidden_together([small, small]) == [None, None]
    assert hidden_together([Flow([PLAIN] * 40, {})] * 2) == [{}, {25: 1}]


@pytest.mark.parametrize(("paragraphs", "papers", "joined"), [(20, 9, 9), (22, 9, 0), (22, 60, 60), (25, 60, 0)])
def test_small_papers_are_joined_when_their_pages_are_shorter_than_those_of_the_whole(
    paragraphs: int, papers: int, joined: int
) -> None:
    together = hidden_together([Flow([PLAIN] * paragraphs, {})] * papers)
    assert papers - together.count(None) == joined
    assert all(not each for each in together)


@pytest.mark.parametrize(("before", "rows", "joined"), [(15, 16, False), (15, 15, True), (0, 11, False), (0, 10, True)])
def test_a_table_that_reaches_far_beyond_a_guessed_page_is_left_out_though_a_page_begins_with_it(
    before: int, rows: int, joined: bool
) -> None:
    begun = table(rows=rows, cells=rows, paragraphs=rows, holds=False, begins=bool(before))
    flow = Flow([*[PLAIN] * before, begun, *[PLAIN] * 5], {})
    assert (None not in hidden_together([flow] * 16)) is joined


def test_of_two_guesses_the_one_that_leaves_out_fewer_is_taken() -> None:
    together = hidden_together([Flow([PLAIN] * count, {}) for count in (*[20] * 6, *[23] * 60)])
    assert together.count(None) == 0


def test_in_a_longer_document_hidden_paragraphs_make_up_for_longer_pages() -> None:
    first, second = hidden_together([Flow([PLAIN] * 600, {})] * 2)
    assert first is not None
    assert second is not None
    assert list(first.items())[:3] == [(20, 3), (41, 3), (62, 3)]
    assert list(second.items())[:3] == [(20, 4), (41, 3), (62, 3)]


@pytest.mark.parametrize(("paragraphs", "sure"), [(97, True), (98, False), (103, False), (104, True)])
def test_what_libreoffice_may_count_otherwise_is_left_out(paragraphs: int, sure: bool) -> None:
    small = Flow([table(rows=1, cells=1, paragraphs=1, holds=False)] * 4, {})
    one, other = hidden_together(
        [Flow([PLAIN] * paragraphs, {}), small if paragraphs < 100 else Flow([PLAIN] * 300, {})]
    )
    assert (one is not None) is sure
    assert other is not None


@pytest.mark.parametrize(("nodes", "sure"), [(951, True), (952, False), (1047, False), (1048, True)])
def test_the_more_papers_the_less_sure_is_what_is_counted_of_them(nodes: int, sure: bool) -> None:
    assert _is_sure(nodes, 16) is sure


@pytest.mark.parametrize(
    ("nodes", "more"), [(1, 0), (97, 0), (98, 6), (100, 4), (103, 1), (104, 0), (997, 6), (1002, 1), (1003, 0)]
)
def test_what_makes_a_guess_sure_is_no_more_than_it_takes(nodes: int, more: int) -> None:
    assert lacking(nodes) == more
    assert blocks_a_page(nodes + more - 3) == blocks_a_page(nodes + more + 3)

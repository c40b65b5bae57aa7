"""Where LibreOffice guesses that pages end, and how a guess is kept away from paragraphs that belong together.

Before it lays a document out, LibreOffice deals its blocks out to pages, some twenty to a page; then blocks move
back and forth until every page is full. Where the guess parted a heading from its text and the page truly ends there,
neither has to move, so nobody looks at "keep with next" again, and the heading stands alone at the foot. A paragraph
that is hidden takes no room but is dealt out like others: enough of them before the heading, and the guess parts
nothing. (LibreOffice: `SwLayHelper`, sw/source/core/layout/laycache.cxx.)

A longer document is dealt out by more blocks to a page. So that a paper lies in a long document as it lies alone, it is
given hidden paragraphs until the guess falls on the same blocks. Nor does anyone know to the last one how many blocks
LibreOffice counts; where a few decide how many go to a page, hidden ones make it sure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, count, pairwise
from typing import Final

_UNGUESSED: Final = 25
_LEAST: Final = 20
_MOST: Final = 53
_SMALL_NODES: Final = 100
_TABLE_NODES: Final = 25
_STEP: Final = 3
# Where a table reaches so far beyond a guessed page, its rows are dealt out by rules of their own.
_BEYOND: Final = 10
# What is counted of a paper is off by so many at most: its headers take something away, a section may add something.
_OFF: Final = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Khối: a paragraph or a table of the body.

    `share` is what it takes of a guessed page: 1, or the rows of a table. `nodes` is what LibreOffice counts of it when
    it guesses how long the document is. `begins` says that a page begins with it anyhow, `holds` that it is a table
    whose last rows go along with what follows, so that nothing may be put between.
    """

    share: int
    nodes: int
    begins: bool
    holds: bool


def paragraph(begins: bool) -> Block:
    """A paragraph."""
    return Block(1, 1, begins, False)


def table(rows: int, cells: int, paragraphs: int, holds: bool, begins: bool = False) -> Block:
    """A table with all that lies in it; a table counts for less than it holds."""
    return Block(rows, table_nodes(1, cells) + paragraphs, begins, holds)


@dataclass(frozen=True)
class Flow:
    """Thân một văn bản: its blocks, and for each that belongs to the one before it the first of those together."""

    blocks: Sequence[Block]
    firsts: Mapping[int, int]

    @cached_property
    def nodes(self) -> int:
        """What LibreOffice counts of it."""
        return sum(block.nodes for block in self.blocks)

    def share(self, first: int, after: int) -> int:
        """What the blocks from `first` on take of guessed pages, up to the one at `after`."""
        return self._shares[after] - self._shares[first]

    @cached_property
    def _shares(self) -> Sequence[int]:
        return list(accumulate((block.share for block in self.blocks), initial=0))


@dataclass(frozen=True, slots=True)
class Guess:
    """Trang phỏng đoán: how many `hidden` paragraphs before which block, and the blocks that then begin a page.

    `most` is how many blocks go to a page.
    """

    most: int
    hidden: Mapping[int, int]
    begun: tuple[int, ...]


def blocks_a_page(nodes: int) -> int:
    """The most blocks that LibreOffice deals out to a page of a document of so many nodes."""
    return min(_LEAST + nodes // 1000 * _STEP, _MOST) if nodes > _SMALL_NODES else _UNGUESSED


def is_small(nodes: int) -> bool:
    """Whether LibreOffice does not ask how long a document of so many nodes may be."""
    return nodes <= _SMALL_NODES


def table_nodes(tables: int, cells: int) -> int:
    """What tables count for, without the paragraphs that lie in them."""
    return (2 - _TABLE_NODES) * tables + 2 * cells


def guess(flow: Flow) -> Guess:
    """The guess for a paper alone, with hidden paragraphs so that no page begins amid what belongs together."""
    most = blocks_a_page(flow.nodes)
    hidden: dict[int, int] = {}
    begun: list[int] = []
    dealt: dict[int, int] = {}  # what the guessed page held before each of its blocks
    held = 0
    for place, block in enumerate(flow.blocks):
        dealt[place] = held
        held += block.share
        if block.begins or held > most:
            first = place if block.begins else flow.firsts.get(place, place)
            if first != place and dealt.get(first) and not flow.blocks[first - 1].holds:
                hidden[first] = most - dealt[first]
            first = first if first in hidden else place
            begun.append(first)
            held = flow.share(first + 1, place + 1)
            dealt = {}
    return Guess(most, hidden, tuple(begun))


def lacking(nodes: int) -> int:
    """How many hidden paragraphs a paper of so many nodes lacks for it to be sure how LibreOffice guesses at it."""
    return next(more for more in count() if _is_sure(nodes + more, 1))


def hidden_together(flows: Sequence[Flow]) -> list[Mapping[int, int] | None]:
    """How many hidden paragraphs each paper needs in one document to be guessed at as it is alone.

    None for those that had better be left out, and then the others stand without them.
    """
    alone = [guess(flow) if _is_sure(flow.nodes, 1) else None for flow in flows]
    tried = (_hidden_in(flows, alone, most) for most in (_UNGUESSED, *range(_LEAST, _MOST + 1, _STEP)))
    return min(
        (found for found in tried if found is not None),
        key=lambda found: found.count(None),
        default=[None] * len(flows),
    )


def _hidden_in(
    flows: Sequence[Flow], alone: Sequence[Guess | None], most: int
) -> list[Mapping[int, int] | None] | None:
    """The same should `most` blocks go to a page of the whole; None when another number of them would."""
    found: list[Mapping[int, int] | None] = []
    for flow, own in zip(flows, alone, strict=True):
        foremost = all(each is None for each in found)
        found.append(None if own is None else _hidden_among(flow, own, most, foremost))
    fits = [(flow, each) for flow, each in zip(flows, found, strict=True) if each is not None]
    nodes = sum(flow.nodes + sum(each.values()) for flow, each in fits)
    return found if blocks_a_page(nodes) == most and _is_sure(nodes, len(fits)) else None


def _is_sure(nodes: int, papers: int) -> bool:
    """Whether it does not matter that LibreOffice counts a little more or less of so many papers."""
    off = _OFF * papers
    return blocks_a_page(nodes - off) == blocks_a_page(nodes + off)


def _hidden_among(flow: Flow, alone: Guess, most: int, foremost: bool) -> Mapping[int, int] | None:
    """The hidden paragraphs of a paper among others, `most` blocks to a page; None when no number of them would do.

    The first block of all is counted, those that begin a later paper are not.
    """
    # What the paper before dealt to its last page counts with the first block.
    if flow.blocks[0].share > _BEYOND or not fits_pages(flow, alone, most):
        return None
    hidden = dict(alone.hidden)
    before = -1 if foremost else 0
    for place in alone.begun:
        dealt = flow.share(before + 1, place + 1) + alone.hidden.get(place, 0)
        if dealt > min(alone.most, most) + _BEYOND:
            return None
        if not flow.blocks[place].begins:
            lacking, at = max(0, most + 1 - dealt), _gap(flow, place, before)
            amid = place in flow.firsts and place not in alone.hidden
            if amid or (lacking and at is None):
                return None
            if lacking and at is not None:
                hidden[at] = hidden.get(at, 0) + lacking
        before = place
    return hidden


def fits_pages(flow: Flow, alone: Guess, most: int) -> bool:
    """Whether none of the guessed pages of a paper holds more than `most` blocks, hidden ones too."""
    if alone.most <= most:
        return True
    for before, place in pairwise((-1, *alone.begun, len(flow.blocks))):
        hidden = sum(count for at, count in alone.hidden.items() if before < at <= place)
        if flow.share(before + 1, place) + hidden > most:
            return False
    return True


def _gap(flow: Flow, place: int, before: int) -> int | None:
    """The last block up to a place that something may be put before, on the page that begins with block `before`."""
    places = range(place, max(before, 0), -1)
    return next((each for each in places if may_part(flow, each)), None)


def may_part(flow: Flow, place: int) -> bool:
    """Whether something may be put between a block and the one before it."""
    return place not in flow.firsts and not flow.blocks[place - 1].holds

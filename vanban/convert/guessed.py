"""Where LibreOffice guesses that pages end, and how a guess is kept away from paragraphs that belong together.

Before it lays a document out, LibreOffice deals its blocks out to pages, some twenty to a page; then blocks move
back and forth until every page is full. Where the guess parted a heading from its text and the page truly ends there,
neither has to move, so nobody looks at "keep with next" again, and the heading stands alone at the foot. A paragraph
that is hidden takes no room but is dealt out like others: enough of them before the heading, and the guess parts
nothing. (LibreOffice: `SwLayHelper`, sw/source/core/layout/laycache.cxx.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_UNGUESSED: Final = 25
_LEAST: Final = 20
_MOST: Final = 53
_SMALL_NODES: Final = 100
_TABLE_NODES: Final = 25


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


def table(rows: int, cells: int, paragraphs: int, holds: bool) -> Block:
    """A table with all that lies in it; a table counts for less than it holds."""
    return Block(rows, 2 + 2 * cells + paragraphs - _TABLE_NODES, False, holds)


def blocks_a_page(blocks: Sequence[Block]) -> int:
    """The most blocks that LibreOffice deals out to a page."""
    nodes = sum(block.nodes for block in blocks)
    return min(_LEAST + nodes // 1000 * 3, _MOST) if nodes > _SMALL_NODES else _UNGUESSED


def hidden_before(blocks: Sequence[Block], firsts: Mapping[int, int]) -> dict[int, int]:
    """How many hidden paragraphs to put before which block, so that no guessed page begins amid what belongs together.

    `firsts` has, for each block that belongs to the one before it, the first of those that belong together.
    """
    most = blocks_a_page(blocks)
    hidden: dict[int, int] = {}
    dealt: dict[int, int] = {}  # what the guessed page held before each of its blocks
    count = 0
    for place, block in enumerate(blocks):
        dealt[place] = count
        count += block.share
        if block.begins or count > most:
            first = place if block.begins else firsts.get(place, place)
            if first != place and dealt.get(first) and not blocks[first - 1].holds:
                hidden[first] = most - dealt[first]
            first = first if first in hidden else place
            count = sum(each.share for each in blocks[first + 1 : place + 1])
            dealt = {}
    return hidden

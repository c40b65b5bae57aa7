"""Rows that stand apart from their part's tree: each hundred is read when its turn comes, and dropped again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vanban.long_tables import STAND_IN, Apart
from vanban.the_thuc.word.names import Element, W

_PARAGRAPH: Final = W + "p"


class RowsApart:
    """Hàng để riêng: what stands for rows in a tree, and the rows.

    `parse` makes a tree of a part's bytes, and raises `DataError` when they are damaged.
    """

    def __init__(self, root: Element, apart: Apart, parse: Callable[[bytes], Element]) -> None:
        self._apart = apart
        self._parse = parse
        self._places = {element: number for number, element in enumerate(root.iter(STAND_IN))}

    def __contains__(self, element: Element) -> bool:
        return element in self._places

    def count(self, element: Element) -> int:
        """How many rows an element stands for."""
        return self._apart.count(self._places[element]).rows

    def numbered(self, root: Element) -> dict[Element, int]:
        """The paragraphs of the tree by their numbers in the part, from 1; a stand-in has that of its first one."""
        found, number = {}, 1
        for element in root.iter(_PARAGRAPH, STAND_IN):
            found[element] = number
            place = self._places.get(element)
            number += 1 if place is None else self._apart.count(place).paragraphs
        return found

    def read(self, element: Element) -> Element:
        """The rows that an element stands for, as the children of another.

        Raises:
            DataError: they are damaged.
        """
        return self._parse(self._apart.part(self._places[element]))

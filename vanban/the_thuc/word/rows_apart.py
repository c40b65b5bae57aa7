"""Rows that stand apart from their part's tree: some are read when their turn comes, and dropped again."""

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
        self._counts = {element: apart.count(number) for element, number in self._places.items()}

    def count(self, element: Element) -> int:
        """How many rows an element stands for; 0 when for none."""
        return self._counts[element].rows if element in self._counts else 0

    def numbered(self, root: Element, most: int) -> tuple[dict[Element, int], int]:
        """The paragraphs of the tree by their numbers in the part, from 1, and how many the part has.

        What stands for rows has the number of their first. Nothing is looked at once there are more than `most`.
        """
        found: dict[Element, int] = {}
        total = 0
        for element in root.iter(_PARAGRAPH, STAND_IN):
            if total > most:
                break
            found[element] = total + 1
            total += self._counts[element].paragraphs if element in self._counts else 1
        return found, total

    def read(self, element: Element) -> Element:
        """The rows that an element stands for, as the children of another.

        Raises:
            DataError: they are damaged.
        """
        return self._parse(self._apart.part(self._places[element]))

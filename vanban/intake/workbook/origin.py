"""Where a value of a noun stands in the workbook: the sheet and cell a clerk can find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vanban.intake.workbook.compare import called
from vanban.intake.workbook.gather import Draft, Spot, Step


@dataclass(slots=True)
class Cells:
    """Nơi ghi của một dữ kiện trong bảng: looked up only when there is something to say."""

    draft: Draft
    said: dict[str, Step] | None = None

    @property
    def file(self) -> str:
        """The sheet its first row is on."""
        return self.draft.spots[0].layout.grid.name if self.draft.spots else ""

    @property
    def values(self) -> Any:
        """The plain values to be checked."""
        return self.draft.tree

    def place(self, *route: str | int) -> str:
        """`Cá nhân!F17`: the cell of the value, or of the row it would stand in."""
        if not self.draft.spots:
            return self.draft.place[1]
        spot = self._spot(route) if route else self.draft.spots[0]
        if spot is None or not route:
            return self._row(spot or self.draft.spots[0])
        rest = tuple(step for step in route[len(spot.base) :] if isinstance(step, str))
        for size in range(len(rest), 0, -1):
            for placed in spot.layout.placed:
                if any(column.route == rest[:size] for column in placed.column.fields.values()):
                    return spot.layout.at(spot.record.row, placed.place)
        return self._row(spot)

    def _row(self, spot: Spot) -> str:
        """The first known cell of a row."""
        first = spot.layout.placed[0].place if spot.layout.placed else 0
        return spot.layout.at(spot.record.row, first)

    def has_cell(self, *route: str | int) -> bool:
        """Whether the workbook has a cell for the value: then to leave it empty is a mistake of the row."""
        rest_of = ((spot, route[len(spot.base) :]) for spot in self._spots(route))
        return any(
            any(column.route == rest for placed in spot.layout.placed for column in placed.column.fields.values())
            for spot, rest in rest_of
        )

    def called(self, *route: str | int) -> str:
        """The header of the value's column."""
        name = called(self.draft.place[0], route) if route else self.draft.place[1]
        self.said = {**(self.said or {}), name: route}
        return name

    def route_in(self, message: str) -> Step:
        """The route of the value a problem's message names."""
        return (self.said or {}).get(message.partition("“")[2].partition("”")[0], ())

    def _spots(self, route: Step) -> list[Spot]:
        return [spot for spot in self.draft.spots if route[: len(spot.base)] == spot.base]

    def _spot(self, route: Step) -> Spot | None:
        """The row a value stands in: of the deepest list, on the sheet that has the longest part of the route."""

        def fit(spot: Spot) -> tuple[int, int]:
            rest = route[len(spot.base) :]
            routes = [column.route for placed in spot.layout.placed for column in placed.column.fields.values()]
            shared = max((_shared(found, rest) for found in routes), default=0)
            return len(spot.base), shared

        return max(self._spots(route), key=fit, default=None)


def _shared(one: Step, other: Step) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count

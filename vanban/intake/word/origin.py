"""Answers of a form as the origin of facts: a problem of a fact is told at the form's own heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vanban.intake.word.places import Place

Step = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """Câu trả lời của một tệp, put into the facts of their noun."""

    file: str
    values: Any
    places: tuple[Place, ...]

    def place(self, *route: str | int) -> str:
        """`nhan/gd01.docx, mục “…”`; the file alone for what nobody was asked."""
        found = self._asked(route)
        return f"{self.file}, mục “{found.name}”" if found else self.file

    def called(self, *route: str | int) -> str:
        """What the form calls the value at a route."""
        found = self._asked(route)
        return found.name if found else ".".join(map(str, route))

    def is_ours(self, place: str) -> bool:
        """Whether a problem is about an answer of this form."""
        return place != self.file

    def _asked(self, route: Step) -> Place | None:
        exact = next((place for place in self.places if place.route == route), None)
        return exact or next((place for place in self.places if place.route and place.route == route[:-1]), None)

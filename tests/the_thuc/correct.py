"""Correct documents made from nothing: they keep every rule of form, in every manner of laying out."""

from __future__ import annotations

from functools import lru_cache

from tests.the_thuc import ooxml
from tests.the_thuc.layout import MANNERS, Layout, Manner
from tests.the_thuc.paper import Paper
from tests.the_thuc.papers_party import PARTY
from tests.the_thuc.papers_state import STATE

__all__ = ["MANNERS", "NAMES", "PAPERS", "Manner", "correct"]

PAPERS: dict[str, Paper] = {**PARTY, **STATE}
NAMES: tuple[str, ...] = tuple(PAPERS)


@lru_cache(maxsize=256)
def correct(name: str, manner: Manner = "bang") -> bytes:
    """The .docx of that name, its head and foot laid out in that manner."""
    paper = PAPERS[name]
    return ooxml.package(Layout(paper, manner).document(), title_of(paper))


def title_of(paper: Paper) -> str:
    """Type and subject, as the file's title."""
    words = " ".join(paper.subject or paper.letter_subject)
    return f"{paper.kind.capitalize() or 'Công văn'} {words}"

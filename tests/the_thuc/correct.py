"""Correct documents made from nothing: they keep every rule of form, in every manner of laying out and saving."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from tests.the_thuc import ooxml
from tests.the_thuc.layout import MANNERS, Layout, Manner
from tests.the_thuc.paper import Paper
from tests.the_thuc.papers_party import PARTY
from tests.the_thuc.papers_state import STATE
from tests.the_thuc.saved import WAYS, Way, saved

__all__ = ["EVERY", "FILES", "MANNERS", "NAMES", "PAPERS", "WAYS", "Manner", "Way", "correct", "every", "paper_of"]

PAPERS: dict[str, Paper] = {**PARTY, **STATE}
NAMES: tuple[str, ...] = tuple(PAPERS)
FOLDER = Path(__file__).parent / "files" / "dung"
FILES: tuple[str, ...] = tuple(sorted(path.name for path in FOLDER.glob("*.docx")))
_SAVED_NAMES = ("ke-hoach-P18", "cong-van-P26", "bien-ban-P26", "quyet-dinh-S")


@lru_cache(maxsize=512)
def correct(name: str, manner: Manner = "bang", way: Way | None = None) -> bytes:
    """The .docx of that name, its head and foot laid out in that manner, saved that way."""
    paper = PAPERS[name]
    made = ooxml.package(Layout(paper, manner).document(), title_of(paper))
    return saved(made, way) if way else made


def title_of(paper: Paper) -> str:
    """Type and subject, as the file's title."""
    words = " ".join(paper.subject or paper.letter_subject)
    return f"{paper.kind.capitalize() or 'Công văn'} {words}"


EVERY: tuple[str, ...] = (
    *(f"{name}/{manner}" for name in NAMES for manner in MANNERS),
    *(f"{name}@{way}" for name in _SAVED_NAMES for way in WAYS),
    *FILES,
)


def every(key: str) -> bytes:
    """The .docx of a key of EVERY: `name/manner`, `name@way`, or a committed file."""
    if key.endswith(".docx"):
        return (FOLDER / key).read_bytes()
    if "@" in key:
        name, _, way = key.partition("@")
        return correct(name, "bang", way)  # type: ignore[arg-type]  # cut from EVERY
    name, _, manner = key.partition("/")
    return correct(name, manner)  # type: ignore[arg-type]  # cut from EVERY


def paper_of(key: str) -> Paper:
    """What the document of that key says; a committed file begins with the name of its paper and `__`."""
    name = key.partition("__")[0] if key.endswith(".docx") else key.partition("/")[0].partition("@")[0]
    return PAPERS[name]

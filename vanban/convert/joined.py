"""Papers of one template laid out as sections of one document: LibreOffice reads styles and begins layout only once.

Only papers are joined that differ in nothing but their bodies, and whose bodies count nothing that would run on from
one to the next. In the long document each is guessed at as it is alone (`guessed`), so its pages end at the same words.
A bookmark at the head of each tells where to cut. A paper whose pages part what belongs together, and all of a document
whose pages do not add up, are laid out alone after all.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import pikepdf
from lxml import etree

from vanban.convert.base import Job
from vanban.convert.guessed import hidden_together, is_small, table_nodes
from vanban.convert.keeps import (
    MAIN,
    Body,
    Element,
    body_of,
    bookmark,
    named_pages,
    packed,
    parted_papers,
    parts_of,
)

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _PROPERTIES, _SECTION = f"{_W}p", f"{_W}pPr", f"{_W}sectPr"
_KIND, _NUMBERS, _START, _CHANGE = f"{_W}type", f"{_W}pgNumType", f"{_W}start", f"{_W}pPrChange"
_SETTINGS: Final = "word/settings.xml"
_MIRRORED: Final = b"<w:mirrorMargins"  # left and right would follow the joined pages
# What counts on through a document, points at other places of it, or brings parts of its own.
_UNFIT: Final = re.compile(
    rb"<w:(?:numPr|footnoteReference|endnoteReference|commentReference|instrText|fldSimple|bookmarkStart|sdt|drawing|pict)\b"
    rb"|r:(?:id|embed|link)="
)
_SECTIONS: Final = re.compile(rb"<w:sectPr\b.*?</w:sectPr>|<w:sectPr\b[^>]*/>", re.DOTALL)
# The schema has page numbers behind these.
_BEFORE_NUMBERS: Final = frozenset(
    f"{_W}{name}"
    for name in (
        "headerReference",
        "footerReference",
        "footnotePr",
        "endnotePr",
        "pgSz",
        "pgMar",
        "paperSrc",
        "pgBorders",
        "lnNumType",
    )
)
_FIRST_ID: Final = 800_000
_OF_A_PAGE: Final = frozenset({"/MediaBox", "/Resources", "/Contents"})


@dataclass(frozen=True, slots=True)
class Joined:
    """Tệp Word ghép: `members` are the places, among the papers it was asked for, of those that are in it."""

    word: bytes
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Phần cắt ra của một văn bản: how many pages, and whether they part what belongs together."""

    pages: int
    parted: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """Loại ghép được với nhau: `shell` is what papers must share, `nodes` what LibreOffice counts of this one."""

    shell: str
    nodes: int


def kind_of(docx: Path) -> Kind | None:
    """What a paper may be joined with; None for one that cannot be joined with any."""
    try:
        with zipfile.ZipFile(docx) as archive:
            main = archive.read(MAIN)
            if _SETTINGS in archive.namelist() and _MIRRORED in archive.read(_SETTINGS):
                return None
            others = [(each.filename, each.CRC, each.file_size) for each in archive.infolist() if each.filename != MAIN]
    except (zipfile.BadZipFile, KeyError, OSError):
        return None
    sections = _SECTIONS.findall(main)
    if len(sections) != 1 or _UNFIT.search(_SECTIONS.sub(b"", main)):
        return None
    nodes = _count(main, b"p") + main.count(b"<w:p/>") + table_nodes(_count(main, b"tbl"), _count(main, b"tc"))
    return Kind(hashlib.sha256(repr((others, sections, is_small(nodes))).encode()).hexdigest(), nodes)


def _count(main: bytes, name: bytes) -> int:
    return main.count(b"</w:%s>" % name)


def may_join(kinds: Sequence[Kind]) -> bool:
    """Whether papers of one shell are guessed at together as they are alone: small ones must be small together too."""
    return not is_small(kinds[0].nodes) or is_small(sum(kind.nodes for kind in kinds))


def join(papers: Sequence[bytes]) -> Joined | None:
    """One Word file with a section for each paper of one shell that lies in it as it lies alone.

    None when that is fewer than two of them.

    Raises:
        zipfile.BadZipFile, KeyError, lxml.etree.XMLSyntaxError: one is not a Word file.
    """
    parts = parts_of(papers[0])
    trees = [etree.fromstring(parts_of(paper)[MAIN]) for paper in papers]
    bodies = [body_of(tree, parts) for tree in trees]
    fit = {place: body for place, body in enumerate(bodies) if body is not None and _is_closed(body.element)}
    hidden = dict(zip(fit, hidden_together([body.flow() for body in fit.values()]), strict=True))
    members = {place: each for place, each in hidden.items() if each is not None}
    if len(members) < 2:
        return None
    for place, each in members.items():
        _prepare(fit[place], place, each)
    first, *others = (fit[place].element for place in members)
    for other in others:
        _close(first)
        first.extend(list(other))
    return Joined(packed(parts, trees[next(iter(members))]), tuple(members))


def _is_closed(body: Element) -> bool:
    """Whether it begins with something to mark and ends in a paragraph and its one section."""
    ends = [each.tag for each in list(body)[-2:]]
    return ends == [_PARAGRAPH, _SECTION] and next(body.iter(_PARAGRAPH), None) is not None


def _prepare(body: Body, number: int, hidden: Mapping[int, int]) -> None:
    """Everything that tells a paper apart from those before it, and keeps guesses where they are alone."""
    body.name(number)
    body.hide(hidden)
    _restart(body.element[-1])
    first = next(body.element.iter(_PARAGRAPH))
    at = 1 if len(first) and first[0].tag == _PROPERTIES else 0
    first[at:at] = bookmark(_head(number), _FIRST_ID + number)


def _head(number: int) -> str:
    return f"vanban-{number}"


def _restart(section: Element) -> None:
    """A section begins a page, and that is page 1."""
    for kind in section.findall(_KIND):
        section.remove(kind)
    numbers = section.find(_NUMBERS)
    if numbers is None:
        numbers = etree.Element(_NUMBERS)
        section.insert(sum(each.tag in _BEFORE_NUMBERS for each in section), numbers)
    numbers.set(_START, "1")


def _close(body: Element) -> None:
    """The section at the end moves into the last paragraph, so that another can follow."""
    section, last = body[-1], body[-2]
    properties = last.find(_PROPERTIES)
    if properties is None:
        properties = etree.Element(_PROPERTIES)
        last.insert(0, properties)
    change = next((at for at, each in enumerate(properties) if each.tag == _CHANGE), len(properties))
    properties.insert(change, section)


def cut(whole: Path, jobs: Mapping[int, Job]) -> dict[int, Piece]:
    """Write the pages of each paper, by its number, to its job's PDF; nothing when they do not add up.

    A PDF that parts what belongs together is not written.

    Raises:
        pikepdf.PdfError: it is not a PDF.
    """
    # Handing inherited attributes down takes four times as long as all the rest.
    with pikepdf.open(whole, inherit_page_attributes=False) as document:
        named, total = named_pages(document), len(document.pages)
        bounds = [*(named.get(_head(number)) for number in jobs), total]
        pages = [page for page in bounds if page is not None]
        if len(pages) < len(bounds) or pages[0] != 0 or any(a >= b for a, b in pairwise(pages)):
            return {}
        if not all(set(page.obj.keys()) >= _OF_A_PAGE for page in document.pages):
            return {}
        apart = parted_papers(named)
        for (number, job), (first, after) in zip(jobs.items(), pairwise(pages), strict=True):
            if number not in apart:
                _write(document, job.pdf, first, after)
    return {number: Piece(b - a, number in apart) for number, (a, b) in zip(jobs, pairwise(pages), strict=True)}


def _write(whole: pikepdf.Pdf, target: Path, first: int, after: int) -> None:
    with pikepdf.new() as paper:
        paper.pages.extend(whole.pages[first:after])
        intents = whole.Root.get("/OutputIntents")
        if intents is not None:
            paper.Root.OutputIntents = paper.copy_foreign(whole.make_indirect(intents))
        paper.save(target)

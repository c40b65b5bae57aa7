"""Papers of one template laid out as sections of one document: LibreOffice reads styles and starts layout only once.

Only papers are joined that differ in nothing but their body and whose bodies count nothing that would run on from one
to the next. The pages are cut apart where each paper's bookmark stands. What is joined is never simply believed: some
papers of every joined document are laid out alone as well, and must look the same to the dot.
"""

from __future__ import annotations

import hashlib
import io
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pikepdf
import pypdfium2
from lxml import etree

from vanban.convert.base import Job

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BODY, _SECTION, _PARAGRAPH, _PROPERTIES, _NUMBERS, _START, _KIND, _VALUE = (
    f"{{{_W}}}{name}" for name in ("body", "sectPr", "p", "pPr", "pgNumType", "start", "type", "val")
)
_MAIN: Final = "word/document.xml"
_SETTINGS: Final = "word/settings.xml"
_MIRRORED: Final = b"<w:mirrorMargins"  # left and right would follow the joined pages
# What counts on through a document, points at other places of it, or brings parts of its own.
_UNFIT: Final = re.compile(
    rb"<w:(?:numPr|footnoteReference|endnoteReference|commentReference|instrText|fldSimple|bookmarkStart|sdt|drawing|pict)\b"
    rb"|r:(?:id|embed|link)="
)
_SHOWN: Final = re.compile(rb"<[0-9A-Fa-f]*>|/F\d+|/\w+\s*<<[^<>]*>>\s*BDC")
_SECTIONS: Final = re.compile(rb"<w:sectPr\b.*?</w:sectPr>|<w:sectPr\b[^>]*/>", re.DOTALL)
_NAME: Final = "vanban-%d"
_FIRST_ID: Final = 900_000
# Off: LibreOffice broke a page of one paper in a thousand otherwise than alone, where no proof stood.
NEVER: Final = sys.maxsize
MOST: Final = 60


@dataclass(frozen=True, slots=True)
class Group:
    """Nhóm văn bản ghép được: papers that differ in their bodies only."""

    jobs: tuple[Job, ...]

    @property
    def proofs(self) -> tuple[Job, ...]:
        """The papers that are laid out alone too: the longest, and the last, which stands behind all others."""
        longest = max(self.jobs, key=lambda job: job.docx.stat().st_size)
        return tuple(dict.fromkeys((longest, self.jobs[-1])))


def grouped(jobs: Sequence[Job], workers: int = 1, fewest: int = NEVER) -> tuple[list[Group], list[Job]]:
    """The groups worth joining, none too long and enough for all workers, and the papers better laid out alone."""
    alike: dict[str, list[Job]] = {}
    alone: list[Job] = []
    for job in jobs:
        shell = "" if job.foreign else _shell(job.docx)
        (alike.setdefault(shell, []) if shell else alone).append(job)
    groups: list[Group] = []
    for members in alike.values():
        if len(members) < fewest:
            alone += members
        else:
            count = max(-(-len(members) // MOST), min(workers, len(members) // fewest))
            groups += [Group(tuple(members[start::count])) for start in range(count)]
    return groups, alone


def _shell(docx: Path) -> str:
    """What papers must share to be joined; "" for one that cannot be joined at all."""
    try:
        with zipfile.ZipFile(docx) as archive:
            main = archive.read(_MAIN)
            if _SETTINGS in archive.namelist() and _MIRRORED in archive.read(_SETTINGS):
                return ""
            others = [
                (info.filename, info.CRC, info.file_size) for info in archive.infolist() if info.filename != _MAIN
            ]
    except (zipfile.BadZipFile, KeyError, OSError):
        return ""
    sections = _SECTIONS.findall(main)
    if len(sections) != 1 or _UNFIT.search(_SECTIONS.sub(b"", main)):
        return ""
    return hashlib.sha256(repr((others, sections)).encode()).hexdigest()


def join(group: Group) -> bytes:
    """One Word file with a section for each paper, page numbers from 1 in each, a bookmark at its head.

    Raises:
        ValueError: a body is not what `grouped` took it for.
    """
    root: Any = None
    for index, job in enumerate(group.jobs):
        tree = etree.fromstring(_main(job.docx))
        body: Any = tree.find(_BODY)
        _marked(body, index)
        _restart(body)
        if root is None:
            root = tree
        else:
            into = root.find(_BODY)
            _close(into)
            into.extend(list(body))
    return _packed(group.jobs[0].docx, etree.tostring(root, encoding="UTF-8", standalone=True))


def _main(docx: Path) -> bytes:
    with zipfile.ZipFile(docx) as archive:
        return archive.read(_MAIN)


def _packed(shell: Path, main: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(shell) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            target.writestr(name, main if name == _MAIN else source.read(name))
    return out.getvalue()


def _marked(body: Any, index: int) -> None:
    """A bookmark in the first paragraph."""
    first = next(body.iter(_PARAGRAPH), None)
    if first is None:
        raise ValueError("no paragraph")
    at = 1 if len(first) and first[0].tag == _PROPERTIES else 0
    number = str(_FIRST_ID + index)
    end = etree.Element(f"{{{_W}}}bookmarkEnd", {f"{{{_W}}}id": number})
    start = etree.Element(f"{{{_W}}}bookmarkStart", {f"{{{_W}}}id": number, f"{{{_W}}}name": _NAME % index})
    first.insert(at, end)
    first.insert(at, start)


def _restart(body: Any) -> None:
    """The only section begins a page that is page 1."""
    section = body[-1]
    if section.tag != _SECTION:
        raise ValueError("no section at the end")
    for kind in section.findall(_KIND):
        section.remove(kind)
    numbers = section.find(_NUMBERS)
    if numbers is None:
        # Behind the size and margins of the page, where the order of the schema has it.
        places = [i for i, each in enumerate(section) if each.tag in _BEFORE]
        numbers = etree.Element(_NUMBERS)
        section.insert(places[-1] + 1 if places else len(section), numbers)
    numbers.set(_START, "1")


_BEFORE: Final = frozenset(
    f"{{{_W}}}{name}"
    for name in (
        "headerReference",
        "footerReference",
        "footnotePr",
        "endnotePr",
        "type",
        "pgSz",
        "pgMar",
        "paperSrc",
        "pgBorders",
        "lnNumType",
    )
)


def _close(body: Any) -> None:
    """The section at the end moves into the last paragraph, so that another can follow."""
    section = body[-1]
    last = body[-2] if len(body) > 1 else None
    if last is None or last.tag != _PARAGRAPH:
        raise ValueError("no paragraph at the end")
    properties = last.find(_PROPERTIES)
    if properties is None:
        properties = etree.Element(_PROPERTIES)
        last.insert(0, properties)
    change = next((i for i, each in enumerate(properties) if each.tag == f"{{{_W}}}pPrChange"), len(properties))
    properties.insert(change, section)


def cut(pdf: Path, group: Group) -> dict[str, int]:
    """Write each paper's pages to its own file; gives the page counts by label, nothing when they do not add up."""
    with pikepdf.open(pdf) as whole:
        pages = {page.obj.objgen: index for index, page in enumerate(whole.pages)}
        starts = [_page_of(pages, name) for name in _names(whole, len(group.jobs))]
        bounds = [*starts, len(whole.pages)]
        if None in starts or starts[:1] != [0] or any(a >= b for a, b in pairwise(bounds)):  # type: ignore[operator]
            return {}
        for job, (first, after) in zip(group.jobs, pairwise(bounds), strict=True):
            _write(whole, job.pdf, first or 0, after or 0)
    return {job.label: (b or 0) - (a or 0) for job, (a, b) in zip(group.jobs, pairwise(bounds), strict=True)}


def _write(whole: pikepdf.Pdf, target: Path, first: int, after: int) -> None:
    with pikepdf.new() as paper:
        paper.pages.extend(whole.pages[first:after])
        intents = whole.Root.get("/OutputIntents")
        if intents is not None:
            paper.Root.OutputIntents = paper.copy_foreign(whole.make_indirect(intents))
        paper.save(target)


def alike(first: Path, second: Path) -> bool:
    """Whether two PDFs show the same words at the same places: every number of their pages, every letter, in order."""
    with pikepdf.open(first) as one, pikepdf.open(second) as other:
        if len(one.pages) != len(other.pages):
            return False
        drawn = all(_drawing(a) == _drawing(b) for a, b in zip(one.pages, other.pages, strict=True))
    return drawn and _words(first) == _words(second)


def _drawing(page: pikepdf.Page) -> bytes:
    """The page's operators and numbers, without the codes of letters, which follow the order of their first use."""
    return bytes(page.MediaBox.unparse()) + _SHOWN.sub(b"", page.Contents.read_bytes())


def _words(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [_text(page) for page in document]


def _text(page: pypdfium2.PdfPage) -> str:
    words = page.get_textpage()
    try:
        return str(words.get_text_range())
    finally:
        words.close()


def _names(whole: pikepdf.Pdf, count: int) -> Iterator[Any]:
    """Where the bookmark of each paper leads, None for one that is not there."""
    places: Mapping[str, Any] = {}
    if "/Names" in whole.Root and "/Dests" in whole.Root.Names:
        places = {str(name): place for name, place in pikepdf.NameTree(whole.Root.Names.Dests).items()}
    elif "/Dests" in whole.Root:
        places = {str(name).removeprefix("/"): place for name, place in whole.Root.Dests.items()}
    return (places.get(_NAME % index) for index in range(count))


def _page_of(pages: Mapping[tuple[int, int], int], place: Any) -> int | None:
    if place is None:
        return None
    target = place.D if isinstance(place, pikepdf.Dictionary) else place
    return pages.get(target[0].objgen) if len(target) else None

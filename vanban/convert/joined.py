"""Papers of one template laid out as sections of one document: LibreOffice reads styles and begins layout only once.

Only papers are joined that differ in nothing but their bodies, and that count nothing that would run on from one to
the next. In the long document each is guessed at as it is alone (`guessed`), so its pages end at the same words.
A bookmark at the head of each tells where to cut, and what pages begin with whether they part something (`openings`).
A paper whose pages part what belongs together, and all of a document whose pages do not add up, are laid out alone
after all.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
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
from vanban.convert.export import fields, is_plain, is_plain_part
from vanban.convert.guessed import blocks_a_page, fits_pages, guess, hidden_together, is_small, lacking, table_nodes
from vanban.convert.inspect import face_problems
from vanban.convert.keeps import Body, Element, body_of, mark_head, named_pages, parted_papers
from vanban.convert.openings import Sought, Tops, headers, openings
from vanban.convert.word_parts import MAIN, packed, parts_of

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE, _RUN, _PROPERTIES, _SECTION = (f"{_W}{name}" for name in ("p", "tbl", "r", "pPr", "sectPr"))
_KIND, _NUMBERS, _START, _CHANGE = f"{_W}type", f"{_W}pgNumType", f"{_W}start", f"{_W}pPrChange"
# Left and right would follow the joined pages, and lines would count on.
_UNFIT_AROUND: Final = re.compile(rb"<w:(?:mirrorMargins|evenAndOddHeaders|lnNumType)\b")
# Beside the number of the page no field of a header or footer is a paper's own in a document of many.
_OWN_FIELD: Final = re.compile(rb"\s*PAGE\b[^A-Za-z]*(?:\\\*\s*(?:MERGEFORMAT|Arabic)\s*)*", re.IGNORECASE)
_AROUND: Final = re.compile(r"word/(?:settings|header\d*|footer\d*)\.xml")
_STYLES: Final = "word/styles.xml"
_STYLE_USED: Final = re.compile(rb"<w:pStyle w:val=\"([^\"]*)\"")
# What counts on through a document, points at other places of it, or at parts of its own; plain papers have no more.
_UNFIT: Final = re.compile(rb"<w:(?:numPr|instrText|fldSimple|bookmarkStart)\b|r:(?:id|embed|link)=")
# Looked for first: one of them stands in whatever the pattern finds, and most papers have none.
_UNFIT_SIGNS: Final = (
    b"<w:numPr",
    b"<w:instrText",
    b"<w:fldSimple",
    b"<w:bookmarkStart",
    b"r:id",
    b"r:embed",
    b"r:link",
)
_STYLE, _BASED, _NUMBERED, _VALUE = f"{_W}style", f"{_W}basedOn", f"{_W}numPr", f"{_W}val"
_STYLE_ID, _STYLE_KIND, _IS_DEFAULT = f"{_W}styleId", f"{_W}type", f"{_W}default"
_DEFAULT: Final = b""
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
_BODY, _BODY_END = b"<w:body>", b"</w:body>"
_EMPTY: Final = re.compile(rb"<w:p(?: [^>]*)?/>")
_FIRST_ID: Final = 800_000
_OF_A_PAGE: Final = frozenset({"/MediaBox", "/Resources", "/Contents"})


@dataclass(frozen=True, slots=True)
class Joined:
    """Tệp Word ghép: by place, among the papers it was asked for, of those in it what must not begin their pages."""

    word: bytes
    members: Mapping[int, Sought]


@dataclass(frozen=True, slots=True)
class Piece:
    """Phần cắt ra của một văn bản: how many pages, and whether they part what belongs together."""

    pages: int
    parted: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """Loại ghép được với nhau: `shell` is what papers must share, `nodes` what LibreOffice counts of this."""

    shell: str
    nodes: int


class Kinds:
    """Các loại đã gặp: what papers may be joined with; what is alike of many papers is looked at once."""

    def __init__(self) -> None:
        self._counted: dict[object, frozenset[bytes] | None] = {}

    def of(self, docx: Path) -> Kind | None:
        """What a paper may be joined with; None for one that cannot be joined with any."""
        try:
            with zipfile.ZipFile(docx) as archive:
                return self._of(archive)
        except Exception:  # a broken Word file fails in many ways, and is left to LibreOffice as it is
            return None

    def _of(self, archive: zipfile.ZipFile) -> Kind | None:
        main = archive.read(MAIN)
        sections = _SECTIONS.findall(main)
        opening, begun, _ = main.partition(_BODY)
        if not begun or len(sections) != 1 or _is_unfit(main.replace(sections[0], b"")) or not is_plain_part(main):
            return None
        around = ((e.filename, e.CRC, e.file_size) for e in archive.infolist() if e.filename != MAIN)
        alike = (*around, opening, sections[0])
        if alike not in self._counted:
            self._counted[alike] = _counted_around(archive, sections[0])
        counted = self._counted[alike]
        if counted is None or not counted.isdisjoint({_DEFAULT, *_STYLE_USED.findall(main)}):
            return None
        nodes = _count(main, b"p") + len(_EMPTY.findall(main)) + table_nodes(_count(main, b"tbl"), _count(main, b"tc"))
        nodes += lacking(nodes)  # as its body is given
        return Kind(hashlib.sha256(repr((alike, is_small(nodes))).encode()).hexdigest(), nodes)


def _is_unfit(body: bytes) -> bool:
    return any(sign in body for sign in _UNFIT_SIGNS) and _UNFIT.search(body) is not None


def _counted_around(archive: zipfile.ZipFile, section: bytes) -> frozenset[bytes] | None:
    """The styles whose paragraphs are counted; None when something around the body would run on in any case."""
    names = archive.namelist()
    around = (archive.read(name) for name in names if _AROUND.fullmatch(name))
    if _runs_on(section, *around) or not is_plain(archive):
        return None
    return _numbered_styles(archive.read(_STYLES)) if _STYLES in names else frozenset()


def _runs_on(*parts: bytes) -> bool:
    """Whether something around the body would go on from paper to paper, or follow the joined pages."""
    own = all(_OWN_FIELD.fullmatch(field) for part in parts for field in fields(part))
    return any(_UNFIT_AROUND.search(part) for part in parts) or not own


def _numbered_styles(styles: bytes) -> frozenset[bytes]:
    """The styles whose paragraphs are counted, those too that are based on one; "" stands for the default style."""
    found = {style.get(_STYLE_ID, ""): style for style in etree.fromstring(styles).iter(_STYLE)}
    counted = {name for name, style in found.items() if style.find(f".//{_NUMBERED}") is not None}
    while heirs := {name for name, style in found.items() if _base(style) in counted} - counted:
        counted |= heirs
    default = any(found[name].get(_IS_DEFAULT) and found[name].get(_STYLE_KIND) == "paragraph" for name in counted)
    return frozenset(name.encode() for name in counted) | ({_DEFAULT} if default else frozenset())


def _base(style: Element) -> str | None:
    based = style.find(_BASED)
    return None if based is None else based.get(_VALUE)


def _count(main: bytes, name: bytes) -> int:
    return main.count(b"</w:%s>" % name)


def may_join(kinds: Sequence[Kind], first: Path) -> bool:
    """Whether papers of one shell are likely to be guessed at together as they are alone, if the `first` of them is.

    Small ones are, when they are small together too; else their pages must be shorter than those of small papers are.
    """
    nodes = sum(kind.nodes for kind in kinds)
    return not is_small(kinds[0].nodes) or is_small(nodes) or _fits_among(first, blocks_a_page(nodes))


def _fits_among(docx: Path, most: int) -> bool:
    with contextlib.suppress(Exception):  # a broken Word file is left to LibreOffice as it is
        parts = parts_of(docx.read_bytes())
        body = body_of(etree.fromstring(parts[MAIN]), parts)
        flow = None if body is None else body.flow()
        return flow is not None and fits_pages(flow, guess(flow), most)
    return False


def join(papers: Sequence[bytes]) -> Joined | None:
    """One Word file with a section for each paper of one shell that lies in it as it lies alone.

    None when that is fewer than two of them.

    Raises:
        zipfile.BadZipFile, KeyError, lxml.etree.XMLSyntaxError: one is not a Word file.
    """
    parts = parts_of(papers[0])
    mains = [parts[MAIN], *map(_main, papers[1:])]
    bodies = [body_of(etree.fromstring(main), parts) if _opens_alike(main, mains[0]) else None for main in mains]
    fit = {place: body for place, body in enumerate(bodies) if body is not None and _is_closed(body.element)}
    hidden = dict(zip(fit, hidden_together([body.flow() for body in fit.values()]), strict=True))
    members = {place: each for place, each in hidden.items() if each is not None}
    if len(members) < 2:
        return None
    above = headers(parts, mains)
    sought = {place: _prepare(fit[place], place, each, above) for place, each in members.items()}
    together = [fit[place].element for place in members]
    for body, following in pairwise(together):
        _close(body, following)
    return Joined(packed(parts, _written(together)), sought)


def _opens_alike(main: bytes, first: bytes) -> bool:
    """Whether its names mean the same as those of the first: up to its one body it is the same letters."""
    once = main.count(_BODY) == main.count(_BODY_END) == 1
    return once and main.partition(_BODY)[0] == first.partition(_BODY)[0]


def _written(bodies: Sequence[Element]) -> bytes:
    """One document of these bodies; to move their parts into one tree would take longer than all the rest."""
    written = [etree.tostring(body.getroottree(), encoding="UTF-8", standalone=True) for body in bodies]
    head, tail = written[0].partition(_BODY)[0], written[0].rpartition(_BODY_END)[2]
    inner = (each.partition(_BODY)[2].rpartition(_BODY_END)[0] for each in written)
    return b"".join((head, _BODY, *inner, _BODY_END, tail))


def _main(paper: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        return archive.read(MAIN)


def _is_closed(body: Element) -> bool:
    """Whether it begins with something to mark and ends in a paragraph and its one section."""
    ends = [each.tag for each in list(body)[-2:]]
    return ends == [_PARAGRAPH, _SECTION] and next(body.iter(_PARAGRAPH), None) is not None


def _prepare(body: Body, number: int, hidden: Mapping[int, int], above: tuple[str, ...] | None) -> Sought:
    """Everything that tells a paper apart from those before it, and keeps guesses where they are alone."""
    firsts, sought = (frozenset(), Sought()) if above is None else openings(body, above)
    body.name_ends(number, firsts)
    body.hide(hidden)
    _restart(body.element[-1])
    mark_head(next(body.element.iter(_PARAGRAPH)), _head(number), _FIRST_ID + number)
    return sought


def _head(number: int) -> str:
    return f"vanban-{number}"


def _restart(section: Element) -> None:
    """A section begins a page, and that has the number it has alone."""
    for kind in section.findall(_KIND):
        section.remove(kind)
    numbers = section.find(_NUMBERS)
    if numbers is None:
        numbers = etree.Element(_NUMBERS)
        section.insert(sum(each.tag in _BEFORE_NUMBERS for each in section), numbers)
    if _START not in numbers.attrib:
        numbers.set(_START, "1")


def _close(body: Element, following: Element) -> None:
    """The section at the end moves into a paragraph, so that another can follow.

    Before a paragraph LibreOffice drops one that has nothing but a section: then it is not the paper's own last one.
    """
    section, last = body[-1], body[-2]
    if last.find(_RUN) is None and next(following.iterchildren(_PARAGRAPH, _TABLE)).tag == _PARAGRAPH:
        last = etree.Element(_PARAGRAPH)
        section.addprevious(last)
    properties = last.find(_PROPERTIES)
    if properties is None:
        properties = etree.Element(_PROPERTIES)
        last.insert(0, properties)
    change = next((at for at, each in enumerate(properties) if each.tag == _CHANGE), len(properties))
    properties.insert(change, section)


def cut(whole: Path, jobs: Mapping[int, Job], members: Mapping[int, Sought]) -> dict[int, Piece]:
    """Write the pages of each paper, by its number, to its job's PDF; nothing when they do not add up.

    Nor when there is a wrong face among them: whose it is shows when each is alone. A PDF that may part what belongs
    together is not written.

    Raises:
        pikepdf.PdfError: it is not a PDF.
    """
    # Handing inherited attributes down takes four times as long as all the rest.
    with pikepdf.open(whole, inherit_page_attributes=False) as document:
        if face_problems(document, "", ""):
            return {}
        named, total = named_pages(document), len(document.pages)
        bounds = [*(named.get(_head(number)) for number in jobs), total]
        pages = [page for page in bounds if page is not None]
        if len(pages) < len(bounds) or pages[0] != 0 or any(a >= b for a, b in pairwise(pages)):
            return {}
        if not all(set(page.obj.keys()) >= _OF_A_PAGE for page in document.pages):
            return {}
        bounds_of = dict(zip(jobs, pairwise(pages), strict=True))
        apart = parted_papers(named, lone=True).keys() | _may_part(document, bounds_of, members)
        for number in bounds_of.keys() - apart:
            _write(document, jobs[number].pdf, *bounds_of[number])
    return {number: Piece(after - first, number in apart) for number, (first, after) in bounds_of.items()}


def _may_part(whole: pikepdf.Pdf, bounds: Mapping[int, tuple[int, int]], members: Mapping[int, Sought]) -> set[int]:
    """The papers of which a page may begin with what belongs to the page before."""
    tops, pages = Tops(), list(whole.pages)
    return {
        number
        for number, (first, after) in bounds.items()
        if members[number].may_begin(tops.of(page.obj) for page in pages[first + 1 : after])
    }


def _write(whole: pikepdf.Pdf, target: Path, first: int, after: int) -> None:
    with pikepdf.new() as paper, target.open("wb") as out:
        paper.pages.extend(whole.pages[first:after])
        paper.save(out)

"""What pages begin with: when a heading is left alone at a page's foot, the next page begins with its text.

In a document of many papers that is seen much sooner than LibreOffice has named both by bookmarks: it spends a twelfth
of its time on these. Where it is not sure what is printed of a block, or before it on a page, they are named all the
same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import pikepdf
from lxml import etree

from vanban.convert.keeps import Body, Element
from vanban.to_unicode import cmap_of, hex_bytes
from vanban.viet import nfc

# Letters and figures of a block; letters, blanks and all at the head of a page, what its header says among them.
_ENOUGH, _PLENTY = 24, 120
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _NUMBERS, _START, _FORMAT = (f"{_W}{name}" for name in ("t", "pgNumType", "start", "fmt"))
_ROW, _CELL, _VALUE, _RULE = (f"{_W}{name}" for name in ("tr", "tc", "val", "hRule"))
_HEIGHT, _MERGED = f"{_W}trPr/{_W}trHeight", f"{_W}tcPr/{_W}vMerge"
# The height, in twentieths of a point, of a row that shows a line, if not all of it.
_A_LINE: Final = 200
# What elements hold whose words are printed in their order and as they are. A first row that is repeated is printed
# where no table begins.
_HELD: Final = {
    "hdr": "p tbl",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "trPr": "cantSplit trHeight jc",
    "tc": "tcPr p",
    "p": "pPr r bookmarkStart bookmarkEnd proofErr",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr shd tabs suppressAutoHyphens spacing ind"
    " contextualSpacing jc textAlignment outlineLvl rPr",
    "r": "rPr t tab br noBreakHyphen softHyphen lastRenderedPageBreak",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike noProof color spacing w kern sz szCs highlight u bdr shd"
    " vertAlign lang",
}
_MAY_HOLD: Final = {f"{_W}{at}": frozenset(f"{_W}{name}" for name in names.split()) for at, names in _HELD.items()}
# What is printed elsewhere than where it stands, twice, or not at all.
_ODD: Final = re.compile(
    rb"<w:(?:framePr|tblpPr|bidi|bidiVisual|rtl|vanish|specVanish|webHidden|shadow|emboss|imprint|outline|em)\b"
)
_ODD_BODY: Final = (b"framePr", b"tblpPr", b"bidiVisual")
_STYLES: Final = "word/styles.xml"
_HEADER: Final = re.compile(r"word/header\d*\.xml")
# The one field of a header is the number of the page; in its place stands a character that is none.
_NUMBER: Final = "\ufdd0"
_A_NUMBER: Final = f"<w:t>{_NUMBER}</w:t>".encode()
_SIMPLE: Final = re.compile(rb"<w:fldSimple\b.*?</w:fldSimple>", re.DOTALL)
_FIELD: Final = re.compile(rb"<w:fldChar\b[^>]*\"begin\".*?<w:fldChar\b[^>]*\"end\"[^>]*>", re.DOTALL)
_BLANKS: Final = re.compile(r"[\W_]+")
# A font, a line of codes, or what cannot be read here: letters of another notation, and pages within the page.
_SHOWN: Final = re.compile(rb"/([^\s/<>\[\]()]+)\s+[-\d.]+\s+Tf|(<[0-9A-Fa-f]*>|\[[^\]()]*\])\s*T[jJ]|([(]|\sDo\b)")
_STRING: Final = re.compile(rb"<([0-9A-Fa-f]*)>")
_Codes: TypeAlias = Mapping[int, str]
# Fonts of one byte a letter; LibreOffice writes no others.
_SIMPLE_FONTS: Final = frozenset({"/TrueType", "/Type1"})


@dataclass(frozen=True, slots=True)
class Sought:
    """Chữ phải tìm ở đầu trang: what must not begin a page of a paper, under one of these headers, or none.

    In the headers something stands for the number of the page; it is `number` on the first.
    """

    openings: frozenset[str] = frozenset()
    headers: tuple[str, ...] = ()
    number: int = 1

    def may_begin(self, tops: Iterable[str | None]) -> bool:
        """Whether one of the pages after the first, of these `tops` in their order, may begin with one of them.

        A page that cannot be read may.
        """
        numbered = enumerate(tops, self.number + 1)
        return bool(self.openings) and any(top is None or self._may_be(top, number) for number, top in numbered)

    def _may_be(self, top: str, number: int) -> bool:
        above = [header.replace(_NUMBER, str(number)) for header in self.headers]
        if any(header.startswith(top) for header in above):  # no more of the page was read
            return True
        below = (top, *(top.removeprefix(header) for header in above))
        return any(one[: len(said)] == said[: len(one)] for one in below for said in self.openings)


def headers(parts: Mapping[str, bytes], mains: Iterable[bytes]) -> tuple[str, ...] | None:
    """What the headers of documents say, as far as it is letters, figures and the number of the page.

    None when it is not sure that what pages begin with, under their headers, is what stands there in a body.
    """
    if _ODD.search(parts.get(_STYLES, b"")) or any(sign in main for main in mains for sign in _ODD_BODY):
        return None
    said = [_said_above(part) for name, part in parts.items() if _HEADER.fullmatch(name)]
    return None if None in said else tuple(filter(None, said))


def _said_above(header: bytes) -> str | None:
    numbered = _FIELD.sub(_A_NUMBER, _SIMPLE.sub(b"<w:r>%s</w:r>" % _A_NUMBER, header))
    try:
        words = "".join(_words(etree.fromstring(numbered)))
    except _UnsureError:
        return None
    return _NUMBER.join(map(bare, words.split(_NUMBER)))


def openings(body: Body, above: tuple[str, ...]) -> tuple[frozenset[int], Sought]:
    """The first blocks of those that belong together where it is sure what all others begin with, and that.

    What stands `above` is said by the headers of its pages.

    Raises:
        ValueError: the number of its first page is none.
    """
    numbers = body.element[-1].find(_NUMBERS)
    start, form = ("1", "decimal") if numbers is None else (numbers.get(_START, "1"), numbers.get(_FORMAT, "decimal"))
    said: dict[int, set[str]] = {}
    for place, first in body.firsts.items() if form == "decimal" else ():
        said.setdefault(first, set()).add(opening(body.looks[place].block))
    sure = {first: those for first, those in said.items() if "" not in those}
    return frozenset(sure), Sought(frozenset().union(*sure.values()), above, int(start))


def opening(block: Element) -> str:
    """The letters and figures that a paragraph or a table begins with; "" when it is not sure what is printed of it."""
    said = ""
    try:
        for words in _words(block):
            said += words
            if len(found := bare(said)) > _ENOUGH:  # a mark may still change the last one
                return found[:_ENOUGH]
    except _ClippedError:
        return bare(said)
    except _UnsureError:
        return ""
    return bare(said)


class _UnsureError(Exception):
    """Nobody knows how this is printed."""


class _ClippedError(_UnsureError):
    """Nobody knows how much is printed after this."""


def _words(element: Element) -> Iterator[str]:
    if element.tag == _ROW and (height := element.find(_HEIGHT)) is not None and height.get(_RULE) == "exact":
        yield from _first_of(element, height)
    elif element.tag == _CELL and (merged := element.find(_MERGED)) is not None and merged.get(_VALUE) != "restart":
        if bare("".join(_held(element))):  # not printed, whatever it is
            raise _UnsureError
    else:
        yield from _held(element)


def _held(element: Element) -> Iterator[str]:
    may_hold = _MAY_HOLD[element.tag]
    for each in element:
        if each.tag not in may_hold:
            raise _UnsureError
        if each.tag == _TEXT:
            yield each.text or ""
        elif each.tag in _MAY_HOLD:
            yield from _words(each)


def _first_of(row: Element, height: Element) -> Iterator[str]:
    """The first word of a row of an exact height: of its other lines only those are printed that find room."""
    words = [each for each in _held(row) if each.strip()]
    if words and int(height.get(_VALUE, "0")) < _A_LINE:
        raise _UnsureError
    if words:
        yield words[0].split()[0]
        raise _ClippedError


def bare(words: str) -> str:
    """The letters and figures of words, however they are written."""
    return _BLANKS.sub("", nfc(words).casefold())


class Tops:
    """Đầu trang: what pages of one PDF begin with."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, int], _Codes] = {}

    def of(self, page: pikepdf.Object) -> str | None:
        """The letters and figures that a page begins with; None when they cannot be read.

        Raises:
            pikepdf.PdfError: its content is broken.
        """
        content = page.get("/Contents")
        if not isinstance(content, pikepdf.Stream):
            return None
        fonts: Any = page.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
        codes: _Codes = {}
        said = ""
        for shown in _SHOWN.finditer(content.read_bytes()):
            font, line, unknown = shown.groups()
            if font is not None:
                codes = self._codes(fonts.get(f"/{font.decode('latin-1')}"))
            elif unknown is not None or (words := _read(line, codes)) is None:
                return None
            elif len(said := said + words) > _PLENTY:
                break
        return bare(said)

    def _codes(self, font: Any) -> _Codes:
        """What the codes of a font say; nothing when it cannot be known."""
        if font is None or font.get("/Subtype") not in _SIMPLE_FONTS or "/ToUnicode" not in font:
            return {}
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = cmap_of(font.ToUnicode.read_bytes())
        return self._fonts[font.objgen]


def _read(line: bytes, codes: _Codes) -> str | None:
    """What is shown at once; None when one of its codes says nothing."""
    said = [codes.get(code) for code in hex_bytes(b"".join(_STRING.findall(line)))]
    return None if None in said else "".join(filter(None, said))

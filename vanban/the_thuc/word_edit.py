"""Small, exact changes to the tree of a Word part; each says what it did, "" when nothing had to be done."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Final, Literal, NamedTuple

from lxml import etree

from vanban.the_thuc.word.names import twips
from vanban.the_thuc.word_parts import XML_SPACE, Element, namespace

_TWIPS_PER_MM: Final = 1440 / 25.4
_TOLERANCE_TWIPS: Final = 28
_MOST_DEFAULT: Final = 1440
_RUN_ORDER: Final = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
)
_PARAGRAPH_ORDER: Final = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_SIDES: Final = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}


class Looks(NamedTuple):
    """Kiểu chữ cần có; None leaves a look as it is."""

    size_pt: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None


def _q(element: Element, name: str) -> str:
    return f"{{{namespace(element)}}}{name}"


def paragraph_at(root: Element, number: int) -> Element | None:
    """The n-th `w:p` of a part in document order, 1-based; None when there is no such."""
    if number < 1:
        return None
    return next((p for n, p in enumerate(root.iter(_q(root, "p")), 1) if n == number), None)


def texts_of(element: Element) -> Iterator[Element]:
    """Its `w:t` in document order."""
    return element.iter(_q(element, "t"))


def text_of(paragraph: Element) -> str:
    """Its letters; a tab is a tab, a break a newline."""
    marks = {_q(paragraph, "tab"): "\t", _q(paragraph, "br"): "\n"}
    wanted = (_q(paragraph, "t"), *marks)
    in_tabs = _q(paragraph, "tabs")
    found = (e for e in paragraph.iter(*wanted) if (parent := e.getparent()) is None or parent.tag != in_tabs)
    return "".join(marks.get(e.tag, e.text or "") for e in found)


def _ordered_child(parent: Element, name: str, order: str) -> Element:
    """The child of that name, made at its place in the schema's order when it is missing."""
    found = parent.find(_q(parent, name))
    if found is not None:
        return found
    names = order.split()
    later = {_q(parent, n) for n in names[names.index(name) + 1 :]}
    made = etree.Element(_q(parent, name))
    at = next((i for i, child in enumerate(parent) if child.tag in later), len(parent))
    parent.insert(at, made)
    return made


def _properties(element: Element, name: str) -> Element:
    found = element.find(_q(element, name))
    if found is None:
        found = etree.Element(_q(element, name))
        element.insert(0, found)
    return found


def set_looks(paragraph: Element, looks: Looks) -> str:
    """Give every letter of the paragraph these looks."""
    for run in paragraph.iter(_q(paragraph, "r")):
        properties = _properties(run, "rPr")
        if looks.size_pt is not None:
            for name in ("sz", "szCs"):
                _set(_ordered_child(properties, name, _RUN_ORDER), val=str(round(looks.size_pt * 2)))
        for name, value in (("b", looks.bold), ("i", looks.italic)):
            if value is not None:
                for tag in (name, f"{name}Cs"):
                    _set(_ordered_child(properties, tag, _RUN_ORDER), val="1" if value else "0")
        if looks.underline is not None:
            _set(_ordered_child(properties, "u", _RUN_ORDER), val="single" if looks.underline else "none")
    return _described(looks)


def _set(element: Element, **values: str) -> None:
    for name, value in values.items():
        element.set(_q(element, name), value)


def _described(looks: Looks) -> str:
    weight = {True: "đậm", False: "không đậm", None: ""}[looks.bold]
    slant = {True: "nghiêng", False: "đứng", None: ""}[looks.italic]
    line = "gạch chân" if looks.underline else ""
    size = f"cỡ {looks.size_pt:g}" if looks.size_pt else ""
    return ", ".join(word for word in (size, slant, weight, line) if word)


def set_line(paragraph: Element, rule: Literal["exact", "auto"], points: float) -> None:
    """Line spacing, in points."""
    spacing = _ordered_child(_properties(paragraph, "pPr"), "spacing", _PARAGRAPH_ORDER)
    _set(spacing, line=str(round(points * 20)), lineRule=rule)


def set_text(paragraph: Element, text: str) -> None:
    """The paragraph says `text`, with the looks of its first run."""
    runs = list(paragraph.iter(_q(paragraph, "r")))
    first = runs[0] if runs else etree.SubElement(paragraph, _q(paragraph, "r"))
    for run in runs[1:]:
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)
    for child in list(first):
        if child.tag != _q(paragraph, "rPr"):
            first.remove(child)
    words = etree.SubElement(first, _q(paragraph, "t"))
    words.text = text
    words.set(XML_SPACE, "preserve")


def insert_after(paragraph: Element, text: str) -> Element:
    """A copy of the paragraph with other words, right behind it."""
    copy = deepcopy(paragraph)
    set_text(copy, text)
    paragraph.addnext(copy)
    return copy


def margin(root: Element, side: str, allowed_mm: tuple[float, float]) -> str:
    """Bring a margin of every section within its range, to the nearest end."""
    low, high = (round(mm * _TWIPS_PER_MM) for mm in allowed_mm)
    changed = []
    for margins in root.iter(_q(root, "pgMar")):
        present = twips(margins.get(_q(root, side)))
        value = present if present is not None else _MOST_DEFAULT
        if not low - _TOLERANCE_TWIPS <= value <= high + _TOLERANCE_TWIPS:
            wanted = low if value < low else high
            margins.set(_q(root, side), str(wanted))
            changed.append(wanted)
    return f"lề {_SIDES[side]} {changed[0] / _TWIPS_PER_MM:.0f} mm" if changed else ""


def header_distance(root: Element, distance_mm: float) -> str:
    """The distance of the header, where the page number stands, from the edge of the page."""
    wanted, changed = str(round(distance_mm * _TWIPS_PER_MM)), False
    for margins in root.iter(_q(root, "pgMar")):
        changed = changed or margins.get(_q(root, "header")) != wanted
        margins.set(_q(root, "header"), wanted)
    return f"số trang cách mép trên {distance_mm:g} mm" if changed else ""

"""Content controls: the open places of a form whose other words are locked (ISO/IEC 29500-1, 17.5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from hashlib import blake2b
from typing import Any, Final
from zlib import crc32

from lxml import etree

from vanban.intake.word.ooxml import Element, element, rich_blocks, rich_runs, run, w, w14
from vanban.intake.word.places import Place
from vanban.viet import full_date

PREFIX: Final = "vb:"
_LONGEST_TAG: Final = 64
_LONGEST_ALIAS: Final = 64
_CHECKED, _UNCHECKED = "☒", "☐"
_BOX_FONT: Final = "MS Gothic"
_DATE: Final = "dd/MM/yyyy"
CHOOSE: Final = "[Bấm để chọn]"
DAY: Final = "[Bấm để chọn ngày]"


def tag_of(place: Place, option: str = "") -> str:
    """`vb:kiem_diem/han_che`: what the control of a place, or of one of its boxes, calls itself; 64 letters at most."""
    whole = f"{PREFIX}{place.key}" + (f"={option}" if option else "")
    if len(whole) <= _LONGEST_TAG:
        return whole
    return f"{PREFIX}#{blake2b(whole.encode(), digest_size=12).hexdigest()}"


def prompt_of(place: Place) -> str:
    """What stands in an open place until somebody writes there."""
    if place.kind == "date":
        return DAY
    if place.options:
        return CHOOSE
    return f"[{place.hint or place.name}]"


def block_control(place: Place, paragraph: Element | None, looks: Element | None) -> Element:
    """A rich text control of whole paragraphs."""
    held = [str(text) for text in _listed(place.present)]
    if held:
        return _control(place, "", rich_blocks(held, paragraph, looks), empty=False)
    words = element("p")
    if paragraph is not None:
        words.append(deepcopy(paragraph))
    words.append(run(prompt_of(place), _grey(looks)))
    return _control(place, "", [words], empty=True)


def inline_control(place: Place, looks: Element | None) -> Element:
    """A control within a line: a text, a date or a choice of words."""
    names = dict(place.options)
    present = "" if place.present is None else str(place.present)
    shown = names.get(present, "") if place.options else _shown(place)
    content = rich_runs(shown, looks) if shown else [run(prompt_of(place), _grey(looks))]
    return _control(place, "", content, not shown, _kind(place, present if shown else ""))


def box_control(place: Place, option: str, looks: Element | None) -> Element:
    """A check box in a cell of its own."""
    checked = str(place.present) == option
    font = element("rFonts", ascii=_BOX_FONT, eastAsia=_BOX_FONT, hAnsi=_BOX_FONT, cs=_BOX_FONT)
    glyph = element("r", element("rPr", font), element("t"))
    glyph[1].text = _CHECKED if checked else _UNCHECKED
    box = etree.Element(w14("checkbox"))
    for name, attributes in (
        ("checked", {"val": str(int(checked))}),
        ("checkedState", {"val": f"{ord(_CHECKED):04X}", "font": _BOX_FONT}),
        ("uncheckedState", {"val": f"{ord(_UNCHECKED):04X}", "font": _BOX_FONT}),
    ):
        etree.SubElement(box, w14(name), {w14(key): value for key, value in attributes.items()})
    return _control(place, option, [glyph], False, box)


def locked_control(tag: str, alias: str, content: Sequence[Element]) -> Element:
    """A control nobody can change or take away: it carries the hidden code of the form."""
    properties = element("sdtPr", *_names(alias, tag), element("lock", val="sdtContentLocked"))
    return element("sdt", properties, element("sdtContent", *content))


def _control(
    place: Place, option: str, content: Sequence[Element], empty: bool, kind: Element | None = None
) -> Element:
    properties = element("sdtPr", *_names(place.name, tag_of(place, option)), element("lock", val="sdtLocked"))
    if empty:
        properties.append(element("showingPlcHdr"))
    if kind is not None:
        properties.append(kind)
    return element("sdt", properties, element("sdtContent", *content))


def _names(alias: str, tag: str) -> tuple[Element, Element, Element]:
    shown = alias if len(alias) <= _LONGEST_ALIAS else alias[: _LONGEST_ALIAS - 1] + "…"
    number = crc32(tag.encode()) & 0x7FFFFFFF
    return element("alias", val=shown), element("tag", val=tag), element("id", val=str(number or 1))


def _kind(place: Place, present: str) -> Element:
    if place.kind == "date":
        return element(
            "date",
            element("dateFormat", val=_DATE),
            element("lid", val="vi-VN"),
            element("storeMappedDataAs", val="dateTime"),
            element("calendar", val="gregorian"),
        )
    if place.options:
        items = [element("listItem", displayText=name, value=code) for code, name in place.options]
        node = element("dropDownList", *items)
        if present:
            node.set(w("lastValue"), present)
        return node
    return element("text", multiLine="1")


def _shown(place: Place) -> str:
    value = place.present
    if value is None:
        return ""
    if place.kind == "date":
        return value if isinstance(value, str) else full_date(value)
    return "\n".join(map(str, _listed(value)))


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [line for line in str(value).split("\n") if line]


def _grey(looks: Element | None) -> Element:
    """The looks of a prompt: grey, so that nobody takes it for an answer."""
    made = deepcopy(looks) if looks is not None else element("rPr")
    for old in made.findall(w("color")):
        made.remove(old)
    after = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
             "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden")  # fmt: skip
    place = sum(child.tag in {w(name) for name in after} for child in made)
    made.insert(place, element("color", val="808080"))
    return made

"""Names of WordprocessingML and the reading of its simple values; a value out of range is as if it were not there."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from lxml import etree

from vanban.the_thuc.regex import regex

Element = etree._Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WPS: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V: Final = "{urn:schemas-microsoft-com:vml}"
O: Final = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741  # the prefix the format itself uses

VAL: Final = W + "val"
TWIPS_PER_POINT: Final = 20.0
MM_PER_TWIP: Final = 25.4 / 1440
MM_PER_POINT: Final = 25.4 / 72
EMU_PER_MM: Final = 36000.0

_OFF: Final = frozenset(("0", "false", "off", "no"))
_UNIT_TWIPS: Final = {"pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 1440 / 25.4, "pc": 240.0, "pi": 240.0}
_MEASURE: Final = regex(r"\s*([+-]?\d{1,7}(?:\.\d{1,6})?)\s*(pt|in|cm|mm|pc|pi)?\s*", re.ASCII)
_WHOLE: Final = regex(r"\s*[+-]?\d{1,10}\s*", re.ASCII)


def switched(element: Element) -> bool:
    """Whether an on/off property is on: it is when it says nothing."""
    return element.get(VAL, "1").lower() not in _OFF


def flag(value: str | None) -> bool:
    """Whether an on/off attribute is on; off when it is not there."""
    return value is not None and value.lower() not in _OFF


def whole(value: str | None) -> int | None:
    """A whole number, None when there is none."""
    if value is None or not _WHOLE.fullmatch(value):
        return None
    return int(value)


def twips(value: str | None) -> float | None:
    """A length in twips, typed as a bare number or with a unit (`20mm`), None when there is none."""
    return _measured(value, 1.0)


def half_points(value: str | None) -> float | None:
    """A size of letters in points, typed in half points or with a unit, None when there is none or it is not > 0."""
    size = _measured(value, TWIPS_PER_POINT / 2)
    return size / TWIPS_PER_POINT if size is not None and size > 0 else None


@lru_cache(maxsize=2048)
def _measured(value: str | None, bare: float) -> float | None:
    found = _MEASURE.fullmatch(value) if value is not None else None
    if found is None:
        return None
    number, unit = found.groups()
    return float(number) * (_UNIT_TWIPS[unit] if unit else bare)


def signature(element: Element | None) -> tuple[Any, ...] | None:
    """All that an element and what is in it say, to find equal ones by; letters between tags are not looked at."""
    if element is None:
        return None
    return tuple([item for e in element.iter() for item in (e.tag, len(e), *e.items())])


def first(parent: Element | None, tag: str) -> Element | None:
    """The first child of that name; cheaper than a search by path."""
    for child in parent if parent is not None else ():
        if child.tag == tag:
            return child
    return None


def value_of(parent: Element | None, tag: str) -> str | None:
    """The w:val of a child, None when there is no such child or value."""
    child = first(parent, tag)
    return child.get(VAL) if child is not None else None


def is_on(parent: Element | None, tag: str) -> bool:
    """Whether a child on/off property is there and on."""
    child = first(parent, tag)
    return child is not None and switched(child)

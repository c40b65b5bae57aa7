"""Sections: page, margins, numbering of pages, and the headers and footers that hold in each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from vanban.the_thuc.views import HeaderKind, Paragraph, Section
from vanban.the_thuc.word.names import MM_PER_TWIP, VAL, Element, R, W, is_on, twips, whole

Read = Callable[[str, str], tuple[Paragraph, ...]]

# What Word takes where a section says nothing: Letter paper with its old margins.
_PAGE: Final = {"w": 12240.0, "h": 15840.0}
_MARGINS: Final = {"top": 1440.0, "bottom": 1440.0, "left": 1800.0, "right": 1800.0, "header": 720.0, "footer": 720.0}
_KINDS: Final[dict[str, HeaderKind]] = {"default": "default", "first": "first", "even": "even"}


class PageSettings(NamedTuple):
    """What the settings say for all sections."""

    odd_even: bool
    gutter_on_top: bool


class Sections:
    """Các phần trang as they are met; each takes over the headers of the one before."""

    def __init__(self, settings: PageSettings, read: Read) -> None:
        """`read` gives the paragraphs of a header or footer by its relationship id and the label of its places."""
        self._settings = settings
        self._read = read
        self._headers: dict[HeaderKind, str] = {}
        self._footers: dict[HeaderKind, str] = {}
        self.found: list[Section] = []

    def add(self, properties: Element | None, blocks: tuple[int, int]) -> None:
        """The section that a w:sectPr ends, which holds those blocks of the body."""
        for child in properties if properties is not None else ():
            kind = _KINDS.get(child.get(W + "type", "default"))
            if kind and child.tag == W + "headerReference":
                self._headers[kind] = child.get(R + "id", "")
            elif kind and child.tag == W + "footerReference":
                self._footers[kind] = child.get(R + "id", "")
        self.found.append(self._section(properties, blocks))

    def _section(self, properties: Element | None, blocks: tuple[int, int]) -> Section:
        size, margins = _child(properties, "pgSz"), _margins(_child(properties, "pgMar"), self._settings.gutter_on_top)
        numbers, first = _child(properties, "pgNumType"), is_on(properties, W + "titlePg")
        width, height = _length(size, "w", _PAGE["w"]), _length(size, "h", _PAGE["h"])
        kind = _child(properties, "type")
        return Section(
            page_width_mm=width * MM_PER_TWIP,
            page_height_mm=height * MM_PER_TWIP,
            **{f"{side}_mm": value * MM_PER_TWIP for side, value in margins.items()},
            first_differs=first,
            start=whole(numbers.get(W + "start")) if numbers is not None else None,
            number_format=numbers.get(W + "fmt", "decimal") if numbers is not None else "decimal",
            columns=_columns(_child(properties, "cols")),
            headers=self._held(self._headers, first, "đầu trang"),
            footers=self._held(self._footers, first, "chân trang"),
            blocks=blocks,
            kind=kind.get(VAL, "nextPage") if kind is not None else "nextPage",
        )

    def _held(self, named: dict[HeaderKind, str], first: bool, label: str) -> dict[HeaderKind, tuple[Paragraph, ...]]:
        """The headers that are shown; where some are defined, one that is shown but not defined is a blank one."""
        if not named:
            return {}
        shown: dict[HeaderKind, bool] = {"default": "default" in named, "first": first, "even": self._settings.odd_even}
        return {kind: self._read(named[kind], label) if kind in named else () for kind in shown if shown[kind]}


def _margins(element: Element | None, gutter_on_top: bool) -> dict[str, float]:
    """The margins with the gutter where it is bound; a negative one only says that a header may not move it."""
    margins = {side: abs(_length(element, side, usual)) for side, usual in _MARGINS.items()}
    gutter = _length(element, "gutter", 0.0)
    margins["top" if gutter_on_top else "left"] += max(gutter, 0.0)
    return margins


def _length(element: Element | None, name: str, usual: float) -> float:
    value = twips(element.get(W + name)) if element is not None else None
    return usual if value is None else value


def _child(properties: Element | None, name: str) -> Element | None:
    return properties.find(W + name) if properties is not None else None


def _columns(element: Element | None) -> int:
    if element is None:
        return 1
    return max(whole(element.get(W + "num")) or len(element.findall(W + "col")) or 1, 1)

"""Styles: what each asks for with all it is based on, and the base looks of any paragraph and run."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final, NamedTuple, TypeVar

from vanban.the_thuc.word.names import Element, W, first, flag, signature, value_of, whole
from vanban.the_thuc.word.numbering import Numbering, NumberList
from vanban.the_thuc.word.paragraph_looks import ParagraphBag, layout, over, paragraph_bag
from vanban.the_thuc.word.rows_alike import RowsAlike
from vanban.the_thuc.word.run_looks import Looks, RunBag, combine, looks_of, run_bag
from vanban.the_thuc.word.theme import Theme

T = TypeVar("T")

# Word itself lets a style stand on about ten others; beyond this a chain is an attack or a mistake.
MAX_BASED_ON: Final = 20

# Looks kept for paragraphs and runs that ask for the same; an office's papers have some hundreds.
_MAX_ALIKE: Final = 4000

_EMPTY_RUN: Final[RunBag] = {}
_EMPTY_PARAGRAPH: Final[ParagraphBag] = {}


class TableBase(NamedTuple):
    """What a table style lends to the paragraphs of a cell; equal keys mean equal looks."""

    key: tuple[str, frozenset[str]] = ("", frozenset())
    run: RunBag | None = None
    paragraph: ParagraphBag | None = None


NO_TABLE: Final = TableBase()


class ParagraphBase(NamedTuple):
    """What a paragraph is before its direct layout: its bag, its fields, the levels below its runs."""

    key: tuple[str, tuple[str, frozenset[str]]]
    style: str
    name: str
    bag: ParagraphBag
    fields: dict[str, Any]
    levels: tuple[RunBag, ...]
    size_pt: float


class Styles:
    """Kiểu của văn bản; everything is worked out once and kept. `rows` are those read with these styles."""

    def __init__(self, root: Element | None, theme: Theme) -> None:
        self.theme = theme
        self.rows = RowsAlike()
        self.numbering = Numbering(None, theme, {})
        self._by_id: dict[tuple[str, str], Element] = {}
        self._default: dict[str, str] = {}
        self._run_bags: dict[tuple[str, str], RunBag] = {}
        self._bases: dict[tuple[str | None, tuple[str, frozenset[str]]], ParagraphBase] = {}
        self._directs: dict[tuple[object, ...], ParagraphBag] = {}
        self._looks: dict[tuple[object, ...], Looks] = {}
        self._layouts: dict[tuple[object, ...], tuple[ParagraphBag, dict[str, Any]]] = {}
        self.default_run: RunBag = {}
        self.default_paragraph: ParagraphBag = {}
        for child in root if root is not None else ():
            if child.tag == W + "style":
                self._enter(child)
            elif child.tag == W + "docDefaults":
                self.default_run = run_bag(child.find(f"{W}rPrDefault/{W}rPr"), theme)
                self.default_paragraph = paragraph_bag(child.find(f"{W}pPrDefault/{W}pPr"), theme)

    def _enter(self, element: Element) -> None:
        kind, key = element.get(W + "type", "paragraph"), element.get(W + "styleId", "")
        self._by_id.setdefault((kind, key), element)
        if flag(element.get(W + "default")):
            self._default[kind] = key

    @cached_property
    def linked_lists(self) -> dict[str, int]:
        """The numId that each numbering style names."""
        found: dict[str, int] = {}
        for (kind, key), element in self._by_id.items():
            number = whole(value_of(element.find(f"{W}pPr/{W}numPr"), W + "numId")) if kind == "numbering" else None
            if number is not None:
                found[key] = number
        return found

    def known(self, kind: str, style: str | None) -> str:
        """The style id that holds: the default of its kind when none is named or it is not defined."""
        if style is not None and (kind, style) in self._by_id:
            return style
        return self._default.get(kind, "")

    def chain(self, kind: str, style: str) -> list[Element]:
        """A style and all it is based on, lowest first; a circle is cut where it closes."""
        found: list[Element] = []
        met: set[str] = set()
        while (
            len(found) < MAX_BASED_ON and style not in met and (element := self._by_id.get((kind, style))) is not None
        ):
            met.add(style)
            found.append(element)
            style = value_of(element, W + "basedOn") or ""
        return found[::-1]

    def paragraph(self, style: str | None, table: TableBase) -> ParagraphBase:
        """The base of a paragraph of that style inside (or outside) a table."""
        key = (style, table.key)
        if key not in self._bases:
            self._bases[key] = self._paragraph(self.known("paragraph", style), table)
        return self._bases[key]

    def _paragraph(self, style: str, table: TableBase) -> ParagraphBase:
        chain = self.chain("paragraph", style)
        bag = over(self.default_paragraph, table.paragraph or _EMPTY_PARAGRAPH)
        for element in chain:
            bag = self.laid(bag, paragraph_bag(first(element, W + "pPr"), self.theme), element.get(W + "styleId", ""))
        levels = (table.run or _EMPTY_RUN, self._run_bag("paragraph", style))
        size = looks_of(combine(self.default_run, levels)).size_pt
        name = value_of(chain[-1], W + "name") if chain else None
        return ParagraphBase((style, table.key), style, name or style, bag, layout(bag, size), levels, size)

    def laid(self, base: ParagraphBag, level: ParagraphBag, style: str = "") -> ParagraphBag:
        """A level laid over a base; the list it joins comes between the two."""
        if "num_id" not in level and "level" not in level:
            return over(base, level)
        number_list, at = self.list_of({**base, **level}, style)
        joined = number_list.levels.get(at) if number_list else None
        result = over(over(base, joined.bag), level) if joined else over(base, level)
        if style and "level" not in level and number_list:
            result = {**result, "level": at}
        return result

    def list_of(self, bag: ParagraphBag, style: str = "") -> tuple[NumberList | None, int]:
        """The list and level of a paragraph; None when it has no number."""
        number_list = self.numbering.list(bag.get("num_id", 0))
        if number_list is None:
            return None, 0
        return number_list, bag["level"] if "level" in bag else number_list.level_of_style(style)

    def _run_bag(self, kind: str, style: str) -> RunBag:
        """What a paragraph or character style asks of letters, with all it is based on."""
        key = (kind, style)
        if key not in self._run_bags:
            bag: RunBag = {}
            for element in self.chain(kind, style):
                bag.update(run_bag(first(element, W + "rPr"), self.theme))
            self._run_bags[key] = bag
        return self._run_bags[key]

    def direct(self, properties: Element | None) -> ParagraphBag:
        """What a w:pPr asks for; equal ones are read once, so the bag is not to be changed."""
        key = signature(properties)
        if key is None:
            return _EMPTY_PARAGRAPH
        found = self._directs.get(key)
        if found is None:
            found = paragraph_bag(properties, self.theme)
            _keep(self._directs, key, found)
        return found

    def laid_out(self, base: ParagraphBase, direct: ParagraphBag) -> tuple[ParagraphBag, dict[str, Any]]:
        """The bag and the fields of a paragraph with what it asks for itself."""
        if not direct or (len(direct) == 1 and "style" in direct):
            return base.bag, base.fields
        if "tabs" in direct or "borders" in direct:
            bag = self.laid(base.bag, direct)
            return bag, layout(bag, base.size_pt)
        key = (base.key, tuple(direct.items()))
        found = self._layouts.get(key)
        if found is None:
            bag = self.laid(base.bag, direct)
            found = (bag, layout(bag, base.size_pt))
            _keep(self._layouts, key, found)
        return found

    def run(self, base: ParagraphBase, properties: Element | None = None) -> Looks:
        """The looks of a run with what its w:rPr asks for, its character style included."""
        key = (base.key, signature(properties))
        found = self._looks.get(key)
        if found is None:
            direct = run_bag(properties, self.theme)
            known = self.known("character", direct.get("style"))
            bag = combine(self.default_run, (*base.levels, self._run_bag("character", known)))
            found = looks_of({**bag, **direct})
            _keep(self._looks, key, found)
        return found


def _keep(kept: dict[tuple[object, ...], T], key: tuple[object, ...], value: T) -> None:
    if len(kept) >= _MAX_ALIKE:
        kept.clear()
    kept[key] = value

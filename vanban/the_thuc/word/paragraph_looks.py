"""Layout of paragraphs: what one w:pPr asks for, how levels combine, the values that come out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypedDict

from vanban.the_thuc.views import Align, Edges, LineRule, TabStop
from vanban.the_thuc.word.names import (
    MM_PER_POINT,
    MM_PER_TWIP,
    TWIPS_PER_POINT,
    VAL,
    Element,
    W,
    flag,
    switched,
    twips,
    value_of,
    whole,
)
from vanban.the_thuc.word.theme import Theme

# What Word leaves before or after a paragraph whose spacing is "auto" (the way of web pages).
AUTO_SPACING_PT: Final = 14.0
# A line in the units of w:beforeLines, w:afterLines: hundredths of 12 points.
_POINTS_PER_LINE: Final = 12.0

_ALIGN: Final[dict[str, Align]] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "both",
    "distribute": "both",
    "thaiDistribute": "both",
    "lowKashida": "both",
    "mediumKashida": "both",
    "highKashida": "both",
}
_TAB_KINDS: Final = {
    "left": "left",
    "start": "left",
    "num": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "decimal": "decimal",
    "clear": "clear",
}
_LINE_RULES: Final[dict[str, LineRule]] = {"auto": "auto", "exact": "exact", "atLeast": "atLeast"}
_UNSEEN: Final = frozenset(("nil", "none"))
_SIDES: Final = {"top": "top", "bottom": "bottom", "left": "left", "start": "left", "right": "right", "end": "right"}
WHITE: Final = "FFFFFF"


class ParagraphBag(TypedDict, total=False):
    """What one level asks for, in twips; a key that is not there is left to the level below."""

    align: Align
    left: float
    right: float
    first: float
    first_chars: float
    before: float
    before_lines: float
    before_auto: bool
    after: float
    after_lines: float
    after_auto: bool
    contextual: bool
    line: float
    line_rule: LineRule
    tabs: dict[float, str]
    borders: dict[str, bool]
    keep_next: bool
    page_break_before: bool
    frame_align: Align
    num_id: int
    level: int
    style: str


def paragraph_bag(properties: Element | None, theme: Theme) -> ParagraphBag:
    """What a w:pPr asks for."""
    bag: ParagraphBag = {}
    for child in properties if properties is not None else ():
        read = _READERS.get(child.tag)
        if read is not None:
            read(bag, child, theme)
    return bag


def over(base: ParagraphBag, level: ParagraphBag) -> ParagraphBag:
    """A level laid over what lies below it; tabs and borders are kept one by one."""
    if not level:
        return base
    result: ParagraphBag = {**base, **level}
    if "tabs" in level and "tabs" in base:
        result["tabs"] = {**base["tabs"], **level["tabs"]}
    if "borders" in level and "borders" in base:
        result["borders"] = {**base["borders"], **level["borders"]}
    return result


def layout(bag: ParagraphBag, size_pt: float) -> dict[str, Any]:
    """The fields of a `Paragraph` that its layout settles; `size_pt` is what a character unit is counted by."""
    first = bag.get("first", 0.0) * MM_PER_TWIP
    if bag.get("first_chars"):
        first = bag["first_chars"] / 100 * size_pt * MM_PER_POINT
    return {
        "align": bag.get("frame_align") or bag.get("align", "left"),
        "first_line_mm": first,
        "left_mm": bag.get("left", 0.0) * MM_PER_TWIP,
        "right_mm": bag.get("right", 0.0) * MM_PER_TWIP,
        "before_pt": _gap(bag.get("before_auto"), bag.get("before_lines"), bag.get("before")),
        "after_pt": _gap(bag.get("after_auto"), bag.get("after_lines"), bag.get("after")),
        "contextual": bag.get("contextual", False),
        "line_rule": bag.get("line_rule", "auto"),
        "line": _line(bag),
        "tabs": _tabs(bag.get("tabs")),
        "edges": Edges(**bag.get("borders", {})),
        "keep_next": bag.get("keep_next", False),
        "page_break_before": bag.get("page_break_before", False),
    }


def seen(border: Element, theme: Theme) -> bool:
    """Whether a border prints: it has a kind, a width that is not nought, and is not white."""
    if border.get(VAL, "none") in _UNSEEN or border.get(W + "sz") == "0":
        return False
    return theme.color(border, "color") != WHITE


def _gap(auto: bool | None, lines: float | None, typed: float | None) -> float:
    if auto:
        return AUTO_SPACING_PT
    if lines:
        return lines / 100 * _POINTS_PER_LINE
    return (typed or 0.0) / TWIPS_PER_POINT


def _line(bag: ParagraphBag) -> float:
    line = abs(bag.get("line", 240.0))
    if bag.get("line_rule", "auto") == "auto":
        return line / 240 if line else 1.0
    return line / TWIPS_PER_POINT


def _tabs(stops: dict[float, str] | None) -> tuple[TabStop, ...]:
    if not stops:
        return ()
    kept = sorted((at, kind) for at, kind in stops.items() if kind != "clear")
    return tuple(TabStop(at * MM_PER_TWIP, kind) for at, kind in kept)


def _read_align(bag: ParagraphBag, child: Element, _: Theme) -> None:
    align = _ALIGN.get(child.get(VAL, ""))
    if align:
        bag["align"] = align


def _read_indent(bag: ParagraphBag, child: Element, _: Theme) -> None:
    left = twips(child.get(W + "left", child.get(W + "start")))
    right = twips(child.get(W + "right", child.get(W + "end")))
    hanging, first = twips(child.get(W + "hanging")), twips(child.get(W + "firstLine"))
    chars = whole(child.get(W + "firstLineChars"))
    if left is not None:
        bag["left"] = left
    if right is not None:
        bag["right"] = right
    if hanging is not None or first is not None:
        bag["first"] = -hanging if hanging else first or 0.0
        bag["first_chars"] = 0
    elif chars is not None:
        bag["first_chars"] = chars


def _read_spacing(bag: ParagraphBag, child: Element, _: Theme) -> None:
    before, after = twips(child.get(W + "before")), twips(child.get(W + "after"))
    if before is not None:
        bag["before"], bag["before_lines"] = before, 0
    elif (lines := whole(child.get(W + "beforeLines"))) is not None:
        bag["before_lines"] = lines
    if after is not None:
        bag["after"], bag["after_lines"] = after, 0
    elif (lines := whole(child.get(W + "afterLines"))) is not None:
        bag["after_lines"] = lines
    if (auto := child.get(W + "beforeAutospacing")) is not None:
        bag["before_auto"] = flag(auto)
    if (auto := child.get(W + "afterAutospacing")) is not None:
        bag["after_auto"] = flag(auto)
    _read_line(bag, child)


def _read_line(bag: ParagraphBag, child: Element) -> None:
    line = twips(child.get(W + "line"))
    rule = _LINE_RULES.get(child.get(W + "lineRule", ""))
    if line is not None:
        bag["line"] = line
        bag["line_rule"] = rule or "auto"
    elif rule:
        bag["line_rule"] = rule


def _read_contextual(bag: ParagraphBag, child: Element, _: Theme) -> None:
    bag["contextual"] = switched(child)


def _read_keep_next(bag: ParagraphBag, child: Element, _: Theme) -> None:
    bag["keep_next"] = switched(child)


def _read_break_before(bag: ParagraphBag, child: Element, _: Theme) -> None:
    bag["page_break_before"] = switched(child)


def _read_tabs(bag: ParagraphBag, child: Element, _: Theme) -> None:
    stops: dict[float, str] = {}
    for stop in child.iter(W + "tab"):
        at, kind = twips(stop.get(W + "pos")), _TAB_KINDS.get(stop.get(VAL, "left"))
        if at is not None and kind is not None:
            stops[at] = kind
    bag["tabs"] = stops


def _read_borders(bag: ParagraphBag, child: Element, theme: Theme) -> None:
    bag["borders"] = sides(child, theme)


def sides(borders: Element, theme: Theme) -> dict[str, bool]:
    """Which of the four outer sides speak, and whether each is seen."""
    found: dict[str, bool] = {}
    for border in borders:
        side = _SIDES.get(border.tag.rpartition("}")[2])
        if side:
            found[side] = seen(border, theme)
    return found


def _read_frame(bag: ParagraphBag, child: Element, _: Theme) -> None:
    """A frame as wide as its words stands where its xAlign says, whatever its paragraph's own alignment."""
    align = _ALIGN.get(child.get(W + "xAlign", ""))
    if align and child.get(W + "w") is None:
        bag["frame_align"] = align


def _read_numbering(bag: ParagraphBag, child: Element, _: Theme) -> None:
    number, level = whole(value_of(child, W + "numId")), whole(value_of(child, W + "ilvl"))
    if number is not None:
        bag["num_id"] = number
    if level is not None:
        bag["level"] = level


def _read_style(bag: ParagraphBag, child: Element, _: Theme) -> None:
    bag["style"] = child.get(VAL, "")


_READERS: Final[dict[str, Callable[[ParagraphBag, Element, Theme], None]]] = {
    W + "pStyle": _read_style,
    W + "jc": _read_align,
    W + "ind": _read_indent,
    W + "spacing": _read_spacing,
    W + "contextualSpacing": _read_contextual,
    W + "keepNext": _read_keep_next,
    W + "pageBreakBefore": _read_break_before,
    W + "tabs": _read_tabs,
    W + "pBdr": _read_borders,
    W + "framePr": _read_frame,
    W + "numPr": _read_numbering,
}

"""Drawn things of a run: DrawingML and VML, by kind, size and place; and the words of their boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, Literal

from vanban.the_thuc.regex import regex
from vanban.the_thuc.views import Drawing, ImageFacts
from vanban.the_thuc.word.names import EMU_PER_MM, MC, MM_PER_POINT, PIC, WP, WPS, A, Element, O, R, V, W, whole

Kind = Literal["line", "picture", "box", "other"]
ImageOf = Callable[[str], ImageFacts | None]

_BOX_CONTENT: Final = W + "txbxContent"
_STRAIGHT: Final = frozenset(("line", "lineInv", "straightConnector1"))
_LINE_TYPES: Final = frozenset(("#_x0000_t20", "#_x0000_t32"))
# Word knows the additions it made itself; a Choice that asks for anything else is skipped for the next.
_KNOWN_ADDITIONS: Final = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
_CSS_LENGTH: Final = regex(r"\s*(-?\d{0,6}(?:\.\d{1,6})?)\s*(pt|in|cm|mm|px|pc|emu)?\s*", re.ASCII)
_CSS_MM: Final = {
    "pt": MM_PER_POINT,
    "in": 25.4,
    "cm": 10.0,
    "mm": 1.0,
    "px": 25.4 / 96,
    "pc": 25.4 / 6,
    "emu": 1 / EMU_PER_MM,
}
_VML_SHAPES: Final = frozenset(V + name for name in ("shape", "rect", "roundrect", "oval", "line", "polyline", "group"))
_MAX_EMU: Final = 10**9


def chosen(alternate: Element) -> Element | None:
    """The one branch of an mc:AlternateContent that Word shows."""
    for choice in alternate.iterchildren(MC + "Choice"):
        wanted = [choice.nsmap.get(prefix) or "" for prefix in choice.get("Requires", "").split()]
        if all(name.startswith(_KNOWN_ADDITIONS) for name in wanted):
            return choice
    return alternate.find(MC + "Fallback")


def boxes(element: Element) -> Iterator[Element]:
    """The w:txbxContent directly inside a drawing: not those inside another box, not those of a branch not shown."""
    for child in element:
        if child.tag == _BOX_CONTENT:
            yield child
        elif child.tag == MC + "AlternateContent":
            branch = chosen(child)
            if branch is not None:
                yield from boxes(branch)
        else:
            yield from boxes(child)


def drawing(element: Element, image_of: ImageOf) -> Drawing | None:
    """A w:drawing as what one sees, None when it is empty."""
    frame = next((child for child in element if child.tag in (WP + "inline", WP + "anchor")), None)
    if frame is None:
        return None
    extent = frame.find(WP + "extent")
    kind, image = _kind(frame, image_of)
    x_from, x_mm = _offset(frame.find(WP + "positionH"))
    y_from, y_mm = _offset(frame.find(WP + "positionV"))
    return Drawing(
        kind=kind,
        width_mm=_emu(extent.get("cx") if extent is not None else None) or 0.0,
        height_mm=_emu(extent.get("cy") if extent is not None else None) or 0.0,
        inline=frame.tag == WP + "inline",
        x_mm=x_mm,
        y_mm=y_mm,
        image=image,
        x_from=x_from,
        y_from=y_from,
    )


def _kind(frame: Element, image_of: ImageOf) -> tuple[Kind, ImageFacts | None]:
    if next(boxes(frame), None) is not None:
        return "box", None
    picture = next(frame.iter(PIC + "pic"), None)
    if picture is not None:
        blip = next(picture.iter(A + "blip"), None)
        return "picture", image_of(blip.get(R + "embed", "")) if blip is not None else None
    shapes = list(frame.iter(WPS + "wsp"))
    return ("line" if shapes and all(_is_line(shape) for shape in shapes) else "other"), None


def _is_line(shape: Element) -> bool:
    geometry = next(shape.iter(A + "prstGeom"), None)
    return shape.find(WPS + "cNvCnPr") is not None or (geometry is not None and geometry.get("prst") in _STRAIGHT)


def _offset(position: Element | None) -> tuple[str, float | None]:
    if position is None:
        return "", None
    offset = position.find(WP + "posOffset")
    return position.get("relativeFrom", ""), _emu(offset.text) if offset is not None else None


def _emu(value: str | None) -> float | None:
    number = whole(value)
    return number / EMU_PER_MM if number is not None and abs(number) <= _MAX_EMU else None


def vml(element: Element, image_of: ImageOf) -> Iterator[Drawing]:
    """The shapes of a w:pict or w:object as what one sees; a group counts as one."""
    for shape in element:
        if shape.tag in _VML_SHAPES:
            yield _vml_shape(shape, image_of)


def _vml_shape(shape: Element, image_of: ImageOf) -> Drawing:
    css = _css(shape.get("style", ""))
    inline = css.get("position") != "absolute"
    found = Drawing(
        kind="other",
        width_mm=_length(css.get("width")) or 0.0,
        height_mm=_length(css.get("height")) or 0.0,
        inline=inline,
        x_mm=None if inline else _length(css.get("margin-left") or css.get("left")),
        y_mm=None if inline else _length(css.get("margin-top") or css.get("top")),
        x_from="" if inline else css.get("mso-position-horizontal-relative", "text"),
        y_from="" if inline else css.get("mso-position-vertical-relative", "text"),
    )
    picture = next(shape.iter(V + "imagedata"), None)
    if next(boxes(shape), None) is not None:
        return found._replace(kind="box")
    if picture is not None:
        return found._replace(kind="picture", image=image_of(picture.get(R + "id", "")))
    if shape.tag == V + "line":
        return _vml_line(shape, found)
    is_line = shape.get("type") in _LINE_TYPES or shape.get(O + "hr") in ("t", "true")
    return found._replace(kind="line") if is_line else found


def _vml_line(shape: Element, found: Drawing) -> Drawing:
    (x0, y0), (x1, y1) = (_point(shape.get(name, "")) for name in ("from", "to"))
    drawn = found._replace(kind="line", width_mm=abs(x1 - x0), height_mm=abs(y1 - y0))
    return drawn if found.inline else drawn._replace(x_mm=min(x0, x1), y_mm=min(y0, y1))


def _point(pair: str) -> tuple[float, float]:
    x, _, y = pair.partition(",")
    return _length(x) or 0.0, _length(y) or 0.0


def _css(style: str) -> dict[str, str]:
    pairs = (item.partition(":") for item in style[:4000].split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _length(value: str | None) -> float | None:
    found = _CSS_LENGTH.fullmatch(value) if value else None
    if found is None or found[1] in ("", "-"):
        return None
    return float(found[1]) * _CSS_MM[found[2] or "pt"]

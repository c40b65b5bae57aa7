"""Looks of letters: what one w:rPr asks for, how levels of styles combine, what comes out for a span."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple, TypedDict

from vanban.the_thuc.regex import regex
from vanban.the_thuc.word.names import VAL, Element, W, half_points, switched
from vanban.the_thuc.word.theme import Theme

# Word's own answers where a file names no face and no size at all.
DEFAULT_FACE: Final = "Times New Roman"
DEFAULT_SIZE_PT: Final = 10.0

_COMPLEX_RANGE: Final = "\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufeff"
_EAST_RANGE: Final = "\u1100-\u11ff\u2e80-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
_COMPLEX: Final = regex(f"[{_COMPLEX_RANGE}]")
_EAST_ASIAN: Final = regex(f"[{_EAST_RANGE}]")
_HINTED: Final = regex("[\u2010-\u2bff]")
_SEEN_ASCII: Final = regex("[!-~]")
_USUAL: Final = regex(f"[^\\x00-\\x7f{_COMPLEX_RANGE}{_EAST_RANGE}]")
_OTHER_SCRIPTS: Final = regex(f"[{_COMPLEX_RANGE}{_EAST_RANGE}\u2010-\u2bff]")
_SLOTS: Final = ("ascii", "hAnsi", "cs", "eastAsia")
_THEMED: Final = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "cs": "cstheme", "eastAsia": "eastAsiaTheme"}


class RunBag(TypedDict, total=False):
    """What one level asks for; a key that is not there is left to the level below."""

    ascii: str
    hAnsi: str
    cs: str
    eastAsia: str
    hint: str
    size: float
    size_cs: float
    b: bool
    b_cs: bool
    i: bool
    i_cs: bool
    caps: bool
    vanish: bool
    underline: bool
    color: str
    complex: bool
    style: str


# The toggles of 17.7.3: true in an even number of style levels is false.
_TOGGLES: Final = ("b", "b_cs", "i", "i_cs", "caps", "vanish")


class Looks(NamedTuple):
    """Kiểu chữ that came out of all levels, for letters of the usual script and of the complex ones."""

    slots: tuple[str, str, str, str]
    hint: str
    size_pt: float
    bold: bool
    italic: bool
    underline: bool
    color: str
    caps: bool
    hidden: bool
    complex: bool
    size_cs_pt: float
    bold_cs: bool
    italic_cs: bool


def run_bag(properties: Element | None, theme: Theme) -> RunBag:
    """What a w:rPr asks for."""
    bag: RunBag = {}
    for child in properties if properties is not None else ():
        read = _READERS.get(child.tag)
        if read is not None:
            read(bag, child, theme)
    return bag


def _read_fonts(bag: RunBag, child: Element, theme: Theme) -> None:
    for slot in _SLOTS:
        themed = child.get(W + _THEMED[slot])
        face = theme.font(themed) if themed else child.get(W + slot)
        if face is not None:
            bag[slot] = face
    hint = child.get(W + "hint")
    if hint:
        bag["hint"] = hint


def _read_size(bag: RunBag, child: Element, _: Theme) -> None:
    size = half_points(child.get(VAL))
    if size is not None:
        bag["size"] = size


def _read_size_cs(bag: RunBag, child: Element, _: Theme) -> None:
    size = half_points(child.get(VAL))
    if size is not None:
        bag["size_cs"] = size


def _read_underline(bag: RunBag, child: Element, _: Theme) -> None:
    bag["underline"] = child.get(VAL, "single") != "none"


def _read_color(bag: RunBag, child: Element, theme: Theme) -> None:
    bag["color"] = theme.color(child)


def _read_complex(bag: RunBag, child: Element, _: Theme) -> None:
    bag["complex"] = switched(child)


def _read_style(bag: RunBag, child: Element, _: Theme) -> None:
    bag["style"] = child.get(VAL, "")


def _toggle(key: str) -> Callable[[RunBag, Element, Theme], None]:
    def read(bag: RunBag, child: Element, _: Theme) -> None:
        bag[key] = switched(child)  # type: ignore[literal-required]

    return read


_READERS: Final[dict[str, Callable[[RunBag, Element, Theme], None]]] = {
    W + "rFonts": _read_fonts,
    W + "sz": _read_size,
    W + "szCs": _read_size_cs,
    W + "u": _read_underline,
    W + "color": _read_color,
    W + "cs": _read_complex,
    W + "rtl": _read_complex,
    W + "rStyle": _read_style,
    W + "b": _toggle("b"),
    W + "bCs": _toggle("b_cs"),
    W + "i": _toggle("i"),
    W + "iCs": _toggle("i_cs"),
    W + "caps": _toggle("caps"),
    W + "vanish": _toggle("vanish"),
}


def combine(defaults: RunBag, levels: tuple[RunBag, ...]) -> RunBag:
    """Defaults and levels of styles, lowest first, as one: toggles by XOR, the rest by the highest that speaks."""
    result: RunBag = defaults.copy()
    for level in levels:
        result.update(level)
    for key in _TOGGLES:
        if defaults.get(key):
            result[key] = True
        elif key in result:
            result[key] = sum(bool(level.get(key)) for level in levels) % 2 == 1
    return result


def looks_of(bag: RunBag) -> Looks:
    """What comes out when nothing more is asked."""
    size = bag.get("size", DEFAULT_SIZE_PT)
    ascii_face = bag.get("ascii", DEFAULT_FACE)
    return Looks(
        slots=(ascii_face, bag.get("hAnsi", DEFAULT_FACE), bag.get("cs", ""), bag.get("eastAsia", "")),
        hint=bag.get("hint", ""),
        size_pt=size,
        bold=bag.get("b", False),
        italic=bag.get("i", False),
        underline=bag.get("underline", False),
        color=bag.get("color", "auto"),
        caps=bag.get("caps", False),
        hidden=bag.get("vanish", False),
        complex=bag.get("complex", False),
        size_cs_pt=bag.get("size_cs", size),
        bold_cs=bag.get("b_cs", False),
        italic_cs=bag.get("i_cs", False),
    )


@lru_cache(maxsize=1024)
def asked_faces(slots: tuple[str, str, str, str]) -> frozenset[str]:
    """The faces the four slots ask for."""
    return frozenset(face for face in slots if face)


def printed_faces(looks: Looks, text: str) -> frozenset[str]:
    """The faces in which these letters print: each letter takes the slot of its script."""
    ascii_face, other_face, complex_face, _ = looks.slots
    if looks.complex:
        return _faces((complex_face or other_face,))
    if text.isascii():
        return _faces((ascii_face,))
    used = [ascii_face] if _SEEN_ASCII.search(text) else []
    if _USUAL.search(text):
        used.append(other_face)
    if _OTHER_SCRIPTS.search(text):
        used += _rarer(looks, text)
    return _faces(tuple(used))


def _rarer(looks: Looks, text: str) -> list[str]:
    complex_face, east_face = looks.slots[2:]
    east = _EAST_ASIAN.search(text) or (looks.hint == "eastAsia" and _HINTED.search(text))
    return [*([complex_face] if _COMPLEX.search(text) else []), *([east_face] if east else [])]


@lru_cache(maxsize=1024)
def _faces(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for name in names if name)

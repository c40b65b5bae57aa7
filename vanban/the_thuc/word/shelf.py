"""Styles kept from one document to the next: papers of one office mostly share theirs, byte for byte."""

from __future__ import annotations

from threading import Lock
from typing import Final

from vanban.the_thuc.word.numbering import Numbering
from vanban.the_thuc.word.package import Package
from vanban.the_thuc.word.styles import Styles
from vanban.the_thuc.word.theme import Theme

# An office works with a handful of templates; bigger style sheets are worked out anew so that memory stays small.
_MAX_KEPT: Final = 16
_MAX_BYTES: Final = 1_000_000
_kept: Final[dict[tuple[bytes, ...], Styles]] = {}
_one_at_a_time: Final = Lock()


def styles_of(package: Package) -> Styles:
    """The styles of a package, with its theme and its lists.

    Raises:
        DataError: one of these parts is damaged or beyond the limits.
    """
    names = [package.related(package.main, kind) for kind in ("styles", "theme", "numbering")]
    data = tuple(package.data(name) or b"" for name in names)
    found = _kept.get(data)
    if found is None:
        found = _read(package, names, data)
        if sum(map(len, data)) <= _MAX_BYTES:
            _keep(data, found)
    return found


def _keep(data: tuple[bytes, ...], styles: Styles) -> None:
    with _one_at_a_time:
        while len(_kept) >= _MAX_KEPT:
            del _kept[next(iter(_kept))]
        _kept[data] = styles


def _read(package: Package, names: list[str], data: tuple[bytes, ...]) -> Styles:
    styles, theme, numbering = (
        package.parsed(part, name) if part else None for part, name in zip(data, names, strict=True)
    )
    colors = Theme(theme)
    found = Styles(styles, colors)
    found.numbering = Numbering(numbering, colors, found.linked_lists)
    return found

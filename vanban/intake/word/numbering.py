"""Marks of automatic lists as text: what Word counts by itself, a fact must say in words."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from typing import Final

from vanban.intake.guard import tree_of
from vanban.intake.word.ooxml import Element, w

_NUMBERING: Final = "word/numbering.xml"
_STYLES: Final = "word/styles.xml"
_MOST_LEVELS: Final = 9
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(slots=True)
class Numbering:
    """Danh sách tự đánh số: the kind of each level, styles that are lists, and how far each list has counted."""

    kinds: dict[str, list[str]]
    styles: dict[str, tuple[str, int]]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def read(cls, archive: zipfile.ZipFile, names: set[str]) -> Numbering:
        """The lists of a file, none when it has no such part."""
        kinds = _kinds(tree_of(archive.read(_NUMBERING))) if _NUMBERING in names else {}
        styles = _styles(tree_of(archive.read(_STYLES))) if _STYLES in names else {}
        return cls(kinds, styles)

    def mark(self, paragraph: Element) -> str:
        """`- `, `2. `, `b) `: what stands before a paragraph of a list, "" for any other."""
        number, level = self._list_of(paragraph)
        kinds = self.kinds.get(number, [])
        if not kinds or level >= len(kinds):
            return ""
        kind = kinds[level]
        if kind in {"bullet", "none"}:
            return "- " if kind == "bullet" else ""
        count = self.counts[(number, level)] = self.counts.get((number, level), 0) + 1
        for deeper in range(level + 1, _MOST_LEVELS):
            self.counts.pop((number, deeper), None)
        return _shown(kind, count)

    def _list_of(self, paragraph: Element) -> tuple[str, int]:
        properties = paragraph.find(w("pPr"))
        if properties is None:
            return "", 0
        own = properties.find(w("numPr"))
        if own is not None:
            return _number(own)
        style = properties.find(w("pStyle"))
        return self.styles.get("" if style is None else str(style.get(w("val"), "")), ("", 0))


def _number(node: Element) -> tuple[str, int]:
    number, level = node.find(w("numId")), node.find(w("ilvl"))
    found = "" if number is None else str(number.get(w("val"), ""))
    depth = "0" if level is None else str(level.get(w("val"), "0"))
    return found, int(depth) if depth.isdigit() else 0


def _kinds(root: Element) -> dict[str, list[str]]:
    abstract = {}
    for node in root.iter(w("abstractNum")):
        levels = sorted(node.findall(w("lvl")), key=lambda lvl: int(str(lvl.get(w("ilvl"), "0")) or 0))
        abstract[str(node.get(w("abstractNumId")))] = [_kind(level) for level in levels]
    found = {}
    for node in root.iter(w("num")):
        link = node.find(w("abstractNumId"))
        if link is not None:
            found[str(node.get(w("numId")))] = abstract.get(str(link.get(w("val"))), [])
    return found


def _kind(level: Element) -> str:
    kind = level.find(w("numFmt"))
    return "decimal" if kind is None else str(kind.get(w("val"), "decimal"))


def _styles(root: Element) -> dict[str, tuple[str, int]]:
    found = {}
    for style in root.iter(w("style")):
        own = style.find(f"{w('pPr')}/{w('numPr')}")
        if own is not None:
            found[str(style.get(w("styleId")))] = _number(own)
    return found


def _shown(kind: str, count: int) -> str:
    if kind.endswith("Letter") and count <= 26:
        letter = chr(ord("a") + count - 1)
        return f"{letter if kind.startswith('lower') else letter.upper()}) "
    if kind.endswith("Roman"):
        roman, rest = "", count
        for value, sign in _ROMAN:
            roman += sign * (rest // value)
            rest %= value
        return f"{roman if kind.startswith('lower') else roman.upper()}. "
    return f"{count}. "

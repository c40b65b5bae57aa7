"""Bold and italic words and simple tables of the facts, on paper: the marks of `model.rich` become Word's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lxml import etree

from vanban.intake.word.ooxml import Element, rich_runs, table, text_of, w
from vanban.model.rich import cells_of, is_rich

_RICH: Final = re.compile(r"\*\*|//(?!schemas\.|www\.|purl\.)|\| *</w:t>")
_PLAIN_CHILDREN: Final = frozenset({w("t"), w("rPr")})


def has_marks(xml: str | bytes) -> bool:
    """Whether it is worth looking for marks at all: most papers have none."""
    text = xml if isinstance(xml, str) else xml.decode("utf-8")
    return _RICH.search(text) is not None


def enrich(root: Element) -> None:
    """Turn marks into looks, and rows of tables into tables, in place."""
    for paragraph in list(root.iter(w("p"))):
        for run in list(paragraph.findall(w("r"))):
            _enrich_run(run)
    _enrich_tables(root)


def enriched(xml: bytes) -> bytes:
    """A part's bytes with its marks turned into looks."""
    if not has_marks(xml):
        return xml
    root = etree.fromstring(xml)
    enrich(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _enrich_run(run: Element) -> None:
    if any(child.tag not in _PLAIN_CHILDREN for child in run):
        return
    text = text_of(run)
    parent = run.getparent()
    if parent is None or not is_rich(text):
        return
    place = parent.index(run)
    parent.remove(run)
    for number, made in enumerate(rich_runs(text, run.find(w("rPr")))):
        parent.insert(place + number, made)


def _enrich_tables(root: Element) -> None:
    """Rows that follow each other become one table; a cell must end with a paragraph, and so does the body."""
    group: list[Element] = []
    for paragraph in [*root.iter(w("p")), None]:
        row = paragraph is not None and "|" in (words := text_of(paragraph)) and cells_of(words) is not None
        follows = bool(group) and paragraph is not None and group[-1].getnext() is paragraph
        if group and not (row and follows):
            _replace(group)
            group = []
        if row and paragraph is not None:
            group.append(paragraph)


def _replace(paragraphs: Sequence[Element]) -> None:
    first = paragraphs[0]
    parent = first.getparent()
    looks = next((run.find(w("rPr")) for run in first.iter(w("r"))), None)
    rows = [cells_of(text_of(paragraph)) or () for paragraph in paragraphs]
    made = table(rows, looks)
    if parent is None:
        return
    parent.insert(parent.index(first), made)
    after = paragraphs[-1].getnext()
    for paragraph in paragraphs if after is not None and after.tag == w("p") else paragraphs[:-1]:
        parent.remove(paragraph)
    if after is None or after.tag != w("p"):
        for run in paragraphs[-1].findall(w("r")):
            paragraphs[-1].remove(run)

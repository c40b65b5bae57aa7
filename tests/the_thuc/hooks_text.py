"""Additions that the case language cannot say: headings, rows, signature lines, invisible characters."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy

from lxml import etree

from tests.the_thuc.mutation import DOCUMENT, Element, _set_text, q, text_of


def _edited(docx: bytes, act: Callable[[Element], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as source:
        files = {name: source.read(name) for name in source.namelist()}
    root = etree.fromstring(files[DOCUMENT])
    act(root)
    files[DOCUMENT] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return out.getvalue()


def _first(root: Element, pattern: str) -> Element:
    return next(p for p in root.iter(q("p")) if re.search(pattern, text_of(p)))


def before_first_article(docx: bytes, lines: Sequence[str]) -> bytes:
    """Centred bold lines before the first điều, made like the centred line of the decision's word."""
    return _centred_before(docx, r"^Điều 1\b", lines)


def before_first_heading(docx: bytes, lines: Sequence[str]) -> bytes:
    """Centred bold lines before the first roman heading."""
    return _centred_before(docx, r"^I[-.] ", lines)


def _centred_before(docx: bytes, pattern: str, lines: Sequence[str]) -> bytes:
    def act(root: Element) -> None:
        there = _first(root, pattern)
        for text in lines:
            copy = deepcopy(there)
            _set_text(copy, text)
            properties = copy.find(q("pPr"))
            for name in ("jc", "ind"):
                for found in properties.findall(q(name)):
                    properties.remove(found)
            centred = etree.SubElement(properties, q("jc"))
            centred.set(q("val"), "center")
            marks = properties.find(q("rPr"))
            if marks is not None:
                properties.remove(marks)
                properties.append(marks)
            there.addprevious(copy)

    return _edited(docx, act)


def longer_table(docx: bytes, table: int, rows: int) -> bytes:
    """The n-th table with copies of its last row until it has so many."""

    def act(root: Element) -> None:
        found = root.find(q("body")).findall(q("tbl"))[table - 1]
        while len(found.findall(q("tr"))) < rows:
            found.append(deepcopy(found.findall(q("tr"))[-1]))

    return _edited(docx, act)

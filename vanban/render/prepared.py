"""A template unpacked, joined and compiled once; a paper then costs the substitution and one zip write.

The parts are those docxtpl itself makes: its own functions join the tags, resolve breaks and fit tables, and what holds
no tag is taken once from a document that docxtpl filled.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from vanban.long_tables import STAND_IN, Apart, inside, set_apart, whole
from vanban.render.environment import environment, opened
from vanban.render.rich import enrich, has_marks
from vanban.render.words import entry

Element = etree._Element
_TABLE, _GRID, _COLUMN, _ROW, _CELL, _CELL_PROPERTIES, _SPAN, _VALUE = (
    qn(f"w:{name}") for name in ("tbl", "tblGrid", "gridCol", "tr", "tc", "tcPr", "gridSpan", "val")
)
_TAG: Final = re.compile(r"\{\{|\{%|\{#")
_PROPERTIES: Final = ("author", "comments", "identifier", "language", "subject", "title")


@dataclass(frozen=True, slots=True)
class _Story:
    """A part with tags: header, footer or footnotes; `parsed` says that docxtpl reads it again before saving."""

    name: str
    source: str
    parsed: bool


class Prepared:
    """Mẫu đã dọn sẵn: what is the same in all its papers is packed; what has tags is compiled."""

    def __init__(self, template: Path) -> None:
        self._word = opened(template)
        docx = self._word.docx
        self._body_name = docx._part.partname.lstrip("/")
        self._source = self._word.patch_xml(self._word.get_xml())
        self._stories = tuple(self._read_stories())
        self._has_tagged_properties = any(
            _TAG.search(getattr(docx.core_properties, name) or "") for name in _PROPERTIES
        )
        self._shell = self._empty_root()
        self._packed = self._pack()

    @property
    def plain(self) -> bool:
        """Whether the quick way knows everything the template has."""
        return not self._has_tagged_properties

    def _read_stories(self) -> Iterator[_Story]:
        part = self._word.docx._part
        for uri in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            for _, target in self._word.get_headers_footers(uri):
                source = self._word.patch_xml(self._word.get_part_xml(target))
                yield _Story(target.partname.lstrip("/"), source, True)
        for target in part.package.parts:
            if target.content_type == CONTENT_TYPE.WML_FOOTNOTES:
                yield _Story(target.partname.lstrip("/"), self._word.patch_xml(target.blob.decode("utf-8")), False)

    def _empty_root(self) -> Element:
        root: Element = deepcopy(self._word.docx._element)
        for body in root.findall(qn("w:body")):
            root.remove(body)
        return root

    def _pack(self) -> bytes:
        """The parts that are the same in every paper, as a zip to which the others are added."""
        if self.plain:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                self._word.render_properties({}, environment())
        buffer, packed = io.BytesIO(), io.BytesIO()
        self._word.docx.save(buffer)
        changing = {self._body_name, *(story.name for story in self._stories)}
        with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                if name not in changing:
                    target.writestr(entry(name), source.read(name))
            for story in self._stories:
                if not _TAG.search(story.source):
                    target.writestr(entry(story.name), self._story(story, {}))
        return packed.getvalue()

    @cached_property
    def _tagged(self) -> tuple[_Story, ...]:
        return tuple(story for story in self._stories if _TAG.search(story.source))

    def fill(self, context: Mapping[str, Any]) -> tuple[bytes, tuple[bytes, ...]]:
        """The paper's file, and those of its parts that were filled.

        Raises:
            jinja2.TemplateError, lxml.etree.XMLSyntaxError, or whatever a template's command raises.
        """
        filled = [(self._body_name, self._body(context))]
        filled += [(story.name, self._story(story, context)) for story in self._tagged]
        buffer = io.BytesIO(self._packed)
        with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as target:
            for name, data in filled:
                target.writestr(entry(name), data)
        return buffer.getvalue(), tuple(data for _, data in filled)

    def _body(self, context: Mapping[str, Any]) -> bytes:
        xml = self._word.render_xml_part(self._source, None, dict(context), environment())
        marked = has_marks(xml)
        data = xml.encode("utf-8")
        del xml  # twice as large
        apart = set_apart(data)
        by_parts = self._by_parts(apart, marked) if apart is not None else None
        return by_parts or self._document(self._tree(data, marked))

    def _by_parts(self, apart: Apart, marked: bool) -> bytes | None:
        """The document of long tables, some rows at a time; None where a table has to be fitted as a whole."""
        shell = etree.fromstring(apart.document)
        if _misfits(shell):
            return None
        tables = [next(each.iterancestors(_TABLE), None) for each in shell.iter(STAND_IN)]
        parts = []
        for number, table in enumerate(tables):
            rows, columns = etree.fromstring(apart.part(number)), -1 if table is None else _columns(table)
            if any(max(_cells(row)) > columns for row in rows):
                return None
            parts.append(inside(etree.tostring(_enriched(rows, marked), encoding="UTF-8")))
        return whole(self._document(self._finished(shell, apart.document, marked)), parts)

    def _document(self, body: Element) -> bytes:
        root = deepcopy(self._shell)
        root.insert(self._body_place, body)
        return etree.tostring(root, encoding="UTF-8", standalone=True)

    def _tree(self, xml: bytes, marked: bool) -> Element:
        tree = etree.fromstring(xml)
        if _misfits(tree):
            tree = self._word.fix_tables(xml.decode("utf-8"))
        return self._finished(tree, xml, marked)

    def _finished(self, tree: Element, xml: bytes, marked: bool) -> Element:
        if b"docPr" in xml:
            self._word.docx_ids_index = 0
            self._word.fix_docpr_ids(tree)
        return _enriched(tree, marked)

    @cached_property
    def _body_place(self) -> int:
        return int(self._word.docx._element.index(self._word.docx._element.find(qn("w:body"))))

    def _story(self, story: _Story, context: Mapping[str, Any]) -> bytes:
        xml = self._word.render_xml_part(story.source, None, dict(context), environment())
        data = xml.encode("utf-8")
        return etree.tostring(parse_xml(data), encoding="UTF-8", standalone=True) if story.parsed else bytes(data)


def _misfits(body: Element) -> bool:
    """Whether docxtpl would change the grid of some table: rows wider than it, or none as wide."""
    return any(_misfit(table) for table in body.iter(_TABLE))


def _misfit(table: Element) -> bool:
    columns = _columns(table)
    merged = next(table.iter(_SPAN), None) is not None
    widest = most = 0
    for row in table.iter(_ROW):
        cells = row.findall(_CELL)
        widest, most = max(widest, sum(map(_span, cells)) if merged else len(cells)), max(most, len(cells))
    return columns != widest or most > columns


def _columns(table: Element) -> int:
    """The columns of a table's grid, -1 without one."""
    grid = table.find(_GRID)
    return len(grid.findall(_COLUMN)) if grid is not None else -1


def _cells(row: Element) -> tuple[int, int]:
    """The cells of a row, and the columns they take."""
    cells = row.findall(_CELL)
    return len(cells), sum(map(_span, cells))


def _enriched(tree: Element, marked: bool) -> Element:
    if marked:
        enrich(tree)
    return tree


def _span(cell: Element) -> int:
    properties = cell.find(_CELL_PROPERTIES)
    span = None if properties is None else properties.find(_SPAN)
    return int(span.get(_VALUE, "1")) if span is not None else 1

"""One file among those bound into a packet, and what comes along with its pages: links, form fields, layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import pikepdf
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
)

from vanban.bundle.copying import Copier, Taking
from vanban.bundle.written import name_of

_PRINT: Final = 4  # a link must have it in PDF/A (ISO 19005-1, 6.5.3)


@dataclass(frozen=True, slots=True)
class Link:
    """Liên kết trong mục lục: a rectangle (left, bottom, right, top, in points) of a page leads to another page.

    `page` counts from 1 within its own file, `target` within the packet.
    """

    page: int
    box: tuple[float, float, float, float]
    target: int


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Tệp đưa vào quyển: `prefix` sets apart the form fields of a foreign file, "" for a file of ours.

    The first of `notes` is printed at the top left of every page, all of them on the first. What is not `counted`
    (cover, contents, closing sheet) bears no number where sheets are counted instead of pages. What is not
    `bound` is counted only: it stands in another part of a packet that is too large for one file. Pictures sharper
    than `max_dpi` are bound as sharp as that.
    """

    path: Path
    prefix: str = ""
    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    counted: bool = True
    bound: bool = True
    max_dpi: int | None = None


def add_links(copier: Copier, starts: Sequence[tuple[int, Sheaf]]) -> None:
    """The links of every file; `starts` says at which page of the packet (from 0) each begins."""
    for start, sheaf in starts:
        for link in sheaf.links:
            if link.target <= len(copier.pages):
                _add_link(copier, start + link.page - 1, link)


def _add_link(copier: Copier, index: int, link: Link) -> None:
    page = copier.pages[index]
    target = cast(IndirectObject, copier.pages[link.target - 1].indirect_reference)
    null = NullObject()
    note = DictionaryObject(
        {
            name_of("/Type"): name_of("/Annot"),
            name_of("/Subtype"): name_of("/Link"),
            name_of("/Rect"): ArrayObject([FloatObject(f"{value:.2f}") for value in link.box]),
            name_of("/Border"): ArrayObject([NumberObject(0)] * 3),
            name_of("/F"): NumberObject(_PRINT),
            name_of("/Dest"): ArrayObject([target, name_of("/XYZ"), null, null, null]),
        }
    )
    notes = page.setdefault(NameObject("/Annots"), ArrayObject()).get_object()
    cast(ArrayObject, notes).append(copier.writer._add_object(note))


def add_whole(taking: Taking, pdf: pikepdf.Pdf, fields: Sequence[Any]) -> None:
    """What makes the copied pages work as they did: their form fields and which layers are shown."""
    root = taking.root
    if fields:
        form = _child(root, "/AcroForm")
        _extend(form, "/Fields", [taking.copy(field) for field in fields])
        _add_fonts(taking, form, pdf.Root.AcroForm.get("/DR", pikepdf.Dictionary()))
    layers = pdf.Root.get("/OCProperties")
    if isinstance(layers, pikepdf.Dictionary):
        _add_layers(taking, _child(root, "/OCProperties"), layers)


def _add_fonts(taking: Taking, form: DictionaryObject, resources: Any) -> None:
    """The fonts that fields are written in; the first file to use a name keeps it."""
    fonts = _child(_child(form, "/DR"), "/Font")
    for name, font in resources.get("/Font", pikepdf.Dictionary()).items():
        fonts.setdefault(name_of(name), taking.copy(font))


def _add_layers(taking: Taking, ours: DictionaryObject, theirs: Any) -> None:
    groups = [group for group in theirs.get("/OCGs", []) if isinstance(group, pikepdf.Dictionary)]
    default = theirs.get("/D", pikepdf.Dictionary())
    shown = {group.objgen for group in default.get("/ON", [])}
    hidden = [group for group in default.get("/OFF", []) if isinstance(group, pikepdf.Dictionary)]
    if default.get("/BaseState") == "/OFF":
        hidden = [group for group in groups if group.objgen not in shown]
    _extend(ours, "/OCGs", [taking.copy(group) for group in groups])
    _extend(_child(ours, "/D"), "/OFF", [taking.copy(group) for group in hidden])


def _child(parent: DictionaryObject, key: str) -> DictionaryObject:
    return cast(DictionaryObject, parent.setdefault(NameObject(key), DictionaryObject()).get_object())


def _extend(parent: DictionaryObject, key: str, items: Sequence[PdfObject]) -> None:
    cast(ArrayObject, parent.setdefault(NameObject(key), ArrayObject()).get_object()).extend(items)

"""Additions that the case language cannot say: headings, rows, signature lines, invisible characters."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy

from lxml import etree
from PIL import Image, ImageDraw

from tests.the_thuc.mutation import DOCUMENT, Element, W, _set_text, q, text_of


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


_PICTURE = (
    '<w:r xmlns:w="{w}"><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{size}" cy="{size}"/>'
    '<wp:docPr id="900" name="dau"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="'
    'http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="900" name="dau"/>'
    '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships" r:embed="rIdSeal"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="{size}" cy="{size}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def red_seal(docx: bytes, find: str) -> bytes:
    """A red round picture, see-through elsewhere, at the end of the paragraph."""
    picture = Image.new("RGBA", (120, 120), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((4, 4, 116, 116), outline=(220, 20, 30, 255), width=12)
    made = io.BytesIO()
    picture.save(made, "PNG")

    def act(root: Element) -> None:
        _first(root, find).append(etree.fromstring(_PICTURE.format(w=W, size=360000)))

    with zipfile.ZipFile(io.BytesIO(_edited(docx, act))) as source:
        files = {name: source.read(name) for name in source.namelist()}
    rels, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = f'<Relationship Id="rIdSeal" Type="{image}" Target="media/dau.png"/></Relationships>'
    files[rels] = files[rels].replace(b"</Relationships>", link.encode())
    files[types] = files[types].replace(b"</Types>", b'<Default Extension="png" ContentType="image/png"/></Types>')
    files["word/media/dau.png"] = made.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return out.getvalue()

"""Additions that the case language cannot say: headings, rows, signature lines, invisible characters."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy

from lxml import etree
from PIL import Image, ImageDraw

from tests.the_thuc import ooxml
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


def _made(xml: str) -> Element:
    """The element of that XML, the names of the body known."""
    return etree.fromstring(f"<x {ooxml.NAMESPACES}>{xml}</x>")[0]


def urgency(docx: bytes, text: str, color: str, boxed: bool) -> bytes:
    """A mark of 14 points, bold, under the last line of the number's cell."""
    border = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="1" w:color="FF0000"/>' for side in _SIDES)
    look = ooxml.Look(size=14, bold=True)
    extra = f"<w:pBdr>{border}</w:pBdr>" if boxed else ""

    def act(root: Element) -> None:
        made = _made(ooxml.paragraph(ooxml.run(text, look), look=look, extra=extra))
        for properties in made.iter(q("rPr")):
            etree.SubElement(properties, q("color")).set(q("val"), color)
        number = _first(root, r"^Số")
        number.getparent().append(made)

    return _edited(docx, act)


_SIDES = ("top", "left", "bottom", "right")


def at_the_end(docx: bytes, text: str, size: float, bold: bool = False) -> bytes:
    """A line of words as the last paragraph of the body."""

    def act(root: Element) -> None:
        made = _made(ooxml.line(text, ooxml.Look(size=size, bold=bold)))
        root.find(q("body")).findall(q("p"))[-1].addnext(made)

    return _edited(docx, act)


def stamp(docx: bytes, width_mm: float, height_mm: float, size: float) -> bytes:
    """The stamp of a copy in a text box at the end of the body."""
    title = ooxml.line("BẢN SAO VĂN BẢN", ooxml.Look(size=size, bold=True))

    def act(root: Element) -> None:
        box = ooxml.text_box(800, 0, 5, (width_mm, height_mm), title)
        made = _made(ooxml.paragraph(ooxml.run("", ooxml.Look(), box), look=ooxml.Look(align="left")))
        root.find(q("body")).findall(q("p"))[-1].addnext(made)

    return _edited(docx, act)


def ballot_table(docx: bytes, after: str, rows: Sequence[Sequence[str | int]]) -> bytes:
    """A ruled table of votes by the four levels after a paragraph."""
    done = (f"Hoàn thành {name}nhiệm vụ" for name in ("xuất sắc ", "tốt ", ""))
    head = ("Họ và tên", *done, "Không hoàn thành nhiệm vụ")
    look = ooxml.Look(size=12, exact=18)
    cells = [[ooxml.line(str(cell), look) for cell in row] for row in (head, *rows)]

    def act(root: Element) -> None:
        _first(root, after).addnext(_made(ooxml.table(cells, (45, 30, 30, 30, 30), ruled=True, header=True)))

    return _edited(docx, act)


def first_header(docx: bytes, text: str, size: float, align: str) -> bytes:
    """Bold words in the header of page 1."""
    part = "word/header2.xml"
    with zipfile.ZipFile(io.BytesIO(docx)) as source:
        files = {name: source.read(name) for name in source.namelist()}
    root = etree.fromstring(files[part])
    for paragraph in root.findall(q("p")):
        root.remove(paragraph)
    root.append(_made(ooxml.line(text, ooxml.Look(size=size, bold=True, align=align))))  # type: ignore[arg-type]
    files[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return out.getvalue()


def share_table(docx: bytes, after: str, rows: Sequence[Sequence[str | int]]) -> bytes:
    """A ruled table of three counts, each with its percentage, after a paragraph."""
    head = ("Họ và tên", *("Số phiếu", "Tỷ lệ (%)") * 3)
    look = ooxml.Look(size=12, exact=18)
    cells = [[ooxml.line(str(cell), look) for cell in row] for row in (head, *rows)]

    def act(root: Element) -> None:
        _first(root, after).addnext(_made(ooxml.table(cells, (45, *[20] * 6), ruled=True, header=True)))

    return _edited(docx, act)

"""The same correct document as different programs save it."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable
from typing import Literal

import docx
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from tests.the_thuc.ooxml import FONT, zipped

Way = Literal["python-docx", "kieu", "hai-phong", "khung-noi-dung", "da-nhan-sua", "le-doi-xung"]
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FONT_SLOTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")


def saved(source: bytes, way: Way) -> bytes:
    """The document saved that way."""
    return _WAYS[way](source)


def _body_of(files: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(files["word/document.xml"])


def _files(source: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _with(files: dict[str, bytes], **parts: etree._Element | bytes) -> bytes:
    named = {f"word/{name}.xml": part for name, part in parts.items()}
    made = {n: p if isinstance(p, bytes) else etree.tostring(p, encoding="UTF-8") for n, p in named.items()}
    return zipped({**files, **made})


def _python_docx(source: bytes) -> bytes:
    """python-docx's own template, whose theme fonts are replaced; the section is copied property by property."""
    made, given = docx.Document(), docx.Document(io.BytesIO(source))
    for fonts in made.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for slot in _FONT_SLOTS:
            fonts.set(qn(slot), FONT)
    body, section = made.element.body, made.sections[0]
    for block in list(given.element.body):
        if block.tag != qn("w:sectPr"):
            body.insert(len(body) - 1, copy.deepcopy(block))
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    numbered = given.sections[0].header.paragraphs[0]._p
    section.header._element.append(copy.deepcopy(numbered))
    section.header._element.remove(section.header.paragraphs[0]._p)
    made.core_properties.title = given.core_properties.title
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def _styled(source: bytes) -> bytes:
    """Looks in named styles, nothing direct: as a well-kept template does it."""
    files = _files(source)
    body, styles = _body_of(files), etree.fromstring(files["word/styles.xml"])
    names: dict[str, str] = {}
    for paragraph in body.iter(f"{_W}p"):
        looks = [r.find(f"{_W}rPr") for r in paragraph.iter(f"{_W}r")]
        properties = paragraph.find(f"{_W}pPr")
        seen = {etree.tostring(look) for look in looks if look is not None}
        plain = properties is not None and properties.find(f"{_W}sectPr") is None
        if not plain or len(seen) > 1 or paragraph.find(f".//{_W}txbxContent") is not None:
            continue
        key = etree.tostring(properties).decode() + "".join(str(s) for s in seen)
        if key not in names:
            names[key] = f"K{len(names) + 1}"
            styles.append(_style(names[key], properties, looks[0] if seen else None))
        for look in looks:
            if look is not None:
                look.getparent().remove(look)
        properties.clear()
        etree.SubElement(properties, f"{_W}pStyle").set(f"{_W}val", names[key])
    return _with(files, document=body, styles=styles)


def _style(name: str, properties: etree._Element, look: etree._Element | None) -> etree._Element:
    style = etree.Element(f"{_W}style", {f"{_W}type": "paragraph", f"{_W}styleId": name, f"{_W}customStyle": "1"})
    etree.SubElement(style, f"{_W}name").set(f"{_W}val", f"Kiểu {name}")
    etree.SubElement(style, f"{_W}basedOn").set(f"{_W}val", "Normal")
    style.append(copy.deepcopy(properties))
    if look is not None:
        style.append(copy.deepcopy(look))
    return style


def _two_fonts(source: bytes) -> bytes:
    """Calibri declared, in the font table and in a style that nothing uses."""
    files = _files(source)
    calibri = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
    style = (
        '<w:style w:type="paragraph" w:styleId="Phu"><w:name w:val="Phu"/><w:basedOn w:val="Normal"/>'
        f"<w:rPr>{calibri}</w:rPr></w:style></w:styles>"
    )
    declared = '<w:font w:name="Calibri"><w:family w:val="swiss"/></w:font></w:fonts>'
    return _with(
        files,
        styles=files["word/styles.xml"].replace(b"</w:styles>", style.encode()),
        fontTable=files["word/fontTable.xml"].replace(b"</w:fonts>", declared.encode()),
    )


def _controlled(source: bytes) -> bytes:
    """Content controls: round the words of the first table, and round one paragraph of the body."""
    files = _files(source)
    body = _body_of(files)
    for run in list(next(body.iter(f"{_W}tbl")).iter(f"{_W}r")):
        _into_control(run)
    _into_control(body.findall(f"{_W}body/{_W}p")[6])
    return _with(files, document=body)


def _into_control(element: etree._Element) -> None:
    control = etree.Element(f"{_W}sdt")
    etree.SubElement(control, f"{_W}sdtPr")
    content = etree.SubElement(control, f"{_W}sdtContent")
    element.addprevious(control)
    content.append(element)


def _accepted(source: bytes) -> bytes:
    """As Word leaves it after the changes were accepted: runs cut, marks of revision, spelling and place."""
    files = _files(source)
    body = _body_of(files)
    for number, run in enumerate(list(body.iter(f"{_W}r"))):
        text = run.find(f"{_W}t")
        run.set(f"{_W}rsidR", f"{number + 1:08X}")
        if text is None or len(run.findall(f"{_W}t")) > 1 or len(text.text or "") < 4:
            continue
        cut = len(text.text) // 2
        other = copy.deepcopy(run)
        other.find(f"{_W}t").text, text.text = text.text[cut:], text.text[:cut]
        run.addnext(other)
        run.addnext(etree.Element(f"{_W}proofErr", {f"{_W}type": "spellStart"}))
        run.addprevious(etree.Element(f"{_W}bookmarkEnd", {f"{_W}id": str(number)}))
        run.getprevious().addprevious(
            etree.Element(f"{_W}bookmarkStart", {f"{_W}id": str(number), f"{_W}name": f"_d{number}"})
        )
    return _with(files, document=body)


def _mirrored(source: bytes) -> bytes:
    """For printing on both sides."""
    files = _files(source)
    return _with(files, settings=files["word/settings.xml"].replace(b"<w:compat>", b"<w:mirrorMargins/><w:compat>"))


_WAYS: dict[Way, Callable[[bytes], bytes]] = {
    "python-docx": _python_docx,
    "kieu": _styled,
    "hai-phong": _two_fonts,
    "khung-noi-dung": _controlled,
    "da-nhan-sua": _accepted,
    "le-doi-xung": _mirrored,
}
WAYS: tuple[Way, ...] = tuple(_WAYS)

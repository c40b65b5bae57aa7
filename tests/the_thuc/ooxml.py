"""A small writer of Word files: paragraphs, borderless tables, text boxes, drawn rules, the package around them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace
from typing import Literal
from xml.sax.saxutils import escape

FONT = "Times New Roman"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
# Advance widths of Times, thousandths of an em, upright and bold; marks do not widen a letter.
_REGULAR = (
    "a443b500c443d500e443f333g500h500i277j277k500l277m777n500o500p500q500r333s389t277u500v500w722x500y500z443"
    "A722B666C666D722E610F556G722H722I333J389K722L610M889N722O722P556Q722R666S556T610U722V722W943X722Y722Z610"
    "Đ722đ500Ơ722ơ528Ư775ư541"
)
_BOLD = (
    "a500b556c443d556e443f333g500h556i277j333k556l277m833n556o500p556q556r443s389t333u556v500w722x500y500z443"
    "A722B666C722D722E666F610G777H777I389J500K777L666M943N722O777P610Q777R722S556T666U722V722W1000X722Y722Z666"
    "Đ722đ556Ơ777ơ553Ư795ư600"
)
_SIGNS = {" ": 250, ",": 250, ".": 250, ":": 300, ";": 300, "-": 333, "/": 277, "(": 333, ")": 333}


def mm(value: float) -> int:
    """Twips."""
    return round(value / 25.4 * 1440)


def emu(value_mm: float) -> int:
    return round(value_mm * 36000)


def _advances(table: str) -> dict[str, int]:
    advances: dict[str, int] = dict(_SIGNS)
    letter = ""
    for c in table:
        if c.isdigit():
            advances[letter] = advances.get(letter, 0) * 10 + int(c)
        else:
            letter = c
    return advances


_ADVANCES = {False: _advances(_REGULAR), True: _advances(_BOLD)}


def width_mm(text: str, size: float, bold: bool) -> float:
    """How wide the text prints in Times."""
    import unicodedata

    def advance(c: str) -> int:
        if c in _ADVANCES[bold]:
            return _ADVANCES[bold][c]
        for base in (unicodedata.normalize("NFD", c)[:2], unicodedata.normalize("NFD", c)[:1]):
            whole = unicodedata.normalize("NFC", base)
            if whole in _ADVANCES[bold]:
                return _ADVANCES[bold][whole]
        return 500

    return sum(advance(c) for c in text) / 1000 * size / 72 * 25.4


@dataclass(frozen=True)
class Look:
    """How a line of words looks; `exact` in points, else `auto` as a multiple of single."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: Literal["left", "center", "right", "both"] = "center"
    first_mm: float = 0
    left_mm: float = 0
    right_mm: float = 0
    before: float = 0
    after: float = 0
    exact: float = 0
    auto: float = 1
    keep_next: bool = False
    tabs_mm: tuple[float, ...] = ()
    page_break_before: bool = False

    @property
    def height_pt(self) -> float:
        return self.before + self.after + (self.exact or self.size * 1.16 * self.auto)


def run(text: str, look: Look, inner: str = "") -> str:
    flags = "".join(f"<w:{tag}/>" for tag, on in (("b", look.bold), ("i", look.italic)) if on)
    under = '<w:u w:val="single"/>' if look.underline else ""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    size = f'<w:sz w:val="{round(look.size * 2)}"/><w:szCs w:val="{round(look.size * 2)}"/>'
    pieces = "<w:br/>".join(
        "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in line.split("\t"))
        for line in text.split("\n")
    )
    return f"<w:r><w:rPr>{fonts}{flags}{size}{under}</w:rPr>{inner or pieces}</w:r>"


def properties(look: Look, extra: str = "") -> str:
    keep = "<w:keepNext/>" if look.keep_next else ""
    page = "<w:pageBreakBefore/>" if look.page_break_before else ""
    tabs = "".join(f'<w:tab w:val="center" w:pos="{mm(at)}"/>' for at in look.tabs_mm)
    line = (round(look.exact * 20), "exact") if look.exact else (round(look.auto * 240), "auto")
    spacing = (
        f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}" '
        f'w:line="{line[0]}" w:lineRule="{line[1]}"/>'
    )
    indents = (("left", look.left_mm), ("right", look.right_mm), ("firstLine", look.first_mm))
    indent = "".join(f' w:{side}="{mm(value)}"' for side, value in indents)
    return (
        f"<w:pPr>{keep}{page}{extra}{f'<w:tabs>{tabs}</w:tabs>' if tabs else ''}{spacing}"
        f'<w:ind{indent}/><w:jc w:val="{look.align}"/></w:pPr>'
    )


def paragraph(*runs: str, look: Look, extra: str = "") -> str:
    return f"<w:p>{properties(look, extra)}{''.join(runs)}</w:p>"


def line(text: str, look: Look) -> str:
    return paragraph(run(text, look) if text else "", look=look)


def rule(cell_mm: float, length_mm: float, before: float = 3, keep_next: bool = False) -> str:
    """An empty paragraph whose upper border is the rule, in the middle of a cell."""
    side = (cell_mm - length_mm) / 2
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>'
    look = Look(size=2, exact=3, before=before, left_mm=side, right_mm=side, keep_next=keep_next)
    return paragraph(look=look, extra=border)


def table(rows: list[list[str]], widths_mm: tuple[float, ...], ruled: bool = False, header: bool = False) -> str:
    """Cells are XML of paragraphs."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margin = mm(1) if ruled else 0
    cells = "".join(f'<w:{side} w:w="{margin}" w:type="dxa"/>' for side in ("left", "right"))
    grid = "".join(f'<w:gridCol w:w="{mm(width)}"/>' for width in widths_mm)
    body = ""
    for number, row in enumerate(rows):
        marks = "<w:cantSplit/>" + ("<w:tblHeader/>" if header and number == 0 else "")
        body += f"<w:tr><w:trPr>{marks}</w:trPr>" + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{mm(width)}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for width, cell in zip(widths_mm, row, strict=True)
        )
        body += "</w:tr>"
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(mm(w) for w in widths_mm)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'{f"<w:tblBorders>{sides}</w:tblBorders>" if ruled else ""}<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{cells}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _anchor(number: int, x_mm: float, y_mm: float, size_mm: tuple[float, float], graphic: str) -> str:
    width, height = emu(size_mm[0]), emu(size_mm[1])
    return (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="{number}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{emu(x_mm)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{emu(y_mm)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="Hình {number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_WPS}"><wps:wsp>{graphic}</wps:wsp></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing>"
    )


def _shape(size_mm: tuple[float, float], kind: str, ink: str) -> str:
    extent = f'<a:ext cx="{emu(size_mm[0])}" cy="{emu(size_mm[1])}"/>'
    return (
        f'<wps:spPr><a:xfrm><a:off x="0" y="0"/>{extent}</a:xfrm>'
        f'<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom><a:noFill/>{ink}</wps:spPr>'
    )


def drawn_rule(number: int, x_mm: float, y_mm: float, length_mm: float) -> str:
    """A drawn line, to be put inside a run."""
    ink = '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
    graphic = f"<wps:cNvCnPr/>{_shape((length_mm, 0), 'line', ink)}<wps:bodyPr/>"
    return _anchor(number, x_mm, y_mm, (length_mm, 0), graphic)


def text_box(number: int, x_mm: float, y_mm: float, size_mm: tuple[float, float], content: str) -> str:
    """A text box without border or inner margin, to be put inside a run."""
    graphic = (
        f'<wps:cNvSpPr txBox="1"/>{_shape(size_mm, "rect", "<a:ln><a:noFill/></a:ln>")}'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></wps:bodyPr>'
    )
    return _anchor(number, x_mm, y_mm, size_mm, graphic)


def section(landscape: bool = False, restart: bool = False, inside: bool = False) -> str:
    """Page set-up with the page number's header; `inside` wraps it in the last paragraph of its section."""
    width, height = (16838, 11906) if landscape else (11906, 16838)
    turned = ' w:orient="landscape"' if landscape else ""
    start = '<w:pgNumType w:start="1"/>' if restart else ""
    found = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId11"/><w:headerReference w:type="first" r:id="rId12"/>'
        f'<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
        f"{start}<w:titlePg/></w:sectPr>"
    )
    if not inside:
        return found
    return f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{found}</w:pPr></w:p>'


def _page_number() -> str:
    look = Look(size=14)
    return paragraph(
        run("", look, '<w:fldChar w:fldCharType="begin"/>'),
        run("", look, '<w:instrText xml:space="preserve"> PAGE </w:instrText>'),
        run("", look, '<w:fldChar w:fldCharType="separate"/>'),
        run("2", look),
        run("", look, '<w:fldChar w:fldCharType="end"/>'),
        look=look,
    )


PAGE_NUMBER = _page_number()
STYLES = (
    f'<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" '
    f'w:eastAsia="{FONT}" w:cs="{FONT}"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/></w:rPr>'
    "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>{more}</w:styles>'
)
_SETTINGS = (
    f'<w:settings {NAMESPACES}>{{mirror}}<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/>'
    "{parts}"
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
_RELATION = '<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/{kind}" Target="{target}"/>'
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>'
_WORD_PARTS = (
    ("rId10", "styles", "styles.xml"),
    ("rId11", "header", "header1.xml"),
    ("rId12", "header", "header2.xml"),
    ("rId13", "settings", "settings.xml"),
    ("rId14", "fontTable", "fontTable.xml"),
)


def _core(title: str) -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></cp:coreProperties>'
    )


def _relations(rows: tuple[tuple[str, str, str], ...]) -> str:
    return _RELATIONS.format(all="".join(_RELATION.format(id=i, kind=kind, target=target) for i, kind, target in rows))


def _overrides() -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return "".join(
        f'<Override PartName="/word/{target}" ContentType="{kind}.{name}+xml"/>' for _, name, target in _WORD_PARTS
    )


def package(body: str, title: str, styles: str = "", fonts: tuple[str, ...] = (FONT,), mirror: bool = False) -> bytes:
    """The .docx of a body; `styles` are more styles, `fonts` those its font table declares."""
    office = "officeDocument/2006/relationships/"
    declared = "".join(f'<w:font w:name="{font}"><w:family w:val="roman"/></w:font>' for font in fonts)
    empty = paragraph(look=replace(Look(), size=14))
    files = {
        "[Content_Types].xml": _TYPES.format(parts=_overrides()),
        "_rels/.rels": _relations(
            (
                ("rId1", office + "officeDocument", "word/document.xml"),
                ("rId2", "package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
            )
        ),
        "docProps/core.xml": _core(title),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(tuple((i, office + kind, to) for i, kind, to in _WORD_PARTS)),
        "word/styles.xml": STYLES.format(more=styles),
        "word/header1.xml": f"<w:hdr {NAMESPACES}>{PAGE_NUMBER}</w:hdr>",
        "word/header2.xml": f"<w:hdr {NAMESPACES}>{empty}</w:hdr>",
        "word/settings.xml": _SETTINGS.format(mirror="<w:mirrorMargins/>" if mirror else ""),
        "word/fontTable.xml": f"<w:fonts {NAMESPACES}>{declared}</w:fonts>",
    }
    return zipped(files)


def zipped(files: dict[str, str] | dict[str, bytes]) -> bytes:
    """The files in one package, the same bytes every time."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package_file:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            mark = b"" if not isinstance(content, str) else b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            package_file.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), mark + data, zipfile.ZIP_DEFLATED)
    return held.getvalue()

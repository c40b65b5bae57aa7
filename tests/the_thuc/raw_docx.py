"""Word files of raw XML for tests: every part as one writes it, the package around it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from vanban.the_thuc.docx_view import read_docx
from vanban.the_thuc.views import DocxView, Paragraph

TRANSITIONAL = "http://schemas.openxmlformats.org"
STRICT = "http://purl.oclc.org/ooxml"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
A4 = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" '
    'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
# The kinds of part that `docx` links to the document by the name of the file.
_LINKED = ("styles", "numbering", "settings", "theme")


def run(text: str = "", properties: str = "", *, inside: str = "") -> str:
    """A w:r with its text, or with what is `inside`."""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}{inside or f"""<w:t xml:space="preserve">{text}</w:t>"""}</w:r>'


def paragraph(content: str = "", properties: str = "") -> str:
    """A w:p: bare words become one run."""
    layout = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{layout}{content if content.startswith('<') or not content else run(content)}</w:p>"


def cell(content: str = "<w:p/>", properties: str = "") -> str:
    """A w:tc."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A w:tr."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, properties: str = "", grid: tuple[int, ...] = ()) -> str:
    """A w:tbl."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def style(key: str, inside: str = "", *, kind: str = "paragraph", based: str = "", default: bool = False) -> str:
    """A w:style."""
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    mark = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}" w:styleId="{key}"{mark}><w:name w:val="{key}"/>{on}{inside}</w:style>'


def defaults(looks: str = "", layout: str = "") -> str:
    """A w:docDefaults."""
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{looks}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{layout}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def parts(
    body: str,
    *,
    section: str = A4,
    linked: Mapping[str, tuple[str, str]] | None = None,
    more: Mapping[str, str | bytes] | None = None,
    **xml: str,
) -> dict[str, str | bytes]:
    """The parts of a package by name.

    `xml` is what stands inside the root of styles, numbering, settings or theme; `linked` are further parts by their
    relationship id: the kind and the file name in `word/`; `more` are files by their whole name.
    """
    relations = [(f"rId{name}", name, f"{name}.xml") for name in _LINKED if name in xml]
    relations += [(key, kind, target) for key, (kind, target) in (linked or {}).items()]
    told = "".join(f'<Relationship Id="{k}" Type="{_TYPE}{kind}" Target="{to}"/>' for k, kind, to in relations)
    main = f'<Relationship Id="rId1" Type="{_TYPE}officeDocument" Target="word/document.xml"/>'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS.format(main),
        "word/_rels/document.xml.rels": _RELS.format(told),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>",
    }
    for name, inside in xml.items():
        files[f"word/{name}.xml"] = inside if name == "theme" else f"<w:{name} {NAMESPACES}>{inside}</w:{name}>"
    return {**files, **(more or {})}


def docx(body: str, **others: object) -> bytes:
    """A whole file; the same arguments as `parts`."""
    return zipped(parts(body, **others))  # type: ignore[arg-type]


def header(content: str, tag: str = "hdr") -> str:
    """A header (or footer, `ftr`) part."""
    return f"<w:{tag} {NAMESPACES}>{content}</w:{tag}>"


def view(body: str, **others: object) -> DocxView:
    """The file as it is read."""
    return read_docx(docx(body, **others), "thu.docx")


def first(body: str, **others: object) -> Paragraph:
    """Its first paragraph."""
    return view(body, **others).paragraphs[0]

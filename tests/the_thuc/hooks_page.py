"""Damage to headers and footers that the case language cannot say."""

from __future__ import annotations

import io
import zipfile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FONT = "Times New Roman"
_LOOKS = f'<w:rPr><w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}"/><w:sz w:val="28"/></w:rPr>'
_FOOTER = (
    f'<?xml version="1.0" encoding="UTF-8"?><w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    f'<w:fldSimple w:instr=" PAGE "><w:r>{_LOOKS}<w:t>2</w:t></w:r></w:fldSimple></w:p></w:ftr>'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"


def number_in_footer(docx: bytes) -> bytes:
    """The page number in a footer of every section too."""
    with zipfile.ZipFile(io.BytesIO(docx)) as source:
        files = {name: source.read(name).decode("utf-8", "surrogateescape") for name in source.namelist()}
    files["word/footer9.xml"] = _FOOTER
    relation = f'<Relationship Id="rIdF9" Type="{_KIND}" Target="footer9.xml"/></Relationships>'
    at = "word/_rels/document.xml.rels"
    files[at] = files[at].replace("</Relationships>", relation)
    part = f'<Override PartName="/word/footer9.xml" ContentType="{_TYPE}"/></Types>'
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace("</Types>", part)
    reference = f'<w:footerReference xmlns:r="{_R}" w:type="default" r:id="rIdF9"/><w:pgSz '
    files["word/document.xml"] = files["word/document.xml"].replace("<w:pgSz ", reference)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in files.items():
            target.writestr(name, text.encode("utf-8", "surrogateescape"))
    return out.getvalue()

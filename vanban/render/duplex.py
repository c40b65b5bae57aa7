"""Pages for both sides of a sheet: the wide margin lies at the spine on fronts and backs alike."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from lxml import etree

from vanban.render.words import entry

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SETTINGS: Final = "word/settings.xml"
_MIRROR: Final = f"{_W}mirrorMargins"
# What stands before w:mirrorMargins in w:settings (ISO/IEC 29500-1, CT_Settings).
_BEFORE: Final = frozenset(
    _W + name
    for name in (
        "writeProtection",
        "view",
        "zoom",
        "removePersonalInformation",
        "removeDateAndTime",
        "doNotDisplayPageBoundaries",
        "displayBackgroundShape",
        "printPostScriptOverText",
        "printFractionalCharacterWidth",
        "printFormsData",
        "embedTrueTypeFonts",
        "embedSystemFonts",
        "saveSubsetFonts",
        "saveFormsData",
    )
)


def mirrored(docx: bytes) -> bytes:
    """The same paper with mirrored margins: left and right of the section change places on every back."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(entry(name), _with_mirror(data) if name == _SETTINGS else data)
    return out.getvalue()


def _with_mirror(settings: bytes) -> bytes:
    root = etree.fromstring(settings, etree.XMLParser(resolve_entities=False, no_network=True))
    if root.find(_MIRROR) is not None:
        return settings
    root.insert(sum(child.tag in _BEFORE for child in root), etree.Element(_MIRROR))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

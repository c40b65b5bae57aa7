"""What LibreOffice is asked to write.

Its PDF/A is tagged whether that is wished or not, which takes a quarter of its time, and a paper is written anew
without tags. Pages of words, tables and lines are PDF/A-1b by themselves once they have a colour profile, so they are
asked for plainly; what may be transparent, or be a link, is left for LibreOffice to make fit for PDF/A.
"""

from __future__ import annotations

import json
import re
import zipfile
from enum import Enum
from pathlib import Path
from typing import Final

from vanban.convert.base import Job
from vanban.convert.word_parts import MAIN

WORD_FILTER: Final = "MS Word 2007 XML"
# No form fields, and no tags where they can be done without.
_EXPORT: Final = {
    "ExportFormFields": {"type": "boolean", "value": "false"},
    "UseTaggedPDF": {"type": "boolean", "value": "false"},
}
_PLAIN: Final = {"SelectPdfVersion": {"type": "long", "value": "0"}}
# PDF/A-1b (TCVN 14159-1).
_ARCHIVAL: Final = {"SelectPdfVersion": {"type": "long", "value": "1"}}
_NAMED: Final = {
    "ExportBookmarks": {"type": "boolean", "value": "false"},
    "ExportBookmarksToPDFDestination": {"type": "boolean", "value": "true"},
}
_MARKED: Final = {"ExportBookmarks": {"type": "boolean", "value": "true"}}
_SHEETS: Final = frozenset({".xls", ".xlsx"})
_PRINTED: Final = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|styles|numbering)\.xml")
# Beside these, what a file may hold without anything more being seen of it. Any other part may be: a picture, a font, a
# body or header under another name.
_UNSEEN: Final = re.compile(
    r"\[Content_Types\]\.xml|(?:\w+/)?_rels/[^/]*|docProps/(?:core|app|custom|thumbnail)\.\w+"
    r"|customXml/item(?:Props)?\d*\.xml|word/(?:settings|webSettings|fontTable|stylesWithEffects|theme/theme\d*)\.xml"
)
# Pictures and what is drawn, what leads somewhere, other files taken in whole, and whatever newer versions of Word have
# added beside their own words: glowing letters, for one.
_NOT_PLAIN: Final = re.compile(
    rb"<w:(?:drawing|pict|object|control|contentPart|altChunk|subDoc"
    rb"|hyperlink|sdt|footnoteReference|endnoteReference|commentReference)\b"
    rb"|<(?!/?w:|[?!])[^>]"
)
_FIELD: Final = re.compile(rb"<w:instrText[^>]*>([^<]*)|w:instr=\"([^\"]*)")
_FIELD_SIGN: Final = b"instr"
_NUMBER_FIELD: Final = re.compile(rb"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b[^<\"]*", re.IGNORECASE)


class Way(Enum):
    """Cách xuất: pages asked for plainly, as PDF/A, or as PDF/A with the bookmarks that somebody else put in."""

    PLAIN = "plain"
    ARCHIVAL = "archival"
    FOREIGN = "foreign"


def way_of(job: Job) -> Way:
    """How the pages of a paper are asked for; a broken Word file is left to LibreOffice as it is."""
    if job.foreign:
        return Way.FOREIGN
    try:
        with zipfile.ZipFile(job.docx) as archive:
            return Way.PLAIN if is_plain(archive) else Way.ARCHIVAL
    except Exception:  # it fails in many ways
        return Way.ARCHIVAL


def is_plain(word: zipfile.ZipFile) -> bool:
    """Whether a Word file has nothing but words, tables and lines, and no fields but numbers of pages.

    Raises:
        zipfile.BadZipFile, zlib.error: it is broken.
    """
    names = word.namelist()
    seen = [name for name in names if _PRINTED.fullmatch(name)]
    known = MAIN in seen and all(_UNSEEN.fullmatch(name) for name in names if name not in seen)
    return known and all(is_plain_part(word.read(name)) for name in seen)


def is_plain_part(part: bytes) -> bool:
    """The same of one part of it that is printed, or that says how."""
    return not _NOT_PLAIN.search(part) and all(map(_NUMBER_FIELD.fullmatch, fields(part)))


def fields(part: bytes) -> list[bytes]:
    """The instructions of the fields in a part of a Word file."""
    if _FIELD_SIGN not in part:  # the pattern takes a hundred times as long to see that there is none
        return []
    return [said for pair in _FIELD.findall(part) for said in pair if said.strip()]


def target(way: Way, source: Path) -> str:
    """The PDF filter for a file, with its options."""
    calc = way is Way.FOREIGN and source.suffix in _SHEETS
    version = _PLAIN if way is Way.PLAIN else _ARCHIVAL
    marks = _MARKED if way is Way.FOREIGN else _NAMED
    options = json.dumps(version | _EXPORT | marks, separators=(",", ":"))
    return f"pdf:{'calc' if calc else 'writer'}_pdf_Export:{options}"

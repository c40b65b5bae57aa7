"""The only writer of PDFs: a paper of ours made repeatable, and papers bound into one.

Always a fresh PDF: LibreOffice stamps the time and a random identifier into its own files, so its pages are
copied into a new one whose dates are those of the papers and whose identifier comes from the inputs.
PDF/A-1b (TCVN 14159-1): header 1.4, one output intent, plain XMP equal to Info, no object streams, no structure left
over from the parts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, cast
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    TextStringObject,
)

from vanban.bundle.stamp import StampFont, stamp
from vanban.errors import BundleError
from vanban.model.packet import Bookmark

LANGUAGE: Final = "vi-VN"
PRODUCER: Final = "vanban"
# Bytes 24–35 of a colour profile hold the time it was made (ICC.1, 7.2.8); 2000-01-01 00:00:00 instead.
_ICC_TIME: Final = slice(24, 36)
_ICC_FIXED: Final = bytes([7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])
_PAGE_LEFTOVERS: Final = ("/StructParents", "/Tabs", "/Metadata", "/PieceInfo")


@dataclass(frozen=True, slots=True)
class Meta:
    """Thông tin tệp: title, author and the day its papers bear (written as the time of making)."""

    title: str
    author: str
    day: date
    archival: bool = True


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """Mục đánh dấu trang: a section with its papers; pages are 1-based."""

    title: str
    items: tuple[Bookmark, ...]


def open_pages(path: Path, label: str) -> int:
    """How many pages a foreign PDF has.

    Raises:
        BundleError: it is encrypted, broken or empty; nothing of it would be bound.
    """
    remedy = "xuất lại tệp thành PDF không đặt mật khẩu"
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            raise BundleError.say("GH-03", "Tệp PDF đặt mật khẩu", label, remedy)
        pages = len(reader.pages)
    except DependencyError as error:  # an encryption pypdf cannot even try
        raise BundleError.say("GH-03", "Tệp PDF đặt mật khẩu", label, remedy) from error
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BundleError.say("GH-02", f"Không đọc được tệp PDF ({error})", label, remedy) from error
    if pages == 0:
        raise BundleError.say("GH-02", "Tệp PDF không có trang nào", label, remedy)
    return pages


def write_paper(source: Path, target: Path, meta: Meta) -> None:
    """A converted paper as a PDF that is the same, byte for byte, whenever it is made."""
    writer = PdfWriter()
    reader = _add_pages(writer, source)
    _finish(writer, meta, [reader])
    _save(writer, target)


def write_bundle(
    sources: Sequence[Path], target: Path, meta: Meta, outline: Sequence[OutlineSection], font: StampFont
) -> int:
    """Bind papers into one PDF with packet numbers, outline and page labels; gives its page total."""
    writer = PdfWriter()
    readers = [_add_pages(writer, source) for source in sources]
    total = len(writer.pages)
    font_ref = font.add_to(writer)
    for index, page in enumerate(writer.pages, 1):
        stamp(page, f"Trang {index}/{total}", font, font_ref, writer)
    for section in outline:
        _add_bookmark(writer, Bookmark(section.title, section.items[0].page, section.items), None)
    writer.set_page_label(0, total - 1, style=PageLabelStyle.DECIMAL, start=1)
    writer.page_mode = "/UseOutlines"
    _finish(writer, meta, readers)
    _save(writer, target)
    return total


def _add_bookmark(writer: PdfWriter, bookmark: Bookmark, parent: IndirectObject | None) -> None:
    """A bookmark, closed, with all that stands under it."""
    own = writer.add_outline_item(
        title=bookmark.title, page_number=bookmark.page - 1, parent=parent, is_open=not bookmark.children
    )
    for child in bookmark.children:
        _add_bookmark(writer, child, own)


def _add_pages(writer: PdfWriter, source: Path) -> PdfReader:
    """Copy the pages of a file; the reader must live as long as the writer, which tells readers apart by address."""
    reader = PdfReader(source)
    for page in reader.pages:
        added = writer.add_page(page)
        for key in _PAGE_LEFTOVERS:
            added.pop(key, None)
    intents = reader.root_object.get("/OutputIntents")
    if intents is not None and "/OutputIntents" not in writer.root_object:
        _take_intent(writer, cast(ArrayObject, intents.get_object())[0].get_object())
    return reader


def _take_intent(writer: PdfWriter, intent: Any) -> None:
    """The output intent of a part, its colour profile without the time at which LibreOffice made it."""
    taken = intent.clone(writer, ignore_fields=("/DestOutputProfile",)).get_object()
    profile = intent["/DestOutputProfile"].get_object()
    data = profile.get_data()
    stream = DecodedStreamObject()
    stream.update(profile)
    stream.pop("/Filter", None)
    stream.set_data(data[: _ICC_TIME.start] + _ICC_FIXED + data[_ICC_TIME.stop :])
    taken[NameObject("/DestOutputProfile")] = writer._add_object(stream.flate_encode())
    writer.root_object[NameObject("/OutputIntents")] = ArrayObject([taken])


def _finish(writer: PdfWriter, meta: Meta, readers: Sequence[PdfReader]) -> None:
    """Title, author, dates, language, identifier: all from the inputs, none from the clock."""
    moment = f"{meta.day:%Y%m%d}000000+07'00'"
    info: dict[str, Any] = {
        "/Title": meta.title,
        "/Author": meta.author,
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": f"D:{moment}",
        "/ModDate": f"D:{moment}",
    }
    writer.add_metadata(info)
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(LANGUAGE)
    viewer = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    root[NameObject("/ViewerPreferences")] = viewer
    metadata = DecodedStreamObject()
    metadata.set_data(xmp(meta))
    metadata[NameObject("/Type")] = NameObject("/Metadata")
    metadata[NameObject("/Subtype")] = NameObject("/XML")
    root[NameObject("/Metadata")] = writer._add_object(metadata)
    mark = _identifier(meta, readers)
    writer._ID = ArrayObject([ByteStringObject(mark), ByteStringObject(mark)])
    writer.pdf_header = "%PDF-1.4"


def _identifier(meta: Meta, readers: Sequence[PdfReader]) -> bytes:
    """16 bytes from what was put in, page content for page content."""
    digest = hashlib.sha256(repr(meta).encode())
    for reader in readers:
        for page in reader.pages:
            contents = page.get_contents()
            digest.update(contents.get_data() if contents is not None else b"")
    return digest.digest()[:16]


def xmp(meta: Meta) -> bytes:
    """The XMP packet, equal to the Info dictionary (ISO 19005-1, 6.7.3)."""
    moment = f"{meta.day:%Y-%m-%d}T00:00:00+07:00"
    part = "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" if meta.archival else ""
    title, author = escape(meta.title), escape(meta.author)
    text = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
{part}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""
    return text.encode("utf-8")


def _save(writer: PdfWriter, target: Path) -> None:
    try:
        with target.open("wb") as stream:
            writer.write_stream(stream)
    except OSError as error:
        raise BundleError.say(
            "GH-05", f"Không ghi được tệp ({error.strerror})", str(target), "kiểm tra ổ đĩa"
        ) from error

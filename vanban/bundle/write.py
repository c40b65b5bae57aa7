"""The only writer of PDFs: a paper of ours made repeatable, and papers bound into one.

Always a fresh PDF: LibreOffice stamps the time and a random identifier into its own files, so its pages are
copied into a new one whose dates are those of the papers and whose identifier comes from the inputs.
PDF/A-1b (TCVN 14159-1): header 1.4, one output intent, plain XMP equal to Info, no object streams, no structure left
over from the parts.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from pathlib import Path
from typing import IO, Any, Final, Literal, cast

import pikepdf
from pypdf import PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from vanban.bundle.aside import Aside
from vanban.bundle.canonical import add_paper
from vanban.bundle.colour import add_intent
from vanban.bundle.copying import Copier, Taking
from vanban.bundle.foreign import bookmarks_of, settle_in
from vanban.bundle.glyphs import Faces
from vanban.bundle.identifier import Hashed, Writer
from vanban.bundle.images import add_images
from vanban.bundle.numbering import BY_PAGE, Number, Style, numbered
from vanban.bundle.sharpness import reduce_pictures
from vanban.bundle.sheaf import Sheaf, add_links, add_whole
from vanban.bundle.stamp import Stamp
from vanban.errors import BundleError
from vanban.model.packet import Bookmark

LANGUAGE: Final = "vi-VN"
VERSO: Final = "(Mặt sau để trống)"
_BUFFER: Final = 1 << 16
_HEADERS: Final = {"1b": "%PDF-1.4", "2b": "%PDF-1.7"}
PRODUCER: Final = "vanban"
# Bytes 24–35 of a colour profile hold the time it was made (ICC.1, 7.2.8); 2000-01-01 00:00:00 instead.
_ICC_TIME: Final = slice(24, 36)
_ICC_FIXED: Final = bytes([7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])


@dataclass(frozen=True, slots=True)
class Meta:
    """Thông tin tệp: title, author and the day its papers bear (written as the time of making)."""

    title: str
    author: str
    day: date
    archival: bool = True
    pdfa: Literal["1b", "2b"] = "1b"


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """Mục đánh dấu trang: a section with its papers; pages are 1-based."""

    title: str
    items: tuple[Bookmark, ...]


def write_paper(source: Path, target: Path, meta: Meta, faces: Faces) -> None:
    """A converted paper in its one byte form: the same whenever, wherever and with whatever else it was converted."""
    writer = Writer()
    copier = Copier(writer)
    # Told to hand down what pages inherit, qpdf spends ten times as long to open a paper.
    with pikepdf.open(source, inherit_page_attributes=False) as pdf:
        add_paper(copier, pdf, faces.all)
    add_intent(copier)
    _finish(writer, meta)
    _save(writer, target)


def write_foreign(source: Path, target: Path, meta: Meta) -> None:
    """Pages that another program laid out, in a file that is the same whenever it is made."""
    writer = Writer()
    with pikepdf.open(source, suppress_warnings=True) as pdf:
        copier = Copier(writer)
        copier.add_pages(pdf)
        _take_intent(copier, pdf)
        for bookmark in bookmarks_of(pdf):
            _add_bookmark(writer, bookmark, None)
    _finish(writer, meta)
    _save(writer, target)


def write_images(sources: Sequence[Path], target: Path, meta: Meta, label: str) -> None:
    """Pictures as the pages of one file.

    Raises:
        BundleError: a picture cannot be read.
    """
    writer = Writer()
    add_images(Copier(writer), sources, label)
    _finish(writer, meta)
    _save(writer, target)


def write_bundle(
    sources: Sequence[Sheaf | Path],
    target: Path,
    meta: Meta,
    outline: Sequence[OutlineSection],
    faces: Faces,
    style: Style = BY_PAGE,
) -> int:
    """Bind papers into one PDF with packet numbers, outline and page labels; gives the packet's page total.

    A sheaf that is not `bound` is left out but counted: its pages stand in another part of the packet.
    """
    writer = Writer()
    with _written(target), tempfile.TemporaryFile() as file:
        total = _bind(Copier(writer, Aside(file)), sources, meta, outline, faces, style)
        _save(writer, target)
    return total


def _bind(
    copier: Copier,
    sources: Sequence[Sheaf | Path],
    meta: Meta,
    outline: Sequence[OutlineSection],
    faces: Faces,
    style: Style,
) -> int:
    """Everything of the bound file, not written yet; gives how many page sides the packet has."""
    writer = copier.writer
    sides: list[_Side] = []
    for item in sources:
        sides += _add_sheaf(copier, item if isinstance(item, Sheaf) else Sheaf(item), len(sides), style)
    numbers = numbered([side.sheaf.counted for side in sides], style)
    here = [index for index, side in enumerate(sides) if side.sheaf.bound]
    stamp = Stamp(copier, faces.regular)
    for own, packet in enumerate(here):
        side = sides[packet]
        stamp.put(copier.pages[own], numbers[packet].printed, bool(side.sheaf.prefix), side.notes)
        if not side.sheaf.links:
            copier.finish(own)
    places = {packet + 1: own + 1 for own, packet in enumerate(here)}
    add_links(copier, _starts(sides, places))
    for section in outline:
        for bookmark in _in_file(Bookmark(section.title, section.items[0].page, section.items), places):
            _add_bookmark(writer, bookmark, None)
    _label(writer, [numbers[index] for index in here], here, style)
    writer.page_mode = "/UseOutlines"
    _finish(writer, meta)
    return len(numbers)


@dataclass(frozen=True, slots=True)
class _Side:
    """A page side of the packet: the file it comes from, its place there from 0."""

    sheaf: Sheaf
    own: int

    @property
    def notes(self) -> tuple[str, ...]:
        return self.sheaf.notes if self.own == 0 else self.sheaf.notes[:1]


def _starts(sides: Sequence[_Side], places: Mapping[int, int]) -> list[tuple[int, Sheaf]]:
    """Where each file begins in this one, from 0, its links leading to pages of this one."""
    starts = []
    for index, side in enumerate(sides, 1):
        if side.own == 0 and side.sheaf.links and index in places:
            links = tuple(
                replace(link, target=places[link.target]) for link in side.sheaf.links if link.target in places
            )
            starts.append((places[index] - 1, replace(side.sheaf, links=links)))
    return starts


def _in_file(bookmark: Bookmark, places: Mapping[int, int]) -> list[Bookmark]:
    """The bookmark as it stands in this file, with those under it; none when all its pages are elsewhere."""
    children = tuple(found for child in bookmark.children for found in _in_file(child, places))
    page = places.get(bookmark.page, children[0].page if children else None)
    return [Bookmark(bookmark.title, page, children)] if page is not None else []


def _add_sheaf(copier: Copier, sheaf: Sheaf, before: int, style: Style) -> list[_Side]:
    """Copy the pages of one file, behind so many of the packet; a blank back where a sheet of paper asks for one."""
    with pikepdf.open(sheaf.path, suppress_warnings=True) as pdf:
        sides = [_Side(sheaf, own) for own in range(len(pdf.pages))]
        if sheaf.bound:
            _copy(copier, sheaf, pdf)
    if style.duplex and (before + len(sides)) % 2:
        sides.append(_Side(Sheaf(sheaf.path, notes=(VERSO,), counted=sheaf.counted, bound=sheaf.bound), 0))
        if sheaf.bound:
            _add_verso(copier)
    return sides


def _copy(copier: Copier, sheaf: Sheaf, pdf: pikepdf.Pdf) -> None:
    if sheaf.max_dpi is not None:
        reduce_pictures(pdf, sheaf.max_dpi)
    taking = Taking(copier, pdf, ours=not sheaf.prefix)
    fields = settle_in(pdf, sheaf.prefix) if sheaf.prefix else []
    copier.add_pages(pdf, taking)
    if sheaf.prefix:
        add_whole(taking, pdf, fields)
    _take_intent(copier, pdf)


def _add_verso(copier: Copier) -> None:
    """The blank back of the last page, as large as that."""
    front, back = copier.pages[-1], copier.new_page()
    for key in ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit"):
        if key in front:
            back[NameObject(key)] = front.raw_get(key)


def _label(writer: PdfWriter, numbers: Sequence[Number], here: Sequence[int], style: Style) -> None:
    """What a reader's page box shows: the printed number; `here` are the places of the pages in the packet."""
    if style.mode == "trang" and len(here) == here[-1] + 1:
        writer.set_page_label(0, len(here) - 1, style=PageLabelStyle.DECIMAL, start=1)
        return
    labels = ArrayObject()
    for index, number in enumerate(numbers):
        labels += [NumberObject(index), DictionaryObject({NameObject("/P"): TextStringObject(number.label)})]
    tree = DictionaryObject({NameObject("/Nums"): labels})
    writer.root_object[NameObject("/PageLabels")] = writer._add_object(tree)


def _add_bookmark(writer: PdfWriter, bookmark: Bookmark, parent: IndirectObject | None) -> None:
    """A bookmark, closed, with all that stands under it."""
    own = writer.add_outline_item(
        title=bookmark.title, page_number=bookmark.page - 1, parent=parent, is_open=not bookmark.children
    )
    for child in bookmark.children:
        _add_bookmark(writer, child, own)


def _take_intent(copier: Copier, pdf: pikepdf.Pdf) -> None:
    """The first output intent there is, its colour profile without the time at which LibreOffice made it."""
    intents, root = pdf.Root.get("/OutputIntents"), copier.writer.root_object
    if not intents or "/OutputIntents" in root:
        return
    intent = intents[0]
    data = intent.DestOutputProfile.read_bytes()
    profile = DecodedStreamObject()
    profile[NameObject("/N")] = NumberObject(int(intent.DestOutputProfile.get("/N", 3)))
    profile.set_data(data[: _ICC_TIME.start] + _ICC_FIXED + data[_ICC_TIME.stop :])
    taking = Taking(copier, pdf)
    taken = {NameObject(key): taking.copy(intent[key]) for key in sorted(intent.keys()) if key != "/DestOutputProfile"}
    taken[NameObject("/DestOutputProfile")] = copier.share(profile.flate_encode(9))
    root[NameObject("/OutputIntents")] = ArrayObject([copier.share(DictionaryObject(taken))])


def _finish(writer: PdfWriter, meta: Meta) -> None:
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
    writer.pdf_header = _HEADERS[meta.pdfa]


def xmp(meta: Meta) -> bytes:
    """The XMP packet, equal to the Info dictionary (ISO 19005-1, 6.7.3)."""
    moment = f"{meta.day:%Y-%m-%d}T00:00:00+07:00"
    claim = f"<pdfaid:part>{meta.pdfa[0]}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
    part = claim if meta.archival else ""
    title, author = escape(meta.title, quote=False), escape(meta.author, quote=False)
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


def _save(writer: Writer, target: Path) -> None:
    """Write the file; afterwards the writer holds none of its objects."""
    with _written(target), target.open("wb", buffering=0) as file, io.BufferedWriter(Hashed(file), _BUFFER) as stream:
        writer.write_stream(cast(IO[bytes], stream))
    writer.forget()


@contextmanager
def _written(target: Path) -> Iterator[None]:
    """Work that needs room on the disk.

    Raises:
        BundleError: there is none.
    """
    try:
        yield
    except OSError as error:
        raise BundleError.say(
            "GH-05", f"Không ghi được tệp ({error.strerror})", str(target), "kiểm tra ổ đĩa"
        ) from error

"""The colours of the program's pages are those that LibreOffice's PDF/A has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter

from vanban.bundle.colour import add_intent
from vanban.bundle.copying import Copier
from vanban.convert import Job, Soffice, find_fonts, find_office

TAGS = (b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC")


@pytest.fixture
def office() -> Iterator[Soffice]:
    converter = Soffice(find_office(None), find_fonts(), 1)
    yield converter
    converter.close()


def ours(folder: Path) -> bytes:
    """The profile in a file of the program's own."""
    path = folder / "cua-ta.pdf"
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    add_intent(Copier(writer))
    writer.write(path)
    (intent,) = PdfReader(path).trailer["/Root"]["/OutputIntents"]
    described = intent.get_object()
    assert described["/S"] == "/GTS_PDFA1"
    assert described["/OutputConditionIdentifier"] == "sRGB IEC61966-2.1"
    assert described["/DestOutputProfile"]["/N"] == 3
    data: bytes = described["/DestOutputProfile"].get_data()
    return data


def theirs(office: Soffice, folder: Path) -> bytes:
    """The profile in LibreOffice's PDF/A, which it is asked for because of a field."""
    document = Document()
    document.add_paragraph("a").add_run()._r.append(parse_xml(f'<w:fldSimple w:instr="REF a" {nsdecls("w")}/>'))
    document.save(str(folder / "a.docx"))
    office.convert([Job(folder / "a.docx", folder / "a.pdf", "a")], lambda count: None)
    with pikepdf.open(folder / "a.pdf") as pdf:
        return pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()


def tags(profile: bytes) -> dict[bytes, bytes]:
    """What a profile says of colours, by tag (ICC.1, 7.3)."""
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert profile[8] == 2
    count = int.from_bytes(profile[128:132], "big")
    entries = [profile[132 + 12 * n : 144 + 12 * n] for n in range(count)]
    spans = {e[:4]: (int.from_bytes(e[4:8], "big"), int.from_bytes(e[8:12], "big")) for e in entries}
    return {tag: profile[start : start + size] for tag, (start, size) in spans.items() if tag in TAGS}


@pytest.mark.soffice
def test_colours_are_those_of_libreoffices_pdfa(office: Soffice, tmp_path: Path) -> None:
    found = tags(ours(tmp_path))
    assert set(found) == set(TAGS)
    assert found == tags(theirs(office, tmp_path))

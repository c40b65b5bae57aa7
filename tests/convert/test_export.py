"""Which papers LibreOffice is asked for plainly, and what it makes of them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from vanban.convert import Job, Soffice, find_fonts, find_office
from vanban.convert.export import Way, way_of


def paper(folder: Path, change: Callable[[Any], object] = lambda document: None, foreign: bool = False) -> Job:
    """A Word file of two words, one of them in a table."""
    document = Document()
    document.add_paragraph("Kiểm điểm")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Tốt"
    change(document)
    docx = folder / "a.docx"
    document.save(str(docx))
    return Job(docx, folder / "a.pdf", "a", foreign)


def put(place: Callable[[Any], Any], xml: str) -> Callable[[Any], object]:
    """Something more in a run of some paragraph."""

    def change(document: Any) -> None:
        place(document).add_run()._r.append(parse_xml(xml.replace("/>", f" {nsdecls('w')}/>", 1)))

    return change


def body(document: Any) -> Any:
    return document.paragraphs[0]


def header(document: Any) -> Any:
    return document.sections[0].header.paragraphs[0]


def field(instruction: str) -> str:
    return f'<w:fldSimple w:instr="{instruction}"/>'


def glow(document: Any) -> None:
    """Letters of a style that Word makes shine, and that LibreOffice shows half transparent."""
    space = "http://schemas.microsoft.com/office/word/2010/wordml"
    document.styles["Normal"].element.get_or_add_rPr().append(parse_xml(f'<w14:glow xmlns:w14="{space}"/>'))


@pytest.mark.parametrize(
    "change",
    [
        lambda document: None,
        put(header, field(" PAGE ")),
        put(body, field("NUMPAGES \\* Arabic")),
        lambda document: document.add_paragraph("Mục", style="List Number"),
    ],
)
def test_words_tables_and_numbers_of_pages_are_plain(tmp_path: Path, change: Callable[[Any], object]) -> None:
    assert way_of(paper(tmp_path, change)) is Way.PLAIN


@pytest.mark.parametrize(
    "change",
    [
        put(body, "<w:drawing/>"),
        put(body, "<w:pict/>"),
        put(header, "<w:object/>"),
        put(header, "<w:hyperlink/>"),
        put(body, field(" HYPERLINK &quot;https://a.vn&quot; ")),
        put(body, field("REF muc \\h")),
        put(body, '<w:footnoteReference w:id="2"/>'),
        put(body, "<w:altChunk/>"),
        put(body, "<w:subDoc/>"),
        glow,
    ],
)
def test_what_may_be_transparent_or_a_link_is_asked_for_as_pdfa(
    tmp_path: Path, change: Callable[[Any], object]
) -> None:
    assert way_of(paper(tmp_path, change)) is Way.ARCHIVAL


@pytest.mark.parametrize(
    ("name", "instead"),
    [("word/document2.xml", "word/document.xml"), ("word/dau.xml", ""), ("word/media/a.png", ""), ("word/a.odttf", "")],
)
def test_parts_under_other_names_may_hold_anything(tmp_path: Path, name: str, instead: str) -> None:
    job = paper(tmp_path)
    with zipfile.ZipFile(job.docx) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts[name] = parts.pop(instead, b"")
    with zipfile.ZipFile(job.docx, "w") as archive:
        for each, data in parts.items():
            archive.writestr(each, data)
    assert way_of(job) is Way.ARCHIVAL


def test_files_of_others_and_broken_ones_are_asked_for_as_pdfa(tmp_path: Path) -> None:
    assert way_of(paper(tmp_path, foreign=True)) is Way.FOREIGN
    job = paper(tmp_path)
    job.docx.write_bytes(job.docx.read_bytes()[:-200])
    assert way_of(job) is Way.ARCHIVAL


@pytest.mark.soffice
def test_plain_papers_have_no_tags_and_the_others_are_pdfa(tmp_path: Path) -> None:
    jobs = []
    for name, change in {"tron": lambda document: None, "luu-tru": put(body, field("REF muc \\h"))}.items():
        (tmp_path / name).mkdir()
        jobs.append(paper(tmp_path / name, change))
    office = Soffice(find_office(None), find_fonts(), 1)
    try:
        office.convert(jobs, lambda count: None)
    finally:
        office.close()
    with pikepdf.open(jobs[0].pdf) as plain, pikepdf.open(jobs[1].pdf) as archival:
        assert "/StructTreeRoot" not in plain.Root
        assert "/OutputIntents" in archival.Root

"""Files that real programs wrote: the two readers agree wherever python-docx says something."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph as Theirs

from vanban.the_thuc.docx_view import read_docx
from vanban.the_thuc.views import Align, DocxView, Paragraph

FILES = Path(__file__).parent / "files"
MAU = Path(__file__).parents[2] / "mau" / "2021"
PAPERS = [p for folder in (FILES / "dung", FILES / "doc-word", MAU) for p in sorted(folder.glob("*.docx"))]
ALIGN: dict[WD_ALIGN_PARAGRAPH, Align] = {
    WD_ALIGN_PARAGRAPH.LEFT: "left",
    WD_ALIGN_PARAGRAPH.CENTER: "center",
    WD_ALIGN_PARAGRAPH.RIGHT: "right",
    WD_ALIGN_PARAGRAPH.JUSTIFY: "both",
}


def pairs(path: Path) -> list[tuple[Paragraph, Theirs]]:
    """Our paragraphs of the body with theirs, matched by their number in the file."""
    theirs = dict(enumerate(docx.Document(str(path)).element.body.iter(f"{{{W}}}p"), 1))
    return [(p, Theirs(theirs[p.place.paragraph], None)) for p in read_docx(path, path.name).paragraphs]  # type: ignore[arg-type]


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def named(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", PAPERS, ids=named)
def test_both_readers_see_the_same_words(path: Path) -> None:
    found = [(ours.text.lower(), theirs.text.lower()) for ours, theirs in pairs(path) if not ours.drawings]
    assert found
    assert [ours for ours, _ in found] == [theirs for _, theirs in found]


@pytest.mark.parametrize("path", PAPERS, ids=named)
def test_direct_layout_is_what_python_docx_reads(path: Path) -> None:
    for ours, theirs in pairs(path):
        said = theirs.paragraph_format
        if said.alignment is not None:
            assert ours.align == ALIGN[said.alignment]
        if said.space_after is not None:
            assert ours.after_pt == pytest.approx(said.space_after.pt, abs=0.05)
        if said.first_line_indent is not None:
            assert ours.first_line_mm == pytest.approx(said.first_line_indent.mm, abs=0.05)


@pytest.mark.parametrize("path", PAPERS, ids=named)
def test_direct_looks_are_what_python_docx_reads(path: Path) -> None:
    for ours, theirs in pairs(path):
        said = [run for run in theirs.runs if run.text.strip()]
        sizes = {run.font.size.pt for run in said if run.font.size is not None}
        assert sizes <= {span.size_pt for span in ours.spans}
        if said and all(run.bold for run in said):
            assert all(span.bold for span in ours.spans if span.text.strip())


@pytest.mark.parametrize("path", PAPERS, ids=named)
def test_pages_are_what_python_docx_reads(path: Path) -> None:
    ours, theirs = read_docx(path, path.name).sections, docx.Document(str(path)).sections
    assert len(ours) == len(theirs)
    for mine, other in zip(ours, theirs, strict=True):
        assert other.page_width is not None
        assert other.left_margin is not None
        assert mine.page_width_mm == pytest.approx(other.page_width.mm, abs=0.05)
        assert mine.left_mm == pytest.approx(other.left_margin.mm, abs=0.05)
        assert mine.first_differs == other.different_first_page_header_footer


@pytest.mark.parametrize("path", PAPERS, ids=named)
def test_every_place_leads_back_to_its_paragraph(path: Path) -> None:
    seen = read_docx(path, path.name)
    numbers = [p.place.paragraph for p in seen.paragraphs]
    assert len(set(numbers)) == len(numbers)
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
    headed = (p for s in seen.sections for part in (s.headers, s.footers) for ps in part.values() for p in ps)
    assert {p.place.part for p in (*seen.paragraphs, *headed)} <= names


def outline(seen: DocxView) -> list[tuple[object, ...]]:
    return [
        (
            p.place.label,
            p.label,
            p.text.replace("\t", " "),
            p.align,
            p.line_rule,
            p.line,
            p.before_pt,
            round(p.first_line_mm),
        )
        for p in seen.paragraphs
    ]


def test_what_libreoffice_saved_again_is_the_same_document() -> None:
    first, again = (read_docx(FILES / "doc-word" / f"{name}.docx", name) for name in ("docx-js", "libreoffice"))
    assert outline(first) == outline(again)
    assert [(s.text, s.size_pt, s.bold, s.fonts) for p in first.paragraphs for s in p.spans] == [
        (s.text, s.size_pt, s.bold, s.fonts) for p in again.paragraphs for s in p.spans
    ]
    assert [p.label for p in first.paragraphs if p.label] == ["1.", "a)", "b)", "2."]
    assert {again.application[:11], first.title} == {"LibreOffice", "Kế hoạch"}
    for seen in (first, again):
        assert [span.field for p in seen.sections[0].headers["default"] for span in p.spans] == ["PAGE"]
        assert [p.blank for p in seen.sections[0].headers["first"]] == [True]
        assert not seen.tables[0].ruled

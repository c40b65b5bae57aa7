"""What stays with the next paragraph does so on the page, wherever LibreOffice guesses that pages end."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch
from xml.etree.ElementTree import canonicalize

import pikepdf
import pypdfium2
import pytest
from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK, WD_LINE_SPACING
from docx.shared import Mm, Pt
from lxml import etree

from vanban import long_tables
from vanban.convert import Job, Soffice, keeps
from vanban.convert.batches import Attempt, Taking, stage
from vanban.convert.guessed import Guess
from vanban.convert.keeps import watched
from vanban.convert.soffice import Running

LINES = 20
HEADING = "Đề mục"


def word(paragraphs: int, headings: Collection[int]) -> Word:
    """One-line paragraphs, so many to a page; those counted in `headings`, from 1, are to stay with the next."""
    document = Document()
    section = document.sections[0]
    section.page_height, section.page_width = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(257 * 72 / 25.4 / LINES - 0.2)
    for number in range(1, paragraphs + 1):
        kept = number in headings
        line = document.add_paragraph(f"{HEADING if kept else 'Dòng'} {number}")
        line.paragraph_format.keep_with_next = kept or None
    return document


def laid_out(converter: Soffice, document: Word, folder: Path) -> list[list[str]]:
    """The lines of each page."""
    job = Job(folder / "thu.docx", folder / "thu.pdf", "thu")
    document.save(str(job.docx))
    converter.convert([job], lambda count: None)
    return pages_of(job.pdf)


def pages_of(path: Path) -> list[list[str]]:
    """The lines of each page."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range().split("\r\n") for page in pdf]


def lonely(pages: Sequence[Sequence[str]]) -> list[str]:
    return [page[-1] for page in pages if page[-1].startswith(HEADING)]


def plainly(docx: bytes, breaks: Collection[int]) -> bytes:
    return docx


def guess_unknown(flow: object) -> Guess:
    return Guess(25, {}, ())


@pytest.mark.soffice
@pytest.mark.parametrize("headings", [{20}, {19, 20}, {20, 39}])
def test_a_heading_goes_with_its_text_where_libreoffice_alone_would_leave_it(
    office: Soffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, headings: set[int]
) -> None:
    document = word(130, headings)
    kept = laid_out(office, document, tmp_path)
    assert lonely(kept) == []
    assert [line for page in kept for line in page] == [p.text for p in document.paragraphs]
    with monkeypatch.context() as patch:
        patch.setattr("vanban.convert.keeps.guess", guess_unknown)
        assert laid_out(office, document, tmp_path) == kept
    monkeypatch.setattr("vanban.convert.batches.watched", plainly)
    assert lonely(laid_out(office, document, tmp_path)) != []


def parts(document: Word, breaks: Collection[int] = ()) -> list[str]:
    """The paragraphs of the watched file: their words, `.` for a hidden one, `| ` before those that begin a page."""
    stream = io.BytesIO()
    document.save(stream)
    found = Document(io.BytesIO(watched(stream.getvalue(), breaks)))
    return [("| " if p.paragraph_format.page_break_before else "") + p.text for p in found.paragraphs]


def styled(document: Word) -> Word:
    """Its paragraphs 3 and 4 have a style that is based on one that stays with the next."""
    base = document.styles.add_style("Gốc", WD_STYLE_TYPE.PARAGRAPH)
    base.paragraph_format.keep_with_next = True
    heir = document.styles.add_style("Con", WD_STYLE_TYPE.PARAGRAPH)
    heir.base_style = base
    for place in (2, 3):
        document.paragraphs[place].style = heir
    return document


def pairs(document: Word) -> list[str]:
    """The bookmarks of the watched file, in the order of the text."""
    stream = io.BytesIO()
    document.save(stream)
    found = Document(io.BytesIO(watched(stream.getvalue(), ())))
    return [str(name) for name in found.element.body.xpath(".//w:bookmarkStart/@w:name")]


def test_both_sides_of_every_pair_are_named_by_the_first_of_those_that_belong_together() -> None:
    assert pairs(styled(word(6, ()))) == ["giu-2-3-a", "giu-2-3-b", "giu-2-4-a", "giu-2-4-b"]


def test_in_a_document_of_many_the_heads_of_the_first_and_the_last_of_those_that_belong_together_are_named() -> None:
    document = styled(word(9, {6}))
    stream = io.BytesIO()
    document.save(stream)
    parts = keeps.parts_of(stream.getvalue())
    body = keeps.body_of(etree.fromstring(parts[keeps.MAIN]), parts)
    assert body is not None
    body.name_ends(7)
    named = {place: block.xpath("*[2]/@*[local-name()='name']") for place, block in enumerate(body.element)}
    assert {place: names for place, names in named.items() if names} == {
        2: ["giu-2-4-a-7"],
        4: ["giu-2-4-b-7"],
        5: ["giu-5-6-a-7"],
        6: ["giu-5-6-b-7"],
    }


def test_a_paragraph_that_says_no_is_stronger_than_its_style() -> None:
    document = styled(word(6, ()))
    document.paragraphs[3].paragraph_format.keep_with_next = False
    assert pairs(document) == ["giu-2-3-a", "giu-2-3-b"]


def test_what_a_page_break_parts_is_not_watched_nor_what_stands_first() -> None:
    document = word(9, {1, 3, 5, 7})
    document.paragraphs[2].runs[-1].add_break(WD_BREAK.PAGE)
    document.paragraphs[5].paragraph_format.page_break_before = True
    assert pairs(document) == ["giu-6-7-a", "giu-6-7-b"]


def test_a_table_is_named_in_its_first_cell() -> None:
    document = word(4, {4})
    document.add_table(1, 2).cell(0, 0).text = "ô"
    assert pairs(document) == ["giu-3-4-a", "giu-3-4-b"]


def test_hidden_paragraphs_and_new_pages_are_put_before_the_heading_alone() -> None:
    document = word(130, {19, 20})
    plain = [paragraph.text for paragraph in document.paragraphs]
    assert parts(document) == [*plain[:18], ".", ".", *plain[18:]]
    assert parts(document, {18}) == [*plain[:18], f"| {plain[18]}", *plain[19:]]


def body_of(content: str, background: str = "") -> str:
    """The body of the watched file whose body is this."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        archive.writestr("word/document.xml", f"<w:document {names}>{background}{content}</w:document>")
    with zipfile.ZipFile(io.BytesIO(watched(packed.getvalue(), ()))) as archive:
        return archive.read("word/document.xml").decode()


TEXT = "<w:p><w:r><w:t>lời</w:t></w:r></w:p>"
KEPT = "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:t>mục</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    "odd", ["<w:tbl/>", "<w:tbl><w:tr/></w:tbl>", "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", "<w:sdt/>"]
)
def test_what_has_no_paragraph_at_its_head_is_not_watched(odd: str) -> None:
    assert "giu-" not in body_of(f"<w:body>{TEXT}{KEPT}{odd}{TEXT}</w:body>")


def row(words: str, properties: str = "") -> str:
    """A row; the paragraph of its second cell may stay with the next."""
    end = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:tr><w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc><w:tc><w:p>{end}</w:p></w:tc></w:tr>"


BREAK = '<w:tr><w:tc><w:p><w:r><w:br w:type="page"/></w:r></w:p></w:tc></w:tr>'


@pytest.mark.parametrize("odd", ["", BREAK, row("a", "<w:keepNext/>"), "<w:tr><w:tc><w:tbl/><w:p/></w:tc></w:tr>"])
@pytest.mark.parametrize("rows", [3, 12, 19, 30, 250])
@pytest.mark.parametrize("last", ["", "<w:keepNext/>"])
def test_long_tables_are_guessed_at_as_a_whole(rows: int, odd: str, last: str) -> None:
    table = f"<w:tbl>{''.join(map(row, map(str, range(rows))))}{odd}{row('cuối', last)}</w:tbl>"
    content = f"<w:body>{TEXT * 7}{KEPT}{table}{KEPT}{TEXT * 4}{KEPT * 2}{table}{TEXT}</w:body>"
    with patch.object(long_tables, "_LEAST", 1_000_000):
        whole = canonicalize(body_of(content))
    with patch.object(long_tables, "_LEAST", 3), patch.object(long_tables, "_TOGETHER", 5):
        assert canonicalize(body_of(content)) == whole
    assert canonicalize(body_of(content)) == whole


def test_a_file_without_a_body_stays_as_it_is() -> None:
    assert body_of("").endswith("></w:document>")


@pytest.mark.parametrize("between", ["", "<!-- -->", '<w:bookmarkStart w:id="1" w:name="a"/>', "<w:proofErr/>"])
def test_marks_of_the_body_and_a_colour_of_the_page_hide_nothing(between: str) -> None:
    found = body_of(f"<w:body>{TEXT}{KEPT}{between}{TEXT}</w:body>", '<w:background w:color="FFFFFF"/>')
    assert found.count("giu-1-2-") == 2


def test_a_table_within_a_table_does_not_stand_for_the_head_of_the_outer_one() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{TEXT}</w:tc></w:tr></w:tbl>"
    found = body_of(f"<w:body>{TEXT}{KEPT}<w:tbl><w:tr><w:tc>{TEXT}{inner}</w:tc></w:tr></w:tbl>{TEXT}</w:body>")
    assert re.search(r"<w:tc><w:p><w:bookmarkStart[^>]*giu-1-2-b", found)


def test_what_belongs_together_with_the_first_block_is_never_parted() -> None:
    assert "giu-" not in body_of(f"<w:body>{KEPT * 40}{TEXT}</w:body>")
    assert "vanish" not in body_of(f"<w:body>{KEPT * 60}{TEXT * 90}</w:body>")


def test_a_second_attempt_that_makes_nothing_is_not_taken_for_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job(tmp_path / "a.docx", tmp_path / "a.pdf", "a")
    word(3, {2}).save(str(job.docx))
    monkeypatch.setattr("vanban.convert.batches.parted", lambda pdf: frozenset({1}))
    told: list[object] = []

    def taken(attempt: Attempt, made: bool) -> Taking:
        taking = Taking(stage([[attempt]], tmp_path), lambda *words: told.append(words))
        if made:
            with pikepdf.new() as pdf:
                pdf.add_blank_page()
                pdf.add_blank_page()
                pdf.save(tmp_path / "00000.pdf")
        taking.rest()
        return taking

    again = taken(Attempt(job), made=True).again
    assert again == [Attempt(job, frozenset({1}))]
    assert taken(again[0], made=False).lost == [job]
    assert told == []


def test_breaks_are_tried_one_by_one_and_those_that_do_not_help_are_taken_back() -> None:
    first = Attempt(Job(Path("a.docx"), Path("a.pdf"), "a"))
    second = first.after(frozenset({9, 4}))
    assert second is not None
    assert second.breaks == {4}
    third = second.after(frozenset({4, 9}))
    assert third is not None
    assert (third.breaks, third.given_up) == (frozenset(), {4})
    fourth = third.after(frozenset({4, 9}))
    assert fourth is not None
    assert (fourth.breaks, fourth.given_up) == ({9}, {4})
    assert fourth.after(frozenset({4})) is None
    assert first.after(frozenset()) is None


@pytest.mark.soffice
def test_a_break_before_what_is_longer_than_a_page_is_not_kept(
    office: Soffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = word(130, range(6, 60))
    monkeypatch.setattr("vanban.convert.keeps.guess", guess_unknown)
    kept = laid_out(office, document, tmp_path)
    monkeypatch.setattr("vanban.convert.batches.watched", plainly)
    assert kept == laid_out(office, document, tmp_path)


@pytest.mark.soffice
def test_files_that_come_while_libreoffice_runs_are_laid_out_by_that_one_process(
    office: Soffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts: list[list[str]] = []
    run = Running.run

    def counting(self: Running, command: list[str], *words: Any) -> None:
        starts.append(command)
        run(self, command, *words)

    monkeypatch.setattr(Running, "run", counting)
    monkeypatch.setattr("vanban.convert.soffice._AT_ONCE", 1)
    monkeypatch.setattr("vanban.convert.batches._FEWEST_TOGETHER", 99)
    jobs = [Job(tmp_path / f"{n}.docx", tmp_path / f"{n}.pdf", str(n)) for n in range(12)]
    for n, job in enumerate(jobs):
        word(n + 1, ()).save(str(job.docx))
    assert [outcome.job for outcome in office.convert(jobs, lambda count: None)] == jobs
    assert len(starts) == 1

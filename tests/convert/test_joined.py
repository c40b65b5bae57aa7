"""Papers laid out as one document: only those that may be, each as it lies alone, cut apart where it begins."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from lxml import etree

from vanban.bundle import Meta, read_faces, write_paper
from vanban.convert import FontFamily, Job, Soffice
from vanban.convert import joined as room
from vanban.convert.batches import Attempt, Taking, grouped, stage
from vanban.convert.joined import Kind, Kinds, Piece, cut, join, may_join
from vanban.convert.keeps import body_of
from vanban.convert.openings import Sought
from vanban.convert.word_parts import MAIN, packed, parts_of
from vanban.errors import ConvertError, Problem

Jobs = Callable[..., Job]
META = Meta("a", "b", date(2021, 12, 1))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban.convert.batches._FEWEST_TOGETHER", 2)


def changed(job: Job, change: Callable[[Word], object]) -> Job:
    document = Document(str(job.docx))
    change(document)
    document.save(str(job.docx))
    return job


def kind_of(docx: Path) -> Kind | None:
    return Kinds().of(docx)


def words(jobs: Sequence[Job]) -> list[bytes]:
    return [job.docx.read_bytes() for job in jobs]


def long(document: Word) -> None:
    """Enough for LibreOffice to guess where its pages end, with headings that stay with what follows."""
    for number in range(120):
        kept = document.add_paragraph(f"Đề mục {number}" if number % 7 == 5 else f"Đồng chí thứ {number} phát biểu")
        kept.paragraph_format.keep_with_next = number % 7 == 5 or None


def test_papers_of_one_template_go_together_and_a_few_do_not(job: Jobs) -> None:
    jobs = [job(f"a{number}", f"Bản {number}") for number in range(12)]
    other = job("khac", "Khác", header="Đầu trang khác")
    assert grouped([other, *jobs], 1) == [tuple(jobs), (other,)]
    assert grouped([other, *jobs[1:]], 1) == [(each,) for each in (other, *jobs[1:])]


@pytest.mark.parametrize(("count", "workers", "sizes"), [(33, 1, [11, 11, 11]), (16, 2, [8, 8]), (12, 4, [6, 6])])
def test_none_are_too_many_and_all_workers_have_some(job: Jobs, count: int, workers: int, sizes: list[int]) -> None:
    first = job("a", "Bản")
    jobs = [Job(first.docx, first.pdf.with_name(f"{n}.pdf"), str(n)) for n in range(count)]
    groups = grouped(jobs, workers)
    assert [len(group) for group in groups] == sizes
    assert sorted(each.label for group in groups for each in group) == sorted(each.label for each in jobs)


def numbered(document: Word) -> None:
    document.add_paragraph("mục")._p.get_or_add_pPr()._add_numPr()


def counting(document: Word) -> None:
    document.paragraphs[0]._p.append(
        parse_xml(f"<w:r {nsdecls('w')}><w:instrText>NUMPAGES</w:instrText></w:r>")  # type: ignore[arg-type]
    )


def field(document: Word, words: str) -> None:
    """A field in the header."""
    run = f"<w:r {nsdecls('w')}><w:instrText> {words} </w:instrText></w:r>"
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(run))  # type: ignore[arg-type]


def of_a_list(document: Word) -> None:
    """A paragraph of a style that is based on one whose paragraphs are counted."""
    heir = document.styles.add_style("Mục riêng", WD_STYLE_TYPE.PARAGRAPH)
    heir.base_style = document.styles["List Number"]
    document.add_paragraph("mục", style=heir)


def all_counted(document: Word) -> None:
    document.styles["Normal"].element.get_or_add_pPr()._add_numPr()


def setting(name: str) -> Callable[[Word], None]:
    def change(document: Word) -> None:
        document.settings.element.append(parse_xml(f"<w:{name} {nsdecls('w')}/>"))

    return change


def counted_lines(document: Word) -> None:
    document.sections[0]._sectPr.append(parse_xml(f'<w:lnNumType {nsdecls("w")} w:countBy="5"/>'))


UNFIT = {
    "list": numbered,
    "list by its style": of_a_list,
    "everything is a list": all_counted,
    "field": counting,
    "number of all pages in the header": lambda document: field(document, "NUMPAGES"),
    "mirrored margins": setting("mirrorMargins"),
    "left and right headers": setting("evenAndOddHeaders"),
    "counted lines": counted_lines,
    "two sections": lambda document: document.add_section(WD_SECTION.NEW_PAGE),
}


@pytest.mark.parametrize("what", UNFIT)
def test_what_would_run_on_from_paper_to_paper_is_laid_out_alone(job: Jobs, what: str) -> None:
    assert kind_of(job("a").docx)
    assert kind_of(changed(job("b"), UNFIT[what]).docx) is None


@pytest.mark.parametrize(
    "said",
    [
        "<w:numPr/>",
        "<w:numPrChange/>",
        "<w:instrText>PAGE</w:instrText>",
        '<w:fldSimple w:instr="PAGE"/>',
        '<w:bookmarkStart w:id="1"/>',
        '<a r:id="rId1"/>',
        '<a r:embed="rId1"/>',
        '<a r:link="rId1"/>',
        "r:id",
        '<w:t>r:link = "1"</w:t>',
    ],
)
def test_whether_something_would_run_on_is_seen_as_quickly_and_as_well(said: str) -> None:
    body = f"<w:p>{said}</w:p>".encode()
    assert room._is_unfit(body) == bool(room._UNFIT.search(body))


@pytest.mark.parametrize("words", ["PAGE", "PAGE \\* MERGEFORMAT", "page  \\* Arabic  \\* MERGEFORMAT"])
def test_the_number_of_the_page_is_a_papers_own(job: Jobs, words: str) -> None:
    assert kind_of(changed(job("a"), lambda document: field(document, words)).docx)


def test_a_file_that_is_no_word_file_is_left_to_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"khong phai")
    assert kind_of(path) is kind_of(tmp_path / "khong-co.docx") is None


def test_a_word_file_with_broken_styles_is_left_to_libreoffice(job: Jobs) -> None:
    paper = job("a")
    parts = parts_of(paper.docx.read_bytes())
    with zipfile.ZipFile(paper.docx, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part[:-20] if name == "word/styles.xml" else part)
    assert kind_of(paper.docx) is None


def test_what_papers_share_is_looked_at_once(job: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []

    def look(*words: object) -> frozenset[bytes]:
        looked.append(words)
        return frozenset()

    monkeypatch.setattr("vanban.convert.joined._counted_around", look)
    kinds = Kinds()
    found = [kinds.of(job(label, label, header=header).docx) for label, header in (("a", ""), ("b", ""), ("c", "Mẫu"))]
    assert len(looked) == 2
    assert found[0] == found[1] != found[2]


def test_small_papers_are_joined_as_long_as_they_are_small_together_or_short(job: Jobs) -> None:
    def lines(count: int) -> Callable[[Word], object]:
        return lambda document: [document.add_paragraph("Bản") for _ in range(count - 1)]

    paper, short = (changed(job(name), lines(count)).docx for name, count in (("a", 30), ("c", 20)))
    small, other = kind_of(paper), kind_of(changed(job("b"), long).docx)
    assert small is not None
    assert other is not None
    assert (small.nodes, other.nodes) == (30, 121)
    assert small.shell != other.shell
    assert may_join([small] * 3, paper)
    assert not may_join([small] * 4, paper)
    assert may_join([small] * 4, short)
    assert may_join([other] * 9, paper)
    short.write_bytes(b"hong")
    assert not may_join([small] * 4, short)


def test_what_is_counted_of_a_paper_is_what_the_guess_goes_by(job: Jobs) -> None:
    def tables(document: Word) -> None:
        long(document)
        for rows in (3, 9):
            document.add_table(rows=rows, cols=2).cell(0, 0).text = "ô"

    paper = changed(job("a"), tables)
    parts = parts_of(paper.docx.read_bytes())
    body, kind = body_of(etree.fromstring(parts[MAIN]), parts), kind_of(paper.docx)
    assert body is not None
    assert kind is not None
    assert kind.nodes == body.flow().nodes == 121 + 2 * (2 - 25) + 3 * 24


def test_a_joined_document_has_every_word_once_in_order_and_a_section_for_each(job: Jobs) -> None:
    jobs = [changed(job(f"a{n}", f"Bản {n}"), long) for n in range(3)]
    joined = join(words(jobs))
    assert joined is not None
    assert tuple(joined.members) == (0, 1, 2)
    document = Document(io.BytesIO(joined.word))
    shown = [paragraph.text for paragraph in document.paragraphs if paragraph.text not in (".", "")]
    assert shown == [p.text for each in jobs for p in Document(str(each.docx)).paragraphs]
    assert len(document.sections) == 3
    starts = document.element.body.xpath(".//w:sectPr/w:pgNumType/@w:start")
    assert starts == ["1"] * 3
    identities = document.element.body.xpath(".//w:bookmarkStart/@w:id")
    assert len(identities) == len(set(identities)) == 3


def test_a_paper_whose_pages_begin_elsewhere_than_at_one_keeps_its_number(job: Jobs) -> None:
    def fifth(document: Word) -> None:
        long(document)
        document.sections[0]._sectPr.append(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="5"/>'))

    joined = join(words([changed(job(f"a{n}"), fifth) for n in range(2)]))
    assert joined is not None
    sections = Document(io.BytesIO(joined.word)).element.body
    assert sections.xpath(".//w:sectPr/w:pgNumType/@w:start") == ["5", "5"]


def table_over_the_guess(document: Word) -> None:
    long(document)
    table = document.add_table(rows=60, cols=1)
    document.paragraphs[10]._p.addprevious(table._tbl)


def without_a_last_paragraph(document: Word) -> None:
    long(document)
    document.paragraphs[-1]._p.addnext(document.add_table(rows=1, cols=1)._tbl)


@pytest.mark.parametrize("odd", [table_over_the_guess, without_a_last_paragraph])
def test_a_paper_that_would_not_lie_as_it_does_alone_is_left_out(job: Jobs, odd: Callable[[Word], None]) -> None:
    jobs = [changed(job(f"a{n}"), odd if n == 1 else long) for n in range(3)]
    joined = join(words(jobs))
    assert joined is not None
    assert tuple(joined.members) == (0, 2)
    assert join(words(jobs[:2])) is None
    assert join(words(jobs[1:])) is None


def test_a_paper_that_declares_its_names_otherwise_is_left_out(job: Jobs, tmp_path: Path) -> None:
    jobs = [changed(job(f"a{n}"), long) for n in range(3)]
    parts = parts_of(jobs[1].docx.read_bytes())
    named = parts[MAIN].replace(b"<w:document ", b'<w:document xmlns:la="urn:la" ', 1)
    named = named.replace(b"<w:body><w:p>", b'<w:body><w:p la:dau="1">', 1)
    jobs[1].docx.write_bytes(packed(parts, named))
    joined = join(words(jobs))
    assert joined is not None
    assert tuple(joined.members) == (0, 2)
    assert b"urn:la" not in parts_of(joined.word)[MAIN]
    assert kind_of(jobs[0].docx) != kind_of(jobs[1].docx)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<w:document ", b"<!-- <w:body> --><w:document "),
        (b"</w:document>", b"<!-- </w:body> --></w:document>"),
        (b"<w:sectPr", b"<?x </w:body>?><w:sectPr"),
        (b"<w:body>", b'<w:body w:rsidR="1">'),
    ],
)
def test_a_body_that_is_not_to_be_found_by_its_letters_is_left_out(job: Jobs, old: bytes, new: bytes) -> None:
    jobs = [changed(job(f"a{n}"), long) for n in range(3)]
    for each in jobs[:2]:
        parts = parts_of(each.docx.read_bytes())
        each.docx.write_bytes(packed(parts, parts[MAIN].replace(old, new)))
    assert join(words(jobs)) is None


@pytest.mark.soffice
@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.usefixtures("few")
def test_cut_papers_have_the_bytes_of_papers_laid_out_alone(
    job: Jobs, office: Soffice, tmp_path: Path, fonts: FontFamily, monkeypatch: pytest.MonkeyPatch, landscape: bool
) -> None:
    def fill(document: Word) -> None:
        long(document)
        table = document.add_table(rows=8, cols=3)
        for number, row in enumerate(table.rows):
            row.cells[number % 3].text = f"Đánh giá, xếp loại chất lượng {number}"
        document.add_paragraph("Nơi nhận:")
        if landscape:
            section = document.sections[0]
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)

    jobs = [changed(job(f"a{n}", *["Đồng chí Nguyễn Văn Ướm"] * (n % 3 + 1), header="Mẫu 02"), fill) for n in range(5)]
    joined = join(words(jobs))
    assert joined is not None
    assert tuple(joined.members) == (0, 1, 2, 3, 4)
    ghep, pages = made(office, jobs, tmp_path, fonts)
    monkeypatch.setattr("vanban.convert.batches._FEWEST_TOGETHER", 99)
    assert (ghep, pages) == made(office, jobs, tmp_path, fonts)
    assert len(set(pages)) > 1


def brief(count: int) -> Callable[[Word], None]:
    """So few blocks that LibreOffice may take it for small or not, with headings at the feet of its pages."""

    def fill(document: Word) -> None:
        for number in range(count - 1):
            kept = document.add_paragraph(f"Đồng chí thứ {number} phát biểu, hội nghị ghi nhận")
            kept.paragraph_format.keep_with_next = number % 3 == 1 or None

    return fill


@pytest.mark.parametrize("blocks", [98, 100, 103])
def test_a_paper_that_may_be_small_or_not_is_joined_like_any_other(job: Jobs, blocks: int) -> None:
    jobs = [changed(job(f"a{n}"), brief(blocks if n else 120)) for n in range(9)]
    joined = join(words(jobs))
    assert joined is not None
    assert len(joined.members) == 9
    assert all(kind_of(each.docx) == kind_of(jobs[1].docx) for each in jobs[2:])
    kind = kind_of(jobs[1].docx)
    assert kind is not None
    assert kind.nodes == 104


PLAIN, KEPT = "<w:p/>", "<w:p><w:pPr><w:keepNext/></w:pPr></w:p>"
FRAMED, BEGUN = "<w:p><w:pPr><w:framePr/></w:pPr></w:p>", "<w:p><w:pPr><w:pageBreakBefore/></w:pPr></w:p>"
ROW, KEPT_ROW = (f"<w:tr><w:tc>{each}</w:tc></w:tr>" for each in (PLAIN, KEPT))
FLOATING = f"<w:tbl><w:tblPr><w:tblpPr/></w:tblPr>{ROW}</w:tbl>"
CONTROL = f"<w:sdt><w:sdtContent>{PLAIN}</w:sdtContent></w:sdt>"
ENDED = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


@pytest.mark.parametrize(
    ("inside", "place"),
    [
        (PLAIN * 5, 4),
        (PLAIN * 2 + KEPT * 2 + PLAIN, 2),
        (KEPT * 4 + PLAIN, None),
        (KEPT + f"<w:tbl>{ROW * 3}</w:tbl>", None),
        (PLAIN * 2 + f"<w:tbl>{KEPT_ROW}</w:tbl>" + PLAIN, 2),
        (PLAIN * 3 + BEGUN, 2),
        (PLAIN * 2 + ENDED + PLAIN, 1),
        (PLAIN * 3 + KEPT + CONTROL, 3),
        (PLAIN * 2 + FRAMED * 2, 1),
        (PLAIN * 2 + FLOATING + PLAIN, 1),
        (PLAIN, None),
    ],
)
def test_hidden_paragraphs_are_put_where_they_part_nothing(inside: str, place: int | None) -> None:
    tree = etree.fromstring(f"<w:document {nsdecls('w')}><w:body>{inside}<w:sectPr/></w:body></w:document>")
    body = body_of(tree, {})
    assert body is not None
    assert body.spare_place() == place


@pytest.mark.parametrize("style", ["", "<w:style><w:pPr><w:framePr/></w:pPr></w:style>"])
def test_nothing_is_made_sure_where_a_style_may_be_a_frame(style: str) -> None:
    tree = etree.fromstring(f"<w:document {nsdecls('w')}><w:body>{PLAIN * 100}<w:sectPr/></w:body></w:document>")
    body = body_of(tree, {"word/styles.xml": f"<w:styles {nsdecls('w')}>{style}</w:styles>".encode()})
    assert body is not None
    assert len(body.looks) == (100 if style else 104)


@pytest.mark.soffice
@pytest.mark.usefixtures("few")
def test_papers_that_may_be_small_or_not_look_as_if_nobody_had_made_sure(
    job: Jobs, office: Soffice, tmp_path: Path, fonts: FontFamily, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = [changed(job(f"a{blocks}"), brief(blocks)) for blocks in range(97, 105)]
    together = made(office, jobs, tmp_path, fonts)
    monkeypatch.setattr("vanban.convert.batches._FEWEST_TOGETHER", 99)
    assert made(office, jobs, tmp_path, fonts) == together
    monkeypatch.setattr("vanban.convert.keeps.lacking", lambda nodes: 0)
    assert made(office, jobs, tmp_path, fonts) == together


def flush(document: Word) -> None:
    """A table that ends at the foot of the page, and a paragraph without words for which no room is left."""
    section = document.sections[0]
    section.page_height, section.page_width = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"].paragraph_format
    style.space_after = Pt(0)
    style.line_spacing_rule, style.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(257 * 72 / 25.4 / 20 - 0.2)
    for number in range(18):
        document.add_paragraph(f"Dòng {number}")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "ô"
    document.add_paragraph()


def flush_under_a_table(document: Word) -> None:
    """The same with a table in the place of the first line."""
    flush(document)
    first = document.paragraphs[0]._p
    first.addprevious(document.tables[0]._tbl)
    first.getparent().remove(first)
    document.paragraphs[-1]._p.addprevious(document.add_table(rows=1, cols=1)._tbl)


@pytest.mark.soffice
@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("fill", [flush, flush_under_a_table])
def test_the_last_paragraph_of_a_paper_is_there_though_it_has_no_words(
    job: Jobs, office: Soffice, tmp_path: Path, fonts: FontFamily, fill: Callable[[Word], None]
) -> None:
    jobs = [changed(job(f"a{n}", f"Bản {n}"), fill) for n in range(3)]
    assert made(office, jobs, tmp_path, fonts)[1] == [2, 2, 2]


@pytest.mark.soffice
@pytest.mark.usefixtures("few")
def test_a_wrong_face_is_told_of_the_paper_that_has_it(
    job: Jobs, office: Soffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(pdf: object, label: str, package: str) -> list[Problem]:
        return [Problem("PH-02", "phông khác", label)] if label in ("", "a1") else []

    monkeypatch.setattr("vanban.convert.joined.face_problems", odd)
    monkeypatch.setattr("vanban.convert.soffice.font_problems", odd)
    with pytest.raises(ConvertError) as caught:
        office.convert([job(f"a{n}") for n in range(3)], lambda count: None)
    assert [problem.place for problem in caught.value.problems] == ["a1"]


def made(office: Soffice, jobs: Sequence[Job], folder: Path, fonts: FontFamily) -> tuple[list[bytes], list[int]]:
    """The papers in their one byte form, and their page counts."""
    outcomes = office.convert(jobs, lambda count: None)
    faces, target = read_faces(fonts.files), folder / "mot-dang.pdf"
    found = []
    for each in jobs:
        write_paper(each.pdf, target, META, faces)
        found.append(target.read_bytes())
    return found, [each.pages for each in outcomes]


@pytest.mark.soffice
@pytest.mark.usefixtures("few")
def test_what_cannot_be_believed_joined_is_laid_out_alone_and_told_of_once(
    job: Jobs, office: Soffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def doubted(whole: Path, jobs: dict[int, Job], members: Mapping[int, Sought]) -> dict[int, Piece]:
        pieces = cut(whole, jobs, members)
        assert sorted(pieces) == [0, 2]
        jobs[0].pdf.unlink()
        return {0: Piece(1, parted=True), 2: pieces[2]}

    monkeypatch.setattr("vanban.convert.batches.cut", doubted)
    jobs = [changed(job(f"a{n}"), table_over_the_guess if n == 1 else long) for n in range(3)]
    told: list[str] = []
    outcomes = office.convert(jobs, lambda count: None, lambda outcome: told.append(outcome.job.label))
    assert [each.pages > 1 and each.job.pdf.is_file() for each in outcomes] == [True] * 3
    assert sorted(told) == ["a0", "a1", "a2"]
    assert told[0] == "a2"


def test_a_joined_document_that_came_to_nothing_is_no_loss_yet(job: Jobs, tmp_path: Path) -> None:
    attempts = [Attempt(changed(job(f"a{n}"), long)) for n in range(3)]
    (staged,) = stage([attempts], tmp_path)
    staged.put()
    taking = Taking([staged], lambda *words: pytest.fail("not made"))
    taking.finished()
    assert (taking.lost, taking.again) == ([], [])
    staged.made.write_bytes(b"%PDF-1.4\n")
    taking.finished()
    assert (taking.lost, taking.again) == ([], [])
    taking.rest()
    assert (taking.lost, taking.again) == ([], attempts)
    taking.give_up()
    assert (taking.lost, taking.again) == ([attempt.job for attempt in attempts], [])


def test_what_a_cut_left_half_done_is_not_taken_for_the_paper(
    job: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(whole: Path, jobs: Mapping[int, Job], members: object) -> dict[int, Piece]:
        jobs[0].pdf.write_bytes(b"%PDF-1.4")
        raise pikepdf.PdfError("hỏng")

    monkeypatch.setattr("vanban.convert.batches.cut", broken)
    attempts = [Attempt(changed(job(f"a{n}"), long)) for n in range(3)]
    (staged,) = stage([attempts], tmp_path)
    staged.put()
    with pages(3) as pdf:
        pdf.save(staged.made)
    taking = Taking([staged], lambda *words: pytest.fail("not made"))
    taking.rest()
    assert (taking.lost, taking.again) == ([], attempts)
    assert not attempts[0].job.pdf.exists()


def test_a_broken_word_file_among_others_is_left_to_libreoffice(job: Jobs, tmp_path: Path) -> None:
    attempts = [Attempt(job(f"a{n}")) for n in range(3)]
    attempts[0].job.docx.write_bytes(b"khong phai")
    (staged,) = stage([attempts], tmp_path)
    staged.put()
    assert staged.members is None
    assert staged.source.read_bytes() == b"khong phai"
    taking = Taking([staged], lambda *words: pytest.fail("not made"))
    taking.rest()
    assert (taking.lost, taking.again) == ([attempts[0].job], attempts[1:])


def leading(pdf: pikepdf.Pdf, *targets: int) -> None:
    """The head of each paper's pages, by a name."""
    places = {f"/vanban-{n}": pikepdf.Array([pdf.pages[at].obj, pikepdf.Name.Fit]) for n, at in enumerate(targets)}
    pdf.Root.Dests = pikepdf.Dictionary(places)  # type: ignore[arg-type]


def pages(count: int, bare: int | None = None) -> pikepdf.Pdf:
    """Blank pages; one may lack what every page has."""
    pdf = pikepdf.new()
    for number in range(count):
        page: Any = pdf.add_blank_page()
        page.obj.Contents = pdf.make_stream(b"")
        if number == bare:
            del page.obj["/Contents"]
    return pdf


def cut_plainly(whole: Path, jobs: Mapping[int, Job]) -> dict[int, Piece]:
    """Cut papers whose pages may begin with anything."""
    return cut(whole, jobs, dict.fromkeys(jobs, Sought()))


def test_pages_that_do_not_add_up_are_not_cut(job: Jobs, tmp_path: Path) -> None:
    jobs = {n: job(f"a{n}") for n in range(2)}
    whole = tmp_path / "ghep.pdf"
    with pages(3) as pdf:
        leading(pdf, 0, 2)
        pdf.save(whole)
        assert cut_plainly(whole, jobs) == {0: Piece(2, parted=False), 1: Piece(1, parted=False)}
        assert [len(pikepdf.open(each.pdf).pages) for each in jobs.values()] == [2, 1]
        assert not cut_plainly(whole, {**jobs, 2: job("a2")})
        for wrong in ((1, 2), (2, 0), (0, 0)):
            leading(pdf, *wrong)
            pdf.save(tmp_path / "khac.pdf")
            assert not cut_plainly(tmp_path / "khac.pdf", jobs)
    with pages(3, bare=1) as pdf:
        leading(pdf, 0, 2)
        pdf.save(whole)
        assert not cut_plainly(whole, jobs)


def test_a_piece_that_parts_a_heading_from_its_text_is_not_written(job: Jobs, tmp_path: Path) -> None:
    jobs = {n: job(f"a{n}") for n in range(2)}
    whole = tmp_path / "ghep.pdf"
    with pages(4) as pdf:
        leading(pdf, 0, 2)
        for name, at in (("giu-3-4-a", 0), ("giu-3-4-b", 0), ("giu-3-4-a-1", 2), ("giu-3-4-b-1", 3)):
            pdf.Root.Dests[f"/{name}"] = pikepdf.Array([pdf.pages[at].obj, pikepdf.Name.Fit])
        pdf.save(whole)
    assert cut_plainly(whole, jobs) == {0: Piece(2, parted=False), 1: Piece(2, parted=True)}
    assert [each.pdf.is_file() for each in jobs.values()] == [True, False]


def test_a_piece_of_which_one_end_was_left_out_is_looked_at_alone(job: Jobs, tmp_path: Path) -> None:
    jobs = {n: job(f"a{n}") for n in range(2)}
    whole = tmp_path / "ghep.pdf"
    with pages(4) as pdf:
        leading(pdf, 0, 2)
        pdf.Root.Dests["/giu-3-5-a-1"] = pikepdf.Array([pdf.pages[2].obj, pikepdf.Name.Fit])
        pdf.save(whole)
    assert cut_plainly(whole, jobs) == {0: Piece(2, parted=False), 1: Piece(2, parted=True)}

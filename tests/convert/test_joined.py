"""Papers joined for layout: only those that may be, cut apart where they begin, never believed without proof."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION

from vanban.bundle import Meta, read_faces, write_paper
from vanban.convert import FontFamily, Job, Soffice, find_fonts, find_office
from vanban.convert.joined import MOST, Group, alike, cut, grouped, join

Jobs = Callable[..., Job]
META = Meta("a", "b", __import__("datetime").date(2021, 12, 1))


@pytest.fixture(scope="module")
def fonts() -> FontFamily:
    return find_fonts()


@pytest.fixture
def office(fonts: FontFamily) -> Iterator[Callable[[int], Soffice]]:
    made: list[Soffice] = []

    def make(fewest: int) -> Soffice:
        made.append(Soffice(find_office(None), fonts, 1, fewest_joined=fewest))
        return made[-1]

    yield make
    for converter in made:
        converter.close()


def changed(job: Job, change: Callable[[object], None]) -> Job:
    document = Document(str(job.docx))
    change(document)
    document.save(str(job.docx))
    return job


def test_papers_of_one_template_are_one_group_and_a_few_are_none(job: Jobs) -> None:
    jobs = [job(f"a{number}", f"Bản {number}") for number in range(4)]
    other = job("khac", "Khác", header="Đầu trang khác")
    groups, alone = grouped([*jobs, other], fewest=4)
    assert [group.jobs for group in groups] == [tuple(jobs)]
    assert alone == [other]
    assert grouped([*jobs, other], fewest=5) == ([], [*jobs, other])


def test_large_groups_are_parted_and_all_workers_have_one(job: Jobs) -> None:
    first = job("a", "Bản")
    jobs = [Job(first.docx, first.pdf.with_name(f"{n}.pdf"), str(n)) for n in range(2 * MOST + 1)]
    groups, _ = grouped(jobs, fewest=6)
    assert [len(group.jobs) for group in groups] == [41, 40, 40]
    assert len(grouped(jobs[:20], workers=2, fewest=6)[0]) == 2
    assert sorted(j.label for group in groups for j in group.jobs) == sorted(j.label for j in jobs)


UNFIT = {
    "list": lambda document: document.add_paragraph("mục", style="List Number")._p.get_or_add_pPr()._add_numPr(),
    "two sections": lambda document: document.add_section(WD_SECTION.NEW_PAGE),
    "table of contents": lambda document: document.paragraphs[0]._p.append(
        __import__("lxml.etree").etree.fromstring(
            '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            "<w:instrText>NUMPAGES</w:instrText></w:r>"
        )
    ),
}


@pytest.mark.parametrize("what", UNFIT)
def test_what_would_run_on_from_paper_to_paper_is_laid_out_alone(job: Jobs, what: str) -> None:
    jobs = [changed(job(f"a{number}"), UNFIT[what]) for number in range(3)]
    assert grouped(jobs, fewest=2) == ([], jobs)


def test_a_file_that_is_no_word_file_is_left_to_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"khong phai")
    jobs = [Job(path, tmp_path / f"{n}.pdf", str(n)) for n in range(3)]
    assert grouped(jobs, fewest=2) == ([], jobs)


@pytest.mark.soffice
@pytest.mark.parametrize("landscape", [False, True])
def test_cut_papers_have_the_bytes_of_papers_laid_out_alone(
    job: Jobs, office: Callable[[int], Soffice], tmp_path: Path, fonts: FontFamily, landscape: bool
) -> None:
    def fill(document: object) -> None:
        table = document.add_table(rows=70, cols=3)  # type: ignore[attr-defined]
        for number, row in enumerate(table.rows):
            row.cells[number % 3].text = f"Đánh giá, xếp loại chất lượng {number}"
        document.add_paragraph("Nơi nhận:")  # type: ignore[attr-defined]
        if landscape:
            section = document.sections[0]  # type: ignore[attr-defined]
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width

    jobs = [changed(job(f"a{n}", *["Đồng chí Nguyễn Văn Ướm"] * (n % 3 + 1), header="Mẫu 02"), fill) for n in range(5)]
    told: list[str] = []
    joined = office(2).convert(jobs, lambda count: None, lambda outcome: told.append(outcome.job.label))
    assert sorted(told) == [each.label for each in jobs]
    faces = read_faces(fonts.files)
    for each in jobs:
        write_paper(each.pdf, tmp_path / f"{each.label}.ghep.pdf", META, faces)
    alone = office(99).convert(jobs, lambda count: None)
    assert [each.pages for each in joined] == [each.pages for each in alone]
    for each in jobs:
        write_paper(each.pdf, tmp_path / f"{each.label}.le.pdf", META, faces)
        pair = [(tmp_path / f"{each.label}.{way}.pdf").read_bytes() for way in ("ghep", "le")]
        assert pair[0] == pair[1]


@pytest.mark.soffice
def test_papers_that_do_not_look_the_same_joined_are_laid_out_alone(
    job: Jobs, office: Callable[[int], Soffice], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def never(first: Path, second: Path) -> bool:
        asked.append(second)
        return False

    monkeypatch.setattr("vanban.convert.tasks.alike", never)
    jobs = [job(f"a{n}", "Bản") for n in range(3)]
    told: list[str] = []
    outcomes = office(2).convert(jobs, lambda count: None, lambda outcome: told.append(outcome.job.label))
    assert asked
    assert [each.pages for each in outcomes] == [1, 1, 1]
    assert sorted(told) == ["a0", "a1", "a2"]


def test_pages_that_do_not_add_up_are_not_cut(job: Jobs, tmp_path: Path) -> None:
    group = Group(tuple(job(f"a{n}") for n in range(2)))
    whole = tmp_path / "ghep.pdf"
    with pikepdf.new() as pdf:
        for _ in range(3):
            pdf.add_blank_page()
        places = {f"/vanban-{n}": pikepdf.Array([pdf.pages[at].obj, pikepdf.Name.Fit]) for n, at in enumerate((0, 2))}
        pdf.Root.Dests = pikepdf.Dictionary(places)
        pdf.save(whole)
        assert cut(whole, group) == {"a0": 2, "a1": 1}
        assert not cut(whole, Group((*group.jobs, job("a2"))))
        for wrong in ((1, 2), (2, 0), (0, 0)):
            for n, at in enumerate(wrong):
                pdf.Root.Dests[f"/vanban-{n}"] = pikepdf.Array([pdf.pages[at].obj, pikepdf.Name.Fit])
            pdf.save(tmp_path / "khac.pdf")
            assert not cut(tmp_path / "khac.pdf", group)


def test_a_joined_document_has_every_word_once_in_order(job: Jobs, tmp_path: Path) -> None:
    jobs = tuple(job(f"a{n}", f"Bản {n}") for n in range(3))
    path = tmp_path / "ghep.docx"
    path.write_bytes(join(Group(jobs)))
    document = Document(str(path))
    assert [p.text for p in document.paragraphs] == ["Bản 0", "Bản 1", "Bản 2"]
    assert len(document.sections) == 3


def test_one_moved_word_is_seen(tmp_path: Path) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    for path, x in ((first, 10), (second, 11)):
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.pages[0].Contents = pdf.make_stream(f"{x} 0 m 5 5 l S".encode())
            pdf.save(path)
    assert alike(first, shutil.copyfile(first, tmp_path / "c.pdf"))
    assert not alike(first, second)

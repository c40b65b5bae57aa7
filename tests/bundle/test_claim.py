"""The claim of PDF/A: kept with foreign pages only when a validator accepted them, else every culprit is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from docx import Document

from tests.bundle.conftest import Sheet
from tests.bundle.office_pdf import office_pdf
from vanban.bundle import Faces, Meta, claim, write_paper
from vanban.bundle.claim import write_claimed
from vanban.bundle.numbering import BY_PAGE
from vanban.bundle.pdfa import Validator
from vanban.bundle.sheaf import Sheaf
from vanban.convert import Job, Soffice, find_fonts, find_office

META = Meta("Hồ sơ", "Đảng uỷ khối", date(2021, 12, 17))


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper of ours, made by LibreOffice."""
    folder = tmp_path_factory.mktemp("van-ban")
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.add_paragraph("Tờ trình về việc đề nghị xếp loại")
    document.save(str(folder / "a.docx"))
    converter = Soffice(find_office(None), find_fonts(), 1)
    converter.convert([Job(folder / "a.docx", folder / "a.pdf", "a")], lambda count: None)
    converter.close()
    return folder / "a.pdf"


def claims(path: Path) -> bool:
    with pikepdf.open(path) as pdf:
        return b"pdfaid:part" in pdf.Root.Metadata.read_bytes()


@pytest.mark.soffice
def test_an_enclosure_without_its_fonts_is_named_and_the_packet_makes_no_claim(
    paper: Path, foreign: Callable[..., Path], stamp_font: Faces, tmp_path: Path
) -> None:
    good, target = tmp_path / "tot.pdf", tmp_path / "ho-so.pdf"
    write_paper(paper, good, META, stamp_font)
    sheaves = [Sheaf(good), Sheaf(good, "02_tot"), Sheaf(foreign("b.pdf", [Sheet("Khong nhung phong")]), "03_xau")]
    total, problems = write_claimed(sheaves, target, META, (), stamp_font, BY_PAGE)
    assert total == 3
    assert [(problem.code, problem.place) for problem in problems] == [("PA-02", "03_xau")]
    assert "3.1" in problems[0].message  # the validator's clause on fonts
    assert not claims(target)


@pytest.mark.soffice
def test_enclosures_that_the_validator_accepts_leave_the_claim(paper: Path, stamp_font: Faces, tmp_path: Path) -> None:
    good, target = tmp_path / "tot.pdf", tmp_path / "ho-so.pdf"
    write_paper(paper, good, META, stamp_font)
    assert write_claimed([Sheaf(good), Sheaf(good, "02_tot")], target, META, (), stamp_font, BY_PAGE) == (2, ())
    assert claims(target)


def test_without_a_validator_nothing_is_claimed_for_foreign_pages(
    foreign: Callable[..., Path], stamp_font: Faces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim, "find_validator", lambda: None)
    target = tmp_path / "ho-so.pdf"
    sheaves = [Sheaf(foreign("b.pdf", [Sheet("A")]), "01_kem-theo")]
    _, problems = write_claimed(sheaves, target, META, (), stamp_font, BY_PAGE)
    assert [(problem.code, problem.place) for problem in problems] == [("PA-01", "01_kem-theo")]
    assert "libpdfbox2-java" in problems[0].remedy
    assert not claims(target)


def test_papers_of_ours_need_no_validator(stamp_font: Faces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim, "find_validator", lambda: pytest.fail("asked"))
    ours, target = office_pdf(tmp_path / "a.pdf", stamp_font.regular, ["Kiểm"], "Kiểm"), tmp_path / "ho-so.pdf"
    assert write_claimed([Sheaf(ours)], target, META, (), stamp_font, BY_PAGE) == (1, ())
    assert claims(target)


@pytest.mark.parametrize("program", ["khong-co-chuong-trinh", "true"])
def test_a_validator_that_does_not_work_accepts_nothing(program: str, tmp_path: Path) -> None:
    assert Validator((program,)).objections(tmp_path / "a.pdf")


def test_pdf_a_2b_is_written_when_asked_for(stamp_font: Faces, tmp_path: Path) -> None:
    source = office_pdf(tmp_path / "a.pdf", stamp_font.regular, ["Kiểm"], "Kiểm")
    write_paper(source, tmp_path / "1.pdf", Meta("t", "a", META.day, pdfa="2b"), stamp_font)
    assert (tmp_path / "1.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in (tmp_path / "1.pdf").read_bytes()

"""The reader of scans is never believed: what it loses, changes or hangs on leaves the scan as it is, with a word."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.convert.conftest import FAULTS, read_to_the_end
from vanban.convert import Ocr, find_fonts, find_ocr
from vanban.convert.ocr import PACKAGES
from vanban.errors import Problem

LABEL = "ho-so/quet.pdf"
WORDS = ("ĐẢNG BỘ HUYỆN SƠN DƯƠNG", "Nghị quyết về nhiệm vụ năm 2021", "đã hoàn thành tốt nhiệm vụ được giao")
Page = tuple[tuple[float, float], str]
Scan = Callable[..., Path]


def drawn(*lines: str) -> Image.Image:
    """A sheet of A4 scanned at 200 dots an inch."""
    image = Image.new("L", (1654, 2339), 255)
    font = ImageFont.truetype(str(find_fonts().regular), 42)
    for row, line in enumerate(lines):
        ImageDraw.Draw(image).text((200, 300 + 90 * row), line, fill=0, font=font)
    return image


@pytest.fixture
def pages(tmp_path: Path) -> Scan:
    """A PDF of pages of the given size, each with words and drawing."""

    def make(*sheets: Page) -> Path:
        path = tmp_path / "quet.pdf"
        with pikepdf.new() as pdf:
            for size, content in sheets:
                pdf.add_blank_page(page_size=size)
                font = pikepdf.Dictionary(
                    Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
                )
                pdf.pages[-1].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
                pdf.pages[-1].obj.Contents = pdf.make_stream(content.encode())
            pdf.save(path)
        return path

    return make


A4 = (595, 842)
BLANK: Page = (A4, "")
INKED: Page = (A4, "100 100 200 200 re f")
UNSEEN: Page = (A4, "BT /F1 12 Tf 3 Tr 60 400 Td (Da co chu) Tj ET")


def refused(program: str, source: Path, target: Path, deadline_s: float | None = None) -> Problem:
    problem = Ocr(FAULTS / f"{program}.py", deadline_s).recognise(source, target, LABEL)
    assert problem is not None
    assert (problem.code, problem.place) == ("NC-03", LABEL)
    assert problem.remedy
    assert not target.exists()
    return problem


def test_at_the_deadline_the_reader_and_its_child_are_killed(pages: Scan, tmp_path: Path, pipe: int) -> None:
    problem = refused("ocr_hangs", pages(BLANK), tmp_path / "ra.pdf", deadline_s=1.0)
    assert "trong 1 giây" in problem.message
    assert sorted(read_to_the_end(pipe)) == sorted(b"pc")


@pytest.mark.parametrize("program", ["ocr_crashes", "ocr_writes_half", "ocr_khong_co"])
def test_a_reader_that_gives_no_whole_file_is_not_believed(pages: Scan, tmp_path: Path, program: str) -> None:
    (tmp_path / "ra.pdf").write_bytes(b"%PDF-1.4 from before")
    assert "hoàn chỉnh" in refused(program, pages(BLANK), tmp_path / "ra.pdf").message


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ((BLANK, BLANK, BLANK), "kết quả có 2 trang, tệp có 3 trang"),
        ((BLANK, ((842, 595), "")), "đổi khổ trang 2"),
        ((BLANK, INKED), "đổi hình ảnh trang 2"),
        ((UNSEEN, BLANK), "đổi chữ vốn có của trang 1"),
    ],
)
def test_pages_that_come_back_changed_are_not_taken(
    pages: Scan, tmp_path: Path, sheets: tuple[Page, ...], words: str
) -> None:
    problem = refused("ocr_writes_two_blank_pages", pages(*sheets), tmp_path / "ra.pdf")
    assert words in problem.message
    assert problem.severity == "canh-bao"


def test_a_scan_without_a_word_is_a_hint_only(pages: Scan, tmp_path: Path) -> None:
    problem = refused("ocr_gives_no_words", pages(INKED), tmp_path / "ra.pdf")
    assert "không thấy chữ nào" in problem.message
    assert problem.severity == "goi-y"


# ---------------------------------------------------------------- what is on the machine


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A machine that has only the named false programs."""

    def have(**programs: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        for name, script in programs.items():
            (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
            (folder / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))

    return have


VIE, ENG = "printf 'List of languages:\\nvie\\n'", "echo eng"


@pytest.mark.parametrize(
    ("programs", "code"),
    [
        ({}, "NC-01"),
        ({"tesseract": VIE}, "NC-01"),
        ({"ocrmypdf": "exit 3", "tesseract": VIE}, "NC-01"),
        ({"ocrmypdf": "echo 14.0.1"}, "NC-02"),
        ({"ocrmypdf": "echo 14.0.1", "tesseract": ENG}, "NC-02"),
    ],
)
def test_what_is_missing_is_told_with_the_packages(
    machine: Callable[..., None], programs: dict[str, str], code: str
) -> None:
    machine(**programs)
    found = find_ocr()
    assert isinstance(found, Problem)
    assert (found.code, found.severity) == (code, "canh-bao")
    assert PACKAGES in found.remedy
    assert "dong_quyen.nhan_dang_chu" in found.place


def test_a_machine_that_has_both_can_read(machine: Callable[..., None], tmp_path: Path) -> None:
    machine(ocrmypdf="echo 14.0.1+dfsg1", tesseract=VIE)
    assert find_ocr() == Ocr(tmp_path / "bin" / "ocrmypdf")


# ---------------------------------------------------------------- the real one


def test_a_real_scan_can_be_searched_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tam"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    reader = find_ocr()
    assert isinstance(reader, Ocr)
    source, target = tmp_path / "quet.pdf", tmp_path / "ra.pdf"
    turned = drawn(*WORDS).transpose(Image.Transpose.ROTATE_90)
    drawn(*WORDS).save(source, resolution=200, save_all=True, append_images=[turned])
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[1].obj["/Rotate"] = 90
        pdf.save(source)
    assert reader.recognise(source, target, LABEL) is None
    for found in texts_of(target):
        assert [words for words in WORDS if words not in found] == []
    assert os.listdir(folder) == []  # noqa: PTH208


def texts_of(path: Path) -> list[str]:
    texts = []
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            textpage = page.get_textpage()
            texts.append(" ".join(str(textpage.get_text_range()).split()))
            textpage.close()
    return texts

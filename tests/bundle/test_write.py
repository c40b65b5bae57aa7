"""The only writer of PDFs: the same input is the same file, described inside as it is outside."""

from __future__ import annotations

import gc
import hashlib
import logging
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from pypdf.generic import IndirectObject

from tests.bundle.conftest import Sheet
from vanban.bundle import Faces, Meta, OutlineSection, look_at, write_bundle, write_paper
from vanban.errors import BundleError
from vanban.model.packet import Bookmark

META = Meta("Hồ sơ R & D <kiểm điểm> năm 2021", "Đảng uỷ khối", date(2021, 12, 17))
OUTLINE = (
    OutlineSection("Phần đầu hồ sơ", (Bookmark("Bìa", 1), Bookmark("Mục lục", 2))),
    OutlineSection("Tờ trình", (Bookmark("09-TTr/ĐU – Tờ trình", 3),)),
)
SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}
Foreign = Callable[[str, Sequence[Sheet]], Path]
Texts = Callable[[Path], list[str]]


@pytest.fixture
def parts(foreign: Foreign) -> list[Path]:
    return [
        foreign("a.pdf", [Sheet("Bia"), Sheet("Muc luc")]),
        foreign("b.pdf", [Sheet("To trinh"), Sheet("To trinh, trang 2")]),
    ]


@pytest.fixture
def bound(parts: list[Path], stamp_font: Faces, tmp_path: Path) -> Path:
    target = tmp_path / "ho-so.pdf"
    assert write_bundle(parts, target, META, OUTLINE, stamp_font) == 4
    return target


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# ---------------------------------------------------------------- what is inside


def test_every_page_bears_its_packet_number_and_its_own_words(bound: Path, texts: Texts) -> None:
    pages = [page.split("\r\n") for page in texts(bound)]
    words = ["Bia", "Muc luc", "To trinh", "To trinh, trang 2"]
    assert [sorted(page) for page in pages] == [sorted([word, f"Trang {i}/4"]) for i, word in enumerate(words, 1)]


def test_page_labels_are_the_printed_numbers(bound: Path) -> None:
    with pikepdf.open(bound) as pdf:
        assert [page.label for page in pdf.pages] == ["1", "2", "3", "4"]


def test_the_outline_leads_from_every_paper_to_its_first_page(bound: Path) -> None:
    with pikepdf.open(bound) as pdf, pdf.open_outline() as outline:
        found = [
            (section.title, [Bookmark(item.title, target_page(pdf, item)) for item in section.children])
            for section in outline.root
        ]
    assert found == [(section.title, list(section.items)) for section in OUTLINE]


def target_page(pdf: pikepdf.Pdf, item: pikepdf.OutlineItem) -> int:
    destination = item.destination if item.destination is not None else item.action.D
    return pikepdf.Page(destination[0]).index + 1


def test_readers_see_the_outline_the_title_and_the_language(bound: Path) -> None:
    with pikepdf.open(bound) as pdf:
        assert pdf.Root.PageMode == "/UseOutlines"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.Root.Lang) == "vi-VN"
        assert str(pdf.docinfo["/Title"]) == META.title
        assert str(pdf.docinfo["/Author"]) == META.author


@pytest.mark.parametrize("archival", [True, False])
def test_xmp_says_the_same_as_info(parts: list[Path], stamp_font: Faces, tmp_path: Path, archival: bool) -> None:
    target = tmp_path / "ho-so.pdf"
    meta = Meta(META.title, META.author, META.day, archival)
    write_bundle(parts, target, meta, OUTLINE, stamp_font)
    with pikepdf.open(target) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        xmp = ElementTree.fromstring(pdf.Root.Metadata.read_bytes())
    assert xmp.findtext(".//dc:title/rdf:Alt/rdf:li", namespaces=SPACES) == info["/Title"] == meta.title
    assert xmp.findtext(".//dc:creator/rdf:Seq/rdf:li", namespaces=SPACES) == info["/Author"] == meta.author
    assert xmp.findtext(".//xmp:CreatorTool", namespaces=SPACES) == info["/Creator"]
    assert xmp.findtext(".//pdf:Producer", namespaces=SPACES) == info["/Producer"]
    assert xmp.findtext(".//xmp:CreateDate", namespaces=SPACES) == "2021-12-17T00:00:00+07:00"
    assert xmp.findtext(".//xmp:ModifyDate", namespaces=SPACES) == "2021-12-17T00:00:00+07:00"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20211217000000+07'00'"
    assert (xmp.findtext(".//pdfaid:part", namespaces=SPACES) == "1") is archival


# ---------------------------------------------------------------- the same bytes


def test_nothing_of_a_file_that_was_written_stays_in_memory(
    parts: list[Path], stamp_font: Faces, tmp_path: Path
) -> None:
    def bound(times: int) -> int:
        """How many references of PDFs there are, once so many papers were bound."""
        write_bundle(parts * times, tmp_path / "ho-so.pdf", META, OUTLINE, stamp_font)
        return sum(isinstance(each, IndirectObject) for each in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        first = bound(1)
        assert bound(50) - first < 50
    finally:
        gc.enable()


def test_the_same_parts_give_the_same_bytes(parts: list[Path], bound: Path, stamp_font: Faces) -> None:
    again = bound.with_name("lan-hai.pdf")
    write_bundle(parts, again, META, OUTLINE, stamp_font)
    assert sha256(again) == sha256(bound)


def test_parts_made_at_another_time_give_the_same_bytes(
    parts: list[Path], bound: Path, stamp_font: Faces, tmp_path: Path
) -> None:
    later = [stamped_with_time(path, tmp_path / f"sau-{path.name}") for path in parts]
    again = tmp_path / "lan-hai.pdf"
    write_bundle(later, again, META, OUTLINE, stamp_font)
    assert sha256(again) == sha256(bound)


def stamped_with_time(source: Path, target: Path) -> Path:
    """The same pages with what LibreOffice adds of its own: time, identifier."""
    with pikepdf.open(source) as pdf:
        pdf.docinfo["/CreationDate"] = "D:20380119031407Z"
        pdf.docinfo["/Producer"] = "Another"
        pdf.save(target)
    return target


def test_a_paper_is_the_same_bytes_whenever_it_is_made(parts: list[Path], stamp_font: Faces, tmp_path: Path) -> None:
    later = stamped_with_time(parts[0], tmp_path / "sau.pdf")
    write_paper(parts[0], tmp_path / "1.pdf", META, stamp_font)
    write_paper(later, tmp_path / "2.pdf", META, stamp_font)
    assert sha256(tmp_path / "1.pdf") == sha256(tmp_path / "2.pdf")


def test_another_page_gives_another_identifier(parts: list[Path], bound: Path, stamp_font: Faces) -> None:
    again = bound.with_name("nguoc.pdf")
    write_bundle(list(reversed(parts)), again, META, OUTLINE, stamp_font)
    with pikepdf.open(bound) as one, pikepdf.open(again) as other:
        assert bytes(one.trailer.ID[0]) != bytes(other.trailer.ID[0])
        assert bytes(one.trailer.ID[0]) == bytes(one.trailer.ID[1])


def test_many_files_do_not_mix_their_pages(foreign: Foreign, stamp_font: Faces, tmp_path: Path, texts: Texts) -> None:
    words = [f"Van ban so {number:02d}, to {sheet}" for number in range(60) for sheet in range(1 + number % 3)]
    sources = [
        foreign(f"{number}.pdf", [Sheet(word) for word in words if word.startswith(f"Van ban so {number:02d},")])
        for number in range(60)
    ]
    target = tmp_path / "ho-so.pdf"
    total = write_bundle(sources, target, META, [OutlineSection("Phần", (Bookmark("Văn bản", 1),))], stamp_font)
    assert total == len(words)
    found = [page.split("\r\n") for page in texts(target)]
    assert [sorted(page) for page in found] == [sorted([word, f"Trang {i}/{total}"]) for i, word in enumerate(words, 1)]


def test_a_full_disk_is_told_with_the_file(parts: list[Path], stamp_font: Faces, tmp_path: Path) -> None:
    target = tmp_path / "khong-co" / "ho-so.pdf"
    with pytest.raises(BundleError, match=r"khong-co/ho-so\.pdf"):
        write_bundle(parts, target, META, OUTLINE, stamp_font)


# ---------------------------------------------------------------- foreign files


def test_an_honest_pdf_is_counted(parts: list[Path]) -> None:
    assert look_at(parts[0], "ho-so/a.pdf").pages == 2


def encrypted(source: Path, user: str) -> bytes:
    target = source.with_name("khoa.pdf")
    with pikepdf.open(source) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="chu", user=user))
    return target.read_bytes()


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda path: encrypted(path, "mat-khau"), id="password"),
        pytest.param(lambda path: encrypted(path, ""), id="owner-password-only"),
        pytest.param(lambda path: path.read_bytes()[:-200], id="without-its-end"),
        pytest.param(lambda path: path.read_bytes()[: path.stat().st_size // 2], id="half"),
        pytest.param(lambda path: path.read_bytes()[:20], id="only-its-first-line"),
        pytest.param(lambda path: b"", id="empty"),
        pytest.param(lambda path: b"MZ\x90\x00\x03" + bytes(4000), id="exe"),
        pytest.param(lambda path: b"%PDF-1.4\n" + b"\xff" * 4000, id="pdf-by-name-only"),
        pytest.param(lambda path: b"PK\x03\x04" + bytes(400), id="word-file"),
    ],
)
def test_a_foreign_file_that_cannot_be_trusted_is_refused_by_name(
    parts: list[Path], spoil: Callable[[Path], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    parts[1].write_bytes(spoil(parts[1]))
    with pytest.raises(BundleError, match=r"ho-so/quyet-dinh\.pdf"):
        look_at(parts[1], "ho-so/quyet-dinh.pdf")

"""Enclosures of every kind, and signed copies in the place of papers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tests.build.conftest import Builder, tree
from tests.bundle.signing import SIGNER, holds, sign
from vanban.errors import BundleError, DataError

Edit = Callable[[str, str, str], int]


def manifest_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def entry_of(folder: Path, key: str) -> dict[str, Any]:
    return next(entry for entry in manifest_of(folder)["van_ban"] if entry["ma"] == key)


def page_of(pdf: pikepdf.Pdf, words: str) -> None:
    pdf.add_blank_page(page_size=(595.3, 841.9))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    pdf.pages[-1].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    pdf.pages[-1].obj.Contents = pdf.make_stream(f"BT /F1 12 Tf 60 400 Td ({words}) Tj ET".encode())


@pytest.fixture
def enclose(season_copy: Path, edit: Edit) -> Callable[..., None]:
    """Names files of ho-so/ as one enclosure of bo-bieu-mau."""

    def add(*names: str) -> None:
        enclosure = f"{{ma: kt, tep: [{', '.join(names)}], ho_so: bo-bieu-mau, trich_yeu: Kèm theo, tac_gia: Huyện uỷ}}"
        edit("ky.yaml", "\nto_trinh:\n", f"\nkem_theo:\n  - {enclosure}\nto_trinh:\n")

    (season_copy / "ho-so").mkdir(exist_ok=True)
    return add


def test_pictures_of_one_paper_become_its_pages(
    build: Builder, season_copy: Path, output: Path, enclose: Callable[..., None]
) -> None:
    for name in ("trang-1.jpg", "trang-2.png"):
        Image.new("RGB", (1654, 2339), "white").save(season_copy / "ho-so" / name, dpi=(200, 200))
    enclose("trang-1.jpg", "trang-2.png")
    made = build()
    entry = entry_of(output / "bo-bieu-mau", "kem-theo.kt")
    assert (entry["so_trang"], entry["docx"]) == (2, None)
    assert entry["nguon"] == ["ho-so/trang-1.jpg", "ho-so/trang-2.png"]
    (remark,) = [warning for warning in made.warnings if warning.code == "GH-09"]
    assert "trang 1, 2 của tệp" in remark.message
    assert "GH-09" in (output / "bo-bieu-mau" / "canh-bao.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.jpg", b"\xff\xd8\xff\xe0 cut off"),
        ("anh.png", b"\x89PNG\r\n\x1a\n"),
        ("van-ban.docx", b"MZ\x90"),
        ("bang.xlsx", b""),
        ("phim.mp4", b"\x00\x00\x00\x20ftyp"),
    ],
)
def test_a_file_that_is_not_what_it_is_called_is_named(
    build: Builder,
    season_copy: Path,
    output: Path,
    enclose: Callable[..., None],
    name: str,
    content: bytes,
) -> None:
    (season_copy / "ho-so" / name).write_bytes(content)
    enclose(name)
    with pytest.raises((DataError, BundleError), match=name):
        build()
    assert tree(output) == {}


def test_several_files_of_one_paper_must_be_pictures(
    build: Builder, season_copy: Path, enclose: Callable[..., None]
) -> None:
    Image.new("L", (10, 10)).save(season_copy / "ho-so" / "a.png")
    (season_copy / "ho-so" / "b.pdf").write_bytes(b"%PDF-1.4")
    enclose("a.png", "b.pdf")
    with pytest.raises(DataError, match="không phải đều là ảnh"):
        build()


def test_an_excel_file_goes_through_the_converter(
    build: Builder, season_copy: Path, output: Path, enclose: Callable[..., None]
) -> None:
    (season_copy / "ho-so" / "bang.xlsx").write_bytes(b"PK\x03\x04 as far as the fake converter looks")
    enclose("bang.xlsx")
    build()
    first = (output / "bo-bieu-mau" / entry_of(output / "bo-bieu-mau", "kem-theo.kt")["pdf"]).read_bytes()
    build()
    assert (output / "bo-bieu-mau" / entry_of(output / "bo-bieu-mau", "kem-theo.kt")["pdf"]).read_bytes() == first


# ---------------------------------------------------------------- signed copies


@pytest.fixture
def hand_in(season_copy: Path) -> Callable[..., Path]:
    """Puts a signed copy of a paper into ho-so/da-ky/."""

    def put(key: str, words: str, *, digital: bool = False) -> Path:
        path = season_copy / "ho-so" / "da-ky" / f"{key}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        with pikepdf.new() as pdf:
            page_of(pdf, words)
            pdf.save(path)
        if digital:
            sign(path)
        return path

    return put


# The plan's number and day without the letters that Helvetica lacks would not be its number: a scan says nothing.
def test_a_signed_copy_with_another_number_or_day_is_refused(
    build: Builder, output: Path, hand_in: Callable[..., Path]
) -> None:
    hand_in("ke-hoach", "So 13-KH, ngay 25/11/2021")
    with pytest.raises(DataError) as caught:
        build()
    assert [problem.code for problem in caught.value.problems] == ["LH-08", "LH-09"]
    assert {problem.place for problem in caught.value.problems} == {"ho-so/da-ky/ke-hoach.pdf"}
    assert tree(output) == {}


def test_a_signed_copy_takes_the_place_of_the_paper(
    build: Builder, season_copy: Path, output: Path, hand_in: Callable[..., Path]
) -> None:
    path = hand_in("mau-01-trong", "Ban ky", digital=True)
    before = path.read_bytes()
    made = build()
    entry = entry_of(output / "bo-bieu-mau", "mau-01-trong")
    assert (entry["so_trang"], entry["docx"], entry["nguon"]) == (1, None, ["ho-so/da-ky/mau-01-trong.pdf"])
    original = output / "bo-bieu-mau" / entry["pdf"]
    assert original.read_bytes() == before == path.read_bytes()
    assert holds(original)
    with pypdfium2.PdfDocument(output / "bo-bieu-mau" / "ho-so.pdf") as pdf:
        textpage = pdf[entry["trang_dau"] - 1].get_textpage()
        text = textpage.get_text_range()
        textpage.close()
    assert "BẢN ĐỌC" in text
    assert SIGNER in text
    assert [warning for warning in made.warnings if warning.code in {"GH-10", "GH-11"}] == []


def test_without_pyhanko_the_reading_copy_names_nobody_and_the_report_says_why(
    build: Builder, output: Path, hand_in: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyhanko.pdf_utils.reader", None)
    monkeypatch.setattr("vanban.build.enclosed.can_read_signatures", lambda: False)
    hand_in("mau-01-trong", "Ban ky", digital=True)
    (warning,) = [warning for warning in build().warnings if warning.code == "GH-10"]
    assert "vanban[ky-so]" in warning.remedy


def test_a_signature_that_cannot_be_read_asks_for_no_program_that_is_there(
    build: Builder, hand_in: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vanban.build.enclosed.signatures_of", lambda path: None)
    hand_in("mau-01-trong", "Ban ky", digital=True)
    (warning,) = [warning for warning in build().warnings if warning.code == "GH-10"]
    assert "pip" not in warning.remedy


def test_a_scan_cannot_be_compared_and_says_so(build: Builder, season_copy: Path) -> None:
    folder = season_copy / "ho-so" / "da-ky"
    folder.mkdir(parents=True)
    Image.new("L", (1654, 2339), 200).save(folder / "ke-hoach.pdf", resolution=200)
    found = {warning.code: warning for warning in build().warnings}
    assert "so bằng mắt" in found["LH-11"].remedy
    assert "GH-09" in found


@pytest.mark.parametrize("name", ["khong-co.pdf", "ke-hoach.jpg"])
def test_a_signed_copy_of_no_paper_is_an_error(build: Builder, season_copy: Path, name: str) -> None:
    folder = season_copy / "ho-so" / "da-ky"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(b"x")
    with pytest.raises(DataError, match=rf"ho-so/da-ky/{name}"):
        build()

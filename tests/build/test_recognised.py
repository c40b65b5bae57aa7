"""Scans get a layer of words when the season asks for it: in the bound copy only, the same every time."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tests.build.conftest import Builder
from tests.bundle.signing import SIGNER, holds, sign
from tests.convert.conftest import FAULTS
from tests.convert.test_ocr import WORDS, drawn
from vanban.bundle import verify_packet
from vanban.cli.app import run
from vanban.errors import Problem
from vanban.viet import nfc

Edit = Callable[[str, str, str], int]
PACKET = "bo-bieu-mau"


@pytest.fixture
def scans(season_copy: Path, edit: Edit) -> Path:
    """An enclosure of two pictures, the second without words, and a digitally signed scan in the place of a paper."""
    folder = season_copy / "ho-so"
    (folder / "da-ky").mkdir(parents=True, exist_ok=True)
    for name, image in (("1.png", drawn(*WORDS)), ("2.png", Image.new("L", (1654, 2339), 255))):
        image.save(folder / name, dpi=(200, 200))
    signed = folder / "da-ky" / "mau-01-trong.pdf"
    drawn("Bản tự kiểm điểm đã ký").save(signed, resolution=200)
    with pikepdf.open(signed, allow_overwriting_input=True) as pdf:
        pdf.save(signed)
    sign(signed)
    enclosure = f"{{ma: kt, tep: [1.png, 2.png], ho_so: {PACKET}, trich_yeu: Kèm theo, tac_gia: Huyện uỷ}}"
    edit("ky.yaml", "\nto_trinh:\n", f"\nkem_theo:\n  - {enclosure}\nto_trinh:\n")
    return folder


@pytest.fixture
def asked(scans: Path, edit: Edit) -> Path:
    """The same scans of a season that asks for their words."""
    edit("ky.yaml", "\nto_trinh:\n", "\ndong_quyen: {nhan_dang_chu: co}\nto_trinh:\n")
    return scans


def entry_of(packet: Path, key: str) -> dict[str, Any]:
    manifest = json.loads((packet / "manifest.json").read_text(encoding="utf-8"))
    return next(entry for entry in manifest["van_ban"] if entry["ma"] == key)


def words_on(path: Path, number: int) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        textpage = pdf[number - 1].get_textpage()
        text = str(textpage.get_text_range())
        textpage.close()
    assert text == nfc(text)
    return " ".join(text.split())


def told(warnings: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return sorted((w.code, w.place) for w in warnings if w.code.startswith("NC-") or w.code == "GH-09")


def test_scans_are_left_alone_when_nobody_asks(build: Builder, scans: Path, output: Path) -> None:
    assert [code for code, _ in told(build().warnings)] == ["GH-09", "GH-09"]
    assert "nhan_dang_chu" not in (output / PACKET / "manifest.json").read_text(encoding="utf-8")


def test_the_words_of_scans_can_be_searched_in_the_bound_file_only_the_same_every_time(
    build: Builder, asked: Path, output: Path
) -> None:
    signed = (asked / "da-ky" / "mau-01-trong.pdf").read_bytes()
    found = told(build().warnings)
    assert found == [("GH-09", "ho-so/1.png"), ("NC-04", "ho-so/1.png"), ("NC-04", "ho-so/da-ky/mau-01-trong.pdf")]
    packet = output / PACKET
    pictures, copy = entry_of(packet, "kem-theo.kt"), entry_of(packet, "mau-01-trong")
    assert (pictures["nhan_dang_chu"], copy["nhan_dang_chu"]) == ([1], [1])
    text = words_on(packet / "ho-so.pdf", pictures["trang_dau"])
    assert [words for words in WORDS if words not in text] == []
    assert words_on(packet / pictures["pdf"], 1) == ""
    text = words_on(packet / "ho-so.pdf", copy["trang_dau"])
    assert "Bản tự kiểm điểm đã ký" in text
    assert "BẢN ĐỌC" in text
    assert SIGNER in text
    assert (packet / copy["pdf"]).read_bytes() == signed
    assert holds(packet / copy["pdf"])
    first = (packet / "ho-so.pdf").read_bytes()
    shutil.rmtree(output)
    build()
    assert (packet / "ho-so.pdf").read_bytes() == first


def test_a_machine_that_cannot_read_says_so_once_and_binds_the_scans(
    build: Builder, asked: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vanban.convert.ocr.shutil.which", lambda name: None)
    found = told(build().warnings)
    assert [code for code, _ in found] == ["GH-09", "GH-09", "NC-01"]
    sheet = (output / PACKET / "canh-bao.md").read_text(encoding="utf-8")
    assert sheet.count("NC-01") == 1
    assert "tesseract-ocr-vie" in sheet


def test_a_reader_that_fails_leaves_the_scans_as_they_are(
    build: Builder, asked: Path, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "ocrmypdf").symlink_to(FAULTS / "ocr_crashes.py")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    assert [code for code, _ in told(build().warnings)] == ["GH-09", "GH-09", "NC-03", "NC-03"]
    assert "nhan_dang_chu" not in (output / PACKET / "manifest.json").read_text(encoding="utf-8")


# ---------------------------------------------------------------- proof


@pytest.fixture
def packet(asked: Path, season_copy: Path, output: Path) -> Path:
    """A packet with recognised scans, made by LibreOffice."""
    assert run(["lap-ho-so", str(season_copy), "--ho-so", PACKET]) == 0
    return output / PACKET


@pytest.mark.soffice
def test_a_packet_with_recognised_scans_is_whole_and_a_false_claim_is_not(packet: Path) -> None:
    assert verify_packet(packet) == ()
    with pikepdf.open(packet / "ho-so.pdf") as pdf:
        assert b"pdfaid:part" not in pdf.Root.Metadata.read_bytes()
    manifest = json.loads((packet / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["van_ban"]:  # the words of recognised pages unclaimed, those of another paper claimed
        if not entry.pop("nhan_dang_chu", None) and entry["ma"] == "ke-hoach":
            entry["nhan_dang_chu"] = [1]
    (packet / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    assert [problem.code for problem in verify_packet(packet)] == ["XM-23"] * 3

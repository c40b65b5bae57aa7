"""PDF/A-1b (TCVN 14159-1) as a validator of other people sees it: PDFBox Preflight, from Debian's libpdfbox2-java."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import Built

pytestmark = pytest.mark.soffice
JARS = Path("/usr/share/java")
CLASSES = tuple(
    JARS / f"{name}.jar"
    for name in (
        *("preflight", "pdfbox2", "fontbox2", "xmpbox"),
        *("commons-logging", "commons-io", "javax.activation", "jaxb-api"),
    )
)
PACKAGES = "libpdfbox2-java libactivation-java libjaxb-api-java libcommons-logging-java libcommons-io-java"


def verdict(pdf: Path) -> str:
    """What Preflight says of a file."""
    java = shutil.which("java")
    assert java, "install a Java runtime: default-jre-headless"
    missing = [str(path) for path in CLASSES if not path.is_file()]
    assert missing == [], f"install {PACKAGES}"
    quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    judge = "org.apache.pdfbox.preflight.Validator_A1b"
    words = [java, *quick, "-cp", os.pathsep.join(map(str, CLASSES)), judge, str(pdf)]
    return subprocess.run(words, capture_output=True, text=True, timeout=120, check=False).stdout


def is_valid(pdf: Path) -> bool:
    return f"The file {pdf.name} is a valid PDF/A-1b file" in verdict(pdf)


def without_its_claim(pdf: pikepdf.Pdf) -> None:
    data = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(data.replace(b"<pdfaid:part>1</pdfaid:part>", b""))


def without_a_font_program(pdf: pikepdf.Pdf) -> None:
    fonts = (value for value in pdf.objects if isinstance(value, pikepdf.Dictionary) and "/FontFile2" in value)
    del next(fonts)["/FontFile2"]


def without_its_colours(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def with_another_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Another"


@pytest.mark.parametrize("code", ["dang-uy", "bo-bieu-mau"])
def test_the_bound_packet_is_valid(built: Built, code: str) -> None:
    assert is_valid(built.output / code / "ho-so.pdf")


@pytest.mark.parametrize("form", ["to-trinh", "mau-02"])
def test_a_paper_is_valid(built: Built, form: str) -> None:
    paper = next((built.output / "dang-uy" / "van-ban").glob(f"*_{form}*.pdf"))
    assert is_valid(paper)


@pytest.mark.parametrize("spoil", [without_its_claim, without_a_font_program, without_its_colours, with_another_title])
def test_the_validator_would_notice(built: Built, tmp_path: Path, spoil: Callable[[pikepdf.Pdf], None]) -> None:
    spoiled = tmp_path / "ho-so.pdf"
    with pikepdf.open(built.output / "bo-bieu-mau" / "ho-so.pdf") as pdf:
        spoil(pdf)
        pdf.save(spoiled, object_stream_mode=pikepdf.ObjectStreamMode.disable, force_version="1.4")
    said = verdict(spoiled)
    assert "ho-so.pdf is not a valid PDF/A-1b file" in said, said


def test_saving_it_anew_alone_does_not_make_it_invalid(built: Built, tmp_path: Path) -> None:
    """The control of the control: only what was spoiled is to blame."""
    saved = tmp_path / "ho-so.pdf"
    with pikepdf.open(built.output / "bo-bieu-mau" / "ho-so.pdf") as pdf:
        pdf.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.disable, force_version="1.4")
    assert is_valid(saved)

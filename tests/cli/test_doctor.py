"""`kham`: what the computer lacks is said with the package to install."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from vanban.cli.app import run
from vanban.convert import fonts

FAULTS = Path(__file__).parents[1] / "faults"
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def fresh_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_search", fonts._search.__wrapped__)


@pytest.mark.soffice
def test_this_computer_can_do_the_job(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kham"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in told[:-1]] == [
        "tốt  vanban",
        "tốt  LibreOffice",
        "tốt  Phông chữ",
        "tốt  Ổ đĩa tạm",
        "tốt  Mẫu văn bản",
    ]
    assert told[-1] == "Máy này lập được hồ sơ."


def test_everything_missing_is_told_at_once_with_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VANBAN_SOFFICE", "/khong/co/soffice")
    monkeypatch.setenv("VANBAN_PHONG", str(tmp_path))
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(1, 1, 400_000_000))
    monkeypatch.setattr("vanban.cli.doctor.shipped_profiles", lambda: tmp_path)
    assert run(["doctor"]) == 7
    told = capsys.readouterr().out
    assert "libreoffice-writer-nogui" in told
    assert "fonts-liberation2" in told
    assert "Ổ đĩa chỉ còn 400 MB" in told
    assert "Không tìm thấy mẫu văn bản" in told
    assert told.endswith("Chưa lập được hồ sơ: còn 4 việc phải làm.\n")


def test_the_named_libreoffice_is_the_one_examined(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VANBAN_SOFFICE", str(FAULTS / "works.py"))
    assert run(["kham"]) == 0
    assert f"LibreOffice: 0.0.1, {FAULTS / 'works.py'}" in capsys.readouterr().out


def test_a_program_that_is_not_libreoffice_is_not_good_enough(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VANBAN_SOFFICE", str(FAULTS / "is_another_program.py"))
    assert run(["kham"]) == 7
    assert "LỖI  LibreOffice: Chương trình này không phải LibreOffice" in capsys.readouterr().out

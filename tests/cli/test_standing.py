"""A second build with nothing to do says the same as the first, at once; whatever changed sends it the whole way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from vanban.cli.standing import Standing, Watch
from vanban.errors import Problem
from vanban.settings import Settings, settings_for

MADE = (Problem("DL-01", "Cảnh báo", "ky.yaml:3", "xem lại", "canh-bao"),)


@pytest.fixture
def settings(season_copy: Path) -> Settings:
    packet = season_copy.parents[1] / "output" / "ky" / "bo-bieu-mau"
    packet.mkdir(parents=True)
    (packet / "ho-so.pdf").write_bytes(b"%PDF")
    return settings_for(season_copy)


@pytest.fixture
def standing(settings: Settings) -> Callable[..., Standing | None]:
    """What a new build learns of the one before."""
    watch = Watch(settings, ())
    watch.remember(Standing(((settings.output / "ky" / "bo-bieu-mau", 7),), MADE))
    return lambda wanted=(): Watch(settings, wanted).standing()


def test_nothing_changed_and_all_is_known(standing: Callable[..., Standing | None], settings: Settings) -> None:
    assert standing() == Standing(((settings.output / "ky" / "bo-bieu-mau", 7),), MADE)


def test_other_packets_are_another_question(standing: Callable[..., Standing | None]) -> None:
    assert standing(("dang-uy",)) is None


@pytest.mark.parametrize(
    "file",
    [
        "data/ky/ca-nhan/nv01.yaml",
        "data/ky/ho-so/moi.pdf",
        "data/ky/sua-tay/ke-hoach.docx",
        "data/cau-hinh.toml",
        "data/so-van-ban.sqlite",
        "mau/2021/che-do.toml",
        "output/ky/bo-bieu-mau/ho-so.pdf",
        "output/ky/bo-bieu-mau/la.txt",
    ],
)
def test_a_file_that_comes_or_changes_is_seen(
    standing: Callable[..., Standing | None], settings: Settings, file: str
) -> None:
    path = settings.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(path.read_bytes() + b"\n" if path.is_file() else b"moi")
    assert standing() is None


def test_a_file_that_goes_is_seen(standing: Callable[..., Standing | None], settings: Settings) -> None:
    (settings.output / "ky" / "bo-bieu-mau" / "ho-so.pdf").unlink()
    assert standing() is None


def test_a_change_that_keeps_size_and_time_is_seen(
    standing: Callable[..., Standing | None], settings: Settings
) -> None:
    path = settings.season / "ky.yaml"
    facts, text = path.stat(), path.read_bytes()
    path.write_bytes(text.replace(b"1", b"2", 1))
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert standing() is None


@pytest.mark.parametrize("name", ["VANBAN_PHONG", "VANBAN_SOFFICE"])
def test_other_fonts_and_another_libreoffice_are_seen(
    standing: Callable[..., Standing | None], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "/khac")
    assert standing() is None


def test_what_changes_while_a_build_runs_is_built_next_time(settings: Settings) -> None:
    watch = Watch(settings, ())
    (settings.season / "ky.yaml").touch()
    watch.remember(Standing((), ()))
    assert Watch(settings, ()).standing() is None


def test_the_rooms_of_the_work_are_not_loaded_to_know_it() -> None:
    code = "import sys, vanban.cli.build; print([m for m in ('vanban.build', 'pydantic', 'pypdf') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

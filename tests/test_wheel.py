"""What travels in the wheel is enough: a season made from it, in an empty folder, builds a packet."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def _vanban(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "vanban", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_is_used_and_not_the_source_tree(installed: Path, tmp_path: Path) -> None:
    assert str(installed) in _vanban(installed, tmp_path, "kham").stdout


@pytest.mark.parametrize("regime", ["2021", "2026"])
def test_every_regime_travels_with_its_sample(installed: Path, tmp_path: Path, regime: str) -> None:
    begun = _vanban(installed, tmp_path, "khoi-tao", "x", "--che-do", regime)
    assert (begun.returncode, begun.stderr) == (0, "")
    checked = _vanban(installed, tmp_path, "kiem-du-lieu", "x")
    assert checked.returncode == 0, checked.stderr


@pytest.mark.soffice
def test_a_season_begun_from_the_wheel_builds_a_packet(installed: Path, tmp_path: Path) -> None:
    begun = _vanban(installed, tmp_path, "khoi-tao", "x", "--che-do", "2026")
    assert (begun.returncode, begun.stderr) == (0, "")
    built = _vanban(installed, tmp_path, "lap-ho-so", "x", "--ho-so", "bo-bieu-mau")
    assert built.returncode == 0, built.stderr
    folder = tmp_path / "x" / "output" / "ky-2026" / "bo-bieu-mau"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["tong_so_trang"] == manifest["van_ban"][-1]["trang_cuoi"] > 10
    assert (folder / "ho-so.pdf").is_file()

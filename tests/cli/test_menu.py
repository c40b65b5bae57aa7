from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from vanban.cli.app import _COMMANDS
from vanban.cli.menu import STEPS, main

BAT = ROOT / "vanban.bat"


def test_every_step_is_a_command_that_exists() -> None:
    for step in STEPS:
        words = step.words("van-phong", tuple(default for _, default in step.asks))
        assert words[0] in _COMMANDS


def test_the_menu_runs_a_step_and_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = iter([f'"{tmp_path / "Cơ quan tôi"}"', "77", "2", "3", "bảng.xlsx", "0"])
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(said))
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 0
    assert len(list((tmp_path / "Cơ quan tôi" / "data").glob("*/ky.yaml"))) == 1
    assert (tmp_path / "Cơ quan tôi" / "bảng.xlsx").is_file()
    assert "Gõ một số từ 0 đến 12." in capsys.readouterr().out


def test_the_windows_starter_is_sound() -> None:
    data = BAT.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    text = data.decode("utf-8")
    assert not text.startswith("\ufeff")
    labels = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    assert set(re.findall(r"goto (\w+)", text)) <= labels
    assert "-m vanban.cli.menu" in text
    for place in re.findall(r"%[A-Z_]+%[^ \n]*|%~dp0", text):
        assert f'"{place.rstrip(chr(34))}' in text or "=" in text.split(place)[0].splitlines()[-1]

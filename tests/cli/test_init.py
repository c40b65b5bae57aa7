from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vanban.settings import newest_sampled

Cli = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("command", ["khoi-tao", "init"])
def test_a_new_season_works_from_an_empty_folder(cli: Cli, tmp_path: Path, command: str) -> None:
    office = tmp_path / "co-quan"
    code, out, _ = cli(command, office, "--che-do", "2021")
    assert code == 0
    assert str(office / "data" / "ky-2021") in out
    assert cli("kiem-du-lieu", office)[0] == 0
    assert cli("so-van-ban", office, "giu", "--het")[0] == 0
    assert (office / "data" / "so-van-ban.sqlite").is_file()


def test_a_season_may_be_named_within_data(cli: Cli, tmp_path: Path) -> None:
    season = tmp_path / "data" / "ky-2022"
    assert cli("khoi-tao", season, "--che-do", "2021")[0] == 0
    assert (season / "ky.yaml").is_file()
    assert (tmp_path / "mau" / "2021" / "che-do.toml").is_file()


def test_a_new_season_has_a_folder_for_everything(cli: Cli, tmp_path: Path) -> None:
    season = tmp_path / "data" / "ky"
    cli("khoi-tao", season)
    expected = {"tap-the", "ca-nhan", "cuoc-hop", "ho-so", "sua-tay"}
    assert expected == {path.name for path in season.iterdir() if path.is_dir()}


def test_a_season_with_facts_is_refused_and_left_as_it_is(cli: Cli, season_copy: Path) -> None:
    before = {path: path.read_bytes() for path in season_copy.rglob("*") if path.is_file()}
    code, _, err = cli("khoi-tao", season_copy)
    assert code == 3
    assert "KT-01" in err
    assert str(season_copy) in err
    assert before == {path: path.read_bytes() for path in season_copy.rglob("*") if path.is_file()}
    assert not (season_copy.parents[1] / "mau").exists()


def test_a_second_season_beside_the_first_keeps_the_office_s_regime(cli: Cli, tmp_path: Path) -> None:
    cli("khoi-tao", tmp_path / "data" / "ky-1", "--che-do", "2021")
    own = tmp_path / "mau" / "2021" / "che-do.toml"
    own.write_text(own.read_text(encoding="utf-8") + "\n# sửa tại cơ quan\n", encoding="utf-8")
    code, out, _ = cli("khoi-tao", tmp_path / "data" / "ky-2", "--che-do", "2021")
    assert code == 0
    assert "giữ bản đang có" in out
    assert own.read_text(encoding="utf-8").endswith("# sửa tại cơ quan\n")


def test_an_unknown_regime_leaves_with_four_and_writes_nothing(cli: Cli, tmp_path: Path) -> None:
    code, _, err = cli("khoi-tao", tmp_path / "co-quan", "--che-do", "1999")
    assert code == 4
    assert "CD-02" in err
    assert not (tmp_path / "co-quan").exists()


def test_a_folder_that_cannot_be_written_is_told(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    code, _, err = cli("khoi-tao", tmp_path)
    assert code == 3
    assert "KT-02" in err
    assert str(tmp_path / "data") in err


def test_without_a_word_the_newest_regime_with_a_sample_is_meant(cli: Cli, tmp_path: Path) -> None:
    code, out, _ = cli("khoi-tao", tmp_path / "co-quan")
    assert code == 0
    newest = newest_sampled()
    assert f"ky-{newest}" in out
    facts = (tmp_path / "co-quan" / "data" / f"ky-{newest}" / "ky.yaml").read_text(encoding="utf-8")
    assert f'che_do: "{newest}"' in facts

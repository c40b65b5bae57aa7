from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Cli = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("command", ["len-ky", "next"])
def test_the_next_season_lies_beside_the_last_and_says_what_is_owed(cli: Cli, season_copy: Path, command: str) -> None:
    code, out, err = cli(command, season_copy, "ky-2022", "--che-do", "2021")
    assert (code, err) == (0, "")
    season = season_copy.parent / "ky-2022"
    assert f"Đã lập kỳ 2022 theo chế độ 2021: {season}" in out
    assert "Mang sang 25 tập thể, 70 cá nhân, 389 hạn chế phải trả lời ở mục III." in out
    assert {p.name for p in season.iterdir()} == {
        "ky.yaml", "LEN-KY.md", "tap-the", "ca-nhan", "cuoc-hop", "ho-so", "sua-tay",
    }  # fmt: skip
    assert (season_copy.parents[1] / "mau" / "2021" / "che-do.toml").is_file()
    code, told, err = cli("kiem-du-lieu", season)
    assert (code, err) == (3, "")
    assert "DL-48" in told
    assert "ngoài dự kiến" not in told


def test_a_season_that_is_there_is_left_as_it_is(cli: Cli, season_copy: Path) -> None:
    other = season_copy.parent / "ky-2022"
    other.mkdir()
    (other / "ky.yaml").write_text("nam: 2022\n", encoding="utf-8")
    code, _, err = cli("len-ky", season_copy, other)
    assert code == 3
    assert "KT-01" in err
    assert [p.name for p in other.iterdir()] == ["ky.yaml"]


def test_an_unknown_regime_leaves_nothing_behind(cli: Cli, season_copy: Path) -> None:
    code, _, err = cli("len-ky", season_copy, "ky-2022", "--che-do", "1999")
    assert code == 4
    assert "CD-01" in err
    assert [p.name for p in season_copy.parent.iterdir()] == [season_copy.name]


def test_a_folder_that_cannot_be_written_is_told_and_nothing_half_is_left(cli: Cli, season_copy: Path) -> None:
    (season_copy.parents[1] / "tep").write_text("", encoding="utf-8")
    code, _, err = cli("len-ky", season_copy, season_copy.parents[1] / "tep" / "ky-2022")
    assert code == 3
    assert "KT-02" in err


def test_the_year_may_be_said(cli: Cli, season_copy: Path) -> None:
    assert cli("len-ky", season_copy, "ky-2024", "--nam", "2024")[0] == 0
    assert "nam: '2024'" in (season_copy.parent / "ky-2024" / "ky.yaml").read_text(encoding="utf-8")

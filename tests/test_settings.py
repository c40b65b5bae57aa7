from __future__ import annotations

from pathlib import Path

import pytest

from vanban.errors import DataError, ProfileError
from vanban.settings import (
    find_profile,
    find_root,
    find_season,
    settings_for,
    shipped_profiles,
    shipped_sample,
)


def _season(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "ky.yaml").write_text("nam: 2021\n", encoding="utf-8")
    return folder


def test_a_season_is_found_by_its_own_folder(tmp_path: Path) -> None:
    season = _season(tmp_path / "data" / "ky")
    assert season == find_season(season)


def test_the_only_season_of_an_office_is_found_from_its_root(tmp_path: Path) -> None:
    season = _season(tmp_path / "data" / "ky")
    assert season == find_season(tmp_path)


def test_two_seasons_in_an_office_must_be_told_apart(tmp_path: Path) -> None:
    _season(tmp_path / "data" / "ky-2021")
    _season(tmp_path / "data" / "ky-2022")
    with pytest.raises(DataError) as caught:
        find_season(tmp_path)
    assert caught.value.problems[0].code == "DL-02"
    assert str(tmp_path) == caught.value.problems[0].place
    assert "ky-2021" in caught.value.problems[0].remedy
    assert "ky-2022" in caught.value.problems[0].remedy


def test_a_folder_without_a_season_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        find_season(tmp_path / "khong-co")
    assert caught.value.problems[0].code == "DL-01"
    assert str(tmp_path / "khong-co") == caught.value.problems[0].place


def test_output_and_register_lie_beside_data_whatever_the_current_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    season = _season(tmp_path / "co-quan" / "data" / "ky")
    monkeypatch.chdir(tmp_path)
    settings = settings_for(Path("co-quan/data/ky"))
    assert season == settings.season
    assert tmp_path / "co-quan" == settings.root
    assert tmp_path / "co-quan" / "output" == settings.output
    assert tmp_path / "co-quan" / "data" / "so-van-ban.sqlite" == settings.register


def test_a_season_outside_any_data_folder_has_the_folder_above_as_root(tmp_path: Path) -> None:
    season = _season(tmp_path / "linh-tinh" / "ky")
    assert tmp_path / "linh-tinh" == find_root(season)


@pytest.mark.parametrize(("wished", "workers"), [("3", 3), ("64", 64)])
def test_the_environment_sets_the_number_of_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wished: str, workers: int
) -> None:
    monkeypatch.setenv("VANBAN_SO_TIEN_TRINH", wished)
    assert workers == settings_for(_season(tmp_path / "ky")).workers


@pytest.mark.parametrize("wished", ["", "0", "-2", "hai"])
def test_a_senseless_number_of_workers_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wished: str
) -> None:
    season = _season(tmp_path / "ky")
    monkeypatch.delenv("VANBAN_SO_TIEN_TRINH", raising=False)
    usual = settings_for(season).workers
    monkeypatch.setenv("VANBAN_SO_TIEN_TRINH", wished)
    assert usual == settings_for(season).workers
    assert usual >= 1


def test_the_office_s_own_regime_wins_over_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "mau" / "2021"
    own.mkdir(parents=True)
    (own / "che-do.toml").write_text("", encoding="utf-8")
    assert own == find_profile(tmp_path, "2021")


def test_the_shipped_regime_serves_an_office_without_its_own(tmp_path: Path) -> None:
    assert shipped_profiles() / "2021" == find_profile(tmp_path, "2021")


def test_an_unknown_regime_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        find_profile(tmp_path, "1999")
    assert str(tmp_path / "mau" / "1999") == caught.value.problems[0].place
    assert "2021" in caught.value.problems[0].remedy


def test_a_regime_without_a_sample_season_is_refused() -> None:
    with pytest.raises(ProfileError, match="1999"):
        shipped_sample("1999")

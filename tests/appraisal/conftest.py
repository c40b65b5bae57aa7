"""What the tests of the rating rules share: the regime, the small season, the regime with one value changed."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.appraisal.small_season import ROOT, Values, World, world_of
from vanban.model.profile import LegalProfile


@pytest.fixture(scope="session")
def regime() -> Values:
    """The regime's values as they are in the file."""
    return tomllib.loads((ROOT / "mau/2021/che-do.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def profile(regime: Values) -> LegalProfile:
    return LegalProfile.model_validate(regime)


@pytest.fixture
def world(profile: LegalProfile) -> World:
    """One branch of ten, all at the good level: no rule is broken."""
    return world_of(profile, {"a": ["htt"] * 10})


@pytest.fixture
def grown(profile: LegalProfile) -> Callable[..., World]:
    """A season of branches with members of the given levels."""
    return lambda **levels: world_of(profile, levels)


@pytest.fixture
def changed(regime: Values) -> Callable[..., LegalProfile]:
    """The regime with values of `[xep_loai]` put in place of others: `changed(han_muc_dang_vien={"ty_le": 25.0})`."""

    def change(**tables: Values) -> LegalProfile:
        values = {**regime["xep_loai"]}
        for name, entries in tables.items():
            values[name] = {**values[name], **entries}
        return LegalProfile.model_validate({**regime, "xep_loai": values})

    return change


@pytest.fixture
def acting(regime: Values) -> Callable[..., LegalProfile]:
    """The regime with another action, certainty or clause for a rule."""

    def change(code: str, **entries: str) -> LegalProfile:
        rules = [{**rule, **entries} if rule["ma"] == code else rule for rule in regime["quy_tac"]]
        return LegalProfile.model_validate({**regime, "quy_tac": rules})

    return change


@pytest.fixture
def season_dir(tmp_path: Path) -> Path:
    """The sample season in an office of its own, regime and all."""
    shutil.copytree(ROOT / "data/son-duong-2021", tmp_path / "data" / "ky")
    shutil.copytree(ROOT / "mau", tmp_path / "mau")
    return tmp_path / "data" / "ky"

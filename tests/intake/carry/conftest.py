from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from vanban.model.profile import LegalProfile

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def regime_values() -> dict[str, Any]:
    """The values of the regime of the sample season."""
    return tomllib.loads((ROOT / "mau" / "2021" / "che-do.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def profile(regime_values: dict[str, Any]) -> LegalProfile:
    return LegalProfile.model_validate(regime_values)

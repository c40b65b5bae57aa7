from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from vanban.errors import DataError
from vanban.intake.facts import read_facts


@pytest.mark.parametrize("file", ["ky.yaml", "ca-nhan/la.yaml", "tap-the/la.yaml"])
@pytest.mark.parametrize("text", ["- a\n- b\n", "xin chào\n"])
def test_a_file_without_keys_is_told_and_never_left_out(season_copy: Path, file: str, text: str) -> None:
    (season_copy / file).write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_facts(season_copy, ROOT)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("DL-22", f"{file}:1")
    assert "phải gồm các mục" in problem.message


def test_a_file_that_cannot_be_read_is_told_once(season_copy: Path) -> None:
    (season_copy / "ky.yaml").write_text("", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_facts(season_copy, ROOT)
    assert [problem.code for problem in caught.value.problems] == ["DL-11"]

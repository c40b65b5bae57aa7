from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SAMPLE
from tests.intake.workbook.strategies import full_texts
from vanban.errors import DataError
from vanban.intake.yaml_file import read_yaml
from vanban.intake.yaml_store import Setting, changed_file, new_file, write_files

TREES = st.recursive(
    full_texts(),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(full_texts(), inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


def test_files_nobody_changed_are_written_as_they_were() -> None:
    paths = [SAMPLE / "ca-nhan" / "gd01.yaml", SAMPLE / "cuoc-hop" / "ld-giao-duc.yaml", SAMPLE / "ky.yaml"]
    assert [changed_file(path, []) for path in paths] == [path.read_text(encoding="utf-8") for path in paths]


@given(tree=st.dictionaries(full_texts(), TREES, min_size=1, max_size=4))
def test_what_is_written_reads_back(tree: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("moi") / "moi.yaml"
    path.write_bytes(new_file(tree).encode("utf-8"))
    source, problems = read_yaml(path, "moi.yaml")
    assert problems == []
    assert source.values == tree


def test_comments_order_and_line_ends_survive(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("# đầu\r\nb: 1   # cạnh\r\na: [x, y]\r\nc:\r\n  - d: 2\r\n".encode("utf-8-sig"))
    text = changed_file(path, [Setting(("c", 0, "d"), "3"), Setting(("e",), "mới"), Setting(("a",), None)])
    assert text == "# đầu\r\nb: 1   # cạnh\r\nc:\r\n  - d: '3'\r\ne: mới\r\n"


def test_nothing_is_written_when_one_file_would_not_read_back(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.yaml", tmp_path / "b.yaml"
    good.write_text("a: cũ\n", encoding="utf-8")
    with pytest.raises(DataError):
        write_files({good: "a: mới\n", bad: "a: ['\n"})
    assert good.read_text(encoding="utf-8") == "a: cũ\n"
    assert sorted(tmp_path.iterdir()) == [good]

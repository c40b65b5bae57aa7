"""The README's lists of what is uncertain name settings and templates that exist."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
_HEAD = re.compile(r"^\| Thiết lập \| Đang đặt \|", re.MULTILINE)
_NAMED = re.compile(r"`([a-z][\w*.-]+)`")


def tables() -> list[str]:
    """The tables of settings, in the order of the README: 2021, then 2026."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [text[match.start() :].partition("\n\n")[0] for match in _HEAD.finditer(text)]


def named(table: str) -> Iterator[str]:
    """Every setting or template named in the first column."""
    for row in table.splitlines()[2:]:
        yield from _NAMED.findall(row.split("|")[1])


def paths(value: Any, route: str = "") -> Iterator[str]:
    """Every dotted route into the regime, lists passed through."""
    if isinstance(value, dict):
        for key, inner in value.items():
            here = f"{route}.{key}" if route else key
            yield here
            yield from paths(inner, here)
    elif isinstance(value, list):
        for item in value:
            yield from paths(item, route)


def test_there_is_a_list_for_each_regime() -> None:
    assert [len(list(named(table))) > 10 for table in tables()] == [True, True]


@pytest.mark.parametrize(("index", "regime"), [(0, "2021"), (1, "2026")])
def test_every_setting_named_in_the_readme_is_there_to_be_changed(index: int, regime: str) -> None:
    folder = ROOT / "mau" / regime
    data = tomllib.loads((folder / "che-do.toml").read_text(encoding="utf-8"))
    known = {*paths(data), *(path.name for path in folder.glob("*.docx"))}
    ends = known | {path.rpartition(".")[2] for path in known} | {row["ma"] for row in data["quy_tac"]}
    missing = [name for name in named(tables()[index]) if not any(fnmatchcase(end, name) for end in ends)]
    assert missing == []

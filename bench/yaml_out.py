"""Plain data as YAML the way a clerk would type it: short values on their line, paragraphs folded."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

MARK = "# Soạn từ bench/ngan-hang bằng bench/soan.py"
_WIDTH = 110


class Flow(dict[str, Any]):
    """A mapping written on one line."""


def write(path: Path, data: Mapping[str, Any], mark: str = MARK) -> None:
    """Write the data, the mark on the first line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [mark, *_mapping(data, 0)] if mark else list(_mapping(data, 0))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _mapping(data: Mapping[str, Any], indent: int) -> Iterator[str]:
    pad = " " * indent
    for key, value in data.items():
        first, *rest = _value(value, indent)
        yield f"{pad}{key}:{first}"
        yield from rest


def _value(value: Any, indent: int) -> list[str]:
    """What follows `key:`: the rest of its line, then the lines below it."""
    if isinstance(value, Flow) or (isinstance(value, list) and _is_short(value)):
        return [f" {_flow(value)}"]
    if isinstance(value, Mapping):
        return ["", *_mapping(value, indent + 2)]
    if isinstance(value, list):
        return ["", *(line for item in value for line in _item(item, indent + 2))]
    return _scalar(value, indent + 2)


def _is_short(items: list[Any]) -> bool:
    plain = all(isinstance(item, str) and len(item) < 45 and not item.endswith(".") for item in items)
    return plain and len(_flow(items)) < 90


def _item(item: Any, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(item, Mapping) and not isinstance(item, Flow):
        first, *rest = _mapping(item, indent + 2)
        yield f"{pad}- {first.lstrip()}"
        yield from rest
    else:
        first, *rest = _value(item, indent)
        yield f"{pad}-{first}"
        yield from rest


def _scalar(value: Any, indent: int) -> list[str]:
    text = str(value)
    if len(text) + indent < _WIDTH - 10:
        return [f" {_plain(text)}"]
    lines = textwrap.wrap(text, _WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return [" >-", *(f"{' ' * indent}{line}" for line in lines)]


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    text = str(value)
    return f'"{text}"' if any(mark in text for mark in ",[]{}:") and "/" not in text else _plain(text)


def _plain(text: str) -> str:
    """The text as it is when YAML reads it back so, else in quotes."""
    try:
        same = str(yaml.load(text, Loader=yaml.BaseLoader)) == text
    except yaml.YAMLError:
        same = False
    number_like = text[:1].isdigit() and ":" in text
    return text if same and not number_like else f'"{text}"'

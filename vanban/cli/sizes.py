"""Sizes as people write them: 20MB, 1,5 GB, 800kB."""

from __future__ import annotations

import re
from typing import Any, Final

import click

_SIZE: Final = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>[kmg]?)b?", re.IGNORECASE)
_UNITS: Final = {"": 1_000_000, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


class Size(click.ParamType[int]):
    """A size in bytes; a bare number counts megabytes."""

    name = "cỡ tệp"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The bytes."""
        if isinstance(value, int):
            return value
        match = _SIZE.fullmatch(str(value).strip())
        if match is None or float(match["number"].replace(",", ".")) == 0:
            self.fail(f"“{value}” không phải cỡ tệp; viết như 20MB", param, ctx)
        return round(float(match["number"].replace(",", ".")) * _UNITS[match["unit"].lower()])


SIZE: Final = Size()

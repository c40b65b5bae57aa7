"""Sizes as people write them."""

from __future__ import annotations

import click
import pytest

from vanban.cli.sizes import SIZE


@pytest.mark.parametrize(
    ("typed", "size"),
    [("20MB", 20_000_000), ("20", 20_000_000), ("1,5 GB", 1_500_000_000), ("800kB", 800_000), ("2.5m", 2_500_000)],
)
def test_a_size_is_read(typed: str, size: int) -> None:
    assert SIZE.convert(typed, None, None) == size


@pytest.mark.parametrize("typed", ["", "0MB", "-3MB", "hai mươi", "20 TB"])
def test_anything_else_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(click.BadParameter, match="viết như 20MB"):
        SIZE.convert(typed, None, None)

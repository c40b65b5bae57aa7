"""Broken and twisted forms: a word about them, never a traceback, never a hang. More with VANBAN_FUZZ=5000."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.intake.workbook.test_fuzz import SECONDS, TIMES, twisted, within
from vanban.build.entry_forms import Maker
from vanban.build.returned import Wishes
from vanban.build.returns import take_returns

PIECES = [
    b"", b"<", b">", b"&", b"\0", b"<w:p/>", b"</w:p>", b"<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", b'w:val="9"',
    b"<w:t>X</w:t>", b"&#65;", b"<!DOCTYPE a>", b"\xff\xfe", "Năm 2020".encode(), b"vb:kiem_diem/han_che", b"<w:del>",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(0, TIMES, 20))
def test_twisted_forms(seed: int, returned: bytes, maker: Maker, tmp_path: Path) -> None:
    source = tmp_path / "goc.docx"
    source.write_bytes(returned)
    for number in range(seed, seed + 20):
        target = tmp_path / f"b{number}.docx"
        twisted(source, target, random.Random(number), PIECES)
        with within(SECONDS):
            (one,) = take_returns([target], maker, Wishes(), "/khong-co-soffice")
        assert one.answers or one.problems

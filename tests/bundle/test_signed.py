from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from tests.bundle.signing import SIGNER, sign
from vanban.bundle import signatures_of
from vanban.bundle.foreign import is_signed
from vanban.bundle.signed import Signature


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "van-ban.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    return path


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2021, 11, 24, 1, 15, 3, tzinfo=UTC), "A, 08:15:03 24/11/2021 +07:00"),
        (datetime(2021, 11, 24, 1, 15, 3), "A, 01:15:03 24/11/2021"),  # noqa: DTZ001
        (None, "A, không ghi thời gian"),
    ],
)
def test_the_time_of_signing_is_told_as_in_vietnam(moment: datetime | None, words: str) -> None:
    assert Signature("A", moment, True).words() == words


@pytest.mark.parametrize("box", [None, (60, 60, 260, 120)])
def test_a_signature_is_found_seen_or_unseen(
    paper: Path, box: tuple[int, int, int, int] | None, caplog: pytest.LogCaptureFixture
) -> None:
    assert not is_signed(paper)
    sign(paper, box)
    caplog.clear()
    caplog.set_level(logging.WARNING)
    assert is_signed(paper)
    assert [(found.signer, found.intact) for found in signatures_of(paper) or ()] == [(SIGNER, True)]
    assert caplog.records == []


def test_a_file_that_only_looks_signed_names_nobody(paper: Path) -> None:
    paper.write_bytes(paper.read_bytes() + b"\n% /ByteRange\n%%EOF\n")
    assert is_signed(paper)
    assert not signatures_of(paper)

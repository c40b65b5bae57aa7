"""Tests of the stream that is hashed while it is written."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from vanban.bundle import identifier
from vanban.bundle.identifier import Hashed


@given(st.lists(st.binary(max_size=40)), st.integers(1, 60))
def test_pieces_arrive_whole_and_in_order(pieces: list[bytes], gathered: int) -> None:
    stream = io.BytesIO()
    usual, identifier._GATHERED_BYTES = identifier._GATHERED_BYTES, gathered
    try:
        hashed = Hashed(stream)
        places = []
        for piece in pieces:
            places.append(hashed.tell())
            assert hashed.write(piece) == len(piece)
    finally:
        identifier._GATHERED_BYTES = usual
    hashed.pass_on()
    whole = b"".join(pieces)
    assert stream.getvalue() == whole
    assert hashed.tell() == len(whole)
    assert all(whole[place : place + len(piece)] == piece for place, piece in zip(places, pieces, strict=True))


class Counting(io.BytesIO):
    """A stream that knows how often it was written to."""

    calls = 0

    def write(self, data: Any) -> int:
        self.calls += 1
        return super().write(data)


def test_small_pieces_are_written_together_and_large_ones_as_they_are() -> None:
    stream = Counting()
    hashed = Hashed(stream)
    for _ in range(1000):
        hashed.write(b"ab")
    assert stream.calls == 0
    hashed.write(large := bytes(identifier._GATHERED_BYTES))
    assert stream.calls == 2
    assert stream.getvalue() == b"ab" * 1000 + large


def test_the_mark_stands_for_all_that_was_written_so_far() -> None:
    stream = io.BytesIO()
    hashed = Hashed(stream)
    hashed.write(b"a")
    hashed.write(b"b")
    assert hashed.mark() == hashlib.sha256(b"ab").digest()[:16]
    assert stream.getvalue() == b"ab"
    hashed.write(b"c")
    assert hashed.mark() == hashlib.sha256(b"abc").digest()[:16]

"""Tests of the stream that is hashed while it is written."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from vanban.bundle.identifier import Hashed


class Kept(io.RawIOBase):
    """A file that takes no more than some bytes at once."""

    def __init__(self, most: int = 10**9) -> None:
        super().__init__()
        self.most = most
        self.calls = 0
        self.value = b""

    def write(self, data: Any) -> int:
        self.calls += 1
        self.value += (taken := bytes(data[: self.most]))
        return len(taken)


@given(st.lists(st.binary(max_size=40)), st.integers(1, 60), st.integers(1, 30))
def test_pieces_arrive_whole_and_in_order(pieces: list[bytes], gathered: int, most: int) -> None:
    file = Kept(most)
    hashed = Hashed(file)
    places = []
    with io.BufferedWriter(hashed, gathered) as stream:
        for piece in pieces:
            places.append(stream.tell())
            assert stream.write(piece) == len(piece)
        stream.flush()
        assert stream.tell() == len(file.value)
    whole = b"".join(pieces)
    assert file.value == whole
    assert hashed.mark() == hashlib.sha256(whole).digest()[:16]
    assert all(whole[place : place + len(piece)] == piece for place, piece in zip(places, pieces, strict=True))


def test_small_pieces_are_written_together_and_large_ones_as_they_are() -> None:
    file = Kept()
    with io.BufferedWriter(Hashed(file), 1 << 16) as stream:
        for _ in range(1000):
            stream.write(b"ab")
        assert file.calls == 0
        stream.write(large := bytes(1 << 20))
    assert file.calls < 5
    assert file.value == b"ab" * 1000 + large


def test_the_mark_stands_for_all_that_was_written_so_far() -> None:
    file = Kept()
    hashed = Hashed(file)
    hashed.write(b"a")
    hashed.write(b"b")
    assert hashed.mark() == hashlib.sha256(b"ab").digest()[:16]
    assert file.value == b"ab"
    hashed.write(b"c")
    assert hashed.mark() == hashlib.sha256(b"abc").digest()[:16]

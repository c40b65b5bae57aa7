"""The identifier of a file: made of its own bytes, so that only equal files have the same.

ISO 32000-1, 14.4.
"""

from __future__ import annotations

import hashlib
from typing import IO, Any

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject

_LENGTH = 16
# pypdf writes an object in a handful of pieces, most of a few bytes.
_GATHERED_BYTES = 1 << 16


class Hashed:
    """A stream that is written once from beginning to end, and knows the hash of what was written.

    Small pieces are gathered until they are passed on.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self._gathered: list[bytes] = []
        self._passed = 0
        self._at = 0

    def write(self, data: bytes) -> int:
        """Write on; gives how many bytes."""
        self._at += len(data)
        if len(data) >= _GATHERED_BYTES:
            self.pass_on()
            self._pass(data)
            return len(data)
        self._gathered.append(data)
        if self._at - self._passed >= _GATHERED_BYTES:
            self.pass_on()
        return len(data)

    def pass_on(self) -> None:
        """Hand everything that was written so far to the stream."""
        self._pass(b"".join(self._gathered))
        self._gathered.clear()

    def _pass(self, data: bytes) -> None:
        self._digest.update(data)
        self._stream.write(data)
        self._passed += len(data)

    def tell(self) -> int:
        """How many bytes were written."""
        return self._at

    def mark(self) -> bytes:
        """16 bytes that stand for all that was written so far."""
        self.pass_on()
        return self._digest.digest()[:_LENGTH]


class Writer(PdfWriter):
    """pypdf's writer, whose files are identified by what stands before their trailer."""

    def _write_trailer(self, stream: Any, xref_location: int) -> None:
        mark = stream.mark()
        self._ID = ArrayObject([ByteStringObject(mark), ByteStringObject(mark)])
        super()._write_trailer(stream, xref_location)
        stream.pass_on()  # nothing is written after it

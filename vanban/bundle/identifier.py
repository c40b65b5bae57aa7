"""The identifier of a file: made of its own bytes, so that only equal files have the same.

ISO 32000-1, 14.4.
"""

from __future__ import annotations

import hashlib
from typing import IO, Any

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject

_LENGTH = 16


class Hashed:
    """A stream that is written once from beginning to end, and knows the hash of what was written."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self._at = 0

    def write(self, data: bytes) -> int:
        """Write on; gives how many bytes."""
        self._digest.update(data)
        self._at += len(data)
        return self._stream.write(data)

    def tell(self) -> int:
        """How many bytes were written."""
        return self._at

    def mark(self) -> bytes:
        """16 bytes that stand for all that was written so far."""
        return self._digest.digest()[:_LENGTH]


class Writer(PdfWriter):
    """pypdf's writer, whose files are identified by what stands before their trailer."""

    def _write_trailer(self, stream: Any, xref_location: int) -> None:
        mark = stream.mark()
        self._ID = ArrayObject([ByteStringObject(mark), ByteStringObject(mark)])
        super()._write_trailer(stream, xref_location)

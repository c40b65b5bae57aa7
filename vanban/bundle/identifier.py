"""The identifier of a file: made of its own bytes, so that only equal files have the same.

ISO 32000-1, 14.4.
"""

from __future__ import annotations

import hashlib
import io
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject

_LENGTH = 16


class Hashed(io.RawIOBase):
    """A stream that is written once from beginning to end, and knows the hash of what was written.

    pypdf writes an object in a handful of pieces, most of a few bytes: its writer takes this one buffered.
    """

    def __init__(self, stream: io.RawIOBase) -> None:
        super().__init__()
        self._stream = stream
        self._digest = hashlib.sha256()
        self._at = 0

    def writable(self) -> bool:
        """It can be written."""
        return True

    def write(self, data: Any) -> int:
        """Write on; gives how many bytes."""
        written = self._stream.write(data) or 0
        self._digest.update(data[:written])
        self._at += written
        return written

    def tell(self) -> int:
        """How many bytes were written."""
        return self._at

    def mark(self) -> bytes:
        """16 bytes that stand for all that was written so far."""
        return self._digest.digest()[:_LENGTH]


class Writer(PdfWriter):
    """pypdf's writer, whose files are identified by what stands before their trailer."""

    def forget(self) -> None:
        """Let go of all objects: each leads back to the writer, and Python would keep such a ring for long."""
        self._objects.clear()
        self.flattened_pages = None

    def _write_trailer(self, stream: Any, xref_location: int) -> None:
        stream.flush()
        mark = stream.raw.mark()
        self._ID = ArrayObject([ByteStringObject(mark), ByteStringObject(mark)])
        super()._write_trailer(stream, xref_location)

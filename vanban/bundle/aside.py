"""Finished objects of a PDF that is being bound: they lie in a nameless file until the whole is written.

A packet has thousands of pages. Of one that is stamped, and of a stream that was taken, nothing is asked but its bytes.
"""

from __future__ import annotations

import io
from typing import IO, Any

from pypdf.generic import PdfObject


class Laid(PdfObject):
    """An object whose bytes lie in a file."""

    def __init__(self, file: IO[bytes], start: int, size: int) -> None:
        self._file = file
        self._start = start
        self._size = size

    def write_to_stream(self, stream: IO[Any], encryption_key: str | bytes | None = None) -> None:
        """Write the object as it was."""
        self._file.seek(self._start)
        stream.write(self._file.read(self._size))


class Aside:
    """Chỗ để tạm of one PDF that is being written: `file` is open as long as it is."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._end = 0

    def lay(self, item: PdfObject) -> Laid:
        """Put away an object that will not change any more; gives what stands for it."""
        buffer = io.BytesIO()
        item.write_to_stream(buffer)
        data = buffer.getvalue()
        self._file.seek(self._end)
        self._file.write(data)
        laid = Laid(self._file, self._end, len(data))
        self._end += len(data)
        return laid

"""Finished objects of a PDF that is being bound: they lie in a nameless file until the whole is written.

A packet has thousands of pages. Of one that is stamped, and of a stream that was taken, nothing is asked but its bytes.
"""

from __future__ import annotations

from typing import IO, Any

from pypdf.generic import PdfObject


class Laid(PdfObject):
    """An object whose bytes lie in a file."""

    def __init__(self, aside: Aside, start: int, size: int) -> None:
        self._aside = aside
        self._start = start
        self._size = size

    def write_to_stream(self, stream: IO[Any], encryption_key: str | bytes | None = None) -> None:
        """Write the object as it was."""
        stream.write(self._aside.read(self._start, self._size))


class Aside:
    """Chỗ để tạm of one PDF that is being written: `file` is open as long as it is."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._end = 0
        self._at = 0

    def lay(self, text: bytes) -> Laid:
        """Put away an object that will not change any more, as it will be written; gives what stands for it."""
        self._go(self._end)
        self._file.write(text)
        laid = Laid(self, self._end, len(text))
        self._end += len(text)
        self._at = self._end
        return laid

    def read(self, start: int, size: int) -> bytes:
        """So many bytes of what was put away."""
        self._go(start)
        self._at = start + size
        return self._file.read(size)

    def _go(self, place: int) -> None:
        """A seek empties the buffer of the file: most objects are read in the order in which they were put away."""
        if place != self._at:
            self._file.seek(place)

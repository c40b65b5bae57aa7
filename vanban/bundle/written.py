"""Objects of a PDF as they are written: one form for equal ones, that of qpdf, whoever made them."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import IO, Any, Final

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    EncodedStreamObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

_ODD: Final = re.compile(rb"[^!-~]|[#%()/<>\[\]{}]")


class Verbatim(PdfObject):
    """An object that is written as it was read."""

    def __init__(self, text: bytes) -> None:
        self.text = text

    def write_to_stream(self, stream: IO[Any], encryption_key: str | bytes | None = None) -> None:
        """Write the value."""
        stream.write(self.text)


class Numbers(ArrayObject):
    """An array of numbers that stays as it is, such as the box of a page."""

    text: bytes


class VerbatimStream(Verbatim):
    """A stream that is written as it was read: its dictionary, its data."""


class WrittenName(NameObject):
    """A name that knows how it is written."""

    raw: bytes

    def write_to_stream(self, stream: IO[Any], encryption_key: str | bytes | None = None) -> None:
        """Write the name."""
        stream.write(self.raw)


@lru_cache(maxsize=4096)
def name_of(text: str) -> NameObject:
    """The name, slash included; the same object for the same text."""
    name = WrittenName(text)
    name.raw = b"/" + _ODD.sub(lambda odd: b"#%02x" % odd[0][0], text[1:].encode("utf-8", "surrogateescape"))
    return name


def compressed(data: bytes) -> EncodedStreamObject:
    """A stream of data that is compressed already."""
    stream = EncodedStreamObject()
    stream[name_of("/Filter")] = name_of("/FlateDecode")
    stream._data = data
    return stream


def text_of(item: PdfObject) -> bytes:
    """The object as it is written, the way qpdf does it: equal ones are alike, whoever made them."""
    if isinstance(item, WrittenName):
        return item.raw
    if isinstance(item, (Verbatim, Numbers)):
        return item.text
    if isinstance(item, IndirectObject):
        return b"%d 0 R" % item.idnum
    if isinstance(item, StreamObject):
        item[name_of("/Length")] = NumberObject(len(item._data))
        return _entries_text(item) + behind(item._data)
    if isinstance(item, DictionaryObject):
        return _entries_text(item)
    if isinstance(item, ArrayObject):
        return b"[ %s ]" % b" ".join(map(text_of, item)) if item else b"[ ]"
    buffer = io.BytesIO()
    item.write_to_stream(buffer)
    return buffer.getvalue()


def behind(data: bytes) -> bytes:
    """The data of a stream as it stands behind its dictionary."""
    return b"\nstream\n%b\nendstream" % data


def _entries_text(item: DictionaryObject) -> bytes:
    entries = [b"%s %s " % (text_of(key), text_of(value)) for key, value in sorted(item.items())]
    return b"<< %s>>" % b"".join(entries)

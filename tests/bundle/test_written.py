"""Objects as they are written: equal ones alike, whether this program made them or qpdf read them."""

from __future__ import annotations

from typing import Any

import pikepdf
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DecodedStreamObject, DictionaryObject, NumberObject, PdfObject

from vanban.bundle.copying import Copier
from vanban.bundle.written import name_of, text_of

names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).map("/".__add__)
values = st.recursive(
    st.one_of(st.booleans(), st.integers(-9999, 9999), names),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4)),
    max_leaves=12,
)


def built(value: Any) -> PdfObject:
    """A value of Python as an object of the writer: texts are names."""
    if isinstance(value, bool):
        return BooleanObject(value)
    if isinstance(value, int):
        return NumberObject(value)
    if isinstance(value, str):
        return name_of(value)
    if isinstance(value, list):
        return ArrayObject(map(built, value))
    return DictionaryObject({name_of(key): built(item) for key, item in value.items()})


@given(values)
def test_an_object_is_written_as_qpdf_writes_it(value: Any) -> None:
    text = text_of(built(value))
    read = pikepdf.Object.parse(text)
    assert text == (read.unparse(resolved=True) if isinstance(read, pikepdf.Object) else text_of(built(read)))


@given(st.binary(max_size=40))
def test_bytes_that_are_kept_are_a_stream_like_any_other(data: bytes) -> None:
    stream, writer = DecodedStreamObject(), PdfWriter()
    stream.set_data(data)
    kept = Copier(writer).keep(data).get_object()
    assert kept is not None
    assert text_of(kept) == text_of(stream)

"""Objects taken into the writer say what they said in their file, whatever is in them, and lead where they led."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from vanban.bundle import Faces
from vanban.bundle.copying import Copier, Taking
from vanban.bundle.programs import add_font

Fill = Callable[[pikepdf.Pdf, Any], None]

names = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=6).map("/".__add__)
# Words that look like references, or that end a string or a number too early.
words = st.one_of(
    st.binary(max_size=12),
    st.sampled_from([b"a 5 0 R", b" 2 0 R ", b"( 1 0 R", b")2 0 R(", b"\\3 0 R", b"<4 0 R>", b"\xff1 0 R", b"["]),
)
plain = st.one_of(st.booleans(), st.integers(-9999, 9999), st.decimals(-999, 999, places=3), names, words)
values = st.recursive(
    plain,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4)),
    max_leaves=12,
)


def built(value: Any) -> Any:
    """A value of Python as one of a PDF: texts are names, bytes are strings."""
    if isinstance(value, str):
        return pikepdf.Name(value)
    if isinstance(value, bytes):
        return pikepdf.String(value)
    if isinstance(value, list):
        return pikepdf.Array([built(item) for item in value])
    if isinstance(value, dict):
        return pikepdf.Dictionary({key: built(item) for key, item in value.items()})
    return value


def source(fill: Fill) -> pikepdf.Pdf:
    """A file of one page, filled, as it is read from the disk."""
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 400)).obj
        fill(pdf, page)
        pdf.save(made)
    return pikepdf.open(made)


def copied(pdf: pikepdf.Pdf, ours: bool = False, before: Callable[[Copier], object] = lambda _: None) -> pikepdf.Pdf:
    """The file whose pages were taken from that one."""
    writer = PdfWriter()
    copier = Copier(writer)
    before(copier)
    copier.add_pages(pdf, Taking(copier, pdf, ours))
    made = io.BytesIO()
    writer.write(made)
    return pikepdf.open(made)


def said(value: Any, seen: tuple[Any, ...] = ()) -> Any:
    """A value and all it leads to, without the numbers of objects; what leads back to itself is cut there."""
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        if value.objgen in seen:
            return "…", seen.index(value.objgen)
        seen = (*seen, value.objgen)
    if isinstance(value, pikepdf.Stream):
        entries = {k: v for k, v in value.stream_dict.items() if k != "/Length"}
        return "stream", {k: said(v, seen) for k, v in entries.items()}, value.read_raw_bytes()
    if isinstance(value, pikepdf.Dictionary):
        return {key: said(item, seen) for key, item in value.items() if key != "/Parent" and item is not None}
    if isinstance(value, pikepdf.Array):
        return [said(item, seen) for item in value]
    return value.unparse(resolved=True) if isinstance(value, pikepdf.Object) else value


@given(values, values, st.binary(max_size=40))
def test_a_page_says_what_it_said(own: Any, elsewhere: Any, data: bytes) -> None:
    def fill(pdf: pikepdf.Pdf, page: Any) -> None:
        page["/VbOwn"], far = built(own), built(elsewhere)
        page["/VbFar"] = pdf.make_indirect(pikepdf.Array([far, pdf.make_indirect(pikepdf.Array([far]))]))
        page["/Contents"] = pdf.make_stream(data, VbIn=far)

    with source(fill) as pdf, copied(pdf) as made:
        assert said(made.pages[0].obj) == said(pdf.pages[0].obj)


@pytest.mark.parametrize("text", [b"90", b"-7.25", b"true", b"/x#20y", b"(1 0 R)", b"null"])
def test_a_value_may_be_an_object_of_its_own(text: bytes) -> None:
    def fill(pdf: pikepdf.Pdf, page: Any) -> None:
        page["/VbOne"] = one = pdf.make_indirect(pikepdf.Array([1, 2, 3]))
        page["/VbIn"] = pikepdf.Dictionary(Vb=one, Vc=[0, one])

    with source(fill) as pdf:
        made = io.BytesIO()
        pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    alone = made.getvalue().replace(b"[ 1 2 3 ]", text.ljust(9))
    assert alone != made.getvalue()
    with pikepdf.open(io.BytesIO(alone)) as pdf, copied(pdf) as again:
        assert said(again.pages[0].obj) == said(pdf.pages[0].obj)


def test_what_leads_back_to_itself_still_does() -> None:
    def fill(pdf: pikepdf.Pdf, page: Any) -> None:
        first, second = (pdf.make_indirect(pikepdf.Dictionary(Vb=number)) for number in (1, 2))
        first["/VbTo"], second["/VbTo"] = second, first
        page["/VbRing"] = pikepdf.Array([second, page])

    with source(fill) as pdf, copied(pdf) as made:
        assert said(made.pages[0].obj) == said(pdf.pages[0].obj)


def test_a_long_chain_is_followed_to_its_end() -> None:
    def fill(pdf: pikepdf.Pdf, page: Any) -> None:
        link = pdf.make_indirect(pikepdf.Dictionary(Vb=0))
        for number in range(1, 1000):
            link = pdf.make_indirect(pikepdf.Dictionary(Vb=number, VbNext=link))
        page["/VbChain"] = link

    with source(fill) as pdf, copied(pdf) as made:
        link, found = made.pages[0].obj["/VbChain"], []
        while link is not None:
            found.append(int(link["/Vb"]))
            link = link.get("/VbNext")
    assert found == [*range(999, -1, -1)]


def test_names_need_not_be_text() -> None:
    with source(lambda pdf, page: page.update({"/VbA": pikepdf.Name.AAAA, "/VbB": pikepdf.Dictionary(BBBB=1)})) as pdf:
        made = io.BytesIO()
        pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    odd = made.getvalue().replace(b"/AAAA", b"/#ffa").replace(b"/BBBB", b"/b#fe").replace(b"/VbA", b"/#fdA")
    with pikepdf.open(io.BytesIO(odd), suppress_warnings=True) as pdf, copied(pdf) as again:
        text = again.pages[0].obj.unparse(resolved=True)
        assert b"/#fdA /#ffa" in text
        assert b"<< /b#fe 1 >>" in text


def test_fonts_and_streams_need_no_text_for_names_either() -> None:
    def fill(pdf: pikepdf.Pdf, page: Any) -> None:
        fonts = pdf.make_indirect(pikepdf.Dictionary(AAAA=pdf.make_indirect(pikepdf.Dictionary(Vb=1))))
        page["/Resources"] = pikepdf.Dictionary(Font=fonts)
        page["/VbA"] = pdf.make_stream(b"12", BBBB=1)

    with source(fill) as pdf:
        made = io.BytesIO()
        pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    # A wrong length, so that the stream's dictionary has to be made anew.
    odd, times = re.subn(
        rb"/BBBB (.*?)/Length \d+", rb"/b#fe \1/Length 999", made.getvalue().replace(b"/AAAA", b"/F#ff")
    )
    assert times == 1
    with pikepdf.open(io.BytesIO(odd), suppress_warnings=True) as pdf, copied(pdf) as again:
        page = again.pages[0].obj
        assert b"/F#ff" in page.Resources.Font.unparse(resolved=True)
        assert b"/b#fe 1" in page["/VbA"].stream_dict.unparse(resolved=True)
        assert page["/VbA"].read_bytes().strip() == b"12"


def test_what_a_page_inherits_may_stand_in_itself_or_lead_in_a_ring() -> None:
    with source(lambda pdf, page: None) as pdf, source(lambda pdf, page: None) as other:
        pdf.pages[0].obj.Parent = pikepdf.Dictionary(Rotate=90)
        other.pages[0].obj.Parent.Rotate = 180
        other.pages[0].obj.Parent.Parent = other.pages[0].obj.Parent
        found = [Taking(Copier(PdfWriter()), each).page_entries(each.pages[0])["/Rotate"] for each in (pdf, other)]
    assert found == [90, 180]


def test_equal_objects_are_one_and_those_that_know_their_page_are_not() -> None:
    def fill(pdf: pikepdf.Pdf, page: Any) -> None:
        page["/VbAlike"] = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(Vb=[1, 2])) for _ in range(2)])
        page["/Annots"] = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(P=page)) for _ in range(2)])

    with source(fill) as pdf, copied(pdf) as made:
        page = made.pages[0].obj
        assert len({item.objgen for item in page["/VbAlike"]}) == 1
        assert len({item.objgen for item in page["/Annots"]}) == 2


def test_a_reference_to_nothing_is_null() -> None:
    def fill(pdf: pikepdf.Pdf, page: Any) -> None:
        page["/VbFar"] = pdf.make_indirect(pikepdf.Dictionary(Vb=pikepdf.Array([1])))

    with source(fill) as pdf:
        text = io.BytesIO()
        pdf.save(text, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    torn = text.getvalue().replace(b"/Vb [ 1 ]", b"/Vb 99 0 R")
    assert torn != text.getvalue()
    with pikepdf.open(io.BytesIO(torn), suppress_warnings=True) as pdf, copied(pdf) as made:
        assert said(made.pages[0].obj["/VbFar"]) in ({}, {"/Vb": None})


def test_a_length_that_stands_elsewhere_is_written_out() -> None:
    with source(lambda pdf, page: page.update({"/Contents": pdf.make_stream(b"0 0 m 12")})) as pdf:
        text = io.BytesIO()
        pdf.save(text, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    torn, times = re.subn(rb"/Length \d+", b"/Length 1 0 R", text.getvalue())
    assert times == 1
    with pikepdf.open(io.BytesIO(torn), suppress_warnings=True) as pdf, copied(pdf) as made:
        assert made.pages[0].obj["/Contents"].read_bytes().strip() == b"0 0 m 12"
        assert made.get_warnings() == []


def test_numbers_stay_as_they_were_written() -> None:
    box = [0, 0, Decimal("595.303937"), 841]
    with source(lambda pdf, page: page.update({"/MediaBox": pikepdf.Array(box)})) as pdf, copied(pdf) as made:
        assert made.pages[0].obj["/MediaBox"].unparse() == b"[ 0 0 595.303937 841 ]"


def paper_of_ours(stamp_font: Faces) -> pikepdf.Pdf:
    """A page with the first part of the regular face."""
    writer = PdfWriter()
    fonts = DictionaryObject({NameObject("/F"): add_font(Copier(writer), stamp_font.regular, 0)})
    writer.add_blank_page(10, 10)[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    made = io.BytesIO()
    writer.write(made)
    return pikepdf.open(made)


def test_a_font_of_ours_is_known_by_its_mark(stamp_font: Faces) -> None:
    with (
        paper_of_ours(stamp_font) as first,
        paper_of_ours(stamp_font) as second,
        copied(second, True, lambda copier: copier.add_pages(first, Taking(copier, first, True))) as made,
    ):
        assert len({page.obj.Resources.Font.F.objgen for page in made.pages}) == 1


def test_the_mark_on_a_font_of_others_means_nothing(stamp_font: Faces) -> None:
    with paper_of_ours(stamp_font) as first, paper_of_ours(stamp_font) as other:
        other.pages[0].obj.Resources.Font.F.BaseFont = pikepdf.Name.Other
        with copied(other, False, lambda copier: copier.add_pages(first, Taking(copier, first, True))) as made:
            assert made.pages[1].obj.Resources.Font.F.BaseFont == "/Other"

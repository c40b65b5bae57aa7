from __future__ import annotations

import io
import time
from pathlib import Path

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from tests.the_thuc.pdfs import add_page, page_pdf, plain_font, saved
from vanban.errors import DataError
from vanban.the_thuc import pdf_view
from vanban.the_thuc.pdf import content
from vanban.the_thuc.pdf_view import read_pdf

HELLO = b"BT /F1 14 Tf 100 700 Td (Hello) Tj ET"


def refused(source: bytes | Path) -> str:
    with pytest.raises(DataError) as raised:
        read_pdf(source, "thử.pdf")
    (problem,) = raised.value.problems
    assert problem.place == "thử.pdf"
    assert problem.remedy
    return problem.code


def test_what_is_no_pdf_is_refused_with_a_sentence(tmp_path: Path) -> None:
    assert refused(b"") == "TT-PDF-01"
    assert refused(b"PK\3\4 not this") == "TT-PDF-02"
    assert refused(b"%PDF-1.7\n%%EOF") == "TT-PDF-03"
    assert refused(page_pdf(HELLO)[:300]) == "TT-PDF-03"
    assert refused(tmp_path / "khong-co.pdf") == "TT-PDF-08"


def test_a_password_is_asked_for() -> None:
    with pikepdf.new() as pdf:
        add_page(pdf, HELLO)
        assert refused(saved(pdf, encryption=pikepdf.Encryption(owner="a", user="b"))) == "TT-PDF-04"


def test_a_file_without_pages() -> None:
    with pikepdf.new() as pdf:
        assert refused(saved(pdf)) == "TT-PDF-07"


def test_limits_of_size_pages_and_time(monkeypatch: pytest.MonkeyPatch) -> None:
    data = page_pdf(HELLO)
    for name, value, code in (("MAX_BYTES", 100, "05"), ("MAX_PAGES", 0, "05"), ("MAX_SECONDS", -1.0, "06")):
        with monkeypatch.context() as patch:
            patch.setattr(pdf_view, name, value)
            assert refused(data) == f"TT-PDF-{code}"


def test_a_broken_table_of_objects_is_mended() -> None:
    data = page_pdf(HELLO)
    at = data.rindex(b"startxref")
    assert read_pdf(data[:at] + b"startxref\n7\n%%EOF", "thử").pages[0].text == "Hello"


def test_two_thousand_pages_are_read_in_a_few_seconds() -> None:
    with pikepdf.new() as pdf:
        page = add_page(pdf, HELLO)
        for _ in range(1999):
            pdf.pages.append(page)
        data = saved(pdf)
    start = time.monotonic()
    seen = read_pdf(data, "thử")
    assert (len(seen.pages), seen.pages[-1].text) == (2000, "Hello")
    assert time.monotonic() - start < 10


def test_a_page_of_an_image_only_is_shown_as_such() -> None:
    with pikepdf.new() as pdf:
        image = pdf.make_stream(b"\xff" * 100, Subtype=Name.Image, Width=10, Height=10, BitsPerComponent=8,
                                ColorSpace=Name.DeviceGray)  # fmt: skip
        add_page(pdf, b"595 0 0 842 0 0 cm /Im Do", Resources=Dictionary(XObject=Dictionary(Im=image)))
        (page,) = read_pdf(saved(pdf), "thử").pages
    assert (page.lines, len(page.images)) == ((), 1)


def test_a_form_that_paints_itself_comes_to_an_end() -> None:
    with pikepdf.new() as pdf:
        form = pdf.make_stream(b"/Fm Do /Fm Do " + HELLO, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        form.Resources = Dictionary(XObject=Dictionary(Fm=form), Font=Dictionary(F1=pdf.make_indirect(plain_font())))
        add_page(pdf, b"/Fm Do " + HELLO, Resources=Dictionary(XObject=Dictionary(Fm=form)))
        data = saved(pdf)
    start = time.monotonic()
    assert "Hello" in read_pdf(data, "thử").pages[0].text
    assert time.monotonic() - start < 10


def test_forms_that_multiply_are_refused() -> None:
    with pikepdf.new() as pdf:
        form = pdf.make_stream(HELLO, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        for _ in range(content.MAX_DEPTH - 2):
            form = pdf.make_stream(b"/Fm Do " * 30, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]),
                                   Resources=Dictionary(XObject=Dictionary(Fm=form)))  # fmt: skip
        add_page(pdf, b"/Fm Do", Resources=Dictionary(XObject=Dictionary(Fm=form)))
        data = saved(pdf)
    start = time.monotonic()
    assert refused(data) == "TT-PDF-05"
    assert time.monotonic() - start < 10


def test_a_stream_that_swells_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with pikepdf.new() as pdf:
        add_page(pdf, HELLO + b" " * 3_000_000)
        data = saved(pdf, compress_streams=True)
    assert len(data) < 100_000
    monkeypatch.setattr(pdf_view, "MAX_DECODED", 1_000_000)
    assert read_pdf(data, "thử").pages[0].lines == ()


@pytest.mark.parametrize(
    "content_stream",
    [
        b"BT /Nope 12 Tf (chu) Tj ET",
        b"BT (chu) Tj ET",
        b"Q Q Q ET " + HELLO,
        b"q " * 5000 + HELLO,
        b"[" * 20000,
        b"(" * 20000,
        b"<<" * 20000,
        b"BT /F1 1" + b"9" * 400 + b" Tf 1 1 Td (chu) Tj ET",
        b"1 0 0 cm 1 w a b c re f S /Im Do /#zz Do BI ID EI",
        b"BT /F1 14 Tf 0 0 0 0 0 0 Tm (chu) Tj ET",
        b"\x00\xff\xfe garbage \x80 " * 500,
        b"BT /F1 14 Tf [(a) -1e9 <zz> (b] TJ ET",
    ],
)
def test_a_hostile_page_is_read_without_harm(content_stream: bytes) -> None:
    start = time.monotonic()
    assert len(read_pdf(page_pdf(content_stream), "thử").pages) == 1
    assert time.monotonic() - start < 5


def test_hostile_boxes_and_fonts_are_read_without_harm() -> None:
    data = page_pdf(HELLO, MediaBox=Array([0, 0, 0, 0]), CropBox=Array([1, 2]), Rotate=Name.Odd)
    assert len(_either(data)) <= 1
    font = plain_font()
    font.Widths, font.FirstChar = Array([Name.A, Dictionary()]), 99999999999
    assert len(read_pdf(page_pdf(HELLO, {"F1": font}), "thử").pages) == 1


def _either(data: bytes) -> tuple[object, ...]:
    """The pages, or none when the file is refused."""
    try:
        return read_pdf(data, "thử").pages
    except DataError:
        return ()


@pytest.fixture(scope="module")
def sound() -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(3):
            add_page(pdf, b"q 1 0 0 1 5 5 cm " + HELLO + b" 10 10 m 90 10 l S Q")
        out = io.BytesIO()
        pdf.save(out, compress_streams=False)
        return out.getvalue()


@settings(deadline=None, max_examples=60)
@example(places=[(40, 0)], cut=1.0)
@given(places=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=30), cut=st.floats(0, 1))
def test_any_damage_gives_a_view_or_a_sentence(sound: bytes, places: list[tuple[int, int]], cut: float) -> None:
    data = bytearray(sound)
    for at, value in places:
        data[at % len(data)] = value
    assert len(_either(bytes(data[: max(1, int(len(data) * cut))]))) <= 3

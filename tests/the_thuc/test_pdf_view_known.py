"""What was shown in one file is read in the next as if it were new: fonts that look alike may say other things."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Pdf

from tests.the_thuc.pdfs import add_page, plain_font, saved
from vanban.the_thuc.page_views import PdfView
from vanban.the_thuc.pdf import fonts
from vanban.the_thuc.pdf_view import read_pdf

WHOLE = "\n".join(f"<{code:02X}> <{code or 0x100:04X}>" for code in range(256))
SHOWN = b"q 0 0 0 rg\nBT\n100 700 Td /F1 10 Tf[(AB)-2(C)]TJ\nET\nQ\n"


def file(said: str = "041", width: int = 500, content: bytes = SHOWN) -> bytes:
    """A page that shows A, B, C in a font of its own encoding: the code of A says U+`said`, and so on."""
    with pikepdf.new() as pdf:
        add_page(pdf, content, {"F1": own_font(pdf, said, width)})
        return saved(pdf)


def own_font(pdf: Pdf, said: str, width: int) -> pikepdf.Dictionary:
    font = plain_font(width=width)
    del font["/Encoding"]
    font.FontDescriptor.Flags = 4
    first = int(said, 16) if said.isalnum() else 0
    pairs = "\n".join(f"<{0x41 + at:02X}> <{first + at:04X}>" for at in range(26)) if first else said
    font.ToUnicode = pdf.make_stream(f"26 beginbfchar\n{pairs}\nendbfchar".encode())
    return font


def alone(data: bytes) -> PdfView:
    fonts._own_tables.clear()
    return read_pdf(data, "thử.pdf")


@pytest.mark.parametrize("other", [file(said="0391"), file(width=600), file(content=SHOWN.replace(b"-2", b"-80"))])
def test_one_file_after_the_other_is_each_alone(other: bytes) -> None:
    expected = [alone(data) for data in (file(), other)]
    assert expected[0].pages != expected[1].pages
    fonts._own_tables.clear()
    assert [read_pdf(data, "thử.pdf") for data in (file(), other, file())] == [*expected, expected[0]]


def test_a_font_that_several_files_have_is_read_once() -> None:
    fonts._own_tables.clear()
    for _ in range(3):
        assert read_pdf(file(said=WHOLE), "thử.pdf").pages[0].lines[0].text == "ABC"
    (table,) = fonts._own_tables.values()
    assert [shown.words for shown in table.known.values()] == ["ABC"]


@pytest.mark.parametrize("said", ["<41> <00410041>", f"{WHOLE}\n% {'x' * 70_000}"], ids=["two letters", "a long map"])
def test_a_font_that_may_take_much_room_is_not_kept(said: str) -> None:
    fonts._own_tables.clear()
    read_pdf(file(said=said), "thử.pdf")
    assert not fonts._own_tables


def test_a_string_is_as_wide_with_its_adjustments_each_time_it_is_shown() -> None:
    shown = SHOWN.replace(b"-2", b"-100")
    lines = alone(file(content=shown + shown.replace(b"700", b"600"))).pages[0].lines
    assert [line.x1_mm - line.x0_mm for line in lines] == pytest.approx([16 * 25.4 / 72] * 2, abs=0.002)


def test_few_strings_are_remembered_and_all_are_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_MOST_KNOWN", 3)
    words = [first + second for first in "ABCDE" for second in "FGHIJ"]
    shown = [SHOWN.replace(b"700", b"%d" % (800 - 20 * at)) for at in range(len(words))]
    drawn = (line.replace(b"AB)-2(C", word.encode()) for line, word in zip(shown, words, strict=True))
    view = alone(file(content=b"".join(drawn)))
    assert [line.text for line in view.pages[0].lines] == words
    table = fonts.Table(False, {}, {}, 0.0, letters="A")
    for word in [*words, "A" * 401]:
        table.know(word.encode(), fonts.Shown(word, b"", 0, 0.0))
    assert 0 < len(table.known) <= 3
    assert max(map(len, table.known)) == 2

"""Marks of the facts become Word's own: bold, italic, tables; nothing else changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from vanban.intake.word.ooxml import element, run, text_of, w
from vanban.model.rich import Piece, cells_of, marked, pieces, row_of, without_marks
from vanban.render.rich import enrich, has_marks

WORDS = st.text("abcđ ốx.,1/", min_size=1, max_size=12).filter(lambda text: "//" not in text)
PIECES = st.lists(st.builds(Piece, WORDS, st.booleans(), st.booleans()), min_size=1, max_size=5)


@given(PIECES)
def test_words_are_never_lost(words: list[Piece]) -> None:
    text = marked(words)
    if "***" not in text and "///" not in text:
        assert without_marks(text).replace("*", "").replace("/", "") == "".join(piece.text for piece in words).replace(
            "/", ""
        )


@given(st.lists(st.text("ab |đ1", min_size=1, max_size=6).map(str.strip), min_size=2, max_size=4))
def test_a_row_is_read_as_it_was_written(cells: list[str]) -> None:
    assert cells_of(row_of(cells)) == tuple(cells)


def test_plain_texts_have_no_marks() -> None:
    for text in ("24/11/2021", "http://a.vn và http://b.vn", "2 * 3 * 4", "a ** b", "| một cột |", "a | b"):
        assert [piece.bold or piece.italic for piece in pieces(text)] == [False]
        assert cells_of(text) is None


def _body(*paragraphs: object) -> etree._Element:
    return element("body", *paragraphs)  # type: ignore[arg-type]


def test_bold_and_italic_words_and_a_table() -> None:
    looks = element("rPr", element("sz", val="28"))
    body = _body(
        element("p", run("Chậm **02 việc** ở //xã// này.", looks)),
        element("p", run("| Việc | Chậm |", looks)),
        element("p", run("| Báo cáo | **05** ngày |", looks)),
        element("p", run("Hết.", looks)),
    )
    enrich(body)
    assert [child.tag for child in body] == [w("p"), w("tbl"), w("p")]
    shown = [(text_of(r), r.find(f"{w('rPr')}/{w('b')}") is not None) for r in body[0].findall(w("r"))]
    assert shown == [("Chậm ", False), ("02 việc", True), (" ở ", False), ("xã", False), (" này.", False)]
    assert all(r.find(f"{w('rPr')}/{w('sz')}") is not None for r in body.iter(w("r")))
    assert [["".join(map(text_of, c.iter(w("p")))) for c in row.iter(w("tc"))] for row in body[1].iter(w("tr"))] == [
        ["Việc", "Chậm"], ["Báo cáo", "05 ngày"],
    ]  # fmt: skip


def test_most_papers_are_not_looked_through() -> None:
    assert not has_marks('<w:document xmlns:w="http://schemas.openxmlformats.org/x"><w:t>24/11/2021</w:t></w:document>')
    assert has_marks("<w:t>một **hai**</w:t>")

"""The quick way makes, part for part, what docxtpl itself makes of the same template and words."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.render.test_paper import FORM, FORMS, hostile_context, template
from vanban import long_tables
from vanban.render import plain_text, prepared, render
from vanban.render.paper import render_by_docxtpl

FOOTNOTES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:id="2"><w:p><w:r><w:t>{{ chu_thich }} &amp; hết</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
FOOTNOTES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def assert_equal_ways(path: Path, context: Mapping[str, Any]) -> bytes:
    quick = render(path, context, "x")
    assert parts(quick) == parts(render_by_docxtpl(path, context, "x"))
    return quick


@FORM
def test_every_form_is_the_same_both_ways(code: str, word: Path) -> None:
    assert_equal_ways(word, hostile_context(code))


@FORM
def test_every_form_is_the_same_with_rows_apart(code: str, word: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_tables, "_LEAST", 1)
    monkeypatch.setattr(long_tables, "_TOGETHER", 2)
    assert_equal_ways(word, hostile_context(code))


LONG = ["một", "hai & ba", "**đậm** //nghiêng//", "| a | b |", "dòng\nmới", "\"x\" <y> 'z'"]


@pytest.mark.parametrize("wide", [0, 1, 500], ids=["all fit", "the first does not fit", "one amid them does not fit"])
def test_a_list_of_a_thousand_rows_is_the_same_both_ways(tmp_path: Path, wide: int) -> None:
    document = Document()
    table = document.add_table(rows=4, cols=4)
    cells = (
        f"{{%tc for y in [x] * (2 if loop.index == {wide} else 1) %}}",
        "{{ y }}",
        "{%tc endfor %}",
        "{{ loop.index }}",
    )
    for index, words in enumerate(("{%tr for x in ds %}", "", "{%tr endfor %}")):
        table.cell(index, 0).text = words
    for index, words in enumerate(cells):
        table.cell(1, index).text = words
    for column in table._tbl.tblGrid.gridCol_lst[2:]:
        table._tbl.tblGrid.remove(column)
    table._tbl.remove(table._tbl.tr_lst[-1])
    path = tmp_path / "danh-sach.docx"
    document.save(str(path))
    with patch.object(prepared, "_cells", wraps=prepared._cells) as rows:
        assert_equal_ways(path, {"ds": [LONG[number % len(LONG)] for number in range(1000)]})
    assert rows.call_count == {0: 998, 1: 0, 500: 499}[wide]


def test_rows_without_a_table_and_lines_between_paragraphs_are_the_same_both_ways(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ ten }}")
    files = parts(path.read_bytes())
    cell = "<w:tc><w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p></w:tc>"
    rows = f"\n<w:p/>\n<w:p ><w:r><w:t>a</w:t></w:r></w:p>{{% for x in ds %}}<w:tr>{cell}</w:tr>{{% endfor %}}"
    body = files["word/document.xml"].replace(b"<w:sectPr", rows.encode() + b"<w:sectPr", 1)
    with zipfile.ZipFile(path, "w") as target:
        for name, data in (files | {"word/document.xml": body}).items():
            target.writestr(name, data)
    assert_equal_ways(path, {"ten": "An", "ds": [str(number) for number in range(300)]})


@pytest.mark.parametrize(
    ("words", "context"),
    [
        ("{% for x in ds %}{{ x }}; {% endfor %}", {"ds": ["a", "b & c", "<d>"]}),
        ("{% if co %}có{% else %}không{% endif %}", {"co": False}),
        ("{{ ten }}", {"ten": "một\tdấu tab\nhai dòng\fsang trang\ađoạn khác"}),
        ("{{r ten }}", {"ten": RichText("đậm & nghiêng", bold=True, italic=True)}),
        ("{{ ten|upper }} {{ ten|replace('A', 'Â') }}", {"ten": "An"}),
    ],
)
def test_the_language_is_the_same_both_ways(tmp_path: Path, words: str, context: dict[str, Any]) -> None:
    assert_equal_ways(template(tmp_path, "Đầu", words, "{{ cuoi }}", header="{{ cuoi }}"), {**context, "cuoi": "x"})


def test_paragraph_loops_are_the_same_both_ways(tmp_path: Path) -> None:
    path = template(tmp_path, "{%p for x in ds %}", "- {{ x }}", "{%p endfor %}", "Hết")
    quick = assert_equal_ways(path, {"ds": ["a", "b"]})
    assert plain_text(quick).split() == ["-", "a", "-", "b", "Hết"]


@pytest.mark.parametrize("rows", [[], ["a"], ["a", "b", "c"]])
def test_rows_and_columns_that_change_the_grid_are_the_same_both_ways(tmp_path: Path, rows: list[str]) -> None:
    document = Document()
    by_row = document.add_table(rows=3, cols=2)
    for index, words in enumerate(("{%tr for x in ds %}", "{{ x }}", "{%tr endfor %}")):
        by_row.cell(index, 0).text = words
    by_column = document.add_table(rows=1, cols=4)
    for index, words in enumerate(("{%tc for x in ds %}", "{{ x }}", "{%tc endfor %}", "cuối")):
        by_column.cell(0, index).text = words
    path = tmp_path / "bang.docx"
    document.save(str(path))
    assert_equal_ways(path, {"ds": rows})


def test_footnotes_are_filled_both_ways(tmp_path: Path) -> None:
    path = template(tmp_path, "Nội dung {{ ten }}")
    files = parts(path.read_bytes())
    types, relations = "[Content_Types].xml", "word/_rels/document.xml.rels"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{FOOTNOTES_TYPE}"/></Types>'
    relation = f'<Relationship Id="rIdF" Type="{FOOTNOTES_RELATION}" Target="footnotes.xml"/></Relationships>'
    files[types] = files[types].replace(b"</Types>", override.encode())
    files[relations] = files[relations].replace(b"</Relationships>", relation.encode())
    files["word/footnotes.xml"] = FOOTNOTES.encode()
    with zipfile.ZipFile(path, "w") as target:
        for name, data in files.items():
            target.writestr(name, data)
    quick = assert_equal_ways(path, {"ten": "An", "chu_thich": "xem Điều 3"})
    assert "xem Điều 3 &amp; hết" in parts(quick)["word/footnotes.xml"].decode()


def test_tags_in_the_properties_of_the_file_are_filled(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ ten }}")
    document = Document(str(path))
    document.core_properties.title = "Bản kiểm điểm của {{ ten }}"
    document.save(str(path))
    quick = assert_equal_ways(path, {"ten": "An"})
    assert Document(BytesIO(quick)).core_properties.title == "Bản kiểm điểm của An"


def test_a_picture_goes_the_way_of_docxtpl(tmp_path: Path) -> None:
    path, picture = template(tmp_path, "{{ nguoi.anh }}"), tmp_path / "a.png"
    Image.new("RGB", (4, 4), "blue").save(picture)
    document = DocxTemplate(path)
    document.render({"nguoi": {"anh": InlineImage(document, str(picture), width=Mm(10))}})
    document.save(tmp_path / "ra.docx")
    made = render(path, {"nguoi": {"anh": InlineImage(None, str(picture), width=Mm(10))}}, "x")
    assert parts(made) == parts((tmp_path / "ra.docx").read_bytes())
    assert "word/media/image1.png" in parts(made)


def test_a_template_saved_again_is_read_again(tmp_path: Path) -> None:
    path = template(tmp_path, "cũ {{ ten }}")
    assert "cũ An" in plain_text(render(path, {"ten": "An"}, "x"))
    assert "mới hơn An" in plain_text(render(template(tmp_path, "mới hơn {{ ten }}"), {"ten": "An"}, "x"))


def test_one_paper_leaves_nothing_in_the_next(tmp_path: Path) -> None:
    path = template(tmp_path, "{% for x in ds %}{{ x }} {% endfor %}{{ ten }}", header="{{ ten }}")
    first = render(path, {"ds": ["a"], "ten": "An"}, "x")
    render(path, {"ds": ["b"] * 9, "ten": "Bình"}, "y")
    assert render(path, {"ds": ["a"], "ten": "An"}, "x") == first


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="{}%\ufffe\uffff"))))
def test_any_words_are_the_same_both_ways(words: list[str]) -> None:
    context = {**hostile_context("bien-ban-kiem-phieu")}
    for name, value in context.items():
        if isinstance(value, str) and words:
            context[name] = words[len(name) % len(words)]
    assert_equal_ways(FORMS["2021-bien-ban-kiem-phieu"][1], context)

"""Copies of Word files that are oddly packed or partly broken: right, or refused with a sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree

from tests.the_thuc.raw_docx import A4, NAMESPACES, docx, paragraph, parts, table, zipped
from vanban.errors import DataError
from vanban.the_thuc.annotate import annotate
from vanban.the_thuc.docx_view import read_docx
from vanban.the_thuc.examine import Source, examine
from vanban.the_thuc.judge import Found, judge
from vanban.the_thuc.repair import repair
from vanban.the_thuc.rule import RULES, Finding
from vanban.the_thuc.views import Place
from vanban.the_thuc.word_parts import open_copy

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = paragraph("Một") + paragraph("Hai")
Copy = Callable[[bytes], bytes]


def commented(data: bytes) -> bytes:
    """The copy with one comment, at what the reader calls the second paragraph where there is one."""
    places = [p.place for p in read_docx(data, "a").paragraphs]
    place = places[1] if len(places) > 1 else Place("đoạn 2", paragraph=2)
    return annotate(data, (Found(RULES["PG-03"], "a.docx", Finding(place, "25 mm"), "loi"),), "a.docx")


def mended(data: bytes) -> bytes:
    document = examine(Source(name="a.docx", docx=data))
    return repair(data, document, judge(document).found).docx


def signed(data: bytes, main: str = "word/document.xml") -> list[str]:
    """The words of the paragraphs that bear the sign of a comment."""
    root = etree.fromstring(open_copy(data, "").parts[main])
    signs = [p for p in root.iter(W + "p") if p.find(f"{W}r/{W}commentReference") is not None]
    return ["".join(t.text or "" for t in p.iter(W + "t")) for p in signs]


def locked(data: bytes, name: bytes) -> bytes:
    """The package with one of its parts marked as encrypted, in its own header and in the list."""
    flagged = bytearray(data)
    flagged[data.find(name) - 24] |= 1
    flagged[data.rfind(name) - 38] |= 1
    return bytes(flagged)


@pytest.mark.parametrize(
    ("copy", "name", "data"),
    [
        (commented, "word/comments.xml", b"<broken"),
        (mended, "word/footnotes.xml", b"<broken"),
        (mended, "word/header7.xml", b""),
    ],
)
def test_a_part_that_is_no_xml_is_a_sentence(copy: Copy, name: str, data: bytes) -> None:
    broken = docx(BODY, linked={"rId9": ("comments", "comments.xml")}, more={"word/comments.xml": "<a/>", name: data})
    with pytest.raises(DataError, match=rf"{name} sai cú pháp XML\) — a\.docx"):
        copy(broken)


@pytest.mark.parametrize("copy", [commented, mended])
def test_a_locked_part_is_a_sentence(copy: Copy) -> None:
    with pytest.raises(DataError, match="mật khẩu"):
        copy(locked(docx(BODY, more={"word/media/a.bin": b"x"}), b"word/media/a.bin"))


def test_a_package_that_does_not_name_its_kinds_is_a_sentence() -> None:
    files = {name: data for name, data in parts(BODY).items() if name != "[Content_Types].xml"}
    with pytest.raises(DataError, match="Content_Types"):
        commented(zipped(files))


@pytest.mark.parametrize("body", ["", table("<w:tr/>"), table("<w:tr><w:tc/></w:tr>")])
def test_a_body_without_paragraphs_is_given_one_for_the_comment(body: str) -> None:
    assert signed(commented(docx(body))) == [""]


@pytest.mark.parametrize("name", ["word/main3.xml", "Word/Document.XML", "word\\document.xml"])
def test_comments_and_repairs_find_their_place_whatever_the_parts_are_called(name: str) -> None:
    files = parts(BODY + paragraph("Ðảng"))
    files[name] = files.pop("word/document.xml")
    if name == "word/main3.xml":
        files["word/_rels/main3.xml.rels"] = files.pop("word/_rels/document.xml.rels")
        files["_rels/.rels"] = str(files["_rels/.rels"]).replace("document.xml", "main3.xml")
    data = zipped(files)
    assert signed(commented(data), name.replace("\\", "/")) == ["Hai"]
    assert read_docx(mended(data), "b").paragraphs[2].text == "Đảng"


def test_comments_go_to_the_part_that_the_document_names() -> None:
    old = f'<w:comments {NAMESPACES}><w:comment w:id="x"/><w:comment w:id="4"/></w:comments>'
    linked = {"rId9": ("comments", "comments2.xml")}
    made = open_copy(commented(docx(BODY, linked=linked, more={"word/comments2.xml": old})), "").parts
    comments = etree.fromstring(made["word/comments2.xml"])
    assert [comment.get(W + "id") for comment in comments] == ["x", "4", "5"]
    assert "word/comments.xml" not in made


@pytest.mark.parametrize(("top", "written"), [("20mm", "20mm"), ("40mm", "1134"), ("²", "1134")])
def test_a_margin_is_read_as_the_reader_of_word_files_reads_it(top: str, written: str) -> None:
    data = docx(paragraph("ĐẢNG CỘNG SẢN VIỆT NAM"), section=A4.replace('w:top="1134"', f'w:top="{top}"'))
    root = etree.fromstring(open_copy(mended(data), "").parts["word/document.xml"])
    assert [margins.get(W + "top") for margins in root.iter(W + "pgMar")] == [written]


def test_a_part_that_swells_beyond_the_limits_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban.the_thuc.word.package.MAX_FILE_BYTES", 400_000)
    monkeypatch.setattr("vanban.the_thuc.word.package.MAX_XML_BYTES", 100_000)
    with pytest.raises(DataError, match="quá lớn"):
        commented(docx(BODY, more={"word/media/a.bin": bytes(1_000_000)}))


def test_directories_of_the_zip_are_no_parts() -> None:
    out = io.BytesIO(docx(BODY))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/media/", b"")
    assert "word/media/" not in open_copy(commented(out.getvalue()), "").parts

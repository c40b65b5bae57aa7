"""Files that a stranger may hand in: each gives a sentence or a view, soon, and never a traceback."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.the_thuc.raw_docx import (
    NAMESPACES,
    STRICT,
    TRANSITIONAL,
    docx,
    header,
    paragraph,
    parts,
    run,
    style,
    table,
    view,
    zipped,
)
from vanban.errors import DataError
from vanban.the_thuc.docx_view import read_docx
from vanban.the_thuc.word import package, story

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
GOOD = docx(paragraph("chữ"))


def without(name: str) -> bytes:
    files = parts(paragraph("chữ"))
    del files[name]
    return zipped(files)


def with_document(data: str | bytes) -> bytes:
    return zipped({**parts(""), "word/document.xml": data})


def with_encrypted_entries() -> bytes:
    data = bytearray(GOOD)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = data.find(mark)
        while begin >= 0:
            data[begin + at] |= 1
            begin = data.find(mark, begin + 4)
    return bytes(data)


def with_wrong_sum() -> bytes:
    data = bytearray(GOOD)
    begin = data.find(b"PK\x01\x02")
    while begin >= 0:
        data[begin + 16] ^= 0xFF
        begin = data.find(b"PK\x01\x02", begin + 4)
    return bytes(data)


def with_other_method(method: int) -> bytes:
    data = bytearray(GOOD)
    begin = data.find(b"PK\x01\x02")
    while begin >= 0:
        data[begin + 10] = method
        begin = data.find(b"PK\x01\x02", begin + 4)
    return bytes(data)


LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"
)
OUTSIDE = (
    '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
)
DEEP = "<w:sdt><w:sdtContent>" * 3000 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 3000

SABOTEURS = {
    "empty": (b"", "TT-TEP-04", "rỗng"),
    "old_word": (OLE + "WordDocument".encode("utf-16-le"), "TT-TEP-10", "kiểu cũ"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "TT-TEP-06", "mật khẩu"),
    "encrypted_entries": (with_encrypted_entries(), "TT-TEP-06", "mật khẩu"),
    "rich_text": (rb"{\rtf1\ansi chu}", "TT-TEP-10", "RTF"),
    "web_page": (b"\xef\xbb\xbf<html><body>ch</body></html>", "TT-TEP-10", "HTML"),
    "saved_web_page": (b"MIME-Version: 1.0\nContent-Type: multipart/related", "TT-TEP-10", "HTML"),
    "flat_xml": (b'<?xml version="1.0"?><w:wordDocument/>', "TT-TEP-10", "XML"),
    "pdf": (b"%PDF-1.4 ...", "TT-TEP-10", "PDF"),
    "noise": (bytes(range(256)), "TT-TEP-10", "không rõ loại"),
    "truncated": (GOOD[: len(GOOD) // 2], "TT-TEP-05", "hỏng"),
    "only_the_first_letters": (b"PK", "TT-TEP-05", "hỏng"),
    "wrong_sum": (with_wrong_sum(), "TT-TEP-05", "hỏng"),
    "unknown_packing": (with_other_method(97), "TT-TEP-05", "hỏng"),
    "no_document": (without("word/document.xml"), "TT-TEP-09", "không có nội dung"),
    "empty_zip": (zipped({}), "TT-TEP-09", "không có nội dung"),
    "empty_document": (with_document(""), "TT-TEP-05", "cú pháp"),
    "no_body": (with_document(f"<w:document {NAMESPACES}/>"), "TT-TEP-09", "không có nội dung"),
    "another_xml": (with_document("<html><body/></html>"), "TT-TEP-09", "không có nội dung"),
    "broken_xml": (with_document(f"<w:document {NAMESPACES}><w:body>"), "TT-TEP-05", "cú pháp"),
    "wrong_letters": (with_document(b"<?xml version='1.0' encoding='utf-8'?><a>\xff</a>"), "TT-TEP-05", "cú pháp"),
    "swelling_entities": (with_document(LAUGHS), "TT-TEP-08", "DTD"),
    "outside_entity": (with_document(OUTSIDE), "TT-TEP-08", "DTD"),
    "outside_entity_in_wide_letters": (with_document(OUTSIDE.encode("utf-16")), "TT-TEP-08", "DTD"),
    "entity_in_styles": (zipped({**parts("", styles=""), "word/styles.xml": LAUGHS}), "TT-TEP-08", "word/styles.xml"),
    "too_deep": (docx(DEEP), "TT-TEP-11", "lồng nhau"),
    "sheet": (zipped({"xl/workbook.xml": "<a/>"}), "TT-TEP-10", "Excel"),
    "slides": (zipped({"ppt/presentation.xml": "<a/>"}), "TT-TEP-10", "PowerPoint"),
    "open_document": (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "TT-TEP-10", "OpenDocument"),
}


@pytest.mark.parametrize("name", SABOTEURS)
def test_a_bad_file_is_refused_in_a_sentence(name: str) -> None:
    data, code, words = SABOTEURS[name]
    with pytest.raises(DataError) as caught:
        read_docx(data, "la.docx")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == (code, "la.docx")
    assert words in problem.message
    assert problem.remedy


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "khong-co.docx", "TT-TEP-01"), (tmp_path, "TT-TEP-02")):
        with pytest.raises(DataError) as caught:
            read_docx(path, path.name)
        assert caught.value.problems[0].code == code


def test_a_file_is_read_from_the_disk(tmp_path: Path) -> None:
    (tmp_path / "thu.docx").write_bytes(GOOD)
    assert read_docx(tmp_path / "thu.docx", "thu.docx").paragraphs[0].text == "chữ"


LIMITS = {
    "file": ("MAX_FILE_BYTES", 100, "MB"),
    "entries": ("MAX_ENTRIES", 3, "phần bên trong"),
    "xml": ("MAX_XML_BYTES", 2000, "word/document.xml"),
    "elements": ("MAX_ELEMENTS", 20, "2.000 trang"),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_file_beyond_a_limit_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    constant, value, words = LIMITS[name]
    monkeypatch.setattr(package, constant, value)
    with pytest.raises(DataError, match="quá lớn") as caught:
        read_docx(docx(paragraph("chữ") * 200), "to.docx")
    assert caught.value.problems[0].code == "TT-TEP-07"
    assert words in caught.value.problems[0].message


def test_a_part_of_too_many_paragraphs_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "MAX_PARAGRAPHS", 10)
    assert len(view(paragraph() * 10).paragraphs) == 10
    with pytest.raises(DataError, match="trên 10 đoạn văn"):
        view(paragraph() * 11)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = with_document(b"<w:document>" + b" " * (package.MAX_XML_BYTES + 1))
    began = time.process_time()
    with pytest.raises(DataError, match="mở ra trên"):
        read_docx(bomb, "bom.docx")
    assert time.process_time() - began < 1.0


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(with_document(f"<w:document {NAMESPACES}><w:body>" + "<w:p/>" * 5000 + "</w:body></w:document>"))
    begin = data.find(b"word/document.xml", data.find(b"PK\x01\x02")) - 46
    data[begin + 24 : begin + 28] = (50).to_bytes(4, "little")
    with pytest.raises(DataError):
        read_docx(bytes(data), "doi.docx")


def places_told(data: bytes) -> list[str]:
    """The places a refusal tells; none when the file is read."""
    try:
        read_docx(data, "la.docx")
    except DataError as error:
        return [problem.place for problem in error.problems]
    return []


@given(st.integers(0, len(GOOD) - 30))
def test_a_file_cut_anywhere_is_refused(at: int) -> None:
    assert places_told(GOOD[:at]) == ["la.docx"]


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_a_file_with_one_wrong_byte_is_refused_or_read(at: int, change: int) -> None:
    data = bytearray(GOOD)
    data[at] ^= change
    assert places_told(bytes(data)) in ([], ["la.docx"])


def test_the_other_namespaces_of_the_standard_are_read_alike() -> None:
    styles = style("Normal", '<w:rPr><w:sz w:val="14pt"/></w:rPr>', default=True)
    section = '<w:sectPr><w:pgSz w:w="210mm" w:h="297mm"/><w:pgMar w:left="30mm" w:gutter="0"/></w:sectPr>'
    files = parts(paragraph(run("chữ", '<w:b w:val="true"/>')), styles=styles, section=section)
    strict = {
        name: str(data)
        .replace(f"{TRANSITIONAL}/wordprocessingml/2006/main", f"{STRICT}/wordprocessingml/main")
        .replace(f"{TRANSITIONAL}/officeDocument/2006/relationships", f"{STRICT}/officeDocument/relationships")
        for name, data in files.items()
    }
    assert STRICT in strict["word/document.xml"]
    seen = read_docx(zipped(strict), "strict.docx")
    (span,) = seen.paragraphs[0].spans
    assert (span.text, span.bold, span.size_pt, round(seen.sections[0].page_width_mm)) == ("chữ", True, 14.0, 210)


def test_a_file_without_styles_settings_and_section_is_read() -> None:
    seen = read_docx(docx(paragraph("chữ"), section=""), "tay.docx")
    assert (seen.paragraphs[0].text, len(seen.sections)) == ("chữ", 1)


@pytest.mark.parametrize("name", ["_rels/.rels", "word/_rels/document.xml.rels", "[Content_Types].xml"])
def test_a_package_that_lost_its_index_is_read_all_the_same(name: str) -> None:
    assert read_docx(without(name), "thieu.docx").paragraphs[0].text == "chữ"


def test_names_in_other_letters_and_slashes_are_the_same_parts() -> None:
    files = {
        name.replace("word/", "Word\\").replace(".xml", ".XML"): data for name, data in parts(paragraph("chữ")).items()
    }
    files["_rels/.rels"] = parts("")["_rels/.rels"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.filename = name
            target.writestr(info, data)
    assert read_docx(out.getvalue(), "cheo.docx").paragraphs[0].text == "chữ"


def test_the_main_part_may_have_another_name() -> None:
    files = parts(paragraph("chữ"))
    files["word/document2.xml"] = files.pop("word/document.xml")
    files["_rels/.rels"] = str(files["_rels/.rels"]).replace("document.xml", "document2.xml")
    seen = read_docx(zipped(files), "khac.docx")
    assert (seen.paragraphs[0].text, seen.paragraphs[0].place.part) == ("chữ", "word/document2.xml")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "chữ ngoài đoạn",
        "<w:r><w:t>chữ</w:t></w:r>",
        "<w:tbl/>",
        "<w:tbl><w:tr/></w:tbl>",
        "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
        "<w:p><w:p><w:r><w:t>lồng</w:t></w:r></w:p></w:p>",
        "<w:p><w:pPr/><w:pPr><w:jc/></w:pPr></w:p>",
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="-7"/></w:numPr><w:pStyle/></w:pPr></w:p>',
        "<w:p><w:r><w:drawing/><w:pict/><w:object/><w:sym/><w:fldChar/><w:br w:type='odd'/></w:r></w:p>",
        "<w:p><w:r><mc:AlternateContent/></w:r></w:p>",
        "<w:p><w:r><w:drawing><wp:anchor/></w:drawing></w:r></w:p>",
        "<w:p><w:r><w:drawing><wp:inline><wp:extent cx='9e99' cy='-'/></wp:inline></w:drawing></w:r></w:p>",
        "<w:sdt/><w:ins/><w:customXml/><w:bookmarkStart/><w:altChunk/>",
        "<!-- lời --><?pi x?><w:p/>",
        "<w:p><w:pPr><w:sectPr><w:pgSz/><w:headerReference/></w:sectPr></w:pPr></w:p>",
    ],
)
def test_a_body_at_the_edges_of_the_schema_is_read(body: str) -> None:
    seen = view(body)
    assert len(seen.sections) >= 1


ATTACKS = {
    "one_run_in_a_hundred_thousand_pieces": paragraph("<w:r><w:t>a</w:t></w:r>" * 100_000),
    "fields_in_fields": paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 50_000 + run("x")),
    "a_long_field_code": paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + "<w:r><w:instrText>abcdefgh</w:instrText></w:r>" * 50_000
    ),
    "a_very_wide_row": table("<w:tr>" + "<w:tc><w:p/></w:tc>" * 20_000 + "</w:tr>"),
    "a_very_long_merge": table("<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc></w:tr>" * 20_000),
    "page_breaks": paragraph('<w:r><w:t>a</w:t></w:r><w:r><w:br w:type="page"/></w:r>' * 50_000),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_work_grows_no_faster_than_the_file(name: str) -> None:
    began = time.process_time()
    view(ATTACKS[name])
    assert time.process_time() - began < 15.0


def test_a_long_chain_of_styles_is_cut() -> None:
    styles = "".join(style(f"s{n}", "<w:rPr><w:b/></w:rPr>", based=f"s{n - 1}") for n in range(3000))
    body = "".join(paragraph("a", f'<w:pStyle w:val="s{n}"/>') for n in range(3000))
    began = time.process_time()
    seen = view(body, styles=styles)
    assert time.process_time() - began < 15.0
    assert all(p.spans[0].bold for p in seen.paragraphs)


def test_one_header_serves_a_thousand_sections() -> None:
    part = header(paragraph("2") * 1000)
    section = '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'
    began = time.process_time()
    seen = view(paragraph("a", section) * 1000, linked={"h": ("header", "h.xml")}, more={"word/h.xml": part})
    assert time.process_time() - began < 15.0
    assert len(seen.sections) == 1001

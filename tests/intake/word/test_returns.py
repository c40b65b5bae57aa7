"""Word files as they come back: each with exactly the facts it says, and exactly the words said about it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree

from tests.intake.word.office import (
    ANSWERS,
    by_writer,
    changed,
    content_of,
    filled,
    fully_answered,
    paragraph,
    parts,
    with_parts,
    without_code,
    without_controls,
)  # fmt: skip
from vanban.build.entry_forms import EntryForm, Maker
from vanban.build.returned import Return, Wishes
from vanban.build.returns import take_returns
from vanban.intake.word.answers import changed_tree
from vanban.intake.word.body import read_body
from vanban.intake.word.ooxml import Element, element, rich_blocks, run, w

HAN_CHE = "vb:kiem_diem/han_che"
Manner = Callable[[bytes, EntryForm], bytes]


def take(maker: Maker, path: Path, data: bytes, **wishes: Any) -> Return:
    path.write_bytes(data)
    (one,) = take_returns([path], maker, Wishes(**wishes), None)
    return one


def said(one: Return) -> list[str]:
    return [problem.code for problem in one.problems]


def facts_of(one: Return) -> dict[str, Any]:
    """What the answers make of the person, `kiem_diem` alone."""
    assert one.noun is not None
    tree = changed_tree(one.noun.tree, one.answers)
    found = tree["kiem_diem"]
    assert isinstance(found, dict)
    return found


def expected(form: EntryForm, **changes: Any) -> dict[str, Any]:
    answers = fully_answered(form.places)
    made: dict[str, Any] = {"uu_diem": {}, "khac_phuc": {"muc": []}, "tu_nhan": {}}
    for key, value in answers.items():
        _, *route = key.split("/")
        if "muc" in route:
            continue
        where = made
        for step in route[:-1]:
            where = where.setdefault(step, {})
        where[route[-1]] = value
    rows = [key for key in answers if key.endswith("ket_qua")]
    last = list(_shortcomings(form))
    for number, key in enumerate(rows):
        state = answers[key.replace("ket_qua", "trang_thai")]
        row = {"han_che": last[number], "trang_thai": state, "ket_qua": answers[key]}
        made["khac_phuc"]["muc"].append(row)
    return made | changes


def _shortcomings(form: EntryForm) -> list[str]:
    root = etree.fromstring(_document(form.docx))
    texts = ["".join(t.text or "" for t in p.iter(w("t"))) for p in root.iter(w("p"))]
    return [text[2:].partition(": [")[0] for text in texts if text.startswith("- ") and ": [Bấm" in text]


def _document(docx: bytes) -> bytes:
    return parts(docx)["word/document.xml"]


def in_answer(blocks: Callable[[], list[Element]]) -> Manner:
    """Other paragraphs in the answer about shortcomings."""

    def change(docx: bytes, form: EntryForm) -> bytes:
        def put(root: Element) -> None:
            content = content_of(root, HAN_CHE)
            for child in list(content):
                content.remove(child)
            content.extend(blocks())

        return changed(docx, put)

    return change


def _tracked(docx: bytes, form: EntryForm) -> bytes:
    def change(root: Element) -> None:
        content = content_of(root, HAN_CHE)
        first = content.findall(w("p"))[0]
        words = first.findall(w("r"))
        gone = run("Câu cũ đã bỏ. ")
        for text in list(gone.iter(w("t"))):
            text.tag = w("delText")
        first.insert(0, element("del", gone, id="900", author="a", date="2021-11-26T00:00:00Z"))
        added = element("ins", id="901", author="a", date="2021-11-26T00:00:00Z")
        first.append(added)
        added.extend(words)

    return changed(docx, change)


def _typed_in_cells(docx: bytes, form: EntryForm) -> bytes:
    """Boxes deleted, an X typed in the cell."""

    def change(root: Element) -> None:
        without_controls(root)
        for text in root.iter(w("t")):
            if text.text in {"☒", "☐"}:
                text.text = "X" if text.text == "☒" else ""

    return changed(docx, change)


def _retyped_headings(docx: bytes, form: EntryForm) -> bytes:
    def change(root: Element) -> None:
        without_controls(root)
        for text in root.iter(w("t")):
            words = text.text or ""
            if words.startswith(("I. ", "II. ", "V. ", "VI. ", "1. Hạn chế")):
                text.text = words.upper().replace("KHUYẾT ĐIỂM", "KHYẾT ĐIỂM").replace("KẾT QUẢ", "KẾT QUẢ ĐÃ")

    return changed(docx, change)


def _nfd(docx: bytes, form: EntryForm) -> bytes:
    def change(root: Element) -> None:
        for text in content_of(root, HAN_CHE).iter(w("t")):
            text.text = unicodedata.normalize("NFD", text.text or "")

    return changed(docx, change)


def _from_the_web(docx: bytes, form: EntryForm) -> bytes:
    def change(root: Element) -> None:
        content = content_of(root, HAN_CHE)
        for p in content.findall(w("p")):
            p.insert(0, element("pPr", element("pStyle", val="NormalWeb"), element("shd", val="clear", fill="FFFF00")))
            link = element("hyperlink", anchor="x")
            for r in p.findall(w("r")):
                r.insert(0, element("rPr", element("rFonts", ascii="Arial"), element("color", val="FF0000")))
                link.append(r)
            p.append(link)
            for text in p.iter(w("t")):
                text.text = (text.text or "").replace(" ", "\u00a0 ").replace("quốc", "\u200bquốc")

    return changed(docx, change)


def _soft_breaks() -> list[Element]:
    return [element("p", run("\n".join(ANSWERS["kiem_diem/han_che"])))]


def _old_font(docx: bytes, form: EntryForm) -> bytes:
    return in_answer(lambda: [paragraph("Theo dâi tr­êng chuÈn quèc gia thiÕu s¸t sao.")])(docx, form)


def _listed(kind: str) -> Manner:
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/></w:lvl>'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    part = (
        f'<w:numbering {space}><w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'
        '<w:num w:numId="9"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )

    def blocks() -> list[Element]:
        number = element("numPr", element("ilvl", val="0"), element("numId", val="9"))
        texts = ("Việc thứ nhất còn chậm nhiều.", "Việc thứ hai chưa xong.")
        return [element("p", element("pPr", deepcopy(number)), run(text)) for text in texts]

    def change(docx: bytes, form: EntryForm) -> bytes:
        return with_parts(in_answer(blocks)(docx, form), {"word/numbering.xml": part.encode()})

    return change


def _table() -> list[Element]:
    return rich_blocks(["Số liệu như sau về hai việc chậm:", "| Việc | Chậm |", "| Báo cáo | 05 ngày |"], None, None)


def _merged_table() -> list[Element]:
    blocks = _table()
    cell = next(blocks[1].iter(w("tcPr")))
    cell.append(element("gridSpan", val="2"))
    return blocks


def _pictured() -> list[Element]:
    return [paragraph("Ảnh chụp hai hồ sơ chậm ở xã.", element("r", element("drawing")))]


def _hidden() -> list[Element]:
    secret = run("không đưa vào")
    secret.insert(0, element("rPr", element("vanish")))
    return [element("p", run("Gửi báo cáo quý III muộn 05 ngày."), secret)]


def _boxed() -> list[Element]:
    box = element("r", element("pict", element("txbxContent", paragraph("Chữ trong hộp văn bản."))))
    return [paragraph("Gửi báo cáo quý III muộn 05 ngày.", box)]


def _noted(docx: bytes, form: EntryForm) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    words = "<w:p><w:r><w:t>theo sổ công văn</w:t></w:r></w:p>"
    note = f'<w:footnotes {space}><w:footnote w:id="2">{words}</w:footnote></w:footnotes>'
    mark = element("r", element("footnoteReference", id="2"))
    changed_ = in_answer(lambda: [paragraph("Gửi báo cáo quý III muộn 05 ngày", mark)])(docx, form)
    return with_parts(changed_, {"word/footnotes.xml": note.encode()})


def _commented(docx: bytes, form: EntryForm) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return with_parts(docx, {"word/comments.xml": f'<w:comments {space}><w:comment w:id="1"/></w:comments>'.encode()})


def _linked(docx: bytes, form: EntryForm) -> bytes:
    def change(root: Element) -> None:
        etree.SubElement(
            root, f"{{{root.nsmap[None]}}}Relationship", Id="rIdX", TargetMode="External", Target="file:///x.doc",
            Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/subDocument",
        )  # fmt: skip

    return changed(docx, change, "word/_rels/document.xml.rels")


def _outside(docx: bytes, form: EntryForm) -> bytes:
    def change(root: Element) -> None:
        body = root.find(w("body"))
        assert body is not None
        body.insert(len(body) - 1, paragraph("Xin gửi kèm bản sao quyết định khen thưởng."))

    return changed(docx, change)


def _typed_anew(docx: bytes, form: EntryForm) -> bytes:
    """The whole form typed again in a new file, its tables and boxes left out."""
    paper = Document()
    answers = fully_answered(form.places)
    lines = [
        "BẢN KIỂM ĐIỂM CÁ NHÂN", "Năm 2021", "Họ và tên: Ma Đình Lộc", "Ngày sinh: 03/3/1980",
        "Chi bộ: Phòng Giáo dục và Đào tạo", "Sơn Dương, ngày 26 tháng 11 năm 2021", "I. Ưu điểm, kết quả đạt được",
    ]  # fmt: skip
    root = etree.fromstring(_document(form.docx))
    without_controls(root)
    headings = ["".join(t.text or "" for t in p.iter(w("t"))) for p in root.iter(w("p"))]
    for number, code in enumerate(("pham_chat", "nhiem_vu", "lanh_dao", "cam_ket"), 1):
        lines.append(next(h for h in headings if h.startswith((f"{number}. Về", f"{number}. Việc"))))
        lines += answers[f"kiem_diem/uu_diem/{code}/noi_dung"]
        grade = answers.get(f"kiem_diem/uu_diem/{code}/tu_danh_gia")
        words = {"tot": "Tốt", "trung-binh": "Trung bình"}
        lines += [f"Tự đánh giá về cấp độ thực hiện: {words[grade]}"] if grade else []
    lines += ["II. Hạn chế, khuyết điểm và nguyên nhân", "1. Hạn chế, khuyết điểm: " + answers["kiem_diem/han_che"][0]]
    lines += [
        answers["kiem_diem/han_che"][1],
        "2. Nguyên nhân của hạn chế, khuyết điểm",
        *answers["kiem_diem/nguyen_nhan"],
    ]
    lines.append(next(h for h in headings if h.startswith("III. ")))
    states = {"da": "đã khắc phục", "dang": "đang khắc phục"}
    rows = [key for key in answers if key.endswith("ket_qua")]
    for text, key in zip(_shortcomings(form), rows, strict=False):
        lines.append(f"- {text}: {states[answers[key.replace('ket_qua', 'trang_thai')]]}. {answers[key]}")
    lines.append("Tự đánh giá về cấp độ thực hiện: Tốt")
    for number, name in (("IV", "giai_trinh"), ("V", "trach_nhiem"), ("VI", "phuong_huong")):
        lines += [next(h for h in headings if h.startswith(f"{number}. ")), *answers[f"kiem_diem/{name}"]]
    lines += ["VII. Tự nhận mức xếp loại chất lượng", "1. Xếp loại cán bộ, công chức, viên chức: Hoàn thành nhiệm vụ"]
    lines += ["2. Xếp loại đảng viên: Hoàn thành nhiệm vụ", "NGƯỜI TỰ KIỂM ĐIỂM", "Ma Đình Lộc"]
    for line in lines:
        paper.add_paragraph(line)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


# manner, what changes in `kiem_diem`, what is said
MESSY: dict[str, tuple[Manner, dict[str, Any], list[str]]] = {
    "filled in as asked": (lambda docx, form: docx, {}, []),
    "tracked changes": (_tracked, {}, ["TM-33"]),
    "comments in the margin": (_commented, {}, ["TM-34"]),
    "controls gone, code left": (lambda docx, form: changed(docx, without_controls), {}, []),
    "controls and code gone": (lambda docx, form: without_code(docx), {}, []),
    "an X typed into the cells": (_typed_in_cells, {}, []),
    "headings typed again": (_retyped_headings, {}, ["TM-32"]),
    "everything typed anew": (_typed_anew, {}, ["TM-32"]),
    "letters of two parts": (_nfd, {}, []),
    "pasted from the web": (_from_the_web, {}, []),
    "line breaks for paragraphs": (in_answer(_soft_breaks), {}, []),
    "an old font": (_old_font, {"han_che": ["Theo dõi trường chuẩn quốc gia thiếu sát sao."]}, ["TM-30"]),
    "a list with dots": (
        _listed("bullet"), {"han_che": ["- Việc thứ nhất còn chậm nhiều.", "- Việc thứ hai chưa xong."]}, [],
    ),
    "a numbered list": (
        _listed("decimal"), {"han_che": ["1. Việc thứ nhất còn chậm nhiều.", "2. Việc thứ hai chưa xong."]}, [],
    ),
    "bold and italic words": (
        in_answer(lambda: rich_blocks(["Chậm **02 việc** ở //xã Trung Yên// trong năm."], None, None)),
        {"han_che": ["Chậm **02 việc** ở //xã Trung Yên// trong năm."]}, [],
    ),
    "a simple table": (
        in_answer(_table),
        {"han_che": ["Số liệu như sau về hai việc chậm:", "| Việc | Chậm |", "| Báo cáo | 05 ngày |"]}, [],
    ),
    "a picture": (in_answer(_pictured), {"han_che": ["Ảnh chụp hai hồ sơ chậm ở xã."]}, ["TM-31"]),
    "hidden words": (in_answer(_hidden), {"han_che": ["Gửi báo cáo quý III muộn 05 ngày."]}, ["TM-31"]),
    "a text box": (
        in_answer(_boxed), {"han_che": ["Gửi báo cáo quý III muộn 05 ngày.", "Chữ trong hộp văn bản."]}, ["TM-31"],
    ),
    "a footnote": (_noted, {"han_che": ["Gửi báo cáo quý III muộn 05 ngày (theo sổ công văn)"]}, ["TM-31"]),
    "words outside of the places": (_outside, {}, ["TM-36"]),
    "a link to another file": (_linked, {}, ["TM-35"]),
}  # fmt: skip


@pytest.mark.parametrize("name", MESSY)
def test_what_was_written_is_read(name: str, returned: bytes, form: EntryForm, maker: Maker, tmp_path: Path) -> None:
    manner, changes, codes = MESSY[name]
    one = take(maker, tmp_path / "bai.docx", manner(returned, form))
    assert one.noun is not None
    assert (one.noun.code, one.form, one.state) == ("GD02", "mau-02", "da-nhan")
    assert said(one) == codes
    assert facts_of(one) == expected(form, **changes)


@pytest.mark.soffice
@pytest.mark.parametrize("kind", ["docx", "odt", "doc"])
def test_what_writer_saved_is_read(
    kind: str, returned: bytes, form: EntryForm, maker: Maker, tmp_path: Path, profile: Path
) -> None:
    path = tmp_path / "bai.docx"
    path.write_bytes(returned)
    saved = by_writer(path, kind, profile)
    (one,) = take_returns([saved], maker, Wishes(), None)
    assert said(one) == []
    assert facts_of(one) == expected(form)


ASKED: dict[str, tuple[dict[str, Any], str, str]] = {
    "an answer left out": ({"kiem_diem/nguyen_nhan": None}, "TM-20", "Nguyên nhân"),
    "a box left out": ({"kiem_diem/uu_diem/nhiem_vu/tu_danh_gia": None}, "TM-20", "Tự đánh giá"),
    "no such day": ({"kiem_diem/ngay": "31/02/2021"}, "TM-22", "Ngày"),
    "words for a day": ({"kiem_diem/ngay": "cuối tháng"}, "TM-22", "Ngày"),
    "half a row": ({"kiem_diem/khac_phuc/muc/0/trang_thai": None}, "TM-20", "dòng 1"),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_is_missing_or_unclear_is_asked_at_its_heading(
    name: str, form: EntryForm, maker: Maker, tmp_path: Path
) -> None:
    changes, code, place = ASKED[name]
    one = take(maker, tmp_path / "bai.docx", filled(form.docx, form.places, fully_answered(form.places, changes)))
    assert [problem.code for problem in one.errors] == [code]
    assert place in one.errors[0].place
    assert one.errors[0].remedy
    assert one.state == "co-loi"


@pytest.mark.parametrize("told", ["26.11.2021", "ngày 26 tháng 11 năm 2021", "2021-11-26", "26/11/2021"])
def test_a_day_may_be_written_in_many_ways(told: str, form: EntryForm, maker: Maker, tmp_path: Path) -> None:
    answers = fully_answered(form.places, {"kiem_diem/ngay": told})
    one = take(maker, tmp_path / "bai.docx", filled(form.docx, form.places, answers))
    assert facts_of(one)["ngay"] == "26/11/2021"


def test_two_boxes_at_once_are_asked_about(returned: bytes, maker: Maker, tmp_path: Path) -> None:
    def tick(root: Element) -> None:
        content = content_of(root, "vb:kiem_diem/tu_nhan/dang_vien=htt")
        next(content.iter(w("t"))).text = "☒"

    one = take(maker, tmp_path / "bai.docx", changed(returned, tick))
    (error,) = one.errors
    assert error.code == "TM-23"
    assert "Hoàn thành tốt nhiệm vụ và Hoàn thành nhiệm vụ" in error.message


def test_a_table_with_merged_cells_is_refused(returned: bytes, form: EntryForm, maker: Maker, tmp_path: Path) -> None:
    one = take(maker, tmp_path / "bai.docx", in_answer(_merged_table)(returned, form))
    assert [problem.code for problem in one.errors] == ["TM-31"]


def test_an_empty_form_is_one_sentence(form: EntryForm, maker: Maker, tmp_path: Path) -> None:
    one = take(maker, tmp_path / "bai.docx", form.docx)
    assert said(one) == ["TM-26"]


def test_next_to_nothing_is_told(form: EntryForm, maker: Maker, tmp_path: Path) -> None:
    answers = fully_answered(form.places, {"kiem_diem/phuong_huong": ["Cố gắng hơn."]})
    one = take(maker, tmp_path / "bai.docx", filled(form.docx, form.places, answers))
    assert said(one) == ["TM-25"]


def test_a_colleagues_text_is_not_taken_unless_said_so(
    returned: bytes, form: EntryForm, maker: Maker, tmp_path: Path
) -> None:
    long = ["Tôi theo dõi 33 trường, xuống cơ sở 40 lượt, dự giờ 31 tiết và kiểm tra 12 bếp ăn bán trú trong năm học."]
    paths = []
    for code in ("GD02", "GD03"):
        noun = maker.facts.nouns[("ca-nhan", code)]
        own = maker.form_of(noun, maker.facts.profile.form("mau-02"))
        answers = fully_answered(own.places, {"kiem_diem/uu_diem/nhiem_vu/noi_dung": long})
        paths.append(tmp_path / f"{code}.docx")
        paths[-1].write_bytes(filled(own.docx, own.places, answers))
    first, second = take_returns(paths, maker, Wishes(), None)
    assert {problem.code for problem in (*first.errors, *second.errors)} == {"TM-24"}
    assert "Giống 100% bài của Trịnh Hải Yến (GD03)" in [p.message for p in first.errors]
    again = take_returns(paths, maker, Wishes(accepted=frozenset({"GD02", "GD03"})), None)
    assert [one.errors for one in again] == [[], []]


def test_two_files_for_one_form_are_both_asked_about(
    returned: bytes, form: EntryForm, maker: Maker, tmp_path: Path
) -> None:
    other = filled(form.docx, form.places, fully_answered(form.places, {"kiem_diem/ngay": "27/11/2021"}))
    paths = [tmp_path / "a.docx", tmp_path / "b.docx"]
    for path, data in zip(paths, (returned, other), strict=True):
        path.write_bytes(data)
    taken = take_returns(paths, maker, Wishes(), None)
    assert [said(one) for one in taken] == [["TM-17"], ["TM-17"]]


def test_a_form_of_another_year_or_season_is_not_taken(returned: bytes, maker: Maker, tmp_path: Path) -> None:
    def older(root: Element) -> None:
        without_controls(root)
        for text in root.iter(w("t")):
            text.text = (text.text or "").replace("Năm 2021", "Năm 2020")

    assert "TM-14" in said(take(maker, tmp_path / "a.docx", changed(returned, older)))
    custom = "docProps/custom.xml"
    code = parts(returned)[custom].replace(b"son-duong-2021|", b"son-duong-2020|")
    one = take(maker, tmp_path / "b.docx", with_parts(returned, {custom: code}))
    assert said(one) == ["TM-12"]


def test_nobody_is_guessed(returned: bytes, maker: Maker, tmp_path: Path) -> None:
    def renamed(root: Element) -> None:
        for text in root.iter(w("t")):
            text.text = (text.text or "").replace("Ma Đình Lộc", "Lò Văn Hai")

    passed_on = take(maker, tmp_path / "a.docx", changed(returned, renamed))
    assert (said(passed_on), passed_on.noun) == (["TM-11"], None)
    unknown = take(maker, tmp_path / "b.docx", without_code(changed(returned, renamed)))
    assert (said(unknown), unknown.state) == (["TM-10"], "chua-ro")

    def born(root: Element) -> None:
        for text in root.iter(w("t")):
            text.text = (text.text or "").replace("03/03/1980", "03/03/1981")

    namesake = take(maker, tmp_path / "c.docx", without_code(changed(returned, born)))
    assert said(namesake) == ["TM-10"]
    assert "có thể là Ma Đình Lộc (GD02)" in namesake.problems[0].message
    told = take(maker, tmp_path / "d.docx", without_code(changed(returned, born)), named="GD02")
    assert told.state == "da-nhan"


def test_another_paper_is_no_form(maker: Maker, tmp_path: Path) -> None:
    paper = Document()
    for line in ("ĐƠN XIN NGHỈ PHÉP", "Tôi là Ma Đình Lộc, sinh ngày 03/3/1980", "Chi bộ Phòng Giáo dục và Đào tạo"):
        paper.add_paragraph(line)
    paper.save(str(tmp_path / "don.docx"))
    (one,) = take_returns([tmp_path / "don.docx"], maker, Wishes(), None)
    assert said(one) == ["TM-13"]


def test_the_form_says_whose_it_is(form: EntryForm, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(form.docx)
    assert str(read_body(tmp_path / "a.docx").identity) == "son-duong-2021|mau-02|ca-nhan|GD02"

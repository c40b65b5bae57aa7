"""Papers as strangers type them: titles and dates broken over lines, enclosures without a label, rare names."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import date

import pytest

from tests.the_thuc.correct import NAMES, Manner, correct
from tests.the_thuc.mutation import DOCUMENT
from tests.the_thuc.raw_docx import cell, row, table, view
from tests.the_thuc.test_find_layouts import BOLD, CENTRE, LIST, foot, left_cell, p, title
from vanban.the_thuc import wording
from vanban.the_thuc.examine import Source, examine
from vanban.the_thuc.find_docx import parts_of_docx
from vanban.the_thuc.judge import judge
from vanban.the_thuc.parts import Parts


def broken(text: str, looks: str = BOLD) -> str:
    inner = "</w:t><w:br/><w:t>".join(text.split("/"))
    return f"<w:p><w:pPr>{CENTRE}</w:pPr><w:r><w:rPr>{looks}</w:rPr><w:t>{inner}</w:t></w:r></w:p>"


def headed(right: str, left: str = "") -> Parts:
    return parts_of_docx(view(table(row(cell(left or left_cell()), cell(right))) + title() + foot()))


DAY = p("Tân Hoà, ngày 05 tháng 12 năm 2021", looks="<w:i/>")
STATE_NAMES = p("ỦY BAN NHÂN DÂN") + p("XÃ TÂN HOÀ", looks=BOLD) + p("Số: 15/QĐ-UBND")


def test_title_broken_by_a_soft_break_is_one_title_of_two_lines() -> None:
    found = headed(broken("ĐẢNG CỘNG SẢN/VIỆT NAM") + DAY)
    assert found.head == "dang"
    assert found.title is not None
    assert found.title.text == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert found.title_lines == 2
    assert found.day == date(2021, 12, 5)


def test_title_broken_into_paragraphs_is_one_title() -> None:
    right = p("CỘNG HÒA", looks=BOLD) + p("XÃ HỘI CHỦ NGHĨA", looks=BOLD) + p("VIỆT NAM", looks=BOLD)
    found = headed(right + p("Độc lập - Tự do - Hạnh phúc", looks=BOLD) + DAY, STATE_NAMES)
    assert found.head == "nha-nuoc"
    assert found.title_lines == 3
    assert [line.text for line in (*found.superior, *found.issuer)] == ["ỦY BAN NHÂN DÂN", "XÃ TÂN HOÀ"]


def test_motto_broken_over_two_lines_is_found() -> None:
    right = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", looks=BOLD) + broken("Độc lập - Tự do -/Hạnh phúc") + DAY
    found = headed(right, STATE_NAMES)
    assert found.motto is not None
    assert found.motto.text == "Độc lập - Tự do - Hạnh phúc"


def test_date_whose_year_is_on_the_next_line_is_a_day() -> None:
    found = headed(p("ĐẢNG CỘNG SẢN VIỆT NAM", looks=BOLD) + broken("Tân Hoà, ngày 05 tháng 12 năm/2021", "<w:i/>"))
    assert found.day == date(2021, 12, 5)
    assert found.date_line is not None
    assert found.date_line.text == "Tân Hoà, ngày 05 tháng 12 năm 2021"


def test_broken_date_below_a_broken_title_takes_none_of_it() -> None:
    found = headed(broken("ĐẢNG CỘNG SẢN/VIỆT NAM") + broken("Tân Hoà, ngày 05 tháng 12/năm 2021", "<w:i/>"))
    assert found.title_lines == 2
    assert found.date_line is not None
    assert found.date_line.text == "Tân Hoà, ngày 05 tháng 12 năm 2021"


def test_date_with_blanks_takes_no_line_from_below() -> None:
    right = p("ĐẢNG CỘNG SẢN VIỆT NAM", looks=BOLD) + broken("Tân Hoà, ngày … tháng 12 năm 2021/KHẨN")
    found = headed(right)
    assert found.day is None
    assert found.date_line is not None
    assert found.date_line.text == "Tân Hoà, ngày … tháng 12 năm 2021"


REFERENCE = p("(Ban hành kèm theo Quyết định số 14-QĐ/CB, ngày 05/12/2021 của Chi bộ)", looks="<w:i/>")


@pytest.mark.parametrize("opening", [CENTRE, "<w:pageBreakBefore/>" + CENTRE])
def test_enclosed_paper_without_a_label_ends_the_document(opening: str) -> None:
    right = p("ĐẢNG CỘNG SẢN VIỆT NAM", looks=BOLD) + DAY
    enclosed = p("QUY CHẾ", opening, BOLD) + p("làm việc của Chi bộ", looks=BOLD) + REFERENCE + p("-----")
    body = table(row(cell(left_cell()), cell(right))) + title() + foot() + enclosed + p("1. Chi bộ họp hằng tháng.", "")
    found = parts_of_docx(view(body))
    assert [line.text for line in found.recipients] == list(LIST)
    assert [line.text for line in found.enclosed] == ["QUY CHẾ"]
    assert found.appendices == ()


def test_heading_above_a_mention_of_an_enclosure_ends_nothing() -> None:
    right = p("ĐẢNG CỘNG SẢN VIỆT NAM", looks=BOLD) + DAY
    told = p("TỔ CHỨC THỰC HIỆN", looks=BOLD) + p(
        "Kèm theo báo cáo này có bảng tổng hợp số liệu.", '<w:jc w:val="both"/>'
    )
    found = parts_of_docx(view(table(row(cell(left_cell()), cell(right))) + title() + told + foot()))
    assert found.enclosed == ()
    assert found.signatures


@pytest.mark.parametrize(
    "name", ["Ksor H’Bơ Khăp", "Y Blô Êban", "H'Yim Kđoh", "Tráng A Pao", "Lò Văn Ơn", "Sình Dỉ Gai"]
)
def test_names_of_all_peoples_are_names(name: str) -> None:
    assert wording.is_name(name)


def test_bases_stand_below_the_line_that_says_who_decides() -> None:
    right = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", looks=BOLD) + p("Độc lập - Tự do - Hạnh phúc", looks=BOLD) + DAY
    kind = p("QUYẾT ĐỊNH", looks=BOLD) + p("Về việc thành lập Tổ công tác", looks=BOLD)
    decides = p("CHỦ TỊCH UỶ BAN NHÂN DÂN XÃ TÂN HOÀ", looks=BOLD)
    bases = p("Căn cứ Luật Tổ chức chính quyền địa phương;", "") + p("Theo đề nghị của Trưởng phòng Kinh tế.", "")
    rest = p("QUYẾT ĐỊNH:", looks=BOLD) + p("Điều 1. Thành lập Tổ công tác.", "") + foot()
    found = parts_of_docx(view(table(row(cell(STATE_NAMES), cell(right))) + kind + decides + bases + rest))
    assert [line.text for line in found.subject] == ["Về việc thành lập Tổ công tác"]
    assert len(found.bases) == 2
    assert found.prose[0].text == "QUYẾT ĐỊNH:"


def decomposed(docx: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(made, "w") as new:
        for item in old.namelist():
            data = old.read(item)
            new.writestr(item, unicodedata.normalize("NFD", data.decode()) if item == DOCUMENT else data)
    return made.getvalue()


@pytest.mark.parametrize("manner", ["bang", "tab"])
@pytest.mark.parametrize("name", NAMES)
def test_combining_marks_break_no_rule_but_those_of_encoding(name: str, manner: Manner) -> None:
    document = examine(Source(name=name, docx=decomposed(correct(name, manner))))
    assert {found.rule.code for found in judge(document).found} == {"TX-01"}


def dang(body: str) -> Parts:
    right = p("ĐẢNG CỘNG SẢN VIỆT NAM", looks=BOLD) + DAY
    return parts_of_docx(view(table(row(cell(left_cell()), cell(right))) + title() + body))


def test_long_contact_line_below_the_foot_is_no_prose() -> None:
    address = (
        "Địa chỉ: Thôn Đồng Tiến, xã Tân Hoà, tỉnh Tuyên Quang. Điện thoại: 0207 3 123 456. "
        "Thư điện tử: chibodongtien@tuyenquang.gov.vn"
    )
    found = dang(foot() + p(address, ""))
    assert [line.text for line in found.contact] == [address]
    assert [line.text for line in found.recipients] == list(LIST)
    assert all("Địa chỉ" not in line.text for line in found.prose)


def test_power_over_two_lines_is_a_power() -> None:
    lines = p("T/M BAN CHẤP HÀNH ĐOÀN THANH NIÊN", looks=BOLD) + p("CÔNG AN TỈNH", looks=BOLD) + p("BÍ THƯ")
    signed = lines + p("") + p("Hoàng Văn Tuấn", looks=BOLD)
    found = dang(table(row(cell(p("Nơi nhận:", "") + p("- Lưu Chi bộ.", "")), cell(signed))))
    assert [line.text for line in found.signatures[0].prefix][1:] == ["CÔNG AN TỈNH"]
    assert [line.text for line in found.signatures[0].posts] == ["BÍ THƯ"]


@pytest.mark.parametrize("post", ["PHÓ BÍ THƯ", "UỶ VIÊN BAN CHẤP HÀNH"])
def test_bold_post_below_the_power_is_still_a_post(post: str) -> None:
    signed = p("T/M CHI BỘ", looks=BOLD) + p(post, looks=BOLD) + p("") + p("Hoàng Văn Tuấn", looks=BOLD)
    found = dang(table(row(cell(p("Nơi nhận:", "") + p("- Lưu Chi bộ.", "")), cell(signed))))
    assert [line.text for line in found.signatures[0].posts] == [post]

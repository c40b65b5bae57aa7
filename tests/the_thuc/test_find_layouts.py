"""Parts in layouts typed by hand: plain paragraphs, default tabs, ruled and nested tables, one column for all."""

from __future__ import annotations

from tests.the_thuc.raw_docx import cell, row, table, view
from vanban.the_thuc.find_docx import parts_of_docx
from vanban.the_thuc.parts import Parts

CENTRE = '<w:jc w:val="center"/>'
RIGHT = '<w:jc w:val="right"/>'
BOTH = '<w:jc w:val="both"/>'
BOLD = "<w:b/>"
RULED = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)
PROSE = (
    "Trong tháng, chi bộ sinh hoạt đúng kỳ, đảng viên có mặt đông đủ, thảo luận sôi nổi và quyết nghị nhiều việc của "
    "thôn; việc sửa đường được giao cho đồng chí phó bí thư theo dõi."
)
LIST = ("- Đảng uỷ xã Tân Hoà,", "- Các đồng chí đảng viên,", "- Lưu Chi bộ.")


def p(text: str, properties: str = CENTRE, looks: str = "") -> str:
    inner = '</w:t><w:tab/><w:t xml:space="preserve">'.join(text.split("\t"))
    words = f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{inner}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{words}</w:p>"


def title() -> str:
    return p("BÁO CÁO", looks=BOLD) + p("kết quả công tác tháng 11", looks=BOLD) + p("-----") + p(PROSE, BOTH)


def left_cell() -> str:
    return p("ĐẢNG BỘ XÃ TÂN HOÀ") + p("CHI BỘ THÔN ĐỒNG TIẾN", looks=BOLD) + p("*") + p("Số 03-BC/CB")


def right_cell() -> str:
    return p("ĐẢNG CỘNG SẢN VIỆT NAM", looks=BOLD) + p("Tân Hoà, ngày 05 tháng 12 năm 2021", looks="<w:i/>")


def foot() -> str:
    listed = "".join(p(text, "") for text in LIST)
    signed = p("T/M CHI BỘ", looks=BOLD) + p("BÍ THƯ") + p("") + p("Hoàng Văn Tuấn", looks=BOLD)
    return table(row(cell(p("Nơi nhận:", "") + listed), cell(signed)))


def found(body: str) -> Parts:
    return parts_of_docx(view(body))


def assert_whole(parts: Parts) -> None:
    assert parts.head == "dang"
    assert [line.text for line in parts.superior] == ["ĐẢNG BỘ XÃ TÂN HOÀ"]
    assert [line.text for line in parts.issuer] == ["CHI BỘ THÔN ĐỒNG TIẾN"]
    assert parts.number_line is not None
    assert parts.number_line.text == "Số 03-BC/CB"
    assert str(parts.day) == "2021-12-05"
    assert parts.kind is not None
    assert parts.kind.text == "BÁO CÁO"
    assert [line.text for line in parts.subject] == ["kết quả công tác tháng 11"]
    assert [line.text for line in parts.prose] == [PROSE]
    assert [line.text for block in parts.signatures for line in block.lines] == [
        "T/M CHI BỘ",
        "BÍ THƯ",
        "Hoàng Văn Tuấn",
    ]
    assert tuple(line.text for line in parts.recipients) == LIST


def test_head_in_a_table_whose_rules_are_seen() -> None:
    assert_whole(found(table(row(cell(left_cell()), cell(right_cell())), properties=RULED) + title() + foot()))


def test_head_in_a_table_inside_a_table() -> None:
    inner = table(row(cell(left_cell())))
    assert_whole(found(table(row(cell(inner + "<w:p/>"), cell(right_cell()))) + title() + foot()))


def test_head_in_default_tabs() -> None:
    head = (
        p("ĐẢNG BỘ XÃ TÂN HOÀ\t\t\tĐẢNG CỘNG SẢN VIỆT NAM", "")
        + p("CHI BỘ THÔN ĐỒNG TIẾN", "", BOLD)
        + p("\t*", "")
        + p("Số 03-BC/CB\t\t\t\tTân Hoà, ngày 05 tháng 12 năm 2021", "")
    )
    assert_whole(found(head + title() + foot()))


def test_head_as_one_centred_column() -> None:
    head = (
        p("ĐẢNG CỘNG SẢN VIỆT NAM", looks=BOLD)
        + p("ĐẢNG BỘ XÃ TÂN HOÀ")
        + p("CHI BỘ THÔN ĐỒNG TIẾN", looks=BOLD)
        + p("*")
        + p("Số 03-BC/CB")
        + p("Tân Hoà, ngày 05 tháng 12 năm 2021", RIGHT)
    )
    assert_whole(found(head + title() + foot()))


def test_lines_of_a_cell_broken_by_hand() -> None:
    lines = "</w:t><w:br/><w:t>".join(("ĐẢNG BỘ XÃ TÂN HOÀ", "CHI BỘ THÔN ĐỒNG TIẾN", "*", "Số 03-BC/CB"))
    broken = f"<w:p><w:pPr>{CENTRE}</w:pPr><w:r><w:t>{lines}</w:t></w:r></w:p>"
    assert_whole(found(table(row(cell(broken), cell(right_cell()))) + title() + foot()))


def test_signature_by_indent_above_the_recipients() -> None:
    far = '<w:ind w:left="4700"/><w:jc w:val="center"/>'
    signed = p("T/M CHI BỘ", far, BOLD) + p("BÍ THƯ", far) + "<w:p/>" * 4 + p("Hoàng Văn Tuấn", far, BOLD)
    listed = p("Nơi nhận:", "") + "".join(p(text, "") for text in LIST)
    assert_whole(found(table(row(cell(left_cell()), cell(right_cell()))) + title() + signed + listed))


def test_recipients_above_a_signature_on_the_right() -> None:
    listed = p("Nơi nhận:", "") + "".join(p(text, "") for text in LIST)
    signed = p("T/M CHI BỘ", RIGHT, BOLD) + p("BÍ THƯ", RIGHT) + "<w:p/>" * 4 + p("Hoàng Văn Tuấn", RIGHT, BOLD)
    assert_whole(found(table(row(cell(left_cell()), cell(right_cell()))) + title() + listed + signed))


def test_signature_in_the_middle() -> None:
    listed = p("Nơi nhận:", "") + "".join(p(text, "") for text in LIST)
    signed = p("T/M CHI BỘ", looks=BOLD) + p("BÍ THƯ") + "<w:p/>" * 4 + p("Hoàng Văn Tuấn", looks=BOLD)
    assert_whole(found(table(row(cell(left_cell()), cell(right_cell()))) + title() + signed + listed))


def test_recipients_in_one_cell_with_soft_breaks() -> None:
    lines = "</w:t><w:br/><w:t>".join(("Nơi nhận:", *LIST))
    listed = f"<w:p><w:r><w:t>{lines}</w:t></w:r></w:p>"
    signed = p("T/M CHI BỘ", looks=BOLD) + p("BÍ THƯ") + p("") + p("Hoàng Văn Tuấn", looks=BOLD)
    last = table(row(cell(listed), cell(signed)))
    assert_whole(found(table(row(cell(left_cell()), cell(right_cell()))) + title() + last))


def test_data_table_between_prose_and_foot_is_passed_over() -> None:
    data = table(
        row(cell(p("Chi bộ")), cell(p("Số đảng viên"))), row(cell(p("Đồng Tiến")), cell(p("24"))), properties=RULED
    )
    assert_whole(found(table(row(cell(left_cell()), cell(right_cell()))) + title() + data + foot()))


def test_enclosed_form_with_its_own_head_is_no_part() -> None:
    page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    form = (
        p("Mẫu 02-HD")
        + table(row(cell(p("ĐẢNG BỘ …")), cell(right_cell())))
        + p("BẢN KIỂM ĐIỂM", looks=BOLD)
        + p(PROSE, BOTH)
    )
    assert_whole(found(table(row(cell(left_cell()), cell(right_cell()))) + title() + foot() + page + form))


def test_drafter_and_contact_are_told_from_the_recipients() -> None:
    listed = "".join(p(text, "") for text in (*LIST, "NguyenVanAn-26"))
    signed = p("T/M CHI BỘ", looks=BOLD) + p("BÍ THƯ") + p("") + p("Hoàng Văn Tuấn", looks=BOLD)
    last = table(row(cell(p("Nơi nhận:", "") + listed), cell(signed))) + p("Địa chỉ: Thôn Đồng Tiến, xã Tân Hoà", "")
    parts = found(table(row(cell(left_cell()), cell(right_cell()))) + title() + last)
    assert_whole(parts)
    assert parts.drafter is not None
    assert parts.drafter.text == "NguyenVanAn-26"
    assert [line.text for line in parts.contact] == ["Địa chỉ: Thôn Đồng Tiến, xã Tân Hoà"]

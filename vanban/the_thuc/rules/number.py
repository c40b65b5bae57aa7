"""Số và ký hiệu: form, looks, agreement with the type and the body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.geometry import axis
from vanban.the_thuc.law import ODD_PARTY_CODES, PARTY_CODES, STATE_CODES, body_code, kind_of, look
from vanban.the_thuc.looks import ill_looking
from vanban.the_thuc.parts import Line
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, need, rule, unjudged, unless
from vanban.the_thuc.rules.head import not_a_form
from vanban.the_thuc.spelling import fold
from vanban.the_thuc.symbol import ODD_DASHES, NumberLine, read_number
from vanban.viet import nfc

_BODY: Final = regex(r"^[A-ZĐÂĂÊÔƠƯ][A-ZĐÂĂÊÔƠƯa-z]*(-[A-ZĐÂĂÊÔƠƯ][A-ZĐÂĂÊÔƠƯa-z]*)*$")
_STATE_SYMBOL: Final = regex(r"^/[A-ZĐ]\w*(-[\wĐ]+)+$")
_ODD: Final = regex(rf"[\s{ODD_DASHES}]+")
_COMMITTEE: Final = regex(r"^(BTV|BCH)")
_AXIS_MM: Final = 2.0
_FINE: Final = {" ": "dấu cách", "\t": "dấu tab", "\xa0": "dấu cách không ngắt", "\n": "dấu ngắt dòng"}


def number_of(document: Document) -> tuple[Line, NumberLine]:
    """The number line and its parts.

    Raises:
        NotConcerned: the document has no head, or is a form.
        NotJudged: it has no number line.
    """
    not_a_form(document)
    line = need(document.parts.number_line, "dòng số và ký hiệu")
    return line, need(read_number(line.text), "số và ký hiệu")


@rule("NO-01", "P", "loi", facts=True)
def party_number_has_its_form(document: Document) -> Iterator[Finding]:
    """Số và ký hiệu của văn bản của Đảng có dạng “Số 12-KH/ĐU”: số, gạch nối, loại, gạch chéo, cơ quan.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 3.1.2, 3.2.2; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.3.

    Vì sao: Số và ký hiệu là tên riêng của văn bản; sai thứ tự thì tra sổ không ra.

    Sửa: Ghi “Số”, số, gạch nối, ký hiệu loại (NQ, QĐ, CT, KL, QC, TT, HD, TB, BC, KH, CTr, ĐA, TTr, CV, BB…), gạch
    chéo, ký hiệu cơ quan; số chưa có thì để trống.

    Sai: Số 12/KH-ĐU

    Đúng: Số 12-KH/ĐU
    """
    line, number = number_of(document)
    wrong = _party_form(number)
    yield from unless(not wrong, line.place, f"đang ghi “{line.text}”: {wrong}")


def _party_form(number: NumberLine) -> str:
    if number.blank and not number.symbol:
        return ""
    if number.word != "Số":
        return "cần bắt đầu bằng “Số”"
    if number.text.startswith("Số" + (number.digits or "\0")):
        return "thiếu dấu cách sau “Số”"
    if not number.is_party or "/" not in number.symbol:
        return "cần dạng số-loại/cơ quan"
    if number.type_code and number.type_code not in PARTY_CODES | ODD_PARTY_CODES:
        return f"“{number.type_code}” không phải ký hiệu loại văn bản của Đảng"
    missing = not number.blank and not (number.type_code and number.body_code)
    if missing or (number.body_code and not _BODY.match(number.body_code)):
        return "ký hiệu cơ quan cần là chữ viết tắt in hoa"
    return ""


@rule("NO-02", "P", "loi")
def no_colon_after_so(document: Document) -> Iterator[Finding]:
    """Sau chữ “Số” của văn bản của Đảng không có dấu hai chấm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 3.2.2 (các ví dụ); Hướng dẫn 36-HD/VPTW, Phụ lục 3, dòng 3.

    Vì sao: “Số:” là cách ghi của văn bản Nhà nước (Nghị định 30/2020/NĐ-CP).

    Sửa: Xoá dấu hai chấm.

    Sai: Số: 12-KH/ĐU

    Đúng: Số 12-KH/ĐU
    """
    line, number = number_of(document)
    yield from unless(not number.colon, line.place, f"đang ghi “{line.text}”")


@rule("NO-03", "A", "loi", facts=True)
def small_numbers_take_one_zero(document: Document) -> Iterator[Finding]:
    """Số dưới 10 có một số 0 đằng trước; từ 10 trở lên không thêm số 0.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 3.2.2; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 3.c.

    Vì sao: Cách ghi thống nhất thì tra cứu, sắp xếp không sót.

    Sửa: Ghi 01 đến 09, rồi 10, 11, …

    Sai: Số 5-BC/CB; Số 012-KH/ĐU

    Đúng: Số 05-BC/CB; Số 12-KH/ĐU
    """
    line, number = number_of(document)
    concerned(number.digits or None)
    wanted = f"{int(number.digits):02d}"
    kept = number.digits == wanted and int(number.digits) > 0
    yield from unless(kept, line.place, f"đang ghi “{number.digits}”, cần “{wanted}”")


@rule("NO-04", "P", "loi")
def party_number_is_fourteen_upright(document: Document) -> Iterator[Finding]:
    """Số và ký hiệu cỡ 14, đứng, không đậm, canh giữa dưới dấu sao.

    Hướng dẫn 05-HD/VPTW, Phụ lục 2, dòng 3; Hướng dẫn 36-HD/VPTW, Phụ lục 3, dòng 3.

    Vì sao: Số, ký hiệu và ngày tháng cùng cỡ 14, cân hai bên.

    Sửa: Chọn dòng số, đặt cỡ 14, bỏ đậm, bỏ nghiêng, canh giữa trong cột trái.

    Sai: Cỡ 13, nghiêng, canh trái.

    Đúng: Cỡ 14, đứng, canh giữa.
    """
    line, number = number_of(document)
    yield from ill_looking((line,), look(document.profile, "number"), centred=True)
    if line.align is None and not number.blank:
        yield from _off_axis(document, line)


def _off_axis(document: Document, line: Line) -> Iterator[Finding]:
    """The number typed by tabs or spaces: whether its middle is under the name of the issuing body."""
    parts = document.shown
    at = parts.number_line.shown if parts and parts.number_line else None
    middle = axis(parts.issuer) if parts else None
    if at is not None and middle is not None and abs(at.centre_mm - middle) > _AXIS_MM:
        yield Finding(line.place, f"“{line.text}” chưa canh giữa dưới tên cơ quan")


@rule("NO-05", "S", "loi", facts=True)
def state_number_has_its_form(document: Document) -> Iterator[Finding]:
    """Số và ký hiệu của văn bản hành chính có dạng “Số: 15/QĐ-UBND”; công văn “Số: 12/UBND-VX”.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 3.c.

    Vì sao: Sau “Số” có dấu hai chấm; giữa số và ký hiệu là gạch chéo, giữa các nhóm chữ là gạch nối.

    Sửa: Ghi lại theo dạng số, gạch chéo, loại, gạch nối, cơ quan.

    Sai: Số 15-QĐ/UBND

    Đúng: Số: 15/QĐ-UBND
    """
    line, number = number_of(document)
    wrong = _state_form(number)
    yield from unless(not wrong, line.place, f"đang ghi “{line.text}”: {wrong}")


def _state_form(number: NumberLine) -> str:
    if number.word != "Số":
        return "cần bắt đầu bằng “Số:”"
    if not number.colon:
        return "thiếu dấu hai chấm sau “Số”"
    if number.blank and not number.body_code:
        return ""
    return "" if _STATE_SYMBOL.match(number.symbol) else "cần dạng số/loại-cơ quan"


@rule("NO-06", "S", "loi")
def state_number_is_thirteen_upright(document: Document) -> Iterator[Finding]:
    """Số và ký hiệu của văn bản hành chính cỡ 13, kiểu chữ đứng.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 3.c; mục V, dòng 3.

    Vì sao: Số, ký hiệu không phải chỗ nhấn mạnh.

    Sửa: Chọn dòng số, đặt cỡ 13, bỏ đậm, bỏ nghiêng.

    Sai: Cỡ 14, đậm.

    Đúng: Cỡ 13, đứng.
    """
    line, _ = number_of(document)
    return ill_looking((line,), look("S", "number"))


@rule("NO-07", "A", "loi", facts=True)
def no_spaces_inside_the_number(document: Document) -> Iterator[Finding]:
    """Trong số và ký hiệu không có dấu cách, chỉ dùng gạch nối ngắn (-).

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 3.2.2; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 3.c.

    Vì sao: Có dấu cách hoặc gạch dài thì máy tìm không thấy, dòng có thể gãy giữa ký hiệu.

    Sửa: Xoá dấu cách, thay gạch dài (–) bằng gạch nối (-).

    Sai: Số 12 - KH/ĐU; Số 12–KH/ĐU

    Đúng: Số 12-KH/ĐU
    """
    line, number = number_of(document)
    odd = _ODD.search(re.sub(r"[._…]+\s*", "", number.inside).strip())
    if odd:
        what = _FINE.get(odd[0][0], f"gạch “{odd[0][0]}”")
        yield Finding(line.place, f"“{line.text}” có {what}")


@rule("NO-08", "A", "loi")
def type_code_agrees_with_the_type(document: Document) -> Iterator[Finding]:
    """Ký hiệu loại đúng với tên loại văn bản.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 3.1.2.a; Nghị định 30/2020/NĐ-CP, Phụ lục III, mục I.

    Vì sao: Ký hiệu sai loại là dấu vết của văn bản mẫu cũ, vào nhầm sổ.

    Sửa: Ghi ký hiệu theo tên loại: kế hoạch KH, báo cáo BC, tờ trình TTr, chương trình CTr, công văn CV (của Đảng)…

    Sai: Số 12-BC/ĐU, KẾ HOẠCH

    Đúng: Số 12-KH/ĐU, KẾ HOẠCH
    """
    line, number = number_of(document)
    code = concerned(number.type_code or None)
    if document.profile == "S":
        yield from _state_type(document, line, code)
        return
    allowed = _party_codes(document)
    if code in PARTY_CODES and code not in allowed:
        yield Finding(line.place, f"“{line.text}” có ký hiệu {code}, cần {' hoặc '.join(allowed)}")


def _party_codes(document: Document) -> tuple[str, ...]:
    if document.parts.is_letter:
        return ("CV",)
    kind = concerned(kind_of(need(document.parts.kind, "tên loại văn bản").text))
    return concerned(kind.party_codes)


def _state_type(document: Document, line: Line, code: str) -> Iterator[Finding]:
    if document.parts.is_letter:
        yield from unless(code != "CV", line.place, f"“{line.text}”: công văn của Nhà nước không có ký hiệu CV")
        return
    kind = concerned(kind_of(need(document.parts.kind, "tên loại văn bản").text))
    allowed = concerned(kind.state_codes)
    known = code in STATE_CODES and kind.name != "Quy định"
    if known and code not in allowed:
        yield Finding(line.place, f"“{line.text}” có ký hiệu {code}, cần {' hoặc '.join(allowed)}")


@rule("NO-09", "P", "loi", facts=True)
def body_code_agrees_with_the_issuer(document: Document) -> Iterator[Finding]:
    """Ký hiệu cơ quan đúng với cơ quan ban hành: đảng uỷ ĐU, chi bộ CB, tỉnh uỷ TU.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 3.1.2.b; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.3.

    Vì sao: Ký hiệu cho biết văn bản thuộc sổ của cơ quan nào.

    Sửa: Ghi ĐU cho đảng uỷ (kể cả ban thường vụ), CB cho chi bộ, HU cho huyện uỷ (đến 30/6/2025), TU cho tỉnh uỷ.

    Sai: Số 05-BC/ĐU, CHI BỘ THÔN ĐỒNG TIẾN

    Đúng: Số 05-BC/CB, CHI BỘ THÔN ĐỒNG TIẾN
    """
    line, number = number_of(document)
    issuer = need(document.parts.issuer_name or None, "tên cơ quan ban hành")
    code = concerned(number.body_code.partition("-")[0] or None)
    wanted = body_code(issuer)
    if wanted is None:
        unjudged("không có ký hiệu quy định cho cơ quan này")
    concerned(None if _COMMITTEE.match(code) or fold(issuer).startswith("ĐẠI HỘI") or code == "ĐH" else code)
    if not wanted.fullmatch(code):
        first = re.sub(r"\\w\*", "…", wanted.pattern).replace("(CQ)?", "").replace("|", " hoặc ")
        yield Finding(line.place, f"“{line.text}” có ký hiệu {code}, cơ quan ban hành là “{issuer}”, cần {first}")


@rule("NO-10", "P", "loi", facts=True)
def committees_have_no_symbol(document: Document) -> Iterator[Finding]:
    """Ký hiệu cơ quan không ghi BTV, BCH.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 2.1.2, 3.1.2.b; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.3.

    Vì sao: Ban thường vụ, ban chấp hành ban hành văn bản dưới tên và ký hiệu của cấp uỷ.

    Sửa: Ghi ĐU (đảng uỷ), HU (huyện uỷ), TU (tỉnh uỷ).

    Sai: Số 12-KH/BTV

    Đúng: Số 12-KH/ĐU
    """
    line, number = number_of(document)
    code = concerned(number.body_code or None)
    yield from unless(not any(map(_COMMITTEE.match, code.split("-"))), line.place, f"đang ghi “{line.text}”")


@rule("NO-11", "P", "canh-bao")
def party_regulation_is_qd(document: Document) -> Iterator[Finding]:
    """Ký hiệu của quy định trong văn bản của Đảng là QĐ, không phải QyĐ, QĐi.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 3.1.2.a; Công văn 3294-CV/VPTW/nb ngày 11/3/2019.

    Vì sao: QyĐ là ký hiệu của văn bản Nhà nước; QĐi là cách ghi trước tháng 3/2019.

    Sửa: Ghi QĐ.

    Sai: Số 03-QyĐ/ĐU; Số 03-QĐi/ĐU

    Đúng: Số 03-QĐ/ĐU
    """
    line, number = number_of(document)
    code = concerned(number.type_code or None)
    yield from unless(code not in ODD_PARTY_CODES, line.place, f"đang ghi “{line.text}”")


@rule("NO-12", "S", "loi")
def state_regulation_is_qyd(document: Document) -> Iterator[Finding]:
    """Ký hiệu của quy định trong văn bản hành chính là QyĐ.

    Nghị định 30/2020/NĐ-CP, Phụ lục III, mục I.

    Vì sao: QĐ là ký hiệu của quyết định; dùng chung thì hai văn bản trùng số và ký hiệu.

    Sửa: Ghi QyĐ.

    Sai: Số: 05/QĐ-UBND, QUY ĐỊNH

    Đúng: Số: 05/QyĐ-UBND, QUY ĐỊNH
    """
    line, number = number_of(document)
    kind = concerned(kind_of(document.parts.kind.text) if document.parts.kind else None)
    concerned(kind.name == "Quy định" or None)
    code = concerned(number.type_code or None)
    yield from unless(code == "QyĐ", line.place, f"đang ghi “{line.text}”")


@rule("NO-17", "P", "loi", facts=True)
def congress_papers_bear_dh(document: Document) -> Iterator[Finding]:
    """Văn bản của đại hội mang ký hiệu ĐH; chỉ văn bản của đại hội mới mang ký hiệu ấy.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 3.1.1.a, 3.1.2.b.i; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.3.

    Vì sao: Văn bản của đại hội, đoàn chủ tịch, đoàn thư ký, ban kiểm phiếu đánh chung một dãy số.

    Sửa: Ghi ĐH ở chỗ ký hiệu cơ quan.

    Sai: Số 01-NQ/ĐU, ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ XÃ TÂN HOÀ

    Đúng: Số 01-NQ/ĐH
    """
    line, number = number_of(document)
    issuer = fold(need(document.parts.issuer_name or None, "tên cơ quan ban hành"))
    code = concerned(number.body_code or None)
    congress = issuer.startswith("ĐẠI HỘI")
    concerned(congress or code == "ĐH" or None)
    wanted = "cần ký hiệu ĐH" if congress else "ĐH chỉ dùng cho văn bản của đại hội"
    yield from unless(congress == (code == "ĐH"), line.place, f"“{line.text}”: {wanted}")


@rule("NO-18", "A", "loi", "I", facts=True)
def number_agrees_with_the_life_of_the_paper(document: Document) -> Iterator[Finding]:
    """Văn bản phát hành phải có số; bản dự thảo để trống số hoặc ghi “Dự thảo”.

    Thông lệ văn thư; Hướng dẫn 05-HD/VPTW, Phần II, mục II, điểm 4.2 (chỉ dẫn dự thảo).

    Vì sao: Bản dự thảo mang số dễ bị dùng như văn bản đã ban hành; văn bản không số không vào sổ được.

    Sửa: Xin số ở sổ văn bản rồi ghi vào, hoặc bỏ số khỏi bản dự thảo.

    Sai: Phát hành với “Số       -KH/ĐU”.

    Đúng: Phát hành: “Số 12-KH/ĐU”; dự thảo: “Số       -KH/ĐU”.
    """
    status, known = document.known.status, document.known.number
    if status is None and known is None:
        unjudged("không biết văn bản là dự thảo hay đã phát hành")
    line, number = number_of(document)
    drafted = any(fold(mark.text).startswith("DỰ THẢO") for mark in document.parts.marks)
    if status == "phat-hanh" and number.blank:
        yield Finding(line.place, "văn bản phát hành chưa có số")
    elif (status == "du-thao" or known == "") and not number.blank and not drafted:
        yield Finding(line.place, f"bản dự thảo mang số “{line.text}”")
    elif known and not number.blank and nfc(known) != number.digits + number.symbol:
        yield Finding(line.place, f"đang ghi “{line.text}”, sổ văn bản ghi {known}")

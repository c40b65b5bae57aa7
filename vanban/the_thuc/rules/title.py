"""Tên loại và trích yếu: looks, dashes, the subject of letters, who may issue what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.geometry import level_strokes, on_page, shown
from vanban.the_thuc.law import FIVE_HYPHENS, QD399_FROM, forbidden_kinds, kind_of, level_of, look
from vanban.the_thuc.looks import ill_looking, is_upper, printed
from vanban.the_thuc.page_views import PdfLine
from vanban.the_thuc.parts import Line
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, need, rule, unless
from vanban.the_thuc.rules.head import has_head, not_a_form
from vanban.the_thuc.rules.head_state import short_rule_beneath
from vanban.the_thuc.spelling import fold

_PUNCTUATED: Final = regex(r"[.,;:!?…]\s*$|\./\.$")
_NAMED: Final = regex(
    r"^(ĐẢNG|CHI BỘ|BAN|UỶ BAN|HỘI ĐỒNG|HỘI NGHỊ|ĐẠI HỘI|HUYỆN|TỈNH|THÀNH|QUẬN|THỊ|TRUNG ƯƠNG|BỘ|QUỐC HỘI|CHÍNH PHỦ|"
    r"NHÀ NƯỚC|ĐOÀN|MẶT TRẬN|VĂN PHÒNG|NGHỊ QUYẾT|KẾT LUẬN|CHỈ THỊ|QUY ĐỊNH|QUYẾT ĐỊNH|HƯỚNG DẪN|LUẬT|THÁNG|TẾT|NGÀY)\b"
)
_GRASSROOTS_SUPERIOR: Final = regex(r"ĐẢNG BỘ (HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|ĐẶC KHU)\b")
_ABOUT: Final = regex(r"^V\s*/\s*v\b", re.IGNORECASE)
_GAP_PT: Final = (5.5, 12.5)
_SEARCHED_MM: Final = 9.0
_SHORTEST_MM: Final = 5.0


def _kind(document: Document) -> Line:
    """The type name.

    Raises:
        NotConcerned: a letter, a form, or a document without head.
        NotJudged: it was not found.
    """
    not_a_form(document)
    concerned(None if document.parts.is_letter else True)
    return need(document.parts.kind, "tên loại văn bản")


def _subject(document: Document) -> tuple[Line, ...]:
    _kind(document)
    return need(document.parts.subject, "trích yếu nội dung")


@rule("TI-01", "P", "loi")
def party_type_name_looks_right(document: Document) -> Iterator[Finding]:
    """Tên loại văn bản nằm riêng một dòng, canh giữa, in hoa, cỡ 15–16, đứng, đậm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 5.2.1; Phụ lục 2, dòng 5; Hướng dẫn 36-HD/VPTW, Phụ lục 3, dòng 5.

    Vì sao: Tên loại là tên gọi của văn bản, lớn nhất trên trang.

    Sửa: Đưa tên loại xuống dòng riêng, in hoa, cỡ 16, đậm, canh giữa.

    Sai: Kế hoạch kiểm điểm năm 2021

    Đúng: KẾ HOẠCH
    """
    return ill_looking((_kind(document),), look(document.profile, "kind"), centred=True)


@rule("TI-02", "S", "loi")
def state_type_name_looks_right(document: Document) -> Iterator[Finding]:
    """Tên loại văn bản hành chính in hoa, cỡ 13–14, đứng, đậm, canh giữa.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 5.b; mục V, dòng 5.

    Vì sao: Cỡ 15–16 là của văn bản Đảng.

    Sửa: Đặt tên loại cỡ 14, in hoa, đậm, canh giữa.

    Sai: QUYẾT ĐỊNH (cỡ 16)

    Đúng: QUYẾT ĐỊNH (cỡ 14, đậm)
    """
    return ill_looking((_kind(document),), look("S", "kind"), centred=True)


@rule("TI-03", "P", "loi")
def party_subject_looks_right(document: Document) -> Iterator[Finding]:
    """Trích yếu canh giữa dưới tên loại, chữ thường, cỡ 14–15, đứng, đậm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 5.2.1; Phụ lục 2, dòng 5; Hướng dẫn 36-HD/VPTW, Phụ lục 3, dòng 5.

    Vì sao: Chỉ tên loại và tác giả viết in hoa.

    Sửa: Đặt trích yếu chữ thường, cỡ 14, đậm, canh giữa.

    Sai: KIỂM ĐIỂM, ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG

    Đúng: kiểm điểm, đánh giá, xếp loại chất lượng
    """
    subject = _subject(document)
    yield from ill_looking(subject, look(document.profile, "subject"), centred=True)
    whole = " ".join(map(printed, subject))
    yield from unless(not (is_upper(whole) and " " in whole), subject[0].place, "trích yếu đang viết in hoa hết")


@rule("TI-04", "S", "loi")
def state_subject_looks_right(document: Document) -> Iterator[Finding]:
    """Trích yếu của văn bản hành chính cỡ 13–14, đứng, đậm.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 5.b; mục V, dòng 5.

    Vì sao: Trích yếu thuộc phần tên của văn bản, phân biệt với lời văn không đậm.

    Sửa: Đặt trích yếu cỡ 14, đậm, canh giữa.

    Sai: Về việc … (cỡ 14, nghiêng)

    Đúng: Về việc … (cỡ 14, đậm)
    """
    return ill_looking(_subject(document), look("S", "subject"), centred=True)


@rule("TI-05", "P", "loi")
def five_hyphens_under_the_subject(document: Document) -> Iterator[Finding]:
    """Dưới trích yếu có đúng năm gạch nối (-----), canh giữa.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 5.2.1; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.5.2.

    Vì sao: Năm gạch nối ngăn tên loại, trích yếu với nội dung.

    Sửa: Thêm một dòng gồm năm dấu - liền nhau, canh giữa, ngay dưới trích yếu.

    Sai: ---

    Đúng: -----
    """
    subject = _subject(document)
    concerned(document.parts.number_line)
    dashes = document.parts.dashes
    if dashes is None:
        concerned(None if _drawn(document) else True)
        yield Finding(subject[-1].place, "không có năm gạch nối dưới trích yếu")
        return
    text = dashes.text.strip()
    concerned(None if set(text) != {"-"} else text)
    if text != FIVE_HYPHENS:
        yield Finding(dashes.place, f"đang có {len(text)} gạch nối, cần 5")
    elif dashes.align not in (None, "center"):
        yield Finding(dashes.place, "năm gạch nối chưa canh giữa")


@rule("TI-06", "P", "loi")
def hyphens_are_typed_not_drawn(document: Document) -> Iterator[Finding]:
    """Năm gạch nối dưới trích yếu là chữ gõ bằng dấu -, không phải đường kẻ, gạch dài hay hình vẽ.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 5.2.1; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.5.2.

    Vì sao: Đường kẻ dưới trích yếu là của văn bản Nhà nước; Word tự đổi --- thành đường kẻ khi gõ Enter.

    Sửa: Xoá đường kẻ (Ctrl+Z ngay sau khi Word tự đổi), gõ lại năm dấu -.

    Sai: – – – (gạch dài); nét kẻ dưới trích yếu

    Đúng: -----
    """
    subject = _subject(document)
    concerned(document.parts.number_line)
    dashes = document.parts.dashes
    if dashes is not None:
        kept = set("".join(dashes.text.split())) <= {"-"}
        yield from unless(kept, dashes.place, f"đang là “{dashes.text}”")
    elif _drawn(document):
        yield Finding(subject[-1].place, "đang là đường kẻ dưới trích yếu")


def _drawn(document: Document) -> bool:
    """Whether a rule stands under the subject in place of the hyphens."""
    last = document.parts.subject[-1]
    if last.paragraph is not None and document.docx is not None:
        after = [p for p in document.docx.paragraphs if p.place.paragraph == last.place.paragraph + 1]
        near = [last.paragraph, *(p for p in after if not p.text.strip())]
        if any(p.edges.bottom or p.edges.top or any(d.kind == "line" for d in p.drawings) for p in near):
            return True
    seen = document.shown.subject[-1].shown if document.shown and document.shown.subject else None
    if document.pdf is None or seen is None:
        return False
    return any(
        0 < stroke.y0_mm - seen.baseline_mm < _SEARCHED_MM
        and stroke.length_mm > _SHORTEST_MM
        and abs((stroke.x0_mm + stroke.x1_mm) / 2 - seen.centre_mm) < _SHORTEST_MM
        for stroke in level_strokes(document.pdf, seen.page)
    )


@rule("TI-07", "S", "loi", view="pdf")
def short_rule_under_the_state_subject(document: Document) -> Iterator[Finding]:
    """Dưới trích yếu của văn bản hành chính có nét kẻ dài 1/3–1/2 dòng cuối trích yếu, ở giữa.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 5.b.

    Vì sao: Nét kẻ ngăn tên loại, trích yếu với nội dung.

    Sửa: Kẻ một nét liền dài 1/3 đến 1/2 dòng cuối của trích yếu, canh giữa.

    Sai: Không có nét kẻ; năm gạch nối.

    Đúng: Nét kẻ dài bằng 0,4 dòng chữ.
    """
    subject = _subject(document)
    parts = shown(document)
    last: PdfLine = on_page(parts.subject[-1] if parts.subject else None, "trích yếu")
    return short_rule_beneath(need(document.pdf, "tệp PDF"), last, subject[-1].place)


@rule("TI-08", "P", "canh-bao")
def party_subject_begins_small(document: Document) -> Iterator[Finding]:
    """Trích yếu của văn bản của Đảng bắt đầu bằng chữ thường.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 5 (các ví dụ: về …, khen thưởng …, kết quả …).

    Vì sao: Trích yếu đọc liền với tên loại thành một câu: Kế hoạch kiểm điểm …

    Sửa: Viết thường chữ đầu, trừ tên riêng.

    Sai: Về việc kiểm điểm năm 2021

    Đúng: về việc kiểm điểm năm 2021
    """
    first = _subject(document)[0]
    text = printed(first).lstrip("“\"'( ")
    big = text[:1].isupper() and text[1:2].islower() and not _NAMED.match(fold(text))
    whole = is_upper(" ".join(map(printed, document.parts.subject)))
    words = text.split()
    own = len(words) > 1 and words[1][:1].isupper()
    yield from unless(not big or whole or own, first.place, f"đang bắt đầu bằng “{words[0] if words else ''}”")


@rule("TI-09", "S", "canh-bao")
def state_subject_begins_big(document: Document) -> Iterator[Finding]:
    """Trích yếu của văn bản hành chính bắt đầu bằng chữ hoa.

    Nghị định 30/2020/NĐ-CP, Phụ lục III (các mẫu: “Về …”).

    Vì sao: Các mẫu của Nghị định viết hoa chữ đầu trích yếu.

    Sửa: Viết hoa chữ đầu.

    Sai: về việc đánh giá công chức

    Đúng: Về việc đánh giá công chức
    """
    first = _subject(document)[0]
    text = printed(first).lstrip("“\"'( ")
    yield from unless(not text[:1].islower(), first.place, f"đang bắt đầu bằng “{text.split()[0] if text else ''}”")


@rule("TI-10", "A", "canh-bao", "I", facts=True)
def subject_ends_without_mark(document: Document) -> Iterator[Finding]:
    """Cuối trích yếu không có dấu câu.

    Thông lệ trình bày; các ví dụ của Hướng dẫn 05-HD/VPTW và mẫu của Nghị định 30/2020/NĐ-CP không có dấu câu.

    Vì sao: Trích yếu là tên gọi, không phải câu văn.

    Sửa: Xoá dấu câu ở cuối.

    Sai: kiểm điểm, đánh giá, xếp loại chất lượng năm 2021.

    Đúng: kiểm điểm, đánh giá, xếp loại chất lượng năm 2021
    """
    has_head(document)
    last = concerned(document.parts.subject or document.parts.letter_subject)[-1]
    yield from unless(not _PUNCTUATED.search(last.text), last.place, f"đang kết thúc bằng “{last.text[-1]}”")


@rule("TI-11", "P", "loi")
def party_letter_subject_looks_right(document: Document) -> Iterator[Finding]:
    """Công văn không ghi tên loại; trích yếu cỡ 12, nghiêng, canh giữa dưới số và ký hiệu.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 5.2.3; Phụ lục 2, dòng 5b; Hướng dẫn 36-HD/VPTW, Phụ lục 3.

    Vì sao: Công văn nhận ra ở chỗ không có tên loại; trích yếu để bên trái, chữ nhỏ.

    Sửa: Bỏ dòng “CÔNG VĂN”; đặt trích yếu cỡ 12, nghiêng, canh giữa dưới số.

    Sai: CÔNG VĂN / về việc gửi hồ sơ

    Đúng: Số 45-CV/ĐU / về việc gửi hồ sơ (cỡ 12, nghiêng)
    """
    has_head(document)
    kind = document.parts.kind
    if kind is not None and fold(kind.text).startswith("CÔNG VĂN"):
        yield Finding(kind.place, "công văn đang ghi tên loại")
        return
    concerned(document.parts.is_letter or None)
    subject = need(document.parts.letter_subject, "trích yếu của công văn")
    yield from ill_looking(subject, look(document.profile, "letter_subject"), centred=True)


@rule("TI-12", "S", "loi")
def state_letter_subject_looks_right(document: Document) -> Iterator[Finding]:
    """Trích yếu công văn của Nhà nước bắt đầu bằng “V/v”, cỡ 12–13, đứng, cách số và ký hiệu 6 pt.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 5.b; mục V, dòng 5b.

    Vì sao: Công văn nhận ra ở chữ “V/v” dưới số, ký hiệu.

    Sửa: Ghi “V/v …” cỡ 12, đứng, canh giữa dưới số; khoảng cách trên (Before) 6 pt.

    Sai: Về việc báo cáo kết quả (cỡ 14, nghiêng)

    Đúng: V/v báo cáo kết quả (cỡ 12, đứng)
    """
    has_head(document)
    concerned(document.parts.is_letter or None)
    subject = need(document.parts.letter_subject, "trích yếu của công văn")
    yield from ill_looking(subject, look("S", "letter_subject"), centred=True)
    yield from unless(bool(_ABOUT.match(subject[0].text)), subject[0].place, f"đang bắt đầu “{subject[0].text[:20]}”")
    above = document.parts.number_line.paragraph if document.parts.number_line else None
    here = subject[0].paragraph
    if above is not None and here is not None and above is not here:
        gap = max(above.after_pt, here.before_pt)
        kept = _GAP_PT[0] <= gap <= _GAP_PT[1]
        yield from unless(kept, subject[0].place, f"cách số và ký hiệu {gap:g} pt, cần 6 pt".replace(".", ","))


@rule("TI-13", "P26", "canh-bao")
def party_letter_begins_ve_viec(document: Document) -> Iterator[Finding]:
    """Trích yếu công văn của Đảng bắt đầu bằng “về việc”, không ghi “V/v”.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 5.2.3 (ví dụ).

    Vì sao: “V/v” là cách ghi của văn bản Nhà nước.

    Sửa: Thay “V/v” bằng “về việc”.

    Sai: V/v gửi hồ sơ kiểm điểm

    Đúng: về việc gửi hồ sơ kiểm điểm
    """
    has_head(document)
    concerned(document.parts.is_letter or None)
    subject = need(document.parts.letter_subject, "trích yếu của công văn")
    text = " ".join(line.text for line in subject)
    yield from unless(fold(text).startswith("VỀ VIỆC"), subject[0].place, f"đang bắt đầu bằng “{text[:20]}”")


@rule("TI-14", "P", "canh-bao", "S", facts=True)
def body_may_issue_this_type(document: Document) -> Iterator[Finding]:
    """Cơ quan ban hành có thẩm quyền ban hành loại văn bản này.

    Quy định 399-QĐ/TW, Điều 11, Điều 13; Quy định 66-QĐ/TW, Điều 9.

    Vì sao: Chi bộ không ra chỉ thị, quy định; trước 09/01/2026 cũng không ra kết luận, thông báo, quy chế.

    Sửa: Chọn loại văn bản khác (nghị quyết, báo cáo, kế hoạch, tờ trình, công văn, biên bản) hoặc trình cấp trên.

    Sai: CHI BỘ THÔN ĐỒNG TIẾN / THÔNG BÁO (năm 2021)

    Đúng: CHI BỘ THÔN ĐỒNG TIẾN / BÁO CÁO
    """
    line = _kind(document)
    kind = concerned(kind_of(line.text))
    issuer = need(document.parts.issuer_name or None, "tên cơ quan ban hành")
    level = level_of(issuer)
    above = fold(" ".join(part.text for part in document.parts.superior))
    concerned(level == "chi-bo" or (level == "dang-uy" and _GRASSROOTS_SUPERIOR.match(above)) or None)
    day = document.parts.day or document.known.day or (QD399_FROM if document.profile == "P26" else None)
    barred = forbidden_kinds(level, need(day, "ngày của văn bản"), _signed_for(document))
    yield from unless(kind.name not in barred, line.place, f"“{issuer}” không ban hành {kind.name.lower()}")


def _signed_for(document: Document) -> str:
    """The body after T/M on the last signature, folded; "" when there is none."""
    prefixes = [line.text for block in document.parts.signatures for line in block.prefix]
    found = re.match(r"T/M\s+(BAN THƯỜNG VỤ|ĐẢNG UỶ)\b", fold(prefixes[-1])) if prefixes else None
    return found[1] if found else ""


@rule("TI-15", "A", "loi")
def type_is_in_the_list(document: Document) -> Iterator[Finding]:
    """Tên loại thuộc danh mục các loại văn bản.

    Quy định 399-QĐ/TW, Điều 5–7; Quy định 66-QĐ/TW, Điều 4–6; Nghị định 30/2020/NĐ-CP, Điều 7.

    Vì sao: Loại ngoài danh mục không có ký hiệu, không có sổ, không rõ hiệu lực.

    Sửa: Dùng tên loại trong danh mục (nghị quyết, quyết định, kế hoạch, báo cáo, thông báo, tờ trình …).

    Sai: Số 12-KH/ĐU, LỊCH CÔNG TÁC

    Đúng: Số 12-KH/ĐU, KẾ HOẠCH
    """
    line = _kind(document)
    concerned(document.parts.number_line)
    kind = kind_of(re.sub(r"(?i)^dự thảo\s+", "", line.text))
    listed = kind is not None and (kind.state if document.profile == "S" else kind.party)
    yield from unless(listed, line.place, f"“{line.text}” không có trong danh mục")

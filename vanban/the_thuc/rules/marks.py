"""Marks of urgency, secrecy, circulation and draft; drafter, contact; copies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document, Passage
from vanban.the_thuc.law import Look, look
from vanban.the_thuc.law_text import CIRCULATION, DRAFT, SECRECY, URGENCY
from vanban.the_thuc.looks import millimetres, misfits
from vanban.the_thuc.parts import Line
from vanban.the_thuc.prose import cited, faults, passages, whole_text
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, rule
from vanban.the_thuc.spelling import fold

_URGENT: Final = regex(r"\b(KHẨN|HOẢ TỐC)\b")
_LIMITED: Final = regex("|".join(CIRCULATION))
_RED: Final = regex(r"^(?:[C-F][0-9A-F])(?:[0-4][0-9A-F]){2}$", re.IGNORECASE)
_MARK_TOP_MM: Final = 10.0


def _marks(document: Document, words: re.Pattern[str]) -> list[Line]:
    found = [line for line in document.parts.marks if words.search(fold(line.text))]
    return concerned(found or None)


def _stands_under_number(document: Document, line: Line) -> bool:
    number = document.parts.number_line
    aside = line.column == "right" or (line.column == "full" and line.align in ("center", "right"))
    above = number is not None and 0 < line.place.paragraph < number.place.paragraph
    return not aside and not above


@rule("MK-01", "P", "loi")
def urgency(document: Document) -> Iterator[Finding]:
    """Dấu chỉ mức độ khẩn là KHẨN, THƯỢNG KHẨN hoặc HOẢ TỐC, cỡ 14, đậm, dưới số và ký hiệu.

    Hướng dẫn 05-HD/VPTW, Phần II, mục II, điểm 3, Phụ lục 2, dòng 11; Hướng dẫn 36-HD/VPTW, Phụ lục 3

    Vì sao: chỉ có ba mức độ khẩn. Sửa: ghi đúng mức độ khẩn, chữ in hoa cỡ 14 đậm. Sai: “RẤT KHẨN”, “Khẩn”.
    Đúng: “THƯỢNG KHẨN”.
    """
    for line in _marks(document, _URGENT):
        wrong = list(misfits(line, look(document.profile, "urgency")))
        if fold(line.text) not in URGENCY:
            wrong.append("không phải một trong ba mức độ khẩn")
        if not _stands_under_number(document, line):
            wrong.append("không ở dưới số và ký hiệu")
        yield from faults(line, wrong)


@rule("MK-02", "S", "canh-bao")
def state_urgency(document: Document) -> Iterator[Finding]:
    """Dấu chỉ mức độ khẩn của văn bản nhà nước: chữ in hoa cỡ 13 – 14, đậm, màu đỏ, đóng khung.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục III.2.b

    Vì sao: dấu khắc sẵn 30 x 8, 40 x 8, 20 x 8 mm, mực đỏ tươi. Sửa: đóng khung, đặt chữ đỏ đậm. Sai: “KHẨN” đen không
    khung. Đúng: “KHẨN” đỏ, đậm, trong khung 20 x 8 mm.
    """
    for line in _marks(document, _URGENT):
        wrong = list(misfits(line, look("S", "urgency")))
        if not all(_RED.match(span.color) for span in line.spans if span.text.strip()):
            wrong.append("chữ không màu đỏ")
        paragraph = line.paragraph
        if paragraph is not None and not (paragraph.edges or paragraph.in_box):
            wrong.append("không có khung")
        yield from faults(line, wrong)


_DRAFT: Final = regex(rf"^{DRAFT}")


@rule("MK-03", "P", "loi", facts=True)
def draft_mark(document: Document) -> Iterator[Finding]:
    """Chỉ dẫn dự thảo ghi “Dự thảo” hoặc “Dự thảo lần …”, cỡ 14, nghiêng, dưới số và ký hiệu; bản phát hành không có.

    Hướng dẫn 05-HD/VPTW, Phần II, mục II, điểm 4.2, Phụ lục 2, dòng 12; Hướng dẫn 36-HD/VPTW, Phụ lục 3

    Vì sao: chữ “Dự thảo” còn lại trên bản phát hành làm người nhận nghi ngờ hiệu lực. Sửa: bỏ dòng dự thảo khi phát
    hành; khi gửi lấy ý kiến thì ghi “Dự thảo lần 2”. Sai: “DỰ THẢO”. Đúng: “Dự thảo lần 2” nghiêng.
    """
    for line in _marks(document, _DRAFT):
        if document.known.status == "phat-hanh":
            yield Finding(line.place, f"văn bản đã phát hành còn {cited(line.text)}", "bỏ dòng này")
            continue
        wrong = list(misfits(line, look(document.profile, "draft")))
        if not re.fullmatch(r"Dự thảo(?: lần (?:thứ )?\w+)?", line.text):
            wrong.append("cách ghi")
        if not _stands_under_number(document, line):
            wrong.append("không ở dưới số và ký hiệu")
        yield from faults(line, wrong)


@rule("MK-04", "P", "canh-bao")
def circulation(document: Document) -> Iterator[Finding]:
    """Chỉ dẫn phạm vi lưu hành: chữ in hoa cỡ 12, đậm, góc phải trang 1, cách mép trên 10 mm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục II, điểm 4.1, Phụ lục 2, dòng 12; Hướng dẫn 36-HD/VPTW, Phụ lục 3

    Vì sao: bảng mẫu chữ và sơ đồ ấn định như vậy. Sửa: đặt chỉ dẫn vào đầu trang 1, căn phải, cỡ 12 đậm.
    Sai: “Tài liệu hội nghị” cỡ 14. Đúng: “TÀI LIỆU HỘI NGHỊ” cỡ 12 đậm.
    """
    for line in _marks(document, _LIMITED):
        wrong = list(misfits(line, look(document.profile, "circulation")))
        if line.column == "left" or line.align in ("left", "center"):
            wrong.append("không ở góc phải")
        if line.shown is not None and abs(line.shown.top_mm - _MARK_TOP_MM) > 3:
            wrong.append(f"cách mép trên {millimetres(line.shown.top_mm)}, cần 10 mm")
        yield from faults(line, wrong)


@rule("MK-05", "A", "canh-bao", facts=True)
def typed_secrecy(document: Document) -> Iterator[Finding]:
    """Dấu chỉ mức độ mật không gõ trong văn bản; cần người có trách nhiệm xem lại.

    Hướng dẫn 05-HD/VPTW, Phần II, mục II, điểm 2; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục III.2.a

    Vì sao: mức độ mật do người có thẩm quyền quyết định và đóng dấu theo pháp luật về bí mật nhà nước; văn bản mật
    không soạn trên máy nối mạng. Sửa: bỏ chữ, đóng dấu theo quy định. Sai: gõ “MẬT”. Đúng: đóng dấu khắc sẵn.
    """
    for passage in passages(document) if "MẬT" in whole_text(document) else ():
        if len(passage.text) < 20 and passage.text.isupper() and fold(passage.text.strip(" .:*-")) in SECRECY:
            yield Finding(passage.place, f"có dòng {cited(passage.text)}")


_DRAFTER: Final = regex(r"^(?:[A-ZĐ][\wĐđ]*-\d+|[A-ZĐ]{2,5}(?:-\d+|\.?\s?\(?\d+\)?))$")


@rule("MK-06", "A", "goi-y")
def drafter_mark(document: Document) -> Iterator[Finding]:
    """Ký hiệu người soạn thảo và số bản: cỡ 11 (Đảng trước 27/5/2026: chữ in hoa, cỡ 8).

    Hướng dẫn 05-HD/VPTW, Phụ lục 2, dòng 13; Hướng dẫn 36-HD/VPTW, Phụ lục 3; Nghị định 30/2020/NĐ-CP, Phụ lục I,
    phần I, mục III.3

    Vì sao: ký hiệu này chỉ để tra cứu, nhỏ hơn danh sách nơi nhận. Sửa: đặt đúng cỡ chữ. Sai: “NguyenVanAn-26” cỡ 12.
    Đúng: “NguyenVanAn-26” cỡ 11.
    """
    wanted = Look(8, 8, capitals=True) if document.profile == "P18" else Look(11, 11)
    for passage in concerned(_drafters(document) or None):
        wrong = list(misfits(_as_line(passage), wanted))
        yield from faults(passage, wrong)


def _drafters(document: Document) -> list[Passage]:
    """The lines at the end of the recipients that look like a drafter's mark."""
    listed = concerned(document.parts.recipients)
    first, last = listed[0].place, listed[-1].place
    return [
        p
        for p in passages(document)
        if _DRAFTER.match(p.text.strip())
        and p.place.page == first.page
        and first.paragraph <= p.place.paragraph <= last.paragraph + 3
    ]


_CONTACT: Final = regex(r"(?:điện thoại|email|e-mail|thư điện tử|fax)\s*:", re.IGNORECASE)


@rule("MK-07", "P26, S", "goi-y")
def contact_block(document: Document) -> Iterator[Finding]:
    """Thông tin liên hệ: cỡ 10 ở trang cuối (văn bản nhà nước: cỡ 11 – 12 ở cuối trang 1), dưới nét kẻ ngang.

    Hướng dẫn 05-HD/VPTW, Phần II, mục II, điểm 6; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục III.4

    Vì sao: thông tin liên hệ không lẫn vào nội dung. Sửa: đặt đúng cỡ chữ, chuyển về đúng trang. Sai: cỡ 14 ở trang 1.
    Đúng: cỡ 10 ở trang cuối, dưới nét kẻ hết chiều ngang.
    """
    wanted = look(document.profile, "contact")
    for passage in concerned(_contacts(document) or None):
        wrong = list(misfits(_as_line(passage), wanted))
        yield from faults(passage, wrong, 60)


def _contacts(document: Document) -> list[Passage]:
    """Lines of address outside the prose: after the signature, or in a footer."""
    signed = max((line.place.paragraph for b in document.parts.signatures for line in b.lines), default=0)
    found = [p for p in passages(document) if 0 < signed < p.place.paragraph and _CONTACT.search(p.text)]
    for section in document.docx.sections if document.docx is not None else ():
        for footer in section.footers.values():
            found += [Passage(p.text, p.place, p.spans, p) for p in footer if _CONTACT.search(p.text)]
    return list({passage.place: passage for passage in found}.values())


def _as_line(passage: Passage) -> Line:
    return Line(text=passage.text, spans=passage.spans, place=passage.place, paragraph=passage.paragraph)


_STAMP: Final = regex(r"^\s*BẢN SAO VĂN BẢN\s*$")
_COPY: Final = regex(r"^\s*(?:SAO Y|SAO LỤC|TRÍCH SAO|SAO Y BẢN CHÍNH)\s*$", re.IGNORECASE)


@rule("CY-01", "P26", "canh-bao")
def copy_stamp(document: Document) -> Iterator[Finding]:
    """Dấu bản sao “BẢN SAO VĂN BẢN” khổ 80 x 50 mm, tên dấu chữ in hoa cỡ 13 đậm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục III, Phụ lục 3

    Vì sao: Phụ lục 3 ấn định khuôn khổ và mẫu chữ của dấu bản sao. Sửa: đặt khung 80 x 50 mm, tên dấu cỡ 13 đậm.
    Sai: khung 60 x 40 mm. Đúng: khung 80 x 50 mm ở góc trái, dưới nơi nhận.
    """
    concerned("BẢN SAO" in whole_text(document) or None)
    stamps = [p for p in passages(document) if _STAMP.match(p.text)]
    for passage in concerned(stamps or None):
        wrong = list(misfits(_as_line(passage), Look(13, 13, bold=True, capitals=True)))
        boxes = [d for p in (document.docx.paragraphs if document.docx else ()) for d in p.drawings if d.kind == "box"]
        in_box = passage.paragraph is not None and passage.paragraph.in_box
        if in_box and boxes and not any(abs(b.width_mm - 80) <= 1 and abs(b.height_mm - 50) <= 1 for b in boxes):
            size = " x ".join(f"{v:.0f}" for v in (boxes[-1].width_mm, boxes[-1].height_mm))
            wrong.append(f"khung {size} mm, cần 80 x 50 mm")
        if wrong:
            yield Finding(passage.place, "; ".join(wrong))


@rule("CY-02", "S", "canh-bao")
def copy_block(document: Document) -> Iterator[Finding]:
    """Hình thức sao “SAO Y”, “SAO LỤC”, “TRÍCH SAO”: chữ in hoa cỡ 13 – 14, đậm.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục II

    Vì sao: Nghị định ấn định mẫu chữ của hình thức sao. Sửa: viết in hoa, đậm, cỡ 14. Sai: “Sao y” cỡ 12.
    Đúng: “SAO Y” cỡ 14 đậm, dưới nét kẻ hết chiều ngang.
    """
    wanted = look("S", "prefix")._replace(italic=False)
    concerned("sao" in whole_text(document).lower() or None)
    lines = [p for p in passages(document) if _COPY.match(p.text)]
    for passage in concerned(lines or None):
        wrong = list(misfits(_as_line(passage), wanted))
        yield from faults(passage, wrong)

"""Capitals: sentences, names, bodies, cited documents and their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.law import PERSONS_AS_PLACES
from vanban.the_thuc.law_text import CITED_KINDS, FIXED_FORMS, MIDDLE_NAMES, SURNAMES
from vanban.the_thuc.prose import CAP, LOW, Hit, around, cited, full, hits, told, whole_text
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, need, rule
from vanban.the_thuc.spelling import fold

_LABEL: Final = regex(
    r"^(?:[-–+•*]\s*|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivx]{1,4}|[IVXLC]+)(?:\)|[.](?=\s)|\s?[-–/](?=\s))\s*|[“\"(]\s*)*"
)


@rule("CP-01", "A", "canh-bao", view="docx", facts=True)
def paragraphs_begin_large(document: Document) -> Iterator[Finding]:
    """Mỗi đoạn, mỗi dòng của danh mục trong nội dung bắt đầu bằng chữ hoa.

    Nghị định 30/2020/NĐ-CP, Phụ lục II, mục I; Quy định 4148-QĐ/VPTW, mục II.1

    Vì sao: “viết hoa chữ cái đầu âm tiết thứ nhất … khi xuống dòng”. Sửa: viết hoa chữ đầu đoạn. Sai: “- các chi bộ …”.
    Đúng: “- Các chi bộ …”.
    """
    lines = [line for line in (*document.parts.bases, *document.parts.prose) if line.paragraph is not None]
    for line in need(lines or None, "phần nội dung"):
        text = _LABEL.sub("", line.text, count=1)
        if text[:1].islower() and re.match(rf"{LOW}+[\s,.;:]", text):
            yield Finding(line.place, cited(full(line), 50))


# Small letters before a full stop that do not end a sentence: abbreviations.
_SHORT: Final = frozenset({"tr", "tp", "tx", "tt", "gs", "ts", "ths", "bs", "ks", "st", "no", "vd", "đt", "đc", "vv"})
_SENTENCE: Final = regex(rf"[.?!]\s+{LOW}+")
_WORD_BEFORE: Final = regex(rf"(?<![.\w])({LOW}{{2,}})$")


@rule("CP-02", "A", "canh-bao", facts=True)
def sentences_begin_large(document: Document) -> Iterator[Finding]:
    """Sau dấu chấm, chấm hỏi, chấm than viết hoa.

    Nghị định 30/2020/NĐ-CP, Phụ lục II, mục I; Quy định 4148-QĐ/VPTW, mục II.1

    Vì sao: câu mới bắt đầu bằng chữ hoa. Sửa: viết hoa chữ sau dấu chấm, hoặc đổi dấu chấm thành dấu phẩy.
    Sai: “… năm 2021. các chi bộ”. Đúng: “… năm 2021. Các chi bộ”.
    """
    yield from told((p, m) for p, m in hits(document, _SENTENCE) if _ends_a_sentence(p.text, m.start()))


def _ends_a_sentence(text: str, stop: int) -> bool:
    """Whether the mark at `stop` follows a word of small letters that is no abbreviation."""
    word = _WORD_BEFORE.search(text, max(0, stop - 12), stop)
    return word is not None and word[1] not in _SHORT


@rule("CP-03", "P", "goi-y")
def headings_after_colon(document: Document) -> Iterator[Finding]:
    """Trong đề mục, sau dấu hai chấm viết hoa.

    Quy định 4148-QĐ/VPTW, mục II.1

    Vì sao: Quy định nêu viết hoa sau dấu hai chấm của đề mục, vấn đề. Sửa: viết hoa chữ sau dấu hai chấm.
    Sai: “1. Về tổ chức: kiện toàn bộ máy”. Đúng: “1. Về tổ chức: Kiện toàn bộ máy”.
    """
    headings = [line for line in document.parts.prose if line.all("bold") and ": " in line.text]
    for line in concerned(headings or None):
        match = re.search(rf": ({LOW}+)", line.text)
        if match:
            yield Finding(line.place, around(line.text, *match.span()))


# Each begins with fixed letters: the text is searched quickly.
_SMALL_MIDDLE: Final = tuple(
    regex(rf"{title}\s+((?:{SURNAMES})\s+(?:{MIDDLE_NAMES})\s+{CAP}{LOW}*)(?!\w)")
    for title in ("ồng chí", " ông", "Ông", " bà", "Bà", "Họ và tên:?", "Họ tên:?")
)
_OWN_LINE: Final = regex(rf"^\s*(?:Họ và tên|Họ tên)[^:\n]{{0,20}}:\s*({CAP}{LOW}*(?:\s+\w+){{1,4}})\s*$", re.MULTILINE)


@rule("CP-04", "A", "loi", facts=True)
def names_of_persons(document: Document) -> Iterator[Finding]:
    """Tên người viết hoa chữ cái đầu của mọi âm tiết.

    Nghị định 30/2020/NĐ-CP, Phụ lục II, mục II; Quy định 4148-QĐ/VPTW, mục II.2

    Vì sao: “viết hoa chữ cái đầu tất cả các âm tiết của danh từ riêng chỉ tên người”. Sửa: viết hoa âm tiết còn thường.
    Sai: “Nguyễn văn Bình”. Đúng: “Nguyễn Văn Bình”.
    """
    found: list[Hit] = [hit for pattern in _SMALL_MIDDLE for hit in hits(document, pattern)]
    places = {p.place for p, _ in found}
    for passage, match in hits(document, _OWN_LINE, "Họ và tên", "Họ tên"):
        if passage.place not in places and any(word[0].islower() for word in match[1].split() if word[0].isalpha()):
            found.append((passage, match))
    found += [hit for hit in _misspelled_persons(document) if hit[0].place not in {p.place for p, _ in found}]
    yield from told(found)


def _misspelled_persons(document: Document) -> Iterator[Hit]:
    """Known names written with other capitals, those in capitals all through left out."""
    text = whole_text(document)
    small = text.lower()
    for name in document.known.persons:
        times = small.count(name.lower())
        if times and times > text.count(name) + text.count(name.upper()):
            for passage, match in hits(document, regex(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)):
                if match[0] != name and not match[0].isupper():
                    yield passage, match


_UNIT: Final = regex(rf"(?<={LOW} )(Tỉnh|Huyện|Xã|Thị trấn) ({CAP}{LOW}+(?: {CAP}{LOW}*)*)(?!\w)")


@rule("CP-05", "S", "canh-bao", facts=True)
def units_small(document: Document) -> Iterator[Finding]:
    """Danh từ chung tỉnh, huyện, xã, thị trấn trước tên riêng viết thường.

    Nghị định 30/2020/NĐ-CP, Phụ lục II, mục III.1

    Vì sao: chỉ viết hoa danh từ chung khi đi với chữ số, tên người, sự kiện lịch sử. Sửa: viết thường danh từ chung.
    Sai: “tại Huyện Sơn Dương”. Đúng: “tại huyện Sơn Dương”.
    """
    yield from told(
        (p, m)
        for p, m in hits(document, _UNIT)
        if fold(m[2]) not in PERSONS_AS_PLACES and m[2].split()[0] not in ("Uỷ", "Ủy", "Đoàn", "Đội", "Hội")
    )


_FIXED: Final = tuple((right, regex(rf"(?<!\w)(?:{wrong})(?!\w)")) for right, wrong in FIXED_FORMS)


def _all_right(right: str, text: str, small: str) -> bool:
    """Whether every occurrence is spelled as it should be, without looking at each."""
    known = right if right != "Uỷ ban Kiểm tra" else right.removeprefix("Uỷ")
    return small.count(known.lower()) == text.count(known)


@rule("CP-06", "A", "canh-bao", facts=True)
def fixed_forms(document: Document) -> Iterator[Finding]:
    """Tên riêng của tổ chức, địa danh đặc biệt viết hoa đúng: Ban Chấp hành, Ban Thường vụ, Thủ đô Hà Nội.

    Nghị định 30/2020/NĐ-CP, Phụ lục II, mục IV; Quy định 4148-QĐ/VPTW, điểm 4.1

    Vì sao: tên cơ quan cụ thể có cách viết hoa cố định. Sửa: viết theo dạng đúng. Sai: “Ban thường vụ Huyện uỷ”.
    Đúng: “Ban Thường vụ Huyện uỷ”.
    """
    text = whole_text(document)
    small = text.lower()
    for right, pattern in _FIXED:
        if _all_right(right, text, small):
            continue
        found = [(p, m) for p, m in hits(document, pattern) if m[0] != right and not m[0].isupper()]
        yield from told(found, f"viết “{right}”")


_GENERIC: Final = regex(rf"(?<={LOW} )(Đảng viên|Cấp uỷ|Cấp ủy)(?= {LOW}|[.,;])")


@rule("CP-07", "P", "goi-y", facts=True)
def generic_words_small(document: Document) -> Iterator[Finding]:
    """Đảng viên, cấp uỷ với nghĩa chung viết thường ở giữa câu.

    Cách viết trong Quy định 399-QĐ/TW và Hướng dẫn 05-HD/VPTW

    Vì sao: hai văn bản ấy viết thường khi không chỉ một tổ chức cụ thể. Sửa: viết thường. Sai: “mỗi Đảng viên phải”.
    Đúng: “mỗi đảng viên phải”.
    """
    yield from told(hits(document, _GENERIC, " Đảng viên", " Cấp uỷ", " Cấp ủy"))


_CODE_AFTER: Final = regex(r" số \d+(?:/\d{4})?[-/]\w")
_SMALL_KIND: Final = regex(rf"(?<![\w/-])(?:{CITED_KINDS.lower()})$")


@rule("CP-08", "A", "canh-bao", facts=True)
def cited_kinds_large(document: Document) -> Iterator[Finding]:
    """Tên loại của văn bản cụ thể được viện dẫn viết hoa.

    Nghị định 30/2020/NĐ-CP, Phụ lục II, mục V.6

    Vì sao: tên loại đi với số và ký hiệu chỉ một văn bản cụ thể. Sửa: viết hoa tên loại. Sai: “kế hoạch số 12-KH/ĐU”.
    Đúng: “Kế hoạch số 12-KH/ĐU”.
    """
    yield from told((p, m) for p, m in hits(document, _CODE_AFTER) if _SMALL_KIND.search(p.text, 0, m.start()))


_SMALL_SIGN: Final = regex(r"điều \d|chương [IVXLC]")
_SMALL_ARTICLE: Final = regex(
    r"(?:(?:tại|theo|ở|của|và)\s+|(?:khoản \d+|điểm [a-zđ])(?: và \w+)?,?\s+)(điều \d+)\b"
    r"|(?:tại|theo|khoản \d+,?)\s+(chương [IVXLC]+)\b"
)
_LARGE_CLAUSE: Final = regex(
    rf"(?<={LOW}[ ,])(?<!\.) ?((?:Khoản \d+|Điểm [a-zđ])\b(?=,? (?:[Kk]hoản|[Đđ]iều|[Mm]ục|của)\b))"
)


@rule("CP-09", "A", "canh-bao", facts=True)
def parts_of_texts(document: Document) -> Iterator[Finding]:
    """Viện dẫn: Điều, Chương viết hoa; khoản, điểm viết thường.

    Nghị định 30/2020/NĐ-CP, Phụ lục II, mục V.7

    Vì sao: “điểm a khoản 2 Điều 103 Mục 5 Chương XII”. Sửa: đổi chữ hoa, chữ thường. Sai: “Khoản 2 điều 5”.
    Đúng: “khoản 2 Điều 5”.
    """
    small = hits(document, _SMALL_ARTICLE) if _SMALL_SIGN.search(whole_text(document)) else ()
    yield from told([*small, *hits(document, _LARGE_CLAUSE, "Khoản ", "Điểm ")])


_STATE: Final = regex(
    r"(?:Đảng(?:,| và) |pháp luật của |chính sách của )nhà nước(?!\w)"
    r"|(?:Đảng(?:,| và)|Nhà nước(?:,| và)) nhân dân(?!\w)|(?:tầng lớp|toàn thể) nhân dân(?!\w)"
)


@rule("CP-10", "S", "goi-y", facts=True)
def people_and_state(document: Document) -> Iterator[Finding]:
    """Nhân dân, Nhà nước viết hoa.

    Nghị định 30/2020/NĐ-CP, Phụ lục II, mục V.1

    Vì sao: Nghị định nêu đó là danh từ thuộc trường hợp đặc biệt. Sửa: viết hoa. Sai: “chính sách của nhà nước”.
    Đúng: “chính sách của Nhà nước”.
    """
    yield from told(hits(document, _STATE))


_WEEKDAY: Final = regex(r"thứ (?:hai|ba|tư|năm|sáu|bảy)(?= (?:hằng tuần|hàng tuần|tuần|ngày)|[,.;(])")
_TIME_BEFORE: Final = regex(r"(?:sáng|chiều|tối|ngày|vào)\s+$")
_REVOLUTION: Final = regex(r"ách mạng (?:tháng tám|tháng mười)\b")
_NEW_YEAR: Final = regex(r"tết (?:Nguyên Đán|nguyên đán)")


@rule("CP-11", "A", "goi-y", facts=True)
def days_in_words(document: Document) -> Iterator[Finding]:
    """Tên thứ, tên tháng, ngày tết ghi bằng chữ thì viết hoa: thứ Hai, tháng Tám, tết Nguyên đán.

    Nghị định 30/2020/NĐ-CP, Phụ lục II, mục V.8

    Vì sao: Nghị định nêu cách viết này. Sửa: viết hoa chữ chỉ thứ, tháng. Sai: “sáng thứ hai hằng tuần”.
    Đúng: “sáng thứ Hai hằng tuần”.
    """
    weekdays = ((p, m) for p, m in hits(document, _WEEKDAY) if _TIME_BEFORE.search(p.text, 0, m.start()))
    yield from told([*weekdays, *hits(document, _REVOLUTION), *hits(document, _NEW_YEAR)])

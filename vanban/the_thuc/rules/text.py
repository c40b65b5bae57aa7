"""Spaces, quotes, numbers, the order of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from vanban.the_thuc.document import Document, Passage
from vanban.the_thuc.law_text import SURNAMES
from vanban.the_thuc.prose import CAP, LOW, around, cited, hits, letters, passages, told, whole_text
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, NotConcerned, concerned, rule
from vanban.the_thuc.views import Place
from vanban.viet import name_key

# Two or three spaces between words; longer runs are typed layout or a blank to fill in.
_SPACE_SIGN: Final = regex(r" [ ,.;:!?)]")
_SPACES: Final = regex(
    r"(?:(?<=[^\s.…_])|(?<=\w\.)) {2,3}(?=[^\s.…_])|(?<=\w) (?=[,.;:!?)](?![.…\d/])(?:\s|$))", re.MULTILINE
)


@rule("TX-08", "A", "canh-bao", "I", facts=True)
def spacing_of_words(document: Document) -> Iterator[Finding]:
    """Giữa hai từ chỉ một dấu cách; không có dấu cách trước dấu phẩy, chấm, chấm phẩy, hai chấm, ngoặc đóng.

    Cách soạn thảo chung; the-thuc C.5: không có văn bản quy phạm về khoảng cách quanh dấu câu

    Vì sao: dấu cách thừa làm chữ thưa, dấu câu rớt xuống đầu dòng. Sửa: xoá dấu cách thừa, hoặc dùng --sua.
    Sai: “kiểm điểm , đánh  giá”. Đúng: “kiểm điểm, đánh giá”.
    """
    number = document.parts.number_line
    spared = {number.place} if number is not None else set()
    if _SPACE_SIGN.search(whole_text(document)):
        yield from told((p, m) for p, m in hits(document, _SPACES) if p.place not in spared and not _laid_out(p))


def _laid_out(passage: Passage) -> bool:
    """Whether the paragraph is laid out with tabs or rows of spaces: gaps in it are places, not slips."""
    return "    " in passage.text.strip() or "\t" in passage.text.strip()


_HARD_SPACE: Final = regex("[\u00a0\u202f\u2007]")
_TAB_INSIDE: Final = regex(r"(?<=\S)\t(?=\S)")
_LABEL: Final = regex(r"^\s*(?:[-–+•*]|\(?\w{1,4}[.)\-–/]|Điều \d+\.)\s*\t")


@rule("TX-09", "A", "canh-bao", "I", view="docx", facts=True)
def no_hard_spaces(document: Document) -> Iterator[Finding]:
    """Trong câu không có dấu cách cứng hay phím Tab.

    Cách soạn thảo chung

    Vì sao: dấu cách cứng không giãn khi căn đều, Tab làm đứt câu. Sửa: thay bằng dấu cách thường.
    Sai: “ngày[Tab]24/11/2021”. Đúng: “ngày 24/11/2021”.
    """
    yield from told(hits(document, _HARD_SPACE, "\u00a0", "\u202f", "\u2007"), "thay bằng dấu cách thường")
    for line in document.parts.prose:
        paragraph = line.paragraph
        text = _LABEL.sub("", paragraph.text) if paragraph is not None and "\t" in paragraph.text else ""
        match = _TAB_INSIDE.search(text)
        if match and paragraph is not None and not paragraph.tabs:
            yield Finding(line.place, f"Tab trong câu: {around(text, *match.span())}", "thay bằng dấu cách")


_QUOTES: Final = (
    ("“ ”", regex("[“”]")),
    ('" "', regex('"')),
    ("‘ ’", regex(r"[‘’](?=\w[^’‘]+[’‘])")),
    ("« »", regex("[«»]")),
)


@rule("TX-10", "A", "goi-y", "I", facts=True)
def one_kind_of_quotes(document: Document) -> Iterator[Finding]:
    """Dấu ngoặc kép dùng một kiểu trong cả văn bản.

    Cách soạn thảo chung

    Vì sao: chỗ “…”, chỗ "…" làm văn bản thiếu thống nhất. Sửa: thay tất cả bằng “ ”. Sai: “tự diễn biến” và "tự chuyển
    hoá". Đúng: “tự diễn biến”, “tự chuyển hoá”.
    """
    there = letters(document)
    if there.isdisjoint('“”"‘’«»'):
        raise NotConcerned
    if sum(not there.isdisjoint(pair) for pair in ("“”", '"', "‘’", "«»")) < 2:
        return
    text = whole_text(document)
    used = {name: len(pattern.findall(text)) for name, pattern in _QUOTES if pattern.search(text)}
    concerned(used or None)
    if len(used) > 1:
        usual = max(used, key=lambda name: used[name])
        for name, pattern in _QUOTES:
            if name in used and name != usual:
                yield from told(hits(document, pattern), f"đổi thành {usual}")


_DECIMAL_POINT: Final = regex(r"(?<![\d.,/])\d{1,3}\.\d{1,2}\s?%")
_POINT_SIGN: Final = regex(r"\.\d{1,2}\s?%")
_CELL_SIGN: Final = regex(r"\n\d+\.\d{1,2}\n")
_COMMA_SIGN: Final = regex(r",\d{3},\d{3}")
_COMMA_GROUPS: Final = regex(r"(?<![\d.,])\d{1,3}(?:,\d{3}){2,}(?![\d,])")


@rule("TX-11", "A", "canh-bao", "S", facts=True)
def numbers_written_one_way(document: Document) -> Iterator[Finding]:
    """Số thập phân dùng dấu phẩy, hàng nghìn dùng dấu chấm.

    Luật Kế toán 88/2015/QH13, Điều 11; thông lệ trong văn bản hành chính

    Vì sao: “1,234” và “1.234” đọc thành hai số khác nhau. Sửa: đổi dấu. Sai: “87.5%”, “1,250,000 đồng”.
    Đúng: “87,5%”, “1.250.000 đồng”.
    """
    if _POINT_SIGN.search(whole_text(document)):
        yield from told(hits(document, _DECIMAL_POINT), "dùng dấu phẩy cho số thập phân")
    if _COMMA_SIGN.search(whole_text(document)):
        yield from told(hits(document, _COMMA_GROUPS), "dùng dấu chấm cho hàng nghìn")
    for table in document.docx.tables if document.docx and _CELL_SIGN.search(document.docx.text) else ():
        cells = [(p.text.strip(), p.place) for row in table.rows for cell in row.cells for p in cell.paragraphs]
        if any(re.fullmatch(r"\d+,\d{1,2}", text) for text, _ in cells):
            for text, place in cells:
                if re.fullmatch(r"\d+\.\d{1,2}", text):
                    yield Finding(place, f"ô ghi {text}, các ô khác dùng dấu phẩy", "dùng dấu phẩy cho số thập phân")


_CLAIMS_ORDER: Final = regex(r"(?:xếp|thứ tự)[^.;]{0,40}(?:chữ cái|\bvần\b|A\s*,\s*B\s*,\s*C|ABC)", re.IGNORECASE)
_NAME: Final = regex(
    rf"^(?:[-–]\s*|\d+[.)]\s*)?(?:(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à)\s+)?((?:{SURNAMES})(?: {CAP}{LOW}*){{1,4}})(?!\w)"
)


@rule("TX-13", "A", "canh-bao", facts=True)
def names_in_order(document: Document) -> Iterator[Finding]:
    """Danh sách ghi là xếp theo thứ tự chữ cái thì xếp đúng: theo tên, rồi họ, rồi tên đệm.

    Thông lệ lập danh sách bầu cử, bỏ phiếu; the-thuc C.4

    Vì sao: xếp sai thứ tự dễ bị hiểu là thiên vị. Sửa: sắp xếp lại theo tên, họ, tên đệm; đ sau d, dấu theo thứ
    tự ngang, huyền, hỏi, ngã, sắc, nặng. Sai: Bình, Ân, Cường. Đúng: Ân, Bình, Cường.
    """
    claims = list(dict.fromkeys(p for p, _ in hits(document, _CLAIMS_ORDER, "chữ cái", "vần", "A, B", "A,B", "ABC")))
    for claim in concerned(claims or None):
        names = list(_names_after(document, claim))
        for (one, _), (other, place) in pairwise(names):
            if name_key(other) < name_key(one):
                yield Finding(place, f"{cited(other)} đứng sau {cited(one)}")
                break


def _names_after(document: Document, claim: Passage) -> Iterator[tuple[str, Place]]:
    """The names of the first list or table column below the claim, up to the first paragraph that opens none."""
    started = False
    for passage in passages(document):
        if passage.place.paragraph <= claim.place.paragraph or passage.place.page < claim.place.page:
            continue
        in_cell = passage.paragraph is not None and passage.paragraph.cell is not None
        match = _NAME.match(passage.text.strip())
        if match and (not in_cell or match.end() == len(passage.text.strip())):
            started = True
            yield match[1], passage.place
        elif started and not in_cell:
            return

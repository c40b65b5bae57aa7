"""Căn cứ: how they begin and end, how they look, what they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.law_text import CITED_KINDS
from vanban.the_thuc.parts import Line
from vanban.the_thuc.prose import cited, full
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, rule

_ANOTHER: Final = regex(r"^[-–]\s*(?:Căn cứ|Xét|Thực hiện|Theo đề nghị)\b")


def _bases(document: Document) -> tuple[Line, ...]:
    """Căn cứ as found, and those that follow though their own marks or the mark before them are wrong.

    Raises:
        NotConcerned: there is none.
    """
    more = takewhile(lambda line: _ANOTHER.match(full(line)) or _of_state(document, line), document.parts.prose)
    return concerned((*document.parts.bases, *more))


def _of_state(document: Document, line: Line) -> bool:
    begun = re.match(r"^(?:Căn cứ|Xét|Theo đề nghị)\b", line.text) is not None
    return document.profile == "S" and begun and line.all("italic")


def _marks(document: Document, last: str, dash: bool) -> Iterator[Finding]:
    """Findings where a căn cứ lacks its dash, its `;`, or the last one its own mark."""
    bases = _bases(document)
    for index, line in enumerate(bases):
        wanted = last if index == len(bases) - 1 else ";"
        wrong = []
        if dash and not full(line).startswith("- "):
            wrong.append("không bắt đầu bằng gạch đầu dòng")
        if not line.text.endswith(wanted):
            wrong.append(f"kết thúc bằng “{line.text[-1:]}”, cần “{wanted}”")
        if dash and line.any("italic"):
            wrong.append("đang có chữ nghiêng, cần kiểu chữ đứng")
        if wrong:
            yield Finding(line.place, f"{'; '.join(wrong)}: {cited(line.text, 50)}")


@rule("BD-12", "P26", "loi", view="docx")
def bases_2026(document: Document) -> Iterator[Finding]:
    """Mỗi căn cứ một dòng: gạch đầu dòng, cuối dòng dấu chấm phẩy, căn cứ cuối cùng dấu chấm, kiểu chữ đứng.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 6.2.3

    Vì sao: mỗi căn cứ xuống dòng, trước có dấu gạch, cuối dòng có dấu chấm phẩy, căn cứ cuối cùng có dấu chấm.
    Sửa: thêm “- ” đầu dòng, đổi dấu cuối dòng, bỏ chữ nghiêng. Sai: “Căn cứ Quy định số 399-QĐ/TW …,”
    Đúng: “- Căn cứ Quy định số 399-QĐ/TW …;”
    """
    yield from _marks(document, ".", dash=True)


@rule("BD-13", "P18", "canh-bao", "S", view="docx")
def bases_2018(document: Document) -> Iterator[Finding]:
    """Mỗi căn cứ một dòng: gạch đầu dòng, cuối dòng dấu chấm phẩy, căn cứ cuối cùng dấu phẩy, kiểu chữ đứng.

    Hướng dẫn 36-HD/VPTW, mục II.1.6

    Vì sao: sau căn cứ cuối là dấu phẩy để nối vào câu “… ban hành / quyết nghị …”. Sửa: thêm “- ” đầu dòng, đổi dấu
    cuối dòng, bỏ chữ nghiêng. Sai: căn cứ cuối kết thúc bằng “.”. Đúng: “- Thực hiện Kế hoạch số 65-KH/HU …,”
    """
    yield from _marks(document, ",", dash=True)


@rule("BD-14", "S", "loi", view="docx")
def bases_of_state(document: Document) -> Iterator[Finding]:
    """Căn cứ ban hành kiểu chữ nghiêng, cuối dòng dấu chấm phẩy, dòng cuối cùng dấu chấm.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.a

    Vì sao: “căn cứ ban hành văn bản … kiểu chữ nghiêng, … sau mỗi căn cứ phải xuống dòng, cuối dòng có dấu chấm phẩy,
    dòng cuối cùng kết thúc bằng dấu chấm”. Sửa: đặt chữ nghiêng, đổi dấu cuối dòng. Sai: căn cứ chữ đứng.
    Đúng: căn cứ chữ nghiêng, dòng cuối “Theo đề nghị của Trưởng phòng Nội vụ.”
    """
    for line in _bases(document):
        if not line.all("italic"):
            yield Finding(line.place, f"đang có chữ đứng: {cited(line.text, 50)}")
    yield from _marks(document, ".", dash=False)


_LAW: Final = regex(r"^-?\s*(?:Căn cứ|Thực hiện|Theo)\s+(?:Bộ luật|Luật|Pháp lệnh)\b(.*)")
_OTHER: Final = regex(rf"^-?\s*(?:Căn cứ|Thực hiện|Theo)\s+({CITED_KINDS})\b(.*)")
_NUMBER: Final = regex(r"\bsố:?\s+\S*\d")
_DAY: Final = regex(r"\bngày\s+\d")
_LAW_NUMBER: Final = regex(r"\bsố:?\s+\d+/\d{4}/(?:QH|UBTVQH|PL)")
_SUBJECT: Final = regex(
    r"\bcủa\b.*(?:, \w|\b(?:về|quy định|hướng dẫn|ban hành|sửa đổi|thực hiện|triển khai|phê duyệt|việc|kiểm điểm|"
    r"thành lập)\b)"
)


@rule("BD-15", "A", "canh-bao", view="docx", facts=True)
def bases_complete(document: Document) -> Iterator[Finding]:
    """Căn cứ ghi đủ loại văn bản, số và ký hiệu, ngày, cơ quan ban hành, trích yếu; luật ghi tên và năm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 6.2.3; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.a

    Vì sao: căn cứ thiếu một yếu tố thì không biết là văn bản nào. Sửa: ghi thêm phần thiếu.
    Sai: “Căn cứ Quy định số 132-QĐ/TW của Bộ Chính trị;”. Đúng: “Căn cứ Quy định số 132-QĐ/TW, ngày 08/3/2018 của Bộ
    Chính trị về việc kiểm điểm và đánh giá, xếp loại chất lượng hằng năm …;”
    """
    for line in _bases(document):
        missing = _lacks_of_law(line.text, document.profile == "S") or _lacks(line.text)
        if missing:
            yield Finding(line.place, f"{', '.join(missing)}: {cited(line.text, 60)}")


def _lacks_of_law(text: str, state: bool) -> list[str]:
    match = _LAW.match(text)
    if not match:
        return []
    lacks = [] if re.search(r"\b(?:19|20)\d\d\b", match[1]) else ["luật chưa ghi năm"]
    return lacks + (["luật không ghi số, ký hiệu"] if state and _LAW_NUMBER.search(match[1]) else [])


def _lacks(text: str) -> list[str]:
    match = _OTHER.match(text)
    if not match or _LAW.match(text):
        return []
    rest = match[2]
    number, day = bool(_NUMBER.search(rest)), bool(_DAY.search(rest))
    if not (number or day):
        return []
    have = (("số, ký hiệu", number), ("ngày", day), ("cơ quan ban hành", " của " in rest))
    lacks = [f"thiếu {name}" for name, found in have if not found]
    named = bool(re.match(r"\s*[^\W\d]{2,}.*?\bsố:?\s", rest)) and not re.match(r"\s*số\b", rest)
    return lacks or ([] if named or _SUBJECT.search(rest) else ["thiếu trích yếu"])

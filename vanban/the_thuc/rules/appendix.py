"""Phụ lục: mention in the body, number, head, the line that names the parent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.law import FIVE_HYPHENS, Look
from vanban.the_thuc.looks import misfits
from vanban.the_thuc.parts import Appendix, Line
from vanban.the_thuc.prose import cited
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, NotConcerned, concerned, rule
from vanban.the_thuc.spelling import fold

_LABEL: Final = regex(r"^Phụ lục(?:\s+(?:số\s+)?(\d+|[IVXLC]+|[A-Z]))?\s*$", re.IGNORECASE)
_MENTION: Final = regex(
    r"phụ lục\s+(?:số\s+)?((?:\d+|[IVXLC]+)\b(?:\s*(?:,|;|và|đến|-|–)\s*(?:phụ lục\s+)?(?:số\s+)?(?:\d+|[IVXLC]+)\b)*)",
    re.IGNORECASE,
)
_ALL_OF_THEM: Final = regex(r"(?:các|những|có|theo)\s+(?:\w+\s+)?phụ lục\b(?!\s+(?:số\s+)?[\dIVX])", re.IGNORECASE)
_CODE: Final = regex(r"\bsố:?\s+(\S*\d\S*)", re.IGNORECASE)
_DAY: Final = regex(r"ngày\s+(\d{1,2})(?:/|\s+tháng\s+)(\d{1,2})(?:/|\s+năm\s+)(\d{4})")


def _appendices(document: Document) -> tuple[Appendix, ...]:
    """The appendices of a document that has a body of its own."""
    appendices = concerned(document.parts.appendices)
    if not document.parts.prose or document.parts.prose[0].place.paragraph > appendices[0].label.place.paragraph > 0:
        raise NotConcerned
    return appendices


def _mark(appendix: Appendix) -> str:
    """The number of an appendix as typed, "" when it bears none."""
    match = _LABEL.match(appendix.label.text)
    return (match[1] or "") if match else ""


def _mentioned(text: str) -> frozenset[str]:
    """The numbers named after the words `phụ lục`; a range counts with all between."""
    marks: set[str] = set()
    for match in _MENTION.finditer(text):
        pieces = re.findall(r"\d+|[IVXLC]+|đến|-|–", match[1])
        marks.update(piece for piece in pieces if piece not in ("đến", "-", "–"))
        for low, word, high in zip(pieces, pieces[1:], pieces[2:], strict=False):
            if word in ("đến", "-", "–") and low.isdigit() and high.isdigit():
                marks.update(str(n) for n in range(int(low), int(high) + 1))
    return frozenset(marks)


@rule("AP-01", "A", "loi")
def appendices_mentioned(document: Document) -> Iterator[Finding]:
    """Mỗi phụ lục được nhắc đến trong nội dung văn bản.

    Hướng dẫn 05-HD/VPTW, Phần II, mục II, điểm 1.1; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục III.1.a

    Vì sao: “trong văn bản phải có chỉ dẫn về phụ lục đó”. Sửa: thêm chỗ nhắc vào nội dung. Sai: có Phụ lục 2 nhưng nội
    dung không nói đến. Đúng: “… theo mẫu tại Phụ lục 2 kèm theo Kế hoạch này.”
    """
    appendices = _appendices(document)
    text = " ".join(line.text for line in (*document.parts.bases, *document.parts.prose))
    if _ALL_OF_THEM.search(text) or (len(appendices) == 1 and re.search(r"phụ lục|kèm theo", text, re.IGNORECASE)):
        return
    named = _mentioned(text)
    for appendix in appendices:
        if _mark(appendix) not in named:
            yield Finding(appendix.label.place, f"nội dung không nhắc đến {cited(appendix.label.text)}")


def _numbered(document: Document, pattern: str, wanted: str) -> Iterator[Finding]:
    appendices = concerned(document.parts.appendices)
    if len(appendices) < 2:
        raise NotConcerned
    for appendix in appendices:
        if not re.fullmatch(pattern, _mark(appendix)):
            yield Finding(appendix.label.place, f"đang ghi {cited(appendix.label.text)}, cần chữ số {wanted}")


@rule("AP-02", "P", {"P18": "canh-bao", "P26": "loi"})
def party_numbers(document: Document) -> Iterator[Finding]:
    """Văn bản của Đảng có từ hai phụ lục thì đánh số bằng chữ số Ả Rập.

    Hướng dẫn 05-HD/VPTW, Phần II, mục II, điểm 1.1

    Vì sao: từ hai phụ lục trở lên phải có số thứ tự bằng chữ số Ả Rập. Sửa: ghi Phụ lục 1, Phụ lục 2.
    Sai: “Phụ lục II”. Đúng: “Phụ lục 2”.
    """
    yield from _numbered(document, r"\d+", "Ả Rập")


@rule("AP-03", "S", "loi")
def state_numbers(document: Document) -> Iterator[Finding]:
    """Văn bản nhà nước có từ hai phụ lục thì đánh số bằng chữ số La Mã.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục III.1.a

    Vì sao: “văn bản có từ hai Phụ lục trở lên thì các Phụ lục phải được đánh số thứ tự bằng chữ số La Mã”.
    Sửa: ghi Phụ lục I, Phụ lục II. Sai: “Phụ lục 2”. Đúng: “Phụ lục II”.
    """
    yield from _numbered(document, r"[IVXLC]+", "La Mã")


@rule("AP-04", "A", "loi")
def appendix_head(document: Document) -> Iterator[Finding]:
    """“Phụ lục” và số ở một dòng riêng, canh giữa; dưới là tên phụ lục, rồi dòng ghi văn bản mà phụ lục kèm theo.

    Hướng dẫn 05-HD/VPTW, Phần II, mục II, điểm 1.2; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục III.1.b, III.1.c

    Vì sao: phụ lục rời ra vẫn biết kèm theo văn bản nào. Sửa: thêm phần thiếu. Sai: “Phụ lục 1: Lịch kiểm điểm”.
    Đúng: “Phụ lục 1” / “LỊCH KIỂM ĐIỂM” / “(Kèm theo Kế hoạch số 12-KH/ĐU, ngày 24/11/2021 của Đảng uỷ …)”.
    """
    for appendix in concerned(document.parts.appendices):
        wrong = [] if _LABEL.match(appendix.label.text) else ["có chữ khác trên dòng “Phụ lục”"]
        wrong += ["chưa canh giữa"] if appendix.label.align not in (None, "center") else []
        wrong += [] if appendix.title or wrong else ["không có tên phụ lục"]
        wrong += [] if appendix.reference else ["không có dòng “(Kèm theo …)”"]
        if wrong:
            yield Finding(appendix.label.place, f"{cited(appendix.label.text, 50)}: {'; '.join(wrong)}")


def _day(text: str) -> date | None:
    match = _DAY.search(text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


@rule("AP-05", "A", "loi", facts=True)
def reference_is_the_parent(document: Document) -> Iterator[Finding]:
    """Dòng “(Kèm theo …)” của phụ lục đúng số, ký hiệu, ngày, cơ quan của văn bản.

    Hướng dẫn 05-HD/VPTW, Phần II, mục II, điểm 1.2; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục III.1.c

    Vì sao: ghi sai thì phụ lục thuộc về văn bản khác. Sửa: chép lại số, ngày, cơ quan ở đầu văn bản; bản điện tử của
    văn bản nhà nước được để trống số, ngày. Sai: số 21-KH/ĐU kèm văn bản 12-KH/ĐU. Đúng: số 12-KH/ĐU.
    """
    appendices = _appendices(document)
    references = [a.reference for a in appendices if a.reference is not None]
    number = concerned(document.parts.number_line)
    own = re.sub(r"^Số:?\s*", "", number.text)
    for line in concerned(references or None):
        wrong = list(_differences(document, line, own))
        if wrong:
            yield Finding(line.place, "; ".join(wrong))


def _differences(document: Document, line: Line, own: str) -> Iterator[str]:
    code, day = _CODE.search(line.text), _day(line.text)
    if code and own[:1].isdigit() and code[1].strip(",;.)") != own:
        yield f"số ghi {code[1].strip(',;.)')}, văn bản là {own}"
    if day and document.parts.day and day != document.parts.day:
        yield f"ngày ghi {day:%d/%m/%Y}, văn bản là {document.parts.day:%d/%m/%Y}"
    _, of, body = line.text.rstrip(" )").rpartition(" của ")
    issuer = fold(document.parts.issuer_name)
    if of and issuer and not _same_body(fold(body), issuer):
        yield f"cơ quan ghi {cited(body, 50)}, văn bản là {cited(document.parts.issuer_name, 50)}"


def _same_body(body: str, issuer: str) -> bool:
    """Whether the body of the reference is the issuer, or its standing committee."""
    return body in issuer or issuer in body or body.startswith(("BAN THƯỜNG VỤ", "BAN CHẤP HÀNH", "CHỦ TỊCH"))


@rule("AP-06", "S", "loi")
def state_appendix_looks(document: Document) -> Iterator[Finding]:
    """“Phụ lục” cỡ 14 đậm; tên phụ lục chữ in hoa cỡ 13 – 14 đậm; dòng “(Kèm theo …)” cỡ 13 – 14 nghiêng.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục III.1

    Vì sao: Nghị định ấn định như vậy. Sửa: đặt lại cỡ, kiểu chữ. Sai: “Phụ lục I” cỡ 13 không đậm. Đúng: cỡ 14 đậm.
    """
    for appendix in concerned(document.parts.appendices):
        pairs = [(appendix.label, Look(14, 14, bold=True))]
        pairs += [(line, Look(13, 14, bold=True, capitals=True)) for line in appendix.title]
        pairs += [(appendix.reference, Look(13, 14, italic=True))] if appendix.reference else []
        for line, wanted in pairs:
            wrong = list(misfits(line, wanted))
            if wrong:
                yield Finding(line.place, f"{cited(line.text, 50)}: {'; '.join(wrong)}")


@rule("AP-07", "P", "goi-y", "I")
def appendix_hyphens(document: Document) -> Iterator[Finding]:
    """Dưới dòng “(Kèm theo …)” của phụ lục có năm gạch nối.

    Cách trình bày các phụ lục của Hướng dẫn 05-HD/VPTW

    Vì sao: phụ lục của chính Hướng dẫn 05-HD/VPTW trình bày như vậy. Sửa: thêm dòng “-----” canh giữa. Sai: không có
    gạch. Đúng: “-----”.
    """
    for appendix in concerned(document.parts.appendices):
        if appendix.reference is not None and (appendix.dashes is None or appendix.dashes.text != FIVE_HYPHENS):
            seen = f"đang là {cited(appendix.dashes.text)}" if appendix.dashes else "không có dòng “-----”"
            yield Finding(appendix.reference.place, seen)

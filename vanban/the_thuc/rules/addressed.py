"""Kính gửi, Kính trình: when they stand, how they look, what follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.law import kind_of, look
from vanban.the_thuc.looks import misfits
from vanban.the_thuc.parts import Line
from vanban.the_thuc.pieces import composed
from vanban.the_thuc.prose import cited, faults, full
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, NotConcerned, concerned, need, rule
from vanban.the_thuc.rules.recipients import items_of
from vanban.the_thuc.views import Span

_CALL: Final = regex(r"^(Kính (?:gửi|trình))\s*:?\s*", re.IGNORECASE)
# Types that never bear Kính gửi; those of administrative papers (phiếu gửi, giấy mời) are not ruled on.
_NEVER_ADDRESSED: Final = frozenset(
    {
        "Nghị quyết",
        "Quyết định",
        "Quy định",
        "Chỉ thị",
        "Kết luận",
        "Quy chế",
        "Thông tri",
        "Hướng dẫn",
        "Thông báo",
        "Báo cáo",
        "Kế hoạch",
    }
)


def _kind(document: Document) -> str:
    """The name of the type; "" for a công văn or a type not in the law."""
    line = document.parts.kind
    kind = kind_of(line.text) if line is not None else None
    return kind.name if kind is not None else ""


def _halves(line: Line) -> tuple[Line, Line]:
    """The call with its colon, and what follows on the same line."""
    match = _CALL.match(line.text)
    cut = _typed_length("".join(span.text for span in line.spans), match.end()) if match else 0
    first: list[Span] = []
    rest: list[Span] = []
    for span in line.spans:
        head = span.text[:cut]
        cut -= len(head)
        first.append(span._replace(text=head.rstrip(" :")))
        rest.append(span._replace(text=span.text[len(head) :]))
    return line._replace(spans=tuple(first)), line._replace(spans=tuple(rest))


def _typed_length(typed: str, count: int) -> int:
    """How many characters as typed the first `count` composed letters take."""
    lengths = (n for n in range(count, len(typed) + 1) if len(composed(typed[:n])) == count)
    return max(lengths, default=count) if composed(typed) != typed else count


def _call(document: Document, word: str) -> Line:
    line = document.parts.addressed
    if line is None or not line.text.upper().startswith(word):
        raise NotConcerned
    return line


def _look_of(document: Document, line: Line) -> Iterator[Finding]:
    """Findings on the call and on the names after it."""
    call, names = _halves(line)
    wrong = [f"chữ gọi {fault}" for fault in misfits(call, look(document.profile, "addressed"))]
    wanted = look(document.profile, "addressee")
    wrong += [f"tên nơi nhận {fault}" for fault in misfits(names, wanted)]
    yield from faults(line, wrong, 50)
    for name in document.parts.addressees:
        yield from faults(name, list(misfits(name, wanted)), 50)


@rule("RC-10", "P", "loi")
def addressed_letters_only(document: Document) -> Iterator[Finding]:
    """“Kính gửi:” chỉ dùng ở công văn (trước 27/5/2026 cả ở tờ trình), cỡ 14, nghiêng; tên nơi nhận chữ đứng.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 9.2.3, Phụ lục 2, dòng 9; Hướng dẫn 36-HD/VPTW, Phụ lục 3

    Vì sao: báo cáo, kế hoạch có tên loại thì nơi nhận ghi ở cuối văn bản. Sửa: bỏ dòng “Kính gửi”, hoặc đặt chữ
    “Kính gửi:” nghiêng và tên nơi nhận đứng. Sai: “Kính gửi” dưới BÁO CÁO. Đúng: “Kính gửi:” dưới trích yếu công văn.
    """
    line = _call(document, "KÍNH GỬI")
    kind = _kind(document)
    if kind in _NEVER_ADDRESSED:
        yield Finding(line.place, f"{kind} có {cited(line.text, 50)}", "bỏ dòng này, ghi nơi nhận ở cuối văn bản")
    elif kind != "Tờ trình" or document.profile == "P18":
        yield from _look_of(document, line)


@rule("RC-11", "P26", "loi")
def submitted_to(document: Document) -> Iterator[Finding]:
    """Tờ trình có “Kính trình:” cỡ 14, nghiêng, dưới tên loại và trích yếu.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 9.2.4

    Vì sao: từ 27/5/2026 tờ trình ghi “Kính trình”, không ghi “Kính gửi”. Sửa: đổi thành “Kính trình:”.
    Sai: “Kính gửi: Ban Thường vụ Tỉnh uỷ”. Đúng: “Kính trình: Ban Thường vụ Tỉnh uỷ”.
    """
    if _kind(document) != "Tờ trình":
        raise NotConcerned
    line = document.parts.addressed
    if line is None or not line.text.upper().startswith("KÍNH TRÌNH"):
        place = line or need(document.parts.kind, "tên loại")
        yield Finding(place.place, f"đang ghi {cited(line.text, 50)}" if line else "không có “Kính trình:”")
        return
    yield from _look_of(document, line)


@rule("RC-12", "S", "loi")
def state_addressed(document: Document) -> Iterator[Finding]:
    """Công văn, tờ trình có “Kính gửi:”; chữ đứng, cỡ 13 – 14.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.9.b

    Vì sao: Nghị định quy định phần “Kính gửi” cho công văn, tờ trình, báo cáo gửi cấp trên, kiểu chữ đứng. Sửa: thêm
    “Kính gửi:”, bỏ nghiêng, bỏ đậm. Sai: “Kính gửi:” nghiêng. Đúng: “Kính gửi:” đứng, cỡ 14.
    """
    line = document.parts.addressed
    if line is None:
        if document.parts.is_letter or _kind(document) == "Tờ trình":
            above = document.parts.kind or document.parts.number_line
            yield Finding(need(above, "tên loại").place, "không có “Kính gửi:”")
            return
        raise NotConcerned
    yield from _look_of(document, line)


@rule("RC-13", "A", "loi")
def as_above(document: Document) -> Iterator[Finding]:
    """Văn bản có “Kính gửi” hoặc “Kính trình” thì nơi nhận đầu tiên là “- Như trên”.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 9.2.3, 9.2.4; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.9.d

    Vì sao: nơi được gửi đã ghi ở trên, nơi nhận chỉ nhắc lại bằng “Như trên”. Sửa: thêm dòng “- Như trên” lên đầu.
    Sai: danh sách bắt đầu bằng “- Ban Tổ chức Tỉnh uỷ;”. Đúng: “- Như trên;”.
    """
    concerned(document.parts.addressed)
    concerned(document.parts.recipients_label)
    first = items_of(document)[0]
    if not re.match(r"^-?\s*Như trên", full(first)):
        yield Finding(first.place, f"dòng đầu đang ghi {cited(full(first))}")


@rule("RC-14", "A", "canh-bao")
def one_inline_many_listed(document: Document) -> Iterator[Finding]:
    """Một nơi nhận ghi cùng dòng với “Kính gửi:”; nhiều nơi nhận thì mỗi nơi một dòng.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.9.d; Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 9.2.5

    Vì sao: gửi một nơi mà xuống dòng, hay gửi nhiều nơi mà viết liền đều khó đọc. Sửa: tách mỗi nơi một dòng có gạch
    đầu dòng, hoặc đưa lên cùng dòng. Sai: “Kính gửi: Huyện uỷ; Ban Tổ chức”. Đúng: hai dòng “- Huyện uỷ;”.
    """
    line = concerned(document.parts.addressed)
    inline = _CALL.sub("", line.text).strip()
    listed = document.parts.addressees
    if inline and ";" in inline.rstrip(";."):
        yield Finding(line.place, f"nhiều nơi nhận trên một dòng: {cited(inline, 60)}")
    elif not inline and len(listed) == 1 and full(listed[0]).startswith("-"):
        yield Finding(listed[0].place, f"chỉ một nơi nhận mà xuống dòng: {cited(full(listed[0]), 60)}")


@rule("RC-15", "P", "canh-bao")
def addressee_marks(document: Document) -> Iterator[Finding]:
    """Mỗi nơi nhận sau “Kính gửi”, “Kính trình” kết thúc bằng dấu chấm phẩy (trước 27/5/2026: dấu phẩy).

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 9.2.5; Hướng dẫn 36-HD/VPTW, mục II.1.9

    Vì sao: danh sách nơi nhận ngắt bằng một dấu thống nhất. Sửa: đổi dấu cuối dòng. Sai: “- Ban Bí thư Trung ương”.
    Đúng: “- Ban Bí thư Trung ương;”
    """
    listed = [line for line in document.parts.addressees if full(line).startswith("-")]
    marks = ";" if document.profile == "P26" else ",;"
    lines = concerned(listed or None)
    for line in lines:
        if line.text[-1:] not in marks + ("." if line is lines[-1] else ""):
            yield Finding(line.place, f"{cited(full(line), 60)} kết thúc bằng “{line.text[-1:]}”, cần “{marks[0]}”")

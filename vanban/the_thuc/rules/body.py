"""The look of the body (nội dung): alignment, size, indent, spacing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.law import look
from vanban.the_thuc.looks import millimetres, size
from vanban.the_thuc.parts import Line
from vanban.the_thuc.prose import by_value, running
from vanban.the_thuc.rule import Finding, concerned, need, rule
from vanban.the_thuc.views import Paragraph

# Shorter paragraphs take one line at most: whether they are justified cannot be seen.
_LONGER_THAN_A_LINE: Final = 90
_JUSTIFIED_SHARE: Final = 0.95
_SENTENCE_ENDS: Final = ".;:,?!”)"
_BULLETS: Final = ("-", "+", "•", "*")
_EPS: Final = 0.05


def _prose(document: Document) -> list[Line]:
    need(document.parts.prose or None, "phần nội dung")
    return running(document.parts)


def _paragraphs(document: Document) -> list[Line]:
    lines = [line for line in _prose(document) if line.paragraph is not None and not _is_field(line)]
    return concerned(lines or None)


def _is_field(line: Line) -> bool:
    """Whether it is a field of a form (`Họ và tên: …`) or a short line that is no sentence."""
    return len(line.text) < _LONGER_THAN_A_LINE and line.text[-1:] not in _SENTENCE_ENDS


@rule("BD-01", "A", "loi", view="docx")
def justified(document: Document) -> Iterator[Finding]:
    """Nội dung văn bản được căn đều hai bên.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 6.2.2; Hướng dẫn 36-HD/VPTW, mục II.1.6; Nghị định 30/2020/NĐ-CP,
    Phụ lục I, phần I, mục II.6.e

    Vì sao: hai bản trên đều quy định nội dung “được căn đều cả hai lề”; chữ so le bên phải trông như bản nháp.
    Sửa: chọn các đoạn nội dung, bấm Ctrl+J (Justify). Sai: đoạn văn chỉ căn trái. Đúng: cả hai mép chữ thẳng hàng.
    """
    lines = [line for line in _paragraphs(document) if len(line.text) >= _LONGER_THAN_A_LINE]
    concerned(lines or None)
    ragged = [line for line in lines if line.paragraph is not None and line.paragraph.align != "both"]
    if len(lines) - len(ragged) < _JUSTIFIED_SHARE * len(lines):
        yield Finding(ragged[0].place, f"{len(ragged)}/{len(lines)} đoạn không căn đều hai bên, đoạn đầu tiên ở đây")


def _sizes(document: Document) -> Iterator[Finding]:
    wanted = look(document.profile, "body")
    yield from by_value(
        concerned(_prose(document) or None),
        lambda line: tuple(sorted(line.sizes)) or None,
        lambda seen: all(wanted.low_pt - _EPS <= at <= wanted.high_pt + _EPS for at in seen),
        lambda seen: f"đang là cỡ {', '.join(map(size, seen))}",
    )


@rule("BD-02", "P", "loi")
def party_size(document: Document) -> Iterator[Finding]:
    """Nội dung văn bản của Đảng dùng cỡ chữ 14 – 15.

    Hướng dẫn 05-HD/VPTW, Phụ lục 2, dòng 6; Hướng dẫn 36-HD/VPTW, Phụ lục 3

    Vì sao: bảng mẫu chữ ấn định cỡ 14 – 15 cho phần nội dung. Sửa: chọn toàn bộ nội dung, đặt cỡ 14 (hoặc 15).
    Sai: nội dung cỡ 13. Đúng: nội dung cỡ 14.
    """
    yield from _sizes(document)


@rule("BD-03", "S", "loi")
def state_size(document: Document) -> Iterator[Finding]:
    """Nội dung văn bản hành chính nhà nước dùng cỡ chữ 13 – 14.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.e

    Vì sao: Nghị định ấn định chữ in thường, cỡ 13 – 14, kiểu chữ đứng. Sửa: chọn toàn bộ nội dung, đặt cỡ 14 (hoặc 13).
    Sai: nội dung cỡ 12. Đúng: nội dung cỡ 14.
    """
    yield from _sizes(document)


def _own_indent(line: Line) -> float | None:
    """Where the first letter stands from the left edge of the text, in millimetres; None for lists and typed spaces."""
    paragraph = line.paragraph
    if paragraph is None or paragraph.label or paragraph.align == "center" or paragraph.cell is not None:
        return None
    if line.text.startswith(_BULLETS) or paragraph.text[:1] in ("\t", " ") or paragraph.first_line_mm < 0:
        return None
    return round(paragraph.left_mm + paragraph.first_line_mm, 1)


@rule("BD-04", "P", "loi", view="docx")
def party_indent(document: Document) -> Iterator[Finding]:
    """Dòng đầu mỗi đoạn lùi vào khoảng 10 mm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 6.2.2; Hướng dẫn 36-HD/VPTW, mục II.1.6

    Vì sao: “khi xuống dòng, chữ đầu dòng lùi vào khoảng 10 mm”. Sửa: Paragraph > Special > First line, nhập 1 cm.
    Sai: đoạn không lùi đầu dòng, hoặc lùi 12,7 mm theo mặc định của Word. Đúng: lùi 10 mm.
    """
    yield from by_value(
        _paragraphs(document), _own_indent, lambda seen: 8.5 - _EPS <= seen <= 11.5 + _EPS, _told_indent
    )


def _told_indent(seen: float) -> str:
    return f"đang lùi {millimetres(seen)}" if seen else "không lùi đầu dòng"


@rule("BD-05", "S", "loi", view="docx")
def state_indent(document: Document) -> Iterator[Finding]:
    """Dòng đầu mỗi đoạn lùi vào 1 cm hoặc 1,27 cm.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.e

    Vì sao: Nghị định quy định “khi xuống dòng, chữ đầu dòng lùi vào 1 cm hoặc 1,27 cm”.
    Sửa: Paragraph > Special > First line, nhập 1 cm hoặc 1,27 cm. Sai: đoạn không lùi đầu dòng. Đúng: lùi 1,27 cm.
    """
    yield from by_value(
        _paragraphs(document),
        _own_indent,
        lambda seen: min(abs(seen - 10), abs(seen - 12.7)) <= 0.5 + _EPS,
        _told_indent,
    )


def _spacing(line: Line) -> tuple[str, float] | None:
    paragraph = line.paragraph
    if paragraph is None or paragraph.cell is not None:
        return None
    return paragraph.line_rule, round(paragraph.line, 2)


def _told_spacing(seen: tuple[str, float]) -> str:
    kind, value = seen
    if kind == "auto":
        return f"đang giãn dòng {size(value)} lần (không phải Exactly)"
    return f"đang giãn dòng {'Exactly' if kind == 'exact' else 'At least'} {size(value)} pt"


@rule("BD-06", "P26", "loi", view="docx")
def exact_spacing_2026(document: Document) -> Iterator[Finding]:
    """Giãn dòng của nội dung đặt Exactly từ 18 pt đến 22 pt.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 6.2.2

    Vì sao: “khoảng cách giữa các dòng từ 18 pt đến 22 pt (Exactly)”. Sửa: Paragraph > Line spacing > Exactly, nhập
    19 pt. Sai: Single, 1.5 lines, hoặc Exactly 17 pt. Đúng: Exactly 19 pt.
    """
    yield from by_value(
        _paragraphs(document),
        _spacing,
        lambda seen: seen[0] == "exact" and 18 - _EPS <= seen[1] <= 22 + _EPS,
        _told_spacing,
    )


@rule("BD-07", "P18", "canh-bao", "S", view="docx")
def exact_spacing_2018(document: Document) -> Iterator[Finding]:
    """Giãn dòng của nội dung đặt Exactly, ít nhất 18 pt.

    Hướng dẫn 36-HD/VPTW, mục II.1.6

    Vì sao: khoảng cách giữa các dòng tối thiểu 18 pt (Exactly). Sửa: Paragraph > Line spacing > Exactly, nhập 18 pt.
    Sai: Single, hoặc Exactly 16 pt. Đúng: Exactly 18 pt.
    """
    yield from by_value(
        _paragraphs(document), _spacing, lambda seen: seen[0] == "exact" and seen[1] >= 18 - _EPS, _told_spacing
    )


@rule("BD-08", "S", "loi", view="docx")
def line_spacing(document: Document) -> Iterator[Finding]:
    """Giãn dòng của nội dung từ dòng đơn đến 1,5 dòng.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.e

    Vì sao: “khoảng cách giữa các dòng tối thiểu là dòng đơn, tối đa là 1,5 lines”.
    Sửa: Paragraph > Line spacing > Multiple, nhập 1,1 đến 1,5. Sai: Double, hoặc Exactly 12 pt. Đúng: Multiple 1,15.
    """
    yield from by_value(
        _paragraphs(document),
        _spacing,
        lambda seen: seen[0] == "auto" and 1 - 0.01 <= seen[1] <= 1.5 + 0.01,
        lambda seen: _told_spacing(seen).replace(" (không phải Exactly)", ""),
    )


def _gap(upper: Paragraph, lower: Paragraph) -> float:
    """The space between two paragraphs, in points."""
    if upper.contextual and lower.contextual and upper.style == lower.style:
        return 0.0
    return round(max(upper.after_pt, lower.before_pt), 1)


@rule("BD-09", "A", "loi", view="docx")
def paragraph_gap(document: Document) -> Iterator[Finding]:
    """Khoảng cách giữa các đoạn của nội dung ít nhất 6 pt.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 6.2.2; Hướng dẫn 36-HD/VPTW, mục II.1.6; Nghị định 30/2020/NĐ-CP,
    Phụ lục I, phần I, mục II.6.e

    Vì sao: khoảng cách giữa các đoạn văn “tối thiểu là 6 pt”; đoạn dính nhau khó đọc, khó trích.
    Sửa: Paragraph > Spacing > After, nhập 6 pt, bỏ dấu “Don't add space between paragraphs of the same style”.
    Sai: After 0 pt. Đúng: After 6 pt.
    """
    lines = [line for line in _paragraphs(document) if line.paragraph is not None and line.paragraph.cell is None]
    gaps = {
        lower.place: _gap(upper.paragraph, lower.paragraph)
        for upper, lower in pairwise(lines)
        if upper.paragraph and lower.paragraph and lower.place.paragraph == upper.place.paragraph + 1
    }
    concerned(gaps or None)
    yield from by_value(
        lines,
        lambda line: gaps.get(line.place),
        lambda seen: seen >= 6 - _EPS,
        lambda seen: f"đang cách {size(seen)} pt",
    )

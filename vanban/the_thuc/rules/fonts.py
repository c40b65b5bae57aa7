"""Typeface, colour and the one size of the body (phông chữ, màu chữ, cỡ chữ)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.geometry import page_place
from vanban.the_thuc.law import FONT
from vanban.the_thuc.looks import size
from vanban.the_thuc.parts import Line
from vanban.the_thuc.rule import Finding, need, rule
from vanban.the_thuc.views import DocxView, Paragraph, Span

_MANY: Final = 5
_BLACK: Final = ("auto", "000000")
_FAINT: Final = 0x20


def _written(view: DocxView) -> Iterator[Paragraph]:
    """Every paragraph that prints letters: the body, then each header and footer once."""
    yield from view.paragraphs
    seen: set[str] = set()
    for section in view.sections:
        for paragraphs in (*section.headers.values(), *section.footers.values()):
            for paragraph in paragraphs:
                key = f"{paragraph.place.part} {paragraph.place.paragraph}"
                if key not in seen:
                    seen.add(key)
                    yield paragraph


def _visible(span: Span) -> bool:
    return bool(span.text.strip()) and not span.hidden and span.change != "del"


@rule("FT-01", "A", "loi", view="docx")
def every_letter_is_times_new_roman(document: Document) -> Iterator[Finding]:
    """Toàn văn bản dùng phông chữ Times New Roman, bộ mã Unicode.

    Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 1; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 4.

    Vì sao: Phông khác làm chữ lệch cỡ, máy khác mở ra thay bằng phông lạ, dấu tiếng Việt hỏng.

    Sửa: Chọn toàn văn bản (Ctrl+A), kể cả đầu trang và hộp chữ, đặt phông Times New Roman.

    Sai: Tiêu đề Times New Roman, bảng Calibri.

    Đúng: Tất cả Times New Roman.
    """
    found = []
    for paragraph in _written(need(document.docx, "tệp Word")):
        foreign = {face for span in paragraph.spans if _visible(span) for face in span.faces or span.fonts} - {FONT}
        if foreign:
            found.append(Finding(paragraph.place, f"đang là phông {', '.join(sorted(foreign))}, cần {FONT}"))
    yield from _first_of(found)


def _first_of(found: list[Finding]) -> Iterator[Finding]:
    """The first findings; the last of them says how many more there are."""
    yield from found[: _MANY - 1]
    rest = found[_MANY - 1 :]
    if rest:
        more = f" (và {len(rest) - 1} đoạn nữa)" if len(rest) > 1 else ""
        yield Finding(rest[0].place, rest[0].seen + more)


@rule("FT-02", "A", "loi")
def every_letter_is_black(document: Document) -> Iterator[Finding]:
    """Chữ trong văn bản màu đen.

    Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 1; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 4.

    Vì sao: Chữ màu in ra mờ, sao chụp mất nét; màu đỏ, xanh dành cho dấu và chữ ký.

    Sửa: Chọn toàn văn bản (Ctrl+A), đặt màu chữ Tự động (Automatic) hoặc Đen; bỏ liên kết tô xanh.

    Sai: Câu nhấn mạnh tô đỏ.

    Đúng: Màu đen, muốn nhấn mạnh thì dùng chữ đậm.
    """
    urgent = {line.place for line in document.parts.marks if document.profile == "S"}
    if document.docx is not None:
        yield from _first_of([f for p in _written(document.docx) if p.place not in urgent for f in _coloured(p)])
        return
    for at in need(document.pdf, "tệp PDF").pages:
        coloured = [
            s for line in at.lines if not line.over for s in line.spans if not _is_dark(s.color) and _visible(s)
        ]
        if coloured and not (urgent and at.number == 1):
            seen = f"“{coloured[0].text.strip()[:40]}” màu {coloured[0].color}, cần màu đen"
            yield Finding(page_place(at.number), seen)


def _coloured(paragraph: Paragraph) -> Iterator[Finding]:
    spans = [s for s in paragraph.spans if _visible(s) and s.color.upper() not in ("AUTO", *_BLACK)]
    if spans:
        yield Finding(paragraph.place, f"“{spans[0].text.strip()[:40]}” màu {spans[0].color}, cần màu đen")


@lru_cache(maxsize=256)
def _is_dark(color: str) -> bool:
    """Whether a colour of a PDF prints as black."""
    return color in _BLACK or all(int(color[i : i + 2], 16) <= _FAINT for i in (0, 2, 4))


@rule("FT-05", "A", "canh-bao", "I")
def body_has_one_size(document: Document) -> Iterator[Finding]:
    """Lời văn của nội dung dùng một cỡ chữ từ đầu đến cuối.

    Thông lệ trình bày; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 6 (“cỡ chữ bằng nhau”).

    Vì sao: Cỡ chữ lẫn lộn là dấu vết của chép dán từ văn bản khác.

    Sửa: Chọn các đoạn nội dung, đặt lại một cỡ (14).

    Sai: Đoạn 1 cỡ 14, đoạn 2 cỡ 13.

    Đúng: Mọi đoạn cỡ 14.
    """
    prose = need(document.parts.prose, "phần nội dung")
    counted: Counter[float] = Counter()
    for line in prose:
        for span in line.spans:
            counted[span.size_pt] += len(span.text.strip())
    common = counted.most_common(1)[0][0]
    yield from _first_of([found for line in prose for found in _other_size(line, common)])


def _other_size(line: Line, common: float) -> Iterator[Finding]:
    others = sorted(line.sizes - {common})
    if others:
        yield Finding(line.place, f"đang là cỡ {', '.join(map(size, others))}, phần lớn nội dung là cỡ {size(common)}")

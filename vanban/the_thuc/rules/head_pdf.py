"""The head of page 1 as it stands on the page: rules, levels, titles that wrap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.geometry import on_page, page_place, shown, strokes_under
from vanban.the_thuc.law import PARTY_TITLE
from vanban.the_thuc.looks import millimetres
from vanban.the_thuc.page_views import PdfLine, Stroke
from vanban.the_thuc.parts import Line, Parts
from vanban.the_thuc.rule import Finding, concerned, need, rule
from vanban.the_thuc.rules.head import has_head
from vanban.the_thuc.spelling import fold
from vanban.the_thuc.views import Place

_SAME_LENGTH: Final = 0.05
_TITLE_MM: Final = (69.0, 77.0)
_GAP_MM: Final = 3.0
_SEARCHED_MM: Final = 9.0
_LEVEL_MM: Final = 1.0


def head_shown(document: Document) -> None:
    """Nothing, when page 1 bears a head.

    Raises:
        NotConcerned: the document has none.
        NotJudged: there is no PDF.
    """
    concerned(document.parts.head or shown(document).head or None)


def one_line(parts: Parts) -> Line | None:
    """The title, when it takes one line."""
    return parts.title if parts.title_lines == 1 else None


@rule("HD-03", "P", "loi", view="pdf")
def rule_as_long_as_the_title(document: Document) -> Iterator[Finding]:
    """Dưới tiêu đề có đường kẻ ngang nét liền, dài bằng tiêu đề.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 1.2; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.1.2.

    Vì sao: Đường kẻ ngăn tiêu đề với địa danh, ngày tháng; kẻ cụt hoặc kẻ suốt cột đều sai.

    Sửa: Kẻ một đường liền dài bằng dòng chữ, cách chân chữ không quá 3 mm.

    Sai: Đường kẻ ngắn bằng nửa tiêu đề.

    Đúng: Đường kẻ dài 73 mm dưới dòng chữ dài 73 mm (cỡ 15, đậm).
    """
    head_shown(document)
    concerned(None if shown(document).head == "nha-nuoc" else True)
    title = on_page(one_line(shown(document)), "tiêu đề trên một dòng")
    place = document.parts.title.place if document.parts.title else page_place(1)
    return rule_beneath(document, title, place, whole=_TITLE_MM if fold(title.text) == PARTY_TITLE else None)


def rule_beneath(
    document: Document, line: PdfLine, place: Place, *, whole: tuple[float, float] | None = None
) -> Iterator[Finding]:
    """What is wrong with the rule that must stand under a line and be as long as it; `whole` is its length in mm."""
    strokes = list(strokes_under(need(document.pdf, "tệp PDF"), line, _SEARCHED_MM))
    if not strokes:
        yield Finding(place, f"không có đường kẻ dưới “{line.text}”")
        return
    wrong = _ill_drawn(strokes[0], line, whole)
    if wrong:
        yield Finding(place, "; ".join(wrong))


def _ill_drawn(stroke: Stroke, line: PdfLine, whole: tuple[float, float] | None) -> list[str]:
    wide, long = line.x1_mm - line.x0_mm, stroke.length_mm
    wrong = []
    if abs(long - wide) > _SAME_LENGTH * wide:
        wrong.append(f"đường kẻ dài {millimetres(long)}, dòng chữ dài {millimetres(wide)}")
    elif whole and not whole[0] <= long <= whole[1]:
        wrong.append(f"đường kẻ dài {millimetres(long)}, cần khoảng 73 mm")
    if stroke.dashed:
        wrong.append("đường kẻ nét đứt, cần nét liền")
    if stroke.y0_mm - line.baseline_mm > _GAP_MM:
        wrong.append(f"đường kẻ cách chân chữ {millimetres(stroke.y0_mm - line.baseline_mm)}, cần không quá 3 mm")
    return wrong


@rule("HD-08", "A", "loi")
def title_takes_one_line(document: Document) -> Iterator[Finding]:
    """Tiêu đề (Quốc hiệu) nằm trên một dòng.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 1.2; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 1.

    Vì sao: Cột bên phải hẹp hơn dòng chữ thì tiêu đề gãy làm hai, đường kẻ bên dưới sai theo.

    Sửa: Mở rộng cột bên phải (từ 76 mm cho tiêu đề của Đảng, 99 mm cho Quốc hiệu cỡ 13), bỏ dấu ngắt dòng.

    Sai: ĐẢNG CỘNG SẢN / VIỆT NAM

    Đúng: ĐẢNG CỘNG SẢN VIỆT NAM
    """
    has_head(document)
    title = need(document.parts.title, "tiêu đề")
    if document.parts.title_lines > 1:
        yield Finding(title.place, f"tiêu đề “{title.text}” bị ngắt thành {document.parts.title_lines} dòng")
        return
    drawn = need(document.shown, "tệp PDF")
    need(drawn.title, "tiêu đề trên trang 1")
    if drawn.title_lines > 1:
        yield Finding(title.place, f"tiêu đề gãy thành {drawn.title_lines} dòng trên trang")


@rule("HD-12", "P", "canh-bao")
def no_rule_under_the_issuer(document: Document) -> Iterator[Finding]:
    """Dưới tên cơ quan ban hành của Đảng không có đường kẻ.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 2.2.1; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.2.

    Vì sao: Dưới tên cơ quan của Đảng là dấu sao; đường kẻ là của văn bản Nhà nước.

    Sửa: Xoá đường kẻ (hoặc bỏ gạch chân) dưới tên cơ quan ban hành.

    Sai: ĐẢNG UỶ XÃ TÂN HOÀ (có nét kẻ bên dưới)

    Đúng: ĐẢNG UỶ XÃ TÂN HOÀ, dòng dưới là dấu *
    """
    concerned(document.parts.head or None)
    issuer = need(document.parts.issuer, "tên cơ quan ban hành")
    if document.docx is not None:
        lines = [*issuer, *filter(None, (document.parts.star,))]
        ruled = next((line for line in lines if _ruled(line)), None)
        if ruled is not None:
            yield Finding(ruled.place, f"có đường kẻ dưới “{ruled.text}”")
            return
    if document.pdf is not None and document.shown is not None and document.shown.issuer and not _framed(document):
        yield from _drawn_under(document, document.shown.issuer[-1], issuer[-1].place)


def _ruled(line: Line) -> bool:
    """Whether the words are underlined, or the paragraph on their side bears a border below or a drawn line."""
    paragraph = line.paragraph
    if line.any("underline"):
        return True
    if paragraph is None or "\t" in paragraph.text or paragraph.in_box:
        return False
    return paragraph.edges.bottom or any(d.kind == "line" and d.height_mm < 1 for d in paragraph.drawings)


def _framed(document: Document) -> bool:
    """Whether the head stands in a table with borders: rule HD-18 speaks of that."""
    number = document.parts.header_table
    return document.docx is not None and number > 0 and document.docx.tables[number - 1].ruled


def _drawn_under(document: Document, name: Line, place: Place) -> Iterator[Finding]:
    line = on_page(name, "tên cơ quan ban hành")
    strokes = strokes_under(need(document.pdf, "tệp PDF"), line, _SEARCHED_MM)
    if any(stroke.length_mm < 1.1 * (line.x1_mm - line.x0_mm) for stroke in strokes):
        yield Finding(place, f"có đường kẻ dưới “{line.text}”")


@rule("HD-17", "P", "canh-bao", view="pdf")
def both_sides_of_the_head_are_level(document: Document) -> Iterator[Finding]:
    """Dòng đầu tên cơ quan ngang hàng với tiêu đề.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 2.2.1; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.2.

    Vì sao: Hai phần của đầu văn bản lệch nhau thì số, ký hiệu và ngày tháng cũng lệch.

    Sửa: Đặt hai phần trong một hàng của bảng không viền, cùng giãn dòng, không dùng dòng trống để căn.

    Sai: Tên cơ quan thấp hơn tiêu đề 4 mm.

    Đúng: Hai dòng chữ cùng chân.
    """
    head_shown(document)
    parts = shown(document)
    title = on_page(parts.title, "tiêu đề")
    left = on_page(next(iter((*parts.superior, *parts.issuer)), None), "tên cơ quan")
    apart = left.baseline_mm - title.baseline_mm
    if abs(apart) > _LEVEL_MM:
        first = next(iter((*document.parts.superior, *document.parts.issuer)), None)
        where = "thấp" if apart > 0 else "cao"
        seen = f"“{left.text}” {where} hơn tiêu đề {millimetres(abs(apart))}"
        yield Finding(first.place if first else page_place(1), seen)

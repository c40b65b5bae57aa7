"""Page numbers (số trang văn bản): where, how, and that they count right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.geometry import MM_PER_PT, numbers, page_place, section_place
from vanban.the_thuc.law import look, page
from vanban.the_thuc.looks import millimetres, misfits
from vanban.the_thuc.page_views import PdfLine, PdfPage, PdfView
from vanban.the_thuc.parts import Line
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, need, rule, unjudged
from vanban.the_thuc.views import DocxView, Paragraph, Section, Span

_PRINTED: Final = regex(r"^[\s\-–—]*(\d{1,4})[\s\-–—]*$")
_TOP_MM, _BOTTOM_MM = 22.0, 20.0
# More letters than any one page holds: 40 lines of 14 pt at the narrowest.
_ONE_PAGE: Final = 5000
_ASCENT: Final = 0.891
_APART_MM: Final = 2.0


def _fields(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[Paragraph, Span]]:
    """The page numbers among the spans of headers or footers."""
    for paragraph in paragraphs:
        for span in paragraph.spans:
            if span.field.upper().split()[:1] == ["PAGE"]:
                yield paragraph, span


def _in_headers(view: DocxView) -> list[tuple[Section, Paragraph, Span]]:
    return [
        (section, paragraph, span)
        for section in view.sections
        for paragraphs in section.headers.values()
        for paragraph, span in _fields(paragraphs)
    ]


def _in_footers(view: DocxView) -> list[Paragraph]:
    return [p for s in view.sections for paragraphs in s.footers.values() for p, _ in _fields(paragraphs)]


def _at_top(at: PdfPage) -> PdfLine | None:
    return next((ln for ln in at.lines if ln.baseline_mm < _TOP_MM and _PRINTED.match(ln.text)), None)


def _at_bottom(at: PdfPage) -> PdfLine | None:
    low = at.height_mm - _BOTTOM_MM
    return next((ln for ln in at.lines if ln.baseline_mm > low and _PRINTED.match(ln.text)), None)


def _printed(at: PdfPage) -> int | None:
    line = _at_top(at) or _at_bottom(at)
    match = _PRINTED.match(line.text) if line else None
    return int(match[1]) if match else None


@rule("PG-12", "A", "loi")
def page_number_in_the_header(document: Document) -> Iterator[Finding]:
    """Từ trang 2 có số trang bằng chữ số Ả Rập ở giữa, phía trên trang, không đặt ở cuối trang.

    Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 5.1; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 7.

    Vì sao: Người đọc, người lưu tìm số trang ở một chỗ; chân trang dành cho thông tin liên hệ và dấu giáp lai.

    Sửa: Chèn (Insert) → Số trang (Page Number) → Đầu trang (Top of Page), giữa; định dạng số 1, 2, 3.

    Sai: “Trang 2” ở góc dưới bên phải; số La Mã.

    Đúng: 2
    """
    if document.docx is not None:
        yield from _numbered(document, document.docx)
    elif document.pdf is not None:
        yield from _numbered_pages(document, document.pdf)


def _numbered(document: Document, view: DocxView) -> Iterator[Finding]:
    for paragraph in _in_footers(view)[:1]:
        yield Finding(paragraph.place, "số trang đang đặt ở chân trang (footer)")
    headed = _in_headers(view)
    for section, paragraph, _ in headed:
        if section.number_format not in ("decimal", "numberInDash"):
            yield Finding(paragraph.place, "số trang không phải chữ số Ả Rập")
            return
    if not headed and not _in_footers(view) and _has_second_page(document, view):
        yield Finding(section_place(view, 0), "không có số trang ở đầu trang (header)")


def _has_second_page(document: Document, view: DocxView) -> bool:
    """Whether there is a page to number.

    Raises:
        NotJudged, NotConcerned: it cannot be told, or there is none.
    """
    if document.pdf is not None:
        return concerned(len(document.pdf.pages) > 1 or None)
    broken = any(p.page_break or p.page_break_before for p in view.paragraphs)
    if not broken and sum(len(p.text) for p in view.paragraphs) <= _ONE_PAGE:
        unjudged("không biết văn bản có mấy trang")
    return True


def _numbered_pages(document: Document, pdf: PdfView) -> Iterator[Finding]:
    later = [at for at in pdf.pages[1:] if at.lines]
    concerned(tuple(later))
    low = [at for at in later if _at_bottom(at) and not _at_top(at)]
    if low:
        yield Finding(page_place(low[0].number), f"trang {numbers(p.number for p in low)}: số trang đang ở chân trang")
    firsts = (*(a.label for a in document.parts.appendices), *document.parts.enclosed)
    starts = {line.shown.page for line in firsts if line.shown is not None}
    if all(_printed(at) is None for at in later) and any(at.number not in starts for at in later):
        yield Finding(page_place(later[0].number), "không có số trang")


@rule("PG-13", "A", "loi")
def first_page_bears_no_number(document: Document) -> Iterator[Finding]:
    """Trang đầu không hiển thị số trang.

    Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 5.1; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 7.

    Vì sao: Đầu trang 1 là chỗ của tiêu đề, của chỉ dẫn phạm vi lưu hành và của chữ ký số bản sao.

    Sửa: Bấm đúp vào đầu trang → chọn “Khác trang đầu” (Different First Page), xoá số ở trang đầu.

    Sai: Số 1 in phía trên “ĐẢNG CỘNG SẢN VIỆT NAM”.

    Đúng: Trang 1 không có số, trang sau là 2.
    """
    if document.docx is not None:
        yield from _first_header(document.docx)
    elif document.pdf is not None and document.pdf.pages:
        line = _at_top(document.pdf.pages[0]) or _at_bottom(document.pdf.pages[0])
        if line is not None:
            yield Finding(page_place(1), f"trang đầu in số “{line.text.strip()}”")


def _first_header(view: DocxView) -> Iterator[Finding]:
    first = need(view.sections, "thiết lập trang")[0]
    kind = "first" if first.first_differs else "default"
    for parts in (first.headers, first.footers):
        for paragraph, _ in _fields(parts.get(kind, ())):  # type: ignore[call-overload]
            yield Finding(paragraph.place, "trang đầu đang in số trang")


def _number_looks(document: Document) -> Iterator[Finding]:
    wanted = look(document.profile, "page_number")
    if document.docx is not None:
        seen = {(p.place, s) for _, p, s in _in_headers(document.docx)}
        found = [(place, span._replace(text=span.text.strip() or "1")) for place, span in seen]
    else:
        pages = document.pdf.pages if document.pdf else ()
        lines = [(at, line) for at in pages if (line := _at_top(at))]
        found = [(page_place(at.number), span) for at, line in lines for span in line.spans if span.text.strip()]
    concerned(tuple(found))
    for place, span in sorted(found, key=lambda pair: (pair[0].page, pair[0].label)):
        wrong = list(misfits(Line(text=span.text, spans=(span,), place=place), wanted))
        if wrong:
            yield Finding(place, f"số trang {'; '.join(wrong)}")
            return


@rule("PG-14", "P", "loi")
def party_page_number_is_fourteen_upright(document: Document) -> Iterator[Finding]:
    """Số trang của văn bản của Đảng cỡ 14, kiểu chữ đứng, không đậm.

    Hướng dẫn 05-HD/VPTW, Phụ lục 2, dòng 15; Hướng dẫn 36-HD/VPTW, Phụ lục 3.

    Vì sao: Số trang cùng cỡ với lời văn thì dễ đọc khi đóng chung hồ sơ.

    Sửa: Chọn số trang ở đầu trang, đặt cỡ 14, bỏ đậm, bỏ nghiêng.

    Sai: Số trang cỡ 11, nghiêng.

    Đúng: Số trang cỡ 14, đứng.
    """
    return _number_looks(document)


@rule("PG-15", "S", "loi")
def state_page_number_is_thirteen_to_fourteen(document: Document) -> Iterator[Finding]:
    """Số trang của văn bản hành chính cỡ 13–14, kiểu chữ đứng.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 7; mục V, dòng 14.

    Vì sao: Số trang cùng cỡ với lời văn thì dễ đọc khi đóng chung hồ sơ.

    Sửa: Chọn số trang ở đầu trang, đặt cỡ 13 hoặc 14, bỏ đậm, bỏ nghiêng.

    Sai: Số trang cỡ 11.

    Đúng: Số trang cỡ 13, đứng.
    """
    return _number_looks(document)


@rule("PG-16", "P", "canh-bao")
def page_number_ten_millimetres_down_in_the_middle(document: Document) -> Iterator[Finding]:
    """Số trang cách mép trên trang giấy 10 mm, cách đều hai mép trái, phải của phần chữ.

    Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 5.1; Hướng dẫn 36-HD/VPTW, mục III.

    Vì sao: Số trang lệch thì các văn bản của một hồ sơ không chồng khít nhau.

    Sửa: Bố trí trang → Layout → Đầu trang (Header from top): 1 cm; số trang canh giữa.

    Sai: Số trang canh phải, cách mép trên 12,7 mm.

    Đúng: Số trang canh giữa, cách mép trên 10 mm.
    """
    if document.docx is not None:
        headed = _in_headers(document.docx)
        concerned(tuple(headed))
        yield from _set_in_header(document, headed)
    elif document.pdf is not None:
        lines = [(at, line) for at in document.pdf.pages if (line := _at_top(at))]
        concerned(tuple(lines))
        wrong = [(at, how) for at, line in lines if (how := _off(document, at, line))]
        if wrong:
            at, how = wrong[0]
            yield Finding(page_place(at.number), f"trang {numbers(p.number for p, _ in wrong)}: {how}")


def _set_in_header(document: Document, headed: list[tuple[Section, Paragraph, Span]]) -> Iterator[Finding]:
    down = page(document.profile).number
    told: set[str] = set()
    for section, paragraph, _ in headed:
        if abs(section.header_mm - down) > _APART_MM and "cao" not in told:
            told.add("cao")
            yield Finding(paragraph.place, f"số trang cách mép trên {millimetres(section.header_mm)}, cần 10 mm")
        if _off_middle(paragraph) and "giua" not in told:
            told.add("giua")
            yield Finding(paragraph.place, "số trang chưa canh giữa")


def _off_middle(paragraph: Paragraph) -> bool:
    """Whether the number surely does not stand in the middle: tabs, cells and boxes place it some other way."""
    if paragraph.cell is not None or paragraph.in_box or paragraph.tabs or "\t" in paragraph.text:
        return False
    shift = (paragraph.left_mm + paragraph.first_line_mm - paragraph.right_mm) / 2
    return paragraph.align != "center" or abs(shift) > _APART_MM


def _off(document: Document, at: PdfPage, line: PdfLine) -> str:
    size = max((span.size_pt for span in line.spans), default=14.0)
    top = line.baseline_mm - _ASCENT * size * MM_PER_PT
    if abs(top - page(document.profile).number) > _APART_MM:
        return f"số trang cách mép trên {millimetres(top)}, cần 10 mm"
    middles = [at.width_mm / 2] if at.width_mm > at.height_mm else []
    middles.append((30 + at.width_mm - 15) / 2)
    if at.number % 2 == 0 and document.known.duplex is not False:
        middles.append((15 + at.width_mm - 30) / 2)
    if min(abs(line.centre_mm - middle) for middle in middles) > _APART_MM:
        return f"số trang lệch khỏi giữa phần chữ ({millimetres(line.centre_mm)} từ mép trái)"
    return ""


@rule("PG-17", "A", "loi")
def printed_numbers_count_the_pages(document: Document) -> Iterator[Finding]:
    """Số trang in ra liên tục, đúng thứ tự trang của từng phần (mỗi phụ lục đếm riêng từ 1).

    Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 5; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 7.

    Vì sao: Số trang nhảy cóc khiến người nhận tưởng văn bản thiếu trang.

    Sửa: Định dạng số trang (Format Page Numbers) → Bắt đầu từ 1 ở phần đầu; các phần của một văn bản nối tiếp nhau.

    Sai: 2, 3, 5.

    Đúng: 2, 3, 4; phụ lục: 2, 3.
    """
    if document.pdf is not None:
        printed = [(at.number, _printed(at)) for at in document.pdf.pages]
        concerned(tuple(number for _, number in printed if number is not None))
        yield from _out_of_step(printed)
    elif document.docx is not None:
        view = document.docx
        concerned(tuple(_in_headers(view)))
        start = need(view.sections, "thiết lập trang")[0].start
        if start not in (None, 1):
            yield Finding(section_place(view, 0), f"số trang bắt đầu từ {start}, cần từ 1")


def _out_of_step(printed: list[tuple[int, int | None]]) -> Iterator[Finding]:
    """The first page whose number neither follows nor begins a part; a page without number may be either."""
    possible = {1}
    for at, number in printed:
        if number is not None and number not in possible | {1}:
            yield Finding(page_place(at), f"trang này in số {number}, cần {max(possible)}")
            return
        now = possible | {1} if number is None else {number}
        possible = {value + 1 for value in now}


@rule("PG-18", "A", {"P18": "goi-y", "P26": "canh-bao", "S": "canh-bao"})
def appendix_pages_count_from_one(document: Document) -> Iterator[Finding]:
    """Mỗi phụ lục đánh số trang riêng, bắt đầu từ 1.

    Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 5.2; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục III, khoản 1.đ.

    Vì sao: Phụ lục có thể tách ra dùng riêng; số trang riêng cho biết phụ lục đủ hay thiếu tờ.

    Sửa: Đặt dấu ngắt phần (Section Break – Next Page) trước phụ lục, rồi Format Page Numbers → Start at: 1.

    Sai: Văn bản hết ở trang 5, phụ lục bắt đầu ở trang 6.

    Đúng: Trang đầu phụ lục là trang 1 (không in số), trang sau là 2.
    """
    appendices = concerned(document.parts.appendices)
    if document.docx is not None:
        concerned(tuple(_in_headers(document.docx)))
        for appendix in appendices:
            paragraph = need(appendix.label.paragraph, "đoạn của tên phụ lục")
            first = paragraph.section == 0
            if document.docx.sections[paragraph.section].start not in ((None, 1) if first else (1,)):
                yield Finding(appendix.label.place, f"“{appendix.label.text}” chưa đánh số trang lại từ 1")
    elif document.pdf is not None:
        for appendix in appendices:
            label = need(appendix.label.shown, "tên phụ lục trên trang PDF")
            number = _printed(document.pdf.pages[label.page - 1])
            if number not in (None, 1):
                yield Finding(page_place(label.page), f"“{appendix.label.text}” bắt đầu ở trang {number}, cần 1")

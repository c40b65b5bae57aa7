"""The file itself: version, fonts, locks, links, scans, lengths of metadata, title (văn bản điện tử)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from vanban.errors import Severity
from vanban.the_thuc.document import Document
from vanban.the_thuc.geometry import numbers, page_place
from vanban.the_thuc.law import kind_of
from vanban.the_thuc.page_views import PdfImage, PdfPage, PdfView
from vanban.the_thuc.parts import Line
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, need, rule, unjudged, unless
from vanban.the_thuc.spelling import fold
from vanban.the_thuc.symbol import read_number
from vanban.the_thuc.views import WHOLE, DocxView, Place

_OLDEST: Final = (1, 4)
_FILE: Final = Place("tệp PDF")
_MANY: Final = 5
# A page is a scan when images cover this much of it and it shows no more letters than a stamp has.
_COVERED: Final = 0.8
_STAMP_LINES: Final = 3
_DPI: Final = 200
# Pixels are whole: a page of 210 mm at 200 dpi has 1653 or 1654 of them.
_DPI_SLACK: Final = 2
_A4_MM: Final = (210.0, 297.0)
_SCALE_SLACK: Final = 0.03
# Words of the Word file that the PDF may lack: fields, words cut at the end of a line.
_MISSING_SHARE, _MISSING_LEAST = 0.02, 3
_WORD: Final = regex(r"[^\W_]+")
# A title may shorten the subject, and that of a form names the person instead of the rest of its heading.
_ALIKE: Final = 0.6


@rule("EL-01", "A", "canh-bao", view="pdf")
def version_at_least_1_4(document: Document) -> Iterator[Finding]:
    """Tệp PDF từ phiên bản 1.4 trở lên.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần II, mục I, khoản 2 (bản sao số hoá từ văn bản giấy).

    Vì sao: Phiên bản cũ không giữ được nền trong suốt của ảnh chữ ký, dấu và nhiều phần mềm ký số từ chối. Với bản quét
    đây là yêu cầu bắt buộc.

    Sửa: Lưu lại bằng chương trình mới, chọn PDF 1.4 trở lên hoặc PDF/A.

    Sai: PDF 1.3.

    Đúng: PDF 1.4, 1.7, PDF/A-1b, PDF/A-2b.
    """
    view = need(document.pdf, "tệp PDF")
    if _as_version(view.version) < _OLDEST:
        severity: Severity | None = "loi" if any(_is_scan(page) for page in view.pages) else None
        yield Finding(_FILE, f"phiên bản {view.version}, cần từ 1.4", severity=severity)


def _as_version(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])


@rule("EL-02", "A", "loi", "L", view="pdf", facts=True)
def letters_can_be_read_out(document: Document) -> Iterator[Finding]:
    """Bản PDF nhúng đủ phông và đọc ra được đúng chữ đã gõ.

    Đo trên các bản xuất lỗi phông; khuyến nghị khi lập văn bản điện tử (PDF/A).

    Vì sao: Phông không nhúng thì máy khác hiện sai; không có bảng mã chữ thì tìm kiếm, sao chép, lập mục lục đều hỏng
    dù nhìn vẫn đúng.

    Sửa: Xuất lại bằng Word hoặc LibreOffice (Lưu thành PDF, chọn PDF/A), không dùng máy in PDF ảo cũ.

    Sai: Sao chép một dòng từ PDF ra ký tự lạ.

    Đúng: Sao chép ra đúng tiếng Việt.
    """
    view = need(document.pdf, "tệp PDF")
    for what, loose in (
        ("chưa nhúng phông", [f for f in view.fonts if not f.embedded]),
        ("không có bảng mã chữ (ToUnicode)", [f for f in view.fonts if f.embedded and not f.to_unicode]),
    ):
        if loose:
            names = ", ".join(font.name for font in loose[:_MANY])
            pages = {page for font in loose for page in font.pages}
            yield Finding(_FILE, f"{what}: {names} (trang {numbers(pages)})")
    yield from _unread(view)
    if document.docx is not None:
        yield from _other_words(document.docx, view)


def _unread(view: PdfView) -> Iterator[Finding]:
    """Letters no code is known of, unless the font was told already."""
    if "\ufffd" not in view.letters or any(font.embedded and not font.to_unicode for font in view.fonts):
        return
    for page in view.pages:
        count = sum(line.text.count("\ufffd") for line in page.lines)
        if count:
            yield Finding(page_place(page.number), f"{count} chữ không đọc ra được")


def _other_words(word: DocxView, pdf: PdfView) -> Iterator[Finding]:
    """Words of the Word file that cannot be found in the PDF, when they are more than fields and line ends explain."""
    shown = unicodedata.normalize("NFC", "".join("".join(page.text.split()) for page in pdf.pages)).casefold()
    typed = unicodedata.normalize("NFC", word.text).casefold()
    words = set(_WORD.findall(typed))
    lost = sorted(w for w in words if w not in shown)
    if len(lost) > max(_MISSING_LEAST, _MISSING_SHARE * len(words)):
        yield Finding(_FILE, f"{len(lost)} từ của tệp Word không có trong PDF: {', '.join(lost[:_MANY])} …")


@rule("EL-03", "A", "canh-bao", "I", view="pdf")
def nothing_locked_running_or_leading_out(document: Document) -> Iterator[Finding]:
    """Tệp PDF không khoá, không chứa mã chạy, không có liên kết ra ngoài tệp.

    Khuyến nghị khi lập văn bản điện tử để lưu trữ (PDF/A cấm mã hoá và JavaScript).

    Vì sao: Tệp khoá không đóng chung, không ký thêm được; mã chạy và liên kết ngoài là đường lây mã độc, và mất nghĩa
    khi trang kia đổi.

    Sửa: Xuất lại không đặt mật khẩu; trong Word bỏ siêu liên kết (Ctrl+A, Ctrl+Shift+F9) trước khi xuất.

    Sai: Địa chỉ trang tin trong công văn bấm được.

    Đúng: Địa chỉ là chữ thường.
    """
    view = need(document.pdf, "tệp PDF")
    yield from unless(not view.encrypted, _FILE, "tệp bị khoá (mã hoá)")
    yield from unless(not view.scripts, _FILE, "tệp chứa mã chạy (JavaScript)")
    by_page: dict[int, list[str]] = {}
    for page, target in view.outer_links:
        by_page.setdefault(page, []).append(target or "không rõ đích")
    for page, targets in by_page.items():
        more = f" và {len(targets) - 1} liên kết nữa" if len(targets) > 1 else ""
        yield Finding(page_place(page) if page else _FILE, f"liên kết ra ngoài: {targets[0][:80]}{more}")


@rule("EL-04", "A", "goi-y", "I", view="pdf")
def marked_as_pdfa(document: Document) -> Iterator[Finding]:
    """Nên xuất văn bản theo chuẩn lưu trữ PDF/A.

    Khuyến nghị; Thông tư 05/2025/TT-BNV về lưu trữ số.

    Vì sao: PDF/A tự chứa phông, màu, không phụ thuộc máy và chương trình, mở được sau nhiều năm.

    Sửa: Word: Lưu thành PDF → Tuỳ chọn → PDF/A. LibreOffice: Xuất PDF → Lưu trữ (PDF/A-2b).

    Sai: PDF thường.

    Đúng: PDF/A-1b, PDF/A-2b.
    """
    view = need(document.pdf, "tệp PDF")
    yield from unless(bool(view.pdfa), _FILE, "không có dấu nhận dạng PDF/A")


@rule("EL-05", "A", "loi", view="pdf")
def scans_are_dense_and_coloured(document: Document) -> Iterator[Finding]:
    """Trang quét từ văn bản giấy phải là ảnh màu, ít nhất 200 dpi, tỷ lệ 100%.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần II, mục I, khoản 2.

    Vì sao: Ảnh thưa hoặc đen trắng không đọc rõ chữ nhỏ, không thấy màu mực, màu dấu nên không có giá trị như bản giấy.

    Sửa: Quét lại: màu (Color), 200 hoặc 300 dpi, khổ A4, tỷ lệ 100%.

    Sai: Ảnh chụp 96 dpi; quét đen trắng.

    Đúng: Quét màu 300 dpi khổ A4.
    """
    view = need(document.pdf, "tệp PDF")
    scans = concerned([page for page in view.pages if _is_scan(page)] or None)
    for page in scans:
        wrong = list(_scan_faults(page))
        if wrong:
            yield Finding(page_place(page.number), "; ".join(wrong))


def _is_scan(page: PdfPage) -> bool:
    if sum(map(_area, page.images)) < _COVERED * page.width_mm * page.height_mm:
        return False
    seen = [line for line in page.lines if not all(span.hidden for span in line.spans)]
    return len(seen) <= _STAMP_LINES


def _area(image: PdfImage) -> float:
    return (image.x1_mm - image.x0_mm) * (image.bottom_mm - image.top_mm)


def _scan_faults(page: PdfPage) -> Iterator[str]:
    wide = [image for image in page.images if image.x1_mm - image.x0_mm >= page.width_mm / 2] or list(page.images)
    dpi = max(image.dpi for image in wide)
    if dpi < _DPI - _DPI_SLACK:
        yield f"ảnh {dpi:.0f} dpi, cần từ 200 dpi"
    if all(image.facts.gray for image in wide):
        yield "ảnh đen trắng hoặc xám, cần ảnh màu"
    ratio = [side / wanted for side, wanted in zip(sorted((page.width_mm, page.height_mm)), _A4_MM, strict=True)]
    if abs(ratio[0] - ratio[1]) < _SCALE_SLACK and abs(ratio[0] - 1) > _SCALE_SLACK:
        yield f"tỷ lệ {ratio[0] * 100:.0f}%, cần 100% khổ A4"


@rule("EL-09", "A", "goi-y", facts=True)
def metadata_fit_their_fields(document: Document) -> Iterator[Finding]:
    """Các thông tin của văn bản không dài quá trường dữ liệu khi gửi, lưu điện tử.

    Nghị định 30/2020/NĐ-CP, Phụ lục VI.

    Vì sao: Hệ thống quản lý văn bản cắt phần thừa: trích yếu cụt, tên cơ quan cụt.

    Sửa: Viết gọn lại: trích yếu tối đa 500 chữ cái, tên cơ quan 200, chức vụ 100, họ tên 50, ký hiệu 30.

    Sai: Trích yếu dài một trang.

    Đúng: Trích yếu một, hai dòng.
    """
    fields = concerned(tuple(_fields(document)) or None)
    for what, text, line, most in fields:
        if len(text) > most:
            yield Finding(line.place, f"{what} dài {len(text)} chữ cái, tối đa {most}")
    pages = len(document.pdf.pages) if document.pdf else 0
    yield from unless(pages <= 999, WHOLE, f"{pages} trang, trường số trang chỉ ghi được 999")


def _fields(document: Document) -> Iterator[tuple[str, str, Line, int]]:
    parts = document.parts
    subject = parts.subject or parts.letter_subject
    if parts.kind:
        yield "tên loại", parts.kind.text, parts.kind, 100
    if parts.issuer:
        yield "tên cơ quan ban hành", parts.issuer_name, parts.issuer[0], 200
    if subject:
        yield "trích yếu", parts.subject_text, subject[0], 500
    number = read_number(parts.number_line.text) if parts.number_line else None
    if number and parts.number_line:
        yield "số văn bản", number.digits, parts.number_line, 11
        yield "ký hiệu văn bản", number.symbol.lstrip("-/"), parts.number_line, 30
    for block in parts.signatures:
        for post in block.posts:
            yield "chức vụ", post.text, post, 100
        if block.name:
            yield "họ tên người ký", block.name.text, block.name, 50


@rule("EL-10", "A", "goi-y", "I", view="pdf")
def title_names_the_document(document: Document) -> Iterator[Finding]:
    """Tiêu đề ghi trong tệp PDF là tên loại và trích yếu của văn bản.

    Thông lệ lập văn bản điện tử; tiêu đề là chữ hiện trên khung cửa sổ và trong danh sách tìm kiếm.

    Vì sao: Tiêu đề bỏ trống hoặc còn của văn bản mẫu cũ thì người nhận tìm nhầm tệp.

    Sửa: Word: Tệp → Thông tin → Tiêu đề (Title), gõ tên loại và trích yếu rồi xuất lại.

    Sai: “Microsoft Word - Document1”.

    Đúng: “Kế hoạch kiểm điểm, đánh giá, xếp loại chất lượng năm 2021”.
    """
    view, parts = need(document.pdf, "tệp PDF"), document.parts
    kind = _words(parts.kind.text if parts.kind else "")
    subject = _words(parts.subject_text)
    if not kind and not subject:
        unjudged("không tìm thấy tên loại và trích yếu")
    given = set(_words(view.title))
    own_type = parts.kind is not None and kind_of(parts.kind.text) is not None
    if not given:
        yield Finding(_FILE, "tệp không ghi tiêu đề")
    elif not given.issuperset(kind) or (_share(subject, given) < _ALIKE and (own_type or not kind)):
        yield Finding(_FILE, f"tiêu đề của tệp là “{view.title[:80]}”")


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _share(words: list[str], among: set[str]) -> float:
    """Which part of the words is found; all of none."""
    return sum(word in among for word in words) / len(words) if words else 1.0

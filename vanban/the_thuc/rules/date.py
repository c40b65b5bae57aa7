"""Địa danh và ngày, tháng, năm: form, looks, and whether the day can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from vanban.the_thuc.date_line import DateLine, calendar, read_date
from vanban.the_thuc.document import Document
from vanban.the_thuc.geometry import axis, on_page, shown
from vanban.the_thuc.law import PERSONS_AS_PLACES, look
from vanban.the_thuc.looks import ill_looking, millimetres
from vanban.the_thuc.parts import Line
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, need, rule, unjudged, unless
from vanban.the_thuc.rules.head import has_head, not_a_form
from vanban.the_thuc.spelling import fold
from vanban.viet import short_date

_UNIT: Final = regex(
    r"^(thành phố|thị xã|thị trấn|quận|huyện|xã|phường|đặc khu|tỉnh|TP|TX|TT|ĐK|Q|P|X)\b\.?", re.IGNORECASE
)
_SMALL: Final = frozenset({"phố", "xã", "trấn", "khu"})
_NUMERIC: Final = r"ngày\s+(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})"
_WORDED: Final = r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})"
_CITED: Final = tuple(
    regex(rf"(?:\bsố:?\s+[\w./-]*\d[\w./-]*|\bLuật\b[^;,.]*?|\bPháp lệnh\b[^;,.]*?),?\s+{day}")
    for day in (_NUMERIC, _WORDED)
)
_LEVEL_MM: Final = 1.0
_AXIS_MM: Final = 2.0


def _line(document: Document) -> Line:
    """The date line.

    Raises:
        NotConcerned: the document has no head, or is a paper that needs no such line.
        NotJudged: the line was not found.
    """
    has_head(document)
    if document.parts.date_line is None:
        not_a_form(document)
        concerned(None if document.profile == "S" and document.parts.is_minutes else True)
    return need(document.parts.date_line, "dòng địa danh, ngày tháng")


def _date_line(document: Document) -> tuple[Line, DateLine]:
    """The date line and its pieces.

    Raises:
        NotConcerned: see `_line`.
        NotJudged: the line was not found, or cannot be read (rule DT-01 says so).
    """
    line = _line(document)
    return line, need(read_date(line.text), "ngày, tháng, năm trong dòng ấy")


@rule("DT-01", "A", "loi", facts=True)
def date_line_has_its_form(document: Document) -> Iterator[Finding]:
    """Địa danh và ngày ghi “Địa danh, ngày dd tháng m năm yyyy”.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 4.2.2; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 4.

    Vì sao: Các chữ ngày, tháng, năm viết đủ; ngày dưới 10, tháng 1 và 2 có số 0 đằng trước để không sửa được.

    Sửa: Ghi lại theo dạng: địa danh, dấu phẩy, ngày hai chữ số, tháng, năm bốn chữ số.

    Sai: Tân Hoà, ngày 3 tháng 2 năm 2021; Tân Hoà ngày 24/11/2021

    Đúng: Tân Hoà, ngày 03 tháng 02 năm 2021
    """
    line = _line(document)
    pieces = read_date(line.text)
    odd = pieces.odd if pieces else "cần ghi đủ các chữ ngày, tháng, năm"
    yield from unless(not odd, line.place, f"đang ghi “{line.text}”: {odd}")


@rule("DT-02", "A", "canh-bao", facts=True)
def months_from_march_take_no_zero(document: Document) -> Iterator[Finding]:
    """Tháng 3 đến tháng 9 không thêm số 0 đằng trước.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 4.2.2 (các ví dụ); Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II, khoản 4.b.

    Vì sao: Chỉ tháng 1 và 2 cần số 0 để không chữa thành 11, 12.

    Sửa: Bỏ số 0.

    Sai: ngày 27 tháng 05 năm 2026

    Đúng: ngày 27 tháng 5 năm 2026
    """
    line, pieces = _date_line(document)
    concerned(pieces.month or None)
    kept = not re.fullmatch("0[3-9]", pieces.month)
    yield from unless(kept, line.place, f"đang ghi “tháng {pieces.month}”, cần “tháng {pieces.month.lstrip('0')}”")


@rule("DT-03", "A", "loi", "L", facts=True)
def day_is_in_thecalendar(document: Document) -> Iterator[Finding]:
    """Ngày ghi trên văn bản có thật trong lịch.

    Dương lịch; Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 4.1.2; Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II, khoản 4.

    Vì sao: Ngày ban hành quyết định hiệu lực; ngày không có thật thì văn bản không có ngày.

    Sửa: Ghi đúng ngày ký.

    Sai: ngày 31 tháng 11 năm 2021

    Đúng: ngày 30 tháng 11 năm 2021
    """
    line, pieces = _date_line(document)
    concerned(pieces.full or None)
    yield from unless(calendar(pieces) is not None, line.place, f"không có ngày {pieces.day}/{pieces.month}")


@rule("DT-04", "P", "loi")
def party_date_is_fourteen_italic(document: Document) -> Iterator[Finding]:
    """Địa danh và ngày của văn bản của Đảng cỡ 14, nghiêng, canh giữa dưới tiêu đề.

    Hướng dẫn 05-HD/VPTW, Phụ lục 2, dòng 4; Hướng dẫn 36-HD/VPTW, Phụ lục 3, dòng 4.

    Vì sao: Dòng này cân với số, ký hiệu ở bên trái, phân biệt bằng kiểu chữ nghiêng.

    Sửa: Chọn dòng địa danh, ngày; đặt cỡ 14, nghiêng, bỏ đậm, canh giữa trong cột phải.

    Sai: Cỡ 13, đứng.

    Đúng: Cỡ 14, nghiêng.
    """
    return _date_looks(document)


@rule("DT-05", "S", "loi")
def state_date_is_italic(document: Document) -> Iterator[Finding]:
    """Địa danh và thời gian của văn bản hành chính cỡ 13–14, nghiêng, canh giữa dưới Tiêu ngữ.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 4.c; mục V, dòng 4.

    Vì sao: Dòng này cân với số, ký hiệu ở bên trái, phân biệt bằng kiểu chữ nghiêng.

    Sửa: Chọn dòng địa danh, ngày; đặt cỡ 14, nghiêng, bỏ đậm, canh giữa trong cột phải.

    Sai: Cỡ 12, đứng.

    Đúng: Cỡ 14, nghiêng.
    """
    return _date_looks(document)


def _date_looks(document: Document) -> Iterator[Finding]:
    line = _line(document)
    yield from ill_looking((line,), look(document.profile, "date"), centred=True)
    parts, pieces = document.shown, read_date(line.text)
    if line.align is None and parts is not None and pieces is not None and pieces.full:
        above = (parts.motto if document.profile == "S" else None) or parts.title
        at, middle = parts.date_line.shown if parts.date_line else None, axis((above,)) if above else None
        if at is not None and middle is not None and abs(at.centre_mm - middle) > _AXIS_MM:
            yield Finding(line.place, f"“{line.text}” chưa canh giữa dưới tiêu đề")


@rule("DT-06", "A", "canh-bao", view="pdf")
def date_is_level_with_the_number(document: Document) -> Iterator[Finding]:
    """Địa danh, ngày tháng nằm cùng hàng với số và ký hiệu.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 4.c; Hướng dẫn 05-HD/VPTW, Phụ lục 1.

    Vì sao: Sơ đồ bố trí đặt hai ô này ngang nhau.

    Sửa: Đặt số và ngày trong cùng một hàng của bảng không viền.

    Sai: Ngày tháng thấp hơn số 5 mm.

    Đúng: Hai dòng chữ cùng chân.
    """
    concerned(document.parts.number_line)
    concerned(document.parts.date_line)
    parts = shown(document)
    number = on_page(parts.number_line, "dòng số và ký hiệu")
    day = on_page(parts.date_line, "dòng địa danh, ngày tháng")
    apart = day.baseline_mm - number.baseline_mm
    if abs(apart) > _LEVEL_MM:
        where = "thấp" if apart > 0 else "cao"
        place = need(document.parts.date_line, "dòng địa danh, ngày tháng").place
        yield Finding(place, f"ngày tháng {where} hơn số, ký hiệu {millimetres(abs(apart))}")


@rule("DT-07", "A", "loi", facts=True)
def place_is_written_right(document: Document) -> Iterator[Finding]:
    """Địa danh viết hoa chữ đầu, sau địa danh có một dấu phẩy, trước dấu phẩy không có dấu cách.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 4.2.2; Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II, khoản 4; Phụ lục II.

    Vì sao: Địa danh là tên riêng; chỉ ghi tên một cấp.

    Sửa: Viết hoa từng âm tiết của tên riêng, bỏ dấu cách trước dấu phẩy, bỏ tên cấp trên.

    Sai: tân hoà , ngày 24 tháng 11 năm 2021; Tân Hoà, Sơn Dương, ngày 24 tháng 11 năm 2021

    Đúng: Tân Hoà, ngày 24 tháng 11 năm 2021
    """
    line, pieces = _date_line(document)
    place = concerned(pieces.place or None)
    if "," in place:
        yield Finding(line.place, f"“{place}” có hai dấu phẩy, chỉ ghi một địa danh")
    elif pieces.gap:
        yield Finding(line.place, f"thừa dấu cách trước dấu phẩy sau “{place}”")
    elif not _capitalized(place):
        yield Finding(line.place, f"“{place}” chưa viết hoa tên riêng")


def _capitalized(place: str) -> bool:
    words = re.split(r"[\s-]+", place.strip())
    small = [word for word in words[1:] if word[:1].islower() and word.lower() not in _SMALL]
    return not words[0][:1].islower() and not small


@rule("DT-08", "P", "canh-bao", facts=True)
def place_is_that_of_the_host(document: Document) -> Iterator[Finding]:
    """Tổ chức đảng trong cơ quan, đơn vị ghi địa danh như văn bản của cơ quan, đơn vị ấy.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 4.1.1.a.

    Vì sao: Cùng trụ sở thì cùng địa danh.

    Sửa: Ghi địa danh mà cơ quan, đơn vị dùng.

    Sai: Tuyên Quang (cơ quan ghi Sơn Dương)

    Đúng: Sơn Dương
    """
    host = document.known.host_place
    if not host:
        unjudged("không biết địa danh trong văn bản của cơ quan, đơn vị")
    line, pieces = _date_line(document)
    place = concerned(pieces.place or None)
    yield from unless(fold(place) == fold(host), line.place, f"đang ghi “{place}”, cần “{host}”")


@rule("DT-09", "P", "canh-bao", facts=True)
def short_place_names_its_level(document: Document) -> Iterator[Finding]:
    """Địa danh một âm tiết, mang tên người hoặc trùng tên tỉnh thì ghi cấp hành chính đằng trước.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 4.1.1.c, 4.2.3; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.4.

    Vì sao: Để không lầm địa danh với tên người, tên tỉnh.

    Sửa: Thêm Thành phố (TP), Phường, Xã, Đặc khu (ĐK) trước tên.

    Sai: Huế, ngày …; Ngô Quyền, ngày …

    Đúng: Thành phố Huế, ngày …; Phường Ngô Quyền, ngày …
    """
    line, pieces = _date_line(document)
    place = concerned(pieces.place or None)
    if _UNIT.match(place):
        return
    name = fold(place)
    if len(name.split()) == 1:
        yield Finding(line.place, f"“{place}” có một âm tiết, chưa ghi cấp hành chính")
    elif name in PERSONS_AS_PLACES:
        yield Finding(line.place, f"“{place}” là tên người, tên sự kiện, chưa ghi cấp hành chính")
    elif _namesake(document, name):
        yield Finding(line.place, f"“{place}” trùng tên tỉnh, chưa ghi cấp hành chính")


def _namesake(document: Document, name: str) -> bool:
    """Whether the issuing commune and its province bear the same name."""
    above = fold(" ".join(line.text for line in document.parts.superior))
    commune = any(f"{unit} {name}" in fold(document.parts.issuer_name) for unit in ("XÃ", "PHƯỜNG", "ĐẶC KHU"))
    return commune and any(f"{unit} {name}" in above for unit in ("TỈNH", "THÀNH PHỐ"))


@rule("DT-10", "A", "canh-bao", "I", facts=True)
def day_agrees_with_what_it_cites(document: Document) -> Iterator[Finding]:
    """Ngày văn bản không sau ngày phát hành và không trước ngày của văn bản được viện dẫn.

    Thông lệ văn thư; Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 4.1.2 (ngày ghi là ngày ký).

    Vì sao: Không thể căn cứ vào văn bản chưa ban hành; ngày sai thường còn lại từ văn bản năm trước.

    Sửa: Kiểm tra lại ngày ký và ngày của văn bản được viện dẫn.

    Sai: Kế hoạch ngày 24/11/2021 căn cứ Hướng dẫn ngày 02/12/2021.

    Đúng: Kế hoạch ngày 24/11/2021 căn cứ Hướng dẫn ngày 18/10/2019.
    """
    line, pieces = _date_line(document)
    concerned(pieces.full or None)
    day = need(calendar(pieces), "ngày có thật")
    known = document.known
    if known.status == "phat-hanh" and known.checked_on is not None and day > known.checked_on:
        yield Finding(
            line.place, f"văn bản đã phát hành ghi ngày {short_date(day)}, sau ngày xét {short_date(known.checked_on)}"
        )
    for cited in (*document.parts.bases, *document.parts.prose):
        for other in _cited_days(cited.text):
            if other > day:
                seen = f"viện dẫn văn bản ngày {short_date(other)}, sau ngày của văn bản này ({short_date(day)})"
                yield Finding(cited.place, seen)


def _cited_days(text: str) -> Iterator[date]:
    if "ngày" not in text:
        return
    for pattern in _CITED:
        for found in pattern.finditer(text):
            day, month, year = map(int, found.groups())
            try:
                yield date(year, month, day)
            except ValueError:
                continue


@rule("DT-11", "S", "goi-y")
def state_minutes_bear_no_date_line(document: Document) -> Iterator[Finding]:
    """Biên bản của cơ quan Nhà nước không có dòng địa danh, thời gian ở đầu trang.

    Nghị định 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.9.

    Vì sao: Thời gian, địa điểm đã ghi trong nội dung biên bản.

    Sửa: Bỏ dòng địa danh, thời gian.

    Sai: Sơn Dương, ngày 24 tháng 11 năm 2021 / BIÊN BẢN

    Đúng: Số: 05/BB-UBND / BIÊN BẢN / Thời gian bắt đầu: …
    """
    concerned(document.parts.is_minutes or None)
    line = document.parts.date_line
    if line is not None:
        yield Finding(line.place, f"có dòng “{line.text}”")

"""The head of a Party document: tiêu đề, tên cơ quan, dấu sao."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.geometry import axis
from vanban.the_thuc.law import PARTY_TITLE, TWO_TIERS_FROM, kind_of, look
from vanban.the_thuc.looks import ill_looking, printed
from vanban.the_thuc.parts import Line
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, need, rule, unjudged, unless
from vanban.the_thuc.spelling import fold, new_tone
from vanban.the_thuc.views import Cell, DocxView, Paragraph, Place

_STATE_HEAD: Final = regex(r"CỘNG HOÀ\s+XÃ HỘI|ĐỘC LẬP\s*[-–—]\s*TỰ DO")
_COMMITTEE: Final = regex(r"BAN (THƯỜNG VỤ|CHẤP HÀNH)\b")
_CENTRAL: Final = regex(r"TRUNG ƯƠNG|CHÍNH PHỦ|QUỐC HỘI|MẶT TRẬN|QUÂN ĐỘI|BỘ QUỐC PHÒNG|BỘ CÔNG AN")
_GRASSROOTS: Final = regex(r"(ĐẢNG UỶ|CHI BỘ)\b")
_DISTRICT: Final = regex(r"\b(HUYỆN|QUẬN|THỊ XÃ|THỊ UỶ)\b")
_AXIS_MM: Final = 2.0


def has_head(document: Document) -> None:
    """Nothing, when page 1 bears a head or some of it.

    Raises:
        NotConcerned: the document has none (a form attached to another paper).
    """
    parts = document.parts
    concerned(parts.head or parts.title or parts.number_line or parts.superior or parts.issuer or None)


def not_a_form(document: Document) -> None:
    """Nothing, when the document is a paper (văn bản) rather than a specialised form, which bears no number.

    Raises:
        NotConcerned: it is a form, by its class or by having neither a number nor a type of the lists.
    """
    has_head(document)
    parts = document.parts
    listed = parts.kind is not None and kind_of(parts.kind.text) is not None
    formal = document.form_class != "bieu-mau" and (listed or parts.is_letter)
    concerned(parts.number_line is not None or formal or None)


@rule("HD-01", "P", "loi")
def title_is_exact(document: Document) -> Iterator[Finding]:
    """Tiêu đề ghi đúng “ĐẢNG CỘNG SẢN VIỆT NAM” ở góc phải, dòng đầu trang 1.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 1; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.1.2; Quy định 66-QĐ/TW, Điều 15.

    Vì sao: Tiêu đề là thành phần bắt buộc thứ nhất, cho biết đây là văn bản của Đảng.

    Sửa: Gõ lại tiêu đề bằng chữ in hoa, không thêm dấu câu.

    Sai: ĐẢNG CỘNG SẢN VIỆT NAM.

    Đúng: ĐẢNG CỘNG SẢN VIỆT NAM
    """
    has_head(document)
    title = need(document.parts.title, "tiêu đề “ĐẢNG CỘNG SẢN VIỆT NAM”")
    seen = printed(title)
    yield from unless(new_tone(seen) == PARTY_TITLE, title.place, f"đang ghi “{seen}”")


@rule("HD-02", "P", "loi")
def title_is_fifteen_bold(document: Document) -> Iterator[Finding]:
    """Tiêu đề chữ in hoa, cỡ 15, đứng, đậm, canh giữa phần bên phải.

    Hướng dẫn 05-HD/VPTW, Phụ lục 2, dòng 1; Hướng dẫn 36-HD/VPTW, Phụ lục 3, dòng 1.

    Vì sao: Tiêu đề lớn hơn tên cơ quan (cỡ 14); cỡ 13 là của Quốc hiệu trong văn bản Nhà nước.

    Sửa: Chọn dòng tiêu đề, đặt cỡ 15, đậm, bỏ nghiêng, canh giữa.

    Sai: Cỡ 13, đậm.

    Đúng: Cỡ 15, đậm, đứng.
    """
    title = concerned(document.parts.title)
    letters = look(document.profile, "title")._replace(capitals=False)  # HD-01 speaks of capitals
    return ill_looking((title,), letters, centred=True)


@rule("HD-04", "P", "loi")
def no_state_title_in_a_party_head(document: Document) -> Iterator[Finding]:
    """Văn bản của Đảng không ghi Quốc hiệu, Tiêu ngữ.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 1; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.1.

    Vì sao: Quốc hiệu và Tiêu ngữ là thể thức của văn bản Nhà nước (Nghị định 30/2020/NĐ-CP).

    Sửa: Xoá Quốc hiệu, Tiêu ngữ; ghi “ĐẢNG CỘNG SẢN VIỆT NAM”.

    Sai: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc

    Đúng: ĐẢNG CỘNG SẢN VIỆT NAM
    """
    has_head(document)
    for place, text in _head_texts(document):
        if _STATE_HEAD.search(fold(text)):
            yield Finding(place, f"đang ghi “{text.strip()}”")


def _head_texts(document: Document) -> list[tuple[Place, str]]:
    """What stands on page 1 above the type name: paragraphs of the Word file, else lines of the page."""
    below = document.parts.kind or document.parts.date_line or document.parts.number_line
    if document.docx is not None:
        end = below.place.paragraph if below else 12
        early = (p for p in document.docx.paragraphs if p.place.paragraph < end or p.in_box)
        return [(p.place, piece) for p in early for piece in re.split(r"[\t\n]", p.text)]
    if document.pdf is not None and document.pdf.pages:
        depth = below.shown.baseline_mm if below and below.shown else 90.0
        lines = (line for line in document.pdf.pages[0].lines if line.baseline_mm < depth)
        return [(Place("trang 1", page=1), line.text) for line in lines]
    return []


@rule("HD-09", "P", "loi")
def superior_is_fourteen_regular(document: Document) -> Iterator[Finding]:
    """Tên cơ quan cấp trên chữ in hoa, cỡ 14, đứng, không đậm.

    Hướng dẫn 05-HD/VPTW, Phụ lục 2, dòng 2; Hướng dẫn 36-HD/VPTW, Phụ lục 3, dòng 2.

    Vì sao: Chữ đậm dành cho cơ quan ban hành; nhìn là biết ai ban hành.

    Sửa: Chọn dòng tên cơ quan cấp trên, đặt cỡ 14, bỏ đậm.

    Sai: ĐẢNG BỘ HUYỆN SƠN DƯƠNG (đậm)

    Đúng: ĐẢNG BỘ HUYỆN SƠN DƯƠNG (không đậm)
    """
    return ill_looking(concerned(document.parts.superior), look(document.profile, "superior"))


@rule("HD-10", "P", "loi")
def issuer_is_fourteen_bold(document: Document) -> Iterator[Finding]:
    """Tên cơ quan ban hành chữ in hoa, cỡ 14, đứng, đậm.

    Hướng dẫn 05-HD/VPTW, Phụ lục 2, dòng 2; Hướng dẫn 36-HD/VPTW, Phụ lục 3, dòng 2.

    Vì sao: Chữ đậm dành cho cơ quan ban hành; nhìn là biết ai ban hành.

    Sửa: Chọn các dòng tên cơ quan ban hành, đặt cỡ 14, đậm.

    Sai: Đảng uỷ xã Tân Hoà (chữ thường)

    Đúng: ĐẢNG UỶ XÃ TÂN HOÀ (in hoa, đậm)
    """
    has_head(document)
    return ill_looking(need(document.parts.issuer, "tên cơ quan ban hành"), look(document.profile, "issuer"))


@rule("HD-11", "P", "loi")
def star_stands_under_the_issuer(document: Document) -> Iterator[Finding]:
    """Dưới tên cơ quan ban hành có một dấu sao (*) đứng riêng, canh giữa.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 2.2.1; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.2.

    Vì sao: Dấu sao ngăn tên cơ quan với số, ký hiệu; nét kẻ là của văn bản Nhà nước.

    Sửa: Thêm một dòng chỉ có dấu * giữa tên cơ quan và số, ký hiệu, canh giữa.

    Sai: ***

    Đúng: *
    """
    concerned(document.parts.number_line)
    issuer = need(document.parts.issuer, "tên cơ quan ban hành")
    star = document.parts.star
    if star is None:
        yield Finding(issuer[-1].place, "không có dấu sao dưới tên cơ quan ban hành")
    elif star.text != "*":
        yield Finding(star.place, f"đang là “{star.text}”, cần một dấu *")
    elif _astray(star, issuer):
        yield Finding(star.place, "dấu sao chưa canh giữa dưới tên cơ quan ban hành")


def _astray(star: Line, issuer: tuple[Line, ...]) -> bool:
    """Whether the star is surely not in the middle under the name."""
    if star.align is not None:
        return star.align != "center"
    middle = axis(issuer)
    return star.shown is not None and middle is not None and abs(star.shown.centre_mm - middle) > _AXIS_MM


@rule("HD-15", "P", "loi", facts=True)
def grassroots_head_names_two_bodies(document: Document) -> Iterator[Finding]:
    """Đảng uỷ cơ sở, chi bộ ghi dòng trên “ĐẢNG BỘ …” (cấp trên), dòng dưới “ĐẢNG UỶ …” hoặc “CHI BỘ …”.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 2.1.2.c, d, đ; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.2.

    Vì sao: Cấp trên ghi tên đảng bộ, không ghi tên cơ quan lãnh đạo của đảng bộ ấy.

    Sửa: Ghi dòng trên “ĐẢNG BỘ” + tên cấp trên trực tiếp; dòng dưới “ĐẢNG UỶ” hoặc “CHI BỘ” + tên.

    Sai: HUYỆN UỶ SƠN DƯƠNG / ĐẢNG UỶ XÃ TÂN HOÀ

    Đúng: ĐẢNG BỘ HUYỆN SƠN DƯƠNG / ĐẢNG UỶ XÃ TÂN HOÀ
    """
    has_head(document)
    issuer = need(document.parts.issuer, "tên cơ quan ban hành")
    name = fold(document.parts.issuer_name)
    symbol = re.search(r"/(ĐU|CB)$", document.parts.number_line.text if document.parts.number_line else "")
    other = _COMMITTEE.search(name) or name.startswith("ĐẠI HỘI") or _CENTRAL.search(name)
    concerned(((_GRASSROOTS.match(name) or symbol) and not other) or None)
    if not _GRASSROOTS.match(name):
        yield Finding(issuer[0].place, f"cơ quan ban hành đang ghi “{issuer[0].text}”, cần “ĐẢNG UỶ …” hoặc “CHI BỘ …”")
        return
    superior = document.parts.superior
    if not superior:
        yield Finding(issuer[0].place, "không có dòng “ĐẢNG BỘ …” của cấp trên trực tiếp")
    elif not fold(superior[0].text).startswith("ĐẢNG BỘ ") and not _CENTRAL.search(fold(superior[0].text)):
        yield Finding(superior[0].place, f"dòng cấp trên đang ghi “{superior[0].text}”, cần “ĐẢNG BỘ …”")


@rule("HD-16", "P", "loi", facts=True)
def committee_is_not_the_issuer(document: Document) -> Iterator[Finding]:
    """Ban thường vụ, ban chấp hành dưới Trung ương không ghi ở chỗ tên cơ quan ban hành.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 2.1.2; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.2.

    Vì sao: Văn bản của ban chấp hành và của ban thường vụ cùng mang tên đảng uỷ; người ký ghi thay mặt ai.

    Sửa: Ghi “ĐẢNG UỶ …” (hoặc “HUYỆN UỶ …”); “T/M BAN THƯỜNG VỤ” để ở chỗ ký.

    Sai: BAN THƯỜNG VỤ ĐẢNG UỶ XÃ TÂN HOÀ

    Đúng: ĐẢNG UỶ XÃ TÂN HOÀ
    """
    has_head(document)
    issuer = need(document.parts.issuer, "tên cơ quan ban hành")
    name = fold(document.parts.issuer_name)
    kept = not _COMMITTEE.search(name) or bool(_CENTRAL.search(name))
    yield from unless(kept, issuer[0].place, f"đang ghi “{document.parts.issuer_name}”")


@rule("HD-18", "A", "canh-bao", "I", view="docx")
def head_table_shows_no_border(document: Document) -> Iterator[Finding]:
    """Bảng dùng để bố trí phần đầu văn bản không hiện đường viền.

    Thông lệ trình bày; sơ đồ bố trí của Hướng dẫn 05-HD/VPTW (Phụ lục 1) và Nghị định 30/2020/NĐ-CP không có khung.

    Vì sao: Khung kẻ quanh tên cơ quan, số, ngày không phải thành phần nào của thể thức.

    Sửa: Chọn bảng ở đầu trang → Viền (Borders) → Không viền (No Border).

    Sai: Tên cơ quan và tiêu đề nằm trong hai ô có khung.

    Đúng: Hai cột không viền.
    """
    view = need(document.docx, "tệp Word")
    number = concerned(document.parts.header_table or None)
    cells = (cell for row in view.tables[number - 1].rows for cell in row.cells)
    if any(map(_framed, cells)):
        yield Finding(_first_place(view, number), "bảng ở đầu văn bản hiện đường viền")


def _framed(cell: Cell) -> bool:
    """A frame, not a rule drawn with the border of an empty cell or of the foot of one."""
    edges = cell.edges
    return edges.left or edges.right or (edges.top and edges.bottom and bool(cell.text.strip()))


def _first_place(view: DocxView, number: int) -> Place:
    paragraphs: Iterator[Paragraph] = (
        p for row in view.tables[number - 1].rows for c in row.cells for p in c.paragraphs
    )
    first = next(paragraphs, None)
    return first.place if first else view.tables[number - 1].place


@rule("HD-19", "P", "canh-bao", "S", facts=True)
def no_district_after_its_end(document: Document) -> Iterator[Finding]:
    """Văn bản từ ngày 01/7/2025 không ghi tổ chức cấp huyện ở chỗ tên cơ quan.

    Quy định 399-QĐ/TW; chủ trương tổ chức chính quyền địa phương hai cấp từ ngày 01/7/2025.

    Vì sao: Cấp huyện không còn từ ngày 01/7/2025; tên cũ là dấu vết của văn bản năm trước.

    Sửa: Ghi tên đảng bộ tỉnh, thành phố hoặc đảng bộ xã, phường, đặc khu theo tổ chức hiện nay.

    Sai: ĐẢNG BỘ HUYỆN SƠN DƯƠNG (ngày 03/02/2026)

    Đúng: ĐẢNG BỘ TỈNH TUYÊN QUANG (ngày 03/02/2026)
    """
    lines = concerned((*document.parts.superior, *document.parts.issuer))
    day = need(document.parts.day or document.known.day, "ngày của văn bản")
    concerned(day >= TWO_TIERS_FROM or None)
    for line in lines:
        if _DISTRICT.search(fold(line.text)):
            yield Finding(line.place, f"đang ghi “{line.text}”, văn bản ngày {day.day:02d}/{day.month}/{day.year}")


@rule("HD-20", "A", "loi", facts=True)
def issuer_is_the_registered_body(document: Document) -> Iterator[Finding]:
    """Tên cơ quan ban hành đúng tên đã đăng ký của cơ quan.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 2.1; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 2.a.

    Vì sao: Tên sai là sai người chịu trách nhiệm; thường còn lại từ văn bản của đơn vị khác.

    Sửa: Ghi đúng tên trong quyết định thành lập.

    Sai: CHI BỘ THÔN ĐỒNG TIỀN (tên đăng ký: Chi bộ thôn Đồng Tiến)

    Đúng: CHI BỘ THÔN ĐỒNG TIẾN
    """
    has_head(document)
    if not document.known.issuer:
        unjudged("không biết tên đã đăng ký của cơ quan")
    issuer = need(document.parts.issuer, "tên cơ quan ban hành")
    kept = fold(document.parts.issuer_name) == fold(document.known.issuer or "")
    yield from unless(kept, issuer[0].place, f"đang ghi “{document.parts.issuer_name}”, cần “{document.known.issuer}”")
    superior = " ".join(line.text for line in document.parts.superior)
    if superior and document.known.superior and fold(superior) != fold(document.known.superior):
        yield Finding(document.parts.superior[0].place, f"đang ghi “{superior}”, cần “{document.known.superior}”")

"""Paper, orientation and margins of the Word file (khổ giấy, chiều giấy, lề)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Final, Literal

from vanban.the_thuc.document import Document
from vanban.the_thuc.geometry import numbers, page_place, section_place
from vanban.the_thuc.law import A4_MM, Page, page
from vanban.the_thuc.looks import millimetres
from vanban.the_thuc.page_views import PdfPage, PdfView
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, NotConcerned, concerned, need, rule, unjudged
from vanban.the_thuc.rules.page_pdf import body_lines
from vanban.the_thuc.views import DocxView, Section, Table

Side = Literal["top", "bottom", "left", "right"]
_A5_MM: Final = (148.0, 210.0)
_SLIPS: Final = ("GIẤY ", "PHIẾU ", "THƯ CÔNG")
_SIDES: Final[tuple[Side, ...]] = ("top", "bottom", "left", "right")
_NAMES: Final = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
_DOCX_MM: Final = 0.5
_PDF_MM: Final = 1.0
_ENOUGH: Final = 6
_MEASURED: Final = 40
_WIDE_MM: Final = 120.0
_DOTS: Final = regex(r"\.{4}|…")


@rule("PG-01", "A", "loi")
def paper_is_a4(document: Document) -> Iterator[Finding]:
    """Văn bản trình bày trên giấy khổ A4 (210 × 297 mm).

    Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 3; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 1.

    Vì sao: Khổ khác in ra bị co, bị cắt và không đóng chung được với hồ sơ; chỉ giấy tờ hành chính được dùng khổ A5.

    Sửa: Bố trí trang (Layout) → Khổ giấy (Size) → A4.

    Sai: Khổ Letter 216 × 279 mm.

    Đúng: Khổ A4 210 × 297 mm; trang ngang 297 × 210 mm.
    """
    slip = document.parts.kind is not None and document.parts.kind.text.upper().startswith(_SLIPS)
    allowed = (A4_MM, _A5_MM) if slip else (A4_MM,)
    if document.docx is not None:
        for index, section in enumerate(document.docx.sections):
            size = (section.page_width_mm, section.page_height_mm)
            if not _fits(size, allowed):
                yield Finding(section_place(document.docx, index), _paper(size))
    elif document.pdf is not None:
        wrong = [p for p in document.pdf.pages if not _fits((p.width_mm, p.height_mm), allowed)]
        if wrong:
            seen = f"trang {numbers(p.number for p in wrong)}: {_paper((wrong[0].width_mm, wrong[0].height_mm))}"
            yield Finding(page_place(wrong[0].number), seen)


def _fits(size: tuple[float, float], allowed: tuple[tuple[float, float], ...]) -> bool:
    short, long = sorted(size)
    return any(abs(short - a) < _DOCX_MM and abs(long - b) < _DOCX_MM for a, b in allowed)


def _paper(size: tuple[float, float]) -> str:
    return f"đang là {size[0]:.0f} × {size[1]:.0f} mm, cần 210 × 297 mm"


@rule("PG-02", "A", "canh-bao")
def landscape_only_for_tables(document: Document) -> Iterator[Finding]:
    """Trang đặt dọc; chỉ đặt ngang khi phần ấy có bảng, biểu.

    Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 4.1, 4.3; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 2.

    Vì sao: Văn bản đọc và đóng quyển theo chiều dọc; chiều ngang chỉ để bảng nhiều cột đủ chỗ.

    Sửa: Bố trí trang → Hướng giấy (Orientation) → Dọc (Portrait) cho phần không có bảng.

    Sai: Phần lời văn đặt trên trang ngang.

    Đúng: Phần lời văn đặt trang dọc, biểu 30 cột đặt trang ngang.
    """
    if document.docx is not None:
        for index, section in enumerate(document.docx.sections):
            if section.landscape and not _holds_table(document.docx, section):
                yield Finding(section_place(document.docx, index), "trang đặt ngang mà không có bảng")
    elif document.pdf is not None:
        wrong = [p for run in _across(document.pdf) if not any(map(_ruled, run)) for p in run]
        if any(p.lines for p in wrong):
            seen = f"trang {numbers(p.number for p in wrong)} đặt ngang mà không có bảng"
            yield Finding(page_place(wrong[0].number), seen)


def _holds_table(view: DocxView, section: Section) -> bool:
    first, end = section.blocks
    return any(isinstance(block, Table) and block.ruled for block in view.body[first:end])


def _across(pdf: PdfView) -> list[list[PdfPage]]:
    """The landscape pages, those that follow one another together: one part with its table."""
    runs = groupby(pdf.pages, key=lambda at: at.width_mm > at.height_mm)
    return [list(run) for landscape, run in runs if landscape]


def _ruled(at: PdfPage) -> bool:
    """Whether the page shows a table: strokes both ways, or pictures (a scan cannot be told)."""
    level = sum(stroke.horizontal for stroke in at.strokes)
    return bool(at.images) or (level > 1 and len(at.strokes) > level)


def _margin(document: Document, side: Side) -> Iterator[Finding]:
    """Sections of the Word file whose margin on that side is outside the profile's band."""
    if document.docx is None:
        raise NotConcerned
    law = page(document.profile)
    band: tuple[float, float] = getattr(law, side)
    for index, section in enumerate(document.docx.sections):
        now = getattr(section, f"{side}_mm")
        if not _within(now, band) and not _turned(section, law):
            yield Finding(section_place(document.docx, index), _told(side, now, band))


def _told(side: Side, now: float, band: tuple[float, float]) -> str:
    low, high = band
    wanted = millimetres(low) if low == high else f"{low:g}–{high:g} mm"
    return f"lề {_NAMES[side]} đang là {millimetres(now)}, cần {wanted}"


def _edge(document: Document, side: Literal["left", "right"]) -> Iterator[Finding]:
    """The margin of the Word file; of a PDF alone, where enough lines on its front pages keep one edge.

    In a Party PDF letters beyond the edge are for rule PG-11 to tell.
    """
    if document.docx is not None:
        yield from _margin(document, side)
        return
    low, high = getattr(page(document.profile), side)
    edges = [edge for at in need(document.pdf, "tệp PDF").pages[:_MEASURED:2] for edge in _edges(at, side)]
    common = _common(edges)
    if len(common) < _ENOUGH or min(edges) < min(common) - _PDF_MM:
        unjudged("không đủ dòng chữ để đo lề trên trang PDF")
    now = sum(common) / len(common)
    kept = now <= high + _PDF_MM and (document.profile != "S" or now >= low - _PDF_MM)
    if not kept:
        yield Finding(page_place(1), _told(side, now, (low, high)))


def _edges(at: PdfPage, side: Literal["left", "right"]) -> list[float]:
    """How far lines of an upright page stand from that edge of the paper.

    At the right only wide ones count, at the left only those that go on a full one, because a line that begins a
    paragraph may be indented. Rows of dots are left out.
    """
    lines = [line for line in body_lines(at) if not _DOTS.search(line.text)] if at.width_mm < at.height_mm else []
    if side == "right":
        return [at.width_mm - line.x1_mm for line in lines if line.x1_mm - line.x0_mm > _WIDE_MM]
    full = max((line.x1_mm for line in lines), default=0.0) - _PDF_MM
    return [line.x0_mm for above, line in pairwise(lines) if above.x1_mm > full]


def _common(edges: list[float]) -> list[float]:
    """Those of the edges that most lines share, within half a millimetre or so."""
    halves = Counter(round(edge * 2) for edge in edges)
    if not halves:
        return []
    best = max(sorted(halves), key=lambda half: halves[half] + halves[half + 1])
    return [edge for edge in edges if round(edge * 2) in (best, best + 1)]


def _within(value: float, band: tuple[float, float]) -> bool:
    return band[0] - _DOCX_MM <= value <= band[1] + _DOCX_MM


def _turned(section: Section, law: Page) -> bool:
    """A landscape section whose margins are those of the upright page, turned with the paper either way."""
    now = [getattr(section, f"{side}_mm") for side in _SIDES]
    turns = ((law.left, law.right, law.bottom, law.top), (law.right, law.left, law.top, law.bottom))
    return section.landscape and any(all(map(_within, now, turn)) for turn in turns)


@rule("PG-03", "P", "loi", view="docx")
def party_top_margin(document: Document) -> Iterator[Finding]:
    """Lề trên của văn bản của Đảng là 20 mm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 4.1.1; Hướng dẫn 36-HD/VPTW, mục III.

    Vì sao: Văn bản của Đảng dùng trị số cố định, không dùng khoảng như văn bản của Nhà nước.

    Sửa: Bố trí trang → Lề (Margins) → Trên (Top): 2 cm.

    Sai: Lề trên 25 mm.

    Đúng: Lề trên 20 mm.
    """
    return _margin(document, "top")


@rule("PG-04", "P", "loi", view="docx")
def party_bottom_margin(document: Document) -> Iterator[Finding]:
    """Lề dưới của văn bản của Đảng là 20 mm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 4.1.2; Hướng dẫn 36-HD/VPTW, mục III.

    Vì sao: Văn bản của Đảng dùng trị số cố định, không dùng khoảng như văn bản của Nhà nước.

    Sửa: Bố trí trang → Lề (Margins) → Dưới (Bottom): 2 cm.

    Sai: Lề dưới 25 mm.

    Đúng: Lề dưới 20 mm.
    """
    return _margin(document, "bottom")


@rule("PG-05", "P", "loi")
def party_left_margin(document: Document) -> Iterator[Finding]:
    """Lề trái của văn bản của Đảng là 30 mm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 4.1.3; Hướng dẫn 36-HD/VPTW, mục III.

    Vì sao: Lề trái là chỗ đóng quyển; trị số 35 mm thuộc hướng dẫn cũ năm 2004.

    Sửa: Bố trí trang → Lề (Margins) → Trái (Left): 3 cm.

    Sai: Lề trái 35 mm.

    Đúng: Lề trái 30 mm.
    """
    return _edge(document, "left")


@rule("PG-06", "P", "loi")
def party_right_margin(document: Document) -> Iterator[Finding]:
    """Lề phải của văn bản của Đảng là 15 mm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 4.1.4; Hướng dẫn 36-HD/VPTW, mục III.

    Vì sao: Văn bản của Đảng dùng trị số cố định, không dùng khoảng như văn bản của Nhà nước.

    Sửa: Bố trí trang → Lề (Margins) → Phải (Right): 1,5 cm.

    Sai: Lề phải 20 mm.

    Đúng: Lề phải 15 mm.
    """
    return _edge(document, "right")


@rule("PG-07", "P", "loi")
def even_pages_are_mirrored(document: Document) -> Iterator[Finding]:
    """Văn bản in hai mặt thì mặt sau có lề trái 15 mm, lề phải 30 mm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 4.2; Hướng dẫn 36-HD/VPTW, mục III.

    Vì sao: Mặt sau đóng quyển ở bên phải; lề không đối xứng thì chữ bị ghim che mất.

    Sửa: Bố trí trang → Lề → Nhiều trang (Multiple pages): Lề đối xứng (Mirror margins), trong 3 cm, ngoài 1,5 cm.

    Sai: In hai mặt, trang 2 vẫn lề trái 30 mm.

    Đúng: In hai mặt, trang 2 lề trái 15 mm, lề phải 30 mm.
    """
    mirrored = document.docx is not None and document.docx.mirror
    if document.known.duplex is None and not mirrored:
        unjudged("không biết văn bản in một mặt hay hai mặt")
    concerned(document.known.duplex or mirrored or None)
    if document.docx is not None and not mirrored:
        yield Finding(section_place(document.docx, 0), "chưa đặt lề đối xứng cho bản in hai mặt")
    elif document.docx is None and document.pdf is not None:
        yield from _backs(document.pdf)


def _backs(pdf: PdfView) -> Iterator[Finding]:
    for at in pdf.pages[1::2]:
        edges = [line.x1_mm for line in at.lines]
        if edges and at.width_mm < at.height_mm and max(edges) > A4_MM[0] - 30 + _PDF_MM:
            now = millimetres(A4_MM[0] - max(edges))
            yield Finding(page_place(at.number), f"mặt sau có lề phải {now}, cần 30 mm")


@rule("PG-08", "S", "loi", view="docx")
def state_top_and_bottom_margins(document: Document) -> Iterator[Finding]:
    """Lề trên, lề dưới của văn bản hành chính từ 20 đến 25 mm.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 3.

    Vì sao: Ngoài khoảng ấy, số trang hoặc dòng cuối chạm mép giấy, hoặc trang thừa khoảng trắng.

    Sửa: Bố trí trang → Lề (Margins) → Trên, Dưới: 2 cm.

    Sai: Lề trên 15 mm.

    Đúng: Lề trên 20 mm, lề dưới 20 mm.
    """
    yield from _margin(document, "top")
    yield from _margin(document, "bottom")


@rule("PG-09", "S", "loi")
def state_left_margin(document: Document) -> Iterator[Finding]:
    """Lề trái của văn bản hành chính từ 30 đến 35 mm.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 3.

    Vì sao: Lề trái là chỗ đóng quyển.

    Sửa: Bố trí trang → Lề (Margins) → Trái (Left): 3 cm.

    Sai: Lề trái 25 mm.

    Đúng: Lề trái 30 mm.
    """
    return _edge(document, "left")


@rule("PG-10", "S", "loi")
def state_right_margin(document: Document) -> Iterator[Finding]:
    """Lề phải của văn bản hành chính từ 15 đến 20 mm.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 3.

    Vì sao: Ngoài khoảng ấy, dòng chữ dài ngắn khác nhau giữa các văn bản của một cơ quan.

    Sửa: Bố trí trang → Lề (Margins) → Phải (Right): 1,5 cm.

    Sai: Lề phải 25 mm.

    Đúng: Lề phải 15 mm.
    """
    return _edge(document, "right")

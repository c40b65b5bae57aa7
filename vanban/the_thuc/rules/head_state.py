"""The head of a State document: Quốc hiệu, Tiêu ngữ, tên cơ quan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.geometry import on_page, page_place, shown, strokes_under
from vanban.the_thuc.law import MOTTO, STATE_TITLES, look
from vanban.the_thuc.looks import ill_looking, millimetres, printed
from vanban.the_thuc.page_views import PdfLine, PdfView
from vanban.the_thuc.rule import Finding, need, rule, unless
from vanban.the_thuc.rules.head import has_head
from vanban.the_thuc.rules.head_pdf import head_shown, rule_beneath
from vanban.the_thuc.views import Place
from vanban.viet import nfc

# A third to a half of the words, drawn by hand: the ends may be a little off.
SHORT_RULE: Final = (1 / 3 - 0.03, 1 / 2 + 0.03)
_SEARCHED_MM: Final = 8.0
_AXIS_MM: Final = 2.0


@rule("HD-05", "S", "loi")
def state_title_is_exact(document: Document) -> Iterator[Finding]:
    """Quốc hiệu “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM” chữ in hoa, cỡ 12–13, đứng, đậm.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 1.a; mục V, dòng 1.

    Vì sao: Quốc hiệu là thành phần đầu tiên của văn bản Nhà nước, không được sai chữ nào.

    Sửa: Gõ lại Quốc hiệu bằng chữ in hoa (HÒA hoặc HOÀ), cỡ 13, đậm.

    Sai: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM (cỡ 14)

    Đúng: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM (cỡ 13, đậm)
    """
    has_head(document)
    title = need(document.parts.title, "Quốc hiệu")
    seen = printed(title)
    yield from unless(nfc(seen) in STATE_TITLES, title.place, f"đang ghi “{seen}”")
    yield from ill_looking((title,), look("S", "title"))


@rule("HD-06", "S", "loi")
def motto_is_exact(document: Document) -> Iterator[Finding]:
    """Tiêu ngữ “Độc lập - Tự do - Hạnh phúc” cỡ 13–14, đứng, đậm, gạch nối có dấu cách hai bên.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 1.b; mục V, dòng 1.

    Vì sao: Chữ cái đầu của ba cụm viết hoa, giữa là gạch nối (-), không phải gạch ngang dài (–).

    Sửa: Gõ lại tiêu ngữ, cỡ 14, đậm.

    Sai: Độc lập – Tự do – Hạnh phúc

    Đúng: Độc lập - Tự do - Hạnh phúc
    """
    has_head(document)
    motto = need(document.parts.motto, "Tiêu ngữ")
    yield from unless(nfc(printed(motto)) == MOTTO, motto.place, f"đang ghi “{printed(motto)}”")
    yield from ill_looking((motto,), look("S", "motto"))


@rule("HD-07", "S", "loi", view="pdf")
def rule_as_long_as_the_motto(document: Document) -> Iterator[Finding]:
    """Dưới Tiêu ngữ có đường kẻ ngang nét liền, dài bằng dòng chữ.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 1.b.

    Vì sao: Đường kẻ ngăn Quốc hiệu, Tiêu ngữ với địa danh, thời gian; phải bằng độ dài dòng chữ.

    Sửa: Kẻ đường liền dài bằng dòng Tiêu ngữ (Draw → Line), không dùng gạch chân.

    Sai: Đường kẻ bằng nửa Tiêu ngữ.

    Đúng: Đường kẻ dài 60 mm dưới Tiêu ngữ dài 60 mm (cỡ 14, đậm).
    """
    head_shown(document)
    motto = on_page(shown(document).motto, "Tiêu ngữ")
    place = document.parts.motto.place if document.parts.motto else page_place(1)
    return rule_beneath(document, motto, place)


@rule("HD-13", "S", "loi")
def state_bodies_look_right(document: Document) -> Iterator[Finding]:
    """Tên cơ quan chủ quản cỡ 12–13 không đậm; tên cơ quan ban hành cỡ 12–13 đậm, dưới có nét kẻ 1/3–1/2 dòng chữ.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 2.b; mục V, dòng 2.

    Vì sao: Chữ đậm và nét kẻ ngắn chỉ rõ cơ quan ban hành.

    Sửa: Bỏ đậm dòng cơ quan chủ quản; kẻ nét liền dài 1/3 đến 1/2 tên cơ quan ban hành, canh giữa.

    Sai: Nét kẻ dài bằng tên cơ quan.

    Đúng: Nét kẻ dài bằng 0,4 dòng chữ, ở giữa.
    """
    has_head(document)
    issuer = need(document.parts.issuer, "tên cơ quan ban hành")
    yield from ill_looking(document.parts.superior, look("S", "superior"))
    yield from ill_looking(issuer, look("S", "issuer"))
    if document.pdf is not None and document.shown is not None and document.shown.issuer:
        last = document.shown.issuer[-1].shown
        if last is not None:
            yield from short_rule_beneath(document.pdf, last, issuer[-1].place)


def short_rule_beneath(pdf: PdfView, line: PdfLine, place: Place) -> Iterator[Finding]:
    """What is wrong with the rule of a third to a half of a line that must stand in the middle under it."""
    stroke = next(strokes_under(pdf, line, _SEARCHED_MM), None)
    if stroke is None:
        yield Finding(place, f"không có nét kẻ dưới “{line.text}”")
        return
    share = stroke.length_mm / max(line.x1_mm - line.x0_mm, 1.0)
    if not SHORT_RULE[0] <= share <= SHORT_RULE[1]:
        seen = f"nét kẻ dài {millimetres(stroke.length_mm)}, bằng {share:.2f} dòng chữ, cần từ 1/3 đến 1/2"
        yield Finding(place, seen.replace(".", ","))
    elif abs((stroke.x0_mm + stroke.x1_mm) / 2 - line.centre_mm) > _AXIS_MM:
        yield Finding(place, "nét kẻ chưa ở giữa dòng chữ")


@rule("HD-14", "S", "loi")
def no_star_in_a_state_head(document: Document) -> Iterator[Finding]:
    """Dưới tên cơ quan Nhà nước không có dấu sao.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 2.b.

    Vì sao: Dấu sao là thể thức văn bản của Đảng; cơ quan Nhà nước dùng nét kẻ ngắn.

    Sửa: Xoá dấu sao, kẻ nét liền dài 1/3 đến 1/2 tên cơ quan.

    Sai: UỶ BAN NHÂN DÂN / *

    Đúng: UỶ BAN NHÂN DÂN, dưới là nét kẻ ngắn
    """
    has_head(document)
    star = document.parts.star
    if star is not None:
        yield from unless("*" not in star.text, star.place, f"có “{star.text}” dưới tên cơ quan")

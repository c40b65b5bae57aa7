"""Biên bản giao nhận hồ sơ, filled and blank: who hands over what to whom, two copies (ho-so-dien-tu 3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vanban.forms.bien_ban import subject_lines
from vanban.forms.bien_ban_hoi_nghi import filing_places
from vanban.forms.parts import (
    DOTTED_WORD,
    AnnexLines,
    BlockContext,
    Head,
    annex_lines,
    blank_date_line,
    block,
    head,
    office_of,
    recipients,
)
from vanban.forms.registry import Request, form
from vanban.model.packet import Heading, PacketPlan
from vanban.model.period import Delivery, Period
from vanban.model.review import Review
from vanban.viet import long_date, padded, short_date

CODE: Final = "giao-nhan"
_FRONT: Final = 2  # the cover and the contents are files too
_SHORT: Final = "." * 16
_DAY: Final = "ngày ..../..../......"
_STATE: Final = "đủ theo mục lục; các tệp tin mở được, không đặt mật khẩu"


class GiaoNhanContext(Head, AnnexLines):
    """Những gì mẫu biên bản giao nhận cần."""

    trich_yeu: list[str]
    mo_dau: str
    noi_dung: list[BlockContext]
    ket: str
    ben_giao_ho_ten: str
    ben_nhan_ho_ten: str
    noi_nhan: list[str]


def _subject(period: Period) -> str:
    return f"giao nhận hồ sơ kiểm điểm, đánh giá, xếp loại chất lượng năm {period.year}"


def _block_name(period: Period) -> str:
    return _subject(period).removeprefix("giao nhận ")


def _heading(review: Review, period: Period) -> Heading:
    day = period.delivery.day if period.delivery else None
    return Heading("Biên bản", _subject(period), period.office.short_name, day, period.office.code)


def _giver(review: Review, delivery: Delivery) -> str:
    """The giver's full name: typed as it is, or as the code of a person of the season."""
    person = review.individuals.get(delivery.giver)
    return person.full_name if person else delivery.giver


def _span(packet: PacketPlan) -> str:
    """`từ ngày 24/11/2021 đến ngày 17/12/2021`: the days of the packet's papers."""
    days = sorted(day for paper in packet.papers if (day := paper.heading.promulgation_date))
    return f"từ ngày {short_date(days[0])} đến ngày {short_date(days[-1])}" if days else ""


def _items(title: str, symbol: str, span: str, files: str) -> Iterator[BlockContext]:
    """Section 3: what is handed over."""
    yield block("muc", "3. Hồ sơ giao nhận")
    yield block("doan", f"- Tên khối tài liệu: {title};")
    yield block("doan", f"- Số, ký hiệu: {symbol}; thời gian: {span};")
    yield from (block("doan", line) for line in files.splitlines())
    yield block("doan", f"- Tình trạng: {_STATE}.")


def _files(packet: PacketPlan) -> str:
    papers = len(packet.papers) + _FRONT
    return (
        "- Tổng số hồ sơ: 01 hồ sơ;\n"
        f"- Tổng số tệp tin: {padded(papers + 1)} tệp PDF (01 tệp cả hồ sơ và {padded(papers)} tệp từng văn bản);"
    )


def _sides(giving: tuple[str, str, str], receiving: tuple[str, str, str]) -> Iterator[BlockContext]:
    """Sections 1 and 2: (body, name, post) of either side."""
    for title, (body, name, post) in (("1. Bên giao", giving), ("2. Bên nhận", receiving)):
        yield block("muc", f"{title}: {body}")
        yield block("doan", f"Đại diện: đồng chí {name}, {post}.")


def _closing(request: Request) -> str:
    copies = request.planned.form.copies
    return (
        f"Biên bản được lập thành {padded(copies)} bản có giá trị như nhau, mỗi bên giữ {padded(max(copies // 2, 1))} "
        "bản; đại diện hai bên đã đọc lại và cùng ký tên dưới đây."
    )


@form(CODE, Period, GiaoNhanContext, _heading)
def context(request: Request) -> GiaoNhanContext:
    """The context of the delivery minutes of the packet."""
    review, period, packet = request.review, request.review.period, request.packet
    delivery = period.delivery
    assert delivery is not None
    giver = _giver(review, delivery)
    office = office_of(review)
    return {
        **head(request, office, delivery.day),
        **annex_lines(request),
        "trich_yeu": subject_lines(_subject(period)),
        "mo_dau": f"Hôm nay, {long_date(delivery.day)}, tại {delivery.receiving_body}, hai bên giao, nhận hồ sơ như "
        "sau:",
        "noi_dung": [
            *_sides(
                (period.office.name, giver, delivery.giver_post),
                (delivery.receiving_body, delivery.receiver, delivery.receiver_post),
            ),
            *_items(_block_name(period), period.dossier.symbol, _span(packet), _files(packet)),
        ],
        "ket": _closing(request),
        "ben_giao_ho_ten": giver,
        "ben_nhan_ho_ten": delivery.receiver,
        "noi_nhan": recipients(review, filing_places(review, office)[-1:]),
    }


def _blank_heading(review: Review, period: Period) -> Heading:
    return Heading("Phụ lục", "Mẫu biên bản giao nhận hồ sơ", period.office.short_name, None)


_BLANK_FILES: Final = f"- Tổng số hồ sơ: {_SHORT};\n- Tổng số tệp tin: {_SHORT};"


@form("giao-nhan-trong", Period, GiaoNhanContext, _blank_heading)
def blank_context(request: Request) -> GiaoNhanContext:
    """The context of the blank minutes, an annex of the plan."""
    review, period = request.review, request.review.period
    day = f"ngày ..... tháng ..... năm {period.year}"
    someone = (DOTTED_WORD, DOTTED_WORD, f"chức vụ {_SHORT}")
    return {
        "cap_tren": ["TÊN CẤP UỶ CẤP TRÊN"],
        "co_quan": ["TÊN TỔ CHỨC ĐẢNG"],
        "so_ky_hieu": "Số .....-BB/.....",
        "dia_danh_ngay": blank_date_line(review),
        **annex_lines(request),
        "trich_yeu": subject_lines(_subject(period)),
        "mo_dau": f"Hôm nay, {day}, tại {_SHORT}, hai bên gồm:",
        "noi_dung": [
            *_sides(someone, someone),
            *_items(_block_name(period), _SHORT, f"từ {_DAY} đến {_DAY}", _BLANK_FILES),
        ],
        "ket": _closing(request),
        "ben_giao_ho_ten": "",
        "ben_nhan_ho_ten": "",
        "noi_nhan": [],
    }

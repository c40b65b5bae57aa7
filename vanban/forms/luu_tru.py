"""Bìa và mục lục: the papers a dossier is kept by (NĐ 30/2020/NĐ-CP Phụ lục V; ho-so-dien-tu 3.1, 4.3)."""

from __future__ import annotations

from typing import TypedDict

from vanban.forms.parts import superior_lines
from vanban.forms.registry import Request, form
from vanban.model.packet import ContentsRow, DossierView, Heading
from vanban.model.period import Period
from vanban.model.review import Review
from vanban.viet import full_date, long_date, number


class DossierHead(TypedDict):
    """Tên cơ quan trên bìa và mục lục."""

    cap_tren: list[str]
    co_quan: list[str]
    so_ho_so: str


class BiaContext(DossierHead):
    """Những gì mẫu bìa cần."""

    tieu_de: list[str]
    tu_den: str
    gom: str
    thoi_han: str


class RowContext(TypedDict):
    """Một dòng mục lục, bảy cột."""

    stt: str
    so_ky_hieu: str
    ngay: str
    noi_dung: str
    tac_gia: str
    trang: str
    ghi_chu: str


class MucLucContext(DossierHead):
    """Những gì mẫu mục lục cần."""

    nam: str
    hang: list[RowContext]
    tong: str


def dossier_of(request: Request) -> DossierView:
    """The placed packet.

    Raises:
        ValueError: the packet has no pages yet.
    """
    if request.dossier is None:
        raise ValueError("the cover and the contents need a placed packet")
    return request.dossier


def dossier_head(request: Request) -> DossierHead:
    """The names of the office and the symbol of the dossier."""
    review = request.review
    owner = review.collectives[dossier_of(request).header_of]
    return {
        "cap_tren": list(superior_lines(review, owner)),
        "co_quan": list(owner.header),
        "so_ho_so": review.period.dossier.symbol,
    }


def _cover_heading(review: Review, period: Period) -> Heading:
    return Heading("Bìa hồ sơ", "", period.office.short_name, None)


@form("bia", Period, BiaContext, _cover_heading)
def cover(request: Request) -> BiaContext:
    """The context of the cover sheet."""
    dossier = dossier_of(request)
    days = dossier.days
    span = f"Từ {long_date(days[0])} đến {long_date(days[1])}" if days else ""
    return {
        **dossier_head(request),
        "tieu_de": list(dossier.title),
        "tu_den": span,
        "gom": f"Gồm {number(dossier.total)} {dossier.unit}",
        "thoi_han": request.review.period.dossier.retention,
    }


def page_range(first: int, last: int) -> str:
    """`4-5`, or `6` for a single page."""
    return str(first) if first == last else f"{first}-{last}"


def _row(order: int, row: ContentsRow) -> RowContext:
    return {
        "stt": str(order),
        "so_ky_hieu": row.number or "–",
        "ngay": full_date(row.day) if row.day else "–",
        "noi_dung": row.title,
        "tac_gia": row.author,
        "trang": page_range(row.first_page, row.last_page),
        "ghi_chu": "",
    }


def _total(rows: tuple[ContentsRow, ...], unit: str) -> str:
    first, last = rows[0].first_page, rows[-1].last_page
    return f"Tổng số: {len(rows)} văn bản, tài liệu; {last - first + 1} {unit} (từ {unit} {first} đến {unit} {last})."


def _contents_heading(review: Review, period: Period) -> Heading:
    return Heading("Mục lục văn bản, tài liệu", "", period.office.short_name, None)


@form("muc-luc", Period, MucLucContext, _contents_heading)
def contents(request: Request) -> MucLucContext:
    """The context of the table of contents."""
    dossier = dossier_of(request)
    rows = dossier.rows
    return {
        **dossier_head(request),
        "nam": str(request.review.period.year),
        "hang": [_row(order, row) for order, row in enumerate(rows, 1)],
        "tong": _total(rows, dossier.unit),
    }

"""Danh mục in: one sheet for the person who prints a packet; it is not bound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TypedDict

from vanban.forms.luu_tru import page_range
from vanban.forms.registry import Request, form
from vanban.model.packet import ContentsRow, Heading
from vanban.model.period import Period
from vanban.model.review import Review
from vanban.viet import capitalized, number


class PrintRow(TypedDict):
    """Một dòng danh mục in."""

    stt: str
    ten: str
    so_van_ban: str
    trang: str
    so_trang: str
    so_ban: str
    mot_mat: str
    hai_mat: str


class PrintTotal(TypedDict):
    """Dòng tổng cộng."""

    ten: str
    so_van_ban: str
    trang: str
    so_trang: str
    so_ban: str
    mot_mat: str
    hai_mat: str


class DanhMucInContext(TypedDict):
    """Những gì mẫu danh mục in cần."""

    tieu_de: list[str]
    so_ho_so: str
    hang: list[PrintRow]
    tong_cong: PrintTotal
    chi_dan: list[str]


def sheets(pages: int, copies: int, both_sides: bool) -> int:
    """Sheets of A4 for so many copies of one paper; every paper begins on a sheet of its own."""
    return copies * (-(-pages // 2) if both_sides else pages)


def _pages(row: ContentsRow) -> int:
    return row.last_page - row.first_page + 1


def _sums(rows: Sequence[ContentsRow]) -> tuple[int, int, int]:
    """Pages to print once, sheets on one side, sheets on both sides."""
    single = sum(sheets(_pages(row), row.copies, both_sides=False) for row in rows)
    double = sum(sheets(_pages(row), row.copies, both_sides=True) for row in rows)
    return sum(_pages(row) for row in rows), single, double


def bundles(rows: Sequence[ContentsRow]) -> list[tuple[str, list[ContentsRow]]]:
    """The papers of one part and form together, in print order: the list must stay one sheet."""
    found: dict[tuple[str, str], list[ContentsRow]] = {}
    for row in rows:
        found.setdefault((row.part, row.form or row.title), []).append(row)
    return [(capitalized(name), members) for (_, name), members in found.items()]


def _ranges(rows: Iterable[ContentsRow]) -> str:
    """`4-9`, or `10-12, 16-18, …` where other papers stand between."""
    spans: list[tuple[int, int]] = []
    for row in rows:
        if spans and spans[-1][1] + 1 == row.first_page:
            spans[-1] = (spans[-1][0], row.last_page)
        else:
            spans.append((row.first_page, row.last_page))
    shown = [page_range(first, last) for first, last in spans]
    return shown[0] if len(shown) == 1 else f"{shown[0]}, …, {shown[-1]}"


def _copies(rows: Sequence[ContentsRow]) -> str:
    """The copies of each paper, the same for all papers of a form."""
    return ", ".join(str(copies) for copies, _ in groupby(sorted({row.copies for row in rows})))


def _row(order: int, name: str, rows: Sequence[ContentsRow]) -> PrintRow:
    pages, single, double = _sums(rows)
    return {
        "stt": str(order),
        "ten": name,
        "so_van_ban": str(len(rows)),
        "trang": _ranges(rows),
        "so_trang": number(pages),
        "so_ban": _copies(rows),
        "mot_mat": number(single),
        "hai_mat": number(double),
    }


def _total(rows: Sequence[ContentsRow]) -> PrintTotal:
    pages, single, double = _sums(rows)
    return {
        "ten": "Tổng cộng",
        "so_van_ban": number(len(rows)),
        "trang": page_range(rows[0].first_page, rows[-1].last_page),
        "so_trang": number(pages),
        "so_ban": "",
        "mot_mat": number(single),
        "hai_mat": number(double),
    }


def _notes() -> list[str]:
    return [
        "1. Giấy A4, tỷ lệ 100%, không chọn co giãn cho vừa trang; trang ngang in theo chiều của trang.",
        "2. In hai mặt thì lật theo cạnh dài; mỗi văn bản bắt đầu từ một tờ giấy mới.",
        "3. In theo thứ tự trang của tệp ho-so.pdf; văn bản cần nhiều bản thì in thêm từ thư mục van-ban.",
    ]


def _heading(review: Review, period: Period) -> Heading:
    return Heading("Danh mục in", "", period.office.short_name, None)


@form("danh-muc-in", Period, DanhMucInContext, _heading)
def context(request: Request) -> DanhMucInContext:
    """The context of the print list of one packet.

    Raises:
        ValueError: the packet has no pages yet.
    """
    if request.dossier is None:
        raise ValueError("the print list needs a placed packet")
    rows = request.dossier.rows
    return {
        "tieu_de": [f"Hồ sơ {request.dossier.title[0]}", *request.dossier.title[1:]],
        "so_ho_so": request.review.period.dossier.symbol,
        "hang": [_row(order, name, members) for order, (name, members) in enumerate(bundles(rows), 1)],
        "tong_cong": _total(rows),
        "chi_dan": _notes(),
    }

from __future__ import annotations

from collections.abc import Callable

import pytest

from vanban.forms import BUILDERS, Request
from vanban.forms.luu_tru import page_range
from vanban.viet import long_date

AskFront = Callable[[str, str], Request]


@pytest.mark.parametrize(("first", "last", "text"), [(4, 5, "4-5"), (6, 6, "6"), (99, 101, "99-101")])
def test_a_single_page_is_no_range(first: int, last: int, text: str) -> None:
    assert text == page_range(first, last)


def test_the_cover_says_the_span_of_days_and_the_pages(ask_front: AskFront) -> None:
    request = ask_front("bia", "dang-uy")
    context = BUILDERS["bia"].context(request)
    days = sorted(day for paper in request.packet.papers if (day := paper.heading.promulgation_date))
    assert context["tu_den"] == f"Từ {long_date(days[0])} đến {long_date(days[-1])}"
    assert context["gom"] == f"Gồm {4 + 2 * len(request.packet.papers)} trang"


def test_the_contents_list_every_paper_and_count_its_pages(ask_front: AskFront) -> None:
    request = ask_front("muc-luc", "dang-uy")
    context = BUILDERS["muc-luc"].context(request)
    rows = context["hang"]
    assert len(request.packet.papers) == len(rows)
    (row,) = [row for row in rows if row["so_ky_hieu"] == "09-TTr/ĐU"]
    first = 2 + 2 * int(row["stt"])
    assert (row["ngay"], row["trang"]) == ("17/12/2021", f"{first}-{first + 1}")
    pages = 2 * len(rows)
    told = f"Tổng số: {len(rows)} văn bản, tài liệu; {pages} trang (từ trang 4 đến trang {3 + pages})."
    assert told == context["tong"]


def test_a_paper_without_number_or_day_has_a_dash(ask_front: AskFront) -> None:
    rows = BUILDERS["muc-luc"].context(ask_front("muc-luc", "bo-bieu-mau"))["hang"]
    assert (rows[-1]["so_ky_hieu"], rows[-1]["ngay"]) == ("–", "–")

from __future__ import annotations

from collections.abc import Callable

import pytest

from vanban.forms import BUILDERS, Request
from vanban.forms.luu_tru import page_range

AskFront = Callable[[str, str], Request]


@pytest.mark.parametrize(("first", "last", "text"), [(4, 5, "4-5"), (6, 6, "6"), (99, 101, "99-101")])
def test_a_single_page_is_no_range(first: int, last: int, text: str) -> None:
    assert text == page_range(first, last)


def test_the_cover_says_the_span_of_days_and_the_pages(ask_front: AskFront) -> None:
    context = BUILDERS["bia"].context(ask_front("bia", "dang-uy"))
    assert context["tu_den"] == "Từ ngày 24 tháng 11 năm 2021 đến ngày 17 tháng 12 năm 2021"
    assert context["gom"] == "Gồm 31 trang"


def test_the_contents_list_every_paper_and_count_its_pages(ask_front: AskFront) -> None:
    request = ask_front("muc-luc", "dang-uy")
    context = BUILDERS["muc-luc"].context(request)
    rows = context["hang"]
    assert len(request.packet.papers) == len(rows)
    assert tuple(rows[0][k] for k in ("stt", "so_ky_hieu", "ngay", "trang")) == ("1", "09-TTr/ĐU", "17/12/2021", "4-5")
    assert context["tong"] == "Tổng số: 14 văn bản, tài liệu; 28 trang (từ trang 4 đến trang 31)."


def test_a_paper_without_number_or_day_has_a_dash(ask_front: AskFront) -> None:
    rows = BUILDERS["muc-luc"].context(ask_front("muc-luc", "bo-bieu-mau"))["hang"]
    assert (rows[1]["so_ky_hieu"], rows[1]["ngay"]) == ("–", "–")

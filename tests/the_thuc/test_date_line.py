from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.the_thuc.date_line import calendar, read_date


@given(st.dates(date(1930, 2, 3), date(2099, 12, 31)), st.sampled_from(["Sơn Dương", "TP Huế", "Bà Rịa - Vũng Tàu"]))
def test_a_date_written_by_the_rule_is_read_back_without_fault(day: date, place: str) -> None:
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    read = read_date(f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}")
    assert read is not None
    assert (read.place, read.odd, read.gap) == (place, "", False)
    assert calendar(read) == day


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("Sơn Dương, ngày 3 tháng 12 năm 2021", "ngày ghi “3”"),
        ("Sơn Dương, ngày 03 tháng 1 năm 2021", "tháng ghi “1”"),
        ("Sơn Dương, ngày 03 tháng 12 năm 21", "năm ghi “21”"),
        ("Sơn Dương ngày 03 tháng 12 năm 2021", "dấu phẩy"),
        ("Sơn Dương,ngày 03 tháng 12 năm 2021", "dấu cách"),
        ("Sơn Dương, Ngày 03 Tháng 12 năm 2021", "viết thường"),
        ("Sơn Dương, ngày 03 tháng12 năm 2021", "dấu cách"),
        ("Sơn Dương, ngày 03 tháng 12 năm 2021.", "năm ghi"),
    ],
)
def test_what_is_wrong_with_the_form_is_said(text: str, odd: str) -> None:
    read = read_date(text)
    assert read is not None
    assert odd in read.odd


@pytest.mark.parametrize(
    "text",
    [
        "Sơn Dương, ngày      tháng 12 năm 2021",
        "Sơn Dương, ngày … tháng … năm 20…",
        "………, ngày ..... tháng ..... năm .....",
        "ngày     tháng     năm 2021",
    ],
)
def test_blank_pieces_are_no_fault(text: str) -> None:
    read = read_date(text)
    assert read is not None
    assert read.odd == ""
    assert not read.full
    assert calendar(read) is None


def test_several_levels_stay_one_place() -> None:
    read = read_date("Tân Hoà, Sơn Dương, ngày 24 tháng 11 năm 2021")
    assert read is not None
    assert read.place == "Tân Hoà, Sơn Dương"


def test_a_numeric_date_is_not_read() -> None:
    assert read_date("Sơn Dương, 24/11/2021") is None

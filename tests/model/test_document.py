from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.model.document import DocumentNumber, number_line, parse_number

_PART = st.text("ABCDĐEGHIKLMNOPQRSTUƯVXYtrd", min_size=1, max_size=8)


@given(st.integers(1, 10**9), _PART, _PART)
def test_a_number_written_and_read_is_the_same_number(number: int, kind: str, body: str) -> None:
    written = DocumentNumber(number, f"{kind}/{body}")
    assert written == parse_number(str(written))


@pytest.mark.parametrize(("number", "text"), [(1, "01-KH/ĐU"), (9, "09-KH/ĐU"), (10, "10-KH/ĐU"), (120, "120-KH/ĐU")])
def test_numbers_below_ten_take_one_zero(number: int, text: str) -> None:
    assert text == str(DocumentNumber(number, "KH/ĐU"))


@pytest.mark.parametrize(
    "text",
    ["", "12", "12-", "12-KH", "12-KH/", "00-KH/ĐU", "0-KH/ĐU", "012-KH/ĐU", "12 -KH/ĐU", "12- KH/ĐU", "12/KH-ĐU",
     "-1-KH/ĐU", "Số 12-KH/ĐU", "12-KH/ĐU ", "12-KH /ĐU", "1e3-KH/ĐU"],
)  # fmt: skip
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    assert parse_number(text) is None


def test_a_reserved_number_is_printed() -> None:
    assert number_line(DocumentNumber(9, "TTr/ĐU"), "TTr/ĐU") == "Số 09-TTr/ĐU"


def test_without_a_number_a_gap_is_left_to_write_in() -> None:
    line = number_line(None, "TTr/ĐU")
    assert line.startswith("Số ")
    assert line.endswith(" -TTr/ĐU")
    assert not any(char.isdigit() for char in line)

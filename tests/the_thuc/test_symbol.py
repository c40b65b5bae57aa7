from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.the_thuc.symbol import read_number


def test_a_party_number_is_taken_apart() -> None:
    number = read_number("Số 05-QC/BTCTU-BNCTU")
    assert number is not None
    assert (number.digits, number.type_code, number.body_code, number.colon) == ("05", "QC", "BTCTU-BNCTU", False)


def test_a_state_number_is_taken_apart() -> None:
    number = read_number("Số: 2145/QĐ-UBND")
    assert number is not None
    assert (number.digits, number.type_code, number.body_code, number.colon) == ("2145", "QĐ", "UBND", True)


@pytest.mark.parametrize(
    "text", ["Số       -KH/ĐU", "Số ......-KH/ĐU", "Số … -KH/ĐU", "Số:     /KH-UBND", "Số ___-KH/ĐU"]
)
def test_a_blank_number_is_blank_and_keeps_its_symbol(text: str) -> None:
    number = read_number(text)
    assert number is not None
    assert number.blank
    assert number.type_code == "KH"


def test_a_bare_word_has_neither_number_nor_symbol() -> None:
    number = read_number("Số ............")
    assert number is not None
    assert number.blank
    assert number.symbol == ""


@given(st.integers(1, 99999), st.sampled_from(["KH", "TTr", "QĐ", "CTr"]), st.sampled_from(["ĐU", "CB", "BTCTU"]))
def test_odd_dashes_and_spaces_do_not_hide_the_symbol(value: int, kind: str, body: str) -> None:
    straight, odd = read_number(f"Số {value:02d}-{kind}/{body}"), read_number(f"Số {value:02d} – {kind} / {body}")
    assert straight is not None
    assert odd is not None
    assert (odd.digits, odd.symbol) == (straight.digits, straight.symbol) == (f"{value:02d}", f"-{kind}/{body}")
    assert odd.inside != straight.inside


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_without_error(text: str) -> None:
    number = read_number(text)
    assert number is None or not number.digits or number.digits in text

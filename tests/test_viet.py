from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vanban import viet

_LETTERS = "abcdeghiklmnopqrstuvxyăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ "


def _in_order(texts: list[str], key: Callable[[str], Any]) -> list[str]:
    """The texts sorted, after they stood the other way round."""
    backwards = texts[::-1]
    return sorted(backwards, key=key)


@pytest.mark.parametrize(
    ("day", "long", "short", "full"),
    [
        (date(2021, 11, 24), "ngày 24 tháng 11 năm 2021", "24/11/2021", "24/11/2021"),
        (date(2017, 8, 4), "ngày 04 tháng 8 năm 2017", "04/8/2017", "04/08/2017"),
        (date(2026, 2, 3), "ngày 03 tháng 02 năm 2026", "03/02/2026", "03/02/2026"),
        (date(2022, 1, 31), "ngày 31 tháng 01 năm 2022", "31/01/2022", "31/01/2022"),
        (date(2021, 3, 9), "ngày 09 tháng 3 năm 2021", "09/3/2021", "09/03/2021"),
        (date(2021, 10, 10), "ngày 10 tháng 10 năm 2021", "10/10/2021", "10/10/2021"),
    ],
)
def test_days_take_a_zero_and_months_only_below_three(day: date, long: str, short: str, full: str) -> None:
    assert long == viet.long_date(day)
    assert short == viet.short_date(day)
    assert full == viet.full_date(day)


@pytest.mark.parametrize(
    ("moment", "words"),
    [(time(7, 30), "7 giờ 30 phút"), (time(14, 0), "14 giờ 00 phút"), (time(0, 5), "0 giờ 05 phút")],
)
def test_minutes_always_have_two_digits(moment: time, words: str) -> None:
    assert words == viet.clock(moment)


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (999, "999"), (4371, "4.371"), (1234567, "1.234.567")])
def test_thousands_are_parted_by_a_full_stop(value: int, text: str) -> None:
    assert text == viet.number(value)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "00"), (4, "04"), (12, "12"), (99, "99"), (100, "100"), (1214, "1.214")]
)
def test_counts_have_two_digits_at_least(value: int, text: str) -> None:
    assert text == viet.padded(value)


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(4, 4, "100,0"), (5, 6, "83,3"), (1, 3, "33,3"), (2, 3, "66,7"), (0, 7, "0,0"), (3, 0, "0,0"), (1, 16, "6,3")],
)
def test_a_share_has_one_decimal_after_a_comma(part: int, whole: int, text: str) -> None:
    assert text == viet.percent(part, whole)


@pytest.mark.parametrize(("part", "text"), [(1, "0,1"), (3, "0,2"), (5, "0,3"), (7, "0,4"), (1999, "100,0")])
def test_a_half_is_rounded_up_and_never_to_the_even_digit(part: int, text: str) -> None:
    assert text == viet.percent(part, 2000)


@given(st.integers(1, 10**9).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
@example((1, 2000))
@example((1, 3))
def test_a_share_recomputes_within_half_a_tenth(votes: tuple[int, int]) -> None:
    part, whole = votes
    printed = Fraction(viet.percent(part, whole).replace(".", "").replace(",", "."))
    assert abs(printed - Fraction(100 * part, whole)) <= Fraction(1, 20)


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["A"], "A"), (["A", "B"], "A và B"), (["A", "B", "C"], "A, B và C")],
)
def test_items_are_joined_as_a_sentence_lists_them(items: list[str], text: str) -> None:
    assert text == viet.joined(items)
    assert text == viet.joined(iter(items))


@given(st.text(_LETTERS))
def test_composed_and_decomposed_text_become_the_same(text: str) -> None:
    assert viet.nfc(text) == viet.nfc(unicodedata.normalize("NFD", text))
    assert unicodedata.is_normalized("NFC", viet.nfc(text))


@given(st.text(_LETTERS + _LETTERS.upper()))
def test_the_plain_form_of_vietnamese_is_ascii_of_the_same_length(text: str) -> None:
    assert viet.plain(text).isascii()
    assert len(text) == len(viet.plain(text))


@given(st.text())
def test_plain_text_is_every_letter_without_what_stands_on_it(text: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    assert viet.plain(text) == bare.replace("đ", "d").replace("Đ", "D")


def test_plain_text_keeps_its_case() -> None:
    assert viet.plain("Đảng uỷ ĐẶNG") == "Dang uy DANG"


@given(st.text())
def test_a_slug_is_a_file_name_on_every_system(text: str) -> None:
    words = viet.slug(text).split("-")
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words)


def test_a_slug_is_never_empty() -> None:
    assert viet.slug("Biên bản số 14-BB/ĐU") == "bien-ban-so-14-bb-du"
    assert viet.slug("“…”") == "van-ban"


@pytest.mark.parametrize(("text", "shown"), [("", ""), ("đồng chí Đạt", "Đồng chí Đạt"), ("ổ đĩa", "Ổ đĩa")])
def test_only_the_first_letter_is_raised(text: str, shown: str) -> None:
    assert shown == viet.capitalized(text)


def test_names_are_ordered_by_given_name_then_family_name_then_middle_names() -> None:
    ordered = [
        "Trần Văn An",
        "Lê Thị Bình",
        "Trần Anh Bình",
        "Trần Văn Bình",
        "Nguyễn Thị Cúc",
    ]
    assert ordered == _in_order(ordered, viet.name_key)


def test_the_letter_dd_comes_after_d_and_before_e() -> None:
    ordered = ["Lê Văn Dũng", "Lê Văn Duy", "Lê Văn Đào", "Lê Văn Đạt", "Lê Văn Em"]
    assert ordered == _in_order(ordered, viet.name_key)


def test_letters_with_marks_are_letters_of_their_own() -> None:
    ordered = ["An", "Ăn", "Ân", "Ba", "Em", "Ên", "On", "Ôn", "Ơn", "Un", "Ưn"]
    assert ordered == _in_order(ordered, viet.word_key)


def test_tones_follow_the_dictionary() -> None:
    ordered = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert ordered == _in_order(ordered, viet.word_key)


def test_a_tone_decides_only_when_all_letters_are_equal() -> None:
    ordered = ["Mạ", "Mai", "Mài", "Man"]
    assert ordered == _in_order(ordered, viet.word_key)


@given(st.text(_LETTERS, min_size=1))
def test_a_name_typed_in_either_form_has_the_same_place(name: str) -> None:
    assert viet.name_key(viet.nfc(name)) == viet.name_key(unicodedata.normalize("NFD", name))


def test_capitals_do_not_change_the_order() -> None:
    assert viet.name_key("ĐỖ THUỲ LINH") == viet.name_key("Đỗ Thuỳ Linh")


@pytest.mark.parametrize("name", ["", "Linh", "Lò A"])
def test_short_names_have_a_place_too(name: str) -> None:
    assert len(name.split()) == len(viet.name_key(name))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (40, "bốn mươi"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (281, "hai trăm tám mươi mốt"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1015, "một nghìn không trăm mười lăm"),
        (3421, "ba nghìn bốn trăm hai mươi mốt"),
        (1000001, "một triệu không trăm linh một"),
    ],
)
def test_numbers_in_words(value: int, words: str) -> None:
    assert viet.in_words(value) == words


SAID = {"một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8}
SAID |= {"chín": 9, "không": 0, "mười": 10}


def heard(words: str) -> int:
    """The number that a listener would write down."""
    total = group = digit = 0
    for word in words.split():
        if word in {"nghìn", "triệu", "tỷ"}:
            total += (group + digit) * {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}[word]
            group = digit = 0
        elif word in {"trăm", "mươi"}:
            group, digit = group + digit * (100 if word == "trăm" else 10), 0
        elif word == "mười":
            group, digit = group + 10, 0
        elif word != "linh":
            digit = SAID[word]
    return total + group + digit


@given(st.integers(0, 10**12 - 1))
def test_numbers_in_words_can_be_written_down_again(value: int) -> None:
    assert heard(viet.in_words(value)) == value


@pytest.mark.parametrize("value", [-1, 10**12])
def test_numbers_without_words_are_refused(value: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        viet.in_words(value)

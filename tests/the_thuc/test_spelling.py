from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.the_thuc.spelling import fold, new_tone, same_name

_LETTERS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạòóỏõọùúủũụỳýỷỹỵèéẻẽẹỦÙOAUY -", max_size=40)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hòa", "hoà"),
        ("khỏe", "khoẻ"),
        ("ủy ban", "uỷ ban"),
        ("THỦY", "THUỶ"),
        ("Hòa Bình", "Hoà Bình"),
        ("hoàn", "hoàn"),
        ("quý", "quý"),
        ("của", "của"),
        ("mùa", "mùa"),
        ("thuyền", "thuyền"),
        ("nghĩa", "nghĩa"),
    ],
)
def test_the_tone_goes_to_the_last_vowel_of_open_syllables(old: str, new: str) -> None:
    assert new_tone(old) == new


@given(_LETTERS)
def test_nothing_but_tone_marks_moves(text: str) -> None:
    def bare(words: str) -> str:
        marks = "\u0300\u0301\u0303\u0309\u0323"
        return "".join(c for c in unicodedata.normalize("NFD", words) if c not in marks)

    assert bare(new_tone(text)) == bare(text)


@given(_LETTERS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(_LETTERS)
def test_decomposed_letters_are_the_same_name(text: str) -> None:
    assert same_name(unicodedata.normalize("NFD", text), text.lower())

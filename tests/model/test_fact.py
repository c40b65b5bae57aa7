from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from vanban.model import fact
from vanban.model.fact import Fact
from vanban.viet import full_date, short_date

_DATE = TypeAdapter(fact.Date)
_TIME = TypeAdapter(fact.Time)
_FLAG = TypeAdapter(fact.Flag)
_CODE = TypeAdapter(fact.Code)
_PARAGRAPHS = TypeAdapter(fact.Paragraphs)


@pytest.mark.parametrize("text", ["24/11/2021", " 24/11/2021 "])
def test_a_date_is_typed_day_month_year(text: str) -> None:
    assert date(2021, 11, 24) == _DATE.validate_python(text)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_every_way_the_papers_write_a_date_is_read_back(day: date) -> None:
    typed = {full_date(day), short_date(day), f"{day.day}/{day.month}/{day.year}"}
    assert {day} == {_DATE.validate_python(text) for text in typed}


@pytest.mark.parametrize(
    ("text", "said"),
    [("2021-11-24", "viết ngày/tháng/năm, năm đủ"), ("24.11.2021", "viết ngày"), ("24/11/21", "viết ngày"),
     ("hôm qua", "viết"), ("", "viết ngày"), ("30/02/2021", "không có ngày 30/02/2021"),
     ("11/24/2021", "không có ngày"), ("29/2/2021", "không có ngày"), ("0/1/2021", "không có ngày")],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_the_right_way_to_write_it(text: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        _DATE.validate_python(text)


@pytest.mark.parametrize("value", ["24/11/0221", "01/01/0001", "31/12/9999", "1/1/1899", date(1, 1, 1)])
def test_a_year_that_no_paper_can_bear_is_a_slip(value: object) -> None:
    with pytest.raises(ValidationError, match="năm phải từ 1900 đến 2100"):
        _DATE.validate_python(value)


@pytest.mark.parametrize(
    ("text", "moment"), [("14:00", time(14)), ("7:30", time(7, 30)), ("07g30", time(7, 30)), ("0h05", time(0, 5))]
)
def test_a_time_is_typed_as_clerks_do(text: str, moment: time) -> None:
    assert moment == _TIME.validate_python(text)


@pytest.mark.parametrize("text", ["24:00", "14:60", "14", "840", "hai giờ"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="không phải giờ"):
        _TIME.validate_python(text)


@pytest.mark.parametrize(
    ("text", "answer"), [("co", True), ("có", True), ("CÓ", True), ("khong", False), ("Không", False)]
)
def test_yes_and_no_are_said_in_vietnamese(text: str, answer: bool) -> None:
    assert answer is _FLAG.validate_python(text)


@pytest.mark.parametrize("text", ["no", "yes", "true", "1", ""])
def test_other_words_for_yes_and_no_are_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="co hoặc khong"):
        _FLAG.validate_python(text)


def test_lines_of_one_text_are_paragraphs() -> None:
    assert _PARAGRAPHS.validate_python("Một.\n\n  Hai.  \n") == ("Một.", "Hai.")
    assert _PARAGRAPHS.validate_python(["Một.", "Hai."]) == ("Một.", "Hai.")


@pytest.mark.parametrize("value", ["", " \n ", [], [""], ["Một.", " "]])
def test_paragraphs_without_words_are_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        _PARAGRAPHS.validate_python(value)


@pytest.mark.parametrize("code", ["NV01", "noi-vu", "1", "A" * 40])
def test_a_code_is_a_short_ascii_word(code: str) -> None:
    assert code == _CODE.validate_python(code)


@pytest.mark.parametrize("code", ["", "-a", "nội-vụ", "a b", "a/b", "a.b", "../a", "A" * 41, "a\n"])
def test_what_cannot_be_a_file_name_everywhere_is_no_code(code: str) -> None:
    with pytest.raises(ValidationError):
        _CODE.validate_python(code)


class _Sample(Fact):
    name: str


def test_a_fact_cannot_be_changed() -> None:
    sample = _Sample(name="một")
    with pytest.raises(ValidationError, match="frozen"):
        sample.name = "hai"  # type: ignore[misc]

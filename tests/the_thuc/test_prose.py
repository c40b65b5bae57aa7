"""Quotes of what was found, and the grouping of findings."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from vanban.the_thuc.document import Passage
from vanban.the_thuc.parts import Line
from vanban.the_thuc.prose import CAP, LOW, around, by_value, cited, told
from vanban.the_thuc.views import Place, Span


def _line(text: str, size: float, number: int) -> Line:
    return Line(text=text, spans=(Span(text, frozenset({"Times New Roman"}), size),), place=Place(f"đoạn {number}"))


def test_every_vietnamese_letter_is_small_or_capital_and_never_both() -> None:
    letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    for letter in letters:
        assert re.fullmatch(LOW, letter)
        assert not re.fullmatch(LOW, letter.upper())
        assert re.fullmatch(CAP, letter.upper())
        assert not re.fullmatch(CAP, letter)


@given(st.text(alphabet="abcđ ơ", max_size=200), st.data())
def test_a_quote_holds_what_was_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert text[start:end].strip() in around(text, start, end)


def test_a_quote_is_cut_at_words() -> None:
    text = "Các chi bộ trực thuộc hoàn thành hội nghị kiểm điểm trước ngày 15/12/2021 theo đúng kế hoạch"
    assert (
        around(text, text.index("kiểm"), text.index("điểm"))
        == "“…thuộc hoàn thành hội nghị kiểm điểm trước ngày 15/12/2021…”"
    )


@given(st.text(max_size=300))
def test_a_citation_is_short_and_on_one_line(text: str) -> None:
    shown = cited(text, 50)
    assert len(shown) <= 53
    assert "\n" not in shown


def test_hits_of_one_passage_are_one_finding_that_quotes_three_and_counts_the_rest() -> None:
    passage = Passage("a b a b a b a b a", Place("đoạn 4"), ())
    findings = list(told((passage, match) for match in re.finditer("a", passage.text)))
    assert [f.place.label for f in findings] == ["đoạn 4"]
    assert findings[0].seen.endswith("và 2 chỗ nữa")


def test_each_wrong_value_is_told_once_at_its_first_line() -> None:
    lines = [_line("x", 14, 1), _line("x", 13, 2), _line("x", 13, 3), _line("x", 12, 4)]
    findings = list(by_value(lines, lambda line: min(line.sizes), lambda seen: seen == 14, str))
    assert [(f.place.label, f.seen) for f in findings] == [
        ("đoạn 2", "13 (2 đoạn, đoạn đầu tiên ở đây)"),
        ("đoạn 4", "12"),
    ]

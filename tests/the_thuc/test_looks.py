from __future__ import annotations

import pytest

from vanban.the_thuc.law import Look
from vanban.the_thuc.looks import ill_looking, millimetres, misfits, printed, size
from vanban.the_thuc.parts import Line
from vanban.the_thuc.views import WHOLE, Span

_SPAN = Span("ĐẢNG UỶ", frozenset({"Times New Roman"}), 14.0, bold=True)
_LOOK = Look(14, 14, bold=True, capitals=True)


def _line(*spans: Span) -> Line:
    return Line(text="".join(s.text for s in spans), spans=spans, place=WHOLE, align="center")


def test_a_line_as_the_law_wants_it_has_no_fault() -> None:
    assert list(misfits(_line(_SPAN), _LOOK)) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"size_pt": 13.5}, "đang là cỡ 13,5, cần 14"),
        ({"bold": False}, "chưa đậm hết"),
        ({"italic": True}, "đang có chữ nghiêng"),
        ({"text": "Đảng uỷ"}, "cần chữ in hoa"),
    ],
)
def test_each_fault_is_told(change: dict[str, object], told: str) -> None:
    faults = list(misfits(_line(_SPAN._replace(**change)), _LOOK))  # type: ignore[arg-type]
    assert len(faults) == 1
    assert told in faults[0]


def test_blank_letters_have_no_look() -> None:
    assert list(misfits(_line(_SPAN, _SPAN._replace(text="  ", size_pt=9.0, bold=False)), _LOOK)) == []


def test_small_letters_set_in_capitals_print_as_capitals() -> None:
    line = _line(_SPAN._replace(text="Đảng uỷ", caps=True))
    assert printed(line) == "ĐẢNG UỶ"
    assert list(misfits(line, _LOOK)) == []


def test_a_line_not_in_the_middle_is_told_only_when_that_is_known() -> None:
    left = _line(_SPAN)._replace(align="left")
    assert [f.seen for f in ill_looking((left,), _LOOK, centred=True)] == ["“ĐẢNG UỶ”: chưa canh giữa"]
    assert list(ill_looking((left._replace(align=None),), _LOOK, centred=True)) == []


def test_measures_are_written_the_vietnamese_way() -> None:
    assert (size(13.5), size(14.0), millimetres(72.94), millimetres(30.0)) == ("13,5", "14", "72,9 mm", "30 mm")

"""Rows read together, with what is remembered of their cells, are what they are when each is read by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT, SAMPLE
from tests.intake.workbook.office import HEADERS, person
from tests.intake.workbook.strategies import texts
from vanban.errors import Problem
from vanban.intake.facts import read_facts
from vanban.intake.workbook.book import Grid
from vanban.intake.workbook.catalogue import lists_of
from vanban.intake.workbook.cells import _text, decode
from vanban.intake.workbook.columns import Column
from vanban.intake.workbook.domains import Lists
from vanban.intake.workbook.headers import Layout, find_layout
from vanban.intake.workbook.records import Record, read_sheet

TYPED = ["", None, " ", 1, 1.0, True, 0, 31111, 0.5, date(1985, 3, 5), "1", "x", "Nam", "nu", "noi-vu", "NOI-VU"]
TYPED += ["Phan Văn Thử", "PHAN VĂN THỬ", "Phan V¨n Thö", "#REF!", "⟦a⟧", "⟦giữ nguyên⟧", "Chính thứ", "05/3/1985"]
CELLS = st.one_of(st.sampled_from(TYPED), texts())
ROWS = st.one_of(
    st.dictionaries(st.sampled_from("ABCDEFGHIJKLMN"), CELLS, max_size=4).map(lambda changes: person(**changes)),
    st.lists(CELLS, max_size=16),
)
TWO_NAMES = ["Mã", "Họ và tên", "Họ và tên", "Ngày sinh", "Chi bộ", "Đảng viên"]


@pytest.fixture(scope="module")
def lists() -> Lists:
    return lists_of(read_facts(SAMPLE, ROOT))


def _layout(header: list[str], rows: list[list[Any]]) -> Layout:
    layout = find_layout(Grid("Cá nhân", [list(header), *rows], (), True, ()))
    assert layout is not None
    return layout


def _read(header: list[str], rows: list[list[Any]], lists: Lists) -> tuple[list[Record], list[Problem]]:
    sheet = read_sheet(_layout(header, rows), lists, frozenset())
    return sheet.records, sheet.problems[len(sheet.layout.problems) :]


@pytest.mark.parametrize("header", [HEADERS, TWO_NAMES])
@given(rows=st.lists(ROWS, max_size=6))
def test_a_row_is_read_the_same_among_others_as_alone(header: list[str], rows: list[list[Any]], lists: Lists) -> None:
    records: list[Record] = []
    problems: list[Problem] = []
    twice = [*rows, *rows]
    for number, row in enumerate(twice):
        found, said = _read(header, [[]] * number + [row], lists)
        records += found
        problems += said
    assert _read(header, twice, lists) == (records, problems)


@given(st.text("abcXYZ0189", min_size=1))
def test_a_bare_word_is_what_it_says(word: str) -> None:
    column = Column(("ma",), "code", True)
    assert decode(column, None, word, False) == (word, None) == _text(column, None, word, False)

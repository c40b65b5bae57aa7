"""Rows read together, with what is remembered of their cells, are what they are when each is read by itself."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import ROOT, SAMPLE
from tests.intake.workbook.office import HEADERS, person
from tests.intake.workbook.strategies import texts
from vanban.errors import Problem
from vanban.intake.facts import Facts, read_facts
from vanban.intake.workbook.book import Grid
from vanban.intake.workbook.catalogue import lists_of
from vanban.intake.workbook.cells import _pieces, _text, decode, mended
from vanban.intake.workbook.columns import Column
from vanban.intake.workbook.domains import Domain, Lists, people_words
from vanban.intake.workbook.gather import gather
from vanban.intake.workbook.headers import Layout, find_layout
from vanban.intake.workbook.records import Record, Sheetful, _Reading, read_sheet

_MOMENT = datetime(1985, 3, 5)  # noqa: DTZ001 - a spreadsheet knows no zones
TYPED = [
    "",
    None,
    " ",
    1,
    1.0,
    True,
    0,
    31111,
    0.5,
    date(1985, 3, 5),
    _MOMENT,
    "1",
    "x",
    "Nam",
    "nu",
    "noi-vu",
    "NOI-VU",
]
TYPED += ["Phan Văn Thử", "PHAN VĂN THỬ", "Phan V¨n Thö", "#REF!", "⟦a⟧", "⟦giữ nguyên⟧", "Chính thứ", "05/3/1985"]
CELLS = st.one_of(st.sampled_from(TYPED), texts())
ROWS = st.one_of(
    st.dictionaries(st.sampled_from("ABCDEFGHIJKLMN"), CELLS, max_size=4).map(lambda changes: person(**changes)),
    st.lists(CELLS, max_size=16),
)
TWO_NAMES = ["Mã", "Họ và tên", "Họ và tên", "Ngày sinh", "Chi bộ", "Đảng viên"]


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read_facts(SAMPLE, ROOT)


@pytest.fixture(scope="module")
def lists(facts: Facts) -> Lists:
    return lists_of(facts)


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


@given(rows=st.lists(ROWS, max_size=6))
@example(rows=[person(), person(A="NV91", I=""), person(A="", C=_MOMENT), person(A="NV92", C="x")])
def test_a_row_read_at_once_says_what_its_cells_say_one_by_one(rows: list[list[Any]], facts: Facts) -> None:
    lists, layout = lists_of(facts), _layout(HEADERS, rows)
    quick, slow = _Reading(layout, lists, frozenset()), _Reading(layout, lists, frozenset())
    assert len(quick.quick) == len(HEADERS)
    slow.quick = ()
    found, expected = quick.read(), slow.read()
    assert [replace(record, plain=False) for record in found.records] == expected.records
    assert found.problems == expected.problems
    assert _gathered(found, facts) == _gathered(expected, facts)


def _gathered(sheet: Sheetful, facts: Facts) -> object:
    """What becomes of a sheet, with the order in which each noun's values would be written."""
    out = gather(facts, lists_of(facts), [sheet])
    return [(place, list(draft.tree.items())) for place, draft in out.drafts.items()], out.told, out.problems


def test_what_the_quick_way_cannot_say_is_read_cell_by_cell(lists: Lists) -> None:
    rows = [["NV90", "Phan Văn", "Thử", "05/3/1985", "noi-vu", "Chính thức"]]
    assert _Reading(_layout(TWO_NAMES, rows), lists, frozenset()).quick == ()


@given(st.text("abcXYZ0189", min_size=1))
def test_a_bare_word_is_what_it_says(word: str) -> None:
    column = Column(("ma",), "code", True)
    assert decode(column, None, word, False) == (word, None) == _text(column, None, word, False)


@given(st.dictionaries(st.sampled_from("abcdA"), st.sampled_from(["", "An", "an", "Bình", "a", "x"])), st.text("aAxnN"))
def test_many_names_are_known_as_if_each_was_told_by_itself(named: dict[str, str], asked: str) -> None:
    one_by_one, together = Domain(strict=False), Domain(strict=False)
    for domain in (one_by_one, together):
        domain.add("a", "Người đã có")
    for code, name in named.items():
        one_by_one.add(code, *people_words(code, name))
    together.expect_all(named, people_words)
    assert list(together.codes) == list(one_by_one.codes)
    assert together.choices() == one_by_one.choices()
    assert (together.meant(asked), together.nearest(asked)) == (one_by_one.meant(asked), one_by_one.nearest(asked))


def test_what_a_name_may_mean_finds_it_but_nobody_is_called_so() -> None:
    domain = Domain(strict=False)
    guesses = {"NguyÔn V¨n An": "Nguyễn Văn An", "Lª B×nh": "Lê Bình", "TrÇn Chi": "Trần Chi"}
    domain.expect_all(
        {f"N{place}": name for place, name in enumerate(guesses)}, lambda _, name: (name,), guesses.__getitem__
    )
    domain.add("khac", "Nguyên Văn An")
    domain.add("moi", "LÊ BÌNH")
    meant = {
        "NguyÔn V¨n An": "N0",
        "Nguyên Văn An": "khac",
        "Nguyễn Văn An": None,
        "nguyen van an": None,
        "Lª B×nh": "N1",
        "LÊ BÌNH": "moi",
        "Lê Bình": None,
        "TrÇn Chi": "N2",
        "Trần Chi": "N2",
        "": None,
    }
    assert {name: domain.meant(name) for name in meant} == meant


@pytest.mark.parametrize("kind", ["code", "lines"])
def test_who_is_called_as_it_was_typed_comes_before_who_is_called_as_it_was_meant(kind: Any) -> None:
    domain = Domain(strict=False)
    domain.expect_all({"N1": "NguyÔn V¨n An"}, lambda _, name: (name,), lambda _: "Nguyễn Văn An")
    domain.add("N2", "Nguyễn Văn An")
    column = Column(("nguoi",), kind, True)
    found = [decode(column, domain, raw, False)[0] for raw in ("NguyÔn V¨n An", "Nguyễn Văn An")]
    assert found == (["N1", "N2"] if kind == "code" else [["N1"], ["N2"]])
    if kind == "lines":
        assert decode(column, domain, "NguyÔn V¨n An; Nguyễn Văn An", False)[0] == ["N1", "N2"]


@given(st.text("NguyÔnV¨A®µ¸Traàn Chiaùeäoâ;,\n\r", max_size=30), st.booleans())
def test_what_is_mended_has_the_lines_it_was_typed_in(typed: str, split: bool) -> None:
    assert len(_pieces(mended(typed, False)[0], split)) == len(_pieces(typed, split))


def test_a_name_in_decomposed_letters_is_the_same_name() -> None:
    domain = Domain(strict=False)
    domain.add("N1", unicodedata.normalize("NFD", "Nguyễn Văn Ân"))
    domain.add("N2", "Nguyễn Văn An")
    assert [domain.meant(name) for name in ("Nguyễn Văn Ân", "Nguyễn Văn An", "nguyễn văn an")] == ["N1", "N2", None]

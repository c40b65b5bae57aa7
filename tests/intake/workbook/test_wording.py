from __future__ import annotations

import pytest

from vanban.intake.workbook.layout import sheets, tables, whole_route
from vanban.intake.workbook.wording import CHOICE_WORDS, WORDS, group_words, note, tail_words

COLUMNS = [(table, column) for table in tables().values() for column in table.columns]


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda x: ".".join(getattr(x, "route", ())) or "gia_tri")
def test_every_column_has_words_of_its_own_and_a_clause(table: object, column: object) -> None:
    from vanban.intake.workbook.columns import Column, Table

    assert isinstance(table, Table)
    assert isinstance(column, Column)
    route = whole_route(table, column.route)
    assert any(".".join(route[start:]) in WORDS for start in range(len(route)))
    assert tail_words(route)[1].endswith((".", "…", ".”"))
    assert group_words(table.noun, route)[1]
    assert "Căn cứ: " in note(table.noun, route, column)


def test_every_choice_has_words() -> None:
    assert {choice for _, column in COLUMNS for choice in column.choices} <= set(CHOICE_WORDS)


def test_tabs_are_short_and_different() -> None:
    names = [sheet.name for sheet in sheets()]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_no_two_columns_of_a_sheet_look_alike() -> None:
    for sheet in sheets():
        shown = [(column.group, column.header) for column in sheet.columns]
        assert len(set(shown)) == len(shown), sheet.name

"""The rules somebody asks for are told as they are told among all."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from itertools import chain
from types import FunctionType, ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from vanban.errors import Problem
from vanban.intake import consistency, load_season, points
from vanban.intake.consistency import REVIEW_CODES, inconsistencies
from vanban.intake.points import POINT_CODES
from vanban.viet import plain


@pytest.fixture(scope="module")
def told() -> dict[str | None, list[Problem]]:
    """What is told of a season with faults of many kinds: of all rules under None, then of each rule asked alone."""
    season = load_season(ROOT / "data" / "an-hoa-2026", ROOT)
    people = dict(season.review.individuals)
    first, second, third, fourth = list(people)[:4]
    changes = {
        first: {"self_criticism": None, "exemption": None},
        second: {"branch": "khong-co", "managed_by": "khong-co"},
        third: {"signs": ("Z9",)},
        fourth: {"service": "khong", "full_name": people[third].full_name, "birth_date": people[third].birth_date},
    }
    for code, changed in changes.items():
        people[code] = people[code].model_copy(update=changed)
    bodies = {code: body.model_copy(update={"report": None}) for code, body in season.review.collectives.items()}
    review = replace(season.review, individuals=people, collectives=bodies)
    found: dict[str | None, list[Problem]] = {None: inconsistencies(review, season.sources, season.folder)}
    for code in sorted({problem.code for problem in found[None]}):
        found[code] = inconsistencies(review, season.sources, season.folder, only=frozenset({code}))
    found["DL-99"] = inconsistencies(review, season.sources, season.folder, only=frozenset({"DL-99"}))
    return found


@given(st.text(st.sampled_from("aAĂắ Đđ ΣΣσİß\u00a0\u0301x")))
def test_a_name_is_compared_word_by_word_as_it_is_whole(name: str) -> None:
    assert " ".join(consistency._bare(word) for word in name.split(" ")) == plain(name).lower()


def test_a_rule_asked_alone_tells_what_it_tells_among_all(told: dict[str | None, list[Problem]]) -> None:
    assert {"DL-32", "DL-39", "DL-40", "DL-48", "DL-56", "DL-60", "DL-61"} <= set(told)
    for code, problems in told.items():
        if code is not None:
            assert problems == [problem for problem in told[None] if problem.code == code]


@pytest.mark.parametrize(
    ("where", "codes"),
    [
        ([points], POINT_CODES),
        ([consistency.unreviewed, consistency._reviewed_or_excused, consistency._civil_rating], REVIEW_CODES),
    ],
)
def test_what_is_left_out_as_unasked_tells_no_other_rule(
    where: list[ModuleType | FunctionType], codes: frozenset[str]
) -> None:
    written = chain.from_iterable(re.findall(r'"(DL-\d+)"', inspect.getsource(place)) for place in where)
    assert set(written) == codes

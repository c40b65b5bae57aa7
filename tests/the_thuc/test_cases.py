"""Every rule keeps its promises: the documents of its case file are judged as the file says."""

from __future__ import annotations

import pytest

from tests.the_thuc.casebook import CASES, Case, all_cases, complaints, judged, lay_out_for
from vanban.the_thuc.rule import RULES


def _params() -> list[object]:
    marks = {True: pytest.mark.soffice, False: ()}
    return [pytest.param(case, id=case.label, marks=marks[case.needs_office]) for case in all_cases()]


@pytest.fixture(scope="session")
def pages(request: pytest.FixtureRequest) -> None:
    """The pages of all cases that were chosen and need some, laid out in one run."""
    chosen = [
        item.callspec.params["case"]
        for item in request.session.items
        if hasattr(item, "callspec") and "case" in item.callspec.params
    ]
    lay_out_for(case for case in chosen if isinstance(case, Case) and case.needs_office)


@pytest.mark.parametrize("case", _params())
def test_case(case: Case, request: pytest.FixtureRequest) -> None:
    if case.needs_office:
        request.getfixturevalue("pages")
    assert complaints(case, judged(case, only=case.keeps)) == []


def test_every_judged_rule_has_passes_and_fails() -> None:
    cases = all_cases()
    missing = [
        code
        for code, rule in RULES.items()
        if rule.judge is not None and {case.keeps for case in cases if case.rule == code} != {True, False}
    ]
    assert missing == []


def test_every_case_file_is_of_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} <= set(RULES)

"""The room holds the whole table of rules, each told in full."""

from __future__ import annotations

import pytest

import vanban.the_thuc.rules
from vanban.the_thuc.rule import RULES, Rule, rule

assert vanban.the_thuc.rules
TABLE = {
    "PG": 19,
    "FT": 5,
    "HD": 20,
    "NO": 18,
    "DT": 11,
    "TI": 15,
    "BD": 20,
    "ST": 9,
    "SG": 18,
    "RC": 15,
    "AP": 7,
    "MK": 7,
    "MN": 5,
    "CY": 2,
    "TX": 14,
    "CP": 11,
    "EL": 10,
    "XD": 7,
}
ALL_CODES = [f"{group}-{number:02d}" for group, count in TABLE.items() for number in range(1, count + 1)]
# Arithmetic, identity and leftovers are errors whatever the certainty of their source.
ERRORS_WITHOUT_A_TEXT = {"MN-05", "TX-04", "TX-12", "TX-14", "BD-19", "NO-18"}
LEAST_JUDGED = 190


def test_every_rule_of_the_table_is_there_and_no_other() -> None:
    assert len(ALL_CODES) == 213
    assert sorted(RULES) == sorted(ALL_CODES)


def test_nearly_all_rules_are_judged() -> None:
    assert sum(rule.judge is not None for rule in RULES.values()) >= LEAST_JUDGED


def test_a_rule_that_is_not_judged_says_why() -> None:
    assert [rule.code for rule in RULES.values() if rule.judge is None and not rule.reason] == []


def test_what_nobody_has_read_is_no_error() -> None:
    unread = [r for r in RULES.values() if r.mark in ("S", "I", "M") and r.code not in ERRORS_WITHOUT_A_TEXT]
    assert [r.code for r in unread if "loi" in r.severities.values()] == []


@pytest.mark.parametrize("code", ALL_CODES)
def test_a_rule_is_told_in_full(code: str) -> None:
    told = RULES[code]
    assert told.sentence.endswith(".")
    assert told.sentence.lstrip("“")[0].isupper()
    for text in (told.clause, told.why, told.fix, told.wrong, told.right):
        assert text
    assert told.wrong != told.right


def test_a_code_cannot_be_entered_twice() -> None:
    def judge() -> None: ...

    judge.__doc__ = RULES["HD-01"].judge.__doc__
    with pytest.raises(ValueError, match="HD-01"):
        rule("HD-01", "P", "loi")(judge)  # type: ignore[arg-type]


def test_a_rule_without_its_four_parts_is_refused() -> None:
    def judge() -> None:
        """Câu.

        Căn cứ.
        """

    with pytest.raises(ValueError, match="ZZ-01"):
        rule("ZZ-01", "P", "loi")(judge)  # type: ignore[arg-type]
    assert not isinstance(RULES.get("ZZ-01"), Rule)

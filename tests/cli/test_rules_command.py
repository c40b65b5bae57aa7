"""`quy-tac`: the rules, or one explained in four parts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vanban.the_thuc.rule import RULES

Cli = Callable[..., tuple[int, str, str]]


def test_all_rules_are_listed_with_their_sentence(cli: Cli) -> None:
    code, out, _ = cli("quy-tac")
    assert code == 0
    for rule in RULES.values():
        assert f"  {rule.code}  {rule.sentence}" in out
    judged = sum(rule.judge is not None for rule in RULES.values())
    assert out.splitlines()[-1].startswith(f"{len(RULES)} quy tắc, {judged} xét được bằng máy.")


@pytest.mark.parametrize("words", [("quy-tac", "HD-03"), ("rules", "hd-03")])
def test_one_rule_is_explained_in_four_parts(cli: Cli, words: tuple[str, str]) -> None:
    code, out, _ = cli(*words)
    assert code == 0
    rule = RULES["HD-03"]
    assert out.splitlines()[0] == f"HD-03 – {rule.sentence}"
    titles = [line for line in out.splitlines() if line in ("Vấn đề", "Vì sao", "Sai", "Đúng")]
    assert titles == ["Vấn đề", "Vì sao", "Sai", "Đúng"]
    for text in (rule.clause, rule.why, rule.wrong, rule.right):
        assert text in out


def test_a_code_that_is_none_gets_the_nearest(cli: Cli) -> None:
    code, _, err = cli("quy-tac", "HD-3")
    assert code == 2
    assert "HD-03" in err

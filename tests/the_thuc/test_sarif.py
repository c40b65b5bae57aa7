"""Findings for other programs: SARIF 2.1.0."""

from __future__ import annotations

import json

from tests.the_thuc.test_softening import found
from vanban.the_thuc.sarif import sarif


def test_a_run_names_its_rules_once_and_points_at_them() -> None:
    items = [found("PG-16", "a.docx"), found("BD-18", "b\\c.docx", "loi"), found("PG-16", "b.docx", "goi-y")]
    run = json.loads(sarif(items, "1.2.3"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["BD-18", "PG-16"]
    assert [result["level"] for result in run["results"]] == ["warning", "error", "note"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["PG-16", "BD-18", "PG-16"]


def test_a_result_says_what_where_and_what_to_do() -> None:
    result = json.loads(sarif([found("PG-16", "a.docx")], "1"))["runs"][0]["results"][0]
    location = result["locations"][0]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "a.docx"
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "đoạn 1"
    assert "đang là thế" in result["message"]["text"]


def test_no_finding_is_a_run_all_the_same() -> None:
    data = json.loads(sarif([], "1"))
    assert (data["version"], data["runs"][0]["results"]) == ("2.1.0", [])

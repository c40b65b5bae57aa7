"""Findings as SARIF 2.1.0 (OASIS), for editors and systems that read the results of checkers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, Final

from vanban.the_thuc.judge import Found
from vanban.the_thuc.rule import Rule

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {"loi": "error", "canh-bao": "warning", "goi-y": "note"}


def sarif(found: Sequence[Found], version: str) -> str:
    """One run of the checker as SARIF text; rules are listed once, in order of code."""
    rules = sorted({item.rule.code: item.rule for item in found}.values(), key=lambda rule: rule.code)
    index = {rule.code: number for number, rule in enumerate(rules)}
    driver = {"name": "vanban", "version": version, "language": "vi", "rules": [_rule(rule) for rule in rules]}
    run = {"tool": {"driver": driver}, "results": [_result(item, index) for item in found]}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.sentence},
        "fullDescription": {"text": f"{rule.why} Căn cứ: {rule.clause}"},
        "help": {"text": f"{rule.fix} Sai: {rule.wrong} Đúng: {rule.right}"},
    }


def _result(item: Found, index: dict[str, int]) -> dict[str, Any]:
    problem = item.problem
    place = item.finding.place
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": PurePath(item.document).as_posix()}},
        "logicalLocations": [{"fullyQualifiedName": place.label}],
    }
    return {
        "ruleId": problem.code,
        "ruleIndex": index[problem.code],
        "level": _LEVELS[item.severity],
        "message": {"text": f"{problem.message} — {problem.place} — {problem.remedy}"},
        "locations": [location],
    }

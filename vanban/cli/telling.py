"""How problems look on the terminal and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import click

from vanban.errors import Problem, Severity, VanbanError

_COLOURS: Final = {"loi": "red", "canh-bao": "yellow", "goi-y": "cyan"}
_GRAVITY: Final = {"loi": 0, "canh-bao": 1, "goi-y": 2}
_MOST_PLACES: Final = 6
_WORDS: Final = {"loi": "LỖI", "canh-bao": "CẢNH BÁO", "goi-y": "GỢI Ý"}


def tell(problems: Sequence[Problem], to_error_stream: bool = True) -> None:
    """Each problem in three lines: what, where, what to do."""
    for problem in problems:
        label = click.style(_WORDS[problem.severity], fg=_COLOURS[problem.severity], bold=True)
        click.echo(f"{label} {problem.code}: {problem.message}", err=to_error_stream)
        if problem.place:
            click.echo(f"    ở: {problem.place}", err=to_error_stream)
        if problem.remedy:
            click.echo(f"    cách sửa: {problem.remedy}", err=to_error_stream)
        if problem.basis:
            click.echo(f"    căn cứ: {problem.basis}", err=to_error_stream)


def severity_word(severity: Severity) -> str:
    """`lỗi`, `cảnh báo` or `gợi ý`."""
    return _WORDS[severity].lower()


def tell_grouped(problems: Sequence[Problem], to_error_stream: bool = True) -> None:
    """Problems of one rule together, gravest first: the rule's sentence once, then each place and what is there."""
    groups: dict[tuple[int, str, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((_GRAVITY[problem.severity], problem.code, problem.file), []).append(problem)
    for key in sorted(groups, key=lambda k: k[0]):
        _tell_group(groups[key], to_error_stream)


def _tell_group(problems: Sequence[Problem], err: bool) -> None:
    first = problems[0]
    if len(problems) == 1:
        tell(problems, err)
        return
    common = _common_start([problem.message for problem in problems])
    label = click.style(_WORDS[first.severity], fg=_COLOURS[first.severity], bold=True)
    click.echo(f"{label} {first.code}: {common.rstrip(': ')} ({len(problems)} chỗ)", err=err)
    for problem in problems[:_MOST_PLACES]:
        seen = problem.message[len(common) :].lstrip(": ")
        click.echo(f"    ở: {problem.place}" + (f" – {seen}" if seen else ""), err=err)
    if len(problems) > _MOST_PLACES:
        click.echo(f"    và {len(problems) - _MOST_PLACES} chỗ nữa (xem đủ bằng --json hoặc --word)", err=err)
    for title, text in (("cách sửa", first.remedy), ("căn cứ", first.basis)):
        if text:
            click.echo(f"    {title}: {text}", err=err)


def _common_start(messages: Sequence[str]) -> str:
    """What the messages of one rule begin with, up to the colon before what each has seen."""
    heads = {message.partition(": ")[0] for message in messages}
    return heads.pop() if len(heads) == 1 else messages[0]


def tell_error(error: VanbanError) -> None:
    """All problems of an error, and how many there are."""
    tell(error.problems)
    click.echo(summary(error.problems), err=True)


def summary(problems: Sequence[Problem]) -> str:
    """How many of each severity: `2 lỗi, 1 cảnh báo.`."""
    counts = Counter[str](problem.severity for problem in problems)
    words = {"loi": "lỗi", "canh-bao": "cảnh báo", "goi-y": "gợi ý"}
    return ", ".join(f"{counts[level]} {word}" for level, word in words.items() if counts[level]) + "."


def as_json(problems: Sequence[Problem], not_judged: int = 0) -> str:
    """The findings as both checkers give them (design 4)."""
    counts = Counter(problem.severity for problem in problems)
    results: list[dict[str, Any]] = [
        {
            "ma": problem.code,
            "muc": problem.severity,
            "tep": problem.file,
            "vi_tri": problem.place,
            "thong_bao": problem.message,
            "can_cu": problem.basis,
            "sua": problem.remedy,
        }
        for problem in problems
    ]
    total = {
        "loi": counts["loi"],
        "canh_bao": counts["canh-bao"],
        "goi_y": counts["goi-y"],
        "khong_xet": not_judged,
    }
    return json.dumps({"ket_qua": results, "tong": total}, ensure_ascii=False, indent=2)

"""The words of each form for the sample season, as lines a person can read: tests/golden/<form>.txt.

After a wanted change: pytest tests/forms/test_golden.py --renew-golden, and read the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from vanban.build import plan_packets
from vanban.forms import BUILDERS, Request
from vanban.intake import Season, load_season
from vanban.model.packet import Planned
from vanban.register import read_csv

ROOT = Path(__file__).parents[2]

GOLDEN = Path(__file__).parents[1] / "golden"
CHOSEN = {
    "ke-hoach": "ke-hoach",
    "to-trinh": "to-trinh",
    "mau-01": "mau-01.noi-vu",
    "mau-02": "mau-02.NV03",
    "mau-01-trong": "mau-01-trong",
    "mau-02-trong": "mau-02-trong",
    "bien-ban-hoi-nghi": "bien-ban-hoi-nghi.giao-duc",
    "bien-ban-kiem-phieu": "bien-ban-kiem-phieu.dang-uy",
}
SEASONS = ("son-duong-2021", "an-hoa-2026")  # a form both make is read from the first
# Made only when something is missing, or from a placed packet: their own tests read them.
ELSEWHERE = {"cong-van-nhac", "danh-muc-in", "thay-doi"}


@cache
def _season(name: str) -> Season:
    return load_season(ROOT / "data" / name, ROOT)


@cache
def _requests(name: str) -> dict[str, Request]:
    """Every paper of a season, asked for with its numbers, by key."""
    season = _season(name)
    numbers = {row.key: row.number for row in read_csv(season.folder / "so-van-ban.csv")}
    plans = plan_packets(season.review, season.folder)
    papers = [(plan, paper) for plan in reversed(plans) for paper in plan.papers if isinstance(paper, Planned)]
    return {paper.key: Request(season.review, paper, plan, numbers) for plan, paper in papers}


def _papers() -> dict[str, tuple[str, str]]:
    """The season and key of one paper of every form the samples make: the chosen one, else the first in the plans."""
    papers: dict[str, tuple[str, str]] = {}
    for name in SEASONS:
        for plan in plan_packets(_season(name).review, _season(name).folder):
            for paper in plan.papers:
                if isinstance(paper, Planned):
                    papers.setdefault(paper.form.code, (name, paper.key))
    return {**papers, **{form: (SEASONS[0], key) for form, key in CHOSEN.items()}}


PAPERS = _papers()
FRONTS = {"bia": "dang-uy", "muc-luc": "chi-bo-noi-vu", "chung-tu-ket-thuc": "chi-bo-noi-vu"}


def _lines(value: Any, depth: int = 0) -> Iterator[str]:
    """A context as lines: keys and texts, deeper things further right; a group of short texts on one line."""
    pad = "  " * depth
    if isinstance(value, Mapping):
        for key, part in value.items():
            if isinstance(part, str | bool | int):
                yield f"{pad}{key}: {part}".rstrip()
            else:
                yield f"{pad}{key}:"
                yield from _lines(part, depth + 1)
    elif isinstance(value, list):
        for part in value:
            yield from _item(part, depth)
    else:
        raise TypeError(f"a context holds texts, lists and groups, not {type(value).__name__}")


def _item(part: Any, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if isinstance(part, str):
        yield f"{pad}| {part}".rstrip()
    elif set(part) == {"kieu", "chu"}:
        yield f"{pad}[{part['kieu']}] {part['chu']}"
    elif all(isinstance(text, str) for text in part.values()):
        yield pad + "| " + " | ".join(part.values())
    else:
        first, *others = _lines(part, depth + 1)
        yield f"{pad}- {first.lstrip()}"
        yield from others


def _check(form: str, request: Request, renew: bool) -> None:
    text = "\n".join(_lines(BUILDERS[form].context(request))) + "\n"
    path = GOLDEN / f"{form}.txt"
    if renew:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--renew-golden"))


@pytest.mark.parametrize("form", PAPERS)
def test_a_form_says_what_its_golden_says(form: str, renew: bool) -> None:
    season, key = PAPERS[form]
    _check(form, _requests(season)[key], renew)


@pytest.mark.parametrize("form", FRONTS)
def test_the_front_of_a_packet_says_what_its_golden_says(
    form: str, ask_front: Callable[[str, str], Request], renew: bool
) -> None:
    _check(form, ask_front(form, FRONTS[form]), renew)


def test_every_form_has_a_golden_and_every_golden_a_form() -> None:
    assert set(BUILDERS) == {*PAPERS, *FRONTS, *ELSEWHERE}
    assert {*PAPERS, *FRONTS} == {path.stem for path in GOLDEN.glob("*.txt")}

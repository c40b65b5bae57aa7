"""Trial values: a noun filled so that the paper made of it shows where each answer would stand. Pure.

A form is a black box: its builder and template decide where a fact is printed, and in which words. So every answer
place is given a value that can be recognised on the paper: a text is given a sign of its own, and a choice is varied
from one trial to the next in a pattern no other choice has. What appears on the paper, and how it varies, tells the
place; no form needs to say anything of itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from itertools import pairwise
from typing import Any, Final

from pydantic import ValidationError

from vanban.intake.word.places import Asked, Place, all_places, at, known_shortcomings
from vanban.intake.workbook.columns import Table
from vanban.intake.workbook.layout import MODELS, tables
from vanban.model.profile import Form

_TRIALS: Final = (6, 8, 12, 16, 24)
_SIGN: Final = "⟦{}⟧"
_FILLER: Final = "…"
_ROUNDS: Final = 4
_ATTEMPTS: Final = 400


@dataclass(frozen=True, slots=True)
class Trials:
    """Các bản thử: one tree of facts per trial, and how each place can be recognised."""

    trees: tuple[dict[str, Any], ...]
    signs: Mapping[str, Place]
    days: Mapping[date, Place]
    words: Mapping[Place, tuple[str, ...]]


def trials_of(form: Form, asked: Asked, places: Sequence[Place], year: int) -> Trials:
    """The trial facts of a noun for one form; `year` is the year of the dates to be recognised."""
    texts = [place for place in places if place.kind in {"text", "lines"}]
    signs = {_SIGN.format(number): place for number, place in enumerate(texts, 1)}
    days = dict(zip(_days(year), (place for place in places if place.kind == "date"), strict=False))
    size, words = _code_words([place for place in places if place.options])
    heads = {answer.partition(".")[0] for answer in form.answers} | {need for need in form.needs if "." not in need}
    trees = tuple(_tree(asked, heads, (signs, days, words), trial) for trial in range(size))
    return Trials(trees, signs, days, words)


def completed(asked: Asked, tree: dict[str, Any], heads: Iterable[str] = ()) -> dict[str, Any]:
    """The facts with stubs for whatever the model misses: what is there is kept, dots stand for the rest.

    `heads` are optional parts that must be there too.
    """
    model = MODELS[asked.noun]
    for head in heads:
        tree.setdefault(head, {})
    for _ in range(_ROUNDS):
        for table in _tables(asked):
            if table.shape == "list" and table.route[-2:] == ("khac_phuc", "muc"):
                _name_shortcomings(tree, asked, table.route)
        try:
            model.model_validate(tree, by_alias=True, by_name=False)
        except ValidationError as error:
            routes = [detail["loc"] for detail in error.errors(include_url=False) if _lacks(detail["type"])]
            if not routes:
                break
            for route in routes:
                _stub(asked, tree, tuple(route))
        else:
            break
    return tree


def _lacks(kind: str) -> bool:
    return kind in {"missing", "too_short"}


def _stub(asked: Asked, tree: dict[str, Any], route: tuple[int | str, ...]) -> None:
    """Fill everything at or under a route: the present fact, else dots, the last day of a year, a first choice."""
    below = [place for place in all_places(asked, [str(route[0])]) if place.route[: len(route)] == route]
    for place in below:
        present = at(asked.tree, place.route)
        if place.kind == "member":
            _join(tree, place, "khong")
        elif present is not None:
            _put(tree, place.route, present)
        elif place.options:
            _put(tree, place.route, place.options[0][0])
        else:
            _put(tree, place.route, {"lines": [_FILLER], "date": "31/12/2000"}.get(place.kind, _FILLER))
    if not below and len(route) == 1:
        tree[str(route[0])] = {}
    for column in _codes_under(asked, route):
        present = at(asked.tree, column)
        _put(tree, column, present if present is not None else _somebody(asked))


def _codes_under(asked: Asked, route: tuple[int | str, ...]) -> list[tuple[str, ...]]:
    columns = (column for table in _tables(asked) if table.shape == "one" for column in table.columns)
    return [c.route for c in columns if c.kind == "code" and c.route[: len(route)] == route and len(c.route) > 1]


def _days(year: int) -> Iterable[date]:
    """The Sundays of a year, the last first: days that papers hardly ever bear."""
    last = date(year, 12, 31)
    last -= timedelta(days=last.isoweekday() % 7)
    return (last - timedelta(days=7 * number) for number in range(last.timetuple().tm_yday // 7))


def _code_words(places: Sequence[Place]) -> tuple[int, dict[Place, tuple[str, ...]]]:
    """How many trials are needed, and which option of each choice each trial has.

    Every option comes up, and no two choices vary alike.
    """
    for size in _TRIALS:
        taken: set[frozenset[int]] = set()
        words = {place: _code_word(place, number, taken, size) for number, place in enumerate(places)}
        found = {place: word for place, word in words.items() if word}
        if len(found) == len(words):
            return size, found
    raise ValueError(f"no patterns for {len(places)} choices")


def _code_word(place: Place, number: int, taken: set[frozenset[int]], size: int) -> tuple[str, ...]:
    """A pattern nobody has yet, () when none was found."""
    codes = [code for code, _ in place.options]
    for attempt in range(_ATTEMPTS):
        chance = blake2b(f"{number}/{attempt}".encode(), digest_size=size).digest()
        word = tuple(codes[byte % len(codes)] for byte in chance)
        sets = {frozenset(trial for trial, code in enumerate(word) if code == option) for option in codes}
        if frozenset() not in sets and not sets & taken and len(sets) == len(codes):
            taken |= sets
            return word
    return ()


def _tree(asked: Asked, heads: Iterable[str], marks: tuple[Any, Any, Any], trial: int) -> dict[str, Any]:
    signs, days, words = marks
    tree: dict[str, Any] = {key: value for key, value in asked.tree.items() if _is_identity(value)}
    tree |= {key: asked.tree[key] for key in ("thanh_vien", "dau_trang") if key in asked.tree}
    for sign, place in signs.items():
        _put(tree, place.route, [sign] if place.kind == "lines" else sign)
    for day, place in days.items():
        _put(tree, place.route, f"{day.day:02d}/{day.month:02d}/{day.year}")
    for place, word in words.items():
        if place.kind == "choice":
            _put(tree, place.route, word[trial])
        else:
            _join(tree, place, word[trial])
    return completed(asked, tree, heads)


def _is_identity(value: Any) -> bool:
    return not isinstance(value, Mapping) and not (
        isinstance(value, (list, tuple)) and any(_is_record(v) for v in value)
    )


def _is_record(value: Any) -> bool:
    return isinstance(value, (Mapping, list, tuple))


def _join(tree: dict[str, Any], place: Place, answer: str) -> None:
    *route, code = place.route
    holder = tree
    for step in route[:-1]:
        holder = holder.setdefault(str(step), {})
    held = holder.setdefault(str(route[-1]), [])
    if answer == "co":
        held.append(code)


def _put(tree: Any, route: Sequence[str | int], value: Any) -> None:
    """Set a value, making mappings and lists on the way; rows of a list come in order."""
    for step, after in pairwise(route):
        empty: Any = [] if isinstance(after, int) else {}
        if isinstance(step, int):
            while len(tree) <= step:
                tree.append(None)
            tree[step] = empty if tree[step] is None else tree[step]
            tree = tree[step]
        else:
            tree = tree.setdefault(step, empty)
    last = route[-1]
    if isinstance(last, int):
        tree.append(value)
    else:
        tree[last] = value


def _tables(asked: Asked) -> list[Table]:
    return [table for (noun, _), table in tables().items() if noun == asked.noun]


def _name_shortcomings(tree: dict[str, Any], asked: Asked, route: tuple[str, ...]) -> None:
    holder: Any = tree
    for step in route:
        holder = holder.get(step) if isinstance(holder, dict) else None
    for number, text in enumerate(known_shortcomings(asked.tree, route)):
        if isinstance(holder, list) and number < len(holder) and isinstance(holder[number], dict):
            holder[number].setdefault("han_che", text)


def _somebody(asked: Asked) -> str:
    """Who signs for a collective nobody was named for: its first member."""
    members = asked.tree.get("thanh_vien") or [{}]
    first = members[0] if isinstance(members, (list, tuple)) else {}
    return str(first.get("nguoi", "X")) if isinstance(first, Mapping) else "X"

"""The answer places of a form handed out for filling in, read off the nouns and the lists of the regime. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from vanban.intake.workbook.columns import Column, Names, Table
from vanban.intake.workbook.domains import domain_name
from vanban.intake.workbook.layout import tables
from vanban.intake.workbook.wording import CHOICE_WORDS, group_words, tail_words
from vanban.model.profile import Form, LegalProfile

Step = tuple[str | int, ...]
Kind = Literal["lines", "text", "date", "choice", "member"]
_SPARE_ROWS: Final = 2
_LEAST_ROWS: Final = 3
MEMBER_OPTIONS: Final = (("co", "Có"), ("khong", "Không"))
_NOT_ASKED: Final = frozenset({"code", "time", "flag", "count"})


@dataclass(frozen=True, slots=True)
class Place:
    """Chỗ trả lời: where the answer belongs among the facts of its noun, and how it is to be given.

    `options` are codes and words of a choice; a `member` place asks whether a code belongs to the list at its route.
    `row` is the route of the list item an answer belongs to, () when it stands alone: a row left empty is no row.
    `present` is what the facts say already, None when they say nothing; `numbered` paragraphs are counted by the form.
    """

    route: Step
    kind: Kind
    name: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    row: Step = ()
    present: Any = None
    numbered: bool = False

    @property
    def key(self) -> str:
        """The route as one word: what a content control calls itself."""
        return "/".join(map(str, self.route))


@dataclass(frozen=True, slots=True)
class Asked:
    """Người được hỏi: the noun a form is about, as plain facts."""

    profile: LegalProfile
    noun: str
    tree: Mapping[str, Any]


def within(route: Iterable[str | int], heads: Iterable[str]) -> bool:
    """Whether a route leads into one of the parts named by dotted keys."""
    names = tuple(step for step in route if isinstance(step, str))
    return any(names[: len(parts)] == parts for parts in (tuple(head.split(".")) for head in heads))


def at(tree: Any, route: Iterable[str | int]) -> Any:
    """The value at a route, None where it breaks off."""
    for step in route:
        if isinstance(tree, Mapping):
            tree = tree.get(str(step))
        elif isinstance(tree, (list, tuple)) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree


def places_of(form: Form, asked: Asked) -> tuple[Place, ...]:
    """Every answer place of a form for one noun, in the order of the facts."""
    found = (place for table in _tables(asked.noun) for place in _of_table(table, asked))
    return tuple(replace(place, present=_present(place, asked)) for place in found if within(place.route, form.answers))


def all_places(asked: Asked, heads: Iterable[str]) -> Iterator[Place]:
    """Every place under some heads, whatever a form asks for."""
    wanted = tuple(heads)
    for table in _tables(asked.noun):
        yield from (place for place in _of_table(table, asked) if within(place.route, wanted))


def _present(place: Place, asked: Asked) -> Any:
    if place.kind == "member":
        held = at(asked.tree, place.route[:-1])
        return None if held is None else "co" if place.route[-1] in held else "khong"
    return at(asked.tree, place.route)


def _tables(noun: str) -> list[Table]:
    return [table for (kind, _), table in tables().items() if kind == noun]


def _of_table(table: Table, asked: Asked) -> Iterator[Place]:
    if table.shape == "one":
        for column in table.columns:
            yield from _of_column(table, column, (), asked)
    elif table.shape == "dict":
        for key, (name, hint, graded) in keys_of(table.route, asked).items():
            yield from _of_key(table, key, (name, hint), graded, asked)
    else:
        yield from _of_rows(table, asked)


def _of_key(table: Table, key: str, words: tuple[str, str], graded: bool, asked: Asked) -> Iterator[Place]:
    for column in table.columns:
        if not graded and domain_name((*table.route, *column.route), table.noun, column) == "cap-do":
            continue
        for place in _of_column(table, column, (*table.route, key), asked):
            name = words[0] if not column.route or column.kind == "lines" else f"{words[0]} – {place.name}"
            yield replace(place, name=name, hint=words[1] or place.hint)


def _of_rows(table: Table, asked: Asked) -> Iterator[Place]:
    held = at(asked.tree, table.route)
    known = len(held) if isinstance(held, (list, tuple)) else 0
    fixed = _left_over(table, asked)
    for number in range(max(_LEAST_ROWS, known, len(fixed)) + (_SPARE_ROWS if known or fixed else 0)):
        row: Step = (*table.route, number)
        for column in table.columns:
            if number < len(fixed) and column.route == ("han_che",):
                continue
            for place in _of_column(table, column, row, asked):
                yield replace(place, name=f"dòng {number + 1} – {place.name}", row=row)


def _left_over(table: Table, asked: Asked) -> tuple[str, ...]:
    """The shortcomings of the season before, which section III must answer one by one."""
    if table.route[-2:] != ("khac_phuc", "muc"):
        return ()
    return known_shortcomings(asked.tree, table.route)


def known_shortcomings(tree: Mapping[str, Any], route: Step) -> tuple[str, ...]:
    """What stands in section III before anybody answers: shortcomings of last season, then those answered already."""
    last = tree.get("han_che_ky_truoc") or ()
    found = [last] if isinstance(last, str) else [str(text) for text in last]
    items = at(tree, route)
    for item in items if isinstance(items, (list, tuple)) else ():
        text = str(item.get("han_che", "")) if isinstance(item, Mapping) else ""
        if text and text not in found:
            found.append(text)
    return tuple(found)


def _of_column(table: Table, column: Column, base: Step, asked: Asked) -> Iterator[Place]:
    if column.kind in _NOT_ASKED:
        return
    route = (*base, *column.route)
    names = (*table.route, *column.route)
    header, note = tail_words(names)
    group = group_words(table.noun, names)[0]
    name = f"{group} – {header}" if group and group != header and table.shape == "one" else header
    members = _members(names, asked)
    if members:
        for code, words in members:
            yield Place((*route, code), "member", f"{code}. {words}", "", MEMBER_OPTIONS)
        return
    if _is_not_theirs(route, asked):
        return
    domain = domain_name(names, table.noun, column) if column.kind in {"text", "string"} else ""
    options = _options(domain, column, asked.profile)
    if domain in {"muc", "cap-do"} and not options:
        return
    kind: Kind = "choice" if options else "lines" if column.kind == "lines" else "text"
    yield Place(route, "date" if column.kind == "date" else kind, name, note, options)


def _is_not_theirs(route: Step, asked: Asked) -> bool:
    """A level of civil service is asked of civil servants only."""
    return route == ("kiem_diem", "tu_nhan", "cong_chuc") and asked.tree.get("doi_tuong") == "khong"


def _members(route: Names, asked: Asked) -> tuple[tuple[str, str], ...]:
    if route == ("phieu_bieu_hien", "co"):
        return tuple((sign.code, sign.name) for sign in asked.profile.signs)
    return ()


def _options(domain: str, column: Column, profile: LegalProfile) -> tuple[tuple[str, str], ...]:
    if column.kind == "choice":
        return tuple((code, CHOICE_WORDS.get(code, code)) for code in column.choices)
    if domain == "muc":
        return tuple((level.code, level.name) for level in profile.levels)
    return tuple((grade.code, grade.name) for grade in profile.grades) if domain == "cap-do" else ()


def keys_of(route: Names, asked: Asked) -> dict[str, tuple[str, str, bool]]:
    """The keys a mapping of the facts has for this noun: name, hint, and whether a grade goes with it."""
    profile, tree = asked.profile, asked.tree
    leads = tree.get("lanh_dao") in {"co", "có", True}
    if route == ("bao_cao", "uu_diem"):
        return {c.code: (c.name, "", c.graded) for c in profile.collective_criteria}
    if route == ("kiem_diem", "uu_diem"):
        own = (c for c in profile.individual_criteria if leads or not c.leaders_only)
        return {c.code: (c.name, "", c.graded) for c in own}
    if route == ("phieu_cong_vu", "noi_dung"):
        asked_of = (c for c in profile.civil_criteria if leads or not c.leaders_only)
        service = str(tree.get("doi_tuong", ""))
        return {c.code: (*c.wording(service), False) for c in asked_of}
    if route == ("phieu_phan_tich", "cap_do"):
        return {c.code: (c.name, "", True) for c in profile.sheet_criteria(str(tree.get("loai", "")))}
    return {}

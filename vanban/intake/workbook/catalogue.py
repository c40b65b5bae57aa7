"""The lists of a season, filled from its regime and its facts."""

from __future__ import annotations

from collections.abc import Iterable

from vanban.intake.facts import Facts, Noun
from vanban.intake.workbook.domains import Lists, people_words
from vanban.model.profile import LegalProfile


def lists_of(facts: Facts) -> Lists:
    """Every list a cell of the season's workbook may be chosen from."""
    lists = Lists()
    _regime(lists, facts.profile)
    for noun in facts.nouns.values():
        add_noun(lists, noun)
    return lists


def add_noun(lists: Lists, noun: Noun) -> None:
    """Take a collective, person or meeting into its list."""
    short_name = str(noun.tree.get("ten_ngan") or "")
    lists.add_noun(noun.kind, noun.code, noun_words(noun.kind, noun.code, noun.name, short_name))


def noun_words(kind: str, code: str, name: str, short_name: str = "") -> tuple[str, ...]:
    """How a noun is shown, then how else it is found."""
    if kind == "ca-nhan":
        return people_words(code, name)
    return (name, short_name) if kind == "tap-the" else people_words(code, "")


def _regime(lists: Lists, profile: LegalProfile) -> None:
    for level in profile.levels:
        lists.by_name["muc"].add(level.code, level.name, level.abbreviation)
    for grade in profile.grades:
        lists.by_name["cap-do"].add(grade.code, grade.name)
    for management in profile.organisation.management:
        lists.by_name["dien-quan-ly"].add(management.code, management.label, management.decided_by)
    for kind in profile.organisation.kinds:
        lists.by_name["loai-hinh"].add(kind.code, kind.label)
    for code, name in _criteria(profile):
        lists.by_name["tieu-chi"].add(code, f"{code}: {name}", name)


def _criteria(profile: LegalProfile) -> Iterable[tuple[str, str]]:
    for group in (profile.collective_criteria, profile.individual_criteria):
        yield from ((c.code, c.name) for c in group)
    for sheet in (profile.party_sheet, profile.body_sheet):
        yield from ((c.code, c.name) for c in sheet)
    yield from ((c.code, c.name) for c in profile.civil_criteria)

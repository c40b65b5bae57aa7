"""Levels of persons and collectives as the facts give them, and the words rules use about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from vanban.model.collective import Collective
from vanban.model.finding import Where
from vanban.model.individual import Individual, Verdict
from vanban.model.meeting import Meeting, Tally
from vanban.model.rating import LevelRoles
from vanban.model.review import Review

MAX_NAMES: Final = 12
LEADING: Final = frozenset({"ban-thuong-vu", "tap-the-lanh-dao"})


def roles(review: Review) -> LevelRoles:
    """Which codes stand for the best level, the good, the met, the failed."""
    return review.profile.rating.roles


def rank(review: Review, level: str) -> int:
    """Place of a level, 0 the best."""
    codes = [each.code for each in review.profile.levels]
    return codes.index(level) if level in codes else len(codes)


def better(review: Review, level: str, than: str) -> bool:
    """Whether a level stands above another."""
    return rank(review, level) < rank(review, than)


def level_name(review: Review, level: str) -> str:
    """The name of a level, or the code itself when the regime has no such level."""
    return next((each.name for each in review.profile.levels if each.code == level), level)


def verdicts(person: Individual) -> Iterator[tuple[str, Verdict]]:
    """The verdicts on a person written so far, latest step first, with their keys."""
    steps = (("dang_uy", person.verdicts.committee), ("chi_uy", person.verdicts.branch))
    return ((key, verdict) for key, verdict in steps if verdict is not None)


def member_level(review: Review, person: Individual) -> str | None:
    """A person's level as a member: the latest verdict, else the last vote, None while there is neither."""
    for _, verdict in verdicts(person):
        return verdict.level
    return voted_level(review, person.code)


def civil_level(person: Individual) -> str | None:
    """A person's level as a public servant: the office head's, else the person's own, None for who is none."""
    if person.service == "khong":
        return None
    if person.verdicts.office_head is not None:
        return person.verdicts.office_head.level
    return person.self_criticism.self_rating.civil or None if person.self_criticism else None


def last_vote(review: Review, about: str) -> tuple[Meeting, Tally] | None:
    """The last meeting that voted on a code."""
    tallies = review.tallies(about)
    return tallies[-1] if tallies else None


def voted_level(review: Review, about: str) -> str | None:
    """The level the last vote on a code gives, None when there was none or none passed."""
    vote = last_vote(review, about)
    return review.winning_level(*vote) if vote else None


def collective_levels(review: Review, collective: Collective) -> tuple[str, ...]:
    """The levels said of a collective, best first: its own and the last vote's; one when they agree, "" for none."""
    said = {collective.proposed_level, voted_level(review, collective.code)} - {None, ""}
    return tuple(sorted((level for level in said if level), key=lambda level: rank(review, level))) or ("",)


def collective_level(review: Review, collective: Collective) -> str:
    """The level of a collective: the last vote's, else the one its report proposes."""
    return voted_level(review, collective.code) or collective.proposed_level


def to_be_rated(review: Review, person: Individual) -> bool:
    """Whether a person must be rated: reviewed, not exempted, and full member or rated on probation."""
    if person.self_criticism is None or person.exemption is not None:
        return False
    return person.membership == "chinh-thuc" or review.profile.rating.probation.rated


def rated_members(review: Review, people: Iterable[Individual]) -> list[tuple[Individual, str]]:
    """Those who must be rated and are, with their levels."""
    pairs = ((person, member_level(review, person)) for person in people if to_be_rated(review, person))
    return [(person, level) for person, level in pairs if level is not None]


def name_of(review: Review, code: str) -> str:
    """`Hoàng Minh Tuấn (NV01)`, the name of a collective, or the code when nobody has it."""
    if code in review.collectives:
        return review.collectives[code].name
    person = review.individuals.get(code)
    return f"{person.full_name} ({code})" if person else f"“{code}”"


def names_of(review: Review, codes: Sequence[str], most: int = MAX_NAMES) -> str:
    """The names, the first dozen in full."""
    shown = ", ".join(name_of(review, code) for code in codes[:most])
    rest = len(codes) - most
    return f"{shown} và {rest} đối tượng khác" if rest > 0 else shown


def member_place(person: Individual) -> Where:
    """Where a person's level stands."""
    for key, _ in verdicts(person):
        return Where("ca-nhan", person.code, ("nhan_xet", key, "muc"))
    return Where("ca-nhan", person.code)


def collective_place(collective: Collective) -> Where:
    """Where a collective's level stands."""
    section = "bao_cao" if collective.report is not None else "cham_diem"
    return Where("tap-the", collective.code, (section, "de_nghi"))


def exact(share: float) -> Fraction:
    """A share of the settings as the number that was typed."""
    return Fraction(str(share))


def below(part: int, whole: int, share: float) -> bool:
    """Whether part of whole is less than so many per cent."""
    return part * 100 < exact(share) * whole


def in_per_cent(share: float) -> str:
    """`20%`, `66,7%`."""
    return f"{share:g}%".replace(".", ",")

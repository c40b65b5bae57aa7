"""Số liệu của kỳ: every count the summary papers print, computed once from the facts (kiem-diem 6). Pure.

Holds: the last vote on each subject, the levels of groups, who was not rated and why.
Takes: a Review. Gives: counts. Never: wording of papers, percentages as text, judgements of its figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vanban.model.collective import Collective
from vanban.model.individual import EXEMPTION_WORDS, Individual
from vanban.model.meeting import Meeting, Tally
from vanban.model.review import Review, percent_base
from vanban.viet import word_key

PROBATIONARY: Final = "du-bi"
UNDECIDED: Final = "chua-co-muc"
OTHER_TITLES: Final = "chức danh khác"
UNRATED_WORDS: Final[dict[str, str]] = {
    **EXEMPTION_WORDS,
    PROBATIONARY: "đảng viên dự bị",
    UNDECIDED: "chưa có mức xếp loại",
}
BODY_KINDS: Final = frozenset({"ban-thuong-vu", "tap-the-lanh-dao"})


@dataclass(frozen=True, slots=True)
class Vote:
    """Lần bỏ phiếu sau cùng về một đối tượng: `level` is None when no level passed; shares count on `base`."""

    meeting: Meeting
    tally: Tally
    level: str | None
    base: int

    @property
    def agreed(self) -> int:
        """Ballots for the level that passed."""
        return self.tally.votes[self.level] if self.level else 0


@dataclass(frozen=True, slots=True)
class Share:
    """Số lượng theo mức của một nhóm: `levels` holds every level of the regime, best first, 0 where nobody is."""

    total: int
    levels: Mapping[str, int]

    @property
    def rated(self) -> int:
        """How many have a level: what percentages count on."""
        return sum(self.levels.values())

    @property
    def unrated(self) -> int:
        """How many have none."""
        return self.total - self.rated


@dataclass(frozen=True, slots=True)
class MemberFigures:
    """Số liệu đảng viên của một chi bộ hoặc toàn Đảng bộ: reasons and forms of discipline are counted by code."""

    share: Share
    unrated: Mapping[str, int]
    disciplined: Mapping[str, int]


def last_vote(review: Review, code: str) -> Vote | None:
    """The last vote on a collective or person, None when there was none."""
    tallies = review.tallies(code)
    if not tallies:
        return None
    meeting, tally = tallies[-1]
    base = percent_base(review.profile.vote_rule, meeting)
    return Vote(meeting, tally, review.winning_level(meeting, tally), base)


def proposed_level(review: Review, code: str) -> str | None:
    """The level the last vote proposes, None when there is none."""
    vote = last_vote(review, code)
    return vote.level if vote else None


def member_level(person: Individual) -> str | None:
    """The level the committee gave a member, None for one it did not rate."""
    verdict = person.verdicts.committee
    return verdict.level if verdict and person.exemption is None else None


def unrated_reason(person: Individual) -> str | None:
    """Why a member has no level (a key of UNRATED_WORDS), None for a rated one."""
    if person.exemption is not None:
        return person.exemption.reason
    if member_level(person) is not None:
        return None
    return PROBATIONARY if person.membership == "du-bi" else UNDECIDED


def share_of(review: Review, levels: Iterable[str | None]) -> Share:
    """The levels of a group counted; None stands for one without a level."""
    every = list(levels)
    counts = Counter(every)
    return Share(len(every), {level.code: counts[level.code] for level in review.profile.levels})


def by_name(collectives: Iterable[Collective]) -> tuple[Collective, ...]:
    """Collectives in the alphabetical order of their names."""
    return tuple(sorted(collectives, key=lambda c: [word_key(word) for word in c.name.split()]))


def branches(review: Review) -> tuple[Collective, ...]:
    """The branches, by name."""
    return by_name(c for c in review.collectives.values() if c.kind == "chi-bo")


def organisations(review: Review) -> tuple[Collective, ...]:
    """The grassroots organisation itself."""
    return tuple(c for c in review.collectives.values() if c.kind == "dang-uy")


def bodies(review: Review) -> tuple[Collective, ...]:
    """The leading collectives: the standing committee first, the others by name."""
    return _leading(review.collectives.values())


def _leading(collectives: Iterable[Collective]) -> tuple[Collective, ...]:
    found = by_name(c for c in collectives if c.kind in BODY_KINDS)
    return tuple(sorted(found, key=lambda c: c.kind != "ban-thuong-vu"))


def leaders(review: Review) -> tuple[Individual, ...]:
    """The leaders and managers, in the order of the facts."""
    return tuple(person for person in review.individuals.values() if person.leader)


def body_of(review: Review, person: Individual) -> Collective | None:
    """The leading collective a person sits in: that of the office before the standing committee."""
    own = _leading(review.collectives_of(person.code))
    return own[-1] if own else None


def equivalents(review: Review) -> tuple[tuple[str, tuple[Individual, ...]], ...]:
    """Leaders in groups of equivalent posts: the regime's groups first, then equal titles, the single ones last."""
    groups = review.profile.rating.title_quota.groups
    found: dict[str, list[Individual]] = {group.name: [] for group in groups}
    for person in leaders(review):
        if person.self_criticism is not None:
            named = next((g.name for g in groups if person.state_post.startswith(g.titles)), person.state_post)
            found.setdefault(named, []).append(person)
    fixed = {group.name for group in groups}
    several = [(name, people) for name, people in found.items() if len(people) > 1 or (people and name in fixed)]
    single = [person for name, people in found.items() if len(people) == 1 and name not in fixed for person in people]
    shown = [*several, (OTHER_TITLES, single)] if single else several
    return tuple((f"{name[:1].upper()}{name[1:]}", tuple(people)) for name, people in shown)


def voted_share(review: Review, codes: Iterable[str]) -> Share:
    """The levels the last votes propose for a group of codes."""
    return share_of(review, (proposed_level(review, code) for code in codes))


def member_figures(review: Review, people: Sequence[Individual]) -> MemberFigures:
    """The figures of a group of members; a member disciplined twice in one form counts once."""
    reasons = Counter(reason for person in people if (reason := unrated_reason(person)))
    forms: Counter[str] = Counter(form for person in people for form in {d.form for d in person.disciplines})
    return MemberFigures(share_of(review, (member_level(p) for p in people)), reasons, forms)


def party_members(review: Review) -> tuple[Individual, ...]:
    """Every member of the branches, branch by branch."""
    return tuple(person for branch in branches(review) for person in review.branch_members(branch.code))


def at_level(review: Review, level: str) -> tuple[Individual, ...]:
    """The members the committee gave this level."""
    return tuple(person for person in party_members(review) if member_level(person) == level)

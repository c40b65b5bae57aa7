"""One season, whole and consistent: what every form is filled from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeVar

from vanban.legal import Library
from vanban.model.collective import Collective
from vanban.model.document import NamedSigner, Series
from vanban.model.individual import Individual
from vanban.model.meeting import Guest, Meeting, Tally
from vanban.model.period import Period, Suggestion
from vanban.model.profile import CivilCriterion, Criterion, LegalProfile, VoteRule
from vanban.model.scoring import ReRating, ScoreRow, TableName, table_rows
from vanban.model.state_paper import StateBody, StatePaper, StateRules
from vanban.model.waiver import Waiver

Found = TypeVar("Found")
# what a roster says of a person: who he is
_ENTERED: Final = frozenset(name for name, field in Individual.model_fields.items() if field.is_required()) | {
    "admitted"
}
About = Period | Collective | Individual | Meeting | Suggestion | ReRating | StatePaper


@dataclass(frozen=True)
class Review:
    """Dữ liệu đã kiểm của một kỳ: nouns by code, each mapping in the order of the facts.

    Who belongs where is looked up, not searched: rules and papers ask for it many times for every person.
    """

    code: str
    period: Period
    profile: LegalProfile
    collectives: Mapping[str, Collective]
    individuals: Mapping[str, Individual]
    meetings: Mapping[str, Meeting]
    waivers: tuple[Waiver, ...] = ()
    library: Library = field(default_factory=Library)

    def issuer(self, collective: Collective) -> Collective:
        """The body in whose name and series the papers of a collective are issued."""
        return self.collectives[collective.issued_by or collective.code]

    def notation(self, issuer: Collective, kind: str) -> str:
        """`KH/ĐU`, `BB/CB`."""
        body = self.profile.issuers.get(issuer.kind, self.period.office.notation)
        return f"{kind}/{body}"

    def series(self, issuer: Collective, kind: str) -> Series:
        """The series a paper of this kind is numbered in."""
        by_term = self.profile.kind(kind).scope == "nhiem-ky"
        scope = self.period.term.name if by_term else str(self.period.year)
        return Series(issuer=issuer.code, kind=kind, scope=scope)

    @property
    def state_rules(self) -> StateRules:
        """How State papers are numbered.

        Raises:
            ValueError: the regime says nothing of State papers.
        """
        if self.profile.state_papers is None:
            raise ValueError(f"{self.profile.code} has no State papers")
        return self.profile.state_papers

    def state_body(self, paper: StatePaper) -> StateBody:
        """The body that issues a State paper."""
        return {body.code: body for body in self.period.state_bodies}[paper.body]

    def state_notation(self, paper: StatePaper) -> str:
        """`QĐ-UBND`; of a letter, `UBND-VX`."""
        symbol, body = self.state_rules.kind(paper.kind).symbol, self.state_body(paper).notation
        return f"{symbol}-{body}" if symbol else f"{body}-{paper.unit}"

    def state_series(self, paper: StatePaper) -> Series:
        """The series of a State paper: its type's, or the body's own, in the calendar year of its day."""
        rules = self.state_rules
        kind = rules.kind(paper.kind).code if rules.series == "theo-loai" else rules.series
        return Series(issuer=paper.body, kind=kind, scope=str(paper.promulgation_date.year))

    def signer_name(self, signer: str | NamedSigner) -> str:
        """The full name of a signer given by code or by name."""
        return self.individuals[signer].full_name if isinstance(signer, str) else signer.full_name

    def guest_name(self, guest: Guest) -> str:
        """The full name of a guest given by code or by name."""
        return self.individuals[guest.person].full_name if guest.person else guest.full_name

    @cached_property
    def written_of(self) -> tuple[Individual, ...]:
        """The individuals of whom anything is written beyond who they are, in the order of the facts."""
        return tuple(person for person in self.individuals.values() if not person.model_fields_set <= _ENTERED)

    @cached_property
    def reviewed(self) -> tuple[Individual, ...]:
        """The individuals who were reviewed, in the order of the facts."""
        return tuple(person for person in self.written_of if person.self_criticism is not None)

    def branch_members(self, branch: str) -> tuple[Individual, ...]:
        """The individuals of a branch, in the order of the facts."""
        return self._by_branch.get(branch, ())

    @cached_property
    def _by_branch(self) -> Mapping[str, tuple[Individual, ...]]:
        return gathered((person.branch, person) for person in self.individuals.values())

    def criteria(self, individual: Individual) -> tuple[Criterion, ...]:
        """The criteria a person answers to: some are for leaders only."""
        every = self.profile.individual_criteria
        mine = (c for c in every if individual.leader or not c.leaders_only)
        return tuple(c.outside() if individual.outside_system else c for c in mine)

    def civil_criteria(self, individual: Individual) -> tuple[CivilCriterion, ...]:
        """The items of the civil sheet (NĐ 90/2020/NĐ-CP) a person answers: some are for leaders only."""
        every = self.profile.civil_criteria
        return tuple(c for c in every if individual.leader or not c.leaders_only)

    def score_rows(self, noun: Collective | Individual) -> tuple[ScoreRow, ...]:
        """The criteria by which a collective or person is scored, as the office's table has them."""
        return table_rows(self.period.scoring_table, score_table(noun))

    def tallies(self, about: str) -> tuple[tuple[Meeting, Tally], ...]:
        """Every vote on a code, with its meeting, in order of day."""
        held = in_order(self._voting.get(about, ()))
        return tuple((m, row) for m in held if (row := m.tally(about)) is not None)

    def held_by(self, host: str) -> tuple[Meeting, ...]:
        """The meetings a collective held, in the order of the facts."""
        return self._held_by.get(host, ())

    def issued_by(self, issuer: str) -> tuple[Collective, ...]:
        """The collectives whose papers a body issues, itself included, in the order of the facts."""
        return self._issued_by.get(issuer, ())

    def collectives_of(self, person: str) -> tuple[Collective, ...]:
        """The collectives a person is a member of, in the order of the facts."""
        return self._memberships.get(person, ())

    def sittings(self, code: str) -> tuple[Meeting, ...]:
        """The meetings a collective held, and those that review it or a person, in the order of the facts."""
        return self._sittings.get(code, ())

    def meetings_about(self, code: str) -> tuple[Meeting, ...]:
        """The meetings that review or vote on a code, in order of day."""
        return in_order(self._concerning.get(code, ()))

    @cached_property
    def _voting(self) -> Mapping[str, tuple[Meeting, ...]]:
        return gathered((about, meeting) for meeting in self.meetings.values() for about in meeting.voted_on)

    @cached_property
    def _held_by(self) -> Mapping[str, tuple[Meeting, ...]]:
        return gathered((meeting.host, meeting) for meeting in self.meetings.values())

    @cached_property
    def _issued_by(self) -> Mapping[str, tuple[Collective, ...]]:
        every = self.collectives.values()
        return gathered((code, each) for each in every for code in dict.fromkeys((each.code, each.issued_by)) if code)

    @cached_property
    def _memberships(self) -> Mapping[str, tuple[Collective, ...]]:
        return gathered((member.person, each) for each in self.collectives.values() for member in each.members)

    @cached_property
    def _sittings(self) -> Mapping[str, tuple[Meeting, ...]]:
        held = self.meetings.values()
        return gathered((code, meeting) for meeting in held for code in {meeting.host, *meeting.discussed})

    @cached_property
    def _concerning(self) -> Mapping[str, tuple[Meeting, ...]]:
        held = self.meetings.values()
        return gathered((code, meeting) for meeting in held for code in {*meeting.voted_on, *meeting.discussed})

    def winning_level(self, meeting: Meeting, tally: Tally) -> str | None:
        """Code of the level that passed the threshold, None when none did."""
        rule = self.profile.vote_rule
        needed = vote_base(rule, meeting) * rule.threshold / 100
        return next((code for code, votes in tally.votes.items() if votes > needed), None)


def gathered(pairs: Iterable[tuple[str, Found]]) -> dict[str, tuple[Found, ...]]:
    """What stands under each code, in the order given."""
    found: dict[str, list[Found]] = {}
    for code, value in pairs:
        found.setdefault(code, []).append(value)
    return {code: tuple(values) for code, values in found.items()}


def in_order(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """The meetings in order of day."""
    return tuple(sorted(meetings, key=lambda meeting: (meeting.day, meeting.start)))


def vote_base(rule: VoteRule, meeting: Meeting) -> int:
    """How many people the threshold counts on."""
    counts = {
        "trieu_tap": len(meeting.summoned),
        "co_mat": len(meeting.present),
        "thu_ve": meeting.ballot.returned,
    }
    return counts[rule.base]


def percent_base(rule: VoteRule, meeting: Meeting) -> int:
    """How many ballots or people the printed percentages count on."""
    return meeting.ballot.returned if rule.percent_base == "thu_ve" else len(meeting.summoned)


def score_table(noun: Collective | Individual) -> TableName:
    """Which table of points a collective or person is scored by."""
    if isinstance(noun, Collective):
        return "tap-the"
    if noun.outside_system:
        return "ngoai-he-thong"
    return "lanh-dao" if noun.leader else "khong-lanh-dao"

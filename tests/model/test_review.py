from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from vanban.intake import Season
from vanban.model.document import NamedSigner, Series
from vanban.model.individual import Individual
from vanban.model.meeting import Absence, Guest, Meeting, Tally
from vanban.model.review import Review, percent_base, vote_base


@pytest.fixture
def review(sample: Season) -> Review:
    return sample.review


@pytest.fixture
def absent_meeting(review: Review) -> Meeting:
    """Nine were called, seven came, six ballots returned."""
    meeting = review.meetings["noi-vu"]
    called = tuple(f"P{i}" for i in range(9))
    absent = tuple(Absence(person=code, reason="ốm") for code in ("P3", "P8"))
    ballot = meeting.ballot.model_copy(update={"issued": 7, "returned": 6, "valid": 6})
    return meeting.model_copy(update={"summoned": called, "absent": absent, "ballot": ballot})


def test_those_present_are_the_called_without_the_absent_in_order(absent_meeting: Meeting) -> None:
    assert absent_meeting.present == ("P0", "P1", "P2", "P4", "P5", "P6", "P7")


@pytest.mark.parametrize(("base", "count"), [("trieu_tap", 9), ("co_mat", 7), ("thu_ve", 6)])
def test_the_regime_says_what_the_threshold_counts_on(
    review: Review, absent_meeting: Meeting, base: str, count: int
) -> None:
    rule = review.profile.vote_rule.model_copy(update={"base": base})
    assert count == vote_base(rule, absent_meeting)


@pytest.mark.parametrize(("base", "count"), [("trieu_tap", 9), ("thu_ve", 6)])
def test_the_regime_says_what_percentages_count_on(
    review: Review, absent_meeting: Meeting, base: str, count: int
) -> None:
    rule = review.profile.vote_rule.model_copy(update={"percent_base": base})
    assert count == percent_base(rule, absent_meeting)


@pytest.mark.parametrize(
    ("votes", "level"),
    [
        ({"htxs": 0, "htt": 5, "ht": 1, "kht": 0}, "htt"),
        ({"htxs": 0, "htt": 4, "ht": 2, "kht": 0}, None),
        ({"htxs": 6, "htt": 0, "ht": 0, "kht": 0}, "htxs"),
        ({"htxs": 2, "htt": 2, "ht": 2, "kht": 0}, None),
    ],
)
def test_a_level_wins_with_more_than_half_of_those_called(
    review: Review, absent_meeting: Meeting, votes: dict[str, int], level: str | None
) -> None:
    assert level == review.winning_level(absent_meeting, Tally(about="P0", votes=votes))


def test_exactly_half_of_those_called_is_not_enough(review: Review) -> None:
    meeting = review.meetings["noi-vu"]
    assert len(meeting.summoned) == 4
    tally = Tally(about="NV01", votes={"htxs": 0, "htt": 2, "ht": 2, "kht": 0})
    assert review.winning_level(meeting, tally) is None


def test_leaders_answer_to_more_criteria_than_members(review: Review) -> None:
    leader = next(p for p in review.individuals.values() if p.leader)
    member = next(p for p in review.individuals.values() if not p.leader)
    assert {"lanh_dao"} == {c.code for c in review.criteria(leader)} - {c.code for c in review.criteria(member)}


def test_papers_of_a_party_body_are_numbered_through_the_term(review: Review) -> None:
    issuer = review.collectives["noi-vu"]
    assert Series("noi-vu", "BB", review.period.term.name) == review.series(issuer, "BB")
    assert review.notation(issuer, "BB") == "BB/CB"


def test_papers_of_a_yearly_series_are_numbered_through_the_year(review: Review) -> None:
    kinds = tuple(kind.model_copy(update={"scope": "nam"}) for kind in review.profile.kinds)
    yearly = replace(review, profile=review.profile.model_copy(update={"kinds": kinds}))
    assert Series("noi-vu", "BB", "2021") == yearly.series(review.collectives["noi-vu"], "BB")


def test_a_leading_body_issues_in_the_name_of_its_branch(review: Review) -> None:
    assert review.collectives["noi-vu"] == review.issuer(review.collectives["ld-noi-vu"])


def test_a_signer_or_guest_is_named_by_code_or_by_name(review: Review) -> None:
    expected = review.individuals["NV01"].full_name
    assert expected == review.signer_name("NV01")
    assert review.signer_name(NamedSigner(full_name="Vi Xuân Trường")) == "Vi Xuân Trường"
    assert expected == review.guest_name(Guest(person="NV01", position="Bí thư"))
    assert review.guest_name(Guest(full_name="Vi Xuân Trường", position="Chủ tịch")) == "Vi Xuân Trường"


def test_votes_on_a_person_come_in_order_of_day(review: Review) -> None:
    days = [meeting.day for meeting, _ in review.tallies("NV01")]
    assert len(days) > 1
    assert sorted(days) == days


def test_nobody_votes_on_a_code_nobody_knows(review: Review) -> None:
    assert review.tallies("XX99") == ()


def _by_day(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    return tuple(sorted(meetings, key=lambda meeting: (meeting.day, meeting.start)))


def test_what_is_looked_up_is_what_a_search_finds(review: Review) -> None:
    held, people, bodies = (tuple(m.values()) for m in (review.meetings, review.individuals, review.collectives))
    for code in (*review.collectives, *review.individuals, "KHONG-CO"):
        heard = [m for m in held if any(d.about == code for d in m.discussions)]
        voted = [m for m in held if any(row.about == code for row in m.ballot.rows)]
        assert review.held_by(code) == tuple(m for m in held if m.host == code)
        assert review.sittings(code) == tuple(m for m in held if m.host == code or m in heard)
        assert review.meetings_about(code) == _by_day(m for m in held if m in heard or m in voted)
        assert [meeting for meeting, _ in review.tallies(code)] == [*_by_day(voted)]
        assert all(row.about == code for _, row in review.tallies(code))
        assert review.branch_members(code) == tuple(p for p in people if p.branch == code)
        assert review.issued_by(code) == tuple(c for c in bodies if code in {c.code, c.issued_by})
        assert review.collectives_of(code) == tuple(c for c in bodies if code in {m.person for m in c.members})
    assert review.reviewed == tuple(p for p in people if p.self_criticism is not None)


def test_nobody_of_whom_more_than_who_he_is_was_written_is_left_out(review: Review) -> None:
    optional = [name for name, field in Individual.model_fields.items() if not field.is_required()]
    person = next(iter(review.individuals.values()))
    bare = Individual.model_validate(person.model_dump(exclude=set(optional)))
    more = {name: bare.model_copy(update={name: getattr(person, name)}) for name in optional}
    found = replace(review, individuals={"": bare, **more}).written_of
    assert [*found] == [each for name, each in more.items() if name != "admitted"]


def test_another_review_of_the_same_season_looks_up_its_own_facts(review: Review) -> None:
    assert review.held_by("noi-vu")
    assert replace(review, meetings={}).held_by("noi-vu") == ()


def test_the_first_of_two_rows_about_a_code_is_its_tally(review: Review) -> None:
    ballot = review.meetings["noi-vu"].ballot
    again = ballot.rows[0].model_copy(update={"invalid": 9})
    values = dict(review.meetings["noi-vu"]) | {"ballot": ballot.model_copy(update={"rows": (*ballot.rows, again)})}
    meeting = Meeting.model_construct(**values)
    assert meeting.tally(again.about) == ballot.rows[0]
    assert meeting.voted_on == tuple(row.about for row in ballot.rows)
    assert meeting.tally("KHONG-CO") is None

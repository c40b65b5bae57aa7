"""Whatever the ballots are: minutes add up, printed percentages recompute, a count changed by hand is found."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.appraisal.small_season import LEVELS, World, found, world_of
from vanban.build.planning import planned
from vanban.forms import BUILDERS, Request
from vanban.model.packet import PacketPlan
from vanban.model.profile import LegalProfile
from vanban.model.review import Review, percent_base

HALF = settings.default.max_examples // 2
SAME_REGIME = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=HALF)


@dataclass(frozen=True)
class Count:
    """Counts of a sitting: called ≥ present ≥ issued ≥ returned = valid + invalid, and the rows of the ballot."""

    called: int
    absent: int
    issued: int
    returned: int
    invalid: int
    rows: list[list[int]]


@st.composite
def counts(draw: st.DrawFn) -> Count:
    called = draw(st.integers(2, 40))
    absent = draw(st.integers(0, called - 1))
    issued = draw(st.integers(0, called - absent))
    returned = draw(st.integers(0, issued))
    invalid = draw(st.integers(0, returned))
    rows = [draw(shares_of(returned - invalid)) for _ in range(called + 1)]
    return Count(called, absent, issued, returned, invalid, rows)


@st.composite
def shares_of(draw: st.DrawFn, valid: int) -> list[int]:
    """Four levels and the marks invalid for the row."""
    cuts = sorted(draw(st.lists(st.integers(0, valid), min_size=4, max_size=4)))
    return [b - a for a, b in zip([0, *cuts], [*cuts, valid], strict=True)]


def sitting(profile: LegalProfile, count: Count) -> World:
    world = world_of(profile, {"a": ["htt"] * count.called})
    held = world.meeting("a")
    held["vang"] = [{"nguoi": code, "ly_do": "ốm"} for code in held["trieu_tap"][1 : 1 + count.absent]]
    valid = count.returned - count.invalid
    ballot = held["kiem_phieu"]
    ballot |= {"phat_ra": count.issued, "thu_ve": count.returned, "hop_le": valid, "khong_hop_le": count.invalid}
    for row, votes in zip(ballot["ket_qua"], count.rows, strict=True):
        row |= {"phieu": dict(zip(LEVELS, votes, strict=False)), "khong_hop_le": votes[4]}
    return world


def minutes(review: Review) -> Any:
    """The context the vote-count minutes are printed from."""
    form = review.profile.form("bien-ban-kiem-phieu")
    paper = planned(review, form, review.meetings["a"])
    return BUILDERS[form.code].context(Request(review, paper, PacketPlan("a", (), "a", ())))


def recomputed(part: int, whole: int) -> str:
    share = Decimal(part) * 100 / Decimal(whole) if whole else Decimal(0)
    return str(share.quantize(Decimal("0.1"), ROUND_HALF_UP)).replace(".", ",")


@SAME_REGIME
@given(count=counts())
def test_counts_of_the_minutes_add_up_and_percentages_recompute(profile: LegalProfile, count: Count) -> None:
    review = sitting(profile, count).review()
    meeting = review.meetings["a"]
    base = percent_base(profile.vote_rule, meeting)
    spoilt = {tally.about: tally.invalid for tally in meeting.ballot.rows}
    printed = [line for group in minutes(review)["bang"] for line in group["hang"]]
    assert len(printed) == len(meeting.ballot.rows)
    for line, invalid in zip(printed, spoilt.values(), strict=True):
        votes = [int(line[f"so_{i}"]) for i in range(1, 5)]
        assert sum(votes) + invalid == meeting.ballot.valid
        assert [recomputed(part, base) for part in votes] == [line[f"tl_{i}"] for i in range(1, 5)]


@SAME_REGIME
@given(count=counts())
def test_ballots_that_add_up_break_no_rule_of_counting(profile: LegalProfile, count: Count) -> None:
    review = sitting(profile, count).review()
    assert [f.code for code in ("KP-01", "KP-02", "KP-03", "KP-04") for f in found(review, code)] == []


@SAME_REGIME
@given(count=counts(), which=st.integers(0, 40), step=st.sampled_from([-1, 1]), key=st.sampled_from(LEVELS))
def test_one_count_changed_by_hand_is_found_in_its_row(
    profile: LegalProfile, count: Count, which: int, step: int, key: str
) -> None:
    world = sitting(profile, count)
    rows = world.meeting("a")["kiem_phieu"]["ket_qua"]
    index = which % len(rows)
    votes = rows[index]["phieu"]
    votes[key] = votes[key] + step if votes[key] + step >= 0 else votes[key] + 1
    wrong = [finding.where.route for finding in found(world.review(), "KP-03")]
    assert [("kiem_phieu", "ket_qua", index)] == wrong

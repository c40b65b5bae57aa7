from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from vanban.appraisal import appraise, voters
from vanban.intake import Season
from vanban.model.finding import Finding
from vanban.model.meeting import Absence, Tally
from vanban.model.review import Review


@pytest.fixture
def review(sample: Season) -> Review:
    return sample.review


def _with_meeting(review: Review, **changes: Any) -> Review:
    meeting = review.meetings["noi-vu"].model_copy(update=changes)
    return replace(review, meetings={"noi-vu": meeting})


def _with_ballot(review: Review, **changes: Any) -> Review:
    ballot = review.meetings["noi-vu"].ballot.model_copy(update=changes)
    return _with_meeting(review, ballot=ballot)


def _with_row(review: Review, **changes: Any) -> Review:
    first, *others = review.meetings["noi-vu"].ballot.rows
    return _with_ballot(review, rows=(first.model_copy(update=changes), *others))


def _places(findings: tuple[Finding, ...]) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(finding.code, finding.where.route) for finding in findings]


def test_the_ballots_of_the_sample_add_up(review: Review) -> None:
    assert appraise(review) == ()


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({"issued": 5}, ["phat_ra"]),
        ({"returned": 5, "valid": 4, "invalid": 1}, ["thu_ve"]),
        ({"invalid": 1}, ["hop_le"]),
        ({"issued": 5, "returned": 6, "invalid": 1}, ["phat_ra", "thu_ve", "hop_le"]),
    ],
)
def test_ballots_that_do_not_add_up_are_told_each(review: Review, changes: dict[str, int], keys: list[str]) -> None:
    findings = appraise(_with_ballot(review, **changes))
    assert [("KP-01", ("kiem_phieu", key)) for key in keys] == _places(findings)
    assert {"cuoc-hop", "noi-vu"} == {findings[0].where.kind, findings[0].where.code}


def test_fewer_ballots_than_people_are_no_mistake(review: Review) -> None:
    rows = tuple(Tally(about=r.about, votes={"htxs": 0, "htt": 3, "ht": 0, "kht": 0}) for r in _rows(review))
    assert appraise(_with_ballot(review, issued=4, returned=3, valid=3, rows=rows)) == ()


def _rows(review: Review) -> tuple[Tally, ...]:
    return review.meetings["noi-vu"].ballot.rows


def test_a_probationary_member_has_no_ballot(review: Review) -> None:
    probationary = review.individuals["NV04"].model_copy(update={"membership": "du-bi"})
    changed = _with_meeting(replace(review, individuals={**review.individuals, "NV04": probationary}))
    assert voters(changed, changed.meetings["noi-vu"]) == ("NV01", "NV02", "NV03")
    (finding,) = appraise(changed)
    assert finding.message == "Phát ra 4 phiếu, nhiều hơn 3 người có mặt có quyền biểu quyết"


def test_an_absent_member_has_no_ballot(review: Review) -> None:
    findings = appraise(_with_meeting(review, absent=(Absence(person="NV03", reason="ốm"),)))
    assert _places(findings) == [("KP-01", ("kiem_phieu", "phat_ra"))]


def test_a_row_that_does_not_add_up_is_told_with_its_sum(review: Review) -> None:
    (finding,) = appraise(_with_row(review, votes={"htxs": 1, "htt": 2, "ht": 0, "kht": 0}))
    assert (finding.code, finding.where.route) == ("KP-03", ("kiem_phieu", "ket_qua", 0))
    assert finding.message == "Số phiếu về “noi-vu”: 1 + 2 + 0 + 0, không hợp lệ 0, cộng 3 khác 4 phiếu hợp lệ"


def test_an_invalid_row_counts_into_the_sum(review: Review) -> None:
    assert appraise(_with_row(review, votes={"htxs": 0, "htt": 3, "ht": 0, "kht": 0}, invalid=1)) == ()


def test_a_level_without_a_count_is_told(review: Review) -> None:
    (finding,) = appraise(_with_row(review, votes={"htxs": 0, "htt": 4}))
    assert (finding.code, finding.where.route) == ("KP-02", ("kiem_phieu", "ket_qua", 0))
    assert "ht, kht" in finding.message


def test_a_vote_counted_twice_is_told_at_the_second_row(review: Review) -> None:
    rows = _rows(review)
    findings = appraise(_with_ballot(review, rows=(*rows, rows[0])))
    assert [("KP-04", ("kiem_phieu", "ket_qua", len(rows)))] == _places(findings)

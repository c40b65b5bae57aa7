"""The rules of a regime that rates by points: one fact of the commune's season spoiled at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.appraisal.small_season import ROOT, found, one
from vanban.appraisal import appraise, misfits
from vanban.appraisal.eligible import months_between
from vanban.appraisal.quota import allowed
from vanban.appraisal.season_dates import last_day
from vanban.intake import load_season
from vanban.intake.season import load_profile
from vanban.model.collective import Collective
from vanban.model.individual import Individual
from vanban.model.rating import KindQuota
from vanban.model.remedy import Discipline, Workload
from vanban.model.review import Review
from vanban.model.scale import Scale
from vanban.model.scoring import Conclusion, Confidence, HigherQuota, LedUnit, Quarter, TemporaryCell

LEADER, TEACHER, VILLAGER, BEST = "AH04", "TH04", "TD03", "TH03"
FULL = Workload(assigned=40, done=40, late=0, over=20)


@pytest.fixture(scope="module")
def commune() -> Review:
    """The sample season of the commune: no rule is broken in it."""
    return load_season(ROOT / "data" / "an-hoa-2026", ROOT).review


def changed(review: Review, code: str, **facts: Any) -> Review:
    """The season with facts of one person or collective put in place of others."""
    if code in review.individuals:
        noun: Individual | Collective = review.individuals[code].model_copy(update=facts)
        return replace(review, individuals={**review.individuals, code: noun})
    noun = review.collectives[code].model_copy(update=facts)
    return replace(review, collectives={**review.collectives, code: noun})


def decided(review: Review, code: str, level: str, total: str | None = None, **facts: Any) -> Review:
    """A person's level as the committee decides it, with the points behind it."""
    person = review.individuals[code]
    points = {} if total is None else {"total": Decimal(total)}
    committee = person.verdicts.committee.model_copy(update={"level": level, **points})
    return changed(review, code, verdicts=person.verdicts.model_copy(update={"committee": committee}), **facts)


def under(review: Review, **tables: Any) -> Review:
    """The season under the regime with other values of the rules by points."""
    rules = review.profile.point_rules.model_copy(update=tables)
    return replace(review, profile=review.profile.model_copy(update={"point_rules": rules}))


def test_the_sample_breaks_no_rule(commune: Review) -> None:
    assert [finding.message for finding in appraise(commune)] == []


# ---------------------------------------------------------------- points and levels


@pytest.mark.parametrize(
    ("total", "level"),
    [("100", "htxs"), ("90", "htxs"), ("89.99", "htt"), ("70", "htt"), ("69.99", "ht"), ("50", "ht"), ("49.99", "kht")],
)
def test_a_total_reaches_its_level(commune: Review, total: str, level: str) -> None:
    scale = commune.profile.scale
    assert scale is not None
    assert scale.level(Decimal(total)) == level


@pytest.mark.parametrize(
    ("total", "level", "broken"),
    [
        ("90", "htxs", False),
        ("89.99", "htxs", True),
        ("70", "htt", False),
        ("69.99", "htt", True),
        ("50", "ht", False),
        ("49.99", "ht", True),
    ],
)
def test_a_level_above_the_points_is_an_error(commune: Review, total: str, level: str, broken: bool) -> None:
    review = decided(commune, TEACHER, level, total)
    findings = [finding for finding in found(review, "DI-02") if finding.subject == TEACHER]
    assert bool(findings) is broken
    for finding in findings:
        assert finding.severity == "loi"
        assert total.replace(".", ",") in finding.message


def test_rounding_before_the_comparison_is_a_setting(commune: Review) -> None:
    scale = commune.profile.scale
    assert scale is not None
    assert scale.model_copy(update={"decimals": 0}).level(Decimal("89.99")) == "htxs"


def test_a_half_is_rounded_up_whatever_stands_before_it(commune: Review) -> None:
    scale = commune.profile.scale
    assert scale is not None
    best, *others = scale.thresholds
    odd = scale.model_copy(
        update={"decimals": 0, "thresholds": (best.model_copy(update={"least": Decimal(85)}), *others)}
    )
    assert [odd.level(Decimal(total)) for total in ("84.49", "84.5", "85")] == ["htt", "htxs", "htxs"]


def test_a_level_below_the_points_asks_for_the_reason(commune: Review) -> None:
    finding = one(decided(commune, TEACHER, "ht", "78"), "DI-03")
    assert (finding.severity, finding.subject) == ("canh-bao", TEACHER)


def test_a_total_above_the_scale_is_told(commune: Review) -> None:
    assert "100,5 điểm, quá 100" in one(decided(commune, TEACHER, "htt", "100.5"), "DI-01").message


def test_who_is_reviewed_has_points(commune: Review) -> None:
    review = changed(changed(commune, TEACHER, scoring=None), "truong", scoring=None)
    assert [finding.where.code for finding in found(review, "DI-04")] == ["truong", TEACHER]


@cache
def load_scale() -> Scale:
    """The scale of the regime."""
    scale = load_profile(ROOT / "mau" / "2026").scale
    assert scale is not None
    return scale


@given(st.decimals(0, 100, places=2, allow_nan=False))
def test_more_points_never_give_a_lower_level(total: Decimal) -> None:
    scale = load_scale()
    order = [step.level for step in scale.thresholds]
    assert order.index(scale.level(total)) >= order.index(scale.level(min(total + 1, Decimal(100))))


# ---------------------------------------------------------------- what stands behind a level


@pytest.mark.parametrize(
    ("level", "tasks", "told"),
    [
        ("htxs", {"assigned": 40, "done": 40, "over": 12}, ""),
        ("htxs", {"assigned": 40, "done": 40, "over": 11}, "vượt mức 11/40 nhiệm vụ (27,5%), cần 30%"),
        ("htxs", {"assigned": 40, "done": 39, "over": 12}, "hoàn thành 39/40 nhiệm vụ (97,5%), cần 100%"),
        ("htt", {"assigned": 40, "done": 40, "late": 1}, "chậm 1/40 nhiệm vụ (2,5%), tối đa 0%"),
        ("ht", {"assigned": 40, "done": 40, "late": 8}, ""),
        ("ht", {"assigned": 40, "done": 40, "late": 9}, "chậm 9/40 nhiệm vụ (22,5%), tối đa 20%"),
    ],
)
def test_the_tasks_behind_a_level(commune: Review, level: str, tasks: dict[str, int], told: str) -> None:
    total = {"htxs": "95", "htt": "80", "ht": "60"}[level]
    review = decided(commune, VILLAGER, level, total, workload=Workload(**tasks))
    messages = [finding.message for finding in found(review, "DK-01") if finding.subject == VILLAGER]
    assert bool(messages) is bool(told)
    assert told in "".join(messages)


def test_the_best_level_without_all_faults_remedied_is_an_error(commune: Review) -> None:
    text = commune.individuals[BEST].review_text
    item = text.remedies.items[0].model_copy(update={"state": "dang"})
    remedies = text.remedies.model_copy(update={"items": (item,)})
    review = changed(commune, BEST, self_criticism=text.model_copy(update={"remedies": remedies}))
    finding = one(review, "DK-03")
    assert (finding.severity, finding.subject) == ("loi", BEST)
    assert "còn 1/1 hạn chế kỳ trước chưa khắc phục xong" in finding.message


def test_the_best_level_needs_counted_tasks(commune: Review) -> None:
    assert one(changed(commune, BEST, workload=None), "DK-02").where.code == BEST


def test_a_collective_at_the_best_level_has_nobody_disciplined(commune: Review) -> None:
    discipline = Discipline(form="khien-trach", day=date(2026, 5, 4), reason="Vi phạm quy trình")
    teacher = changed(commune, "TH02", disciplines=(discipline,))
    report = teacher.collectives["truong"].review_text.model_copy(update={"proposed_level": "htxs"})
    finding = one(changed(teacher, "truong", report=report), "DK-04")
    assert "Trịnh Xuân Bách (TH02)" in finding.message


@pytest.mark.parametrize(("done", "broken"), [(69, True), (70, False)])
def test_a_leader_whose_unit_did_69_per_cent_has_failed(commune: Review, done: int, broken: bool) -> None:
    review = changed(commune, LEADER, led_unit=LedUnit(assigned=100, done=done))
    findings = found(review, "DK-07")
    assert bool(findings) is broken
    for finding in findings:
        assert (finding.severity, finding.subject) == ("loi", LEADER)
        assert "69/100 nhiệm vụ được giao (69,0%), dưới 70%" in finding.message


def test_a_leader_most_of_whose_units_failed_has_failed(commune: Review) -> None:
    led = LedUnit(assigned=10, done=10, units=3, failed=2)
    assert "2/3 đơn vị phụ trách" in one(changed(commune, LEADER, led_unit=led), "DK-07").message


@pytest.mark.parametrize(("low", "broken"), [(10, False), (11, True)])
def test_more_than_half_of_low_ballots_leave_the_failed_level(commune: Review, low: int, broken: bool) -> None:
    review = changed(commune, LEADER, confidence=Confidence(returned=20, low=low))
    assert bool(found(review, "DK-08")) is broken


@pytest.mark.parametrize(
    ("code", "kind", "broken"),
    [
        (LEADER, "tham-nhung", True),
        (TEACHER, "tham-nhung", False),
        (TEACHER, "dieu-khong-duoc-lam", True),
        (VILLAGER, "suy-thoai", True),
        ("ld-uy-ban", "mat-doan-ket", True),
    ],
)
def test_a_conclusion_leaves_the_failed_level_to_whom_it_concerns(
    commune: Review, code: str, kind: str, broken: bool
) -> None:
    conclusion = Conclusion(kind=kind, paper="Kết luận số 03-KL/UBKT", day=date(2026, 8, 3))
    findings = found(changed(commune, code, conclusions=(conclusion,)), "DK-05")
    assert bool(findings) is broken
    assert all("Kết luận số 03-KL/UBKT" in finding.message for finding in findings)


def test_a_conclusion_the_regime_does_not_know_is_told(commune: Review) -> None:
    conclusion = Conclusion(kind="khac", paper="Kết luận", day=date(2026, 8, 3))
    assert "suy-thoai" in one(changed(commune, TEACHER, conclusions=(conclusion,)), "DK-06").remedy


def test_less_than_70_per_cent_leave_a_collective_the_failed_level(commune: Review) -> None:
    review = changed(commune, "ld-uy-ban", workload=Workload(assigned=100, done=69))
    assert "dưới 70%" in one(review, "TR-08").message


@pytest.mark.parametrize("part", ["thang_diem", "xep_loai_diem", "xep_loai.tra_loi_cam_ket"])
def test_a_code_the_settings_name_and_nobody_declared_is_told(commune: Review, part: str) -> None:
    profile = commune.profile
    assert misfits(profile) == ()
    scale, commitment = profile.scale, profile.rating.commitment
    assert scale is not None
    wrong: dict[str, dict[str, Any]] = {
        "thang_diem": {"scale": scale.model_copy(update={"thresholds": _renamed(scale.thresholds)})},
        "xep_loai_diem": {
            "point_rules": profile.point_rules.model_copy(update={"tasks": _renamed(profile.point_rules.tasks)})
        },
        "xep_loai.tra_loi_cam_ket": {
            "rating": profile.rating.model_copy(
                update={"commitment": commitment.model_copy(update={"criterion": "kha"})}
            )
        },
    }
    (problem,) = misfits(profile.model_copy(update=wrong[part]))
    assert (problem.code, problem.message) == ("CD-19", f"Phần {part} dùng mã “kha” chưa được khai báo")


def _renamed(rows: tuple[Any, ...]) -> tuple[Any, ...]:
    return (rows[0].model_copy(update={"level": "kha"}), *rows[1:])


# ---------------------------------------------------------------- quota


@pytest.mark.parametrize(
    ("units", "best", "base", "limit"),
    [
        (4, 1, "htt", 1),
        (4, 2, "htt", 1),
        (5, 1, "htt", 0),
        (5, 1, "htt_tro_len", 1),
        (23, 3, "htt", 4),
        (23, 4, "htt", 3),
        (23, 4, "htt_tro_len", 4),
    ],
)
def test_how_many_units_may_stand_at_the_best_level(
    commune: Review, units: int, best: int, base: str, limit: int
) -> None:
    quota = commune.profile.rating.organisation_quota.model_copy(update={"base": base})
    assert isinstance(quota, KindQuota)
    assert allowed(quota, best, units - best, units)[0] == limit


def test_two_best_of_four_units_are_one_too_many(commune: Review) -> None:
    kept = {code: noun for code, noun in commune.collectives.items() if code != "thon-tay"}
    review = replace(commune, collectives=kept, meetings={})
    for code in ("truong", "van-phong"):
        report = review.collectives[code].review_text.model_copy(update={"proposed_level": "htxs"})
        review = changed(review, code, report=report)
    message = one(review, "HM-02").message
    assert "nhóm chỉ có 4 đơn vị, tối đa 1; vượt 1" in message


def test_a_higher_share_needs_a_decision_and_has_a_limit(commune: Review) -> None:
    people = {"TH01": "92", "TH04": "91"}
    review = commune
    for code, total in people.items():
        review = decided(review, code, "htxs", total, workload=FULL, led_unit=LedUnit(assigned=40, done=40, over=20))
    assert "tối đa 20% × 12" in one(review, "HM-01").message
    higher = HigherQuota(group="dang-uy", share=25, decision="Thông báo số 40-TB/TU, ngày 01/12/2026")
    period = review.period.model_copy(update={"higher_quotas": (higher,)})
    assert "tối đa 25% × 12" in one(replace(review, period=period), "HM-01").message
    too_high = period.model_copy(update={"higher_quotas": (higher.model_copy(update={"share": 30.0}),)})
    assert "cao hơn mức tối đa 25%" in one(replace(review, period=too_high), "HM-05").message


def test_a_higher_share_of_a_group_there_is_not_is_told(commune: Review) -> None:
    higher = HigherQuota(group="cap-truongg", share=25, decision="Thông báo số 40-TB/TU, ngày 01/12/2026")
    finding = one(replace(commune, period=commune.period.model_copy(update={"higher_quotas": (higher,)})), "HM-05")
    assert (finding.message, finding.where.route) == (
        "Không có nhóm tính hạn mức “cap-truongg”",
        ("han_muc_cao_hon", 0, "nhom"),
    )
    assert "dang-uy, chi-bo, tap-the-lanh-dao, " in finding.remedy
    assert "cap-truong" in finding.remedy


# ---------------------------------------------------------------- who is reviewed


def test_a_cell_without_a_committee_writes_no_report(commune: Review) -> None:
    cell = commune.collectives["tram"]
    assert (cell.without_committee, cell.report, cell.proposed_level) == (True, None, "htt")
    report = commune.collectives["truong"].report
    assert one(changed(commune, "tram", report=report), "DK-10").where.code == "tram"


def test_a_collective_of_two_is_not_reviewed_alone(commune: Review) -> None:
    members = commune.collectives["ld-uy-ban"].members[:2]
    assert "có 2 thành viên, dưới 3" in one(changed(commune, "ld-uy-ban", members=members), "DK-09").message


def test_a_member_admitted_five_months_ago_is_not_reviewed(commune: Review) -> None:
    finding = one(changed(commune, TEACHER, admitted=date(2026, 7, 20)), "DT-01")
    assert (finding.severity, finding.subject) == ("loi", TEACHER)
    assert "mới 5 tháng, chưa đủ 6 tháng" in finding.message


def test_a_member_admitted_six_months_ago_is(commune: Review) -> None:
    assert found(changed(commune, TEACHER, admitted=date(2026, 6, 30)), "DT-01") == []


def test_the_day_months_are_counted_to_is_a_setting(commune: Review) -> None:
    setting = commune.profile.point_rules.newcomer.model_copy(update={"on": "cuoc-hop"})
    review = under(changed(commune, TEACHER, admitted=date(2026, 6, 20)), newcomer=setting)
    assert "mới 5 tháng" in one(review, "DT-01").message


def test_who_is_excused_as_new_was_admitted_lately(commune: Review) -> None:
    assert "đã 11 tháng" in one(changed(commune, "TB03", admitted=date(2026, 1, 20)), "DT-02").message


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 6, 30), date(2026, 12, 31), 6),
        (date(2026, 7, 1), date(2026, 12, 31), 5),
        (date(2026, 8, 31), date(2027, 2, 28), 6),
        (date(2026, 7, 20), date(2026, 12, 19), 4),
    ],
)
def test_whole_months(start: date, end: date, months: int) -> None:
    assert months_between(start, end) == months


def test_a_member_outside_the_system_is_reviewed_by_own_criteria(commune: Review) -> None:
    villager, teacher = commune.individuals[VILLAGER], commune.individuals[TEACHER]
    names = [criterion.name for criterion in commune.criteria(villager)]
    assert len(names) == len(commune.criteria(teacher)) == 3
    assert names[1].startswith("Việc thực hiện quyền và nghĩa vụ của đảng viên")
    assert [row.code for row in commune.score_rows(villager)] == ["c1", "c2", "k1", "k2", "k3"]


def test_long_leave_is_looked_at(commune: Review) -> None:
    assert found(changed(commune, TEACHER, months_away=2), "DT-03") == []
    assert one(changed(commune, TEACHER, months_away=3), "DT-03").severity == "canh-bao"


def test_a_temporary_cell_gives_its_opinion(commune: Review) -> None:
    cell = TemporaryCell(branch="Chi bộ khu phố 4", opinion=False)
    assert one(changed(commune, TEACHER, temporary_cell=cell), "DT-04").subject == TEACHER


def test_who_works_in_an_office_has_the_comment_of_the_home_cell(commune: Review) -> None:
    assert one(changed(commune, TEACHER, residence=None), "DD-13").where.code == TEACHER


def test_an_assessment_comes_before_the_decision(commune: Review) -> None:
    assert one(changed(commune, TEACHER, assessment=None), "DD-14").subject == TEACHER
    late = commune.individuals[TEACHER].assessment.model_copy(update={"day": date(2026, 12, 15)})
    assert "sau quyết định" in one(changed(commune, TEACHER, assessment=late), "DD-14").message


# ---------------------------------------------------------------- quarters


def test_quarters_are_looked_at_only_when_the_office_uses_them(commune: Review) -> None:
    quarters = (Quarter(number=1, total=Decimal(45), level="kht"), Quarter(number=2, total=Decimal(60), level="ht"))
    review = changed(commune, BEST, quarters=quarters)
    assert found(review, "DI-05") == found(review, "DI-06") == []
    used = under(review, quarters=commune.profile.point_rules.quarters.model_copy(update={"used": True}))
    assert "quý 1" in one(used, "DI-05").message
    assert "trung bình 2 quý 52,5" in one(used, "DI-06").message


# ---------------------------------------------------------------- dates and order


@pytest.mark.parametrize(
    ("day", "inclusive", "last"),
    [
        ((12, 31), False, date(2026, 12, 30)),
        ((12, 31), True, date(2026, 12, 31)),
        ((1, 15), False, date(2027, 1, 14)),
        ((2, 1), True, date(2027, 2, 1)),
    ],
)
def test_before_a_day(day: tuple[int, int], inclusive: bool, last: date) -> None:
    assert last_day(2026, day, inclusive) == last


def moved(review: Review, code: str, **facts: Any) -> Review:
    meeting = review.meetings[code].model_copy(update=facts)
    return replace(review, meetings={**review.meetings, code: meeting})


def test_a_meeting_on_the_last_day_is_late_unless_the_day_counts(commune: Review) -> None:
    review = moved(commune, "truong", day=date(2026, 12, 31))
    assert "chậm nhất là ngày 30/12/2026" in one(review, "TT-13").message
    deadline = commune.profile.point_rules.deadline
    assert found(under(review, deadline=deadline.model_copy(update={"inclusive": True})), "TT-13") == []
    assert found(under(review, deadline=deadline.model_copy(update={"units": ("truong",)})), "TT-13") == []


def test_a_packet_handed_in_late(commune: Review) -> None:
    submission = commune.period.submission.model_copy(update={"promulgation_date": date(2027, 2, 1)})
    period = commune.period.model_copy(update={"submission": submission})
    assert "chậm nhất là ngày 31/01/2027" in one(replace(commune, period=period), "TT-14").message


def test_a_short_meeting(commune: Review) -> None:
    review = moved(commune, "dang-uy", end=time(13, 0))
    assert "kéo dài 5,5 giờ, cần ít nhất 7 giờ" in one(review, "TT-15").message


def test_leaders_are_reviewed_at_home_first(commune: Review) -> None:
    findings = found(moved(commune, "ld-uy-ban", day=date(2026, 11, 25)), "TT-16")
    assert {finding.subject for finding in findings} == {"AH02", "AH03", "AH04"}


def test_a_leading_collective_is_rated_before_its_members(commune: Review) -> None:
    findings = found(moved(commune, "ld-uy-ban", day=date(2026, 12, 18)), "TT-17")
    assert {finding.subject for finding in findings} == {"AH02", "AH03", "AH04"}


def test_offices_meet_before_the_committee(commune: Review) -> None:
    assert one(moved(commune, "ld-uy-ban", day=date(2026, 12, 11)), "TT-18").where.code == "ld-uy-ban"


def test_organisations_stand_last_on_the_ballot(commune: Review) -> None:
    ballot = commune.meetings["truong"].ballot
    turned = ballot.model_copy(update={"rows": (ballot.rows[-1], *ballot.rows[:-1])})
    message = found(moved(commune, "truong", ballot=turned), "TT-03")[0].message
    assert "đứng sau Chi bộ Trường Trung học cơ sở (tổ chức đảng)" in message


@pytest.mark.parametrize(
    ("sent", "met", "days"),
    [
        (date(2026, 11, 20), date(2026, 11, 25), 2),  # 24/11 is a holiday
        (date(2026, 11, 18), date(2026, 11, 23), 3),
        (date(2027, 2, 3), date(2027, 2, 12), 2),  # Tết Đinh Mùi
        (date(2026, 4, 24), date(2026, 4, 29), 2),  # the day in lieu of Giỗ Tổ
    ],
)
def test_working_days_leave_out_the_public_holidays(commune: Review, sent: date, met: date, days: int) -> None:
    from vanban.appraisal.dates import working_days

    assert working_days(commune.profile.rating.notice, sent, met) == days


def test_a_draft_sent_two_working_days_before_is_an_error(commune: Review) -> None:
    text = commune.individuals[TEACHER].review_text.model_copy(update={"report_date": date(2026, 11, 25)})
    finding = one(changed(commune, TEACHER, self_criticism=text), "TT-09")
    assert (finding.severity, finding.subject) == ("loi", TEACHER)
    assert "chỉ 2 ngày làm việc, cần 3" in finding.message

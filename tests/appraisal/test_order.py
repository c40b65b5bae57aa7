from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.appraisal.small_season import Values, World, found, one, under
from vanban.appraisal.dates import working_days
from vanban.model.finding import Where
from vanban.model.profile import LegalProfile


def test_a_collective_discussed_after_a_person_is_a_warning(world: World) -> None:
    heard: list[Values] = world.meeting("a")["kiem_diem"]
    heard.append(heard.pop(0))
    finding = one(world.review(), "TT-01")
    assert ("canh-bao", Where("cuoc-hop", "a", ("kiem_diem", 10))) == (finding.severity, finding.where)


def test_a_head_discussed_after_another_person_is_a_warning(world: World) -> None:
    heard: list[Values] = world.meeting("a")["kiem_diem"]
    heard[1], heard[2] = heard[2], heard[1]
    assert one(world.review(), "TT-02").subject == "A01"


@pytest.mark.parametrize(("move", "about"), [("A01", "A02"), ("a", "a")])
def test_a_ballot_in_another_order_is_an_error(world: World, move: str, about: str) -> None:
    rows: list[Values] = world.meeting("a")["kiem_phieu"]["ket_qua"]
    row = world.row("a", move)
    rows.remove(row)
    rows.insert(1 if move == "A01" else 9, row)
    finding = found(world.review(), "TT-03")[0]
    assert (finding.severity, finding.subject) == ("loi", about)


def test_the_office_meets_before_the_branch(world: World) -> None:
    world.meeting("ld-a")["ngay"] = "07/12/2021"
    assert Where("cuoc-hop", "ld-a", ("ngay",)) == one(world.review(), "TT-04").where


def verdict(world: World, step: str, day: str) -> None:
    world.person("A02")["nhan_xet"][step]["ngay"] = day


def test_the_civil_verdict_comes_before_the_branch(world: World) -> None:
    verdict(world, "thu_truong", "07/12/2021")
    finding = one(world.review(), "TT-05")
    assert ("loi", Where("ca-nhan", "A02", ("nhan_xet", "thu_truong", "ngay"))) == (finding.severity, finding.where)


@pytest.mark.parametrize(("day", "wrong"), [("14/12/2021", False), ("15/12/2021", True)])
def test_the_civil_verdict_comes_before_its_deadline(world: World, day: str, wrong: bool) -> None:
    verdict(world, "thu_truong", day)
    assert wrong == bool(found(world.review(), "TT-06"))


def test_the_civil_deadline_is_a_setting(world: World, changed: Callable[..., LegalProfile]) -> None:
    profile = changed(han_cong_vu={"truoc_ngay": "01/12"})
    assert len(found(under(world.review(), profile), "TT-06")) == 10


@pytest.mark.parametrize(
    ("step", "day"), [("thu_truong", "24/11/2021"), ("chi_uy", "24/11/2021"), ("dang_uy", "05/12/2021")]
)
def test_verdicts_follow_one_another(world: World, step: str, day: str) -> None:
    verdict(world, step, day)
    findings = found(world.review(), "TT-07")
    assert {("ca-nhan", "A02", "loi")} == {(f.where.kind, f.where.code, f.severity) for f in findings}


def test_verdicts_of_one_day_are_in_order(world: World) -> None:
    verdict(world, "dang_uy", "06/12/2021")
    verdict(world, "thu_truong", "25/11/2021")
    assert found(world.review(), "TT-07") == []


def test_a_self_criticism_after_its_meeting_is_an_error(world: World) -> None:
    world.person("A02")["kiem_diem"]["ngay"] = "07/12/2021"
    assert Where("ca-nhan", "A02", ("kiem_diem", "ngay")) == one(world.review(), "TT-08").where


def test_a_report_after_its_meeting_is_an_error(world: World) -> None:
    world.collective("ld-a")["bao_cao"]["ngay"] = "03/12/2021"
    assert Where("tap-the", "ld-a", ("bao_cao", "ngay")) == one(world.review(), "TT-08").where


@pytest.mark.parametrize(("day", "wrong"), [("01/12/2021", False), ("02/12/2021", True)])
def test_drafts_go_out_three_working_days_before(world: World, day: str, wrong: bool) -> None:
    world.collective("a")["bao_cao"]["ngay"] = day  # the meeting is on Monday 06/12
    findings = found(world.review(), "TT-09")
    assert wrong == bool(findings)
    assert all(finding.severity == "canh-bao" for finding in findings)


def test_the_days_of_notice_are_a_setting(world: World, changed: Callable[..., LegalProfile]) -> None:
    world.collective("a")["bao_cao"]["ngay"] = "02/12/2021"
    assert found(under(world.review(), changed(gui_du_thao={"so_ngay_lam_viec": 2})), "TT-09") == []


def test_weekends_and_holidays_are_no_working_days(profile: LegalProfile) -> None:
    notice = profile.rating.notice
    assert working_days(notice, date(2021, 12, 3), date(2021, 12, 6)) == 1
    assert working_days(notice, date(2021, 12, 31), date(2022, 1, 3)) == 1
    assert working_days(notice, date(2025, 12, 31), date(2026, 1, 2)) == 1


def test_a_plan_before_its_legal_basis_is_an_error(world: World) -> None:
    world.period["ke_hoach"]["can_cu"][8]["ngay"] = "25/11/2021"
    finding = one(world.review(), "TT-10")
    assert ("loi", Where("ky", "", ("ke_hoach", "can_cu", 8, "ngay"))) == (finding.severity, finding.where)


def test_a_report_before_the_plan_is_an_error(world: World) -> None:
    world.collective("a")["bao_cao"]["ngay"] = "23/11/2021"
    assert Where("tap-the", "a", ("bao_cao", "ngay")) == one(world.review(), "TT-10").where


def test_a_submission_before_the_last_meeting_is_an_error(world: World) -> None:
    world.period["to_trinh"]["ngay"] = "13/12/2021"
    assert Where("ky", "", ("to_trinh", "ngay")) == one(world.review(), "TT-10").where


@pytest.mark.parametrize(("key", "time"), [("gio_bat_dau", "07:50"), ("gio_ket_thuc", "11:10")])
def test_the_count_stays_inside_the_meeting(world: World, key: str, time: str) -> None:
    world.meeting("a")["kiem_phieu"][key] = time
    assert one(world.review(), "TT-11").where.code == "a"


def test_a_verdict_before_the_vote_is_an_error(world: World) -> None:
    verdict(world, "chi_uy", "03/12/2021")
    assert Where("ca-nhan", "A02", ("nhan_xet", "chi_uy", "ngay")) == one(world.review(), "TT-12").where

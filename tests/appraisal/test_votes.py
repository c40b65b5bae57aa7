from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.appraisal.small_season import Values, World, found, one, under
from vanban.appraisal import appraise, voters
from vanban.model.finding import Where
from vanban.model.profile import LegalProfile


def test_a_season_without_a_flaw_has_no_findings(world: World) -> None:
    assert appraise(world.review()) == ()


@pytest.mark.parametrize(
    ("counts", "route"),
    [
        ({"phat_ra": 11}, "phat_ra"),
        ({"phat_ra": 9}, "thu_ve"),
        ({"hop_le": 9}, "hop_le"),
        ({"khong_hop_le": 1}, "hop_le"),
    ],
)
def test_ballots_that_do_not_add_up_are_errors_at_their_count(world: World, counts: dict[str, int], route: str) -> None:
    world.meeting("a")["kiem_phieu"] |= counts
    finding = one(world.review(), "KP-01")
    assert Where("cuoc-hop", "a", ("kiem_phieu", route)) == finding.where
    assert finding.severity == "loi"


def test_invalid_ballots_that_add_up_are_right(world: World) -> None:
    world.meeting("a")["kiem_phieu"] |= {"hop_le": 9, "khong_hop_le": 1}
    for row in world.meeting("a")["kiem_phieu"]["ket_qua"]:
        row["phieu"]["htt"] = 9
    assert appraise(world.review()) == ()


def on_probation(world: World, code: str) -> None:
    """A member on probation: reviewed, not on the ballot, without the committee's verdict."""
    world.person(code)["dang_vien"] = "du-bi"
    del world.person(code)["nhan_xet"]["dang_uy"]
    ballot = world.meeting("a")["kiem_phieu"]
    ballot["ket_qua"] = [row for row in ballot["ket_qua"] if row["ve"] != code]
    for held in ("a", "ld-a"):
        world.meeting(held)["to_kiem_phieu"] = [{"nguoi": "A02", "vai_tro": "Tổ trưởng"}]
        ballot = world.meeting(held)["kiem_phieu"]
        ballot |= {"phat_ra": 9, "thu_ve": 9, "hop_le": 9}
        for row in ballot["ket_qua"]:
            row["phieu"] = {**row["phieu"], "htt": 9}


def test_a_probationary_member_attends_without_a_vote(world: World) -> None:
    on_probation(world, "A10")
    review = world.review()
    assert appraise(review) == ()
    assert "A10" not in voters(review, review.meetings["a"])


def test_a_probationary_voter_makes_one_ballot_too_many(world: World) -> None:
    on_probation(world, "A10")
    world.meeting("a")["kiem_phieu"] |= {"phat_ra": 10, "thu_ve": 10, "hop_le": 10}
    finding = found(world.review(), "KP-01")[0]
    assert Where("cuoc-hop", "a", ("kiem_phieu", "phat_ra")) == finding.where
    assert "10 phiếu, nhiều hơn 9 người" in finding.message
    assert "Trần Văn A10 (A10)" in finding.message


def test_whether_probationary_members_vote_is_a_setting(world: World, changed: Callable[..., LegalProfile]) -> None:
    on_probation(world, "A10")
    world.meeting("a")["kiem_phieu"] |= {"phat_ra": 10}
    review = world.review()
    assert found(review, "KP-01")
    assert "phat_ra" not in {
        f.where.route[-1]
        for f in found(under(review, changed(dang_vien_du_bi={"bieu_quyet": True})), "KP-01")
        if "nhiều hơn 9 người" in f.message
    }


def test_a_probationary_teller_is_a_warning(world: World) -> None:
    on_probation(world, "A10")
    world.meeting("a")["to_kiem_phieu"] = [{"nguoi": "A10", "vai_tro": "Tổ trưởng"}]
    finding = one(world.review(), "KP-06")
    assert (finding.severity, finding.subject) == ("canh-bao", "A10")
    assert Where("cuoc-hop", "a", ("to_kiem_phieu", 0)) == finding.where


def test_a_teller_who_did_not_come_is_told(world: World) -> None:
    world.meeting("dang-uy")["to_kiem_phieu"] = [{"nguoi": "A05", "vai_tro": "Tổ trưởng"}]
    assert one(world.review(), "KP-06").subject == "A05"


def test_a_probationary_member_on_the_ballot_is_a_warning_unless_the_office_rates_them(
    world: World, changed: Callable[..., LegalProfile]
) -> None:
    on_probation(world, "A10")
    votes = {"htxs": 0, "htt": 9, "ht": 0, "kht": 0}
    world.meeting("a")["kiem_phieu"]["ket_qua"].insert(1, {"ve": "A10", "phieu": votes})
    review = world.review()
    assert one(review, "KP-07").subject == "A10"
    assert found(under(review, changed(dang_vien_du_bi={"xep_loai": True})), "KP-07") == []


def test_a_row_must_have_every_level(world: World) -> None:
    del world.row("a", "A03")["phieu"]["kht"]
    assert one(world.review(), "KP-02").where.route[:2] == ("kiem_phieu", "ket_qua")


def test_a_row_must_add_up_to_the_valid_ballots(world: World) -> None:
    world.row("a", "A03")["phieu"]["htt"] = 9
    finding = one(world.review(), "KP-03")
    assert "0 + 9 + 0 + 0, không hợp lệ 0, cộng 9 khác 10" in finding.message


def test_marks_invalid_for_one_row_count_in_its_sum(world: World) -> None:
    world.row("a", "A03")["phieu"]["htt"] = 9
    world.row("a", "A03")["khong_hop_le"] = 1
    assert appraise(world.review()) == ()


def test_nobody_stands_twice_on_a_ballot(world: World) -> None:
    world.meeting("a")["kiem_phieu"]["ket_qua"].insert(2, world.row("a", "A02"))
    assert one(world.review(), "KP-04").subject == "A02"


def test_who_must_be_rated_has_a_row(world: World) -> None:
    rows: list[Values] = world.meeting("a")["kiem_phieu"]["ket_qua"]
    rows.remove(world.row("a", "A04"))
    finding = one(world.review(), "KP-05")
    assert ("A04", Where("cuoc-hop", "a", ("kiem_phieu", "ket_qua"))) == (finding.subject, finding.where)


def test_an_exempted_member_needs_no_row(world: World) -> None:
    rows: list[Values] = world.meeting("a")["kiem_phieu"]["ket_qua"]
    rows.remove(world.row("a", "A04"))
    mine = world.person("A04")
    del mine["kiem_diem"]
    mine |= {"nhan_xet": {}, "mien_kiem_diem": {"ly_do": "mien-cong-tac", "ghi_chu": "Tuổi cao"}}
    heard: list[Values] = world.meeting("a")["kiem_diem"]
    world.meeting("a")["kiem_diem"] = [d for d in heard if d["ve"] != "A04"]
    assert appraise(world.review()) == ()


def test_a_collective_nobody_voted_on_is_told(world: World) -> None:
    world.drop("dang-uy", "ld-a")
    rows: list[Values] = world.meeting("ld-a")["kiem_phieu"]["ket_qua"]
    rows.remove(world.row("ld-a", "ld-a"))
    assert Where("tap-the", "ld-a") == one(world.review(), "KP-05").where


@pytest.mark.parametrize("step", ["chi_uy"])
def test_a_typed_verdict_that_contradicts_the_count_is_an_error(world: World, step: str) -> None:
    world.person("A02")["nhan_xet"][step]["muc"] = "ht"
    finding = one(world.review(), "KP-08")
    assert Where("ca-nhan", "A02", ("nhan_xet", step, "muc")) == finding.where
    assert finding.severity == "loi"
    assert "htt 10" in finding.message
    assert "trên 50% của 10 người được triệu tập, từ 6 phiếu" in finding.message


def test_a_proposed_level_that_contradicts_the_count_is_an_error(world: World) -> None:
    world.collective("a")["bao_cao"]["de_nghi"] = "ht"
    assert Where("tap-the", "a", ("bao_cao", "de_nghi")) == one(world.review(), "KP-08").where


def test_a_vote_no_level_passes_is_told_and_leaves_no_level_to_type(world: World) -> None:
    world.row("a", "A03")["phieu"] = {"htxs": 0, "htt": 5, "ht": 5, "kht": 0}
    review = world.review()
    assert one(review, "KP-09").subject == "A03"
    assert "không mức nào đủ phiếu" in one(review, "KP-08").message


@pytest.mark.parametrize(("entries", "wrong"), [({}, True), ({"nguong_phan_tram": 40.0}, False)])
def test_the_threshold_is_a_setting(world: World, regime: Values, entries: dict[str, Any], wrong: bool) -> None:
    world.row("a", "A03")["phieu"] = {"htxs": 0, "htt": 5, "ht": 5, "kht": 0}
    profile = LegalProfile.model_validate({**regime, "bieu_quyet": {**regime["bieu_quyet"], **entries}})
    assert wrong == bool(found(under(world.review(), profile), "KP-08"))


@pytest.mark.parametrize(("base", "wrong"), [("trieu_tap", True), ("co_mat", False)])
def test_the_base_of_the_threshold_is_a_setting(world: World, regime: Values, base: str, wrong: bool) -> None:
    held = world.meeting("a")
    held["vang"] = [{"nguoi": code, "ly_do": "ốm"} for code in ("A08", "A09")]
    held["to_kiem_phieu"] = [{"nguoi": "A02", "vai_tro": "Tổ trưởng"}]
    held["kiem_phieu"] |= {"phat_ra": 8, "thu_ve": 8, "hop_le": 8}
    for row in held["kiem_phieu"]["ket_qua"]:
        row["phieu"]["htt"] = 8
    world.row("a", "A03")["phieu"] = {"htxs": 0, "htt": 5, "ht": 3, "kht": 0}
    profile = LegalProfile.model_validate({**regime, "bieu_quyet": {**regime["bieu_quyet"], "co_so": base}})
    review = under(world.review(), profile)
    assert found(review, "KP-01") == []
    assert wrong == bool(found(review, "KP-08"))


def test_a_member_left_out_of_those_called_is_told(world: World) -> None:
    world.meeting("a")["trieu_tap"].remove("A05")
    assert "Trần Văn A05 (A05)" in one(world.review(), "KP-10").message

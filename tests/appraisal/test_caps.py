from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.appraisal.small_season import World, found, one, under
from vanban.appraisal import appraise
from vanban.model.finding import Where
from vanban.model.profile import LegalProfile


def test_a_head_above_the_collective_is_an_error_on_the_head(world: World) -> None:
    world.rate("a", "ht")
    finding = next(f for f in found(world.review(), "TR-01") if "Tập thể a," in f.message)
    assert Where("ca-nhan", "A01", ("nhan_xet", "dang_uy", "muc")) == finding.where
    assert finding.severity == "loi"
    assert finding.basis.endswith("[T]")


def test_a_head_at_the_level_of_the_collective_is_right(world: World) -> None:
    assert found(world.review(), "TR-01") == []


def test_a_leading_collective_above_its_unit_is_an_error(world: World) -> None:
    world.collective("ld-a")["muc_don_vi"] = "ht"
    assert Where("tap-the", "ld-a", ("bao_cao", "de_nghi")) == one(world.review(), "TR-02").where


def test_a_unit_nobody_rated_caps_nothing(world: World) -> None:
    world.collective("ld-a")["muc_don_vi"] = ""
    assert appraise(world.review()) == ()


def civil(world: World, code: str, level: str) -> None:
    world.person(code)["nhan_xet"]["thu_truong"]["muc"] = level


def test_the_best_member_must_be_the_best_public_servant(grown: Callable[..., World]) -> None:
    world = grown(a=["htt"] * 9 + ["htxs"])
    assert found(world.review(), "TR-03") == []
    civil(world, "A10", "htt")
    finding = one(world.review(), "TR-03")
    assert Where("ca-nhan", "A10", ("nhan_xet", "dang_uy", "muc")) == finding.where
    assert finding.severity == "loi"


def test_the_best_member_who_is_no_public_servant_needs_no_civil_level(grown: Callable[..., World]) -> None:
    world = grown(a=["htt"] * 9 + ["htxs"])
    world.person("A10")["doi_tuong"] = "khong"
    world.person("A10")["kiem_diem"]["tu_nhan"] = {"dang_vien": "htxs"}
    del world.person("A10")["nhan_xet"]["thu_truong"]
    assert appraise(world.review()) == ()


def test_a_member_above_the_civil_level_is_a_warning(world: World) -> None:
    civil(world, "A02", "ht")
    finding = one(world.review(), "TR-04")
    assert (finding.severity, finding.where.code) == ("canh-bao", "A02")


def test_who_failed_as_a_public_servant_failed_as_a_member(world: World) -> None:
    civil(world, "A02", "kht")
    assert one(world.review(), "TR-05").severity == "loi"
    world.rate("A02", "kht")
    assert found(world.review(), "TR-05") == []


@pytest.mark.parametrize(("day", "wrong"), [("01/6/2021", True), ("01/6/2020", False)])
def test_a_member_disciplined_in_the_year_fails(world: World, day: str, wrong: bool) -> None:
    world.person("A02")["ky_luat"] = [{"hinh_thuc": "khien-trach", "ngay": day, "noi_dung": "Vi phạm"}]
    assert wrong == bool(found(world.review(), "TR-06"))
    world.rate("A02", "kht")
    assert found(world.review(), "TR-06") == []


def test_which_forms_of_discipline_count_is_a_setting(world: World, changed: Callable[..., LegalProfile]) -> None:
    world.person("A02")["ky_luat"] = [{"hinh_thuc": "khien-trach", "ngay": "01/6/2021", "noi_dung": "Vi phạm"}]
    review = world.review()
    assert one(review, "TR-06").where.code == "A02"
    assert found(under(review, changed(ky_luat_dang_vien={"hinh_thuc": ["canh-cao"]})), "TR-06") == []


@pytest.mark.parametrize(("done", "wrong"), [(4, True), (5, False)])
def test_who_did_less_than_half_fails(world: World, done: int, wrong: bool) -> None:
    world.person("A02")["nhiem_vu"]["xong"] = done
    world.collective("ld-a")["chi_tieu"]["xong"] = done
    review = world.review()
    assert wrong == bool(found(review, "TR-07"))
    assert wrong == bool(found(review, "TR-08"))


def test_the_message_shows_the_share_done(world: World) -> None:
    world.person("A02")["nhiem_vu"]["xong"] = 4
    assert "hoàn thành 4/10 nhiệm vụ được giao (40,0%), dưới 50%" in one(world.review(), "TR-07").message


def test_the_least_share_is_a_setting(world: World, changed: Callable[..., LegalProfile]) -> None:
    world.person("A02")["nhiem_vu"]["xong"] = 5
    assert one(under(world.review(), changed(hoan_thanh_toi_thieu={"ty_le": 50.1})), "TR-07").where.code == "A02"


def test_a_collective_with_a_gravely_disciplined_member_fails(world: World) -> None:
    world.person("A01")["ky_luat"] = [{"hinh_thuc": "canh-cao", "ngay": "01/6/2021", "noi_dung": "Vi phạm"}]
    assert Where("tap-the", "ld-a", ("bao_cao", "de_nghi")) == one(world.review(), "TR-09").where
    world.rate("ld-a", "kht")
    assert found(world.review(), "TR-09") == []


def test_a_reprimand_of_a_member_leaves_the_collective_alone(world: World) -> None:
    world.person("A01")["ky_luat"] = [{"hinh_thuc": "khien-trach", "ngay": "01/6/2021", "noi_dung": "Vi phạm"}]
    assert found(world.review(), "TR-09") == []


def test_a_disciplined_collective_fails(world: World) -> None:
    world.collective("a")["ky_luat"] = [{"hinh_thuc": "khien-trach", "ngay": "01/6/2021", "noi_dung": "Vi phạm"}]
    assert one(world.review(), "TR-10").where.code == "a"
    world.rate("a", "kht")
    assert found(world.review(), "TR-10") == []


@pytest.mark.parametrize(("good", "wrong"), [(79, True), (80, False)])
def test_the_best_organisation_needs_four_fifths_of_good_members(
    grown: Callable[..., World], good: int, wrong: bool
) -> None:
    world = grown(a=["htt"] * good + ["ht"] * (100 - good))
    world.rate("a", "htxs")
    findings = found(world.review(), "TR-11")
    assert wrong == bool(findings)
    if wrong:
        assert Where("tap-the", "a", ("bao_cao", "de_nghi")) == findings[0].where
        assert "79/100 đảng viên (79,0%)" in findings[0].message
        assert "cần 80%" in findings[0].message


def test_the_share_of_good_members_is_a_setting(
    grown: Callable[..., World], changed: Callable[..., LegalProfile]
) -> None:
    world = grown(a=["htt"] * 79 + ["ht"] * 21)
    world.rate("a", "htxs")
    assert found(under(world.review(), changed(to_chuc_xuat_sac={"tot_tro_len": 79.0})), "TR-11") == []


def test_the_best_organisation_has_no_failed_member(grown: Callable[..., World]) -> None:
    world = grown(a=["htt"] * 99 + ["kht"])
    world.rate("a", "htxs")
    assert "99/100" in one(world.review(), "TR-11").message


def test_a_committee_is_judged_by_its_branches(grown: Callable[..., World]) -> None:
    world = grown(a=["htt"] * 3, b=["htt"] * 3)
    world.rate("dang-uy", "htxs")
    assert found(world.review(), "TR-11") == []
    world.rate("b", "ht")
    assert "1/2 chi bộ (50,0%)" in one(world.review(), "TR-11").message


def test_the_best_member_has_the_best_grade_for_the_tasks(grown: Callable[..., World]) -> None:
    world = grown(a=["htt"] * 9 + ["htxs"])
    strengths = world.person("A10")["kiem_diem"]["uu_diem"]
    strengths["nhiem_vu"]["tu_danh_gia"] = "tot"
    finding = one(world.review(), "TR-12")
    assert Where("ca-nhan", "A10", ("kiem_diem", "uu_diem", "nhiem_vu", "tu_danh_gia")) == finding.where
    assert finding.severity == "loi"


def test_the_other_grades_of_the_best_member_are_good_at_least(grown: Callable[..., World]) -> None:
    world = grown(a=["htt"] * 9 + ["htxs"])
    world.person("A10")["kiem_diem"]["khac_phuc"]["tu_danh_gia"] = "trung-binh"
    assert one(world.review(), "TR-12").where.route == ("kiem_diem", "khac_phuc", "tu_danh_gia")


def test_grades_behind_other_levels_only_warn(world: World) -> None:
    world.person("A02")["kiem_diem"]["uu_diem"]["nhiem_vu"]["tu_danh_gia"] = "trung-binh"
    world.person("A03")["kiem_diem"]["uu_diem"]["pham_chat"]["tu_danh_gia"] = "kem"
    findings = found(world.review(), "TR-13")
    assert {("A02", "canh-bao"), ("A03", "canh-bao")} == {(f.where.code, f.severity) for f in findings}


def test_the_analysis_sheet_is_judged_too(world: World) -> None:
    grades = {"chi_tieu_nhiem_vu": "trung-binh", "khac_phuc": "trung-binh"}
    sheet = {"ngay": "26/11/2021", "chu_the": "Tự phân tích", "cap_do": grades, "nhan_xet": ["Nhận xét."]}
    world.collective("a")["phieu_phan_tich"] = sheet
    assert (
        Where("tap-the", "a", ("phieu_phan_tich", "cap_do", "chi_tieu_nhiem_vu")) == one(world.review(), "TR-13").where
    )

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.appraisal.small_season import Values, World, found, one, under
from vanban.appraisal import appraise
from vanban.appraisal.complete import same_words
from vanban.model.finding import Where
from vanban.model.profile import LegalProfile


def lose(world: World, code: str) -> None:
    """A person of whom nothing is left but the name."""
    mine = world.person(code)
    for key in ("kiem_diem", "nhan_xet"):
        del mine[key]
    for held in world.nouns["cuoc-hop"].values():
        held["kiem_diem"] = [d for d in held["kiem_diem"] if d["ve"] != code]
        held["kiem_phieu"]["ket_qua"] = [row for row in held["kiem_phieu"]["ket_qua"] if row["ve"] != code]


def test_thirty_five_of_thousands_not_reviewed_are_each_named(grown: Callable[..., World]) -> None:
    branches = {f"b{i:03d}x": ["htt"] * 15 for i in range(291)}
    world = grown(**branches, last=["htt"] * 6)
    assert len(world.nouns["ca-nhan"]) == 4371
    lost = [f"B{i:03d}X15" for i in range(35)]
    for code in lost:
        world.person(code).pop("kiem_diem")
    findings = found(world.review(), "DD-01")
    assert [Where("ca-nhan", code) for code in lost] == [finding.where for finding in findings]
    assert {"loi"} == {finding.severity for finding in findings}


def test_a_person_without_a_review_is_missing_in_the_total_of_the_branch(world: World) -> None:
    lose(world, "A05")
    finding = one(world.review(), "DD-10")
    assert Where("tap-the", "a") == finding.where
    assert "10 đảng viên, gồm 9 được xếp loại + 0 không kiểm điểm có lý do + 0 dự bị = 9; còn 1" in finding.message
    assert "A05" in finding.message


def test_a_lawful_reason_closes_the_total(world: World) -> None:
    lose(world, "A05")
    world.person("A05")["mien_kiem_diem"] = {"ly_do": "nghi-dai", "ghi_chu": "Thai sản"}
    assert appraise(world.review()) == ()


def test_who_was_not_heard_at_the_meeting_is_named(world: World) -> None:
    heard: list[Values] = world.meeting("a")["kiem_diem"]
    world.meeting("a")["kiem_diem"] = [d for d in heard if d["ve"] != "A05"]
    assert Where("ca-nhan", "A05") == one(world.review(), "DD-02").where


def test_a_collective_no_meeting_heard_is_named(world: World) -> None:
    del world.nouns["cuoc-hop"]["ld-a"]
    world.drop("dang-uy", "ld-a")
    assert Where("tap-the", "ld-a") == one(world.review(), "DD-02").where


def test_a_leader_is_heard_in_the_leading_collective_too(world: World) -> None:
    heard: list[Values] = world.meeting("ld-a")["kiem_diem"]
    world.meeting("ld-a")["kiem_diem"] = [d for d in heard if d["ve"] != "A01"]
    world.drop("dang-uy", "ld-a")
    finding = one(world.review(), "DD-03")
    assert (finding.severity, finding.subject, finding.where.code) == ("canh-bao", "A01", "ld-a")


def test_every_point_of_the_commitment_is_answered(world: World) -> None:
    world.person("A02")["cam_ket"]["nhiem_vu"] = ["Điểm một", "Điểm hai"]
    finding = one(world.review(), "DD-04")
    assert Where("ca-nhan", "A02", ("kiem_diem", "uu_diem", "cam_ket")) == finding.where
    assert "cam kết 5 điểm, mới trả lời 4 câu, vế câu" in finding.message


def test_what_counts_as_an_answer_is_a_setting(world: World, changed: Callable[..., LegalProfile]) -> None:
    profile = changed(tra_loi_cam_ket={"dem_theo": "doan"})
    assert len(found(under(world.review(), profile), "DD-04")) == 10


@pytest.mark.parametrize("kind", ["ca-nhan", "tap-the"])
def test_a_shortcoming_of_last_season_must_be_answered(world: World, kind: str) -> None:
    noun = world.person("A02") if kind == "ca-nhan" else world.collective("a")
    noun["han_che_ky_truoc"].append("Việc khác còn chậm")
    finding = one(world.review(), "DD-05")
    section = "kiem_diem" if kind == "ca-nhan" else "bao_cao"
    assert Where(kind, noun["ma"], (section, "khac_phuc", "muc")) == finding.where
    assert finding.severity == "loi"


def test_case_tones_spaces_and_a_final_stop_do_not_matter() -> None:
    assert same_words("Chưa  kịp Hoà giải.") == same_words("chưa kịp hòa giải")
    assert same_words("Chưa kịp hoà giải") != same_words("Chưa kịp giải hoà")


def test_every_shortcoming_has_a_remedy(world: World) -> None:
    world.person("A02")["kiem_diem"]["han_che"].append("Hạn chế thứ hai của A02.")
    finding = one(world.review(), "DD-06")
    assert Where("ca-nhan", "A02", ("khac_phuc_sau",)) == finding.where
    assert "2 hạn chế, kế hoạch khắc phục có 1 dòng" in finding.message


def test_a_remedy_is_due_after_the_meeting(world: World) -> None:
    world.collective("a")["khac_phuc_sau"][0]["thoi_han"] = "06/12/2021"
    assert Where("tap-the", "a", ("khac_phuc_sau", 0, "thoi_han")) == one(world.review(), "DD-07").where


def suggest(world: World, *points: str) -> None:
    world.period["goi_y"] = [{"ve": "A02", "noi_dung": list(points)}]


def test_a_suggestion_is_not_answered_by_there_was_none(world: World) -> None:
    suggest(world, "Điểm một")
    finding = one(world.review(), "DD-08")
    assert ("loi", Where("ca-nhan", "A02", ("kiem_diem", "giai_trinh"))) == (finding.severity, finding.where)


def test_every_point_suggested_is_answered(world: World) -> None:
    suggest(world, "Điểm một", "Điểm hai")
    world.person("A02")["kiem_diem"]["giai_trinh"] = ["Về điểm một, không có thiệt hại như gợi ý nêu. Đã sửa."]
    review = world.review()
    assert found(review, "DD-08") == []
    assert "2 nội dung, giải trình 1 đoạn" in one(review, "DD-09").message


def test_answers_point_by_point_are_right(world: World) -> None:
    suggest(world, "Điểm một", "Điểm hai")
    world.person("A02")["kiem_diem"]["giai_trinh"] = ["Về điểm một, đã sửa.", "Về điểm hai, đã sửa."]
    assert appraise(world.review()) == ()

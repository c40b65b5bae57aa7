from __future__ import annotations

from dataclasses import replace

import pytest

from tests.appraisal.small_season import ROOT, Values, World, found, one, under
from vanban.intake import load_season
from vanban.model.finding import Where
from vanban.model.profile import LegalProfile
from vanban.model.review import Review

NO_DISTRICT: Values = {
    "tu_ngu": ["huyện uỷ", "huyện", "quận"],
    "tu_ngay": "01/7/2021",
    "ly_do": "không còn cấp huyện",
    "bo_qua_sau": ["nguyên", "trước đây"],
    "can_cu": "Quy định 366-QĐ/TW, Điều 5",
    "chac_chan": "T",
}
COMMUNE: Values = {
    "ten": "Tỉnh uỷ Tuyên Quang",
    "dau_trang": ["ĐẢNG BỘ TỈNH TUYÊN QUANG"],
    "noi_gui": "Ban Thường vụ Tỉnh uỷ",
}


def regime_without(regime: Values, **entries: str) -> LegalProfile:
    organisation = {**regime["to_chuc"], "khong_con": [{**NO_DISTRICT, **entries}]}
    return LegalProfile.model_validate({**regime, "to_chuc": organisation})


def told(review: Review, code: str) -> list[Where]:
    return [finding.where for finding in found(review, code)]


@pytest.fixture
def commune(world: World) -> World:
    """The small season in a commune: no district anywhere among its units."""
    office = world.period["don_vi"]
    office |= {"ten": "Đảng uỷ xã Tân Trào", "ten_ngan": "Đảng uỷ xã", "dang_bo": "Đảng bộ xã Tân Trào"}
    office |= {"dau_trang": ["ĐẢNG UỶ XÃ TÂN TRÀO"], "dau_trang_dang_bo": ["ĐẢNG BỘ XÃ TÂN TRÀO"]}
    world.period["cap_tren"] = dict(COMMUNE)
    return world


def test_a_regime_that_abolished_nothing_says_nothing(world: World) -> None:
    assert found(world.review(), "TC-01") == found(world.review(), "TC-02") == []


def test_a_commune_has_no_body_that_is_no_more(commune: World, regime: Values) -> None:
    assert told(under(commune.review(), regime_without(regime)), "TC-01") == []


@pytest.mark.parametrize("spelling", ["Huyện uỷ Sơn Dương", "HUYỆN ỦY Sơn Dương", "Ban Thường vụ Huyện ủy"])
def test_a_district_committee_as_superior_is_an_error_with_the_reason(
    commune: World, regime: Values, spelling: str
) -> None:
    commune.period["cap_tren"]["ten"] = spelling
    finding = one(under(commune.review(), regime_without(regime)), "TC-01")
    assert (finding.severity, finding.where) == ("loi", Where("ky", "", ("cap_tren", "ten")))
    assert "không còn từ 01/07/2021: không còn cấp huyện" in finding.message
    assert "Điều 5 [T]" in finding.basis


def test_a_unit_of_the_season_is_told_at_its_own_place(commune: World, regime: Values) -> None:
    commune.collective("a")["dau_trang"] = ["CHI BỘ", "HUYỆN SƠN DƯƠNG"]
    review = under(commune.review(), regime_without(regime))
    assert told(review, "TC-01") == [Where("tap-the", "a", ("dau_trang", 1))]
    assert Where("tap-the", "a", ("dau_trang", 1)) not in told(review, "TC-02")


def test_what_is_abolished_only_after_the_year_may_still_stand(world: World, regime: Values) -> None:
    review = under(world.review(), regime_without(regime, tu_ngay="01/7/2025"))
    assert found(review, "TC-01") == found(review, "TC-02") == []


def test_an_abolition_nobody_has_read_in_the_text_only_warns(commune: World, regime: Values) -> None:
    commune.period["cap_tren"]["ten"] = "Huyện uỷ Sơn Dương"
    assert one(under(commune.review(), regime_without(regime, chac_chan="S")), "TC-01").severity == "canh-bao"


def test_a_mention_in_a_text_is_a_warning_at_its_sentence(commune: World, regime: Values) -> None:
    text = ["Việc đầu đã xong. Báo cáo Huyện ủy Sơn Dương ngày 03/12/2021."]
    commune.person("A02")["kiem_diem"]["phuong_huong"] = text
    review = under(commune.review(), regime_without(regime))
    (finding,) = [f for f in found(review, "TC-02") if f.where.code == "A02"]
    assert finding.where == Where("ca-nhan", "A02", ("kiem_diem", "phuong_huong", 0))
    assert (finding.severity, "“Báo cáo Huyện ủy" in finding.message) == ("canh-bao", True)


@pytest.mark.parametrize(
    "sentence",
    ["Nguyên Phó Bí thư Huyện uỷ Sơn Dương.", "Trước đây thuộc huyện Sơn Dương.", "Quân số đủ, quản lý tốt."],
)
def test_what_is_said_of_an_earlier_time_is_no_mention(commune: World, regime: Values, sentence: str) -> None:
    commune.person("A02")["kiem_diem"]["phuong_huong"] = [sentence]
    review = under(commune.review(), regime_without(regime))
    assert [where for where in told(review, "TC-02") if where.code == "A02"] == []


def test_who_is_decided_above_must_stand_in_the_office_s_own_ballot(world: World) -> None:
    assert found(world.review(), "TC-03") == []
    world.drop("dang-uy", "A01")
    world.drop("dang-uy", "ld-a")
    findings = found(world.review(), "TC-03")
    assert [finding.subject for finding in findings] == ["ld-a", "A01"]
    assert {finding.severity for finding in findings} == {"canh-bao"}
    assert "do Ban Thường vụ Huyện uỷ quyết định" in findings[0].message


def test_who_decides_is_a_table_of_the_regime(world: World, regime: Values) -> None:
    world.drop("dang-uy", "A01")
    world.drop("dang-uy", "ld-a")
    management = [{**row, "cap_tren_quyet_dinh": False} for row in regime["to_chuc"]["dien_quan_ly"]]
    kinds = [{**row, "cap_tren_quyet_dinh": row["ma"] == "dang-uy"} for row in regime["to_chuc"]["loai"]]
    organisation = {**regime["to_chuc"], "dien_quan_ly": management, "loai": kinds}
    profile = LegalProfile.model_validate({**regime, "to_chuc": organisation})
    assert found(under(world.review(), profile), "TC-03") == []


@pytest.fixture(scope="module")
def commune_of_2026() -> Review:
    """The sample of a commune, under the regime without districts."""
    return load_season(ROOT / "data" / "an-hoa-2026", ROOT).review


def test_the_sample_of_a_commune_names_no_district(commune_of_2026: Review) -> None:
    assert found(commune_of_2026, "TC-01") == found(commune_of_2026, "TC-02") == []


def test_a_packet_to_a_district_committee_is_an_error_in_2026(commune_of_2026: Review) -> None:
    period = commune_of_2026.period
    above = period.superior.model_copy(update={"addressee": "Ban Thường vụ Huyện uỷ Sơn Dương"})
    review = replace(commune_of_2026, period=period.model_copy(update={"superior": above}))
    finding = one(review, "TC-01")
    assert (finding.severity, finding.where.route) == ("loi", ("cap_tren", "noi_gui"))
    assert "từ 01/07/2025" in finding.message


def test_a_report_that_speaks_of_a_district_committee_is_a_warning_in_2026(commune_of_2026: Review) -> None:
    code, person = next((c, p) for c, p in commune_of_2026.individuals.items() if p.self_criticism is not None)
    text = person.review_text.model_copy(update={"directions": ("Báo cáo Huyện uỷ kết quả trong quý I.",)})
    people = {**commune_of_2026.individuals, code: person.model_copy(update={"self_criticism": text})}
    finding = one(replace(commune_of_2026, individuals=people), "TC-02")
    assert (finding.severity, finding.where.code) == ("canh-bao", code)

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.appraisal.small_season import World, found, one, under
from vanban.appraisal.quota import allowed
from vanban.model.finding import Where
from vanban.model.profile import LegalProfile
from vanban.model.rating import Quota

TWO_OF_TEN = ["htt"] * 8 + ["htxs"] * 2


def test_two_best_against_eight_good_are_one_too_many(grown: Callable[..., World]) -> None:
    finding = one(grown(a=TWO_OF_TEN).review(), "HM-01")
    assert ("canh-bao", Where("tap-the", "dang-uy", ("bao_cao", "de_nghi"))) == (finding.severity, finding.where)
    assert "20% × 8 (Hoàn thành tốt nhiệm vụ) = 1,6, làm tròn xuống là 1; vượt 1" in finding.message
    assert "Trần Văn A09 (A09), Trần Văn A10 (A10)" in finding.message


def test_two_best_of_ten_good_or_better_are_within(
    grown: Callable[..., World], changed: Callable[..., LegalProfile]
) -> None:
    profile = changed(han_muc_dang_vien={"co_so": "htt_tro_len"})
    assert found(under(grown(a=TWO_OF_TEN).review(), profile), "HM-01") == []


@pytest.mark.parametrize(
    "entries", [{"ty_le": 25.0}, {"lam_tron": "len"}, {"lam_tron": "gan-nhat"}, {"co_so": "htt_tro_len"}]
)
def test_one_value_of_the_regime_changes_the_finding(
    grown: Callable[..., World], changed: Callable[..., LegalProfile], entries: dict[str, object]
) -> None:
    assert found(under(grown(a=TWO_OF_TEN).review(), changed(han_muc_dang_vien=entries)), "HM-01") == []


def test_the_whole_organisation_is_one_group(grown: Callable[..., World]) -> None:
    world = grown(a=TWO_OF_TEN, b=["htt"] * 3)
    assert found(world.review(), "HM-01") == []


def test_branches_are_a_group(grown: Callable[..., World]) -> None:
    world = grown(a=["htt"] * 3, b=["htt"] * 3)
    world.rate("a", "htxs")
    finding = one(world.review(), "HM-02")
    assert finding.subject == "chi-bo"
    assert "cả nhóm gồm Tập thể a, Tập thể b" in finding.message


def test_leading_collectives_are_a_group(grown: Callable[..., World]) -> None:
    world = grown(**{chr(97 + i): ["htt"] * 2 for i in range(6)})
    world.rate("ld-a", "htxs")
    assert found(world.review(), "HM-03") == []
    world.rate("ld-b", "htxs")
    assert one(world.review(), "HM-03").subject == "tap-the-lanh-dao"


def test_leaders_of_equal_titles_are_a_group(grown: Callable[..., World]) -> None:
    world = grown(a=["htxs", "htt"], b=["htt"] * 2)
    world.person("B01")["chuc_vu_chinh_quyen"] = "Chánh Thanh tra huyện"
    finding = one(world.review(), "HM-04")
    assert finding.subject == "cap-truong"
    assert "cả nhóm gồm Trần Văn A01 (A01), Trần Văn B01 (B01)" in finding.message


def test_leaders_of_another_title_are_another_group(grown: Callable[..., World]) -> None:
    names = {chr(97 + i): ["htt"] * 2 for i in range(6)}
    world = grown(**{**names, "a": ["htxs", "htt"]})
    assert found(world.review(), "HM-04") == []
    world.person("A01")["chuc_vu_chinh_quyen"] = "Phó Chủ tịch"
    assert one(world.review(), "HM-04").subject == "pho-chu-tich"


@pytest.mark.parametrize(
    ("base", "rounding", "limit"),
    [("htt", "xuong", 16), ("htt_tro_len", "xuong", 20), ("htt", "len", 16), ("htt_tro_len", "gan-nhat", 20)],
)
def test_the_worked_examples_of_the_guidance(base: str, rounding: str, limit: int) -> None:
    values = {"ty_le": 20.0, "co_so": base, "lam_tron": rounding, "can_cu": "Thử", "chac_chan": "I"}
    assert limit == allowed(Quota.model_validate(values), 20, 80)[0]

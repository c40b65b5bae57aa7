from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.appraisal.small_season import ROOT, TWO, Values, World, fact, found, one, under
from vanban.appraisal import RULES, appraise, judge, misfits
from vanban.errors import Problem
from vanban.intake.season import load_profile
from vanban.model.profile import LegalProfile
from vanban.model.review import Review
from vanban.model.waiver import Waiver


def waiver(rule: str, about: str) -> Waiver:
    values = {"quy_tac": rule, "doi_tuong": about, "ly_do": "Đồng ý", "nguoi_quyet_dinh": "BTV", "ngay": "10/12/2021"}
    made: Waiver = fact(Waiver, values)
    return made


@pytest.fixture
def over(grown: Callable[..., World]) -> Review:
    """Two best against eight good."""
    return grown(a=TWO).review()


def test_the_regime_sets_every_rule_and_no_other(profile: LegalProfile) -> None:
    assert misfits(profile) == ()
    assert {code for code, rule in RULES.items() if rule.asked(profile)} == {item.code for item in profile.rules}


def test_what_only_a_regime_by_points_is_asked_need_not_be_named_by_another(profile: LegalProfile) -> None:
    by_points = load_profile(ROOT / "mau" / "2026")
    assert misfits(by_points) == ()
    assert set(RULES) == {item.code for item in by_points.rules}
    more = {code for code, rule in RULES.items() if not rule.asked(profile)}
    assert {"DI-01", "DK-01", "DT-01", "HM-05", "TT-13"} <= more
    silent = by_points.model_copy(update={"rules": tuple(r for r in by_points.rules if r.code not in more)})
    assert {problem.code for problem in misfits(silent)} == {"CD-16"}


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_has_a_sentence_and_a_test(code: str) -> None:
    rule = RULES[code]
    assert rule.sentence[0].isupper()
    assert not rule.sentence.endswith(".")
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests/appraisal").glob("test_*.py"))
    assert f'"{code}"' in tests


def test_no_year_and_no_regulation_stands_in_the_code() -> None:
    for path in (ROOT / "vanban/appraisal").glob("*.py"):
        assert not re.findall(r"\b(?:19|20)\d\d\b|QĐ/TW|HD/BTCTW|NĐ-CP", path.read_text(encoding="utf-8")), path.name


def test_a_rule_switched_off_finds_nothing(over: Review, acting: Callable[..., LegalProfile]) -> None:
    assert found(under(over, acting("HM-01", hanh_dong="tat")), "HM-01") == []


def test_a_rule_read_in_the_text_can_be_made_an_error(over: Review, acting: Callable[..., LegalProfile]) -> None:
    assert one(over, "HM-01").severity == "canh-bao"
    assert one(under(over, acting("HM-01", hanh_dong="loi")), "HM-01").severity == "loi"


def test_an_uncertain_value_only_warns(
    over: Review, acting: Callable[..., LegalProfile], changed: Callable[..., LegalProfile]
) -> None:
    unsure = changed(han_muc_dang_vien={"chac_chan": "S"})
    profile = acting("HM-01", hanh_dong="loi").model_copy(update={"rating": unsure.rating})
    assert one(under(over, profile), "HM-01").severity == "canh-bao"


def test_an_uncertain_rule_made_an_error_is_refused(acting: Callable[..., LegalProfile]) -> None:
    assert [problem.code for problem in misfits(acting("TR-04", hanh_dong="loi"))] == ["CD-18"]


def test_arithmetic_is_an_error_whatever_its_mark(acting: Callable[..., LegalProfile]) -> None:
    assert misfits(acting("KP-03", hanh_dong="loi", chac_chan="R")) == ()


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_missing_and_unknown_rules_are_told(regime: Values, acting: Callable[..., LegalProfile]) -> None:
    assert codes(misfits(acting("TR-04", ma="TR-99"))) == ["CD-16", "CD-17"]


def test_a_level_the_regime_does_not_have_is_told(changed: Callable[..., LegalProfile]) -> None:
    assert codes(misfits(changed(vai_tro_muc={"tot": "kha"}))) == ["CD-19"]


def test_the_clause_is_told_with_its_certainty(over: Review, profile: LegalProfile) -> None:
    quota = profile.rating.member_quota
    assert f"{quota.basis} [T]" == one(over, "HM-01").basis


def test_a_waived_finding_is_set_aside_with_its_waiver(over: Review) -> None:
    mine = waiver("HM-01", "dang-uy")
    judgement = judge(replace(over, waivers=(mine,)))
    assert "HM-01" not in {finding.code for finding in judgement.findings}
    assert [(mine, "HM-01")] == [(item.waiver, item.finding.code) for item in judgement.waived]


def test_a_waiver_of_a_person_leaves_the_others(world: World) -> None:
    for code in ("A02", "A03"):
        world.person(code)["nhiem_vu"]["xong"] = 4
    review = replace(world.review(), waivers=(waiver("TR-07", "A03"),))
    assert one(review, "TR-07").where.code == "A02"


def test_a_waiver_nobody_needs_is_a_warning(world: World) -> None:
    finding = one(replace(world.review(), waivers=(waiver("HM-01", "dang-uy"),)), "MA-01")
    assert (finding.severity, finding.where.kind, finding.where.route[-1]) == ("canh-bao", "mien-ap-dung", 0)


def test_arithmetic_cannot_be_waived(world: World) -> None:
    world.row("a", "A03")["phieu"]["htt"] = 9
    review = replace(world.review(), waivers=(waiver("KP-03", "A03"),))
    assert {"KP-03", "MA-02"} == {finding.code for finding in appraise(review)}


def test_a_waiver_of_an_unknown_rule_is_told(world: World) -> None:
    assert one(replace(world.review(), waivers=(waiver("XX-01", "A03"),)), "MA-03").severity == "canh-bao"


def test_no_message_holds_an_identity_number(over: Review) -> None:
    assert not re.search(r"\d{9,}", "".join(finding.message for finding in appraise(over)))

"""The office's table of points and what is given by it: every sum and every criterion is checked at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import ROOT
from vanban.intake import load_season
from vanban.intake.points import point_findings
from vanban.model.finding import Finding
from vanban.model.remedy import Workload
from vanban.model.review import Review
from vanban.model.scoring import CivilScore, Confidence, LedUnit, Quarter, ScoreRow, Scoring, in_points


@pytest.fixture(scope="module")
def commune() -> Review:
    return load_season(ROOT / "data" / "an-hoa-2026", ROOT).review


def with_table(review: Review, change: Callable[[ScoreRow], ScoreRow | None]) -> Review:
    rows = tuple(row for each in review.period.scoring_table if (row := change(each)) is not None)
    return replace(review, period=review.period.model_copy(update={"scoring_table": rows}))


def with_person(review: Review, code: str, **facts: Any) -> Review:
    person = review.individuals[code].model_copy(update=facts)
    return replace(review, individuals={**review.individuals, code: person})


def scored(review: Review, **points: str) -> Review:
    given = review.individuals["TH04"].scoring
    assert given is not None
    values = {**given.points, **{code: Decimal(value) for code, value in points.items()}}
    return with_person(review, "TH04", scoring=given.model_copy(update={"points": values}))


def one(review: Review) -> Finding:
    (finding,) = point_findings(review)
    return finding


def test_the_sample_has_nothing_wrong(commune: Review) -> None:
    assert list(point_findings(commune)) == []


def test_a_table_that_does_not_add_up_is_told_with_its_sum(commune: Review) -> None:
    def lower(row: ScoreRow) -> ScoreRow:
        cheap = row.table == "lanh-dao" and row.code == "k2"
        return row.model_copy(update={"most": Decimal("29.5")}) if cheap else row

    finding = one(with_table(commune, lower))
    assert finding.code == "DL-65"
    assert "nhóm ket-qua: 40 + 29,5 = 69,5, phải bằng 70" in finding.message
    assert finding.where.route == ("bang_diem",)


def test_an_unknown_group_and_a_code_given_twice_are_told(commune: Review) -> None:
    def twist(row: ScoreRow) -> ScoreRow:
        if (row.table, row.code) == ("tap-the", "c2"):
            return row.model_copy(update={"code": "c1"})
        return row.model_copy(update={"group": "chug"}) if (row.table, row.code) == ("lanh-dao", "c1") else row

    codes = {finding.code for finding in point_findings(with_table(commune, twist))}
    assert {"DL-63", "DL-64"} <= codes


def test_points_above_the_most_are_told_at_their_place(commune: Review) -> None:
    finding = one(scored(commune, c1="10.5"))
    assert (finding.code, finding.where.route) == ("DL-67", ("cham_diem", "diem", "c1"))
    assert "10,5 điểm, cao hơn điểm tối đa 10" in finding.message


def test_a_criterion_the_table_does_not_have_is_told_with_the_nearest(commune: Review) -> None:
    finding = one(scored(commune, c11="1"))
    assert finding.code == "DL-66"
    assert "có phải “c1”?" in finding.remedy


def test_every_criterion_is_scored(commune: Review) -> None:
    given = commune.individuals["TH04"].scoring
    assert given is not None
    few = Scoring(day=given.day, points={"c1": Decimal(9)})
    assert "4 tiêu chí: c2, c3, k1, k2" in one(with_person(commune, "TH04", scoring=few)).message


def test_civil_points_are_by_group(commune: Review) -> None:
    day = commune.individuals["TH04"].civil_score.day  # type: ignore[union-attr]
    sheet = CivilScore(day=day, points={"chung": Decimal("30.5")})
    codes = [finding.code for finding in point_findings(with_person(commune, "TH04", civil_score=sheet))]
    assert codes == ["DL-67", "DL-68"]


def test_a_collective_without_a_report_must_be_a_cell_without_a_committee(commune: Review) -> None:
    school = commune.collectives["truong"].model_copy(update={"report": None})
    finding = one(replace(commune, collectives={**commune.collectives, "truong": school}))
    assert (finding.code, finding.where.code) == ("DL-61", "truong")
    assert "khong_chi_uy: co" in finding.remedy


def test_a_cell_without_a_committee_asks_for_a_level(commune: Review) -> None:
    cell = commune.collectives["thon-tay"]
    assert cell.scoring is not None
    silent = cell.model_copy(update={"scoring": cell.scoring.model_copy(update={"proposed_level": ""})})
    finding = one(replace(commune, collectives={**commune.collectives, "thon-tay": silent}))
    assert (finding.code, finding.where.route, finding.remedy) == ("DL-61", ("cham_diem",), "thêm de_nghi")


@pytest.mark.parametrize(
    ("facts", "route", "said"),
    [
        ({"workload": Workload(assigned=10, done=12)}, ("nhiem_vu", "xong"), "ghi 12, nhiều hơn “giao” là 10"),
        ({"workload": Workload(assigned=10, done=10, late=11)}, ("nhiem_vu", "cham"), "ghi 11, nhiều hơn “giao”"),
        ({"workload": Workload(assigned=10, done=10, over=11)}, ("nhiem_vu", "vuot"), "ghi 11, nhiều hơn “giao”"),
        (
            {"led_unit": LedUnit(assigned=1, done=1, units=2, failed=3)},
            ("don_vi_phu_trach", "so_khong_hoan_thanh"),
            "ghi 3, nhiều hơn “so_don_vi” là 2",
        ),
        ({"confidence": Confidence(returned=9, low=10)}, ("tin_nhiem", "thap"), "ghi 10, nhiều hơn “thu_ve” là 9"),
        (
            {"quarters": tuple(Quarter(number=1, total=Decimal(80), level="htt") for _ in range(2))},
            ("ket_qua_quy", 1, "quy"),
            "Quý 1 ghi hai lần",
        ),
    ],
)
def test_a_part_above_its_whole_is_told_at_its_place(
    commune: Review, facts: dict[str, Any], route: tuple[str | int, ...], said: str
) -> None:
    finding = one(with_person(commune, "TH04", **facts))
    assert (finding.code, finding.where.code, finding.where.route) == ("DL-69", "TH04", route)
    assert said in finding.message


def test_a_collective_reaches_no_more_targets_than_it_had(commune: Review) -> None:
    school = commune.collectives["truong"].model_copy(update={"workload": Workload(assigned=9, done=10)})
    finding = one(replace(commune, collectives={**commune.collectives, "truong": school}))
    assert (finding.code, finding.where.route) == ("DL-69", ("chi_tieu", "xong"))


def test_a_regime_without_a_scale_takes_no_points(commune: Review) -> None:
    profile = commune.profile.model_copy(update={"scale": None})
    codes = {finding.code for finding in point_findings(replace(commune, profile=profile))}
    assert codes == {"DL-62"}


@pytest.mark.parametrize(("typed", "shown"), [("28", "28"), ("28,5", "28,5"), ("28.50", "28,5"), ("0", "0")])
def test_points_are_typed_with_a_comma_or_a_point(typed: str, shown: str) -> None:
    row = ScoreRow.model_validate({"bang": "tap-the", "nhom": "chung", "ma": "c1", "ten": "Một", "diem": typed})
    assert in_points(row.most) == shown


@pytest.mark.parametrize("typed", ["-1", "8/10", "tám", "1e2", "8,555", ""])
def test_what_is_no_number_of_points_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="không phải điểm"):
        ScoreRow.model_validate({"bang": "tap-the", "nhom": "chung", "ma": "c1", "ten": "Một", "diem": typed})


def test_points_are_exact() -> None:
    scoring = Scoring.model_validate({"ngay": "18/11/2026", "diem": {"a": "0,1", "b": "0,2"}})
    assert scoring.total == Decimal("0.3")

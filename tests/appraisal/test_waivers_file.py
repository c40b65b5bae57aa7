"""`mien-ap-dung.yaml`: read with the facts, told by file and line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.appraisal.season_folder import GOOD, load, spoil_workload, write
from vanban.build import check_season, judge_season
from vanban.cli.app import run
from vanban.errors import DataError, ProfileError
from vanban.intake import load_season


@pytest.mark.parametrize("text", [GOOD, "mien_ap_dung:\n" + GOOD])
def test_waivers_are_read_into_the_review(season_dir: Path, text: str) -> None:
    write(season_dir, text)
    assert [(w.rule, w.about) for w in load(season_dir).review.waivers] == [("TR-07", "NV02")]


def test_a_season_without_waivers_has_none(season_dir: Path) -> None:
    assert load(season_dir).review.waivers == ()


@pytest.mark.parametrize("key", ["ly_do", "nguoi_quyet_dinh", "ngay", "doi_tuong", "quy_tac"])
def test_a_waiver_lacking_anything_is_a_data_error(season_dir: Path, key: str) -> None:
    lines = [line for line in GOOD.splitlines() if f"{key}:" not in line]
    text = "\n".join(lines) if key != "quy_tac" else GOOD.replace("- quy_tac: TR-07\n ", "-")
    write(season_dir, text + "\n")
    with pytest.raises(DataError) as caught:
        load(season_dir)
    (problem,) = caught.value.problems
    assert ("mien-ap-dung.yaml:1", f"Thiếu mục “{key}”") == (problem.place, problem.message)


def test_a_waiver_with_an_empty_reason_is_a_data_error(season_dir: Path) -> None:
    write(season_dir, GOOD.replace("Bất khả kháng do dịch", '""'))
    with pytest.raises(DataError) as caught:
        load(season_dir)
    assert caught.value.problems[0].place == "mien-ap-dung.yaml:3"


def test_an_unused_waiver_is_a_warning_at_its_line(season_dir: Path) -> None:
    write(season_dir, GOOD)
    problem = next(p for p in check_season(load(season_dir)) if p.code == "MA-01")
    assert (problem.severity, problem.place) == ("canh-bao", "mien-ap-dung.yaml:1")


def test_a_waived_rule_lets_the_packet_pass(season_dir: Path) -> None:
    spoil_workload(season_dir)
    assert "TR-07" in {p.code for p in check_season(load(season_dir))}
    write(season_dir, GOOD)
    judgement = judge_season(load(season_dir))
    assert "TR-07" not in {p.code for p in judgement.problems}
    assert [(item.waiver.rule, item.packets) for item in judgement.waived] == [("TR-07", ("chi-bo-noi-vu",))]


def test_check_tells_what_was_waived_and_why(season_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil_workload(season_dir)
    write(season_dir, GOOD)
    run(["kiem-du-lieu", str(season_dir)])
    told = capsys.readouterr().out
    assert "ĐÃ MIỄN TR-07 cho NV02" in told
    assert "lý do: Bất khả kháng do dịch; người quyết định: Ban Thường vụ Huyện uỷ, ngày 10/12/2021" in told


def test_a_regime_whose_rules_are_not_the_programs_is_refused(season_dir: Path) -> None:
    path = season_dir.parents[1] / "mau/2021/che-do.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('ma = "KP-03"', 'ma = "KP-93"'), encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        check_season(load_season(season_dir, season_dir.parents[1]))
    assert [problem.code for problem in caught.value.problems] == ["CD-16", "CD-17"]


def test_json_keeps_its_contract(season_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil_workload(season_dir)
    assert run(["kiem-du-lieu", str(season_dir), "--json"]) == DataError.exit_code
    told = json.loads(capsys.readouterr().out)
    error = next(entry for entry in told["ket_qua"] if entry["ma"] == "TR-07")
    assert {"ma", "muc", "tep", "vi_tri", "thong_bao", "can_cu", "sua"} == set(error)
    assert (error["muc"], error["tep"]) == ("loi", "ca-nhan/nv02.yaml")

"""Errors stop the packet concerned only; warnings and waivers go beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.appraisal.season_folder import GOOD, load, spoil_workload, write
from tests.appraisal.small_season import ROOT
from vanban.build import Build, build_packets, judge_season
from vanban.cli.app import run
from vanban.cli.build import _stopped
from vanban.convert import find_fonts
from vanban.convert.fake import Fake
from vanban.errors import DataError
from vanban.settings import settings_for

WANTED = ("chi-bo-noi-vu", "chi-bo-giao-duc")


class _Silent:
    def stage(self, title: str, total: int) -> None: ...

    def advance(self, title: str, count: int) -> None: ...

    def counted(self, reused: int, pages: int) -> None: ...


def build(season_dir: Path, wanted: tuple[str, ...] = WANTED) -> Build:
    settings = replace(settings_for(season_dir), root=ROOT)
    return build_packets(load(season_dir), settings, wanted, Fake(lambda job: 1), find_fonts(), _Silent())


def sheet(result: Build, code: str) -> Path:
    return next(packet for packet in result.packets if packet.code == code).folder / "canh-bao.md"


def test_an_error_stops_the_packet_of_the_branch_only(season_dir: Path) -> None:
    spoil_workload(season_dir)
    result = build(season_dir)
    assert (tuple(p.code for p in result.packets), result.stopped) == (("chi-bo-giao-duc",), ("chi-bo-noi-vu",))
    assert [problem.code for problem in result.errors] == ["TR-07"]
    assert not (result.packets[0].folder.parent / "chi-bo-noi-vu").exists()


def test_a_stopped_packet_still_ends_with_the_code_of_data(season_dir: Path) -> None:
    spoil_workload(season_dir)
    assert _stopped(build(season_dir)) == DataError.exit_code
    assert _stopped(build(season_dir, WANTED[1:])) == 0


def test_an_error_in_every_wanted_packet_is_raised(season_dir: Path) -> None:
    spoil_workload(season_dir)
    with pytest.raises(DataError) as caught:
        build(season_dir, WANTED[:1])
    assert [problem.code for problem in caught.value.problems] == ["TR-07"]


def test_a_stopped_packet_that_stood_is_left_alone(season_dir: Path) -> None:
    first = build(season_dir)
    old = (first.packets[0].folder / "manifest.json").read_bytes()
    assert first.packets[0].code == "chi-bo-giao-duc"
    spoil_workload(season_dir)
    second = build(season_dir)
    assert second.stopped == ("chi-bo-noi-vu",)
    assert old == (first.packets[0].folder / "manifest.json").read_bytes()
    assert (first.packets[1].folder / "ho-so.pdf").is_file()


def test_a_person_of_the_district_is_in_the_branch_packet_and_the_committees(season_dir: Path) -> None:
    path = season_dir / "ca-nhan" / "nv01.yaml"
    text = path.read_text(encoding="utf-8").replace("ngay: 25/11/2021", "ngay: 20/11/2021", 1)
    path.write_text(text, encoding="utf-8")
    found = next(item for item in judge_season(load(season_dir)).found if item.problem.code == "TT-10")
    assert {"dang-uy", "chi-bo-noi-vu"} == set(found.packets)


def test_warnings_and_waivers_stand_beside_the_packet(season_dir: Path) -> None:
    spoil_workload(season_dir)
    write(season_dir, GOOD)
    path = season_dir / "tap-the" / "noi-vu.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("26/11/2021", "01/12/2021", 1), encoding="utf-8")
    told = sheet(build(season_dir), "chi-bo-noi-vu").read_text(encoding="utf-8")
    assert "# Cảnh báo của hồ sơ chi-bo-noi-vu" in told
    assert "**TT-09**" in told
    assert "   - Ở: tap-the/noi-vu.yaml:" in told
    assert "## Quy tắc đã được miễn áp dụng (1)" in told
    assert "   - Lý do: Bất khả kháng do dịch" in told
    assert "   - Người quyết định: Ban Thường vụ Huyện uỷ, ngày 10/12/2021" in told


def test_the_sheet_of_warnings_is_the_same_every_time(season_dir: Path) -> None:
    spoil_workload(season_dir)
    write(season_dir, GOOD)
    first = sheet(build(season_dir), "chi-bo-noi-vu").read_bytes()
    assert first == sheet(build(season_dir), "chi-bo-noi-vu").read_bytes()
    assert b"\r" not in first


def test_check_groups_findings_by_packet_with_counts(season_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil_workload(season_dir)
    assert run(["kiem-du-lieu", str(season_dir)]) == DataError.exit_code
    lines = capsys.readouterr().out.splitlines()
    heading = next(i for i, line in enumerate(lines) if line.startswith("Hồ sơ chi-bo-noi-vu: "))
    assert "1 lỗi" in lines[heading]
    assert any(line.startswith("LỖI TR-07") for line in lines[heading:])
    assert any(line.startswith("  chi-bo-noi-vu: 1 lỗi") for line in lines)

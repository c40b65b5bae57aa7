"""Two regimes, two samples: each paper is right under its own rules of form and wrong, as expected, under others."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Everything
from vanban.build import plan_packets
from vanban.cli.app import run
from vanban.forms import BUILDERS, Request
from vanban.intake import Season, load_season
from vanban.model.packet import Planned
from vanban.register import read_csv
from vanban.render import render

STYLES = {"son-duong-2021": "dang-2018", "an-hoa-2026": "dang-2026"}
# What a reader of the other regime finds: marks between recipients and after the last basis, the address, the letter's
# subject; and always that the paper's day asks for another form.
UNDER_2026 = {
    "ke-hoach": {"BD-12", "RC-06", "XD-01"},
    "to-trinh": {"RC-06", "RC-11", "XD-01"},
    "thong-bao": {"RC-06", "XD-01"},
    "goi-y": {"RC-06", "TI-13", "XD-01"},
}
UNDER_2018 = {"ke-hoach": {"BD-13", "XD-01"}, "to-trinh": {"XD-01"}, "xep-loai-lai": {"BD-13", "XD-01"}}


@cache
def season(name: str) -> Season:
    return load_season(ROOT / "data" / name, ROOT)


@cache
def numbered(name: str) -> dict[str, Request]:
    """The first paper of every form with a number or a State head, by form."""
    found: dict[str, Request] = {}
    own = season(name)
    numbers = {row.key: row.number for row in read_csv(own.folder / "so-van-ban.csv")}
    for plan in plan_packets(own.review, own.folder):
        for paper in plan.papers:
            if isinstance(paper, Planned) and paper.form.form_class in ("van-ban", "nha-nuoc") and not paper.annex:
                found.setdefault(paper.form.code, Request(own.review, paper, plan, numbers))
    return found


def written(name: str, form: str, folder: Path) -> Path:
    request = numbered(name)[form]
    context = BUILDERS[form].context(request)
    path = folder / f"{form}.docx"
    path.write_bytes(render(season(name).profile_folder / request.planned.form.template, context, form))
    return path


def findings(path: Path, style: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """The codes of the errors and warnings of form told of a paper."""
    run(["kiem-the-thuc", str(path), "--loai", style, "--json"])
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return {finding["ma"] for finding in told["ket_qua"] if finding["muc"] != "goi-y"}


PAPERS = [(name, form) for name in STYLES for form in numbered(name)]


@pytest.mark.parametrize(("name", "form"), PAPERS)
def test_a_paper_keeps_the_rules_of_form_of_its_own_regime(
    name: str, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = numbered(name)[form].planned.form.form_class == "nha-nuoc"
    assert findings(written(name, form, tmp_path), "nha-nuoc" if state else STYLES[name], capsys) == set()


@pytest.mark.parametrize("form", UNDER_2026)
def test_a_paper_of_2021_breaks_the_rules_of_2026(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert findings(written("son-duong-2021", form, tmp_path), "dang-2026", capsys) == UNDER_2026[form]


@pytest.mark.parametrize("form", UNDER_2018)
def test_a_paper_of_2026_breaks_the_rules_of_2018(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert findings(written("an-hoa-2026", form, tmp_path), "dang-2018", capsys) == UNDER_2018[form]


@pytest.mark.soffice
def test_a_cell_s_packet_is_built_without_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "data" / "an-hoa-2026"
    shutil.copytree(ROOT / "data" / "an-hoa-2026", folder)
    assert run(["so-van-ban", str(folder), "nhap", str(folder / "so-van-ban.csv")]) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vanban.build.survey.judged_in_full", lambda *words: Everything())
        assert run(["lap-ho-so", str(folder), "--ho-so", "chi-bo-thon-tay"]) == 0
    told = capsys.readouterr()
    assert "CẢNH BÁO" not in told.out + told.err
    packet = tmp_path / "output" / "an-hoa-2026" / "chi-bo-thon-tay"
    manifest = json.loads((packet / "manifest.json").read_text(encoding="utf-8"))
    forms = {paper["bieu_mau"] for paper in manifest["van_ban"]}
    assert {"kd-ngoai-he-thong", "cham-diem-ca-nhan", "cham-diem-tap-the", "bien-ban-kiem-phieu"} <= forms
    assert "kd-tap-the" not in forms
    assert run(["xac-minh", str(packet)]) == 0

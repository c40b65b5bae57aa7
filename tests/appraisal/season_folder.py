"""A season as a folder: what is written into it to spoil it or to waive a rule."""

from __future__ import annotations

from pathlib import Path

from tests.appraisal.small_season import ROOT
from vanban.intake import Season, load_season

GOOD = """- quy_tac: TR-07
  doi_tuong: NV02
  ly_do: Bất khả kháng do dịch
  nguoi_quyet_dinh: Ban Thường vụ Huyện uỷ
  ngay: 10/12/2021
"""


def write(season: Path, text: str) -> None:
    (season / "mien-ap-dung.yaml").write_text(text, encoding="utf-8")


def load(season: Path) -> Season:
    return load_season(season, ROOT)


def spoil_workload(season: Path) -> None:
    path = season / "ca-nhan" / "nv02.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept: list[str] = []
    skipping = False
    for line in lines:
        skipping = line.startswith("nhiem_vu:") or (skipping and line.startswith(" "))
        if not skipping:
            kept.append(line)
    path.write_text("\n".join([*kept, "nhiem_vu: {giao: 10, xong: 4}", ""]), encoding="utf-8")

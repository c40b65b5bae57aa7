"""Facts → workbook → facts is identity for every field."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.conftest import ROOT, SAMPLE
from tests.intake.workbook.strategies import records, texts
from vanban.intake.facts import Facts, Noun, read_facts
from vanban.intake.workbook.book import Book, Grid, read_book
from vanban.intake.workbook.catalogue import lists_of
from vanban.intake.workbook.compare import flatten
from vanban.intake.workbook.grid_out import keys_of, out_columns, out_rows, upright_rows
from vanban.intake.workbook.layout import MODELS, sheets, tables
from vanban.intake.workbook.stamp import STAMP_SHEET, row_print, stamp_rows
from vanban.intake.workbook.take import take_book, take_workbook
from vanban.intake.workbook.write import write_workbook
from vanban.intake.yaml_store import plain

COMMUNE = ROOT / "data" / "an-hoa-2026"
HALF = settings.default.max_examples // 2
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # an example costs a workbook: too dear to shrink
_SAMPLE = read_facts(SAMPLE, ROOT)
_REGIME, _PERIOD = _SAMPLE.profile, _SAMPLE.period


def _facts(nouns: list[tuple[str, dict[str, Any]]]) -> Facts:
    found: dict[tuple[str, str], Noun] = {}
    for kind, tree in nouns:
        code = str(tree.get("ma", "")) if kind in {"tap-the", "ca-nhan", "cuoc-hop"} else ""
        if not any(kind == k and code.lower() == c.lower() for k, c in found):
            found[(kind, code)] = Noun(kind, code, f"{kind}/{code}.yaml", plain(tree))
    return Facts(SAMPLE, _REGIME, found)


def _book(facts: Facts) -> Book:
    """The workbook of the facts as it would be read back, without the file between."""
    lists = lists_of(facts)
    grids: list[Grid] = []
    prints: list[str] = []
    for sheet in sheets():
        rows: list[list[Any]]
        if sheet.upright:
            cells = list(upright_rows(sheet, facts, lists))
            rows = [[c.group, c.header, "" if cell is None else str(cell), c.note, c.mark] for c, cell in cells]
            prints += [row_print(sheet.id, ((c.mark, cell),)) for c, cell in cells]
        else:
            columns = out_columns(sheet, lists, keys_of(sheet, facts, lists))
            filled = list(out_rows(sheet, columns, facts, lists))
            rows = [[c.mark for c in columns], [c.header for c in columns]]
            rows += [["" if cell is None else cell for cell in cells] for cells in filled]
            prints += [
                row_print(sheet.id, ((c.mark, x) for c, x in zip(columns, cells, strict=True))) for cells in filled
            ]
        grids.append(Grid(sheet.name, rows, (), True, ()))
    stamp: list[list[Any]] = [list(row) for row in stamp_rows(facts, prints)]
    return Book(Path("bang.xlsx"), (*grids, Grid(STAMP_SHEET, stamp, (), False, ())), ())


def _assert_identity(facts: Facts) -> None:
    taken = take_book(_book(facts), Facts(facts.folder, facts.profile, {}))
    drafts = {draft.place: draft for draft in taken.drafts}
    for place, noun in facts.nouns.items():
        if place == ("mien-ap-dung", "") and not noun.tree["mien_ap_dung"]:
            continue
        model = MODELS[noun.kind]
        expected = model.model_validate(noun.tree, by_alias=True, by_name=False)
        assert flatten(place[0], drafts[place].tree) == flatten(place[0], noun.tree)
        assert model.model_validate(drafts[place].tree, by_alias=True, by_name=False) == expected
    again = take_book(_book(facts), facts)
    assert again.changes == ()


@pytest.mark.parametrize("kind", ["tap-the", "ca-nhan", "cuoc-hop", "mien-ap-dung"])
@settings(max_examples=HALF, suppress_health_check=list(HealthCheck), phases=_PHASES)
@given(data=st.data())
def test_every_field_of_a_noun_comes_back(kind: str, data: st.DataObject) -> None:
    most = 1 if kind == "mien-ap-dung" else 3
    trees = data.draw(st.lists(records(MODELS[kind]), min_size=1, max_size=most))
    _assert_identity(_facts([("ky", _PERIOD), *((kind, tree) for tree in trees)]))


@settings(max_examples=HALF, suppress_health_check=list(HealthCheck), phases=_PHASES)
@given(tree=records(MODELS["ky"]))
def test_every_field_of_the_season_comes_back(tree: dict[str, Any]) -> None:
    _assert_identity(_facts([("ky", tree)]))


@pytest.mark.parametrize("names", [("NGUYỄN VĂN A", "NguyÔn V¨n A"), ("NguyÔn V¨n A", "Nguyễn Văn A")])
def test_who_is_called_alike_but_for_an_old_font_is_told_apart(names: tuple[str, str]) -> None:
    members = [{"nguoi": "N01", "vai_tro": "bí thư"}]
    units = [
        {
            "ma": f"cb{place}",
            "loai": "chi-bo",
            "ten": name,
            "ten_ngan": f"tên {place}",
            "thanh_vien": members,
            "dau_trang": ["A"],
        }
        for place, name in enumerate(names)
    ]
    _assert_identity(_facts([("ky", _PERIOD), *(("tap-the", unit) for unit in units)]))


@pytest.mark.parametrize("season", [SAMPLE, COMMUNE])
def test_the_sample_season_comes_back(season: Path) -> None:
    _assert_identity(read_facts(season, ROOT))


def test_the_sample_season_comes_back_through_a_file(tmp_path: Path) -> None:
    facts = read_facts(SAMPLE, ROOT)
    write_workbook(facts, tmp_path / "bang.xlsx")
    taken = take_workbook(tmp_path / "bang.xlsx", facts)
    assert (taken.changes, taken.problems) == ((), ())


def test_points_are_typed_by_the_office_s_own_criteria(tmp_path: Path) -> None:
    facts = read_facts(COMMUNE, ROOT)
    path = tmp_path / "bang.xlsx"
    write_workbook(facts, path)
    book = load_workbook(path)
    rows = [row for row in book["Chấm điểm"].iter_rows() if any("TH04" in str(cell.value) for cell in row)]
    for cell in rows[0]:
        if cell.value == "c1":
            cell.value = "y-duc"
    rows[1][-1].value = 8.25
    book.save(path)
    taken = take_workbook(path, facts)
    assert taken.problems == ()
    told = {change.after for draft in taken.changes for change in draft.changes}
    assert "8.25" in told


@settings(max_examples=HALF, suppress_health_check=list(HealthCheck), phases=_PHASES)
@given(found=st.lists(texts(1), min_size=50, max_size=200))
def test_a_file_keeps_every_text(found: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chu.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet("Trang")
            for row, text in enumerate(found):
                sheet.write_string(row, 0, text)
        (grid,) = read_book(path).grids
    assert [row[0] for row in grid.rows] == found


def test_every_column_of_every_noun_has_a_place() -> None:
    placed = [(p.table.noun, p.table.route, c.route) for s in sheets() for p in s.parts for c in p.columns]
    derived = [(noun, route, c.route) for (noun, route), table in tables().items() for c in table.columns]
    assert sorted(map(str, placed)) == sorted(map(str, derived))

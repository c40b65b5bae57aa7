from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.intake.workbook.office import HEADERS, by_xlsxwriter, person
from vanban.cli.app import run


@pytest.fixture
def exported(season_copy: Path, tmp_path: Path) -> Path:
    path = tmp_path / "bang.xlsx"
    assert run(["xuat-bang", str(season_copy), str(path)]) == 0
    return path


def _edit(path: Path, sheet: str, mark: str, code: str, value: object) -> None:
    """Type a value into the exported workbook, in the column of a mark and the row of a code."""
    book = load_workbook(path)
    paper = book[sheet]
    place = next(cell.column for cell in paper[3] if cell.value == mark)
    row = next(cells[0].row for cells in paper.iter_rows(min_row=7) if str(cells[0].value).startswith(code))
    paper.cell(row, place).value = value
    book.save(path)


def _texts(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*.yaml")}


def test_a_workbook_out_and_in_changes_no_byte(season_copy: Path, exported: Path) -> None:
    before = _texts(season_copy)
    assert run(["nhap-bang", str(exported), str(season_copy)]) == 0
    assert _texts(season_copy) == before


def test_one_cell_changes_one_line(
    season_copy: Path, exported: Path, edit: Callable[[str, str, str], int], capsys: pytest.CaptureFixture[str]
) -> None:
    before = _texts(season_copy)
    _edit(exported, "Cá nhân", "@ca-nhan:chuc_vu_doan_the", "GD01", "Chủ tịch Công đoàn")
    assert run(["nhap-bang", str(exported), str(season_copy)]) == 0
    after = _texts(season_copy)
    changed = {name for name, text in after.items() if text != before[name]}
    assert changed == {"ca-nhan/gd01.yaml"}
    lines = zip(before["ca-nhan/gd01.yaml"].splitlines(), after["ca-nhan/gd01.yaml"].splitlines(), strict=True)
    assert [(old, new) for old, new in lines if old != new] == [
        ("chuc_vu_doan_the: Không", "chuc_vu_doan_the: Chủ tịch Công đoàn")
    ]
    assert "~ Lý lịch – Chức vụ đoàn thể: “Không” → “Chủ tịch Công đoàn”" in capsys.readouterr().out


def test_comments_survive(season_copy: Path, tmp_path: Path) -> None:
    path = season_copy / "ca-nhan" / "gd01.yaml"
    path.write_text("# ghi chú của văn thư\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert run(["xuat-bang", str(season_copy), str(tmp_path / "b.xlsx")]) == 0
    _edit(tmp_path / "b.xlsx", "Cá nhân", "@ca-nhan:ngay_vao_dang", "GD01", "21/11/2003")
    assert run(["nhap-bang", str(tmp_path / "b.xlsx"), str(season_copy)]) == 0
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ghi chú của văn thư\n")
    assert "ngay_vao_dang: 21/11/2003" in text


def test_a_look_ahead_writes_nothing(season_copy: Path, exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _texts(season_copy)
    _edit(exported, "Cá nhân", "@ca-nhan:ngay_sinh", "GD01", "20/9/1978")
    assert run(["nhap-bang", str(exported), str(season_copy), "--xem-truoc"]) == 0
    assert _texts(season_copy) == before
    out = capsys.readouterr().out
    assert "19/09/1978 → 20/09/1978" in out
    assert "Xem trước: chưa ghi gì cả." in out


def test_a_mistake_writes_nothing_but_a_marked_copy(season_copy: Path, exported: Path) -> None:
    before = _texts(season_copy)
    _edit(exported, "Cá nhân", "@ca-nhan:ngay_sinh", "GD01", "hôm qua")
    assert run(["workbook-in", str(exported), str(season_copy)]) == 3
    assert _texts(season_copy) == before
    assert exported.with_name("bang-loi.xlsx").is_file()


def test_a_new_person_has_a_file_of_their_own(season_copy: Path, tmp_path: Path) -> None:
    path = by_xlsxwriter(tmp_path / "moi.xlsx", {"Cá nhân": [HEADERS, person()]})
    assert run(["nhap-bang", str(path), str(season_copy)]) == 0
    text = (season_copy / "ca-nhan" / "nv90.yaml").read_text(encoding="utf-8")
    assert text.startswith("ma: NV90\nho_ten: Phan Văn Thử\nngay_sinh: 05/3/1985\n")
    assert len(list((season_copy / "ca-nhan").glob("*.yaml"))) == 71


def test_nobody_goes_unless_named(season_copy: Path, exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["nhap-bang", str(exported), str(season_copy), "--bo", "KT07"]) == 0
    assert not (season_copy / "ca-nhan" / "kt07.yaml").exists()
    assert "- bỏ cá nhân KT07" in capsys.readouterr().out
    assert run(["nhap-bang", str(exported), str(season_copy), "--bo", "ZZ99"]) == 2


def test_a_file_that_is_there_is_not_overwritten(season_copy: Path, exported: Path) -> None:
    before = exported.read_bytes()
    assert run(["xuat-bang", str(season_copy), str(exported)]) == 2
    assert exported.read_bytes() == before


def test_a_workbook_older_than_the_facts_is_told(
    season_copy: Path, exported: Path, edit: Callable[[str, str, str], int], capsys: pytest.CaptureFixture[str]
) -> None:
    edit("ca-nhan/gd01.yaml", "chuc_vu_doan_the: Không", "chuc_vu_doan_the: Uỷ viên")
    assert run(["nhap-bang", str(exported), str(season_copy), "--xem-truoc"]) == 0
    out = capsys.readouterr().out
    assert "NB-34: 1 tệp dữ kiện đã đổi sau khi xuất bảng này" in out
    assert "ca-nhan/gd01.yaml" in out

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from vanban.cli.app import run


def _rows(path: Path) -> dict[str, list[str]]:
    sheet = load_workbook(path).worksheets[0]
    return {str(row[0].value): [str(cell.value or "") for cell in row[1:]] for row in sheet.iter_rows(min_row=6)}


def test_who_owes_what_by_the_plans_dates(
    season_copy: Path, edit: Callable[[str, str, str], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("ky.yaml", "nam: 2021\n", "nam: 2021\nhan: {phieu: 30/11/2021, hop: 10/12/2021, bien_ban: 12/12/2021}\n")
    (season_copy / "cuoc-hop" / "noi-vu.yaml").unlink()
    book = tmp_path / "Tiến độ.xlsx"
    assert run(["tien-do", str(season_copy), "--den", "11/12/2021", "--ra", str(book)]) == 0
    out = capsys.readouterr().out
    assert "quá hạn: 1." in out
    rows = _rows(book)
    assert rows["Chi bộ Phòng Nội vụ"][5:7] == ["chưa họp", "chưa có"]
    assert rows["Chi bộ Phòng Giáo dục và Đào tạo"][4:6] == ["4/4", "đã họp 07/12"]
    sheet = load_workbook(book).worksheets[0]
    red = {(c.row, c.column) for row in sheet.iter_rows(min_row=6) for c in row if c.fill.start_color.rgb == "FFFFC7CE"}
    assert red == {(10, 7), (10, 9)}  # no meeting, so nobody voted either
    assert run(["progress", str(season_copy), "--den", "09/12/2021"]) == 0
    assert "không có việc quá hạn" in capsys.readouterr().out


def test_reminders_go_to_branches_that_owe_something(season_copy: Path, tmp_path: Path) -> None:
    (season_copy / "cuoc-hop" / "noi-vu.yaml").unlink()
    assert run(["tien-do", str(season_copy), "--den", "11/12/2021", "--nhac", str(tmp_path / "nhắc")]) == 0
    (letter,) = (tmp_path / "nhắc").glob("*.docx")
    assert letter.name == "cong-van-nhac-noi-vu.docx"
    words = "\n".join(p.text for p in Document(str(letter)).paragraphs)
    assert "hội nghị chưa tổ chức" in words


def test_wrong_words_are_told(season_copy: Path, edit: Callable[[str, str, str], int], tmp_path: Path) -> None:
    assert run(["tien-do", str(season_copy), "--den", "hôm nay"]) == 2
    assert run(["tien-do", str(season_copy), "--den", "11/12/21"]) == 2
    assert run(["tien-do", str(season_copy), "--ra", str(tmp_path / "a.csv")]) == 2
    edit("ky.yaml", "  cong-van-nhac:\n", "  cong-van-khac:\n")
    assert run(["tien-do", str(season_copy), "--nhac", str(tmp_path)]) == 3

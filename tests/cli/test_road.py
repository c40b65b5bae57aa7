"""The clerk's whole road with real LibreOffice and no YAML touched: workbook out and in, forms out and in, packet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.intake.word.office import by_writer, filled
from tests.intake.workbook.office import by_calc
from vanban.build.entry_forms import maker_of
from vanban.cli.app import run
from vanban.intake.facts import read_facts

ADDED = "Từ tháng 02/2022, ghi **sổ theo dõi riêng** từng việc được giao, báo cáo Chi bộ hằng tháng."
KINDS = {"GD01": "docx", "GD02": "odt", "GD03": "doc"}


def _fill_in(office: Path, forms: Path, returned: Path, profile: Path) -> None:
    """Each of three people adds a paragraph to the last section, and sends the form back as Writer saved it."""
    season = office / "data" / "ky-2021"
    maker = maker_of(read_facts(season, office), office)
    for code, kind in KINDS.items():
        (path,) = forms.glob(f"*/{code.lower()}-*-mau-02.docx")
        noun = maker.facts.nouns[("ca-nhan", code)]
        form = maker.form_of(noun, maker.facts.profile.form("mau-02"))
        before = [" ".join(text.split()) for text in noun.tree["kiem_diem"]["phuong_huong"]]
        path.write_bytes(filled(path.read_bytes(), form.places, {"kiem_diem/phuong_huong": [*before, ADDED]}))
        shutil.copy(by_writer(path, kind, profile), returned)


@pytest.mark.soffice
def test_the_whole_road(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office, profile = tmp_path / "Kiểm điểm 2021", tmp_path / "ho-so-lo"
    forms, returned, book = tmp_path / "phieu", tmp_path / "nhan-ve", tmp_path / "bang.xlsx"
    returned.mkdir()
    assert run(["khoi-tao", str(office), "--che-do", "2021"]) == 0
    assert run(["xuat-bang", str(office), str(book)]) == 0

    opened = load_workbook(book)
    sheet = opened["Cá nhân"]
    column = next(cell.column for cell in sheet[3] if cell.value == "@ca-nhan:chuc_vu_doan_the")
    row = next(cells[0].row for cells in sheet.iter_rows(min_row=7) if str(cells[0].value).startswith("GD02"))
    sheet.cell(row, column).value = "Chủ tịch Công đoàn"
    opened.save(book)
    assert run(["nhap-bang", str(by_calc(book, "xlsx", profile)), str(office)]) == 0

    assert run(["phat-mau", str(office), str(forms), "--cho", "giao-duc", "--mau", "mau-02"]) == 0
    _fill_in(office, forms, returned, profile)
    assert run(["thu-mau", str(returned), str(office), "--xem-truoc"]) == 0
    assert run(["thu-mau", str(returned), str(office)]) == 0
    assert "3 tệp: nhận 3, chưa nhận 0, chưa rõ của ai 0." in capsys.readouterr().out

    assert run(["lap-ho-so", str(office), "--ho-so", "chi-bo-giao-duc"]) == 0
    papers = office / "output" / "ky-2021" / "chi-bo-giao-duc" / "van-ban"
    (paper,) = papers.glob("*_mau-02-gd02.docx")
    document = Document(str(paper))
    said = next(p for p in document.paragraphs if p.text == ADDED.replace("**", ""))
    assert [r.text for r in said.runs if r.bold] == ["sổ theo dõi riêng"]
    assert any("Chủ tịch Công đoàn" in p.text for p in document.paragraphs)

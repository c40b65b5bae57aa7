"""phat-mau and thu-mau as a clerk runs them, in a folder with marks and spaces, on files a Windows editor saved."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import ROOT, SAMPLE
from tests.intake.word.office import filled, fully_answered
from vanban.build.entry_forms import maker_of
from vanban.cli.app import run
from vanban.intake.facts import read_facts
from vanban.intake.yaml_store import Setting, changed_file

WHOSE = "ca-nhan/gd02.yaml"


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """A branch of three, one of whom has written nothing; files end lines as Windows does."""
    folder = tmp_path / "OneDrive - Huyện uỷ" / "data" / "Kỳ 2021"
    shutil.copytree(SAMPLE, folder)
    for path in folder.glob("ca-nhan/*.yaml"):
        if not path.name.startswith("gd"):
            path.unlink()
    for path in folder.glob("cuoc-hop/*.yaml"):
        path.unlink()
    person = folder / WHOSE
    text = changed_file(person, [Setting(("kiem_diem",), None), Setting(("nhan_xet",), None)])
    person.write_bytes(text.replace("\n", "\r\n").encode())
    return folder


def _returned(season: Path, target: Path, **changes: object) -> Path:
    maker = maker_of(read_facts(season, season.parents[1]), ROOT)
    noun = maker.facts.nouns[("ca-nhan", "GD02")]
    form = maker.make(noun, maker.facts.profile.form("mau-02"))
    target.write_bytes(filled(form.docx, form.places, fully_answered(form.places, changes)))
    return target


def _ledger(season: Path, name: str) -> list[dict[str, str]]:
    with (season / "nhan" / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_forms_go_out_in_a_folder_for_each_branch_with_a_list(season: Path, tmp_path: Path) -> None:
    out = tmp_path / "Phiếu gửi đi"
    assert run(["phat-mau", str(season), str(out), "--cho", "giao-duc", "--mau", "mau-02", "--mau", "mau-01"]) == 0
    names = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.docx"))
    assert names == [
        "giao-duc/gd01-dinh-thi-thanh-van-mau-02.docx",
        "giao-duc/gd02-ma-dinh-loc-mau-02.docx",
        "giao-duc/gd03-trinh-hai-yen-mau-02.docx",
        "giao-duc/giao-duc-chi-bo-phong-giao-duc-va-dao-tao-mau-01.docx",
    ]
    sheet = load_workbook(out / "danh-sach-phat.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[5]][:4] == ["STT", "Chi bộ", "Người, tập thể nhận", "Mã"]
    assert sheet.max_row == 5 + 4
    assert {row["ma"] for row in _ledger(season, "so-phat.csv")} == {"GD01", "GD02", "GD03", "giao-duc"}
    before = {path: path.read_bytes() for path in out.rglob("*.*")}
    assert run(["forms-out", str(season), str(out), "--cho", "giao-duc", "--mau", "mau-02", "--mau", "mau-01"]) == 0
    assert {path: path.read_bytes() for path in out.rglob("*.*")} == before


def test_a_form_that_was_filled_in_is_never_overwritten(season: Path, tmp_path: Path) -> None:
    assert run(["phat-mau", str(season), str(tmp_path / "p"), "--cho", "GD02", "--mau", "mau-02"]) == 0
    (path,) = (tmp_path / "p").rglob("*.docx")
    path.write_bytes(path.read_bytes() + b" ")
    assert run(["phat-mau", str(season), str(tmp_path / "p"), "--cho", "GD02", "--mau", "mau-02"]) == 2
    assert run(["phat-mau", str(season), str(tmp_path / "q"), "--mau", "khong-co"]) == 2
    assert run(["phat-mau", str(season), str(tmp_path / "q"), "--cho", "XX99"]) == 2


def test_a_look_ahead_writes_nothing(season: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _returned(season, tmp_path / "Bài của anh Lộc.docx")
    before = {p: p.read_bytes() for p in season.rglob("*") if p.is_file()}
    assert run(["thu-mau", str(path), str(season), "--xem-truoc"]) == 0
    assert {p: p.read_bytes() for p in season.rglob("*") if p.is_file()} == before
    out = capsys.readouterr().out
    assert "nhận: Bài của anh Lộc.docx – Ma Đình Lộc (GD02), mau-02" in out
    assert "+ Bản kiểm điểm – Ngày: “26/11/2021”" in out
    assert "Xem trước: chưa ghi gì cả." in out


def test_what_comes_back_becomes_facts_with_their_source(season: Path, tmp_path: Path) -> None:
    (tmp_path / "về").mkdir()
    path = _returned(season, tmp_path / "về" / "bài.docx")
    assert run(["forms-in", str(tmp_path / "về"), str(season)]) == 0
    data = (season / WHOSE).read_bytes()
    assert b"\n" not in data.replace(b"\r\n", b"")
    text = data.decode()
    assert "kiem_diem:\r\n" in text
    assert "ngay: 26/11/2021" in text
    (receipt,) = _ledger(season, "so-nhan.csv")
    assert (receipt["ma"], receipt["bieu_mau"], receipt["trang_thai"]) == ("GD02", "mau-02", "da-nhan")
    assert "kiem_diem.han_che" in receipt["muc"].split("; ")
    assert (season / "nhan" / receipt["tep"]).read_bytes() == path.read_bytes()
    again = {p: p.read_bytes() for p in season.rglob("*") if p.is_file()}
    assert run(["thu-mau", str(path), str(season)]) == 0
    assert {p: p.read_bytes() for p in season.rglob("*") if p.is_file()} == again


def test_a_later_file_replaces_only_when_told_to(
    season: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["thu-mau", str(_returned(season, tmp_path / "a.docx")), str(season)]) == 0
    later = _returned(season, tmp_path / "b.docx", **{"kiem_diem/ngay": "27/11/2021"})
    assert run(["thu-mau", str(later), str(season), "--xem-truoc"]) == 3
    assert "muốn thay bằng tệp này thì thêm --thay GD02" in capsys.readouterr().out
    assert run(["thu-mau", str(later), str(season), "--thay", "GD02"]) == 0
    assert "ngay: 27/11/2021" in (season / WHOSE).read_text(encoding="utf-8")


def test_a_bad_file_is_kept_and_told_again_by_kiem_du_lieu(
    season: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = _returned(season, tmp_path / "a.docx", **{"kiem_diem/nguyen_nhan": None})
    before = (season / WHOSE).read_bytes()
    assert run(["thu-mau", str(bad), str(season)]) == 3
    assert (season / WHOSE).read_bytes() == before
    (receipt,) = _ledger(season, "so-nhan.csv")
    assert receipt["trang_thai"] == "co-loi"
    capsys.readouterr()
    assert run(["kiem-du-lieu", str(season)]) == 3
    assert "LỖI TM-20: Chưa điền" in capsys.readouterr().out
    assert run(["thu-mau", str(_returned(season, tmp_path / "b.docx")), str(season)]) == 0
    capsys.readouterr()
    run(["kiem-du-lieu", str(season)])
    assert "TM-20" not in capsys.readouterr().out


def test_wrong_words(season: Path, tmp_path: Path) -> None:
    (tmp_path / "trống").mkdir()
    assert run(["thu-mau", str(tmp_path / "trống"), str(season)]) == 2
    path = _returned(season, tmp_path / "a.docx")
    other = shutil.copyfile(path, tmp_path / "b.docx")
    assert run(["thu-mau", str(path), str(other), str(season), "--la", "GD02"]) == 2
    assert run(["thu-mau", str(path), str(season), "--la", "XX99", "--xem-truoc"]) == 3

"""`lap-ho-so`: what a clerk types, what comes out, which exit code."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, cast

import pytest
from docx import Document

from vanban.cli.app import run
from vanban.cli.build import _close, _Machine
from vanban.convert import Soffice, fonts
from vanban.errors import ConvertError

FAULTS = Path(__file__).parents[1] / "faults"
PATIENCE_S = 120.0
Edit = Callable[[str, str, str], int]


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file under a folder with its time, hidden ones too."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


@pytest.fixture
def office(season_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a false office program in LibreOffice's place; its pages are blank, no ground for judging form."""
    monkeypatch.setattr(Soffice, "real", False)

    def put(program: str) -> None:
        monkeypatch.setenv("VANBAN_SOFFICE", str(FAULTS / f"{program}.py"))

    put("works")
    return put


@pytest.fixture
def no_fonts(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANBAN_PHONG", str(tmp_path_factory.mktemp("khong-phong")))
    monkeypatch.setattr(fonts, "_search", fonts._search.__wrapped__)


@pytest.fixture
def output(season_copy: Path) -> Path:
    return season_copy.parents[1] / "output" / season_copy.name


# ---------------------------------------------------------------- done


@pytest.mark.usefixtures("office")
def test_packets_are_told_with_their_pages_and_places(
    season_copy: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["lap-ho-so", str(season_copy), "--ho-so", "bo-bieu-mau"]) == 0
    told = capsys.readouterr().out.splitlines()
    pages = json.loads((output / "bo-bieu-mau" / "manifest.json").read_text(encoding="utf-8"))["tong_so_trang"]
    assert told == [
        f"  {pages:4d} trang  {output / 'bo-bieu-mau' / 'ho-so.pdf'}",
        f"Đã lập 1 hồ sơ, {pages} trang, trong {output}",
    ]


@pytest.mark.usefixtures("office")
def test_the_english_name_does_the_same(season_copy: Path, output: Path) -> None:
    assert run(["build", str(season_copy), "--ho-so", "bo-bieu-mau"]) == 0
    assert [path.name for path in output.iterdir()] == ["bo-bieu-mau"]


@pytest.mark.usefixtures("office")
def test_another_place_for_the_packets_can_be_named(season_copy: Path, output: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "kết quả"
    assert run(["lap-ho-so", str(season_copy), "--ho-so", "bo-bieu-mau", "--ra", str(elsewhere)]) == 0
    assert (elsewhere / season_copy.name / "bo-bieu-mau" / "ho-so.pdf").is_file()
    assert not output.exists()


@pytest.mark.usefixtures("office")
def test_several_packets_can_be_named(season_copy: Path, output: Path) -> None:
    words = ["lap-ho-so", str(season_copy), "--ho-so", "bo-bieu-mau", "--ho-so", "chi-bo-noi-vu", "--tien-trinh", "2"]
    assert run(words) == 0
    assert sorted(path.name for path in output.iterdir()) == ["bo-bieu-mau", "chi-bo-noi-vu"]


# ---------------------------------------------------------------- preview


@pytest.mark.usefixtures("office")
def test_a_preview_tells_every_paper_and_writes_nothing_at_all(
    season_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["so-van-ban", str(season_copy), "giu", "to-trinh"]) == 0
    capsys.readouterr()
    before = tree(tmp_path)
    assert run(["lap-ho-so", str(season_copy), "--xem-truoc"]) == 0
    told = capsys.readouterr().out
    assert tree(tmp_path) == before
    numbers = dict(re.findall(r"^    (\S+) +(to-trinh|mau-02\.NV01) ", told, re.MULTILINE))
    assert numbers == {"01-TTr/ĐU": "to-trinh", "–": "mau-02.NV01"}
    assert "(chưa số)-BB/CB" in told
    assert told.endswith("Chưa ghi gì cả.\n")


def test_a_preview_needs_neither_libreoffice_nor_fonts(season_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANBAN_SOFFICE", "/khong/co/soffice")
    assert run(["lap-ho-so", str(season_copy), "--xem-truoc"]) == 0


# ---------------------------------------------------------------- wrong usage


@pytest.mark.parametrize("more", [[], ["--xem-truoc"]])
def test_an_unknown_packet_is_exit_2_with_the_known_ones(
    season_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], office: object, more: list[str]
) -> None:
    before = tree(tmp_path)
    assert run(["lap-ho-so", str(season_copy), "--ho-so", "dang-uỷ", *more]) == 2
    told = capsys.readouterr().err
    assert "“dang-uỷ”" in told
    assert "dang-uy, " in told
    assert tree(tmp_path) == before


@pytest.mark.parametrize("workers", ["0", "65", "hai"])
def test_a_wrong_count_of_processes_is_exit_2(season_copy: Path, workers: str) -> None:
    assert run(["lap-ho-so", str(season_copy), "--tien-trinh", workers]) == 2


def test_a_folder_without_a_season_is_exit_3_with_its_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lap-ho-so", str(tmp_path / "khong-co")]) == 3
    assert str(tmp_path / "khong-co") in capsys.readouterr().err


# ---------------------------------------------------------------- what the machine lacks


@pytest.mark.usefixtures("no_fonts")
def test_missing_libreoffice_and_fonts_are_told_at_once_with_their_packages_and_nothing_is_written(
    season_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VANBAN_SOFFICE", "/khong/co/soffice")
    before = tree(tmp_path)
    assert run(["lap-ho-so", str(season_copy)]) == 7
    told = capsys.readouterr().err
    assert "libreoffice-writer-nogui" in told
    assert "fonts-liberation2" in told
    assert tree(tmp_path) == before


@pytest.mark.usefixtures("office", "no_fonts")
def test_missing_fonts_alone_are_exit_7_and_nothing_is_written(
    season_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(tmp_path)
    assert run(["lap-ho-so", str(season_copy)]) == 7
    assert "fonts-liberation2" in capsys.readouterr().err
    assert tree(tmp_path) == before


# ---------------------------------------------------------------- failures


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("crashes", "LO-03"),
        ("writes_half_a_pdf", "LO-03"),
        ("writes_no_page", "LO-03"),
        ("prints_another_font", "DejaVuSans"),
    ],
)
def test_an_office_program_that_fails_leaves_the_last_good_packet_byte_for_byte(
    season_copy: Path,
    output: Path,
    edit: Edit,
    office: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
    program: str,
    told: str,
) -> None:
    words = ["lap-ho-so", str(season_copy), "--ho-so", "bo-bieu-mau"]
    assert run(words) == 0
    before = tree(output)
    edit("ky.yaml", "dia_danh: Sơn Dương", "dia_danh: Tân Trào")
    office(program)
    assert run(words) == 7
    assert told in capsys.readouterr().err
    assert tree(output) == before


@pytest.mark.usefixtures("office")
def test_a_sign_the_face_cannot_print_is_exit_7_with_the_paper(
    season_copy: Path, output: Path, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("ca-nhan/nv01.yaml", "chuc_vu_doan_the: Không", "chuc_vu_doan_the: Không ☐")
    assert run(["lap-ho-so", str(season_copy), "--ho-so", "chi-bo-noi-vu"]) == 7
    told = capsys.readouterr().err
    assert "“☐” (U+2610)" in told
    assert "mau-02.NV01" in told
    assert not output.exists()


# ---------------------------------------------------------------- papers changed by hand


@pytest.fixture
def changed(season_copy: Path, output: Path, office: object) -> Path:
    """A built paper that somebody changed in Word."""
    assert run(["lap-ho-so", str(season_copy), "--ho-so", "bo-bieu-mau"]) == 0
    path = next((output / "bo-bieu-mau" / "van-ban").glob("*_ke-hoach.docx"))
    document = Document(str(path))
    document.paragraphs[-1].insert_paragraph_before("Bổ sung của Văn phòng.")
    document.save(str(path))
    return path


def test_without_a_terminal_a_changed_paper_is_exit_3_and_names_where_to_keep_it(
    season_copy: Path, changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = changed.read_bytes()
    assert run(["lap-ho-so", str(season_copy), "--ho-so", "bo-bieu-mau"]) == 3
    told = capsys.readouterr().err
    assert str(changed) in told
    assert str(season_copy / "sua-tay" / "ke-hoach.docx") in told
    assert changed.read_bytes() == before


def test_on_a_terminal_the_change_can_be_kept_and_the_build_goes_on(
    season_copy: Path, changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = changed.read_bytes()
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_, **__: True)
    assert run(["lap-ho-so", str(season_copy), "--ho-so", "bo-bieu-mau"]) == 0
    assert (season_copy / "sua-tay" / "ke-hoach.docx").read_bytes() == words
    assert changed.read_bytes() == words


def test_on_a_terminal_the_change_is_not_overwritten_when_it_is_not_kept(
    season_copy: Path, changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = changed.read_bytes()
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_, **__: False)
    assert run(["lap-ho-so", str(season_copy), "--ho-so", "bo-bieu-mau"]) == 3
    assert changed.read_bytes() == words


# ---------------------------------------------------------------- interrupted


def test_an_interrupted_build_ends_at_once_and_leaves_no_stray_folder(season_copy: Path, tmp_path: Path) -> None:
    temporary, pipe = tmp_path / "tam", tmp_path / "ong"
    temporary.mkdir()
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    environment = {
        **os.environ,
        "TMPDIR": str(temporary),
        "VANBAN_SOFFICE": str(FAULTS / "hangs.py"),
        "VANBAN_THU_ONG": str(pipe),
    }
    words = [sys.executable, "-m", "vanban", "lap-ho-so", str(season_copy), "--ho-so", "bo-bieu-mau"]
    with subprocess.Popen(
        words,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests in the background ignore it
    ) as build:
        ready, _, _ = select.select([end], [], [], PATIENCE_S)
        build.send_signal(signal.SIGINT)
        try:
            told, _ = build.communicate(timeout=PATIENCE_S)
        finally:
            build.kill()
    os.close(end)
    assert ready
    assert build.returncode == 130
    assert "Đã dừng theo yêu cầu" in told
    assert list(temporary.iterdir()) == []
    assert {path.name for path in (season_copy.parents[1] / "output").iterdir()} <= {".kho"}


def test_a_regime_of_the_office_is_used_before_the_shipped_one(
    season_copy: Path, office: object, capsys: pytest.CaptureFixture[str]
) -> None:
    own = season_copy.parents[1] / "mau" / "2021"
    shutil.copytree(Path(__file__).parents[2] / "mau" / "2021", own)
    document = Document(str(own / "ke-hoach.docx"))
    document.paragraphs[-1].insert_paragraph_before("{{ khong_co }}")
    document.save(str(own / "ke-hoach.docx"))
    assert run(["lap-ho-so", str(season_copy), "--ho-so", "bo-bieu-mau"]) == 5
    told = capsys.readouterr().err
    assert "“khong_co”" in told
    assert "ke-hoach.docx" in told


@pytest.mark.parametrize("slow", [False, True])
def test_what_was_begun_is_closed_and_not_waited_for_long(monkeypatch: pytest.MonkeyPatch, slow: bool) -> None:
    closed: list[str] = []

    class Begun:
        def close(self) -> None:
            closed.append("đóng")

    begun = _Machine(cast("Any", None), cast("Any", None), cast("Any", Begun()))
    monkeypatch.setattr("vanban.cli.build._SOON_S", 0.01)
    machine: Future[_Machine] = Future()
    if not slow:
        machine.set_result(begun)
    _close(machine)
    assert closed == ([] if slow else ["đóng"])
    if slow:
        machine.set_result(begun)
    assert closed == ["đóng"]
    lacking: Future[_Machine] = Future()
    lacking.set_exception(ConvertError())
    _close(lacking)

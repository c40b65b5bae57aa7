"""Form in a build: every paper is judged, results are kept, an error stops its packet and leaves the old one alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from tests.build.conftest import Told
from tests.conftest import Built
from vanban.build import build_packets
from vanban.build.form_report import FAULTS_FOLDER, FORM_FILE
from vanban.cli.app import run
from vanban.convert import Fake, find_fonts
from vanban.intake import load_season
from vanban.settings import settings_for
from vanban.the_thuc.examine import Source, examine

PACKET = "chi-bo-noi-vu"
Cli = Callable[..., int]


@pytest.fixture
def office(built: Built, tmp_path: Path) -> Path:
    """A copy of the built office, to be changed; gives its season."""
    for name in ("data", "output"):
        shutil.copytree(built.root / name, tmp_path / name)
    return tmp_path / "data" / built.season.name


def folder(season: Path) -> Path:
    return season.parents[1] / "output" / season.name


def hand_in(season: Path, change: Callable[[str], str]) -> Path:
    """The minutes of the packet finished by hand: every paragraph's text changed."""
    source = next((folder(season) / PACKET / "van-ban").glob("*bien-ban-hoi-nghi*.docx"))
    document = Document(str(source))
    for table in document.tables:
        for cell in (cell for row in table.rows for cell in row.cells):
            for paragraph in cell.paragraphs:
                for words in paragraph.runs:
                    words.text = change(words.text)
    target = season / "sua-tay" / "bien-ban-hoi-nghi.noi-vu.docx"
    target.parent.mkdir(exist_ok=True)
    document.save(str(target))
    return target


def build(season: Path) -> int:
    return run(["lap-ho-so", str(season), "--ho-so", PACKET])


@pytest.mark.soffice
def test_papers_judged_in_full_have_no_error_and_no_warning(built: Built) -> None:
    for packet in built.packets:
        sheet = (packet / FORM_FILE).read_text(encoding="utf-8")
        assert "(LỖI)" not in sheet
        assert "(Cảnh báo)" not in sheet
        assert f"# Thể thức của hồ sơ {packet.name}" in sheet


@pytest.mark.soffice
def test_a_paper_with_an_error_of_form_stops_its_packet(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder(office) / PACKET / "ho-so.pdf").read_bytes()
    hand_in(office, lambda text: text.replace("CỘNG SẢN VIỆT NAM", "CỘNG SẢN VIỆT  NAM"))
    assert build(office) == 9
    told = capsys.readouterr().err
    assert "HD-01" in told
    assert "bien-ban-hoi-nghi.noi-vu" in told
    assert (folder(office) / PACKET / "ho-so.pdf").read_bytes() == before


@pytest.mark.soffice
def test_a_commented_copy_shows_where_and_goes_when_all_is_well(office: Path) -> None:
    changed = hand_in(office, lambda text: text.replace("Số ", "Số: ") if "-BB/" in text else text)
    assert build(office) == 9
    copy = folder(office) / FAULTS_FOLDER / "bien-ban-hoi-nghi.noi-vu.docx"
    assert [comment for comment in Document(str(copy)).comments if "NO-02" in comment.text]
    assert "NO-02" in (folder(office) / FAULTS_FOLDER / f"{PACKET}.md").read_text(encoding="utf-8")
    changed.unlink()
    assert build(office) == 0
    assert not (folder(office) / FAULTS_FOLDER).exists()


@pytest.mark.soffice
def test_an_office_may_soften_the_rule_and_the_sheet_says_so(office: Path) -> None:
    hand_in(office, lambda text: text.replace("Số ", "Số: ") if "-BB/" in text else text)
    rows = [
        f'[[the_thuc]]\nquy_tac = "{code}"\nmuc = "tat"\nly_do = "mẫu của cấp trên"\n' for code in ("NO-02", "XD-05")
    ]
    (office.parents[0] / "cau-hinh.toml").write_text("\n".join(rows), encoding="utf-8")
    assert build(office) == 0
    sheet = (folder(office) / PACKET / FORM_FILE).read_text(encoding="utf-8")
    assert "Quy tắc đã được nới" in sheet
    assert "mẫu của cấp trên" in sheet


@pytest.mark.soffice
def test_nothing_is_judged_twice(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*words: object) -> None:
        raise AssertionError("judged again")

    assert build(office) == 0
    shutil.rmtree(folder(office) / PACKET)
    monkeypatch.setattr("vanban.build.form.judge", never)
    monkeypatch.setattr("vanban.build.form.judge_packet", never)
    assert build(office) == 0


@pytest.mark.soffice
def test_a_kept_verdict_and_a_new_one_write_the_same_sheet(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build(office) == 0
    kept = (folder(office) / PACKET / FORM_FILE).read_bytes()
    monkeypatch.setattr("vanban.build.form_store._SHELF", str(tmp_path / "kho-moi"))
    shutil.rmtree(folder(office) / PACKET)
    assert build(office) == 0
    assert (folder(office) / PACKET / FORM_FILE).read_bytes() == kept
    assert list((tmp_path / "kho-moi").glob("??/*"))


@pytest.mark.soffice
def test_a_packet_for_both_sides_counted_by_sheets_and_parted_is_whole(office: Path) -> None:
    with (office / "ky.yaml").open("a", encoding="utf-8") as facts:
        facts.write("\ndong_quyen:\n  danh_so: to-so\n  hai_mat: co\n")
    assert run(["lap-ho-so", str(office), "--ho-so", PACKET, "--toi-da", "200KB"]) == 0
    packet = folder(office) / PACKET
    assert len(list(packet.glob("ho-so-?.pdf"))) > 1
    assert run(["xac-minh", str(packet)]) == 0


@pytest.mark.usefixtures("own_store")
def test_a_paper_is_read_once_for_its_own_rules_and_for_those_of_the_packet(
    season_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counted(source: Source, *words: object) -> object:
        read.append(source.name)
        return examine(source, *words)  # type: ignore[arg-type]

    monkeypatch.setattr("vanban.build.form.examine", counted)
    settings = settings_for(season_copy)
    season = load_season(settings.season, settings.root)
    build_packets(season, settings, [PACKET], Fake(lambda job: 2), find_fonts(), Told())
    assert "bien-ban-hoi-nghi.noi-vu" in read
    assert sorted(read) == sorted(set(read))

"""From a season to its packets: what stops the work, what it leaves behind, what it says."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document

from tests.build.conftest import Builder, Told, tree, two_pages
from vanban.bundle import sha256_of
from vanban.cli.app import run
from vanban.convert import Fake, Job
from vanban.errors import BundleError, ConvertError, DataError, ProfileError, TemplateError, UsageError
from vanban.render import plain_text

Edit = Callable[[str, str, str], int]
MAU = Path(__file__).parents[2] / "mau"


def manifest_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def entry_of(folder: Path, key: str) -> dict[str, Any]:
    return next(entry for entry in manifest_of(folder)["van_ban"] if entry["ma"] == key)


def words_of(folder: Path, key: str) -> str:
    return plain_text((folder / entry_of(folder, key)["docx"]).read_bytes())


def changed_by_hand(path: Path, words: str) -> None:
    document = Document(str(path))
    document.paragraphs[-1].insert_paragraph_before(words)
    document.save(str(path))


def enclose(season: Path, edit: Edit, content: bytes, name: str = "quyet-dinh.pdf") -> None:
    """Name a file of the season's ho-so/ as an enclosure of bo-bieu-mau."""
    (season / "ho-so").mkdir(exist_ok=True)
    (season / "ho-so" / name).write_bytes(content)
    enclosure = (
        f"{{ma: qd, tep: {name}, ho_so: bo-bieu-mau, trich_yeu: Quyết định, so_ky_hieu: 7-QĐ/HU, tac_gia: Huyện uỷ}}"
    )
    edit("ky.yaml", "\nto_trinh:\n", f"\nkem_theo:\n  - {enclosure}\nto_trinh:\n")


@pytest.fixture
def pdf_bytes(tmp_path: Path) -> Callable[..., bytes]:
    def make(pages: int = 3, **saving: Any) -> bytes:
        path = tmp_path / "foreign.pdf"
        with pikepdf.new() as pdf:
            for _ in range(pages):
                pdf.add_blank_page()
            pdf.save(path, **saving)
        return path.read_bytes()

    return make


# ---------------------------------------------------------------- the way down


def test_every_step_is_told_with_its_papers_and_reaches_its_end(build: Builder, told: Told) -> None:
    class Counting(Fake):
        pass

    build(converter=Counting(two_pages))
    steps = ["Điền mẫu Word", "Chuyển sang PDF", "Bìa và mục lục", "Đóng quyển", "Kiểm thể thức"]
    assert [title for title, _ in told.stages] == steps
    assert told.done == [total for _, total in told.stages]


def test_only_the_wanted_packets_are_made(build: Builder, output: Path) -> None:
    made = build(("chi-bo-noi-vu", "bo-bieu-mau"))
    assert sorted(packet.code for packet in made.packets) == ["bo-bieu-mau", "chi-bo-noi-vu"]
    assert sorted(path.name for path in output.iterdir()) == ["bo-bieu-mau", "chi-bo-noi-vu"]


def test_an_unknown_packet_is_wrong_usage_and_the_known_ones_are_named(build: Builder, output: Path) -> None:
    with pytest.raises(UsageError, match=r"“chi-bo-noi-vụ”.*chi-bo-noi-vu, .*bo-bieu-mau") as caught:
        build(("bo-bieu-mau", "chi-bo-noi-vụ"))
    assert caught.value.exit_code == 2
    assert not output.exists()


def test_contents_that_grow_to_more_pages_move_every_paper_behind_them(build: Builder, output: Path) -> None:
    def pages(job: Job) -> int:
        return {"bia.bo-bieu-mau": 1, "muc-luc.bo-bieu-mau": 3}.get(job.label, 2)

    build(pages=pages)
    ranges = [(entry["trang_dau"], entry["trang_cuoi"]) for entry in manifest_of(output / "bo-bieu-mau")["van_ban"]]
    assert ranges[:5] == [(1, 1), (2, 4), (5, 6), (7, 8), (9, 10)]
    assert "7-8" in words_of(output / "bo-bieu-mau", "muc-luc")


def test_contents_that_never_settle_stop_the_build(build: Builder, output: Path) -> None:
    rounds = iter(range(1, 100))

    def pages(job: Job) -> int:
        return 2 + next(rounds) % 2 if job.label.startswith("muc-luc.") else two_pages(job)

    with pytest.raises(BundleError, match=r"bo-bieu-mau.*muc-luc\.docx"):
        build(pages=pages)
    assert tree(output) == {}


def test_a_broken_rating_rule_stops_the_build_before_anything_is_made(build: Builder, edit: Edit, output: Path) -> None:
    edit("cuoc-hop/noi-vu.yaml", "hop_le: ", "hop_le: 9")
    with pytest.raises(DataError, match=r"cuoc-hop/noi-vu\.yaml"):
        build(["chi-bo-noi-vu"])
    assert not output.exists()


# ---------------------------------------------------------------- numbers


def test_a_paper_without_a_number_prints_the_gap_for_it(build: Builder, output: Path) -> None:
    build(("dang-uy",))
    assert "Số       -TTr/ĐU" in words_of(output / "dang-uy", "to-trinh").splitlines()
    assert entry_of(output / "dang-uy", "to-trinh")["so_ky_hieu"] is None


def test_building_never_takes_a_number(build: Builder, season_copy: Path) -> None:
    build(("dang-uy", "chi-bo-noi-vu"))
    assert not (season_copy.parent / "so-van-ban.sqlite").exists()


def test_a_held_number_is_printed_and_entered_in_the_manifest(build: Builder, season_copy: Path, output: Path) -> None:
    assert run(["so-van-ban", str(season_copy), "giu", "to-trinh"]) == 0
    register = (season_copy.parent / "so-van-ban.sqlite").read_bytes()
    build(("dang-uy",))
    number = entry_of(output / "dang-uy", "to-trinh")["so_ky_hieu"]
    assert f"Số {number}" in words_of(output / "dang-uy", "to-trinh").splitlines()
    assert number in words_of(output / "dang-uy", "muc-luc")
    assert (season_copy.parent / "so-van-ban.sqlite").read_bytes() == register


# ---------------------------------------------------------------- templates


@pytest.fixture
def regime(season_copy: Path) -> Path:
    """The office's own copy of the regime, beside its facts."""
    target = season_copy.parents[1] / "mau" / "2021"
    shutil.copytree(MAU / "2021", target)
    return target


def test_a_template_that_asks_for_an_unknown_name_is_refused_before_any_paper(
    build: Builder, regime: Path, output: Path, told: Told
) -> None:
    changed_by_hand(regime / "ke-hoach.docx", "{{ ten_khong_co }}")
    with pytest.raises(TemplateError, match=r"“ten_khong_co” — ke-hoach\.docx.*trich_yeu") as caught:
        build()
    assert caught.value.exit_code == 5
    assert told.stages == []
    assert not output.exists()


def test_a_template_that_drops_a_name_is_a_warning_with_name_and_template(build: Builder, regime: Path) -> None:
    path = regime / "ke-hoach.docx"
    document = Document(str(path))
    for paragraph in document.paragraphs:
        if "mo_dau" in paragraph.text:
            paragraph.text = paragraph.text.replace("mo_dau", "ket")
    document.save(str(path))
    warnings = [(w.code, w.severity, w.message, w.place) for w in build().warnings if w.code == "MW-06"]
    assert warnings == [("MW-06", "canh-bao", "Mẫu không in mục “mo_dau”", "ke-hoach.docx")]


def test_the_shipped_templates_give_no_warning(build: Builder) -> None:
    assert [warning for warning in build().warnings if warning.code.startswith("MW")] == []


def test_a_template_that_is_no_word_file_is_refused_by_its_path(build: Builder, regime: Path, output: Path) -> None:
    (regime / "muc-luc.docx").write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(TemplateError, match=r"mau/2021/muc-luc\.docx"):
        build()
    assert not output.exists()


def test_a_form_without_a_builder_is_refused_by_its_code(build: Builder, regime: Path) -> None:
    text = (regime / "che-do.toml").read_text(encoding="utf-8")
    added = '[[bieu_mau]]\nma = "mau-99"\nten = "Mẫu mới"\nlop = "bieu-mau"\ntep = "mau-01.docx"\n'
    added += 'can_cu = "x"\nchac_chan = "I"\n\n'
    (regime / "che-do.toml").write_text(text.replace("[[bieu_mau]]", added + "[[bieu_mau]]", 1), encoding="utf-8")
    with pytest.raises(ProfileError, match=r"“mau-99”.*che-do\.toml"):
        build()


# ---------------------------------------------------------------- papers changed by hand


def test_a_paper_changed_by_hand_stops_the_build_and_is_not_overwritten(
    build: Builder, season_copy: Path, output: Path
) -> None:
    build()
    path = output / "bo-bieu-mau" / entry_of(output / "bo-bieu-mau", "ke-hoach")["docx"]
    changed_by_hand(path, "Bổ sung của Văn phòng.")
    before = tree(output)
    keep = season_copy / "sua-tay" / "ke-hoach.docx"
    with pytest.raises(DataError, match=rf"“ke-hoach”.*{re.escape(str(path))}.*{re.escape(str(keep))}") as caught:
        build()
    assert caught.value.exit_code == 3
    assert tree(output) == before


def test_the_kept_copy_becomes_the_source_of_the_paper_and_says_so(
    build: Builder, season_copy: Path, output: Path
) -> None:
    build()
    path = output / "bo-bieu-mau" / entry_of(output / "bo-bieu-mau", "ke-hoach")["docx"]
    changed_by_hand(path, "Bổ sung của Văn phòng.")
    (season_copy / "sua-tay").mkdir()
    shutil.copyfile(path, season_copy / "sua-tay" / "ke-hoach.docx")
    build(("bo-bieu-mau", "dang-uy"))
    entries = [entry_of(output / code, "ke-hoach") for code in ("bo-bieu-mau", "dang-uy")]
    assert [entry["nguon"] for entry in entries] == [["sua-tay/ke-hoach.docx"]] * 2
    assert {entry["sha256_docx"] for entry in entries} == {sha256_of(season_copy / "sua-tay" / "ke-hoach.docx")}


def test_a_paper_deleted_by_hand_is_simply_made_again(build: Builder, output: Path) -> None:
    build()
    path = output / "bo-bieu-mau" / entry_of(output / "bo-bieu-mau", "ke-hoach")["docx"]
    before = sha256_of(path)
    path.unlink()
    build()
    assert sha256_of(path) == before


def test_a_cover_changed_by_hand_stops_the_build_and_points_to_the_template(build: Builder, output: Path) -> None:
    build()
    path = output / "bo-bieu-mau" / entry_of(output / "bo-bieu-mau", "bia")["docx"]
    changed_by_hand(path, "HỒ SƠ MẬT")
    with pytest.raises(DataError, match=r"“bia”.*sửa mẫu Word của chế độ"):
        build()
    assert "HỒ SƠ MẬT" in plain_text(path.read_bytes())


@pytest.mark.parametrize("printed", ["Số 13-KH/ĐU", "Số 112-KH/ĐU", "Số 12-KH/ĐUK", "Số   -KH/ĐU"])
def test_a_hand_finished_paper_that_does_not_print_its_number_is_refused(
    build: Builder, season_copy: Path, output: Path, printed: str
) -> None:
    (season_copy / "sua-tay").mkdir()
    document = Document()
    document.add_paragraph(printed)
    document.save(str(season_copy / "sua-tay" / "ke-hoach.docx"))
    with pytest.raises(DataError, match=r"12-KH/ĐU.*sua-tay/ke-hoach\.docx"):
        build()
    assert tree(output) == {}


def test_a_hand_finished_file_that_is_no_word_document_is_refused_by_its_name(
    build: Builder, season_copy: Path, output: Path
) -> None:
    (season_copy / "sua-tay").mkdir()
    (season_copy / "sua-tay" / "mau-02.NV01.docx").write_bytes(b"MZ\x90\x00")
    with pytest.raises(DataError, match=r"sua-tay/mau-02\.NV01\.docx"):
        build(("chi-bo-noi-vu",))
    assert tree(output) == {}


@pytest.mark.parametrize("name", ["mau02.NV01.docx", "mau-02.NV01.doc", "bia.docx"])
def test_a_hand_finished_file_that_no_paper_would_use_is_an_error(build: Builder, season_copy: Path, name: str) -> None:
    (season_copy / "sua-tay").mkdir()
    (season_copy / "sua-tay" / name).write_bytes(b"x")
    with pytest.raises(DataError, match=rf"sua-tay/{re.escape(name)}"):
        build()


def test_what_word_and_windows_leave_in_the_folder_is_passed_over(build: Builder, season_copy: Path) -> None:
    (season_copy / "sua-tay").mkdir()
    for name in ("~$ke-hoach.docx", ".DS_Store", "Thumbs.db"):
        (season_copy / "sua-tay" / name).write_bytes(b"x")
    assert build().packets[0].code == "bo-bieu-mau"


# ---------------------------------------------------------------- enclosures


def test_an_honest_enclosure_stands_after_our_papers_and_untouched(
    build: Builder,
    season_copy: Path,
    output: Path,
    edit: Edit,
    pdf_bytes: Callable[..., bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("vanban.bundle.claim.find_validator", lambda: None)  # nobody to vouch for pages of others
    enclose(season_copy, edit, pdf_bytes(3))
    packet = build().packets[0]
    entry, closing = manifest_of(output / "bo-bieu-mau")["van_ban"][-2:]
    assert (entry["loai"], entry["ma"], entry["so_trang"], entry["docx"], entry["so_ky_hieu"]) == (
        "kem-theo",
        "kem-theo.qd",
        3,
        None,
        "7-QĐ/HU",
    )
    assert (closing["ma"], entry["trang_cuoi"] + closing["so_trang"]) == ("chung-tu-ket-thuc", packet.pages)
    assert (output / "bo-bieu-mau" / entry["pdf"]).read_bytes() == (season_copy / "ho-so/quyet-dinh.pdf").read_bytes()
    with pikepdf.open(output / "bo-bieu-mau" / "ho-so.pdf") as pdf:
        assert len(pdf.pages) == packet.pages
        assert b"pdfaid:part" not in pdf.Root.Metadata.read_bytes()


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda make: make(encryption=pikepdf.Encryption(owner="a", user="b")), id="encrypted"),
        pytest.param(lambda make: make()[:-150], id="truncated"),
        pytest.param(lambda make: b"", id="zero-byte"),
        pytest.param(lambda make: b"MZ\x90\x00" + bytes(2000), id="renamed-exe"),
    ],
)
def test_an_enclosure_that_cannot_be_trusted_is_named_and_nothing_is_written(
    build: Builder,
    season_copy: Path,
    output: Path,
    edit: Edit,
    pdf_bytes: Callable[..., bytes],
    spoil: Callable[[Callable[..., bytes]], bytes],
) -> None:
    enclose(season_copy, edit, spoil(pdf_bytes))
    with pytest.raises((DataError, BundleError), match=r"quyet-dinh\.pdf"):
        build()
    assert tree(output) == {}


def test_every_bad_enclosure_is_named_at_once(
    build: Builder, season_copy: Path, edit: Edit, pdf_bytes: Callable[..., bytes]
) -> None:
    enclose(season_copy, edit, pdf_bytes()[:-150])
    (season_copy / "ho-so" / "hai.pdf").write_bytes(pdf_bytes()[:-150])
    enclosure = "{ma: hai, tep: hai.pdf, ho_so: bo-bieu-mau, trich_yeu: Hai, tac_gia: Huyện uỷ}"
    edit("ky.yaml", "\nto_trinh:\n", f"\n  - {enclosure}\nto_trinh:\n")
    with pytest.raises(BundleError) as caught:
        build()
    assert [problem.place for problem in caught.value.problems] == ["ho-so/quyet-dinh.pdf", "ho-so/hai.pdf"]


# ---------------------------------------------------------------- whole or not at all


class Failing(Fake):
    """Converts the papers, then fails at the covers and contents."""

    def convert(self, jobs: Any, progress: Any, ready: Any = None, meanwhile: Any = None) -> Any:
        if any(job.label.startswith("bia.") for job in jobs):
            raise ConvertError.say("LO-03", "LibreOffice không tạo được PDF hoàn chỉnh", "bia.bo-bieu-mau")
        return super().convert(jobs, progress, ready)


def test_a_step_that_fails_leaves_the_last_good_packets_byte_for_byte(build: Builder, edit: Edit, output: Path) -> None:
    build(("bo-bieu-mau", "chi-bo-noi-vu"))
    before = tree(output)
    edit("ky.yaml", "dia_danh: Sơn Dương", "dia_danh: Tân Trào")
    with pytest.raises(ConvertError, match=r"bia\.bo-bieu-mau"):
        build(("bo-bieu-mau", "chi-bo-noi-vu"), converter=Failing(two_pages))
    assert tree(output) == before


def test_when_the_second_packet_cannot_take_its_place_the_first_is_put_back(
    build: Builder, edit: Edit, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = ("bo-bieu-mau", "chi-bo-noi-vu")
    build(wanted)
    before = tree(output)
    edit("ky.yaml", "dia_danh: Sơn Dương", "dia_danh: Tân Trào")
    rename, last = Path.rename, output / "bo-bieu-mau"

    def refused(self: Path, target: Path) -> Path:
        if self == last:
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(BundleError, match="bo-bieu-mau"):
        build(wanted)
    assert tree(output) == before


@pytest.mark.parametrize(
    "step",
    ["drafts.render", "packets.convert_papers", "packets.settle_fronts", "packets.bind_packet", "season.deliver"],
)
def test_an_interruption_at_any_step_leaves_no_stray_folder(
    build: Builder, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    build()
    before, temporary = tree(output), tmp_path / "tam"
    temporary.mkdir()
    shutil.rmtree(output.parent / ".kho", ignore_errors=True)  # nothing is taken from the store
    monkeypatch.setattr("tempfile.tempdir", str(temporary))

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"vanban.build.{step}", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build()
    assert tree(output) == before
    assert [path.name for path in output.iterdir()] == ["bo-bieu-mau"]
    assert list(temporary.iterdir()) == []


def test_the_same_facts_give_the_same_files(build: Builder, output: Path) -> None:
    build()
    before = tree(output)
    shutil.rmtree(output)
    build()
    assert tree(output) == before

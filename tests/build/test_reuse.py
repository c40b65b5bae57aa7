"""Only what changed is made again, the clerk is told why, and the packets are those a build from nothing makes."""

from __future__ import annotations

import pkgutil
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.build.conftest import Told, tree, two_pages
from tests.conftest import ROOT, SAMPLE
from vanban.build import Build, build_packets
from vanban.build.packets import make_packets
from vanban.cli.app import run
from vanban.convert import Fake, Job, Outcome, find_fonts
from vanban.convert.base import Meanwhile, Progress, Ready, nothing
from vanban.errors import DataError
from vanban.intake import load_season
from vanban.register import Register
from vanban.settings import settings_for
from vanban.store import Store

pytestmark = pytest.mark.usefixtures("own_store")

Edit = Callable[[str, str, str], int]
PACKETS = ("chi-bo-noi-vu", "bo-bieu-mau")
PERSON = "ca-nhan/nv01.yaml"


class Counting(Fake):
    """Remembers what it was asked to lay out."""

    def __init__(self) -> None:
        super().__init__(two_pages, kept=True)
        self.asked: list[str] = []

    def convert(
        self, jobs: Sequence[Job], progress: Progress, ready: Ready | None = None, meanwhile: Meanwhile = nothing
    ) -> list[Outcome]:
        self.asked += [job.label for job in jobs]
        return super().convert(jobs, progress, ready)


def make(season: Path, wanted: Sequence[str] = PACKETS, office: Counting | None = None) -> Build:
    settings = settings_for(season)
    return build_packets(
        load_season(settings.season, settings.root), settings, wanted, office or Counting(), find_fonts(), Told()
    )


def change_person(season: Path) -> None:
    """Another word in what is said of one person."""
    path = season / PERSON
    text = path.read_text(encoding="utf-8")
    assert "chấp hành" in text
    path.write_text(text.replace("chấp hành", "gương mẫu chấp hành", 1), encoding="utf-8")


@pytest.fixture(scope="module")
def made_once(own_store: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose packets were built once; to be copied, not changed."""
    root = tmp_path_factory.mktemp("van-phong-kho")
    shutil.copytree(SAMPLE, root / "data" / "ky")
    make(root / "data" / "ky")
    return root


@pytest.fixture(scope="module")
def changed_from_nothing(own_store: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build from nothing makes of the season with one person changed."""
    season = tmp_path_factory.mktemp("tu-dau") / "data" / "ky"
    shutil.copytree(SAMPLE, season)
    change_person(season)
    make(season)
    return tree(season.parents[1] / "output" / "ky")


@pytest.fixture
def season_copy(made_once: Path, tmp_path: Path) -> Path:
    """The office that was built once, in a place of its own."""
    for name in ("data", "output"):
        shutil.copytree(made_once / name, tmp_path / name)
    return tmp_path / "data" / "ky"


@pytest.fixture
def office() -> Counting:
    return Counting()


@pytest.fixture
def again(season_copy: Path, office: Counting) -> Callable[..., Build]:
    """Builds once more; what the converter was asked before is forgotten."""

    def run(wanted: Sequence[str] = PACKETS) -> Build:
        office.asked.clear()
        return make(season_copy, wanted, office)

    return run


@pytest.fixture
def person(season_copy: Path) -> Callable[[], None]:
    """Changes one word of one person's text."""
    return lambda: change_person(season_copy)


def words_of(result: Build, key: str) -> str:
    return "; ".join(word for reason in result.reasons if reason.key == key for word in reason.words)


def from_nothing(again: Callable[..., Build], output: Path) -> dict[str, bytes]:
    shutil.rmtree(output.parent)
    again()
    return tree(output)


def test_nothing_changed_nothing_is_made(
    again: Callable[..., Build], office: Counting, season_copy: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make(season_copy)
    before, stamps = tree(output), {p: p.stat().st_mtime_ns for p in output.rglob("*")}

    def never(*words: object) -> None:
        raise AssertionError("made again")

    for step in ("drafts.render", "packets.bind_packet", "form.judge", "form.judge_packet"):
        monkeypatch.setattr(f"vanban.build.{step}", never)
    second = again()
    assert office.asked == []
    assert second.reasons == ()
    assert (second.packets, second.warnings) == (first.packets, first.warnings)
    assert tree(output) == before
    assert {p: p.stat().st_mtime_ns for p in output.rglob("*")} == stamps


def test_one_person_changed_only_his_papers_are_laid_out_and_his_packet_is_bound(
    again: Callable[..., Build],
    office: Counting,
    output: Path,
    person: Callable[[], None],
    changed_from_nothing: dict[str, bytes],
) -> None:
    others = {p: p.stat().st_mtime_ns for p in (output / "bo-bieu-mau").rglob("*")}
    person()
    result = again()
    assert {name for name in office.asked if ".NV01" in name} == {"nhan-xet-cu-tru.NV01"}
    assert {reason.packet for reason in result.reasons} == {"chi-bo-noi-vu"}
    assert words_of(result, "nhan-xet-cu-tru.NV01") == f"dữ kiện thay đổi: {PERSON}"
    assert {p: p.stat().st_mtime_ns for p in (output / "bo-bieu-mau").rglob("*")} == others
    assert tree(output) == changed_from_nothing


def test_a_comment_in_the_facts_changes_nothing(
    again: Callable[..., Build], office: Counting, season_copy: Path
) -> None:
    path = season_copy / PERSON
    path.write_text(path.read_text(encoding="utf-8") + "# đã soát\n", encoding="utf-8")
    assert again().reasons == ()
    assert office.asked == []


def test_a_number_given_binds_the_packet_anew(again: Callable[..., Build], season_copy: Path, output: Path) -> None:
    assert run(["so-van-ban", str(season_copy), "nhap", str(season_copy / "so-van-ban.csv")]) == 0
    assert Register(season_copy.parents[1] / "data" / "so-van-ban.sqlite").entries()
    result = again()
    assert "số văn bản thay đổi" in words_of(result, "bien-ban-hoi-nghi.noi-vu")
    assert "sổ văn bản thay đổi" in words_of(result, "")
    assert tree(output) == from_nothing(again, output)


def test_a_setting_of_binding_binds_all_anew_but_lays_out_nothing(
    again: Callable[..., Build], office: Counting, edit: Edit, output: Path
) -> None:
    edit("ky.yaml", "\nto_trinh:\n", "\ndong_quyen: {danh_so: to-so}\nto_trinh:\n")
    result = again()
    assert {reason.packet for reason in result.reasons} == set(PACKETS)
    assert "ky.yaml thay đổi" in words_of(result, "")
    assert not [name for name in office.asked if name.startswith("mau-02")]
    assert tree(output) == from_nothing(again, output)


def test_another_libreoffice_lays_everything_out_again(
    again: Callable[..., Build], office: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Counting, "mark", "LibreOffice 99")
    result = again()
    assert "LibreOffice thay đổi" in words_of(result, "")
    assert "mau-02.NV01" in office.asked


@pytest.mark.parametrize("shelf", ["ho-so", "*"])
def test_damaged_entries_are_made_again_and_the_packets_are_the_same(
    again: Callable[..., Build],
    output: Path,
    shelf: str,
    person: Callable[[], None],
    changed_from_nothing: dict[str, bytes],
) -> None:
    for entry in output.parent.glob(f".kho/{shelf}/??/*"):
        entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    person()
    again()
    assert tree(output) == changed_from_nothing


def test_a_damaged_page_file_is_named(again: Callable[..., Build], output: Path) -> None:
    for entry in output.parent.glob(".kho/pdf/??/*"):
        entry.write_bytes(b"")
    (output / "bo-bieu-mau" / "ho-so.pdf").unlink()
    result = again()
    assert words_of(result, "") == "tệp của hồ sơ đã lập bị đổi hoặc mất"
    assert words_of(result, "ke-hoach") == "mục trong kho bị hỏng"


@pytest.mark.parametrize("name", ["ho-so.pdf", "manifest.json", "van-ban/01_bia.pdf"])
def test_a_file_of_a_packet_that_was_changed_is_written_again(
    again: Callable[..., Build], output: Path, name: str
) -> None:
    before = tree(output)
    (output / "bo-bieu-mau" / name).write_bytes(b"khac")
    assert [reason.packet for reason in again().reasons] == ["bo-bieu-mau"]
    assert tree(output) == before


def test_a_packet_touched_but_not_changed_stands(again: Callable[..., Build], output: Path) -> None:
    (output / "bo-bieu-mau" / "ho-so.pdf").touch()
    assert again().reasons == ()


def test_a_build_that_is_killed_in_the_middle_has_its_papers_in_the_store(
    again: Callable[..., Build],
    office: Counting,
    output: Path,
    monkeypatch: pytest.MonkeyPatch,
    person: Callable[[], None],
    changed_from_nothing: dict[str, bytes],
) -> None:
    def killed(*words: object) -> None:
        raise KeyboardInterrupt

    person()
    before = tree(output)
    with monkeypatch.context() as patch:
        patch.setattr("vanban.build.packets.bind_packet", killed)
        with pytest.raises(KeyboardInterrupt):
            again()
    assert office.asked
    assert tree(output) == before
    again()
    assert office.asked == []
    assert tree(output) == changed_from_nothing


def test_a_store_too_small_for_the_season_makes_the_same_packets(
    again: Callable[..., Build],
    output: Path,
    monkeypatch: pytest.MonkeyPatch,
    person: Callable[[], None],
    changed_from_nothing: dict[str, bytes],
) -> None:
    monkeypatch.setattr("vanban.build.season.Store", lambda output, most: Store(output, 0))
    person()
    again()
    assert not list(output.parent.glob(".kho/*/??/*"))
    assert tree(output) == changed_from_nothing


@pytest.mark.parametrize("step", ["season.refuse_hand_edits", "season.deliver", "survey.Survey.remember"])
def test_no_other_build_delivers_meanwhile(
    again: Callable[..., Build], person: Callable[[], None], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """What a step reads in the place of a packet must not be of two builds."""
    alone, seen = [], []
    locked = Store.locked

    @contextmanager
    def counted(store: Store) -> Iterator[None]:
        with locked(store):
            alone.append(store)
            yield
            alone.pop()

    monkeypatch.setattr(Store, "locked", counted)
    inner = pkgutil.resolve_name(f"vanban.build.{step}")

    def watched(*words: Any) -> None:
        seen.append(len(alone))
        inner(*words)

    monkeypatch.setattr(f"vanban.build.{step}", watched)
    person()
    again()
    assert set(seen) == {1}


def test_a_paper_changed_by_hand_while_packets_are_made_is_not_lost(
    again: Callable[..., Build], person: Callable[[], None], output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = min((output / PACKETS[0] / "van-ban").glob("*.docx"))

    def slowly(*words: Any) -> Any:
        made = make_packets(*words)
        paper.write_bytes(b"sua tay")
        return made

    monkeypatch.setattr("vanban.build.season.make_packets", slowly)
    person()
    with pytest.raises(DataError) as caught:
        again()
    assert [(p.code, p.place) for p in caught.value.problems] == [("LH-04", str(paper))]
    assert paper.read_bytes() == b"sua tay"
    assert [path.name for path in output.iterdir() if path.name.startswith(".")] == []


def test_two_builds_at_once_both_end_well(
    season_copy: Path, output: Path, person: Callable[[], None], changed_from_nothing: dict[str, bytes]
) -> None:
    person()
    code = "from pathlib import Path; import sys; from tests.build.test_reuse import make; make(Path(sys.argv[1]))"
    running = [subprocess.Popen([sys.executable, "-c", code, str(season_copy)], cwd=ROOT) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
    assert tree(output) == changed_from_nothing
    assert [path.name for path in output.iterdir() if path.name.startswith(".")] == []

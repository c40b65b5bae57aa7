"""A packet appears whole or not at all, and so do all packets of one build."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vanban.bundle import deliver, hand_edited, sha256_of, staging, sweep, write_manifest
from vanban.errors import BundleError

CODES = ("dang-uy", "chi-bo-noi-vu", "bo-bieu-mau")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def pairs(tmp_path: Path) -> list[tuple[Path, Path]]:
    """Three new packets beside their places; the last place is still empty."""
    found = []
    for code in CODES:
        made, place = tmp_path / "output" / f".{code}.dang-lap", tmp_path / "output" / code
        for folder, words in ((made, "mới"), (place, "cũ")):
            (folder / "van-ban").mkdir(parents=True)
            (folder / "ho-so.pdf").write_text(f"{words} {code}", encoding="utf-8")
            (folder / "van-ban" / f"01_{words}.docx").write_text(code, encoding="utf-8")
        found.append((made, place))
    last = found[-1][1]
    (last / "ho-so.pdf").unlink()
    (last / "van-ban" / "01_cũ.docx").unlink()
    (last / "van-ban").rmdir()
    last.rmdir()
    return found


def test_new_packets_take_the_place_of_the_old_ones_and_nothing_else_is_left(
    tmp_path: Path, pairs: list[tuple[Path, Path]]
) -> None:
    deliver(pairs)
    assert sorted(path.name for path in (tmp_path / "output").iterdir()) == sorted(CODES)
    assert [(place / "ho-so.pdf").read_text(encoding="utf-8") for _, place in pairs] == [f"mới {c}" for c in CODES]
    assert not list((tmp_path / "output").rglob("01_cũ.docx"))


@pytest.mark.parametrize("failing", range(5))
def test_when_any_rename_fails_every_old_packet_is_untouched(
    tmp_path: Path, pairs: list[tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    before = tree(tmp_path)
    calls = iter(range(100))
    rename = Path.rename

    def rename_or_fail(self: Path, target: Path) -> Path:
        if next(calls) == failing:
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", rename_or_fail)
    place = pairs[failing // 2][1]
    with pytest.raises(BundleError, match=rf"Permission denied.*{place.name} — đóng các tệp") as caught:
        deliver(pairs)
    assert tree(tmp_path) == before
    assert caught.value.exit_code == 8


def test_the_folder_to_make_a_packet_in_is_gone_even_after_a_failure(tmp_path: Path) -> None:
    def half_made() -> None:
        with staging(tmp_path / "output", "dang-uy") as folder:
            (folder / "ho-so.pdf").write_bytes(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_made()
    assert list((tmp_path / "output").iterdir()) == []


def test_only_a_word_file_that_is_no_longer_what_was_built_counts_as_changed_by_hand(tmp_path: Path) -> None:
    for name in ("kept", "changed", "deleted"):
        (tmp_path / f"{name}.docx").write_bytes(name.encode())
    entries = [
        {"ma": name, "docx": f"{name}.docx", "sha256_docx": sha256_of(tmp_path / f"{name}.docx")}
        for name in ("kept", "changed", "deleted")
    ]
    write_manifest(tmp_path, {"van_ban": [*entries, {"ma": "kem-theo.x", "docx": None, "sha256_docx": None}]})
    (tmp_path / "changed.docx").write_bytes(b"by hand")
    (tmp_path / "deleted.docx").unlink()
    assert hand_edited(tmp_path) == [("changed", tmp_path / "changed.docx")]


@pytest.mark.parametrize("manifest", [None, b"", b"[]", b"{\xff", b"{}"])
def test_a_folder_without_a_manifest_that_can_be_read_has_nothing_changed(
    tmp_path: Path, manifest: bytes | None
) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_bytes(manifest)
    assert hand_edited(tmp_path) == []


DEAD = 2**22 + 1  # above the largest process number a Linux kernel gives


def test_a_packet_set_aside_by_a_killed_build_comes_back(tmp_path: Path) -> None:
    (tmp_path / f".dang-uy.cu-{DEAD}").mkdir()
    (tmp_path / f".dang-uy.cu-{DEAD}" / "ho-so.pdf").write_text("cũ", encoding="utf-8")
    (tmp_path / f".dang-uy.dang-lap-{DEAD}").mkdir()
    sweep(tmp_path)
    assert [tmp_path / "dang-uy"] == list(tmp_path.iterdir())
    assert (tmp_path / "dang-uy" / "ho-so.pdf").read_text(encoding="utf-8") == "cũ"


def test_what_was_set_aside_goes_where_the_new_packet_stands(tmp_path: Path) -> None:
    (tmp_path / f".dang-uy.cu-{DEAD}").mkdir()
    (tmp_path / "dang-uy").mkdir()
    sweep(tmp_path)
    assert [tmp_path / "dang-uy"] == list(tmp_path.iterdir())


def test_a_build_at_work_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / f".dang-uy.dang-lap-{os.getpid()}"
    mine.mkdir()
    sweep(tmp_path)
    assert mine.is_dir()

"""What is finished of a bound file lies on the disk: the same bytes, and no page of it in memory."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject

from tests.bundle.conftest import Sheet
from vanban.bundle import Faces, Meta, OutlineSection, write, write_bundle
from vanban.bundle.numbering import Style
from vanban.bundle.sheaf import Link, Sheaf
from vanban.errors import BundleError
from vanban.model.packet import Bookmark

META = Meta("Hồ sơ thử", "Đảng uỷ khối", date(2021, 12, 17))
OUTLINE = (OutlineSection("Phần đầu", (Bookmark("Mục lục", 1), Bookmark("Tờ trình", 2))),)
LINKED = 1


@pytest.fixture
def sheaves(foreign: Callable[[str, Sequence[Sheet]], Path]) -> list[Sheaf]:
    """A contents page with a link, a paper of ours of twenty pages, one of others with notes."""
    link = Link(1, (50, 700, 500, 715), 2)
    return [
        Sheaf(foreign("muc-luc.pdf", [Sheet("Muc luc")]), links=(link,)),
        Sheaf(foreign("to-trinh.pdf", [Sheet(f"Trang {page}") for page in range(20)])),
        Sheaf(foreign("ban-ky.pdf", [Sheet("Ban ky")] * 2), "ban-ky", ("Tài liệu kèm theo",)),
    ]


def bound(sheaves: list[Sheaf], target: Path, faces: Faces, duplex: bool) -> bytes:
    write_bundle(sheaves, target, META, OUTLINE, faces, Style("trang", duplex))
    return target.read_bytes()


@pytest.mark.parametrize("duplex", [False, True])
def test_the_file_is_the_one_that_is_made_in_memory(
    sheaves: list[Sheaf], stamp_font: Faces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, duplex: bool
) -> None:
    made = bound(sheaves, tmp_path / "a.pdf", stamp_font, duplex)
    monkeypatch.setattr(write, "Aside", lambda file: None)
    assert made == bound(sheaves, tmp_path / "b.pdf", stamp_font, duplex)


def test_no_page_is_in_memory_when_the_file_is_written(
    sheaves: list[Sheaf], stamp_font: Faces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, alive = write._save, []

    def counted(*words: Any) -> None:
        alive.append(sum(isinstance(each, PageObject) for each in gc.get_objects()))
        save(*words)

    gc.collect()
    before = sum(isinstance(each, PageObject) for each in gc.get_objects())
    monkeypatch.setattr(write, "_save", counted)
    bound(sheaves, tmp_path / "a.pdf", stamp_font, False)
    assert alive == [before + LINKED]


def test_a_full_disk_is_told(
    sheaves: list[Sheaf], stamp_font: Faces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(**_: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write.tempfile, "TemporaryFile", none)
    with pytest.raises(BundleError, match="No space left"):
        bound(sheaves, tmp_path / "a.pdf", stamp_font, False)

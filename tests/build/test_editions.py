"""A packet handed in again: the next time, with what changed; the time before is kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.build.conftest import Builder, tree
from vanban.errors import BundleError
from vanban.render import plain_text

Edit = Callable[[str, str, str], int]
CODE = "bo-bieu-mau"


def manifest_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def keys_of(folder: Path) -> list[str]:
    return [entry["ma"] for entry in manifest_of(folder)["van_ban"]]


@pytest.fixture
def sent(build: Builder, season_copy: Path, output: Path) -> Path:
    """The packet as it was handed in the first time, kept among the facts."""
    build()
    place = season_copy / "da-gui" / CODE / "lan-1"
    shutil.copytree(output / CODE, place)
    return place


def test_a_packet_never_handed_in_is_the_first(build: Builder, output: Path) -> None:
    build()
    assert manifest_of(output / CODE)["lan"] == 1
    assert "thay-doi" not in keys_of(output / CODE)


def test_a_packet_that_has_not_changed_is_the_one_that_was_handed_in(build: Builder, output: Path, sent: Path) -> None:
    build()
    assert tree(output / CODE) == tree(sent)


def test_one_changed_paper_makes_it_the_second_and_lists_the_change(
    build: Builder, edit: Edit, output: Path, sent: Path
) -> None:
    before = {entry["ma"]: entry for entry in manifest_of(sent)["van_ban"]}
    edit("ky.yaml", "dia_danh: Sơn Dương", "dia_danh: Tân Trào")
    kept = tree(sent)
    build()
    manifest = manifest_of(output / CODE)
    assert (manifest["lan"], keys_of(output / CODE)[:3]) == (2, ["bia", "muc-luc", "thay-doi"])
    now = {entry["ma"]: entry for entry in manifest["van_ban"]}
    words = plain_text((output / CODE / now["thay-doi"]["docx"]).read_bytes())
    assert "Hồ sơ gửi lần 2 so với lần 1" in words
    joined = "".join(words.split())
    assert before["ke-hoach"]["sha256_docx"] in joined
    assert now["ke-hoach"]["sha256_docx"] in joined
    assert tree(sent) == kept


def test_numbers_stay_the_same_when_it_is_handed_in_again(build: Builder, edit: Edit, output: Path, sent: Path) -> None:
    edit("ky.yaml", "dia_danh: Sơn Dương", "dia_danh: Tân Trào")
    build()
    numbers = [
        {entry["ma"]: entry["so_ky_hieu"] for entry in manifest_of(folder)["van_ban"] if entry["loai"] != "luu-tru"}
        for folder in (sent, output / CODE)
    ]
    assert numbers[0] == numbers[1]


def test_a_paper_withdrawn_and_one_added_are_named(build: Builder, season_copy: Path, output: Path, sent: Path) -> None:
    manifest = manifest_of(sent)
    entry = next(entry for entry in manifest["van_ban"] if entry["ma"] == "mau-01-trong")
    entry["ma"] = "mau-cu"
    (sent / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    build()
    entries = {entry["ma"]: entry for entry in manifest_of(output / CODE)["van_ban"]}
    words = plain_text((output / CODE / entries["thay-doi"]["docx"]).read_bytes())
    assert "Bổ sung 01, thay thế 00, rút ra 01 văn bản, tài liệu." in words


def test_a_record_that_cannot_be_read_stops_the_build(build: Builder, output: Path, sent: Path) -> None:
    (sent / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(BundleError, match=r"da-gui/bo-bieu-mau/lan-1"):
        build()

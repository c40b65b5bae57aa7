"""A packet appears whole or not at all: made beside, renamed into place; hand-changed papers are never overwritten."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vanban.bundle.manifest import read_manifest
from vanban.errors import BundleError


def sha256_of(path: Path) -> str:
    """SHA-256 of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def hand_edited(folder: Path) -> list[tuple[str, Path]]:
    """(key, file) of each Word paper of a built packet that is no longer what was built."""
    manifest = read_manifest(folder)
    if manifest is None:
        return []
    changed = []
    for entry in manifest.get("van_ban", []):
        name, expected = entry.get("docx"), entry.get("sha256_docx")
        path = folder / str(name)
        if name and expected and path.is_file() and sha256_of(path) != expected:
            changed.append((str(entry["ma"]), path))
    return changed


@contextmanager
def staging(parent: Path, name: str) -> Iterator[Path]:
    """A folder beside the packet's place to make it in; gone afterwards, whatever happens."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = parent / f".{name}.dang-lap-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def deliver(made: Path, place: Path) -> None:
    """Put a made folder in its place; the one that stood there goes only after the new one stands.

    Raises:
        BundleError: the folder cannot be replaced; the old packet is back in its place.
    """
    old = place.with_name(f".{place.name}.cu-{os.getpid()}")
    shutil.rmtree(old, ignore_errors=True)
    try:
        if place.exists():
            place.rename(old)
        try:
            made.rename(place)
        except OSError:
            if old.exists():
                old.rename(place)
            raise
    except OSError as error:
        remedy = "đóng các tệp của hồ sơ đang mở trong Word hoặc trình xem PDF rồi làm lại"
        raise BundleError.say("GH-04", f"Không thay được hồ sơ ({error.strerror})", str(place), remedy) from error
    shutil.rmtree(old, ignore_errors=True)

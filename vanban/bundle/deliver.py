"""A packet appears whole or not at all: made beside, renamed into place; hand-changed papers are never overwritten."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from vanban.bundle.manifest import read_manifest
from vanban.errors import BundleError

_LEFT_BEHIND: Final = re.compile(r"\.(?P<name>.+)\.(?P<what>cu|dang-lap)-(?P<pid>\d+)")


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


def sweep(parent: Path) -> None:
    """Undo what builds that were killed left behind: a packet set aside comes back, half-made folders go."""
    for folder in sorted(parent.glob(".*-*")):
        match = _LEFT_BEHIND.fullmatch(folder.name)
        if match is None or _is_running(int(match["pid"])):
            continue
        place = parent / match["name"]
        if match["what"] == "cu" and not place.exists():
            folder.rename(place)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(pid: int) -> bool:
    """Whether a process may still be at work; on Windows there is no harmless way to ask, so it may."""
    if os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


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


def deliver(pairs: Sequence[tuple[Path, Path]]) -> None:
    """Put made folders in their places, (made, place), all or none; what stood there goes only after all new stand.

    Raises:
        BundleError: a folder cannot be replaced; every old packet is back in its place.
    """
    done: list[tuple[Path, Path]] = []
    for made, place in pairs:
        try:
            _swap(made, place)
        except OSError as error:
            for new, old in reversed(done):
                _swap_back(new, old)
            remedy = "đóng các tệp của hồ sơ đang mở trong Word hoặc trình xem PDF rồi làm lại"
            raise BundleError.say("GH-04", f"Không thay được hồ sơ ({error.strerror})", str(place), remedy) from error
        done.append((made, place))
    for _, place in done:
        shutil.rmtree(_aside(place), ignore_errors=True)


def _aside(place: Path) -> Path:
    """Where the old packet waits while the new one takes its place."""
    return place.with_name(f".{place.name}.cu-{os.getpid()}")


def _swap(made: Path, place: Path) -> None:
    aside = _aside(place)
    shutil.rmtree(aside, ignore_errors=True)
    if place.exists():
        place.rename(aside)
    try:
        made.rename(place)
    except OSError:
        if aside.exists():
            aside.rename(place)
        raise


def _swap_back(made: Path, place: Path) -> None:
    place.rename(made)
    if _aside(place).exists():
        _aside(place).rename(place)

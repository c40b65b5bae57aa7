"""Lần gửi: which time a packet is handed in, and what changed since the time before.

What was handed in is kept whole in `data/<kỳ>/da-gui/<hồ sơ>/lan-N/`, because facts change and it could not be made
again. A packet whose papers are those of the last time is that last time; one paper more, less or other makes the next.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vanban.bundle import read_manifest, sha256_of, verify_packet
from vanban.bundle.manifest import title_of
from vanban.errors import BundleError
from vanban.model.packet import Change, Converted, PacketPlan

SENT_FOLDER: Final = "da-gui"
_NAME: Final = re.compile(r"lan-([1-9]\d{0,2})")


@dataclass(frozen=True, slots=True)
class Edition:
    """Lần gửi: 1 for the first; `changes` are those since the time before."""

    number: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Paper:
    """What is compared of a paper: the Word file where there is one, else the PDF."""

    number: str
    title: str
    digest: str


def edition_of(season: Path, plan: PacketPlan, converted: Mapping[str, Converted]) -> Edition:
    """Which time this packet is handed in.

    Raises:
        BundleError: the record of an earlier time cannot be read.
    """
    sent = _sent(season / SENT_FOLDER / plan.code)
    now = {paper.key: _now(converted[paper.key]) for paper in plan.papers}
    if not sent:
        return Edition(1, ())
    last = max(sent)
    changes = _changes(_then(sent[last]), now)
    if changes:
        return Edition(last + 1, changes)
    return Edition(last, _changes(_then(sent[last - 1]), now) if last - 1 in sent else ())


def _sent(folder: Path) -> dict[int, Path]:
    """The folders of all times before, by number."""
    found = ((_NAME.fullmatch(path.name), path) for path in folder.glob("lan-*"))
    return {int(match[1]): path for match, path in found if match is not None}


def _then(folder: Path) -> dict[str, _Paper]:
    manifest = read_manifest(folder)
    if manifest is None:
        remedy = "chép lại thư mục đã gửi, hoặc xoá thư mục này nếu hồ sơ chưa gửi"
        raise BundleError.say("GH-20", "Không đọc được manifest.json của lần đã gửi", str(folder), remedy)
    return {entry["ma"]: _paper(entry) for entry in manifest["van_ban"] if entry["loai"] != "luu-tru"}


def _paper(entry: Mapping[str, Any]) -> _Paper:
    return _Paper(entry["so_ky_hieu"] or "", entry["trich_yeu"], entry["sha256_docx"] or entry["sha256_pdf"])


def _now(converted: Converted) -> _Paper:
    digest = sha256_of(converted.word or converted.own)
    return _Paper(converted.number, title_of(converted.paper.heading), digest)


def _changes(before: Mapping[str, _Paper], now: Mapping[str, _Paper]) -> tuple[Change, ...]:
    """Papers added and replaced in the order of the packet, then those withdrawn."""
    found: list[Change] = []
    for key, paper in now.items():
        old = before.get(key)
        if old is None:
            found.append(Change("them", paper.number, paper.title, "", paper.digest))
        elif old.digest != paper.digest:
            found.append(Change("thay", paper.number, paper.title, old.digest, paper.digest))
    gone = (paper for key, paper in before.items() if key not in now)
    return (*found, *(Change("rut", paper.number, paper.title, paper.digest, "") for paper in gone))


def record_sent(season: Path, packets: Sequence[Path]) -> list[Path]:
    """Keep packets as they were handed in, each in the folder of its time; gives those folders.

    Raises:
        BundleError: a packet is not there, is not whole, or another one was recorded for the same time.
    """
    return [_record(season, packet) for packet in packets]


def _record(season: Path, packet: Path) -> Path:
    problems = verify_packet(packet)
    if problems:
        raise BundleError(*problems)
    number = (read_manifest(packet) or {})["lan"]
    place = season / SENT_FOLDER / packet.name / f"lan-{number}"
    if place.is_dir():
        if (place / "manifest.json").read_bytes() == (packet / "manifest.json").read_bytes():
            return place
        remedy = f"chạy lap-ho-so để có lần sau, hoặc xoá {place} nếu lần đó chưa gửi"
        raise BundleError.say("GH-21", f"Đã ghi nhận một hồ sơ khác cho lần {number}", str(place), remedy)
    half = place.with_name(f".{place.name}-{os.getpid()}")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(packet, half)
    half.rename(place)
    return place

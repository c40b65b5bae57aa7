"""A packet too large to send, in parts cut between papers: each has the whole contents and the numbers of the whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pikepdf

from vanban.bundle.deliver import sha256_of
from vanban.bundle.sheaf import Sheaf
from vanban.errors import BundleError, Problem

# What a part has beside its papers: font programs, colour profile, what describes it.
_FIXED_BYTES: Final = 120_000
_ROUNDS: Final = 8
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class PacketPart:
    """Một phần của hồ sơ: its file, and its first and last paper counted from 0 in the packet, contents apart."""

    path: Path
    first: int
    last: int


def write_parts(
    sheaves: Sequence[Sheaf], front: int, limit_bytes: int, whole: Path, bind: Callable[[Sequence[Sheaf], Path], object]
) -> tuple[tuple[PacketPart, ...], tuple[Problem, ...]]:
    """Parts beside the whole packet, none when that is small enough; and which papers alone are too large.

    `front` counts the sheaves at the beginning that every part has; `bind` makes a file of sheaves.

    Raises:
        BundleError: the contents alone leave no room for a paper.
    """
    if whole.stat().st_size <= limit_bytes:
        return (), ()
    weights = [_weight(sheaf.path) for sheaf in sheaves]
    room = limit_bytes - _FIXED_BYTES - sum(weights[:front])
    if room <= 0:
        size = f"{limit_bytes / _MEGABYTE:g} MB"
        raise BundleError.say("GH-06", f"Giới hạn {size} không đủ cho mục lục", whole.name, "đặt --toi-da lớn hơn")
    for _ in range(_ROUNDS):
        groups = _grouped(weights, front, room)
        marked = [_marked(sheaves, front, group, index, len(groups)) for index, group in enumerate(groups, 1)]
        made = [_part(part, groups[index], index + 1, whole, bind) for index, part in enumerate(marked)]
        large = [part for part in made if part.path.stat().st_size > limit_bytes]
        if all(part.first == part.last for part in large):
            return tuple(made), tuple(_too_large(sheaves[part.first], part.path) for part in large)
        for part in made:
            part.path.unlink()
        room = room * 9 // 10
    raise BundleError.say("GH-06", "Không chia được hồ sơ", whole.name, "đặt --toi-da lớn hơn")


def _weight(path: Path) -> int:
    """Bytes that a file brings into a packet: its streams without the font programs, which the packet shares."""
    with pikepdf.open(path, suppress_warnings=True) as pdf:
        streams = (item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Length1" not in item)
        return sum(len(item.read_raw_bytes()) + 400 for item in streams)


def _grouped(weights: Sequence[int], front: int, room: int) -> list[tuple[int, int]]:
    """First and last paper of each part, as many papers a part as there is room for, at least one."""
    groups: list[tuple[int, int]] = []
    used = room + 1
    for index in range(front, len(weights)):
        if used + weights[index] > room:
            groups.append((index, index))
            used = 0
        groups[-1] = (groups[-1][0], index)
        used += weights[index]
    return groups


def _marked(sheaves: Sequence[Sheaf], front: int, group: tuple[int, int], number: int, count: int) -> list[Sheaf]:
    """All sheaves of the packet as this part has them: the front says which part it is, other papers are not bound."""
    first, last = group
    note = f"Tệp {number}/{count} của hồ sơ: {_rows(sheaves, front, group)}"
    lead = [replace(sheaf, notes=(note, *sheaf.notes)) for sheaf in sheaves[:front]]
    return [*lead, *(replace(s, bound=first <= i <= last) for i, s in enumerate(sheaves[front:], front))]


def _rows(sheaves: Sequence[Sheaf], front: int, group: tuple[int, int]) -> str:
    """Which rows of the contents are in a part."""
    before = sum(sheaf.counted for sheaf in sheaves[front : group[0]])
    own = sum(sheaf.counted for sheaf in sheaves[group[0] : group[1] + 1])
    return f"các văn bản số {before + 1} đến {before + own} của mục lục" if own else "phần cuối hồ sơ"


def _part(
    sheaves: Sequence[Sheaf],
    group: tuple[int, int],
    number: int,
    whole: Path,
    bind: Callable[[Sequence[Sheaf], Path], object],
) -> PacketPart:
    path = whole.with_name(f"{whole.stem}-{number}{whole.suffix}")
    bind(sheaves, path)
    return PacketPart(path, *group)


def _too_large(sheaf: Sheaf, path: Path) -> Problem:
    size = f"{path.stat().st_size / _MEGABYTE:.1f} MB".replace(".", ",")
    message = f"Một văn bản đã làm tệp {path.name} lớn {size}, vượt giới hạn --toi-da"
    return Problem("GH-07", message, sheaf.path.name, "giảm cỡ ảnh của văn bản ấy, hoặc gửi bằng cách khác", "canh-bao")


def part_entry(part: PacketPart) -> dict[str, Any]:
    """One part's entry in the manifest: its file, and its first and last paper beside the contents, from 1."""
    return {"tep": part.path.name, "sha256": sha256_of(part.path), "tu_stt": part.first + 1, "den_stt": part.last + 1}

"""What changed since a packet was bound: its parts as they were then against its parts as they are now, each by name.

A packet is bound again when a part has another digest, or when a file of it is no longer the one that was written;
otherwise it stands as it is. The names are those a clerk knows, so that the program can say why.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from vanban.bundle import sha256_of
from vanban.errors import Problem
from vanban.model.packet import Packet
from vanban.store import Store, content_mark, key_of, stamps_under

_SHELF: Final = "ho-so"
_VERSION: Final = 1
FIRST: Final = "lập lần đầu"
TOUCHED: Final = "tệp của hồ sơ đã lập bị đổi hoặc mất"
Parts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """Hồ sơ giữ nguyên: the packet that stands, and what was said of its papers and of its form."""

    packet: Packet
    remarks: tuple[Problem, ...]
    form: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Kết quả so: what is kept, or the reasons why it cannot be; `papers` are those of single papers, by key."""

    kept: Kept | None
    reasons: tuple[str, ...] = ()
    papers: Mapping[str, tuple[str, ...]] | None = None


class Ledger:
    """Sổ các hồ sơ đã đóng of one folder of packets."""

    def __init__(self, store: Store, output: Path) -> None:
        self._shelf = store.shelf(_SHELF)
        self._output = output

    def _key(self, code: str) -> str:
        return key_of(_VERSION, self._output.name, code)

    def read(self, code: str) -> dict[str, Any] | None:
        """What was written down when the packet was bound, None when nothing that can be read."""
        text = self._shelf.get(self._key(code))
        record = json.loads(text) if text is not None else None
        return record if isinstance(record, dict) else None

    def compare(self, code: str, parts: Parts, papers: Mapping[str, Parts]) -> Compared:
        """The packet as it stands, or why it must be bound again."""
        record = self.read(code)
        if record is None:
            return Compared(None, (FIRST,))
        of_papers = {key: tuple(_changed(record["van_ban"].get(key), now)) for key, now in papers.items()}
        of_papers = {key: reasons for key, reasons in of_papers.items() if reasons}
        reasons = [*_changed(record["phan"], parts)]
        reasons += [f"bỏ văn bản {key}" for key in record["van_ban"] if key not in papers]
        place = self._output / code
        if not reasons and not of_papers and self.untouched(code, record):
            return Compared(_kept(record, code, place))
        if not reasons and not of_papers:
            reasons = [TOUCHED]
        return Compared(None, tuple(reasons), of_papers)

    def untouched(self, code: str, record: Mapping[str, Any] | None) -> bool:
        """Whether every file of the packet is the one that was written, and no other lies with it."""
        place, files = self._output / code, (record or {}).get("tep")
        there = dict(_files(place))
        if not files or there.keys() != files.keys():
            return False
        return all(there[name] == stamp or _same(place / name, digest) for name, (stamp, digest) in files.items())

    def write(self, packet: Packet, parts: Parts, papers: Iterable[tuple[str, Parts]], kept: Kept) -> None:
        """Remember a packet that stands in its place."""
        self._shelf.put(self._key(packet.code), _object(_record(packet, parts, papers, kept)))


def _record(
    packet: Packet, parts: Parts, papers: Iterable[tuple[str, Parts]], kept: Kept
) -> Iterator[tuple[str, bytes | bytearray]]:
    """The entries of what is remembered of a packet, each made when the one before it is written."""
    files = ((name, [stamp, sha256_of(packet.folder / name)]) for name, stamp in sorted(_files(packet.folder)))
    yield "phan", _encoded(dict(parts))
    yield "van_ban", _object((key, _encoded(dict(each))) for key, each in papers)
    yield "tep", _object((name, _encoded(each)) for name, each in files)
    yield "trang", _encoded(packet.pages)
    yield "ghi_chu", _encoded([asdict(problem) for problem in packet.remarks])
    yield "nhan_xet", _encoded([asdict(problem) for problem in kept.remarks])
    yield "the_thuc", _encoded([asdict(problem) for problem in kept.form])


def _object(entries: Iterable[tuple[str, bytes | bytearray]]) -> bytearray:
    """A JSON object of values that are encoded already: of thousands no more is held than what they come to."""
    whole = bytearray(b"{")
    for name, value in entries:
        whole += (b", " if len(whole) > 1 else b"") + _encoded(name) + b": "
        whole += value
    whole += b"}"
    return whole


def _encoded(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _same(path: Path, digest: str) -> bool:
    """Whether a file is the one that was written; one that cannot be read, or is just being replaced, is not."""
    return content_mark(path).hex() == digest


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """The files of a packet with their stamps; a link that leads nowhere is none."""
    return ((name, stamp) for name, stamp in stamps_under(folder) if stamp)


def _changed(before: Parts | None, now: Parts) -> Iterator[str]:
    """The names of what is not as it was."""
    if before is None:
        yield FIRST
        return
    for name, mark in now.items():
        if before.get(name) != mark:
            yield f"{name} thay đổi" if name in before else f"thêm {name}"
    yield from (f"bỏ {name}" for name in before if name not in now)


def _kept(record: Mapping[str, Any], code: str, place: Path) -> Kept:
    remarks, notes, form = (tuple(Problem(**p) for p in record[name]) for name in ("nhan_xet", "ghi_chu", "the_thuc"))
    return Kept(Packet(code, place, record["trang"], notes), remarks, form)

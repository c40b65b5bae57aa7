"""Sổ phát, sổ nhận: what was handed out, what came back, from which file each fact is, and the originals themselves.

`nhan/` of the season holds the files people sent, unchanged, beside three lists that Excel opens.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Final, TypeVar, cast

from vanban.errors import DataError, Problem, Severity

FOLDER: Final = "nhan"
ISSUED: Final = "so-phat.csv"
RECEIVED: Final = "so-nhan.csv"
COMPLAINTS: Final = "van-de.csv"
ACCEPTED, FAULTY, ASKED = "da-nhan", "co-loi", "chua-ro"
Row = TypeVar("Row")
_PART: Final = "; "


@dataclass(frozen=True, slots=True)
class Issued:
    """Một phiếu đã phát."""

    ngay: str
    loai: str
    ma: str
    bieu_mau: str
    tep: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Một tệp đã nhận: `muc` are the facts taken from it, `cach_doc` how it was read."""

    ngay: str
    trang_thai: str
    loai: str
    ma: str
    bieu_mau: str
    tep: str
    ten_goc: str
    sha256: str
    cach_doc: str
    muc: str

    @property
    def routes(self) -> tuple[str, ...]:
        """The facts taken from the file, as dotted keys."""
        return tuple(part for part in self.muc.split(_PART) if part)


@dataclass(frozen=True, slots=True)
class Complaint:
    """Một điều phải nói về một tệp đã nhận."""

    sha256: str
    ma: str
    muc_do: str
    thong_bao: str
    vi_tri: str
    sua: str


def routes_text(routes: Iterable[str]) -> str:
    """Dotted keys as one cell."""
    return _PART.join(routes)


def read_issued(season: Path) -> tuple[Issued, ...]:
    """What was handed out."""
    return _read(season / FOLDER / ISSUED, Issued)


def read_receipts(season: Path) -> tuple[Receipt, ...]:
    """What came back, in the order of coming."""
    return _read(season / FOLDER / RECEIVED, Receipt)


def open_complaints(season: Path) -> tuple[Problem, ...]:
    """What is still wrong with files that came back: those nothing newer has taken the place of."""
    receipts = read_receipts(season)
    last = {(r.loai, r.ma, r.bieu_mau) if r.ma else ("", r.sha256, ""): r for r in receipts}
    faulty = {receipt.sha256 for receipt in last.values() if receipt.trang_thai != ACCEPTED}
    told = _read(season / FOLDER / COMPLAINTS, Complaint)
    return tuple(
        Problem(c.ma, c.thong_bao, c.vi_tri, c.sua, cast(Severity, c.muc_do), f"{FOLDER}/{RECEIVED}")
        for c in told
        if c.sha256 in faulty
    )


def _read(path: Path, kind: type[Row]) -> tuple[Row, ...]:
    if not path.is_file():
        return ()
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return tuple(kind(*(row.get(name) or "" for name in names)) for row in csv.DictReader(stream))


def _text(rows: Sequence[Row], kind: type[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in fields(kind)])  # type: ignore[arg-type]
    writer.writerows(astuple(row) for row in rows)  # type: ignore[call-overload]
    return out.getvalue().encode("utf-8-sig")


def write_issued(season: Path, rows: Sequence[Issued]) -> None:
    """Add to the list of forms handed out; a form handed out again has its newest day.

    Raises:
        DataError: the list cannot be written.
    """
    held = {(row.loai, row.ma, row.bieu_mau): row for row in (*read_issued(season), *rows)}
    _write(season / FOLDER / ISSUED, _text(list(held.values()), Issued))


def write_receipts(
    season: Path, receipts: Sequence[Receipt], complaints: Sequence[Complaint], originals: dict[str, bytes]
) -> None:
    """Keep the originals and add to the lists.

    Raises:
        DataError: a file cannot be written.
    """
    for name, content in originals.items():
        if not (season / FOLDER / name).exists():
            _write(season / FOLDER / name, content)
    again = {receipt.sha256 for receipt in receipts}
    kept = [row for row in read_receipts(season) if row.sha256 not in again]
    told = [row for row in _read(season / FOLDER / COMPLAINTS, Complaint) if row.sha256 not in again]
    _write(season / FOLDER / COMPLAINTS, _text([*told, *complaints], Complaint))
    _write(season / FOLDER / RECEIVED, _text([*kept, *receipts], Receipt))


def _write(path: Path, content: bytes) -> None:
    """A file appears whole or not at all."""
    beside = path.with_name(f".{path.name}.moi")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        remedy = "đóng tệp đang mở trong Excel, kiểm tra quyền ghi và chỗ trống trên ổ đĩa"
        raise DataError.say("TM-50", f"Không ghi được ({error.strerror or error})", str(path), remedy) from error
    finally:
        beside.unlink(missing_ok=True)

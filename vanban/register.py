"""Sổ văn bản: the office's register of outgoing numbers, one SQLite file.

Holds: numbers given and what happened to them. Takes: a series, a paper's stable key, a day.
Gives: `Entry` and `DocumentNumber`. Never: the facts, the files of papers, the clock; never renumbers.

Rows are only added. A number is taken once and for ever; `huy` marks it void and never frees it. The journal
is a rollback journal and every writing transaction is BEGIN IMMEDIATE, because offices keep the file on
network shares, where write-ahead logs do not work.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

from vanban.errors import Problem, RegisterError
from vanban.model.document import DocumentNumber, Series, parse_any_number
from vanban.viet import full_date, nfc, typed_day

PATIENCE_S: Final = 60.0
CSV_COLUMNS: Final = ("ky", "khoa", "co_quan", "so_ky_hieu", "ngay", "trich_yeu")
HELD, ISSUED, VOID = "giu", "phat-hanh", "huy"

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS cap_so (
    id INTEGER PRIMARY KEY,
    co_quan TEXT NOT NULL,
    loai TEXT NOT NULL,
    pham_vi TEXT NOT NULL,
    so INTEGER NOT NULL CHECK (so > 0),
    ky_hieu TEXT NOT NULL,
    ky TEXT NOT NULL,
    khoa TEXT NOT NULL,
    ngay TEXT NOT NULL,
    trich_yeu TEXT NOT NULL,
    nguon TEXT NOT NULL,
    UNIQUE (co_quan, loai, pham_vi, so)
);
CREATE TABLE IF NOT EXISTS su_kien (
    id INTEGER PRIMARY KEY,
    cap_so INTEGER NOT NULL REFERENCES cap_so (id),
    trang_thai TEXT NOT NULL,
    ngay TEXT NOT NULL,
    ly_do TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS cap_so_khoa ON cap_so (ky, khoa);
CREATE INDEX IF NOT EXISTS su_kien_cap_so ON su_kien (cap_so);
"""
_ENTRIES: Final = """
SELECT c.id, c.co_quan, c.loai, c.pham_vi, c.so, c.ky_hieu, c.ky, c.khoa, c.ngay, c.trich_yeu,
       (SELECT trang_thai FROM su_kien s WHERE s.cap_so = c.id ORDER BY s.id DESC LIMIT 1)
FROM cap_so c
"""
_ORDER: Final = " ORDER BY c.co_quan, c.loai, c.pham_vi, c.so"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Văn bản xin số: `key` is the paper's stable key within its season."""

    series: Series
    notation: str
    season: str
    key: str
    day: date
    subject: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Một dòng sổ: `state` is giu, phat-hanh or huy."""

    row: int
    series: Series
    number: DocumentNumber
    season: str
    key: str
    day: date
    subject: str
    state: str


class Register:
    """The register in one file; made when it is first written to."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def numbers(self, season: str) -> dict[str, DocumentNumber]:
        """The living number of every paper of a season, by key; a register not yet made has none."""
        return {e.key: e.number for e in self.entries() if e.season == season and e.state != VOID}

    def entries(self) -> tuple[Entry, ...]:
        """Every row, by series and number.

        Raises:
            RegisterError: the file is not a register, or stays locked.
        """
        if not self.path.is_file() or self.path.stat().st_size == 0:
            return ()
        with self._open() as connection:
            return tuple(_entry(row) for row in connection.execute(_ENTRIES + _ORDER))

    def reserve(self, wanted: Wanted, today: date) -> DocumentNumber:
        """The paper's number: the one it has, or the next of its series.

        Raises:
            RegisterError: the file cannot be written.
        """
        with self._writing() as connection:
            living = _living(connection, wanted.season, wanted.key)
            if living:
                return living.number
            number = _next(connection, wanted.series)
            _add(connection, wanted, DocumentNumber(number, wanted.notation), "chuong-trinh", today)
            return DocumentNumber(number, wanted.notation)

    def mark(self, season: str, key: str, state: str, today: date, reason: str = "") -> Entry:
        """The paper's row after it was issued or made void.

        Raises:
            RegisterError: the paper has no living number, or was issued and cannot be issued again.
        """
        with self._writing() as connection:
            living = _living(connection, season, key)
            if living is None:
                raise RegisterError.say("SO-01", f"Văn bản “{key}” chưa có số", "", "giữ số trước bằng lệnh giu")
            if living.state == state:
                raise RegisterError.say(
                    "SO-02", f"Số {living.number} đã ở trạng thái “{state}”", key, "không cần làm gì"
                )
            _event(connection, living.row, state, today, reason)
        return next(e for e in self.entries() if e.row == living.row)

    def enter(self, rows: Sequence[tuple[Wanted, DocumentNumber]], today: date) -> int:
        """How many numbers given outside the program were new; all are entered or none.

        Raises:
            RegisterError: with every row that contradicts the register.
        """
        with self._writing() as connection:
            problems: list[Problem] = []
            added = 0
            for wanted, number in rows:
                problem, new = _enter_one(connection, wanted, number, today)
                problems += [problem] if problem else []
                added += new
            if problems:
                raise RegisterError(*problems)
        return added

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=PATIENCE_S, isolation_level=None)) as connection:
                connection.execute("PRAGMA journal_mode = DELETE")
                connection.execute("PRAGMA foreign_keys = ON")
                yield connection
        except sqlite3.OperationalError as error:
            raise _unwritable(error, self.path) from error
        except sqlite3.DatabaseError as error:
            remedy = "khôi phục tệp sổ từ bản sao lưu gần nhất"
            raise RegisterError.say(
                "SO-11", "Tệp không phải sổ văn bản hoặc đã hỏng", str(self.path), remedy
            ) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(error, self.path) from error
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                for statement in _SCHEMA.split(";"):
                    connection.execute(statement)
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


def _unwritable(error: Exception, path: Path) -> RegisterError:
    remedy = "đóng chương trình đang mở sổ rồi làm lại; kiểm tra quyền ghi thư mục data"
    return RegisterError.say("SO-10", f"Không mở hoặc ghi được sổ văn bản ({error})", str(path), remedy)


def _entry(row: Sequence[object]) -> Entry:
    row_id, issuer, kind, scope, number, notation, season, key, day, subject, state = row
    return Entry(
        row=int(str(row_id)),
        series=Series(str(issuer), str(kind), str(scope)),
        number=DocumentNumber(int(str(number)), str(notation)),
        season=str(season),
        key=str(key),
        day=date.fromisoformat(str(day)),
        subject=str(subject),
        state=str(state),
    )


def _living(connection: sqlite3.Connection, season: str, key: str) -> Entry | None:
    rows = connection.execute(_ENTRIES + " WHERE c.ky = ? AND c.khoa = ?" + _ORDER, (season, key))
    return next((entry for row in rows if (entry := _entry(row)).state != VOID), None)


def _next(connection: sqlite3.Connection, series: Series) -> int:
    query = "SELECT COALESCE(MAX(so), 0) + 1 FROM cap_so WHERE co_quan = ? AND loai = ? AND pham_vi = ?"
    return int(connection.execute(query, (series.issuer, series.kind, series.scope)).fetchone()[0])


def _add(connection: sqlite3.Connection, wanted: Wanted, number: DocumentNumber, source: str, today: date) -> None:
    series = wanted.series
    cursor = connection.execute(
        "INSERT INTO cap_so (co_quan, loai, pham_vi, so, ky_hieu, ky, khoa, ngay, trich_yeu, nguon) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            series.issuer,
            series.kind,
            series.scope,
            number.number,
            number.notation,
            wanted.season,
            wanted.key,
            wanted.day.isoformat(),
            wanted.subject,
            source,
        ),
    )
    _event(connection, cursor.lastrowid or 0, HELD, today, "")


def _event(connection: sqlite3.Connection, row: int, state: str, today: date, reason: str) -> None:
    connection.execute(
        "INSERT INTO su_kien (cap_so, trang_thai, ngay, ly_do) VALUES (?, ?, ?, ?)",
        (row, state, today.isoformat(), reason),
    )


def _enter_one(
    connection: sqlite3.Connection, wanted: Wanted, number: DocumentNumber, today: date
) -> tuple[Problem | None, bool]:
    living = _living(connection, wanted.season, wanted.key)
    if living and living.number == number:
        return None, False
    if living:
        message = f"Văn bản “{wanted.key}” đã mang số {living.number}, không nhập được số {number}"
        return Problem("SO-03", message, wanted.key, "huỷ số cũ trước bằng lệnh huy, hoặc sửa tệp nhập"), False
    try:
        _add(connection, wanted, number, "nhap", today)
    except sqlite3.IntegrityError:
        message = f"Số {number} đã cấp cho văn bản khác"
        return Problem("SO-04", message, wanted.key, "xem sổ bằng lệnh xem rồi sửa tệp nhập"), False
    return None, True


@dataclass(frozen=True, slots=True)
class CsvRow:
    """Một dòng của tệp nhập số."""

    line: int
    season: str
    key: str
    number: DocumentNumber
    day: date | None
    subject: str
    issuer: str


def read_csv(path: Path) -> tuple[CsvRow, ...]:
    """The rows of a CSV of numbers given outside the program.

    Columns: `khoa, so_ky_hieu` and, for papers the season does not know, `co_quan, ngay, trich_yeu`.

    Raises:
        RegisterError: with every row that cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterError.say("SO-20", "Không đọc được tệp nhập số", str(path), "lưu tệp dạng CSV UTF-8") from error
    reader = csv.DictReader(lines, delimiter=";" if lines and ";" in lines[0] else ",")
    known = {name.strip() for name in reader.fieldnames or ()}
    if not {"khoa", "so_ky_hieu"} <= known:
        remedy = f"dòng đầu phải có các cột: {', '.join(CSV_COLUMNS)}"
        raise RegisterError.say("SO-21", "Tệp nhập số thiếu cột khoa hoặc so_ky_hieu", str(path), remedy)
    rows, problems = _csv_rows(reader, path.name)
    if problems:
        raise RegisterError(*problems)
    return rows


def _csv_rows(reader: Iterable[dict[str, str | None]], name: str) -> tuple[tuple[CsvRow, ...], list[Problem]]:
    rows: list[CsvRow] = []
    problems: list[Problem] = []
    for line, raw in enumerate(reader, 2):
        cells = {str(key).strip(): nfc((value or "").strip()) for key, value in raw.items() if isinstance(value, str)}
        if not any(cells.values()):
            continue
        number = parse_any_number(cells.get("so_ky_hieu", ""))
        day = typed_day(cells.get("ngay", ""))
        if number is None:
            message = f"“{cells.get('so_ky_hieu', '')}” không phải số và ký hiệu"
            problems.append(Problem("SO-22", message, f"{name}:{line}", "viết như 12-KH/ĐU"))
            continue
        if day is None and cells.get("ngay"):
            message = f"“{cells['ngay']}” không phải ngày"
            problems.append(Problem("SO-25", message, f"{name}:{line}", "viết ngày/tháng/năm, năm đủ bốn chữ số"))
            continue
        rows.append(
            CsvRow(
                line,
                cells.get("ky", ""),
                cells.get("khoa", ""),
                number,
                day,
                cells.get("trich_yeu", ""),
                cells.get("co_quan", ""),
            )
        )
    return tuple(rows), problems


def oddities(entries: Sequence[Entry]) -> list[Problem]:
    """Gaps in a series and dates that run backwards (the-thuc NO-15); empty when the register is in order."""
    series = dict.fromkeys(entry.series for entry in entries)
    return [p for one in series for p in _series_oddities([e for e in entries if e.series == one])]


def _series_oddities(entries: Sequence[Entry]) -> list[Problem]:
    problems: list[Problem] = []
    for before, after in pairwise(entries):
        if after.number.number > before.number.number + 1:
            gap = f"{before.number.number + 1}–{after.number.number - 1}"
            message = f"Dãy {after.series.kind} của {after.series.issuer} không có số {gap}"
            problems.append(
                Problem("SO-30", message, str(after.number), "nhập số đã cấp ngoài chương trình", "canh-bao")
            )
        if after.day < before.day:
            message = f"Số {after.number} ngày {full_date(after.day)} trước ngày của số {before.number}"
            problems.append(Problem("SO-31", message, after.key, "đối chiếu ngày ký với sổ", "canh-bao"))
    return problems

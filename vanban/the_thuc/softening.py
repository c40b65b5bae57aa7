"""Rules an office has softened or switched off, each with its reason (`data/cau-hinh.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import Any, Final, Literal, NamedTuple, cast

from vanban.errors import DataError, Problem
from vanban.the_thuc.judge import Found, Verdict
from vanban.the_thuc.rule import RULES

CONFIG_FILE: Final = "cau-hinh.toml"
_TABLE: Final = "the_thuc"
_KEYS: Final = ("quy_tac", "van_ban", "muc", "ly_do", "nguoi_quyet_dinh")
_REQUIRED: Final = ("quy_tac", "muc", "ly_do")
_LEVELS: Final = ("tat", "goi-y", "canh-bao")
_RANK: Final = {"loi": 2, "canh-bao": 1, "goi-y": 0, "tat": -1}


class Softening(NamedTuple):
    """Quy tắc được nới: `documents` is a pattern of file names or paper keys, `*` for all; `to` what becomes of it."""

    rule: str
    documents: str
    to: Literal["tat", "goi-y", "canh-bao"]
    reason: str
    decided_by: str
    place: str

    def speaks_of(self, document: str) -> bool:
        """Whether the document, by its key, path, file name or stem, is one of those named."""
        names = {document, PurePath(document).name, PurePath(document).stem}
        return any(fnmatchcase(name, self.documents) for name in names)

    def covers(self, item: Found) -> bool:
        """Whether the finding is one of those softened."""
        return item.rule.code == self.rule and self.speaks_of(item.document)


@dataclass(frozen=True, slots=True)
class Softened:
    """Kết quả sau khi nới: what stands, what was set aside with its softening, and the softenings that did nothing."""

    verdict: Verdict
    aside: tuple[tuple[Found, Softening], ...]
    unused: tuple[Softening, ...]


def soften(verdict: Verdict, softenings: Sequence[Softening]) -> Softened:
    """The verdict under the office's settings; a softening never makes a finding graver."""
    standing: list[Found] = []
    aside: list[tuple[Found, Softening]] = []
    used: set[Softening] = set()
    for item in verdict.found:
        softening = next((s for s in softenings if s.covers(item)), None)
        if softening is None:
            standing.append(item)
            continue
        used.add(softening)
        if softening.to == "tat":
            aside.append((item, softening))
        elif _RANK[softening.to] < _RANK[item.severity]:
            standing.append(replace(item, severity=softening.to))
        else:
            standing.append(item)
    unused = tuple(s for s in softenings if s not in used)
    return Softened(replace(verdict, found=tuple(standing)), tuple(aside), unused)


def unused_problems(softenings: Iterable[Softening]) -> list[Problem]:
    """A warning for each softening that softens nothing: a forgotten one would hide the next mistake."""
    return [
        Problem("TT-21", f"Nới quy tắc {s.rule} nhưng không có gì để nới", s.place, "xoá mục này", "canh-bao")
        for s in softenings
    ]


def config_for(path: Path) -> Path | None:
    """The settings of the office in whose folders the file lies, None when there are none."""
    for folder in path.absolute().parents:
        for candidate in (folder / "data" / CONFIG_FILE, folder / CONFIG_FILE):
            if candidate.is_file():
                return candidate
    return None


def read_softenings(path: Path) -> tuple[Softening, ...]:
    """The softenings of a settings file, in order.

    Raises:
        DataError: with everything that is wrong in it.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError.say(
            "TT-22", f"Không đọc được tệp cấu hình ({error})", str(path), "sửa dòng được nêu"
        ) from error
    rows = data.get(_TABLE, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DataError.say(
            "TT-22", "Mục the_thuc phải là các khối [[the_thuc]]", str(path), "xem README, mục thể thức"
        )
    problems = [problem for number, row in enumerate(rows, 1) for problem in _wrong(row, f"{path}, khối {number}")]
    if problems:
        raise DataError(*problems)
    return tuple(_softening(row, f"{path}, khối {number}") for number, row in enumerate(rows, 1))


def _softening(row: dict[str, Any], place: str) -> Softening:
    to = cast(Literal["tat", "goi-y", "canh-bao"], row["muc"])
    documents, decided_by = row.get("van_ban", "*"), row.get("nguoi_quyet_dinh", "")
    return Softening(row["quy_tac"], documents, to, row["ly_do"].strip(), decided_by, place)


def _wrong(row: dict[str, Any], place: str) -> list[Problem]:
    problems = [
        Problem("TT-23", f"Không có mục “{key}”", place, f"các mục: {', '.join(_KEYS)}")
        for key in row
        if key not in _KEYS
    ]
    missing = [key for key in _REQUIRED if not str(row.get(key, "")).strip()]
    problems += [
        Problem("TT-24", f"Thiếu mục “{key}”", place, "ghi thêm; nới quy tắc phải có lý do") for key in missing
    ]
    problems += [
        Problem("TT-24", f"Mục “{key}” phải là chữ trong dấu nháy", place, f'{key} = "…"')
        for key, value in row.items()
        if key in _KEYS and not isinstance(value, str)
    ]
    if not problems and row["quy_tac"] not in RULES:
        near = get_close_matches(row["quy_tac"].upper(), RULES, 1)
        remedy = f"có phải “{near[0]}”?" if near else "xem các quy tắc: vanban quy-tac"
        problems.append(Problem("TT-25", f"Không có quy tắc “{row['quy_tac']}”", place, remedy))
    if not problems and row["muc"] not in _LEVELS:
        problems.append(Problem("TT-26", f"Mức “{row['muc']}” không dùng được", place, f"chọn: {', '.join(_LEVELS)}"))
    return problems

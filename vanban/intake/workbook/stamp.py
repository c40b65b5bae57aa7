"""Marks this program leaves in a workbook: which sheet and column a cell is, and which rows nobody has touched."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, Final

from vanban.intake.facts import Facts, Noun
from vanban.intake.workbook.cells import plain_text
from vanban.intake.workbook.layout import Sheet
from vanban.viet import nfc

STAMP_SHEET: Final = "_vanban"
LISTS_SHEET: Final = "Danh mục"
GUIDE_SHEET: Final = "Hướng dẫn"
ERROR_SHEET: Final = "Lỗi của bảng"
OWN_SHEETS: Final = frozenset({STAMP_SHEET, LISTS_SHEET, GUIDE_SHEET, ERROR_SHEET})
VERSION: Final = "1"
_MARK: Final = "@"


def column_mark(sheet: Sheet, column_id: str, key: str | None = None) -> str:
    """`@ca-nhan:ho_ten`: what the hidden row says of a column; a keyed one adds its key."""
    tail = "" if key is None else f"={json.dumps(key)}"
    return f"{_MARK}{sheet.id}:{column_id}{tail}"


def read_mark(cell: Any) -> tuple[str, str, str | None] | None:
    """Sheet id, column id and key of a mark, None when the cell is none."""
    if not isinstance(cell, str) or not cell.startswith(_MARK):
        return None
    sheet_id, colon, rest = cell[1:].partition(":")
    column_id, equals, key = rest.partition("=")
    try:
        return (sheet_id, column_id, str(json.loads(key)) if equals else None) if colon else None
    except ValueError:
        return None


def row_print(sheet_id: str, cells: Iterable[tuple[str, Any]]) -> str:
    """A fingerprint of a row: its sheet, and each filled cell under its mark."""
    pieces = sorted(f"{mark}={nfc(plain_text(value))}" for mark, value in cells if value is not None and value != "")
    return _digest("\x1f".join((sheet_id, *pieces)))


def noun_print(noun: Noun) -> str:
    """A fingerprint of everything the facts say of a noun."""
    return _digest(json.dumps(noun.tree, ensure_ascii=False, sort_keys=True, default=str))


def stamp_rows(facts: Facts, prints: Iterable[str]) -> list[tuple[str, str, str]]:
    """What the hidden sheet says: the season, a fingerprint of every noun, and of every row that went out."""
    rows = [("vanban", VERSION, ""), ("ky", facts.folder.name, "")]
    rows += [(f"noun:{noun.kind}", noun.code, noun_print(noun)) for noun in facts.nouns.values()]
    return rows + [("row", found, "") for found in prints]


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

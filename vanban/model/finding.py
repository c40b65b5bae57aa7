"""A judgement about a fact, before anyone knows in which file the fact was typed."""

from __future__ import annotations

from dataclasses import dataclass

from vanban.errors import Severity


@dataclass(frozen=True, slots=True)
class Where:
    """Chỗ trong dữ liệu: a noun (`ky`, `tap-the`, `ca-nhan`, `cuoc-hop`), its code, and the way to the value."""

    kind: str
    code: str
    route: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Nhận định về dữ liệu: rule code, sentence, remedy, clause.

    `subject` is the code a waiver would name, "" when it is the noun of `where`.
    """

    code: str
    message: str
    where: Where
    remedy: str
    severity: Severity = "loi"
    basis: str = ""
    subject: str = ""

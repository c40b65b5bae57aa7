"""Whose row a roster's row is: by its code, else by name and birth date; somebody new is given the next code."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any, Final

from vanban.errors import Severity
from vanban.intake.facts import Facts, Noun
from vanban.intake.workbook.cells import settled
from vanban.intake.workbook.columns import Column
from vanban.intake.workbook.domains import key_of
from vanban.intake.workbook.records import Record

_NUMBERED: Final = re.compile(r"([A-Za-z]+)(\d+)")
_BIRTH: Final = Column(("ngay_sinh",), "date", True)
Said = tuple[str, str, str, Severity]


class Codes:
    """The codes in use, and those given on the way."""

    def __init__(self, facts: Facts) -> None:
        self.taken = {(noun.kind, noun.code.lower()): noun.code for noun in facts.nouns.values()}
        self.by_name: dict[str, list[Noun]] = {}
        for noun in facts.of("ca-nhan"):
            self.by_name.setdefault(key_of(noun.name), []).append(noun)
        self.prefixes: dict[str, Counter[str]] = {}
        self.highest: Counter[str] = Counter()
        self.uncounted = [(noun.code, str(noun.tree.get("chi_bo", ""))) for noun in facts.of("ca-nhan")]

    def _count(self, code: str, branch: str) -> None:
        match = _NUMBERED.fullmatch(code)
        if match:
            if branch not in self.prefixes:
                self.prefixes[branch] = Counter()
            self.prefixes[branch][match[1]] += 1
            self.highest[match[1]] = max(self.highest[match[1]], int(match[2]))

    def of(self, kind: str, record: Record) -> tuple[str | None, Said | None]:
        """The code of a row, None when it cannot be told; and what must be said of it."""
        written = record.values.get("ma")
        if written:
            code = self.taken.setdefault((kind, str(written).lower()), str(written))
            if kind == "ca-nhan":
                self.uncounted.append((code, str(record.values.get("chi_bo", ""))))
            return code, None
        if kind != "ca-nhan":
            return None, ("NB-27", "Dòng chưa có mã", "ghi mã ở cột Mã", "loi")
        return self._person(record)

    def _person(self, record: Record) -> tuple[str | None, Said | None]:
        name = record.values.get("ho_ten")
        if not name:
            return None, ("NB-27", "Dòng chưa có mã và chưa có họ tên", "ghi họ tên, hoặc xoá dòng này", "loi")
        alike = self.by_name.get(key_of(str(name)), [])
        born = record.values.get("ngay_sinh")
        found = [noun for noun in alike if born is None or _born(noun) == born]
        branch = record.values.get("chi_bo")
        if len(found) > 1 and branch:
            found = [noun for noun in found if noun.tree.get("chi_bo") == branch]
        if len(found) == 1:
            return found[0].code, None
        if alike:
            codes = ", ".join(f"{noun.code} (sinh {noun.tree.get('ngay_sinh', '?')})" for noun in alike[:5])
            message = f"Không rõ “{name}” là ai: đã có {codes}"
            return None, ("NB-35", message, "ghi mã của người này; nếu là người khác trùng tên, ghi mã mới", "loi")
        code = self._next(str(branch or ""))
        self.taken[("ca-nhan", code.lower())] = code
        return code, ("NB-32", f"Người mới “{name}” được đặt mã {code}", "muốn mã khác, ghi ở cột Mã", "goi-y")

    def _next(self, branch: str) -> str:
        for known in self.uncounted:
            self._count(*known)
        self.uncounted.clear()
        common = self.prefixes.get(branch, Counter()).most_common(1)
        prefix = common[0][0] if common else "".join(part[0] for part in branch.split("-") if part).upper() or "CN"
        while True:
            self.highest[prefix] += 1
            code = f"{prefix}{self.highest[prefix]:02d}"
            if ("ca-nhan", code.lower()) not in self.taken:
                self.prefixes.setdefault(branch, Counter())[prefix] += 1
                return code


def _born(noun: Noun) -> date | Any:
    return settled(_BIRTH, noun.tree.get("ngay_sinh"))

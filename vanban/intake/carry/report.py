"""The sheet a clerk reads after a season was carried over: what to look at, what section III must answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vanban.intake.carry.notes import Kept, Note, Target
from vanban.model.profile import LegalProfile

REPORT_FILE: Final = "LEN-KY.md"


@dataclass(frozen=True, slots=True)
class Summary:
    """Kết quả lên kỳ: the last season's name and regime, the new one, and all that was carried over."""

    last: str
    before: LegalProfile
    target: Target
    units: tuple[Kept, ...]
    people: tuple[Kept, ...]
    season_notes: tuple[Note, ...]

    @property
    def notes(self) -> tuple[Note, ...]:
        """Everything that must be looked at: the season first, then units and persons."""
        return (*self.season_notes, *(note for kept in (*self.units, *self.people) for note in kept.notes))

    @property
    def promises(self) -> int:
        """How many shortcomings section III must answer."""
        return sum(len(kept.promises) for kept in (*self.units, *self.people))


def report(summary: Summary) -> str:
    """The text of the sheet."""
    target = summary.target
    lines = [
        f"# Lên kỳ {target.year}, từ kỳ {summary.last}",
        "",
        f"Chế độ: {summary.before.code} → {target.profile.code} ({target.profile.name}).",
        f"Mang sang {len(summary.units)} tập thể, {len(summary.people)} cá nhân; không mang sang lời văn, số, ngày, "
        "phiếu, cuộc họp của kỳ trước.",
        "",
        *_looked_at(summary.notes),
        *_forms(summary),
        *_to_answer(summary),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _looked_at(notes: tuple[Note, ...]) -> Iterator[str]:
    yield f"## Phải xem lại ({len(notes)})"
    yield ""
    for note in notes:
        yield f"- {note.file}, {note.who}: {note.text}."
    yield "" if notes else "Không có.\n"


def _forms(summary: Summary) -> Iterator[str]:
    """Who writes which form, when the regime says it by post."""
    if not summary.target.profile.carry_over.posts:
        return
    yield "## Mẫu bản kiểm điểm của từng người"
    yield ""
    for form in dict.fromkeys(kept.form for kept in summary.people):
        mine = [kept for kept in summary.people if kept.form == form]
        yield f"- {form or 'chưa rõ'} ({len(mine)}): {', '.join(_named(kept) for kept in mine)}"
    yield ""


def _named(kept: Kept) -> str:
    return f"{kept.name} ({kept.tree.get('ma', kept.file)})"


def _to_answer(summary: Summary) -> Iterator[str]:
    yield f"## Phải trả lời ở mục III ({summary.promises} hạn chế)"
    yield ""
    for kept in (*summary.units, *summary.people):
        if kept.promises:
            yield f"### {_named(kept)}"
            yield ""
            for number, promise in enumerate(kept.promises, 1):
                told = (("biện pháp", promise.measure), ("thời hạn", promise.deadline), ("sản phẩm", promise.product))
                said = "; ".join(f"{name}: {text.rstrip('.')}" for name, text in told if text)
                yield f"{number}. {promise.shortcoming}" + (f" — {said}" if said else "")
            yield ""

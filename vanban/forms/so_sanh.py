"""Biểu so sánh: persons in equivalent posts side by side, as the plan asks (part I)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypedDict

from vanban.forms.bieu import NOTHING, ROMAN, BieuHead, agreed, bieu_head, bieu_heading, dated, in_lines, level_lines
from vanban.forms.bieu_ket_qua import civil_level
from vanban.forms.registry import Request, form
from vanban.model.figures import body_of, equivalents, last_vote, proposed_level
from vanban.model.individual import Individual
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.remedy import Workload
from vanban.model.review import Review
from vanban.viet import capitalized, name_key, percent

_SUBJECT: Final = "so sánh kết quả giữa các chức danh tương đương năm {nam}"
_TITLE: Final = ("SO SÁNH KẾT QUẢ GIỮA CÁC CHỨC DANH TƯƠNG ĐƯƠNG NĂM {nam}",)
_NOTE: Final = (
    "Tỷ lệ hoàn thành, tỷ lệ chậm hạn tính trên số nhiệm vụ được giao; tỷ lệ phiếu tính tại hội nghị bỏ phiếu sau cùng."
)


class ComparisonRow(TypedDict):
    """Một dòng so sánh."""

    stt: str
    ten: str
    don_vi: str
    giao: str
    xong: str
    xong_tl: str
    cham: str
    cham_tl: str
    tu_nhan: str
    cong_chuc: str
    phieu: str
    de_nghi: str
    tap_the: str
    nhan_xet: str


class ComparisonGroup(TypedDict):
    """Một nhóm chức danh tương đương."""

    so: str
    ten: str
    hang: list[ComparisonRow]


class SoSanhContext(BieuHead):
    """Những gì biểu so sánh cần."""

    bang: list[ComparisonGroup]


def _shares(workload: Workload | None) -> tuple[str, str, str, str, str]:
    """Assigned, done with share, late with share; dashes where nobody counted."""
    if workload is None:
        return (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)
    assigned, done, late = workload.assigned, workload.done, workload.late
    return (str(assigned), str(done), percent(done, assigned), str(late), percent(late, assigned))


def _rate(person: Individual) -> float | None:
    """Share of tasks done, None where nobody counted."""
    work = person.workload
    return work.done / work.assigned if work and work.assigned else None


def _remark(review: Review, person: Individual, group: Sequence[Individual]) -> str:
    """How the person stands in the group, and whether the own rating is above the proposal."""
    words = []
    rates = [rate for other in group if (rate := _rate(other)) is not None]
    own = _rate(person)
    if own is not None and min(rates) < max(rates) and own in {min(rates), max(rates)}:
        words.append(f"tỷ lệ hoàn thành {'cao' if own == max(rates) else 'thấp'} nhất nhóm")
    codes = [level.code for level in review.profile.levels]
    text, proposed = person.self_criticism, proposed_level(review, person.code)
    if text and proposed and codes.index(text.self_rating.member) < codes.index(proposed):
        words.append("tự nhận cao hơn mức đề nghị")
    if text and proposed and codes.index(text.self_rating.member) > codes.index(proposed):
        words.append("tự nhận thấp hơn mức đề nghị")
    return capitalized("; ".join(words)) or NOTHING


def _row(review: Review, order: int, person: Individual, group: Sequence[Individual]) -> ComparisonRow:
    assigned, done, done_share, late, late_share = _shares(person.workload)
    body, vote, text = body_of(review, person), last_vote(review, person.code), person.self_criticism
    return {
        "stt": str(order),
        "ten": person.full_name,
        "don_vi": in_lines(person.workplace, 18),
        "giao": assigned,
        "xong": done,
        "xong_tl": done_share,
        "cham": late,
        "cham_tl": late_share,
        "tu_nhan": level_lines(review, text.self_rating.member if text else None),
        "cong_chuc": civil_level(review, person),
        "phieu": agreed(vote),
        "de_nghi": level_lines(review, vote.level if vote else None),
        "tap_the": level_lines(review, proposed_level(review, body.code) if body else None),
        "nhan_xet": _remark(review, person, group),
    }


def _groups(review: Review) -> list[ComparisonGroup]:
    groups: list[ComparisonGroup] = []
    for index, (title, people) in enumerate(equivalents(review)):
        ordered = sorted(people, key=lambda p: (name_key(p.full_name), p.birth_date))
        rows = [_row(review, order, person, people) for order, person in enumerate(ordered, 1)]
        groups.append({"so": ROMAN[index], "ten": title, "hang": rows})
    return groups


def _heading(review: Review, period: Period) -> Heading:
    return dated(review, bieu_heading("Biểu", _SUBJECT))


@form("so-sanh", Period, SoSanhContext, _heading)
def context(request: Request) -> SoSanhContext:
    """The context of the comparison of equivalent posts."""
    return {**bieu_head(request, _TITLE, [_NOTE]), "bang": _groups(request.review)}

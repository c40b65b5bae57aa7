"""Biểu 5 và Biểu 6: who stands at the best level, and who failed and why (kiem-diem 6)."""

from __future__ import annotations

from typing import Final, TypedDict

from vanban.forms.bieu import (
    NOTHING,
    ROMAN,
    BieuHead,
    agreed,
    annex_heading,
    best_of_good,
    bieu_head,
    bieu_heading,
    blank_head,
    dated,
    in_lines,
    numbered,
)
from vanban.forms.bieu_ket_qua import civil_level, remarks
from vanban.forms.registry import Request, form
from vanban.model.collective import Collective
from vanban.model.figures import (
    at_level,
    bodies,
    branches,
    last_vote,
    member_figures,
    organisations,
    party_members,
    proposed_level,
)
from vanban.model.individual import Individual
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.remedy import DISCIPLINE_WORDS, Discipline, Workload
from vanban.model.review import Review
from vanban.viet import full_date, joined, name_key, padded, percent, short_date

_BLANK_ROWS: Final = 5
_BIEU_5: Final = "danh sách đảng viên được xếp loại hoàn thành xuất sắc nhiệm vụ năm {nam}"
_BIEU_6: Final = "danh sách tổ chức đảng, tập thể, đảng viên xếp loại không hoàn thành nhiệm vụ năm {nam}"
_TITLE_5: Final = ("DANH SÁCH ĐẢNG VIÊN", "ĐƯỢC XẾP LOẠI HOÀN THÀNH XUẤT SẮC NHIỆM VỤ NĂM {nam}")
_TITLE_6: Final = ("DANH SÁCH TỔ CHỨC ĐẢNG, TẬP THỂ, ĐẢNG VIÊN", "XẾP LOẠI KHÔNG HOÀN THÀNH NHIỆM VỤ NĂM {nam}")
_NONE: Final = "Không có"


class BestRow(TypedDict):
    """Một dòng Biểu 5."""

    stt: str
    ten: str
    ngay_sinh: str
    chuc_vu: str
    chi_bo: str
    cong_chuc: str
    phieu: str
    ghi_chu: str


class Bieu5Context(BieuHead):
    """Những gì Biểu 5 cần."""

    bang: list[BestRow]
    tong_cong: str


def posts(person: Individual) -> str:
    """`Bí thư, Trưởng phòng`: the Party post and the post in the office."""
    return f"{person.party_post}, {person.state_post}"


def _sorted(people: tuple[Individual, ...]) -> list[Individual]:
    return sorted(people, key=lambda p: (name_key(p.full_name), p.birth_date))


def _best_row(review: Review, order: int, person: Individual) -> BestRow:
    return {
        "stt": str(order),
        "ten": person.full_name,
        "ngay_sinh": full_date(person.birth_date),
        "chuc_vu": posts(person),
        "chi_bo": in_lines(review.collectives[person.branch].short_name, 24),
        "cong_chuc": civil_level(review, person),
        "phieu": agreed(last_vote(review, person.code)),
        "ghi_chu": remarks(person),
    }


def _empty_best(number: str, name: str) -> BestRow:
    return {
        "stt": number,
        "ten": name,
        "ngay_sinh": "",
        "chuc_vu": "",
        "chi_bo": "",
        "cong_chuc": "",
        "phieu": "",
        "ghi_chu": "",
    }


def _bieu_5_heading(review: Review, period: Period) -> Heading:
    return dated(review, bieu_heading("Biểu 5", _BIEU_5))


@form("bieu-5", Period, Bieu5Context, _bieu_5_heading)
def bieu_5(request: Request) -> Bieu5Context:
    """The context of Biểu 5: the members at the best level, by name."""
    review = request.review
    people = _sorted(at_level(review, review.profile.rating.roles.best))
    count = len(people)
    share = member_figures(review, party_members(review)).share
    rows = [_best_row(review, order, person) for order, person in enumerate(people, 1)]
    return {
        **bieu_head(request, _TITLE_5),
        "bang": rows or [_empty_best(NOTHING, _NONE)],
        "tong_cong": f"Tổng cộng: {padded(count)} đồng chí, bằng {percent(count, share.rated)}% số đảng viên được "
        f"xếp loại và bằng {best_of_good(review, share)}% số đảng viên hoàn thành tốt nhiệm vụ.",
    }


def _blank_5_heading(review: Review, period: Period) -> Heading:
    return annex_heading(review, period, "Biểu 5", _BIEU_5)


@form("bieu-5-trong", Period, Bieu5Context, _blank_5_heading)
def blank_5(request: Request) -> Bieu5Context:
    """The context of the blank Biểu 5."""
    rows = [_empty_best(n, "") for n in numbered(_BLANK_ROWS)]
    return {**blank_head(request, _TITLE_5), "bang": rows, "tong_cong": "Tổng cộng: ......... đồng chí."}


class FailedRow(TypedDict):
    """Một dòng Biểu 6."""

    stt: str
    ten: str
    ngay_sinh: str
    chuc_vu: str
    cong_chuc: str
    ly_do: str
    ghi_chu: str


class FailedGroup(TypedDict):
    """Một nhóm Biểu 6."""

    so: str
    ten: str
    hang: list[FailedRow]


class Bieu6Context(BieuHead):
    """Những gì Biểu 6 cần."""

    bang: list[FailedGroup]
    tong_cong: str


def _reasons(review: Review, disciplines: tuple[Discipline, ...], workload: Workload | None, civil: str) -> str:
    """Why the failed level was given, from the facts; the vote alone when no other fact says."""
    rating = review.profile.rating
    words = [
        f"bị kỷ luật {DISCIPLINE_WORDS[d.form]} ngày {short_date(d.day)}: {d.reason.rstrip('.')}" for d in disciplines
    ]
    if workload and workload.assigned and workload.done * 100 < rating.minimum.share * workload.assigned:
        words.append(f"hoàn thành {workload.done}/{workload.assigned} nhiệm vụ được giao")
    if civil == rating.roles.failed:
        words.append("không hoàn thành nhiệm vụ về chính quyền")
    text = "; ".join(words) or "theo kết quả kiểm điểm và bỏ phiếu"
    return f"{text[0].upper()}{text[1:]}."


def _failed_person(review: Review, order: int, person: Individual) -> FailedRow:
    civil = person.verdicts.office_head.level if person.verdicts.office_head else ""
    return {
        "stt": str(order),
        "ten": person.full_name,
        "ngay_sinh": full_date(person.birth_date),
        "chuc_vu": f"{posts(person)}; {review.collectives[person.branch].name}",
        "cong_chuc": civil_level(review, person),
        "ly_do": _reasons(review, person.disciplines, person.workload, civil),
        "ghi_chu": "",
    }


def _failed_collective(review: Review, order: int, collective: Collective) -> FailedRow:
    return {
        "stt": str(order),
        "ten": collective.name,
        "ngay_sinh": NOTHING,
        "chuc_vu": NOTHING,
        "cong_chuc": NOTHING,
        "ly_do": _reasons(review, collective.disciplines, collective.workload, ""),
        "ghi_chu": "",
    }


def _failed(review: Review) -> list[tuple[str, list[FailedRow]]]:
    """Title and rows of each group that has any."""
    worst = review.profile.rating.roles.failed
    parts = (*organisations(review), *branches(review))
    groups: list[tuple[str, list[FailedRow]]] = []
    for title, found in (("Tổ chức đảng", parts), ("Tập thể lãnh đạo, quản lý", bodies(review))):
        failed = [c for c in found if proposed_level(review, c.code) == worst]
        groups.append((title, [_failed_collective(review, i, c) for i, c in enumerate(failed, 1)]))
    people = _sorted(at_level(review, worst))
    groups.append(("Đảng viên", [_failed_person(review, i, p) for i, p in enumerate(people, 1)]))
    return [(title, rows) for title, rows in groups if rows]


def _counted(groups: list[tuple[str, list[FailedRow]]]) -> str:
    if not groups:
        return "Tổng cộng: không có tổ chức đảng, tập thể, đảng viên nào."
    nouns = {"Tổ chức đảng": "tổ chức đảng", "Tập thể lãnh đạo, quản lý": "tập thể", "Đảng viên": "đảng viên"}
    return f"Tổng cộng: {joined(f'{padded(len(rows))} {nouns[title]}' for title, rows in groups)}."


def _empty_failed(number: str, name: str) -> FailedRow:
    return {
        "stt": number,
        "ten": name,
        "ngay_sinh": "",
        "chuc_vu": "",
        "cong_chuc": "",
        "ly_do": "",
        "ghi_chu": "",
    }


def _bieu_6_heading(review: Review, period: Period) -> Heading:
    return dated(review, bieu_heading("Biểu 6", _BIEU_6))


@form("bieu-6", Period, Bieu6Context, _bieu_6_heading)
def bieu_6(request: Request) -> Bieu6Context:
    """The context of Biểu 6: those at the failed level, with the reason."""
    groups = _failed(request.review)
    shown = groups or [("Đảng viên", [_empty_failed(NOTHING, _NONE)])]
    return {
        **bieu_head(request, _TITLE_6),
        "bang": [{"so": ROMAN[i], "ten": title, "hang": rows} for i, (title, rows) in enumerate(shown)],
        "tong_cong": _counted(groups),
    }


def _blank_6_heading(review: Review, period: Period) -> Heading:
    return annex_heading(review, period, "Biểu 6", _BIEU_6)


@form("bieu-6-trong", Period, Bieu6Context, _blank_6_heading)
def blank_6(request: Request) -> Bieu6Context:
    """The context of the blank Biểu 6."""
    rows = [_empty_failed(n, "") for n in numbered(_BLANK_ROWS - 1)]
    group: FailedGroup = {"so": "I", "ten": "Đảng viên", "hang": rows}
    return {**blank_head(request, _TITLE_6), "bang": [group], "tong_cong": "Tổng cộng: ........."}

"""Điểm: the lines of points a review prints, and the annex that scores criterion by criterion; filled and blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, TypedDict

from vanban.forms.bien_ban import subject_lines
from vanban.forms.parts import (
    FormHead,
    Signature,
    author_of,
    form_head,
    signature,
    signing_of,
    superior_lines,
)
from vanban.forms.registry import HeadingBuilder, Request, form
from vanban.model.collective import Collective
from vanban.model.individual import Individual
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.remedy import Workload
from vanban.model.review import Review, score_table
from vanban.model.scale import Scale
from vanban.model.scoring import ScoreRow, group_totals, in_points, table_rows
from vanban.viet import percent

_BLANK: Final = "........"
_BLANK_ROWS: Final = 4
_ROMAN: Final = ("I", "II", "III", "IV")


class ScoreLine(TypedDict):
    """Điểm của một nhóm: `28,5/30`."""

    ten: str
    diem: str


class ScoreLines(TypedDict):
    """Phần B.I của mẫu kiểm điểm."""

    diem_phu_luc: str
    diem_nhom: list[ScoreLine]
    diem_tong: str


class CriterionRow(TypedDict):
    """Một tiêu chí chấm điểm."""

    stt: str
    ten: str
    toi_da: str
    diem: str


class GroupRows(TypedDict):
    """Một nhóm tiêu chí chấm điểm."""

    so: str
    ten: str
    toi_da: str
    diem: str
    hang: list[CriterionRow]


class TaskLine(TypedDict):
    """Số liệu nhiệm vụ: `hoàn thành`, `24/24 (100,0%)`."""

    ten: str
    so: str


class ChamDiemContext(FormHead, Signature):
    """Những gì phụ lục chấm điểm cần."""

    ten_phu_luc: str
    tieu_de: list[str]
    doi_tuong: str
    nhiem_vu: list[TaskLine]
    bang: list[GroupRows]
    tong_toi_da: str
    tong: str
    muc: str


def scale_of(review: Review) -> Scale:
    """The scale of the regime.

    Raises:
        ValueError: the regime does not rate by points.
    """
    if review.profile.scale is None:
        raise ValueError(f"regime {review.profile.code} has no scale")
    return review.profile.scale


def score_lines(review: Review, noun: Collective | Individual) -> ScoreLines:
    """The points of each group out of its most, and the total; gaps to fill in while nothing is scored."""
    if noun.scoring is None:
        return blank_score_lines(review, score_table(noun))
    totals = group_totals(review.score_rows(noun), noun.scoring.points)
    return _lines(review, score_table(noun), totals, in_points(noun.scoring.total))


def blank_score_lines(review: Review, table: str) -> ScoreLines:
    """The same lines with gaps."""
    return _lines(review, table, {}, _BLANK)


def _lines(review: Review, table: str, totals: Mapping[str, Decimal], total: str) -> ScoreLines:
    scale = scale_of(review)
    found: list[ScoreLine] = [
        {
            "ten": f"{index}. {group.name}",
            "diem": f"{in_points(totals[group.code]) if group.code in totals else _BLANK}/{in_points(group.most)}",
        }
        for index, group in enumerate(scale.groups, 1)
    ]
    return {
        "diem_phu_luc": scale.table(table).annex,
        "diem_nhom": found,
        "diem_tong": f"{total}/{in_points(scale.most)}",
    }


def score_groups(review: Review, table: str, points: Mapping[str, Decimal] | None) -> list[GroupRows]:
    """The rows of a table by group; room to write on while nothing is scored, or while the office has no table."""
    rows = table_rows(review.period.scoring_table, table)
    totals = group_totals(rows, points or {})
    groups: list[GroupRows] = []
    for roman, group in zip(_ROMAN, scale_of(review).groups, strict=False):
        mine = [row for row in rows if row.group == group.code]
        groups.append(
            {
                "so": roman,
                "ten": group.name,
                "toi_da": in_points(group.most),
                "diem": in_points(totals.get(group.code, Decimal(0))) if points is not None else "",
                "hang": [_row(i, row, points) for i, row in enumerate(mine, 1)] or _room(),
            }
        )
    return groups


def _row(number: int, row: ScoreRow, points: Mapping[str, Decimal] | None) -> CriterionRow:
    given = in_points(points[row.code]) if points and row.code in points else ""
    return {"stt": str(number), "ten": row.name, "toi_da": in_points(row.most), "diem": given}


def _room() -> list[CriterionRow]:
    return [{"stt": str(i), "ten": "", "toi_da": "", "diem": ""} for i in range(1, _BLANK_ROWS + 1)]


def task_lines(workload: Workload | None) -> list[TaskLine]:
    """The year's tasks in numbers, none while nobody counted."""
    if workload is None:
        return []
    counts = (("hoàn thành", workload.done), ("chậm tiến độ", workload.late), ("vượt mức", workload.over))
    shares: list[TaskLine] = [
        {"ten": name, "so": f"{count} ({percent(count, workload.assigned)}%)"} for name, count in counts
    ]
    return [{"ten": "được giao", "so": str(workload.assigned)}, *shares]


def _heading(review: Review, noun: Collective | Individual) -> Heading:
    author = noun.full_name if isinstance(noun, Individual) else author_of(review, noun)
    name = f"đồng chí {noun.full_name}, {noun.party_post}" if isinstance(noun, Individual) else noun.name
    day = noun.scoring.day if noun.scoring else None
    annex = scale_of(review).table(score_table(noun)).annex
    return Heading(annex, f"tự chấm điểm theo tiêu chí năm {review.period.year} của {name}", author, day)


def _scored(review: Review, noun: Collective | Individual) -> bool:
    return noun.scoring is not None


@form("cham-diem-tap-the", Collective, ChamDiemContext, _heading, _scored)
def collective_context(request: Request) -> ChamDiemContext:
    """The context of a collective's annex of points."""
    review, collective = request.review, request.planned.about
    assert isinstance(collective, Collective)
    signing = signing_of(collective)
    day = collective.scoring.day if collective.scoring else None
    return {
        **form_head(request, superior_lines(review, collective), collective.header, day),
        **_table(review, collective, collective.name, collective.workload),
        **signature(review, signing.signer, signing.competence, signing.position),
        "muc": review.profile.level(collective.proposed_level).name,
    }


@form("cham-diem-ca-nhan", Individual, ChamDiemContext, _heading, _scored)
def person_context(request: Request) -> ChamDiemContext:
    """The context of a person's annex of points."""
    review, person = request.review, request.planned.about
    assert isinstance(person, Individual)
    branch = review.collectives[person.branch]
    day = person.scoring.day if person.scoring else None
    return {
        **form_head(request, review.period.office.organisation_header, branch.header, day),
        **_table(review, person, f"{person.full_name}, {person.party_post}", person.workload),
        "ky_tham_quyen": "NGƯỜI TỰ CHẤM ĐIỂM",
        "ky_chuc_vu": "",
        "ky_ho_ten": person.full_name,
        "muc": review.profile.level(person.review_text.self_rating.member).name,
    }


class _Table(TypedDict):
    """Phần bảng của phụ lục."""

    ten_phu_luc: str
    tieu_de: list[str]
    doi_tuong: str
    nhiem_vu: list[TaskLine]
    bang: list[GroupRows]
    tong_toi_da: str
    tong: str


def _table(review: Review, noun: Collective | Individual, name: str, workload: Workload | None) -> _Table:
    table, scoring = scale_of(review).table(score_table(noun)), noun.scoring
    return {
        "ten_phu_luc": table.annex,
        "tieu_de": subject_lines(table.name),
        "doi_tuong": name,
        "nhiem_vu": task_lines(workload),
        "bang": score_groups(review, table.code, scoring.points if scoring else None),
        "tong_toi_da": in_points(scale_of(review).most),
        "tong": in_points(scoring.total) if scoring else "",
    }


def _blank_heading_of(table: str) -> HeadingBuilder:
    def heading(review: Review, period: Period) -> Heading:
        found = scale_of(review).table(table)
        subject = f"Mẫu {found.annex[:1].lower()}{found.annex[1:]} {found.name}"
        return Heading("Phụ lục", subject, period.office.short_name, None)

    return heading


def _blank(request: Request, table: str, upper: Sequence[str], issuer: Sequence[str], signer: str) -> ChamDiemContext:
    review = request.review
    found = scale_of(review).table(table)
    return {
        **form_head(request, upper, issuer, None),
        "ten_phu_luc": found.annex,
        "tieu_de": subject_lines(found.name),
        "doi_tuong": "." * 60,
        "nhiem_vu": [{"ten": name, "so": _BLANK} for name in ("được giao", "hoàn thành", "chậm tiến độ", "vượt mức")],
        "bang": score_groups(review, table, None),
        "tong_toi_da": in_points(scale_of(review).most),
        "tong": "",
        "ky_tham_quyen": signer,
        "ky_chuc_vu": "",
        "ky_ho_ten": "",
        "muc": "." * 40,
    }


@form("cham-diem-tap-the-trong", Period, ChamDiemContext, _blank_heading_of("tap-the"))
def blank_collective(request: Request) -> ChamDiemContext:
    """The blank annex of collectives."""
    return _blank(request, "tap-the", ["TÊN CẤP UỶ CẤP TRÊN"], ["TÊN TỔ CHỨC ĐẢNG"], "T/M TẬP THỂ")


def _blank_person(request: Request, table: str) -> ChamDiemContext:
    return _blank(request, table, ["ĐẢNG BỘ: " + "." * 30], ["CHI BỘ: " + "." * 30], "NGƯỜI TỰ CHẤM ĐIỂM")


@form("cham-diem-lanh-dao-trong", Period, ChamDiemContext, _blank_heading_of("lanh-dao"))
def blank_leader(request: Request) -> ChamDiemContext:
    """The blank annex of leaders."""
    return _blank_person(request, "lanh-dao")


@form("cham-diem-khong-lanh-dao-trong", Period, ChamDiemContext, _blank_heading_of("khong-lanh-dao"))
def blank_member(request: Request) -> ChamDiemContext:
    """The blank annex of those who hold no post."""
    return _blank_person(request, "khong-lanh-dao")


@form("cham-diem-ngoai-he-thong-trong", Period, ChamDiemContext, _blank_heading_of("ngoai-he-thong"))
def blank_outside(request: Request) -> ChamDiemContext:
    """The blank annex of members outside the political system."""
    return _blank_person(request, "ngoai-he-thong")

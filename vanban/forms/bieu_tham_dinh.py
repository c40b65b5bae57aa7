"""Biểu thẩm định: own points and levels beside those of the body that advises, and who decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypedDict

from vanban.forms.bieu import NOTHING, ROMAN, BieuHead, bieu_head, bieu_heading, dated, in_lines, level_lines
from vanban.forms.diem import scale_of
from vanban.forms.registry import Request, form
from vanban.model.collective import Collective
from vanban.model.figures import by_name
from vanban.model.individual import Individual
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.review import Review, score_table
from vanban.model.scoring import group_totals, in_points
from vanban.viet import name_key

_SUBJECT: Final = "tổng hợp kết quả thẩm định, đề xuất xếp loại năm {nam}"
_TITLE: Final = ("TỔNG HỢP KẾT QUẢ THẨM ĐỊNH, ĐỀ XUẤT XẾP LOẠI", "CHẤT LƯỢNG TẬP THỂ, CÁ NHÂN NĂM {nam}")
_NOTE: Final = "Điểm tự chấm theo bảng điểm của đảng uỷ; cấp quyết định theo quy định về thẩm quyền đánh giá, xếp loại."
_GROUPS: Final = (
    ("tap-the", "Tập thể, tổ chức đảng"),
    ("lanh-dao", "Cá nhân giữ chức vụ lãnh đạo, quản lý"),
    ("khong-lanh-dao", "Cá nhân không giữ chức vụ lãnh đạo, quản lý"),
    ("ngoai-he-thong", "Đảng viên không làm việc trong hệ thống chính trị"),
)


class AssessedRow(TypedDict):
    """Một đối tượng được thẩm định: `nhom` holds the own points of each group of the scale."""

    stt: str
    ten: str
    nhom: list[str]
    tong: str
    tu_nhan: str
    tham_dinh: str
    muc: str
    quyet_dinh: str


class AssessedGroup(TypedDict):
    """Một nhóm đối tượng."""

    so: str
    ten: str
    hang: list[AssessedRow]


class ThamDinhContext(BieuHead):
    """Những gì biểu thẩm định cần."""

    nhom: list[str]
    bang: list[AssessedGroup]


def _nouns(review: Review, table: str) -> Sequence[Collective | Individual]:
    if table == "tap-the":
        return by_name(c for c in review.collectives.values() if c.scoring or c.assessment)
    people = [p for p in review.reviewed if score_table(p) == table]
    return sorted(people, key=lambda p: (name_key(p.full_name), p.birth_date))


def _own(noun: Collective | Individual) -> str:
    if isinstance(noun, Collective):
        return noun.proposed_level
    return noun.review_text.self_rating.member


def _decided_by(review: Review, noun: Collective | Individual) -> str:
    organisation = review.profile.organisation
    if isinstance(noun, Collective):
        return organisation.kind_of(noun.kind, noun.unit_kind).decided_by
    return organisation.managed(noun.managed_by).decided_by


def _row(review: Review, order: int, noun: Collective | Individual) -> AssessedRow:
    scale, scoring, assessed = scale_of(review), noun.scoring, noun.assessment
    totals = group_totals(review.score_rows(noun), scoring.points) if scoring else {}
    name = noun.name if isinstance(noun, Collective) else f"{noun.full_name}, {noun.party_post}"
    return {
        "stt": str(order),
        "ten": name,
        "nhom": [in_points(totals[group.code]) if group.code in totals else NOTHING for group in scale.groups],
        "tong": in_points(scoring.total) if scoring else NOTHING,
        "tu_nhan": level_lines(review, _own(noun) or None),
        "tham_dinh": in_points(assessed.total) if assessed else NOTHING,
        "muc": level_lines(review, assessed.level if assessed else None),
        "quyet_dinh": in_lines(_decided_by(review, noun), 18),
    }


def _groups(review: Review) -> Iterator[AssessedGroup]:
    order = 0
    found = [(title, _nouns(review, table)) for table, title in _GROUPS]
    for roman, (title, nouns) in zip(ROMAN, [each for each in found if each[1]], strict=False):
        yield {"so": roman, "ten": title, "hang": [_row(review, order + i, noun) for i, noun in enumerate(nouns, 1)]}
        order += len(nouns)


def _heading(review: Review, period: Period) -> Heading:
    return dated(review, bieu_heading("Biểu 7", _SUBJECT))


@form("bieu-tham-dinh", Period, ThamDinhContext, _heading)
def context(request: Request) -> ThamDinhContext:
    """The context of the table of assessments."""
    review = request.review
    return {
        **bieu_head(request, _TITLE, [_NOTE]),
        "nhom": [f"{group.name} (tối đa {in_points(group.most)})" for group in scale_of(review).groups],
        "bang": list(_groups(review)),
    }

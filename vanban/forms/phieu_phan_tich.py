"""Mẫu 03, Mẫu 04: phiếu phân tích chất lượng và đánh giá, xếp loại, filled and blank (kiem-diem 2.3, 2.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TypedDict

from vanban.forms.mau_01 import blank_lines
from vanban.forms.parts import (
    DOTTED_LINE,
    DOTTED_WORD,
    FormHead,
    Signature,
    author_of,
    form_head,
    signature,
    superior_lines,
)
from vanban.forms.registry import HeadingBuilder, Request, form
from vanban.model.collective import AnalysisSheet, Collective
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.profile import SheetCriterion
from vanban.model.review import Review

_BLANK_NAME = DOTTED_LINE[:50]


class SheetRow(TypedDict):
    """Một tiêu chí: số, tên, bốn ô cấp độ."""

    stt: str
    ten: str
    danh_gia: list[str]


class SheetGroup(TypedDict):
    """Một nhóm tiêu chí; `danh_gia` is empty unless the group is itself the criterion."""

    so: str
    ten: str
    danh_gia: list[str]
    hang: list[SheetRow]


class PhieuPhanTichContext(FormHead, Signature):
    """Những gì Mẫu 03 và Mẫu 04 cần."""

    chu_the: str
    doi_tuong: str
    bang: list[SheetGroup]
    nhan_xet: list[str]
    de_nghi: str
    ky_chi_dan: str


def sheet_groups(review: Review, criteria: Sequence[SheetCriterion], grades: Mapping[str, str]) -> list[SheetGroup]:
    """The rows of the sheet under their headings, with the chosen grade marked."""
    return [_group(review, title, list(found), grades) for title, found in groupby(criteria, lambda c: c.group)]


def _group(review: Review, heading: str, criteria: Sequence[SheetCriterion], grades: Mapping[str, str]) -> SheetGroup:
    roman, _, title = heading.partition(". ")
    marks = [review.profile.grade_marks(grades.get(c.code, "")) for c in criteria]
    if [c.name for c in criteria] == [title]:
        return {"so": roman, "ten": title, "danh_gia": marks[0], "hang": []}
    rows: list[SheetRow] = [
        {"stt": str(number), "ten": criterion.name, "danh_gia": mark}
        for number, (criterion, mark) in enumerate(zip(criteria, marks, strict=True), 1)
    ]
    return {"so": roman, "ten": title, "danh_gia": [], "hang": rows}


def _sheet(collective: Collective) -> AnalysisSheet:
    """The sheet of a collective.

    Raises:
        ValueError: the facts hold none.
    """
    if collective.analysis is None:
        raise ValueError(f"{collective.code} has no analysis sheet")
    return collective.analysis


def _heading_of(label: str) -> HeadingBuilder:
    def heading(review: Review, collective: Collective) -> Heading:
        year = review.period.year
        return Heading(
            kind="Phiếu phân tích",
            subject=f"chất lượng và đánh giá, xếp loại năm {year} ({label}) của {collective.name}",
            author=author_of(review, collective),
            promulgation_date=_sheet(collective).day,
        )

    return heading


@form("mau-03", Collective, PhieuPhanTichContext, _heading_of("Mẫu 03"))
@form("mau-04", Collective, PhieuPhanTichContext, _heading_of("Mẫu 04"))
def context(request: Request) -> PhieuPhanTichContext:
    """The context of a collective's own analysis sheet."""
    review, collective = request.review, request.planned.about
    assert isinstance(collective, Collective)
    sheet, report = _sheet(collective), collective.review_text
    criteria = review.profile.sheet_criteria(collective.kind)
    party = collective.kind == "dang-uy"
    return {
        **form_head(request, superior_lines(review, collective), collective.header, sheet.day),
        **signature(review, report.signer, report.competence, report.position),
        "chu_the": sheet.assessor,
        "doi_tuong": review.period.office.organisation if party else collective.name,
        "bang": sheet_groups(review, criteria, sheet.grades),
        "nhan_xet": list(sheet.comment),
        "de_nghi": f"{review.profile.level(report.proposed_level).name}.",
        "ky_chi_dan": "",
    }


def _blank(request: Request, criteria: Sequence[SheetCriterion]) -> PhieuPhanTichContext:
    return {
        **form_head(request, ["TÊN CẤP UỶ CẤP TRÊN"], ["TÊN TỔ CHỨC ĐẢNG"], None),
        "ky_tham_quyen": "ĐẠI DIỆN LÃNH ĐẠO",
        "ky_chuc_vu": "",
        "ky_ho_ten": "",
        "chu_the": _BLANK_NAME,
        "doi_tuong": _BLANK_NAME,
        "bang": sheet_groups(request.review, criteria, {}),
        "nhan_xet": [DOTTED_LINE[:88], *blank_lines()[1:]],
        "de_nghi": DOTTED_WORD,
        "ky_chi_dan": "(Ký, ghi rõ họ tên và đóng dấu)",
    }


def _blank_heading_of(subject: str) -> HeadingBuilder:
    def heading(review: Review, period: Period) -> Heading:
        return Heading("Phụ lục", f"Mẫu phiếu phân tích chất lượng {subject}", period.office.short_name, None)

    return heading


@form("mau-03-trong", Period, PhieuPhanTichContext, _blank_heading_of("tổ chức đảng (Mẫu 03)"))
def blank_party(request: Request) -> PhieuPhanTichContext:
    """The blank Mẫu 03, an annex of the plan."""
    return _blank(request, request.review.profile.party_sheet)


@form("mau-04-trong", Period, PhieuPhanTichContext, _blank_heading_of("tập thể lãnh đạo, quản lý (Mẫu 04)"))
def blank_body(request: Request) -> PhieuPhanTichContext:
    """The blank Mẫu 04, an annex of the plan."""
    return _blank(request, request.review.profile.body_sheet)

"""Mẫu 01-HD KĐ.ĐG 2019: báo cáo kiểm điểm tập thể, filled and blank (kiem-diem 2.1)."""

from __future__ import annotations

from typing import TypedDict

from vanban.forms.parts import (
    DOTTED_LINE,
    DOTTED_WORD,
    FormHead,
    LevelBox,
    Signature,
    author_of,
    form_head,
    level_boxes,
    signature,
    superior_lines,
)
from vanban.forms.registry import Request, form
from vanban.model.collective import Collective
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.profile import Criterion
from vanban.model.report import REMEDY_WORDS, Remedies, ReviewText
from vanban.model.review import Review

_BLANK_LINES = 3


class StrengthContext(TypedDict):
    """Một mục của phần I, with its rating row (empty list where the form has none)."""

    tieu_de: str
    doan: list[str]
    danh_gia: list[str]


class SectionsContext(TypedDict):
    """Sáu mục chung của các mẫu kiểm điểm."""

    uu_diem: list[StrengthContext]
    han_che: list[str]
    nguyen_nhan: list[str]
    khac_phuc: list[str]
    giai_trinh: list[str]
    trach_nhiem: list[str]
    phuong_huong: list[str]


class ReviewContext(SectionsContext):
    """Sáu mục của Mẫu 01 và Mẫu 02 có cấp độ; the rating row of section III."""

    khac_phuc_danh_gia: list[str]


class Mau01Context(FormHead, ReviewContext, Signature):
    """Những gì Mẫu 01 cần."""

    mo_dau: str
    xep_loai: list[LevelBox]
    ky_chi_dan: str


def strengths(review: Review, criteria: tuple[Criterion, ...], text: ReviewText | None) -> list[StrengthContext]:
    """The items of section I in the order of the regime; dotted lines for a blank form."""
    marks = review.profile.grade_marks
    items: list[StrengthContext] = []
    for index, criterion in enumerate(criteria, 1):
        answer = text.strengths[criterion.code] if text else None
        grade = marks(answer.grade if answer else "") if criterion.graded else []
        words = list(answer.paragraphs) if answer else blank_lines()
        items.append({"tieu_de": f"{index}. {criterion.name}", "doan": words, "danh_gia": grade})
    return items


def blank_lines() -> list[str]:
    """Dotted lines to write on."""
    return [DOTTED_LINE] * _BLANK_LINES


def remedy_lines(remedies: Remedies) -> list[str]:
    """`- Hạn chế: … Kết quả: đã khắc phục. …`, one paragraph per shortcoming of earlier seasons."""
    return [f"- {item.shortcoming.rstrip('.')}: {REMEDY_WORDS[item.state]}. {item.outcome}" for item in remedies.items]


def sections(review: Review, criteria: tuple[Criterion, ...], text: ReviewText) -> SectionsContext:
    """Sections I–VI as the forms print them."""
    return {
        "uu_diem": strengths(review, criteria, text),
        "han_che": list(text.shortcomings),
        "nguyen_nhan": list(text.causes),
        "khac_phuc": remedy_lines(text.remedies),
        "giai_trinh": list(text.explanations),
        "trach_nhiem": list(text.responsibility),
        "phuong_huong": list(text.directions),
    }


def blank_sections(review: Review, criteria: tuple[Criterion, ...]) -> SectionsContext:
    """The same sections with lines to write on."""
    return {
        "uu_diem": strengths(review, criteria, None),
        "han_che": blank_lines(),
        "nguyen_nhan": blank_lines(),
        "khac_phuc": blank_lines(),
        "giai_trinh": blank_lines(),
        "trach_nhiem": blank_lines(),
        "phuong_huong": blank_lines(),
    }


def review_context(review: Review, criteria: tuple[Criterion, ...], text: ReviewText) -> ReviewContext:
    """The sections with the grade of section III."""
    grade = review.profile.grade_marks(text.remedies.grade)
    return {**sections(review, criteria, text), "khac_phuc_danh_gia": grade}


def blank_review_context(review: Review, criteria: tuple[Criterion, ...]) -> ReviewContext:
    """The same with lines to write on and no grade."""
    return {**blank_sections(review, criteria), "khac_phuc_danh_gia": review.profile.grade_marks("")}


def _opening(name: str) -> str:
    return (
        "Căn cứ kết quả lãnh đạo, chỉ đạo thực hiện nhiệm vụ chính trị tại cơ quan, đơn vị; "
        f"{name} kiểm điểm với các nội dung chủ yếu sau:"
    )


def _heading(review: Review, collective: Collective) -> Heading:
    return Heading(
        kind="Báo cáo",
        subject=f"kiểm điểm tập thể năm {review.period.year} (Mẫu 01) của {collective.name}",
        author=author_of(review, collective),
        promulgation_date=collective.review_text.report_date,
    )


@form("mau-01", Collective, Mau01Context, _heading)
def context(request: Request) -> Mau01Context:
    """The context of a collective's report."""
    review, collective = request.review, request.planned.about
    assert isinstance(collective, Collective)
    report = collective.review_text
    return {
        **form_head(request, superior_lines(review, collective), collective.header, report.report_date),
        **review_context(review, review.profile.collective_criteria, report),
        **signature(review, report.signer, report.competence, report.position),
        "mo_dau": _opening(collective.name),
        "xep_loai": level_boxes(review, report.proposed_level),
        "ky_chi_dan": "",
    }


def _blank_heading(review: Review, period: Period) -> Heading:
    return Heading("Phụ lục", "Mẫu báo cáo kiểm điểm tập thể (Mẫu 01)", period.office.short_name, None)


@form("mau-01-trong", Period, Mau01Context, _blank_heading)
def blank_context(request: Request) -> Mau01Context:
    """The context of the blank form, an annex of the plan."""
    review = request.review
    return {
        **form_head(request, ["TÊN CẤP UỶ CẤP TRÊN"], ["TÊN TỔ CHỨC ĐẢNG"], None),
        **blank_review_context(review, review.profile.collective_criteria),
        "ky_tham_quyen": "T/M BAN THƯỜNG VỤ",
        "ky_chuc_vu": "(TẬP THỂ LÃNH ĐẠO, QUẢN LÝ)",
        "ky_ho_ten": "",
        "mo_dau": _opening(f"tập thể {DOTTED_WORD}"),
        "xep_loai": level_boxes(review, ""),
        "ky_chi_dan": "(Ký, ghi rõ họ tên và đóng dấu)",
    }

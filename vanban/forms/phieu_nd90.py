"""Phiếu đánh giá, xếp loại chất lượng cán bộ, công chức, viên chức (NĐ 90/2020/NĐ-CP, Mẫu 01–03; kiem-diem 2.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypedDict

from vanban.forms.mau_01 import blank_lines
from vanban.forms.mau_02 import SERVICE_WORDS
from vanban.forms.nha_nuoc import OfficeLines, StateHead, office_lines, state_head
from vanban.forms.parts import DOTTED_LINE, DOTTED_WORD, blank_date_line, date_line
from vanban.forms.registry import HeadingBuilder, Request, form
from vanban.model.individual import CivilSheet, Individual
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.profile import CivilCriterion
from vanban.model.review import Review

_NOT_ASKED: Final = "Không thuộc đối tượng phải lấy ý kiến của cấp uỷ."


class CivilItem(TypedDict):
    """Một mục tự đánh giá: đề mục có số, lời dẫn trong ngoặc, nội dung."""

    tieu_de: str
    goi_y: str
    doan: list[str]


class ResultContext(TypedDict):
    """Phần IV, do người có thẩm quyền ghi."""

    nhan_xet: list[str]
    muc: str
    dia_danh_ngay: str
    ho_ten: str


class PhieuNd90Context(StateHead):
    """Những gì ba mẫu phiếu cần; `lanh_dao` is empty for those who lead nothing."""

    ho_ten: str
    chuc_vu: str
    don_vi: str
    tu_danh_gia: list[CivilItem]
    lanh_dao: list[CivilItem]
    tu_nhan_xet: list[str]
    bon_muc: str
    tu_xep_loai: str
    tu_ngay: str
    ho_ten_ky: str
    y_kien_cap_uy: list[str]
    ket_qua: ResultContext


def _sheet(person: Individual) -> CivilSheet:
    """The sheet of a person.

    Raises:
        ValueError: the facts hold none.
    """
    if person.civil_sheet is None:
        raise ValueError(f"{person.code} has no civil sheet")
    return person.civil_sheet


def civil_items(
    criteria: Sequence[CivilCriterion], service: str, sheet: CivilSheet | None
) -> tuple[list[CivilItem], list[CivilItem]]:
    """Items for all and items for leaders, numbered through; lines to write on without a sheet."""
    everyone: list[CivilItem] = []
    leaders: list[CivilItem] = []
    for number, criterion in enumerate(criteria, 1):
        name, hint = criterion.wording(service)
        words = list(sheet.items[criterion.code]) if sheet else blank_lines()
        item: CivilItem = {"tieu_de": f"{number}. {name}", "goi_y": hint, "doan": words}
        (leaders if criterion.leaders_only else everyone).append(item)
    return everyone, leaders


def four_levels(review: Review) -> str:
    """`(Hoàn thành xuất sắc nhiệm vụ; …)`: the hint after the self-rating."""
    return f"({'; '.join(level.name for level in review.profile.levels)})"


def _result(review: Review, person: Individual) -> ResultContext:
    """What the head decided, or lines to write on while nothing was."""
    verdict = person.verdicts.office_head
    if verdict is None:
        return _blank_result(review)
    return {
        "nhan_xet": list(verdict.paragraphs) or [DOTTED_LINE],
        "muc": f"{review.profile.level(verdict.level).name}.",
        "dia_danh_ngay": date_line(review, verdict.decision_date),
        "ho_ten": review.signer_name(verdict.signer),
    }


def _blank_result(review: Review) -> ResultContext:
    day = blank_date_line(review)
    return {"nhan_xet": blank_lines(), "muc": DOTTED_WORD, "dia_danh_ngay": day, "ho_ten": ""}


def _committee_opinion(person: Individual, sheet: CivilSheet) -> list[str]:
    """The Party committee's opinion, asked for heads and deputies (Điều 17–19)."""
    if sheet.committee_opinion:
        return list(sheet.committee_opinion)
    return blank_lines() if person.leader else [_NOT_ASKED]


def _heading(review: Review, person: Individual) -> Heading:
    return Heading(
        kind="Phiếu đánh giá, xếp loại chất lượng",
        subject=f"{SERVICE_WORDS[person.service]} năm {review.period.year} của {person.full_name}, {person.state_post}",
        author=person.full_name,
        promulgation_date=_sheet(person).day,
    )


@form("nd90-can-bo", Individual, PhieuNd90Context, _heading)
@form("nd90-cong-chuc", Individual, PhieuNd90Context, _heading)
@form("nd90-vien-chuc", Individual, PhieuNd90Context, _heading)
def context(request: Request) -> PhieuNd90Context:
    """The context of a person's civil sheet."""
    review, person = request.review, request.planned.about
    assert isinstance(person, Individual)
    sheet = _sheet(person)
    everyone, leaders = civil_items(review.civil_criteria(person), person.service, sheet)
    return {
        **state_head(request, office_lines(person.workplace, review.profile.organisation.areas)),
        "ho_ten": person.full_name,
        "chuc_vu": person.state_post,
        "don_vi": person.workplace,
        "tu_danh_gia": everyone,
        "lanh_dao": leaders,
        "tu_nhan_xet": list(sheet.self_comment),
        "bon_muc": "",
        "tu_xep_loai": f"{review.profile.level(person.review_text.self_rating.civil).name}.",
        "tu_ngay": date_line(review, sheet.day),
        "ho_ten_ky": person.full_name,
        "y_kien_cap_uy": _committee_opinion(person, sheet),
        "ket_qua": _result(review, person),
    }


def _blank(request: Request, service: str) -> PhieuNd90Context:
    review = request.review
    lines: OfficeLines = {"cap_tren": ["TÊN CƠ QUAN CẤP TRÊN"], "co_quan": ["TÊN CƠ QUAN,", "TỔ CHỨC, ĐƠN VỊ"]}
    everyone, leaders = civil_items(review.profile.civil_criteria, service, None)
    return {
        **state_head(request, lines),
        "ho_ten": DOTTED_WORD,
        "chuc_vu": DOTTED_WORD,
        "don_vi": DOTTED_WORD,
        "tu_danh_gia": everyone,
        "lanh_dao": leaders,
        "tu_nhan_xet": blank_lines(),
        "bon_muc": four_levels(review),
        "tu_xep_loai": DOTTED_LINE,
        "tu_ngay": blank_date_line(review),
        "ho_ten_ky": "",
        "y_kien_cap_uy": blank_lines(),
        "ket_qua": _blank_result(review),
    }


def _blank_heading_of(service: str, label: str) -> HeadingBuilder:
    def heading(review: Review, period: Period) -> Heading:
        subject = f"Mẫu phiếu đánh giá, xếp loại chất lượng {SERVICE_WORDS[service]} ({label})"
        return Heading("Phụ lục", subject, period.office.short_name, None)

    return heading


@form("nd90-can-bo-trong", Period, PhieuNd90Context, _blank_heading_of("can-bo", "Mẫu số 01"))
def blank_official(request: Request) -> PhieuNd90Context:
    """The blank Mẫu số 01, an annex of the plan."""
    return _blank(request, "can-bo")


@form("nd90-cong-chuc-trong", Period, PhieuNd90Context, _blank_heading_of("cong-chuc", "Mẫu số 02"))
def blank_civil_servant(request: Request) -> PhieuNd90Context:
    """The blank Mẫu số 02, an annex of the plan."""
    return _blank(request, "cong-chuc")


@form("nd90-vien-chuc-trong", Period, PhieuNd90Context, _blank_heading_of("vien-chuc", "Mẫu số 03"))
def blank_public_employee(request: Request) -> PhieuNd90Context:
    """The blank Mẫu số 03, an annex of the plan."""
    return _blank(request, "vien-chuc")

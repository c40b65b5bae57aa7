"""Mẫu 02-HD KĐ.ĐG 2019: bản kiểm điểm cá nhân, filled and blank (kiem-diem 2.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypedDict

from vanban.forms.mau_01 import ReviewContext, blank_review_context, review_context
from vanban.forms.parts import (
    DOTTED_LINE,
    DOTTED_WORD,
    FormHead,
    LevelBox,
    blank_date_line,
    date_line,
    form_head,
    level_boxes,
)
from vanban.forms.registry import Request, form
from vanban.model.individual import Individual, Verdict
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.review import Review
from vanban.viet import full_date

SERVICE_WORDS: Final = {
    "can-bo": "cán bộ",
    "cong-chuc": "công chức",
    "vien-chuc": "viên chức",
    "khong": "cán bộ, công chức, viên chức",
}
_OFFICE_COMMENT: Final = "Nhận xét, đánh giá của người quản lý, sử dụng cán bộ, công chức, viên chức: "
_BRANCH_COMMENT: Final = "Nhận xét, đánh giá của chi uỷ: "
_BRANCH_LEVEL: Final = "Chi bộ đề xuất xếp loại mức chất lượng:"
_COMMITTEE_LEVEL: Final = "Đảng uỷ, chi uỷ cơ sở xếp loại mức chất lượng:"


class VerdictContext(TypedDict):
    """Phần do cấp khác ghi."""

    nhan_xet: list[str]
    muc_dan: str
    muc: str
    dia_danh_ngay: str
    tham_quyen: str
    ho_ten: str


class Mau02Context(FormHead, ReviewContext):
    """Những gì Mẫu 02 cần."""

    ho_ten: str
    ngay_sinh: str
    chuc_vu_dang: str
    chuc_vu_chinh_quyen: str
    chuc_vu_doan_the: str
    don_vi_cong_tac: str
    chi_bo: str
    la_cong_chuc: bool
    so_muc_dang_vien: str
    tu_nhan_cong_chuc: list[LevelBox]
    tu_nhan_dang_vien: list[LevelBox]
    ho_ten_ky: str
    thu_truong: VerdictContext
    chi_uy: VerdictContext
    dang_uy: VerdictContext


def _verdict(review: Review, verdict: Verdict | None, comment: str, lead: str, competence: str) -> VerdictContext:
    """A part filled by others: what was decided, or lines to write on while nothing was."""
    if verdict is None:
        return {
            "nhan_xet": [comment + DOTTED_WORD, DOTTED_LINE] if comment else [],
            "muc_dan": lead,
            "muc": "." * 24,
            "dia_danh_ngay": blank_date_line(review),
            "tham_quyen": competence,
            "ho_ten": "",
        }
    return {
        "nhan_xet": _led(comment, verdict.paragraphs),
        "muc_dan": lead,
        "muc": f"{review.profile.level(verdict.level).name}.",
        "dia_danh_ngay": date_line(review, verdict.decision_date),
        "tham_quyen": competence,
        "ho_ten": review.signer_name(verdict.signer),
    }


def _led(lead: str, texts: Sequence[str]) -> list[str]:
    """The paragraphs with the form's words before the first."""
    return [lead + texts[0], *texts[1:]] if texts else []


def _heading(review: Review, person: Individual) -> Heading:
    return Heading(
        kind="Bản kiểm điểm cá nhân",
        subject=f"năm {review.period.year} (Mẫu 02) của đồng chí {person.full_name}, {person.party_post}",
        author=person.full_name,
        promulgation_date=person.review_text.report_date,
    )


@form("mau-02", Individual, Mau02Context, _heading)
def context(request: Request) -> Mau02Context:
    """The context of a person's self-criticism."""
    review, person = request.review, request.planned.about
    assert isinstance(person, Individual)
    text, verdicts = person.review_text, person.verdicts
    office, branch = review.period.office, review.collectives[person.branch]
    civil = person.service != "khong"
    service_lead = f"Mức xếp loại chất lượng {SERVICE_WORDS[person.service]}:"
    return {
        **form_head(request, office.organisation_header, branch.header, text.report_date),
        **review_context(review, review.criteria(person), text),
        "ho_ten": person.full_name,
        "ngay_sinh": full_date(person.birth_date),
        "chuc_vu_dang": person.party_post,
        "chuc_vu_chinh_quyen": person.state_post,
        "chuc_vu_doan_the": person.union_post,
        "don_vi_cong_tac": person.workplace,
        "chi_bo": branch.short_name,
        "la_cong_chuc": civil,
        "so_muc_dang_vien": "2" if civil else "1",
        "tu_nhan_cong_chuc": level_boxes(review, text.self_rating.civil),
        "tu_nhan_dang_vien": level_boxes(review, text.self_rating.member),
        "ho_ten_ky": person.full_name,
        "thu_truong": _verdict(review, verdicts.office_head, _OFFICE_COMMENT, service_lead, ""),
        "chi_uy": _verdict(review, verdicts.branch, _BRANCH_COMMENT, _BRANCH_LEVEL, "T/M CHI BỘ"),
        "dang_uy": _verdict(review, verdicts.committee, "", _COMMITTEE_LEVEL, "T/M ĐẢNG UỶ"),
    }


def _blank_heading(review: Review, period: Period) -> Heading:
    return Heading("Phụ lục", "Mẫu bản kiểm điểm cá nhân (Mẫu 02)", period.office.short_name, None)


@form("mau-02-trong", Period, Mau02Context, _blank_heading)
def blank_context(request: Request) -> Mau02Context:
    """The context of the blank form, an annex of the plan."""
    review = request.review
    service_lead = f"Mức xếp loại chất lượng {SERVICE_WORDS['khong']}:"
    return {
        **form_head(request, ["ĐẢNG BỘ: " + "." * 30], ["CHI BỘ: " + "." * 30], None),
        **blank_review_context(review, review.profile.individual_criteria),
        "ho_ten": DOTTED_WORD,
        "ngay_sinh": "." * 20,
        "chuc_vu_dang": DOTTED_WORD,
        "chuc_vu_chinh_quyen": DOTTED_WORD,
        "chuc_vu_doan_the": DOTTED_WORD,
        "don_vi_cong_tac": DOTTED_WORD,
        "chi_bo": DOTTED_WORD,
        "la_cong_chuc": True,
        "so_muc_dang_vien": "2",
        "tu_nhan_cong_chuc": level_boxes(review, ""),
        "tu_nhan_dang_vien": level_boxes(review, ""),
        "ho_ten_ky": "",
        "thu_truong": _verdict(review, None, _OFFICE_COMMENT, service_lead, ""),
        "chi_uy": _verdict(review, None, _BRANCH_COMMENT, _BRANCH_LEVEL, "T/M CHI UỶ (CHI BỘ)"),
        "dang_uy": _verdict(review, None, "", _COMMITTEE_LEVEL, "T/M ĐẢNG UỶ (CHI UỶ)"),
    }

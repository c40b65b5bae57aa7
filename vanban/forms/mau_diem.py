"""Báo cáo, bản kiểm điểm có tự chấm điểm: part A reviews, part B scores and asks for a level; filled and blank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vanban.forms.ca_nhan import PersonLines, blank_person_lines, person_lines
from vanban.forms.diem import ScoreLines, blank_score_lines, score_lines
from vanban.forms.mau_01 import SectionsContext, blank_sections, sections
from vanban.forms.parts import (
    DOTTED_WORD,
    FormHead,
    LevelBox,
    Signature,
    author_of,
    form_head,
    level_boxes,
    review_label,
    signature,
    superior_lines,
)
from vanban.forms.registry import HeadingBuilder, Request, form
from vanban.model.collective import Collective
from vanban.model.individual import Individual
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.profile import Criterion
from vanban.model.review import Review, score_table

_SUBTITLES: Final = {
    "lanh-dao": "(Cá nhân giữ chức vụ lãnh đạo, quản lý)",
    "khong-lanh-dao": "(Cá nhân không giữ chức vụ lãnh đạo, quản lý)",
    "ngoai-he-thong": "(Đảng viên không làm việc trong hệ thống chính trị)",
}
_SIGN_HINT: Final = "(Ký, ghi rõ họ tên)"


class TapTheContext(FormHead, SectionsContext, ScoreLines, Signature):
    """Những gì báo cáo kiểm điểm, tự đánh giá, xếp loại của tập thể cần."""

    mo_dau: str
    xep_loai: list[LevelBox]
    ky_chi_dan: str


class CaNhanContext(FormHead, SectionsContext, ScoreLines, PersonLines):
    """Những gì bản kiểm điểm, tự đánh giá, xếp loại cá nhân cần; `trong_he_thong` prints the lines of posts."""

    doi_tuong: str
    trong_he_thong: bool
    chuc_vu_doan_the: str
    xep_loai: list[LevelBox]
    ho_ten_ky: str
    ky_chi_dan: str


def _opening(name: str) -> str:
    return (
        "Căn cứ kết quả lãnh đạo, chỉ đạo thực hiện nhiệm vụ chính trị tại địa phương, cơ quan, đơn vị; "
        f"{name} kiểm điểm, tự đánh giá, xếp loại với các nội dung chủ yếu sau:"
    )


def _heading(review: Review, collective: Collective) -> Heading:
    label = review_label(review, collective)
    return Heading(
        kind="Báo cáo",
        subject=f"kiểm điểm, tự đánh giá, xếp loại năm {review.period.year} ({label}) của {collective.name}",
        author=author_of(review, collective),
        promulgation_date=collective.review_text.report_date,
    )


def _wrote(review: Review, collective: Collective) -> bool:
    return collective.report is not None


@form("kd-tap-the", Collective, TapTheContext, _heading, _wrote)
def context(request: Request) -> TapTheContext:
    """The context of a collective's report."""
    review, collective = request.review, request.planned.about
    assert isinstance(collective, Collective)
    report = collective.review_text
    return {
        **form_head(request, superior_lines(review, collective), collective.header, report.report_date),
        **sections(review, review.profile.collective_criteria, report),
        **score_lines(review, collective),
        **signature(review, report.signer, report.competence, report.position),
        "mo_dau": _opening(collective.name),
        "xep_loai": level_boxes(review, report.proposed_level),
        "ky_chi_dan": "",
    }


def _person_heading(review: Review, person: Individual) -> Heading:
    label = review_label(review, person)
    return Heading(
        kind="Bản kiểm điểm, tự đánh giá, xếp loại cá nhân",
        subject=f"năm {review.period.year} ({label}) của đồng chí {person.full_name}, {person.party_post}",
        author=person.full_name,
        promulgation_date=person.review_text.report_date,
    )


@form("kd-lanh-dao", Individual, CaNhanContext, _person_heading)
@form("kd-khong-lanh-dao", Individual, CaNhanContext, _person_heading)
@form("kd-ngoai-he-thong", Individual, CaNhanContext, _person_heading)
def person_context(request: Request) -> CaNhanContext:
    """The context of a person's self-criticism."""
    review, person = request.review, request.planned.about
    assert isinstance(person, Individual)
    text, branch = person.review_text, review.collectives[person.branch]
    return {
        **form_head(request, review.period.office.organisation_header, branch.header, text.report_date),
        **sections(review, review.criteria(person), text),
        **score_lines(review, person),
        **person_lines(review, person),
        "doi_tuong": _SUBTITLES[score_table(person)],
        "trong_he_thong": not person.outside_system,
        "chuc_vu_doan_the": person.union_post,
        "xep_loai": level_boxes(review, text.self_rating.member),
        "ho_ten_ky": person.full_name,
        "ky_chi_dan": "",
    }


def _blank_subject(review: Review, table: str, words: str) -> str:
    return f"Mẫu {words} ({review.profile.review_label(table)})"


def _blank_heading_of(table: str, words: str) -> HeadingBuilder:
    def heading(review: Review, period: Period) -> Heading:
        return Heading("Phụ lục", _blank_subject(review, table, words), period.office.short_name, None)

    return heading


@form("kd-tap-the-trong", Period, TapTheContext, _blank_heading_of("tap-the", "báo cáo kiểm điểm tập thể"))
def blank_context(request: Request) -> TapTheContext:
    """The context of the blank report, an annex of the plan."""
    review = request.review
    return {
        **form_head(request, ["TÊN CẤP UỶ CẤP TRÊN"], ["TÊN TỔ CHỨC ĐẢNG"], None),
        **blank_sections(review, review.profile.collective_criteria),
        **blank_score_lines(review, "tap-the"),
        "ky_tham_quyen": "T/M BAN THƯỜNG VỤ",
        "ky_chuc_vu": "(TẬP THỂ LÃNH ĐẠO, QUẢN LÝ)",
        "ky_ho_ten": "",
        "mo_dau": _opening(f"tập thể {DOTTED_WORD}"),
        "xep_loai": level_boxes(review, ""),
        "ky_chi_dan": "(Ký, ghi rõ họ tên và đóng dấu)",
    }


def criteria_of(review: Review, table: str) -> Sequence[Criterion]:
    """The criteria the persons of a table answer to."""
    every = review.profile.individual_criteria
    if table == "ngoai-he-thong":
        return [criterion.outside() for criterion in every if not criterion.leaders_only]
    return [criterion for criterion in every if table == "lanh-dao" or not criterion.leaders_only]


def _blank_person(request: Request, table: str) -> CaNhanContext:
    review = request.review
    return {
        **form_head(request, ["ĐẢNG BỘ: " + "." * 30], ["CHI BỘ: " + "." * 30], None),
        **blank_sections(review, tuple(criteria_of(review, table))),
        **blank_score_lines(review, table),
        **blank_person_lines(),
        "doi_tuong": _SUBTITLES[table],
        "trong_he_thong": table != "ngoai-he-thong",
        "chuc_vu_doan_the": DOTTED_WORD,
        "xep_loai": level_boxes(review, ""),
        "ho_ten_ky": "",
        "ky_chi_dan": _SIGN_HINT,
    }


_PERSON: Final = "bản kiểm điểm cá nhân"


@form("kd-lanh-dao-trong", Period, CaNhanContext, _blank_heading_of("lanh-dao", f"{_PERSON} giữ chức vụ"))
def blank_leader(request: Request) -> CaNhanContext:
    """The context of the blank form of leaders."""
    return _blank_person(request, "lanh-dao")


@form("kd-khong-lanh-dao-trong", Period, CaNhanContext, _blank_heading_of("khong-lanh-dao", _PERSON))
def blank_member(request: Request) -> CaNhanContext:
    """The context of the blank form of those who hold no post."""
    return _blank_person(request, "khong-lanh-dao")


@form(
    "kd-ngoai-he-thong-trong",
    Period,
    CaNhanContext,
    _blank_heading_of("ngoai-he-thong", f"{_PERSON} ngoài hệ thống chính trị"),
)
def blank_outside(request: Request) -> CaNhanContext:
    """The context of the blank form of members outside the political system."""
    return _blank_person(request, "ngoai-he-thong")

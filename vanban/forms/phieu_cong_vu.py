"""Phiếu xếp loại chất lượng công chức, viên chức theo điểm (NĐ 335/2025/NĐ-CP, NĐ 233/2026/NĐ-CP); filled and blank."""

from __future__ import annotations

from typing import Final

from vanban.forms.diem import ScoreLine, scale_of
from vanban.forms.mau_01 import blank_lines
from vanban.forms.mau_02 import SERVICE_WORDS
from vanban.forms.nha_nuoc import OfficeLines, StateHead, office_lines, state_head
from vanban.forms.parts import DOTTED_LINE, DOTTED_WORD, LevelBox, blank_date_line, date_line, level_boxes
from vanban.forms.registry import HeadingBuilder, Request, form
from vanban.model.individual import Individual
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.review import Review
from vanban.model.scoring import CivilScore, in_points

_BLANK: Final = "........"


class PhieuCongVuContext(StateHead):
    """Những gì phiếu xếp loại công chức, viên chức cần."""

    doi_tuong: str
    ho_ten: str
    chuc_vu: str
    don_vi: str
    nhom: list[ScoreLine]
    tong: str
    tu_xep_loai: list[LevelBox]
    ket_qua: list[LevelBox]
    nhan_xet: list[str]
    de_xuat: list[str]
    tu_ngay: str
    ho_ten_ky: str
    ket_qua_ngay: str
    nguoi_quyet_dinh: str


def _score(person: Individual) -> CivilScore:
    """The civil points of a person.

    Raises:
        ValueError: the facts hold none.
    """
    if person.civil_score is None:
        raise ValueError(f"{person.code} has no civil points")
    return person.civil_score


def _groups(review: Review, score: CivilScore | None) -> list[ScoreLine]:
    lines: list[ScoreLine] = []
    for number, group in enumerate(scale_of(review).groups, 1):
        given = in_points(score.points[group.code]) if score else _BLANK
        most = in_points(group.most)
        lines.append({"ten": f"{number}. {group.name} (tối đa {most} điểm)", "diem": f"{given} điểm"})
    return lines


def _heading(review: Review, person: Individual) -> Heading:
    return Heading(
        kind="Phiếu xếp loại chất lượng",
        subject=f"{SERVICE_WORDS[person.service]} năm {review.period.year} của {person.full_name}, {person.state_post}",
        author=person.full_name,
        promulgation_date=_score(person).day,
    )


@form("phieu-cong-chuc", Individual, PhieuCongVuContext, _heading)
@form("phieu-vien-chuc", Individual, PhieuCongVuContext, _heading)
def context(request: Request) -> PhieuCongVuContext:
    """The context of a person's sheet; what the head has not decided yet is room to write on."""
    review, person = request.review, request.planned.about
    assert isinstance(person, Individual)
    score, verdict = _score(person), person.verdicts.office_head
    return {
        **state_head(request, office_lines(person.workplace, review.profile.organisation.areas)),
        "doi_tuong": SERVICE_WORDS[person.service],
        "ho_ten": person.full_name,
        "chuc_vu": person.state_post,
        "don_vi": person.workplace,
        "nhom": _groups(review, score),
        "tong": f"{in_points(score.total)} điểm",
        "tu_xep_loai": level_boxes(review, person.review_text.self_rating.civil),
        "ket_qua": level_boxes(review, verdict.level if verdict else ""),
        "nhan_xet": (list(verdict.paragraphs) if verdict else []) or [DOTTED_LINE],
        "de_xuat": list(score.proposal) or [DOTTED_LINE],
        "tu_ngay": date_line(review, score.day),
        "ho_ten_ky": person.full_name,
        "ket_qua_ngay": date_line(review, verdict.decision_date) if verdict else blank_date_line(review),
        "nguoi_quyet_dinh": review.signer_name(verdict.signer) if verdict else "",
    }


def _blank_heading_of(service: str) -> HeadingBuilder:
    def heading(review: Review, period: Period) -> Heading:
        subject = f"Mẫu phiếu xếp loại chất lượng {SERVICE_WORDS[service]}"
        return Heading("Phụ lục", subject, period.office.short_name, None)

    return heading


def _blank(request: Request, service: str) -> PhieuCongVuContext:
    review = request.review
    lines: OfficeLines = {"cap_tren": ["TÊN CƠ QUAN CẤP TRÊN"], "co_quan": ["TÊN CƠ QUAN,", "TỔ CHỨC, ĐƠN VỊ"]}
    return {
        **state_head(request, lines),
        "doi_tuong": SERVICE_WORDS[service],
        "ho_ten": DOTTED_WORD,
        "chuc_vu": DOTTED_WORD,
        "don_vi": DOTTED_WORD,
        "nhom": _groups(review, None),
        "tong": f"{_BLANK} điểm",
        "tu_xep_loai": level_boxes(review, ""),
        "ket_qua": level_boxes(review, ""),
        "nhan_xet": blank_lines(),
        "de_xuat": [DOTTED_LINE],
        "tu_ngay": blank_date_line(review),
        "ho_ten_ky": "",
        "ket_qua_ngay": blank_date_line(review),
        "nguoi_quyet_dinh": "",
    }


@form("phieu-cong-chuc-trong", Period, PhieuCongVuContext, _blank_heading_of("cong-chuc"))
def blank_civil_servant(request: Request) -> PhieuCongVuContext:
    """The blank sheet of civil servants."""
    return _blank(request, "cong-chuc")


@form("phieu-vien-chuc-trong", Period, PhieuCongVuContext, _blank_heading_of("vien-chuc"))
def blank_public_employee(request: Request) -> PhieuCongVuContext:
    """The blank sheet of public employees."""
    return _blank(request, "vien-chuc")

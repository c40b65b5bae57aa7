"""Phiếu nhận xét của chi uỷ nơi cư trú (QĐ 213-QĐ/TW, HD 33-HD/BTCTW)."""

from __future__ import annotations

import re
from typing import Final

from vanban.forms.ca_nhan import PersonLines, blank_person_lines, person_lines
from vanban.forms.mau_01 import blank_lines
from vanban.forms.nha_nuoc import capital_lines
from vanban.forms.parts import DOTTED_LINE, DOTTED_WORD, FormHead, Signature, form_head
from vanban.forms.registry import Request, form
from vanban.model.individual import Individual, ResidenceComment
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.review import Review
from vanban.viet import long_date

_UNIT: Final = re.compile(r"\b(?:xã|phường|thị trấn) (.+)$")


class NhanXetCuTruContext(FormHead, PersonLines, Signature):
    """Những gì phiếu nhận xét nơi cư trú cần."""

    noi_cu_tru: str
    mo_dau: str
    nhan_xet: list[str]
    ky_chi_dan: str


def _comment(person: Individual) -> ResidenceComment:
    """The comment on a person.

    Raises:
        ValueError: the facts hold none.
    """
    if person.residence is None:
        raise ValueError(f"{person.code} has no comment from the place of residence")
    return person.residence


def organisation_lines(committee: str) -> list[str]:
    """`Đảng uỷ xã Tú Thịnh` → ĐẢNG BỘ XÃ TÚ THỊNH (HD 36-HD/VPTW II.1.2)."""
    return capital_lines(f"Đảng bộ {committee.removeprefix('Đảng uỷ ').removeprefix('Đảng bộ ')}")


def place_of(review: Review, committee: str) -> str:
    """The place a commune's papers are dated from, the office's own when the name does not tell."""
    match = _UNIT.search(committee)
    return match[1] if match else review.period.office.place


def _opening(branch: str) -> str:
    return (
        f"Qua theo dõi việc giữ mối liên hệ với tổ chức đảng và nhân dân nơi cư trú năm {{year}}, {branch} nhận xét "
        "như sau:"
    )


def _heading(review: Review, person: Individual) -> Heading:
    comment = _comment(person)
    return Heading(
        kind="Phiếu nhận xét",
        subject=f"đảng viên nơi cư trú năm {review.period.year} đối với đồng chí {person.full_name}",
        author=comment.branch,
        promulgation_date=comment.day,
    )


@form("nhan-xet-cu-tru", Individual, NhanXetCuTruContext, _heading)
def context(request: Request) -> NhanXetCuTruContext:
    """The context of a comment from the place of residence."""
    review, person = request.review, request.planned.about
    assert isinstance(person, Individual)
    comment = _comment(person)
    head = form_head(request, organisation_lines(comment.committee), capital_lines(comment.branch), comment.day)
    head["dia_danh_ngay"] = f"{place_of(review, comment.committee)}, {long_date(comment.day)}"
    return {
        **head,
        **person_lines(review, person),
        "noi_cu_tru": comment.address,
        "mo_dau": _opening(comment.branch).format(year=review.period.year),
        "nhan_xet": list(comment.paragraphs),
        "ky_tham_quyen": "T/M CHI UỶ",
        "ky_chuc_vu": "BÍ THƯ",
        "ky_ho_ten": comment.signer,
        "ky_chi_dan": "",
    }


def _blank_heading(review: Review, period: Period) -> Heading:
    return Heading("Phụ lục", "Mẫu phiếu nhận xét của chi uỷ nơi cư trú", period.office.short_name, None)


@form("nhan-xet-cu-tru-trong", Period, NhanXetCuTruContext, _blank_heading)
def blank_context(request: Request) -> NhanXetCuTruContext:
    """The blank comment, an annex of the plan."""
    head = form_head(request, ["ĐẢNG BỘ: " + "." * 30], ["CHI BỘ: " + "." * 30], None)
    head["dia_danh_ngay"] = head["dia_danh_ngay"].replace(request.review.period.office.place, "." * 16)
    return {
        **head,
        **blank_person_lines(),
        "noi_cu_tru": DOTTED_WORD,
        "mo_dau": _opening(f"chi uỷ {DOTTED_WORD}").format(year=request.review.period.year),
        "nhan_xet": [*blank_lines(), *[DOTTED_LINE] * 3],
        "ky_tham_quyen": "T/M CHI UỶ",
        "ky_chuc_vu": "BÍ THƯ",
        "ky_ho_ten": "",
        "ky_chi_dan": "(Ký, ghi rõ họ tên)",
    }

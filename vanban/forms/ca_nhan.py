"""The lines by which the papers of a person name that person."""

from __future__ import annotations

from typing import TypedDict

from vanban.forms.parts import DOTTED_WORD
from vanban.model.individual import Individual
from vanban.model.review import Review
from vanban.viet import full_date


class PersonLines(TypedDict):
    """Các dòng khai về một đảng viên."""

    ho_ten: str
    ngay_sinh: str
    chuc_vu_dang: str
    chuc_vu_chinh_quyen: str
    don_vi_cong_tac: str
    chi_bo: str


def person_lines(review: Review, person: Individual) -> PersonLines:
    """What the facts say of a person."""
    return {
        "ho_ten": person.full_name,
        "ngay_sinh": full_date(person.birth_date),
        "chuc_vu_dang": person.party_post,
        "chuc_vu_chinh_quyen": person.state_post,
        "don_vi_cong_tac": person.workplace,
        "chi_bo": review.collectives[person.branch].short_name,
    }


def blank_person_lines() -> PersonLines:
    """Dotted lines to write on."""
    return {
        "ho_ten": DOTTED_WORD,
        "ngay_sinh": "." * 20,
        "chuc_vu_dang": DOTTED_WORD,
        "chuc_vu_chinh_quyen": DOTTED_WORD,
        "don_vi_cong_tac": DOTTED_WORD,
        "chi_bo": DOTTED_WORD,
    }


def branch_head(review: Review, person: Individual) -> tuple[str, str]:
    """Post and full name of who signs for the branch: its secretary, for the secretary the next in order."""
    members = review.collectives[person.branch].members
    signer = next((m for m in members if m.person != person.code), members[0])
    return signer.role.upper(), review.individuals[signer.person].full_name

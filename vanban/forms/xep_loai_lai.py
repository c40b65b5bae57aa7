"""Quyết định đánh giá, xếp loại lại: sets a result aside and rates a collective or person anew."""

from __future__ import annotations

from typing import Final, TypedDict

from vanban.forms.bien_ban import subject_lines
from vanban.forms.ke_hoach import bases
from vanban.forms.parts import BlockContext, Head, Signature, block, head, office_of, recipients, signature
from vanban.forms.registry import Request, form
from vanban.model.packet import Heading
from vanban.model.review import Review
from vanban.model.scoring import ReRating
from vanban.viet import capitalized, full_date

CODE: Final = "xep-loai-lai"


class Article(TypedDict):
    """Một điều: `chu` follows the number on its line."""

    dieu: str
    chu: str


class XepLoaiLaiContext(Head, Signature):
    """Những gì quyết định xếp loại lại cần."""

    trich_yeu: list[str]
    can_cu: list[str]
    chu_the: str
    dieu: list[Article]
    ly_do: list[BlockContext]
    noi_nhan: list[str]


def _name(review: Review, decision: ReRating) -> str:
    collective = review.collectives.get(decision.about)
    if collective is not None:
        return collective.name
    person = review.individuals[decision.about]
    return f"đồng chí {person.full_name}, {person.party_post}"


def _subject(review: Review, decision: ReRating) -> str:
    return f"đánh giá, xếp loại lại chất lượng năm {review.period.year} đối với {_name(review, decision)}"


def _heading(review: Review, decision: ReRating) -> Heading:
    office = review.period.office
    return Heading("Quyết định", _subject(review, decision), office.short_name, decision.day, office.code)


def _articles(review: Review, decision: ReRating) -> list[Article]:
    level = review.profile.level
    name, year = _name(review, decision), review.period.year
    return [
        {
            "dieu": "Điều 1. ",
            "chu": f"Huỷ bỏ kết quả xếp loại năm {year} mức {level(decision.old_level).name} đối với {name}.",
        },
        {"dieu": "Điều 2. ", "chu": f"Xếp loại lại {name}: {level(decision.new_level).name}."},
        {
            "dieu": "Điều 3. ",
            "chu": f"{capitalized(name)} và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành. "
            f"Quyết định có hiệu lực từ ngày {full_date(decision.day)}.",
        },
    ]


@form(CODE, ReRating, XepLoaiLaiContext, _heading)
def context(request: Request) -> XepLoaiLaiContext:
    """The context of the decision."""
    review, decision = request.review, request.planned.about
    assert isinstance(decision, ReRating)
    office = review.period.office
    return {
        **head(request, office_of(review), decision.day),
        **signature(review, decision.signer, decision.competence, decision.position),
        "trich_yeu": subject_lines(_subject(review, decision)),
        "can_cu": bases(review.period.plan.legal_bases, review.profile.typography.last_basis_mark),
        "chu_the": f"{office.name} quyết định:".upper(),
        "dieu": _articles(review, decision),
        "ly_do": [block("doan", f"- {reason}") for reason in decision.reasons],
        "noi_nhan": recipients(review, ["Như Điều 3", review.period.superior.addressee, "Lưu Văn phòng Đảng uỷ"]),
    }

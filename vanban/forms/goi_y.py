"""Công văn gợi ý kiểm điểm: what a collective or a person must answer, point by point (kiem-diem 1.6)."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.forms.bien_ban import plan_clause
from vanban.forms.cong_van import (
    CongVanContext,
    Letter,
    issue_of,
    letter_context,
    letter_heading,
)
from vanban.forms.parts import BlockContext, block, comrade, office_of, review_label
from vanban.forms.registry import Request, form
from vanban.model.packet import Heading
from vanban.model.period import Suggestion
from vanban.model.review import Review, in_order
from vanban.viet import capitalized, long_date

CODE = "goi-y"


def _name(review: Review, suggestion: Suggestion) -> str:
    """`Chi bộ Phòng Nội vụ`, `đồng chí Hoàng Minh Tuấn`."""
    collective = review.collectives.get(suggestion.about)
    return collective.name if collective else comrade(review.individuals[suggestion.about])


def _addressee(review: Review, suggestion: Suggestion) -> str:
    collective = review.collectives.get(suggestion.about)
    if collective:
        return collective.name
    person = review.individuals[suggestion.about]
    return f"{capitalized(comrade(person))}, {person.party_post}"


def _subject(review: Review, suggestion: Suggestion) -> str:
    return f"gợi ý nội dung kiểm điểm năm {review.period.year} của {_name(review, suggestion)}"


def _heading(review: Review, suggestion: Suggestion) -> Heading:
    day = issue_of(review, CODE).promulgation_date
    return letter_heading(review, office_of(review), _subject(review, suggestion), day)


def ended(text: str) -> str:
    """The text with a full stop, if it has no mark at its end."""
    return text if text.endswith((".", ";", "?", "!")) else f"{text}."


def _sitting(review: Review, suggestion: Suggestion) -> str:
    """`hội nghị kiểm điểm ngày 06 tháng 12 năm 2021`; the day only when a meeting is known."""
    held = in_order(review.sittings(suggestion.about))
    return f"hội nghị kiểm điểm {long_date(held[0].day)}" if held else "hội nghị kiểm điểm"


def _blocks(review: Review, suggestion: Suggestion) -> Iterator[BlockContext]:
    office, year, name = review.period.office, review.period.year, _name(review, suggestion)
    person = review.individuals.get(suggestion.about)
    kind = "bản kiểm điểm cá nhân" if person else "báo cáo kiểm điểm tập thể"
    paper = f"{kind} ({review_label(review, person or review.collectives[suggestion.about])})"
    yield block(
        "doan",
        f"Thực hiện việc kiểm điểm, đánh giá, xếp loại chất lượng năm {year} {plan_clause(review)}; qua công tác lãnh "
        f"đạo, chỉ đạo, kiểm tra, giám sát trong năm, {office.name} gợi ý {name} kiểm điểm những vấn đề sau:",
    )
    for index, point in enumerate(suggestion.points, 1):
        yield block("doan", f"{index}. {ended(capitalized(point))}")
    yield block(
        "doan",
        f"Đề nghị {name} giải trình từng vấn đề nêu trên tại mục IV của {paper}, nêu rõ kết quả, nguyên nhân, trách "
        f"nhiệm, biện pháp và thời hạn khắc phục; trình bày tại {_sitting(review, suggestion)}.",
    )


@form(CODE, Suggestion, CongVanContext, _heading)
def context(request: Request) -> CongVanContext:
    """The context of the letter with one suggestion."""
    review, suggestion = request.review, request.planned.about
    assert isinstance(suggestion, Suggestion)
    issue, office = issue_of(review, CODE), review.period.office
    letter = Letter(
        issuer=office_of(review),
        day=issue.promulgation_date,
        signing=issue,
        to_places=issue.to_places,
        subject=_subject(review, suggestion),
        addressee=_addressee(review, suggestion),
        body=list(_blocks(review, suggestion)),
        closing="Chủ trì hội nghị kiểm điểm gợi mở để hội nghị thảo luận, kết luận rõ từng vấn đề; kết quả ghi vào "
        f"biên bản hội nghị và gửi về {office.short_name}.",
    )
    return letter_context(request, letter)

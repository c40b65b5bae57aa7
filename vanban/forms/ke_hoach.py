"""Kế hoạch: the plan itself, word for word, with what was rebuilt marked as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from vanban.forms.parts import BlockContext, Head, Signature, block, head, office_of, recipients, signature
from vanban.forms.registry import Request, form
from vanban.model.document import LegalBasis
from vanban.model.packet import Heading
from vanban.model.period import Block, Period
from vanban.model.review import Review
from vanban.viet import short_date

REBUILT_MARK: Final = "Bản phục dựng"
REBUILT_NOTE: Final = (
    "(Bản phục dựng: phần từ đây đến hết văn bản được dựng lại theo các kế hoạch cùng loại, "
    "không phải nguyên văn của Kế hoạch số {code})"
)


class KeHoachContext(Head, Signature):
    """Những gì mẫu kế hoạch cần."""

    ban: str
    trich_yeu: list[str]
    can_cu: list[str]
    mo_dau: str
    noi_dung: list[BlockContext]
    ket: str
    noi_nhan: list[str]


def is_rebuilt(period: Period) -> bool:
    """Whether any block of the plan is a reconstruction."""
    return any(part.rebuilt for part in period.plan.body)


def _heading(review: Review, period: Period) -> Heading:
    suffix = " (bản phục dựng)" if is_rebuilt(period) else ""
    return Heading(
        kind="Kế hoạch",
        subject=" ".join(period.plan.subject) + suffix,
        author=period.office.short_name,
        promulgation_date=period.plan.promulgation_date,
        issuer=period.office.code,
    )


def cite(basis: LegalBasis) -> str:
    """`Quy định số 89-QĐ/TW, ngày 04/8/2017 của Ban Chấp hành Trung ương, quy định …`."""
    day = short_date(basis.promulgation_date)
    return f"{basis.kind} số {basis.code}, ngày {day} của {basis.organ_name}{basis.joint}{basis.about}"


def bases(legal: Sequence[LegalBasis], last_mark: str) -> list[str]:
    """`- Căn cứ …;` one a line; the last ends as the regime asks (HD 36-HD/VPTW II.1.6)."""
    marks = [";"] * (len(legal) - 1) + [last_mark]
    return [f"- {basis.lead} {cite(basis)}{mark}" for basis, mark in zip(legal, marks, strict=True)]


def _blocks(body: Sequence[Block], code: str) -> Iterator[BlockContext]:
    noted = False
    for part in body:
        if part.rebuilt and not noted:
            noted = True
            yield block("ghi_chu", REBUILT_NOTE.format(code=code))
        yield block(part.kind, part.text)


@form("ke-hoach", Period, KeHoachContext, _heading)
def context(request: Request) -> KeHoachContext:
    """The plan's context."""
    review = request.review
    plan = review.period.plan
    return {
        **head(request, office_of(review), plan.promulgation_date),
        **signature(review, plan.signer, plan.competence, plan.position),
        "ban": REBUILT_MARK if is_rebuilt(review.period) else "",
        "trich_yeu": list(plan.subject),
        "can_cu": bases(plan.legal_bases, review.profile.typography.last_basis_mark),
        "mo_dau": plan.opening,
        "noi_dung": list(_blocks(plan.body, plan.code)),
        "ket": plan.closing,
        "noi_nhan": recipients(review, plan.to_places),
    }

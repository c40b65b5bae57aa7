"""What all letters share: a letter has no type name, its subject stands under the number (the-thuc A.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from vanban.forms.bien_ban import subject_lines
from vanban.forms.parts import (
    AnnexLines,
    BlockContext,
    Head,
    Signature,
    annex_lines,
    author_of,
    head,
    recipients,
    signature,
)
from vanban.forms.registry import Request
from vanban.model.collective import Collective
from vanban.model.packet import Heading
from vanban.model.period import Signing, Submission
from vanban.model.review import Review
from vanban.viet import capitalized

AS_ABOVE: Final = "Như trên"
# Letters of 12 pt italic in the left column, and of 14 pt across the page after "Kính gửi:".
SUBJECT_WIDTH: Final = 36
_ADDRESS_WIDTH: Final = 56
_FRIDAY: Final = 4


class CongVanContext(Head, AnnexLines, Signature):
    """Những gì mẫu công văn cần."""

    trich_yeu: list[str]
    kinh_gui: list[str]
    noi_dung: list[BlockContext]
    ket: str
    noi_nhan: list[str]


@dataclass(frozen=True, slots=True)
class Letter:
    """Công văn: who writes when to whom about what; `to_places` without the addressee himself."""

    issuer: Collective
    day: date
    signing: Signing
    to_places: Sequence[str]
    subject: str
    addressee: str
    body: Sequence[BlockContext]
    closing: str


def letter_context(request: Request, letter: Letter) -> CongVanContext:
    """The context of a letter."""
    signing = letter.signing
    return {
        **head(request, letter.issuer, letter.day),
        **annex_lines(request),
        **signature(request.review, signing.signer, signing.competence, signing.position),
        "trich_yeu": letter_subject(request.review, letter.subject),
        "kinh_gui": address_lines(letter.addressee),
        "noi_dung": list(letter.body),
        "ket": letter.closing,
        "noi_nhan": recipients(request.review, as_above(letter.to_places)),
    }


def letter_subject(review: Review, subject: str) -> list[str]:
    """The subject under the number: in lines, with the regime's lead before it or else a capital letter."""
    lead = review.profile.typography.letter_lead
    return subject_lines(lead + subject if lead else capitalized(subject), SUBJECT_WIDTH)


def letter_heading(review: Review, issuer: Collective, subject: str, day: date | None) -> Heading:
    """The heading of a numbered letter."""
    return Heading("Công văn", subject, author_of(review, issuer), day, issuer.code)


def address_lines(addressee: str) -> list[str]:
    """The addressee in centred lines, the first after "Kính gửi:"; a long one breaks before its brackets."""
    name, bracket, way = addressee.partition(" (")
    if bracket and len(addressee) > _ADDRESS_WIDTH:
        return [*subject_lines(name, _ADDRESS_WIDTH), f"({way}"]
    return subject_lines(addressee, _ADDRESS_WIDTH)


def as_above(places: Sequence[str]) -> list[str]:
    """The places with "Như trên" first (HD 36-HD/VPTW II.1.9)."""
    return [AS_ABOVE, *(place for place in places if place != AS_ABOVE)]


def name_within(review: Review, collective: Collective) -> str:
    """A collective within a sentence: a leading body is a common noun, the office has a short name."""
    return author_of(review, collective).replace("Tập thể lãnh đạo", "tập thể lãnh đạo", 1)


def issue_of(review: Review, form: str) -> Submission:
    """Who issues the papers of a form, when and to whom; a form that needs it is not made without it."""
    return review.period.issues[form]


def working_days_before(day: date, count: int) -> date:
    """The day that many working days before another; Monday to Friday are working days."""
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() <= _FRIDAY
    return day

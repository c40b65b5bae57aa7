"""Danh mục hồ sơ: the items the regime wants in a dossier, and how many papers of this packet bring each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from vanban.forms.bien_ban import subject_lines
from vanban.forms.parts import (
    FormHead,
    Signature,
    author_of,
    form_head,
    office_of,
    signature,
    signing_of,
    superior_lines,
)
from vanban.forms.registry import Request, form
from vanban.model.collective import Collective
from vanban.model.individual import Individual
from vanban.model.packet import EnclosedFile, Heading, Paper
from vanban.model.period import Period
from vanban.model.profile import LegalProfile
from vanban.model.review import Review
from vanban.model.scale import DossierItem
from vanban.viet import padded


class ItemRow(TypedDict):
    """Một thành phần: `so` counts the papers, `ghi_chu` says why there is none."""

    stt: str
    ten: str
    so: str
    ghi_chu: str


class DanhMucContext(FormHead, Signature):
    """Những gì danh mục hồ sơ cần."""

    tieu_de: list[str]
    bang: list[ItemRow]


def items_of(profile: LegalProfile, about: str) -> list[DossierItem]:
    """The items of a list, in the order of the regime."""
    return [item for item in profile.dossier_items if item.about == about]


def _brings(paper: Paper, item: DossierItem, codes: Sequence[str]) -> bool:
    """Whether a paper is this item's: of its forms and about one of the codes, or enclosed under one of its names."""
    if isinstance(paper, EnclosedFile):
        name = paper.key.partition(".")[2]
        return any(name.startswith(start) for start in item.enclosures)
    if paper.form.code not in item.forms:
        return False
    return not codes or paper.about_code is None or paper.about_code in codes


def rows(request: Request, about: str, codes: Sequence[str]) -> list[ItemRow]:
    """Each item with the number of its papers in the packet."""
    found: list[ItemRow] = []
    for number, item in enumerate(items_of(request.review.profile, about), 1):
        count = sum(_brings(paper, item, codes) for paper in request.packet.papers)
        missing = _why_none(request, item, codes) if item.always else "Không có"
        shown = padded(count) if count else "–"
        found.append({"stt": str(number), "ten": item.name, "so": shown, "ghi_chu": "" if count else missing})
    return found


def _why_none(request: Request, item: DossierItem, codes: Sequence[str]) -> str:
    """Why an item that every dossier holds has no paper: a cell without a committee writes no report."""
    collective = request.review.collectives.get(codes[0]) if codes else None
    report = request.review.profile.review_forms.get("tap-the")
    lawful = collective is not None and collective.without_committee and report in item.forms
    return "Chi bộ không có chi uỷ" if lawful else "Còn thiếu"


def _subject(year: int, name: str) -> str:
    return f"hồ sơ kiểm điểm, đánh giá, xếp loại chất lượng năm {year} của {name}"


def _meetings_of(review: Review, code: str) -> list[str]:
    """The code itself and the meetings that reviewed it: minutes are about meetings."""
    return [code, *(meeting.code for meeting in review.sittings(code))]


def _collective_heading(review: Review, collective: Collective) -> Heading:
    subject = _subject(review.period.year, collective.name)
    return Heading("Danh mục", subject, author_of(review, collective), _day(review, collective))


def _hands_in(review: Review, collective: Collective | None) -> Collective:
    """Who hands in a dossier: a Party cell its own, the office all others."""
    return collective if collective is not None and collective.kind == "chi-bo" else office_of(review)


def _day(review: Review, collective: Collective | None) -> date:
    """The day a cell last sat, or that of the submission."""
    giver, office = _hands_in(review, collective), review.period.office.code
    held = [meeting.day for meeting in review.held_by(giver.code) if giver.code != office]
    return max(held, default=review.period.submission.promulgation_date)


@form("danh-muc-tap-the", Collective, DanhMucContext, _collective_heading)
def collective_context(request: Request) -> DanhMucContext:
    """The list of a collective's dossier."""
    review, collective = request.review, request.planned.about
    assert isinstance(collective, Collective)
    codes = _meetings_of(review, collective.code)
    return _context(request, collective.name, rows(request, "tap-the", codes), collective)


def _person_heading(review: Review, person: Individual) -> Heading:
    subject = _subject(review.period.year, f"đồng chí {person.full_name}")
    day = review.period.submission.promulgation_date
    return Heading("Danh mục", subject, review.period.office.short_name, day)


@form("danh-muc-ca-nhan", Individual, DanhMucContext, _person_heading)
def person_context(request: Request) -> DanhMucContext:
    """The list of a person's dossier."""
    review, person = request.review, request.planned.about
    assert isinstance(person, Individual)
    codes = _meetings_of(review, person.code)
    name = f"đồng chí {person.full_name}, {person.party_post}"
    return _context(request, name, rows(request, "ca-nhan", codes))


def _packet_heading(review: Review, period: Period) -> Heading:
    subject = _subject(period.year, period.office.name)
    return Heading("Danh mục", subject, period.office.short_name, period.submission.promulgation_date)


@form("danh-muc-ho-so", Period, DanhMucContext, _packet_heading)
def packet_context(request: Request) -> DanhMucContext:
    """The list of the whole packet."""
    return _context(request, request.review.period.office.name, rows(request, "ho-so", ()))


def _context(request: Request, name: str, bang: list[ItemRow], collective: Collective | None = None) -> DanhMucContext:
    """Who hands the packet in signs its lists."""
    review = request.review
    giver = _hands_in(review, collective)
    signing = review.period.submission if giver.code == review.period.office.code else signing_of(giver)
    return {
        **form_head(request, superior_lines(review, giver), giver.header, _day(review, collective)),
        **signature(review, signing.signer, signing.competence, signing.position),
        "tieu_de": subject_lines(f"của {name}"),
        "bang": bang,
    }

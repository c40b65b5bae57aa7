"""Phiếu đối chiếu 27 biểu hiện suy thoái, “tự diễn biến”, “tự chuyển hoá” (kiem-diem 7.4); an office may do without."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TypedDict

from vanban.forms.ca_nhan import PersonLines, blank_person_lines, person_lines
from vanban.forms.parts import FormHead, form_head
from vanban.forms.registry import Request, form
from vanban.model.individual import Individual, SignSheet
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.profile import Sign
from vanban.model.review import Review


class SignRow(TypedDict):
    """Một biểu hiện, với hai ô có và không có."""

    ma: str
    ten: str
    co: str
    khong: str


class SignGroup(TypedDict):
    """Một nhóm biểu hiện."""

    so: str
    ten: str
    hang: list[SignRow]


class BieuHienContext(FormHead, PersonLines):
    """Những gì phiếu đối chiếu cần."""

    so_bieu_hien: str
    bang: list[SignGroup]
    ho_ten_ky: str


def sign_groups(review: Review, present: Sequence[str] | None) -> list[SignGroup]:
    """The signs under their headings; nothing is marked for None."""
    groups: list[SignGroup] = []
    for heading, signs in groupby(review.profile.signs, lambda sign: sign.group):
        letter, _, title = heading.partition(". ")
        groups.append({"so": letter, "ten": title, "hang": [_row(sign, present) for sign in signs]})
    return groups


def _row(sign: Sign, present: Sequence[str] | None) -> SignRow:
    found = present is not None and sign.code in present
    cleared = present is not None and sign.code not in present
    return {"ma": sign.code, "ten": sign.name, "co": "X" if found else "", "khong": "X" if cleared else ""}


def _sheet(person: Individual) -> SignSheet:
    """The sheet of a person.

    Raises:
        ValueError: the facts hold none.
    """
    if person.sign_sheet is None:
        raise ValueError(f"{person.code} has no sign sheet")
    return person.sign_sheet


def _heading(review: Review, person: Individual) -> Heading:
    return Heading(
        kind="Phiếu đối chiếu",
        subject=f"các biểu hiện suy thoái năm {review.period.year} của đồng chí {person.full_name}",
        author=person.full_name,
        promulgation_date=_sheet(person).day,
    )


@form("bieu-hien", Individual, BieuHienContext, _heading)
def context(request: Request) -> BieuHienContext:
    """The context of a person's checklist."""
    review, person = request.review, request.planned.about
    assert isinstance(person, Individual)
    sheet, branch = _sheet(person), review.collectives[person.branch]
    return {
        **form_head(request, review.period.office.organisation_header, branch.header, sheet.day),
        **person_lines(review, person),
        "so_bieu_hien": str(len(review.profile.signs)),
        "bang": sign_groups(review, sheet.present),
        "ho_ten_ky": person.full_name,
    }


def _blank_heading(review: Review, period: Period) -> Heading:
    return Heading("Phụ lục", "Mẫu phiếu đối chiếu các biểu hiện suy thoái", period.office.short_name, None)


@form("bieu-hien-trong", Period, BieuHienContext, _blank_heading)
def blank_context(request: Request) -> BieuHienContext:
    """The blank checklist, an annex of the plan."""
    review = request.review
    return {
        **form_head(request, ["ĐẢNG BỘ: " + "." * 30], ["CHI BỘ: " + "." * 30], None),
        **blank_person_lines(),
        "so_bieu_hien": str(len(review.profile.signs)),
        "bang": sign_groups(review, None),
        "ho_ten_ky": "",
    }

"""Bản cam kết tu dưỡng, rèn luyện, phấn đấu của năm, confirmed by the branch (kiem-diem 7.2)."""

from __future__ import annotations

from typing import Final, TypedDict

from vanban.forms.ca_nhan import PersonLines, blank_person_lines, branch_head, person_lines
from vanban.forms.parts import DOTTED_LINE, FormHead, form_head
from vanban.forms.registry import Request, form
from vanban.model.individual import Individual
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.remedy import Commitment
from vanban.model.review import Review

_BLANK_LINES: Final = 5
_PARTS: Final = (
    "I. Về tư tưởng chính trị, đạo đức, lối sống",
    "II. Về thực hiện chức trách, nhiệm vụ được giao",
    "III. Về ý thức tổ chức kỷ luật, trách nhiệm nêu gương",
    "IV. Kế hoạch hành động và biện pháp thực hiện",
)


class CommitmentPart(TypedDict):
    """Một phần của bản cam kết."""

    tieu_de: str
    doan: list[str]


class CamKetContext(FormHead, PersonLines):
    """Những gì bản cam kết cần."""

    phan: list[CommitmentPart]
    xac_nhan_chuc_vu: str
    xac_nhan_ho_ten: str
    ho_ten_ky: str


def _commitment(person: Individual) -> Commitment:
    """The commitment of a person.

    Raises:
        ValueError: the facts hold none.
    """
    if person.commitment is None:
        raise ValueError(f"{person.code} made no commitment")
    return person.commitment


def _parts(commitment: Commitment | None) -> list[CommitmentPart]:
    """The four parts, points numbered within each; lines to write on for None."""
    if commitment is None:
        return [{"tieu_de": title, "doan": [DOTTED_LINE] * _BLANK_LINES} for title in _PARTS]
    texts = (commitment.ideology, commitment.duty, commitment.discipline, commitment.actions)
    return [
        {"tieu_de": title, "doan": [f"{number}. {point}" for number, point in enumerate(points, 1)]}
        for title, points in zip(_PARTS, texts, strict=True)
    ]


def _heading(review: Review, person: Individual) -> Heading:
    day = _commitment(person).day
    return Heading(
        kind="Bản cam kết",
        subject=f"tu dưỡng, rèn luyện, phấn đấu năm {day.year} của đồng chí {person.full_name}",
        author=person.full_name,
        promulgation_date=day,
    )


@form("cam-ket", Individual, CamKetContext, _heading)
def context(request: Request) -> CamKetContext:
    """The context of a person's commitment."""
    review, person = request.review, request.planned.about
    assert isinstance(person, Individual)
    commitment, branch = _commitment(person), review.collectives[person.branch]
    head = form_head(request, review.period.office.organisation_header, branch.header, commitment.day)
    head["nam"] = str(commitment.day.year)
    post, name = branch_head(review, person)
    return {
        **head,
        **person_lines(review, person),
        "phan": _parts(commitment),
        "xac_nhan_chuc_vu": post,
        "xac_nhan_ho_ten": name,
        "ho_ten_ky": person.full_name,
    }


def _blank_heading(review: Review, period: Period) -> Heading:
    return Heading("Phụ lục", "Mẫu bản cam kết tu dưỡng, rèn luyện, phấn đấu", period.office.short_name, None)


@form("cam-ket-trong", Period, CamKetContext, _blank_heading)
def blank_context(request: Request) -> CamKetContext:
    """The blank commitment for the year to come, an annex of the plan."""
    year = request.review.period.year
    head = form_head(request, ["ĐẢNG BỘ: " + "." * 30], ["CHI BỘ: " + "." * 30], None)
    head["nam"] = str(year + 1)
    head["dia_danh_ngay"] = head["dia_danh_ngay"].replace(str(year), str(year + 1))
    return {
        **head,
        **blank_person_lines(),
        "phan": _parts(None),
        "xac_nhan_chuc_vu": "BÍ THƯ",
        "xac_nhan_ho_ten": "",
        "ho_ten_ky": "",
    }

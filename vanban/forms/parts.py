"""Parts many forms share: the head, the date line, recipients, rating rows, blocks of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, TypedDict

from vanban.forms.registry import Request
from vanban.model.collective import Collective
from vanban.model.document import number_line
from vanban.model.individual import Individual
from vanban.model.packet import PacketPlan, PlannedPart
from vanban.model.period import Plan, Signing
from vanban.model.review import Review, score_table
from vanban.viet import joined, long_date, padded, short_date

# As many dots as fill one line of 165 mm at 14 pt (a dot is 3.5 pt wide).
DOTTED_LINE: Final = "." * 125
DOTTED_WORD: Final = "." * 40


class Head(TypedDict):
    """Phần đầu của văn bản (the-thuc A.4, ô 1–4)."""

    cap_tren: list[str]
    co_quan: list[str]
    so_ky_hieu: str
    dia_danh_ngay: str


class AnnexLines(TypedDict):
    """Ba dòng đầu phụ lục; empty when the paper is none."""

    phu_luc: str
    phu_luc_ten: str
    phu_luc_dan: str


class FormHead(AnnexLines):
    """Phần đầu của biểu mẫu chuyên ngành: no star, no number; the last line is level with the date."""

    dau_mau: str
    cap_tren: list[str]
    co_quan_dau: list[str]
    co_quan_cuoi: str
    dia_danh_ngay: str
    nam: str


class Signature(TypedDict):
    """Khối ký."""

    ky_tham_quyen: str
    ky_chuc_vu: str
    ky_ho_ten: str


class BlockContext(TypedDict):
    """Một khối văn bản: `kieu` chooses the paragraph style."""

    kieu: str
    chu: str


class LevelBox(TypedDict):
    """Một ô chọn mức."""

    x: str
    ten: str


def superior_lines(review: Review, collective: Collective) -> tuple[str, ...]:
    """The lines above the issuer's name: the superior's organisation (HD 36-HD/VPTW II.1.2)."""
    top = collective.kind in {"dang-uy", "ban-thuong-vu"}
    return review.period.superior.header if top else review.period.office.organisation_header


def date_line(review: Review, day: date) -> str:
    """`Sơn Dương, ngày 24 tháng 11 năm 2021`."""
    return f"{review.period.office.place}, {long_date(day)}"


def blank_date_line(review: Review) -> str:
    """The date line to be filled in by hand."""
    return f"{review.period.office.place}, ngày ... tháng ... năm {review.period.year}"


def head(request: Request, collective: Collective, day: date) -> Head:
    """The head of a numbered paper issued by a collective."""
    review = request.review
    return {
        "cap_tren": list(superior_lines(review, collective)),
        "co_quan": list(collective.header),
        "so_ky_hieu": number_line(request.number, request.planned.notation),
        "dia_danh_ngay": date_line(review, day),
    }


def annex_lines(request: Request) -> AnnexLines:
    """`Phụ lục 3`, its title and the plan it goes with."""
    period, annex = request.review.period, request.planned.annex
    return {
        "phu_luc": f"Phụ lục {annex.number}" if annex else "",
        "phu_luc_ten": annex.title.upper() if annex else "",
        "phu_luc_dan": f"(Kèm theo {cite_plan(period.plan)} của {period.office.name})" if annex else "",
    }


def form_head(request: Request, upper: Sequence[str], issuer: Sequence[str], day: date | None) -> FormHead:
    """The head of a specialised form, with the annex lines when it is an annex of the plan."""
    review = request.review
    return {
        **annex_lines(request),
        "dau_mau": request.planned.form.label,
        "cap_tren": list(upper),
        "co_quan_dau": list(issuer[:-1]),
        "co_quan_cuoi": issuer[-1],
        "dia_danh_ngay": date_line(review, day) if day else blank_date_line(review),
        "nam": str(review.period.year),
    }


def cite_plan(plan: Plan) -> str:
    """`Kế hoạch số 12-KH/ĐU, ngày 24/11/2021`."""
    return f"Kế hoạch số {plan.code}, ngày {short_date(plan.promulgation_date)}"


def signature(review: Review, signer: str, competence: str, position: str) -> Signature:
    """The signature block of a paper of ours."""
    return {"ky_tham_quyen": competence, "ky_chuc_vu": position, "ky_ho_ten": review.signer_name(signer)}


def signing_of(collective: Collective) -> Signing:
    """Who signs for a collective: as its report is signed; its head for a Party cell that writes none."""
    report = collective.report
    if report is not None:
        return Signing(signer=report.signer, competence=report.competence, position=report.position)
    head = collective.members[0]
    return Signing(signer=head.person, competence="T/M CHI BỘ", position=head.role.upper())


def recipients(review: Review, places: Sequence[str]) -> list[str]:
    """`- Như trên,` … `- Lưu Văn phòng Đảng uỷ.` (HD 36-HD/VPTW II.1.9)."""
    mark = review.profile.typography.recipient_mark
    return [f"- {place}{'.' if i == len(places) else mark}" for i, place in enumerate(places, 1)]


def block(kind: str, text: str) -> BlockContext:
    """One block of text."""
    return {"kieu": kind, "chu": text}


def paragraphs(texts: Iterable[str]) -> list[BlockContext]:
    """Plain paragraphs."""
    return [block("doan", text) for text in texts]


def level_boxes(review: Review, chosen: str) -> list[LevelBox]:
    """The boxes of all levels, best first; none is marked for ""."""
    return [{"x": "X" if level.code == chosen else "", "ten": level.name} for level in review.profile.levels]


def comrade(person: Individual) -> str:
    """`đồng chí Hoàng Minh Tuấn`."""
    return f"đồng chí {person.full_name}"


def comrades(people: Iterable[Individual]) -> str:
    """`đồng chí A, đồng chí B và đồng chí C`."""
    return joined(comrade(person) for person in people)


def heads(count: int) -> str:
    """`04 đồng chí`; zero is written `không đồng chí nào`."""
    return f"{padded(count)} đồng chí" if count else "không đồng chí nào"


def review_label(review: Review, *nouns: Collective | Individual) -> str:
    """`Mẫu 01`, `Mẫu 2A, Mẫu 2B`: the forms in which these are reviewed, each once, as the regime calls them."""
    return ", ".join(dict.fromkeys(review.profile.review_label(score_table(noun)) for noun in nouns))


def subject_name(review: Review, code: str) -> str:
    """The name of a collective, or the full name of a person, behind a code."""
    collective = review.collectives.get(code)
    return collective.name if collective else review.individuals[code].full_name


def office_of(review: Review) -> Collective:
    """The collective that is the office itself."""
    return review.collectives[review.period.office.code]


def author_of(review: Review, collective: Collective) -> str:
    """The short name under which a collective stands as an author."""
    if collective.code == review.period.office.code:
        return review.period.office.short_name
    return collective.short_name if collective.kind == "ban-thuong-vu" else collective.name


def enclosed_parts(packet: PacketPlan, *without: str) -> list[PlannedPart]:
    """The parts of a packet but those that hold one of these papers: what a paper says goes along with it."""
    return [part for part in packet.parts if not any(paper.key in without for paper in part.papers)]

"""Phiếu gửi hồ sơ: what the packet holds, part by part; pages are left to the contents, which know them."""

from __future__ import annotations

from typing import Final, TypedDict

from vanban.forms.cong_van import address_lines, as_above, issue_of
from vanban.forms.parts import Head, Signature, enclosed_parts, head, office_of, recipients, signature
from vanban.forms.registry import Request, form
from vanban.model.packet import EnclosedFile, Heading, PlannedPart
from vanban.model.period import Period
from vanban.model.review import Review
from vanban.viet import padded

CODE: Final = "phieu-gui"
_BY_CONTENTS: Final = "Theo mục lục"


class PartRow(TypedDict):
    """Một thành phần của hồ sơ."""

    stt: str
    ten: str
    so_van_ban: str
    so_ky_hieu: str


class PhieuGuiContext(Head, Signature):
    """Những gì mẫu phiếu gửi cần."""

    trich_yeu: list[str]
    kinh_gui: list[str]
    mo_dau: str
    bang: list[PartRow]
    tong: str
    ket: str
    noi_nhan: list[str]


def _subject(period: Period) -> list[str]:
    return ["hồ sơ kiểm điểm, đánh giá, xếp loại chất lượng tổ chức đảng,", f"tập thể, cá nhân năm {period.year}"]


def _heading(review: Review, period: Period) -> Heading:
    day = issue_of(review, CODE).promulgation_date
    return Heading("Phiếu gửi", " ".join(_subject(period)), period.office.short_name, day, period.office.code)


def _number(request: Request, part: PlannedPart) -> str:
    """The number of a part's only paper, "" while it has none; several papers are told by the contents."""
    if len(part.papers) != 1:
        return _BY_CONTENTS
    paper = part.papers[0]
    if isinstance(paper, EnclosedFile):
        return paper.number
    number = request.numbers.get(paper.key)
    return str(number) if number else ""


def _row(request: Request, order: int, part: PlannedPart) -> PartRow:
    return {
        "stt": str(order),
        "ten": part.title,
        "so_van_ban": padded(len(part.papers)),
        "so_ky_hieu": _number(request, part),
    }


@form(CODE, Period, PhieuGuiContext, _heading)
def context(request: Request) -> PhieuGuiContext:
    """The context of the slip that goes with the packet."""
    review, period = request.review, request.review.period
    issue, superior = issue_of(review, CODE), period.superior
    parts = enclosed_parts(request.packet, CODE, "giao-nhan")
    return {
        **head(request, office_of(review), issue.promulgation_date),
        **signature(review, issue.signer, issue.competence, issue.position),
        "trich_yeu": _subject(period),
        "kinh_gui": address_lines(superior.addressee),
        "mo_dau": f"{period.office.name} gửi {superior.addressee} hồ sơ kiểm điểm, đánh giá, xếp loại chất lượng năm "
        f"{period.year} (số, ký hiệu hồ sơ: {period.dossier.symbol}), gồm các văn bản, tài liệu sau:",
        "bang": [_row(request, order, part) for order, part in enumerate(parts, 1)],
        "tong": padded(sum(len(part.papers) for part in parts)),
        "ket": "Số trang của từng văn bản, tài liệu ghi tại mục lục hồ sơ. Đề nghị nơi nhận đối chiếu, tiếp nhận và ký "
        "biên bản giao nhận kèm theo.",
        "noi_nhan": recipients(review, as_above(issue.to_places)),
    }

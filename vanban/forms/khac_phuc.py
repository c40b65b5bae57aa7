"""Kế hoạch khắc phục hạn chế, khuyết điểm: of a collective, of a person, and blank (kiem-diem 7.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, TypedDict

from vanban.forms.bien_ban import subject_lines
from vanban.forms.bien_ban_hoi_nghi import filing_places
from vanban.forms.parts import (
    DOTTED_WORD,
    FormHead,
    Head,
    Signature,
    author_of,
    cite_plan,
    form_head,
    head,
    recipients,
    signature,
    signing_of,
)
from vanban.forms.registry import Request, form
from vanban.model.collective import Collective
from vanban.model.individual import Individual
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.remedy import RemedyPlanRow
from vanban.model.review import Review
from vanban.viet import full_date, padded

ISSUE: Final = "khac-phuc"
_BLANK_ROWS: Final = 3


class RemedyRow(TypedDict):
    """Một dòng kế hoạch khắc phục, tám cột."""

    stt: str
    han_che: str
    nguyen_nhan: str
    bien_phap: str
    thoi_han: str
    trach_nhiem: str
    san_pham: str
    theo_doi: str


class TapTheContext(Head, Signature):
    """Những gì mẫu kế hoạch khắc phục của tập thể cần."""

    trich_yeu: list[str]
    mo_dau: str
    muc_dich: list[str]
    bang: list[RemedyRow]
    to_chuc: list[str]
    ket: str
    noi_nhan: list[str]


class CaNhanContext(FormHead):
    """Những gì mẫu kế hoạch khắc phục của cá nhân cần."""

    ho_ten: str
    chi_bo: str
    chuc_vu_dang: str
    chuc_vu_chinh_quyen: str
    muc_dich: list[str]
    bang: list[RemedyRow]
    to_chuc: list[str]
    ket: str
    ho_ten_ky: str


def _day(review: Review) -> date:
    """The day all these plans bear."""
    return review.period.issues[ISSUE].promulgation_date


def _rows(plan: Sequence[RemedyPlanRow], follower: str) -> list[RemedyRow]:
    return [
        {
            "stt": str(order),
            "han_che": row.shortcoming,
            "nguyen_nhan": row.cause,
            "bien_phap": row.measure,
            "thoi_han": full_date(row.deadline),
            "trach_nhiem": row.responsible,
            "san_pham": row.product,
            "theo_doi": follower,
        }
        for order, row in enumerate(plan, 1)
    ]


def _last_day(plan: Sequence[RemedyPlanRow]) -> str:
    return full_date(max(row.deadline for row in plan))


def follower_of(review: Review, collective: Collective) -> str:
    """Who follows up the plan of a collective: the next level up."""
    period = review.period
    top = collective.kind in {"dang-uy", "ban-thuong-vu"}
    return period.superior.name if top else period.office.short_name


def _collective_heading(review: Review, collective: Collective) -> Heading:
    subject = f"khắc phục hạn chế, khuyết điểm sau kiểm điểm năm {review.period.year} của {collective.name}"
    issuer = review.issuer(collective)
    return Heading("Kế hoạch", subject, author_of(review, collective), _day(review), issuer.code)


def _places(review: Review, issuer: Collective) -> list[str]:
    if issuer.code == review.period.office.code:
        return list(review.period.issues[ISSUE].to_places)
    return filing_places(review, issuer)


def _aims(count: int) -> list[str]:
    """What the plan of a collective is for."""
    return [
        f"1. Khắc phục dứt điểm {padded(count)} hạn chế, khuyết điểm đã chỉ ra qua kiểm điểm; chuyển nhận thức thành "
        "việc làm có sản phẩm kiểm tra được; ngăn ngừa hạn chế, khuyết điểm lặp lại.",
        "2. Mỗi hạn chế, khuyết điểm có biện pháp, thời hạn, người chịu trách nhiệm và kết quả cụ thể; kết quả khắc "
        "phục là nội dung của kỳ kiểm điểm tiếp theo và là căn cứ đánh giá, xếp loại tập thể, cá nhân có liên quan.",
    ]


def _carrying_out(review: Review, collective: Collective) -> list[str]:
    follower, last = follower_of(review, collective), _last_day(collective.remedy_plan)
    return [
        "1. Tập thể, cá nhân ghi trong kế hoạch chịu trách nhiệm thực hiện đúng nội dung, đúng thời hạn; việc nào "
        "không hoàn thành đúng hạn phải báo cáo rõ nguyên nhân, trách nhiệm và thời hạn mới.",
        f"2. {collective.name} kiểm điểm kết quả thực hiện hằng quý và báo cáo {follower}; hoàn thành toàn bộ kế hoạch "
        f"trước ngày {last} hoặc đúng ngày đó.",
    ]


@form("khac-phuc-tap-the", Collective, TapTheContext, _collective_heading)
def collective_context(request: Request) -> TapTheContext:
    """The context of a collective's plan, numbered in the series of the body that issues it."""
    review, collective = request.review, request.planned.about
    assert isinstance(collective, Collective)
    issuer, plan = review.issuer(collective), collective.remedy_plan
    return {
        **head(request, issuer, _day(review)),
        **_signed(review, collective, issuer),
        "trich_yeu": subject_lines(_collective_heading(review, collective).subject, 90),
        "mo_dau": f"Căn cứ kết quả kiểm điểm, đánh giá, xếp loại chất lượng năm {review.period.year} theo "
        f"{cite_plan(review.period.plan)} của {review.period.office.name}, {collective.name} xây dựng kế hoạch "
        "khắc phục hạn chế, khuyết điểm như sau:",
        "muc_dich": _aims(len(plan)),
        "bang": _rows(plan, follower_of(review, collective)),
        "to_chuc": _carrying_out(review, collective),
        "ket": f"Trên đây là kế hoạch khắc phục hạn chế, khuyết điểm sau kiểm điểm năm {review.period.year} của "
        f"{collective.name}; quá trình thực hiện nếu có phát sinh sẽ được bổ sung, điều chỉnh.",
        "noi_nhan": recipients(review, _places(review, issuer)),
    }


def _signed(review: Review, collective: Collective, issuer: Collective) -> Signature:
    """Signed for the collective; a plan of leaders who are no Party body is signed for the branch that issues it.

    Hướng dẫn 36-HD/VPTW II.1.7: T/M names the committee or branch in whose name the paper is issued.
    """
    signing = signing_of(issuer if collective.kind == "tap-the-lanh-dao" else collective)
    return signature(review, signing.signer, signing.competence, signing.position)


_OWN_AIMS: Final = (
    "1. Tự giác sửa chữa những hạn chế, khuyết điểm đã tự nhận và được tập thể góp ý qua kiểm điểm, không để lặp lại.",
    "2. Mỗi hạn chế, khuyết điểm có biện pháp, thời hạn và kết quả cụ thể để chi bộ theo dõi, đánh giá.",
)
_OWN_DUTIES: Final = (
    "1. Tôi chịu trách nhiệm thực hiện từng nội dung đúng thời hạn; báo cáo kết quả trong sinh hoạt chi bộ hằng quý.",
    "2. Đề nghị chi bộ theo dõi, nhắc nhở, giúp đỡ; kết quả khắc phục được nêu trong bản kiểm điểm của kỳ tiếp theo.",
)
_OWN_CLOSING: Final = "Tôi cam kết thực hiện đầy đủ kế hoạch này."


def _own_heading(review: Review, person: Individual) -> Heading:
    subject = (
        f"khắc phục hạn chế, khuyết điểm sau kiểm điểm năm {review.period.year} của đồng chí {person.full_name}, "
        f"{person.party_post}"
    )
    return Heading("Kế hoạch", subject, person.full_name, _day(review))


@form("khac-phuc-ca-nhan", Individual, CaNhanContext, _own_heading)
def own_context(request: Request) -> CaNhanContext:
    """The context of a person's own plan, without a number."""
    review, person = request.review, request.planned.about
    assert isinstance(person, Individual)
    branch = review.collectives[person.branch]
    return {
        **form_head(request, review.period.office.organisation_header, branch.header, _day(review)),
        "ho_ten": person.full_name,
        "chi_bo": branch.short_name,
        "chuc_vu_dang": person.party_post,
        "chuc_vu_chinh_quyen": person.state_post,
        "muc_dich": list(_OWN_AIMS),
        "bang": _rows(person.remedy_plan, "Chi bộ"),
        "to_chuc": list(_OWN_DUTIES),
        "ket": _OWN_CLOSING,
        "ho_ten_ky": person.full_name,
    }


def _blank_heading(review: Review, period: Period) -> Heading:
    subject = "Mẫu kế hoạch khắc phục hạn chế, khuyết điểm của cá nhân"
    return Heading("Phụ lục", subject, period.office.short_name, None)


def _blank_row(order: int) -> RemedyRow:
    return {
        "stt": str(order),
        "han_che": "",
        "nguyen_nhan": "",
        "bien_phap": "",
        "thoi_han": "",
        "trach_nhiem": "",
        "san_pham": "",
        "theo_doi": "",
    }


@form("khac-phuc-ca-nhan-trong", Period, CaNhanContext, _blank_heading)
def blank_context(request: Request) -> CaNhanContext:
    """The context of the blank plan of a person, an annex of the plan."""
    return {
        **form_head(request, ["ĐẢNG BỘ: " + "." * 30], ["CHI BỘ: " + "." * 30], None),
        "ho_ten": DOTTED_WORD,
        "chi_bo": DOTTED_WORD,
        "chuc_vu_dang": DOTTED_WORD,
        "chuc_vu_chinh_quyen": DOTTED_WORD,
        "muc_dich": list(_OWN_AIMS),
        "bang": [_blank_row(order) for order in range(1, _BLANK_ROWS + 1)],
        "to_chuc": list(_OWN_DUTIES),
        "ket": _OWN_CLOSING,
        "ho_ten_ky": "",
    }

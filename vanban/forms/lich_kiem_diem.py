"""Lịch kiểm điểm và phân công dự: a notice made from the meetings, by day and hour."""

from __future__ import annotations

from typing import Final, TypedDict

from vanban.forms.bieu import NOTHING, in_lines
from vanban.forms.parts import Head, Signature, cite_plan, head, office_of, recipients, signature
from vanban.forms.registry import Request, form
from vanban.model.meeting import Meeting
from vanban.model.packet import Heading
from vanban.model.period import Period, Submission
from vanban.model.review import Review
from vanban.viet import capitalized, clock, full_date

ISSUE: Final = "lich"


class MeetingRow(TypedDict):
    """Một hội nghị trong lịch."""

    stt: str
    ngay: str
    gio: str
    tap_the: str
    dia_diem: str
    chu_tri: str
    du: str


class LichContext(Head, Signature):
    """Những gì mẫu lịch kiểm điểm cần."""

    trich_yeu: list[str]
    mo_dau: str
    bang: list[MeetingRow]
    sau_bang: list[str]
    ket: str
    noi_nhan: list[str]


def _issue(period: Period) -> Submission:
    return period.issues[ISSUE]


def _subject(period: Period) -> str:
    return f"lịch kiểm điểm và phân công dự, chỉ đạo hội nghị kiểm điểm năm {period.year}"


def _heading(review: Review, period: Period) -> Heading:
    office, day = period.office, _issue(period).promulgation_date
    return Heading("Thông báo", _subject(period), office.short_name, day, office.code)


def _row(review: Review, order: int, meeting: Meeting) -> MeetingRow:
    guests = [f"{review.guest_name(guest)}, {guest.position}" for guest in meeting.guests]
    return {
        "stt": str(order),
        "ngay": full_date(meeting.day),
        "gio": clock(meeting.start),
        "tap_the": in_lines(review.collectives[meeting.host].name, 30),
        "dia_diem": capitalized(meeting.venue),
        "chu_tri": review.individuals[meeting.chair].full_name,
        "du": "; ".join(guests) or NOTHING,
    }


def _rows(review: Review) -> list[MeetingRow]:
    held = sorted(review.meetings.values(), key=lambda m: (m.day, m.start, m.code))
    return [_row(review, order, meeting) for order, meeting in enumerate(held, 1)]


def _requests(review: Review) -> list[str]:
    office = review.period.office.short_name
    return [
        "1. Các chi bộ, tập thể lãnh đạo, quản lý chuẩn bị đầy đủ báo cáo, bản kiểm điểm và phiếu; gửi tài liệu đến "
        "người dự hội nghị đúng thời hạn ghi trong kế hoạch; bố trí thời gian để mọi báo cáo, bản kiểm điểm đều "
        "được góp ý.",
        "2. Đồng chí được phân công dự nghiên cứu trước báo cáo, bản kiểm điểm; theo dõi, gợi ý những vấn đề cần làm "
        f"rõ và báo cáo {office} kết quả hội nghị ngay sau khi kết thúc.",
        f"3. Đơn vị cần thay đổi thời gian, địa điểm hoặc người chủ trì phải báo cáo và được {office} đồng ý trước khi "
        "tổ chức hội nghị.",
    ]


@form("lich-kiem-diem", Period, LichContext, _heading)
def context(request: Request) -> LichContext:
    """The context of the notice with the calendar of meetings."""
    review = request.review
    period, issue = review.period, _issue(review.period)
    return {
        **head(request, office_of(review), issue.promulgation_date),
        **signature(review, issue.signer, issue.competence, issue.position),
        "trich_yeu": [_subject(period)],
        "mo_dau": f"Thực hiện {cite_plan(period.plan)} của {period.office.name}, {period.office.short_name} thông báo "
        f"lịch kiểm điểm và phân công dự, chỉ đạo hội nghị kiểm điểm năm {period.year} như sau:",
        "bang": _rows(review),
        "sau_bang": _requests(review),
        "ket": f"{period.office.short_name} thông báo để các chi bộ, tập thể, cá nhân biết, thực hiện.",
        "noi_nhan": recipients(review, issue.to_places),
    }

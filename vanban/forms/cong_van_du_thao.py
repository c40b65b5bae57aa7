"""Công văn gửi dự thảo báo cáo kiểm điểm: the papers of a meeting go out on the day the report is dated.

The plan of 2021 wants them out at least three days before; three working days is a default taken from the guidance of
2025 (kiem-diem 4.9). Whether the report is dated in time is a matter of the rating rules, not of this letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from vanban.forms.bien_ban import host_of, issuer_of, plan_clause
from vanban.forms.cong_van import (
    CongVanContext,
    Letter,
    letter_context,
    letter_heading,
    name_within,
    working_days_before,
)
from vanban.forms.parts import BlockContext, block, comrade, heads, review_label, signing_of
from vanban.forms.registry import Request, form
from vanban.model.collective import Collective
from vanban.model.meeting import Meeting
from vanban.model.packet import Heading
from vanban.model.period import Signing
from vanban.model.review import Review
from vanban.viet import clock, long_date

CODE: Final = "cong-van-du-thao"
_WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def _subject(review: Review, meeting: Meeting) -> str:
    host = host_of(review, meeting)
    papers = "dự thảo báo cáo kiểm điểm" if host.report else "tài liệu kiểm điểm"
    return f"gửi {papers} năm {review.period.year} của {name_within(review, host)}"


def _heading(review: Review, meeting: Meeting) -> Heading:
    day = host_of(review, meeting).paper_day
    return letter_heading(review, issuer_of(review, meeting), _subject(review, meeting), day)


def _addressee(review: Review, meeting: Meeting) -> str:
    """Those called, by what they are to the host."""
    host = host_of(review, meeting)
    who = {"chi-bo": "đảng viên", "tap-the-lanh-dao": "thành viên"}.get(host.kind)
    return f"Các đồng chí {who or 'uỷ viên'} {name_within(review, host)}"


def weekday(day: date) -> str:
    """`thứ Hai` … `Chủ nhật`."""
    return _WEEKDAYS[day.weekday()]


def _collective_papers(review: Review, collective: Collective) -> Iterator[str]:
    name, year = name_within(review, collective), review.period.year
    if collective.report is None:
        yield f"Kết quả tự chấm điểm năm {year} của {name}"
    else:
        yield f"Dự thảo báo cáo kiểm điểm tập thể năm {year} ({review_label(review, collective)}) của {name}"
    if collective.analysis:
        sheet = "Mẫu 03" if collective.kind in {"dang-uy", "chi-bo"} else "Mẫu 04"
        yield f"Phiếu phân tích chất lượng ({sheet}) của {name}"


def documents(review: Review, meeting: Meeting) -> list[str]:
    """What is enclosed: the papers the meeting discusses, collectives first, then persons in one line."""
    about = [discussion.about for discussion in meeting.discussions]
    lines = [
        line for code in about if code in review.collectives
        for line in _collective_papers(review, review.collectives[code])
    ]  # fmt: skip
    people = [review.individuals[code] for code in about if code in review.individuals]
    if people:
        names = ", ".join(person.full_name for person in people)
        lines.append(f"Bản kiểm điểm cá nhân ({review_label(review, *people)}) của {heads(len(people))}: {names}")
    return lines


def _blocks(review: Review, meeting: Meeting) -> Iterator[BlockContext]:
    host, issuer = host_of(review, meeting), issuer_of(review, meeting)
    lines = documents(review, meeting)
    yield block(
        "doan",
        f"Thực hiện việc kiểm điểm, đánh giá, xếp loại chất lượng năm {review.period.year} {plan_clause(review)}, "
        f"{name_within(review, issuer)} gửi đến các đồng chí tài liệu hội nghị kiểm điểm của "
        f"{name_within(review, host)} để nghiên cứu, tham gia ý kiến, gồm:",
    )
    yield from (block("doan", f"- {line}{'.' if i == len(lines) else ';'}") for i, line in enumerate(lines, 1))
    yield block(
        "doan",
        f"Hội nghị họp từ {clock(meeting.start)}, {weekday(meeting.day)}, {long_date(meeting.day)}, tại "
        f"{meeting.venue}, do {comrade(review.individuals[meeting.chair])} chủ trì. Đề nghị các đồng chí bố trí công "
        "việc, dự đầy đủ, đúng giờ.",
    )


def _closing(review: Review, meeting: Meeting) -> str:
    """Comments are due on the last working day before the meeting."""
    due = working_days_before(meeting.day, 1)
    return (
        "Ý kiến tham gia, nhất là về hạn chế, khuyết điểm, nguyên nhân và trách nhiệm, đề nghị ghi bằng văn bản, gửi "
        f"{comrade(review.individuals[meeting.recorder])} chậm nhất vào {weekday(due)}, {long_date(due)}, để tổng hợp, "
        "hoàn chỉnh trước khi trình hội nghị."
    )


def _signing(review: Review, issuer: Collective) -> Signing:
    """The office says who signs its letters; a branch's letters are signed as its report is."""
    issue = review.period.issues.get(CODE)
    if issue and issuer.code == review.period.office.code:
        return issue
    return signing_of(issuer)


def _places(review: Review, meeting: Meeting, issuer: Collective) -> list[str]:
    guests = ["Đại biểu dự hội nghị"] if meeting.guests else []
    office, issue = review.period.office, review.period.issues.get(CODE)
    if issuer.code != office.code:
        return [*guests, f"{office.short_name} (để báo cáo)", "Lưu Chi bộ"]
    return list(issue.to_places) if issue else [*guests, "Lưu Văn phòng Đảng uỷ"]


@form(CODE, Meeting, CongVanContext, _heading)
def context(request: Request) -> CongVanContext:
    """The context of the letter that sends the papers of a meeting."""
    review, meeting = request.review, request.planned.about
    assert isinstance(meeting, Meeting)
    issuer = issuer_of(review, meeting)
    letter = Letter(
        issuer=issuer,
        day=host_of(review, meeting).paper_day,
        signing=_signing(review, issuer),
        to_places=_places(review, meeting, issuer),
        subject=_subject(review, meeting),
        addressee=_addressee(review, meeting),
        body=list(_blocks(review, meeting)),
        closing=_closing(review, meeting),
    )
    return letter_context(request, letter)

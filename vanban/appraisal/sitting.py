"""Order inside a meeting and between meetings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vanban.appraisal.levels import name_of
from vanban.appraisal.registry import Hit, rule
from vanban.model.finding import Where
from vanban.model.meeting import Meeting
from vanban.model.review import Review
from vanban.model.scale import Step
from vanban.viet import full_date

_STEP_WORDS: Final[dict[Step, str]] = {
    "to-chuc": "tổ chức đảng",
    "tap-the": "tập thể lãnh đạo, quản lý",
    "ca-nhan": "cá nhân",
    "dung-dau": "người đứng đầu",
}


def _at(meeting: Meeting, *route: str | int) -> Where:
    return Where("cuoc-hop", meeting.code, route)


def head_of(review: Review, meeting: Meeting) -> str:
    """Code of the head of the collective that meets, "" when it is unknown."""
    host = review.collectives.get(meeting.host)
    return host.head if host else ""


@rule("TT-01", "Kiểm điểm tập thể trước, cá nhân sau")
def collectives_first(review: Review) -> Iterator[Hit]:
    """No collective is discussed after a person."""
    for meeting in review.meetings.values():
        person = ""
        for index, discussion in enumerate(meeting.discussions):
            if discussion.about in review.individuals:
                person = person or discussion.about
            elif person:
                message = f"{name_of(review, discussion.about)} được kiểm điểm sau {name_of(review, person)}"
                remedy = "đưa tập thể lên trước các cá nhân"
                yield Hit(message, _at(meeting, "kiem_diem", index), remedy, discussion.about)


@rule("TT-02", "Trong các cá nhân, người đứng đầu kiểm điểm trước")
def head_first(review: Review) -> Iterator[Hit]:
    """The head of the collective is the first person discussed."""
    for meeting in review.meetings.values():
        head = head_of(review, meeting)
        people = [(i, d.about) for i, d in enumerate(meeting.discussions) if d.about in review.individuals]
        spot = next((index for index, code in people if code == head), None)
        if spot is not None and people[0][1] != head:
            message = f"{name_of(review, head)} đứng đầu nhưng kiểm điểm sau {name_of(review, people[0][1])}"
            yield Hit(message, _at(meeting, "kiem_diem", spot), "đưa người đứng đầu lên trước", head)


@rule("TT-03", "Trên phiếu: đúng thứ tự xếp loại các tổ chức, tập thể, cá nhân, người đứng đầu")
def ballot_order(review: Review) -> Iterator[Hit]:
    """Organisations, leading collectives, persons and the head in the order of the regime."""
    setting = review.profile.point_rules.ballot_order
    order = setting.steps if setting else tuple(_STEP_WORDS)
    for meeting in review.meetings.values():
        head, reached, before = head_of(review, meeting), 0, ""
        for index, row in enumerate(meeting.ballot.rows):
            kind = _step(review, row.about, head)
            step = order.index(kind) if kind in order else reached
            if step < reached:
                message = (
                    f"Trên phiếu, {name_of(review, row.about)} ({_STEP_WORDS[kind]}) "
                    f"đứng sau {name_of(review, before)} ({_STEP_WORDS[order[reached]]})"
                )
                remedy = f"xếp theo thứ tự: {', '.join(_STEP_WORDS[each] for each in order)}"
                yield Hit(message, _at(meeting, "kiem_phieu", "ket_qua", index), remedy, row.about)
            else:
                reached, before = step, row.about


def _step(review: Review, code: str, head: str) -> Step:
    collective = review.collectives.get(code)
    if collective is not None:
        return "to-chuc" if collective.kind in ("dang-uy", "chi-bo") else "tap-the"
    return "dung-dau" if code == head else "ca-nhan"


@rule("TT-04", "Tập thể lãnh đạo cơ quan họp kiểm điểm trước chi bộ")
def office_before_branch(review: Review) -> Iterator[Hit]:
    """The leading collective of an office meets before the branch in whose series its papers are numbered."""
    by_host = {meeting.host: meeting for meeting in review.meetings.values()}
    for collective in review.collectives.values():
        own, branch = by_host.get(collective.code), by_host.get(collective.issued_by or "")
        if collective.kind != "tap-the-lanh-dao" or own is None or branch is None:
            continue
        if (own.day, own.start) > (branch.day, branch.start):
            message = (
                f"{collective.name} họp ngày {full_date(own.day)}, "
                f"sau cuộc họp của {name_of(review, branch.host)} ngày {full_date(branch.day)}"
            )
            yield Hit(message, _at(own, "ngay"), "họp tập thể lãnh đạo trước, chi bộ sau", collective.code)


@rule("TT-11", "Giờ kiểm phiếu nằm trong giờ họp", "doi-chieu")
def ballot_within(review: Review) -> Iterator[Hit]:
    """The count begins and ends inside the meeting."""
    for meeting in review.meetings.values():
        start, end = meeting.ballot.start, meeting.ballot.end
        if not meeting.start <= start < end <= meeting.end:
            message = (
                f"Kiểm phiếu từ {start:%H:%M} đến {end:%H:%M}, "
                f"cuộc họp từ {meeting.start:%H:%M} đến {meeting.end:%H:%M}"
            )
            yield Hit(message, _at(meeting, "kiem_phieu", "gio_bat_dau"), "kiểm tra lại giờ")

"""What the two kinds of minutes share: titles, places, people, votes in words."""

from __future__ import annotations

from vanban.forms.parts import cite_plan, heads, subject_name
from vanban.model.collective import Collective
from vanban.model.meeting import Meeting, Tally
from vanban.model.review import Review, percent_base
from vanban.viet import clock, long_date, percent


def host_of(review: Review, meeting: Meeting) -> Collective:
    """The collective that held the meeting."""
    return review.collectives[meeting.host]


def issuer_of(review: Review, meeting: Meeting) -> Collective:
    """The body in whose name the minutes are issued."""
    return review.issuer(host_of(review, meeting))


def subject_lines(subject: str, width: int = 62) -> list[str]:
    """The subject in centred lines of about `width` letters, as equal as words allow."""
    count = -(-len(subject) // width)
    return balanced(subject.split(), count)


def balanced(words: list[str], count: int) -> list[str]:
    """The words in `count` lines of nearly equal length; never an empty line."""
    lines: list[str] = []
    rest = list(words)
    for left in range(count, 0, -1):
        target = len(" ".join(rest)) / left
        taken = 1
        while taken < len(rest) and len(" ".join(rest[: taken + 1])) <= target + 4:
            taken += 1
        taken = len(rest) if left == 1 else taken
        lines.append(" ".join(rest[:taken]))
        rest = rest[taken:]
        if not rest:
            break
    return lines


def attendance(meeting: Meeting) -> str:
    """`triệu tập 09 đồng chí; có mặt 08 đồng chí; vắng mặt 01 đồng chí`."""
    called, came = len(meeting.summoned), len(meeting.present)
    return f"triệu tập {heads(called)}; có mặt {heads(came)}; vắng mặt {heads(called - came)}"


def absentees(review: Review, meeting: Meeting) -> str:
    """` (đồng chí A: lý do; đồng chí B: lý do)`, empty when all came."""
    names = [f"đồng chí {review.individuals[a.person].full_name}: {a.reason}" for a in meeting.absent]
    return f" ({'; '.join(names)})" if names else ""


def plan_clause(review: Review) -> str:
    """`theo Kế hoạch số 12-KH/ĐU, ngày 24/11/2021 của Đảng uỷ khối`."""
    return f"theo {cite_plan(review.period.plan)} của {review.period.office.short_name}"


def opening_time(meeting: Meeting) -> str:
    """`Hồi 14 giờ 00 phút, ngày 02 tháng 12 năm 2021, tại …`."""
    return f"Hồi {clock(meeting.start)}, {long_date(meeting.day)}, tại {meeting.venue}"


def vote_result(review: Review, meeting: Meeting, row: Tally) -> str:
    """`Chi bộ Phòng Nội vụ: Hoàn thành tốt nhiệm vụ, 4/4 phiếu (100,0%)`."""
    base = percent_base(review.profile.vote_rule, meeting)
    level = review.winning_level(meeting, row)
    name = subject_name(review, row.about)
    if level is None:
        return f"{name}: chưa có mức nào đạt số phiếu cần thiết"
    votes = row.votes[level]
    return f"{name}: {review.profile.level(level).name}, {votes}/{base} phiếu ({percent(votes, base)}%)"

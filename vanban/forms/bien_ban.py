"""What the two kinds of minutes share: titles, places, people, votes in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final, TypeAlias

from vanban.forms.parts import cite_plan, heads, subject_name
from vanban.model.collective import Collective
from vanban.model.meeting import Meeting, Tally
from vanban.model.review import Review, percent_base
from vanban.viet import clock, long_date, percent

# Words of two syllables that a title of the season may hold and that must not be parted at the end of a line.
# fmt: off
_TWO_SYLLABLES: Final = frozenset({
    "hội nghị", "kiểm điểm", "kiểm phiếu", "đánh giá", "xếp loại", "chất lượng", "tập thể", "cá nhân", "đảng viên",
    "tổ chức", "chi bộ", "đảng uỷ", "ban thường", "thường vụ", "lãnh đạo", "quản lý", "cán bộ", "công chức",
    "viên chức", "văn phòng", "uỷ ban", "nhân dân", "hội đồng", "nội vụ", "tài chính", "kế hoạch", "giáo dục",
    "đào tạo", "chi uỷ", "phòng nội", "bộ phòng", "tư pháp", "lao động", "thương binh", "xã hội", "văn hoá",
    "thông tin", "tài nguyên", "môi trường", "kinh tế", "hạ tầng", "nông nghiệp", "phát triển", "nông thôn",
    "thanh tra", "dự án", "đầu tư", "xây dựng", "thị trấn", "dân phố", "tổ dân", "hoàn thành",
    "xuất sắc", "nhiệm vụ", "đồng nhân",
})
# fmt: on
_Setting: TypeAlias = tuple[float, tuple[int, ...]]  # how ugly, and after which words the lines end


def host_of(review: Review, meeting: Meeting) -> Collective:
    """The collective that held the meeting."""
    return review.collectives[meeting.host]


def issuer_of(review: Review, meeting: Meeting) -> Collective:
    """The body in whose name the minutes are issued."""
    return review.issuer(host_of(review, meeting))


def subject_lines(subject: str, width: int = 62) -> list[str]:
    """The subject in centred lines of about `width` letters, as equal as sense allows."""
    return balanced(subject.split(), -(-len(subject) // width))


def balanced(words: Sequence[str], count: int) -> list[str]:
    """The words in at most `count` lines of nearly equal length, broken by sense; never an empty line.

    No word has a space in it. A break inside a word of two syllables costs most, one after a comma nothing.
    """
    return list(_balanced(" ".join(words), count))


@lru_cache(maxsize=1024)
def _balanced(text: str, count: int) -> tuple[str, ...]:
    words = text.split(" ") if text else []
    size = min(max(count, 1), len(words))
    if size < 2:
        return (" ".join(words),) if words else ()
    last, ends = len(words), list(accumulate(len(word) + 1 for word in words))
    target = (ends[-1] - 1) / size
    costs = [_break_cost(*pair) for pair in pairwise(words)]
    # From each word on, the best way to set all that follows: first in one line, then in two, and so on.
    best: dict[int, _Setting] = {
        start: ((ends[-1] - before - 1 - target) ** 2, (last,)) for start, before in enumerate((0, *ends[:-1]))
    }
    for lines in range(2, size + 1):
        starts = (0, *ends[: last - lines]) if lines < size else (0,)  # all lines begin with the first word
        best = {
            start: min(
                [
                    ((ends[end - 1] - before - 1 - target) ** 2 + costs[end - 1] + best[end][0], (end, *best[end][1]))
                    for end in range(start + 1, last - lines + 2)
                ]
            )
            for start, before in enumerate(starts)
        }
    return tuple(" ".join(words[start:end]) for start, end in pairwise((0, *best[0][1])))


def _break_cost(before: str, after: str) -> int:
    if before.endswith((",", ";")):
        return 0
    if after == "-":
        return 900
    together = f"{before.strip(',;')} {after.strip(',;')}".lower()
    return 900 if together in _TWO_SYLLABLES else 60


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

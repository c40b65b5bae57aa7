"""Đánh giá, xếp loại: what the rules say of the facts; pure.

Holds: arithmetic of ballots. Takes: a Review. Gives: findings. Never: files, layout, waivers.
"""

from __future__ import annotations

from collections.abc import Iterator

from vanban.model.finding import Finding, Where
from vanban.model.meeting import Ballot, Meeting, Tally
from vanban.model.review import Review

_BASIS = "Thông lệ kiểm phiếu; the-thuc MN-05"


def appraise(review: Review) -> tuple[Finding, ...]:
    """Every finding about the ratings of a season, in the order of its meetings."""
    return tuple(f for meeting in review.meetings.values() for f in _ballot(review, meeting))


def voters(review: Review, meeting: Meeting) -> tuple[str, ...]:
    """Codes of those present who may vote: probationary members attend without a vote (Điều lệ Đảng, Điều 3)."""
    return tuple(c for c in meeting.present if review.individuals[c].membership == "chinh-thuc")


def _ballot(review: Review, meeting: Meeting) -> Iterator[Finding]:
    ballot = meeting.ballot
    entitled = len(voters(review, meeting))
    checks = (
        (
            ballot.issued <= entitled,
            "phat_ra",
            f"Phát ra {ballot.issued} phiếu, nhiều hơn {entitled} người có mặt có quyền biểu quyết",
        ),
        (
            ballot.returned <= ballot.issued,
            "thu_ve",
            f"Thu về {ballot.returned} phiếu, nhiều hơn {ballot.issued} phiếu phát ra",
        ),
        (
            ballot.valid + ballot.invalid == ballot.returned,
            "hop_le",
            f"Phiếu hợp lệ {ballot.valid} + không hợp lệ {ballot.invalid} khác số thu về {ballot.returned}",
        ),
    )
    for right, key, message in checks:
        if not right:
            where = Where("cuoc-hop", meeting.code, ("kiem_phieu", key))
            yield Finding("KP-01", message, where, "đối chiếu lại biên bản kiểm phiếu", basis=_BASIS)
    subjects = [row.about for row in ballot.rows]
    for index, row in enumerate(ballot.rows):
        if row.about in subjects[:index]:
            where = Where("cuoc-hop", meeting.code, ("kiem_phieu", "ket_qua", index))
            message = f"Kết quả phiếu về “{row.about}” ghi hai lần"
            yield Finding("KP-04", message, where, "giữ lại một dòng", basis=_BASIS)
        yield from _row(review, meeting, ballot, index, row)


def _row(review: Review, meeting: Meeting, ballot: Ballot, index: int, row: Tally) -> Iterator[Finding]:
    where = Where("cuoc-hop", meeting.code, ("kiem_phieu", "ket_qua", index))
    missing = [level.code for level in review.profile.levels if level.code not in row.votes]
    if missing:
        message = f"Kết quả phiếu về “{row.about}” thiếu số phiếu của mức {', '.join(missing)}"
        yield Finding("KP-02", message, where, "ghi đủ bốn mức, mức không có phiếu ghi 0", basis=_BASIS)
    total = sum(row.votes.values()) + row.invalid
    if total != ballot.valid:
        counts = " + ".join(str(votes) for votes in row.votes.values())
        message = (
            f"Số phiếu về “{row.about}”: {counts}, không hợp lệ {row.invalid}, cộng {total} "
            f"khác {ballot.valid} phiếu hợp lệ"
        )
        yield Finding("KP-03", message, where, "đối chiếu lại phiếu của dòng này", basis=_BASIS)

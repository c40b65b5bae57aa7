"""Tờ trình gửi cấp trên: what was reviewed, what is proposed, what is enclosed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypedDict

from vanban.forms.bien_ban_kiem_phieu import in_groups, table_name
from vanban.forms.ke_hoach import cite
from vanban.forms.parts import (
    BlockContext,
    Head,
    Signature,
    block,
    enclosed_parts,
    head,
    office_of,
    recipients,
    signature,
)
from vanban.forms.registry import Request, form
from vanban.model.meeting import Meeting
from vanban.model.packet import Heading, PacketPlan
from vanban.model.period import Period
from vanban.model.review import Review, percent_base
from vanban.viet import padded, percent, short_date


class ProposalRow(TypedDict):
    """Một dòng đề nghị."""

    stt: str
    ten: str
    chuc_vu: str
    tu_nhan: str
    phieu: str
    de_nghi: str


class ProposalGroup(TypedDict):
    """Một nhóm đề nghị."""

    so: str
    ten: str
    hang: list[ProposalRow]


class ToTrinhContext(Head, Signature):
    """Những gì mẫu tờ trình cần."""

    trich_yeu: list[str]
    kinh_gui: str
    noi_dung: list[BlockContext]
    ghi_chu_bang: str
    bang: list[ProposalGroup]
    kem_theo_dan: str
    kem_theo: list[str]
    ket: str
    noi_nhan: list[str]


def _subject(period: Period) -> list[str]:
    return [
        "về việc đề nghị đánh giá, xếp loại chất lượng tổ chức đảng,",
        f"tập thể, cá nhân cán bộ lãnh đạo, quản lý năm {period.year}",
    ]


def _heading(review: Review, period: Period) -> Heading:
    return Heading(
        kind="Tờ trình",
        subject=" ".join(_subject(period)),
        author=period.office.short_name,
        promulgation_date=period.submission.promulgation_date,
        issuer=period.office.code,
    )


def _shares(review: Review, levels: Counter[str]) -> str:
    """`Hoàn thành tốt nhiệm vụ 11 (68,8%), …`, best level first, levels nobody has are left out."""
    total = levels.total()
    named = [(level, levels[level.code]) for level in review.profile.levels if levels[level.code]]
    return ", ".join(f"{level.name} {padded(n)} ({percent(n, total)}%)" for level, n in named)


def _members(review: Review) -> Counter[str]:
    """How many persons the committee rated at each level."""
    verdicts = (person.verdicts.committee for person in review.individuals.values())
    return Counter(verdict.level for verdict in verdicts if verdict)


def _branches(review: Review) -> Counter[str]:
    """How many branches were proposed for each level by their own vote."""
    branches = (c.code for c in review.collectives.values() if c.kind == "chi-bo")
    voted = (voted_level(review, code) for code in branches)
    return Counter(level for level in voted if level)


def voted_level(review: Review, code: str) -> str | None:
    """The level the last vote on a code proposes, None when there was none."""
    tallies = review.tallies(code)
    return review.winning_level(*tallies[-1]) if tallies else None


def _results(review: Review) -> Iterator[BlockContext]:
    period = review.period
    branches = [c for c in review.collectives.values() if c.kind == "chi-bo"]
    bodies = [c for c in review.collectives.values() if c.kind in {"ban-thuong-vu", "tap-the-lanh-dao"}]
    reviewed, rated = len(review.reviewed), _members(review)
    yield block("doan", _opening(review))
    yield block("muc", "1. Kết quả kiểm điểm, đánh giá, xếp loại")
    yield block(
        "doan",
        f"Đã tổ chức {padded(len(review.meetings))} hội nghị kiểm điểm. Kiểm điểm {period.office.organisation}, "
        f"{padded(len(bodies))} tập thể lãnh đạo, quản lý, {padded(len(branches))}/{padded(len(branches))} chi bộ "
        f"và {padded(reviewed)}/{padded(len(review.individuals))} cá nhân.",
    )
    yield block("doan", f"Xếp loại chi bộ: {_shares(review, _branches(review))}.")
    yield block("doan", f"Xếp loại đảng viên: {_shares(review, rated)}.")
    yield block("muc", "2. Đề nghị đánh giá, xếp loại")
    yield block(
        "doan",
        f"{period.office.short_name} trình {period.superior.addressee} xem xét, đánh giá, xếp loại chất lượng "
        f"năm {period.year} đối với tổ chức đảng, tập thể và cá nhân sau:",
    )


def _opening(review: Review) -> str:
    period = review.period
    superior_plan = period.plan.legal_bases[-1]
    day = short_date(period.plan.promulgation_date)
    return (
        f"{superior_plan.lead} {cite(superior_plan)}; {period.office.name} đã ban hành Kế hoạch số {period.plan.code}, "
        f"ngày {day} và lãnh đạo, chỉ đạo các chi bộ, tập thể, cá nhân hoàn thành việc kiểm điểm, kết quả như sau:"
    )


def _proposed(review: Review) -> Iterator[tuple[str, Meeting]]:
    """Codes the superior decides on, with the meeting that voted: the office's own ballot, head last."""
    for meeting in review.held_by(review.period.office.code):
        yield from ((row.about, meeting) for row in meeting.ballot.rows)


def _row(review: Review, number: int, code: str, meeting: Meeting) -> ProposalRow:
    tally = meeting.tally(code)
    level = review.winning_level(meeting, tally) if tally else None
    base = percent_base(review.profile.vote_rule, meeting)
    votes = tally.votes[level] if tally and level else 0
    name, post = table_name(review, code)
    collective = review.collectives.get(code)
    own = collective.proposed_level if collective else _self_rated(review, code)
    return {
        "stt": str(number),
        "ten": name,
        "chuc_vu": post,
        "tu_nhan": review.profile.level(own).name,
        "phieu": f"{votes}/{base} ({percent(votes, base)}%)",
        "de_nghi": review.profile.level(level).name if level else "Chưa đủ số phiếu",
    }


def _self_rated(review: Review, code: str) -> str:
    return review.individuals[code].review_text.self_rating.member


def _table(review: Review) -> list[ProposalGroup]:
    meetings = dict(_proposed(review))
    number = 0
    groups: list[ProposalGroup] = []
    for roman, title, codes in in_groups(review, meetings):
        rows = [_row(review, number + i, code, meetings[code]) for i, code in enumerate(codes, 1)]
        number += len(codes)
        groups.append({"so": roman, "ten": title, "hang": rows})
    return groups


def _enclosed(packet: PacketPlan) -> list[str]:
    """The parts of the packet with the number of papers in each, without the papers that only carry it."""
    parts = enclosed_parts(packet, "phieu-gui", "to-trinh", "giao-nhan")
    lines = [f"- {part.title}: {padded(len(part.papers))} văn bản" for part in parts]
    return [f"{line}{'.' if i == len(lines) else ';'}" for i, line in enumerate(lines, 1)]


@form("to-trinh", Period, ToTrinhContext, _heading)
def context(request: Request) -> ToTrinhContext:
    """The context of the submission to the superior committee."""
    review = request.review
    period, submission = review.period, review.period.submission
    return {
        **head(request, office_of(review), submission.promulgation_date),
        **signature(review, submission.signer, submission.competence, submission.position),
        "trich_yeu": _subject(period),
        "kinh_gui": period.superior.addressee,
        "noi_dung": list(_results(review)),
        "ghi_chu_bang": "Tỷ lệ phần trăm tính trên số phiếu thu về tại hội nghị.",
        "bang": _table(review),
        "kem_theo_dan": "3. Hồ sơ kèm theo",
        "kem_theo": _enclosed(request.packet),
        "ket": f"{period.office.name} kính trình {period.superior.addressee} xem xét, quyết định.",
        "noi_nhan": recipients(review, submission.to_places),
    }

"""Biên bản kiểm phiếu: counts that agree, votes and shares side by side (kiem-diem 3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypedDict

from vanban.forms.bien_ban import absentees, attendance, host_of, issuer_of, subject_lines
from vanban.forms.bien_ban_hoi_nghi import filing_places
from vanban.forms.parts import (
    AnnexLines,
    BlockContext,
    Head,
    annex_lines,
    author_of,
    block,
    comrade,
    head,
    paragraphs,
    recipients,
)
from vanban.forms.registry import Request, form
from vanban.model.meeting import Meeting, Tally
from vanban.model.packet import Heading
from vanban.model.review import Review, percent_base, vote_base
from vanban.model.scale import Step
from vanban.viet import capitalized, clock, long_date, percent


class RowContext(TypedDict):
    """Một dòng kết quả: số phiếu và tỷ lệ của bốn mức."""

    stt: str
    ten: str
    chuc_vu: str
    so_1: str
    tl_1: str
    so_2: str
    tl_2: str
    so_3: str
    tl_3: str
    so_4: str
    tl_4: str


class GroupContext(TypedDict):
    """Một nhóm dòng: tổ chức đảng, tập thể, cá nhân."""

    so: str
    ten: str
    hang: list[RowContext]


class BienBanKiemPhieuContext(Head, AnnexLines):
    """Những gì mẫu biên bản kiểm phiếu cần."""

    trich_yeu: list[str]
    mo_dau: str
    noi_dung: list[BlockContext]
    ghi_chu_bang: str
    bang: list[GroupContext]
    sau_bang: list[str]
    ket: str
    to_truong_vai: str
    to_truong_ho_ten: str
    chu_tri_ho_ten: str
    noi_nhan: list[str]


_REVIEWED = "hội nghị kiểm điểm, "


def _subject(meeting: Meeting) -> str:
    """`kiểm phiếu đánh giá, xếp loại chất lượng tập thể, đảng viên …`."""
    counted = meeting.name.removeprefix(_REVIEWED)
    return f"kiểm phiếu {counted}" if counted != meeting.name else f"kiểm phiếu tại {meeting.name}"


def _heading(review: Review, meeting: Meeting) -> Heading:
    issuer = issuer_of(review, meeting)
    subject = _subject(meeting)
    return Heading("Biên bản", subject, author_of(review, host_of(review, meeting)), meeting.day, issuer.code)


GROUPS = ("Tổ chức đảng", "Tập thể lãnh đạo, quản lý", "Cá nhân")
_ROMAN = ("I", "II", "III")


_STEP_GROUPS: Final[dict[Step, int]] = {"to-chuc": 0, "tap-the": 1, "ca-nhan": 2, "dung-dau": 2}


def group_of(review: Review, code: str) -> int:
    """Index into GROUPS of what a code stands for."""
    collective = review.collectives.get(code)
    if collective is None:
        return 2
    return 0 if collective.kind in {"dang-uy", "chi-bo"} else 1


def _group_order(review: Review) -> list[int]:
    """The groups as the regime rates them; organisations, bodies, persons where it does not say."""
    setting = review.profile.point_rules.ballot_order
    return list(dict.fromkeys(_STEP_GROUPS[step] for step in setting.steps)) if setting else list(range(len(GROUPS)))


def in_groups(review: Review, codes: Iterable[str]) -> list[tuple[str, str, list[str]]]:
    """(`I`, group title, codes) of each group that has any, in the order of the regime, numbered without gaps."""
    codes = list(codes)
    filled = [(GROUPS[i], [c for c in codes if group_of(review, c) == i]) for i in _group_order(review)]
    kept = [(title, members) for title, members in filled if members]
    return [(_ROMAN[i], title, members) for i, (title, members) in enumerate(kept)]


def table_name(review: Review, code: str) -> tuple[str, str]:
    """Name and post as a table prints them."""
    collective = review.collectives.get(code)
    if collective:
        name = review.period.office.organisation if collective.kind == "dang-uy" else collective.name
        return name, ""
    person = review.individuals[code]
    return person.full_name, person.party_post


def _row(review: Review, meeting: Meeting, number: int, row: Tally) -> RowContext:
    base = percent_base(review.profile.vote_rule, meeting)
    name, post = table_name(review, row.about)
    votes = [row.votes[level.code] for level in review.profile.levels]
    shares = [percent(count, base) for count in votes]
    return {
        "stt": str(number),
        "ten": name,
        "chuc_vu": post,
        "so_1": str(votes[0]),
        "tl_1": shares[0],
        "so_2": str(votes[1]),
        "tl_2": shares[1],
        "so_3": str(votes[2]),
        "tl_3": shares[2],
        "so_4": str(votes[3]),
        "tl_4": shares[3],
    }


def _table(review: Review, meeting: Meeting) -> list[GroupContext]:
    rows = {row.about: row for row in meeting.ballot.rows}
    number = 0
    groups: list[GroupContext] = []
    for roman, title, codes in in_groups(review, rows):
        lines = [_row(review, meeting, number + i, rows[code]) for i, code in enumerate(codes, 1)]
        number += len(codes)
        groups.append({"so": roman, "ten": title, "hang": lines})
    return groups


def _listed(items: Sequence[str]) -> Iterator[BlockContext]:
    for index, item in enumerate(items, 1):
        yield block("doan", f"- {item}{'.' if index == len(items) else ';'}")


def _blocks(review: Review, meeting: Meeting) -> Iterator[BlockContext]:
    ballot = meeting.ballot
    yield block("muc", "1. Tổ kiểm phiếu")
    people = review.individuals
    yield from _listed([f"{capitalized(comrade(people[t.person]))}, {t.role}" for t in meeting.tellers])
    yield block("muc", "2. Số người dự và số phiếu")
    yield from _listed(
        [
            f"Số người {attendance(meeting)}{absentees(review, meeting)}",
            f"Số phiếu phát ra: {ballot.issued}; số phiếu thu về: {ballot.returned}",
            f"Số phiếu hợp lệ: {ballot.valid}; số phiếu không hợp lệ: {ballot.invalid}",
        ]
    )
    yield block("muc", "3. Phiếu và cách thức bỏ phiếu")
    yield from paragraphs(ballot.procedure)
    yield block("doan", threshold_sentence(review, meeting))
    yield block("muc", "4. Kết quả")


def threshold_sentence(review: Review, meeting: Meeting) -> str:
    """How many ballots a level needs, in words and figures."""
    rule = review.profile.vote_rule
    base = vote_base(rule, meeting)
    needed = int(base * rule.threshold / 100) + 1
    words = {
        "trieu_tap": "số người được triệu tập",
        "co_mat": "số người có mặt",
        "thu_ve": "số phiếu thu về",
    }[rule.base]
    share = f"{rule.threshold:g}".replace(".", ",")
    return f"Mức xếp loại được đề nghị khi có trên {share}% {words} tán thành (từ {needed} phiếu trở lên)."


def _proposed(review: Review, meeting: Meeting) -> list[str]:
    """Who is proposed for which level, one line a level, best first."""
    won = [(review.winning_level(meeting, row), table_name(review, row.about)[0]) for row in meeting.ballot.rows]
    lines = [
        f"- {level.name}: {', '.join(names)}"
        for level in review.profile.levels
        if (names := [name for code, name in won if code == level.code])
    ]
    unsettled = [name for code, name in won if code is None]
    lines += [f"- Chưa có mức nào đạt số phiếu cần thiết: {', '.join(unsettled)}"] if unsettled else []
    ended = [f"{line}{'.' if i == len(lines) else ';'}" for i, line in enumerate(lines, 1)]
    return ["Theo kết quả trên, mức xếp loại được đề nghị như sau:", *ended]


def _opening(review: Review, meeting: Meeting) -> str:
    return (
        f"Hồi {clock(meeting.ballot.start)}, {long_date(meeting.day)}, tại {meeting.venue}, Tổ kiểm phiếu do "
        f"{meeting.name} cử ra tiến hành kiểm phiếu, kết quả như sau:"
    )


@form("bien-ban-kiem-phieu", Meeting, BienBanKiemPhieuContext, _heading)
def context(request: Request) -> BienBanKiemPhieuContext:
    """The context of the vote-count minutes of a meeting."""
    review, meeting = request.review, request.planned.about
    assert isinstance(meeting, Meeting)
    issuer = issuer_of(review, meeting)
    base = percent_base(review.profile.vote_rule, meeting)
    return {
        **head(request, issuer, meeting.day),
        **annex_lines(request),
        "trich_yeu": subject_lines(_subject(meeting)),
        "mo_dau": _opening(review, meeting),
        "noi_dung": list(_blocks(review, meeting)),
        "ghi_chu_bang": f"Tỷ lệ phần trăm tính trên tổng số {base} phiếu thu về.",
        "bang": _table(review, meeting),
        "sau_bang": _proposed(review, meeting),
        "ket": f"Việc kiểm phiếu kết thúc hồi {clock(meeting.ballot.end)} cùng ngày; kết quả đã được công bố tại "
        "hội nghị. Biên bản được lập thành 02 bản, kèm theo toàn bộ số phiếu đã niêm phong.",
        "to_truong_vai": meeting.head_teller.role.upper(),
        "to_truong_ho_ten": review.individuals[meeting.head_teller.person].full_name,
        "chu_tri_ho_ten": review.individuals[meeting.chair].full_name,
        "noi_nhan": recipients(review, filing_places(review, issuer)[-1:]),
    }

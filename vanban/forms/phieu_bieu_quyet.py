"""Phiếu biểu quyết: the ballot as it is handed out, one for each voter (kiem-diem 3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypedDict

from vanban.forms.bien_ban import balanced, host_of, issuer_of, subject_lines
from vanban.forms.bien_ban_kiem_phieu import GROUPS, in_groups, table_name
from vanban.forms.parts import DOTTED_LINE, FormHead, author_of, form_head, superior_lines
from vanban.forms.registry import Request, form
from vanban.model.meeting import Meeting
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.review import Review

_REVIEWED: Final = "hội nghị kiểm điểm, "
_INSTRUCTION: Final = (
    "Đồng chí đánh dấu (X) vào một ô của mức phù hợp ở mỗi dòng. Dòng không đánh dấu hoặc đánh dấu từ hai ô trở lên "
    "là dòng không hợp lệ."
)
_BLANK_ROWS: Final = (1, 1, 3)
_LEVEL_WIDTH: Final = 13


class BallotRow(TypedDict):
    """Một dòng phiếu; bốn ô mức để trống."""

    stt: str
    ten: str
    chuc_vu: str
    tu_xep_loai: list[str]


class BallotGroup(TypedDict):
    """Một nhóm dòng: tổ chức đảng, tập thể, cá nhân."""

    so: str
    ten: str
    hang: list[BallotRow]


class PhieuBieuQuyetContext(FormHead):
    """Những gì mẫu phiếu biểu quyết cần."""

    trich_yeu: list[str]
    huong_dan: str
    bang: list[BallotGroup]
    y_kien_khac: list[str]


def _subject(meeting: Meeting) -> str:
    """`đánh giá, xếp loại chất lượng tập thể, đảng viên …`."""
    rated = meeting.name.removeprefix(_REVIEWED)
    return rated if rated != meeting.name else f"đánh giá, xếp loại chất lượng tại {meeting.name}"


def _heading(review: Review, meeting: Meeting) -> Heading:
    """As many copies as ballots are handed out: the print list says so."""
    author = author_of(review, host_of(review, meeting))
    return Heading("Phiếu biểu quyết", _subject(meeting), author, meeting.day, copies=meeting.ballot.issued)


def own_level(review: Review, code: str) -> list[str]:
    """The level a collective or person asks for, in lines as narrow as the column."""
    collective = review.collectives.get(code)
    level = collective.proposed_level if collective else review.individuals[code].review_text.self_rating.member
    name = review.profile.level(level).name
    return balanced(name.split(), -(-len(name) // _LEVEL_WIDTH))


def _row(review: Review, number: int, code: str) -> BallotRow:
    name, post = table_name(review, code)
    return {"stt": str(number), "ten": name, "chuc_vu": post, "tu_xep_loai": own_level(review, code)}


def ballot_groups(review: Review, codes: Sequence[str]) -> list[BallotGroup]:
    """The rows in the order of the ballot: organisation, leading bodies, persons with the head last."""
    number = 0
    groups: list[BallotGroup] = []
    for roman, title, members in in_groups(review, codes):
        rows = [_row(review, number + place, code) for place, code in enumerate(members, 1)]
        number += len(members)
        groups.append({"so": roman, "ten": title, "hang": rows})
    return groups


@form("phieu-bieu-quyet", Meeting, PhieuBieuQuyetContext, _heading)
def context(request: Request) -> PhieuBieuQuyetContext:
    """The context of a meeting's ballot."""
    review, meeting = request.review, request.planned.about
    assert isinstance(meeting, Meeting)
    issuer = issuer_of(review, meeting)
    return {
        **form_head(request, superior_lines(review, issuer), issuer.header, meeting.day),
        "trich_yeu": subject_lines(_subject(meeting)),
        "huong_dan": _INSTRUCTION,
        "bang": ballot_groups(review, [row.about for row in meeting.ballot.rows]),
        "y_kien_khac": [DOTTED_LINE] * 2,
    }


def blank_groups(counts: Sequence[int] = _BLANK_ROWS) -> list[BallotGroup]:
    """Empty rows under the three headings."""
    groups: list[BallotGroup] = []
    for roman, title, count in zip(("I", "II", "III"), GROUPS, counts, strict=True):
        rows: list[BallotRow] = [
            {"stt": str(place), "ten": "", "chuc_vu": " ", "tu_xep_loai": []} for place in range(1, count + 1)
        ]
        groups.append({"so": roman, "ten": title, "hang": rows})
    return groups


def _blank_heading(review: Review, period: Period) -> Heading:
    return Heading("Phụ lục", "Mẫu phiếu biểu quyết đánh giá, xếp loại chất lượng", period.office.short_name, None)


@form("phieu-bieu-quyet-trong", Period, PhieuBieuQuyetContext, _blank_heading)
def blank_context(request: Request) -> PhieuBieuQuyetContext:
    """The blank ballot, an annex of the plan."""
    return {
        **form_head(request, ["TÊN CẤP UỶ CẤP TRÊN"], ["TÊN TỔ CHỨC ĐẢNG"], None),
        "trich_yeu": [
            "đánh giá, xếp loại chất lượng tổ chức đảng,",
            f"tập thể, cá nhân năm {request.review.period.year}",
        ],
        "huong_dan": _INSTRUCTION,
        "bang": blank_groups(),
        "y_kien_khac": [DOTTED_LINE] * 2,
    }

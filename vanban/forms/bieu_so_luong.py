"""Biểu 1 và Biểu 2: how many organisations and members stand at each level (kiem-diem 6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypedDict

from vanban.forms.bieu import (
    NOTHING,
    ROMAN,
    BieuHead,
    LevelCell,
    annex_heading,
    best_of_good,
    bieu_head,
    bieu_heading,
    blank_cells,
    blank_head,
    dated,
    in_lines,
    level_cells,
    numbered,
)
from vanban.forms.registry import Request, form
from vanban.model.collective import Collective
from vanban.model.figures import (
    PROBATIONARY,
    UNDECIDED,
    MemberFigures,
    Share,
    branches,
    last_vote,
    member_figures,
    organisations,
    party_members,
    voted_share,
)
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.review import Review
from vanban.viet import padded

_BLANK_ROWS: Final = 5
_BIEU_1: Final = "tổng hợp kết quả đánh giá, xếp loại chất lượng tổ chức đảng năm {nam}"
_BIEU_2: Final = "tổng hợp kết quả đánh giá, xếp loại chất lượng đảng viên năm {nam}"
_TITLE_1: Final = ("TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG TỔ CHỨC ĐẢNG NĂM {nam}",)
_TITLE_2: Final = ("TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN NĂM {nam}",)
_NOTE_1: Final = "Tỷ lệ phần trăm tính trên số tổ chức đảng được đánh giá; mức của Đảng bộ cơ sở là mức đề nghị."
_NOTE_2: Final = (
    "Tỷ lệ phần trăm tính trên số đảng viên được đánh giá. Cột (6) gồm đảng viên chưa đủ 6 tháng, nghỉ dài theo chế độ "
    "và đã kiểm điểm nhưng không hoặc chưa xếp loại."
)
_SHORT: Final = {"nghi-dai": "nghỉ dài", PROBATIONARY: "dự bị", UNDECIDED: "chưa xếp loại"}


class OrganisationFigures(TypedDict):
    """Số liệu của một dòng hoặc một nhóm Biểu 1."""

    ten: str
    tong: str
    danh_gia: str
    muc: list[LevelCell]
    chua: str
    ly_do: str
    ty_le: str
    ghi_chu: str


class OrganisationRow(OrganisationFigures):
    """Một dòng Biểu 1."""

    stt: str


class OrganisationGroup(OrganisationFigures):
    """Một nhóm Biểu 1."""

    so: str
    hang: list[OrganisationRow]


class Bieu1Context(BieuHead):
    """Những gì Biểu 1 cần."""

    bang: list[OrganisationGroup]
    tong_cong: OrganisationFigures


def _figures(review: Review, name: str, share: Share, ratio: bool) -> OrganisationFigures:
    return {
        "ten": in_lines(name, 27),
        "tong": str(share.total),
        "danh_gia": str(share.rated),
        "muc": level_cells(share),
        "chua": str(share.unrated),
        "ly_do": "",
        "ty_le": best_of_good(review, share) if ratio else NOTHING,
        "ghi_chu": "",
    }


def _row(review: Review, order: int, collective: Collective) -> OrganisationRow:
    name = review.period.office.organisation if collective.kind == "dang-uy" else collective.name
    vote = last_vote(review, collective.code)
    reason = "" if vote and vote.level else "Chưa đủ số phiếu" if vote else "Chưa bỏ phiếu"
    figures = _figures(review, name, voted_share(review, [collective.code]), ratio=False)
    return {**figures, "ly_do": reason, "stt": str(order)}


def _group(review: Review, index: int, title: str, members: Sequence[Collective]) -> OrganisationGroup:
    share = voted_share(review, [c.code for c in members])
    rows = [_row(review, order, c) for order, c in enumerate(members, 1)]
    return {**_figures(review, title, share, ratio=True), "so": ROMAN[index], "hang": rows}


def _bieu_1_heading(review: Review, period: Period) -> Heading:
    return dated(review, bieu_heading("Biểu 1", _BIEU_1))


@form("bieu-1", Period, Bieu1Context, _bieu_1_heading)
def bieu_1(request: Request) -> Bieu1Context:
    """The context of Biểu 1: the organisation and its branches."""
    review = request.review
    own, below = organisations(review), branches(review)
    groups = [("Đảng bộ cơ sở", own), ("Chi bộ trực thuộc", below)]
    filled = [(title, members) for title, members in groups if members]
    every = voted_share(review, [c.code for c in (*own, *below)])
    return {
        **bieu_head(request, _TITLE_1, [_NOTE_1]),
        "bang": [_group(review, i, title, members) for i, (title, members) in enumerate(filled)],
        "tong_cong": _figures(review, "Tổng cộng", every, ratio=True),
    }


def _blank_figures(name: str) -> OrganisationFigures:
    return {
        "ten": name,
        "tong": "",
        "danh_gia": "",
        "muc": blank_cells(),
        "chua": "",
        "ly_do": "",
        "ty_le": "",
        "ghi_chu": "",
    }


def _blank_1_heading(review: Review, period: Period) -> Heading:
    return annex_heading(review, period, "Biểu 1", _BIEU_1)


@form("bieu-1-trong", Period, Bieu1Context, _blank_1_heading)
def blank_1(request: Request) -> Bieu1Context:
    """The context of the blank Biểu 1."""
    rows: list[OrganisationRow] = [{**_blank_figures(""), "stt": n} for n in numbered(_BLANK_ROWS - 2)]
    group: OrganisationGroup = {**_blank_figures("Chi bộ trực thuộc"), "so": "I", "hang": rows}
    return {**blank_head(request, _TITLE_1), "bang": [group], "tong_cong": _blank_figures("Tổng cộng")}


class MemberRow(TypedDict):
    """Một dòng Biểu 2."""

    stt: str
    ten: str
    tong: str
    mien: str
    dinh_chi: str
    chua_du: str
    danh_gia: str
    muc: list[LevelCell]
    khien_trach: str
    canh_cao: str
    cach_chuc: str
    khai_tru: str
    ghi_chu: str


class MemberTotal(TypedDict):
    """Dòng tổng cộng Biểu 2."""

    ten: str
    tong: str
    mien: str
    dinh_chi: str
    chua_du: str
    danh_gia: str
    muc: list[LevelCell]
    khien_trach: str
    canh_cao: str
    cach_chuc: str
    khai_tru: str
    ghi_chu: str


class Bieu2Context(BieuHead):
    """Những gì Biểu 2 cần."""

    bang: list[MemberRow]
    tong_cong: MemberTotal


def _members(name: str, figures: MemberFigures) -> MemberTotal:
    unrated, disciplined = figures.unrated, figures.disciplined
    excused, suspended = unrated.get("mien-cong-tac", 0), unrated.get("dinh-chi", 0)
    return {
        "ten": in_lines(name, 22),
        "tong": str(figures.share.total),
        "mien": str(excused),
        "dinh_chi": str(suspended),
        "chua_du": str(figures.share.unrated - excused - suspended),
        "danh_gia": str(figures.share.rated),
        "muc": level_cells(figures.share),
        "khien_trach": str(disciplined.get("khien-trach", 0)),
        "canh_cao": str(disciplined.get("canh-cao", 0)),
        "cach_chuc": str(disciplined.get("cach-chuc", 0)),
        "khai_tru": str(disciplined.get("khai-tru", 0)),
        "ghi_chu": "",
    }


def _member_row(review: Review, order: int, branch: Collective) -> MemberRow:
    figures = member_figures(review, review.branch_members(branch.code))
    notes = [f"{padded(figures.unrated[key])} {word}" for key, word in _SHORT.items() if figures.unrated.get(key)]
    return {**_members(branch.short_name, figures), "stt": str(order), "ghi_chu": ", ".join(notes)}


def _bieu_2_heading(review: Review, period: Period) -> Heading:
    return dated(review, bieu_heading("Biểu 2", _BIEU_2))


@form("bieu-2", Period, Bieu2Context, _bieu_2_heading)
def bieu_2(request: Request) -> Bieu2Context:
    """The context of Biểu 2: the members of each branch."""
    review = request.review
    return {
        **bieu_head(request, _TITLE_2, [_NOTE_2]),
        "bang": [_member_row(review, order, branch) for order, branch in enumerate(branches(review), 1)],
        "tong_cong": _members("Tổng cộng", member_figures(review, party_members(review))),
    }


def _blank_members(name: str) -> MemberTotal:
    return {
        "ten": name,
        "tong": "",
        "mien": "",
        "dinh_chi": "",
        "chua_du": "",
        "danh_gia": "",
        "muc": blank_cells(),
        "khien_trach": "",
        "canh_cao": "",
        "cach_chuc": "",
        "khai_tru": "",
        "ghi_chu": "",
    }


def _blank_2_heading(review: Review, period: Period) -> Heading:
    return annex_heading(review, period, "Biểu 2", _BIEU_2)


@form("bieu-2-trong", Period, Bieu2Context, _blank_2_heading)
def blank_2(request: Request) -> Bieu2Context:
    """The context of the blank Biểu 2."""
    rows: list[MemberRow] = [{**_blank_members(""), "stt": n} for n in numbered(_BLANK_ROWS - 2)]
    return {**blank_head(request, _TITLE_2), "bang": rows, "tong_cong": _blank_members("Tổng cộng")}

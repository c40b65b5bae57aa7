"""Biểu 3 và Biểu 4: leading collectives and leaders one by one, with their votes (kiem-diem 6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypedDict

from vanban.forms.bieu import (
    NOTHING,
    ROMAN,
    BieuHead,
    LevelCell,
    annex_heading,
    bieu_head,
    bieu_heading,
    blank_cells,
    blank_head,
    dated,
    in_lines,
    level_lines,
    numbered,
    total_line,
    vote_cells,
)
from vanban.forms.registry import Request, form
from vanban.model.collective import Collective
from vanban.model.figures import bodies, last_vote, leaders, member_level, proposed_level, voted_share
from vanban.model.individual import EXEMPTION_WORDS, Individual
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.remedy import DISCIPLINE_WORDS
from vanban.model.review import Review
from vanban.viet import capitalized, full_date, name_key

_BLANK_ROWS: Final = 4
_BIEU_3: Final = "tổng hợp kết quả đánh giá, xếp loại chất lượng tập thể lãnh đạo, quản lý năm {nam}"
_BIEU_4: Final = "danh sách đánh giá, xếp loại chất lượng cá nhân cán bộ lãnh đạo, quản lý năm {nam}"
_TITLE_3: Final = ("TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG", "TẬP THỂ LÃNH ĐẠO, QUẢN LÝ NĂM {nam}")
_TITLE_4: Final = ("DANH SÁCH ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG", "CÁ NHÂN CÁN BỘ LÃNH ĐẠO, QUẢN LÝ NĂM {nam}")
_OWN_PLACES: Final[dict[str, str]] = {"chi-bo": "Chi bộ", "tap-the-lanh-dao": "Tập thể lãnh đạo"}
_BASES: Final = {"thu_ve": "số phiếu thu về", "trieu_tap": "số người được triệu tập"}


class BodyRow(TypedDict):
    """Một dòng Biểu 3."""

    stt: str
    ten: str
    don_vi: str
    tu_nhan: str
    muc: list[LevelCell]
    de_nghi: str
    xep_loai: str
    ghi_chu: str


class Bieu3Context(BieuHead):
    """Những gì Biểu 3 cần."""

    bang: list[BodyRow]
    tong_cong: str


def _note_3(review: Review) -> str:
    base = _BASES[review.profile.vote_rule.percent_base]
    return (
        f"Kết quả phiếu tại hội nghị bỏ phiếu sau cùng; tỷ lệ phần trăm tính trên {base}. "
        "Cột (14) để cấp có thẩm quyền ghi."
    )


def _unit_level(review: Review, collective: Collective) -> str:
    """The level of the office or organisation a body leads."""
    if collective.unit_level:
        return level_lines(review, collective.unit_level)
    led = collective.issued_by if collective.kind == "ban-thuong-vu" else None
    return level_lines(review, proposed_level(review, led) if led else None)


def _body_row(review: Review, order: int, collective: Collective) -> BodyRow:
    vote = last_vote(review, collective.code)
    return {
        "stt": str(order),
        "ten": in_lines(collective.name, 24),
        "don_vi": _unit_level(review, collective),
        "tu_nhan": level_lines(review, collective.proposed_level),
        "muc": vote_cells(review, vote),
        "de_nghi": level_lines(review, vote.level if vote else None),
        "xep_loai": "",
        "ghi_chu": "" if vote else "Chưa bỏ phiếu",
    }


def _bieu_3_heading(review: Review, period: Period) -> Heading:
    return dated(review, bieu_heading("Biểu 3", _BIEU_3))


@form("bieu-3", Period, Bieu3Context, _bieu_3_heading)
def bieu_3(request: Request) -> Bieu3Context:
    """The context of Biểu 3: the leading collectives."""
    review = request.review
    found = bodies(review)
    return {
        **bieu_head(request, _TITLE_3, [_note_3(review)]),
        "bang": [_body_row(review, order, body) for order, body in enumerate(found, 1)],
        "tong_cong": total_line(review, voted_share(review, [body.code for body in found]), "tập thể"),
    }


def _blank_3_heading(review: Review, period: Period) -> Heading:
    return annex_heading(review, period, "Biểu 3", _BIEU_3)


def _blank_body(number: str) -> BodyRow:
    return {
        "stt": number,
        "ten": "",
        "don_vi": "",
        "tu_nhan": "",
        "muc": blank_cells(),
        "de_nghi": "",
        "xep_loai": "",
        "ghi_chu": "",
    }


@form("bieu-3-trong", Period, Bieu3Context, _blank_3_heading)
def blank_3(request: Request) -> Bieu3Context:
    """The context of the blank Biểu 3."""
    rows = [_blank_body(n) for n in numbered(_BLANK_ROWS)]
    return {**blank_head(request, _TITLE_3), "bang": rows, "tong_cong": "Tổng cộng: ......... tập thể."}


class LeaderRow(TypedDict):
    """Một dòng Biểu 4: `phieu` counts the ballots of the four levels."""

    stt: str
    ten: str
    ngay_sinh: str
    chuc_vu: str
    noi: str
    cong_chuc: str
    tu_nhan: str
    phieu: list[str]
    de_nghi: str
    xep_loai: str
    ghi_chu: str


class LeaderGroup(TypedDict):
    """Một nhóm Biểu 4."""

    so: str
    ten: str
    hang: list[LeaderRow]


class Bieu4Context(BieuHead):
    """Những gì Biểu 4 cần."""

    bang: list[LeaderGroup]
    tong_cong: str


_NOTE_4: Final = (
    "Kết quả phiếu tại hội nghị bỏ phiếu sau cùng. Cột (13): mức Đảng uỷ quyết định; đối với cá nhân diện cấp trên "
    "quản lý để cấp có thẩm quyền ghi."
)


def groups_by_manager(review: Review, people: Iterable[Individual]) -> list[tuple[str, list[Individual]]]:
    """(who manages them, persons by name); groups nobody is in are left out."""
    period = review.period
    words = {"cap_tren": period.superior.name, "don_vi": period.office.short_name}
    names = {row.code: row.heading.format(**words) for row in review.profile.organisation.management}
    ordered = sorted(people, key=lambda p: (name_key(p.full_name), p.birth_date))
    grouped = [(title, [p for p in ordered if p.managed_by == code]) for code, title in names.items()]
    return [(title, members) for title, members in grouped if members]


def civil_level(review: Review, person: Individual) -> str:
    """The level as a public servant; a dash for who is none."""
    verdict = person.verdicts.office_head
    return level_lines(review, verdict.level if verdict else None)


def reviewed_at(review: Review, person: Individual) -> str:
    """Where the person was reviewed, in order of day: `Tập thể lãnh đạo; Chi bộ; Đảng uỷ khối`."""
    names = [_place(review, person, m.host) for m in review.meetings_about(person.code)]
    return "; ".join(dict.fromkeys(names)) or NOTHING


def _place(review: Review, person: Individual, host: str) -> str:
    """The person's own branch and leading collective by kind, others by name."""
    office, collective = review.period.office, review.collectives[host]
    own = host == person.branch or person.code in {member.person for member in collective.members}
    if host == office.code:
        return office.short_name
    return _OWN_PLACES.get(collective.kind, collective.name) if own else collective.name


def remarks(person: Individual) -> str:
    """Discipline of the year, or why the person was not reviewed."""
    words = [DISCIPLINE_WORDS[d.form] for d in person.disciplines]
    words += [EXEMPTION_WORDS[person.exemption.reason]] if person.exemption else []
    return capitalized(", ".join(words))


def _leader_row(review: Review, order: int, person: Individual) -> LeaderRow:
    vote, text = last_vote(review, person.code), person.self_criticism
    ours = not review.profile.organisation.managed(person.managed_by).above
    own = member_level(person) if ours else None
    return {
        "stt": str(order),
        "ten": person.full_name,
        "ngay_sinh": full_date(person.birth_date),
        "chuc_vu": f"{person.state_post}, {person.workplace}",
        "noi": reviewed_at(review, person),
        "cong_chuc": civil_level(review, person),
        "tu_nhan": level_lines(review, text.self_rating.member if text else None),
        "phieu": [cell["so"] for cell in vote_cells(review, vote)],
        "de_nghi": level_lines(review, vote.level if vote else None),
        "xep_loai": level_lines(review, own) if ours else "",
        "ghi_chu": remarks(person),
    }


def _leader_groups(review: Review, people: Sequence[Individual]) -> list[LeaderGroup]:
    groups: list[LeaderGroup] = []
    order = 0
    for index, (title, members) in enumerate(groups_by_manager(review, people)):
        rows = [_leader_row(review, order + i, person) for i, person in enumerate(members, 1)]
        order += len(members)
        groups.append({"so": ROMAN[index], "ten": title, "hang": rows})
    return groups


def _bieu_4_heading(review: Review, period: Period) -> Heading:
    return dated(review, bieu_heading("Biểu 4", _BIEU_4))


@form("bieu-4", Period, Bieu4Context, _bieu_4_heading)
def bieu_4(request: Request) -> Bieu4Context:
    """The context of Biểu 4: the leaders and managers."""
    review = request.review
    people = leaders(review)
    return {
        **bieu_head(request, _TITLE_4, [_NOTE_4]),
        "bang": _leader_groups(review, people),
        "tong_cong": total_line(review, voted_share(review, [p.code for p in people]), "đồng chí"),
    }


def _blank_4_heading(review: Review, period: Period) -> Heading:
    return annex_heading(review, period, "Biểu 4", _BIEU_4)


def _blank_leader(number: str) -> LeaderRow:
    return {
        "stt": number,
        "ten": "",
        "ngay_sinh": "",
        "chuc_vu": "",
        "noi": "",
        "cong_chuc": "",
        "tu_nhan": "",
        "phieu": [""] * 4,
        "de_nghi": "",
        "xep_loai": "",
        "ghi_chu": "",
    }


@form("bieu-4-trong", Period, Bieu4Context, _blank_4_heading)
def blank_4(request: Request) -> Bieu4Context:
    """The context of the blank Biểu 4."""
    rows = [_blank_leader(n) for n in numbered(_BLANK_ROWS - 1)]
    group: LeaderGroup = {"so": "I", "ten": "Diện quản lý: " + "." * 40, "hang": rows}
    return {**blank_head(request, _TITLE_4), "bang": [group], "tong_cong": "Tổng cộng: ......... đồng chí."}

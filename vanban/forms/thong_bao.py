"""Thông báo kết quả đánh giá, xếp loại: a branch and its members, by level (kiem-diem 7.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypedDict

from vanban.forms.bien_ban import plan_clause, subject_lines
from vanban.forms.cong_van import AS_ABOVE, issue_of
from vanban.forms.parts import (
    BlockContext,
    Head,
    Signature,
    block,
    comrade,
    head,
    heads,
    office_of,
    recipients,
    signature,
)
from vanban.forms.registry import Request, form
from vanban.forms.to_trinh import voted_level
from vanban.model.collective import Collective
from vanban.model.individual import EXEMPTION_WORDS, Individual
from vanban.model.packet import Heading
from vanban.model.review import Review
from vanban.viet import capitalized, full_date, long_date, name_key, padded, percent

CODE: Final = "thong-bao"


class MemberRow(TypedDict):
    """Một đảng viên được xếp loại."""

    stt: str
    ten: str
    ngay_sinh: str
    chuc_vu: str


class LevelGroup(TypedDict):
    """Những đảng viên cùng một mức."""

    ten: str
    hang: list[MemberRow]


class ThongBaoContext(Head, Signature):
    """Những gì mẫu thông báo cần."""

    trich_yeu: list[str]
    noi_dung: list[BlockContext]
    bang: list[LevelGroup]
    sau_bang: list[BlockContext]
    ket: str
    noi_nhan: list[str]


def _subject(review: Review, branch: Collective) -> str:
    return f"kết quả đánh giá, xếp loại chất lượng tập thể, đảng viên {branch.name} năm {review.period.year}"


def _heading(review: Review, branch: Collective) -> Heading:
    office = review.period.office
    day = issue_of(review, CODE).promulgation_date
    return Heading("Thông báo", _subject(review, branch), office.short_name, day, office.code)


def by_level(review: Review, people: Sequence[Individual]) -> list[tuple[str, list[Individual]]]:
    """(level name, its people in Vietnamese order) of each level somebody has, best first."""
    ordered = sorted(people, key=lambda p: (name_key(p.full_name), p.birth_date))
    groups = [(level.name, [p for p in ordered if level_of(p) == level.code]) for level in review.profile.levels]
    return [(name, members) for name, members in groups if members]


def level_of(person: Individual) -> str | None:
    """The level the committee gave a person, None when it gave none."""
    verdict = person.verdicts.committee
    return verdict.level if verdict else None


def reason(person: Individual) -> str:
    """Why a person was not rated."""
    exemption = person.exemption
    if exemption:
        return f"{EXEMPTION_WORDS[exemption.reason]} ({exemption.note.rstrip('.')})"
    if person.self_criticism and person.membership == "du-bi":
        return "đảng viên dự bị, đã kiểm điểm, chưa thuộc diện xếp loại"
    return "chưa có kết quả xếp loại của Đảng uỷ"


def _opening(review: Review) -> str:
    office = review.period.office
    days = [meeting.day for meeting in review.held_by(office.code)]
    sitting = f" và kết quả hội nghị {long_date(max(days))}" if days else ""
    return f"{capitalized(plan_clause(review))}{sitting}, {office.short_name} thông báo như sau:"


def _level_name(review: Review, branch: Collective) -> str:
    level = voted_level(review, branch.code)
    return review.profile.level(level).name if level else "chưa có kết quả xếp loại"


def _results(review: Review, branch: Collective) -> Iterator[BlockContext]:
    people = review.branch_members(branch.code)
    rated = [person for person in people if level_of(person)]
    yield block("doan", _opening(review))
    yield block("muc", f"1. {branch.name}: {_level_name(review, branch)}")
    yield block("muc", f"2. Đảng viên được xếp loại: {padded(len(rated))}/{heads(len(people))}")


def _table(review: Review, branch: Collective) -> list[LevelGroup]:
    rated = [person for person in review.branch_members(branch.code) if level_of(person)]
    number = 0
    groups: list[LevelGroup] = []
    for name, members in by_level(review, rated):
        rows = [_row(number + i, person) for i, person in enumerate(members, 1)]
        number += len(members)
        share = percent(len(members), len(rated))
        groups.append({"ten": f"{name}: {heads(len(members))} ({share}%)", "hang": rows})
    return groups


def _row(number: int, person: Individual) -> MemberRow:
    return {
        "stt": str(number),
        "ten": person.full_name,
        "ngay_sinh": full_date(person.birth_date),
        "chuc_vu": person.party_post,
    }


def _unrated(review: Review, branch: Collective) -> Iterator[BlockContext]:
    people = sorted(review.branch_members(branch.code), key=lambda p: (name_key(p.full_name), p.birth_date))
    unrated = [person for person in people if not level_of(person)]
    if unrated:
        yield block("muc", f"3. Đảng viên không xếp loại: {heads(len(unrated))}")
        for index, person in enumerate(unrated, 1):
            mark = "." if index == len(unrated) else ";"
            yield block("doan", f"- {capitalized(comrade(person))}: {reason(person)}{mark}")


@form(CODE, Collective, ThongBaoContext, _heading)
def context(request: Request) -> ThongBaoContext:
    """The context of the notice to a branch."""
    review, branch = request.review, request.planned.about
    assert isinstance(branch, Collective)
    issue = issue_of(review, CODE)
    return {
        **head(request, office_of(review), issue.promulgation_date),
        **signature(review, issue.signer, issue.competence, issue.position),
        "trich_yeu": subject_lines(_subject(review, branch)),
        "noi_dung": list(_results(review, branch)),
        "bang": _table(review, branch),
        "sau_bang": list(_unrated(review, branch)),
        "ket": "Chi bộ công khai kết quả tại kỳ sinh hoạt gần nhất, thông báo đến từng đảng viên; tập thể, cá nhân có "
        "hạn chế, khuyết điểm xây dựng kế hoạch khắc phục trong 30 ngày. Ý kiến về kết quả xếp loại gửi bằng văn bản "
        "về Đảng uỷ (qua Văn phòng Đảng uỷ) để được xem xét, trả lời.",
        "noi_nhan": recipients(
            review, [branch.name, *(p for p in issue.to_places if p not in {AS_ABOVE, branch.name})]
        ),
    }

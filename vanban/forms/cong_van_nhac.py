"""Công văn nhắc nộp hồ sơ: what a branch still owes, counted from the facts; blank, an annex of the plan.

What is missing is no fact a clerk types but a gap among the facts, so no `can` of the regime can name it: the builder
itself says when it is called for (`called_for` of `@form`), and a branch whose papers are complete gets no letter.
The regime only adds that the office has said who signs it and when (`can = ["ky.van_ban.cong-van-nhac"]`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from vanban.forms.bien_ban import plan_clause, subject_lines
from vanban.forms.cong_van import (
    AS_ABOVE,
    SUBJECT_WIDTH,
    CongVanContext,
    Letter,
    address_lines,
    issue_of,
    letter_context,
    letter_heading,
    name_within,
    working_days_before,
)
from vanban.forms.parts import (
    DOTTED_LINE,
    DOTTED_WORD,
    BlockContext,
    annex_lines,
    blank_date_line,
    block,
    comrades,
    office_of,
    paragraphs,
    recipients,
    review_label,
)
from vanban.forms.registry import Request, form
from vanban.model.collective import Collective
from vanban.model.individual import Individual
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.review import Review
from vanban.viet import capitalized, long_date

CODE: Final = "cong-van-nhac"
# The committee needs the papers as long before its sitting as any other participant (kiem-diem 4.9).
_DAYS_BEFORE_SITTING: Final = 3
_BLANK_LINES: Final = 3
_SUBJECT: Final = "đôn đốc nộp hồ sơ kiểm điểm, đánh giá, xếp loại chất lượng năm"


def _serves(person: Individual) -> bool:
    return person.self_criticism is not None and person.service != "khong"


def _unreviewed(person: Individual) -> bool:
    return person.self_criticism is None and person.exemption is None


def _without_sheet(review: Review, person: Individual) -> bool:
    """Whether a civil sheet is owed: a regime without items of its own has none for elected officials."""
    asked = _serves(person) and (bool(review.profile.civil_criteria) or person.service != "can-bo")
    return asked and person.civil_sheet is None and person.civil_score is None


def _without_office_head(person: Individual) -> bool:
    return _serves(person) and person.verdicts.office_head is None


def _without_branch(person: Individual) -> bool:
    """Probationary members are reviewed but not rated."""
    reviewed = person.self_criticism is not None and person.membership == "chinh-thuc"
    return reviewed and person.verdicts.branch is None


def _owed(review: Review, people: Sequence[Individual]) -> Iterator[tuple[str, list[Individual]]]:
    """Each kind of paper with those who still owe it."""
    unreviewed = [person for person in people if _unreviewed(person)]
    sheet = "theo Nghị định số 90/2020/NĐ-CP " if review.profile.civil_criteria else ""
    yield f"Bản kiểm điểm cá nhân ({review_label(review, *unreviewed)}) của", unreviewed
    unsheeted = [person for person in people if _without_sheet(review, person)]
    yield f"Phiếu đánh giá, xếp loại chất lượng {sheet}của", unsheeted
    for paper, owes in (
        ("Nhận xét, xếp loại của thủ trưởng cơ quan, đơn vị đối với", _without_office_head),
        ("Nhận xét, đề xuất mức xếp loại đảng viên của chi bộ đối với", _without_branch),
    ):
        yield paper, [person for person in people if owes(person)]


def _unmet(review: Review, branch: Collective) -> Iterator[Collective]:
    """The branch and its leading collectives that have not sat yet."""
    yield from (collective for collective in review.issued_by(branch.code) if not review.held_by(collective.code))


def missing(review: Review, branch: Collective) -> list[str]:
    """What a branch still owes, one line a kind of paper; empty when its papers are complete."""
    people = review.branch_members(branch.code)
    lines = [f"{paper} {comrades(owing)}" for paper, owing in _owed(review, people) if owing]
    lines += [
        f"Biên bản hội nghị kiểm điểm, biên bản kiểm phiếu của {name_within(review, c)} (hội nghị chưa tổ chức)"
        for c in _unmet(review, branch)
    ]
    return lines


def _called_for(review: Review, branch: Collective) -> bool:
    return bool(missing(review, branch))


def deadline(review: Review, day: date) -> date:
    """Three working days before the committee sits (or, while no sitting is known, submits); never before tomorrow."""
    period = review.period
    sittings = [meeting.day for meeting in review.held_by(period.office.code)]
    due = working_days_before(max(sittings, default=period.submission.promulgation_date), _DAYS_BEFORE_SITTING)
    return max(due, day + timedelta(days=1))


def _heading(review: Review, branch: Collective) -> Heading:
    subject = f"{_SUBJECT} {review.period.year} đối với {branch.name}"
    return letter_heading(review, office_of(review), subject, issue_of(review, CODE).promulgation_date)


def _opening(review: Review, name: str, day: str) -> BlockContext:
    office = review.period.office
    text = (
        f"Thực hiện việc kiểm điểm, đánh giá, xếp loại chất lượng năm {review.period.year} {plan_clause(review)}; qua "
        f"rà soát đến {day}, {office.name} thấy hồ sơ của {name} còn thiếu:"
    )
    return block("doan", text)


def _listed(lines: Iterable[str]) -> list[BlockContext]:
    return paragraphs(f"{index}. {line}." for index, line in enumerate(lines, 1))


def _demand(name: str, due: str) -> BlockContext:
    text = (
        f"Đề nghị {name} khẩn trương hoàn thành những việc trên, gửi hồ sơ về Đảng uỷ (qua Văn phòng Đảng uỷ) chậm "
        f"nhất {due}; nếu có vướng mắc thì báo cáo ngay bằng văn bản."
    )
    return block("doan", text)


def _closing(review: Review) -> str:
    return (
        "Bí thư chi bộ chịu trách nhiệm trước Đảng uỷ về tiến độ và chất lượng hồ sơ. Chỉ những tập thể, cá nhân đã "
        f"kiểm điểm mới được {review.period.office.short_name} xem xét, xếp loại chất lượng."
    )


@form(CODE, Collective, CongVanContext, _heading, _called_for)
def context(request: Request) -> CongVanContext:
    """The context of the reminder to a branch."""
    review, branch = request.review, request.planned.about
    assert isinstance(branch, Collective)
    issue = issue_of(review, CODE)
    day = issue.promulgation_date
    letter = Letter(
        issuer=office_of(review),
        day=day,
        signing=issue,
        to_places=issue.to_places,
        subject=f"{_SUBJECT} {review.period.year}",
        addressee=branch.name,
        body=[
            _opening(review, branch.name, long_date(day)),
            *_listed(missing(review, branch)),
            _demand(branch.name, long_date(deadline(review, day))),
        ],
        closing=_closing(review),
    )
    return letter_context(request, letter)


def _blank_heading(review: Review, period: Period) -> Heading:
    return Heading("Phụ lục", "Mẫu công văn đôn đốc nộp hồ sơ", period.office.short_name, None)


@form("cong-van-nhac-trong", Period, CongVanContext, _blank_heading)
def blank_context(request: Request) -> CongVanContext:
    """The context of the blank letter, an annex of the plan."""
    review = request.review
    office = review.period.office
    return {
        "cap_tren": list(review.period.superior.header),
        "co_quan": list(office.header),
        "so_ky_hieu": f"Số .....-CV/{office.notation}",
        "dia_danh_ngay": blank_date_line(review),
        **annex_lines(request),
        "trich_yeu": subject_lines(capitalized(f"{_SUBJECT} {review.period.year}"), SUBJECT_WIDTH),
        "kinh_gui": address_lines(f"Chi bộ {DOTTED_WORD}"),
        "noi_dung": [
            _opening(review, "chi bộ", f"ngày ..... tháng ..... năm {review.period.year}"),
            *paragraphs([DOTTED_LINE] * _BLANK_LINES),
            _demand("chi bộ", f"ngày ..... tháng ..... năm {review.period.year}"),
        ],
        "ket": _closing(review),
        "ky_tham_quyen": "T/M ĐẢNG UỶ",
        "ky_chuc_vu": "(CHỨC VỤ NGƯỜI KÝ)",
        "ky_ho_ten": "",
        "noi_nhan": recipients(review, [AS_ABOVE, "Lưu Văn phòng Đảng uỷ"]),
    }

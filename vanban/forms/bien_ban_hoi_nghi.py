"""Biên bản hội nghị kiểm điểm: the collective, then each person in the lawful order (kiem-diem 3.1)."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.forms.bien_ban import (
    absentees,
    attendance,
    host_of,
    issuer_of,
    opening_time,
    plan_clause,
    subject_lines,
    vote_result,
)
from vanban.forms.parts import (
    AnnexLines,
    BlockContext,
    Head,
    annex_lines,
    author_of,
    block,
    comrade,
    head,
    heads,
    paragraphs,
    recipients,
    subject_name,
)
from vanban.forms.registry import Request, form
from vanban.model.collective import Collective
from vanban.model.meeting import Discussion, Guest, Meeting
from vanban.model.packet import Heading
from vanban.model.review import Review
from vanban.viet import clock, padded, short_date


class BienBanHoiNghiContext(Head, AnnexLines):
    """Những gì mẫu biên bản hội nghị cần."""

    trich_yeu: list[str]
    mo_dau: str
    noi_dung: list[BlockContext]
    ket: str
    thu_ky_ho_ten: str
    chu_tri_ho_ten: str
    noi_nhan: list[str]


def _heading(review: Review, meeting: Meeting) -> Heading:
    issuer = issuer_of(review, meeting)
    return Heading("Biên bản", meeting.name, author_of(review, host_of(review, meeting)), meeting.day, issuer.code)


def _post(review: Review, meeting: Meeting, code: str) -> str:
    """The post by which a person is named at a meeting of this kind."""
    person = review.individuals[code]
    return person.state_post if meeting.kind == "tap-the-lanh-dao" else person.party_post


def _people(review: Review, meeting: Meeting) -> Iterator[BlockContext]:
    yield block("phan", "I- THÀNH PHẦN")
    chair, recorder = review.individuals[meeting.chair], review.individuals[meeting.recorder]
    lines = [f"Thành phần triệu tập: {attendance(meeting)}{absentees(review, meeting)}."]
    if meeting.guests:
        lines.append(f"Đại biểu cấp trên: {'; '.join(_guest(review, guest) for guest in meeting.guests)}.")
    lines.append(f"Chủ trì: {comrade(chair)}, {_post(review, meeting, chair.code)}.")
    lines.append(f"Người ghi biên bản: {comrade(recorder)}, {_post(review, meeting, recorder.code)}.")
    yield from paragraphs(f"{number}. {line}" for number, line in enumerate(lines, 1))


def _guest(review: Review, guest: Guest) -> str:
    return f"đồng chí {review.guest_name(guest)}, {guest.position}"


def _course(request: Request, meeting: Meeting) -> Iterator[BlockContext]:
    """Part II: opening, each review, the superior's words, the ballot; sections numbered from 1."""
    review = request.review
    yield block("phan", "II- NỘI DUNG VÀ DIỄN BIẾN")
    sections: list[tuple[str, list[BlockContext]]] = [("Khai mạc, thông qua chương trình", paragraphs(meeting.opening))]
    for discussion in meeting.discussions:
        sections.append((_title(review, discussion), list(_discussion(review, discussion))))
    if meeting.superior_speech:
        sections.append(("Phát biểu của đại biểu cấp trên", paragraphs(meeting.superior_speech)))
    sections.append(("Bỏ phiếu đánh giá, xếp loại", list(_ballot(request, meeting))))
    for number, (title, blocks) in enumerate(sections, 1):
        yield block("muc", f"{number}. {title}")
        yield from blocks


def _title(review: Review, discussion: Discussion) -> str:
    collective = review.collectives.get(discussion.about)
    return f"Kiểm điểm {collective.name}" if collective else f"Kiểm điểm {_person(review, discussion.about)}"


def _person(review: Review, code: str) -> str:
    person = review.individuals[code]
    return f"{comrade(person)}, {person.party_post}"


def _discussion(review: Review, discussion: Discussion) -> Iterator[BlockContext]:
    yield from paragraphs(discussion.summary)
    yield block("doan", "Hội nghị thảo luận, góp ý:")
    for comment in discussion.comments:
        yield block("doan", f"- Đồng chí {review.individuals[comment.person].full_name}: {comment.text}")
    yield block("doan", discussion.answer)
    yield block("doan", discussion.conclusion)


def _ballot(request: Request, meeting: Meeting) -> Iterator[BlockContext]:
    review, teller = request.review, meeting.head_teller
    number = request.numbers.get(f"bien-ban-kiem-phieu.{meeting.code}")
    cited = f"Biên bản kiểm phiếu số {number}" if number else "Biên bản kiểm phiếu"
    yield block(
        "doan",
        f"Hội nghị cử Tổ kiểm phiếu gồm {heads(len(meeting.tellers))}, do "
        f"{comrade(review.individuals[teller.person])} làm {teller.role}. Hội nghị bỏ phiếu kín; "
        f"kết quả theo {cited}, ngày {short_date(meeting.day)}, cụ thể như sau:",
    )
    rows = [vote_result(review, meeting, row) for row in meeting.ballot.rows]
    for index, row in enumerate(rows, 1):
        yield block("doan", f"- {row}{'.' if index == len(rows) else ';'}")


def _closing(meeting: Meeting) -> str:
    return (
        f"Hội nghị kết thúc hồi {clock(meeting.end)} cùng ngày. Biên bản được lập thành {padded(meeting.copies)} bản, "
        "đã đọc lại trước hội nghị và được các đồng chí dự họp nhất trí thông qua."
    )


def filing_places(review: Review, issuer: Collective) -> list[str]:
    """Where minutes go: the superior and the issuer's file."""
    if issuer.code == review.period.office.code:
        return [
            f"{review.profile.organisation.superior_office} (để báo cáo)",
            "Các đồng chí Đảng uỷ viên",
            "Lưu Văn phòng Đảng uỷ",
        ]
    return [f"{review.period.office.short_name} (để báo cáo)", "Lưu Chi bộ"]


@form("bien-ban-hoi-nghi", Meeting, BienBanHoiNghiContext, _heading)
def context(request: Request) -> BienBanHoiNghiContext:
    """The context of a meeting's minutes."""
    review, meeting = request.review, request.planned.about
    assert isinstance(meeting, Meeting)
    issuer = issuer_of(review, meeting)
    blocks = [
        *_people(review, meeting),
        *_course(request, meeting),
        block("phan", "III- KẾT LUẬN CỦA CHỦ TRÌ HỘI NGHỊ"),
        *paragraphs(f"{number}. {text}" for number, text in enumerate(meeting.conclusions, 1)),
    ]
    return {
        **head(request, issuer, meeting.day),
        **annex_lines(request),
        "trich_yeu": subject_lines(meeting.name),
        "mo_dau": f"{opening_time(meeting)}, {subject_name(review, meeting.host)} tổ chức {meeting.name} "
        f"{plan_clause(review)}.",
        "noi_dung": blocks,
        "ket": _closing(meeting),
        "thu_ky_ho_ten": review.individuals[meeting.recorder].full_name,
        "chu_tri_ho_ten": review.individuals[meeting.chair].full_name,
        "noi_nhan": recipients(review, filing_places(review, issuer)),
    }

"""Báo cáo tổng hợp: the words are facts, every figure is counted by program (kiem-diem 5, 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypedDict

from vanban.forms.bien_ban import vote_result
from vanban.forms.bien_ban_kiem_phieu import in_groups, table_name
from vanban.forms.bieu import (
    REPORT_KEY,
    LevelCell,
    best_of_good,
    in_lines,
    level_cells,
    level_name,
    shares_in_words,
    summary_of,
)
from vanban.forms.ke_hoach import cite
from vanban.forms.parts import (
    BlockContext,
    Head,
    Signature,
    block,
    head,
    office_of,
    paragraphs,
    recipients,
    signature,
    subject_name,
)
from vanban.forms.registry import Request, form
from vanban.model.figures import (
    UNRATED_WORDS,
    Share,
    bodies,
    branches,
    last_vote,
    leaders,
    member_figures,
    organisations,
    party_members,
    unrated_reason,
    voted_share,
)
from vanban.model.individual import Individual
from vanban.model.meeting import Meeting, Tally
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.remedy import DISCIPLINE_WORDS
from vanban.model.review import Review
from vanban.viet import padded, percent, short_date

_TITLE: Final = (
    "kết quả kiểm điểm, đánh giá, xếp loại chất lượng tổ chức đảng, đảng viên",
    "và tập thể, cá nhân cán bộ lãnh đạo, quản lý năm {nam}",
)


class LevelRow(TypedDict):
    """Một mức, bốn nhóm đối tượng."""

    ten: str
    o: list[LevelCell]


class BaoCaoContext(Head, Signature):
    """Những gì mẫu báo cáo tổng hợp cần."""

    trich_yeu: list[str]
    mo_dau: str
    noi_dung: list[BlockContext]
    ghi_chu_bang: str
    bang: list[LevelRow]
    tong_cong: LevelRow
    sau_bang: list[BlockContext]
    ket: str
    noi_nhan: list[str]


def _subject(period: Period) -> list[str]:
    return [line.format(nam=period.year) for line in _TITLE]


def _heading(review: Review, period: Period) -> Heading:
    day = period.summary.promulgation_date if period.summary else None
    return Heading("Báo cáo", " ".join(_subject(period)), period.office.short_name, day, period.office.code)


def _opening(review: Review) -> str:
    period = review.period
    superior_plan, day = period.plan.legal_bases[-1], short_date(period.plan.promulgation_date)
    return (
        f"{superior_plan.lead} {cite(superior_plan)}; {period.office.name} đã ban hành Kế hoạch số {period.plan.code}, "
        f"ngày {day} và tổ chức kiểm điểm, đánh giá, xếp loại trong toàn {period.office.organisation}. "
        f"{period.office.short_name} báo cáo kết quả như sau:"
    )


def groups(review: Review) -> tuple[tuple[str, Share], ...]:
    """The four groups the report tells of, in the order of its table."""
    return (
        ("chi bộ", voted_share(review, [c.code for c in branches(review)])),
        ("tập thể lãnh đạo, quản lý", voted_share(review, [c.code for c in bodies(review)])),
        ("đảng viên", member_figures(review, party_members(review)).share),
        ("cá nhân cán bộ lãnh đạo, quản lý", voted_share(review, [p.code for p in leaders(review)])),
    )


def _reviewed(review: Review) -> Iterator[BlockContext]:
    period, people = review.period, party_members(review)
    done = [p for p in people if p.self_criticism is not None]
    count = padded(len(branches(review)))
    yield block("muc", "1. Kết quả kiểm điểm")
    yield block(
        "doan",
        f"Đã tổ chức {padded(len(review.meetings))} hội nghị kiểm điểm. Kiểm điểm {period.office.organisation}, "
        f"{padded(len(bodies(review)))} tập thể lãnh đạo, quản lý, {count} chi bộ trực thuộc và "
        f"{padded(len(done))}/{padded(len(people))} đảng viên ({percent(len(done), len(people))}%), trong đó có "
        f"{padded(sum(p.leader for p in done))} cán bộ lãnh đạo, quản lý.",
    )
    yield from _missing(review, people)


def _missing(review: Review, people: Sequence[Individual]) -> Iterator[BlockContext]:
    """Who was not reviewed, and who was but was not rated, with the reason."""
    absent = [p for p in people if p.self_criticism is None]
    unrated = [p for p in people if p.self_criticism is not None and unrated_reason(p)]
    for lead, found in (("Đảng viên không kiểm điểm", absent), ("Đảng viên đã kiểm điểm, không xếp loại", unrated)):
        if found:
            names = "; ".join(_named(review, p) for p in found)
            yield block("doan", f"{lead}: {padded(len(found))} đồng chí, gồm {names}.")
    if not absent:
        yield block("doan", "Không có đảng viên nào không kiểm điểm.")


def _named(review: Review, person: Individual) -> str:
    """`đồng chí A (Chi bộ Phòng Tư pháp): nghỉ dài theo chế độ`."""
    reason = UNRATED_WORDS[unrated_reason(person) or ""]
    return f"đồng chí {person.full_name} ({review.collectives[person.branch].name}): {reason}"


def _results(review: Review) -> Iterator[BlockContext]:
    yield block("muc", "2. Kết quả đánh giá, xếp loại")
    for organisation in organisations(review):
        vote = last_vote(review, organisation.code)
        level = level_name(review, vote.level if vote else None)
        yield block("doan", f"{review.period.office.organisation} được đề nghị xếp loại: {level}.")
    for name, share in groups(review):
        lead = f"{name[0].upper()}{name[1:]}"
        rest = f"; chưa xếp loại {padded(share.unrated)}" if share.unrated else ""
        yield block(
            "doan",
            f"{lead}: tổng số {padded(share.total)}, được đánh giá, xếp loại {padded(share.rated)}{rest}; trong đó "
            f"{shares_in_words(review, share)}.",
        )


def _table(review: Review) -> list[LevelRow]:
    cells = [level_cells(share) for _, share in groups(review)]
    return [
        {"ten": in_lines(level.name, 24), "o": [column[i] for column in cells]}
        for i, level in enumerate(review.profile.levels)
    ]


def _total(review: Review) -> LevelRow:
    cells: list[LevelCell] = [
        {"so": str(share.rated), "tl": percent(share.rated, share.rated)} for _, share in groups(review)
    ]
    return {"ten": "Tổng cộng", "o": cells}


def _vote_words(review: Review, meeting: Meeting, row: Tally) -> str:
    """The result of one row under the name a table gives it: the organisation, not its committee."""
    result = vote_result(review, meeting, row).removeprefix(subject_name(review, row.about))
    return f"{table_name(review, row.about)[0]}{result}"


def _votes(review: Review) -> Iterator[BlockContext]:
    """Every vote of the office's own sitting, the head last as on the ballot."""
    own = review.held_by(review.period.office.code)
    rows = {row.about: _vote_words(review, m, row) for m in own for row in m.ballot.rows}
    if rows:
        yield block("muc", f"3. Kết quả bỏ phiếu tại hội nghị của {review.period.office.short_name}")
    for _, title, codes in in_groups(review, rows):
        yield block("doan", f"- {title}: {'; '.join(rows[code] for code in codes)}.")


def _quota(review: Review) -> BlockContext:
    share = member_figures(review, party_members(review)).share
    rate = best_of_good(review, share)
    return block(
        "doan",
        f"Số đảng viên hoàn thành xuất sắc nhiệm vụ bằng {rate}% số đảng viên hoàn thành tốt nhiệm vụ của toàn "
        "Đảng bộ.",
    )


def _disciplined(review: Review, number: int) -> Iterator[BlockContext]:
    yield block("muc", f"{number}. Kỷ luật trong năm")
    people = [p for p in party_members(review) if p.disciplines]
    if not people:
        yield block("doan", "Trong năm không có đảng viên bị thi hành kỷ luật.")
    for person in people:
        for d in person.disciplines:
            branch, day = review.collectives[person.branch].name, short_date(d.day)
            yield block(
                "doan",
                f"Đồng chí {person.full_name} ({branch}): {DISCIPLINE_WORDS[d.form]}, ngày {day}; "
                f"{d.reason.rstrip('.')}.",
            )


def _before(review: Review) -> Iterator[BlockContext]:
    yield block("phan", "I- CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO")
    yield from paragraphs(summary_of(review).leadership)
    yield block("phan", "II- KẾT QUẢ KIỂM ĐIỂM, ĐÁNH GIÁ, XẾP LOẠI")
    yield from _reviewed(review)
    yield from _results(review)


def _after(review: Review) -> Iterator[BlockContext]:
    summary = summary_of(review)
    votes = list(_votes(review))
    yield _quota(review)
    yield from votes
    yield from _disciplined(review, 4 if votes else 3)
    yield block("phan", "III- ĐÁNH GIÁ CHUNG")
    for title, texts in (
        ("1. Ưu điểm", summary.strengths),
        ("2. Hạn chế, khuyết điểm", summary.shortcomings),
        ("3. Nguyên nhân của hạn chế, khuyết điểm", summary.causes),
    ):
        yield block("muc", title)
        yield from paragraphs(texts)
    yield block("phan", "IV- PHƯƠNG HƯỚNG, NHIỆM VỤ")
    yield from paragraphs(summary.directions)


@form(REPORT_KEY, Period, BaoCaoContext, _heading)
def context(request: Request) -> BaoCaoContext:
    """The context of the summary report."""
    review, summary = request.review, summary_of(request.review)
    period = review.period
    return {
        **head(request, office_of(review), summary.promulgation_date),
        **signature(review, summary.signer, summary.competence, summary.position),
        "trich_yeu": _subject(period),
        "mo_dau": _opening(review),
        "noi_dung": list(_before(review)),
        "ghi_chu_bang": "Tỷ lệ phần trăm tính trên số được đánh giá, xếp loại.",
        "bang": _table(review),
        "tong_cong": _total(review),
        "sau_bang": list(_after(review)),
        "ket": f"Trên đây là kết quả kiểm điểm, đánh giá, xếp loại chất lượng năm {period.year}; "
        f"{period.office.name} báo cáo {period.superior.addressee} xem xét, chỉ đạo (có các biểu kèm theo).",
        "noi_nhan": recipients(review, summary.to_places),
    }

"""What the summary tables share: the annex head, the figures as text, the line under a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypedDict

from vanban.forms.bien_ban import balanced
from vanban.forms.parts import Signature, annex_lines, signature
from vanban.forms.registry import Request
from vanban.model.document import number_line
from vanban.model.figures import Share, Vote
from vanban.model.packet import Heading
from vanban.model.period import Period, Summary
from vanban.model.review import Review
from vanban.viet import padded, percent, short_date

REPORT_KEY: Final = "bao-cao-tong-hop"
REPORT_KIND: Final = "BC"
NOTHING: Final = "–"
ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_LEVEL_WIDTH: Final = 12  # letters of “tốt nhiệm vụ”, the widest line of 21 mm at 11 pt


class LevelCell(TypedDict):
    """Số lượng và tỷ lệ của một mức."""

    so: str
    tl: str


class BieuHead(Signature):
    """Phần đầu và khối ký của biểu: an annex has no Party head."""

    nhan: str
    tieu_de: list[str]
    dan: str
    ghi_chu_bang: list[str]


def summary_of(review: Review) -> Summary:
    """The facts of the summary report.

    Raises:
        ValueError: the season has none; the regime asks for them before it plans these papers.
    """
    if review.period.summary is None:
        raise ValueError("the tables go with the summary report")
    return review.period.summary


def bieu_head(request: Request, title: Sequence[str], notes: Sequence[str] = ()) -> BieuHead:
    """`Biểu 2`, its title in capitals, the report it goes with, and who signs."""
    review, summary = request.review, summary_of(request.review)
    year = review.period.year
    return {
        **signature(review, summary.signer, summary.competence, summary.position),
        "nhan": request.planned.form.label,
        "tieu_de": [line.format(nam=year) for line in title],
        "dan": f"(Kèm theo {cite_report(request)})",
        "ghi_chu_bang": list(notes),
    }


def cite_report(request: Request) -> str:
    """`Báo cáo số 31-BC/ĐU, ngày 16/12/2021 của Đảng uỷ khối …`; a gap while no number is reserved."""
    review = request.review
    office = review.period.office
    notation = review.notation(review.collectives[office.code], REPORT_KIND)
    line = number_line(request.numbers.get(REPORT_KEY), notation)
    day = short_date(summary_of(review).promulgation_date)
    return f"Báo cáo {line[0].lower()}{line[1:]}, ngày {day} của {office.name}"


def blank_head(request: Request, title: Sequence[str], notes: Sequence[str] = ()) -> BieuHead:
    """The head of a blank table: an annex of the plan, with the table's own mark over its title."""
    period, form, lines = request.review.period, request.planned.form, annex_lines(request)
    return {
        "nhan": lines["phu_luc"] or form.label,
        "tieu_de": [form.label.upper(), *(line.format(nam=period.year) for line in title)],
        "dan": lines["phu_luc_dan"],
        "ghi_chu_bang": list(notes),
        "ky_tham_quyen": "T/M ĐẢNG UỶ (CHI BỘ)",
        "ky_chuc_vu": "",
        "ky_ho_ten": "",
    }


def bieu_heading(label: str, subject: str) -> Heading:
    """How the contents name a table; day and author are the report's."""
    return Heading(label, subject, "", None)


def dated(review: Review, heading: Heading) -> Heading:
    """The heading with the report's day and the office as its author."""
    period = review.period
    day = period.summary.promulgation_date if period.summary else None
    subject = heading.subject.format(nam=period.year)
    return Heading(heading.kind, subject, period.office.short_name, day)


def annex_heading(review: Review, period: Period, label: str, subject: str) -> Heading:
    """How the contents name a blank table."""
    return Heading("Phụ lục", f"{label} {subject.format(nam=period.year)}", period.office.short_name, None)


def level_cells(share: Share) -> list[LevelCell]:
    """Count and share of each level, on the number rated, each rounded on its own."""
    return [{"so": str(count), "tl": percent(count, share.rated)} for count in share.levels.values()]


def blank_cells() -> list[LevelCell]:
    """Room for the four levels."""
    return [{"so": "", "tl": ""} for _ in range(4)]


def vote_cells(review: Review, vote: Vote | None) -> list[LevelCell]:
    """Ballots and share of each level in a vote; zeros where there was none."""
    votes = [vote.tally.votes[level.code] if vote else 0 for level in review.profile.levels]
    return [{"so": str(count), "tl": percent(count, vote.base if vote else 0)} for count in votes]


def agreed(vote: Vote | None) -> str:
    """`5/5 (100,0%)`: ballots for the level that passed."""
    if vote is None or vote.level is None:
        return NOTHING
    return f"{vote.agreed}/{vote.base} ({percent(vote.agreed, vote.base)}%)"


def level_name(review: Review, code: str | None) -> str:
    """The full name of a level, a dash for none."""
    return review.profile.level(code).name if code else NOTHING


def in_lines(text: str, width: int) -> str:
    """A name broken by sense into as few lines of at most `width` letters as there can be, for a narrow column."""
    words = text.split()
    most = len(words)
    for count in range(max(1, -(-len(text) // width)), most):
        lines = balanced(words, count)
        if max(len(line) for line in lines) <= width:
            return "\n".join(lines)
    return text


def level_lines(review: Review, code: str | None) -> str:
    """The full name of a level in the lines of a narrow column, a dash for none."""
    return in_lines(level_name(review, code), _LEVEL_WIDTH)


def shares_in_words(review: Review, share: Share) -> str:
    """`Hoàn thành tốt nhiệm vụ 11 (68,8%), …`: every level, best first."""
    return ", ".join(
        f"{level.name} {padded(count) if count else 0} ({percent(count, share.rated)}%)"
        for level in review.profile.levels
        for count in [share.levels[level.code]]
    )


def total_line(review: Review, share: Share, noun: str) -> str:
    """The last row of a list: how many, how many rated, and at which level."""
    lead = f"Tổng cộng: {padded(share.total)} {noun}; được xếp loại: {padded(share.rated)} ("
    return f"{lead}{percent(share.rated, share.rated)}%), gồm {shares_in_words(review, share)}."


def best_of_good(review: Review, share: Share) -> str:
    """The best level in per cent of the good one: what the quota looks at."""
    roles = review.profile.rating.roles
    return percent(share.levels[roles.best], share.levels[roles.good])


def numbered(count: int) -> Iterable[str]:
    """Row numbers of a blank table."""
    return (str(i) for i in range(1, count + 1))

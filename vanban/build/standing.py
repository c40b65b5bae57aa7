"""Who still owes what, against the plan's dates: a row for each branch and each other collective."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from vanban.build.entry_forms import Maker
from vanban.build.planning import planned
from vanban.errors import DataError, Problem
from vanban.forms import BUILDERS, Request
from vanban.forms.cong_van import working_days_before
from vanban.forms.cong_van_nhac import CODE, deadline
from vanban.intake.facts import Noun
from vanban.intake.validate import to_fact
from vanban.intake.word.receipts import ACCEPTED, Receipt, read_issued, read_receipts
from vanban.intake.workbook.listing import Listing, listing_bytes
from vanban.intake.yaml_file import Source
from vanban.model.collective import Collective
from vanban.model.document import DocumentNumber
from vanban.model.meeting import Meeting
from vanban.model.packet import PacketPlan
from vanban.model.review import Review
from vanban.render import render
from vanban.viet import short_date

HEADERS: Final = ("Tập thể", "Phiếu phát", "Đã gửi về", "Đã nhập", "Có vấn đề", "Bản kiểm điểm", "Hội nghị",
                  "Biên bản", "Xếp loại")  # fmt: skip
_WIDTHS: Final = (40, 11, 11, 11, 11, 15, 15, 15, 13)
_DRAFT_DAYS: Final = 3
_MINUTES: Final = "bien-ban-hoi-nghi"


@dataclass(frozen=True, slots=True)
class Cell:
    """Ô của bảng tiến độ: `late` when its day has gone by and the work is not done."""

    text: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Tiến độ của một tập thể: one cell for each header but the first."""

    code: str
    name: str
    short_name: str
    cells: tuple[Cell, ...]

    @property
    def late(self) -> bool:
        """Whether anything is overdue."""
        return any(cell.late for cell in self.cells)


@dataclass(frozen=True, slots=True)
class _Due:
    """The last days, None where nothing was set and nothing follows from the meetings."""

    forms: date | None
    meeting: date | None
    minutes: date | None
    rating: date | None


def with_meetings(maker: Maker) -> Review:
    """The review with the meetings that can be read; drafts of meetings are no meetings yet."""
    found: dict[str, Meeting] = {}
    for noun in maker.facts.of("cuoc-hop"):
        meeting, _ = to_fact(Meeting, Source(noun.file, noun.tree, {}))
        if meeting is not None:
            found[noun.code] = meeting
    return replace(maker.review, meetings=found)


def standings(maker: Maker, numbers: Mapping[str, DocumentNumber], today: date) -> list[Standing]:
    """Every collective's row, branches first, in the order of the facts."""
    review = with_meetings(maker)
    bodies = sorted(review.collectives.values(), key=lambda body: body.kind != "chi-bo")
    issued = read_issued(maker.facts.folder)
    receipts = read_receipts(maker.facts.folder)
    last = {(r.loai, r.ma, r.bieu_mau): r for r in receipts if r.ma}
    made = []
    for body in bodies:
        nouns = _nouns_of(maker, body)
        owed = {(noun.kind, noun.code, form.code) for noun in nouns for form in maker.forms_for(noun)}
        sent = {(row.loai, row.ma, row.bieu_mau) for row in issued} & owed
        found = [last[key] for key in owed if key in last]
        due = _due(review, body)
        cells = (*_forms(len(owed), len(sent), found, due, today), *_work(review, body, nouns, numbers, due, today))
        made.append(Standing(body.code, body.name, body.short_name, cells))
    return made


def _nouns_of(maker: Maker, body: Collective) -> list[Noun]:
    """The collective itself, and for a branch its members."""
    own = [noun for noun in maker.nouns() if noun.kind == "tap-the" and noun.code == body.code]
    if body.kind != "chi-bo":
        return own
    return [*own, *(n for n in maker.nouns() if n.kind == "ca-nhan" and n.tree.get("chi_bo") == body.code)]


def _due(review: Review, body: Collective) -> _Due:
    """What the plan sets; else forms before the meeting, papers before the committee sits."""
    plan = review.period.deadlines
    meeting = _meeting(review, body)
    forms = plan.forms or (working_days_before(meeting.day, _DRAFT_DAYS) if meeting else None)
    last = deadline(review, review.period.plan.promulgation_date)
    top = body.code == review.period.office.code
    return _Due(forms, plan.meeting or (None if top else last), plan.minutes or last, plan.rating or last)


def _meeting(review: Review, body: Collective) -> Meeting | None:
    found = review.held_by(body.code) or review.sittings(body.code)
    return max(found, key=lambda meeting: meeting.day, default=None)


def _count(done: int, whole: int, day: date | None, today: date) -> Cell:
    return Cell(f"{done}/{whole}" if whole else "–", done < whole and day is not None and today > day)


def _forms(owed: int, sent: int, found: Sequence[Receipt], due: _Due, today: date) -> Iterator[Cell]:
    accepted = sum(receipt.trang_thai == ACCEPTED for receipt in found)
    faulty = len(found) - accepted
    yield Cell(f"{sent}/{owed}" if owed else "–")
    yield _count(len(found), sent, due.forms, today)
    yield _count(accepted, sent, due.forms, today)
    yield Cell(str(faulty) if faulty else "", faulty > 0 and due.forms is not None and today > due.forms)


def _work(
    review: Review,
    body: Collective,
    nouns: Iterable[Noun],
    numbers: Mapping[str, DocumentNumber],
    due: _Due,
    today: date,
) -> Iterator[Cell]:
    texts = [_has_text(noun) for noun in nouns]
    yield _count(sum(texts), len(texts), due.forms, today)
    meeting = _meeting(review, body)
    if meeting is None:
        yield Cell("chưa họp", due.meeting is not None and today > due.meeting)
        yield Cell("chưa có", due.minutes is not None and today > due.minutes)
    else:
        held = meeting.day <= today
        yield Cell(f"{'đã họp' if held else 'sẽ họp'} {meeting.day:%d/%m}")
        number = numbers.get(f"{_MINUTES}.{meeting.code}")
        missing = number is None and due.minutes is not None and today > due.minutes
        yield Cell(str(number) if number else "chưa có số", missing)
    yield _ratings(review, body, due, today)


def _has_text(noun: Noun) -> bool:
    tree = noun.tree
    if noun.kind == "ca-nhan":
        return bool(tree.get("kiem_diem") or tree.get("mien_kiem_diem"))
    report: Any = tree.get("bao_cao")
    return isinstance(report, Mapping) and bool(report.get("han_che"))


def _ratings(review: Review, body: Collective, due: _Due, today: date) -> Cell:
    """Rated so far: the collective by ballot, and for a branch its full members by the branch."""
    people = review.branch_members(body.code) if body.kind == "chi-bo" else ()
    rated = [p.verdicts.branch is not None for p in people if p.membership == "chinh-thuc" and p.exemption is None]
    rated.append(bool(review.tallies(body.code)))
    return _count(sum(rated), len(rated), due.rating, today)


def standing_book(maker: Maker, rows: Sequence[Standing], today: date) -> bytes:
    """The table as a workbook, overdue cells in red."""
    late = {(n, place) for n, row in enumerate(rows) for place, cell in enumerate(row.cells, 1) if cell.late}
    title = f"TIẾN ĐỘ KIỂM ĐIỂM NĂM {maker.review.period.year} (ĐẾN NGÀY {short_date(today)})"
    texts = [(row.name, *(cell.text for cell in row.cells)) for row in rows]
    return listing_bytes(Listing(maker.review.period.office.name, title, HEADERS, _WIDTHS, texts, frozenset(late)))


def write_reminders(maker: Maker, folder: Path, today: date) -> list[Path]:
    """Letters to the branches that still owe something, from the regime's template; without a number yet.

    Raises:
        DataError: the facts do not say who signs these letters, or a letter cannot be written.
    """
    review = with_meetings(maker)
    issue = review.period.issues.get(CODE)
    if issue is None:
        remedy = f"điền dòng {CODE} ở trang “Văn bản khác” của bảng: ngày, người ký, thẩm quyền, chức vụ, nơi nhận"
        raise DataError.say("TD-01", "Chưa ghi ai ký công văn nhắc", "ky.yaml, van_ban", remedy)
    dated = issue.model_copy(update={"promulgation_date": today})
    period = review.period.model_copy(update={"issues": {**review.period.issues, CODE: dated}})
    review = replace(review, period=period)
    form, builder = review.profile.form(CODE), BUILDERS[CODE]
    written = []
    for body in review.collectives.values():
        if body.kind != "chi-bo" or not builder.called_for(review, body):
            continue
        paper = planned(review, form, body)
        request = Request(review, paper, PacketPlan("", (), body.code, ()))
        path = folder / f"{CODE}-{body.code}.docx"
        _write(path, render(maker.folder / form.template, builder.context(request), paper.key))
        written.append(path)
    return written


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        problem = Problem("TD-02", f"Không ghi được ({error.strerror or error})", str(path), "đóng tệp đang mở")
        raise DataError(problem) from error

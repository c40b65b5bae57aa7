"""Order of days: nothing is dated before what it follows from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from importlib import import_module

from vanban.appraisal.levels import name_of
from vanban.appraisal.registry import Hit, rule
from vanban.model.finding import Where
from vanban.model.individual import Individual, Verdict
from vanban.model.meeting import Meeting
from vanban.model.rating import DraftNotice
from vanban.model.review import Review
from vanban.viet import full_date

Dated = tuple[str, date, Where]


@rule("TT-05", "Xếp loại công vụ trước, chi bộ xếp loại đảng viên sau")
def civil_before_branch(review: Review) -> Iterator[Hit]:
    """The office head's rating is not dated after the branch's."""
    for person in review.individuals.values():
        civil, branch = person.verdicts.office_head, person.verdicts.branch
        if civil and branch and civil.decision_date > branch.decision_date:
            message = (
                f"{name_of(review, person.code)}: xếp loại công vụ ngày {full_date(civil.decision_date)}, "
                f"sau nhận xét của chi uỷ ngày {full_date(branch.decision_date)}"
            )
            where = Where("ca-nhan", person.code, ("nhan_xet", "thu_truong", "ngay"))
            yield Hit(message, where, "xếp loại công vụ trước khi chi bộ họp")


@rule("TT-06", "Xếp loại công vụ xong trước hạn trong năm")
def civil_deadline(review: Review) -> Iterator[Hit]:
    """Every civil rating is dated before the day of the settings."""
    setting = review.profile.rating.civil_deadline
    last = date(review.period.year, *setting.before)
    for person in review.individuals.values():
        civil = person.verdicts.office_head
        if civil and civil.decision_date >= last:
            message = (
                f"{name_of(review, person.code)}: xếp loại công vụ ngày {full_date(civil.decision_date)}, "
                f"phải trước ngày {full_date(last)}"
            )
            where = Where("ca-nhan", person.code, ("nhan_xet", "thu_truong", "ngay"))
            yield Hit(message, where, "kiểm tra lại ngày", source=setting)


@rule("TT-07", "Bản tự kiểm điểm, thủ trưởng, chi uỷ, đảng uỷ ghi ngày theo thứ tự", "doi-chieu")
def steps_in_order(review: Review) -> Iterator[Hit]:
    """Self-criticism ≤ office head, branch ≤ committee; the office head against the branch is a rule of its own."""
    for person in review.individuals.values():
        own, office, branch, committee = _steps(person)
        for earlier, later in ((own, office), (own, branch), (office, committee), (branch, committee)):
            if earlier and later and earlier[1] > later[1]:
                yield Hit(_later(earlier, later, name_of(review, person.code)), later[2], "kiểm tra lại hai ngày")


def _steps(person: Individual) -> tuple[Dated | None, Dated | None, Dated | None, Dated | None]:
    def step(key: str, words: str, verdict: Verdict | None) -> Dated | None:
        where = Where("ca-nhan", person.code, ("nhan_xet", key, "ngay"))
        return (words, verdict.decision_date, where) if verdict else None

    verdicts, text = person.verdicts, person.self_criticism
    own = ("bản tự kiểm điểm", text.report_date, Where("ca-nhan", person.code, ("kiem_diem", "ngay"))) if text else None
    return (
        own,
        step("thu_truong", "nhận xét của thủ trưởng", verdicts.office_head),
        step("chi_uy", "nhận xét của chi uỷ", verdicts.branch),
        step("dang_uy", "xếp loại của đảng uỷ", verdicts.committee),
    )


def _later(earlier: Dated, later: Dated, name: str) -> str:
    return f"{name}: {later[0]} ghi ngày {full_date(later[1])}, trước {earlier[0]} ngày {full_date(earlier[1])}"


@rule("TT-08", "Báo cáo, bản tự kiểm điểm có trước cuộc họp xét", "doi-chieu")
def papers_before_meetings(review: Review) -> Iterator[Hit]:
    """What a meeting reviews is not dated after it."""
    for meeting in review.meetings.values():
        for discussion in meeting.discussions:
            paper = paper_of(review, discussion.about)
            if paper is not None and paper[1] > meeting.day:
                name = name_of(review, discussion.about)
                message = (
                    f"{name}: {paper[0]} ghi ngày {full_date(paper[1])}, "
                    f"sau cuộc họp “{meeting.code}” ngày {full_date(meeting.day)}"
                )
                yield Hit(message, paper[2], "kiểm tra lại ngày của văn bản hoặc của cuộc họp", discussion.about)


def paper_of(review: Review, code: str) -> Dated | None:
    """The report or self-criticism of a code, with its day and where the day stands."""
    collective, person = review.collectives.get(code), review.individuals.get(code)
    if collective is not None and collective.report is not None:
        return "báo cáo kiểm điểm", collective.report.report_date, Where("tap-the", code, ("bao_cao", "ngay"))
    if person is not None and person.self_criticism is not None:
        day = person.self_criticism.report_date
        return "bản tự kiểm điểm", day, Where("ca-nhan", code, ("kiem_diem", "ngay"))
    return None


@rule("TT-09", "Dự thảo gửi trước cuộc họp đủ số ngày làm việc")
def drafts_in_time(review: Review) -> Iterator[Hit]:
    """A collective's report before the meeting that reviews it, a person's paper before the sitting of the branch."""
    setting = review.profile.rating.notice
    for meeting in review.meetings.values():
        for discussion in meeting.discussions:
            paper = paper_of(review, discussion.about)
            if paper is None or paper[1] > meeting.day or not _asks_for_notice(review, meeting, discussion.about):
                continue
            days = working_days(setting, paper[1], meeting.day)
            if days < setting.days:
                message = (
                    f"{name_of(review, discussion.about)}: {paper[0]} ngày {full_date(paper[1])}, trước cuộc họp ngày "
                    f"{full_date(meeting.day)} chỉ {days} ngày làm việc, cần {setting.days}"
                )
                yield Hit(message, paper[2], "gửi dự thảo sớm hơn hoặc lùi cuộc họp", discussion.about, setting)


def _asks_for_notice(review: Review, meeting: Meeting, code: str) -> bool:
    person = review.individuals.get(code)
    return person is None or person.branch == meeting.host


def working_days(setting: DraftNotice, start: date, end: date) -> int:
    """Working days after `start` up to and with `end`."""
    off = public_holidays(setting.calendar, tuple(range(start.year, end.year + 1)))
    days = (start + timedelta(days=i) for i in range(1, (end - start).days + 1))
    return sum(
        d.isoweekday() in setting.weekdays and (d.month, d.day) not in setting.holidays and d not in off for d in days
    )


@lru_cache(maxsize=8)
def public_holidays(country: str, years: tuple[int, ...]) -> frozenset[date]:
    """The public holidays of a country, those of the lunar year and days given in lieu among them; none for ""."""
    if not country:
        return frozenset()
    holidays = import_module("holidays")  # half a second to load: only when a regime asks for it
    return frozenset(holidays.country_holidays(country, years=years))


@rule("TT-10", "Văn bản không ghi ngày trước văn bản, cuộc họp mà nó viện dẫn", "doi-chieu")
def nothing_before_its_ground(review: Review) -> Iterator[Hit]:
    """Legal bases ≤ plan ≥ everything that cites it; submission and summary ≥ the meetings they tell of."""
    plan = review.period.plan
    ground: Dated = (f"Kế hoạch {plan.code}", plan.promulgation_date, Where("ky", "", ("ke_hoach", "ngay")))
    for index, basis in enumerate(plan.legal_bases):
        if basis.promulgation_date > plan.promulgation_date:
            where = Where("ky", "", ("ke_hoach", "can_cu", index, "ngay"))
            cited: Dated = (f"{basis.kind} {basis.code}", basis.promulgation_date, where)
            yield Hit(_too_early(ground, cited), where, "kiểm tra lại ngày của căn cứ")
    for paper in _citing_the_plan(review):
        if paper[1] < plan.promulgation_date:
            yield Hit(_too_early(paper, ground), paper[2], "kiểm tra lại ngày")
    yield from _before_the_meetings(review)


def _too_early(paper: Dated, ground: Dated) -> str:
    return f"{paper[0]} ghi ngày {full_date(paper[1])}, trước {ground[0]} ngày {full_date(ground[1])}"


def _citing_the_plan(review: Review) -> Iterator[Dated]:
    yield from _papers_of_period(review)
    for code in (*review.collectives, *review.individuals):
        paper = paper_of(review, code)
        if paper is not None:
            yield f"{name_of(review, code)}: {paper[0]}", paper[1], paper[2]
    for collective in review.collectives.values():
        if collective.analysis is not None:
            where = Where("tap-the", collective.code, ("phieu_phan_tich", "ngay"))
            yield f"{collective.name}: phiếu phân tích chất lượng", collective.analysis.day, where
    for meeting in review.meetings.values():
        yield f"Cuộc họp “{meeting.code}”", meeting.day, Where("cuoc-hop", meeting.code, ("ngay",))


def _papers_of_period(review: Review) -> Iterator[Dated]:
    period = review.period
    yield from _upward(review)
    for key, paper in period.issues.items():
        yield f"Văn bản “{key}”", paper.promulgation_date, Where("ky", "", ("van_ban", key, "ngay"))
    if period.delivery is not None:
        yield "Biên bản giao nhận", period.delivery.day, Where("ky", "", ("giao_nhan", "ngay"))


def _upward(review: Review) -> Iterator[Dated]:
    period = review.period
    yield "Tờ trình", period.submission.promulgation_date, Where("ky", "", ("to_trinh", "ngay"))
    if period.summary is not None:
        where = Where("ky", "", ("bao_cao_tong_hop", "ngay"))
        yield "Báo cáo tổng hợp", period.summary.promulgation_date, where


def _before_the_meetings(review: Review) -> Iterator[Hit]:
    if not review.meetings:
        return
    last = max(review.meetings.values(), key=lambda meeting: meeting.day)
    ground: Dated = (f"cuộc họp “{last.code}”", last.day, Where("cuoc-hop", last.code))
    for paper in _upward(review):
        if paper[1] < last.day:
            yield Hit(_too_early(paper, ground), paper[2], "ghi ngày sau các cuộc họp được tổng hợp")


@rule("TT-12", "Chi uỷ, đảng uỷ xếp loại sau cuộc họp bỏ phiếu", "doi-chieu")
def verdicts_after_votes(review: Review) -> Iterator[Hit]:
    """A verdict is not dated before the meeting that voted."""
    for person in review.individuals.values():
        _, _, branch, committee = _steps(person)
        for step, host in ((branch, person.branch), (committee, review.period.office.code)):
            held = [meeting for meeting, _ in review.tallies(person.code) if meeting.host == host] if step else []
            if step and held and step[1] < held[-1].day:
                ground: Dated = (f"cuộc họp “{held[-1].code}”", held[-1].day, step[2])
                yield Hit(_later(ground, step, name_of(review, person.code)), step[2], "kiểm tra lại ngày")

"""The season's own dates: when all must be done and handed in, how long meetings last, who is rated before whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from vanban.appraisal.levels import LEADING, name_of
from vanban.appraisal.registry import Hit, by_points, rule
from vanban.model.finding import Where
from vanban.model.meeting import Meeting
from vanban.model.rating import DayOfYear
from vanban.model.review import Review
from vanban.model.scale import SeasonDeadline
from vanban.viet import full_date

_EARLY_MONTHS = 6  # a day before July belongs to the year after the one that is reviewed


def last_day(year: int, day: DayOfYear, inclusive: bool) -> date:
    """The last day allowed: “before” a day leaves the day itself out, unless the office counts it in."""
    month, number = day
    limit = date(year + (month <= _EARLY_MONTHS), month, number)
    return limit if inclusive else limit - timedelta(days=1)


@rule("TT-13", "Kiểm điểm, xếp loại xong trước hạn của năm", asked=by_points)
def finished_in_time(review: Review) -> Iterator[Hit]:
    """Meetings and verdicts are dated before the year's end; some units have a later day."""
    setting = review.profile.point_rules.deadline
    if setting is None:
        return
    for meeting in review.meetings.values():
        last = _last_for(review, setting, meeting.host)
        if meeting.day > last:
            where = Where("cuoc-hop", meeting.code, ("ngay",))
            yield _late(f"Cuộc họp “{meeting.code}”", meeting.day, last, where, setting)
    for person in review.individuals.values():
        verdict, last = person.verdicts.committee, _last_for(review, setting, person.branch)
        if verdict is not None and verdict.decision_date > last:
            where = Where("ca-nhan", person.code, ("nhan_xet", "dang_uy", "ngay"))
            yield _late(f"{name_of(review, person.code)}: xếp loại", verdict.decision_date, last, where, setting)


def _last_for(review: Review, setting: SeasonDeadline, unit: str) -> date:
    day = setting.finished_specially if unit in setting.units else setting.finished
    return last_day(review.period.year, day, setting.inclusive)


def _late(what: str, day: date, last: date, where: Where, setting: SeasonDeadline) -> Hit:
    message = f"{what} ngày {full_date(day)}, chậm nhất là ngày {full_date(last)}"
    return Hit(message, where, "kiểm tra lại ngày, hoặc hạn của kỳ trong che-do.toml", source=setting)


@rule("TT-14", "Hồ sơ gửi cấp trên trước hạn", asked=by_points)
def handed_in_time(review: Review) -> Iterator[Hit]:
    """The submission that carries the packet upward is dated in time."""
    setting = review.profile.point_rules.deadline
    if setting is None:
        return
    day, last = (
        review.period.submission.promulgation_date,
        last_day(review.period.year, setting.handed_in, setting.inclusive),
    )
    if day > last:
        yield _late("Tờ trình", day, last, Where("ky", "", ("to_trinh", "ngay")), setting)


@rule("TT-15", "Hội nghị kiểm điểm đủ thời lượng", asked=by_points)
def long_enough(review: Review) -> Iterator[Hit]:
    """A meeting lasts at least as many hours as the setting says for its kind."""
    setting = review.profile.point_rules.duration
    for meeting in review.meetings.values():
        least = {str(kind): hours for kind, hours in setting.hours.items()}.get(meeting.kind, 0.0) if setting else 0.0
        lasted = _hours(meeting)
        if lasted < least:
            message = f"Cuộc họp “{meeting.code}” kéo dài {_in_hours(lasted)} giờ, cần ít nhất {_in_hours(least)} giờ"
            where = Where("cuoc-hop", meeting.code, ("gio_ket_thuc",))
            yield Hit(message, where, "kiểm tra lại giờ, hoặc thời lượng trong che-do.toml", meeting.code, setting)


def _hours(meeting: Meeting) -> float:
    start, end = (datetime.combine(meeting.day, moment) for moment in (meeting.start, meeting.end))
    return (end - start) / timedelta(hours=1)


def _in_hours(hours: float) -> str:
    return f"{hours:.2f}".rstrip("0").rstrip(".").replace(".", ",")


@rule("TT-16", "Cán bộ lãnh đạo kiểm điểm ở chi bộ trước, ở tập thể lãnh đạo sau", asked=by_points)
def at_home_first(review: Review) -> Iterator[Hit]:
    """A leader is reviewed by the own cell before the leading collective."""
    for meeting in review.meetings.values():
        host = review.collectives.get(meeting.host)
        for discussion in meeting.discussions if host and host.kind in LEADING else ():
            person = review.individuals.get(discussion.about)
            home = _first_at(review, discussion.about, person.branch) if person else None
            if home is not None and (home.day, home.start) > (meeting.day, meeting.start):
                message = (
                    f"{name_of(review, discussion.about)} kiểm điểm tại cuộc họp “{meeting.code}” ngày "
                    f"{full_date(meeting.day)}, trước cuộc họp chi bộ ngày {full_date(home.day)}"
                )
                where = Where("cuoc-hop", meeting.code, ("ngay",))
                yield Hit(message, where, "họp chi bộ trước, tập thể lãnh đạo sau", discussion.about)


def _first_at(review: Review, about: str, host: str) -> Meeting | None:
    held = [meeting for meeting in review.sittings(about) if meeting.host == host and about in meeting.discussed]
    return min(held, key=lambda meeting: (meeting.day, meeting.start), default=None)


@rule("TT-17", "Tập thể lãnh đạo được xếp loại trước các thành viên và người đứng đầu", asked=by_points)
def collectives_rated_first(review: Review) -> Iterator[Hit]:
    """Nobody is rated by the committee before the leading collective he or she belongs to was voted on."""
    for collective in review.collectives.values():
        votes = review.tallies(collective.code) if collective.kind in LEADING else ()
        day = max((meeting.day for meeting, _ in votes), default=None)
        for member in collective.members if day else ():
            person = review.individuals.get(member.person)
            verdict = person.verdicts.committee if person else None
            if person and day and verdict and verdict.decision_date < day:
                message = (
                    f"{name_of(review, person.code)} được xếp loại ngày {full_date(verdict.decision_date)}, "
                    f"trước {collective.name} ngày {full_date(day)}"
                )
                where = Where("ca-nhan", person.code, ("nhan_xet", "dang_uy", "ngay"))
                yield Hit(message, where, "xếp loại tập thể trước, cá nhân sau", person.code)


@rule("TT-18", "Chính quyền, chuyên môn, đoàn thể kiểm điểm trước, cấp uỷ sau", asked=by_points)
def offices_before_committee(review: Review) -> Iterator[Hit]:
    """Leading collectives of offices meet before the committee of the whole organisation."""
    own = review.held_by(review.period.office.code)
    first = min((meeting.day for meeting in own), default=None)
    for meeting in review.meetings.values():
        if meeting.kind == "tap-the-lanh-dao" and first is not None and meeting.day > first:
            message = (
                f"Cuộc họp “{meeting.code}” ngày {full_date(meeting.day)}, sau cuộc họp cấp uỷ ngày {full_date(first)}"
            )
            where = Where("cuoc-hop", meeting.code, ("ngay",))
            yield Hit(message, where, "họp kiểm điểm chính quyền, đoàn thể trước cấp uỷ", meeting.code)

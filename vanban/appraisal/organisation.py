"""Bodies that are no more, and what only a body above may decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vanban.appraisal.levels import name_of
from vanban.appraisal.registry import Hit, rule
from vanban.appraisal.texts import fact_texts, quoted, sentences, walked
from vanban.model.finding import Where
from vanban.model.organisation import Abolished
from vanban.model.review import Review
from vanban.viet import full_date

_UNIT_KEYS = frozenset({"ten", "ten_ngan", "dang_bo", "dau_trang", "dau_trang_dang_bo", "noi_gui"})
_MEANT = "nếu câu nói về thời gian trước đó thì giữ nguyên, nếu không thì sửa"


@rule("TC-01", "Đơn vị của kỳ không thuộc cấp, tổ chức đã kết thúc hoạt động")
def units_that_are_no_more(review: Review) -> Iterator[Hit]:
    """The office, its superior and the collectives by name."""
    for setting in _in_force(review):
        for where, text in _units(review):
            word = setting.found_in(text)
            if word:
                message = f"“{text}” có “{word.lower()}”, không còn từ {full_date(setting.since)}: {setting.reason}"
                yield Hit(message, where, "ghi tên tổ chức hiện nay", source=setting)


@rule("TC-02", "Văn bản không nhắc cấp, tổ chức đã kết thúc hoạt động như đang có")
def mentions_of_what_is_no_more(review: Review) -> Iterator[Hit]:
    """Every text of the facts, the names of units left to the rule before."""
    for setting in _in_force(review):
        units = {(w.kind, w.code, w.route) for w, _ in _units(review)}
        for where, text in fact_texts(review):
            if (where.kind, where.code, where.route) in units:
                continue
            for sentence in sentences((text,)):
                word = setting.found_in(sentence)
                if word:
                    message = f"{quoted(sentence)} nhắc “{word.lower()}”, không còn từ {full_date(setting.since)}"
                    yield Hit(message, where, _MEANT, source=setting)


def _in_force(review: Review) -> tuple[Abolished, ...]:
    """What is no more at the end of the season's year."""
    last = date(review.period.year, 12, 31)
    return tuple(row for row in review.profile.organisation.abolished if row.since <= last)


def _units(review: Review) -> Iterator[tuple[Where, str]]:
    period = review.period
    for key, fact in (("don_vi", period.office), ("cap_tren", period.superior)):
        yield from (told for told in walked(Where("ky", "", (key,)), fact) if _UNIT_KEYS & set(told[0].route))
    for collective in review.collectives.values():
        base = Where("tap-the", collective.code)
        yield from (told for told in walked(base, collective) if told[0].route[0] in _UNIT_KEYS)


@rule("TC-03", "Tập thể, cá nhân do cấp trên quyết định được đơn vị bỏ phiếu đề nghị")
def proposed_to_the_body_above(review: Review) -> Iterator[Hit]:
    """Who is decided above must stand in a ballot of the office: the submission is made from it."""
    office = review.period.office.code
    voted = {row.about for meeting in review.meetings.values() if meeting.host == office for row in meeting.ballot.rows}
    for code, who, where in _decided_above(review):
        if code not in voted and voted:
            message = f"{name_of(review, code)} do {who} quyết định nhưng không có trong phiếu đề nghị của đơn vị"
            yield Hit(message, where, "bỏ phiếu tại hội nghị của đơn vị, hoặc sửa bảng ai quyết định của chế độ", code)


def _decided_above(review: Review) -> Iterator[tuple[str, str, Where]]:
    organisation = review.profile.organisation
    for collective in review.collectives.values():
        kind = organisation.kind_of(collective.kind, collective.unit_kind)
        if kind.above:
            yield collective.code, kind.decided_by, Where("tap-the", collective.code)
    for person in review.reviewed:
        management = organisation.managed(person.managed_by)
        if management.above:
            yield person.code, management.decided_by, Where("ca-nhan", person.code, ("dien_quan_ly",))

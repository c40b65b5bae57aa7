"""Nobody and nothing is left out: people, commitments, last season's shortcomings, suggestions, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from vanban.appraisal.levels import LEADING, member_level, name_of, names_of, to_be_rated
from vanban.appraisal.registry import Hit, rule
from vanban.appraisal.texts import clauses, quoted, sentences
from vanban.model.collective import Collective
from vanban.model.finding import Where
from vanban.model.individual import Individual
from vanban.model.meeting import Meeting
from vanban.model.report import ReviewText
from vanban.model.review import Review
from vanban.model.rich import cells_of
from vanban.viet import full_date, plain

_REASONS = "thêm kiem_diem, hoặc mien_kiem_diem với lý do theo quy định"


@rule("DD-01", "Ai cũng được kiểm điểm hoặc có lý do không kiểm điểm", "doi-chieu")
def reviewed_or_excused(review: Review) -> Iterator[Hit]:
    """Everybody has a self-criticism or a lawful reason."""
    for person in review.individuals.values():
        if person.self_criticism is None and person.exemption is None:
            message = f"{name_of(review, person.code)} chưa kiểm điểm và không có lý do được miễn"
            yield Hit(message, Where("ca-nhan", person.code), _REASONS)


@rule("DD-02", "Tập thể, cá nhân phải kiểm điểm đều được kiểm điểm tại hội nghị", "doi-chieu")
def discussed(review: Review) -> Iterator[Hit]:
    """Each collective is discussed somewhere, each person at a sitting of the own branch when it sat."""
    heard = [(m.host, d.about) for m in review.meetings.values() for d in m.discussions]
    anywhere, at_home = {about for _, about in heard}, set(heard)
    voted = {row.about for m in review.meetings.values() for row in m.ballot.rows}
    for collective in review.collectives.values():
        if collective.code not in anywhere | voted:
            message = f"{collective.name} chưa được kiểm điểm tại hội nghị nào"
            yield Hit(message, Where("tap-the", collective.code), "thêm cuộc họp hoặc phần kiểm điểm tập thể này")
    sat = {meeting.host for meeting in review.meetings.values()}
    for person in review.reviewed:
        if person.branch in sat and (person.branch, person.code) not in at_home:
            message = f"{name_of(review, person.code)} chưa được kiểm điểm tại hội nghị của chi bộ"
            yield Hit(message, Where("ca-nhan", person.code), "thêm phần kiểm điểm vào biên bản cuộc họp")


@rule("DD-03", "Cán bộ lãnh đạo kiểm điểm cả ở tập thể lãnh đạo mình là thành viên")
def leaders_twice(review: Review) -> Iterator[Hit]:
    """A leader is discussed at the meeting of each leading collective he or she belongs to."""
    discussing: dict[str, list[Meeting]] = {}
    for meeting in review.meetings.values():
        for discussion in meeting.discussions:
            discussing.setdefault(discussion.about, []).append(meeting)
    for collective in review.collectives.values():
        held = discussing.get(collective.code, [])
        if collective.kind not in LEADING or not held:
            continue
        heard = {discussion.about for meeting in held for discussion in meeting.discussions}
        for member in collective.members:
            person = review.individuals.get(member.person)
            if person is not None and person.self_criticism is not None and person.code not in heard:
                message = f"{name_of(review, person.code)} là thành viên {collective.name} nhưng chưa kiểm điểm tại đó"
                remedy = "thêm phần kiểm điểm của người này vào cuộc họp của tập thể lãnh đạo"
                yield Hit(message, Where("cuoc-hop", held[-1].code, ("kiem_diem",)), remedy, person.code)


@rule("DD-04", "Bản kiểm điểm trả lời từng điểm đã cam kết")
def commitments(review: Review) -> Iterator[Hit]:
    """At least as many answers as there are points in the commitment."""
    setting = review.profile.rating.commitment
    for person in review.reviewed:
        strength = person.review_text.strengths.get(setting.criterion)
        if person.commitment is None or strength is None:
            continue
        mine = person.commitment
        points = len(mine.ideology) + len(mine.duty) + len(mine.discipline) + len(mine.actions)
        lines = strength.paragraphs if setting.unit == "doan" else clauses(strength.paragraphs)
        if len(lines) < points:
            unit = "đoạn" if setting.unit == "doan" else "câu, vế câu"
            message = f"{name_of(review, person.code)} cam kết {points} điểm, mới trả lời {len(lines)} {unit}"
            where = Where("ca-nhan", person.code, ("kiem_diem", "uu_diem", setting.criterion))
            yield Hit(message, where, "trả lời từng điểm đã cam kết", source=setting)


def _texts(review: Review) -> Iterator[tuple[Where, ReviewText, Individual | Collective]]:
    for collective in review.collectives.values():
        if collective.report is not None:
            yield Where("tap-the", collective.code, ("bao_cao",)), collective.report, collective
    for person in review.reviewed:
        yield Where("ca-nhan", person.code, ("kiem_diem",)), person.review_text, person


def same_words(text: str) -> str:
    """The text without case, tones, spaces and final stop, to compare by."""
    return "".join(plain(text).lower().split()).rstrip(".;,")


@rule("DD-05", "Mọi hạn chế kỳ trước đều có kết quả khắc phục ở mục III", "doi-chieu")
def last_season(review: Review) -> Iterator[Hit]:
    """Every shortcoming of last season's plan is answered in section III."""
    for where, text, noun in _texts(review):
        answered = {same_words(item.shortcoming) for item in text.remedies.items}
        for shortcoming in noun.last_season:
            if same_words(shortcoming) not in answered:
                message = f"{name_of(review, where.code)}: hạn chế kỳ trước chưa có ở mục III: {quoted(shortcoming)}"
                spot = Where(where.kind, where.code, (*where.route, "khac_phuc", "muc"))
                yield Hit(message, spot, "thêm hạn chế này vào khac_phuc.muc với trạng thái và kết quả")


@rule("DD-06", "Mỗi hạn chế có một dòng kế hoạch khắc phục")
def remedies(review: Review) -> Iterator[Hit]:
    """At least as many rows of the remedy plan as shortcomings; rows of a table of figures are none."""
    for where, text, noun in _texts(review):
        named = [shortcoming for shortcoming in text.shortcomings if cells_of(shortcoming) is None]
        if len(noun.remedy_plan) < len(named):
            message = (
                f"{name_of(review, where.code)} nêu {len(named)} hạn chế, "
                f"kế hoạch khắc phục có {len(noun.remedy_plan)} dòng"
            )
            spot = Where(where.kind, where.code, ("khac_phuc_sau",))
            yield Hit(message, spot, "thêm dòng kế hoạch cho từng hạn chế")


@rule("DD-07", "Thời hạn khắc phục sau cuộc họp kiểm điểm", "doi-chieu")
def remedy_deadlines(review: Review) -> Iterator[Hit]:
    """A remedy is due after the meeting that reviewed the subject."""
    days = _first_meetings(review)
    for where, _, noun in _texts(review):
        met = days.get(where.code)
        for index, row in enumerate(noun.remedy_plan):
            if met is not None and row.deadline <= met:
                message = (
                    f"{name_of(review, where.code)}: thời hạn khắc phục {full_date(row.deadline)} "
                    f"không sau cuộc họp ngày {full_date(met)}"
                )
                spot = Where(where.kind, where.code, ("khac_phuc_sau", index, "thoi_han"))
                yield Hit(message, spot, "ghi thời hạn sau cuộc họp")


def _first_meetings(review: Review) -> dict[str, date]:
    """The day each code was first reviewed."""
    days: dict[str, date] = {}
    for meeting in review.meetings.values():
        for discussion in meeting.discussions:
            days[discussion.about] = min(meeting.day, days.get(discussion.about, meeting.day))
    return days


@rule("DD-08", "Được gợi ý thì phải giải trình, không ghi là không có", "doi-chieu")
def suggestions_answered(review: Review) -> Iterator[Hit]:
    """A suggested review is not answered by saying that nothing was suggested."""
    for about, points, where, text in _suggested(review):
        if len(text.explanations) == 1 and _says_none(review, text.explanations[0]):
            message = f"{name_of(review, about)} được gợi ý {points} nội dung nhưng mục giải trình ghi là không có"
            yield Hit(message, where, "giải trình từng nội dung được gợi ý", about)


@rule("DD-09", "Giải trình đủ từng nội dung được gợi ý")
def suggestions_one_by_one(review: Review) -> Iterator[Hit]:
    """At least as many paragraphs as points."""
    for about, points, where, text in _suggested(review):
        if len(text.explanations) < points and not _says_none(review, text.explanations[0]):
            message = f"{name_of(review, about)} được gợi ý {points} nội dung, giải trình {len(text.explanations)} đoạn"
            yield Hit(message, where, "giải trình mỗi nội dung một đoạn", about)


def _suggested(review: Review) -> Iterator[tuple[str, int, Where, ReviewText]]:
    texts = {where.code: (where, text) for where, text, _ in _texts(review)}
    for suggestion in review.period.suggestions:
        if suggestion.about in texts:
            where, text = texts[suggestion.about]
            spot = Where(where.kind, where.code, (*where.route, "giai_trinh"))
            yield suggestion.about, len(suggestion.points), spot, text


def _says_none(review: Review, paragraph: str) -> bool:
    words = paragraph.lower()
    if len(sentences((paragraph,))) > 1:
        return False
    return "gợi ý" in words and any(re.search(rf"\b{re.escape(w)}\b", words) for w in _none_words(review))


def _none_words(review: Review) -> tuple[str, ...]:
    return tuple(word.lower() for word in review.profile.rating.empty_answer.words)


@rule("DD-10", "Số đảng viên = số được xếp loại + số không xếp loại có lý do + số dự bị", "so-hoc")
def totals(review: Review) -> Iterator[Hit]:
    """The members of a branch are all accounted for."""
    people: dict[str, list[Individual]] = {}
    for person in review.individuals.values():
        people.setdefault(person.branch, []).append(person)
    for branch, group in people.items():
        rated = [p for p in group if to_be_rated(review, p) and member_level(review, p) is not None]
        excused = [p for p in group if p.exemption is not None]
        waiting = [p for p in group if p.exemption is None and p.membership == "du-bi" and not to_be_rated(review, p)]
        known = {p.code for p in (*rated, *excused, *waiting)}
        rest = [p.code for p in group if p.code not in known]
        if rest:
            message = (
                f"{name_of(review, branch)}: {len(group)} đảng viên, gồm {len(rated)} được xếp loại + {len(excused)} "
                f"không kiểm điểm có lý do + {len(waiting)} dự bị = {len(known)}; còn {len(rest)}: "
                f"{names_of(review, rest)}"
            )
            yield Hit(message, Where("tap-the", branch), "xếp loại, hoặc ghi lý do, cho những người này")

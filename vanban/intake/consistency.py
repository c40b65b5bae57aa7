"""Checks across files: every code leads somewhere, every criterion is answered, nobody stands twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from vanban.errors import Problem
from vanban.intake.answers import nearest, sheet_findings
from vanban.intake.enclosures import enclosure_findings, undeclared
from vanban.intake.organisation import organisation_findings
from vanban.intake.points import POINT_CODES, point_findings
from vanban.intake.state_papers import state_findings
from vanban.intake.validate import Origin
from vanban.model.collective import Collective
from vanban.model.document import NamedSigner, parse_number
from vanban.model.finding import Finding, Where
from vanban.model.individual import Individual, SelfCriticism, Verdict
from vanban.model.meeting import Meeting
from vanban.model.profile import Criterion
from vanban.model.report import ReviewText
from vanban.model.review import Review
from vanban.viet import plain

Route = tuple[str | int, ...]
# what a `Where` is made of, and the code that is named there: most lead somewhere, and nobody asks where they stand
Reference = tuple[tuple[str, str, Route], str]
REVIEW_CODES: Final = frozenset({"DL-40", "DL-48"})


@dataclass(frozen=True, slots=True)
class Sources:
    """Nơi ghi dữ kiện: the file and line behind every noun."""

    files: Mapping[tuple[str, str], Origin]

    def problem(self, finding: Finding) -> Problem:
        """The finding with the file and line it speaks of."""
        source = self.files.get((finding.where.kind, finding.where.code))
        place = source.place(*finding.where.route) if source else finding.where.code
        file = source.file if source else ""
        return Problem(finding.code, finding.message, place, finding.remedy, finding.severity, file, finding.basis)

    def file(self, kind: str, code: str) -> str:
        """The file of a noun, relative to the season's folder."""
        return self.files[(kind, code)].file


def inconsistencies(
    review: Review, sources: Sources, folder: Path, unread: Iterable[str] = (), only: frozenset[str] | None = None
) -> list[Problem]:
    """Everything that contradicts itself across files.

    `unread` are codes whose own files were told wrong already: to name them elsewhere is no second mistake. `only` are
    the rules wanted, None for all: what no wanted rule says is not looked for.
    """
    told = dict.fromkeys(unread)
    findings = [
        *_unknown_people(review, told),
        *_unknown_collectives(review, told),
        *_unknown_levels(review),
        *_criteria(review),
        *sheet_findings(review),
        *(point_findings(review) if _is_wanted(POINT_CODES, only) else ()),
        *_twins(review),
        *(unreviewed(review.individuals.values()) if _is_wanted(REVIEW_CODES, only) else ()),
        *_meetings(review),
        *_period(review),
        *organisation_findings(review),
        *state_findings(review),
        *enclosure_findings(review, folder),
        *undeclared(review, folder),
    ]
    return [sources.problem(finding) for finding in findings if only is None or finding.code in only]


def _is_wanted(codes: frozenset[str], only: frozenset[str] | None) -> bool:
    return only is None or not codes.isdisjoint(only)


def _unknown(
    references: Iterable[Reference], known: Mapping[str, object], code: str, noun: str, remedy: str
) -> Iterator[Finding]:
    for place, name in references:
        if name not in known:
            yield Finding(code, f"Không có {noun} mang mã “{name}”", Where(*place), nearest(name, known) + remedy)


def _unknown_people(review: Review, told: Mapping[str, None]) -> Iterator[Finding]:
    remedy = "sửa mã hoặc thêm tệp trong ca-nhan"
    return _unknown(_people_named(review), {**review.individuals, **told}, "DL-31", "cá nhân", remedy)


def _people_named(review: Review) -> Iterator[Reference]:
    period = review.period
    yield ("ky", "", ("ke_hoach", "nguoi_ky")), period.plan.signer
    yield ("ky", "", ("to_trinh", "nguoi_ky")), period.submission.signer
    if period.summary is not None:
        yield ("ky", "", ("bao_cao_tong_hop", "nguoi_ky")), period.summary.signer
    for key, paper in period.issues.items():
        yield ("ky", "", ("van_ban", key, "nguoi_ky")), paper.signer
    for index, decision in enumerate(period.re_ratings):
        yield ("ky", "", ("xep_loai_lai", index, "nguoi_ky")), decision.signer
    for collective in review.collectives.values():
        yield from _people_of_collective(collective)
    for person in review.written_of:
        for key, verdict in verdicts_of(person):
            if not isinstance(verdict.signer, NamedSigner):
                yield ("ca-nhan", person.code, ("nhan_xet", key, "nguoi_ky")), verdict.signer
    for meeting in review.meetings.values():
        yield from _people_of_meeting(meeting)


def _people_of_collective(collective: Collective) -> Iterator[Reference]:
    code = collective.code
    if collective.report is not None:
        yield ("tap-the", code, ("bao_cao", "nguoi_ky")), collective.report.signer
    for index, member in enumerate(collective.members):
        yield ("tap-the", code, ("thanh_vien", index, "nguoi")), member.person


def verdicts_of(person: Individual) -> Iterator[tuple[str, Verdict]]:
    """The verdicts written so far, with their keys."""
    verdicts = person.verdicts
    if verdicts.office_head is verdicts.branch is verdicts.committee is None:
        return iter(())
    pairs = (("thu_truong", verdicts.office_head), ("chi_uy", verdicts.branch), ("dang_uy", verdicts.committee))
    return ((key, verdict) for key, verdict in pairs if verdict is not None)


def _people_of_meeting(meeting: Meeting) -> Iterator[Reference]:
    def at(*route: str | int) -> tuple[str, str, Route]:
        return "cuoc-hop", meeting.code, route

    yield at("chu_tri"), meeting.chair
    yield at("thu_ky"), meeting.recorder
    yield from ((at("trieu_tap", i), code) for i, code in enumerate(meeting.summoned))
    yield from ((at("vang", i, "nguoi"), absence.person) for i, absence in enumerate(meeting.absent))
    yield from ((at("dai_bieu", i, "nguoi"), g.person) for i, g in enumerate(meeting.guests) if g.person)
    yield from ((at("to_kiem_phieu", i, "nguoi"), teller.person) for i, teller in enumerate(meeting.tellers))
    for i, discussion in enumerate(meeting.discussions):
        yield at("kiem_diem", i, "nguoi_trinh_bay"), discussion.presenter
        yield from (
            (at("kiem_diem", i, "gop_y", j, "nguoi"), comment.person) for j, comment in enumerate(discussion.comments)
        )


def _unknown_collectives(review: Review, told: Mapping[str, None]) -> Iterator[Finding]:
    remedy = "sửa mã hoặc thêm tệp trong tap-the"
    yield from _unknown(_collectives_named(review), {**review.collectives, **told}, "DL-32", "tập thể", remedy)
    both = {**review.collectives, **review.individuals, **told}
    yield from _unknown(_subjects_named(review), both, "DL-33", "tập thể hoặc cá nhân", "sửa mã")


def _collectives_named(review: Review) -> Iterator[Reference]:
    yield ("ky", "", ("don_vi", "ma")), review.period.office.code
    for collective in review.collectives.values():
        if collective.issued_by:
            yield ("tap-the", collective.code, ("phat_hanh",)), collective.issued_by
    for person in review.individuals.values():
        yield ("ca-nhan", person.code, ("chi_bo",)), person.branch
    for meeting in review.meetings.values():
        yield ("cuoc-hop", meeting.code, ("to_chuc",)), meeting.host


def _subjects_named(review: Review) -> Iterator[Reference]:
    for index, decision in enumerate(review.period.re_ratings):
        yield ("ky", "", ("xep_loai_lai", index, "ve")), decision.about
    for index, suggestion in enumerate(review.period.suggestions):
        yield ("ky", "", ("goi_y", index, "ve")), suggestion.about
    for meeting in review.meetings.values():
        for i, discussion in enumerate(meeting.discussions):
            yield ("cuoc-hop", meeting.code, ("kiem_diem", i, "ve")), discussion.about
        for i, row in enumerate(meeting.ballot.rows):
            yield ("cuoc-hop", meeting.code, ("kiem_phieu", "ket_qua", i, "ve")), row.about


def _unknown_levels(review: Review) -> Iterator[Finding]:
    known = {level.code: level for level in review.profile.levels}
    remedy = f"chọn một trong: {', '.join(known)}"
    yield from _unknown(_levels_named(review), known, "DL-34", "mức xếp loại", remedy)
    grades = {grade.code: grade for grade in review.profile.grades}
    yield from _unknown(_grades_named(review), grades, "DL-35", "cấp độ", f"chọn một trong: {', '.join(grades)}")


def _levels_named(review: Review) -> Iterator[Reference]:
    for index, decision in enumerate(review.period.re_ratings):
        yield ("ky", "", ("xep_loai_lai", index, "muc_cu")), decision.old_level
        yield ("ky", "", ("xep_loai_lai", index, "muc_moi")), decision.new_level
    for collective in review.collectives.values():
        yield from _levels_of_collective(collective)
    for person in review.written_of:
        yield from _levels_of_person(person)
    for meeting in review.meetings.values():
        for i, row in enumerate(meeting.ballot.rows):
            place = ("cuoc-hop", meeting.code, ("kiem_phieu", "ket_qua", i, "phieu"))
            yield from ((place, code) for code in row.votes)


def _levels_of_person(person: Individual) -> Iterator[Reference]:
    """The levels written of a person by anybody."""

    def at(*route: str | int) -> tuple[str, str, Route]:
        return "ca-nhan", person.code, route

    if person.self_criticism is not None:
        rating = person.self_criticism.self_rating
        yield at("kiem_diem", "tu_nhan", "dang_vien"), rating.member
        if rating.civil:
            yield at("kiem_diem", "tu_nhan", "cong_chuc"), rating.civil
    if person.assessment is not None:
        yield at("tham_dinh", "muc"), person.assessment.level
    for i, quarter in enumerate(person.quarters):
        yield at("ket_qua_quy", i, "muc"), quarter.level
    for key, verdict in verdicts_of(person):
        yield at("nhan_xet", key, "muc"), verdict.level


def _levels_of_collective(collective: Collective) -> Iterator[Reference]:
    code = collective.code
    if collective.report is not None:
        yield ("tap-the", code, ("bao_cao", "de_nghi")), collective.report.proposed_level
    if collective.scoring is not None and collective.scoring.proposed_level:
        yield ("tap-the", code, ("cham_diem", "de_nghi")), collective.scoring.proposed_level
    if collective.assessment is not None:
        yield ("tap-the", code, ("tham_dinh", "muc")), collective.assessment.level
    if collective.unit_level:
        yield ("tap-the", code, ("muc_don_vi",)), collective.unit_level


def _grades_named(review: Review) -> Iterator[Reference]:
    for where, text in _texts(review):
        if text.remedies.grade or review.profile.grades:
            yield (where.kind, where.code, (*where.route, "khac_phuc", "tu_danh_gia")), text.remedies.grade
        for key, strength in text.strengths.items():
            if strength.grade:
                yield (where.kind, where.code, (*where.route, "uu_diem", key, "tu_danh_gia")), strength.grade


def _texts(review: Review) -> Iterator[tuple[Where, ReviewText]]:
    for collective in review.collectives.values():
        if collective.report is not None:
            yield Where("tap-the", collective.code, ("bao_cao",)), collective.report
    for person in review.reviewed:
        yield Where("ca-nhan", person.code, ("kiem_diem",)), person.review_text


def _criteria(review: Review) -> Iterator[Finding]:
    for collective in review.collectives.values():
        where = Where("tap-the", collective.code, ("bao_cao", "uu_diem"))
        if collective.report is not None:
            yield from _answers(where, collective.report, review.profile.collective_criteria)
    for person in review.reviewed:
        where = Where("ca-nhan", person.code, ("kiem_diem", "uu_diem"))
        yield from _answers(where, person.review_text, review.criteria(person))


def _answers(where: Where, text: ReviewText, criteria: tuple[Criterion, ...]) -> Iterator[Finding]:
    known = {criterion.code: criterion for criterion in criteria}
    for code in text.strengths:
        if code not in known:
            spot = Where(where.kind, where.code, (*where.route, code))
            remedy = nearest(code, known) + f"các tiêu chí: {', '.join(known)}"
            yield Finding("DL-36", f"Mẫu không có tiêu chí “{code}” cho đối tượng này", spot, remedy)
    for code, criterion in known.items():
        strength = text.strengths.get(code)
        if strength is None:
            yield Finding("DL-37", f"Chưa kiểm điểm tiêu chí “{code}” ({criterion.name})", where, "thêm mục này")
        elif criterion.graded != bool(strength.grade):
            spot = Where(where.kind, where.code, (*where.route, code))
            message = f"Tiêu chí “{code}” " + ("thiếu" if criterion.graded else "không có") + " mục tu_danh_gia"
            yield Finding("DL-38", message, spot, "thêm cấp độ" if criterion.graded else "bỏ mục tu_danh_gia")


def _twins(review: Review) -> Iterator[Finding]:
    """One person under two codes; and a public servant's rating where it must or must not stand."""
    yield from _clashing_codes(review)
    seen: dict[tuple[str, object], str] = {}
    for person in review.individuals.values():
        mark = (" ".join([_bare(word) for word in person.full_name.split(" ")]), person.birth_date)
        if mark in seen:
            message = f"Cá nhân {person.full_name} đã có với mã “{seen[mark]}”"
            yield Finding("DL-39", message, Where("ca-nhan", person.code, ("ho_ten",)), "giữ lại một tệp")
        seen.setdefault(mark, person.code)


@lru_cache(maxsize=8192)
def _bare(word: str) -> str:
    """A word as names are compared: there are far fewer words than names."""
    return plain(word).lower()


def _clashing_codes(review: Review) -> Iterator[Finding]:
    """Codes alike but for capitals: their papers would share a file name, and a ballot row would mean two things."""
    seen: dict[str, str] = {}
    for kind, codes in (("tap-the", review.collectives), ("ca-nhan", review.individuals)):
        for code in codes:
            twin = seen.setdefault(code.lower(), code)
            if twin != code or (kind == "ca-nhan" and code in review.collectives):
                message = f"Mã “{code}” trùng với mã “{twin}” (chữ hoa, chữ thường là một)"
                yield Finding("DL-49", message, Where(kind, code, ("ma",)), "đổi một trong hai mã")


def unreviewed(people: Iterable[Individual]) -> Iterator[Finding]:
    """Who was neither reviewed nor excused, and civil ratings that must or must not stand: one file each is enough.

    Every code of theirs is one of `REVIEW_CODES`.
    """
    for person in people:
        yield from _reviewed_or_excused(person)


def _reviewed_or_excused(person: Individual) -> Iterator[Finding]:
    """Everybody is reviewed or has a lawful reason not to be, never both, never neither."""
    if (person.self_criticism is None) == (person.exemption is None):
        message = "Cá nhân chưa có bản kiểm điểm và cũng không có lý do được miễn"
        if person.exemption is not None:
            message = "Cá nhân vừa có bản kiểm điểm vừa có lý do được miễn"
        remedy = "thêm kiem_diem, hoặc thêm mien_kiem_diem với lý do theo quy định"
        yield Finding("DL-48", message, Where("ca-nhan", person.code), remedy)
    if person.self_criticism is not None:
        yield from _civil_rating(person, person.self_criticism)


def _civil_rating(person: Individual, text: SelfCriticism) -> Iterator[Finding]:
    civil = bool(text.self_rating.civil)
    where = Where("ca-nhan", person.code, ("kiem_diem", "tu_nhan"))
    if civil and person.service == "khong":
        yield Finding("DL-40", "Người này không phải cán bộ, công chức, viên chức", where, "bỏ mục cong_chuc")
    if not civil and person.service != "khong":
        yield Finding("DL-40", "Thiếu mức tự xếp loại cán bộ, công chức, viên chức", where, "thêm mục cong_chuc")


def _meetings(review: Review) -> Iterator[Finding]:
    for meeting in review.meetings.values():
        host = review.collectives.get(meeting.host)
        if host and host.kind != meeting.kind:
            message = f"Cuộc họp ghi loại “{meeting.kind}” nhưng {host.name} là “{host.kind}”"
            yield Finding("DL-41", message, Where("cuoc-hop", meeting.code, ("loai",)), f"ghi loai: {host.kind}")
        yield from _attendance(meeting)


def _attendance(meeting: Meeting) -> Iterator[Finding]:
    def at(*route: str | int) -> Where:
        return Where("cuoc-hop", meeting.code, route)

    for index, code in enumerate(meeting.summoned):
        if code in meeting.summoned[:index]:
            yield Finding("DL-42", f"“{code}” được triệu tập hai lần", at("trieu_tap", index), "bỏ một lần")
    for index, guest in enumerate(meeting.guests):
        if not guest.person and not guest.full_name:
            yield Finding("DL-44", "Đại biểu chưa có tên", at("dai_bieu", index), "ghi nguoi hoặc ho_ten")
    if meeting.end <= meeting.start:
        yield Finding("DL-45", "Giờ kết thúc không sau giờ bắt đầu", at("gio_ket_thuc"), "kiểm tra lại giờ")
    yield from _absences(meeting)


def _absences(meeting: Meeting) -> Iterator[Finding]:
    away = [absence.person for absence in meeting.absent]
    for key, code in (("chu_tri", meeting.chair), ("thu_ky", meeting.recorder)):
        if code in away:
            where = Where("cuoc-hop", meeting.code, (key,))
            yield Finding("DL-55", f"“{code}” vắng mặt nên không thể làm việc này", where, "ghi người có mặt")
    for index, code in enumerate(away):
        where = Where("cuoc-hop", meeting.code, ("vang", index))
        if code in away[:index]:
            yield Finding("DL-43", f"“{code}” ghi vắng mặt hai lần", where, "bỏ một lần")
        if code not in meeting.summoned:
            message = f"“{code}” vắng mặt nhưng không có trong danh sách triệu tập"
            yield Finding("DL-43", message, where, "thêm vào trieu_tap hoặc bỏ khỏi vang")


def _period(review: Review) -> Iterator[Finding]:
    plan = review.period.plan
    if parse_number(plan.code) is None:
        message = f"Số của kế hoạch “{plan.code}” không đúng dạng"
        yield Finding("DL-46", message, Where("ky", "", ("ke_hoach", "so_ky_hieu")), "viết như 12-KH/ĐU")
    others = {code for code, collective in review.collectives.items() if collective.kind != "chi-bo"}
    for person in review.individuals.values():
        if person.branch in others:
            where = Where("ca-nhan", person.code, ("chi_bo",))
            yield Finding("DL-47", f"“{person.branch}” không phải chi bộ", where, "ghi mã của một chi bộ")

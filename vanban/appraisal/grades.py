"""The grades of criteria that must stand behind a level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vanban.appraisal.levels import collective_levels, level_name, member_level, name_of, roles
from vanban.appraisal.registry import Hit, rule
from vanban.model.finding import Where
from vanban.model.rating import GradeCondition
from vanban.model.report import ReviewText
from vanban.model.review import Review

_PAPERS = {"kiem-diem": "bản kiểm điểm", "phieu": "phiếu phân tích chất lượng"}
# A paper to judge: whom it is about, its subject's kind, the level said, the kind of paper, its grades with routes.
Graded = tuple[Where, str, str, str, Mapping[str, tuple[str, tuple[str | int, ...]]]]


@rule("TR-12", "Mức cao nhất có đủ cấp độ của các tiêu chí")
def behind_the_best(review: Review) -> Iterator[Hit]:
    """The criteria behind the best level."""
    best = roles(review).best
    return (hit for hit, level in _hits(review) if level == best)


@rule("TR-13", "Các mức khác có đủ cấp độ của các tiêu chí")
def behind_the_others(review: Review) -> Iterator[Hit]:
    """The criteria behind the other levels."""
    best = roles(review).best
    return (hit for hit, level in _hits(review) if level != best)


def _hits(review: Review) -> Iterator[tuple[Hit, str]]:
    for paper in _papers(review):
        _, kind, level, kind_of_paper, _ = paper
        for condition in review.profile.rating.grades:
            if condition.level == level and kind in condition.about and condition.paper == kind_of_paper:
                yield from ((hit, level) for hit in _short(review, paper, condition))


def _papers(review: Review) -> Iterator[Graded]:
    for person in review.reviewed:
        level = member_level(review, person)
        if level is not None:
            where = Where("ca-nhan", person.code)
            yield where, "ca-nhan", level, "kiem-diem", _self_graded(person.review_text, "kiem_diem")
    for collective in review.collectives.values():
        level = collective_levels(review, collective)[0]
        where = Where("tap-the", collective.code)
        if collective.report is not None:
            yield where, collective.kind, level, "kiem-diem", _self_graded(collective.report, "bao_cao")
        sheet = collective.analysis
        if sheet is not None:
            marks = {code: (grade, ("phieu_phan_tich", "cap_do", code)) for code, grade in sheet.grades.items()}
            yield where, collective.kind, level, "phieu", marks


def _self_graded(text: ReviewText, section: str) -> dict[str, tuple[str, tuple[str | int, ...]]]:
    """The grades of a review by criterion, the mending of old shortcomings among them, with their routes."""
    marks: dict[str, tuple[str, tuple[str | int, ...]]] = {
        code: (strength.grade, (section, "uu_diem", code, "tu_danh_gia"))
        for code, strength in text.strengths.items()
        if strength.grade
    }
    marks["khac_phuc"] = (text.remedies.grade, (section, "khac_phuc", "tu_danh_gia"))
    return marks


def _short(review: Review, paper: Graded, condition: GradeCondition) -> Iterator[Hit]:
    where, _, level, kind_of_paper, marks = paper
    places = {grade.code: (index, grade.name) for index, grade in enumerate(review.profile.grades)}
    for criterion, (grade, route) in marks.items():
        needed = condition.main_grade if criterion in condition.main else condition.other_grade
        if grade in places and needed in places and places[grade][0] > places[needed][0]:
            message = (
                f"{name_of(review, where.code)} xếp {level_name(review, level)} nhưng tiêu chí “{criterion}” trong "
                f"{_PAPERS[kind_of_paper]} ở cấp độ {places[grade][1]}, cần {places[needed][1]} trở lên"
            )
            spot = Where(where.kind, where.code, route)
            yield Hit(message, spot, "xem lại mức xếp loại hoặc cấp độ của tiêu chí", source=condition)

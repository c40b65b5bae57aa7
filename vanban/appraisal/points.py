"""Levels against points: the level a total reaches, totals inside the scale, quarters that feed the year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from vanban.appraisal.levels import (
    better,
    collective_level,
    collective_place,
    level_name,
    member_level,
    member_place,
    name_of,
    roles,
)
from vanban.appraisal.registry import Hit, by_points, rule
from vanban.model.collective import Collective
from vanban.model.finding import Where
from vanban.model.individual import Individual
from vanban.model.review import Review
from vanban.model.scale import Quarters, Scale
from vanban.model.scoring import Assessment, in_points


@dataclass(frozen=True, slots=True)
class Said:
    """Mức kèm điểm: whose, who said it, the level, the total, and where the level stands."""

    about: str
    by: str
    level: str
    total: Decimal
    where: Where


@rule("DI-01", "Tổng điểm không quá thang điểm", "so-hoc", asked=by_points)
def totals_within(review: Review) -> Iterator[Hit]:
    """No total typed by hand is above the scale."""
    scale = review.profile.scale
    for said in _all_said(review) if scale else ():
        if scale and said.total > scale.most:
            message = (
                f"{name_of(review, said.about)}: {said.by} {in_points(said.total)} điểm, quá {in_points(scale.most)}"
            )
            yield Hit(message, said.where, "kiểm tra lại tổng điểm", said.about)


@rule("DI-02", "Mức xếp loại không cao hơn mức ứng với tổng điểm", asked=by_points)
def not_above_points(review: Review) -> Iterator[Hit]:
    """A level said with points is not above the level those points reach."""
    for scale, said in _with_scale(review):
        reached = scale.level(said.total)
        if better(review, said.level, reached):
            yield _disagreement(review, scale, said, f"chỉ được xếp đến {level_name(review, reached)}")


@rule("DI-03", "Mức thấp hơn mức ứng với tổng điểm thì phải có lý do", asked=by_points)
def below_points(review: Review) -> Iterator[Hit]:
    """Points and the other conditions disagree: the competent body decides, and says why."""
    for scale, said in _with_scale(review):
        if better(review, scale.level(said.total), said.level):
            yield _disagreement(review, scale, said, "ghi lý do trong phần nhận xét, cấp có thẩm quyền quyết định")


def _disagreement(review: Review, scale: Scale, said: Said, remedy: str) -> Hit:
    message = (
        f"{name_of(review, said.about)}: {said.by} {in_points(said.total)} điểm, ứng với mức "
        f"{level_name(review, scale.level(said.total))}, nhưng xếp {level_name(review, said.level)}"
    )
    return Hit(message, said.where, remedy, said.about, scale)


def _with_scale(review: Review) -> Iterator[tuple[Scale, Said]]:
    scale = review.profile.scale
    return ((scale, said) for said in _all_said(review) if scale and said.level)


def _all_said(review: Review) -> Iterator[Said]:
    for collective in review.collectives.values():
        yield from _of_collective(review, collective)
    for person in review.individuals.values():
        yield from _of_person(review, person)


def _of_collective(review: Review, collective: Collective) -> Iterator[Said]:
    code = collective.code
    if collective.scoring is not None:
        level = collective.proposed_level
        yield Said(code, "tự chấm", level, collective.scoring.total, collective_place(collective))
    yield from _assessed("tap-the", code, collective.assessment)
    if collective.scoring is not None and collective.assessment is None:
        level = collective_level(review, collective)
        if level != collective.proposed_level:
            yield Said(code, "tự chấm", level, collective.scoring.total, collective_place(collective))


def _of_person(review: Review, person: Individual) -> Iterator[Said]:
    code, own = person.code, person.scoring
    if own is not None and person.self_criticism is not None:
        where = Where("ca-nhan", code, ("kiem_diem", "tu_nhan", "dang_vien"))
        yield Said(code, "tự chấm", person.self_criticism.self_rating.member, own.total, where)
    yield from _assessed("ca-nhan", code, person.assessment)
    total = _decided_total(person)
    level = member_level(review, person)
    if total is not None and level is not None:
        yield Said(code, "được chấm", level, total, member_place(person))


def _decided_total(person: Individual) -> Decimal | None:
    """The points behind the level that stands: of the latest body that gave any, else the person's own."""
    verdicts, assessed = person.verdicts, person.assessment
    given = [
        verdict.total for verdict in (verdicts.committee, verdicts.branch) if verdict and verdict.total is not None
    ]
    if given:
        return given[0]
    if assessed is not None:
        return assessed.total
    return person.scoring.total if person.scoring else None


def _assessed(kind: str, code: str, assessment: Assessment | None) -> Iterator[Said]:
    if assessment is not None:
        where = Where(kind, code, ("tham_dinh", "muc"))
        yield Said(code, "được thẩm định", assessment.level, assessment.total, where)


@rule("DI-04", "Ai kiểm điểm cũng tự chấm điểm", "doi-chieu", asked=by_points)
def scored(review: Review) -> Iterator[Hit]:
    """Where the regime rates by points, every review has its points."""
    if review.profile.scale is None:
        return
    for collective in review.collectives.values():
        if collective.scoring is None:
            where = Where("tap-the", collective.code)
            yield Hit(f"{collective.name} chưa tự chấm điểm", where, "thêm cham_diem với ngay và diem")
    for person in review.reviewed:
        if person.scoring is None:
            where = Where("ca-nhan", person.code)
            yield Hit(f"{name_of(review, person.code)} chưa tự chấm điểm", where, "thêm cham_diem với ngay và diem")


@rule("DI-05", "Có quý xếp mức thấp nhất thì năm không xếp mức cao nhất", asked=by_points)
def failed_quarters(review: Review) -> Iterator[Hit]:
    """A failed quarter keeps the year from the best level, where quarters feed the year."""
    for setting, person, level in _by_quarters(review):
        failed = [str(q.number) for q in person.quarters if q.level == setting.blocking]
        if failed and level == roles(review).best:
            message = (
                f"{name_of(review, person.code)} xếp {level_name(review, level)} nhưng quý {', '.join(failed)} "
                f"xếp {level_name(review, setting.blocking)}"
            )
            yield Hit(message, member_place(person), "xếp năm thấp hơn", person.code, setting)


@rule("DI-06", "Tổng điểm năm gần với trung bình các quý", asked=by_points)
def quarters_and_year(review: Review) -> Iterator[Hit]:
    """The year's total is within the tolerance of the mean of its quarters."""
    for setting, person, _ in _by_quarters(review):
        total = _decided_total(person)
        mean = sum((q.total for q in person.quarters), Decimal(0)) / len(person.quarters)
        if total is not None and abs(total - mean) > setting.tolerance:
            message = (
                f"{name_of(review, person.code)}: tổng điểm năm {in_points(total)}, trung bình {len(person.quarters)} "
                f"quý {in_points(mean.quantize(Decimal('0.01')))}, lệch quá {in_points(setting.tolerance)}"
            )
            yield Hit(message, Where("ca-nhan", person.code, ("ket_qua_quy",)), "xem lại điểm", person.code, setting)


def _by_quarters(review: Review) -> Iterator[tuple[Quarters, Individual, str]]:
    setting = review.profile.point_rules.quarters
    if setting is None or not setting.used:
        return
    for person in review.individuals.values():
        if person.quarters:
            yield setting, person, member_level(review, person) or ""

"""Levels that may not stand above others, and facts that leave only the failed level."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.appraisal.levels import (
    LEADING,
    below,
    better,
    civil_level,
    collective_level,
    collective_levels,
    collective_place,
    in_per_cent,
    level_name,
    member_level,
    member_place,
    name_of,
    names_of,
    rank,
    rated_members,
    roles,
)
from vanban.appraisal.registry import Hit, rule
from vanban.model.collective import Collective
from vanban.model.individual import Individual
from vanban.model.rating import OrganisationShares
from vanban.model.remedy import DISCIPLINE_WORDS, Workload
from vanban.model.review import Review
from vanban.model.sourced import Sourced
from vanban.viet import percent


@rule("TR-01", "Mức của người đứng đầu không cao hơn mức của tập thể do người đó đứng đầu")
def head_and_collective(review: Review) -> Iterator[Hit]:
    """The head is not rated above the collective headed."""
    for collective in review.collectives.values():
        head = review.individuals.get(collective.head)
        level = member_level(review, head) if head else None
        if head is None or level is None:
            continue
        cap = collective_levels(review, collective)[-1]
        if cap and better(review, level, cap):
            message = (
                f"{name_of(review, head.code)} đứng đầu {collective.name}, được xếp {level_name(review, level)}, "
                f"cao hơn mức của tập thể là {level_name(review, cap)}"
            )
            remedy = f"xếp người đứng đầu không cao hơn {level_name(review, cap)}"
            yield Hit(message, member_place(head), remedy, head.code)


@rule("TR-02", "Mức của tập thể lãnh đạo không cao hơn mức của cơ quan, đơn vị")
def collective_and_unit(review: Review) -> Iterator[Hit]:
    """A leading collective is not rated above the unit it leads."""
    for collective in _of_leaders(review):
        level, unit = collective_levels(review, collective)[0], collective.unit_level
        if unit and better(review, level, unit):
            message = (
                f"{collective.name} được xếp {level_name(review, level)}, "
                f"cao hơn mức của cơ quan, đơn vị là {level_name(review, unit)}"
            )
            remedy = f"xếp tập thể không cao hơn {level_name(review, unit)}, hoặc sửa muc_don_vi nếu ghi nhầm"
            yield Hit(message, collective_place(collective), remedy)


def _of_leaders(review: Review) -> Iterator[Collective]:
    return (collective for collective in review.collectives.values() if collective.kind in LEADING)


@rule("TR-03", "Đảng viên xếp mức cao nhất phải được xếp mức cao nhất về công vụ")
def best_needs_best(review: Review) -> Iterator[Hit]:
    """A member who is a public servant is at the best level only when the civil rating is."""
    best = roles(review).best
    for person, level, civil in _both_levels(review):
        if level == best and civil != best:
            message = (
                f"{name_of(review, person.code)} được xếp {level_name(review, level)} về đảng viên "
                f"nhưng {level_name(review, civil)} về cán bộ, công chức, viên chức"
            )
            remedy = f"xếp đảng viên không cao hơn {level_name(review, civil)}, hoặc sửa mức công vụ nếu ghi nhầm"
            yield Hit(message, member_place(person), remedy)


@rule("TR-04", "Mức đảng viên không cao hơn mức công vụ")
def member_and_civil(review: Review) -> Iterator[Hit]:
    """Below the best level too, the member is not rated above the public servant."""
    for person, level, civil in _both_levels(review):
        if level != roles(review).best and better(review, level, civil):
            message = (
                f"{name_of(review, person.code)}: mức đảng viên {level_name(review, level)} "
                f"cao hơn mức công vụ {level_name(review, civil)}"
            )
            yield Hit(message, member_place(person), "xem lại một trong hai mức")


@rule("TR-05", "Không hoàn thành nhiệm vụ về công vụ thì không hoàn thành nhiệm vụ về đảng viên")
def civil_failure(review: Review) -> Iterator[Hit]:
    """Who failed as a public servant has failed as a member."""
    failed = roles(review).failed
    for person, level, civil in _both_levels(review):
        if civil == failed and level != failed:
            yield forced(review, person, level, f"được xếp {level_name(review, failed)} về công vụ")


def _both_levels(review: Review) -> Iterator[tuple[Individual, str, str]]:
    for person in review.individuals.values():
        level, civil = member_level(review, person), civil_level(person)
        if level is not None and civil is not None:
            yield person, level, civil


def forced(review: Review, person: Individual, level: str, why: str, source: Sourced | None = None) -> Hit:
    """A person who is not at the failed level although nothing else is left."""
    failed = level_name(review, roles(review).failed)
    message = f"{name_of(review, person.code)} {why}, nhưng xếp loại {level_name(review, level)}"
    return Hit(message, member_place(person), f"chỉ được xếp {failed}", person.code, source)


@rule("TR-06", "Đảng viên bị kỷ luật trong năm xếp mức thấp nhất")
def disciplined_members(review: Review) -> Iterator[Hit]:
    """A member disciplined in the season's year is at the failed level."""
    setting = review.profile.rating.disciplined
    for person in review.individuals.values():
        level = member_level(review, person)
        mine = [d for d in person.disciplines if d.form in setting.forms and d.day.year == review.period.year]
        if mine and level not in (None, roles(review).failed):
            why = f"bị kỷ luật {DISCIPLINE_WORDS[mine[0].form]} trong năm"
            yield forced(review, person, level or "", why, setting)


@rule("TR-07", "Cá nhân hoàn thành dưới tỷ lệ tối thiểu xếp mức thấp nhất")
def members_below_minimum(review: Review) -> Iterator[Hit]:
    """A person who did less than the least share of the year's tasks is at the failed level."""
    minimum = review.profile.rating.minimum
    for person in review.individuals.values():
        level = member_level(review, person)
        if level not in (None, roles(review).failed) and (
            why := too_little(person.workload, minimum.share, "nhiệm vụ")
        ):
            yield forced(review, person, level or "", why, minimum)


@rule("TR-08", "Tập thể, tổ chức hoàn thành dưới tỷ lệ tối thiểu xếp mức thấp nhất")
def collectives_below_minimum(review: Review) -> Iterator[Hit]:
    """A collective that reached less than the least share of its targets is at the failed level."""
    minimum = review.profile.rating.minimum
    share = minimum.share if minimum.of_collectives is None else minimum.of_collectives
    for collective in review.collectives.values():
        if why := too_little(collective.workload, share, "chỉ tiêu, nhiệm vụ"):
            yield from forced_collective(review, collective, why, minimum)


def too_little(workload: Workload | None, share: float, noun: str) -> str:
    """`hoàn thành 20/46 nhiệm vụ được giao (43,5%), dưới 50%`, "" when enough was done or nobody counted."""
    if workload is None or not below(workload.done, workload.assigned, share):
        return ""
    done = f"{workload.done}/{workload.assigned}"
    return (
        f"hoàn thành {done} {noun} được giao ({percent(workload.done, workload.assigned)}%), dưới {in_per_cent(share)}"
    )


def forced_collective(review: Review, collective: Collective, why: str, source: Sourced | None = None) -> Iterator[Hit]:
    """A collective that is not at the failed level although nothing else is left."""
    failed = roles(review).failed
    level = collective_levels(review, collective)[0]
    if level not in ("", failed):
        message = f"{collective.name} {why}, nhưng xếp loại {level_name(review, level)}"
        remedy = f"chỉ được xếp {level_name(review, failed)}"
        yield Hit(message, collective_place(collective), remedy, collective.code, source)


@rule("TR-09", "Tập thể có thành viên bị kỷ luật từ hình thức quy định xếp mức thấp nhất")
def disciplined_parts(review: Review) -> Iterator[Hit]:
    """A collective with a gravely disciplined member is at the failed level."""
    settings = review.profile.rating.disciplined_member
    for collective in review.collectives.values():
        people = [review.individuals.get(m.person) for m in collective.members if collective.kind in settings.kinds]
        hit = [(p, d) for p in people if p for d in p.disciplines if d.form in settings.forms]
        this_year = [(p, d) for p, d in hit if d.day.year == review.period.year]
        if this_year:
            person, discipline = this_year[0]
            why = f"có thành viên {name_of(review, person.code)} bị kỷ luật {DISCIPLINE_WORDS[discipline.form]}"
            yield from forced_collective(review, collective, why, settings)


@rule("TR-10", "Tập thể, tổ chức bị kỷ luật trong năm xếp mức thấp nhất")
def disciplined_collectives(review: Review) -> Iterator[Hit]:
    """A collective disciplined in the season's year is at the failed level."""
    for collective in review.collectives.values():
        mine = [d for d in collective.disciplines if d.day.year == review.period.year]
        if mine:
            why = f"bị kỷ luật {DISCIPLINE_WORDS[mine[0].form]} trong năm"
            yield from forced_collective(review, collective, why)


@rule("TR-11", "Tổ chức đảng mức cao nhất cần đủ tỷ lệ đảng viên, tổ chức trực thuộc đạt và tốt trở lên")
def organisation_shares(review: Review) -> Iterator[Hit]:
    """An organisation at the best level has the asked shares of its members, or of its branches, behind it."""
    best, settings = roles(review).best, review.profile.rating.organisation
    if settings is None:
        return
    for collective in review.collectives.values():
        if collective.kind in ("chi-bo", "dang-uy") and collective_levels(review, collective)[0] == best:
            yield from _shares_behind(review, collective, settings)


def _shares_behind(review: Review, collective: Collective, settings: OrganisationShares) -> Iterator[Hit]:
    role = roles(review)
    noun, parts = _parts_of(review, collective)
    for level, share in ((role.met, settings.met), (role.good, settings.good)):
        short = [code for code, own in parts if rank(review, own) > rank(review, level)]
        reached = len(parts) - len(short)
        if below(reached, len(parts), share):
            message = (
                f"{collective.name} xếp {level_name(review, role.best)} nhưng chỉ {reached}/{len(parts)} {noun} "
                f"({percent(reached, len(parts))}%) đạt {level_name(review, level)} trở lên, "
                f"cần {in_per_cent(share)}; chưa đạt: {names_of(review, short)}"
            )
            remedy = f"xếp tổ chức không cao hơn {level_name(review, role.good)}"
            yield Hit(message, collective_place(collective), remedy, source=settings)


def _parts_of(review: Review, collective: Collective) -> tuple[str, list[tuple[str, str]]]:
    """What an organisation is made of, with the level of each part."""
    if collective.kind == "chi-bo":
        members = rated_members(review, review.branch_members(collective.code))
        return "đảng viên", [(person.code, level) for person, level in members]
    branches = (c for c in review.collectives.values() if c.kind == "chi-bo")
    return "chi bộ", [(branch.code, collective_level(review, branch)) for branch in branches]

"""How many may stand at the best level: share, base, rounding and groups are settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from vanban.appraisal.levels import (
    collective_level,
    exact,
    in_per_cent,
    level_name,
    names_of,
    rated_members,
    roles,
)
from vanban.appraisal.registry import Hit, rule
from vanban.model.finding import Where
from vanban.model.rating import KindQuota, Quota, TitleQuota
from vanban.model.review import Review
from vanban.viet import slug

_KINDS = {
    "chi-bo": "các chi bộ",
    "dang-uy": "các đảng uỷ",
    "ban-thuong-vu": "các ban thường vụ",
    "tap-the-lanh-dao": "các tập thể lãnh đạo cơ quan, đơn vị",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Nhóm tính hạn mức: `code` is what a waiver names."""

    code: str
    name: str
    rated: list[tuple[str, str]]
    quota: Quota
    show_all: bool = False


@rule("HM-01", "Đảng viên mức cao nhất không quá hạn mức trong toàn đảng bộ")
def members(review: Review) -> Iterator[Hit]:
    """The members of the whole organisation are one group."""
    office = review.period.office
    rated = [(person.code, level) for person, level in rated_members(review, review.individuals.values())]
    name = f"đảng viên {office.organisation}"
    return _over(review, Group(office.code, name, rated, review.profile.rating.member_quota))


@rule("HM-02", "Tổ chức đảng mức cao nhất không quá hạn mức của loại tổ chức")
def organisations(review: Review) -> Iterator[Hit]:
    """The organisations of each kind are a group."""
    return _by_kind(review, review.profile.rating.organisation_quota)


@rule("HM-03", "Tập thể lãnh đạo mức cao nhất không quá hạn mức của loại tập thể")
def collectives(review: Review) -> Iterator[Hit]:
    """The leading collectives of each kind are a group."""
    return _by_kind(review, review.profile.rating.collective_quota)


def _by_kind(review: Review, quota: KindQuota) -> Iterator[Hit]:
    for kind in quota.kinds:
        group = [collective for collective in review.collectives.values() if collective.kind == kind]
        rated = [(collective.code, collective_level(review, collective)) for collective in group]
        yield from _over(review, Group(kind, _KINDS[kind], rated, quota, show_all=True))


@rule("HM-04", "Cán bộ lãnh đạo mức cao nhất không quá hạn mức của nhóm chức danh tương đương")
def titles(review: Review) -> Iterator[Hit]:
    """Leaders of equal titles are a group."""
    quota = review.profile.rating.title_quota
    groups: dict[str, Group] = {}
    leaders = (person for person in review.individuals.values() if person.leader)
    for person, level in rated_members(review, leaders):
        code, name = _title_group(quota, person.state_post)
        group = groups.setdefault(code, Group(code, name, [], quota, show_all=True))
        group.rated.append((person.code, level))
    for group in groups.values():
        yield from _over(review, group)


def _title_group(quota: TitleQuota, post: str) -> tuple[str, str]:
    """Code and name of the group a title belongs to: the longest beginning that fits, else a group of its own."""
    fitting = [(len(t), g) for g in quota.groups for t in g.titles if post.lower().startswith(t.lower())]
    if not fitting:
        return slug(post)[:40], f"chức danh {post}"
    _, group = max(fitting, key=lambda pair: pair[0])
    return group.code, group.name


def allowed(quota: Quota, best: int, good: int) -> tuple[int, Fraction, int]:
    """How many may stand at the best level, the share before rounding, and what it was taken of."""
    base = good + best if quota.base == "htt_tro_len" else good
    share = exact(quota.share) * base / 100
    rounded = {"xuong": floor(share), "len": ceil(share), "gan-nhat": floor(share + Fraction(1, 2))}
    return rounded[quota.rounding], share, base


def _over(review: Review, group: Group) -> Iterator[Hit]:
    role = roles(review)
    best = [code for code, level in group.rated if level == role.best]
    good = sum(level == role.good for _, level in group.rated)
    limit, _, _ = allowed(group.quota, len(best), good)
    if len(best) > limit:
        message = f"{_who(review, group, best)}; {_arithmetic(review, group, len(best), good)}"
        remedy = (
            f"bớt {len(best) - limit} ở mức này, hoặc ghi vào mien-ap-dung.yaml nếu cấp có thẩm quyền đồng ý "
            f"(doi_tuong: {group.code})"
        )
        where = Where("tap-the", review.period.office.code, ("bao_cao", "de_nghi"))
        yield Hit(message, where, remedy, group.code, group.quota)


def _who(review: Review, group: Group, best: list[str]) -> str:
    top = level_name(review, roles(review).best)
    words = f"Nhóm {group.name}: {len(best)} ở mức {top} là {names_of(review, best)}"
    if not group.show_all:
        return f"{words}; nhóm có {len(group.rated)} người được xếp loại"
    return f"{words}; cả nhóm gồm {names_of(review, [code for code, _ in group.rated])}"


def _arithmetic(review: Review, group: Group, best: int, good: int) -> str:
    """`tối đa 20% × 8 (Hoàn thành tốt nhiệm vụ) = 1,6, làm tròn xuống còn 1; vượt 1`."""
    quota = group.quota
    limit, share, base = allowed(quota, best, good)
    words = level_name(review, roles(review).good) + (f" trở lên: {good} + {best}" if base != good else "")
    exactly = f"{float(share):.2f}".rstrip("0").rstrip(".").replace(".", ",")
    rounding = {"xuong": "làm tròn xuống", "len": "làm tròn lên", "gan-nhat": "làm tròn đến số gần nhất"}
    rounded = f", {rounding[quota.rounding]} là {limit}" if share != limit else ""
    return f"tối đa {in_per_cent(quota.share)} × {base} ({words}) = {exactly}{rounded}; vượt {best - limit}"

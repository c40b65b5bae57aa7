"""How many may stand at the best level: share, base, rounding and groups are settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
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
from vanban.model.profile import LegalProfile
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
    return _over(review, _members(review))


def _members(review: Review) -> Group:
    office = review.period.office
    rated = [(person.code, level) for person, level in rated_members(review, review.individuals.values())]
    return Group(office.code, f"đảng viên {office.organisation}", rated, review.profile.rating.member_quota)


@rule("HM-02", "Tổ chức đảng mức cao nhất không quá hạn mức của loại tổ chức")
def organisations(review: Review) -> Iterator[Hit]:
    """The organisations of each kind are a group."""
    return _over(review, *_kinds(review, review.profile.rating.organisation_quota))


@rule("HM-03", "Tập thể lãnh đạo mức cao nhất không quá hạn mức của loại tập thể")
def collectives(review: Review) -> Iterator[Hit]:
    """The leading collectives of each kind are a group."""
    return _over(review, *_kinds(review, review.profile.rating.collective_quota))


def _kinds(review: Review, quota: KindQuota) -> Iterator[Group]:
    for kind in quota.kinds:
        group = [collective for collective in review.collectives.values() if collective.kind == kind]
        rated = [(collective.code, collective_level(review, collective)) for collective in group]
        yield Group(kind, _KINDS[kind], rated, quota, show_all=True)


@rule("HM-04", "Cán bộ lãnh đạo mức cao nhất không quá hạn mức của nhóm chức danh tương đương")
def titles(review: Review) -> Iterator[Hit]:
    """Leaders of equal titles are a group."""
    return _over(review, *_titles(review))


def _titles(review: Review) -> Iterable[Group]:
    quota = review.profile.rating.title_quota
    groups: dict[str, Group] = {}
    leaders = (person for person in review.individuals.values() if person.leader)
    for person, level in rated_members(review, leaders):
        code, name = _title_group(quota, person.state_post)
        group = groups.setdefault(code, Group(code, name, [], quota, show_all=True))
        group.rated.append((person.code, level))
    return groups.values()


def _title_group(quota: TitleQuota, post: str) -> tuple[str, str]:
    """Code and name of the group a title belongs to: the longest beginning that fits, else a group of its own."""
    fitting = [(len(t), g) for g in quota.groups for t in g.titles if post.lower().startswith(t.lower())]
    if not fitting:
        return slug(post)[:40], f"chức danh {post}"
    _, group = max(fitting, key=lambda pair: pair[0])
    return group.code, group.name


def allowed(quota: Quota, best: int, good: int, of: int | None = None) -> tuple[int, Fraction, int]:
    """How many may stand at the best level, the share before rounding, and what it was taken of.

    `of` is how many the whole group has: of few units so many may, whatever the share gives.
    """
    base = good + best if quota.base == "htt_tro_len" else good
    share = exact(quota.share) * base / 100
    rounded = {"xuong": floor(share), "len": ceil(share), "gan-nhat": floor(share + Fraction(1, 2))}
    few = few_of(quota, of)
    return (rounded[quota.rounding] if few is None else few), share, base


def few_of(quota: Quota, of: int | None) -> int | None:
    """How many of a group of few units may stand at the best level, None when the group is not small."""
    small = quota.small if isinstance(quota, KindQuota) else None
    return small.most if small and of is not None and of < small.below else None


def _decided(review: Review, group: Group) -> Group:
    """The group with the share a competent body allowed it, never above the regime's most."""
    higher = next((each for each in review.period.higher_quotas if each.group == group.code), None)
    if higher is None or group.quota.most is None:
        return group
    share = min(higher.share, group.quota.most)
    return replace(group, quota=group.quota.model_copy(update={"share": share}))


def _over(review: Review, *groups: Group) -> Iterator[Hit]:
    for group in groups:
        yield from _over_one(review, _decided(review, group))


def _over_one(review: Review, group: Group) -> Iterator[Hit]:
    role = roles(review)
    best = [code for code, level in group.rated if level == role.best]
    good = sum(level == role.good for _, level in group.rated)
    limit, _, _ = allowed(group.quota, len(best), good, len(group.rated))
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
    limit, share, base = allowed(quota, best, good, len(group.rated))
    if few_of(quota, len(group.rated)) is not None:
        return f"nhóm chỉ có {len(group.rated)} đơn vị, tối đa {limit}; vượt {best - limit}"
    words = level_name(review, roles(review).good) + (f" trở lên: {good} + {best}" if base != good else "")
    exactly = f"{float(share):.2f}".rstrip("0").rstrip(".").replace(".", ",")
    rounding = {"xuong": "làm tròn xuống", "len": "làm tròn lên", "gan-nhat": "làm tròn đến số gần nhất"}
    rounded = f", {rounding[quota.rounding]} là {limit}" if share != limit else ""
    return f"tối đa {in_per_cent(quota.share)} × {base} ({words}) = {exactly}{rounded}; vượt {best - limit}"


def _most(profile: LegalProfile) -> float:
    """The highest share that any quota of the regime may be raised to, 0 when none may."""
    rating = profile.rating
    quotas = (rating.member_quota, rating.organisation_quota, rating.collective_quota, rating.title_quota)
    return max((quota.most for quota in quotas if quota.most is not None), default=0.0)


def _may_be_raised(profile: LegalProfile) -> bool:
    return _most(profile) > 0


@rule("HM-05", "Hạn mức cao hơn phải có quyết định và không quá mức cao nhất của quy định", asked=_may_be_raised)
def higher_shares(review: Review) -> Iterator[Hit]:
    """A share a competent body allowed is for a group there is, and not above the regime's most."""
    most, known = _most(review.profile), _codes(review) if review.period.higher_quotas else ()
    for index, higher in enumerate(review.period.higher_quotas):
        if higher.group not in known:
            where = Where("ky", "", ("han_muc_cao_hon", index, "nhom"))
            yield Hit(f"Không có nhóm tính hạn mức “{higher.group}”", where, f"ghi một trong: {', '.join(known)}")
        if higher.share > most:
            message = f"Nhóm “{higher.group}” được {in_per_cent(higher.share)}, cao hơn mức tối đa {in_per_cent(most)}"
            where = Where("ky", "", ("han_muc_cao_hon", index, "ty_le"))
            yield Hit(message, where, f"ghi không quá {in_per_cent(most)}", higher.group)


def _codes(review: Review) -> tuple[str, ...]:
    """The codes of all groups of the season."""
    rating = review.profile.rating
    kinds = (*rating.organisation_quota.kinds, *rating.collective_quota.kinds)
    return (review.period.office.code, *kinds, *(group.code for group in _titles(review)))

"""What each packet holds and in which order: the regime's parts applied to the season's facts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from vanban.errors import Problem, ProfileError, UsageError
from vanban.forms import BUILDERS
from vanban.model.collective import Collective
from vanban.model.fact import Fact
from vanban.model.individual import Individual
from vanban.model.packet import Annex, EnclosedFile, Heading, PacketPlan, Paper, Planned, PlannedPart
from vanban.model.profile import Form, PacketRule, Part
from vanban.model.review import About, Review
from vanban.model.state_paper import StatePaper
from vanban.viet import name_key

_ENCLOSED = "Tài liệu kèm theo"
_SEASON = "ky"
_OWN = "$"


def plan_packets(review: Review, folder: Path, wanted: Sequence[str] = ()) -> tuple[PacketPlan, ...]:
    """The packets of a season in the regime's order; only the `wanted` codes when there are any.

    Raises:
        UsageError: a wanted packet does not exist.
        ProfileError: a part of the regime asks for something the facts do not have.
    """
    return chosen(review, tuple(p for rule in review.profile.packets for p in _packets(review, folder, rule)), wanted)


def chosen(review: Review, plans: Sequence[PacketPlan], wanted: Sequence[str]) -> tuple[PacketPlan, ...]:
    """Those of all plans that are `wanted`, all when none is named; raises as `plan_packets`."""
    known = [plan.code for plan in plans]
    unknown = [code for code in wanted if code not in known]
    if unknown:
        problems = (
            Problem("LH-01", f"Không có hồ sơ “{code}”", "--ho-so", f"các hồ sơ của kỳ: {', '.join(known)}")
            for code in unknown
        )
        raise UsageError(*problems)
    _refuse_strange_enclosures(review, known)
    return tuple(plan for plan in plans if not wanted or plan.code in wanted)


def packet_codes(review: Review) -> tuple[str, ...]:
    """The codes of all packets of a season."""
    return tuple(plan.code for plan in plan_packets(review, Path()))


def _refuse_strange_enclosures(review: Review, known: Sequence[str]) -> None:
    strange = [e for e in review.period.enclosures if e.packet not in known]
    if strange:
        remedy = f"các hồ sơ của kỳ: {', '.join(known)}"
        raise UsageError(
            *(
                Problem("LH-02", f"Tài liệu “{e.code}” thuộc hồ sơ không có: “{e.packet}”", "ky.yaml", remedy)
                for e in strange
            )
        )


def _packets(review: Review, folder: Path, rule: PacketRule) -> Iterable[PacketPlan]:
    pools = [_Pool(review, part) for part in rule.parts]
    if rule.per_collective is None:
        office = review.collectives[review.period.office.code]
        return [_packet(review, folder, rule, office, pools)]
    owners = [c for c in review.collectives.values() if c.kind == rule.per_collective]
    return [_packet(review, folder, rule, owner, pools) for owner in owners]


class _Pool:
    """The nouns of a part, sorted by the packet's own collective once, however many packets there are."""

    def __init__(self, review: Review, part: Part) -> None:
        self.part = part
        self._every = _nouns(review, part)
        self._key = next((key for key, values in part.where.items() if tuple(values) == (_OWN,)), None)
        self._by_owner: dict[Any, list[About]] = {}
        for noun in self._every if self._key else ():
            self._by_owner.setdefault(_value(noun, self._key or "", part), []).append(noun)

    def of(self, owner: Collective) -> list[About]:
        """The nouns that stand in this part of the packet of a collective, in the order of the facts."""
        near = self._every if self._key is None else self._by_owner.get(owner.code, ())
        return [noun for noun in near if _has(noun, self.part.where, self.part, owner)]


def _packet(review: Review, folder: Path, rule: PacketRule, owner: Collective, pools: Sequence[_Pool]) -> PacketPlan:
    words = {"ma": owner.code, "ten": owner.name, "nam": str(review.period.year)}
    code = rule.code.format(**words)
    parts: list[PlannedPart] = []
    annexes = 0
    for part, pool in zip(rule.parts, pools, strict=True):
        papers = _papers(review, pool, owner, annexes)
        annexes += len(papers) if part.annex else 0
        if papers:
            parts.append(PlannedPart(part.title, papers))
    enclosed = tuple(_enclosed(review, folder, code))
    if enclosed:
        parts.append(PlannedPart(_ENCLOSED, enclosed))
    return PacketPlan(code, tuple(line.format(**words) for line in rule.title), owner.code, tuple(parts))


def _papers(review: Review, pool: _Pool, owner: Collective, annexes: int) -> tuple[Paper, ...]:
    part = pool.part
    forms = [form for code in part.forms if (form := review.profile.form(code)).used]
    nouns = _sorted(pool.of(owner), part, owner)
    wanted = [(form, noun) for noun in nouns for form in forms if _made_for(review, noun, form, part, owner)]
    return tuple(
        planned(review, form, noun, Annex(index, form.name) if part.annex else None)
        for index, (form, noun) in enumerate(wanted, annexes + 1)
    )


def planned(review: Review, form: Form, about: About, annex: Annex | None = None) -> Planned:
    """One paper: its stable key, its heading, and the series it is numbered in."""
    heading = BUILDERS[form.code].heading(review, about)
    code = getattr(about, "code", None)
    key = f"{form.code}.{code}" if code else form.code
    if isinstance(about, StatePaper):
        series, notation = review.state_series(about), review.state_notation(about)
        return Planned(key, form, about, code, heading, series, notation, annex)
    if form.kind is None or heading.issuer is None:
        return Planned(key, form, about, code, heading, None, "", annex)
    issuer = review.collectives[heading.issuer]
    series = review.series(issuer, form.kind)
    return Planned(key, form, about, code, heading, series, review.notation(issuer, form.kind), annex)


def _nouns(review: Review, part: Part) -> Sequence[About]:
    sources: dict[str, Sequence[About]] = {
        "ky": (review.period,),
        "tap-the": tuple(review.collectives.values()),
        "ca-nhan": tuple(review.individuals.values()),
        "cuoc-hop": tuple(review.meetings.values()),
        "goi-y": review.period.suggestions,
        "xep-loai-lai": review.period.re_ratings,
        "nha-nuoc": review.period.state_papers,
    }
    return sources[part.about]


def _made_for(review: Review, noun: About, form: Form, part: Part, owner: Collective) -> bool:
    """Whether the facts a form lives on are there, and its builder has something to say."""
    present = all(_needed(review, noun, key, part) not in (None, "", (), {}) for key in form.needs)
    return present and _has(noun, form.when, part, owner) and BUILDERS[form.code].called_for(review, noun)


def _needed(review: Review, noun: About, key: str, part: Part) -> Any:
    """The fact of a key; `ky.van_ban.goi-y` is a fact of the season, whatever the form is about."""
    head, _, rest = key.partition(".")
    return _value(review.period, rest, part) if head == _SEASON and rest else _value(noun, key, part)


def _has(noun: About, wanted: Mapping[str, Sequence[str]], part: Part, owner: Collective) -> bool:
    return all(_among(_typed(_value(noun, key, part)), values, owner) for key, values in wanted.items())


def fits(about: Fact, form: Form) -> bool:
    """Whether the facts of a noun have the values a form asks for, whatever else they still lack."""
    names = _names(type(about))
    return all(_typed(getattr(about, names[key], None)) in values for key, values in form.when.items() if key in names)


def _among(value: Any, values: Sequence[str], owner: Collective) -> bool:
    return value in values or (_OWN in values and bool(value == owner.code))


def _typed(value: Any) -> Any:
    """A yes or no as clerks type it: `lanh_dao = ["co"]` is a condition like any other."""
    return {True: "co", False: "khong"}[value] if isinstance(value, bool) else value


def _value(noun: Fact | Mapping[str, Any], key: str, part: Part) -> Any:
    """The fact of a Vietnamese key, `muc.muc_con` reaching into facts within facts; None where a list has no such."""
    head, _, rest = key.partition(".")
    if isinstance(noun, Mapping):
        value = noun.get(head)
        return _value(value, rest, part) if rest and value is not None else value
    names = _names(type(noun))
    if head in names:
        value = getattr(noun, names[head])
        return _value(value, rest, part) if rest and value is not None else value
    known = ", ".join(sorted(names))
    message = f"Phần hồ sơ “{part.title}” lọc theo “{key}”, dữ kiện không có mục này"
    raise ProfileError.say("CD-14", message, "che-do.toml", f"các mục: {known}")


@cache
def _names(kind: type[Fact]) -> Mapping[str, str]:
    """The attribute behind every Vietnamese key of a kind of fact."""
    return {str(field.alias): name for name, field in kind.model_fields.items()}


def _sorted(nouns: list[About], part: Part, owner: Collective) -> list[About]:
    """Nouns in the order the part asks for; individuals only can be sorted by post or name."""
    if part.order == "khai-bao":
        return sorted(nouns, key=lambda noun: _places(noun, part))
    people = [noun for noun in nouns if isinstance(noun, Individual)]
    posts = {member.person: index for index, member in enumerate(owner.members)}
    if part.order == "ten":
        return [*sorted(people, key=lambda p: (name_key(p.full_name), p.birth_date))]
    last = len(posts)
    return [*sorted(people, key=lambda p: (posts.get(p.code, last), name_key(p.full_name), p.birth_date))]


def _places(noun: About, part: Part) -> tuple[int, ...]:
    """Where a noun's values stand in the part's own lists: `loai = ["dang-uy", "chi-bo"]` is an order too."""
    chosen = ((values, _value(noun, key, part)) for key, values in part.where.items())
    return tuple(values.index(value) if value in values else 0 for values, value in chosen)


def _enclosed(review: Review, folder: Path, packet: str) -> Iterable[EnclosedFile]:
    for enclosure in review.period.enclosures:
        if enclosure.packet == packet:
            heading = Heading("", enclosure.subject, enclosure.author, enclosure.promulgation_date)
            key = f"kem-theo.{enclosure.code}"
            yield EnclosedFile(
                key, tuple(folder / "ho-so" / name for name in enclosure.files), heading, enclosure.number
            )

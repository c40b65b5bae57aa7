"""Forms for people to write in: the regime's own papers, made of trial facts, with the answer places open.

No form says where its answers stand. Each is filled a few times with trial values; what appears, and how it varies,
shows the places (`intake.word.trial`). A regime only names the facts people write in a form (`dien`).
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, cast

from vanban.build.planning import fits, planned
from vanban.errors import DataError, Problem, ProfileError
from vanban.forms import BUILDERS, Request
from vanban.intake.facts import Facts, Noun
from vanban.intake.validate import to_fact
from vanban.intake.word import (
    Asked,
    Identity,
    Place,
    Shape,
    Spot,
    Trials,
    completed,
    make_form,
    numbered,
    places_of,
    refound,
    shape_of,
    spots_of,
    trials_of,
    unplaced,
)
from vanban.intake.yaml_file import Source
from vanban.model.collective import Collective
from vanban.model.individual import Individual
from vanban.model.packet import PacketPlan
from vanban.model.period import Period
from vanban.model.profile import Form
from vanban.model.review import About, Review
from vanban.render import render
from vanban.settings import find_profile

_MODELS: Final[Mapping[str, type[Collective] | type[Individual]]] = {"tap-the": Collective, "ca-nhan": Individual}
_ABOUT: Final[Mapping[type, str]] = {Collective: "tap-the", Individual: "ca-nhan"}


@dataclass(frozen=True, slots=True)
class EntryForm:
    """Phiếu điền: one form for one noun; `places` are its open places, `docx` its file."""

    identity: Identity
    form: Form
    name: str
    docx: bytes
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Maker:
    """Nơi lập phiếu: the season as far as its facts go, with stubs for what nobody has written yet."""

    facts: Facts
    review: Review
    folder: Path
    problems: tuple[Problem, ...]
    shapes: dict[tuple[str, ...], Shape] = field(default_factory=dict, compare=False, repr=False)
    made: dict[tuple[str, str, str], EntryForm] = field(default_factory=dict, compare=False, repr=False)

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms people write in."""
        return tuple(form for form in self.facts.profile.forms if form.answers and form.used)

    def forms_for(self, noun: Noun) -> list[Form]:
        """The forms one person or collective has to write."""
        kinds = {form.code: _ABOUT.get(BUILDERS[form.code].about) for form in self.forms}
        if noun.kind == "ca-nhan" and noun.tree.get("mien_kiem_diem"):
            return []
        return [form for form in self.forms if kinds[form.code] == noun.kind and self._asked_for(form, noun)]

    def _asked_for(self, form: Form, noun: Noun) -> bool:
        about = (self.review.individuals if noun.kind == "ca-nhan" else self.review.collectives)[noun.code]
        of_season = [key.split(".")[1:] for key in form.needs if key.startswith("ky.")]
        return fits(about, form) and all(_reach(self.facts.period, route) for route in of_season)

    def nouns(self) -> Iterator[Noun]:
        """Collectives and people that can be asked: whatever is wrong with the others has been told."""
        for kind, known in (("tap-the", self.review.collectives), ("ca-nhan", self.review.individuals)):
            yield from (noun for noun in self.facts.of(kind) if noun.code in known)

    def asked(self, noun: Noun) -> Asked:
        """A noun as somebody to be asked."""
        return Asked(self.facts.profile, noun.kind, noun.tree)

    def make(self, noun: Noun, form: Form, blank: bool = False) -> EntryForm:
        """The form for one noun; what the facts say already stands in it unless it is to be `blank`.

        Raises:
            ProfileError: the form's paper has no room for a fact that the regime asks for in it.
        """
        asked = self.asked(noun)
        places = places_of(form, asked)
        trials = trials_of(form, asked, places, self.review.period.year)
        first = self._paper(noun, form, trials.trees[0])
        if blank:
            trials = _blank(trials)
            places = tuple(replace(place, present=None) for place in places)
        spots = self._spots(noun, form, trials, first)
        lost = unplaced(places, spots)
        if lost:
            named = ", ".join(place.key for place in lost[:5])
            remedy = "thêm chỗ in vào mẫu Word, hoặc bỏ khỏi mục dien"
            raise ProfileError.say("CD-41", f"Mẫu “{form.code}” không in: {named}", "che-do.toml", remedy)
        counted = numbered(first, spots)
        places = tuple(replace(place, numbered=place.key in counted) for place in places)
        identity = Identity(self.facts.folder.name, form.code, noun.kind, noun.code)
        return EntryForm(identity, form, noun.name, make_form(first, spots, identity), places)

    def _spots(self, noun: Noun, form: Form, trials: Trials, first: bytes) -> list[Spot]:
        """Where the answers stand: as on the form of somebody like this one, else found by all trials."""
        key = (form.code, *(place.key for place in (*trials.signs.values(), *trials.days.values(), *trials.words)))
        shape = self.shapes.get(key)
        spots = refound(first, shape, trials) if shape is not None else None
        if spots is None:
            others = (self._paper(noun, form, tree) for tree in trials.trees[1:])
            spots = spots_of([first, *others], trials, form.code)
            self.shapes[key] = shape_of(first, spots)
        return spots

    def form_of(self, noun: Noun, form: Form) -> EntryForm:
        """The form as it goes out, made once.

        Raises:
            ProfileError: as `make`.
        """
        key = (noun.kind, noun.code, form.code)
        if key not in self.made:
            self.made[key] = self.make(noun, form)
        return self.made[key]

    def _paper(self, noun: Noun, form: Form, tree: dict[str, Any]) -> bytes:
        about, problems = to_fact(_MODELS[noun.kind], Source(noun.file, tree, {}))
        if about is None:
            raise ProfileError(*(replace(p, code="CD-42", place=f"che-do.toml, mẫu {form.code}") for p in problems))
        review = _with(self.review, about)
        request = Request(review, planned(review, form, about), PacketPlan("", (), self._branch(about), ()))
        return render(self.folder / form.template, BUILDERS[form.code].context(request), f"{form.code}.{noun.code}")

    def _branch(self, about: About) -> str:
        return about.branch if isinstance(about, Individual) else str(getattr(about, "code", ""))


def _reach(tree: Any, route: Sequence[str]) -> Any:
    for step in route:
        tree = tree.get(step) if isinstance(tree, Mapping) else None
    return tree


def _with(review: Review, about: About) -> Review:
    """The review with one noun put in the place of its own."""
    if isinstance(about, Collective):
        return replace(
            review, collectives=ChainMap({about.code: about}, cast(dict[str, Collective], review.collectives))
        )
    assert isinstance(about, Individual)
    return replace(review, individuals=ChainMap({about.code: about}, cast(dict[str, Individual], review.individuals)))


def _blank(trials: Trials) -> Trials:
    return replace(
        trials,
        signs={sign: replace(place, present=None) for sign, place in trials.signs.items()},
        days={day: replace(place, present=None) for day, place in trials.days.items()},
        words={replace(place, present=None): word for place, word in trials.words.items()},
    )


def maker_of(facts: Facts, root: Path) -> Maker:
    """What forms are made from; reports and self-criticisms need not be there yet.

    Raises:
        DataError: the season itself (`ky.yaml`) is incomplete.
        ProfileError: the regime is missing.
    """
    period, problems = to_fact(Period, Source("ky.yaml", facts.period, {}))
    if period is None:
        raise DataError(*problems)
    told: list[Problem] = []
    collectives = _read(facts, "tap-the", Collective, told)
    individuals = _read(facts, "ca-nhan", Individual, told)
    told += _homeless(collectives, individuals)
    people = {code: person for code, person in individuals.items() if person.branch in collectives}
    review = Review(facts.folder.name, period, facts.profile, collectives, people, {})
    return Maker(facts, review, find_profile(root, period.profile), tuple(told))


def _read(facts: Facts, kind: str, model: Any, told: list[Problem]) -> dict[str, Any]:
    """The nouns of a kind; what they are to write themselves is stubbed, what else is missing is told."""
    found: dict[str, Any] = {}
    for noun in facts.of(kind):
        fact, _ = to_fact(model, Source(noun.file, noun.tree, {}))
        if fact is None:
            asked = Asked(facts.profile, kind, noun.tree)
            fact, problems = to_fact(model, Source(noun.file, completed(asked, deepcopy(noun.tree)), {}))
            told += [replace(p, severity="canh-bao") for p in problems]
        if fact is not None:
            found[noun.code] = fact
    return found


def _homeless(collectives: Mapping[str, Collective], individuals: Mapping[str, Individual]) -> list[Problem]:
    return [
        Problem("PM-01", f"{person.full_name} ({code}) thuộc chi bộ không có: “{person.branch}”",
                f"ca-nhan/{code.lower()}.yaml", "sửa mã chi bộ", "canh-bao")
        for code, person in individuals.items()
        if person.branch not in collectives
    ]  # fmt: skip

"""The rules of form put to the papers of a build.

A template is judged in full once, on the first paper made from it; every other paper only for what its own facts can
break. A paper finished by hand is judged in full. What the rules said is kept with the paper's content.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, TypeAlias

from vanban.build.form_store import form_store, verdict_key
from vanban.build.papers import Press
from vanban.errors import Problem
from vanban.model.document import NamedSigner, Series
from vanban.model.fact import Fact
from vanban.model.packet import Converted, PacketPlan, Paper, Planned
from vanban.model.review import Review
from vanban.register import VOID, Entry
from vanban.store import key_of
from vanban.the_thuc.classes import codes_of
from vanban.the_thuc.document import Document, FormClass, Known, Member, Packet, Registered, Status
from vanban.the_thuc.examine import KINDS, Source, examine
from vanban.the_thuc.judge import Verdict, joined, judge, judge_packet, member_of
from vanban.the_thuc.rule import RULES, Profile
from vanban.the_thuc.softening import Softening, soften

_ARCHIVAL: Final = "luu-tru"
Ident: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FormVerdict:
    """Kết quả thể thức của một hồ sơ: its papers' verdicts by key, that of the whole, and what was softened."""

    plan: PacketPlan
    papers: Mapping[str, Verdict]
    whole: Verdict
    aside: tuple[tuple[Problem, Softening], ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Everything together."""
        return joined((self.whole, *self.papers.values()))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything found, papers in packet order."""
        return tuple(_placed(item.problem) for item in self.verdict.found)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops the packet."""
        return tuple(problem for problem in self.problems if problem.severity == "loi")


def _placed(problem: Problem) -> Problem:
    """The problem with the paper's key before its place: a clerk must know which of many papers is meant."""
    return replace(problem, place=f"{problem.file}, {problem.place}")


class Judge:
    """Người xét thể thức of one build."""

    def __init__(
        self, press: Press, full: Container[Ident], entries: Sequence[Entry], softenings: Sequence[Softening]
    ) -> None:
        self._press = press
        self._store = form_store(press.store)
        self._full = full
        self._entries = tuple(entries)
        self._softenings = tuple(softenings)
        self._review = press.season.review
        profile = self._review.profile
        self._codes: dict[str, frozenset[str]] = {
            rules.code: codes_of(rules.judged, rules.spared) for rules in profile.class_rules
        }
        self._style = KINDS[profile.form_style]
        self._facts = frozenset(code for code, rule in RULES.items() if rule.facts)
        self._read: dict[str, Member] = {}

    @cached_property
    def common_mark(self) -> str:
        """The digest of what every paper is judged by: who is in the season, who may sign."""
        return key_of(self._common)

    @cached_property
    def register_mark(self) -> str:
        """The digest of the numbers that were given."""
        return key_of(self._rows)

    @cached_property
    def softenings_mark(self) -> str:
        """The digest of the rules that the office has softened."""
        return key_of(self._softenings)

    def packets(self, members: Mapping[str, tuple[PacketPlan, Sequence[Converted]]]) -> dict[str, FormVerdict]:
        """What the rules say of every packet, its archival papers included, by code."""
        papers = {ident_of(plan, p.paper): p for plan, held in members.values() for p in held}
        verdicts = {ident: self._paper(ident[1], paper, ident in self._full) for ident, paper in papers.items()}
        return {code: self._packet(plan, held, verdicts) for code, (plan, held) in members.items()}

    def prepare(self, ident: Ident, paper: Converted) -> None:
        """Read and judge a paper before its packet is there: `packets` finds it done."""
        self._paper(ident[1], paper, ident in self._full)
        if _is_member(paper):
            self._member(paper)

    def forget(self) -> None:
        """The packets of the papers that were read are judged: nothing of them is needed any more."""
        self._read.clear()

    def _paper(self, key: str, paper: Converted, in_full: bool) -> Verdict:
        """The verdict on a paper; of one that had to be read what the rules of a packet need is kept."""
        form_class = _class_of(paper)
        codes = self._codes.get(form_class, frozenset(RULES))
        codes = codes if in_full else codes & self._facts
        known = self._known(paper)
        looks = (self._press.converter.mark, self._press.faces_mark)
        depends = (looks, self._profile(paper), form_class, sorted(codes), self._mark_of(known), paper.paper.heading)
        mark = verdict_key(_content(paper), *depends)
        kept = self._store.get(mark, key)
        if kept is not None:
            return kept
        document = self._examined(paper, with_pages=self._press.converter.real)
        if paper.word is not None and _is_member(paper):
            self._note(paper, document)
        verdict = judge(document, codes)
        verdict = _as_warnings(verdict) if paper.foreign else verdict
        self._store.put(mark, verdict)
        return verdict

    def _packet(
        self,
        plan: PacketPlan,
        papers: Sequence[Converted],
        found: Mapping[Ident, Verdict],
    ) -> FormVerdict:
        """The verdicts of its papers and of all together, under the office's settings."""
        whole = self._whole(plan.code, [p for p in papers if _is_member(p)])
        softened = {p.paper.key: soften(found[ident_of(plan, p.paper)], self._softenings) for p in papers}
        together = soften(whole, self._softenings)
        aside = tuple((f.problem, s) for part in (*softened.values(), together) for f, s in part.aside)
        return FormVerdict(plan, {key: part.verdict for key, part in softened.items()}, together.verdict, aside)

    def _whole(self, code: str, papers: Sequence[Converted]) -> Verdict:
        term = self._review.period.term
        contents = [(_class_of(p), key_of(_content(p)), self._mark_of(self._known(p))) for p in papers]
        mark = verdict_key(code, contents, self.register_mark, term, self._style)
        kept = self._store.get(mark, code)
        if kept is not None:
            return kept
        members = tuple(map(self._member, papers))
        packet = Packet(name=code, members=members, register=self._rows, terms=((term.first_day, term.last_day),))
        verdict = judge_packet(packet)
        self._store.put(mark, verdict)
        return verdict

    def _member(self, paper: Converted) -> Member:
        """What the rules of a packet need of a paper."""
        key = paper.paper.key
        if key not in self._read:
            kept = self._store.member(self._notes_key(paper), self._common.persons)
            if kept is None:
                self._note(paper, self._examined(paper, with_pages=False))
            else:
                self._read[key] = kept
        return self._read[key]

    def _note(self, paper: Converted, document: Document) -> None:
        """Keep what the rules of a packet need of a paper that was read."""
        member = self._read[paper.paper.key] = member_of(document)
        self._store.put_member(self._notes_key(paper), member, self._common.persons)

    def _notes_key(self, paper: Converted) -> str:
        known = self._mark_of(self._known(paper))
        return verdict_key("ghi", paper.paper.key, _content(paper), self._profile(paper), _class_of(paper), known)

    def _examined(self, paper: Converted, with_pages: bool) -> Document:
        pdf = paper.own.read_bytes() if with_pages or paper.word is None else None
        docx = paper.word.read_bytes() if paper.word is not None else None
        source = Source(name=paper.paper.key, docx=docx, pdf=pdf)
        form_class = _class_of(paper)
        return examine(source, self._profile(paper), form_class, self._known(paper))

    def _profile(self, paper: Converted) -> Profile | None:
        """The regime's style; a specialised form with a day goes by that day: a pledge of the year's start."""
        form_class = _class_of(paper)
        if form_class == "nha-nuoc":
            return "S"
        return None if form_class == "bieu-mau" and paper.paper.heading.promulgation_date else self._style

    def _known(self, paper: Converted) -> Known:
        """What the season knows of the paper."""
        known = replace(self._common, day=paper.paper.heading.promulgation_date)
        if not isinstance(paper.paper, Planned):
            return known
        planned = paper.paper
        issuer = self._issuers.get(planned.heading.issuer or "")
        issued: Status = "phat-hanh" if paper.number else "du-thao"
        return replace(
            known,
            issuer=issuer,
            number=paper.number if planned.series else None,
            status=issued if planned.series else None,
        )

    def _mark_of(self, known: Known) -> str:
        """The digest of what is known of a paper; the season's many names, the same for all, are digested once."""
        return key_of(self.common_mark, replace(known, persons=(), signers=(), library=None))

    @cached_property
    def _rows(self) -> tuple[Registered, ...]:
        return tuple(_registered(entry) for entry in self._entries if entry.state != VOID)

    @cached_property
    def _issuers(self) -> dict[str, str]:
        """The printed name of every body that issues papers, by code."""
        ours = {unit.code: " ".join(unit.header) for unit in self._review.collectives.values()}
        return ours | {body.code: " ".join(body.header) for body in self._review.period.state_bodies}

    @cached_property
    def _common(self) -> Known:
        persons = tuple(person.full_name for person in self._review.individuals.values())
        period = self._review.period
        library = self._review.library
        signers, duplex = _signers(self._review), period.binding.duplex
        return Known(persons=persons, signers=signers, host_place=period.office.place, duplex=duplex, library=library)


def _is_member(paper: Converted) -> bool:
    """Whether the rules of a whole packet look at it: its own papers, neither covers nor files of other people."""
    return not paper.foreign and _class_of(paper) != _ARCHIVAL


def _as_warnings(verdict: Verdict) -> Verdict:
    """The verdict on a file that others made: nothing in it stops a packet."""
    found = (replace(item, severity="canh-bao") if item.severity == "loi" else item for item in verdict.found)
    return replace(verdict, found=tuple(found))


def ident_of(plan: PacketPlan, paper: Paper) -> Ident:
    """The packet, where it has a paper of its own under a key that others use too, and the key."""
    own = isinstance(paper, Planned) and paper.form.form_class == _ARCHIVAL
    return (plan.code if own else "", paper.key)


def judged_in_full(
    plans: Sequence[PacketPlan], frames: Mapping[str, Sequence[Planned]], by_hand: Container[str]
) -> frozenset[Ident]:
    """The papers judged by every rule: the first of each template, and all that this program did not lay out itself.

    `frames` are the archival papers a packet may have; `by_hand` are the keys of papers finished or signed elsewhere.
    """
    first: dict[str, Ident] = {}
    others: set[Ident] = set()
    for plan in plans:
        for paper in (*frames[plan.code], *plan.papers):
            if not isinstance(paper, Planned) or paper.key in by_hand:
                others.add(ident_of(plan, paper))
            else:
                first.setdefault(paper.form.template, ident_of(plan, paper))
    return frozenset(first.values()) | others


def _class_of(paper: Converted) -> FormClass:
    """The class of its form; what others made is judged as an enclosure."""
    return paper.paper.form.form_class if isinstance(paper.paper, Planned) and not paper.foreign else "kem-theo"


def _content(paper: Converted) -> bytes:
    return (paper.word or paper.own).read_bytes()


def _registered(entry: Entry) -> Registered:
    series = entry.series
    return Registered(_name(series), entry.number.number, str(entry.number), entry.day)


def _name(series: Series) -> str:
    return f"{series.issuer}/{series.kind}/{series.scope}"


def _signers(review: Review) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Everyone who may sign a paper of the season, each with the posts the facts give them."""
    posts: dict[str, set[str]] = {}
    for person in review.individuals.values():
        held = f"{person.party_post}, {person.state_post}".split(", ")
        posts[person.full_name] = {post for post in held if post}
    for fact in _facts([review.period, *review.collectives.values(), *review.individuals.values()]):
        signer = fact if isinstance(fact, NamedSigner) else getattr(fact, "signer", None)
        if signer:
            found = posts.setdefault(_name_of(review, signer), set())
            found |= {post for post in (getattr(fact, "position", ""),) if post}
    return tuple((name, tuple(sorted(found))) for name, found in sorted(posts.items()))


def _name_of(review: Review, signer: str | NamedSigner) -> str:
    """The name behind a code, or the name itself where the facts give one."""
    return signer if isinstance(signer, str) and signer not in review.individuals else review.signer_name(signer)


def _facts(values: Iterable[Any]) -> Iterator[Fact]:
    """Every fact within these values, at any depth."""
    for value in values:
        if isinstance(value, Fact):
            yield value
            yield from _facts(getattr(value, name) for name in type(value).model_fields)
        elif isinstance(value, Mapping):
            yield from _facts(value.values())
        elif isinstance(value, tuple | list):
            yield from _facts(value)

"""Rules put to a document or a packet: what each found, and which could not be judged."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Final, NamedTuple, TypeVar, cast

import vanban.the_thuc.rules
from vanban.errors import Problem, Severity
from vanban.the_thuc.document import Document, Member, Packet
from vanban.the_thuc.law import HD05_FROM
from vanban.the_thuc.parts import Parts
from vanban.the_thuc.rule import NOTES, RULES, Finding, NotConcerned, NotJudged, Profile, Rule

Shared = TypeVar("Shared", bound=Hashable)
# Words of Word's own menus keep their capital.
_NAMES: Final = ("Word", "Paragraph", "Table")
_ONE: Final[dict[tuple[Hashable, ...], object]] = {}
_MOST_SHARED: Final = 2048
_NO_VIEW: Final = {"docx": "cần tệp Word", "pdf": "cần tệp PDF", "both": "cần cả tệp Word và tệp PDF"}


def _within(sentence: str) -> str:
    """The sentence as it stands behind `cách sửa:`."""
    first = sentence[:1] if sentence.startswith(_NAMES) or sentence[1:2].isupper() else sentence[:1].lower()
    return (first + sentence[1:]).removesuffix(".")


@dataclass(frozen=True, slots=True)
class Found:
    """Điều phát hiện with its rule, document and severity there."""

    rule: Rule
    document: str
    finding: Finding
    severity: Severity

    @property
    def problem(self) -> Problem:
        """The finding as people are told: what is wrong — where — what to do."""
        rule, finding = self.rule, self.finding
        message = rule.sentence.removesuffix(".") + (f": {finding.seen}" if finding.seen else "")
        remedy, basis = _within(finding.remedy or rule.fix), rule.clause.removesuffix(".")
        return Problem(rule.code, message, finding.place.label, remedy, self.severity, self.document, basis)


class Unjudged(NamedTuple):
    """Quy tắc không xét được, and why."""

    rule: Rule
    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Kết quả xét: findings in order of rules, what could not be judged, and the codes of the rules that were."""

    found: tuple[Found, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()
    judged: frozenset[str] = frozenset()

    def count(self, severity: Severity) -> int:
        """How many findings are that grave."""
        return sum(item.severity == severity for item in self.found)


def joined(verdicts: Iterable[Verdict]) -> Verdict:
    """Several verdicts as one, in their order."""
    every = tuple(verdicts)
    found = chain.from_iterable(verdict.found for verdict in every)
    unjudged = chain.from_iterable(verdict.unjudged for verdict in every)
    return Verdict(tuple(found), tuple(unjudged), frozenset().union(*(v.judged for v in every)))


def shared(value: Shared) -> Shared:
    """The one value for all that are equal, part by part: what is said of thousands of papers is held once.

    Equal values of different kinds (1 and True, a place and a plain tuple) stay apart, parts of tuples too.
    """
    if len(_ONE) >= _MOST_SHARED:
        _ONE.clear()
    key: tuple[Hashable, ...] = (type(value), value)
    if isinstance(value, tuple):
        parts = [shared(part) for part in value]
        key = (type(value), *map(id, parts))
        value = cast(Shared, tuple.__new__(type(value), parts))
    return cast(Shared, _ONE.setdefault(key, value))


def profile_for(parts: Parts, day: date | None = None) -> Profile:
    """The profile of a document by its head and the day it bears, `day` when it bears none (the rule table, 0.1)."""
    if parts.head == "nha-nuoc":
        return "S"
    bears = parts.day or day
    return "P18" if bears is not None and bears < HD05_FROM else "P26"


def judge(document: Document, codes: Collection[str] | None = None) -> Verdict:
    """Every rule of the document's profile, or those of `codes`, put to one document."""
    rules = (r for r in _asked(codes) if r.view != "packet" and document.profile in r.severities)
    return _all(((rule, document.profile) for rule in rules), document)


def member_of(document: Document) -> Member:
    """What the rules that speak of several documents together need of one; nothing of it is kept."""
    notes = shared_notes([note(document) for note in NOTES], document.known.persons)
    return Member(name=document.name, profile=document.profile, form_class=document.form_class, notes=notes)


def shared_notes(notes: Iterable[Any], persons: Sequence[str]) -> tuple[Any, ...]:
    """What was noted of a document, held once for all of which the same was; the long list of persons is one anyhow."""
    return tuple(note if note is persons else shared(note) for note in notes)


def judge_packet(packet: Packet, codes: Collection[str] | None = None) -> Verdict:
    """The rules that speak of several documents together, each under the first profile it knows."""
    profiles = [member.profile for member in packet.members]
    rules = (r for r in _asked(codes) if r.view == "packet")
    return _all(((r, p) for r in rules if (p := next((p for p in profiles if p in r.severities), None))), packet)


def _all(rules: Iterable[tuple[Rule, Profile]], subject: Document | Packet) -> Verdict:
    found: list[Found] = []
    unjudged: list[Unjudged] = []
    judged: set[str] = set()
    for rule, profile in rules:
        try:
            found += _put(rule, subject, profile)
            judged.add(rule.code)
        except NotJudged as why:
            unjudged.append(Unjudged(rule, subject.name, shared(str(why))))
        except NotConcerned:
            continue
    return Verdict(tuple(found), tuple(unjudged), shared(frozenset(judged)))


def _asked(codes: Collection[str] | None) -> Iterable[Rule]:
    return (RULES[code] for code in sorted(RULES if codes is None else RULES.keys() & codes))


def _put(rule: Rule, subject: Document | Packet, profile: Profile) -> list[Found]:
    """What the rule finds.

    Raises:
        NotJudged: the program cannot judge the rule, a part was not found, or the view it needs is missing.
        NotConcerned: the subject has nothing the rule speaks of.
    """
    if rule.judge is None:
        raise NotJudged(rule.reason)
    if isinstance(subject, Document):
        _must_see(rule, subject)
    findings = rule.judge(subject)  # type: ignore[arg-type]  # `view` says which of the two it takes
    return [Found(rule, subject.name, item, item.severity or rule.severities[profile]) for item in findings]


def _must_see(rule: Rule, document: Document) -> None:
    seen = {"docx": document.docx is not None, "pdf": document.pdf is not None}
    seen["both"] = all(seen.values())
    if not seen.get(rule.view, True):
        raise NotJudged(_NO_VIEW[rule.view])


assert vanban.the_thuc.rules  # entering the rules is why it is imported

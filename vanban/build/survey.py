"""What there is to do: which packets stand as they are, which are made again, and why."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vanban.build.drafts import Draft, sources_of
from vanban.build.form import Judge, judged_in_full
from vanban.build.inputs import Inputs, because_of, facts_marks
from vanban.build.judged import SeasonJudgement
from vanban.build.papers import Press
from vanban.build.planning import planned
from vanban.build.reuse import FIRST, Compared, Kept, Ledger
from vanban.build.room import give_back
from vanban.build.well_formed import Made, judge_for
from vanban.model.packet import PacketPlan, Planned
from vanban.settings import Settings
from vanban.store import key_of

_FACTS_SHELF = "du-kien"


@dataclass(frozen=True, slots=True)
class Reason:
    """Vì sao lập lại: of a paper, or of the packet itself when `key` is ""."""

    packet: str
    key: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """Việc phải làm: packets to make, packets kept by code."""

    inputs: Inputs
    ledger: Ledger
    fresh: tuple[PacketPlan, ...]
    kept: Mapping[str, Kept]
    changes: tuple[Reason, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why packets and papers were made again, those too whose entries in the store were gone or damaged."""
        named = {reason.key for reason in self.changes}
        new = {reason.packet for reason in self.changes if FIRST in reason.words}
        left = [
            Reason(plan.code, paper.key, (self.inputs.press.remade[paper.key],))
            for plan in self.fresh
            if plan.code not in new
            for paper in plan.papers
            if paper.key in self.inputs.press.remade and paper.key not in named
        ]
        return (*self.changes, *left)

    @property
    def judge(self) -> Judge:
        """Who judges their papers."""
        return self.inputs.judge

    @property
    def drafts(self) -> Mapping[str, Draft]:
        """Every paper of ours, not filled yet."""
        return self.inputs.drafts

    def touched(self, plans: Sequence[PacketPlan]) -> list[PacketPlan]:
        """Those of some packets that somebody may have changed by hand since they were put in their places."""
        if not self.inputs.press.converter.kept:
            return list(plans)
        return [plan for plan in plans if not self.ledger.untouched(plan.code, self.ledger.read(plan.code))]

    def remember(self, made: Sequence[Made]) -> None:
        """Write down what the packets that now stand in their places were made from."""
        if not self.inputs.press.converter.kept:
            return
        for item in made:
            parts, papers = self.inputs.of_packet(item.plan), self.inputs.of_papers(item.plan)
            self.ledger.write(item.packet, parts, papers, kept_of(item))
        press = self.inputs.press
        marks = json.dumps(facts_marks(press), ensure_ascii=False).encode()
        press.store.shelf(_FACTS_SHELF).put(key_of(press.season.review.code), marks)


def kept_of(item: Made) -> Kept:
    """What there is to say of a packet once it stands."""
    return Kept(item.packet, item.remarks, item.form)


def survey(
    press: Press,
    settings: Settings,
    plans: Sequence[PacketPlan],
    judgement: SeasonJudgement,
    drafts: Mapping[str, Draft],
) -> Survey:
    """What there is to do for some packets, whose papers are `drafts`."""
    give_back()
    full = judged_in_full(plans, _frames(press, plans), _foreign(press, drafts))
    judge = judge_for(press, settings, full)
    inputs = Inputs(press, judge, judgement, drafts, full, settings.max_bytes)
    ledger = Ledger(press.store, settings.output / press.season.review.code)
    if not press.converter.kept:
        return Survey(inputs, ledger, tuple(plans), {}, ())
    compared = {p.code: ledger.compare(p.code, inputs.of_packet(p), dict(inputs.of_papers(p))) for p in plans}
    fresh = tuple(plan for plan in plans if compared[plan.code].kept is None)
    kept = {code: one.kept for code, one in compared.items() if one.kept is not None}
    return Survey(inputs, ledger, fresh, kept, _reasons(inputs, fresh, compared))


def _frames(press: Press, plans: Sequence[PacketPlan]) -> dict[str, list[Planned]]:
    """The archival papers a packet may have."""
    review = press.season.review
    profile = review.profile
    codes = (profile.cover_form, profile.contents_form, profile.changes_form, profile.closing_form)
    papers = [planned(review, profile.form(code), review.period) for code in codes if code]
    return {plan.code: papers for plan in plans}


def _foreign(press: Press, drafts: Mapping[str, Draft]) -> frozenset[str]:
    """The keys of papers that were finished by hand or handed in signed."""
    return frozenset(key for key, one in drafts.items() if one.by_hand or key in press.handed.signed)


def _reasons(inputs: Inputs, fresh: Sequence[PacketPlan], compared: Mapping[str, Compared]) -> tuple[Reason, ...]:
    """Why packets and papers are made again, each changed content with the files of facts behind it."""
    if not fresh:
        return ()
    press = inputs.press
    then = press.store.shelf(_FACTS_SHELF).get(key_of(press.season.review.code))
    before, now = json.loads(then) if then else {}, facts_marks(press)
    changed = [name for name in {**now, **before} if before.get(name) != now.get(name)] if before else []
    found: list[Reason] = []
    for plan in fresh:
        one = compared[plan.code]
        found += [Reason(plan.code, "", one.reasons)] if one.reasons else []
        for key, words in (one.papers or {}).items():
            sources = sources_of(press, inputs.drafts[key]) if key in inputs.drafts else ()
            found.append(Reason(plan.code, key, because_of(words, sources, changed)))
    return tuple(found)

"""The new facts judged before anything is written: each noun by its model, then all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from pydantic import BaseModel

from vanban.errors import Problem
from vanban.intake.consistency import Sources, inconsistencies
from vanban.intake.facts import Facts, Noun, Place
from vanban.intake.validate import Origin, to_fact
from vanban.intake.workbook.gather import Draft
from vanban.intake.workbook.layout import MODELS
from vanban.intake.workbook.origin import Cells
from vanban.intake.yaml_file import Source
from vanban.model.collective import Collective
from vanban.model.individual import Individual
from vanban.model.meeting import Meeting
from vanban.model.period import Period
from vanban.model.review import Review

# what a workbook alone can set right; the rest is work still to be done (Word forms, meetings to come)
_CONTRADICTIONS: Final = frozenset(
    {f"DL-{number}" for number in (31, 32, 33, 34, 35, 36, 39, 41, 42, 43, 44, 45, 46, 47, 49, 53, 55, 60)}
)
_LATER: Final = "làm tiếp sau khi nạp"


class Judgement:
    """Collects the problems of changed nouns, and the checked nouns for the look at the whole."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.problems: list[Problem] = []
        self.missing: Counter[tuple[str, str]] = Counter()
        self.unread: set[str] = set()
        self.whole: dict[str, dict[str, Any]] = {kind: {} for kind in MODELS}
        self.origins: dict[Place, Origin] = {}

    def changed(self, draft: Draft) -> None:
        """Check a noun the workbook changes."""
        kind, code = draft.place
        model: type[BaseModel] = MODELS[kind]
        cells = Cells(draft)
        fact, problems = to_fact(model, cells)
        if fact is not None:
            self._keep(draft.place, fact, cells)
            return
        self.unread.add(code)
        for problem in problems:
            self._tell(draft, cells, problem)

    def _keep(self, place: Place, fact: BaseModel, origin: Origin) -> None:
        self.whole[place[0]][place[1]] = fact
        self.origins[place] = origin

    def _tell(self, draft: Draft, cells: Cells, problem: Problem) -> None:
        """A cell left empty is a mistake; a part nobody has written yet is work to be done."""
        route = cells.route_in(problem.message)
        lacking = problem.code == "DL-21" or "chưa có nội dung" in problem.message
        if not lacking or (cells.has_cell(*route) and draft.place[0] != "cuoc-hop"):
            self.problems.append(problem)
        elif draft.present is None and draft.place[0] == "ca-nhan" and len(route) == 1:
            self.missing[(cells.file, problem.message)] += 1
        else:
            told = f"{draft.name}: {problem.message[:1].lower()}{problem.message[1:]}"
            self.problems.append(replace(problem, code="NB-40", message=told, remedy=_LATER, severity="goi-y"))

    def unchanged(self, noun: Noun) -> None:
        """Take a noun the workbook leaves as it is; what is wrong with it `kiem-du-lieu` tells."""
        source = Source(noun.file, noun.tree, {})
        fact, _ = to_fact(MODELS[noun.kind], source)
        if fact is None:
            self.unread.add(noun.code)
        else:
            self._keep((noun.kind, noun.code), fact, source)

    def together(self) -> None:
        """Check that codes lead somewhere and nobody stands twice; only what the workbook itself says is told."""
        period = self.whole["ky"].get("")
        if not isinstance(period, Period):
            return
        people: dict[str, Individual] = self.whole["ca-nhan"]
        bodies: dict[str, Collective] = self.whole["tap-the"]
        meetings: dict[str, Meeting] = self.whole["cuoc-hop"]
        review = Review(self.facts.folder.name, period, self.facts.profile, bodies, people, meetings)
        sources = Sources(self.origins)
        found = inconsistencies(review, sources, self.facts.folder, self.unread, _CONTRADICTIONS)
        self.problems += [problem for problem in found if "!" in problem.place]

    def lacking_columns(self) -> Iterable[Problem]:
        """One word on each column a sheet of new people lacks, not one for each of them."""
        for (sheet, message), count in self.missing.items():
            remedy = "thêm cột này vào bảng, hoặc điền vào bảng do xuat-bang lập"
            yield Problem("NB-15", f"{message} ở {count} người mới", f"{sheet}!A1", remedy, file=sheet)


def judge(facts: Facts, drafts: Iterable[Draft], changed: set[Place], removed: set[Place]) -> list[Problem]:
    """Every problem of the new facts that is the workbook's to mend, and what is still to be done."""
    judgement = Judgement(facts)
    for draft in drafts:
        if draft.place in changed:
            judgement.changed(draft)
    for place, noun in facts.nouns.items():
        if place not in changed and place not in removed:
            judgement.unchanged(noun)
    judgement.together()
    return [*judgement.problems, *judgement.lacking_columns()]

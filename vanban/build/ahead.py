"""Papers judged while LibreOffice lays out others, so that the packet need not wait for it afterwards."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vanban.build.form import Ident, Judge, ident_of
from vanban.model.packet import Converted, PacketPlan


@dataclass(slots=True)
class Ahead:
    """Việc làm trước: papers that are there already, waiting to be judged."""

    judge: Judge
    idents: Mapping[str, Ident]
    _waiting: deque[Converted] = field(default_factory=deque)

    def take(self, paper: Converted) -> None:
        """A paper that is there."""
        self._waiting.append(paper)

    def step(self) -> bool:
        """Judge the next paper; False when none waits."""
        if not self._waiting:
            return False
        self.judge_now(self._waiting.popleft())
        return True

    def judge_now(self, paper: Converted) -> None:
        """Judge a paper that need not wait."""
        self.judge.prepare(self.idents[paper.paper.key], paper)


def ahead_of(judge: Judge, plans: Sequence[PacketPlan]) -> Ahead:
    """For the papers of some packets."""
    return Ahead(judge, {paper.key: ident_of(plan, paper) for plan in plans for paper in plan.papers})

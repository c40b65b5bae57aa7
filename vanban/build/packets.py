"""The packets that must be made: some at a time, so that a large season takes no more room than a small one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from vanban.build.ahead import ahead_of
from vanban.build.bind import Bench, bind_packet
from vanban.build.drafts import Draft, fill
from vanban.build.form import Judge
from vanban.build.front import Front, settle_fronts
from vanban.build.judged import WARNINGS_FILE, SeasonJudgement, warnings_sheet
from vanban.build.papers import Press, convert_papers
from vanban.build.report import BINDING, CONVERTING, FILLING, FRONTS, JUDGING
from vanban.build.room import give_back
from vanban.build.well_formed import Made, judged, write_sheet
from vanban.bundle import staging
from vanban.errors import Problem, VanbanError, gravest
from vanban.model.packet import Converted, PacketPlan, Planned

# So many papers at a time: the start of LibreOffice weighs nothing against them, and their files are few.
_MOST_PAPERS: Final = 400


@dataclass(frozen=True, slots=True)
class Floor:
    """Xưởng: what making packets needs beside the press."""

    press: Press
    bench: Bench
    judge: Judge
    judgement: SeasonJudgement
    drafts: Mapping[str, Draft]
    output: Path


def make_packets(floor: Floor, plans: Sequence[PacketPlan], stack: ExitStack) -> list[Made]:
    """Every packet bound and judged in a folder beside its place; the folders live as long as the stack.

    Raises:
        VanbanError: with the problems of every packet that could not be made.
    """
    portions = list(_portions(plans))
    _announce(floor, portions)
    made: list[Made] = []
    errors: list[VanbanError] = []
    for some in portions:
        try:
            made += _make(floor, some, stack)
        except VanbanError as error:
            errors.append(error)
    if errors:
        raise gravest(errors)
    return made


def _announce(floor: Floor, portions: Sequence[Sequence[PacketPlan]]) -> None:
    papers, packets = sum(len(_ours(some)) for some in portions), sum(len(some) for some in portions)
    for title in (FILLING, CONVERTING):
        floor.press.report.stage(title, papers)
    for title in (FRONTS, BINDING, JUDGING):
        floor.press.report.stage(title, packets)


def _ours(plans: Sequence[PacketPlan]) -> list[str]:
    """The keys of the papers of ours that some packets hold, each once."""
    return list(dict.fromkeys(p.key for plan in plans for p in plan.papers if isinstance(p, Planned)))


def _portions(plans: Sequence[PacketPlan]) -> Iterator[list[PacketPlan]]:
    """The packets in portions of some papers, at least one packet each."""
    portion: list[PacketPlan] = []
    for plan in plans:
        if portion and sum(len(each.papers) for each in (*portion, plan)) > _MOST_PAPERS:
            yield portion
            portion = []
        portion.append(plan)
    if portion:
        yield portion


def _make(floor: Floor, plans: Sequence[PacketPlan], stack: ExitStack) -> list[Made]:
    with tempfile.TemporaryDirectory(dir=floor.press.folder) as folder:
        press = replace(floor.press, folder=Path(folder))
        if press.early is not None:
            press.early.wait()
        rendered = fill(press, {key: floor.drafts[key] for key in _ours(plans)})
        give_back()
        press.report.advance(FILLING, len(rendered))
        converted = convert_papers(press, plans, rendered, ahead_of(floor.judge, plans))
        fronts = settle_fronts(press, plans, converted)
        press.report.advance(FRONTS, len(plans))
        give_back()
        made = [_bound(floor, plan, converted, fronts[plan.code], stack) for plan in plans]
        floor.judge.forget()
        return made


def _bound(floor: Floor, plan: PacketPlan, converted: Mapping[str, Converted], front: Front, stack: ExitStack) -> Made:
    stage = stack.enter_context(staging(floor.output, plan.code))
    packet = bind_packet(floor.bench, plan, converted, front, stage, floor.output / plan.code)
    give_back()
    remarks = _remarks(plan, converted)
    write_sheet(stage / WARNINGS_FILE, warnings_sheet(plan, floor.judgement, [*remarks, *packet.remarks]))
    floor.press.report.advance(BINDING, 1)
    made = judged(floor.judge, plan, packet, front, stage, remarks)
    floor.press.report.advance(JUDGING, 1)
    return made


def _remarks(plan: PacketPlan, converted: Mapping[str, Converted]) -> tuple[Problem, ...]:
    """What there is to say of the files of other people in a packet, each once."""
    return tuple(dict.fromkeys(remark for paper in plan.papers for remark in converted[paper.key].remarks))

"""Packets that were made and wait to be delivered: judged for form as they are, those with errors held back."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vanban.build.form import FormVerdict, Judge
from vanban.build.form_report import FAULTS_FOLDER, FORM_FILE, form_sheet, write_faults
from vanban.build.form_store import FormStore
from vanban.build.front import Front
from vanban.build.papers import Press
from vanban.errors import FormFindingsError, Problem
from vanban.model.packet import Converted, Packet, PacketPlan
from vanban.register import Register
from vanban.settings import Settings
from vanban.the_thuc.softening import CONFIG_FILE, read_softenings


@dataclass(frozen=True, slots=True)
class Made:
    """Hồ sơ đã đóng, chưa đưa vào chỗ: it lies in `stage`."""

    plan: PacketPlan
    packet: Packet
    stage: Path
    front: Front

    @property
    def papers(self) -> tuple[Converted, ...]:
        """Its papers in order, each with the PDF that will be delivered."""
        bound = {item.converted.paper.key: item.converted for item in self.front.bound}
        entries = self.packet.manifest["van_ban"]
        return tuple(replace(bound[entry["ma"]], pdf=self.stage / entry["pdf"]) for entry in entries)


def judge_made(press: Press, settings: Settings, made: Sequence[Made]) -> dict[str, FormVerdict]:
    """What the rules of form say of every packet, under the office's own settings; each gets its sheet."""
    config = settings.root / "data" / CONFIG_FILE
    softenings = read_softenings(config) if config.is_file() else ()
    entries = Register(settings.register).entries()
    judge = Judge(press, FormStore(settings.output), entries, softenings)
    verdicts = judge.packets({item.plan.code: (item.plan, item.papers) for item in made})
    for item in made:
        write_sheet(item.stage / FORM_FILE, form_sheet(verdicts[item.plan.code]))
    return verdicts


def well_formed(
    made: Sequence[Made], verdicts: Mapping[str, FormVerdict], output: Path
) -> tuple[tuple[Made, ...], tuple[FormVerdict, ...]]:
    """The packets without errors of form, and the verdicts of the others; commented copies of their papers are written.

    Raises:
        FormFindingsError: all of them have errors.
    """
    shutil.rmtree(output / FAULTS_FOLDER, ignore_errors=True)
    faulty = [item for item in made if verdicts[item.plan.code].errors]
    malformed = tuple(verdicts[item.plan.code] for item in faulty)
    if malformed:
        write_faults(output / FAULTS_FOLDER, malformed, [paper for item in faulty for paper in item.papers])
    if len(malformed) == len(made):
        raise FormFindingsError(*form_errors(malformed))
    return tuple(item for item in made if item not in faulty), malformed


def form_errors(malformed: Sequence[FormVerdict]) -> tuple[Problem, ...]:
    """The errors of form that stopped packets, each once."""
    return tuple(dict.fromkeys(problem for verdict in malformed for problem in verdict.errors))


def write_sheet(path: Path, text: str) -> None:
    """Write a sheet that has something to say."""
    if text:
        path.write_text(text, encoding="utf-8", newline="\n")

"""Packets that were made and wait to be delivered: judged for form as they are, those with errors held back."""

from __future__ import annotations

import shutil
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vanban.build.form import FormVerdict, Ident, Judge
from vanban.build.form_report import FAULTS_FOLDER, FORM_FILE, form_sheet, write_faults
from vanban.build.front import Front
from vanban.build.papers import Press
from vanban.bundle import read_manifest
from vanban.errors import FormFindingsError, Problem
from vanban.model.packet import Converted, Packet, PacketPlan
from vanban.register import Register
from vanban.settings import Settings
from vanban.the_thuc.softening import CONFIG_FILE, read_softenings


@dataclass(frozen=True, slots=True)
class Made:
    """Hồ sơ đã đóng, chưa đưa vào chỗ: it lies in `stage`; `remarks` are about its papers, `form` about their form.

    `verdict` is there only when errors of form hold the packet back, `faulty` are its papers that have them: what is
    needed of all others is on the disk.
    """

    plan: PacketPlan
    packet: Packet
    stage: Path
    remarks: tuple[Problem, ...]
    form: tuple[Problem, ...]
    verdict: FormVerdict | None = None
    faulty: tuple[Converted, ...] = ()


def papers_of(front: Front, stage: Path) -> tuple[Converted, ...]:
    """The papers of a packet in order, each with the files that will be delivered, as the manifest in `stage` says."""
    bound = {item.converted.paper.key: item.converted for item in front.bound}
    manifest = read_manifest(stage) or {}
    return tuple(_delivered(bound[entry["ma"]], entry, stage) for entry in manifest["van_ban"])


def _delivered(paper: Converted, entry: Mapping[str, Any], stage: Path) -> Converted:
    word = stage / entry["docx"] if entry["docx"] else None
    return replace(paper, pdf=stage / entry["pdf"], word=word)


def judge_for(press: Press, settings: Settings, full: Container[Ident]) -> Judge:
    """Who judges the papers of a build, under the office's own settings."""
    config = settings.root / "data" / CONFIG_FILE
    softenings = read_softenings(config) if config.is_file() else ()
    return Judge(press, full, Register(settings.register).entries(), softenings)


def judged(
    judge: Judge, plan: PacketPlan, packet: Packet, front: Front, stage: Path, remarks: tuple[Problem, ...]
) -> Made:
    """The packet with what the rules of form say of it; it gets its sheet."""
    papers = papers_of(front, stage)
    verdict = judge.packets({plan.code: (plan, papers)})[plan.code]
    write_sheet(stage / FORM_FILE, form_sheet(verdict))
    faulty = tuple(paper for paper in papers if verdict.papers[paper.paper.key].count("loi"))
    return Made(plan, packet, stage, remarks, verdict.problems, verdict if verdict.errors else None, faulty)


def well_formed(made: Sequence[Made], kept: int, output: Path) -> tuple[tuple[Made, ...], tuple[FormVerdict, ...]]:
    """The packets without errors of form, and the verdicts of the others; commented copies of their papers are written.

    Raises:
        FormFindingsError: all of them have errors, and no packet was `kept` as it was.
    """
    shutil.rmtree(output / FAULTS_FOLDER, ignore_errors=True)
    malformed = tuple(item.verdict for item in made if item.verdict is not None)
    if malformed:
        write_faults(output / FAULTS_FOLDER, malformed, [paper for item in made for paper in item.faulty])
    if malformed and len(malformed) == len(made) and not kept:
        raise FormFindingsError(*form_errors(malformed))
    return tuple(item for item in made if item.verdict is None), malformed


def form_errors(malformed: Sequence[FormVerdict]) -> tuple[Problem, ...]:
    """The errors of form that stopped packets, each once."""
    return tuple(dict.fromkeys(problem for verdict in malformed for problem in verdict.errors))


def write_sheet(path: Path, text: str) -> None:
    """Write a sheet that has something to say."""
    if text:
        path.write_text(text, encoding="utf-8", newline="\n")

"""Every form of the sample season: its papers laid out together have the bytes of papers laid out alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from vanban.build import plan_packets
from vanban.bundle import Meta, read_faces, write_paper
from vanban.convert import Job, Outcome, Soffice, find_fonts, find_office
from vanban.convert.joined import grouped
from vanban.forms import BUILDERS, Request
from vanban.intake import Season
from vanban.model.packet import Planned
from vanban.render import render

META = Meta("a", "b", date(2021, 12, 1))


def papers_of(season: Season, folder: Path) -> Iterator[Job]:
    """Three papers of every form, the same one again where there are not so many."""
    found: dict[str, dict[str, bytes]] = {}
    for plan in plan_packets(season.review, season.folder):
        for paper in plan.papers:
            if isinstance(paper, Planned) and len(found.setdefault(paper.form.code, {})) < 3:
                context = BUILDERS[paper.form.code].context(Request(season.review, paper, plan))
                template = season.profile_folder / paper.form.template
                found[paper.form.code].setdefault(paper.key, render(template, context, paper.key))
    for form, papers in found.items():
        for number, docx in enumerate([*papers.values(), *papers.values(), *papers.values()][:3]):
            path = folder / f"{form}-{number}.docx"
            path.write_bytes(docx)
            yield Job(path, path.with_suffix(".pdf"), path.stem)


@pytest.mark.soffice
def test_papers_laid_out_together_are_those_laid_out_alone(sample: Season, tmp_path: Path) -> None:
    fonts = find_fonts()
    faces = read_faces(fonts.files)

    def made(jobs: list[Job], fewest: int) -> dict[str, bytes]:
        converter = Soffice(find_office(None), fonts, 2, fewest_joined=fewest)
        papers: dict[str, bytes] = {}

        def ready(outcome: Outcome) -> None:
            target = tmp_path / "mot.pdf"
            write_paper(outcome.job.pdf, target, META, faces)
            papers[outcome.job.label] = target.read_bytes()

        converter.convert(jobs, lambda count: None, ready)
        converter.close()
        return papers

    jobs = list(papers_of(sample, tmp_path))
    groups, _ = grouped(jobs, fewest=3)
    assert len(groups) >= 10
    together, alone = made(jobs, 3), made(jobs, 10**6)
    assert together.keys() == alone.keys()
    assert [name for name in alone if together[name] != alone[name]] == []

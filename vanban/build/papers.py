"""The papers of all packets, each once: rendered, or taken as finished by hand; then converted together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vanban.build.enclosed import enclosed_papers
from vanban.convert import Converter, Job, Ocr, Progress
from vanban.errors import DataError, Problem, TemplateError, VanbanError, gravest
from vanban.forms import BUILDERS, Request
from vanban.intake import Season
from vanban.model.collective import Collective
from vanban.model.document import DocumentNumber
from vanban.model.individual import Individual
from vanban.model.meeting import Meeting
from vanban.model.packet import Converted, PacketPlan, Planned, Rendered
from vanban.render import plain_text, render

if TYPE_CHECKING:
    from vanban.build.season import Report


@dataclass(frozen=True, slots=True)
class Press:
    """Chỗ làm: what making papers needs; `reader` reads scans, or is why none can, None when none is asked for."""

    season: Season
    numbers: Mapping[str, DocumentNumber]
    folder: Path
    converter: Converter
    report: Report
    reader: Ocr | Problem | None = None


def render_papers(press: Press, plans: Sequence[PacketPlan]) -> dict[str, Rendered]:
    """Every paper of ours by key, rendered once however many packets hold it.

    Raises:
        VanbanError: with the problems of all papers that could not be filled.
    """
    wanted = {p.key: (p, plan) for plan in reversed(plans) for p in plan.papers if isinstance(p, Planned)}
    press.report.stage("Điền mẫu Word", len(wanted))
    rendered: dict[str, Rendered] = {}
    errors: list[VanbanError] = []
    for key, (planned, plan) in sorted(wanted.items()):
        try:
            rendered[key] = _render(press, planned, plan)
        except VanbanError as error:
            errors.append(error)
        press.report.advance(1)
    if errors:
        raise gravest(errors)
    return rendered


def _render(press: Press, planned: Planned, plan: PacketPlan) -> Rendered:
    number = press.numbers.get(planned.key)
    by_hand = press.season.folder / "sua-tay" / f"{planned.key}.docx"
    if by_hand.is_file():
        return _finished_by_hand(planned, number, by_hand)
    request = Request(press.season.review, planned, plan, press.numbers)
    context = BUILDERS[planned.form.code].context(request)
    template = press.season.profile_folder / planned.form.template
    return Rendered(planned, number, render(template, context, planned.key), _sources(press, planned))


def _finished_by_hand(planned: Planned, number: DocumentNumber | None, path: Path) -> Rendered:
    """The paper as the office finished it in Word; its number must be the register's.

    Raises:
        DataError: the file is no Word document, or does not print its own number.
    """
    docx = path.read_bytes()
    place = f"sua-tay/{path.name}"
    try:
        text = plain_text(docx)
    except TemplateError as error:
        remedy = "lưu lại tệp bằng Word, hoặc xoá tệp để lập lại từ mẫu"
        raise DataError.say("LH-06", "Bản sửa tay không phải tệp Word (.docx)", place, remedy) from error
    if number is not None and not re.search(rf"(?<!\d){re.escape(str(number))}(?!\w)", text):
        remedy = "sửa số trong tệp Word, hoặc xoá tệp để lập lại từ mẫu"
        raise DataError.say("LH-05", f"Bản sửa tay không có số {number} như trong sổ văn bản", place, remedy)
    return Rendered(planned, number, docx, (place,))


def _sources(press: Press, planned: Planned) -> tuple[str, ...]:
    """The files of facts a paper speaks of, and its template."""
    kinds: dict[type, str] = {Collective: "tap-the", Individual: "ca-nhan", Meeting: "cuoc-hop"}
    kind = kinds.get(type(planned.about))
    about = (press.season.sources.file(kind, planned.about_code or ""),) if kind else ()
    return ("ky.yaml", *about, f"{press.season.review.profile.code}/{planned.form.template}")


def convert_papers(press: Press, plans: Sequence[PacketPlan], rendered: Mapping[str, Rendered]) -> dict[str, Converted]:
    """Every paper and enclosure by key, as a PDF with its page count.

    Raises:
        VanbanError: with the problems of all papers and enclosures that gave no PDF to trust.
    """
    press.report.stage("Chuyển sang PDF", len(rendered))
    enclosed = enclosed_papers(press, plans)
    press.report.advance(len(rendered.keys() & enclosed.keys()))
    words = {key: paper.docx for key, paper in rendered.items() if key not in enclosed}
    ours = convert_words(press, words, press.report.advance)
    return enclosed | {key: _made(rendered[key], pdf, pages) for key, (pdf, pages) in ours.items()}


def convert_words(press: Press, papers: Mapping[str, bytes], progress: Progress) -> dict[str, tuple[Path, int]]:
    """PDF and page count of each Word paper, by key."""
    jobs = []
    for key, docx in papers.items():
        path = press.folder / f"{key}.docx"
        path.write_bytes(docx)
        jobs.append(Job(path, path.with_name(f"{key}.pdf"), key))
    outcomes = press.converter.convert(jobs, progress)
    return {outcome.job.label: (outcome.job.pdf, outcome.pages) for outcome in outcomes}


def _made(rendered: Rendered, pdf: Path, pages: int) -> Converted:
    number = str(rendered.number) if rendered.number else ""
    return Converted(rendered.planned, rendered.docx, pdf, pages, number, rendered.sources)

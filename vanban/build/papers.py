"""The papers of packets as PDFs, each in its one byte form and kept: what was laid out once is not laid out again."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vanban.build.enclosed import enclosed_papers
from vanban.build.handed import Handed
from vanban.build.helpers import FEWEST_FOR_HELP, helping
from vanban.build.report import CONVERTING, Report
from vanban.bundle import Faces, Meta, write_paper
from vanban.bundle.manifest import title_of
from vanban.convert import Converter, Job, Ocr, Outcome, Progress, Ready
from vanban.errors import Problem
from vanban.intake import Season
from vanban.model.document import DocumentNumber
from vanban.model.packet import Converted, PacketPlan, Rendered
from vanban.store import Store, files_mark, key_of, sources_mark

if TYPE_CHECKING:
    from vanban.build.ahead import Ahead
    from vanban.build.early import Early

PDF_SHELF: Final = "pdf"
DAMAGED: Final = "mục trong kho bị hỏng"
ABSENT: Final = "chưa có trong kho"


@dataclass(frozen=True, slots=True)
class Press:
    """Chỗ làm: what making papers needs; `reader` reads scans, or is why none can, None when none is asked for.

    `early` has a few papers that were laid out before all others. `helpers` is how many processes may fill and
    finish papers beside this one. `marks` keeps the digests of templates that were asked for, by name.
    `remade` gathers the keys of papers that were laid out anew, each with what became of its entry in the store.
    """

    season: Season
    numbers: Mapping[str, DocumentNumber]
    folder: Path
    converter: Converter
    faces: Faces
    store: Store
    report: Report
    handed: Handed
    reader: Ocr | Problem | None = None
    early: Early | None = None
    helpers: int = 0
    marks: dict[str, str] = field(default_factory=dict)
    remade: dict[str, str] = field(default_factory=dict)

    @property
    def faces_mark(self) -> str:
        """The digest of the faces that papers are set in."""
        return faces_mark(self.faces)


@lru_cache(maxsize=4)
def faces_mark(faces: Faces) -> str:
    """The digest of the files of some faces."""
    return files_mark(*(face.path for face in faces.all))


def convert_papers(
    press: Press, plans: Sequence[PacketPlan], rendered: Mapping[str, Rendered], ahead: Ahead
) -> dict[str, Converted]:
    """Every paper and enclosure of some packets by key, as a PDF with its page count.

    Raises:
        VanbanError: with the problems of all papers and enclosures that gave no PDF to trust.
    """
    enclosed = enclosed_papers(press, plans)
    press.report.advance(CONVERTING, len(rendered.keys() & enclosed.keys()))
    ours = {key: paper for key, paper in rendered.items() if key not in enclosed}
    return enclosed | convert_words(press, ours, lambda count: press.report.advance(CONVERTING, count), ahead)


def convert_words(
    press: Press, papers: Mapping[str, Rendered], progress: Progress, ahead: Ahead | None = None
) -> dict[str, Converted]:
    """The PDF of each Word paper in its one byte form, by key: from the store, or laid out and kept there.

    What is there is judged `ahead` while LibreOffice lays out the rest.

    Raises:
        ConvertError: with every paper that did not become a trustworthy PDF.
    """
    keys = {key: _key(press, paper) for key, paper in papers.items()}
    made = {key: found for key in papers if (found := _kept(press, papers[key], keys[key], key)) is not None}
    _note(press, keys, made)
    progress(len(made))
    press.report.counted(len(made), sum(paper.pages for paper in made.values()))

    finishing = _Finishing(press, papers, keys, made, ahead)
    jobs = [_job(press, key, paper) for key, paper in papers.items() if key not in made]
    jobs = [job for job in jobs if not _was_early(press, job, progress, finishing.here)]
    if jobs:
        if ahead is not None:
            for paper in made.values():
                ahead.take(paper)
        _lay_out(press, jobs, progress, finishing)
    return {key: made[key] for key in papers}


@dataclass(frozen=True, slots=True)
class _Finishing:
    """Hoàn thiện: what is done with every paper that was laid out, in this process or by a helper."""

    press: Press
    papers: Mapping[str, Rendered]
    keys: Mapping[str, str]
    made: dict[str, Converted]
    ahead: Ahead | None

    def here(self, outcome: Outcome) -> None:
        """Finish a paper, and have it judged when there is time."""
        self._enter(outcome, self._finished(outcome))
        if self.ahead is not None:
            self.ahead.take(self.made[outcome.job.label])

    def apart(self, outcome: Outcome) -> None:
        """Finish and judge a paper, perhaps in another process."""
        paper = self._finished(outcome)
        if self.ahead is not None:
            self.ahead.judge_now(paper)

    def taken(self, outcome: Outcome, _: None) -> None:
        """A paper that was finished `apart`."""
        label = outcome.job.label
        self._enter(outcome, _made(self.papers[label], _target(self.press, label), outcome.pages))

    def step(self) -> bool:
        """Other work to do while LibreOffice is at its own; False when there is none."""
        return self.ahead is not None and self.ahead.step()

    def _enter(self, outcome: Outcome, paper: Converted) -> None:
        outcome.job.pdf.unlink()  # not before: should a helper die, the paper is finished once more
        self.press.report.counted(0, outcome.pages)
        self.made[outcome.job.label] = paper

    def _finished(self, outcome: Outcome) -> Converted:
        label = outcome.job.label
        return _finished(self.press, self.papers[label], outcome, self.keys[label])


def _lay_out(press: Press, jobs: Sequence[Job], progress: Progress, finishing: _Finishing) -> None:
    """Have papers laid out and finished; many of them by helpers, for what those make must be found in the store."""
    helpers = press.helpers if len(jobs) >= FEWEST_FOR_HELP and press.converter.kept else 0
    with helping(finishing.apart, finishing.taken, helpers, press.store) as helped:

        def meanwhile() -> bool:
            helped.look()
            return finishing.step()

        press.converter.convert(jobs, progress, helped.give if helped.are_there else finishing.here, meanwhile)


def _was_early(press: Press, job: Job, progress: Progress, ready: Ready) -> bool:
    """Whether a paper was laid out while the season was judged; then it is told of like any other."""
    outcome = press.early.take(job) if press.early is not None else None
    if outcome is None:
        return False
    progress(1)
    ready(outcome)
    return True


def _finished(press: Press, paper: Rendered, outcome: Outcome, key: str) -> Converted:
    """The paper in its one byte form, kept at once: a build that is stopped later does not make it again."""
    target = _target(press, outcome.job.label)
    write_paper(outcome.job.pdf, target, _meta(press, paper), press.faces)
    if press.converter.kept:
        press.store.shelf(PDF_SHELF).put(key, b"%d\n" % outcome.pages + target.read_bytes())
    return _made(paper, target, outcome.pages)


def _note(press: Press, keys: Mapping[str, str], made: Container[str]) -> None:
    damaged = press.store.shelf(PDF_SHELF).damaged
    for key, name in keys.items():
        if key not in made:
            press.remade[key] = DAMAGED if name in damaged else ABSENT


def _key(press: Press, paper: Rendered) -> str:
    """Everything the PDF of a paper depends on: its words, who lays it out, who writes it, what it says of itself."""
    return key_of(
        sources_mark("bundle", "convert"),
        press.converter.mark,
        press.faces_mark,
        paper.word.read_bytes(),
        _meta(press, paper),
    )


def _kept(press: Press, paper: Rendered, key: str, name: str) -> Converted | None:
    entry = press.store.shelf(PDF_SHELF).get(key) if press.converter.kept else None
    pages, _, pdf = (entry or b"").partition(b"\n")
    if not pages.isdigit():
        return None
    target = _target(press, name)
    target.write_bytes(pdf)
    return _made(paper, target, int(pages))


def _target(press: Press, key: str) -> Path:
    return press.folder / f"{key}.pdf"


def _job(press: Press, key: str, paper: Rendered) -> Job:
    return Job(paper.word, press.folder / f"{key}.tho.pdf", key)


def _meta(press: Press, paper: Rendered) -> Meta:
    heading, period = paper.planned.heading, press.season.review.period
    day = heading.promulgation_date or period.plan.promulgation_date
    return Meta(title_of(heading), heading.author, day, pdfa=period.binding.pdfa)


def _made(rendered: Rendered, pdf: Path, pages: int) -> Converted:
    number = str(rendered.number) if rendered.number else ""
    return Converted(rendered.planned, rendered.word, pdf, pages, number, rendered.sources)

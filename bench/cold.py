"""The same self-criticisms in four ways, from contexts to one bound PDF; every way in a folder of its own.

The plain loop: docxtpl as it comes, one LibreOffice process a paper, pypdf append and a merged overlay page. One batch:
the same, but a LibreOffice process for a hundred papers. unoserver: the same, but a LibreOffice that waits. This
program: its rooms, with the checks of form, letters and fonts that a build makes.
"""

from __future__ import annotations

import gc
import io
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import soan
from docxtpl import DocxTemplate
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from vanban.build import plan_packets
from vanban.build.helpers import helping
from vanban.bundle import Meta, OutlineSection, read_faces, write_bundle, write_paper
from vanban.convert import Job, Outcome, Soffice, find_fonts, find_office
from vanban.forms import BUILDERS, Request
from vanban.intake import Season, load_season
from vanban.model.packet import Bookmark, Planned
from vanban.render import render
from vanban.settings import settings_for
from vanban.the_thuc.examine import Source, examine
from vanban.the_thuc.judge import judge
from vanban.the_thuc.rule import RULES

ROOT = Path(__file__).parents[1]
FORM = "mau-02"
SEED = 2021
PORT = 2012
MOST_AT_ONCE = 100
_PARAGRAPHS = ("han_che", "nguyen_nhan", "khac_phuc", "trach_nhiem", "phuong_huong")


@dataclass(frozen=True)
class Papers:
    """The same papers for every way: contexts, one template."""

    season: Season
    template: Path
    contexts: list[dict[str, Any]]

    def first(self, count: int) -> Papers:
        """Some of them: the slow ways cost the same for every paper, so a few are enough to know it."""
        return Papers(self.season, self.template, self.contexts[:count])


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock and of the processors, for all papers."""

    seconds: float
    cpu: float
    count: int

    @property
    def each_ms(self) -> float:
        """Milliseconds by the clock for one paper."""
        return 1000 * self.seconds / self.count

    @property
    def each_cpu_ms(self) -> float:
        """Milliseconds of the processors for one paper."""
        return 1000 * self.cpu / self.count


def self_criticisms(count: int, folder: Path, brief: bool = True) -> Papers:
    """Contexts of the self-criticisms of a generated season of about so many individuals, brief or as long as there."""
    season_folder = folder / "data" / "ky"
    soan.season(season_folder, individuals(count), SEED)
    settings = settings_for(season_folder)
    season = load_season(settings.season, ROOT)
    found: dict[str, dict[str, Any]] = {}
    for plan in plan_packets(season.review, season.folder):
        for paper in plan.papers:
            if isinstance(paper, Planned) and paper.form.code == FORM and paper.key not in found:
                context = BUILDERS[FORM].context(Request(season.review, paper, plan))
                found[paper.key] = briefly(context) if brief else dict(context)
    return Papers(season, season.profile_folder / f"{FORM}.docx", list(found.values())[:count])


def briefly(context: Mapping[str, Any]) -> dict[str, Any]:
    """A self-criticism of three or four pages: a paragraph under each heading; with a second one some have five."""
    short = {key: context[key][:1] for key in _PARAGRAPHS}
    strengths = [{**section, "doan": section["doan"][:1]} for section in context["uu_diem"]]
    return {**context, **short, "uu_diem": strengths}


def individuals(least: int) -> int:
    """So many individuals as fill offices of seven beside the hand-written part of the sample."""
    own = sum(path.parent.name == "ca-nhan" and not soan.is_composed(path) for path in soan.SAMPLE.rglob("*.yaml"))
    return own + -(-max(0, least - own) // 7) * 7


def plain_words(papers: Papers, folder: Path) -> list[Path]:
    """The Word files as docxtpl makes them."""
    made = []
    for index, context in enumerate(papers.contexts):
        made.append(folder / f"{index:05d}.docx")
        document = DocxTemplate(papers.template)
        document.render(context, autoescape=True)
        document.save(made[-1])
    return made


def plain_binding(pdfs: list[Path], target: Path) -> None:
    """Append, then a page of one number merged into each."""
    writer = PdfWriter()
    for pdf in pdfs:
        writer.append(PdfReader(pdf))
    for number, page in enumerate(writer.pages, 1):
        page.merge_page(overlay(number).pages[0])
    writer.write(target)


def overlay(number: int) -> PdfReader:
    """A page with a number at its top right corner."""
    writer = PdfWriter()
    page = writer.add_blank_page(595.3, 841.9)
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 10 Tf 540 813 Td ({number}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Times-Roman"}
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): named})}
    )
    buffer = io.BytesIO()
    writer.write(buffer)
    return PdfReader(buffer)


def _soffice(folder: Path, files: list[Path]) -> None:
    words = [str(find_office(None).program), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command = [*words, "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True)


def plain_loop(papers: Papers, folder: Path) -> None:
    """What everyone writes first."""
    words = plain_words(papers, folder)
    for docx in words:
        _soffice(folder, [docx])
    plain_binding([docx.with_suffix(".pdf") for docx in words], folder / "ho-so.pdf")


def one_batch(papers: Papers, folder: Path) -> None:
    """One LibreOffice process for many papers: given some hundreds, it ends before the last."""
    words = plain_words(papers, folder)
    for start in range(0, len(words), MOST_AT_ONCE):
        _soffice(folder, words[start : start + MOST_AT_ONCE])
    plain_binding([docx.with_suffix(".pdf") for docx in words], folder / "ho-so.pdf")


def by_unoserver(papers: Papers, folder: Path) -> None:
    """A LibreOffice that waits for papers; its start is counted."""
    words = plain_words(papers, folder)
    with _unoserver():
        for docx in words:
            command = ["unoconvert", "--port", str(PORT), str(docx), str(docx.with_suffix(".pdf"))]
            subprocess.run(command, check=True, capture_output=True)
    plain_binding([docx.with_suffix(".pdf") for docx in words], folder / "ho-so.pdf")


@contextmanager
def _unoserver() -> Iterator[None]:
    process = subprocess.Popen(
        ["unoserver", "--port", str(PORT)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        for _ in range(300):
            if subprocess.run(["unoping", "--port", str(PORT)], capture_output=True, check=False).returncode == 0:
                break
            time.sleep(0.1)
        else:
            raise SystemExit(f"unoserver không trả lời ở cổng {PORT} sau nửa phút: xem cổng có ai dùng không")
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def unoserver_is_here() -> bool:
    """Whether unoserver is to be measured: it is on the PATH, and starts."""
    if not all(shutil.which(name) for name in ("unoserver", "unoconvert", "unoping")):
        return False
    started = subprocess.run(["unoserver", "--version"], capture_output=True, text=True, check=False)
    if started.returncode:
        reason = started.stderr.strip().rpartition("\n")[2]
        raise SystemExit(f"unoserver có trên PATH nhưng không chạy được ({reason}): cài python3-uno, hoặc bỏ khỏi PATH")
    return True


def this_program(papers: Papers, folder: Path) -> None:
    """The same papers through the rooms of this program, judged for form as a build judges them."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)  # as every command of the program does
    try:
        _through_the_rooms(papers, folder)
    finally:
        gc.set_threshold(*usual)


def _through_the_rooms(papers: Papers, folder: Path) -> None:
    fonts = find_fonts()
    faces = read_faces(fonts.files)
    meta = Meta("bench", "bench", papers.season.review.period.plan.promulgation_date)
    codes = [code for code, rule in RULES.items() if rule.facts]
    workers = settings_for(papers.season.folder).workers
    words = [folder / f"{index:05d}.docx" for index in range(len(papers.contexts))]

    def fill(index: int) -> None:
        words[index].write_bytes(render(papers.template, papers.contexts[index], words[index].name))

    with helping(fill, lambda index, nothing: None, workers) as helpers:
        for index in range(len(words)):
            helpers.give(index)
    jobs = [Job(docx, docx.with_suffix(".tho.pdf"), docx.stem) for docx in words]

    def finish(outcome: Outcome) -> None:
        target = folder / f"{outcome.job.label}.pdf"
        write_paper(outcome.job.pdf, target, meta, faces)
        source = Source(name=outcome.job.label, docx=outcome.job.docx.read_bytes(), pdf=target.read_bytes())
        judge(examine(source), codes)

    converter = Soffice(find_office(None), fonts, workers)
    with helping(finish, lambda outcome, nothing: None, workers) as finishing:
        converter.convert(jobs, lambda count: None, finishing.give)
    converter.close()
    made = [folder / f"{job.label}.pdf" for job in jobs]
    write_bundle(made, folder / "ho-so.pdf", meta, [OutlineSection("bench", (Bookmark("bench", 1),))], faces)


WAYS: dict[str, Callable[[Papers, Path], None]] = {
    "vòng lặp thường": plain_loop,
    "một lượt soffice": one_batch,
    "unoserver": by_unoserver,
    "vanban": this_program,
}


def cost(way: str, papers: Papers) -> Cost:
    """One run of one way."""
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as folder:
        cpu, start = _cpu(), time.perf_counter()
        WAYS[way](papers, Path(folder))
        return Cost(time.perf_counter() - start, _cpu() - cpu, len(papers.contexts))


def _cpu() -> float:
    every = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in every)


def render_costs(papers: Papers) -> tuple[float, float]:
    """Seconds of the processor a paper takes to be filled: docxtpl's loop, this program."""
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as folder:
        start = time.process_time()
        plain_words(papers, Path(folder))
        between = time.process_time()
        for index, context in enumerate(papers.contexts):
            (Path(folder) / f"{index}.docx").write_bytes(render(papers.template, context, str(index)))
        ours = time.process_time() - between
    count = len(papers.contexts)
    return (between - start) / count, ours / count


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as place:
        few = self_criticisms(int(sys.argv[2]), Path(place))
        print(cost(sys.argv[1], few))

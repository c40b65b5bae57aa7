"""Speed as ratios, measured in one run on the same input: the plain loop everyone writes against this program.

The plain loop: docxtpl as it comes, one LibreOffice process a paper, pypdf append and a merged overlay page.
Prints the ratios and writes `bench/ket-qua.md`. Machines differ and are shared: only ratios mean something.
"""

from __future__ import annotations

import io
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from binding import compare
from docxtpl import DocxTemplate
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from vanban.build import plan_packets
from vanban.bundle import Meta, OutlineSection, read_faces, write_bundle, write_paper
from vanban.convert import Job, Soffice, find_fonts, find_office
from vanban.forms import BUILDERS, Request
from vanban.intake import Season, load_season
from vanban.model.packet import Bookmark, Planned
from vanban.render import render
from vanban.settings import settings_for

ROOT = Path(__file__).parents[1]
PAPERS = 8
RUNS = 5


@dataclass(frozen=True)
class Papers:
    """The same papers for both ways: contexts, one template."""

    season: Season
    template: Path
    contexts: list[dict[str, object]]


def self_criticisms(count: int) -> Papers:
    """Contexts of the sample season's first self-criticisms."""
    settings = settings_for(ROOT / "data" / "son-duong-2021")
    season = load_season(settings.season, settings.root)
    plans = plan_packets(season.review, season.folder)
    chosen = [
        (paper, plan)
        for plan in plans
        for paper in plan.papers
        if isinstance(paper, Planned) and paper.form.code == "mau-02"
    ][:count]
    contexts = [dict(BUILDERS["mau-02"].context(Request(season.review, paper, plan))) for paper, plan in chosen]
    return Papers(season, season.profile_folder / "mau-02.docx", contexts)


def plain_loop(papers: Papers, folder: Path) -> None:
    """What everyone writes first."""
    program = str(find_office(None).program)
    writer = PdfWriter()
    for index, context in enumerate(papers.contexts):
        docx = folder / f"{index}.docx"
        document = DocxTemplate(papers.template)
        document.render(context, autoescape=True)
        document.save(docx)
        profile = (folder / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(folder), str(docx)], check=True, capture_output=True)
        writer.append(PdfReader(docx.with_suffix(".pdf")))
    for number, page in enumerate(writer.pages, 1):
        page.merge_page(_overlay(number).pages[0])
    writer.write(folder / "ho-so.pdf")


def _overlay(number: int) -> PdfReader:
    writer = PdfWriter()
    page = writer.add_blank_page(595.3, 841.9)
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 10 Tf 540 813 Td ({number}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Times-Roman"}
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    fonts = DictionaryObject({NameObject("/F1"): named})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    buffer = io.BytesIO()
    writer.write(buffer)
    return PdfReader(buffer)


def converted(papers: Papers, folder: Path) -> list[Path]:
    """The papers as the PDFs that LibreOffice makes of them, checks of fonts and letters included."""
    workers = settings_for(ROOT / "data" / "son-duong-2021").workers
    converter = Soffice(find_office(None), find_fonts(), workers)
    jobs = []
    for index, context in enumerate(papers.contexts):
        docx = folder / f"{index}.docx"
        docx.write_bytes(render(papers.template, context, docx.name))
        jobs.append(Job(docx, docx.with_suffix(".pdf"), docx.name))
    outcomes = converter.convert(jobs, lambda count: None)
    converter.close()
    return [outcome.job.pdf for outcome in outcomes]


def this_program(papers: Papers, folder: Path) -> None:
    """The same papers through the rooms of this program."""
    faces = read_faces(find_fonts().files)
    meta = Meta("bench", "bench", papers.season.review.period.plan.promulgation_date)
    made = []
    for pdf in converted(papers, folder):
        made.append(folder / f"p-{pdf.name}")
        write_paper(pdf, made[-1], meta, faces)
    write_bundle(made, folder / "ho-so.pdf", meta, [OutlineSection("bench", (Bookmark("bench", 1),))], faces)


def binding_figures(papers: Papers) -> str:
    """How a packet of thousands of pages of the same papers is bound."""
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as folder:
        return compare(converted(papers, Path(folder)))


def seconds(work: Callable[[Papers, Path], None], papers: Papers) -> float:
    """How long one run takes, in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="vanban-bench-"))
    try:
        start = time.perf_counter()
        work(papers, folder)
        return time.perf_counter() - start
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def report(plain: Sequence[float], ours: Sequence[float], papers: Papers) -> str:
    """The figures as Markdown."""
    ratios = [slow / fast for slow, fast in zip(plain, ours, strict=True)]
    count = len(papers.contexts)
    rows = [
        "# Kết quả đo\n",
        f"{platform.platform()}, Python {platform.python_version()}, LibreOffice {find_office(None).version}.",
        f"{count} bản kiểm điểm (Mẫu 02), {len(ratios)} lượt đo xen kẽ, lấy trung vị.\n",
        "| cách làm | giây/văn bản | so với vòng lặp thường |",
        "|---|---|---|",
        f"| vòng lặp thường | {statistics.median(plain) / count:.2f} | 1,0 |".replace(".", ","),
        f"| vanban | {statistics.median(ours) / count:.2f} | {statistics.median(ratios):.1f} |".replace(".", ","),
    ]
    return "\n".join(rows) + "\n"


def main() -> None:
    """Measure, print, write."""
    papers = self_criticisms(PAPERS)
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    pairs = [(seconds(plain_loop, papers), seconds(this_program, papers)) for _ in range(runs)]
    text = report([pair[0] for pair in pairs], [pair[1] for pair in pairs], papers)
    text += "\n" + binding_figures(papers)
    (ROOT / "bench" / "ket-qua.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()

"""Binding as ratios: a packet of thousands of pages against the plain concatenation of the same converted papers.

Takes the PDFs of a folder as LibreOffice made them, repeats them with a mark of their own until there are enough pages,
gives every paper its one form, binds them, and binds the originals with pypdf's append.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pikepdf
from memory import peak_mb
from pypdf import PdfReader, PdfWriter

from vanban.bundle import Faces, Meta, OutlineSection, read_faces, write_bundle, write_paper
from vanban.convert import find_fonts
from vanban.model.packet import Bookmark
from vanban.store import Shelf

PAGES = 3000
RUNS = 5
# A moment in which the machine is slow weighs more on what is short: that is measured more often.
_ROUND = ("ours", "numbers", "ours", "ours")
META = Meta("bench", "bench", date(2021, 12, 17))
OUTLINE = (OutlineSection("bench", (Bookmark("bench", 1),)),)


@dataclass(frozen=True)
class Measured:
    """One way of binding: seconds by the clock and of the processor, megabytes at the peak, bytes of the file."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    size: int
    pages: int


def copies(originals: list[Path], folder: Path, pages: int) -> list[Path]:
    """The papers, repeated under a mark of their own so that no page is the same as another."""
    made: list[Path] = []
    total = 0
    while total < pages:
        for original in originals:
            target = folder / f"{len(made):05d}.pdf"
            with pikepdf.open(original) as pdf:
                for page in pdf.pages:
                    mark = f"0 0 m {len(made)} {total} l n\n".encode()
                    page.obj.Contents = pdf.make_stream(page.obj.Contents.read_bytes() + b"\n" + mark)
                total += len(pdf.pages)
                pdf.save(target, compress_streams=True)
            made.append(target)
            if total >= pages:
                break
    return made


def known_faces(folder: Path) -> Faces:
    """The faces of the papers, what is made of them kept as a build keeps it."""
    return read_faces(find_fonts().files, Shelf(folder / "phong"))


def canonical(papers: list[Path], folder: Path) -> tuple[list[Path], float]:
    """Every paper in its one form, and how many seconds of the processor that took."""
    faces = known_faces(folder)
    start = time.process_time()
    made = []
    for paper in papers:
        made.append(folder / f"c{paper.name}")
        write_paper(paper, made[-1], META, faces)
    return made, time.process_time() - start


def plain(papers: list[Path], target: Path) -> None:
    """Append, as everyone writes it first."""
    writer = PdfWriter()
    for paper in papers:
        writer.append(PdfReader(paper), import_outline=False)
    writer.write(target)


def plain_with_numbers(papers: list[Path], target: Path) -> None:
    """Append, then a page with a number merged into each, as everyone writes it next."""
    from cold import plain_binding

    plain_binding(papers, target)


def ours(papers: list[Path], target: Path, faces: Faces) -> None:
    """The binding of this program, numbers and outline included."""
    write_bundle(papers, target, META, OUTLINE, faces)


_OTHERS = {"plain": plain, "numbers": plain_with_numbers}


def measured(way: str, folder: Path, target: Path) -> Measured:
    """One way in a process of its own, so that its memory is its own."""
    words = [sys.executable, __file__, "--mot-cach", way, str(folder), str(target)]
    seconds, cpu, peak_kb = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
    with pikepdf.open(target) as pdf:
        pages = len(pdf.pages)
    return Measured(float(seconds), float(cpu), int(peak_kb) / 1024, target.stat().st_size, pages)


def run_one(way: str, folder: Path, target: Path) -> None:
    """Bind the papers of a folder in this process; print seconds, processor seconds and peak memory in kB."""
    papers = sorted(folder.glob("c*.pdf" if way == "ours" else "[0-9]*.pdf"))
    # A build reads the faces once, before the first of its packets.
    bind = partial(ours, faces=known_faces(target.parent)) if way == "ours" else _OTHERS[way]
    start, cpu = time.perf_counter(), time.process_time()
    bind(papers, target)
    print(time.perf_counter() - start, time.process_time() - cpu, round(1024 * peak_mb()))


def _middle(runs: list[Measured]) -> Measured:
    return sorted(runs, key=lambda run: run.cpu_seconds)[len(runs) // 2]


def _row(name: str, one: Measured) -> str:
    return f"| {name} | {one.seconds:.1f} | {one.cpu_seconds:.1f} | {one.peak_mb:.0f} | {one.size / 1024:.0f} |"


def compare(originals: list[Path], pages: int = PAGES) -> tuple[float, str]:
    """How many times faster than append and merged overlay (seconds of the processor), and the figures as Markdown."""
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as name:
        folder = Path(name)
        papers = copies(originals, folder, pages)
        made, seconds = canonical(papers, folder)
        runs = [(way, measured(way, folder, folder / "A.pdf")) for way in _ROUND * RUNS]
        mine, stamped = (_middle([run for way, run in runs if way == asked]) for asked in ("ours", "numbers"))
        theirs = measured("plain", folder, folder / "B.pdf")
        joined = sum(paper.stat().st_size for paper in papers)
    rows = [
        f"## Đóng quyển {mine.pages} trang từ {len(made)} văn bản\n",
        "| cách làm | giây | giây CPU | MB bộ nhớ | KB tệp |",
        "|---|---|---|---|---|",
        _row("nối bằng pypdf", theirs),
        _row("nối rồi chồng trang số bằng pypdf", stamped),
        _row("vanban, có số trang, mục lục (phông đọc từ trước)", mine),
        f"\nTệp bằng {100 * mine.size / theirs.size:.0f} % của nối thường, {100 * mine.size / joined:.0f} % của các tệp"
        f" rời; nhanh gấp {theirs.cpu_seconds / mine.cpu_seconds:.1f} lần nối, "
        f"{stamped.cpu_seconds / mine.cpu_seconds:.1f} lần nối và chồng số.",
        f"Đưa về một dạng: {1000 * seconds / mine.pages:.1f} ms một trang.",
    ]
    return stamped.cpu_seconds / mine.cpu_seconds, "\n".join(rows) + "\n"


if __name__ == "__main__":
    if sys.argv[1] == "--mot-cach":
        run_one(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        print(compare(sorted(Path(sys.argv[1]).glob("*.pdf")), int(sys.argv[2]) if len(sys.argv) > 2 else PAGES)[1])

"""Speed as ratios, measured in one run on one generated, seeded input; prints them and writes `bench/ket-qua.md`.

`python bench/do.py [lượt] [văn bản] [kỳ]`: so many paired runs (5), self-criticisms (500), papers of the season that is
built again (1000). Ways that cost the same for every paper are measured on fewer of them. Machines differ and are
shared: ratios mean something, seconds little; those of the processors stand beside those of the clock. A row says what
was reached and what was asked.
"""

from __future__ import annotations

import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cum
from binding import compare
from cold import Cost, Papers, cost, render_costs, self_criticisms, unoserver_is_here
from rebuild import grown, help_s, rebuilt

from vanban.convert import Job, Soffice, find_fonts, find_office
from vanban.render import render

ROOT = Path(__file__).parents[1]
RUNS = 5
PAPERS = 500
FEW = 12
SEASON = 1000
SIZES = (100, 1000, 10_000)


@dataclass(frozen=True)
class Row:
    """One line of the table: what, what was reached, at least, aim."""

    what: str
    reached: str
    least: str
    aim: str

    def markdown(self) -> str:
        """The line."""
        return f"| {self.what} | {self.reached} | {self.least} | {self.aim} |"


class Rows:
    """The table as it grows: each row is shown as soon as it is known."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, *rows: Row) -> None:
        """Put rows at the end."""
        for row in rows:
            self.lines.append(row.markdown())
            print(self.lines[-1], flush=True)


def times(value: float, digits: int = 1) -> str:
    """`3,4×`."""
    return f"{value:.{digits}f}×".replace(".", ",")


def seconds(values: Sequence[float]) -> str:
    """`0,31 s`, the median."""
    return f"{statistics.median(values):.2f} s".replace(".", ",")


def cold_rows(papers: Papers, runs: int) -> tuple[list[Row], list[str], list[Cost]]:
    """Every way against this program in pairs; the rows, the figures behind them, this program's costs."""
    ways = ["vòng lặp thường", "một lượt soffice", *(["unoserver"] if unoserver_is_here() else [])]
    goals = {"vòng lặp thường": ("30×", "60×"), "một lượt soffice": ("3×", "6×"), "unoserver": ("10×", "20×")}
    ours: list[Cost] = []
    theirs: dict[str, list[Cost]] = {way: [] for way in ways}
    for _ in range(runs):
        ours.append(cost("vanban", papers))
        for way in ways:
            slow = way in ("vòng lặp thường", "unoserver")
            theirs[way].append(cost(way, papers.first(FEW) if slow else papers))
    rows = []
    for way in ways:
        least, aim = goals[way]
        pairs = list(zip(theirs[way], ours, strict=True))
        clock = statistics.median(a.each_ms / b.each_ms for a, b in pairs)
        cpu = statistics.median(a.each_cpu_ms / b.each_cpu_ms for a, b in pairs)
        rows.append(
            Row(
                f"lập mới {ours[0].count} bản kiểm điểm, so với {way}", f"{times(clock)} (CPU {times(cpu)})", least, aim
            )
        )
    lines = [_way(way, found) for way, found in {**theirs, "vanban": ours}.items()]
    return rows, lines, ours


def _way(way: str, found: Sequence[Cost]) -> str:
    clock = statistics.median(one.each_ms for one in found)
    cpu = statistics.median(one.each_cpu_ms for one in found)
    return f"| {way} | {found[0].count} | {clock:.0f} | {cpu:.0f} |"


def render_row(papers: Papers, runs: int) -> Row:
    """Filling the template."""
    pairs = [render_costs(papers.first(60)) for _ in range(runs)]
    ratio = statistics.median(slow / fast for slow, fast in pairs)
    each = statistics.median(1000 * fast for _, fast in pairs)
    return Row("điền mẫu, so với docxtpl", f"{times(ratio)} ({each:.1f} ms một văn bản)", "8×", "15×")


def rebuild_rows(papers: int, runs: int) -> list[Row]:
    """What a clerk waits for after the first time."""
    found = rebuilt(papers, runs)
    count = found[0].papers
    return [
        Row(f"lập lại khi không đổi gì, {count} văn bản", seconds([f.unchanged for f in found]), "≤ 1,0 s", "0,3 s"),
        Row(f"lập lại khi một người đổi, {count} văn bản", seconds([f.changed for f in found]), "≤ 3 s", "1,5 s"),
    ]


def growth_rows(sizes: Sequence[int]) -> tuple[list[Row], list[str]]:
    """Cost and memory as the season grows; the rows need three sizes."""
    found = [grown(size) for size in sizes]
    lines = [f"| {g.papers} | {1000 * g.each_s:.1f} | {g.peak_mb:.0f} |" for g in found]
    small, middle, large = found[0], found[-2], found[-1]
    return [
        Row(
            f"giá một văn bản, {large.papers} so với {small.papers}",
            times(large.each_s / small.each_s, 2),
            "≤ 1,15×",
            "1,0×",
        ),
        Row(
            f"bộ nhớ, {large.papers} so với {middle.papers}",
            times(large.peak_mb / middle.peak_mb, 2),
            "≤ 1,2×",
            "1,0×",
        ),
    ], lines


def cluster_rows(papers: Papers, runs: int) -> tuple[list[Row], str]:
    """Two workers against one, and the simulation from what a batch costs."""
    some = papers.first(240)
    # A slow moment of the machine hits one of a pair only: more of them than elsewhere.
    pairs = [(cum.with_workers(some, 1), cum.with_workers(some, 2)) for _ in range(2 * runs - 1)]
    ratio = statistics.median(one / two for one, two in pairs)
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as place:
        batch_s, own_s = _batch(papers.first(30), Path(place))
    row = Row("hai máy con Dask so với một (mỗi máy con một lõi)", times(ratio), "1,7×", "1,9×")
    return [row], cum.table(batch_s, 30, own_s)


def _batch(papers: Papers, folder: Path) -> tuple[float, float]:
    """Seconds a worker takes for a batch, and the seconds of the processor for one paper on the computer that binds."""
    jobs = []
    for index, context in enumerate(papers.contexts):
        docx = folder / f"{index}.docx"
        docx.write_bytes(render(papers.template, context, docx.name))
        jobs.append(Job(docx, docx.with_suffix(".pdf"), docx.stem))
    converter = Soffice(find_office(None), find_fonts(), 1)
    start = time.perf_counter()
    converter.convert(jobs, lambda count: None)
    batch_s = time.perf_counter() - start
    converter.close()
    return batch_s, cum.own_share(jobs[0].pdf)


def binding_figures() -> tuple[float, str]:
    """How a packet of thousands of pages of a few papers of full length is bound, each laid out alone."""
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as folder:
        place = Path(folder)
        some = self_criticisms(8, place, brief=False)
        jobs = []
        for index, context in enumerate(some.contexts):
            docx = place / f"{index}.docx"
            docx.write_bytes(render(some.template, context, docx.name))
            jobs.append(Job(docx, docx.with_suffix(".pdf"), docx.stem))
        converter = Soffice(find_office(None), find_fonts(), 2)
        converter.convert(jobs, lambda count: None)
        converter.close()
        return compare([job.pdf for job in jobs])


def head() -> list[str]:
    """Which machine, which versions; a Python that is not the system's may be built slow."""
    office = find_office(None).version
    python = f"{platform.python_version()} ({'của hệ thống' if sys.base_prefix == '/usr' else 'cài riêng'})"
    return [
        "# Kết quả đo\n",
        f"{platform.platform()}, Python {python}, LibreOffice {office}.",
        "Trung vị của các lượt đo xen kẽ.\n",
    ]


def main() -> None:
    """Measure, print, write."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    count = int(sys.argv[2]) if len(sys.argv) > 2 else PAPERS
    season = int(sys.argv[3]) if len(sys.argv) > 3 else SEASON
    sizes = SIZES if season >= SEASON else (season, 2 * season)
    rows = Rows()
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as place:
        papers = self_criticisms(count, Path(place))
        found, lines, _ = cold_rows(papers, runs)
        rows.add(*found)
        rows.add(render_row(papers, runs))
        rows.add(*rebuild_rows(season, runs))
        ratio, binding = binding_figures()
        rows.add(Row("đóng 3000 trang, so với pypdf append + merge_page", times(ratio), "15×", "25×"))
        cluster, simulation = cluster_rows(papers, runs)
    rows.add(*cluster, Row("vanban --help", seconds(help_s(runs)), "≤ 0,25 s", "0,12 s"))
    more, growth = growth_rows(sizes)
    rows.add(*more)
    text = "\n".join(
        [
            *head(),
            "| việc | đạt | ít nhất | mong muốn |\n|---|---|---|---|",
            *rows.lines,
            "\n## Lập mới\n\n| cách làm | văn bản | ms một văn bản | ms CPU |\n|---|---|---|---|",
            *lines,
            "\n## Kỳ lớn dần (trang trắng thay LibreOffice)\n\n| văn bản | ms CPU một văn bản | MB |\n|---|---|---|",
            *growth,
            "",
            binding,
            simulation,
        ]
    )
    (ROOT / "bench" / "ket-qua.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()

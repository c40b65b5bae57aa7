"""Many cores: two Dask workers against one, and 16 and 64 cores simulated from measured costs of batches.

The simulation knows three things: what a batch of papers costs a worker, what the computer that binds does by itself
for every paper, and that a batch goes to the first worker that is free.
"""

from __future__ import annotations

import heapq
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cold import Papers

from vanban.bundle import Meta, read_faces, write_paper
from vanban.convert import Cluster, Job, find_fonts, find_office
from vanban.convert.cluster import Batch, lay_out, this_machine
from vanban.render import render

CORES = (1, 2, 16, 64)


def simulated(batches: int, batch_s: float, papers: int, own_s: float, cores: int) -> float:
    """Seconds until all batches are done and bound: workers one after the other, the client beside them."""
    free = [0.0] * cores
    received: list[float] = []
    for _ in range(batches):
        start = heapq.heappop(free)
        received.append(start + batch_s)
        heapq.heappush(free, start + batch_s)
    now, share = 0.0, own_s * papers / batches
    for moment in sorted(received):
        now = max(now, moment) + share
    return now


def table(batch_s: float, papers_a_batch: int, own_s: float, papers: int = 300_000) -> str:
    """The simulation as Markdown."""
    batches = papers // papers_a_batch
    alone = simulated(batches, batch_s, papers, own_s, 1)
    rows = [
        f"## Mô phỏng {papers} văn bản, mẻ {papers_a_batch} văn bản mất {batch_s:.2f} giây, "
        f"máy chính {1000 * own_s:.1f} ms mỗi văn bản\n",
        "| lõi | giờ | nhanh gấp |",
        "|---|---|---|",
    ]
    for cores in CORES:
        seconds = simulated(batches, batch_s, papers, own_s, cores)
        rows.append(f"| {cores} | {seconds / 3600:.2f} | {alone / seconds:.1f} |")
    return "\n".join(rows) + "\n"


class _Scheduler:
    """A Dask scheduler and some workers, as the README starts them: each with a core of its own, where Linux gives it.

    A worker stands for a core of some computer. One that is alone would take from a second core what its LibreOffice
    leaves over, and two of them then seem to gain less than they do.
    """

    def __init__(self, folder: Path, workers: int, first: Path) -> None:
        file = folder / "cum.json"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        dask = [sys.executable, "-m", "dask"]
        words = [*dask, "scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
        self._running = [subprocess.Popen(words, **quiet)]
        while not file.is_file() or not file.stat().st_size:
            time.sleep(0.1)
        self.address = str(json.loads(file.read_text())["address"])
        one = [*dask, "worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--resources", "LO=1"]
        self._running += [_on_core(number, subprocess.Popen(one, **quiet)) for number in range(workers)]
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=120)
            client.run(lay_out, Batch(this_machine(), ((first.stem, first.read_bytes()),)))  # LibreOffice's first start

    def stop(self) -> None:
        """End what was started."""
        for process in self._running:
            process.terminate()
            process.wait()


def _on_core(number: int, process: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
    if sys.platform == "linux":
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(process.pid, {cores[number % len(cores)]})  # before it has any thread
    return process


def with_workers(papers: Papers, workers: int) -> float:
    """Seconds to lay out the papers with so many workers, their start not counted."""
    with tempfile.TemporaryDirectory(prefix="vanban-bench-") as place:
        folder = Path(place)
        jobs = []
        for index, context in enumerate(papers.contexts):
            docx = folder / f"{index:05d}.docx"
            docx.write_bytes(render(papers.template, context, docx.name))
            jobs.append(Job(docx, docx.with_suffix(".pdf"), docx.stem))
        scheduler = _Scheduler(folder, workers, jobs[0].docx)
        cluster = Cluster(scheduler.address, find_office(None), find_fonts())
        try:
            start = time.perf_counter()
            cluster.convert(jobs, lambda count: None)
            return time.perf_counter() - start
        finally:
            cluster.close()
            scheduler.stop()


def own_share(pdf: Path) -> float:
    """Seconds of the processor that the binding computer spends on the one byte form of a paper."""
    faces = read_faces(find_fonts().files)
    from datetime import date

    meta, target = Meta("bench", "bench", date(2021, 12, 1)), pdf.with_name("mot.pdf")
    write_paper(pdf, target, meta, faces)  # what is read of the faces is read once
    start = time.process_time()
    for _ in range(5):
        write_paper(pdf, target, meta, faces)
    return (time.process_time() - start) / 5

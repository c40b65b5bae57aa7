"""Speed of the checker of form: a Word file of three pages, a bound PDF of about 300 pages, the start of the program.

Prints medians and the ratio to the time the plain readers (python-docx, pypdf) need just to give the text; writes
`bench/the-thuc.md`. Machines differ and are shared: the ratios in one run mean more than the seconds.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from docx import Document as PlainDocument
from pypdf import PdfReader, PdfWriter

from tests.the_thuc.correct import correct
from vanban.convert import Job, Soffice, find_fonts, find_office
from vanban.the_thuc.examine import Source, examine
from vanban.the_thuc.judge import judge
from vanban.the_thuc.rule import RULES

ROOT = Path(__file__).parents[1]
RUNS = 7
PAGES = 300
BASE = "ke-hoach-P18-phu-luc"


def median_s(work: Callable[[], object]) -> float:
    """Seconds of one call, the median of several."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def long_pdf(docx: bytes, folder: Path) -> bytes:
    """The document's own pages again and again, up to PAGES."""
    source = folder / "a.docx"
    source.write_bytes(docx)
    office = Soffice(find_office(None), find_fonts(), 1)
    office.convert([Job(source, source.with_suffix(".pdf"), "a")], lambda count: None)
    office.close()
    writer, out = PdfWriter(), io.BytesIO()
    while len(writer.pages) < PAGES:
        writer.append(str(source.with_suffix(".pdf")))
    writer.write(out)
    return out.getvalue()


def plain_docx(docx: bytes) -> str:
    """What python-docx needs to give the words of the body."""
    document = PlainDocument(io.BytesIO(docx))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def plain_pdf(pdf: bytes) -> str:
    """What pypdf needs to give the words of all pages."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def main() -> None:
    """Measure and write."""
    docx = correct(BASE)
    with tempfile.TemporaryDirectory() as folder:
        pdf = long_pdf(docx, Path(folder))
    facts = [code for code, rule in RULES.items() if rule.facts]
    program = [sys.executable, "-m", "vanban", "kiem-the-thuc", "--help"]
    rows = [
        ("docx 3 trang, đọc và xét đủ", median_s(lambda: judge(examine(Source(name="a", docx=docx))))),
        (
            "docx 3 trang, chỉ điều dữ kiện làm hỏng",
            median_s(lambda: judge(examine(Source(name="a", docx=docx)), facts)),
        ),
        ("python-docx đọc chữ", median_s(lambda: plain_docx(docx))),
        (f"PDF {PAGES} trang, đọc và xét đủ", median_s(lambda: judge(examine(Source(name="a", pdf=pdf))))),
        ("pypdf đọc chữ của PDF ấy", median_s(lambda: plain_pdf(pdf))),
        ("khởi động lệnh", median_s(lambda: subprocess.run(program, check=True, capture_output=True, cwd=ROOT))),
    ]
    lines = [
        "# Tốc độ kiểm thể thức",
        "",
        "| việc | ms |",
        "|---|---|",
        *(f"| {n} | {s * 1000:.0f} |" for n, s in rows),
    ]
    text = "\n".join([*lines, ""])
    (ROOT / "bench" / "the-thuc.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()

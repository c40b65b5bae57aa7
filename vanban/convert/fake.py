"""A converter that makes blank pages: for tests and dry runs, without LibreOffice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pikepdf

from vanban.convert.base import Job, Meanwhile, Outcome, Progress, Ready, nothing


class Fake:
    """Blank A4 pages; `pages` says how many a paper has, `kept` that it always says the same."""

    def __init__(self, pages: Callable[[Job], int], kept: bool = False) -> None:
        self._pages = pages
        self._kept = kept

    @property
    def mark(self) -> str:
        """It has only one look."""
        return "trang trắng"

    @property
    def real(self) -> bool:
        """Its pages are blank."""
        return False

    @property
    def kept(self) -> bool:
        """Only when its page counts are those of the paper."""
        return self._kept

    def convert(
        self, jobs: Sequence[Job], progress: Progress, ready: Ready | None = None, meanwhile: Meanwhile = nothing
    ) -> list[Outcome]:
        """One PDF of blank pages per job."""
        outcomes = []
        for job in jobs:
            count = self._pages(job)
            with pikepdf.new() as pdf:
                for _ in range(count):
                    pdf.add_blank_page(page_size=(595.3, 841.9))
                pdf.save(job.pdf, deterministic_id=True)
            outcomes.append(Outcome(job, count))
            progress(1)
            if ready is not None:
                ready(outcomes[-1])
        return outcomes

    def close(self) -> None:
        """Nothing to leave."""

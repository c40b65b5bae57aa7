"""What every converter promises, asked of each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pikepdf
import pytest

from vanban.convert import Converter, Fake, Job, Soffice, find_fonts, find_office

Jobs = Callable[..., Job]


@pytest.fixture(params=["fake", pytest.param("soffice", marks=pytest.mark.soffice)])
def converter(request: pytest.FixtureRequest) -> Iterator[Converter]:
    made: Converter
    if request.param == "fake":
        made = Fake(lambda job: int(job.label.rpartition("-")[2]))
    else:
        made = Soffice(find_office(None), find_fonts(), 2)
    yield made
    made.close()


def test_every_paper_becomes_a_pdf_of_its_pages_in_the_order_of_the_jobs(converter: Converter, job: Jobs) -> None:
    jobs = [job(f"van-ban-{pages}", *["Uỷ ban nhân dân"] * pages) for pages in (3, 1, 2)]
    counts: list[int] = []
    outcomes = converter.convert(jobs, counts.append)
    assert [(outcome.job, outcome.pages) for outcome in outcomes] == list(zip(jobs, (3, 1, 2), strict=True))
    assert [pages_of(one) for one in jobs] == [3, 1, 2]
    assert sum(counts) == 3


def test_no_paper_is_no_work(converter: Converter) -> None:
    counts: list[int] = []
    assert converter.convert([], counts.append) == []
    assert counts == []


def test_closing_twice_is_closing_once(converter: Converter) -> None:
    converter.close()
    converter.close()


def pages_of(job: Job) -> int:
    with pikepdf.open(job.pdf) as pdf:
        return len(pdf.pages)

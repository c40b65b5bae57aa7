"""Requests of the sample season: each paper as the build would ask for it, with the numbers of the sample CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vanban.build import plan_packets
from vanban.build.planning import planned
from vanban.forms import BUILDERS, Request
from vanban.intake import Season, load_season
from vanban.model.document import DocumentNumber
from vanban.model.packet import ContentsRow, DossierView, PacketPlan, Planned
from vanban.model.period import Submission, Summary
from vanban.model.remedy import RemedyPlanRow, Workload
from vanban.model.review import Review
from vanban.register import read_csv

PAGES = 2  # of every paper in the imagined packet
Ask = Callable[..., Request]


@pytest.fixture(scope="session")
def numbers(sample: Season) -> Mapping[str, DocumentNumber]:
    """The numbers of the sample season, as its CSV gives them."""
    return {row.key: row.number for row in read_csv(sample.folder / "so-van-ban.csv")}


@pytest.fixture
def ask(sample: Season, numbers: Mapping[str, DocumentNumber]) -> Ask:
    """The request for a paper of a packet, by key; of another review or without numbers when told so."""

    def request(key: str, review: Review = sample.review, numbers: Mapping[str, DocumentNumber] = numbers) -> Request:
        plans = plan_packets(review, sample.folder)
        plan, paper = next((plan, p) for plan in plans for p in plan.papers if p.key == key)
        assert isinstance(paper, Planned)
        return Request(review, paper, plan, numbers)

    return request


@pytest.fixture
def ask_front(sample: Season, numbers: Mapping[str, DocumentNumber]) -> Callable[[str, str], Request]:
    """The request for the cover or contents of a packet whose papers have two pages each, from page 4 on."""

    def request(form: str, packet: str) -> Request:
        review = sample.review
        plan = next(plan for plan in plan_packets(review, sample.folder) if plan.code == packet)
        paper = planned(review, review.profile.form(form), review.period)
        return Request(review, paper, plan, numbers, _view(plan, numbers))

    return request


def _view(plan: PacketPlan, numbers: Mapping[str, DocumentNumber]) -> DossierView:
    rows = tuple(
        ContentsRow(
            number=str(numbers.get(paper.key, "")),
            day=paper.heading.promulgation_date,
            title=f"{paper.heading.kind} {paper.heading.subject}",
            author=paper.heading.author,
            first_page=4 + PAGES * index,
            last_page=3 + PAGES * (index + 1),
        )
        for index, paper in enumerate(plan.papers)
    )
    days = sorted(row.day for row in rows if row.day)
    frame = {"bia": 1, "muc-luc": 2, "chung-tu-ket-thuc": 1}
    return DossierView(plan.title, rows, rows[-1].last_page + 1, (days[0], days[-1]), plan.owner, frame)


@pytest.fixture
def words(ask: Ask) -> Callable[..., Mapping[str, Any]]:
    """The context of a paper, by key."""

    def context(key: str, **changes: Any) -> Mapping[str, Any]:
        request = ask(key, **changes)
        return BUILDERS[request.planned.form.code].context(request)

    return context


ROOT = Path(__file__).parents[2]
PLACES = ("Ban Tổ chức Huyện uỷ", "Lưu Văn phòng Đảng uỷ")
SIGNING = {"signer": "VP01", "competence": "T/M ĐẢNG UỶ", "position": "BÍ THƯ", "to_places": PLACES}
ROW = RemedyPlanRow(
    shortcoming="Chưa kiểm tra 03 xã theo kế hoạch.",
    cause="Lịch kiểm tra dồn vào quý IV.",
    measure="Mỗi tháng kiểm tra 01 xã.",
    deadline=date(2022, 3, 31),
    responsible="Trưởng phòng",
    product="03 biên bản kiểm tra",
)
WORDS = ("Đã quán triệt kế hoạch đến toàn thể đảng viên.",)


@pytest.fixture(scope="session")
def bare() -> Review:
    """The sample without the facts of the summary forms."""
    review = load_season(ROOT / "data" / "son-duong-2021", ROOT).review
    period = review.period.model_copy(update={"summary": None, "issues": {}})
    collectives = {c: x.model_copy(update={"remedy_plan": ()}) for c, x in review.collectives.items()}
    people = {c: p.model_copy(update={"remedy_plan": (), "workload": None}) for c, p in review.individuals.items()}
    return replace(review, period=period, collectives=collectives, individuals=people)


@pytest.fixture(scope="session")
def complete(bare: Review) -> Review:
    """The same season with a summary, issues, remedy plans and workloads."""
    summary = Summary(
        **SIGNING,
        promulgation_date=date(2021, 12, 16),
        leadership=WORDS,
        strengths=WORDS,
        shortcomings=WORDS,
        causes=WORDS,
        directions=WORDS,
    )
    issues = {
        "lich": Submission(**SIGNING, promulgation_date=date(2021, 11, 26)),
        "khac-phuc": Submission(**SIGNING, promulgation_date=date(2021, 12, 20)),
    }
    period = bare.period.model_copy(update={"summary": summary, "issues": issues})
    collectives = {c: x.model_copy(update={"remedy_plan": (ROW, ROW)}) for c, x in bare.collectives.items()}
    people = {
        code: person.model_copy(
            update={"remedy_plan": (ROW,), "workload": Workload(assigned=20 + i, done=20, late=i % 3)}
        )
        for i, (code, person) in enumerate(bare.individuals.items())
    }
    return replace(bare, period=period, collectives=collectives, individuals=people)

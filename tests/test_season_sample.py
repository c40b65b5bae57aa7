"""The committed sample season: as big as promised, no two self-criticisms alike, composed files true to the banks."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from vanban.intake import load_season
from vanban.model.individual import SelfCriticism
from vanban.model.review import Review

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "son-duong-2021"
MOST_SHARED = 0.60


@pytest.fixture(scope="module")
def sample() -> Review:
    return load_season(SAMPLE, ROOT).review


@pytest.fixture
def composer(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    import soan

    yield soan
    for name in ("soan", "bank", "roster", "yaml_out", "papers_person", "papers_collective", "papers_meeting"):
        sys.modules.pop(name, None)


def paragraphs(text: SelfCriticism) -> Iterator[str]:
    for strength in text.strengths.values():
        yield from strength.paragraphs
    yield from (*text.shortcomings, *text.causes, *text.responsibility, *text.directions)
    yield from (item.outcome for item in text.remedies.items)


def sentences(text: SelfCriticism) -> frozenset[str]:
    """The sentences of a self-criticism, in small letters, every number the same."""
    parts = (part for paragraph in paragraphs(text) for part in re.split(r"(?<=[.!?;])\s+", paragraph))
    return frozenset(re.sub(r"\d+(?:[.,]\d+)*", "0", part.lower()) for part in parts)


def kinds(review: Review) -> list[str]:
    return [collective.kind for collective in review.collectives.values()]


def test_the_sample_has_at_least_twelve_branches(sample: Review) -> None:
    assert kinds(sample).count("chi-bo") >= 12


def test_the_sample_has_at_least_six_leading_collectives(sample: Review) -> None:
    assert kinds(sample).count("tap-the-lanh-dao") + kinds(sample).count("ban-thuong-vu") >= 6


def test_the_sample_has_at_least_seventy_individuals(sample: Review) -> None:
    assert len(sample.individuals) >= 70


def test_the_sample_has_at_least_twenty_four_meetings(sample: Review) -> None:
    assert len(sample.meetings) >= 24


def test_no_two_self_criticisms_share_most_of_their_sentences(sample: Review) -> None:
    said = {person.code: sentences(person.review_text) for person in sample.reviewed}
    shares = {(a, b): len(said[a] & said[b]) / min(len(said[a]), len(said[b])) for a, b in combinations(said, 2)}
    assert {pair: share for pair, share in shares.items() if share >= MOST_SHARED} == {}


def test_every_special_case_stands_in_the_sample_once(sample: Review) -> None:
    people = sample.individuals.values()
    reasons = [person.exemption.reason for person in people if person.exemption]
    assert sorted(reasons) == ["chua-du-6-thang", "mien-cong-tac", "nghi-dai"]
    assert [person.code for person in people if person.membership == "du-bi"] == ["VH07"]
    assert [person.code for person in people if person.disciplines] == ["TN05"]


def test_the_composed_files_are_what_the_banks_give(composer, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "ky"
    composer.sample(folder)
    made = {path.relative_to(folder): path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}
    kept = {
        path.relative_to(SAMPLE): path.read_text(encoding="utf-8")
        for path in SAMPLE.rglob("*.yaml")
        if composer.is_composed(path)
    }
    assert kept == made


def test_a_bigger_season_loads(composer, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "data" / "lon"
    shutil.copytree(ROOT / "mau", tmp_path / "mau")
    composer.season(folder, 100, seed=7)
    review = load_season(folder, tmp_path).review
    assert len(review.individuals) == 100

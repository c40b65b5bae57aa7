"""A season read with its texts in a file is the season read into memory, but for the memory."""

from __future__ import annotations

import copy
import pickle
import tracemalloc
import types
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from vanban.appraisal import appraise
from vanban.appraisal.texts import walked
from vanban.build.planning import plan_packets
from vanban.forms import BUILDERS, Request
from vanban.intake import Season, load_season, season, spill
from vanban.model.collective import Collective
from vanban.model.fact import Fact
from vanban.model.finding import Where
from vanban.model.individual import Individual, SelfCriticism
from vanban.model.meeting import Meeting
from vanban.model.packet import Planned
from vanban.store import key_of

ROOT = Path(__file__).parents[2]
PADDED = 100_000
_PLAIN: dict[type, st.SearchStrategy[Any]] = {
    str: st.text(max_size=40),
    int: st.integers(),
    bool: st.booleans(),
    date: st.dates(),
    time: st.times(),
    Decimal: st.decimals(allow_nan=False),
    types.NoneType: st.none(),
}


def _drawn(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a kind of field, however deep; they need not be lawful."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _drawn(inside[0])
    if origin is Literal:
        return st.sampled_from(inside)
    if origin in (Union, types.UnionType):
        return st.one_of(*map(_drawn, inside))
    if origin is tuple:
        return st.lists(_drawn(inside[0]), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(_drawn(inside[0]), _drawn(inside[1]), max_size=3)
    return _PLAIN[kind] if kind in _PLAIN else st.deferred(lambda: _facts(kind))


def _facts(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    fields = {name: _drawn(field.annotation) for name, field in kind.model_fields.items()}
    return st.builds(kind.model_construct, **fields)  # type: ignore[arg-type]


@pytest.fixture
def everything_spills(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(season, "MANY", 0)
    monkeypatch.setattr(spill, "LEAST", 0)
    monkeypatch.setattr(spill, "_LOADED", 4)


@pytest.fixture(scope="module")
def spilled() -> Iterator[Season]:
    """The sample season with every fact within a noun in the file."""
    with pytest.MonkeyPatch.context() as patch:
        everything_spills.__wrapped__(patch)  # type: ignore[attr-defined]
        yield load_season(ROOT / "data" / "son-duong-2021", ROOT)


def _same(plain: Fact, put_away: Fact) -> None:
    assert put_away == plain
    assert plain == put_away
    assert repr(put_away) == repr(plain)
    assert list(put_away) == list(plain)
    assert put_away.model_dump() == plain.model_dump()
    assert put_away.model_fields_set == plain.model_fields_set
    assert list(walked(Where("", ""), put_away)) == list(walked(Where("", ""), plain))
    assert pickle.loads(pickle.dumps(put_away)) == plain
    assert copy.copy(put_away) == copy.deepcopy(put_away) == plain


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.one_of(*map(_facts, (Individual, Collective, Meeting))))
def test_a_spilled_noun_is_the_plain_one(noun: Fact) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spill, "LEAST", 0)
        _same(noun, spill.Spill().spilled(noun))


def _within(value: Any) -> Iterator[Fact]:
    """The facts that lie directly in a noun."""
    for each in value if isinstance(value, tuple) else (value,):
        if isinstance(each, Fact):
            yield each


def test_every_fact_within_a_spilled_noun_is_of_its_kind_and_as_frozen(sample: Season, spilled: Season) -> None:
    for code, plain in sample.review.individuals.items():
        _same(plain, spilled.review.individuals[code])
        pairs = zip(plain, spilled.review.individuals[code], strict=True)
        for (_, own), (_, put_away) in pairs:
            for one, other in zip(_within(own), _within(put_away), strict=True):
                assert isinstance(other, type(one))
                assert type(other).model_fields.keys() == type(one).model_fields.keys()
                _refuses_changes(other)


def _refuses_changes(put_away: Fact) -> None:
    name = next(iter(type(put_away).model_fields))
    with pytest.raises(ValidationError, match="frozen"):
        setattr(put_away, name, "khác")
    with pytest.raises(ValidationError, match="frozen"):
        delattr(put_away, name)
    with pytest.raises(AttributeError, match="strange"):
        put_away.strange  # noqa: B018


def test_a_changed_copy_of_a_spilled_fact_is_a_plain_one(sample: Season, spilled: Season) -> None:
    code = next(person.code for person in sample.review.reviewed)
    before, text = (each.review.individuals[code].review_text for each in (sample, spilled))
    assert type(text) is not SelfCriticism
    changed = text.model_copy(update={"causes": ("Khác.",)})
    assert type(changed) is SelfCriticism
    assert changed == before.model_copy(update={"causes": ("Khác.",)})
    assert text == before != changed


def test_equal_facts_have_equal_hashes(sample: Season, spilled: Season) -> None:
    rows = [(a, b) for a, b in zip(sample.review.reviewed, spilled.review.reviewed, strict=True) if a.remedy_plan]
    assert rows
    for plain, put_away in rows:
        assert set(plain.remedy_plan) == set(put_away.remedy_plan)


def test_what_many_say_alike_is_held_once(sample: Season) -> None:
    person = next(iter(sample.review.reviewed))
    again = person.model_copy(update={"workplace": f"{person.workplace} "[:-1]})
    assert again.workplace is not person.workplace
    held = spill.Spill()
    one, other = held.spilled(person), held.spilled(again)
    assert one == other == person
    assert one.workplace is other.workplace


def test_every_paper_and_finding_is_the_same(sample: Season, spilled: Season) -> None:
    assert appraise(spilled.review) == appraise(sample.review)
    assert _contexts(spilled) == _contexts(sample)


def _contexts(of: Season) -> dict[tuple[str, str], str]:
    plans = plan_packets(of.review, of.folder)
    papers = [(plan, paper) for plan in plans for paper in plan.papers if isinstance(paper, Planned)]
    return {
        (plan.code, paper.key): key_of(BUILDERS[paper.form.code].context(Request(of.review, paper, plan)))
        for plan, paper in papers
    }


def test_threads_read_one_file_at_once(sample: Season, spilled: Season) -> None:
    def texts(code: str) -> str:
        return repr(spilled.review.individuals[code])

    codes = [*sample.review.individuals] * 2
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(texts, codes)) == [repr(sample.review.individuals[code]) for code in codes]


def test_a_computer_without_pread_reads_the_same(
    sample: Season, everything_spills: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("os.pread", raising=False)
    held = spill.Spill()
    plain = [*sample.review.individuals.values()]
    assert [held.spilled(person) for person in plain] == plain


class _Full:
    """A disk that takes so many writes."""

    def __init__(self, file: Any, left: int) -> None:
        self._file, self._left = file, left

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, data: bytes) -> int:
        self._left -= 1
        if self._left < 0:
            raise OSError(28, "No space left on device")
        return int(self._file.write(data if self._left else data[:100]))


@pytest.mark.parametrize("left", [0, 1, 5])
def test_what_a_full_disk_does_not_take_stays_in_memory(
    sample: Season, everything_spills: None, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    held = spill.Spill()
    monkeypatch.setattr(held, "_file", _Full(held._file, left))
    plain = [*sample.review.individuals.values()]
    put_away = [held.spilled(person) for person in plain]
    assert put_away == plain
    assert type(put_away[-1].self_criticism) is type(plain[-1].self_criticism)
    assert held._file._left <= 0  # type: ignore[attr-defined]


def test_without_a_place_for_temporary_files_the_season_is_read(
    sample: Season, season_copy: Path, everything_spills: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(**_: object) -> object:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(spill.tempfile, "TemporaryFile", none)
    assert load_season(season_copy, ROOT).review.individuals == sample.review.individuals


def test_a_small_season_stays_in_memory(sample: Season) -> None:
    assert {type(person.review_text) for person in sample.review.reviewed} == {SelfCriticism}


def test_what_is_wrong_is_told_the_same(
    season_copy: Path, edit: Callable[[str, str, str], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit("ca-nhan/da01.yaml", "dien_quan_ly: huyen-uy", "dien_quan_ly: huyen-ủy")
    edit("ca-nhan/nv02.yaml", "cong_chuc:", "cong_chuk:")
    edit("cuoc-hop/noi-vu.yaml", "ve: ", "ve: X")
    told = _told(season_copy)
    monkeypatch.setattr(season, "MANY", 0)
    assert _told(season_copy) == told


def _told(folder: Path) -> object:
    with pytest.raises(season.DataError) as caught:
        load_season(folder, ROOT)
    return caught.value.problems


def test_memory_does_not_grow_with_the_texts(season_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every self-criticism a hundred times longer: neither what is held after reading nor the peak follows."""
    monkeypatch.setattr(season, "MANY", 0)
    monkeypatch.setattr(spill, "_LOADED", 4)
    before = _memory(season_copy)
    padded = [path for path in (season_copy / "ca-nhan").glob("*.yaml") if _pad(path)]
    assert len(padded) > 60
    grown = [after - was for after, was in zip(_memory(season_copy), before, strict=True)]
    assert grown[0] < 10 * PADDED, grown
    assert grown[1] < 20 * PADDED, grown


def _pad(path: Path) -> bool:
    mark, text = "  nguyen_nhan:\n", path.read_text(encoding="utf-8")
    path.write_text(text.replace(mark, f"{mark}    - {'abc ' * (PADDED // 4)}\n", 1), encoding="utf-8")
    return mark in text


def _memory(folder: Path) -> tuple[int, int]:
    """Bytes held by a season that was read, and the most while it was."""
    tracemalloc.start()
    try:
        read = load_season(folder, ROOT)
        assert read.review.individuals
        return tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

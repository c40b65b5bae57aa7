"""Running text of the papers: every paragraph with its place, sentences, quoting without personal numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any, Final, TypeAlias

from vanban.model.fact import Fact
from vanban.model.finding import Where
from vanban.model.individual import Individual
from vanban.model.meeting import Meeting
from vanban.model.report import ReviewText
from vanban.model.review import Review

_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+")
_CLAUSE_END: Final = re.compile(r"(?<=[.!?;])\s+")
_LONG_NUMBER: Final = re.compile(r"\d(?:[ .]?\d){7,}")
_QUOTE: Final = 160
_NO_TEXT: Final = frozenset({type(None), bool, int, float, date, time, Decimal})
_Route: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Đoạn văn: one paragraph and where it stands."""

    where: Where
    text: str


def sentences(paragraphs: Iterable[str]) -> list[str]:
    """The sentences of some paragraphs."""
    return [part for text in paragraphs for part in _SENTENCE_END.split(text.strip()) if part]


def clauses(paragraphs: Iterable[str]) -> list[str]:
    """The sentences of some paragraphs, cut at semicolons too."""
    return [part for text in paragraphs for part in _CLAUSE_END.split(text.strip()) if part]


def quoted(text: str) -> str:
    """The text in quotation marks, long numbers masked (they may be personal), not longer than two lines."""
    shown = _LONG_NUMBER.sub(lambda match: "*" * len(match[0]), text)
    return f"“{shown}”" if len(shown) <= _QUOTE else f"“{shown[: _QUOTE - 1]}…”"


def review_passages(where: Where, text: ReviewText) -> Iterator[Passage]:
    """Sections I to VI of a review, the explanations left out: they are stock phrases in most papers."""
    for code, strength in text.strengths.items():
        yield from _list(where, ("uu_diem", code, "noi_dung"), strength.paragraphs)
    yield from _list(where, ("han_che",), text.shortcomings)
    yield from _list(where, ("nguyen_nhan",), text.causes)
    for index, item in enumerate(text.remedies.items):
        yield _passage(where, ("khac_phuc", "muc", index, "ket_qua"), item.outcome)
    yield from _list(where, ("trach_nhiem",), text.responsibility)
    yield from _list(where, ("phuong_huong",), text.directions)


def _list(where: Where, route: tuple[str | int, ...], paragraphs: Iterable[str]) -> Iterator[Passage]:
    return (_passage(where, (*route, index), text) for index, text in enumerate(paragraphs))


def _passage(where: Where, route: tuple[str | int, ...], text: str) -> Passage:
    return Passage(Where(where.kind, where.code, (*where.route, *route)), text)


def passages(review: Review) -> Iterator[Passage]:
    """Every paragraph of the season's papers, the plan left out: it is another body's text in part."""
    for collective in review.collectives.values():
        base = Where("tap-the", collective.code)
        if collective.report is None:
            continue
        yield from review_passages(Where("tap-the", collective.code, ("bao_cao",)), collective.report)
        yield from _list(base, ("bao_cao", "giai_trinh"), collective.report.explanations)
        if collective.analysis is not None:
            yield from _list(base, ("phieu_phan_tich", "nhan_xet"), collective.analysis.comment)
    for person in review.individuals.values():
        yield from _of_person(person)
    for meeting in review.meetings.values():
        yield from _of_meeting(meeting)
    yield from _of_summary(review)


def _of_person(person: Individual) -> Iterator[Passage]:
    base = Where("ca-nhan", person.code)
    if person.self_criticism is not None:
        yield from review_passages(Where("ca-nhan", person.code, ("kiem_diem",)), person.self_criticism)
        yield from _list(base, ("kiem_diem", "giai_trinh"), person.self_criticism.explanations)
    verdicts = person.verdicts
    steps = (("thu_truong", verdicts.office_head), ("chi_uy", verdicts.branch), ("dang_uy", verdicts.committee))
    for key, verdict in steps:
        if verdict is not None:
            yield from _list(base, ("nhan_xet", key, "noi_dung"), verdict.paragraphs)
    if person.civil_sheet is not None:
        for code, paragraphs in person.civil_sheet.items.items():
            yield from _list(base, ("phieu_cong_vu", "noi_dung", code), paragraphs)
        yield from _list(base, ("phieu_cong_vu", "tu_nhan_xet"), person.civil_sheet.self_comment)


def _of_meeting(meeting: Meeting) -> Iterator[Passage]:
    base = Where("cuoc-hop", meeting.code)
    yield from _list(base, ("khai_mac",), meeting.opening)
    for index, discussion in enumerate(meeting.discussions):
        spot: tuple[str | int, ...] = ("kiem_diem", index)
        yield from _list(base, (*spot, "tom_tat"), discussion.summary)
        for number, comment in enumerate(discussion.comments):
            yield _passage(base, (*spot, "gop_y", number, "y_kien"), comment.text)
        yield _passage(base, (*spot, "tiep_thu"), discussion.answer)
        yield _passage(base, (*spot, "ket_luan"), discussion.conclusion)
    yield from _list(base, ("phat_bieu_cap_tren",), meeting.superior_speech)
    yield from _list(base, ("ket_luan",), meeting.conclusions)


def _of_summary(review: Review) -> Iterator[Passage]:
    summary = review.period.summary
    if summary is None:
        return
    sections: Mapping[str, tuple[str, ...]] = {
        "lanh_dao_chi_dao": summary.leadership,
        "uu_diem": summary.strengths,
        "han_che": summary.shortcomings,
        "nguyen_nhan": summary.causes,
        "phuong_huong": summary.directions,
    }
    for key, paragraphs in sections.items():
        yield from _list(Where("ky", ""), ("bao_cao_tong_hop", key), paragraphs)


def fact_texts(review: Review, holding: str = "") -> Iterator[tuple[Where, str]]:
    """Every text of the facts with its place; only those that hold some letters, when such are given."""
    yield from walked(Where("ky", ""), review.period, holding)
    nouns: Mapping[str, Mapping[str, Fact]] = {
        "tap-the": review.collectives,
        "ca-nhan": review.individuals,
        "cuoc-hop": review.meetings,
    }
    for kind, group in nouns.items():
        for code, noun in group.items():
            yield from walked(Where(kind, code), noun, holding)


def walked(where: Where, value: Any, holding: str = "") -> Iterator[tuple[Where, str]]:
    """The texts within a value, at any depth."""
    found: list[tuple[_Route, str]] = []
    _gather(found, where.route, value)
    return ((Where(where.kind, where.code, route), text) for route, text in found if holding in text)


def _gather(found: list[tuple[_Route, str]], route: _Route, value: Any) -> None:
    if isinstance(value, str):
        found.append((route, value))
        return
    for key, inner in _inside(value):
        if type(inner) not in _NO_TEXT:
            _gather(found, (*route, key), inner)


def _inside(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, Fact):
        return [(key, getattr(value, name)) for key, name in _keys(type(value))]
    if isinstance(value, Mapping):
        return value.items()
    return enumerate(value) if isinstance(value, tuple) else ()


@cache
def _keys(kind: type[Fact]) -> tuple[tuple[str, str], ...]:
    """The key a clerk types for each field of a kind of fact, and the field's name."""
    return tuple((field.alias or name, name) for name, field in kind.model_fields.items())

"""What the rules of a packet note of a document holds nothing of the document itself."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from tests.the_thuc.casebook import all_cases, packet_of
from tests.the_thuc.correct import correct
from vanban.the_thuc.document import Document, Known, Member
from vanban.the_thuc.examine import Source, examine
from vanban.the_thuc.judge import _MOST_SHARED, _ONE, judge_packet, member_of, shared
from vanban.the_thuc.page_views import PdfLine, PdfView
from vanban.the_thuc.parts import Line, Parts
from vanban.the_thuc.rule import NOTES
from vanban.the_thuc.views import DocxView, Paragraph, Span

WHOLE = (Document, DocxView, PdfView, Parts, Line, PdfLine, Paragraph, Span)
PERSONS = ("Nguyễn Văn Bình", "Lê Thị Thu")
CASES = [case for case in all_cases() if "packet" in case.spec and not case.needs_office]


@pytest.fixture(autouse=True)
def nothing_is_shared_yet() -> None:
    _ONE.clear()


def held(value: Any, seen: set[int]) -> Iterator[Any]:
    """Everything that a value keeps alive; kinds and the list of persons, which all documents share, left out."""
    if id(value) in seen or isinstance(value, type) or value is PERSONS:
        return
    seen.add(id(value))
    yield value
    for each in gc.get_referents(value):
        yield from held(each, seen)


def member(name: str) -> Member:
    return member_of(examine(Source(name="a", docx=correct(name)), known=Known(persons=PERSONS)))


@pytest.mark.parametrize("name", ["bien-ban-P18", "ke-hoach-P18", "cong-van-S"])
def test_a_member_keeps_nothing_of_its_document(name: str) -> None:
    kept = list(held(member(name), set()))
    assert not [value for value in kept if isinstance(value, WHOLE)]
    assert not [value for value in kept if isinstance(value, str) and len(value) > 300]
    assert len(kept) < 400


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_what_is_noted_of_wrong_documents_is_small_too(case: Any) -> None:
    packet = packet_of(case.spec)
    assert packet.members
    assert all(len(each.notes) == len(NOTES) for each in packet.members)
    kept = list(held(packet.members, set()))
    assert not [value for value in kept if isinstance(value, WHOLE)]
    assert judge_packet(packet) == judge_packet(packet_of(case.spec))


def test_what_is_noted_of_equal_documents_is_held_once() -> None:
    one, other = member("ke-hoach-P18"), member("ke-hoach-P18")
    assert one.notes == other.notes
    assert all(a is b for a, b in zip(one.notes, other.notes, strict=True))


class _Pair(NamedTuple):
    first: object
    second: object


def test_equal_values_are_one_part_by_part_and_stay_what_they_are() -> None:
    def made() -> list[Any]:
        word = "".join(["chi", "bộ"])
        return [(word, _Pair(word, 1)), (word, (word, 1)), (word, (word, True)), _Pair((word, 1), None), 1, True, 1.0]

    one, other = [shared(value) for value in made()], [shared(value) for value in made()]
    assert repr(one) == repr(made())
    assert all(a is b for a, b in zip(one, other, strict=True))
    assert len({id(each[0]) for each in one[:3]}) == 1


def test_what_is_shared_takes_no_more_and_no_more_room() -> None:
    for number in range(3 * _MOST_SHARED):
        assert shared((str(number), (number,))) == (str(number), (number,))
    assert len(_ONE) <= _MOST_SHARED + 5


def test_the_long_list_of_persons_is_not_copied() -> None:
    assert PERSONS in [note for note in member("ke-hoach-P18").notes if note is PERSONS]

"""What the rules of a whole packet say of documents without their looks is what they say of the documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.the_thuc.casebook import Case, all_cases, laid_out, packet_of
from tests.the_thuc.correct import correct
from vanban.the_thuc.document import among_others
from vanban.the_thuc.examine import Source, examine
from vanban.the_thuc.judge import judge_packet

CASES = [case for case in all_cases() if "packet" in case.spec and not case.needs_office]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_a_packet_is_judged_the_same_without_looks(case: Case) -> None:
    packet = packet_of(case.spec)
    bare = replace(packet, documents=tuple(map(among_others, packet.documents)))
    assert judge_packet(bare) == judge_packet(packet)


def test_looks_are_gone_and_words_and_places_are_not() -> None:
    document = packet_of(CASES[0].spec).documents[0]
    bare = among_others(document)
    assert bare.docx is not None
    assert document.docx is not None
    assert bare.docx.text == document.docx.text
    assert [(p.text, p.place) for p in bare.passages] == [(p.text, p.place) for p in document.passages]
    assert not any(passage.spans for passage in bare.passages)
    assert any(passage.spans for passage in document.passages)


@pytest.mark.soffice
def test_pages_add_nothing_to_what_a_word_file_says() -> None:
    docx = correct("ke-hoach-P18")
    alone, with_pages = (examine(Source(name="a", docx=docx, pdf=pdf)) for pdf in (None, laid_out(docx)))
    assert with_pages.pdf is not None
    assert among_others(with_pages) == among_others(alone)
    assert among_others(with_pages).passages == among_others(alone).passages

"""However many papers a packet has, its form is judged with one of them in memory at a time."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

import pytest

from vanban.build import Build, form
from vanban.the_thuc.document import Document, Packet
from vanban.the_thuc.judge import Verdict

pytestmark = pytest.mark.usefixtures("own_store")


@pytest.mark.parametrize("stored", [False, True], ids=["papers judged anew", "papers judged before"])
def test_one_document_lives_at_a_time(
    build: Callable[..., Build], monkeypatch: pytest.MonkeyPatch, stored: bool
) -> None:
    read: list[weakref.ref[Document]] = []
    alive: list[int] = []
    members: list[int] = []

    def examined(*words: Any) -> Document:
        document = form_examine(*words)
        read.append(weakref.ref(document))
        alive.append(sum(each() is not None for each in read))
        return document

    def together(packet: Packet) -> Verdict:
        members.append(len(packet.members))
        alive.append(sum(each() is not None for each in read))
        return form_judge_packet(packet)

    form_examine, form_judge_packet = form.examine, form.judge_packet
    if stored:
        build(("chi-bo-noi-vu",))
        monkeypatch.setattr(form.Judge, "register_mark", "sổ khác")
    monkeypatch.setattr(form, "examine", examined)
    monkeypatch.setattr(form, "judge_packet", together)
    build(("chi-bo-noi-vu",))
    assert max(members) > 20
    assert len(read) == 0 if stored else len(read) >= max(members)
    assert max(alive) <= 2

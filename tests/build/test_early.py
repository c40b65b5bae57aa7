"""A few changed papers are laid out while the season is judged; what comes of it is used or forgotten."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.build.conftest import Builder, tree, two_pages
from vanban.build import early, packets
from vanban.build import season as steps
from vanban.convert import Fake, Job, Outcome
from vanban.convert.base import Meanwhile, Progress, Ready, nothing
from vanban.errors import ConvertError, DataError

pytestmark = pytest.mark.usefixtures("own_store")

PACKET = "chi-bo-noi-vu"
PAPER = "nhan-xet-cu-tru.NV01"


class Office(Fake):
    """Remembers what it laid out, and in which thread; may refuse the first time it is asked, or never end."""

    def __init__(self) -> None:
        super().__init__(two_pages, kept=True)
        self.asked: list[tuple[str, bool]] = []
        self.refuses = self.hangs = False
        self.waits_s = 0.0

    def convert(
        self, jobs: Sequence[Job], progress: Progress, ready: Ready | None = None, meanwhile: Meanwhile = nothing
    ) -> list[Outcome]:
        begun = threading.current_thread() is not threading.main_thread()
        self.asked += [(job.label, begun) for job in jobs]
        while begun and self.hangs:
            meanwhile()
        if begun:
            time.sleep(self.waits_s)
        if begun and self.refuses:
            raise ConvertError.say("LO-03", "Đĩa đầy", "a", "dọn đĩa")
        return super().convert(jobs, progress, ready, meanwhile)


def change(season: Path, person: str = "nv01") -> None:
    path = season / "ca-nhan" / f"{person}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("chấp hành", "gương mẫu chấp hành", 1), encoding="utf-8")


def still_begun() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == early.NAME]


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def changed(season_copy: Path, build: Builder, office: Office) -> Builder:
    """The packet was built once, then one person's text was changed; builds again."""
    build((PACKET,), converter=office)
    office.asked.clear()
    change(season_copy)
    return lambda: build((PACKET,), converter=office)


def test_a_changed_paper_is_laid_out_once_before_the_others(changed: Builder, office: Office) -> None:
    assert [reason.key for reason in changed().reasons if reason.key] == [PAPER]
    assert [label for label, early in office.asked if early] == [PAPER]
    assert PAPER not in [label for label, early in office.asked if not early]


@pytest.mark.parametrize("fault", ["none", "refuses"])
def test_the_packet_is_the_one_a_build_from_nothing_makes(
    changed: Builder, office: Office, output: Path, build: Builder, fault: str
) -> None:
    office.refuses = fault == "refuses"
    changed()
    again = tree(output)
    shutil.rmtree(output.parent)
    build((PACKET,), converter=Office())
    assert tree(output) == again


def test_a_season_that_is_refused_ends_what_was_begun(
    changed: Builder, office: Office, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*words: object) -> object:
        raise DataError.say("DD-01", "Thiếu chức vụ", "a", "ghi chức vụ")

    before = tree(output)
    monkeypatch.setattr(steps, "judge_season", refused)
    office.hangs = True
    with pytest.raises(DataError, match="Thiếu chức vụ"):
        changed()
    assert office.asked == [(PAPER, True)]
    assert still_begun() == []
    assert tree(output) == before


def test_what_was_begun_is_over_before_anything_is_filled_or_laid_out(
    changed: Builder, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive: list[list[str]] = []
    fill = packets.fill

    def filled(*words: Any) -> Any:
        alive.append(still_begun())
        return fill(*words)

    monkeypatch.setattr(packets, "fill", filled)
    office.waits_s = 0.5
    changed()
    assert office.asked[0] == (PAPER, True)
    assert alive == [[]]


@pytest.mark.parametrize(("step", "begun"), [("draft", False), ("draft_papers", True)])
def test_facts_that_break_the_drafts_are_left_to_the_steps_that_judge_them(
    changed: Builder, office: Office, monkeypatch: pytest.MonkeyPatch, step: str, begun: bool
) -> None:
    def broken(*words: object) -> object:
        raise KeyError("chưa xét")

    monkeypatch.setattr(early, step, broken)
    assert [reason.key for reason in changed().reasons if reason.key] == [PAPER]
    assert [label for label, each in office.asked if each] == [PAPER] * begun
    assert [label for label, _ in office.asked].count(PAPER) == 1
    assert still_begun() == []


def test_who_is_stopped_while_others_are_drafted_leaves_nothing_running(
    changed: Builder, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*words: object) -> object:
        until_asked(office)
        raise KeyboardInterrupt

    monkeypatch.setattr(early, "draft_papers", stopped)
    office.hangs = True
    with pytest.raises(KeyboardInterrupt):
        changed()
    assert office.asked == [(PAPER, True)]
    assert still_begun() == []


def test_papers_whose_facts_changed_last_are_asked_for_before_others_are_drafted(
    season_copy: Path, changed: Builder, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(season_copy, "nv03")
    now = time.time()
    os.utime(season_copy / "ca-nhan" / "nv01.yaml", (now + 2, now + 2))
    asked_before: list[list[str]] = []
    draft_papers = early.draft_papers

    def drafted(*words: Any) -> Any:
        until_asked(office)
        asked_before.append([label for label, _ in office.asked])
        return draft_papers(*words)

    monkeypatch.setattr(early, "draft_papers", drafted)
    reasons = {reason.key for reason in changed().reasons if reason.key}
    assert asked_before == [[PAPER]]
    assert {label for label, each in office.asked if each} == reasons
    assert len(reasons) > 1


def until_asked(office: Office) -> None:
    end = time.monotonic() + 20
    while not office.asked:
        assert time.monotonic() < end, "nothing was asked for"
        time.sleep(0.01)


def test_a_file_of_facts_that_many_papers_are_about_is_nobodys_first(
    changed: Builder, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(early, "_MOST_FIRST", 0)
    drafted: list[object] = []
    monkeypatch.setattr(early, "draft", lambda *words: drafted.append(words))
    assert [reason.key for reason in changed().reasons if reason.key] == [PAPER]
    assert drafted == []
    assert [label for label, each in office.asked if each] == [PAPER]


def test_a_first_build_begins_nothing_early(build: Builder, office: Office) -> None:
    build((PACKET,), converter=office)
    assert office.asked
    assert not any(early for _, early in office.asked)

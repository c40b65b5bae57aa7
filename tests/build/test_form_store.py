"""What the rules said is kept by content; a damaged entry is as good as none."""

from __future__ import annotations

import os
import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vanban.build.form_store import FormStore, verdict_key
from vanban.store import Shelf
from vanban.the_thuc.document import Member
from vanban.the_thuc.judge import Found, Unjudged, Verdict
from vanban.the_thuc.rule import RULES, Finding
from vanban.the_thuc.views import Place

KEY = verdict_key(b"van ban", {"a": 1})
PLACE = Place("bảng 1, hàng 2, ô 1", "word/header1.xml", 3, 2)
VERDICT = Verdict(
    (Found(RULES["HD-02"], "ke-hoach", Finding(PLACE, "đang là cỡ 13", "đặt cỡ 15", None), "loi"),),
    (Unjudged(RULES["PG-07"], "ke-hoach", "không biết in mấy mặt"),),
    frozenset({"HD-01", "HD-02"}),
)


@pytest.fixture
def store(tmp_path: Path) -> FormStore:
    kept = FormStore(Shelf(tmp_path))
    kept.put(KEY, VERDICT)
    return kept


def test_what_was_put_is_had_again(store: FormStore) -> None:
    assert store.get(KEY, "ke-hoach") == VERDICT


def test_it_is_told_of_the_paper_that_asks(store: FormStore) -> None:
    again = store.get(KEY, "ke-hoach-2")
    assert again is not None
    assert {item.document for item in again.found} == {"ke-hoach-2"}


def test_other_rules_have_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = verdict_key(b"van ban")
    monkeypatch.setattr("vanban.build.form_store.sources_mark", lambda *rooms: "khac")
    assert verdict_key(b"van ban") != before


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"thay": [["XX-99"]]}'])
def test_an_entry_that_is_no_verdict_is_as_good_as_none_and_goes(store: FormStore, damage: str) -> None:
    store.shelf.put(KEY, damage.encode())
    assert store.get(KEY, "ke-hoach") is None
    assert not store.shelf.path(KEY).is_file()


PERSONS = ("Đặng Văn An", "Lò Thị Bình")
MEMBER = Member(
    name="mau-02.nv01", profile="P18", form_class="ban-hanh", notes=(None, PERSONS, (PLACE, date(2021, 12, 1)), "oà")
)


class Mischief:
    """What nobody may be made to run by an entry of the store."""

    def __reduce__(self) -> Any:
        return os.mkdir, ("hỏng",)


def dotted() -> bytes:
    """A pickle that climbs from a room of the rules to what it imports."""
    return b"\x80\x04\x8c\x16vanban.the_thuc.repair\x8c\x08re.purge\x93)R."


@pytest.fixture
def noted(tmp_path: Path) -> FormStore:
    kept = FormStore(Shelf(tmp_path))
    kept.put_member(KEY, MEMBER, PERSONS)
    return kept


def test_what_was_noted_of_a_paper_is_had_again_with_the_one_list_of_persons(noted: FormStore) -> None:
    again = noted.member(KEY, PERSONS)
    assert again == MEMBER
    assert again.notes[1] is PERSONS
    assert PERSONS[0].encode() not in (noted.shelf.get(KEY) or b"")


@pytest.mark.parametrize(
    "damage", [b"", b"{", pickle.dumps(MEMBER.notes), pickle.dumps(Mischief()), dotted()], ids=range(5)
)
def test_an_entry_that_holds_no_notes_runs_nothing_and_goes(
    noted: FormStore, damage: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("re.purge", lambda: (tmp_path / "hỏng").mkdir())
    noted.shelf.put(KEY, damage)
    assert noted.member(KEY, PERSONS) is None
    assert not noted.shelf.path(KEY).is_file()
    assert not (tmp_path / "hỏng").exists()

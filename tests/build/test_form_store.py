"""What the rules said is kept by content; a damaged entry is as good as none."""

from __future__ import annotations

from pathlib import Path

import pytest

from vanban.build.form_store import FormStore, verdict_key
from vanban.store import Shelf
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

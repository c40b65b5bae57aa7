"""What the rules said is kept by content; a damaged entry is as good as none."""

from __future__ import annotations

from pathlib import Path

import pytest

from vanban.build.form_store import FormStore, key_of, rules_mark
from vanban.the_thuc.judge import Found, Unjudged, Verdict
from vanban.the_thuc.rule import RULES, Finding
from vanban.the_thuc.views import Place

KEY = key_of(b"van ban", {"a": 1})
PLACE = Place("bảng 1, hàng 2, ô 1", "word/header1.xml", 3, 2)
VERDICT = Verdict(
    (Found(RULES["HD-02"], "ke-hoach", Finding(PLACE, "đang là cỡ 13", "đặt cỡ 15", None), "loi"),),
    (Unjudged(RULES["PG-07"], "ke-hoach", "không biết in mấy mặt"),),
    frozenset({"HD-01", "HD-02"}),
)


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban.build.form_store._FOLDER", Path(".kho") / "the-thuc")


@pytest.fixture
def store(tmp_path: Path, own_folder: None) -> FormStore:
    kept = FormStore(tmp_path)
    kept.put(KEY, VERDICT)
    return kept


def entry(tmp_path: Path) -> Path:
    return next(tmp_path.glob(".kho/the-thuc/*/*.json"))


def test_what_was_put_is_had_again(store: FormStore) -> None:
    assert store.get(KEY, "ke-hoach") == VERDICT


def test_it_is_told_of_the_paper_that_asks(store: FormStore) -> None:
    again = store.get(KEY, "ke-hoach-2")
    assert again is not None
    assert {item.document for item in again.found} == {"ke-hoach-2"}


def test_other_content_has_another_key() -> None:
    keys = {key_of(b"van ban"), key_of(b"van", b" ban"), key_of(b"van ban", 1), key_of(b"van ban", "1")}
    assert len(keys) == 4


def test_other_rules_have_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_of(b"van ban")
    monkeypatch.setattr("vanban.build.form_store.rules_mark", lambda: rules_mark()[::-1])
    assert key_of(b"van ban") != before


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"khoa": "khac"}', "half", "\x00"])
def test_a_damaged_entry_is_as_good_as_none(store: FormStore, tmp_path: Path, damage: str) -> None:
    path = entry(tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: len(text) // 2] if damage == "half" else damage, encoding="utf-8")
    assert store.get(KEY, "ke-hoach") is None


def test_an_entry_under_another_name_is_not_believed(store: FormStore, tmp_path: Path) -> None:
    other = key_of(b"van ban khac")
    target = tmp_path / ".kho" / "the-thuc" / other[:2] / f"{other[2:]}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    entry(tmp_path).rename(target)
    assert store.get(other, "ke-hoach") is None


def test_a_store_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / ".kho").write_text("không phải thư mục", encoding="utf-8")
    store = FormStore(tmp_path)
    store.put(KEY, VERDICT)
    assert store.get(KEY, "ke-hoach") is None


def test_the_oldest_are_forgotten_when_there_are_too_many(
    store: FormStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vanban.build.form_store._MOST_ENTRIES", 4)
    for number in range(6):
        store.put(key_of(number), VERDICT)
    store.trim()
    assert len(list(tmp_path.glob(".kho/the-thuc/*/*.json"))) == 2

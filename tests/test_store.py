"""The store: the same bytes or nothing, never too large, never half written, no reason to stop."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban import store as store_module
from vanban.store import Shelf, Store, content_mark, files_mark, key_of, sources_mark, stamp_of, stamps_under

KEY = key_of("a")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    kept = Shelf(tmp_path / "ngan")
    assert kept.put(KEY, b"noi dung")
    return kept


@given(data=st.binary(max_size=300))
def test_what_was_put_is_had_again(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    shelf = Shelf(tmp_path_factory.getbasetemp() / "ngan")
    shelf.put(key_of(data), data)
    assert shelf.get(key_of(data)) == data


@pytest.mark.parametrize("at", [0, 31, 32, -1])
def test_one_changed_byte_makes_an_entry_worthless(shelf: Shelf, at: int) -> None:
    data = bytearray(shelf.path(KEY).read_bytes())
    data[at] ^= 1
    shelf.path(KEY).write_bytes(data)
    assert shelf.get(KEY) is None
    assert shelf.damaged == {KEY}
    assert not shelf.path(KEY).is_file()


@pytest.mark.parametrize("size", [0, 10, 32, 39])
def test_an_entry_cut_off_is_worthless(shelf: Shelf, size: int) -> None:
    shelf.path(KEY).write_bytes(shelf.path(KEY).read_bytes()[:size])
    assert shelf.get(KEY) is None


def test_an_entry_under_another_name_is_not_believed(shelf: Shelf) -> None:
    other = key_of("b")
    shelf.path(other).parent.mkdir(exist_ok=True)
    shelf.path(KEY).rename(shelf.path(other))
    assert shelf.get(other) is None


def test_what_is_not_there_is_not_damaged(shelf: Shelf) -> None:
    assert shelf.get(key_of("khong co")) is None
    assert shelf.damaged == set()


def test_parts_are_told_apart_however_they_are_cut() -> None:
    keys = {key_of(b"van ban"), key_of(b"van", b" ban"), key_of(b"a", 1), key_of(b"a", "1"), key_of("a"), key_of(b"a")}
    assert len(keys) == 6


def test_a_store_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / ".kho").write_text("không phải thư mục", encoding="utf-8")
    store = Store(tmp_path, 1000)
    assert not store.shelf("pdf").put(KEY, b"x")
    assert store.shelf("pdf").get(KEY) is None
    with store.locked():
        assert store.trim() == 0


def test_what_was_used_last_stays_when_the_store_is_too_large(tmp_path: Path) -> None:
    store = Store(tmp_path, 10 * 132)
    shelf = store.shelf("pdf")
    keys = [key_of(number) for number in range(11)]
    for place, key in enumerate(keys):
        shelf.put(key, bytes(100))
        os.utime(shelf.path(key), (place, place))
    shelf.get(keys[0])
    assert store.trim() == 3
    assert [key for key in keys if not shelf.path(key).is_file()] == keys[1:4]


def test_a_store_within_its_bounds_loses_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path, 10 * 132)
    for number in range(10):
        store.shelf("pdf").put(key_of(number), bytes(100))
    assert store.trim() == 0


def test_entries_are_counted_anew_only_when_they_may_be_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = 0
    entries = Store._entries

    def counting(store: Store) -> Iterator[tuple[int, int, Path]]:
        nonlocal counted
        counted += 1
        return entries(store)

    monkeypatch.setattr(Store, "_entries", counting)
    for number, (times, gone) in enumerate([(1, 0), (1, 0), (1, 0), (3, 1)]):
        store = Store(tmp_path, 500)
        assert store.shelf("a").put(key_of(number), b"x" * 100)
        assert (store.trim(), counted) == (gone, times)
    for wrong in ("nhiều", "", "1\n" * 100):
        (tmp_path / ".kho" / "da-dem").write_text(wrong, encoding="utf-8")
        before, store = counted, Store(tmp_path, 500)
        store.shelf("a").put(key_of("n"), b"x")
        assert (store.trim(), counted) == (0, before + 1)


def test_many_writers_of_one_entry_leave_a_whole_one(tmp_path: Path) -> None:
    words = "from pathlib import Path; from vanban.store import Shelf, key_of; import sys"
    code = f"{words}; s = Shelf(Path(sys.argv[1])); [s.put(key_of(1), b'x' * 100_000) for _ in range(50)]"
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) for _ in range(2)]
    shelf = Shelf(tmp_path)
    while any(process.poll() is None for process in running):
        assert shelf.get(key_of(1)) in (None, b"x" * 100_000)
    assert shelf.damaged == set()
    assert [path.name for path in shelf.path(key_of(1)).parent.iterdir()] == [key_of(1)[2:]]


def test_only_one_holds_the_lock(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def enter() -> None:
        with Store(tmp_path, 1).locked():
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    threads = [threading.Thread(target=enter) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 8


def test_marks_change_with_the_content_and_the_name(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("1", encoding="utf-8")
    second.write_text("1", encoding="utf-8")
    assert files_mark(first) != files_mark(second)
    assert content_mark(first) == content_mark(second)
    before = stamp_of(first)
    first.write_text("2!", encoding="utf-8")
    assert stamp_of(first) != before
    assert stamp_of(tmp_path / "khong co") == ""
    assert content_mark(tmp_path / "khong co") == b"-"


def test_stamps_of_a_folder_are_those_of_its_files_one_by_one(tmp_path: Path) -> None:
    for name in ("a.txt", "sâu/b.txt", "sâu/hơn/.an", ".kho/c", "__pycache__/d"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / "vòng").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "cụt").symlink_to(tmp_path / "không có")
    (tmp_path / "quanh").symlink_to(tmp_path / "quanh")
    slow = {p.relative_to(tmp_path).as_posix(): stamp_of(p) for p in tmp_path.rglob("*") if p.is_file()}
    assert dict(stamps_under(tmp_path)) == slow | {"cụt": "", "quanh": ""}
    shown = dict(stamps_under(tmp_path, lambda name: name.startswith(".")))
    assert shown.keys() == {"a.txt", "sâu/b.txt", "sâu/hơn/.an", "__pycache__/d", "cụt", "quanh"}
    assert dict(stamps_under(tmp_path / "không có")) == {}


def test_rooms_have_marks_of_their_own() -> None:
    assert len({sources_mark("render"), sources_mark("bundle"), sources_mark("."), sources_mark("store")}) == 4


def test_the_mark_of_a_room_goes_with_its_sources_and_with_the_modules_that_all_rooms_may_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "phong").mkdir()
    paths = [tmp_path / name for name in ("phong/a.py", "khac.py", "phong/b.icc")]
    monkeypatch.setattr(store_module, "_PACKAGE", tmp_path)

    def forget() -> None:
        store_module.code_mark.cache_clear()
        store_module._beside.cache_clear()

    def mark() -> str:
        """As another start of the program would know it."""
        forget()
        return store_module.code_mark("phong")

    try:
        marks = [mark()]
        for path in paths:
            path.write_text("x = 1", encoding="utf-8")
            marks.append(mark())
        paths[1].rename(tmp_path / "kia.py")
        assert len({*marks, mark()}) == 5
    finally:
        forget()


def test_what_another_process_wrote_is_counted_too(tmp_path: Path) -> None:
    store = Store(tmp_path, 10**9)
    store.shelf("pdf").put(key_of("a"), b"a")
    store.trim()
    before = store._counted()
    assert before is not None
    store.wrote(5)
    assert store.written == 5
    store.trim()
    assert (store._counted(), store.written) == (before + 5, 0)

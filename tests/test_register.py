from __future__ import annotations

import multiprocessing
import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.errors import RegisterError
from vanban.model.document import DocumentNumber, Series
from vanban.register import HELD, ISSUED, VOID, Entry, Register, Wanted, oddities, read_csv

TODAY = date(2021, 12, 20)
MINUTES = Series("noi-vu", "BB", "2020 - 2025")
PROCESSES, PAPERS = 8, 200


def _wanted(key: str, series: Series = MINUTES, season: str = "ky") -> Wanted:
    return Wanted(series, f"{series.kind}/CB", season, key, date(2021, 12, 2), "kiểm điểm năm 2021")


def _number(number: int) -> DocumentNumber:
    return DocumentNumber(number, "BB/CB")


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "data" / "so-van-ban.sqlite")


def test_a_register_not_yet_made_is_empty_and_reading_does_not_make_it(register: Register) -> None:
    assert register.entries() == ()
    assert register.numbers("ky") == {}
    assert not register.path.exists()


def test_numbers_of_a_series_count_from_one(register: Register) -> None:
    given_out = [register.reserve(_wanted(key), TODAY) for key in ("a", "b", "c")]
    assert [_number(1), _number(2), _number(3)] == given_out


def test_reserving_twice_is_reserving_once(register: Register) -> None:
    first = register.reserve(_wanted("a"), TODAY)
    assert first == register.reserve(_wanted("a"), TODAY)
    assert len(register.entries()) == 1


@settings(max_examples=25)
@given(keys=st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=12))
def test_whatever_is_asked_how_often_each_paper_has_one_number(keys: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        register = Register(Path(folder) / "so.sqlite")
        answers = [(key, register.reserve(_wanted(key), TODAY)) for key in keys]
        assert dict(answers) == register.numbers("ky")
        assert set(range(1, len(set(keys)) + 1)) == {number.number for _, number in answers}


@pytest.mark.parametrize(
    "other",
    [
        replace(MINUTES, issuer="tai-chinh"),
        replace(MINUTES, kind="TTr"),
        replace(MINUTES, scope="2025 - 2030"),
    ],
)
def test_each_body_type_and_term_counts_for_itself(register: Register, other: Series) -> None:
    register.reserve(_wanted("a"), TODAY)
    assert register.reserve(_wanted("b", other), TODAY).number == 1


def test_two_seasons_of_a_term_share_the_series_but_not_the_papers(register: Register) -> None:
    register.reserve(_wanted("a"), TODAY)
    assert _number(2) == register.reserve(_wanted("a", season="ky-sau"), TODAY)
    assert {"a": _number(1)} == register.numbers("ky")
    assert {"a": _number(2)} == register.numbers("ky-sau")


def test_an_entry_remembers_what_was_registered(register: Register) -> None:
    register.reserve(_wanted("a"), TODAY)
    expected = Entry(1, MINUTES, _number(1), "ky", "a", date(2021, 12, 2), "kiểm điểm năm 2021", HELD)
    assert (expected,) == register.entries()


def test_issuing_keeps_the_number(register: Register) -> None:
    register.reserve(_wanted("a"), TODAY)
    assert register.mark("ky", "a", ISSUED, TODAY).state == ISSUED
    assert {"a": _number(1)} == register.numbers("ky")


def test_issuing_twice_is_refused_and_names_the_paper(register: Register) -> None:
    register.reserve(_wanted("a"), TODAY)
    register.mark("ky", "a", ISSUED, TODAY)
    with pytest.raises(RegisterError) as caught:
        register.mark("ky", "a", ISSUED, TODAY)
    assert [(p.code, p.place) for p in caught.value.problems] == [("SO-02", "a")]


def test_a_paper_without_a_number_cannot_be_marked(register: Register) -> None:
    with pytest.raises(RegisterError, match="“a” chưa có số"):
        register.mark("ky", "a", VOID, TODAY)


def test_a_void_number_is_never_given_again(register: Register) -> None:
    register.reserve(_wanted("a"), TODAY)
    register.mark("ky", "a", VOID, TODAY, "viết sai tên loại")
    assert register.numbers("ky") == {}
    assert _number(2) == register.reserve(_wanted("b"), TODAY)
    assert _number(3) == register.reserve(_wanted("a"), TODAY)
    assert [entry.state for entry in register.entries()] == [VOID, HELD, HELD]


def test_the_reason_of_a_void_number_is_kept(register: Register) -> None:
    register.reserve(_wanted("a"), TODAY)
    register.mark("ky", "a", VOID, TODAY, "viết sai tên loại")
    with closing(sqlite3.connect(register.path)) as connection:
        rows = connection.execute("SELECT trang_thai, ngay, ly_do FROM su_kien ORDER BY id").fetchall()
    assert rows == [(HELD, "2021-12-20", ""), (VOID, "2021-12-20", "viết sai tên loại")]


def test_numbers_given_outside_are_entered_once(register: Register) -> None:
    rows = [(_wanted("a"), _number(7)), (_wanted("b"), _number(8))]
    assert register.enter(rows, TODAY) == 2
    assert register.enter(rows, TODAY) == 0
    assert {"a": _number(7), "b": _number(8)} == register.numbers("ky")


def test_the_next_number_follows_the_highest_entered(register: Register) -> None:
    register.enter([(_wanted("a"), _number(14)), (_wanted("b"), _number(3))], TODAY)
    assert _number(15) == register.reserve(_wanted("c"), TODAY)


def test_one_wrong_row_keeps_all_rows_out_and_every_wrong_row_is_told(register: Register) -> None:
    register.reserve(_wanted("a"), TODAY)
    before = register.entries()
    rows = [(_wanted("moi"), _number(9)), (_wanted("a"), _number(5)), (_wanted("b"), _number(1))]
    with pytest.raises(RegisterError) as caught:
        register.enter(rows, TODAY)
    assert [(p.code, p.place) for p in caught.value.problems] == [("SO-03", "a"), ("SO-04", "b")]
    assert before == register.entries()


def test_rows_that_contradict_each_other_are_refused(register: Register) -> None:
    with pytest.raises(RegisterError) as caught:
        register.enter([(_wanted("a"), _number(1)), (_wanted("b"), _number(1)), (_wanted("a"), _number(2))], TODAY)
    assert [(p.code, p.place) for p in caught.value.problems] == [("SO-04", "b"), ("SO-03", "a")]


def test_a_register_whose_first_entry_failed_reads_as_empty(register: Register) -> None:
    with pytest.raises(RegisterError):
        register.enter([(_wanted("a"), _number(1)), (_wanted("b"), _number(1))], TODAY)
    assert register.entries() == ()
    assert _number(1) == register.reserve(_wanted("a"), TODAY)


def test_a_void_number_cannot_come_back_by_entering_it(register: Register) -> None:
    register.enter([(_wanted("a"), _number(4))], TODAY)
    register.mark("ky", "a", VOID, TODAY, "huỷ")
    with pytest.raises(RegisterError) as caught:
        register.enter([(_wanted("a"), _number(4))], TODAY)
    assert [(p.code, p.place) for p in caught.value.problems] == [("SO-04", "a")]


# --- eight clerks at once


def _reserve_all(path: str, worker: int) -> list[int]:
    """200 reservations by one process: half of them for papers that all processes ask for."""
    register = Register(Path(path))
    shared = [_wanted(f"chung-{i}") for i in range(PAPERS // 2)]
    own = [_wanted(f"rieng-{worker}-{i}") for i in range(PAPERS // 2)]
    asked = [paper for pair in zip(shared, own, strict=True) for paper in pair]
    return [register.reserve(paper, TODAY).number for paper in asked]


def test_eight_processes_leave_no_gap_and_give_no_number_twice(register: Register) -> None:
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        clerks = [(str(register.path), worker) for worker in range(PROCESSES)]
        answers = pool.starmap_async(_reserve_all, clerks).get(timeout=120)
    papers = PAPERS // 2 + PROCESSES * PAPERS // 2
    entries = register.entries()
    assert list(range(1, papers + 1)) == [entry.number.number for entry in entries]
    assert papers == len({entry.key for entry in entries})
    times_given = Counter(number for answer in answers for number in answer)
    assert {1: papers - PAPERS // 2, PROCESSES: PAPERS // 2} == Counter(times_given.values())


# --- the file


@pytest.mark.parametrize("content", [b"PK\x03\x04 day la tep Excel" * 100, "Sổ văn bản".encode() * 100])
def test_a_file_that_is_no_register_is_refused_and_left_as_it_is(register: Register, content: bytes) -> None:
    register.path.parent.mkdir()
    register.path.write_bytes(content)
    with pytest.raises(RegisterError) as caught:
        register.reserve(_wanted("a"), TODAY)
    assert caught.value.exit_code == 6
    assert [("SO-11", str(register.path))] == [(p.code, p.place) for p in caught.value.problems]
    assert content == register.path.read_bytes()


def test_reading_a_file_that_is_no_register_is_refused(register: Register) -> None:
    register.path.parent.mkdir()
    register.path.write_bytes(b"khong phai so" * 100)
    with pytest.raises(RegisterError, match=r"so-van-ban\.sqlite"):
        register.entries()


def test_a_file_where_the_folder_should_be_is_a_register_error(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    register = Register(tmp_path / "data" / "so-van-ban.sqlite")
    with pytest.raises(RegisterError) as caught:
        register.reserve(_wanted("a"), TODAY)
    assert [("SO-10", str(register.path))] == [(p.code, p.place) for p in caught.value.problems]


@pytest.fixture
def locked_register() -> Iterator[Register]:
    """A register with one number, in a folder that may be read and not written; even root is held to it."""
    with tempfile.TemporaryDirectory(dir=tempfile.gettempdir()) as name:
        folder = Path(name)
        register = Register(folder / "so-van-ban.sqlite")
        register.reserve(_wanted("a"), TODAY)
        register.path.chmod(0o444)
        folder.chmod(0o555)
        was_root = os.geteuid() == 0
        if was_root:
            os.seteuid(65534)
        try:
            yield register
        finally:
            if was_root:
                os.seteuid(0)
            folder.chmod(0o755)


def test_a_read_only_register_can_be_read(locked_register: Register) -> None:
    assert {"a": _number(1)} == locked_register.numbers("ky")


def test_a_read_only_register_refuses_a_reservation(locked_register: Register) -> None:
    with pytest.raises(RegisterError) as caught:
        locked_register.reserve(_wanted("b"), TODAY)
    assert [("SO-10", str(locked_register.path))] == [(p.code, p.place) for p in caught.value.problems]
    assert "quyền ghi" in caught.value.problems[0].remedy


def test_a_new_register_in_a_read_only_folder_is_refused(locked_register: Register) -> None:
    other = Register(locked_register.path.with_name("so-khac.sqlite"))
    with pytest.raises(RegisterError) as caught:
        other.reserve(_wanted("a"), TODAY)
    assert [("SO-10", str(other.path))] == [(p.code, p.place) for p in caught.value.problems]


def test_a_register_that_stays_locked_is_told_and_not_waited_for_ever(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vanban.register.PATIENCE_S", 0.05)
    register.reserve(_wanted("a"), TODAY)
    with closing(sqlite3.connect(register.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RegisterError, match="locked"):
            register.reserve(_wanted("b"), TODAY)


def test_the_register_leaves_no_other_file_beside_it(register: Register) -> None:
    register.reserve(_wanted("a"), TODAY)
    assert [register.path] == list(register.path.parent.iterdir())


# --- oddities


def _entry(number: int, day: int, series: Series = MINUTES) -> Entry:
    return Entry(number, series, _number(number), "ky", f"p{number}", date(2021, 12, day), "", HELD)


def test_a_register_in_order_has_no_oddities() -> None:
    other = replace(MINUTES, issuer="tai-chinh")
    assert oddities([_entry(5, 2), _entry(6, 2), _entry(7, 3), _entry(2, 1, other)]) == []
    assert oddities([]) == []


def test_a_gap_is_told_with_the_missing_numbers() -> None:
    (problem,) = oddities([_entry(5, 2), _entry(9, 3)])
    assert (problem.code, problem.place, problem.severity) == ("SO-30", "09-BB/CB", "canh-bao")
    assert "6–8" in problem.message


def test_a_day_that_runs_backwards_is_told() -> None:
    (problem,) = oddities([_entry(5, 3), _entry(6, 2)])
    assert (problem.code, problem.place, problem.severity) == ("SO-31", "p6", "canh-bao")
    assert "02/12/2021" in problem.message


# --- CSV


def _csv(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "so.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_rows_of_a_csv_are_read_with_their_lines(tmp_path: Path) -> None:
    path = _csv(tmp_path, "khoa,so_ky_hieu,ngay\nto-trinh,09-TTr/ĐU,17/12/2021\n\nke-hoach,12-KH/ĐU,\n")
    rows = read_csv(path)
    assert [("to-trinh", "09-TTr/ĐU", date(2021, 12, 17)), ("ke-hoach", "12-KH/ĐU", None)] == [
        (row.key, str(row.number), row.day) for row in rows
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_csv_saved_by_any_excel_is_read(tmp_path: Path, encoding: str, separator: str, newline: str) -> None:
    text = separator.join(["khoa ", "so_ky_hieu"]) + newline + separator.join(["to-trinh", "09-TTr/ĐU"]) + newline
    (row,) = read_csv(_csv(tmp_path, text, encoding))
    assert ("to-trinh", DocumentNumber(9, "TTr/ĐU")) == (row.key, row.number)


def test_a_decomposed_csv_reads_as_a_composed_one(tmp_path: Path) -> None:
    (row,) = read_csv(_csv(tmp_path, "khoa,so_ky_hieu\nx,12-KH/Đ\u0055\u031b\n"))
    assert row.number.notation == "KH/ĐƯ"


def test_every_row_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    text = "khoa,so_ky_hieu,ngay\na,mười hai,\nb,12-KH/ĐU,31/02/2021\nc,0-KH/ĐU,\nd,13-KH/ĐU,24/11/2021\n"
    with pytest.raises(RegisterError) as caught:
        read_csv(_csv(tmp_path, text))
    assert [(p.code, p.place) for p in caught.value.problems] == [
        ("SO-22", "so.csv:2"),
        ("SO-25", "so.csv:3"),
        ("SO-22", "so.csv:4"),
    ]


def test_a_year_of_two_digits_is_no_year(tmp_path: Path) -> None:
    with pytest.raises(RegisterError) as caught:
        read_csv(_csv(tmp_path, "khoa,so_ky_hieu,ngay\nb,12-KH/ĐU,24/11/21\n"))
    assert [p.code for p in caught.value.problems] == ["SO-25"]


@pytest.mark.parametrize("text", ["", "ma,so\n1,2\n", "khoa,so\nx,12-KH/ĐU\n"])
def test_a_csv_without_its_columns_is_refused(tmp_path: Path, text: str) -> None:
    path = _csv(tmp_path, text)
    with pytest.raises(RegisterError) as caught:
        read_csv(path)
    assert [("SO-21", str(path))] == [(p.code, p.place) for p in caught.value.problems]


def test_a_csv_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = _csv(tmp_path, "khoa,so_ky_hieu\nx,12-KH/ĐU\n", "utf-16")
    with pytest.raises(RegisterError) as caught:
        read_csv(path)
    assert [("SO-20", str(path))] == [(p.code, p.place) for p in caught.value.problems]


def test_a_csv_that_is_not_there_is_a_register_error(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="khong-co"):
        read_csv(tmp_path / "khong-co.csv")

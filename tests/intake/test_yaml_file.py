from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vanban.intake import yaml_file
from vanban.intake.yaml_file import Known, Reread, Source, read_kept, read_yaml
from vanban.store import Shelf


def _read(folder: Path, content: str | bytes) -> tuple[Source, list[tuple[str, str]]]:
    path = folder / "thu.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    source, problems = read_yaml(path, "tap-the/thu.yaml")
    return source, [(problem.code, problem.place) for problem in problems]


@pytest.mark.parametrize(
    "typed",
    ["no", "yes", "on", "01", "1e3", "12:30", "1_000", "0x1F", "null", "~", "true", "1.0", ".5", "24/11/2021",
     "2021-11-24", "=", "05.TCĐ"],
)  # fmt: skip
def test_a_scalar_stays_the_text_that_was_typed(tmp_path: Path, typed: str) -> None:
    source, problems = _read(tmp_path, f"a: {typed}\nb: [{typed}]\n")
    assert problems == []
    assert {"a": typed, "b": [typed]} == source.values


@given(st.integers() | st.floats(allow_nan=False) | st.dates() | st.booleans())
def test_whatever_looks_like_a_value_stays_text(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    source, problems = _read(tmp_path_factory.getbasetemp(), f"a: {value}\n")
    assert problems == []
    assert {"a": str(value)} == source.values


def test_keys_stay_text_too(tmp_path: Path) -> None:
    source, _ = _read(tmp_path, "01: a\nno: b\n")
    assert source.values == {"01": "a", "no": "b"}


def test_decomposed_text_reads_as_composed(tmp_path: Path) -> None:
    text = "tên: Đảng uỷ khối Uỷ ban nhân dân huyện Sơn Dương\n"
    composed, _ = _read(tmp_path, text)
    decomposed, problems = _read(tmp_path, unicodedata.normalize("NFD", text))
    assert problems == []
    assert composed == decomposed
    assert unicodedata.is_normalized("NFC", decomposed.values["tên"])


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_files_saved_by_notepad_are_read_with_their_lines(tmp_path: Path, start: str, newline: str) -> None:
    source, problems = _read(tmp_path, start + newline.join(["a: 1", "b:", "  - x", "  - y", ""]))
    assert problems == []
    assert source.values == {"a": "1", "b": ["x", "y"]}
    assert source.place("b", 1) == "tap-the/thu.yaml:4"


def test_the_place_of_a_value_is_its_line_or_the_nearest_above(tmp_path: Path) -> None:
    source, _ = _read(tmp_path, "# chú thích\na:\n  b: 1\n  c:\n    - {d: 2}\n")
    assert source.place("a", "b") == "tap-the/thu.yaml:3"
    assert source.place("a", "c", 0, "d") == "tap-the/thu.yaml:5"
    assert source.place("a", "khong-co", 7) == "tap-the/thu.yaml:2"
    assert source.place("khong-co") == "tap-the/thu.yaml:2"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("a: 1\nb: [1\nc: 2\n", ("DL-11", "tap-the/thu.yaml:3")),
        ("a: 1\n  b: 2\n", ("DL-11", "tap-the/thu.yaml:2")),
        ("a: 1\n\tb: 2\n", ("DL-11", "tap-the/thu.yaml:2")),
        ("a: Ghi chú: sai\n", ("DL-11", "tap-the/thu.yaml:1")),
        ("a: 1\n---\nb: 2\n", ("DL-11", "tap-the/thu.yaml:2")),
        ("a: &x 1\n\nb: *x\n", ("DL-12", "tap-the/thu.yaml:3")),
        ("a: &x {c: 1}\nb:\n  <<: *x\n", ("DL-12", "tap-the/thu.yaml:3")),
        ("", ("DL-11", "tap-the/thu.yaml")),
        ("# chỉ có chú thích\n", ("DL-11", "tap-the/thu.yaml")),
        ("a: Đảng uỷ\n".encode("utf-16"), ("DL-10", "tap-the/thu.yaml")),
        ("a: Sơn Dương\n".encode("cp1258", "replace"), ("DL-10", "tap-the/thu.yaml")),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, content: str | bytes, problem: tuple[str, str]
) -> None:
    source, problems = _read(tmp_path, content)
    assert [problem] == problems
    assert source.values is None


def test_a_key_written_twice_is_told_at_the_second(tmp_path: Path) -> None:
    source, problems = _read(tmp_path, "a: 1\nb: {c: 1, c: 2}\na: 3\n")
    assert problems == [("DL-13", "tap-the/thu.yaml:2"), ("DL-13", "tap-the/thu.yaml:3")]
    assert set(source.values) == {"a", "b"}


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x9f", "\ufffe"])
def test_every_line_with_a_control_character_is_told_and_the_rest_is_read(tmp_path: Path, bad: str) -> None:
    source, problems = _read(tmp_path, f"a: 1\nb: x{bad}y\nc: 2\nd: z{bad}\n")
    assert problems == [("DL-14", "tap-the/thu.yaml:2"), ("DL-14", "tap-the/thu.yaml:4")]
    assert source.values == {"a": "1", "b": "x y", "c": "2", "d": "z"}


def test_a_control_character_written_as_an_escape_is_told(tmp_path: Path) -> None:
    _, problems = _read(tmp_path, 'a: 1\nb: "x\\x07y"\n')
    assert problems == [("DL-14", "tap-the/thu.yaml:2")]


@pytest.mark.parametrize("good", ["tab\tở giữa", "“ngoặc”", "a\u00a0b", "😀", "日本"])
def test_what_can_be_printed_is_no_control_character(tmp_path: Path, good: str) -> None:
    source, problems = _read(tmp_path, f'a: "{good}"\n')
    assert problems == []
    assert {"a": good} == source.values


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_file, "MAX_BYTES", 3)
    assert _read(tmp_path, "a: 1\n")[1] == [("DL-10", "tap-the/thu.yaml")]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    _, problems = read_yaml(tmp_path / "khong-co.yaml", "ky.yaml")
    assert [(p.code, p.place) for p in problems] == [("DL-10", "ky.yaml")]


def test_what_the_computer_says_of_a_file_is_no_advice(tmp_path: Path) -> None:
    (tmp_path / "moi.yaml").mkdir()
    (problem,) = read_yaml(tmp_path / "moi.yaml", "ca-nhan/moi.yaml")[1]
    assert "(Is a directory)" in problem.message
    assert "directory" not in problem.remedy


def test_tags_do_not_run_anything_and_do_not_change_text(tmp_path: Path) -> None:
    source, problems = _read(tmp_path, "a: !!int 01\nb: !!python/name:os.system x\n")
    assert problems == []
    assert source.values == {"a": "01", "b": "x"}


def test_a_file_read_again_knows_what_it_knew(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("ma: x\nds:\n  - một\n  - hai\n", encoding="utf-8")
    source, _ = read_yaml(path, "a.yaml")
    again = Reread(tmp_path, "a.yaml")
    assert again.values == source.values
    for route in source.lines:
        assert (again.place(*route), again.called(*route)) == (source.place(*route), source.called(*route))
    path.write_text("\nma: x\n", encoding="utf-8")
    assert again.place("ma") == "a.yaml:2"


_TREES = st.recursive(
    st.text("aă Đ:#'\"-\\\n0", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abđ", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abđ", min_size=1, max_size=3), _TREES, min_size=1, max_size=3))
def test_what_was_kept_of_a_file_is_what_the_file_says(tmp_path_factory: pytest.TempPathFactory, tree: object) -> None:
    folder = tmp_path_factory.getbasetemp()
    path, shelf = folder / "giu.yaml", Shelf(folder / "du-kien")
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, default_style='"'), encoding="utf-8")
    plain, _ = read_yaml(path, "giu.yaml")
    for source, problems in (read_kept(folder, "giu.yaml", shelf), read_kept(folder, "giu.yaml", shelf)):
        assert (source.values, problems) == (plain.values, [])
        assert [source.place(*route) for route in plain.lines] == [plain.place(*route) for route in plain.lines]
    assert isinstance(source, Known)


def test_a_file_with_something_wrong_is_told_every_time(tmp_path: Path) -> None:
    path, shelf = tmp_path / "a.yaml", Shelf(tmp_path / "du-kien")
    path.write_text("ma: x\nma: y\n", encoding="utf-8")
    assert [[p.code for p in read_kept(tmp_path, "a.yaml", shelf)[1]] for _ in (1, 2)] == [["DL-13"], ["DL-13"]]
    path.write_text("ma: y\n", encoding="utf-8")
    assert read_kept(tmp_path, "a.yaml", shelf)[0].values == {"ma": "y"}
    assert [problem.code for problem in read_kept(tmp_path, "khong.yaml", shelf)[1]] == ["DL-10"]

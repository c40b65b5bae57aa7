from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from vanban.cli import main
from vanban.cli.app import _COMMANDS, _HELP, app
from vanban.cli.telling import summary, tell
from vanban.errors import DataError, Problem
from vanban.intake import Season

Cli = Callable[..., tuple[int, str, str]]
# Words of click that a user would meet if a sentence were left in English.
_ENGLISH = re.compile(
    r"\b(usage|options?|commands?|args|arguments?|missing|invalid|error|such|try|help|show|exit|version|does|not|"
    r"exist|required|default|text|integer|path|file|directory|choose|value|the|and)\b",
    re.IGNORECASE,
)
# What people type is not prose: options and the names of commands with their English aliases.
_TYPED = re.compile(r"--?[a-z-]+|\((init|check|build|register|doctor)\)|'[^']*'")


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs the program as a user does: exit code, what was said, what was complained of."""

    def command(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as leaving:
            main(list(words))
        said = capsys.readouterr()
        return int(leaving.value.code or 0), said.out, said.err

    return command


def _english(text: str) -> list[str]:
    return [found[0] for found in _ENGLISH.finditer(_TYPED.sub(" ", text))]


@pytest.mark.parametrize(
    "words",
    [["--help"], ["khoi-tao", "-h"], ["kiem-du-lieu", "--help"], ["so-van-ban", "--help"], ["--phien-ban"]],
    ids=" ".join,
)
def test_help_is_in_vietnamese(cli: Cli, words: list[str]) -> None:
    code, out, err = cli(*words)
    assert (code, err) == (0, "")
    assert not out.isascii()
    assert _english(out) == []


@pytest.mark.parametrize("command", ["xem", "giu", "phat-hanh", "huy", "nhap", "kiem"])
def test_help_of_the_register_s_words_is_in_vietnamese(cli: Cli, sample: Season, command: str) -> None:
    code, out, _ = cli("so-van-ban", str(sample.folder), command, "--help")
    assert code == 0
    assert _english(out) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["kiem-du-lieu"], "Thiếu tham số 'KY'."),
        (["kiem-du-lieu", "a", "b"], "Thừa tham số (b)"),
        (["kiem-du-lieu", "a", "b", "c"], "Thừa tham số (b c)"),
        (["kiem-du-lieu", "a", "--jsn"], "Không có tuỳ chọn '--jsn'. Có phải '--json'?"),
        (["kiem-du-lieu", "a", "--json=1"], "Tuỳ chọn '--json' không có giá trị đi kèm."),
        (["khoi-tao", "--che-do"], "Tuỳ chọn '--che-do' cần một giá trị."),
        (["khoi-ta"], "Không có lệnh 'khoi-ta'."),
    ],
)
def test_wrong_usage_is_told_in_vietnamese_and_leaves_with_two(cli: Cli, words: list[str], said: str) -> None:
    code, out, err = cli(*words)
    assert (code, out) == (2, "")
    assert err.endswith(f"Lỗi: {said}\n")
    assert _english(err) == []


def test_wrong_usage_shows_the_right_way_and_where_to_read_more(cli: Cli) -> None:
    assert cli("kiem-du-lieu")[2].splitlines()[:2] == [
        "Cách dùng: vanban kiem-du-lieu [TUỲ CHỌN] KY",
        "Gõ 'vanban kiem-du-lieu --help' để xem hướng dẫn.",
    ]


def test_no_command_at_all_shows_the_help_and_leaves_with_two(cli: Cli) -> None:
    code, out, err = cli()
    assert code == 2
    assert "Các lệnh:" in out + err


def test_the_help_lists_every_command_with_its_alias(cli: Cli) -> None:
    out = cli("--help")[1]
    for name, (_, _, alias) in _COMMANDS.items():
        assert f"{name} ({alias})" in out


def test_every_command_has_a_line_of_help() -> None:
    assert set(_COMMANDS) == set(_HELP)


@pytest.mark.parametrize("name", _COMMANDS)
def test_a_command_and_its_alias_are_the_same_command(name: str) -> None:
    context = app.make_context("vanban", ["--help"], resilient_parsing=True)
    command = app.get_command(context, name)
    assert command is app.get_command(context, _COMMANDS[name][2])
    assert command is not None
    assert name == command.name


def test_a_season_that_is_not_there_leaves_with_three(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = str(tmp_path_factory.mktemp("trong"))
    code, _, err = cli("so-van-ban", folder)
    assert code == 3
    assert "DL-01" in err
    assert folder in err


def test_a_summary_counts_each_severity_that_occurs() -> None:
    problems = [Problem("A", "", severity=severity) for severity in ("loi", "canh-bao", "loi", "goi-y")]
    assert summary(problems) == "2 lỗi, 1 cảnh báo, 1 gợi ý."
    assert summary(problems[:1]) == "1 lỗi."


def test_a_problem_is_told_without_empty_lines(capsys: pytest.CaptureFixture[str]) -> None:
    tell(DataError.say("X-01", "Có lỗi").problems)
    tell([Problem("X-02", "Nên xem", "ky.yaml:1", "sửa", "canh-bao", basis="Điều 3")])
    assert capsys.readouterr().err.splitlines() == [
        "LỖI X-01: Có lỗi",
        "CẢNH BÁO X-02: Nên xem",
        "    ở: ky.yaml:1",
        "    cách sửa: sửa",
        "    căn cứ: Điều 3",
    ]

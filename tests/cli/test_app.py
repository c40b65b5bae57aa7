"""The group of commands: names, aliases, and how every error becomes words and an exit code."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from vanban import errors
from vanban.cli import app as door
from vanban.cli.app import app, run
from vanban.errors import DataError, VanbanError

CONTEXT = click.Context(app)
COMMANDS = app.list_commands(CONTEXT)
Failing = Callable[[BaseException], None]
ALIASES = {
    "khoi-tao": "init",
    "len-ky": "next",
    "phat-mau": "forms-out",
    "thu-mau": "forms-in",
    "tien-do": "progress",
    "kiem-du-lieu": "check",
    "lap-ho-so": "build",
    "xac-minh": "verify",
    "kiem-the-thuc": "lint",
    "quy-tac": "rules",
    "so-van-ban": "register",
    "xuat-bang": "workbook-out",
    "nhap-bang": "workbook-in",
    "kham": "doctor",
}


def test_the_help_lists_every_command_with_its_english_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    told = capsys.readouterr().out
    assert [name for name in COMMANDS if f"{name} ({ALIASES[name]})" not in told] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_and_its_alias_are_the_same(name: str) -> None:
    command = app.get_command(CONTEXT, name)
    assert command is not None
    assert command is app.get_command(CONTEXT, ALIASES[name])
    assert command.name == name


def test_an_unknown_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lap-hoso"]) == 2
    assert "lap-hoso" in capsys.readouterr().err


def test_a_missing_argument_is_wrong_usage() -> None:
    assert run(["lap-ho-so"]) == 2


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert "0.1.0" in capsys.readouterr().out


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Failing:
    """Puts a command in place that fails with an error of our choice."""

    def put(error: BaseException) -> None:
        def fail() -> None:
            raise error

        monkeypatch.setattr(door.Commands, "get_command", lambda *_: click.Command("kham", callback=fail))

    return put


FAMILY = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, VanbanError)]


@pytest.mark.parametrize("kind", FAMILY)
def test_every_error_leaves_with_its_own_exit_code(
    failing: Failing, kind: type[VanbanError], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(kind.say("XX-01", "Sai ở đây", "ky.yaml:3", "sửa lại"))
    assert run(["kham"]) == kind.exit_code
    assert capsys.readouterr().err.splitlines() == [
        "LỖI XX-01: Sai ở đây",
        "    ở: ky.yaml:3",
        "    cách sửa: sửa lại",
        "1 lỗi.",
    ]


def test_every_problem_of_an_error_is_told(failing: Failing, capsys: pytest.CaptureFixture[str]) -> None:
    failing(DataError(*(errors.Problem(f"XX-0{n}", "Sai") for n in range(5))))
    run(["kham"])
    assert capsys.readouterr().err.count("LỖI XX-0") == 5


def test_an_unexpected_error_is_exit_1_in_one_sentence(failing: Failing, capsys: pytest.CaptureFixture[str]) -> None:
    failing(ZeroDivisionError("chia cho không"))
    assert run(["kham"]) == 1
    told = capsys.readouterr().err
    assert "ZeroDivisionError: chia cho không" in told
    assert "Traceback" not in told


def test_with_v_an_unexpected_error_shows_its_trace(failing: Failing, capsys: pytest.CaptureFixture[str]) -> None:
    failing(ZeroDivisionError("chia cho không"))
    assert run(["-v", "kham"]) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interruption_is_exit_130_and_says_the_old_packets_are_whole(
    failing: Failing, error: BaseException, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(error)
    assert run(["kham"]) == 130
    assert "hồ sơ cũ còn nguyên" in capsys.readouterr().err


def ended(program: str, **streams: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", f"import atexit, sys; {program}; from vanban.cli import main; main()", "quy-tac"]
    return subprocess.run([*command, "KHONG-CO"], stderr=subprocess.PIPE, text=True, check=False, **streams)


def test_the_program_ends_with_its_code_after_all_was_said_and_done() -> None:
    done = ended("atexit.register(print, 'xong')", stdout=subprocess.PIPE)
    assert done.stdout.endswith("xong\n")
    assert "KHONG-CO" in done.stderr
    assert done.returncode == run(["quy-tac", "KHONG-CO"]) != 0


@pytest.mark.skipif(sys.platform != "linux", reason="only there is a device that is always full")
def test_what_could_not_be_said_is_told_in_the_end() -> None:
    with Path("/dev/full").open("w") as full:
        done = ended("print('lời')", stdout=full)
    assert "No space left" in done.stderr

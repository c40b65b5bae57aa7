"""How far the work is: lines in a file, a bar on a terminal; never on the output stream."""

from __future__ import annotations

import sys

import pytest

from vanban.cli.progress import reporter


def work() -> None:
    with reporter() as report:
        report.stage("Chuyển sang PDF", 3)
        report.advance("Chuyển sang PDF", 1)
        report.advance("Chuyển sang PDF", 2)


def test_without_a_terminal_each_step_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    work()
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "Chuyển sang PDF: 3\n")


def test_on_a_terminal_a_bar_names_the_step_and_counts_to_its_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    work()
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Chuyển sang PDF" in captured.err
    assert "3/3" in captured.err

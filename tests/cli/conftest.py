"""The program at its door."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vanban.cli.app import run


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command line: exit code, what was said, what was complained of."""

    def command(*words: object) -> tuple[int, str, str]:
        code = run([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command

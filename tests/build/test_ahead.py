"""Papers are judged while others are laid out: nothing is read twice, nothing comes out otherwise."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.build.conftest import Builder, tree, two_pages
from vanban.build import form
from vanban.convert import Fake, Job, Outcome
from vanban.convert.base import Meanwhile, Progress, Ready, nothing

pytestmark = pytest.mark.usefixtures("own_store")


class Slow(Fake):
    """Lets other work be done while it makes its pages."""

    def __init__(self) -> None:
        super().__init__(two_pages)
        self.steps = 0

    def convert(
        self, jobs: Sequence[Job], progress: Progress, ready: Ready | None = None, meanwhile: Meanwhile = nothing
    ) -> list[Outcome]:
        made = super().convert(jobs, progress, ready, meanwhile)
        while meanwhile():
            self.steps += 1
        return made


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the papers that were read, each as often as it was."""
    names: list[str] = []
    examine = form.examine

    def counting(source: Any, *more: Any) -> Any:
        names.append(source.name)
        return examine(source, *more)

    monkeypatch.setattr(form, "examine", counting)
    return names


def test_what_was_judged_ahead_is_not_read_again_and_comes_out_the_same(
    build: Builder, output: Path, read: list[str]
) -> None:
    plain = build()
    before, once = tree(output), sorted(read)
    shutil.rmtree(output.parent)
    read.clear()
    slow = Slow()
    ahead = build(converter=slow)
    assert sorted(read) == once
    assert slow.steps == len(own_papers(before) & set(once))
    assert (tree(output), ahead.warnings, ahead.errors) == (before, plain.warnings, plain.errors)


def own_papers(files: dict[str, bytes]) -> set[str]:
    """The keys of the papers of a packet that are not its cover, contents and closing sheets."""
    names = {Path(name).stem.partition("_")[2] for name in files if name.endswith(".docx")}
    return {name for name in names if not name.startswith(("bia", "muc-luc", "chung-tu"))}

"""The profile of a LibreOffice that runs unseen: nothing is tried out at its start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vanban.convert import Job, find_office
from vanban.convert.profile import calm_environment, headless, own_profile
from vanban.convert.soffice import Running

Jobs = Callable[..., Job]


@pytest.mark.soffice
def test_a_new_profile_makes_a_paper_at_its_first_start_and_tries_no_graphics(job: Jobs, tmp_path: Path) -> None:
    paper, profile = job("mau-02"), own_profile(tmp_path / "ho-so")
    command = [*headless(find_office(None), profile), "--convert-to", "pdf", "--outdir", str(tmp_path), str(paper.docx)]
    Running().run(command, calm_environment(), 90.0)
    assert paper.docx.with_suffix(".pdf").is_file()
    assert not list(profile.rglob("GraphicsRenderTests.log"))


def test_what_the_computer_says_of_its_memory_goes_before_what_we_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLIBC_TUNABLES", "glibc.malloc.perturb=1")
    assert calm_environment()["GLIBC_TUNABLES"] == "glibc.malloc.perturb=1"

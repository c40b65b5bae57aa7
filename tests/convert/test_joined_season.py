"""Every form of the sample season, by the quick ways and the slow: together or alone, asked for plainly or as PDF/A."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import DEEP, Built
from vanban.bundle import Faces, Meta, read_faces, write_paper
from vanban.convert import Job, Soffice, find_fonts
from vanban.convert.batches import grouped
from vanban.convert.export import Way
from vanban.convert.joined import Kinds, may_join

pytestmark = pytest.mark.soffice

META = Meta("a", "b", date(2021, 12, 1))
OF_A_FORM = None if DEEP else 2
# A line's last blank, which a tagged file shows and a plain one leaves out.
BLANK = re.compile(rb"q\n[\d. ]+ rg\nBT\n[\d. ]+ Td\n/\w+ [\d.]+ Tf\n\( +\)Tj\nET\nQ\n")


def joinable(output: Path) -> dict[str, list[Path]]:
    """Word files by the shell they share, a few of each: files that are the same are taken once."""
    found: dict[str, dict[bytes, Path]] = {}
    kinds = Kinds()
    for path in sorted(output.rglob("*.docx")):
        kind = kinds.of(path)
        if kind is not None and may_join([kind, kind], path):
            found.setdefault(kind.shell, {}).setdefault(path.read_bytes(), path)
    return {shell: list(islice(paths.values(), OF_A_FORM)) for shell, paths in found.items()}


def laid_out(office: Soffice, files: Sequence[Path], folder: Path, faces: Faces, alone: bool) -> list[bytes]:
    """The papers in their one byte form."""
    folder.mkdir()
    jobs = [Job(path, folder / f"{number}.pdf", str(number)) for number, path in enumerate(files)]
    assert {len(group) == 1 for group in grouped(jobs, 1)} == {alone}
    office.convert(jobs, lambda count: None)
    for job in jobs:
        write_paper(job.pdf, job.pdf.with_suffix(".mot-dang.pdf"), META, faces)
    return [job.pdf.with_suffix(".mot-dang.pdf").read_bytes() for job in jobs]


def test_papers_laid_out_together_have_the_bytes_of_papers_laid_out_alone(
    built: Built, office: Soffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = joinable(built.output)
    files = [path for paths in forms.values() for path in (paths if len(paths) > 1 else paths * 2)]
    faces = read_faces(find_fonts().files)
    monkeypatch.setattr("vanban.convert.batches._FEWEST_TOGETHER", 2)
    together = laid_out(office, files, tmp_path / "ghep", faces, alone=False)
    monkeypatch.setattr("vanban.convert.batches._FEWEST_TOGETHER", len(files) + 1)
    alone = laid_out(office, files, tmp_path / "le", faces, alone=True)
    assert len(forms) > 25
    assert [path.name for path, a, b in zip(files, together, alone, strict=True) if a != b] == []


def shown(pdf: Path) -> list[bytes]:
    """What every page shows: letters of one face at their places, lines; blanks are not to be seen."""
    with pikepdf.open(pdf) as document:
        return [BLANK.sub(b"", page.Contents.read_bytes()) for page in document.pages]


def test_papers_asked_for_plainly_show_what_those_asked_for_as_pdfa_show(
    built: Built, office: Soffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [paths[0] for paths in joinable(built.output).values()]
    faces = read_faces(find_fonts().files)
    plain = laid_out(office, files, tmp_path / "tron", faces, alone=True)
    monkeypatch.setattr("vanban.convert.soffice.way_of", lambda job: Way.ARCHIVAL)
    archival = laid_out(office, files, tmp_path / "luu-tru", faces, alone=True)
    assert plain != archival
    for number, path in enumerate(files):
        one, other = (tmp_path / way / f"{number}.mot-dang.pdf" for way in ("tron", "luu-tru"))
        assert shown(one) == shown(other), path.name

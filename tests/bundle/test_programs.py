"""What is made of a face is made once for its file, and had again as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vanban.bundle import programs, read_faces
from vanban.bundle.programs import program_of
from vanban.convert import find_fonts
from vanban.store import Shelf


def test_a_kept_program_is_the_one_that_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = find_fonts().files
    plain = program_of(read_faces(files).regular, 0)
    assert program_of(read_faces(files, Shelf(tmp_path)).regular, 0) == plain
    monkeypatch.delattr(programs, "_made")
    assert program_of(read_faces(files, Shelf(tmp_path)).regular, 0) == plain


def test_a_damaged_program_is_made_anew_and_so_is_that_of_another_file(tmp_path: Path) -> None:
    files, shelf = find_fonts().files, Shelf(tmp_path / "phong")
    plain = program_of(read_faces(files, shelf).regular, 0)
    (entry,) = (path for path in shelf.folder.rglob("*") if path.is_file())
    entry.write_bytes(entry.read_bytes()[:-1])
    assert program_of(read_faces(files, shelf).regular, 0) == plain
    other = shutil.copy(files[1], tmp_path / files[0].name)
    assert program_of(read_faces([Path(other)], shelf).regular, 0) != plain

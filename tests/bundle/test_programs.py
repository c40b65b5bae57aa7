"""What is made of a face is made once for its file, and had again as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vanban.bundle import programs, read_faces
from vanban.bundle.programs import program_of
from vanban.convert import find_fonts
from vanban.store import Shelf


def test_a_face_whose_letters_are_kept_is_the_same_face(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, shelf = find_fonts().files, Shelf(tmp_path / "phong")
    plain = read_faces(files)
    first = read_faces(files, shelf)
    monkeypatch.setattr("vanban.bundle.glyphs._read", lambda path: pytest.fail("read again"))
    for found in (first, read_faces(files, shelf)):
        for face, own in zip(found.all, plain.all, strict=True):
            assert (face.path, face.name, dict(face.slots)) == (own.path, own.name, dict(own.slots))
            assert list(face.slots) == list(own.slots)
            assert all(face.outline_of(s.glyph) == own.outline_of(s.glyph) for s in own.slots.values())


def test_a_kept_program_is_the_one_that_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = find_fonts().files
    plain = program_of(read_faces(files).regular, 0)
    assert program_of(read_faces(files, Shelf(tmp_path)).regular, 0) == plain
    monkeypatch.delattr(programs, "_made")
    assert program_of(read_faces(files, Shelf(tmp_path)).regular, 0) == plain


def test_what_is_damaged_is_made_anew_and_so_is_that_of_another_file(tmp_path: Path) -> None:
    files, shelf = find_fonts().files, Shelf(tmp_path / "phong")
    plain = program_of(read_faces(files, shelf).regular, 0)
    entries = [path for path in shelf.folder.rglob("*") if path.is_file()]
    assert len(entries) == len(files) + 1
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-1])
    assert program_of(read_faces(files, shelf).regular, 0) == plain
    other = shutil.copy(files[1], tmp_path / files[0].name)
    assert program_of(read_faces([Path(other)], shelf).regular, 0) != plain

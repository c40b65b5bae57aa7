"""What is made of a face is made once for its file, and had again as it was."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject

from vanban.bundle import Faces, programs, read_faces
from vanban.bundle.copying import Copier
from vanban.bundle.programs import add_font, program_of
from vanban.bundle.written import name_of
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


def test_the_widths_of_a_font_stand_by_themselves(stamp_font: Faces) -> None:
    face, writer = stamp_font.regular, PdfWriter()
    fonts = DictionaryObject({name_of("/F"): add_font(Copier(writer), face, 0)})
    writer.add_blank_page(10, 10)[name_of("/Resources")] = DictionaryObject({name_of("/Font"): fonts})
    made = io.BytesIO()
    writer.write(made)
    with pikepdf.open(made) as pdf:
        font = pdf.pages[0].obj.Resources.Font.F
        assert font.Widths.is_indirect
        widths = dict(enumerate(map(int, font.Widths), int(font.FirstChar)))
    assert int(font.LastChar) == max(widths)
    assert {code: width for code, width in widths.items() if width} == {
        slot.code: slot.width for slot in face.part(0) if slot.width
    }


def test_a_text_is_as_wide_as_its_letters_and_has_their_codes(stamp_font: Faces) -> None:
    face, text = stamp_font.regular, "Trang 12/345, phông chữ"
    slots = [face.slots[letter] for letter in text]
    assert face.width(text) == sum(slot.width for slot in slots)
    assert face.encode(text) == bytes(slot.code for slot in slots)
    other = next(letter for letter, slot in face.slots.items() if slot.part)
    with pytest.raises(KeyError):
        face.encode(text + other)

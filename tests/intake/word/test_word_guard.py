"""Files that are no Word file, or must not be opened: a sentence with the remedy, never a traceback."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.word.office import with_parts
from vanban.build.entry_forms import EntryForm
from vanban.errors import DataError
from vanban.intake.guard import MAX_BYTES
from vanban.intake.word.body import read_body

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _huge(path: Path, docx: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(b"PK\x03\x04")
        stream.truncate(4 * MAX_BYTES)


def _bomb(path: Path, docx: bytes) -> None:
    path.write_bytes(docx)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.png", bytes(25_000_000))


def _write(content: bytes) -> Callable[[Path, bytes], None]:
    return lambda path, docx: path.write_bytes(content) and None


def _entity(path: Path, docx: bytes) -> None:
    bad = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    path.write_bytes(with_parts(docx, {"word/document.xml": bad}))


REFUSED: dict[str, tuple[Callable[[Path, bytes], object], str, str]] = {
    "CSV": (_write("Họ tên,Ngày sinh\n".encode()), "TM-02", "tệp chữ (CSV)"),
    "a web page": (_write(b"<html><body>"), "TM-02", "trang web"),
    "a PDF": (_write(b"%PDF-1.7 \0"), "TM-02", "tệp PDF"),
    "empty": (_write(b""), "TM-02", "rỗng"),
    "half a file": (lambda p, d: p.write_bytes(d[:3000]), "TM-02", "bị hỏng"),
    "a password": (_write(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")), "TM-03", "mật khẩu"),
    "macros": (lambda p, d: p.write_bytes(with_parts(d, {"word/vbaProject.bin": b"x"})), "TM-04", "macro"),
    "macros of old": (_write(OLE + "_VBA_PROJECT".encode("utf-16-le")), "TM-04", "macro"),
    "200 MB": (_huge, "TM-05", "Tệp lớn 200 MB"),
    "a zip bomb": (_bomb, "TM-06", "phình ra"),
    "another zip": (lambda p, d: p.write_bytes(with_parts(d, {"word/document.xml": None})), "TM-02", "không phải"),
    "a part that is no XML": (lambda p, d: p.write_bytes(with_parts(d, {"word/document.xml": b"<w"})), "TM-02", "hỏng"),
    "entities": (_entity, "TM-02", "bị hỏng"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_must_not_be_read_is_refused_with_a_remedy(
    name: str, form: EntryForm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vanban.intake.guard.MAX_UNPACKED", 20_000_000)
    make, code, message = REFUSED[name]
    path = tmp_path / "bai.docx"
    make(path, form.docx)
    with pytest.raises(DataError) as caught:
        read_body(path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == (code, "bai.docx")
    assert message in problem.message
    assert problem.remedy

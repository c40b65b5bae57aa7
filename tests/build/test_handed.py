"""What the office put beside the facts: files under the key of a paper, nothing else in the two folders."""

from __future__ import annotations

from pathlib import Path

from vanban.build.handed import handed_in


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def test_files_of_both_folders_are_found_by_key(tmp_path: Path) -> None:
    word = put(tmp_path / "sua-tay" / "mau-02.NV01.docx")
    pdf = put(tmp_path / "ho-so" / "da-ky" / "bien-ban.CB1.pdf")
    found = handed_in(tmp_path)
    assert (found.by_hand, found.signed) == ({"mau-02.NV01": word}, {"bien-ban.CB1": pdf})


def test_folders_other_endings_and_subfolders_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path / "sua-tay" / "mau-02.NV01.DOCX")
    put(tmp_path / "sua-tay" / "mau-02.NV02.docx.tmp")
    (tmp_path / "ho-so" / "da-ky" / "mau-02.NV03.pdf").mkdir(parents=True)
    put(tmp_path / "ho-so" / "da-ky" / "con" / "mau-02.NV04.pdf")
    found = handed_in(tmp_path)
    assert (found.by_hand, found.signed) == ({}, {})


def test_a_season_without_the_folders_has_none(tmp_path: Path) -> None:
    found = handed_in(tmp_path)
    assert (found.by_hand, found.signed) == ({}, {})

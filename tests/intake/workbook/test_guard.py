"""Files that are no workbook, or must not be opened: a sentence with the remedy, never a traceback."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import ROOT, SAMPLE
from tests.intake.workbook.office import HEADERS, by_openpyxl, by_xlsxwriter, person
from vanban.errors import DataError
from vanban.intake.facts import read_facts
from vanban.intake.workbook.book import read_book
from vanban.intake.workbook.guard import _FORMULA_SIGNS, _ODD, MAX_BYTES, MAX_CELLS, _at_most, _extent, _holds
from vanban.intake.workbook.mark import write_marked
from vanban.intake.workbook.take import take_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _workbook(path: Path) -> Path:
    return by_xlsxwriter(path, {"Cá nhân": [HEADERS, person()]})


def _with(path: Path, **parts: bytes) -> Path:
    _workbook(path)
    with zipfile.ZipFile(path, "a") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return path


def _replaced(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    _workbook(path)
    with zipfile.ZipFile(path) as archive:
        held = {info.filename: archive.read(info) for info in archive.infolist()}
    held[part] = change(held[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return path


def _huge(path: Path) -> Path:
    with path.open("wb") as stream:
        stream.write(b"PK\x03\x04")
        stream.truncate(MAX_BYTES + 1)
    return path


def _bomb(path: Path) -> Path:
    _workbook(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/anh.png", "w") as stream:
        for _ in range(25):
            stream.write(bytes(1_000_000))
    return path


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


LINK = "xl__externalLinks__externalLink1.xml"
SHEET = "xl/worksheets/sheet1.xml"
REFUSED: dict[str, tuple[Callable[[Path], Path], str, str, str]] = {
    "CSV": (lambda p: _written(p, "Họ tên,Ngày sinh\n".encode()), "NB-02", "tệp chữ (CSV)", "Lưu thành"),
    "a web page": (lambda p: _written(p, b"<html><table>"), "NB-02", "trang web", "Lưu thành"),
    "empty": (lambda p: _written(p, b""), "NB-02", "Tệp rỗng", "lưu lại"),
    "half a file": (lambda p: _written(p, _workbook(p).read_bytes()[:3000]), "NB-02", "bị hỏng", "lưu lại"),
    "another zip": (lambda p: _other_zip(p), "NB-02", "không phải bảng Excel", ".xlsx"),
    "a password": (
        lambda p: _written(p, OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")),
        "NB-03", "mật khẩu", "xoá mật khẩu",
    ),
    "macros": (lambda p: _with(p, **{"xl__vbaProject.bin": b"x"}), "NB-04", "macro", ".xlsx"),
    "macros of old": (lambda p: _written(p, OLE + "_VBA_PROJECT".encode("utf-16-le")), "NB-04", "macro", ".xlsx"),
    "200 MB": (_huge, "NB-05", "Tệp lớn", "tách"),
    "a zip bomb": (_bomb, "NB-06", "phình ra", "tệp gốc"),
    "cells at the end of the world": (
        lambda p: _replaced(p, SHEET, lambda xml: xml.replace(b'r="A2"', b'r="XFD1048576"')),
        "NB-07", "quá xa", "xoá hẳn",
    ),
    "DDE": (
        lambda p: _with(p, **{LINK: b"<externalLink><ddeLink ddeService='cmd'/></externalLink>"}),
        "NB-09", "DDE", "Ngắt liên kết",
    ),
}  # fmt: skip


def _other_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    return path


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_a_remedy(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vanban.intake.guard.MAX_UNPACKED", 20_000_000)
    make, code, message, remedy = REFUSED[name]
    path = make(tmp_path / "bang.xlsx")
    with pytest.raises(DataError) as caught:
        read_book(path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == (code, "bang.xlsx")
    assert message in problem.message
    assert remedy in problem.remedy


def test_a_part_larger_than_it_says_is_not_unpacked_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban.intake.guard._SURELY_SMALL", 0)
    path = _bomb(tmp_path / "bang.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.getinfo("xl/media/anh.png").file_size = 1000
        archive.writestr("them.txt", "x")
    tracemalloc.start()
    with pytest.raises(DataError, match="bị hỏng"):
        read_book(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_of_two_parts_with_one_name_the_one_that_is_read_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _replaced(tmp_path / "bang.xlsx", SHEET, lambda xml: xml)
    with zipfile.ZipFile(path) as archive:
        far = archive.read(SHEET).replace(b'r="A2"', b'r="XFD1048576"')
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, far)
    for small in (0, 400_000):
        monkeypatch.setattr("vanban.intake.guard._SURELY_SMALL", small)
        with pytest.raises(DataError, match="quá xa"):
            read_book(path)


SIGNS = st.sampled_from(
    [b' r="', b" r='", b"\tr=", b"\nr=", b"\n", b"'", b"A1", b"Z99999", b"AA7", b"B100000", b"XFD1048576", b'"', b"<f>",
     b"<f", b":f", b"f", b"x"]
)  # fmt: skip


@given(st.lists(SIGNS, max_size=12).map(b"".join))
@example(b" r=\"Z9999999'")
def test_the_quick_searches_never_miss_what_the_slow_ones_find(xml: bytes) -> None:
    assert _at_most(xml) >= min(_extent(xml), MAX_CELLS + 1)
    for sign, rare in (*_ODD, *_FORMULA_SIGNS):
        assert _holds(xml, sign, rare) == (sign in xml)


def test_external_links_are_told_and_the_shown_values_read(tmp_path: Path) -> None:
    path = _with(tmp_path / "bang.xlsx", **{LINK: b"<externalLink/>"})
    book = read_book(path)
    assert [note.code for note in book.notes] == ["NB-08"]
    assert book.grids[0].rows[1][1] == "Phan Văn Thử"


def _monster(path: Path) -> Path:
    merge = b'<mergeCells count="1"><mergeCell ref="O1:XFD1048576"/></mergeCells><pageMargins'
    return _replaced(path, SHEET, lambda xml: xml.replace(b"<pageMargins", merge))


def test_a_merged_monster_is_read_like_its_first_cell(tmp_path: Path) -> None:
    taken = take_workbook(_monster(tmp_path / "bang.xlsx"), read_facts(SAMPLE, ROOT))
    assert taken.errors == ()
    write_marked(taken.book, taken.problems, tmp_path / "dau.xlsx")
    assert (tmp_path / "dau.xlsx").stat().st_size < 100_000


def test_a_formula_is_read_as_the_value_shown(tmp_path: Path) -> None:
    def formula(xml: bytes) -> bytes:
        start = xml.index(b'<c r="J2"')
        end = xml.index(b"</c>", start)
        return xml[:start] + b'<c r="J2" t="str"><f>HYPERLINK("http://x","y")</f><v>Ph\xc3\xb2ng</v>' + xml[end:]

    path = _replaced(tmp_path / "bang.xlsx", SHEET, formula)
    taken = take_workbook(path, read_facts(SAMPLE, ROOT))
    assert next(d for d in taken.drafts).tree["don_vi_cong_tac"] == "Phòng"


def test_a_formula_nobody_worked_out_is_told_at_its_cell(tmp_path: Path) -> None:
    path = by_openpyxl(tmp_path / "bang.xlsx", {"Cá nhân": [HEADERS, person(J='=CONCATENATE("Phòng"," Nội vụ")')]})
    taken = take_workbook(path, read_facts(SAMPLE, ROOT))
    assert ("NB-16", "Cá nhân!J2") in [(e.code, e.place) for e in taken.errors]

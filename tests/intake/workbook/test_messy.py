"""Workbooks as clerks really make them, each with exactly the facts or the words it must give."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, SAMPLE
from tests.intake.workbook.office import HEADERS, by_calc, by_openpyxl, by_xlsxwriter, person
from vanban.intake.facts import Facts, read_facts
from vanban.intake.workbook.take import Taken, take_workbook

Maker = Callable[[Path], Path]
BORN = date(1985, 3, 5)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read_facts(SAMPLE, ROOT)


def _tree(taken: Taken, code: str = "NV90") -> dict[str, Any]:
    return next(draft.tree for draft in taken.drafts if draft.place == ("ca-nhan", code))


def _said(taken: Taken) -> list[tuple[str, str]]:
    """Code and place of what was said, without the people a partial roster leaves out."""
    return [(p.code, p.place) for p in taken.problems if p.code != "NB-33"]


def _roster(*rows: list[Any], header: list[Any] | None = None, name: str = "Cá nhân") -> Maker:
    return lambda path: by_xlsxwriter(path, {name: [header or HEADERS, *rows]})


SPELT = [
    "TT", "HỌ VÀ TÊN", "NGÀY THÁNG NĂM SINH", "GIỚI TÍNH", "SINH HOẠT TẠI CHI BỘ", "ĐẢNG VIÊN (chính thức, dự bị)",
    "CHỨC VỤ TRONG ĐẢNG", "Chức danh", "Đoàn thể", "Nơi công tác", "Cán bộ, công chức, viên chức", "Cấp quản lý",
    "Lãnh đạo", "Ngày kết nạp",
]  # fmt: skip
BARE = [
    "stt", "ho va ten", "ngay sinh", "gioi tinh", "chi bo", "dang vien", "chuc vu dang", "chuc vu chinh quyen",
    "chuc vu doan the", "don vi cong tac", "doi tuong", "dien quan ly", "lanh dao quan ly", "ngay vao dang",
]  # fmt: skip
DECOMPOSED = [unicodedata.normalize("NFD", header) for header in HEADERS]
# (how the workbook was made, what must be said: code and cell) — the person is the same in all of them
SAME_PERSON: dict[str, tuple[Maker, list[tuple[str, str]]]] = {
    "as exported": (_roster(person()), []),
    "other spellings, capitals, a running number": (
        _roster(person(A=1, C="05.03.1985"), header=SPELT),
        [("NB-32", "Cá nhân!B2")],
    ),
    "headers without marks": (_roster(person(A=1), header=BARE, name="Sheet1"), [("NB-32", "Sheet1!B2")]),
    "decomposed headers and cells": (
        _roster([unicodedata.normalize("NFD", str(cell)) for cell in person()], header=DECOMPOSED),
        [],
    ),
    "a real date": (_roster(person(C=BORN)), []),
    "a serial number": (_roster(person(C=31111)), []),
    "a date with dots": (_roster(person(C="5.3.1985")), []),
    "a date in words": (_roster(person(C="ngày 05 tháng 3 năm 1985")), []),
    "a date from a database": (_roster(person(C="1985-03-05")), []),
    "a title above, blank rows between": (
        lambda path: by_xlsxwriter(
            path, {"DS": [["DANH SÁCH ĐẢNG VIÊN"], [], ["Năm 2021"], [], HEADERS, [], person(), []]}
        ),
        [],
    ),
    "a row of column numbers": (_roster([f"({n})" for n in range(1, 15)], person()), []),
    "an extra column": (_roster([*person(), "Tày"], header=[*HEADERS, "Dân tộc"]), [("NB-12", "Cá nhân!O1")]),
    "a row of blanks": (_roster([" ", "", "  ", "\u00a0"], person()), []),
    "a totals row": (_roster(person(), ["", "Tổng cộng: 1 đảng viên"]), [("NB-30", "Cá nhân!B3")]),
    "a signature below": (
        _roster(person(), [], ["", "", "", "", "", "", "", "", "", "Người lập biểu"]),
        [("NB-31", "Cá nhân!J4")],
    ),
    "a name in capitals": (_roster(person(B="PHAN VĂN THỬ")), [("NB-26", "Cá nhân!B2")]),
    "the old font TCVN3": (_roster(person(B="Phan V¨n Thö")), [("NB-25", "Cá nhân!B2")]),
    "the old font VNI": (_roster(person(B="Phan Vaên Thöû")), [("NB-25", "Cá nhân!B2")]),
    "several sheets": (
        lambda path: by_xlsxwriter(
            path, {"Ghi nhớ": [["việc cần làm"], ["gọi điện"]], "Danh sách": [HEADERS, person()], "Trống": []}
        ),
        [("NB-14", "Ghi nhớ!A1")],
    ),
    "by openpyxl, a datetime": (
        lambda path: by_openpyxl(path, {"Cá nhân": [HEADERS, person(C=datetime.combine(BORN, time()))]}),
        [],
    ),
}


@pytest.mark.parametrize("name", SAME_PERSON)
def test_the_same_person_is_read(name: str, facts: Facts, tmp_path: Path) -> None:
    make, said = SAME_PERSON[name]
    taken = take_workbook(make(tmp_path / "bang.xlsx"), facts)
    tree = _tree(taken, next(d.place[1] for d in taken.drafts))
    assert {key: value for key, value in tree.items() if key != "ma"} == {
        "ho_ten": "Phan Văn Thử", "ngay_sinh": BORN, "gioi_tinh": "nam", "chi_bo": "noi-vu", "dang_vien": "chinh-thuc",
        "chuc_vu_dang": "Đảng viên", "chuc_vu_chinh_quyen": "Chuyên viên", "chuc_vu_doan_the": "Không",
        "don_vi_cong_tac": "Phòng Nội vụ", "doi_tuong": "cong-chuc", "dien_quan_ly": "dang-uy", "lanh_dao": False,
    }  # fmt: skip
    assert _said(taken) == said
    assert [change.state for change in taken.changes] == ["them"]


def test_two_header_rows_merged_and_the_gender_told_by_the_column_of_the_birth_date(
    facts: Facts, tmp_path: Path
) -> None:
    top = ["Mã", "Họ và tên", "Ngày sinh", "", "Chi bộ", "Đảng viên", "Chức vụ", "", "", *HEADERS[9:]]
    below = ["", "", "Nam", "Nữ", "", "", "Đảng", "Chính quyền", "Đoàn thể", "", "", "", "", ""]
    man, woman = person(D=""), person(A="NV91", B="Lò Thị Mơ", C="", D="17/8/1990")
    merges = ["C1:D1", "G1:I1", *(f"{letter}1:{letter}2" for letter in "ABEFJKLMN")]
    path = by_openpyxl(tmp_path / "bang.xlsx", {"Cá nhân": [top, below, man, woman]}, {"Cá nhân": merges})
    taken = take_workbook(path, facts)
    assert (_tree(taken)["gioi_tinh"], _tree(taken)["ngay_sinh"]) == ("nam", BORN)
    found = _tree(taken, "NV91")
    assert (found["gioi_tinh"], found["ngay_sinh"], found["chuc_vu_dang"]) == ("nu", date(1990, 8, 17), "Đảng viên")
    assert _said(taken) == []


def test_a_name_in_two_columns_under_one_header(facts: Facts, tmp_path: Path) -> None:
    header = ["Mã", "Họ và tên", "", *HEADERS[2:]]
    row = ["NV90", "Phan Văn", "Thử", *person()[2:]]
    path = by_openpyxl(tmp_path / "bang.xlsx", {"Cá nhân": [header, row]}, {"Cá nhân": ["B1:C1"]})
    taken = take_workbook(path, facts)
    assert _tree(taken)["ho_ten"] == "Phan Văn Thử"
    assert _said(taken) == []


def test_people_stand_under_the_name_of_their_branch(facts: Facts, tmp_path: Path) -> None:
    header, rows = [h for h in HEADERS if h != "Chi bộ"], [person(), person(A="TC90", B="Lò Văn Hai")]
    first, second = ([*row[:4], *row[5:]] for row in rows)
    sheet = [header, ["", "I. Chi bộ Phòng Nội vụ"], first, ["", "II. Chi bộ Phòng Tài chính - Kế hoạch"], second]
    taken = take_workbook(by_xlsxwriter(tmp_path / "bang.xlsx", {"DS": sheet}), facts)
    assert (_tree(taken)["chi_bo"], _tree(taken, "TC90")["chi_bo"]) == ("noi-vu", "tai-chinh")
    assert _said(taken) == []


def test_someone_known_is_found_by_name_and_birth_date(facts: Facts, tmp_path: Path) -> None:
    rows = [["Họ tên", "Ngày sinh", "Chức vụ đoàn thể"], ["Đinh Thị Thanh Vân", "19/9/1978", "Chủ tịch Công đoàn"]]
    taken = take_workbook(by_xlsxwriter(tmp_path / "bang.xlsx", {"DS": rows}), facts)
    (change,) = taken.changes
    assert (change.code, change.state, change.place) == ("GD01", "doi", "DS!2")
    assert [(c.name, c.before, c.after) for c in change.changes] == [
        ("Lý lịch – Chức vụ đoàn thể", "Không", "Chủ tịch Công đoàn")
    ]
    assert taken.errors == ()


def test_a_namesake_is_asked_about(facts: Facts, tmp_path: Path) -> None:
    rows = [["Họ tên", "Ngày sinh", "Chức vụ đoàn thể"], ["Đinh Thị Thanh Vân", "01/01/1990", "Không"]]
    taken = take_workbook(by_xlsxwriter(tmp_path / "bang.xlsx", {"DS": rows}), facts)
    (error,) = taken.errors
    assert (error.code, error.place) == ("NB-35", "DS!A2")
    assert "GD01 (sinh 19/9/1978)" in error.message
    assert taken.changes == ()


WRONG: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "no such day": ({"C": "31/02/1985"}, "NB-20", "C2", "viết ngày trước, tháng sau"),
    "month first": ({"C": "03/15/1985"}, "NB-20", "C2", "có phải 15/03/1985?"),
    "a year alone": ({"C": "1985"}, "NB-20", "C2", "đủ ngày, tháng, năm"),
    "two digits of a year": ({"C": "05/3/85"}, "NB-20", "C2", "đủ ngày, tháng, năm"),
    "a level of membership misspelt": ({"F": "Chính thứ"}, "NB-23", "F2", "có phải “Chính thức”?"),
    "neither yes nor no": ({"M": "có lẽ"}, "NB-21", "M2", "ghi Có hoặc Không"),
    "an error of Excel": ({"G": "#REF!"}, "NB-17", "G2", "gõ giá trị đúng"),
    "an unknown branch": ({"E": "noi-vo"}, "DL-32", "E2", "có phải “noi-vu”?"),
    "an empty cell": ({"J": ""}, "DL-21", "J2", "thêm mục này"),
    "a code that is none": ({"A": "NV 90/1"}, "DL-22", "A2", "mã chỉ gồm chữ không dấu"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told_at_its_cell(name: str, facts: Facts, tmp_path: Path) -> None:
    cells, code, cell, remedy = WRONG[name]
    taken = take_workbook(by_xlsxwriter(tmp_path / "bang.xlsx", {"Cá nhân": [HEADERS, person(**cells)]}), facts)
    (error,) = [problem for problem in taken.errors if problem.code == code]
    assert error.place == f"Cá nhân!{cell}"
    assert remedy in error.remedy


def test_every_mistake_is_told_at_once(facts: Facts, tmp_path: Path) -> None:
    rows = [HEADERS, person(C="x"), person(A="NV91", B="Lò Văn Hai", D="y"), person(A="NV92", B="Lò Văn Ba", M="z")]
    taken = take_workbook(by_xlsxwriter(tmp_path / "bang.xlsx", {"Cá nhân": rows}), facts)
    assert [(e.code, e.place) for e in taken.errors if e.code != "DL-21"] == [
        ("NB-20", "Cá nhân!C2"),
        ("NB-23", "Cá nhân!D3"),
        ("NB-21", "Cá nhân!M4"),
    ]


def test_an_unclear_header_is_asked_with_the_nearest(facts: Facts, tmp_path: Path) -> None:
    header = ["Mã", "Họ và tên", "Ngày sin", *HEADERS[3:]]
    taken = take_workbook(by_xlsxwriter(tmp_path / "bang.xlsx", {"Cá nhân": [header, person()]}), facts)
    asked = next(error for error in taken.errors if error.code == "NB-11")
    assert asked.place == "Cá nhân!C1"
    assert "có phải “Ngày sinh”?" in asked.remedy


def test_a_header_twice_is_told(facts: Facts, tmp_path: Path) -> None:
    path = by_xlsxwriter(tmp_path / "bang.xlsx", {"Cá nhân": [[*HEADERS, "Họ tên"], [*person(), "Người khác"]]})
    assert ("NB-13", "Cá nhân!O1") in _said(take_workbook(path, facts))


def test_one_person_twice_is_told(facts: Facts, tmp_path: Path) -> None:
    path = by_xlsxwriter(tmp_path / "bang.xlsx", {"Cá nhân": [HEADERS, person(), person()]})
    assert ("NB-29", "Cá nhân!A3") in _said(take_workbook(path, facts))


def test_people_who_are_missing_stay_and_are_told(facts: Facts, tmp_path: Path) -> None:
    taken = take_workbook(by_xlsxwriter(tmp_path / "bang.xlsx", {"Cá nhân": [HEADERS, person()]}), facts)
    (told,) = [problem for problem in taken.problems if problem.code == "NB-33"]
    assert told.severity == "canh-bao"
    assert told.message.startswith(
        "70 cá nhân có trong dữ kiện nhưng không có trong bảng, vẫn giữ: DA01 (Trần Duy Khương)"
    )
    assert taken.removed == ()


def test_an_empty_cell_of_a_clerks_own_workbook_says_nothing(facts: Facts, tmp_path: Path) -> None:
    rows = [["Mã", "Họ và tên", "Ngày vào Đảng"], ["GD01", "Đinh Thị Thanh Vân", ""]]
    assert take_workbook(by_xlsxwriter(tmp_path / "bang.xlsx", {"DS": rows}), facts).changes == ()


@pytest.mark.soffice
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_what_libreoffice_saved_reads_the_same(
    kind: str, facts: Facts, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = by_xlsxwriter(tmp_path / "bang.xlsx", {"Cá nhân": [HEADERS, person(C=BORN)]})
    taken = take_workbook(by_calc(path, kind, tmp_path_factory.getbasetemp() / "ho-so-calc"), facts)
    assert _tree(taken)["ngay_sinh"] == BORN
    assert _tree(taken)["ho_ten"] == "Phan Văn Thử"
    assert _said(taken) == []


@pytest.mark.soffice
def test_an_exported_workbook_saved_by_libreoffice_changes_nothing(
    facts: Facts, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from vanban.intake.workbook.write import write_workbook

    write_workbook(facts, tmp_path / "bang.xlsx")
    saved = by_calc(tmp_path / "bang.xlsx", "xlsx", tmp_path_factory.getbasetemp() / "ho-so-calc")
    taken = take_workbook(saved, facts)
    assert (taken.changes, taken.problems) == ((), ())

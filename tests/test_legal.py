from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.errors import ProfileError
from vanban.legal import Citation, Library, citations, read_library, verdict
from vanban.settings import LIBRARY_FILE, library_files, library_root, shipped_profiles

SHIPPED = read_library(library_files(None))
ROW = 'so_ky_hieu = "{number}"\nloai = "{kind}"\ncan_cu = "Văn bản"\nchac_chan = "S"\n{more}'


def write(folder: Path, *rows: str) -> Path:
    path = folder / LIBRARY_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"[[van_ban]]\n{row}\n" for row in rows), encoding="utf-8")
    return path


def row(number: str, kind: str = "Quy định", more: str = "") -> str:
    return ROW.format(number=number, kind=kind, more=more)


def cited(text: str) -> Citation:
    (citation,) = citations(text)
    return citation


@pytest.mark.parametrize(
    ("text", "number", "kind", "day"),
    [
        ("Căn cứ Quy định số 132-QĐ/TW, ngày 08/3/2018 của Bộ Chính trị", "132-QĐ/TW", "Quy định", date(2018, 3, 8)),
        ("theo Hướng dẫn 36-HD/VPTW.", "36-HD/VPTW", "Hướng dẫn", None),
        ("Nghị định số 90/2020/NĐ-CP ngày 13/8/2020", "90/2020/NĐ-CP", "Nghị định", date(2020, 8, 13)),
        ("Luật số 72/2025/QH15", "72/2025/QH15", "Luật", None),
        ("bãi bỏ 5053-CV/VPTW/nb", "5053-CV/VPTW/nb", "", None),
    ],
)
def test_a_citation_is_read_with_its_kind_and_day(text: str, number: str, kind: str, day: date | None) -> None:
    found = cited(text)
    assert (found.number, found.kind, found.day) == (number, kind, day)
    assert text[found.start : found.end] == number


@pytest.mark.parametrize("text", ["đạt 44/46 nhiệm vụ", "ngày 08/3/2018", "trang 1/20", "số 5", "a/b-c/d"])
def test_what_is_no_legal_number_is_no_citation(text: str) -> None:
    assert list(citations(text)) == []


@given(st.text(max_size=60))
def test_any_text_can_be_looked_through(text: str) -> None:
    assert all(text[found.start : found.end] == found.number for found in citations(text))


@pytest.mark.parametrize(
    ("text", "on", "newer"),
    [
        ("Quy định số 132-QĐ/TW, ngày 08/3/2018", date(2023, 10, 4), "Quy định 124-QĐ/TW, ngày 04/10/2023"),
        ("Quy định 124-QĐ/TW", date(2025, 8, 30), "Quy định 366-QĐ/TW, ngày 30/8/2025"),
        ("Hướng dẫn 36-HD/VPTW", date(2026, 5, 27), "Hướng dẫn 05-HD/VPTW, ngày 27/5/2026"),
        ("Quy định 37-QĐ/TW", date(2026, 7, 26), "Quy định 207-QĐ/TW, ngày 26/7/2026"),
        ("Nghị định 90/2020/NĐ-CP", date(2026, 7, 1), "Nghị định 233/2026/NĐ-CP, ngày 26/6/2026 và Nghị định 335"),
    ],
)
def test_what_lapsed_is_told_from_its_last_day_on_with_what_replaced_it(text: str, on: date, newer: str) -> None:
    found = SHIPPED.out_of_force(cited(text), on)
    assert found is not None
    assert newer in verdict(SHIPPED, found, on)[1]
    assert SHIPPED.out_of_force(cited(text), date.fromordinal(on.toordinal() - 1)) is None


def test_a_text_cited_before_it_was_there_is_told() -> None:
    on = date(2025, 8, 29)
    found = SHIPPED.out_of_force(cited("Quy định 366-QĐ/TW"), on)
    assert found is not None
    assert verdict(SHIPPED, found, on)[0].endswith("chưa có vào ngày 29/8/2025")


def test_what_replaced_it_lapsed_too_the_text_in_force_is_named() -> None:
    on = date(2026, 11, 24)
    found = SHIPPED.out_of_force(cited("Quy định 132-QĐ/TW"), on)
    assert found is not None
    assert verdict(SHIPPED, found, on)[1] == "thay bằng Quy định 366-QĐ/TW, ngày 30/8/2025"


def test_texts_that_replace_each_other_in_a_circle_are_no_endless_search(tmp_path: Path) -> None:
    ends = 'ngay = "01/01/2020"\nhet_hieu_luc = "01/01/2021"\nthay_bang = ["{}"]'
    rows = [row("1-QĐ/TU", more=ends.format("2-QĐ/TU")), row("2-QĐ/TU", more=ends.format("1-QĐ/TU"))]
    library = read_library([write(tmp_path, *rows)])
    found = library.out_of_force(cited("Quy định 1-QĐ/TU"), date(2022, 1, 1))
    assert found is not None
    assert verdict(library, found, date(2022, 1, 1))[1].startswith("bỏ, hoặc thay")


def test_one_number_of_two_issuers_is_two_texts() -> None:
    before = date(2025, 12, 1)
    assert SHIPPED.out_of_force(cited("Quy định 399-QĐ/TU"), before) is None
    assert SHIPPED.out_of_force(cited("Quy định 399-QĐ/TW"), before) is not None
    assert [text.number for text in SHIPPED.of("399-qđ/tu")] == ["399-QĐ/TU"]


@pytest.mark.parametrize("text", ["Quy định 37-QĐ/TW, ngày 01/02/2016", "Quyết định 37-QĐ/TW", "Kế hoạch 37-KH/TW"])
def test_another_text_of_the_same_number_is_not_mistaken_for_it(text: str) -> None:
    assert SHIPPED.out_of_force(cited(text), date(2026, 12, 1)) is None


def test_the_shipped_library_replaces_texts_by_texts_it_has() -> None:
    for text in SHIPPED.texts:
        for number in text.replaced_by:
            (newer,) = SHIPPED.of(number)
            assert newer.day is not None
            assert text.until is not None


def test_no_text_of_the_shipped_library_ends_before_it_begins() -> None:
    assert [t.number for t in SHIPPED.texts if t.until and t.since and t.until <= t.since] == []


def test_an_office_adds_its_own_texts_and_has_the_last_word(tmp_path: Path) -> None:
    more = 'ngay = "04/10/2023"\nhet_hieu_luc = "01/01/2024"\nthay_bang = ["7-QĐ/TU"]'
    write(tmp_path / "mau", row("7-QĐ/TU", more='ngay = "02/01/2024"'), row("124-QĐ/TW", more=more))
    own = read_library(library_files(tmp_path))
    assert len(own.texts) == len(SHIPPED.texts) + 1
    found = own.out_of_force(cited("Quy định 124-QĐ/TW"), date(2024, 2, 1))
    assert found is not None
    assert verdict(own, found, date(2024, 2, 1)) == (
        "Quy định 124-QĐ/TW, ngày 04/10/2023 hết hiệu lực từ 01/01/2024",
        "thay bằng Quy định 7-QĐ/TU, ngày 02/01/2024",
    )


def test_the_office_s_library_is_found_from_a_file_in_its_folders(tmp_path: Path) -> None:
    write(tmp_path / "mau", row("7-QĐ/TU"))
    assert library_root(tmp_path / "data" / "ky" / "van-ban.docx") == tmp_path
    assert library_files(shipped_profiles().parent) == library_files(None)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ('so_ky_hieu = "1-QĐ/TU"\n', "CD-31", "Thiếu mục “loai”"),
        (row("1-QĐ/TU", more='ngay = "2025-01-01"'), "CD-31", "không phải ngày"),
        (row("1-QĐ/TU", more='het_hieu_luc = "31/02/2025"'), "CD-31", "không phải ngày"),
        (row("1-QĐ/TU", more='thay_the = ["2-QĐ/TU"]'), "CD-31", "Không có mục tên “thay_the”"),
        (row("1-QĐ/TU", more='thay_bang = "2-QĐ/TU"'), "CD-31", "phải là danh sách"),
        (row("1-QĐ/TU").replace('"S"', '"X"'), "CD-31", "chac_chan ghi “X”"),
        (
            row("1-QĐ/TU", more='ngay = "01/3/2026"\nhet_hieu_luc = "01/3/2020"'),
            "CD-31",
            "het_hieu_luc 01/3/2020 không sau ngày có hiệu lực 01/3/2026",
        ),
        ("so_ky_hieu = 1-QĐ", "CD-30", "Không đọc được"),
    ],
)
def test_a_wrong_entry_is_told_with_its_number_and_place(tmp_path: Path, text: str, code: str, said: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ProfileError) as caught:
        read_library([path])
    problem = caught.value.problems[0]
    assert (problem.code, said in problem.message, str(path) in problem.place) == (code, True, True)


def test_all_wrong_entries_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        read_library([write(tmp_path, 'loai = "Luật"', row("2-QĐ/TU", more='ngay = "x"'))])
    assert len(caught.value.problems) == 4


def test_one_text_twice_in_a_file_is_told_with_both_places(tmp_path: Path) -> None:
    path = write(tmp_path, row("1-QĐ/TU"), row("2-QĐ/TU"), row("01-QĐ/TU", more='het_hieu_luc = "01/01/2026"'))
    with pytest.raises(ProfileError) as caught:
        read_library([path])
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("CD-32", f"{path}, van_ban 3")
    assert "ghi hai lần: mục 1 và mục 3" in problem.message


def test_a_library_is_known_by_what_it_holds() -> None:
    assert repr(SHIPPED) == repr(Library(SHIPPED.texts)) != repr(Library(SHIPPED.texts[:-1]))

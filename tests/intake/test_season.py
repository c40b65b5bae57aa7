from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from vanban.errors import DataError, Problem
from vanban.intake import Season, load_season

Edit = Callable[[str, str, str], int]
PDF = b"%PDF-1.4\n"


def _problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as caught:
        load_season(folder, folder.parents[1])
    return caught.value.problems


def _only(folder: Path) -> Problem:
    (problem,) = _problems(folder)
    return problem


def _enclose(folder: Path, *lines: str) -> int:
    """Adds enclosures to the season; gives the line of the first."""
    path = folder / "ky.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "kem_theo:\n" + "".join(f"  - {line}\n" for line in lines), encoding="utf-8")
    return text.count("\n") + 2


def _facts(season: Season) -> tuple[object, ...]:
    review = season.review
    return review.period, review.collectives, review.individuals, review.meetings


def test_the_sample_season_has_no_problem(sample: Season) -> None:
    assert len(list((sample.folder / "tap-the").glob("*.yaml"))) == len(sample.review.collectives)
    assert len(list((sample.folder / "ca-nhan").glob("*.yaml"))) == len(sample.review.individuals)
    assert len(list((sample.folder / "cuoc-hop").glob("*.yaml"))) == len(sample.review.meetings)


def test_a_copied_season_reads_the_same(sample: Season, season_copy: Path) -> None:
    season = load_season(season_copy, season_copy.parents[1])
    assert season.review.code == "ky"
    assert _facts(sample) == _facts(season)


def test_decomposed_files_read_as_composed_ones(sample: Season, season_copy: Path) -> None:
    for path in season_copy.rglob("*.yaml"):
        path.write_text(unicodedata.normalize("NFD", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert _facts(sample) == _facts(load_season(season_copy, season_copy.parents[1]))


def test_files_saved_on_windows_read_the_same(sample: Season, season_copy: Path) -> None:
    for path in season_copy.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(text.encode("utf-8-sig"))
    assert _facts(sample) == _facts(load_season(season_copy, season_copy.parents[1]))


@pytest.mark.parametrize(
    "name",
    ["Đặng Đức Đạt", 'Lê "Út" & Con <b>', "H'Hen Niê", "Nguyễn " + "Công Tằng Tôn Nữ " * 3 + "Hy", "Ý"],
)
def test_any_name_is_kept_as_it_is(season_copy: Path, edit: Edit, name: str) -> None:
    edit("ca-nhan/nv01.yaml", "ho_ten: Hoàng Minh Tuấn", "ho_ten: '" + name.replace("'", "''") + "'")
    season = load_season(season_copy, season_copy.parents[1])
    assert name == season.review.individuals["NV01"].full_name


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "message"),
    [
        ("tap-the/noi-vu.yaml", "ten_ngan:", "ten_nga: x\nten_ngan:", "DL-20", "Không có mục tên “ten_nga”"),
        ("ca-nhan/nv03.yaml", "ngay_sinh: 30/6/1986", "ngay_sinh: 30-6-1986", "DL-22", "“30-6-1986” không phải ngày"),
        ("ca-nhan/nv03.yaml", "ngay_sinh: 30/6/1986", "ngay_sinh: 31/6/1986", "DL-22", "không có ngày 31/6/1986"),
        ("ca-nhan/nv03.yaml", "ho_ten: Phạm Hữu Dũng", "ho_ten:", "DL-22", "Mục “ho_ten” để trống"),
        ("ca-nhan/nv03.yaml", "lanh_dao: co", "lanh_dao: no", "DL-22", "“no” phải là co hoặc khong"),
        ("ca-nhan/nv03.yaml", "gioi_tinh: nam", "gioi_tinh: Nam", "DL-22", "không thuộc các giá trị cho phép"),
        ("ca-nhan/nv03.yaml", "gioi_tinh: nam", "gioi_tinh: nam: nu", "DL-11", "sai cú pháp"),
        ("ca-nhan/nv03.yaml", "chi_bo: noi-vu", "chi_bo: noi-vi", "DL-32", "Không có tập thể mang mã “noi-vi”"),
        ("ca-nhan/nv03.yaml", "chi_bo: noi-vu", "chi_bo: dang-uy", "DL-47", "“dang-uy” không phải chi bộ"),
        ("cuoc-hop/noi-vu.yaml", "thu_ky: NV04", "thu_ky: NV40", "DL-31", "Không có cá nhân mang mã “NV40”"),
        ("cuoc-hop/noi-vu.yaml", "chu_tri: NV01", "chu_tri: VP99", "DL-31", "Không có cá nhân mang mã “VP99”"),
        ("cuoc-hop/noi-vu.yaml", "to_chuc: noi-vu", "to_chuc: noi-bo", "DL-32", "tập thể mang mã “noi-bo”"),
        ("cuoc-hop/noi-vu.yaml", "loai: chi-bo", "loai: dang-uy", "DL-41", "ghi loại “dang-uy”"),
        ("cuoc-hop/noi-vu.yaml", "ve: noi-vu", "ve: XX01", "DL-33", "tập thể hoặc cá nhân mang mã “XX01”"),
        ("cuoc-hop/noi-vu.yaml", 'gio_ket_thuc: "17:20"', 'gio_ket_thuc: "07:20"', "DL-45", "không sau giờ bắt đầu"),
        ("cuoc-hop/noi-vu.yaml", "vang: []", "vang: [{nguoi: TC01, ly_do: ốm}]", "DL-43", "không có trong danh sách"),
        ("cuoc-hop/noi-vu.yaml", "{nguoi: VP02, chuc_vu", "{chuc_vu", "DL-44", "Đại biểu chưa có tên"),
        ("tap-the/noi-vu.yaml", "de_nghi: htt", "de_nghi: tot", "DL-34", "Không có mức xếp loại mang mã “tot”"),
        ("tap-the/noi-vu.yaml", "tu_danh_gia: tot", "tu_danh_gia: htt", "DL-35", "Không có cấp độ mang mã “htt”"),
        ("ky.yaml", "so_ky_hieu: 12-KH/ĐU", "so_ky_hieu: 12/KH-ĐU", "DL-46", "“12/KH-ĐU” không đúng dạng"),
        ("ky.yaml", "  nguoi_ky: VP01", "  nguoi_ky: VP77", "DL-31", "Không có cá nhân mang mã “VP77”"),
    ],
)
def test_a_mistake_is_told_once_with_file_and_line(
    season_copy: Path, edit: Edit, file: str, old: str, new: str, code: str, message: str
) -> None:
    line = edit(file, old, new)
    problem = _only(season_copy)
    assert code == problem.code
    assert message in problem.message
    assert file == problem.file
    assert f"{file}:{line}" == problem.place


@pytest.mark.parametrize(
    ("file", "old", "new", "below", "code", "message"),
    [
        ("ky.yaml", "- ve: GD01", "- ve: GD91", 0, "DL-33", "mang mã “GD91”"),
        ("ky.yaml", "16/12/2021\n  nguoi_ky: VP01", "16/12/2021\n  nguoi_ky: VP91", 1, "DL-31", "mang mã “VP91”"),
        ("ky.yaml", "25/11/2021\n    nguoi_ky: VP02", "25/11/2021\n    nguoi_ky: VP92", 1, "DL-31", "mang mã “VP92”"),
        ("tap-the/ld-noi-vu.yaml", "muc_don_vi: htt", "muc_don_vi: tot", 0, "DL-34", "mang mã “tot”"),
    ],
)
def test_every_code_that_papers_of_the_season_name_is_looked_up(
    season_copy: Path, edit: Edit, file: str, old: str, new: str, below: int, code: str, message: str
) -> None:
    line = edit(file, old, new) + below
    problem = _only(season_copy)
    assert (code, f"{file}:{line}") == (problem.code, problem.place)
    assert message in problem.message


def test_a_missing_key_is_told_at_the_top_of_its_part(season_copy: Path, edit: Edit) -> None:
    edit("ca-nhan/nv03.yaml", "gioi_tinh: nam\n", "")
    problem = _only(season_copy)
    assert (problem.code, problem.place) == ("DL-21", "ca-nhan/nv03.yaml:1")


def test_a_key_written_twice_is_told_at_the_second(season_copy: Path, edit: Edit) -> None:
    line = edit("ca-nhan/nv03.yaml", "gioi_tinh: nam", "gioi_tinh: nam\ngioi_tinh: nam")
    problem = _only(season_copy)
    assert ("DL-13", f"ca-nhan/nv03.yaml:{line + 1}") == (problem.code, problem.place)


def test_an_alias_is_refused(season_copy: Path, edit: Edit) -> None:
    edit("ca-nhan/nv03.yaml", "gioi_tinh: nam", "gioi_tinh: &g nam")
    line = edit("ca-nhan/nv03.yaml", "chuc_vu_dang: Đảng viên", "chuc_vu_dang: *g")
    problem = _only(season_copy)
    assert ("DL-12", f"ca-nhan/nv03.yaml:{line}") == (problem.code, problem.place)


def test_a_control_character_is_told(season_copy: Path, edit: Edit) -> None:
    line = edit("ca-nhan/nv03.yaml", "Phạm Hữu Dũng", "Phạm Hữu\x0b Dũng")
    problem = _only(season_copy)
    assert ("DL-14", f"ca-nhan/nv03.yaml:{line}") == (problem.code, problem.place)


def test_a_file_in_an_old_encoding_is_told(season_copy: Path) -> None:
    path = season_copy / "ca-nhan" / "nv03.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    problem = _only(season_copy)
    assert (problem.code, problem.place) == ("DL-10", "ca-nhan/nv03.yaml")


def test_two_files_with_one_code_are_told(season_copy: Path) -> None:
    shutil.copyfile(season_copy / "ca-nhan" / "nv03.yaml", season_copy / "ca-nhan" / "nv09.yaml")
    problem = _only(season_copy)
    assert (problem.code, problem.place) == ("DL-30", "ca-nhan/nv09.yaml:1")
    assert "ca-nhan/nv03.yaml" in problem.remedy


def test_one_person_under_two_codes_is_told(season_copy: Path, edit: Edit) -> None:
    shutil.copyfile(season_copy / "ca-nhan" / "nv03.yaml", season_copy / "ca-nhan" / "nv09.yaml")
    edit("ca-nhan/nv09.yaml", "ma: NV03", "ma: NV09")
    problem = _only(season_copy)
    assert (problem.code, problem.place) == ("DL-39", "ca-nhan/nv09.yaml:2")
    assert "“NV03”" in problem.message


def test_two_persons_of_one_name_and_different_birthdays_are_two_persons(season_copy: Path, edit: Edit) -> None:
    shutil.copyfile(season_copy / "ca-nhan" / "nv03.yaml", season_copy / "ca-nhan" / "nv09.yaml")
    edit("ca-nhan/nv09.yaml", "ma: NV03", "ma: NV09")
    edit("ca-nhan/nv09.yaml", "ngay_sinh: 30/6/1986", "ngay_sinh: 01/7/1986")
    assert "NV09" in load_season(season_copy, season_copy.parents[1]).review.individuals


def test_an_unknown_code_names_the_nearest_known_one(season_copy: Path, edit: Edit) -> None:
    edit("ca-nhan/nv03.yaml", "chi_bo: noi-vu", "chi_bo: noivu")
    assert "có phải “noi-vu”?" in _only(season_copy).remedy


def test_somebody_called_twice_is_told_at_the_second(season_copy: Path, edit: Edit) -> None:
    line = edit("cuoc-hop/noi-vu.yaml", "trieu_tap: [NV01,", "trieu_tap: [NV01, NV01,")
    problem = _only(season_copy)
    assert ("DL-42", f"cuoc-hop/noi-vu.yaml:{line}") == (problem.code, problem.place)


def test_an_unknown_criterion_and_the_one_left_out_are_both_told(season_copy: Path, edit: Edit) -> None:
    line = edit("tap-the/noi-vu.yaml", "nguyen_tac:", "nguyen_tak:")
    unknown, missing = sorted(_problems(season_copy), key=lambda p: p.code)
    assert ("DL-36", f"tap-the/noi-vu.yaml:{line}") == (unknown.code, unknown.place)
    assert "có phải “nguyen_tac”?" in unknown.remedy
    assert ("DL-37", f"tap-the/noi-vu.yaml:{line - 1}") == (missing.code, missing.place)


def test_a_criterion_for_leaders_is_not_asked_of_members(season_copy: Path, edit: Edit) -> None:
    edit("ca-nhan/nv03.yaml", "lanh_dao: co", "lanh_dao: khong")
    told = [(problem.code, problem.message) for problem in _problems(season_copy)]
    assert ("DL-36", "Mẫu không có tiêu chí “lanh_dao” cho đối tượng này") in told


def test_a_criterion_without_its_grade_is_told(season_copy: Path, edit: Edit) -> None:
    edit("ca-nhan/nv03.yaml", "      tu_danh_gia: tot\n", "")
    problem = _only(season_copy)
    assert (problem.code, problem.remedy) == ("DL-38", "thêm cấp độ")


def test_a_public_servant_rates_himself_twice(season_copy: Path, edit: Edit) -> None:
    line = edit("ca-nhan/nv03.yaml", "tu_nhan: {cong_chuc: htt, dang_vien: htt}", "tu_nhan: {dang_vien: htt}")
    problem = _only(season_copy)
    assert ("DL-40", f"ca-nhan/nv03.yaml:{line}") == (problem.code, problem.place)


def test_a_member_without_an_office_rates_himself_once(season_copy: Path, edit: Edit) -> None:
    edit("ca-nhan/nv03.yaml", "doi_tuong: cong-chuc", "doi_tuong: khong")
    assert ("DL-40", "bỏ mục cong_chuc") in [(problem.code, problem.remedy) for problem in _problems(season_copy)]


def test_a_mistake_in_one_file_is_not_told_again_in_the_files_that_name_it(season_copy: Path, edit: Edit) -> None:
    edit("ca-nhan/nv01.yaml", "gioi_tinh: nam", "gioi_tinh: nam: nu")
    edit("tap-the/noi-vu.yaml", "ten_ngan:", "ten_nga:")
    assert {"ca-nhan/nv01.yaml", "tap-the/noi-vu.yaml"} == {problem.file for problem in _problems(season_copy)}


def test_all_problems_of_all_files_are_told_in_one_run_in_their_order(season_copy: Path, edit: Edit) -> None:
    (season_copy / "thua.yaml").write_text("x", encoding="utf-8")
    edits = [
        ("DL-11", "ca-nhan/gd03.yaml", "gioi_tinh: nu", "gioi_tinh: nu: nam"),
        ("DL-22", "ca-nhan/nv03.yaml", "ngay_sinh: 30/6/1986", "ngay_sinh: 31/6/1986"),
        ("DL-22", "ca-nhan/nv03.yaml", "gioi_tinh: nam", "gioi_tinh: Nam"),
        ("DL-31", "cuoc-hop/noi-vu.yaml", "thu_ky: NV04", "thu_ky: NV40"),
        ("DL-46", "ky.yaml", "so_ky_hieu: 12-KH/ĐU", "so_ky_hieu: 12/KH-ĐU"),
        ("DL-34", "tap-the/noi-vu.yaml", "de_nghi: htt", "de_nghi: tot"),
    ]
    expected = [(code, f"{file}:{edit(file, old, new)}") for code, file, old, new in edits]
    assert [*expected, ("DL-04", "thua.yaml")] == [(p.code, p.place) for p in _problems(season_copy)]


@pytest.mark.parametrize(
    "stray",
    ["tap-the/noi-vu.yml", "tap-the/cu/noi-vu.yaml", "ca-nhan/NV05.YAML", "ky-cu.yaml", "khac/ghi-chu.md",
     "ca-nhan/danh-sach.xlsx"],
)  # fmt: skip
def test_a_file_nobody_would_read_is_told(season_copy: Path, stray: str) -> None:
    path = season_copy / stray
    path.parent.mkdir(exist_ok=True)
    path.write_text("x", encoding="utf-8")
    problem = _only(season_copy)
    assert ("DL-04", stray) == (problem.code, problem.place)


@pytest.mark.parametrize(
    "file",
    ["ghi-chu.txt", "so-van-ban.csv", "bang.xlsx", "ho-so/Thumbs.db", "sua-tay/to-trinh.docx",
     "Thumbs.db", ".DS_Store", ".git/config", "ca-nhan/~$nv01.docx", "ca-nhan/.nv01.yaml.swp"],
)  # fmt: skip
def test_files_that_belong_or_that_systems_leave_are_no_problem(season_copy: Path, file: str) -> None:
    path = season_copy / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("x", encoding="utf-8")
    assert load_season(season_copy, season_copy.parents[1]).folder == season_copy


def test_a_file_in_ho_so_that_no_packet_would_hold_is_named(season_copy: Path) -> None:
    path = season_copy / "ho-so" / "quet.pdf"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"%PDF-1.4")
    problem = _only(season_copy)
    assert (problem.code, problem.place) == ("DL-54", "ky.yaml:1")
    assert "quet.pdf" in problem.message


def test_codes_alike_but_for_capitals_are_refused(season_copy: Path, edit: Edit) -> None:
    edit("ca-nhan/tc04.yaml", "ma: TC04", "ma: Noi-Vu")
    assert ("DL-49", "ca-nhan/tc04.yaml:1") in [(p.code, p.place) for p in _problems(season_copy)]


def test_an_absent_person_neither_chairs_nor_keeps_the_minutes(season_copy: Path, edit: Edit) -> None:
    edit("cuoc-hop/noi-vu.yaml", "vang: []", "vang: [{nguoi: NV01, ly_do: ốm}]")
    assert "DL-55" in [p.code for p in _problems(season_copy)]


def test_facts_nested_without_end_are_told_not_a_crash(season_copy: Path) -> None:
    (season_copy / "tap-the" / "sau.yaml").write_text("a: " + "[" * 3000 + "]" * 3000, encoding="utf-8")
    assert "DL-15" in [p.code for p in _problems(season_copy)]


def test_what_a_mac_leaves_beside_a_file_is_not_read(sample: Season, season_copy: Path) -> None:
    (season_copy / "ca-nhan" / "._nv01.yaml").write_bytes(b"\x00\x05\x16\x07\xff")
    assert _facts(sample) == _facts(load_season(season_copy, season_copy.parents[1]))


def test_a_season_without_files_of_facts_is_told_of_each_folder(season_copy: Path) -> None:
    for name in ("tap-the", "ca-nhan", "cuoc-hop"):
        shutil.rmtree(season_copy / name)
    told = [(p.code, p.place) for p in _problems(season_copy) if p.code == "DL-03"]
    assert told == [("DL-03", "ca-nhan"), ("DL-03", "cuoc-hop"), ("DL-03", "tap-the")]


def test_a_wrong_season_file_does_not_hide_the_mistakes_of_the_others(season_copy: Path, edit: Edit) -> None:
    edit("ky.yaml", "nam: 2021", "nam: hai nghìn")
    edit("ca-nhan/nv03.yaml", "gioi_tinh: nam", "gioi_tinh: Nam")
    assert {"ky.yaml", "ca-nhan/nv03.yaml"} == {problem.file for problem in _problems(season_copy)}


# --- enclosures

_ENCLOSURE = "{{ma: {0}, tep: {1}, ho_so: dang-uy, trich_yeu: Quyết định, tac_gia: Huyện uỷ}}"


def test_an_enclosure_in_its_folder_is_accepted(season_copy: Path) -> None:
    (season_copy / "ho-so").mkdir()
    (season_copy / "ho-so" / "a.pdf").write_bytes(PDF)
    _enclose(season_copy, _ENCLOSURE.format("a", "a.pdf"))
    season = load_season(season_copy, season_copy.parents[1])
    assert [enclosure.code for enclosure in season.review.period.enclosures] == ["a"]


def test_an_enclosure_that_is_not_there_is_told(season_copy: Path) -> None:
    line = _enclose(season_copy, _ENCLOSURE.format("a", "a.pdf"))
    problem = _only(season_copy)
    assert ("DL-51", f"ky.yaml:{line}") == (problem.code, problem.place)


def test_an_enclosure_that_is_no_pdf_is_told(season_copy: Path) -> None:
    (season_copy / "ho-so").mkdir()
    (season_copy / "ho-so" / "a.pdf").write_bytes(b"PK\x03\x04")
    line = _enclose(season_copy, _ENCLOSURE.format("a", "a.pdf"))
    problem = _only(season_copy)
    assert ("DL-52", f"ky.yaml:{line}") == (problem.code, problem.place)


@pytest.mark.parametrize("file", ["../a.pdf", "../../a.pdf", "sub/../../a.pdf", "/etc/hostname"])
def test_an_enclosure_outside_its_folder_is_refused(season_copy: Path, file: str) -> None:
    (season_copy / "ho-so").mkdir()
    (season_copy / "a.txt").write_bytes(PDF)
    line = _enclose(season_copy, _ENCLOSURE.format("a", file))
    problem = _only(season_copy)
    assert ("DL-50", f"ky.yaml:{line}") == (problem.code, problem.place)


def test_a_link_that_leads_outside_is_refused(season_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "ngoai.pdf").write_bytes(PDF)
    (season_copy / "ho-so").mkdir()
    (season_copy / "ho-so" / "a.pdf").symlink_to(tmp_path / "ngoai.pdf")
    _enclose(season_copy, _ENCLOSURE.format("a", "a.pdf"))
    assert _only(season_copy).code == "DL-50"


def test_two_enclosures_with_one_code_are_told(season_copy: Path) -> None:
    (season_copy / "ho-so").mkdir()
    for name in ("a.pdf", "b.pdf"):
        (season_copy / "ho-so" / name).write_bytes(PDF)
    line = _enclose(season_copy, _ENCLOSURE.format("qd", "a.pdf"), _ENCLOSURE.format("qd", "b.pdf"))
    problem = _only(season_copy)
    assert ("DL-53", f"ky.yaml:{line + 1}") == (problem.code, problem.place)


def test_a_management_the_regime_does_not_have_names_those_it_has(season_copy: Path, edit: Edit) -> None:
    line = edit("ca-nhan/nv02.yaml", "dien_quan_ly: dang-uy", "dien_quan_ly: tinh-uy")
    problem = _only(season_copy)
    assert (problem.code, problem.place) == ("DL-56", f"ca-nhan/nv02.yaml:{line}")
    assert "huyen-uy, dang-uy" in problem.remedy


def test_a_kind_of_unit_must_be_one_of_its_role(season_copy: Path, edit: Edit) -> None:
    line = edit("tap-the/noi-vu.yaml", "loai: chi-bo", "loai: chi-bo\nloai_hinh: tap-the-lanh-dao") + 1
    problem = _only(season_copy)
    assert (problem.code, problem.place) == ("DL-57", f"tap-the/noi-vu.yaml:{line}")
    edit("tap-the/noi-vu.yaml", "loai_hinh: tap-the-lanh-dao", "loai_hinh: chi-bo")
    assert load_season(season_copy, season_copy.parents[1]).review.collectives["noi-vu"].unit_kind == "chi-bo"

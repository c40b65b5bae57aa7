from __future__ import annotations

from pathlib import Path

import pytest

from vanban.errors import Problem
from vanban.intake.validate import to_fact
from vanban.intake.yaml_file import read_yaml
from vanban.model.fact import Fact
from vanban.model.individual import Verdict
from vanban.model.meeting import Ballot
from vanban.model.period import Enclosure, Plan

_VERDICT = "muc: htt\nngay: 01/12/2021\nnguoi_ky: NV01\n"


def _problems(folder: Path, model: type[Fact], text: str) -> list[Problem]:
    path = folder / "thu.yaml"
    path.write_text(text, encoding="utf-8")
    source, problems = read_yaml(path, "ca-nhan/thu.yaml")
    assert problems == []
    return to_fact(model, source)[1]


def _verdict(folder: Path, old: str, new: str) -> Problem:
    (problem,) = _problems(folder, Verdict, _VERDICT.replace(old, new))
    return problem


def test_a_file_that_is_right_has_no_problem(tmp_path: Path) -> None:
    assert _problems(tmp_path, Verdict, _VERDICT) == []


def test_an_unknown_key_names_the_nearest_known_one(tmp_path: Path) -> None:
    problem = _verdict(tmp_path, "nguoi_ky", "noi_dungg: x\nnguoi_ky")
    assert (problem.code, problem.place, problem.file) == ("DL-20", "ca-nhan/thu.yaml:3", "ca-nhan/thu.yaml")
    assert problem.message == "Không có mục tên “noi_dungg”"
    assert problem.remedy == "có phải “noi_dung”?"


def test_an_unknown_key_like_no_other_lists_the_known_ones(tmp_path: Path) -> None:
    problem = _verdict(tmp_path, "nguoi_ky", "zzz: x\nnguoi_ky")
    assert problem.remedy == "các mục được phép: noi_dung, muc, tong_diem, ngay, nguoi_ky"


def test_an_english_name_of_a_key_is_no_key(tmp_path: Path) -> None:
    problem = _verdict(tmp_path, "nguoi_ky", "paragraphs: x\nnguoi_ky")
    assert (problem.code, problem.place) == ("DL-20", "ca-nhan/thu.yaml:3")


def test_an_unknown_key_deep_in_a_list_is_compared_with_its_own_neighbours(tmp_path: Path) -> None:
    text = (
        'gio_bat_dau: "14:00"\ngio_ket_thuc: "15:00"\ncach_thuc: Bỏ phiếu kín.\nphat_ra: 1\nthu_ve: 1\nhop_le: 1\n'
        "khong_hop_le: 0\nket_qua:\n  - ve: NV01\n    phieu: {htt: 1}\n    khong_hop: 0\n"
    )
    (problem,) = _problems(tmp_path, Ballot, text)
    assert (problem.place, problem.remedy) == ("ca-nhan/thu.yaml:11", "có phải “khong_hop_le”?")


def test_a_missing_key_is_told_where_its_neighbours_stand(tmp_path: Path) -> None:
    problem = _verdict(tmp_path, "muc: htt\n", "")
    assert (problem.code, problem.place) == ("DL-21", "ca-nhan/thu.yaml:1")
    assert problem.message == "Thiếu mục “muc”"


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("htt", "", "ca-nhan/thu.yaml:1", "Mục “muc” để trống"),
        ("htt", '"  "', "ca-nhan/thu.yaml:1", "Mục “muc” để trống"),
        ("01/12/2021", "", "ca-nhan/thu.yaml:2", "Mục “ngay” để trống"),
        ("NV01", "", "ca-nhan/thu.yaml:3", "Mục “nguoi_ky” để trống"),
        ("01/12/2021", "1-12-2021", "ca-nhan/thu.yaml:2", "“1-12-2021” không phải ngày; viết ngày/tháng/năm"),
        ("01/12/2021", "31/11/2021", "ca-nhan/thu.yaml:2", "không có ngày 31/11/2021 trong lịch"),
        ("01/12/2021", "{ngay: 1}", "ca-nhan/thu.yaml:2", "không phải ngày"),
        ("01/12/2021", '"{ngay}"', "ca-nhan/thu.yaml:2", "“{ngay}” không phải ngày"),
        ("NV01", "Trần Văn A", "ca-nhan/thu.yaml:3", "“Trần Văn A” không đúng dạng mã"),
        ("htt", "[htt]", "ca-nhan/thu.yaml:1", "không phải chữ"),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, place: str, message: str
) -> None:
    problem = _verdict(tmp_path, old, new)
    assert ("DL-22", place) == (problem.code, problem.place)
    assert message in problem.message


def test_a_signer_outside_the_list_may_be_named(tmp_path: Path) -> None:
    assert _problems(tmp_path, Verdict, _VERDICT.replace("NV01", "{ho_ten: Vi Xuân Trường}")) == []


@pytest.mark.parametrize("signer", ["{ho_ten: Vi Xuân Trường, chucvu: Chủ tịch}", "{chuc_vu: Chủ tịch}"])
def test_a_named_signer_with_a_mistake_is_told_only_of_that_mistake(tmp_path: Path, signer: str) -> None:
    problem = _verdict(tmp_path, "NV01", signer)
    assert problem.code in {"DL-20", "DL-21"}
    assert problem.place == "ca-nhan/thu.yaml:3"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("phat_ra: 4", "phat_ra: bốn", "Mục “phat_ra” phải là số nguyên, đang ghi “bốn”"),
        ("phat_ra: 4", "phat_ra: 1e3", "Mục “phat_ra” phải là số nguyên, đang ghi “1e3”"),
        ("phat_ra: 4", "phat_ra: 4.5", "Mục “phat_ra” phải là số nguyên, đang ghi “4.5”"),
        ("phat_ra: 4", "phat_ra: -1", "Mục “phat_ra” nhỏ hơn mức cho phép: “-1”"),
        ("phat_ra: 4", "phat_ra:", "Mục “phat_ra” để trống"),
        ("phat_ra: 4", "phat_ra: {a: b}", "Mục “phat_ra” phải là số nguyên"),
        ("[{ve: NV01, phieu: {htt: 4}}]", "[]", "Mục “ket_qua” chưa có nội dung"),
        ("[{ve: NV01, phieu: {htt: 4}}]", "x", "Mục “ket_qua” phải là danh sách"),
        ("{ve: NV01, phieu: {htt: 4}}", "x", "Mục “ket_qua, dòng 1” phải gồm các mục con"),
        ("{htt: 4}", "x", "Mục “phieu” phải gồm các mục con"),
        ("14:00", "1400", "“1400” không phải giờ; viết như 14:00"),
    ],
)
def test_a_ballot_that_does_not_fit_is_told_in_vietnamese(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (
        "gio_bat_dau: 14:00\ngio_ket_thuc: 15:00\ncach_thuc: Bỏ phiếu kín.\nphat_ra: 4\nthu_ve: 4\nhop_le: 4\n"
        "khong_hop_le: 0\nket_qua: [{ve: NV01, phieu: {htt: 4}}]\n"
    )
    (problem,) = _problems(tmp_path, Ballot, text.replace(old, new))
    assert message in problem.message
    assert problem.file == "ca-nhan/thu.yaml"


def test_a_value_outside_a_list_of_words_is_told_with_the_list(tmp_path: Path) -> None:
    problems = _problems(tmp_path, Plan, "noi_dung: [{kieu: chuong, chu: x}]\n")
    (problem,) = [p for p in problems if "“kieu”" in p.message]
    assert problem.message == "Mục “kieu” ghi “chuong”, không thuộc các giá trị cho phép"
    assert problem.remedy == "chọn một trong: phan, muc, tieu_muc, doan"


def test_a_long_value_is_shown_short(tmp_path: Path) -> None:
    problem = _verdict(tmp_path, "NV01", "x " * 100)
    assert "…" in problem.message
    assert len(problem.message) < 120


def test_every_problem_of_a_file_is_told(tmp_path: Path) -> None:
    problems = _problems(tmp_path, Enclosure, "mã: x\nma: a b\ntep:\nngay: 31/2/2021\n")
    told = {(p.code, p.place.rpartition(":")[2], p.message.split("“")[1].split("”")[0]) for p in problems}
    assert {
        ("DL-20", "1", "mã"),
        ("DL-22", "2", "ma"),
        ("DL-22", "3", "tep, dòng 1"),
        ("DL-22", "4", "ngay"),
        ("DL-21", "1", "ho_so"),
        ("DL-21", "1", "trich_yeu"),
        ("DL-21", "1", "tac_gia"),
    } == told


@pytest.mark.parametrize("text", ["- a\n- b\n", "chỉ là chữ\n"])
def test_a_file_without_keys_is_told_as_a_whole(tmp_path: Path, text: str) -> None:
    (problem,) = _problems(tmp_path, Verdict, text)
    assert problem.place == "ca-nhan/thu.yaml:1"
    assert "phải gồm các mục con" in problem.message

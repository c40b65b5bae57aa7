from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], int]
SAMPLE_COUNTS = "25 tập thể, 70 cá nhân, 24 cuộc họp"


def _result(cli: Cli, folder: Path) -> tuple[int, dict[str, Any]]:
    code, out, err = cli("kiem-du-lieu", folder, "--json")
    assert err == ""
    return code, json.loads(out)


@pytest.mark.parametrize("command", ["kiem-du-lieu", "check"])
def test_facts_without_a_mistake_are_counted(cli: Cli, season_copy: Path, command: str) -> None:
    assert cli(command, season_copy) == (0, f"Kỳ ky: {SAMPLE_COUNTS}; không có lỗi.\n", "")


def test_a_mistake_says_what_where_and_what_to_do(cli: Cli, season_copy: Path, edit: Edit) -> None:
    line = edit("cuoc-hop/noi-vu.yaml", "thu_ky: NV04", "thu_ky: NV40")
    code, out, _ = cli("kiem-du-lieu", season_copy)
    assert code == 3
    assert out.splitlines() == [
        "LỖI DL-31: Không có cá nhân mang mã “NV40”",
        f"    ở: cuoc-hop/noi-vu.yaml:{line}",
        "    cách sửa: có phải “NV04”? sửa mã hoặc thêm tệp trong ca-nhan",
        "1 lỗi.",
    ]


def test_votes_that_do_not_add_up_are_told_with_their_line_and_basis(cli: Cli, season_copy: Path, edit: Edit) -> None:
    line = edit("cuoc-hop/noi-vu.yaml", "{ve: NV02, phieu:", "{ve: NV02, khong_hop_le: 1, phieu:")
    ballots = edit("cuoc-hop/noi-vu.yaml", "  phat_ra: 4", "  phat_ra: 5")
    code, result = _result(cli, season_copy)
    assert code == 3
    assert [("KP-01", f"cuoc-hop/noi-vu.yaml:{ballots}"), ("KP-03", f"cuoc-hop/noi-vu.yaml:{line}")] == [
        (found["ma"], found["vi_tri"]) for found in result["ket_qua"]
    ]
    assert all(found["can_cu"] for found in result["ket_qua"])


def test_the_result_as_data_has_exactly_the_shape_of_the_design(cli: Cli, season_copy: Path, edit: Edit) -> None:
    line = edit("ca-nhan/nv03.yaml", "gioi_tinh: nam", "gioi_tinh: Nam")
    code, result = _result(cli, season_copy)
    assert code == 3
    expected = {
        "ket_qua": [
            {
                "ma": "DL-22",
                "muc": "loi",
                "tep": "ca-nhan/nv03.yaml",
                "vi_tri": f"ca-nhan/nv03.yaml:{line}",
                "thong_bao": "Mục “gioi_tinh” ghi “Nam”, không thuộc các giá trị cho phép",
                "can_cu": "",
                "sua": "chọn một trong: nam, nu",
            }
        ],
        "tong": {"loi": 1, "canh_bao": 0, "goi_y": 0, "khong_xet": 0},
    }
    assert expected == result


def test_the_result_as_data_of_right_facts_is_empty(cli: Cli, season_copy: Path) -> None:
    empty = {"ket_qua": [], "tong": {"loi": 0, "canh_bao": 0, "goi_y": 0, "khong_xet": 0}}
    assert _result(cli, season_copy) == (0, empty)


def test_a_season_that_is_not_there_is_told_as_data_too(cli: Cli, tmp_path: Path) -> None:
    code, result = _result(cli, tmp_path)
    assert code == 3
    assert [("DL-01", str(tmp_path))] == [(found["ma"], found["vi_tri"]) for found in result["ket_qua"]]


def test_vietnamese_is_not_escaped_in_the_data(cli: Cli, season_copy: Path, edit: Edit) -> None:
    edit("ca-nhan/nv03.yaml", "gioi_tinh: nam", "gioi_tinh: Nam")
    assert "không thuộc các giá trị" in cli("kiem-du-lieu", season_copy, "--json")[1]


def test_all_mistakes_are_counted_at_the_end(cli: Cli, season_copy: Path, edit: Edit) -> None:
    edit("ca-nhan/nv03.yaml", "gioi_tinh: nam", "gioi_tinh: Nam")
    edit("tap-the/noi-vu.yaml", "de_nghi: htt", "de_nghi: tot")
    assert cli("kiem-du-lieu", season_copy)[1].endswith("2 lỗi.\n")


def test_an_unknown_regime_leaves_with_four(cli: Cli, season_copy: Path, edit: Edit) -> None:
    edit("ky.yaml", 'che_do: "2021"', 'che_do: "1999"')
    code, _, err = cli("kiem-du-lieu", season_copy)
    assert code == 4
    assert "CD-01" in err
    assert str(season_copy.parents[1] / "mau" / "1999") in err


def test_checking_writes_nothing(cli: Cli, season_copy: Path) -> None:
    before = sorted(season_copy.parents[1].rglob("*"))
    cli("kiem-du-lieu", season_copy)
    assert before == sorted(season_copy.parents[1].rglob("*"))

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.appraisal.small_season import World, found, one
from vanban.legal import read_library
from vanban.model.finding import Where
from vanban.model.review import Review
from vanban.settings import library_files

SHIPPED = read_library(library_files(None))
OLD = {
    "loai": "Hướng dẫn",
    "so_ky_hieu": "16-HD/BTCTW",
    "ngay": "24/9/2018",
    "co_quan": "Ban Tổ chức Trung ương",
    "ve": "kiểm điểm",
}


def reviewed(world: World) -> Review:
    return replace(world.review(), library=SHIPPED)


def add_basis(world: World, **values: str) -> int:
    bases = [*world.period["ke_hoach"]["can_cu"], {**OLD, **values}]
    world.period["ke_hoach"] = {**world.period["ke_hoach"], "can_cu": bases}
    return len(bases) - 1


def test_the_sample_s_own_bases_are_in_force_and_named_right(world: World) -> None:
    assert found(reviewed(world), "CC-01") == found(reviewed(world), "CC-02") == []


def test_a_lapsed_basis_is_a_warning_that_names_what_replaced_it(world: World) -> None:
    index = add_basis(world)
    finding = one(reviewed(world), "CC-01")
    assert finding.where == Where("ky", "", ("ke_hoach", "can_cu", index, "so_ky_hieu"))
    assert finding.severity == "canh-bao"
    assert "hết hiệu lực từ 18/10/2019 mà còn được viện dẫn ngày 24/11/2021" in finding.message
    assert "21-HD/BTCTW, ngày 18/10/2019" in finding.remedy


def test_a_text_that_cites_what_lapsed_is_told_once(world: World) -> None:
    world.person("A02")["kiem_diem"]["phuong_huong"] = ["Theo Hướng dẫn 16-HD/BTCTW.", "Như Hướng dẫn số 16-HD/BTCTW."]
    assert one(reviewed(world), "CC-01").where == Where("ca-nhan", "A02", ("kiem_diem", "phuong_huong", 0))


def test_a_text_of_a_later_year_is_told(world: World) -> None:
    world.meeting("a")["ket_luan"] = ["Thực hiện Quy định 366-QĐ/TW."]
    assert "chưa có vào ngày 06/12/2021" in one(reviewed(world), "CC-01").message


@pytest.mark.parametrize(
    "values",
    [
        {"so_ky_hieu": "21-HD/BTCTW", "ngay": "19/10/2019"},
        {"so_ky_hieu": "21-HD/BTCTW", "ngay": "18/10/2019", "co_quan": "Ban Tổ chức Tỉnh uỷ"},
        {"so_ky_hieu": "21-HD/BTCTW", "ngay": "18/10/2019", "loai": "Quy định"},
    ],
)
def test_a_basis_of_another_day_issuer_or_kind_is_a_warning(world: World, values: dict[str, str]) -> None:
    index = add_basis(world, **values)
    finding = one(reviewed(world), "CC-02")
    assert finding.where.route[2] == index
    assert "thư viện ghi Hướng dẫn 21-HD/BTCTW, ngày 18/10/2019 của Ban Tổ chức Trung ương" in finding.message


def test_the_tone_style_of_an_issuer_is_no_difference(world: World) -> None:
    add_basis(world, so_ky_hieu="21-HD/BTCTW", ngay="18/10/2019", co_quan="BAN TỔ CHỨC TRUNG ƯƠNG")
    assert found(reviewed(world), "CC-02") == []

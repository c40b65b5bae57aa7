from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.appraisal.small_season import World, found, one, under
from vanban.appraisal.texts import fact_texts, quoted, walked
from vanban.model.finding import Where
from vanban.model.profile import LegalProfile

LONG = "Đã chủ trì soạn và trình bảy văn bản về cải cách hành chính."


def write(world: World, code: str, *sentences: str) -> None:
    world.person(code)["kiem_diem"]["phuong_huong"] = list(sentences)


def test_a_sentence_of_two_persons_is_a_warning_at_the_second(world: World) -> None:
    write(world, "A02", LONG)
    write(world, "A05", f"Việc đầu. {LONG.lower()}")
    finding = one(world.review(), "DD-11")
    assert ("canh-bao", Where("ca-nhan", "A05", ("kiem_diem", "phuong_huong", 0))) == (finding.severity, finding.where)
    assert "Trần Văn A02 (A02)" in finding.message


def test_a_sentence_twice_in_one_paper_is_no_copy(world: World) -> None:
    write(world, "A02", LONG, LONG)
    assert found(world.review(), "DD-11") == []


@pytest.mark.parametrize("entries", [{"so_tu_toi_thieu": 20}, {"so_cau_toi_thieu": 2}])
def test_what_counts_as_copying_is_a_setting(
    world: World, changed: Callable[..., LegalProfile], entries: dict[str, int]
) -> None:
    write(world, "A02", LONG)
    write(world, "A05", LONG)
    assert found(under(world.review(), changed(dau_vet_ky_truoc=entries)), "DD-11") == []


@pytest.mark.parametrize(
    "sentence", ["Kết quả năm 2019 đạt khá.", "Xong trước ngày 31/3/2018.", "Tiến độ quý II/2019 chậm."]
)
def test_a_year_long_past_is_a_warning(world: World, sentence: str) -> None:
    write(world, "A02", sentence)
    finding = one(world.review(), "DD-12")
    assert Where("ca-nhan", "A02", ("kiem_diem", "phuong_huong", 0)) == finding.where
    assert sentence in finding.message


@pytest.mark.parametrize(
    "sentence",
    [
        "Kết quả năm 2020 đạt khá.",
        "Thực hiện Nghị định số 90 ngày 13/8/2018 của Chính phủ.",
        "Theo văn bản 90/2018/NĐ-CP.",
        "Nghị quyết nhiệm kỳ 2015 - 2020 đã xong.",
        "Giải quyết 1.999 hồ sơ.",
        "Xong trong năm 2022.",
    ],
)
def test_years_of_documents_terms_and_this_season_are_right(world: World, sentence: str) -> None:
    write(world, "A02", sentence)
    assert found(world.review(), "DD-12") == []


def test_how_old_a_year_may_be_is_a_setting(world: World, changed: Callable[..., LegalProfile]) -> None:
    write(world, "A02", "Kết quả năm 2019 đạt khá.")
    assert found(under(world.review(), changed(dau_vet_ky_truoc={"so_nam_lui": 2})), "DD-12") == []


@pytest.mark.parametrize(
    "sentence",
    ["Có 9/10 chi bộ, bằng 80%.", "09/10 chi bộ hoàn thành tốt (80%).", "9 trên tổng số 10 chi bộ, chiếm 80,0%."],
)
def test_nine_of_ten_printed_as_four_fifths_is_an_error(world: World, sentence: str) -> None:
    world.collective("dang-uy")["bao_cao"]["uu_diem"]["chi_tieu"]["noi_dung"] = [sentence]
    finding = one(world.review(), "TL-01")
    assert Where("tap-the", "dang-uy", ("bao_cao", "uu_diem", "chi_tieu", "noi_dung", 0)) == finding.where
    assert finding.severity == "loi"
    assert "/10 = 90" in finding.message


@pytest.mark.parametrize(
    "sentence",
    [
        "Có 9/10 chi bộ, bằng 90%.",
        "Có 1/8 việc, đạt 12,5%.",
        "Có 2/3 hộ, đạt 66,7%.",
        "Ngày 23/5/2021, cử tri đi bầu đạt 99,8%.",
        "Ngày 24/11 đạt 50% kế hoạch.",
        "Mới đạt 41 trên 60 hộ, hồ sơ trực tuyến đạt 28,2%.",
        "Đã có 1.214/2.000 hồ sơ, đạt 60,7%.",
    ],
)
def test_percentages_that_recompute_are_right(world: World, sentence: str) -> None:
    write(world, "A02", sentence)
    assert found(world.review(), "TL-01") == []


def test_long_numbers_are_never_quoted() -> None:
    assert "019080001234" not in quoted("Căn cước 019080001234 cấp tại huyện.")
    assert "019 080 001 234" not in quoted("Căn cước 019 080 001 234 cấp tại huyện.")


def test_every_text_of_the_facts_is_walked_to_with_its_place(world: World) -> None:
    write(world, "A02", LONG, "Theo 26-QĐ/TU.")
    texts = dict(fact_texts(world.review()))
    base = ("kiem_diem", "phuong_huong")
    assert [texts[Where("ca-nhan", "A02", (*base, index))] for index in range(2)] == [LONG, "Theo 26-QĐ/TU."]
    assert {where.kind for where in texts} == {"ky", "tap-the", "ca-nhan", "cuoc-hop"}
    assert all(isinstance(text, str) for text in texts.values())


def test_only_texts_that_hold_some_letters_are_given_when_asked(world: World) -> None:
    review = world.review()
    assert list(fact_texts(review, "/")) == [(where, text) for where, text in fact_texts(review) if "/" in text]


def test_no_text_is_passed_over_for_the_kind_of_its_neighbours() -> None:
    value = {"a": (None, True, 1, 2.5, "x", ("y", {"z": "t"})), "b": "", "c": None}
    found = [(where.route, text) for where, text in walked(Where("ky", ""), value)]
    assert found == [(("a", 4), "x"), (("a", 5, 0), "y"), (("a", 5, 1, "z"), "t"), (("b",), "")]

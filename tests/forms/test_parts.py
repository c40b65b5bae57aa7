from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from vanban.forms import parts
from vanban.intake import Season
from vanban.model.review import Review

Words = Callable[..., Mapping[str, Any]]
NUMBERED = ["ke-hoach", "to-trinh", "bien-ban-hoi-nghi.noi-vu", "bien-ban-kiem-phieu.dang-uy"]


def _with_mark(review: Review, mark: str) -> Review:
    typography = review.profile.typography.model_copy(update={"recipient_mark": mark})
    return replace(review, profile=review.profile.model_copy(update={"typography": typography}))


@pytest.mark.parametrize("mark", [",", ";"])
def test_recipients_take_the_mark_of_the_regime_and_the_last_a_full_stop(sample: Season, mark: str) -> None:
    lines = parts.recipients(_with_mark(sample.review, mark), ["Như trên", "Các chi bộ", "Lưu Văn phòng Đảng uỷ"])
    assert [f"- Như trên{mark}", f"- Các chi bộ{mark}", "- Lưu Văn phòng Đảng uỷ."] == lines


@pytest.mark.parametrize("key", NUMBERED)
def test_the_recipients_of_every_paper_end_with_a_full_stop(words: Words, key: str) -> None:
    *others, last = words(key)["noi_nhan"]
    assert last.endswith(".")
    assert all(line.endswith(",") for line in others)


def test_the_head_of_the_committee_stands_under_the_district(sample: Season, words: Words) -> None:
    assert words("to-trinh")["cap_tren"] == list(sample.review.period.superior.header)
    assert words("to-trinh")["co_quan"] == list(sample.review.collectives["dang-uy"].header)


def test_the_head_of_a_branch_stands_under_the_organisation(sample: Season, words: Words) -> None:
    head = words("bien-ban-hoi-nghi.noi-vu")
    assert head["cap_tren"] == list(sample.review.period.office.organisation_header)
    assert head["co_quan"] == ["CHI BỘ PHÒNG NỘI VỤ"]


def test_the_date_line_names_the_place(sample: Season) -> None:
    assert parts.date_line(sample.review, date(2021, 12, 2)) == "Sơn Dương, ngày 02 tháng 12 năm 2021"
    assert parts.blank_date_line(sample.review) == "Sơn Dương, ngày ... tháng ... năm 2021"


def test_the_plan_is_cited_by_number_and_day(sample: Season) -> None:
    assert parts.cite_plan(sample.review.period.plan) == "Kế hoạch số 12-KH/ĐU, ngày 24/11/2021"


def test_only_the_chosen_level_is_crossed(sample: Season) -> None:
    assert [box["x"] for box in parts.level_boxes(sample.review, "htt")] == ["", "X", "", ""]
    assert [box["x"] for box in parts.level_boxes(sample.review, "")] == ["", "", "", ""]


@pytest.mark.parametrize(("count", "text"), [(0, "không đồng chí nào"), (4, "04 đồng chí"), (12, "12 đồng chí")])
def test_people_are_counted_as_comrades(count: int, text: str) -> None:
    assert text == parts.heads(count)


def test_comrades_are_named_as_a_sentence_lists_them(sample: Season) -> None:
    people = [sample.review.individuals[code] for code in ("NV01", "NV02", "NV03")]
    first, second, third = (person.full_name for person in people)
    assert parts.comrades(people) == f"đồng chí {first}, đồng chí {second} và đồng chí {third}"


def test_an_annex_says_its_number_title_and_plan(words: Words) -> None:
    context = words("mau-02-trong")
    assert context["phu_luc"] == "Phụ lục 2"
    assert context["phu_luc_ten"] == "MẪU BẢN KIỂM ĐIỂM CÁ NHÂN"
    assert context["phu_luc_dan"].startswith("(Kèm theo Kế hoạch số 12-KH/ĐU, ngày 24/11/2021 của ")


def test_a_form_that_is_no_annex_says_nothing_of_one(words: Words) -> None:
    context = words("mau-02.NV03")
    assert (context["phu_luc"], context["phu_luc_ten"], context["phu_luc_dan"]) == ("", "", "")

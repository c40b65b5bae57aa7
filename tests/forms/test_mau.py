from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from vanban.forms.mau_01 import remedy_lines
from vanban.intake import Season
from vanban.model.individual import Verdicts
from vanban.model.report import Remedies
from vanban.model.review import Review

Words = Callable[..., Mapping[str, Any]]


def _with_person(review: Review, code: str, **changes: Any) -> Review:
    person = review.individuals[code].model_copy(update=changes)
    return replace(review, individuals={**review.individuals, code: person})


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


@pytest.mark.parametrize("name", ["Đặng Đức Đạt", 'Lê "Út" & Con <b>', "Nguyễn " + "Công Tằng Tôn Nữ " * 3 + "Hy"])
def test_any_name_is_printed_as_it_is(sample: Season, words: Words, name: str) -> None:
    context = words("mau-02.NV03", review=_with_person(sample.review, "NV03", full_name=name))
    assert name == context["ho_ten"]
    assert name == context["ho_ten_ky"]


def test_a_leader_answers_one_criterion_more(words: Words) -> None:
    assert len(words("mau-02.NV03")["uu_diem"]) == len(words("mau-02.NV04")["uu_diem"]) + 1


def test_criteria_are_numbered_in_the_order_of_the_regime(sample: Season, words: Words) -> None:
    titles = [item["tieu_de"] for item in words("mau-01.noi-vu")["uu_diem"]]
    criteria = sample.review.profile.collective_criteria
    assert [f"{i}. {criterion.name}" for i, criterion in enumerate(criteria, 1)] == titles


def test_only_graded_criteria_have_a_rating_row(words: Words) -> None:
    rows = {item["tieu_de"][3:30]: len(item["danh_gia"]) for item in words("mau-02.NV03")["uu_diem"]}
    assert list(rows.values()) == [4, 4, 4, 0]


def test_a_verdict_not_yet_given_prints_lines_to_fill_in(sample: Season, words: Words) -> None:
    context = words("mau-02.NV03", review=_with_person(sample.review, "NV03", verdicts=Verdicts()))
    for part in ("thu_truong", "chi_uy", "dang_uy"):
        assert set(context[part]["muc"]) == {"."}
        assert context[part]["ho_ten"] == ""
        assert context[part]["dia_danh_ngay"] == "Sơn Dương, ngày ... tháng ... năm 2021"


def test_a_verdict_given_prints_its_level_day_and_signer(words: Words) -> None:
    verdict = words("mau-02.NV03")["chi_uy"]
    assert verdict["muc"] == "Hoàn thành tốt nhiệm vụ."
    assert verdict["dia_danh_ngay"] == "Sơn Dương, ngày 02 tháng 12 năm 2021"
    assert verdict["ho_ten"] == "Hoàng Minh Tuấn"


def test_a_member_without_an_office_has_one_rating_only(sample: Season, words: Words) -> None:
    rating = sample.review.individuals["NV03"].self_criticism.self_rating.model_copy(update={"civil": ""})
    text = sample.review.individuals["NV03"].self_criticism.model_copy(update={"self_rating": rating})
    review = _with_person(sample.review, "NV03", service="khong", self_criticism=text)
    context = words("mau-02.NV03", review=review)
    assert (context["la_cong_chuc"], context["so_muc_dang_vien"]) == (False, "1")
    assert "X" not in [box["x"] for box in context["tu_nhan_cong_chuc"]]


@pytest.mark.parametrize("key", ["mau-01-trong", "mau-02-trong"])
def test_a_blank_form_names_nobody_and_marks_nothing(sample: Season, words: Words, key: str) -> None:
    texts = list(_texts(words(key)))
    names = {person.full_name for person in sample.review.individuals.values()}
    assert "X" not in texts
    assert not [text for text in texts for name in names if name in text]


@pytest.mark.parametrize(
    ("shortcoming", "state", "line"),
    [
        ("Chậm báo cáo", "da", "- Chậm báo cáo: đã khắc phục. Nộp đúng hạn."),
        ("Chậm báo cáo.", "dang", "- Chậm báo cáo: đang khắc phục. Nộp đúng hạn."),
        ("Chậm báo cáo", "chua", "- Chậm báo cáo: chưa khắc phục. Nộp đúng hạn."),
    ],
)
def test_a_shortcoming_of_last_year_says_what_became_of_it(shortcoming: str, state: str, line: str) -> None:
    item = {"han_che": shortcoming, "trang_thai": state, "ket_qua": "Nộp đúng hạn."}
    assert [line] == remedy_lines(Remedies.model_validate({"muc": [item], "tu_danh_gia": "tot"}))

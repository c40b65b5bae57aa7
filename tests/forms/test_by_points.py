"""The forms of a regime that rates by points: the right form for each member, sums that are printed, blanks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.conftest import ROOT
from vanban.build import plan_packets
from vanban.forms import BUILDERS, Request
from vanban.intake import Season, load_season
from vanban.model.packet import Planned
from vanban.model.review import Review

Words = Callable[..., Mapping[str, Any]]


@pytest.fixture(scope="module")
def commune() -> Season:
    return load_season(ROOT / "data" / "an-hoa-2026", ROOT)


@pytest.fixture(scope="module")
def requests(commune: Season) -> Mapping[str, Request]:
    """Every paper of the season by packet and key."""
    plans = plan_packets(commune.review, commune.folder)
    return {
        f"{plan.code}/{paper.key}": Request(commune.review, paper, plan)
        for plan in plans
        for paper in plan.papers
        if isinstance(paper, Planned)
    }


@pytest.fixture
def words(requests: Mapping[str, Request]) -> Words:
    def context(key: str, review: Review | None = None) -> Mapping[str, Any]:
        request = requests[key]
        request = replace(request, review=review) if review else request
        return BUILDERS[request.planned.form.code].context(request)

    return context


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
            yield from texts(part)


@pytest.mark.parametrize(
    ("code", "form", "label"),
    [
        ("AH04", "kd-lanh-dao", "Mẫu 2A"),
        ("TH03", "kd-khong-lanh-dao", "Mẫu 2B"),
        ("TD01", "kd-ngoai-he-thong", "Mẫu 2C"),
    ],
)
def test_a_member_is_reviewed_in_one_form_and_the_right_one(
    requests: Mapping[str, Request], code: str, form: str, label: str
) -> None:
    found = {r.planned.form.code for r in requests.values() if r.planned.about_code == code}
    assert {name for name in found if name.startswith("kd-")} == {form}
    request = next(r for r in requests.values() if r.planned.key == f"{form}.{code}")
    assert f"({label})" in request.planned.heading.subject


def test_nobody_who_is_excused_has_a_form(requests: Mapping[str, Request]) -> None:
    assert [key for key in requests if key.endswith((".TB03", ".TB04"))] == []


def test_a_cell_without_a_committee_scores_itself_and_reports_nothing(requests: Mapping[str, Request]) -> None:
    assert "chi-bo-tram/cham-diem-tap-the.tram" in requests
    assert "chi-bo-tram/kd-tap-the.tram" not in requests


def test_the_points_of_a_review_are_those_of_its_annex(words: Words) -> None:
    review, annex = words("chi-bo-truong/kd-khong-lanh-dao.TH03"), words("chi-bo-truong/cham-diem-ca-nhan.TH03")
    assert [line["diem"] for line in review["diem_nhom"]] == [
        f"{group['diem']}/{group['toi_da']}" for group in annex["bang"]
    ]
    assert review["diem_tong"] == f"{annex['tong']}/{annex['tong_toi_da']}" == "93,5/100"


def test_a_villager_answers_in_own_words(words: Words) -> None:
    context = words("chi-bo-thon-dong/kd-ngoai-he-thong.TD02")
    assert context["trong_he_thong"] is False
    assert context["uu_diem"][1]["tieu_de"].startswith("2. Việc thực hiện quyền và nghĩa vụ của đảng viên")
    assert context["diem_phu_luc"] == "Phụ lục 5"


def test_the_forms_print_no_grades(words: Words) -> None:
    assert all(item["danh_gia"] == [] for item in words("chi-bo-truong/kd-tap-the.truong")["uu_diem"])


def test_the_list_of_the_dossier_counts_the_papers_of_its_packet(words: Words, commune: Season) -> None:
    rows = words("dang-uy/danh-muc-ho-so")["bang"]
    assert [row["stt"] for row in rows] == [str(i) for i in range(1, 10)]
    assert rows[4]["so"] == "05"  # the results of the five cells
    assert rows[6]["ghi_chu"] == "Không có"
    own = words("chi-bo-truong/danh-muc-tap-the.truong")["bang"]
    assert [row["so"] for row in own] == ["01", "01", "–", "01"]


def test_what_every_dossier_needs_is_said_to_be_missing(requests: Mapping[str, Request]) -> None:
    request = requests["chi-bo-truong/danh-muc-tap-the.truong"]
    empty = replace(request, packet=replace(request.packet, parts=()))
    rows = BUILDERS["danh-muc-tap-the"].context(empty)["bang"]
    assert [row["ghi_chu"] for row in rows] == ["Còn thiếu", "Còn thiếu", "Không có", "Còn thiếu"]


def test_a_cell_signs_its_own_list_and_the_office_the_others(words: Words) -> None:
    assert words("chi-bo-tram/danh-muc-tap-the.tram")["ky_tham_quyen"] == "T/M CHI BỘ"
    assert words("chi-bo-tram/danh-muc-tap-the.tram")["ky_ho_ten"] == "Lương Thị Bích Hậu"
    assert words("dang-uy/danh-muc-tap-the.dang-uy")["ky_tham_quyen"] == "T/M ĐẢNG UỶ"


def test_papers_of_a_cell_without_a_report_are_sent_as_what_they_are(words: Words) -> None:
    letter = words("van-ban-chi-dao/cong-van-du-thao.tram")
    told = " ".join(block["chu"] for block in letter["noi_dung"])
    assert "Kết quả tự chấm điểm năm 2026" in told
    assert "Dự thảo báo cáo" not in told
    assert " ".join(letter["trich_yeu"]).startswith("về việc gửi tài liệu kiểm điểm năm 2026")


def test_a_report_nobody_has_to_write_is_not_missing(words: Words) -> None:
    assert words("chi-bo-tram/danh-muc-tap-the.tram")["bang"][0]["ghi_chu"] == "Chi bộ không có chi uỷ"


def test_a_decision_rates_anew(words: Words) -> None:
    context = words("van-ban-chi-dao/xep-loai-lai.TD04")
    assert "mức Hoàn thành tốt nhiệm vụ" in context["dieu"][0]["chu"]
    assert context["dieu"][1]["chu"].endswith("Hoàn thành nhiệm vụ.")
    assert context["can_cu"][-1].endswith(".")


def test_the_assessment_says_who_decides(words: Words) -> None:
    bodies = words("dang-uy/bieu-tham-dinh")["bang"][0]["hang"]
    decided = {row["ten"]: row["quyet_dinh"].replace("\n", " ") for row in bodies}
    assert decided["Chi bộ Trạm Y tế"] == "Đảng uỷ xã"
    assert decided["Đảng uỷ xã An Hoà"] == "Ban Thường vụ Tỉnh uỷ"


@pytest.mark.parametrize(
    "form",
    [
        *("kd-tap-the-trong", "kd-lanh-dao-trong", "kd-khong-lanh-dao-trong", "kd-ngoai-he-thong-trong"),
        *("cham-diem-tap-the-trong", "cham-diem-lanh-dao-trong", "phieu-cong-chuc-trong", "phieu-vien-chuc-trong"),
    ],
)
def test_a_blank_form_names_nobody_and_marks_nothing(words: Words, commune: Season, form: str) -> None:
    found = list(texts(words(f"bo-bieu-mau/{form}")))
    names = {person.full_name for person in commune.review.individuals.values()}
    assert "X" not in found
    assert not [text for text in found for name in names if name in text]


def test_an_office_without_a_table_has_room_to_write_on(words: Words, commune: Season) -> None:
    period = commune.review.period.model_copy(update={"scoring_table": ()})
    context = words("bo-bieu-mau/cham-diem-lanh-dao-trong", replace(commune.review, period=period))
    assert [row["ten"] for row in context["bang"][0]["hang"]] == [""] * 4


def test_letters_name_the_form_of_whom_they_write_to(words: Words) -> None:
    body = " ".join(block["chu"] for block in words("van-ban-chi-dao/goi-y.AH05")["noi_dung"])
    assert "mục IV của bản kiểm điểm cá nhân (Mẫu 2B)" in body
    assert words("van-ban-chi-dao/goi-y.AH05")["trich_yeu"][0].startswith("về việc ")

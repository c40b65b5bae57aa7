"""Sheets, ballots, checklists, commitments and blank forms of the 2021 regime: what their contexts say."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vanban.build.planning import plan_packets, planned
from vanban.forms import BUILDERS, Request
from vanban.forms.nha_nuoc import office_lines, rule_length
from vanban.intake import load_season
from vanban.intake.answers import sheet_findings
from vanban.model.collective import AnalysisSheet
from vanban.model.individual import CivilSheet, ResidenceComment, SignSheet
from vanban.model.packet import Annex, PacketPlan
from vanban.model.remedy import Commitment
from vanban.model.review import Review
from vanban.render import plain_text, render, variables

ROOT = Path(__file__).parents[2]
REGIME = ROOT / "mau" / "2021"
WORDS = ("Chấp hành nghiêm quy chế làm việc.",)
BLANKS = (
    "mau-01", "mau-02", "mau-03", "mau-04", "nd90-can-bo", "nd90-cong-chuc", "nd90-vien-chuc", "bien-ban-hoi-nghi",
    "phieu-bieu-quyet", "bien-ban-kiem-phieu", "bieu-hien", "nhan-xet-cu-tru", "cam-ket",
)  # fmt: skip
FORMS = ("mau-03", "mau-04", "nd90-cong-chuc", "phieu-bieu-quyet", "bieu-hien", "nhan-xet-cu-tru", "cam-ket")


@pytest.fixture(scope="module")
def review() -> Review:
    """The sample season with one person's and two collectives' sheets put in."""
    season = load_season(ROOT / "data" / "son-duong-2021", ROOT).review
    collectives = dict(season.collectives)
    for code in ("noi-vu", "ld-noi-vu"):
        body = collectives[code]
        names = [criterion.code for criterion in season.profile.sheet_criteria(body.kind)]
        sheet = AnalysisSheet(
            day=date(2021, 11, 26),
            assessor=f"Tự phân tích của {body.name}",
            grades=dict.fromkeys(names, "tot") | {"khac_phuc": "trung-binh"},
            comment=WORDS,
        )
        collectives[code] = body.model_copy(update={"analysis": sheet})
    people = dict(season.individuals)
    person = people["NV02"]
    facts = {
        "civil_sheet": CivilSheet(
            day=date(2021, 11, 29),
            items={criterion.code: WORDS for criterion in season.civil_criteria(person)},
            self_comment=WORDS,
            committee_opinion=("Cấp uỷ nhất trí.",),
        ),
        "residence": ResidenceComment(
            committee="Đảng uỷ xã Tú Thịnh",
            branch="Chi bộ thôn Đông Thịnh",
            address="thôn Đông Thịnh, xã Tú Thịnh",
            paragraphs=WORDS,
            day=date(2021, 11, 22),
            signer="Lý Thị Xuân",
        ),
        "commitment": Commitment(
            day=date(2021, 1, 12), ideology=WORDS, duty=("Một.", "Hai."), discipline=WORDS, actions=WORDS
        ),
        "sign_sheet": SignSheet(day=date(2021, 11, 25), present=("A5",)),
    }
    people["NV02"] = person.model_copy(update=facts)
    return dataclasses.replace(season, collectives=collectives, individuals=people)


def made(review: Review, code: str, about: Any = None) -> Mapping[str, Any]:
    """The context of a form; without a noun it is an annex of the plan."""
    form = review.profile.form(code)
    annex = None if about else Annex(3, form.name)
    paper = planned(review, form, about or review.period, annex)
    return BUILDERS[code].context(Request(review, paper, PacketPlan("x", (), "dang-uy", ())))


def test_mau_03_marks_one_grade_in_every_row_and_the_third_group_is_a_row(review: Review) -> None:
    context = made(review, "mau-03", review.collectives["noi-vu"])
    assert [(group["so"], len(group["hang"])) for group in context["bang"]] == [("I", 4), ("II", 2), ("III", 0)]
    assert context["bang"][2]["danh_gia"] == ["", "", "X", ""]
    assert all(row["danh_gia"] == ["", "X", "", ""] for group in context["bang"] for row in group["hang"])
    assert context["doi_tuong"] == "Chi bộ Phòng Nội vụ"
    assert context["de_nghi"] == "Hoàn thành tốt nhiệm vụ."


def test_mau_04_speaks_of_a_leading_body(review: Review) -> None:
    context = made(review, "mau-04", review.collectives["ld-noi-vu"])
    assert [len(group["hang"]) for group in context["bang"]] == [4, 2, 0]
    assert context["dau_mau"] == "Mẫu 04-HD KĐ.ĐG 2019"


def test_nd90_separates_what_only_leaders_answer_and_prints_the_heads_result(review: Review) -> None:
    person = review.individuals["NV02"]
    context = made(review, "nd90-cong-chuc", person)
    assert [item["tieu_de"][:2] for item in context["tu_danh_gia"]] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert [item["tieu_de"] for item in context["lanh_dao"]][1:] == [
        "8. Năng lực lãnh đạo, quản lý",
        "9. Năng lực tập hợp, đoàn kết",
    ]
    assert context["cap_tren"] == ["UỶ BAN NHÂN DÂN", "HUYỆN SƠN DƯƠNG"]
    assert context["co_quan"] == ["PHÒNG NỘI VỤ"]
    assert context["y_kien_cap_uy"] == ["Cấp uỷ nhất trí."]
    assert person.verdicts.office_head is not None
    assert context["ket_qua"]["nhan_xet"] == list(person.verdicts.office_head.paragraphs)


def test_nd90_words_an_item_as_the_form_of_the_service_does(review: Review) -> None:
    by_code = {criterion.code: criterion for criterion in review.profile.civil_criteria}
    assert by_code["ket_qua_don_vi"].wording("cong-chuc")[1].startswith("(xác định rõ")
    assert by_code["ket_qua_don_vi"].wording("vien-chuc")[1] == ""


@pytest.mark.parametrize(
    ("workplace", "superior", "office"),
    [
        ("Uỷ ban nhân dân huyện Sơn Dương", [], ["UỶ BAN NHÂN DÂN", "HUYỆN SƠN DƯƠNG"]),
        (
            "Văn phòng Hội đồng nhân dân và Uỷ ban nhân dân huyện Sơn Dương",
            ["UỶ BAN NHÂN DÂN", "HUYỆN SƠN DƯƠNG"],
            ["VĂN PHÒNG", "HỘI ĐỒNG NHÂN DÂN", "VÀ UỶ BAN NHÂN DÂN"],
        ),
        ("Phòng Kinh tế xã Tân Trào", ["UỶ BAN NHÂN DÂN", "XÃ TÂN TRÀO"], ["PHÒNG KINH TẾ"]),
        ("Trường Mầm non Hoa Sen", [], ["TRƯỜNG MẦM NON HOA SEN"]),
    ],
)
def test_office_lines_come_from_the_workplace(workplace: str, superior: list[str], office: list[str]) -> None:
    assert office_lines(workplace, ("huyện", "xã")) == {"cap_tren": superior, "co_quan": office}


def test_the_rule_under_the_office_is_a_third_to_a_half_of_its_name() -> None:
    assert [rule_length("X" * letters) for letters in (9, 12, 20)] == ["ngan", "vua", "dai"]


def test_ballot_keeps_the_order_of_the_vote_and_says_how_many_to_print(review: Review) -> None:
    meeting = review.meetings["noi-vu"]
    context = made(review, "phieu-bieu-quyet", meeting)
    rows = [row for group in context["bang"] for row in group["hang"]]
    assert [row["stt"] for row in rows] == [str(n) for n in range(1, len(meeting.ballot.rows) + 1)]
    assert rows[-1]["ten"] == review.individuals[meeting.ballot.rows[-1].about].full_name
    assert BUILDERS["phieu-bieu-quyet"].heading(review, meeting).copies == meeting.ballot.issued


def test_checklist_has_27_signs_each_answered_once(review: Review) -> None:
    context = made(review, "bieu-hien", review.individuals["NV02"])
    rows = [row for group in context["bang"] for row in group["hang"]]
    assert len(rows) == 27
    assert [row["ma"] for row in rows if row["co"]] == ["A5"]
    assert all(bool(row["co"]) != bool(row["khong"]) for row in rows)


def test_comment_from_the_place_of_residence_has_that_communes_head_and_place(review: Review) -> None:
    context = made(review, "nhan-xet-cu-tru", review.individuals["NV02"])
    assert context["cap_tren"] == ["ĐẢNG BỘ XÃ TÚ THỊNH"]
    assert context["dia_danh_ngay"] == "Tú Thịnh, ngày 22 tháng 11 năm 2021"
    assert context["ky_ho_ten"] == "Lý Thị Xuân"


def test_commitment_is_confirmed_by_the_secretary_who_never_confirms_his_own(review: Review) -> None:
    context = made(review, "cam-ket", review.individuals["NV02"])
    assert (context["xac_nhan_chuc_vu"], context["xac_nhan_ho_ten"]) == ("BÍ THƯ", "Hoàng Minh Tuấn")
    assert context["phan"][1]["doan"] == ["1. Một.", "2. Hai."]
    secretary = review.individuals["NV01"].model_copy(update={"commitment": review.individuals["NV02"].commitment})
    assert made(review, "cam-ket", secretary)["xac_nhan_chuc_vu"] == "PHÓ BÍ THƯ"


@pytest.mark.parametrize("code", BLANKS)
def test_blank_forms_are_numbered_annexes_with_lines_to_write_on(review: Review, code: str) -> None:
    form = review.profile.form(f"{code}-trong")
    context = made(review, form.code)
    assert context["phu_luc"] == "Phụ lục 3"
    text = plain_text(render(REGIME / form.template, context, code))
    assert "....." in text
    assert form.name.upper() in text


@pytest.mark.parametrize("code", FORMS)
def test_template_and_context_name_the_same_things(review: Review, code: str) -> None:
    form = review.profile.form(code)
    assert variables(REGIME / form.template) == BUILDERS[code].keys


def test_set_of_blank_forms_has_thirteen_annexes_in_order(review: Review) -> None:
    (packet,) = (p for p in plan_packets(review, Path()) if p.code == "bo-bieu-mau")
    annexes = [paper.annex.number for paper in packet.papers if getattr(paper, "annex", None)]
    assert annexes == list(range(1, len(annexes) + 1))
    assert len(annexes) >= 13


def test_sheets_stand_right_behind_the_paper_they_belong_to(review: Review) -> None:
    (packet,) = (p for p in plan_packets(review, Path()) if p.code == "chi-bo-noi-vu")
    keys = [paper.key for paper in packet.papers]
    assert keys[keys.index("mau-01.noi-vu") + 1] == "mau-03.noi-vu"
    after = keys.index("mau-02.NV02")
    assert keys[after + 1 : after + 3] == ["nd90-cong-chuc.NV02", "nhan-xet-cu-tru.NV02"]
    assert {"cam-ket.NV02", "bieu-hien.NV02", "phieu-bieu-quyet.noi-vu"} <= set(keys)


def test_a_form_the_office_switched_off_is_not_made(review: Review) -> None:
    forms = tuple(f.model_copy(update={"used": f.code != "bieu-hien"}) for f in review.profile.forms)
    profile = review.profile.model_copy(update={"forms": forms})
    packets = plan_packets(dataclasses.replace(review, profile=profile), Path())
    assert not [paper.key for packet in packets for paper in packet.papers if paper.key.startswith("bieu-hien.")]


def test_unknown_and_missing_criteria_are_told_with_their_place(review: Review) -> None:
    body = review.collectives["noi-vu"]
    assert body.analysis is not None
    grades = {**body.analysis.grades, "khac_phucc": "tot", "cu_the_hoa": "gioi"}
    del grades["khac_phuc"]
    sheet = body.analysis.model_copy(update={"grades": grades})
    person = review.individuals["NV02"].model_copy(
        update={"sign_sheet": SignSheet(day=date(2021, 11, 25), present=("D1",))}
    )
    wrong = dataclasses.replace(
        review,
        collectives={"noi-vu": body.model_copy(update={"analysis": sheet})},
        individuals={"NV02": person},
    )
    found = {(finding.code, finding.where.route) for finding in sheet_findings(wrong)}
    assert found == {
        ("DL-36", ("phieu_phan_tich", "cap_do", "khac_phucc")),
        ("DL-37", ("phieu_phan_tich", "cap_do")),
        ("DL-35", ("phieu_phan_tich", "cap_do", "cu_the_hoa")),
        ("DL-60", ("phieu_bieu_hien", "co", 0)),
    }

"""Letters, notices, the slip and the delivery minutes of the 2021 regime: when they are made and what they say."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vanban.build.planning import plan_packets
from vanban.forms import BUILDERS, Request
from vanban.forms.cong_van import address_lines, as_above, working_days_before
from vanban.forms.cong_van_du_thao import documents, weekday
from vanban.forms.cong_van_nhac import deadline, missing
from vanban.forms.thong_bao import by_level, level_of, reason
from vanban.intake import load_season
from vanban.model.document import DocumentNumber
from vanban.model.individual import CivilSheet, Exemption, Individual
from vanban.model.packet import PacketPlan, Planned
from vanban.model.period import Delivery, Submission, Suggestion
from vanban.model.review import Review, in_order
from vanban.render import plain_text, render
from vanban.viet import long_date, name_key

ROOT = Path(__file__).parents[2]
REGIME = ROOT / "mau" / "2021"
BRANCH = "noi-vu"
ISSUED = ("goi-y", "thong-bao", "cong-van-du-thao", "cong-van-nhac", "phieu-gui")


def _issue() -> Submission:
    return Submission(
        promulgation_date=date(2021, 11, 25),
        signer="VP02",
        competence="T/M ĐẢNG UỶ",
        position="PHÓ BÍ THƯ",
        to_places=("Các đồng chí Đảng uỷ viên", "Như trên", "Lưu Văn phòng Đảng uỷ"),
    )


def _complete(review: Review, person: Individual) -> Individual:
    """The person with a civil sheet, if he serves and has none."""
    if person.service == "khong" or person.self_criticism is None or person.civil_sheet:
        return person
    items = {criterion.code: ("Hoàn thành.",) for criterion in review.civil_criteria(person)}
    sheet = CivilSheet(day=date(2021, 11, 29), items=items, self_comment=("Tốt.",))
    return person.model_copy(update={"civil_sheet": sheet})


@pytest.fixture(scope="module")
def bare() -> Review:
    """The sample season, none of whose letters, notices or deliveries have facts."""
    review = load_season(ROOT / "data" / "son-duong-2021", ROOT).review
    period = review.period.model_copy(update={"issues": {}, "suggestions": (), "delivery": None})
    return dataclasses.replace(review, period=period)


@pytest.fixture(scope="module")
def review(bare: Review) -> Review:
    """The sample season with every fact these papers live on, and nothing missing in its branches."""
    delivery = Delivery(
        day=date(2021, 12, 17),
        giver="VP03",
        giver_post="Đảng uỷ viên",
        receiver="Lý Thị Thu Hà",
        receiver_post="Chuyên viên",
        receiving_body="Ban Tổ chức Huyện uỷ Sơn Dương",
    )
    suggestions = (
        Suggestion(about=BRANCH, points=("việc chậm ban hành quy chế", "Việc để tồn đọng hồ sơ.")),
        Suggestion(about="NV01", points=("trách nhiệm của người đứng đầu",)),
    )
    facts = {"issues": {code: _issue() for code in ISSUED}, "suggestions": suggestions, "delivery": delivery}
    period = bare.period.model_copy(update=facts)
    people = {code: _complete(bare, person) for code, person in bare.individuals.items()}
    return dataclasses.replace(bare, period=period, individuals=people)


def _with(review: Review, code: str, **facts: Any) -> Review:
    person = review.individuals[code].model_copy(update=facts)
    return dataclasses.replace(review, individuals=dict(review.individuals) | {code: person})


def _keys(review: Review) -> list[str]:
    return [paper.key for plan in plan_packets(review, Path()) for paper in plan.papers]


def _packet(review: Review, code: str) -> PacketPlan:
    return next(plan for plan in plan_packets(review, Path()) if plan.code == code)


def _request(review: Review, key: str, numbers: Mapping[str, DocumentNumber] | None = None) -> Request:
    plans = plan_packets(review, Path())
    plan, paper = next((plan, p) for plan in plans for p in plan.papers if p.key == key)
    assert isinstance(paper, Planned)
    return Request(review, paper, plan, numbers or {})


def _words(review: Review, key: str, numbers: Mapping[str, DocumentNumber] | None = None) -> Mapping[str, Any]:
    request = _request(review, key, numbers)
    return BUILDERS[request.planned.form.code].context(request)


def _body(words: Mapping[str, Any]) -> str:
    return "\n".join([*(part["chu"] for part in words["noi_dung"]), words["ket"]])


# ---------------------------------------------------------------- when they are made


@pytest.mark.parametrize("form", ["goi-y", "thong-bao", "cong-van-nhac", "phieu-gui", "giao-nhan"])
def test_a_paper_whose_facts_are_absent_is_not_made(bare: Review, form: str) -> None:
    assert [key for key in _keys(bare) if key.partition(".")[0] == form] == []


def test_every_suggestion_meeting_and_branch_has_its_paper(review: Review) -> None:
    keys = _keys(review)
    assert [f"goi-y.{s.about}" for s in review.period.suggestions] == [k for k in keys if k.startswith("goi-y.")]
    for code in review.meetings:
        assert f"cong-van-du-thao.{code}" in keys
    for branch in (c for c in review.collectives.values() if c.kind == "chi-bo"):
        assert f"thong-bao.{branch.code}" in keys


def test_the_slip_comes_first_and_the_delivery_minutes_last(review: Review) -> None:
    papers = _packet(review, "dang-uy").papers
    assert [papers[0].key, papers[-1].key] == ["phieu-gui", "giao-nhan"]


@pytest.mark.parametrize(
    ("key", "notation"),
    [
        ("goi-y.NV01", "CV/ĐU"),
        (f"cong-van-du-thao.{BRANCH}", "CV/CB"),
        (f"thong-bao.{BRANCH}", "TB/ĐU"),
        ("phieu-gui", "PG/ĐU"),
        ("giao-nhan", "BB/ĐU"),
    ],
)
def test_a_paper_is_numbered_in_the_series_of_its_kind(review: Review, key: str, notation: str) -> None:
    assert _words(review, key)["so_ky_hieu"].split() == ["Số", f"-{notation}"]
    assert _words(review, key, {key: DocumentNumber(5, notation)})["so_ky_hieu"] == f"Số 05-{notation}"


@pytest.mark.parametrize(
    "key",
    [
        "goi-y.NV01",
        f"cong-van-du-thao.{BRANCH}",
        f"thong-bao.{BRANCH}",
        "phieu-gui",
        "giao-nhan",
        "giao-nhan-trong",
        "cong-van-nhac-trong",
    ],
)
def test_a_paper_fills_its_template(review: Review, key: str) -> None:
    request = _request(review, key)
    words = BUILDERS[request.planned.form.code].context(request)
    printed = plain_text(render(REGIME / request.planned.form.template, words, key))
    assert words["so_ky_hieu"] in printed
    assert words["ket"] in printed


# ---------------------------------------------------------------- what letters share


@pytest.mark.parametrize(
    ("day", "count", "before"),
    [
        (date(2021, 12, 14), 1, date(2021, 12, 13)),
        (date(2021, 12, 14), 3, date(2021, 12, 9)),
        (date(2021, 12, 6), 1, date(2021, 12, 3)),
        (date(2021, 12, 5), 1, date(2021, 12, 3)),
        (date(2021, 12, 6), 0, date(2021, 12, 6)),
    ],
)
def test_working_days_leave_out_the_week_end(day: date, count: int, before: date) -> None:
    assert working_days_before(day, count) == before


def test_as_above_stands_first_and_once() -> None:
    assert as_above(["A", "Như trên", "B"]) == ["Như trên", "A", "B"]


def test_a_long_addressee_breaks_before_its_brackets() -> None:
    long = "Ban Thường vụ Huyện uỷ Sơn Dương (qua Ban Tổ chức Huyện uỷ)"
    assert address_lines(long) == ["Ban Thường vụ Huyện uỷ Sơn Dương", "(qua Ban Tổ chức Huyện uỷ)"]
    assert address_lines("Huyện uỷ (để báo cáo)") == ["Huyện uỷ (để báo cáo)"]


# ---------------------------------------------------------------- gợi ý


def test_a_suggestion_numbers_its_points_as_sentences(review: Review) -> None:
    text = _body(_words(review, f"goi-y.{BRANCH}"))
    assert "\n1. Việc chậm ban hành quy chế.\n2. Việc để tồn đọng hồ sơ.\n" in text


@pytest.mark.parametrize(("about", "paper"), [(BRANCH, "(Mẫu 01)"), ("NV01", "(Mẫu 02)")])
def test_a_suggestion_is_to_be_answered_at_the_first_sitting(review: Review, about: str, paper: str) -> None:
    text = _body(_words(review, f"goi-y.{about}"))
    assert paper in text
    assert f"trình bày tại hội nghị kiểm điểm {long_date(in_order(review.sittings(about))[0].day)}." in text


def test_a_suggestion_before_any_meeting_is_known_names_no_day(review: Review) -> None:
    text = _body(_words(dataclasses.replace(review, meetings={}), f"goi-y.{BRANCH}"))
    assert "trình bày tại hội nghị kiểm điểm." in text


def test_a_letter_is_addressed_and_signed_as_the_facts_say(review: Review) -> None:
    words = _words(review, "goi-y.NV01")
    person = review.individuals["NV01"]
    assert " ".join(words["kinh_gui"]) == f"Đồng chí {person.full_name}, {person.party_post}"
    assert words["noi_nhan"] == ["- Như trên,", "- Các đồng chí Đảng uỷ viên,", "- Lưu Văn phòng Đảng uỷ."]
    assert words["ky_ho_ten"] == review.individuals["VP02"].full_name


# ---------------------------------------------------------------- gửi dự thảo


def test_drafts_go_out_on_the_day_the_report_is_dated(review: Review) -> None:
    for code, meeting in review.meetings.items():
        day = review.collectives[meeting.host].report.report_date
        assert _words(review, f"cong-van-du-thao.{code}")["dia_danh_ngay"].endswith(long_date(day))


def test_the_papers_sent_are_those_the_meeting_discusses(review: Review) -> None:
    meeting = review.meetings[BRANCH]
    first, *_, last = documents(review, meeting)
    assert first == "Dự thảo báo cáo kiểm điểm tập thể năm 2021 (Mẫu 01) của Chi bộ Phòng Nội vụ"
    for discussion in meeting.discussions:
        if discussion.about in review.individuals:
            assert review.individuals[discussion.about].full_name in last


def test_comments_are_due_on_the_working_day_before_the_meeting(review: Review) -> None:
    meeting = review.meetings[BRANCH]
    due = working_days_before(meeting.day, 1)
    recorder = review.individuals[meeting.recorder].full_name
    closing = _words(review, f"cong-van-du-thao.{BRANCH}")["ket"]
    assert f"đồng chí {recorder} chậm nhất vào {weekday(due)}, {long_date(due)}" in closing


def test_a_branch_signs_its_own_letters_and_the_office_as_it_said(review: Review) -> None:
    branch = _words(review, "cong-van-du-thao.ld-noi-vu")
    assert [branch["ky_tham_quyen"], branch["noi_nhan"][-1]] == ["T/M CHI BỘ", "- Lưu Chi bộ."]
    assert _words(review, "cong-van-du-thao.dang-uy")["ky_chuc_vu"] == "PHÓ BÍ THƯ"


def test_without_a_word_on_signing_the_office_signs_as_its_report(bare: Review) -> None:
    words = _words(bare, "cong-van-du-thao.dang-uy")
    assert words["ky_chuc_vu"] == bare.collectives["dang-uy"].report.position
    assert words["noi_nhan"][0] == "- Như trên,"


# ---------------------------------------------------------------- nhắc nộp hồ sơ


def test_a_complete_branch_gets_no_reminder(review: Review) -> None:
    assert missing(review, review.collectives[BRANCH]) == []
    assert f"cong-van-nhac.{BRANCH}" not in _keys(review)


def test_a_reminder_names_every_gap_and_who_owes_it(review: Review) -> None:
    person = review.individuals["NV03"]
    verdicts = person.verdicts.model_copy(update={"office_head": None, "branch": None})
    gap = _with(review, "NV03", civil_sheet=None, verdicts=verdicts)
    gap = _with(gap, "NV04", self_criticism=None, exemption=None)
    gap = dataclasses.replace(gap, meetings={c: m for c, m in gap.meetings.items() if c != BRANCH})
    lines = missing(gap, gap.collectives[BRANCH])
    assert [line.split(" của ")[0] for line in lines[:2]] == [
        "Bản kiểm điểm cá nhân (Mẫu 02)",
        "Phiếu đánh giá, xếp loại chất lượng theo Nghị định số 90/2020/NĐ-CP",
    ]
    assert len(lines) == 5
    assert lines[0].endswith(gap.individuals["NV04"].full_name)
    assert lines[-1].endswith("của Chi bộ Phòng Nội vụ (hội nghị chưa tổ chức)")
    text = _body(_words(gap, f"cong-van-nhac.{BRANCH}"))
    for index, line in enumerate(lines, 1):
        assert f"{index}. {line}." in text


def test_the_exempted_owe_nothing_and_probationers_no_level(review: Review) -> None:
    note = Exemption(reason="nghi-dai", note="nghỉ ốm dài ngày")
    away = _with(review, "NV04", self_criticism=None, exemption=note, civil_sheet=None)
    verdicts = review.individuals["NV03"].verdicts.model_copy(update={"branch": None, "committee": None})
    both = _with(away, "NV03", membership="du-bi", verdicts=verdicts)
    assert missing(both, both.collectives[BRANCH]) == []


def test_papers_are_due_three_working_days_before_the_committee_sits(review: Review) -> None:
    sitting = max(m.day for m in review.meetings.values() if m.host == review.period.office.code)
    assert deadline(review, date(2021, 12, 6)) == working_days_before(sitting, 3)
    assert deadline(review, date(2021, 12, 20)) == date(2021, 12, 21)


# ---------------------------------------------------------------- thông báo


def test_a_notice_lists_every_rated_member_once_by_level_and_name(review: Review) -> None:
    rated = [person for person in review.branch_members(BRANCH) if level_of(person)]
    groups = by_level(review, rated)
    assert sorted(p.code for _, members in groups for p in members) == sorted(p.code for p in rated)
    names = [level.name for level in review.profile.levels]
    assert [name for name, _ in groups] == sorted((name for name, _ in groups), key=names.index)
    for _, members in groups:
        assert members == sorted(members, key=lambda p: name_key(p.full_name))


def test_the_rows_of_a_notice_are_numbered_through_its_groups(review: Review) -> None:
    rows = [row for group in _words(review, f"thong-bao.{BRANCH}")["bang"] for row in group["hang"]]
    assert [row["stt"] for row in rows] == [str(i) for i in range(1, len(rows) + 1)]


def test_a_notice_says_who_was_not_rated_and_why(review: Review) -> None:
    person = review.individuals["NV04"]
    verdicts = person.verdicts.model_copy(update={"committee": None})
    note = Exemption(reason="chua-du-6-thang", note="kết nạp ngày 19/8/2021.")
    excused = _with(review, "NV04", self_criticism=None, exemption=note, verdicts=verdicts)
    after = [part["chu"] for part in _words(excused, f"thong-bao.{BRANCH}")["sau_bang"]]
    assert after == [
        "3. Đảng viên không xếp loại: 01 đồng chí",
        f"- Đồng chí {person.full_name}: chưa đủ 6 tháng (kết nạp ngày 19/8/2021).",
    ]


def test_a_probationer_and_a_member_still_waiting_have_reasons_of_their_own(review: Review) -> None:
    person = review.individuals["NV04"]
    assert reason(person.model_copy(update={"membership": "du-bi"})).startswith("đảng viên dự bị")
    assert reason(person) == "chưa có kết quả xếp loại của Đảng uỷ"


# ---------------------------------------------------------------- phiếu gửi, giao nhận


def test_the_slip_lists_the_parts_it_goes_with_and_adds_up(review: Review) -> None:
    words = _words(review, "phieu-gui", {"ke-hoach": DocumentNumber(12, "KH/ĐU")})
    titles = [row["ten"] for row in words["bang"]]
    assert titles == [part.title for part in _packet(review, "dang-uy").parts][1:-1]
    assert int(words["tong"]) == sum(int(row["so_van_ban"]) for row in words["bang"])
    plan = next(row for row in words["bang"] if row["ten"] == "Kế hoạch")
    assert plan["so_ky_hieu"] == "12-KH/ĐU"


def test_the_submission_counts_neither_itself_nor_the_papers_that_carry_the_packet(review: Review) -> None:
    text = " ".join(_words(review, "to-trinh")["kem_theo"])
    assert [word in text for word in ("Kế hoạch", "Tờ trình", "Phiếu gửi", "giao nhận")] == [True, False, False, False]


def test_the_delivery_minutes_count_the_files_of_the_packet(review: Review) -> None:
    papers = len(_packet(review, "dang-uy").papers)
    text = _body(_words(review, "giao-nhan"))
    assert f"{papers + 3} tệp PDF (01 tệp cả hồ sơ và {papers + 2} tệp từng văn bản)" in text
    assert "lập thành 02 bản" in text
    assert "mỗi bên giữ 01 bản" in text


def test_the_giver_is_named_by_code_or_by_name(review: Review) -> None:
    assert _words(review, "giao-nhan")["ben_giao_ho_ten"] == review.individuals["VP03"].full_name
    delivery = review.period.delivery
    assert delivery is not None
    typed = delivery.model_copy(update={"giver": "Trần Thị Mơ"})
    named = dataclasses.replace(review, period=review.period.model_copy(update={"delivery": typed}))
    assert _words(named, "giao-nhan")["ben_giao_ho_ten"] == "Trần Thị Mơ"


@pytest.mark.parametrize("key", ["giao-nhan-trong", "cong-van-nhac-trong"])
def test_a_blank_form_is_a_numbered_annex_with_lines_to_fill_in(review: Review, key: str) -> None:
    words = _words(review, key)
    assert words["phu_luc"].startswith("Phụ lục ")
    assert "....." in words["so_ky_hieu"]
    assert "....." in _body(words)

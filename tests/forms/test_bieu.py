"""Summary report, tables, comparison, calendar, remedy plans, print list: what their contexts say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vanban.build.planning import plan_packets
from vanban.forms import BUILDERS, Request
from vanban.model.document import DocumentNumber
from vanban.model.individual import Exemption, Verdicts
from vanban.model.packet import ContentsRow, DossierView, PacketPlan, Planned
from vanban.model.remedy import Discipline
from vanban.model.review import Review
from vanban.render import plain_text, render
from vanban.viet import name_key

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "mau" / "2021"
TABLES = tuple(f"bieu-{n}" for n in range(1, 7))
SUMMED = ("bao-cao-tong-hop", *TABLES, "so-sanh")
OURS = (*SUMMED, "lich-kiem-diem", "khac-phuc-tap-the", "khac-phuc-ca-nhan")
BLANKS = (*(f"{code}-trong" for code in TABLES), "khac-phuc-ca-nhan-trong")


def papers(review: Review) -> dict[str, tuple[Planned, PacketPlan]]:
    plans = plan_packets(review, Path())
    return {p.key: (p, plan) for plan in reversed(plans) for p in plan.papers if isinstance(p, Planned)}


def context(review: Review, key: str, numbers: Mapping[str, DocumentNumber] | None = None) -> Mapping[str, Any]:
    planned, plan = papers(review)[key]
    return BUILDERS[planned.form.code].context(Request(review, planned, plan, numbers or {}))


def printed(review: Review, key: str) -> str:
    planned, _ = papers(review)[key]
    return plain_text(render(TEMPLATES / planned.form.template, context(review, key), key))


# ---------------------------------------------------------------- when and where


def test_without_their_facts_none_of_these_papers_is_planned(bare: Review) -> None:
    made = {planned.form.code for planned, _ in papers(bare).values()}
    assert not made & set(OURS)
    assert set(BLANKS) <= made


def test_each_paper_stands_in_its_place(complete: Review) -> None:
    plans = {plan.code: [p.key for p in plan.papers] for plan in plan_packets(complete, Path())}
    top = plans["dang-uy"]
    at = top.index("to-trinh")
    assert top[at + 1 : at + 9] == list(SUMMED)
    forms = plans["bo-bieu-mau"]
    assert forms[forms.index("ke-hoach") + 1] == "lich-kiem-diem"
    managed = [p.code for p in complete.individuals.values() if p.managed_by == "huyen-uy"]
    assert {f"khac-phuc-ca-nhan.{code}" for code in managed} <= set(top)
    assert "khac-phuc-tap-the.ban-thuong-vu" in top
    branch = plans["chi-bo-noi-vu"]
    assert branch.index("khac-phuc-tap-the.noi-vu") > branch.index("mau-02.NV01")
    assert "khac-phuc-ca-nhan.NV03" in branch


def test_the_submission_names_what_is_enclosed(complete: Review) -> None:
    text = printed(complete, "to-trinh")
    assert "- Báo cáo tổng hợp: 01 văn bản;" in text
    assert "- Biểu tổng hợp, so sánh: 07 văn bản;" in text


@pytest.mark.parametrize("code", [*SUMMED, "lich-kiem-diem", *BLANKS])
def test_every_paper_prints_without_an_abbreviated_level(complete: Review, code: str) -> None:
    text = printed(complete, code)
    assert text
    assert not [level.abbreviation for level in complete.profile.levels if level.abbreviation in text]


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize("code", [*TABLES, "so-sanh"])
def test_a_table_names_its_report_with_the_number_once_there_is_one(complete: Review, code: str) -> None:
    office = complete.period.office.name
    assert context(complete, code)["dan"] == f"(Kèm theo Báo cáo số       -BC/ĐU, ngày 16/12/2021 của {office})"
    numbers = {"bao-cao-tong-hop": DocumentNumber(31, "BC/ĐU")}
    assert context(complete, code, numbers)["dan"].startswith("(Kèm theo Báo cáo số 31-BC/ĐU, ngày 16/12/2021")


@pytest.mark.parametrize("code", TABLES)
def test_a_blank_table_is_an_annex_with_its_own_mark(complete: Review, code: str) -> None:
    said = context(complete, f"{code}-trong")
    assert said["nhan"].startswith("Phụ lục ")
    assert said["tieu_de"][0] == code.upper().replace("-", " ").replace("BIEU", "BIỂU")
    assert "Kế hoạch số 12-KH/ĐU" in said["dan"]
    assert said["ky_ho_ten"] == ""


def test_counts_are_never_blank(complete: Review) -> None:
    for row in context(complete, "bieu-2")["bang"]:
        assert all(value for key, value in row.items() if key != "ghi_chu")
        assert all(cell["so"] and cell["tl"] for cell in row["muc"])
    for row in context(complete, "bieu-3")["bang"]:
        assert all(cell["so"] and cell["tl"] for cell in row["muc"])
    for group in context(complete, "bieu-4")["bang"]:
        assert all(all(row["phieu"]) for row in group["hang"])


def test_leaders_are_listed_by_name_within_who_manages_them_and_numbered_through(complete: Review) -> None:
    groups = context(complete, "bieu-4")["bang"]
    assert [group["so"] for group in groups] == ["I", "II"]
    for group in groups:
        names = [row["ten"] for row in group["hang"]]
        assert names == sorted(names, key=name_key)
    numbers = [row["stt"] for group in groups for row in group["hang"]]
    assert numbers == [str(i) for i in range(1, len(numbers) + 1)]


def test_the_level_of_who_the_superior_manages_is_left_to_it(complete: Review) -> None:
    above, own = context(complete, "bieu-4")["bang"]
    assert {row["xep_loai"] for row in above["hang"]} == {""}
    assert all(row["xep_loai"] for row in own["hang"])


def test_bieu_4_says_where_a_head_was_reviewed(complete: Review) -> None:
    rows = {row["ten"]: row for group in context(complete, "bieu-4")["bang"] for row in group["hang"]}
    head = complete.individuals["NV01"]
    assert rows[head.full_name]["noi"] == "Tập thể lãnh đạo; Chi bộ; Đảng uỷ khối"


def disciplined(review: Review) -> tuple[Review, str]:
    """The season with one member at the failed level after a reprimand."""
    person = next(p for p in review.individuals.values() if p.verdicts.committee and not p.leader)
    verdict = person.verdicts.committee
    assert verdict is not None
    changed = person.model_copy(
        update={
            "disciplines": (Discipline(form="khien-trach", day=date(2021, 8, 12), reason="vi phạm quy chế."),),
            "verdicts": Verdicts(committee=verdict.model_copy(update={"level": "kht"})),
        }
    )
    return replace(review, individuals={**review.individuals, person.code: changed}), person.full_name


def test_bieu_6_gives_the_reason(complete: Review) -> None:
    review, name = disciplined(complete)
    rows = {row["ten"]: row for group in context(review, "bieu-6")["bang"] for row in group["hang"]}
    assert rows[name]["ly_do"] == "Bị kỷ luật khiển trách ngày 12/8/2021: vi phạm quy chế."


def test_empty_lists_say_so(complete: Review) -> None:
    people = {
        code: p.model_copy(update={"verdicts": Verdicts(committee=v.model_copy(update={"level": "ht"}) if v else None)})
        for code, p in complete.individuals.items()
        for v in [p.verdicts.committee]
    }
    review = replace(complete, individuals=people, meetings={})
    assert [row["ten"] for row in context(review, "bieu-5")["bang"]] == ["Không có"]
    assert [row["ten"] for group in context(review, "bieu-6")["bang"] for row in group["hang"]] == ["Không có"]


def test_equivalent_posts_stand_together_with_the_share_of_their_tasks(complete: Review) -> None:
    groups = context(complete, "so-sanh")["bang"]
    heads = next(group for group in groups if group["ten"].startswith("Cấp trưởng"))
    assert complete.individuals["NV01"].full_name in {row["ten"] for row in heads["hang"]}
    marks = [row["nhan_xet"] for row in heads["hang"]]
    assert [m for m in marks if m.startswith("Tỷ lệ hoàn thành cao nhất nhóm")]
    assert [m for m in marks if m.startswith("Tỷ lệ hoàn thành thấp nhất nhóm")]


def test_a_leader_without_counted_tasks_gets_dashes(complete: Review) -> None:
    person = complete.individuals["NV01"].model_copy(update={"workload": None})
    review = replace(complete, individuals={**complete.individuals, "NV01": person})
    rows = {row["ten"]: row for group in context(review, "so-sanh")["bang"] for row in group["hang"]}
    assert {rows[person.full_name][key] for key in ("giao", "xong", "xong_tl", "cham", "cham_tl")} == {"–"}


# ---------------------------------------------------------------- report


def test_the_report_prints_every_group_with_a_total_of_100(complete: Review) -> None:
    said = context(complete, "bao-cao-tong-hop")
    assert said["so_ky_hieu"] == "Số       -BC/ĐU"
    for i, cell in enumerate(said["tong_cong"]["o"]):
        assert cell["tl"] == "100,0"
        assert sum(int(row["o"][i]["so"]) for row in said["bang"]) == int(cell["so"])


def test_the_report_names_who_was_not_reviewed_and_why(complete: Review) -> None:
    person = complete.individuals["VP05"]
    update = {
        "self_criticism": None,
        "verdicts": Verdicts(),
        "exemption": Exemption(reason="nghi-dai", note="Nghỉ thai sản"),
    }
    review = replace(complete, individuals={**complete.individuals, "VP05": person.model_copy(update=update)})
    text = printed(review, "bao-cao-tong-hop")
    branch = review.collectives[person.branch].name
    assert f"đồng chí {person.full_name} ({branch}): nghỉ dài theo chế độ" in text


def test_the_report_tells_of_discipline_or_of_none(complete: Review) -> None:
    clean = {c: p.model_copy(update={"disciplines": ()}) for c, p in complete.individuals.items()}
    assert "không có đảng viên bị thi hành kỷ luật" in printed(replace(complete, individuals=clean), "bao-cao-tong-hop")
    review, name = disciplined(complete)
    assert f"Đồng chí {name} (" in printed(review, "bao-cao-tong-hop")


def test_the_report_speaks_of_the_organisation_not_its_committee_where_votes_are_told(complete: Review) -> None:
    text = printed(complete, "bao-cao-tong-hop")
    assert f"- Tổ chức đảng: {complete.period.office.organisation}: " in text


# ---------------------------------------------------------------- calendar, remedy plans


def test_the_calendar_goes_by_day_and_hour_and_names_who_attends(complete: Review) -> None:
    rows = context(complete, "lich-kiem-diem")["bang"]
    held = sorted(complete.meetings.values(), key=lambda m: (m.day, m.start, m.code))
    assert [row["chu_tri"] for row in rows] == [complete.individuals[m.chair].full_name for m in held]
    guest = held[-1].guests[0]
    assert rows[-1]["du"].startswith(f"{complete.guest_name(guest)}, {guest.position}")


def test_the_plan_of_a_branch_is_numbered_in_its_own_series_and_followed_by_the_committee(complete: Review) -> None:
    planned, _ = papers(complete)["khac-phuc-tap-the.noi-vu"]
    assert planned.series is not None
    assert (planned.series.issuer, planned.notation) == ("noi-vu", "KH/CB")
    said = context(complete, "khac-phuc-tap-the.noi-vu")
    assert said["dia_danh_ngay"].endswith("ngày 20 tháng 12 năm 2021")
    assert [row["stt"] for row in said["bang"]] == ["1", "2"]
    assert {row["theo_doi"] for row in said["bang"]} == {"Đảng uỷ khối"}
    assert {row["thoi_han"] for row in said["bang"]} == {"31/03/2022"}


def test_the_plan_of_the_top_is_followed_by_the_superior(complete: Review) -> None:
    said = context(complete, "khac-phuc-tap-the.dang-uy")
    assert {row["theo_doi"] for row in said["bang"]} == {complete.period.superior.name}
    assert said["noi_nhan"][-1] == "- Lưu Văn phòng Đảng uỷ."


def test_a_persons_plan_has_no_number_and_is_signed_by_the_person(complete: Review) -> None:
    planned, _ = papers(complete)["khac-phuc-ca-nhan.NV02"]
    assert planned.series is None
    said = context(complete, "khac-phuc-ca-nhan.NV02")
    assert said["ho_ten_ky"] == complete.individuals["NV02"].full_name


# ---------------------------------------------------------------- print list


def test_the_print_list_counts_pages_copies_and_sheets(complete: Review) -> None:
    rows = (
        ContentsRow("", None, "Bìa hồ sơ", "", 1, 1, "Phần đầu hồ sơ", "Bìa hồ sơ"),
        ContentsRow("", None, "Biên bản", "", 2, 4, "Biên bản", "Biên bản", copies=4),
        ContentsRow("", None, "Phiếu", "", 5, 5, "Phiếu", "Phiếu", copies=9),
    )
    planned, plan = papers(complete)["to-trinh"]
    view = DossierView(("kiểm điểm", "năm 2021"), rows, 5, None, complete.period.office.code)
    said = BUILDERS["danh-muc-in"].context(Request(complete, planned, plan, {}, view))
    shown = [(r["trang"], r["so_trang"], r["so_ban"], r["mot_mat"], r["hai_mat"]) for r in said["hang"]]
    assert shown == [("1", "1", "1", "1", "1"), ("2-4", "3", "4", "12", "8"), ("5", "1", "9", "9", "9")]
    assert (said["tong_cong"]["mot_mat"], said["tong_cong"]["hai_mat"]) == ("22", "18")
    assert said["tieu_de"] == ["Hồ sơ kiểm điểm", "năm 2021"]


def test_the_print_list_needs_a_placed_packet(complete: Review) -> None:
    planned, plan = papers(complete)["to-trinh"]
    with pytest.raises(ValueError, match="placed packet"):
        BUILDERS["danh-muc-in"].context(Request(complete, planned, plan))


def test_the_plan_of_leaders_who_are_no_party_body_is_signed_for_the_branch_that_issues_it(complete: Review) -> None:
    leaders = next(c for c in complete.collectives.values() if c.kind == "tap-the-lanh-dao" and c.remedy_plan)
    branch = complete.collectives[leaders.issued_by or ""]
    said = context(complete, f"khac-phuc-tap-the.{leaders.code}")
    assert (said["ky_tham_quyen"], said["ky_chuc_vu"]) == (branch.report.competence, branch.report.position)
    assert said["ky_tham_quyen"] == "T/M CHI BỘ"

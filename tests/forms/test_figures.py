"""Figures of the summary tables: totals, lists and percentages recompute from the facts, whatever the facts are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vanban.forms import BUILDERS, Request
from vanban.forms.bieu import in_lines, level_cells, shares_in_words
from vanban.forms.bieu_so_luong import bieu_1, bieu_2
from vanban.forms.danh_muc_in import bundles, sheets
from vanban.model.figures import (
    PROBATIONARY,
    UNDECIDED,
    Share,
    at_level,
    bodies,
    branches,
    equivalents,
    last_vote,
    leaders,
    member_figures,
    member_level,
    party_members,
    proposed_level,
    share_of,
    unrated_reason,
    voted_share,
)
from vanban.model.individual import Exemption, Individual, Verdict, Verdicts
from vanban.model.packet import ContentsRow, Heading, PacketPlan, Planned
from vanban.model.remedy import Discipline
from vanban.model.review import Review

LEVELS = ("htxs", "htt", "ht", "kht")
EXEMPT = ("mien-cong-tac", "dinh-chi", "chua-du-6-thang", "nghi-dai")
FATES = (*LEVELS, *EXEMPT, PROBATIONARY, UNDECIDED)
DECISION = date(2021, 12, 14)
RELAXED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def fated(person: Individual, fate: str) -> Individual:
    """The person with this level, this exemption, or neither."""
    update: dict[str, Any] = {"verdicts": Verdicts(), "exemption": None, "membership": "chinh-thuc"}
    if fate in LEVELS:
        update["verdicts"] = Verdicts(committee=Verdict(level=fate, decision_date=DECISION, signer="VP02"))
    elif fate in EXEMPT:
        update |= {"self_criticism": None, "exemption": Exemption(reason=fate, note="Theo quy định")}
    elif fate == PROBATIONARY:
        update["membership"] = "du-bi"
    return person.model_copy(update=update)


def with_fates(review: Review, fates: Sequence[str]) -> Review:
    people = review.individuals.values()
    given_fates = [fates[i % len(fates)] for i in range(len(people))]
    return replace(
        review,
        individuals={p.code: fated(p, fate) for p, fate in zip(people, given_fates, strict=True)},
    )


def request(review: Review, code: str) -> Request:
    form = review.profile.form(code)
    planned = Planned(code, form, review.period, None, Heading("", "", "", None), None, "")
    return Request(review, planned, PacketPlan("p", ("p",), review.period.office.code, ()))


def number(text: str) -> float:
    return float(text.replace(",", "."))


# ---------------------------------------------------------------- shares


@given(st.lists(st.sampled_from([*LEVELS, None]), max_size=60))
@RELAXED
def test_a_share_counts_everybody_once_and_percentages_follow_the_rated(complete: Review, given_levels: Any) -> None:
    share = share_of(complete, given_levels)
    assert share.total == len(given_levels)
    assert share.rated + share.unrated == share.total
    assert list(share.levels) == list(LEVELS)
    cells = level_cells(share)
    for code, cell in zip(LEVELS, cells, strict=True):
        count = given_levels.count(code)
        assert cell["so"] == str(count)
        exact = 100 * count / share.rated if share.rated else 0
        assert abs(number(cell["tl"]) - exact) <= 0.05 + 1e-9
    spread = sum(number(cell["tl"]) for cell in cells)
    assert abs(spread - (100 if share.rated else 0)) <= 0.2 + 1e-9


def test_shares_in_words_name_every_level_with_a_zero_for_nobody(complete: Review) -> None:
    words = shares_in_words(complete, Share(3, {"htxs": 0, "htt": 2, "ht": 1, "kht": 0}))
    assert words == (
        "Hoàn thành xuất sắc nhiệm vụ 0 (0,0%), Hoàn thành tốt nhiệm vụ 02 (66,7%), "
        "Hoàn thành nhiệm vụ 01 (33,3%), Không hoàn thành nhiệm vụ 0 (0,0%)"
    )


# ---------------------------------------------------------------- members


@given(st.lists(st.sampled_from(FATES), min_size=1, max_size=20))
@RELAXED
def test_levels_and_reasons_make_up_the_members_and_branches_make_up_the_whole(complete: Review, fates: Any) -> None:
    review = with_fates(complete, fates)
    whole = member_figures(review, party_members(review))
    assert whole.share.total == len(review.individuals)
    assert sum(whole.unrated.values()) == whole.share.unrated
    parts = [member_figures(review, review.branch_members(b.code)) for b in branches(review)]
    for level in LEVELS:
        assert sum(part.share.levels[level] for part in parts) == whole.share.levels[level]
        assert len(at_level(review, level)) == whole.share.levels[level]
    assert sum((Counter(part.unrated) for part in parts), Counter()) == Counter(whole.unrated)


@given(st.lists(st.sampled_from(FATES), min_size=1, max_size=20))
@RELAXED
def test_the_total_row_of_bieu_2_is_the_sum_of_its_rows(complete: Review, fates: Any) -> None:
    review = with_fates(complete, fates)
    context = bieu_2(request(review, "bieu-2"))
    rows, total = context["bang"], context["tong_cong"]
    names = ("tong", "mien", "dinh_chi", "chua_du", "danh_gia", "khien_trach", "canh_cao", "cach_chuc", "khai_tru")
    for name in names:
        assert sum(int(row[name]) for row in rows) == int(total[name]), name  # type: ignore[literal-required]
    for i in range(4):
        assert sum(int(row["muc"][i]["so"]) for row in rows) == int(total["muc"][i]["so"])
    for row in (*rows, total):
        left_out = int(row["mien"]) + int(row["dinh_chi"]) + int(row["chua_du"])
        assert int(row["tong"]) == int(row["danh_gia"]) + left_out
        assert int(row["danh_gia"]) == sum(int(cell["so"]) for cell in row["muc"])


@given(st.lists(st.sampled_from(FATES), min_size=1, max_size=20))
@RELAXED
def test_the_lists_are_as_long_as_the_totals_say(complete: Review, fates: Any) -> None:
    review = with_fates(complete, fates)
    levels = member_figures(review, party_members(review)).share.levels
    best = BUILDERS["bieu-5"].context(request(review, "bieu-5"))["bang"]
    failed = BUILDERS["bieu-6"].context(request(review, "bieu-6"))["bang"]
    assert len([row for row in best if row["ngay_sinh"]]) == levels["htxs"]
    assert len([r for g in failed if g["ten"] == "Đảng viên" for r in g["hang"] if r["ngay_sinh"]]) == levels["kht"]


def test_a_member_disciplined_twice_in_one_form_counts_once(complete: Review) -> None:
    once = Discipline(form="khien-trach", day=date(2021, 3, 1), reason="vi phạm quy chế")
    person = next(iter(complete.individuals.values())).model_copy(update={"disciplines": (once, once)})
    assert member_figures(complete, [person]).disciplined == {"khien-trach": 1}


def test_everybody_without_a_level_has_a_reason(complete: Review) -> None:
    person = next(iter(complete.individuals.values()))
    for fate in FATES:
        changed = fated(person, fate)
        assert member_level(changed) == (fate if fate in LEVELS else None)
        assert unrated_reason(changed) == (None if fate in LEVELS else fate)


# ---------------------------------------------------------------- votes, groups


def test_the_last_vote_decides(complete: Review) -> None:
    for code in (*complete.collectives, *complete.individuals):
        tallies = complete.tallies(code)
        vote = last_vote(complete, code)
        assert (vote is None) == (not tallies)
        if vote:
            assert (vote.meeting, vote.tally) == tallies[-1]
            assert vote.level == proposed_level(complete, code)


def test_bieu_1_adds_up_group_by_group(complete: Review) -> None:
    context = bieu_1(request(complete, "bieu-1"))
    assert [group["so"] for group in context["bang"]] == ["I", "II"]
    for group in context["bang"]:
        assert int(group["tong"]) == len(group["hang"])
        assert int(group["danh_gia"]) + int(group["chua"]) == int(group["tong"])
    assert int(context["tong_cong"]["tong"]) == sum(int(g["tong"]) for g in context["bang"])


def test_equivalent_posts_hold_every_reviewed_leader_once(complete: Review) -> None:
    grouped = [person.code for _, people in equivalents(complete) for person in people]
    reviewed = [p.code for p in leaders(complete) if p.self_criticism is not None]
    assert sorted(grouped) == sorted(reviewed)


def test_bodies_begin_with_the_standing_committee_and_go_on_by_name(complete: Review) -> None:
    found = bodies(complete)
    assert found[0].kind == "ban-thuong-vu"
    assert voted_share(complete, [b.code for b in found]).total == len(found)


# ---------------------------------------------------------------- words and sheets


@given(st.lists(st.text("abcđư", min_size=1, max_size=8), min_size=1, max_size=9), st.integers(8, 30))
def test_lines_of_a_name_keep_its_words_and_their_width(words: list[str], width: int) -> None:
    text = " ".join(words)
    lines = in_lines(text, width).split("\n")
    assert " ".join(lines) == text
    assert len(lines) == 1 or max(map(len, lines)) <= width


@given(st.integers(1, 400), st.integers(1, 20))
def test_both_sides_need_half_the_sheets_rounded_up_for_each_copy(pages: int, copies: int) -> None:
    assert sheets(pages, copies, both_sides=False) == pages * copies
    assert sheets(pages, copies, both_sides=True) == copies * ((pages + 1) // 2)


def test_the_print_list_puts_papers_of_one_form_together_in_print_order() -> None:
    rows = [
        ContentsRow("", None, "Bìa", "", 1, 1, "Phần đầu hồ sơ", "Bìa hồ sơ"),
        ContentsRow("", None, "A", "", 2, 5, "Cá nhân", "Bản kiểm điểm"),
        ContentsRow("", None, "Phiếu A", "", 6, 7, "Cá nhân", "Phiếu"),
        ContentsRow("", None, "B", "", 8, 11, "Cá nhân", "Bản kiểm điểm"),
        ContentsRow("", None, "ảnh chụp", "", 12, 12, "Tài liệu kèm theo"),
    ]
    assert [(name, len(members)) for name, members in bundles(rows)] == [
        ("Bìa hồ sơ", 1),
        ("Bản kiểm điểm", 2),
        ("Phiếu", 1),
        ("Ảnh chụp", 1),
    ]

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import accumulate, combinations, pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vanban.forms.bien_ban import _break_cost, balanced, subject_lines
from vanban.forms.bien_ban_kiem_phieu import in_groups, threshold_sentence
from vanban.intake import Season
from vanban.model.meeting import Absence, Meeting
from vanban.model.review import Review

Words = Callable[..., Mapping[str, Any]]
_WORD = st.text("abcdđêôơư", min_size=1, max_size=9)


@given(st.lists(_WORD, min_size=1, max_size=60), st.integers(1, 12))
@example(["một"], 5)
def test_balanced_lines_keep_every_word_and_none_is_empty(words: list[str], count: int) -> None:
    lines = balanced(words, count)
    assert words == " ".join(lines).split(" ")
    assert 1 <= len(lines) <= count


@given(
    st.lists(st.one_of(_WORD, st.sampled_from(["kiểm", "điểm", "-", "xã,"])), min_size=2, max_size=9), st.integers(2, 4)
)
def test_balanced_lines_are_as_good_as_the_best_of_all_ways(words: list[str], count: int) -> None:
    size = min(count, len(words))
    target = len(" ".join(words)) / size

    def cost(ends: tuple[int, ...]) -> float:
        lines = [" ".join(words[start:end]) for start, end in pairwise((0, *ends, len(words)))]
        uneven = sum((len(line) - target) ** 2 for line in lines)
        return uneven + sum(_break_cost(words[end - 1], words[end]) for end in ends)

    lengths = [len(line.split(" ")) for line in balanced(words, count)]
    chosen = tuple(accumulate(lengths[:-1]))
    assert cost(chosen) == pytest.approx(min(map(cost, combinations(range(1, len(words)), size - 1))))


@given(st.lists(_WORD, max_size=60).map(" ".join))
def test_title_lines_keep_every_word_and_none_is_empty(subject: str) -> None:
    lines = subject_lines(subject)
    assert subject == " ".join(lines)
    assert all(lines)


def test_a_short_title_is_one_line() -> None:
    assert subject_lines("kiểm điểm năm 2021") == ["kiểm điểm năm 2021"]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "hội nghị kiểm điểm, đánh giá, xếp loại chất lượng tập thể,",
            "đảng viên Chi bộ Phòng Giáo dục và Đào tạo năm 2021",
        ],
        ["kiểm điểm kiểm điểm kiểm điểm kiểm điểm", "kiểm điểm kiểm điểm kiểm điểm năm 2021"],
    ],
)
def test_a_title_breaks_after_a_comma_and_never_inside_a_word(lines: list[str]) -> None:
    assert lines == subject_lines(" ".join(lines))


def test_a_title_of_a_thousand_letters_is_set_too() -> None:
    subject = "hội nghị kiểm điểm, đánh giá, xếp loại chất lượng đảng viên " * 17
    lines = subject_lines(subject.strip())
    assert len(lines) == 17
    assert subject.split() == " ".join(lines).split()


def test_lines_of_a_title_are_nearly_equal(sample: Season) -> None:
    for meeting in sample.review.meetings.values():
        lengths = [len(line) for line in subject_lines(meeting.name)]
        assert max(lengths) - min(lengths) <= 12


# --- threshold


def _meeting(review: Review, called: int, absent: int, returned: int) -> Meeting:
    meeting = review.meetings["noi-vu"]
    codes = [f"P{i}" for i in range(called)]
    ballot = meeting.ballot.model_copy(update={"returned": returned})
    away = tuple(Absence(person=code, reason="ốm") for code in codes[:absent])
    return meeting.model_copy(update={"summoned": tuple(codes), "absent": away, "ballot": ballot})


@pytest.mark.parametrize(
    ("base", "threshold", "sentence"),
    [
        ("trieu_tap", 50.0, "trên 50% số người được triệu tập tán thành (từ 5 phiếu trở lên)."),
        ("co_mat", 50.0, "trên 50% số người có mặt tán thành (từ 4 phiếu trở lên)."),
        ("thu_ve", 50.0, "trên 50% số phiếu thu về tán thành (từ 4 phiếu trở lên)."),
        ("trieu_tap", 66.7, "trên 66,7% số người được triệu tập tán thành (từ 7 phiếu trở lên)."),
    ],
)
def test_the_threshold_is_said_in_words_and_ballots(sample: Season, base: str, threshold: float, sentence: str) -> None:
    review = sample.review
    rule = review.profile.vote_rule.model_copy(update={"base": base, "threshold": threshold})
    changed = replace(review, profile=review.profile.model_copy(update={"vote_rule": rule}))
    said = threshold_sentence(changed, _meeting(review, called=9, absent=2, returned=6))
    assert said == f"Mức xếp loại được đề nghị khi có {sentence}"


@given(called=st.integers(1, 200))
def test_the_ballots_said_are_the_least_that_win(sample: Season, called: int) -> None:
    said = threshold_sentence(sample.review, _meeting(sample.review, called, 0, called))
    needed = int(said.partition("từ ")[2].partition(" ")[0])
    assert 2 * needed > called
    assert 2 * (needed - 1) <= called


# --- minutes of the sample


def _texts(context: Mapping[str, Any]) -> list[str]:
    return [part["chu"] for part in context["noi_dung"]]


def test_minutes_cite_the_vote_count_by_its_number_once_it_has_one(words: Words) -> None:
    with_number = " ".join(_texts(words("bien-ban-hoi-nghi.noi-vu")))
    without = " ".join(_texts(words("bien-ban-hoi-nghi.noi-vu", numbers={})))
    assert "theo Biên bản kiểm phiếu số 08-BB/CB, ngày 02/12/2021" in with_number
    assert "theo Biên bản kiểm phiếu, ngày 02/12/2021" in without


def test_a_paper_without_a_number_leaves_a_gap_for_it(words: Words) -> None:
    assert words("bien-ban-hoi-nghi.noi-vu")["so_ky_hieu"] == "Số 07-BB/CB"
    assert words("bien-ban-hoi-nghi.noi-vu", numbers={})["so_ky_hieu"].split() == ["Số", "-BB/CB"]


def test_sections_of_the_minutes_are_numbered_without_a_gap(words: Words) -> None:
    for key in ("bien-ban-hoi-nghi.noi-vu", "bien-ban-hoi-nghi.dang-uy"):
        titles = [part["chu"] for part in words(key)["noi_dung"] if part["kieu"] == "muc"]
        assert [str(i) for i in range(1, len(titles) + 1)] == [title.partition(".")[0] for title in titles]


def test_absent_members_are_named_with_their_reasons(sample: Season, words: Words) -> None:
    meeting = next(m for m in sample.review.meetings.values() if m.absent)
    text = " ".join(_texts(words(f"bien-ban-hoi-nghi.{meeting.code}")))
    for absence in meeting.absent:
        assert f"đồng chí {sample.review.individuals[absence.person].full_name}: {absence.reason}" in text


def test_a_meeting_all_attended_names_no_absent_member(words: Words) -> None:
    text = " ".join(_texts(words("bien-ban-hoi-nghi.noi-vu")))
    assert "triệu tập 04 đồng chí; có mặt 04 đồng chí; vắng mặt không đồng chí nào." in text


def test_rows_are_grouped_and_groups_are_numbered_without_a_gap(sample: Season) -> None:
    groups = in_groups(sample.review, ["NV01", "ban-thuong-vu", "NV02"])
    assert groups == [
        ("I", "Tập thể lãnh đạo, quản lý", ["ban-thuong-vu"]),
        ("II", "Cá nhân", ["NV01", "NV02"]),
    ]


@pytest.mark.parametrize("code", ["noi-vu", "dang-uy", "giao-duc"])
def test_the_table_shows_every_vote_and_shares_that_sum_to_a_hundred(sample: Season, words: Words, code: str) -> None:
    rows = [row for group in words(f"bien-ban-kiem-phieu.{code}")["bang"] for row in group["hang"]]
    ballot = sample.review.meetings[code].ballot
    assert len(ballot.rows) == len(rows)
    assert [str(i) for i in range(1, len(rows) + 1)] == [row["stt"] for row in rows]
    for row in rows:
        assert ballot.valid == sum(int(row[f"so_{i}"]) for i in range(1, 5))
        assert sum(float(row[f"tl_{i}"].replace(",", ".")) for i in range(1, 5)) == pytest.approx(100, abs=0.2)

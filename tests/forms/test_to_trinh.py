from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from vanban.forms.to_trinh import voted_level
from vanban.intake import Season

Words = Callable[..., Mapping[str, Any]]


def test_everything_the_committee_voted_on_is_proposed(sample: Season, words: Words) -> None:
    rows = [row for group in words("to-trinh")["bang"] for row in group["hang"]]
    ballot = sample.review.meetings["dang-uy"].ballot
    assert len(ballot.rows) == len(rows)
    assert [str(i) for i in range(1, len(rows) + 1)] == [row["stt"] for row in rows]
    assert not [row for row in rows if row["de_nghi"] == "Chưa đủ số phiếu"]


def test_the_shares_of_members_count_every_member_once(sample: Season, words: Words) -> None:
    verdicts = [person.verdicts.committee for person in sample.review.individuals.values()]
    levels = Counter(verdict.level for verdict in verdicts if verdict)
    (line,) = [p["chu"] for p in words("to-trinh")["noi_dung"] if p["chu"].startswith("Xếp loại đảng viên")]
    for level in sample.review.profile.levels:
        assert (f"{level.name} {levels[level.code]:02d} (" in line) == (levels[level.code] > 0)
    assert levels.total() == sum(person.verdicts.committee is not None for person in sample.review.individuals.values())
    assert f"({100 * levels['htt'] / levels.total():.1f}%)".replace(".", ",") in line


def test_a_collective_nobody_voted_on_has_no_level(sample: Season) -> None:
    assert voted_level(sample.review, "khong-co") is None
    assert voted_level(sample.review, "noi-vu") == "htt"


def test_the_enclosed_parts_are_counted_without_the_submission_itself(words: Words, ask: Callable[..., Any]) -> None:
    apart = {"to-trinh", "phieu-gui", "giao-nhan"}
    parts = [part for part in ask("to-trinh").packet.parts if not apart & {paper.key for paper in part.papers}]
    lines = words("to-trinh")["kem_theo"]
    assert [f"- {part.title}: {len(part.papers):02d} văn bản" for part in parts] == [line[:-1] for line in lines]
    assert [line[-1] for line in lines] == [";"] * (len(lines) - 1) + ["."]

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from vanban.forms.ke_hoach import REBUILT_MARK, bases, cite
from vanban.intake import Season
from vanban.model.document import LegalBasis
from vanban.model.period import Block
from vanban.model.review import Review

Words = Callable[..., Mapping[str, Any]]


def _with_body(review: Review, body: tuple[Block, ...]) -> Review:
    plan = review.period.plan.model_copy(update={"body": body})
    return replace(review, period=review.period.model_copy(update={"plan": plan}))


def test_the_mark_of_a_rebuilt_plan_stands_once_before_the_first_rebuilt_block(sample: Season, words: Words) -> None:
    body = sample.review.period.plan.body
    blocks = words("ke-hoach")["noi_dung"]
    marks = [i for i, part in enumerate(blocks) if "Bản phục dựng" in part["chu"]]
    assert marks == [next(i for i, part in enumerate(body) if part.rebuilt)]
    assert blocks[marks[0]]["kieu"] == "ghi_chu"
    assert "12-KH/ĐU" in blocks[marks[0]]["chu"]
    del blocks[marks[0]]
    assert [(part.kind, part.text) for part in body] == [(part["kieu"], part["chu"]) for part in blocks]


def test_a_plan_rebuilt_in_two_places_is_still_marked_once(sample: Season, words: Words) -> None:
    body = tuple(
        Block(kind="doan", text=text, rebuilt=rebuilt)
        for text, rebuilt in (("Một.", False), ("Hai.", True), ("Ba.", False), ("Bốn.", True))
    )
    kinds = [part["kieu"] for part in words("ke-hoach", review=_with_body(sample.review, body))["noi_dung"]]
    assert kinds == ["doan", "ghi_chu", "doan", "doan", "doan"]


def test_a_plan_that_is_whole_bears_no_mark(sample: Season, words: Words, ask: Callable[..., Any]) -> None:
    review = _with_body(sample.review, (Block(kind="doan", text="Một."),))
    context = words("ke-hoach", review=review)
    assert context["ban"] == ""
    assert [part["chu"] for part in context["noi_dung"]] == ["Một."]
    assert "phục dựng" not in ask("ke-hoach", review=review).planned.heading.subject


def test_a_rebuilt_plan_says_so_in_its_head_and_in_the_contents(words: Words, ask: Callable[..., Any]) -> None:
    assert words("ke-hoach")["ban"] == REBUILT_MARK
    assert ask("ke-hoach").planned.heading.subject.endswith(" (bản phục dựng)")


def _basis(**changes: Any) -> LegalBasis:
    facts = {
        "loai": "Quy định", "so_ky_hieu": "89-QĐ/TW", "ngay": "04/8/2017", "co_quan": "Ban Chấp hành Trung ương",
        "ve": "về khung tiêu chuẩn", **changes,
    }  # fmt: skip
    return LegalBasis.model_validate(facts)


def test_a_legal_basis_is_cited_with_number_day_body_and_subject() -> None:
    expected = "Quy định số 89-QĐ/TW, ngày 04/8/2017 của Ban Chấp hành Trung ương về khung tiêu chuẩn"
    assert expected == cite(_basis())
    assert cite(_basis(noi=", ", ve="quy định khung")).endswith("Trung ương, quy định khung")


def test_legal_bases_end_with_a_semicolon_and_the_last_as_the_regime_asks() -> None:
    lines = bases([_basis(), _basis(), _basis(dan="Thực hiện")], ",")
    assert [line[-1] for line in lines] == [";", ";", ","]
    assert lines[0].startswith("- Căn cứ Quy định số")
    assert lines[2].startswith("- Thực hiện Quy định số")
    assert bases([_basis()], ".")[0].endswith("khung tiêu chuẩn.")

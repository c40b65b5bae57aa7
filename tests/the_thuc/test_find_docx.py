"""The parts of Word files: found alike in every manner of laying out and saving."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from tests.the_thuc.correct import EVERY, MANNERS, NAMES, correct, every, paper_of
from tests.the_thuc.correct import PAPERS as TEXTS
from tests.the_thuc.raw_docx import view
from tests.the_thuc.told import told
from vanban.the_thuc.docx_view import read_docx
from vanban.the_thuc.find_docx import parts_of_docx
from vanban.the_thuc.parts import Line, Parts

GOLDEN = Path(__file__).parent / "golden"


@lru_cache(maxsize=256)
def found(name: str, manner: str = "bang") -> Parts:
    return parts_of_docx(read_docx(correct(name, manner), name))  # type: ignore[arg-type]


def name_of(key: str) -> str:
    return next(name for name, paper in TEXTS.items() if paper is paper_of(key))


@pytest.mark.parametrize("name", NAMES)
def test_parts_of_each_document_are_the_golden_ones(name: str, request: pytest.FixtureRequest) -> None:
    golden = GOLDEN / f"{name}.txt"
    if request.config.getoption("--renew-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(told(found(name)), encoding="utf-8")
    assert told(found(name)) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("key", EVERY)
def test_manner_and_program_change_no_part(key: str) -> None:
    parts = parts_of_docx(read_docx(every(key), key))
    assert told(parts) == (GOLDEN / f"{name_of(key)}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("manner", MANNERS)
def test_left_and_right_are_told_apart(manner: str) -> None:
    parts = found("bien-ban-P26", manner)
    assert parts.title is not None
    assert parts.title.column == "right"
    assert parts.superior[0].column == "left"
    assert [block.column for block in parts.signatures[:2]] == ["left", "right"]


def test_alignment_is_unknown_where_tabs_or_spaces_made_it() -> None:
    assert found("ke-hoach-P18", "bang").title.align == "center"  # type: ignore[union-attr]
    assert found("ke-hoach-P18", "tab").title.align is None  # type: ignore[union-attr]
    assert found("ke-hoach-P18", "khoang-trang").title.align is None  # type: ignore[union-attr]


def lines_of(parts: Parts) -> list[Line]:
    single = (parts.title, parts.motto, parts.star, parts.number_line, parts.date_line, parts.kind, parts.dashes)
    blocks = [line for block in parts.signatures for line in block.lines]
    lists = (*parts.superior, *parts.issuer, *parts.subject, *parts.bases, *parts.prose, *parts.recipients)
    return [line for line in (*single, *lists, *blocks) if line is not None]


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("name", ["ke-hoach-P18", "cong-van-S", "bien-ban-P26"])
def test_spans_of_a_line_cover_just_its_letters(name: str, manner: str) -> None:
    for line in lines_of(found(name, manner)):
        assert "".join(span.shown for span in line.spans).strip() == line.text
        assert line.paragraph is not None
        assert line.shown is None


def test_looks_belong_to_the_half_of_a_tabbed_line() -> None:
    parts = found("ke-hoach-P18", "tab")
    assert parts.title is not None
    assert parts.title.sizes == {15.0}
    assert parts.superior[0].sizes == {14.0}
    assert parts.signatures[0].prefix[0].all("bold")
    assert parts.recipients_label is not None
    assert not parts.recipients_label.any("bold")


def test_header_table_is_named_only_where_there_is_one() -> None:
    assert found("ke-hoach-P18", "bang").header_table == 1
    assert found("ke-hoach-P18", "tab").header_table == 0


def test_tables_of_the_body_are_no_prose() -> None:
    parts = found("ke-hoach-P18-phu-luc")
    assert all("Nguyễn Văn Bình" not in line.text for line in parts.appendices[0].body)


def test_appendix_is_no_part_of_the_plan_itself() -> None:
    plan, bare = found("ke-hoach-P18-phu-luc"), found("ke-hoach-P18")
    assert len(plan.prose) == len(bare.prose) + 1
    assert [a.label.text for a in plan.appendices] == ["Phụ lục 1", "Phụ lục 2"]


def test_empty_document_has_no_parts() -> None:
    assert parts_of_docx(view("<w:p/>")) == Parts()

"""A packet in parts: every paper in exactly one, the whole contents and the whole packet's numbers in each."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from tests.bundle.conftest import Sheet
from vanban.bundle import Faces, Meta, OutlineSection, write_bundle
from vanban.bundle.numbering import Style
from vanban.bundle.parts import PacketPart, write_parts
from vanban.bundle.sheaf import Link, Sheaf
from vanban.errors import BundleError, Problem
from vanban.model.packet import Bookmark

META = Meta("Hồ sơ", "Đảng uỷ khối", date(2021, 12, 17))
OUTLINE = (
    OutlineSection("Phần đầu", (Bookmark("Mục lục", 1),)),
    OutlineSection("Phần I", tuple(Bookmark(f"Văn bản {n}", 2 * n) for n in range(1, 6))),
)
Bind = Callable[[Sequence[Sheaf], Path], object]


@pytest.fixture
def sheaves(foreign: Callable[..., Path]) -> list[Sheaf]:
    """Contents of one page, five papers of two pages and about 200 kB that nothing makes smaller."""
    links = tuple(Link(1, (60, 700 - 20 * n, 500, 715 - 20 * n), 2 * n) for n in range(1, 6))
    made = [Sheaf(foreign("muc-luc.pdf", [Sheet("Muc luc")]), links=links, counted=False)]
    for number in range(1, 6):
        ballast = b"% " + os.urandom(100_000).hex().encode() + b"\n"
        pages = [Sheet(f"Van ban {number} trang {page}", content=ballast) for page in (1, 2)]
        made.append(Sheaf(foreign(f"{number}.pdf", pages)))
    return made


@pytest.fixture
def bind(stamp_font: Faces) -> Bind:
    return lambda sheaves, target: write_bundle(sheaves, target, META, OUTLINE, stamp_font)


def split(
    sheaves: list[Sheaf], limit: int, folder: Path, bind: Bind
) -> tuple[tuple[PacketPart, ...], tuple[Problem, ...]]:
    whole = folder / "ho-so.pdf"
    bind(sheaves, whole)
    return write_parts(sheaves, 1, limit, whole, bind)


def test_a_packet_that_is_small_enough_is_left_alone(sheaves: list[Sheaf], tmp_path: Path, bind: Bind) -> None:
    assert split(sheaves, 50_000_000, tmp_path, bind) == ((), ())


def test_every_paper_is_in_one_part_with_the_numbers_of_the_whole(
    sheaves: list[Sheaf], tmp_path: Path, bind: Bind, texts: Callable[[Path], list[str]]
) -> None:
    limit = 700_000
    parts, problems = split(sheaves, limit, tmp_path, bind)
    assert problems == ()
    assert [part.path.name for part in parts] == [f"ho-so-{n}.pdf" for n in range(1, len(parts) + 1)]
    assert len(parts) > 1
    assert all(part.path.stat().st_size <= limit for part in parts)
    found: list[int] = []
    for number, part in enumerate(parts, 1):
        contents, *pages = texts(part.path)
        assert "Muc luc" in contents
        assert "Trang 1/11" in contents
        assert f"Tệp {number}/{len(parts)} của hồ sơ" in contents
        papers = list(range(part.first, part.last + 1))
        wanted = [(f"Van ban {p} trang {s}", f"Trang {2 * p + s - 1}/11") for p in papers for s in (1, 2)]
        assert all(words in page and shown in page for (words, shown), page in zip(wanted, pages, strict=True))
        found += papers
    assert found == [1, 2, 3, 4, 5]


def test_links_and_bookmarks_of_a_part_lead_into_it(sheaves: list[Sheaf], tmp_path: Path, bind: Bind) -> None:
    parts, _ = split(sheaves, 700_000, tmp_path, bind)
    with pikepdf.open(parts[1].path) as pdf, pdf.open_outline() as outline:
        count = parts[1].last - parts[1].first + 1
        titles = [item.title for section in outline.root for item in section.children]
        assert titles == ["Mục lục", *(f"Văn bản {n}" for n in range(parts[1].first, parts[1].last + 1))]
        assert len(pdf.pages[0].Annots) == count
        assert [page.label for page in pdf.pages][1] == str(2 * parts[1].first)


def test_a_paper_that_is_too_large_alone_is_named(sheaves: list[Sheaf], tmp_path: Path, bind: Bind) -> None:
    parts, problems = split(sheaves, 200_000, tmp_path, bind)
    assert len(parts) == 5
    assert [(problem.code, problem.place) for problem in problems] == [("GH-07", f"{n}.pdf") for n in range(1, 6)]


def test_a_limit_that_leaves_no_room_is_refused(sheaves: list[Sheaf], tmp_path: Path, bind: Bind) -> None:
    with pytest.raises(BundleError, match="--toi-da lớn hơn"):
        split(sheaves, 50_000, tmp_path, bind)


def test_both_sides_printed_every_paper_begins_on_a_sheet_of_its_own(
    foreign: Callable[..., Path], stamp_font: Faces, tmp_path: Path, texts: Callable[[Path], list[str]]
) -> None:
    papers = [Sheaf(foreign("a.pdf", [Sheet("Mot")])), Sheaf(foreign("b.pdf", [Sheet("Hai"), Sheet("Ba")]))]
    target = tmp_path / "ho-so.pdf"
    assert write_bundle(papers, target, META, (), stamp_font, Style("trang", duplex=True)) == 4
    pages = texts(target)
    assert "(Mặt sau để trống)" in pages[1]
    assert [f"Trang {n}/4" in page for n, page in enumerate(pages, 1)] == [True] * 4
    assert write_bundle(papers, target, META, (), stamp_font, Style("to-so", duplex=True)) == 4
    assert [("Tờ 1/2" in page, "Tờ 2/2" in page) for page in texts(target)] == [
        (True, False),
        (False, False),
        (False, True),
        (False, False),
    ]
    with pikepdf.open(target) as pdf:
        assert [page.label for page in pdf.pages] == ["1", "1v", "2", "2v"]

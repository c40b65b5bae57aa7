"""The life of a paper: Planned → Rendered → Converted → Placed → Packet. Read this file first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from vanban.errors import Problem
from vanban.model.document import DocumentNumber, Series
from vanban.model.profile import Form
from vanban.model.review import About


@dataclass(frozen=True, slots=True)
class Heading:
    """Tên loại, trích yếu, tác giả, ngày: what the contents and the register say of a paper.

    `issuer` is the code of the issuing collective, None for a paper without a number; `copies` is how many to
    print when the facts say so (a ballot for each voter), None for as many as the regime says of the form.
    """

    kind: str
    subject: str
    author: str
    promulgation_date: date | None
    issuer: str | None = None
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """Phụ lục: `number` counts from 1 within its packet."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Planned:
    """Văn bản dự kiến: `key` is stable for ever, a file name on every system, and names the paper in the register."""

    key: str
    form: Form
    about: About
    about_code: str | None
    heading: Heading
    series: Series | None
    notation: str
    annex: Annex | None = None


@dataclass(frozen=True, slots=True)
class EnclosedFile:
    """Tài liệu kèm theo: one file, or the pictures of several pages, that come as they are."""

    key: str
    paths: tuple[Path, ...]
    heading: Heading
    number: str


Paper = Planned | EnclosedFile


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """Phần của hồ sơ, with its papers in order."""

    title: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class PacketPlan:
    """Hồ sơ dự kiến: `owner` is the code of the collective it is about."""

    code: str
    title: tuple[str, ...]
    owner: str
    parts: tuple[PlannedPart, ...]

    @property
    def papers(self) -> tuple[Paper, ...]:
        """All papers in packet order."""
        return tuple(paper for part in self.parts for paper in part.papers)


@dataclass(frozen=True, slots=True)
class Rendered:
    """Văn bản Word in the file `word`: `sources` names the facts, or the hand-finished paper, it came from."""

    planned: Planned
    number: DocumentNumber | None
    word: Path
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Dấu trang: `page` is 1-based, `children` stand under it."""

    title: str
    page: int
    children: tuple[Bookmark, ...] = ()

    def moved(self, pages: int) -> Bookmark:
        """The same bookmark so many pages further back."""
        return Bookmark(self.title, self.page + pages, tuple(child.moved(pages) for child in self.children))


@dataclass(frozen=True, slots=True)
class Converted:
    """Văn bản PDF; `pages` counts page sides, at least 1. `word` is None for an enclosure or a signed copy.

    `pdf` is what is bound, with `notes` at the head of its pages. `original` is the file that goes to `van-ban/` byte
    for byte, None for a paper that the program lays out itself. `bookmarks` are those of the file, its first page
    being 1; `remarks` go to the report. `recognised` are the pages, from 1, whose words in `pdf` a machine read.
    """

    paper: Paper
    word: Path | None
    pdf: Path
    pages: int
    number: str
    sources: tuple[str, ...]
    original: Path | None = None
    bookmarks: tuple[Bookmark, ...] = ()
    remarks: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    recognised: tuple[int, ...] = ()

    @property
    def own(self) -> Path:
        """The paper's own file, without what was prepared for binding only."""
        return self.original or self.pdf

    @property
    def foreign(self) -> bool:
        """Whether another program laid the pages out."""
        return self.original is not None


@dataclass(frozen=True, slots=True)
class Placed:
    """Văn bản đã xếp trang: `first_page` is 1-based within the packet, `order` counts from 1."""

    converted: Converted
    part: str
    order: int
    first_page: int

    @property
    def last_page(self) -> int:
        """The last page, 1-based."""
        return self.first_page + self.converted.pages - 1


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """Một dòng mục lục (NĐ 30/2020/NĐ-CP Phụ lục V); `part`, `form`, `copies` are what the print list needs."""

    number: str
    day: date | None
    title: str
    author: str
    first_page: int
    last_page: int
    part: str = ""
    form: str = ""
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Change:
    """Thay đổi so với lần gửi trước; `before` and `after` are SHA-256 sums, "" where there is no such file."""

    kind: Literal["them", "thay", "rut"]
    number: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DossierView:
    """Thông tin hồ sơ for the cover and the contents: rows, and `total` of what is numbered, in `unit`.

    By pages all pages of the packet are numbered; by sheets those of the rows only. `frame` says how many pages or
    sheets each archival paper has, by form code; `edition` counts how often the packet was
    handed in, this time included, and `changes` are those since the time before.
    """

    title: tuple[str, ...]
    rows: tuple[ContentsRow, ...]
    total: int
    days: tuple[date, date] | None
    header_of: str
    frame: Mapping[str, int] = field(default_factory=dict)
    edition: int = 1
    changes: tuple[Change, ...] = ()
    unit: Literal["trang", "tờ"] = "trang"


@dataclass(frozen=True, slots=True)
class Packet:
    """Hồ sơ đã lập: its folder, which holds its manifest, and its page total; `remarks` are about its bound file."""

    code: str
    folder: Path
    pages: int
    remarks: tuple[Problem, ...] = ()

"""What is judged: a document with its views and parts, and what the caller knows beside the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, NamedTuple

from vanban.legal import Library
from vanban.the_thuc.page_views import PdfView
from vanban.the_thuc.parts import Parts
from vanban.the_thuc.rule import Profile
from vanban.the_thuc.views import DocxView, Paragraph, Place, Span

FormClass = Literal["van-ban", "bieu-mau", "nha-nuoc", "luu-tru", "ho-so", "kem-theo"]
Status = Literal["du-thao", "phat-hanh"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Điều người gọi biết về văn bản, None or empty for what is not known.

    `issuer`, `superior` are the registered names; `signers` every allowed (name, posts) on that day; `status` is draft
    or issued; `checked_on` the day of judging; `persons` the names of the season's persons; `stamped` says that the
    PDF bears packet numbers; `duplex` that it is printed on both sides; `host_place` the place in the host agency's
    papers; `kind` the abbreviation of the type; `number` the number in the register, "" when none is given yet;
    `library` the legal texts, None for those that come with the program.
    """

    issuer: str | None = None
    superior: str | None = None
    signers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    status: Status | None = None
    checked_on: date | None = None
    persons: tuple[str, ...] = ()
    stamped: bool = False
    duplex: bool | None = None
    host_place: str | None = None
    number: str | None = None
    day: date | None = None
    single_use: bool = True
    library: Library | None = None


class Passage(NamedTuple):
    """Đoạn chữ: a paragraph of the Word file or a line of a PDF page, and where it stands."""

    text: str
    place: Place
    spans: tuple[Span, ...]
    paragraph: Paragraph | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """Văn bản được xét: at least one of the two views is there.

    `parts` come from the Word view when there is one, `shown` from the PDF view (they know where things stand).
    """

    name: str
    profile: Profile
    form_class: FormClass
    parts: Parts
    docx: DocxView | None = None
    pdf: PdfView | None = None
    shown: Parts | None = None
    known: Known = field(default_factory=Known)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every paragraph that shows words, cells and boxes included; lines of pages when there is no Word file."""
        if self.docx is not None:
            return tuple(Passage(p.text, p.place, p.spans, p) for p in self.docx.paragraphs if p.text.strip())
        return tuple(_lines(self.pdf)) if self.pdf is not None else ()


def _lines(view: PdfView) -> Iterator[Passage]:
    for page in view.pages:
        place = Place(f"trang {page.number}", page=page.number)
        for line in page.lines:
            yield Passage(line.text, place, line.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Văn bản trong hồ sơ: what the rules of a whole packet need of one document, which itself is not kept.

    A packet has thousands of documents, and a document takes a thousand times the room of its `notes`: what each of
    those rules noted of it, in the order in which they were entered (`rule.noted`).
    """

    name: str
    profile: Profile
    form_class: FormClass
    notes: tuple[Any, ...]


class Registered(NamedTuple):
    """Một dòng của sổ văn bản: a number given in a series; `series` is body × type × term (or year)."""

    series: str
    number: int
    code: str
    day: date | None
    congress: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """Hồ sơ được xét: its documents in order and the register of their office, empty when unknown."""

    name: str
    members: tuple[Member, ...]
    register: tuple[Registered, ...] = ()
    terms: tuple[tuple[date, date], ...] = ()

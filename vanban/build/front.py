"""The archival papers around a packet: laid out for assumed lengths until they have them, all packets at once.

Then the print list of every packet, which tells of all pages and is itself not bound.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vanban.build.drafts import Draft, draft, fill
from vanban.build.editions import Edition, edition_of
from vanban.build.papers import Press, convert_words
from vanban.build.planning import planned
from vanban.bundle import place, settle
from vanban.bundle.manifest import title_of
from vanban.bundle.numbering import BY_PAGE, Style, sheet_of, with_versos
from vanban.model.packet import ContentsRow, Converted, DossierView, PacketPlan, Placed, Planned

_ROWS_PER_PAGE = 8
FRONT_PART: Final = "Phần đầu hồ sơ"
CLOSING_PART: Final = "Phần cuối hồ sơ"


@dataclass(frozen=True, slots=True)
class Front:
    """Giấy tờ lưu trữ: cover, contents and what changed before the papers, the closing sheet behind them.

    `placed` says where everything between them stands; `print_list` lies beside the packet.
    """

    papers: tuple[Converted, ...]
    placed: tuple[Placed, ...]
    closing: tuple[Converted, ...] = ()
    edition: int = 1
    style: Style = BY_PAGE
    print_list: Converted | None = None

    @property
    def bound(self) -> tuple[Placed, ...]:
        """All papers of the packet in order of pages, front and end as parts of their own."""
        own = place([(FRONT_PART, self.papers)], 1, self.style)
        middle = tuple(replace(item, order=item.order + len(own)) for item in self.placed)
        before = (*own, *middle)
        behind = before[-1].first_page + with_versos(before[-1].converted.pages, self.style)
        end = place([(CLOSING_PART, self.closing)], behind, self.style)
        return (*before, *(replace(item, order=item.order + len(before)) for item in end))


def settle_fronts(press: Press, plans: Sequence[PacketPlan], converted: Mapping[str, Converted]) -> dict[str, Front]:
    """The archival papers of every packet, by packet code.

    Raises:
        BundleError: a table of contents does not settle.
    """
    frames = {plan.code: _Frame(press, plan, edition_of(press.season.folder, plan, converted)) for plan in plans}
    fronts: dict[str, Front] = {}

    def measure(assumed: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
        fronts.update(_lay_out(press, {code: (frames[code], assumed[code]) for code in assumed}, converted))
        return {code: tuple(p.pages for p in (*fronts[code].papers, *fronts[code].closing)) for code in assumed}

    settle({code: frame.guess() for code, frame in frames.items()}, measure)
    _add_print_lists(press, frames, fronts)
    return fronts


@dataclass(frozen=True, slots=True)
class _Frame:
    """One packet's archival papers: which forms, and what the packet says of itself."""

    press: Press
    plan: PacketPlan
    edition: Edition

    @property
    def style(self) -> Style:
        binding = self.press.season.review.period.binding
        return Style(binding.numbering, binding.duplex)

    def sides(self, lengths: Sequence[int]) -> int:
        """How many page sides papers of such lengths take together."""
        return sum(with_versos(pages, self.style) for pages in lengths)

    def front_forms(self) -> tuple[str, ...]:
        profile = self.press.season.review.profile
        changes = (profile.changes_form,) if self.edition.changes and profile.changes_form else ()
        return (profile.cover_form, profile.contents_form, *changes)

    def forms(self) -> tuple[str, ...]:
        closing = self.press.season.review.profile.closing_form
        return (*self.front_forms(), closing) if closing else self.front_forms()

    def guess(self) -> tuple[int, ...]:
        contents = self.press.season.review.profile.contents_form
        return tuple(1 + len(self.plan.papers) // _ROWS_PER_PAGE if code == contents else 1 for code in self.forms())

    def view(self, placed: tuple[Placed, ...], lengths: Sequence[int]) -> DossierView:
        before = self.sides(lengths[: len(self.front_forms())])
        rows = tuple(_row(item, before, self.style) for item in placed)
        days = sorted(row.day for row in rows if row.day)
        by_sheets = self.style.mode == "to-so"
        all_pages = self.sides(lengths) + self.sides([item.converted.pages for item in placed])
        counts = [sheet_of(pages, 0, self.style) if by_sheets else pages for pages in lengths]
        return DossierView(
            title=self.plan.title,
            rows=rows,
            total=rows[-1].last_page if by_sheets else all_pages,
            days=(days[0], days[-1]) if days else None,
            header_of=self.plan.owner,
            unit="tờ" if by_sheets else "trang",
            frame=dict(zip(self.forms(), counts, strict=True)),
            edition=self.edition.number,
            changes=self.edition.changes,
        )

    def draft(self, form_code: str, view: DossierView) -> Draft:
        """One archival paper, not filled yet."""
        review = self.press.season.review
        return draft(self.press, planned(review, review.profile.form(form_code), review.period), self.plan, view)

    def front(self, made: Mapping[str, Converted], placed: tuple[Placed, ...]) -> Front:
        """The papers made, in their places."""
        papers = [made[f"{code}.{self.plan.code}"] for code in self.forms()]
        count = len(self.front_forms())
        return Front(tuple(papers[:count]), placed, tuple(papers[count:]), self.edition.number, self.style)


def _lay_out(
    press: Press, assumed: Mapping[str, tuple[_Frame, tuple[int, ...]]], converted: Mapping[str, Converted]
) -> dict[str, Front]:
    """Render and convert the archival papers of some packets, each for its assumed lengths."""
    placed: dict[str, tuple[Placed, ...]] = {}
    words: dict[str, Draft] = {}
    for code, (frame, lengths) in assumed.items():
        parts = [(part.title, [converted[paper.key] for paper in part.papers]) for part in frame.plan.parts]
        placed[code] = place(parts, frame.sides(lengths[: len(frame.front_forms())]) + 1, frame.style)
        view = frame.view(placed[code], lengths)
        words |= {f"{form}.{code}": frame.draft(form, view) for form in frame.forms()}
    made = _convert(press, words)
    return {code: frame.front(made, placed[code]) for code, (frame, _) in assumed.items()}


def _convert(press: Press, words: Mapping[str, Draft]) -> dict[str, Converted]:
    return convert_words(press, fill(press, words), lambda count: None)


def _add_print_lists(press: Press, frames: Mapping[str, _Frame], fronts: dict[str, Front]) -> None:
    """The print list of every packet, when the regime has a form for it."""
    form = press.season.review.profile.print_form
    if not form:
        return
    words: dict[str, Draft] = {}
    for code, front in fronts.items():
        lengths = [paper.pages for paper in (*front.papers, *front.closing)]
        words[f"{form}.{code}"] = frames[code].draft(form, frames[code].view(front.bound, lengths))
    made = _convert(press, words)
    for code, front in list(fronts.items()):
        fronts[code] = replace(front, print_list=made[f"{form}.{code}"])


def _row(item: Placed, before: int, style: Style) -> ContentsRow:
    """The paper's row; by sheets its numbers are those of its sheets, counted behind `before` page sides."""
    sheets = style.mode == "to-so"
    first, last = (sheet_of(p, before, style) if sheets else p for p in (item.first_page, item.last_page))
    converted = item.converted
    heading = converted.paper.heading
    form = converted.paper.form if isinstance(converted.paper, Planned) else None
    return ContentsRow(
        number=converted.number,
        day=heading.promulgation_date,
        title=title_of(heading),
        author=heading.author,
        first_page=first,
        last_page=last,
        part=item.part,
        form=form.name if form else "",
        copies=heading.copies or (form.copies if form else 1),
    )

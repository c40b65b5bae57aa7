"""Cover and contents: laid out for an assumed length until they are as long as assumed, all packets at once.

Then the print list of every packet, which tells of all pages and is itself not bound.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from vanban.build.papers import Press, convert_words
from vanban.build.planning import planned
from vanban.bundle import place, settle
from vanban.bundle.manifest import title_of
from vanban.forms import BUILDERS, Request
from vanban.model.packet import ContentsRow, Converted, DossierView, PacketPlan, Placed, Planned
from vanban.render import render

_ROWS_PER_PAGE = 8
FRONT_PART: Final = "Phần đầu hồ sơ"


@dataclass(frozen=True, slots=True)
class Front:
    """Phần đầu hồ sơ: cover and contents as papers, where everything behind them stands, and the print list."""

    papers: tuple[Converted, ...]
    placed: tuple[Placed, ...]
    print_list: Converted | None = None

    @property
    def bound(self) -> tuple[Placed, ...]:
        """All papers of the packet in order of pages, the front as a part of its own."""
        own = place([(FRONT_PART, self.papers)], 1)
        return (*own, *(replace(item, order=item.order + len(own)) for item in self.placed))


def settle_fronts(press: Press, plans: Sequence[PacketPlan], converted: Mapping[str, Converted]) -> dict[str, Front]:
    """The front of every packet, by packet code.

    Raises:
        BundleError: a table of contents does not settle.
    """
    press.report.stage("Bìa và mục lục", len(plans))
    by_code = {plan.code: plan for plan in plans}
    fronts: dict[str, Front] = {}

    def measure(assumed: Mapping[str, int]) -> dict[str, int]:
        fronts.update(_lay_out(press, by_code, assumed, converted))
        return {code: sum(paper.pages for paper in fronts[code].papers) for code in assumed}

    settle({plan.code: _guess(plan) for plan in plans}, measure)
    _add_print_lists(press, by_code, fronts)
    press.report.advance(len(plans))
    return fronts


def _add_print_lists(press: Press, plans: Mapping[str, PacketPlan], fronts: dict[str, Front]) -> None:
    """The print list of every packet, when the regime has a form for it."""
    form = press.season.review.profile.print_form
    if not form:
        return
    words = {f"{form}.{code}": _render(press, plans[code], form, front.bound) for code, front in fronts.items()}
    pdfs = convert_words(press, {key: docx for key, (_, docx) in words.items()}, lambda count: None)
    for code, front in list(fronts.items()):
        key = f"{form}.{code}"
        fronts[code] = replace(front, print_list=_converted(words[key], pdfs[key]))


def _guess(plan: PacketPlan) -> int:
    return 1 + 1 + len(plan.papers) // _ROWS_PER_PAGE


def _lay_out(
    press: Press, plans: Mapping[str, PacketPlan], assumed: Mapping[str, int], converted: Mapping[str, Converted]
) -> dict[str, Front]:
    """Render and convert the fronts of the packets in `assumed`, each for its assumed length."""
    placed: dict[str, tuple[Placed, ...]] = {}
    words: dict[str, tuple[Planned, bytes]] = {}
    for code, pages in assumed.items():
        plan = plans[code]
        parts = [(part.title, [converted[paper.key] for paper in part.papers]) for part in plan.parts]
        placed[code] = place(parts, pages + 1)
        for form_code in _form_codes(press):
            words[f"{form_code}.{code}"] = _render(press, plan, form_code, placed[code])
    pdfs = convert_words(press, {key: docx for key, (_, docx) in words.items()}, lambda count: None)
    made = {key: _converted(word, pdfs[key]) for key, word in words.items()}
    forms = _form_codes(press)
    return {code: Front(tuple(made[f"{form}.{code}"] for form in forms), placed[code]) for code in assumed}


def _form_codes(press: Press) -> tuple[str, str]:
    profile = press.season.review.profile
    return profile.cover_form, profile.contents_form


def _converted(word: tuple[Planned, bytes], pdf: tuple[Path, int]) -> Converted:
    paper, docx = word
    return Converted(paper, docx, pdf[0], pdf[1], "", ("ky.yaml", paper.form.template))


def _render(press: Press, plan: PacketPlan, form_code: str, placed: tuple[Placed, ...]) -> tuple[Planned, bytes]:
    review = press.season.review
    form = review.profile.form(form_code)
    paper = planned(review, form, review.period)
    request = Request(review, paper, plan, press.numbers, _view(plan, placed))
    context = BUILDERS[form.code].context(request)
    return paper, render(press.season.profile_folder / form.template, context, f"{form.code}.{plan.code}")


def _view(plan: PacketPlan, placed: tuple[Placed, ...]) -> DossierView:
    rows = tuple(_row(item) for item in placed)
    days = sorted(row.day for row in rows if row.day)
    return DossierView(
        title=plan.title,
        rows=rows,
        total_pages=placed[-1].last_page,
        days=(days[0], days[-1]) if days else None,
        header_of=plan.owner,
    )


def _row(item: Placed) -> ContentsRow:
    converted = item.converted
    heading = converted.paper.heading
    form = converted.paper.form if isinstance(converted.paper, Planned) else None
    return ContentsRow(
        number=converted.number,
        day=heading.promulgation_date,
        title=title_of(heading),
        author=heading.author,
        first_page=item.first_page,
        last_page=item.last_page,
        part=item.part,
        form=form.name if form else "",
        copies=heading.copies or (form.copies if form else 1),
    )

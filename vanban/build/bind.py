"""One packet: its papers as repeatable files, the bound PDF, the manifest."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from vanban.build.front import Front
from vanban.bundle import (
    Faces,
    Meta,
    OutlineSection,
    Sheaf,
    contents_links,
    manifest_of,
    sha256_of,
    write_bundle,
    write_manifest,
)
from vanban.bundle.claim import write_claimed
from vanban.bundle.manifest import entry_of, recognised_entry, style_entries, title_of
from vanban.bundle.parts import part_entry, write_parts
from vanban.bundle.xml import DossierFacts, manifest_xml, write_xml
from vanban.errors import Problem
from vanban.intake import Season
from vanban.model.packet import Bookmark, Converted, Packet, PacketPlan, Placed
from vanban.viet import capitalized, slug

_BUNDLE = "ho-so.pdf"
_PAPERS = "van-ban"
_PRINT_LIST = "danh-muc-in"


@dataclass(frozen=True, slots=True)
class Bench:
    """Bàn đóng quyển: what binding needs."""

    season: Season
    faces: Faces
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class _Filed:
    """A paper of the packet with its place and its file name without suffix."""

    converted: Converted
    first_page: int
    name: str

    @property
    def pdf(self) -> str:
        """Its PDF, from the packet's folder."""
        return f"{_PAPERS}/{self.name}.pdf"

    @property
    def docx(self) -> str:
        """Its Word file, should it have one."""
        return f"{_PAPERS}/{self.name}.docx"


def bind_packet(
    bench: Bench, plan: PacketPlan, converted: Mapping[str, Converted], front: Front, stage: Path, place: Path
) -> Packet:
    """Write the whole packet into `stage`; `place` is where it will stand."""
    filed = _filed(front)
    (stage / _PAPERS).mkdir()
    meta = _meta(bench, plan, filed)
    sources = [_sheaf(bench, front, item, _write(stage, item)) for item in filed]
    whole = stage / _BUNDLE
    total, remarks = write_claimed(sources, whole, meta, _outline(front), bench.faces, front.style)
    bound = {"tep": _BUNDLE, "sha256": sha256_of(whole)}
    entries = [_entry(stage, order, item) for order, item in enumerate(filed, 1)]
    manifest = manifest_of(bench.season.review.code, plan.code, total, bound, entries) | {"lan": front.edition}
    manifest |= style_entries(front.style)
    if bench.max_bytes is not None:
        claimed = replace(meta, archival=meta.archival and not remarks)
        parts, large = _in_parts(bench, front, sources, whole, claimed)
        manifest |= {"phan": parts} if parts else {}
        remarks += large
    if front.print_list is not None:
        _write_print_list(stage, front.print_list)
    write_manifest(stage, manifest)
    write_xml(stage, _xml(bench, plan, filed, manifest))
    return Packet(plan.code, place, total, remarks)


def _in_parts(
    bench: Bench, front: Front, sheaves: Sequence[Sheaf], whole: Path, meta: Meta
) -> tuple[list[dict[str, Any]], tuple[Problem, ...]]:
    """The entries of the packet's parts when it is too large for one file, and what there is to say of them."""

    def bind(chosen: Sequence[Sheaf], target: Path) -> None:
        write_bundle(chosen, target, meta, _outline(front), bench.faces, front.style)

    count = len(front.papers)
    parts, problems = write_parts(sheaves, count, bench.max_bytes or 0, whole, bind)
    return [part_entry(part) for part in parts], problems


def _xml(bench: Bench, plan: PacketPlan, filed: Sequence[_Filed], manifest: dict[str, Any]) -> bytes:
    """The manifest under the field names of the State's data standard."""
    period = bench.season.review.period
    facts = DossierFacts(
        organ_id=period.dossier.organ_id,
        year=period.year,
        notation=period.dossier.symbol,
        title=f"Hồ sơ {' '.join(plan.title)}",
        retention=period.dossier.retention,
        rights=period.dossier.rights,
        creator=period.dossier.creator,
    )
    headings = [(item.converted.paper.key, item.converted.paper.heading) for item in filed]
    return manifest_xml(manifest, facts, {key: (heading.kind, heading.subject) for key, heading in headings})


def _sheaf(bench: Bench, front: Front, item: _Filed, final: Path) -> Sheaf:
    """The pages that are bound: the final file of a paper of ours, what was prepared of a foreign one."""
    converted = item.converted
    if converted.foreign:
        return Sheaf(converted.pdf, item.name, converted.notes, max_dpi=bench.season.review.period.binding.max_dpi)
    counted = converted not in (*front.papers, *front.closing)
    is_contents = converted.paper.key == bench.season.review.profile.contents_form
    links = contents_links(final, [placed.first_page for placed in front.placed]) if is_contents else ()
    return Sheaf(final, links=links, counted=counted)


def _filed(front: Front) -> list[_Filed]:
    """All papers of the packet in order of pages, with file names that sort the same way."""
    pages = [(item.converted, item.first_page) for item in front.bound]
    digits = max(2, len(str(len(pages))))
    return [_Filed(c, first, f"{i:0{digits}d}_{slug(c.paper.key)}") for i, (c, first) in enumerate(pages, 1)]


def _write(stage: Path, item: _Filed) -> Path:
    """Put the paper's files into the packet; gives its PDF there."""
    pdf = stage / item.pdf
    shutil.copyfile(item.converted.own, pdf)
    if item.converted.word is not None:
        shutil.copyfile(item.converted.word, stage / item.docx)
    return pdf


def _entry(stage: Path, order: int, item: _Filed) -> dict[str, Any]:
    """The paper's entry of the manifest, its files being there."""
    converted = item.converted
    last = item.first_page + converted.pages - 1
    entry = entry_of(converted.paper, order, (item.first_page, last), converted.number, converted.sources)
    entry |= recognised_entry(converted.recognised)
    if converted.word is not None:
        entry |= {"docx": item.docx, "sha256_docx": sha256_of(stage / item.docx)}
    return entry | {"pdf": item.pdf, "sha256_pdf": sha256_of(stage / item.pdf)}


def _write_print_list(stage: Path, made: Converted) -> None:
    """The print list beside the bound PDF: for the person at the printer, no part of the dossier."""
    shutil.copyfile(made.pdf, stage / f"{_PRINT_LIST}.pdf")
    if made.word is not None:
        shutil.copyfile(made.word, stage / f"{_PRINT_LIST}.docx")


def _plan_day(bench: Bench) -> date:
    return bench.season.review.period.plan.promulgation_date


def _meta(bench: Bench, plan: PacketPlan, filed: Sequence[_Filed]) -> Meta:
    """Title of the packet, its office, and the day of its latest paper."""
    days = [day for item in filed if (day := item.converted.paper.heading.promulgation_date)]
    office = bench.season.review.period.office.name
    day = max(days, default=_plan_day(bench))
    return Meta(f"Hồ sơ {' '.join(plan.title)}", office, day, pdfa=bench.season.review.period.binding.pdfa)


def _outline(front: Front) -> list[OutlineSection]:
    """Section › paper › what the paper's own file marks; front and end are sections of their own."""
    sections: dict[str, list[Bookmark]] = {}
    for item in front.bound:
        sections.setdefault(item.part, []).append(_bookmark(item))
    return [OutlineSection(title, tuple(items)) for title, items in sections.items()]


def _bookmark(item: Placed) -> Bookmark:
    """The paper's bookmark, those of its own file under it."""
    converted = item.converted
    number = f"{converted.number} – " if converted.number else ""
    title = number + capitalized(title_of(converted.paper.heading))
    return Bookmark(title, item.first_page, tuple(b.moved(item.first_page - 1) for b in converted.bookmarks))

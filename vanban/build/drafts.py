"""Papers before they are filled: what each is made from, and the key its Word file is kept under.

A Word file depends on its template, its context and the room that fills it, on nothing else: when these are as they
were, the file in the store is the paper, and nothing is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from vanban.build.handed import HAND_FOLDER
from vanban.build.helpers import FEWEST_FOR_HELP, helping
from vanban.errors import DataError, TemplateError, VanbanError, gravest
from vanban.forms import BUILDERS, Request
from vanban.model.collective import Collective
from vanban.model.document import DocumentNumber
from vanban.model.individual import Individual
from vanban.model.meeting import Meeting
from vanban.model.packet import DossierView, PacketPlan, Planned, Rendered
from vanban.render import mirrored, plain_text, render
from vanban.store import files_mark, key_of, sources_mark

if TYPE_CHECKING:
    from vanban.build.papers import Press

WORD_SHELF: Final = "word"


@dataclass(frozen=True, slots=True)
class Draft:
    """Văn bản sắp điền: `template` and `words` are digests of what its Word file is made from.

    `by_hand` is the file that the office finished, whose digest `words` is then; `view` is what an archival paper
    tells of its packet.
    """

    planned: Planned
    plan: PacketPlan
    number: DocumentNumber | None
    template: str
    words: str
    by_hand: Path | None = None
    view: DossierView | None = None


def draft_papers(
    press: Press, plans: Sequence[PacketPlan], drafted: Mapping[str, Draft] = MappingProxyType({})
) -> dict[str, Draft]:
    """Every paper of ours by key, once however many packets hold it; some may be `drafted` already.

    Raises:
        VanbanError: with the problems of all papers whose words cannot be put together.
    """
    drafts: dict[str, Draft] = {}
    errors: list[VanbanError] = []
    for key, (planned, plan) in sorted(wanted_papers(plans).items()):
        try:
            drafts[key] = drafted.get(key) or draft(press, planned, plan)
        except VanbanError as error:
            errors.append(error)
    if errors:
        raise gravest(errors)
    return drafts


def wanted_papers(plans: Sequence[PacketPlan]) -> dict[str, tuple[Planned, PacketPlan]]:
    """Every paper of ours by key, with the first packet that holds it."""
    return {p.key: (p, plan) for plan in reversed(plans) for p in plan.papers if isinstance(p, Planned)}


def draft(press: Press, planned: Planned, plan: PacketPlan, view: DossierView | None = None) -> Draft:
    """One paper; `view` is what an archival paper tells of its packet."""
    number = press.numbers.get(planned.key)
    by_hand = press.handed.by_hand.get(planned.key)
    if view is None and by_hand is not None:
        return Draft(planned, plan, number, "", files_mark(by_hand), by_hand=by_hand)
    request = Request(press.season.review, planned, plan, press.numbers, view)
    context = BUILDERS[planned.form.code].context(request)
    return Draft(planned, plan, number, _mark_of(press, planned), key_of(context), view=view)


def unfilled(press: Press, drafts: Mapping[str, Draft]) -> dict[str, Draft]:
    """Those to be filled from a template that no Word file in the store is made from; by hand others are finished."""
    shelf = press.store.shelf(WORD_SHELF)
    return {k: one for k, one in drafts.items() if one.by_hand is None and not shelf.path(_key(press, one)).is_file()}


def _key(press: Press, one: Draft) -> str:
    """The key its Word file is kept under."""
    return key_of(sources_mark("render"), one.template, one.words, _duplex(press))


def fill(press: Press, drafts: Mapping[str, Draft]) -> dict[str, Rendered]:
    """The Word files of some papers by key, in the folder of the press: from the store, or filled and kept there.

    Raises:
        VanbanError: with the problems of all papers that could not be filled.
    """
    helpers = press.helpers if len(unfilled(press, drafts)) >= FEWEST_FOR_HELP else 0
    came: dict[str, VanbanError | None] = {}
    with helping(partial(_written, press, drafts), came.__setitem__, helpers, press.store) as helped:
        for key in drafts:
            helped.give(key)
    errors = [error for key in drafts if (error := came[key]) is not None]
    if errors:
        raise gravest(errors)
    return {k: Rendered(one.planned, one.number, _word(press, k), sources_of(press, one)) for k, one in drafts.items()}


def _written(press: Press, drafts: Mapping[str, Draft], key: str) -> VanbanError | None:
    """Put the Word file of a paper in its place, perhaps from another process; gives what is wrong with it."""
    one = drafts[key]
    try:
        _word(press, key).write_bytes(_finished_by_hand(one) if one.by_hand else _filled(press, one, key))
    except VanbanError as error:
        return error
    return None


def _word(press: Press, key: str) -> Path:
    return press.folder / f"{key}.docx"


def _filled(press: Press, one: Draft, label: str) -> bytes:
    shelf, key = press.store.shelf(WORD_SHELF), _key(press, one)
    docx = shelf.get(key)
    if docx is None:
        request = Request(press.season.review, one.planned, one.plan, press.numbers, one.view)
        docx = render(_template(press, one.planned), BUILDERS[one.planned.form.code].context(request), label)
        docx = mirrored(docx) if _duplex(press) else docx
        shelf.put(key, docx)
    return docx


def _duplex(press: Press) -> bool:
    return press.season.review.period.binding.duplex


def _template(press: Press, planned: Planned) -> Path:
    return press.season.profile_folder / planned.form.template


def _mark_of(press: Press, planned: Planned) -> str:
    """The digest of a paper's template: the disk is asked once in a build, not for every paper."""
    name = planned.form.template
    if name not in press.marks:
        press.marks[name] = template_mark(_template(press, planned))
    return press.marks[name]


def template_mark(template: Path) -> str:
    """The digest of a template, "" when there is none."""
    try:
        facts = template.stat()
    except OSError:
        return ""
    return _mark(template, facts.st_size, facts.st_mtime_ns)


@lru_cache(maxsize=256)
def _mark(template: Path, size: int, changed_ns: int) -> str:
    return files_mark(template)


def _finished_by_hand(one: Draft) -> bytes:
    """The paper as the office finished it in Word; its number must be the register's.

    Raises:
        DataError: the file is no Word document, or does not print its own number.
    """
    path = one.by_hand or Path()
    docx = path.read_bytes()
    place, number = f"{HAND_FOLDER}/{path.name}", one.number
    try:
        text = plain_text(docx)
    except TemplateError as error:
        remedy = "lưu lại tệp bằng Word, hoặc xoá tệp để lập lại từ mẫu"
        raise DataError.say("LH-06", "Bản sửa tay không phải tệp Word (.docx)", place, remedy) from error
    if number is not None and not re.search(rf"(?<!\d){re.escape(str(number))}(?!\w)", text):
        remedy = "sửa số trong tệp Word, hoặc xoá tệp để lập lại từ mẫu"
        raise DataError.say("LH-05", f"Bản sửa tay không có số {number} như trong sổ văn bản", place, remedy)
    return docx


def sources_of(press: Press, one: Draft) -> tuple[str, ...]:
    """The files of facts a paper speaks of, and its template; of one that was finished by hand that file."""
    if one.by_hand is not None:
        return (f"{HAND_FOLDER}/{one.by_hand.name}",)
    template = one.planned.form.template
    if one.view is not None:
        return ("ky.yaml", template)
    about = source_about(press, one.planned)
    return ("ky.yaml", *about, f"{press.season.review.profile.code}/{template}")


def source_about(press: Press, planned: Planned) -> tuple[str, ...]:
    """The file of facts about whom or what a paper is; none for one about the whole season."""
    kinds: dict[type, str] = {Collective: "tap-the", Individual: "ca-nhan", Meeting: "cuoc-hop"}
    kind = kinds.get(type(planned.about))
    return (press.season.sources.file(kind, planned.about_code or ""),) if kind else ()

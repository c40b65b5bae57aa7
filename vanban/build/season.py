"""From a season to its packets, step by step: check, number, render, convert, place, bind, deliver."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from vanban.build.bind import Bench
from vanban.build.by_hand import refuse_hand_edits
from vanban.build.drafts import draft_papers, template_mark
from vanban.build.early import Early
from vanban.build.form import FormVerdict
from vanban.build.handed import handed_in
from vanban.build.helpers import beside
from vanban.build.judged import SeasonJudgement, judge_season
from vanban.build.packets import Floor, make_packets
from vanban.build.papers import Press
from vanban.build.planning import chosen, plan_packets
from vanban.build.report import Report
from vanban.build.reuse import Kept
from vanban.build.room import give_back
from vanban.build.survey import Reason, kept_of, survey
from vanban.build.well_formed import form_errors, well_formed
from vanban.bundle import deliver, read_faces, sweep
from vanban.convert import Converter, FontFamily
from vanban.errors import DataError, Problem, ProfileError, TemplateError, VanbanError, gravest
from vanban.forms import BUILDERS
from vanban.intake import Season
from vanban.model.document import DocumentNumber, parse_number
from vanban.model.packet import Packet, PacketPlan, Planned
from vanban.register import Register
from vanban.render import variables
from vanban.settings import Settings
from vanban.store import Store, key_of, sources_mark

PLAN_KEY: Final = "ke-hoach"
TEMPLATE_SHELF: Final = "mau"
FONT_SHELF: Final = "phong"


@dataclass(frozen=True, slots=True)
class Build:
    """Kết quả lập hồ sơ: the packets made, what the clerk should know, and the errors that stopped other packets.

    `reasons` say why packets and papers were made again; those that stand as they were have none.
    """

    packets: tuple[Packet, ...]
    warnings: tuple[Problem, ...]
    errors: tuple[Problem, ...] = ()
    stopped: tuple[str, ...] = ()
    malformed: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


def check_season(season: Season) -> tuple[Problem, ...]:
    """Every finding of the rating rules, with file and line; every paper finished by hand that nothing would use."""
    return judge_season(season).problems


def preview(
    season: Season, settings: Settings, wanted: Sequence[str]
) -> tuple[tuple[PacketPlan, ...], dict[str, DocumentNumber]]:
    """What would be made, and the numbers papers have so far; writes nothing."""
    plans = plan_packets(season.review, season.folder, wanted)
    return plans, known_numbers(season, Register(settings.register))


def planned_papers(season: Season, wanted: Sequence[str] = ()) -> dict[str, Planned]:
    """All papers of ours of the wanted packets, by key, each once, in packet order."""
    plans = plan_packets(season.review, season.folder, wanted)
    return {p.key: p for plan in plans for p in plan.papers if isinstance(p, Planned)}


def stated_numbers(season: Season) -> dict[str, DocumentNumber]:
    """Numbers that are facts of the season: the plan's, by its paper key."""
    stated = parse_number(season.review.period.plan.code)
    return {PLAN_KEY: stated} if stated is not None else {}


def known_numbers(season: Season, register: Register) -> dict[str, DocumentNumber]:
    """The number of every paper that has one: the register's, and the plan's own.

    Raises:
        DataError: the register gives the plan another number than the facts.
    """
    numbers = register.numbers(season.review.code)
    for key, stated in stated_numbers(season).items():
        held = numbers.setdefault(key, stated)
        if held != stated:
            remedy = "sửa ke_hoach.so_ky_hieu hoặc huỷ số trong sổ"
            raise DataError.say("LH-03", f"Kế hoạch ghi số {stated} nhưng sổ văn bản ghi {held}", "ky.yaml", remedy)
    return numbers


def build_packets(
    season: Season, settings: Settings, wanted: Sequence[str], converter: Converter, fonts: FontFamily, report: Report
) -> Build:
    """Make the wanted packets (all when none is named) and put them in their places, all or none.

    A packet that breaks a rating rule is left out and named in `stopped`, one whose papers break a rule of form in
    `malformed`; the others are made.

    Raises:
        VanbanError: with every problem of the step that failed; packets already there stay untouched.
        DataError: every wanted packet breaks a rating rule.
        FormFindingsError: every packet that was made breaks a rule of form.
    """
    every = plan_packets(season.review, season.folder)
    planned = chosen(season.review, every, wanted)
    store = Store(settings.output, settings.store_bytes)
    warnings = check_forms(season, store)
    faces = read_faces(fonts.files, store.shelf(FONT_SHELF))
    try:
        with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
            handed, helpers = handed_in(season.folder), _helpers(settings)
            press = Press(season, {}, Path(folder), converter, faces, store, report, handed, helpers=helpers)
            build = _built(press, settings, every, planned)
    finally:
        store.trim()
    return replace(build, warnings=tuple(dict.fromkeys([*warnings, *build.warnings])))


def _built(press: Press, settings: Settings, every: Sequence[PacketPlan], planned: Sequence[PacketPlan]) -> Build:
    """The `planned` ones of all packets that no error stops, in their places; the season is judged meanwhile."""
    season = press.season
    numbers = partial(known_numbers, season, Register(settings.register))
    begun = () if settings.cluster else planned  # computers beside this one have enough to do
    with (
        beside(partial(judge_season, season, every), press.helpers > 0) as judged,
        closing(Early(press, begun, numbers)) as early,
    ):
        judgement = judged()
        plans, stopped = _sorted_out(planned, judgement)
        sweep(settings.output / season.review.code)
        made = _make(replace(press, numbers=numbers(), early=early), settings, plans, judgement)
    standing = [plan for plan in plans if plan.code in made.results]
    return Build(
        packets=tuple(made.results[plan.code].packet for plan in standing),
        warnings=(*_warnings(standing, judgement), *_remarks(standing, made.results)),
        errors=(*_errors(stopped, judgement), *form_errors(made.malformed)),
        stopped=tuple(plan.code for plan in stopped),
        malformed=tuple(verdict.plan.code for verdict in made.malformed),
        reasons=made.reasons,
    )


def _helpers(settings: Settings) -> int:
    """As many as LibreOffice has; none beside a cluster, whose threads a forked process could not do with."""
    return settings.workers if settings.workers > 1 and not settings.cluster else 0


@dataclass(frozen=True, slots=True)
class _Standing:
    """The packets that stand after a build, by code; those their form stopped; why any was made again."""

    results: Mapping[str, Kept]
    malformed: Sequence[FormVerdict]
    reasons: tuple[Reason, ...]


def _make(press: Press, settings: Settings, plans: Sequence[PacketPlan], judgement: SeasonJudgement) -> _Standing:
    """Make what is not there as it should be, put it in its place, remember from what it was made."""
    output = settings.output / press.season.review.code
    drafts = press.early.drafts(plans, press.numbers) if press.early is not None else None
    work = survey(press, settings, plans, judgement, draft_papers(press, plans) if drafts is None else drafts)
    with press.store.locked():
        refuse_hand_edits(press.season, settings, work.touched(work.fresh))
    bench = Bench(press.season, press.faces, settings.max_bytes)
    with ExitStack() as stack:
        made = make_packets(Floor(press, bench, work.judge, judgement, work.drafts, output), work.fresh, stack)
        give_back()
        with press.store.locked():
            well, malformed = well_formed(made, len(work.kept), output)
            # Once more: making a season takes minutes, in which somebody may have opened a paper.
            refuse_hand_edits(press.season, settings, work.touched([item.plan for item in well]))
            deliver([(item.stage, item.packet.folder) for item in well])
            work.remember(well)
    return _Standing({**work.kept, **{item.plan.code: kept_of(item) for item in well}}, malformed, work.reasons)


def _sorted_out(
    plans: Sequence[PacketPlan], judgement: SeasonJudgement
) -> tuple[tuple[PacketPlan, ...], tuple[PacketPlan, ...]]:
    """The packets that can be made, and those that errors stop.

    Raises:
        DataError: errors stop all of them.
    """
    stopped = tuple(plan for plan in plans if judgement.errors(plan.code))
    if stopped and len(stopped) == len(plans):
        raise DataError(*_errors(stopped, judgement))
    return tuple(plan for plan in plans if plan not in stopped), stopped


def _errors(plans: Sequence[PacketPlan], judgement: SeasonJudgement) -> tuple[Problem, ...]:
    """The errors that stop some packets, each once."""
    return tuple(dict.fromkeys(problem for plan in plans for problem in judgement.errors(plan.code)))


def _warnings(plans: Sequence[PacketPlan], judgement: SeasonJudgement) -> list[Problem]:
    """The warnings about some packets, and those about none, each once."""
    codes = {plan.code for plan in plans}
    concerned = (item.problem for item in judgement.found if not item.packets or codes & set(item.packets))
    return [problem for problem in dict.fromkeys(concerned) if problem.severity != "loi"]


def _remarks(plans: Sequence[PacketPlan], results: Mapping[str, Kept]) -> Iterator[Problem]:
    """What the packets themselves gave reason to say: their papers first, then their bound files, then their form."""
    found = [results[plan.code] for plan in plans]
    yield from chain(
        *(one.remarks for one in found), *(one.packet.remarks for one in found), *(one.form for one in found)
    )


def check_forms(season: Season, store: Store) -> list[Problem]:
    """Warnings about templates; every form must have a builder, every template only names its form gives.

    Raises:
        ProfileError: a form has no builder.
        TemplateError: a template is broken or asks for a name its form does not give.
    """
    errors: list[VanbanError] = []
    warnings: list[Problem] = []
    for form in season.review.profile.forms:
        builder = BUILDERS.get(form.code)
        if builder is None:
            message = f"Biểu mẫu “{form.code}” chưa có bộ dựng nội dung"
            errors.append(ProfileError.say("CD-15", message, "che-do.toml", f"các mã đang có: {', '.join(BUILDERS)}"))
            continue
        template = season.profile_folder / form.template
        try:
            warnings += _template_warnings(template, builder.keys, store)
        except TemplateError as error:
            errors.append(error)
    if errors:
        raise gravest(errors)
    return list(dict.fromkeys(warnings))


def _names(template: Path, store: Store) -> frozenset[str]:
    """The names a template asks for, read once as long as it stays the same."""
    shelf, key = store.shelf(TEMPLATE_SHELF), key_of(sources_mark("render"), template_mark(template))
    kept = shelf.get(key)
    if kept is not None:
        return frozenset(kept.decode().split())
    names = variables(template)
    shelf.put(key, " ".join(sorted(names)).encode())
    return names


def _template_warnings(template: Path, keys: frozenset[str], store: Store) -> list[Problem]:
    names = _names(template, store)
    unknown = sorted(names - keys)
    if unknown:
        remedy = f"các tên dùng được: {', '.join(sorted(keys))}"
        raise TemplateError(
            *(Problem("MW-03", f"Mẫu dùng tên không có “{name}”", template.name, remedy) for name in unknown)
        )
    return [
        Problem("MW-06", f"Mẫu không in mục “{name}”", template.name, "thêm lại vào mẫu nếu bỏ nhầm", "canh-bao")
        for name in sorted(keys - names)
    ]

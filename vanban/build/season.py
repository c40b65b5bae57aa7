"""From a season to its packets, step by step: check, number, render, convert, place, bind, deliver."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from vanban.build.bind import Bench, bind_packet
from vanban.build.by_hand import refuse_hand_edits
from vanban.build.front import Front, settle_fronts
from vanban.build.judged import WARNINGS_FILE, SeasonJudgement, judge_season, warnings_sheet
from vanban.build.papers import Press, convert_papers, render_papers
from vanban.build.planning import plan_packets
from vanban.build.well_formed import Made, form_errors, judge_made, well_formed, write_sheet
from vanban.bundle import deliver, read_faces, staging, sweep
from vanban.convert import Converter, FontFamily
from vanban.errors import DataError, Problem, ProfileError, TemplateError, VanbanError, gravest
from vanban.forms import BUILDERS
from vanban.intake import Season
from vanban.model.document import DocumentNumber, parse_number
from vanban.model.packet import Converted, Packet, PacketPlan, Planned
from vanban.register import Register
from vanban.render import variables
from vanban.settings import Settings

PLAN_KEY: Final = "ke-hoach"


class Report(Protocol):
    """Who is told how far the work is."""

    def stage(self, title: str, total: int) -> None:
        """A step begins; `total` counts its papers."""
        ...

    def advance(self, count: int) -> None:
        """That many more are done."""
        ...


@dataclass(frozen=True, slots=True)
class Build:
    """Kết quả lập hồ sơ: the packets made, what the clerk should know, and the errors that stopped other packets."""

    packets: tuple[Packet, ...]
    warnings: tuple[Problem, ...]
    errors: tuple[Problem, ...] = ()
    stopped: tuple[str, ...] = ()
    malformed: tuple[str, ...] = ()


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
    planned = plan_packets(season.review, season.folder, wanted)
    output = settings.output / season.review.code
    warnings = check_forms(season)
    judgement = judge_season(season)
    plans, stopped = _sorted_out(planned, judgement)
    sweep(output)
    refuse_hand_edits(season, settings, [plan.code for plan in plans])
    numbers = known_numbers(season, Register(settings.register))
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder, ExitStack() as stack:
        press = Press(season, numbers, Path(folder), converter, report)
        rendered = render_papers(press, plans)
        converted = convert_papers(press, plans, rendered)
        fronts = settle_fronts(press, plans, converted)
        bench = Bench(season, read_faces(fonts.files), report, settings.max_bytes)
        made = _bind(bench, plans, converted, fronts, output, stack)
        for item in made:
            remarks = [*_remarks([item.plan], converted), *item.packet.remarks]
            _write_warnings(item.stage, item.plan, judgement, remarks)
        verdicts = judge_made(press, settings, made)
        well, malformed = well_formed(made, verdicts, output)
        deliver([(item.stage, item.packet.folder) for item in well])
    kept = [item.plan for item in well]
    told = [*warnings, *_warnings(kept, judgement), *_remarks(kept, converted)]
    told += [remark for item in well for remark in item.packet.remarks]
    told += [problem for item in well for problem in verdicts[item.plan.code].problems]
    return Build(
        packets=tuple(item.packet for item in well),
        warnings=tuple(dict.fromkeys(told)),
        errors=(*_errors(stopped, judgement), *form_errors(malformed)),
        stopped=tuple(plan.code for plan in stopped),
        malformed=tuple(verdict.plan.code for verdict in malformed),
    )


def _bind(
    bench: Bench,
    plans: Sequence[PacketPlan],
    converted: Mapping[str, Converted],
    fronts: Mapping[str, Front],
    output: Path,
    stack: ExitStack,
) -> list[Made]:
    """Every packet bound in a folder beside its place; the folders live as long as the stack."""
    bench.report.stage("Đóng quyển", len(plans))
    made: list[Made] = []
    for plan in plans:
        stage = stack.enter_context(staging(output, plan.code))
        packet = bind_packet(bench, plan, converted, fronts[plan.code], stage, output / plan.code)
        made.append(Made(plan, packet, stage, fronts[plan.code]))
        bench.report.advance(1)
    return made


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


def _remarks(plans: Sequence[PacketPlan], converted: Mapping[str, Converted]) -> list[Problem]:
    """What there is to say of the files of other people in some packets, each once."""
    keys = dict.fromkeys(paper.key for plan in plans for paper in plan.papers)
    return list(dict.fromkeys(remark for key in keys for remark in converted[key].remarks))


def _write_warnings(stage: Path, plan: PacketPlan, judgement: SeasonJudgement, remarks: Sequence[Problem]) -> None:
    write_sheet(stage / WARNINGS_FILE, warnings_sheet(plan, judgement, remarks))


def check_forms(season: Season) -> list[Problem]:
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
            warnings += _template_warnings(template, builder.keys)
        except TemplateError as error:
            errors.append(error)
    if errors:
        raise gravest(errors)
    return list(dict.fromkeys(warnings))


def _template_warnings(template: Path, keys: frozenset[str]) -> list[Problem]:
    names = variables(template)
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

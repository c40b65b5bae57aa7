"""The rules applied to a season: findings with severity and clause, less those a waiver sets aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vanban.appraisal.registry import RULES, Hit, Rule
from vanban.errors import Problem, Severity
from vanban.model.finding import Finding, Where
from vanban.model.profile import LegalProfile
from vanban.model.rating import RuleSetting
from vanban.model.review import Review
from vanban.model.sourced import Sourced
from vanban.model.waiver import Waiver

WAIVER_KIND: Final = "mien-ap-dung"
WAIVER_KEY: Final = "mien_ap_dung"
_FILE: Final = "che-do.toml"


@dataclass(frozen=True, slots=True)
class Waived:
    """Nhận định được miễn: a finding and the waiver that sets it aside."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True, slots=True)
class Judgement:
    """Kết quả xét: what stands, and what was set aside by a decision."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]


def appraise(review: Review) -> tuple[Finding, ...]:
    """Every finding about the ratings of a season that no waiver sets aside."""
    return judge(review).findings


def judge(review: Review) -> Judgement:
    """The rules applied one after the other, in the order of the regime."""
    found = [finding for rule, setting in _switched_on(review.profile) for finding in _apply(review, rule, setting)]
    standing: list[Finding] = []
    waived: list[Waived] = []
    for finding in found:
        waiver = _waiver_of(review, finding)
        if waiver is None:
            standing.append(finding)
        else:
            waived.append(Waived(finding, waiver))
    used = {entry.waiver for entry in waived}
    return Judgement((*standing, *_idle_waivers(review, used)), tuple(waived))


def _switched_on(profile: LegalProfile) -> Iterator[tuple[Rule, RuleSetting]]:
    for setting in profile.rules:
        rule = RULES.get(setting.code)
        if rule is not None and setting.action != "tat":
            yield rule, setting


def _apply(review: Review, rule: Rule, setting: RuleSetting) -> Iterator[Finding]:
    for hit in rule.find(review):
        severity = _severity(rule, setting, hit)
        basis = _clause(hit.source or setting)
        yield Finding(rule.code, hit.message, hit.where, hit.remedy, severity, basis, hit.subject)


def _severity(rule: Rule, setting: RuleSetting, hit: Hit) -> Severity:
    """What is not read in the text itself only warns, unless facts contradict facts."""
    unsure = any(source.certainty != "T" for source in (setting, hit.source or setting))
    if setting.action == "loi" and not (rule.nature == "quy-dinh" and unsure):
        return "loi"
    return "canh-bao"


def _clause(source: Sourced) -> str:
    return f"{source.basis} [{source.certainty}]"


def _waiver_of(review: Review, finding: Finding) -> Waiver | None:
    """The waiver of a finding; arithmetic cannot be waived."""
    if RULES[finding.code].nature == "so-hoc":
        return None
    names = {finding.where.code, finding.subject} - {""}
    return next((w for w in review.waivers if w.rule == finding.code and w.about in names), None)


def _idle_waivers(review: Review, used: set[Waiver]) -> Iterator[Finding]:
    for index, waiver in enumerate(review.waivers):
        where = Where(WAIVER_KIND, "", (WAIVER_KEY, index))
        rule = RULES.get(waiver.rule)
        if rule is None:
            message = f"Không có quy tắc mang mã “{waiver.rule}”"
            yield Finding("MA-03", message, where, "sửa mã quy tắc", "canh-bao")
        elif rule.nature == "so-hoc":
            message = f"Quy tắc {rule.code} là phép tính, không miễn áp dụng được: {rule.sentence}"
            yield Finding("MA-02", message, where, "sửa số liệu, bỏ dòng miễn này", "canh-bao")
        elif waiver not in used:
            message = f"Miễn áp dụng {waiver.rule} cho “{waiver.about}” không ứng với nhận định nào"
            yield Finding("MA-01", message, where, "bỏ dòng này nếu không còn cần", "canh-bao")


def misfits(profile: LegalProfile) -> tuple[Problem, ...]:
    """What the regime says of the rules that cannot be: unknown or missing codes, errors on what nobody has read."""
    known = {setting.code for setting in profile.rules}
    missing = [code for code, rule in RULES.items() if code not in known and rule.asked(profile)]
    problems = [
        _problem("CD-16", f"Thiếu quy tắc {code}", "thêm [[quy_tac]] với hanh_dong, can_cu, chac_chan")
        for code in missing
    ]
    for setting in profile.rules:
        rule = RULES.get(setting.code)
        if rule is None:
            problems.append(_problem("CD-17", f"Không có quy tắc mang mã “{setting.code}”", "sửa mã hoặc bỏ mục này"))
        elif setting.action == "loi" and rule.nature == "quy-dinh" and setting.certainty != "T":
            message = f"Quy tắc {rule.code} chưa đọc nguyên văn (chac_chan {setting.certainty}) mà đặt hanh_dong là loi"
            problems.append(_problem("CD-18", message, "đặt canh-bao, hoặc ghi chac_chan T cùng căn cứ đã đọc"))
    return (*problems, *_unknown_names(profile))


def _unknown_names(profile: LegalProfile) -> Iterator[Problem]:
    """Levels, grades and criteria the settings name and the regime does not have."""
    roles = profile.rating.roles
    levels = {level.code for level in profile.levels}
    grades = {grade.code for grade in profile.grades}
    criteria = {criterion.code for criterion in profile.individual_criteria}
    named = [("xep_loai", code, levels) for code in (roles.best, roles.good, roles.met, roles.failed)]
    for condition in profile.rating.grades:
        wanted = ((condition.level, levels), (condition.main_grade, grades), (condition.other_grade, grades))
        named += [("xep_loai", code, known) for code, known in wanted]
    named.append(("xep_loai.tra_loi_cam_ket", profile.rating.commitment.criterion, criteria))
    named += [(part, code, levels) for part, code in _levels_by_points(profile)]
    for part, code in dict.fromkeys((part, code) for part, code, known in named if code not in known):
        yield _problem("CD-19", f"Phần {part} dùng mã “{code}” chưa được khai báo", "khai báo hoặc sửa mã")


def _levels_by_points(profile: LegalProfile) -> Iterator[tuple[str, str]]:
    """The levels named by the scale and by what must stand behind a level, with the part of the regime."""
    scale, rules = profile.scale, profile.point_rules
    yield from (("thang_diem", step.level) for step in (scale.thresholds if scale else ()))
    yield from (("xep_loai_diem", condition.level) for condition in rules.tasks)
    yield from (("xep_loai_diem", setting.level) for setting in (rules.remedied, rules.clean) if setting)
    if rules.quarters is not None:
        yield "xep_loai_diem", rules.quarters.blocking


def _problem(code: str, message: str, remedy: str) -> Problem:
    return Problem(code, message, _FILE, remedy, file=_FILE)

"""What must stand behind a level besides points: tasks, remedies, discipline, and what leaves only the failed level."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.appraisal.caps import forced, forced_collective, too_little
from vanban.appraisal.levels import (
    LEADING,
    below,
    collective_levels,
    collective_place,
    exact,
    in_per_cent,
    level_name,
    member_level,
    member_place,
    name_of,
    names_of,
    roles,
)
from vanban.appraisal.registry import Hit, by_points, rule
from vanban.model.collective import Collective
from vanban.model.finding import Where
from vanban.model.individual import Individual
from vanban.model.remedy import Workload
from vanban.model.report import ReviewText
from vanban.model.review import Review, score_table
from vanban.model.scale import TaskCondition
from vanban.model.scoring import Conclusion
from vanban.viet import percent

# A level with what stands behind it: whose, the level, the tasks, what they are called, where the level stands.
Tasked = tuple[str, str, Workload, str, Where]


@rule("DK-01", "Mức xếp loại có đủ tỷ lệ nhiệm vụ hoàn thành, đúng hạn, vượt mức", asked=by_points)
def tasks(review: Review) -> Iterator[Hit]:
    """The tasks behind a level: all done, few late, enough beyond what was asked; of leaders, in the unit led too."""
    conditions = {condition.level: condition for condition in review.profile.point_rules.tasks}
    for code, level, workload, noun, where in _tasked(review):
        condition = conditions.get(level)
        if condition is not None and (short := _short(workload, condition)):
            message = f"{name_of(review, code)} xếp {level_name(review, level)} nhưng {noun} {'; '.join(short)}"
            yield Hit(message, where, "xem lại mức xếp loại, hoặc sửa số liệu nếu ghi nhầm", code, condition)


def _tasked(review: Review) -> Iterator[Tasked]:
    for collective in review.collectives.values():
        level = collective_levels(review, collective)[0]
        if collective.workload is not None:
            yield collective.code, level, collective.workload, "tập thể", collective_place(collective)
    for person in review.individuals.values():
        level = member_level(review, person) or ""
        if person.workload is not None:
            yield person.code, level, person.workload, "cá nhân", member_place(person)
        if person.leader and person.led_unit is not None:
            yield person.code, level, person.led_unit, "đơn vị, lĩnh vực phụ trách", member_place(person)


def _short(workload: Workload, condition: TaskCondition) -> list[str]:
    """What is short of the condition: `hoàn thành 9/10 nhiệm vụ (90,0%), cần 100%`."""
    given = workload.assigned
    found = []
    if below(workload.done, given, condition.done):
        found.append(_said("hoàn thành", workload.done, given, f"cần {in_per_cent(condition.done)}"))
    if workload.late * 100 > exact(condition.late) * given:
        found.append(_said("chậm", workload.late, given, f"tối đa {in_per_cent(condition.late)}"))
    if below(workload.over, given, condition.over):
        found.append(_said("vượt mức", workload.over, given, f"cần {in_per_cent(condition.over)}"))
    return found


def _said(verb: str, part: int, whole: int, needed: str) -> str:
    return f"{verb} {part}/{whole} nhiệm vụ ({percent(part, whole)}%), {needed}"


@rule("DK-02", "Mức cao nhất phải có số liệu nhiệm vụ trong năm", "doi-chieu", asked=by_points)
def best_is_counted(review: Review) -> Iterator[Hit]:
    """Nobody stands at the best level whose tasks were not counted, where the regime asks for shares of them."""
    best = roles(review).best
    if not any(condition.level == best for condition in review.profile.point_rules.tasks):
        return
    for collective in review.collectives.values():
        if collective.workload is None and collective_levels(review, collective)[0] == best:
            where = Where("tap-the", collective.code)
            yield Hit(_uncounted(review, collective.code), where, "thêm chi_tieu: {giao, xong, cham, vuot}")
    for person in review.individuals.values():
        if member_level(review, person) == best:
            yield from _uncounted_of(review, person)


def _uncounted_of(review: Review, person: Individual) -> Iterator[Hit]:
    where = Where("ca-nhan", person.code)
    if person.workload is None:
        yield Hit(_uncounted(review, person.code), where, "thêm nhiem_vu: {giao, xong, cham, vuot}")
    if person.leader and person.led_unit is None:
        message = f"{_uncounted(review, person.code)} của đơn vị, lĩnh vực phụ trách"
        yield Hit(message, where, "thêm don_vi_phu_trach: {giao, xong, cham, vuot}")


def _uncounted(review: Review, code: str) -> str:
    best = level_name(review, roles(review).best)
    return f"{name_of(review, code)} xếp {best} nhưng chưa có số liệu nhiệm vụ"


@rule("DK-03", "Mức cao nhất phải khắc phục xong mọi hạn chế của kỳ trước", asked=by_points)
def remedied(review: Review) -> Iterator[Hit]:
    """Behind the level of the setting, every shortcoming of earlier seasons is mended."""
    setting = review.profile.point_rules.remedied
    for where, text, level in _texts(review) if setting else ():
        open_ones = [item for item in text.remedies.items if item.state != "da"]
        if setting and level == setting.level and open_ones:
            message = (
                f"{name_of(review, where.code)} xếp {level_name(review, level)} nhưng còn {len(open_ones)}/"
                f"{len(text.remedies.items)} hạn chế kỳ trước chưa khắc phục xong"
            )
            spot = Where(where.kind, where.code, (*where.route, "khac_phuc", "muc"))
            yield Hit(message, spot, "xếp mức thấp hơn, hoặc sửa trang_thai nếu đã khắc phục", where.code, setting)


def _texts(review: Review) -> Iterator[tuple[Where, ReviewText, str]]:
    for collective in review.collectives.values():
        if collective.report is not None:
            where = Where("tap-the", collective.code, ("bao_cao",))
            yield where, collective.report, collective_levels(review, collective)[0]
    for person in review.reviewed:
        where = Where("ca-nhan", person.code, ("kiem_diem",))
        yield where, person.review_text, member_level(review, person) or ""


@rule("DK-04", "Tập thể mức cao nhất không có thành viên, đơn vị trực thuộc bị kỷ luật", asked=by_points)
def clean(review: Review) -> Iterator[Hit]:
    """No member and no unit below a collective at the level of the setting was disciplined in the year."""
    setting = review.profile.point_rules.clean
    for collective in review.collectives.values() if setting else ():
        level = collective_levels(review, collective)[0]
        if setting is None or level != setting.level or collective.kind not in setting.kinds:
            continue
        found = [code for code in _parts_of(review, collective) if _disciplined(review, code)]
        if found:
            message = f"{collective.name} xếp {level_name(review, level)} nhưng bị kỷ luật: {names_of(review, found)}"
            yield Hit(message, collective_place(collective), "xếp mức thấp hơn", collective.code, setting)


def _parts_of(review: Review, collective: Collective) -> list[str]:
    """The members of a leading body; of the committee of the whole organisation its cells too."""
    codes = [member.person for member in collective.members]
    if collective.code == review.period.office.code:
        codes += [each.code for each in review.collectives.values() if each.code != collective.code]
    return codes


def _disciplined(review: Review, code: str) -> bool:
    noun = review.individuals.get(code) or review.collectives.get(code)
    return noun is not None and any(each.day.year == review.period.year for each in noun.disciplines)


@rule("DK-05", "Có kết luận thuộc các trường hợp quy định thì xếp mức thấp nhất", asked=by_points)
def disqualified(review: Review) -> Iterator[Hit]:
    """A conclusion of a competent body of one of the regime's kinds leaves only the failed level."""
    known = {each.code: each for each in review.profile.point_rules.disqualifiers}
    for collective in review.collectives.values():
        for conclusion in collective.conclusions:
            reason = known.get(conclusion.kind)
            if reason is not None and "tap-the" in reason.about:
                yield from forced_collective(review, collective, _concluded(reason.name, conclusion), reason)
    for person in review.individuals.values():
        level = member_level(review, person)
        for conclusion in person.conclusions:
            reason = known.get(conclusion.kind)
            if reason and score_table(person) in reason.about and level not in (None, roles(review).failed):
                yield forced(review, person, level or "", _concluded(reason.name, conclusion), reason)


def _concluded(name: str, conclusion: Conclusion) -> str:
    return f"{name} (theo {conclusion.paper})"


@rule("DK-06", "Loại kết luận phải có trong danh mục của chế độ", "doi-chieu", asked=by_points)
def known_conclusions(review: Review) -> Iterator[Hit]:
    """Every conclusion is of a kind the regime knows."""
    known = [each.code for each in review.profile.point_rules.disqualifiers]
    for kind, nouns in (("tap-the", review.collectives), ("ca-nhan", review.individuals)):
        for noun in nouns.values():
            for index, conclusion in enumerate(noun.conclusions):
                if conclusion.kind not in known:
                    where = Where(kind, noun.code, ("ket_luan", index, "loai"))
                    remedy = f"ghi một trong: {', '.join(known) or 'chế độ này không dùng mục ket_luan'}"
                    yield Hit(f"Không có loại kết luận “{conclusion.kind}”", where, remedy)


@rule("DK-07", "Người lãnh đạo có đơn vị phụ trách dưới tỷ lệ tối thiểu xếp mức thấp nhất", asked=by_points)
def led_units(review: Review) -> Iterator[Hit]:
    """A leader whose unit did less than the least share, or most of whose units failed, is at the failed level."""
    rules = review.profile.point_rules
    for person in review.individuals.values():
        level, led = member_level(review, person), person.led_unit
        if not person.leader or led is None or level in (None, roles(review).failed):
            continue
        least, units = rules.least_of_unit, rules.failed_units
        if least and (why := too_little(led, least.share, "nhiệm vụ")):
            yield forced(review, person, level or "", f"phụ trách đơn vị {why}", least)
        if units and led.failed * 100 > exact(units.share) * led.units:
            why = f"có {led.failed}/{led.units} đơn vị phụ trách không hoàn thành, quá {in_per_cent(units.share)}"
            yield forced(review, person, level or "", why, units)


@rule("DK-08", "Người có quá nửa số phiếu tín nhiệm thấp xếp mức thấp nhất", asked=by_points)
def low_confidence(review: Review) -> Iterator[Hit]:
    """A leader whom too many ballots of the year's vote of confidence called low is at the failed level."""
    setting = review.profile.point_rules.low_confidence
    for person in review.individuals.values():
        level, vote = member_level(review, person), person.confidence
        if setting is None or vote is None or not person.leader or level in (None, roles(review).failed):
            continue
        if vote.low * 100 > exact(setting.share) * vote.returned:
            why = f"có {vote.low}/{vote.returned} phiếu tín nhiệm thấp, quá {in_per_cent(setting.share)}"
            yield forced(review, person, level or "", why, setting)


@rule("DK-09", "Tập thể ít thành viên không kiểm điểm riêng", asked=by_points)
def small_collectives(review: Review) -> Iterator[Hit]:
    """A leading collective of few members is reviewed with the committee or a body of like function."""
    setting = review.profile.point_rules.small
    for collective in review.collectives.values():
        if setting and collective.kind in LEADING and len(collective.members) < setting.members:
            message = f"{collective.name} có {len(collective.members)} thành viên, dưới {setting.members}"
            remedy = "kiểm điểm chung với cấp uỷ hoặc tập thể có chức năng tương đồng do cấp có thẩm quyền quyết định"
            yield Hit(message, Where("tap-the", collective.code, ("thanh_vien",)), remedy, collective.code, setting)


@rule("DK-10", "Chi bộ không có chi uỷ thì không có báo cáo kiểm điểm của chi uỷ", "doi-chieu", asked=by_points)
def without_committee(review: Review) -> Iterator[Hit]:
    """A cell without a committee writes no report: its secretary and deputy are reviewed in the cell."""
    for collective in review.collectives.values():
        if collective.without_committee and collective.report is not None:
            message = f"{collective.name} ghi khong_chi_uy nhưng có báo cáo kiểm điểm tập thể"
            remedy = "bỏ bao_cao: Bí thư, Phó Bí thư kiểm điểm tại chi bộ; hoặc sửa khong_chi_uy nếu chi bộ có chi uỷ"
            yield Hit(message, Where("tap-the", collective.code, ("bao_cao",)), remedy, collective.code)

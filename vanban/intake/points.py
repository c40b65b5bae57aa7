"""Points and counts: the office's table adds up to the scale, every criterion is scored, no part is above its whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from vanban.intake.answers import nearest
from vanban.model.collective import Collective
from vanban.model.finding import Finding, Where
from vanban.model.individual import Individual
from vanban.model.remedy import Workload
from vanban.model.review import Review
from vanban.model.scale import Scale
from vanban.model.scoring import ScoreRow, Scoring, in_points, table_rows

_TABLE = "bang_diem"
POINT_CODES: Final = frozenset(f"DL-{number}" for number in range(61, 70))


def point_findings(review: Review) -> Iterator[Finding]:
    """What is wrong with the office's table and with the points given by it; every code is one of `POINT_CODES`."""
    yield from _reports(review)
    yield from _counts(review)
    scale = review.profile.scale
    if scale is None:
        yield from _without_scale(review)
        return
    yield from _table(review.period.scoring_table, scale)
    for where, noun, scoring in _scored(review):
        yield from _scores(where, scoring, review.score_rows(noun), scale)
    yield from _civil(review, scale)


def _reports(review: Review) -> Iterator[Finding]:
    """A collective writes a report; only a Party cell without a committee does not."""
    for collective in review.collectives.values():
        where = Where("tap-the", collective.code)
        if collective.report is None and not (collective.without_committee and collective.kind == "chi-bo"):
            remedy = "thêm bao_cao; chi bộ không có chi uỷ thì ghi khong_chi_uy: co và cham_diem"
            yield Finding("DL-61", f"{collective.name} chưa có báo cáo kiểm điểm", where, remedy)
        elif collective.report is None and collective.scoring is None:
            message = f"{collective.name} không có báo cáo và cũng chưa tự chấm điểm"
            yield Finding("DL-61", message, where, "thêm cham_diem với ngay, diem, de_nghi")
        elif not collective.proposed_level:
            where = Where("tap-the", collective.code, ("cham_diem",))
            yield Finding("DL-61", f"{collective.name} chưa đề nghị mức xếp loại", where, "thêm de_nghi")


def _counts(review: Review) -> Iterator[Finding]:
    """A part above its whole, in what was counted of tasks, units and ballots; a quarter that stands twice."""
    for collective in review.collectives.values():
        yield from _workload(Where("tap-the", collective.code, ("chi_tieu",)), collective.workload)
    for person in review.individuals.values():
        yield from _workload(Where("ca-nhan", person.code, ("nhiem_vu",)), person.workload)
        where = Where("ca-nhan", person.code, ("don_vi_phu_trach",))
        yield from _workload(where, person.led_unit)
        if person.led_unit is not None:
            units = ("so_don_vi", person.led_unit.units)
            yield from _above(where, ("so_khong_hoan_thanh", person.led_unit.failed), units)
        if person.confidence is not None:
            vote = person.confidence
            yield from _above(
                Where("ca-nhan", person.code, ("tin_nhiem",)), ("thap", vote.low), ("thu_ve", vote.returned)
            )
        yield from _quarters(person)


def _workload(where: Where, workload: Workload | None) -> Iterator[Finding]:
    if workload is not None:
        yield from _above(where, ("xong", workload.done), ("giao", workload.assigned))
        for key, part in (("cham", workload.late), ("vuot", workload.over)):
            yield from _above(where, (key, part), ("giao", workload.assigned))


def _above(where: Where, part: tuple[str, int], whole: tuple[str, int]) -> Iterator[Finding]:
    if part[1] > whole[1]:
        spot = Where(where.kind, where.code, (*where.route, part[0]))
        message = f"Mục “{part[0]}” ghi {part[1]}, nhiều hơn “{whole[0]}” là {whole[1]}"
        yield Finding("DL-69", message, spot, "kiểm tra lại hai số")


def _quarters(person: Individual) -> Iterator[Finding]:
    numbers = [quarter.number for quarter in person.quarters]
    for index, number in enumerate(numbers):
        if number in numbers[:index]:
            where = Where("ca-nhan", person.code, ("ket_qua_quy", index, "quy"))
            yield Finding("DL-69", f"Quý {number} ghi hai lần", where, "sửa số quý hoặc bỏ một dòng")


def _scored(review: Review) -> Iterator[tuple[Where, Collective | Individual, Scoring]]:
    for collective in review.collectives.values():
        if collective.scoring is not None:
            yield Where("tap-the", collective.code, ("cham_diem", "diem")), collective, collective.scoring
    for person in review.individuals.values():
        if person.scoring is not None:
            yield Where("ca-nhan", person.code, ("cham_diem", "diem")), person, person.scoring


def _without_scale(review: Review) -> Iterator[Finding]:
    for where, _, _ in _scored(review):
        message = f"Chế độ “{review.profile.code}” không chấm điểm"
        yield Finding("DL-62", message, where, "bỏ mục cham_diem, hoặc chọn chế độ có thang điểm")


def _table(rows: Sequence[ScoreRow], scale: Scale) -> Iterator[Finding]:
    """Every row in a known group of a known table, no code twice, and every group adds up."""
    groups = {group.code: group for group in scale.groups}
    seen: dict[tuple[str, str], int] = {}
    for index, row in enumerate(rows):
        where = Where("ky", "", (_TABLE, index))
        if row.group not in groups:
            remedy = nearest(row.group, groups) + f"các nhóm: {', '.join(groups)}"
            yield Finding("DL-63", f"Thang điểm không có nhóm “{row.group}”", where, remedy)
        if seen.setdefault((row.table, row.code), index) != index:
            message = f"Tiêu chí “{row.code}” ghi hai lần trong bảng {row.table}"
            yield Finding("DL-64", message, where, "đổi mã hoặc bỏ một dòng")
    for table in scale.tables:
        mine = table_rows(rows, table.code)
        for group in scale.groups if mine else ():
            yield from _group_sum(table.code, mine, group.code, group.most)


def _group_sum(table: str, rows: Sequence[ScoreRow], group: str, most: Decimal) -> Iterator[Finding]:
    points = [row.most for row in rows if row.group == group]
    total = sum(points, Decimal(0))
    if total != most:
        cast = " + ".join(in_points(each) for each in points) or "0"
        message = f"Bảng điểm {table}, nhóm {group}: {cast} = {in_points(total)}, phải bằng {in_points(most)}"
        remedy = "sửa điểm tối đa của các tiêu chí trong bang_diem"
        yield Finding("DL-65", message, Where("ky", "", (_TABLE,)), remedy)


def _scores(where: Where, scoring: Scoring, rows: Sequence[ScoreRow], scale: Scale) -> Iterator[Finding]:
    """Criteria of the table each scored once, nothing above its most, no group above the scale."""
    known = {row.code: row for row in rows}
    for code, given in scoring.points.items():
        spot = Where(where.kind, where.code, (*where.route, code))
        row = known.get(code)
        if row is None:
            remedy = (
                nearest(code, known) + f"các tiêu chí: {', '.join(known) or 'chưa có, xem bang_diem trong ky.yaml'}"
            )
            yield Finding("DL-66", f"Bảng điểm không có tiêu chí “{code}” cho đối tượng này", spot, remedy)
        elif given > row.most:
            message = f"Tiêu chí “{code}” chấm {in_points(given)} điểm, cao hơn điểm tối đa {in_points(row.most)}"
            yield Finding("DL-67", message, spot, f"chấm từ 0 đến {in_points(row.most)}")
    missing = [code for code in known if code not in scoring.points]
    if missing:
        message = f"Chưa chấm điểm {len(missing)} tiêu chí: {', '.join(missing)}"
        yield Finding("DL-68", message, where, "chấm đủ các tiêu chí, tiêu chí không đạt ghi 0")


def _civil(review: Review, scale: Scale) -> Iterator[Finding]:
    most = {group.code: group.most for group in scale.groups}
    for person in review.individuals.values():
        if person.civil_score is not None:
            where = Where("ca-nhan", person.code, ("diem_cong_vu", "diem"))
            yield from _by_group(where, person.civil_score.points, most)


def _by_group(where: Where, points: Mapping[str, Decimal], most: Mapping[str, Decimal]) -> Iterator[Finding]:
    for group, given in points.items():
        spot = Where(where.kind, where.code, (*where.route, group))
        if group not in most:
            remedy = nearest(group, most) + f"các nhóm: {', '.join(most)}"
            yield Finding("DL-63", f"Thang điểm không có nhóm “{group}”", spot, remedy)
        elif given > most[group]:
            message = f"Nhóm “{group}” chấm {in_points(given)} điểm, cao hơn điểm tối đa {in_points(most[group])}"
            yield Finding("DL-67", message, spot, f"chấm từ 0 đến {in_points(most[group])}")
    for group in most:
        if group not in points:
            yield Finding("DL-68", f"Chưa chấm điểm nhóm “{group}”", where, "thêm điểm của nhóm")

"""Who is reviewed, on what time of work, with whose opinion."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vanban.appraisal.levels import name_of
from vanban.appraisal.registry import Hit, by_points, rule
from vanban.model.finding import Where
from vanban.model.individual import Individual
from vanban.model.review import Review
from vanban.model.scale import Newcomer
from vanban.viet import full_date


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another; a month is full on the same day of the next, or on its last day."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day and not _last_of_month(end))


def _last_of_month(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).month != day.month


@rule("DT-01", "Đảng viên mới kết nạp chưa đủ thời gian thì không kiểm điểm, xếp loại", asked=by_points)
def newcomers(review: Review) -> Iterator[Hit]:
    """Who was admitted too short a time ago is not reviewed."""
    setting = review.profile.point_rules.newcomer
    for person in review.reviewed if setting else ():
        months = _months(review, person, setting)
        if setting and months is not None and months < setting.months:
            message = (
                f"{name_of(review, person.code)} vào Đảng ngày {_admitted(person)}, mới {months} tháng, "
                f"chưa đủ {setting.months} tháng, nhưng đã kiểm điểm"
            )
            remedy = "bỏ kiem_diem, ghi mien_kiem_diem với ly_do: chua-du-6-thang"
            yield Hit(message, Where("ca-nhan", person.code, ("ngay_vao_dang",)), remedy, person.code, setting)


@rule("DT-02", "Miễn vì mới kết nạp phải khớp ngày vào Đảng", "doi-chieu", asked=by_points)
def excused_newcomers(review: Review) -> Iterator[Hit]:
    """Who is excused as newly admitted was admitted a short time ago."""
    setting = review.profile.point_rules.newcomer
    for person in review.individuals.values():
        if setting is None or person.exemption is None or person.exemption.reason != "chua-du-6-thang":
            continue
        months = _months(review, person, setting)
        if months is not None and months >= setting.months:
            message = (
                f"{name_of(review, person.code)} vào Đảng ngày {_admitted(person)}, đã {months} tháng, "
                f"nhưng miễn kiểm điểm vì chưa đủ {setting.months} tháng"
            )
            yield Hit(message, Where("ca-nhan", person.code, ("mien_kiem_diem", "ly_do")), "kiểm tra lại ngày vào Đảng")


def _months(review: Review, person: Individual, setting: Newcomer | None) -> int | None:
    """Months in the Party on the day that counts; None while the day of admission is not known."""
    if person.admitted is None or setting is None:
        return None
    last = date(review.period.year, 12, 31)
    days = [meeting.day for meeting in review.held_by(person.branch)]
    end = max(days) if days and setting.on == "cuoc-hop" else last
    return months_between(person.admitted, end)


def _admitted(person: Individual) -> str:
    return full_date(person.admitted) if person.admitted else ""


@rule("DT-03", "Người nghỉ dài xếp loại theo thời gian làm việc thực tế", asked=by_points)
def long_leave(review: Review) -> Iterator[Hit]:
    """Who was away long is rated on the time worked: somebody must look."""
    setting = review.profile.point_rules.long_leave
    for person in review.reviewed if setting else ():
        if setting and person.months_away >= setting.months:
            message = f"{name_of(review, person.code)} nghỉ {person.months_away} tháng, được kiểm điểm, xếp loại"
            remedy = "căn cứ thời gian làm việc thực tế để xếp loại, ghi rõ trong nhận xét"
            yield Hit(message, Where("ca-nhan", person.code, ("so_thang_nghi",)), remedy, person.code, setting)


@rule(
    "DT-04",
    "Đảng viên sinh hoạt tạm thời phải có ý kiến của chi bộ nơi sinh hoạt tạm thời",
    "doi-chieu",
    asked=by_points,
)
def temporary_cells(review: Review) -> Iterator[Hit]:
    """A member who sits with another cell for a time is rated at home, on that cell's written opinion."""
    for person in review.reviewed:
        cell = person.temporary_cell
        if cell is not None and not cell.opinion:
            message = (
                f"{name_of(review, person.code)} sinh hoạt tạm thời tại {cell.branch}, chưa có ý kiến bằng văn bản"
            )
            remedy = "xin ý kiến, đưa vào kem_theo rồi ghi co_y_kien: co"
            yield Hit(message, Where("ca-nhan", person.code, ("sinh_hoat_tam_thoi",)), remedy, person.code)


@rule("DD-13", "Người thuộc diện lấy ý kiến có nhận xét của cấp uỷ nơi cư trú", asked=by_points)
def residence(review: Review) -> Iterator[Hit]:
    """Who works in an office has the comment of the committee at home; who belongs to a cell at home needs none."""
    for person in review.reviewed:
        if person.service != "khong" and not person.outside_system and person.residence is None:
            message = f"{name_of(review, person.code)} chưa có nhận xét của cấp uỷ nơi cư trú"
            remedy = "thêm nhan_xet_cu_tru; trường hợp đặc biệt ghi vào mien-ap-dung.yaml"
            yield Hit(message, Where("ca-nhan", person.code), remedy, person.code)


@rule("DD-14", "Kết quả tự xếp loại được thẩm định trước khi quyết định", asked=by_points)
def assessed(review: Review) -> Iterator[Hit]:
    """Where a committee has decided, the body that advises it has given its assessment before."""
    for person in review.reviewed:
        decided, given = person.verdicts.committee, person.assessment
        if decided is not None and given is None:
            message = f"{name_of(review, person.code)} đã được quyết định xếp loại nhưng chưa có kết quả thẩm định"
            yield Hit(message, Where("ca-nhan", person.code), "thêm tham_dinh", person.code)
        elif decided is not None and given is not None and given.day > decided.decision_date:
            message = (
                f"{name_of(review, person.code)}: thẩm định ngày {full_date(given.day)}, "
                f"sau quyết định xếp loại ngày {full_date(decided.decision_date)}"
            )
            yield Hit(message, Where("ca-nhan", person.code, ("tham_dinh", "ngay")), "kiểm tra lại hai ngày")

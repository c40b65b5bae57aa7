"""The numbers and words the rating rules go by: all of them settings of the regime, each with its clause."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from vanban.model.fact import Fact, OptionalWords, Text, Words
from vanban.model.remedy import DisciplineForm
from vanban.model.sourced import Sourced

Action = Literal["loi", "canh-bao", "tat"]
CollectiveName = Literal["dang-uy", "ban-thuong-vu", "chi-bo", "tap-the-lanh-dao"]
_COMMON_YEAR: Final = 2001  # any: its days are in every year
Share = Annotated[float, Field(ge=0, le=100)]


def _day_and_month(value: Any) -> Any:
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})", str(value).strip())
    day, month = (int(match[1]), int(match[2])) if match else (0, 0)
    try:
        date(_COMMON_YEAR, month, day)
    except ValueError:
        message = "“{value}” không phải ngày, tháng năm nào cũng có; viết như 15/12"
        raise PydanticCustomError("ngay_thang", message, {"value": str(value)}) from None
    return (month, day)


# (month, day), written 15/12
DayOfYear = Annotated[tuple[int, int], BeforeValidator(_day_and_month)]


class RuleSetting(Sourced):
    """Quy tắc: what the office does with a rule, and the clause it rests on."""

    code: Text = Field(alias="ma")
    action: Action = Field(alias="hanh_dong")


class LevelRoles(Sourced):
    """Vai trò của các mức: which code stands for the best level, the good, the met, the failed."""

    best: Text = Field(alias="cao_nhat")
    good: Text = Field(alias="tot")
    met: Text = Field(alias="dat")
    failed: Text = Field(alias="khong_dat")


class Probation(Sourced):
    """Đảng viên dự bị: whether they are rated, vote and count ballots."""

    rated: bool = Field(alias="xep_loai")
    votes: bool = Field(alias="bieu_quyet")
    tells: bool = Field(alias="kiem_phieu")


class Minimum(Sourced):
    """Tỷ lệ tối thiểu: below `share` per cent the best that can be given is the failed level.

    `of_collectives` is the share of collectives and organisations where it is another one.
    """

    share: Share = Field(alias="ty_le")
    of_collectives: Share | None = Field(default=None, alias="ty_le_tap_the")


class OrganisationShares(Sourced):
    """Điều kiện về thành phần: per cent of the parts at the met level or better, and at the good level or better."""

    met: Share = Field(alias="dat_tro_len")
    good: Share = Field(alias="tot_tro_len")


class DisciplineForms(Sourced):
    """Hình thức kỷ luật: those that force the failed level; `kinds` are the collectives concerned."""

    forms: tuple[DisciplineForm, ...] = Field(alias="hinh_thuc")
    kinds: tuple[CollectiveName, ...] = Field(default=(), alias="loai")


class GradeCondition(Sourced):
    """Điều kiện về cấp độ: what the criteria must show behind a level.

    `main` names the criteria that must reach `main_grade`; all others must reach `other_grade`.
    """

    level: Text = Field(alias="muc")
    about: tuple[Literal["ca-nhan"] | CollectiveName, ...] = Field(alias="doi_tuong", min_length=1)
    paper: Literal["kiem-diem", "phieu"] = Field(alias="van_ban")
    main: OptionalWords = Field(default=(), alias="tieu_chi_chinh")
    main_grade: Text = Field(alias="cap_do_chinh")
    other_grade: Text = Field(alias="cap_do_khac")


class Quota(Sourced):
    """Hạn mức: at most `share` per cent of the base may stand at the best level.

    The base counts those at the good level (`htt`), or at the good level and better (`htt_tro_len`). `most` is the
    share a competent body may allow by a decision, None where there is no such thing.
    """

    share: Share = Field(alias="ty_le")
    base: Literal["htt", "htt_tro_len"] = Field(alias="co_so")
    rounding: Literal["xuong", "len", "gan-nhat"] = Field(alias="lam_tron")
    most: Share | None = Field(default=None, alias="ty_le_cao_nhat")


class SmallGroup(Fact):
    """Nhóm ít đơn vị: a group of fewer than `below` may have `most` at the best level, whatever the share gives."""

    below: int = Field(alias="duoi", ge=1)
    most: int = Field(alias="toi_da", ge=0)


class KindQuota(Quota):
    """Hạn mức theo loại tập thể: each kind is a group of its own."""

    kinds: tuple[CollectiveName, ...] = Field(alias="loai", min_length=1)
    small: SmallGroup | None = Field(default=None, alias="nhom_nho")


class TitleGroup(Fact):
    """Nhóm chức danh tương đương: a title belongs here when it begins with one of these words."""

    code: Text = Field(alias="ma")
    name: Text = Field(alias="ten")
    titles: Words = Field(alias="chuc_danh")


class TitleQuota(Quota):
    """Hạn mức theo nhóm chức danh."""

    groups: tuple[TitleGroup, ...] = Field(alias="nhom")


class CivilDeadline(Sourced):
    """Hạn đánh giá công vụ: every civil rating is dated before this day of the season's year."""

    before: DayOfYear = Field(alias="truoc_ngay")


class DraftNotice(Sourced):
    """Gửi dự thảo: working days between a draft and the meeting; weekdays count from 1, Monday.

    `calendar` is the country (`VN`) whose public holidays are off too, those of the lunar year and days given in lieu
    among them; `holidays` are further days off.
    """

    days: int = Field(alias="so_ngay_lam_viec", ge=0)
    weekdays: tuple[Annotated[int, Field(ge=1, le=7)], ...] = Field(alias="thu_lam_viec", min_length=1)
    holidays: tuple[DayOfYear, ...] = Field(default=(), alias="ngay_le")
    calendar: str = Field(default="", alias="lich_nghi", max_length=2)


class CommitmentAnswers(Sourced):
    """Trả lời cam kết: the criterion that answers the commitment, and what counts as one answer."""

    criterion: Text = Field(alias="tieu_chi")
    unit: Literal["cau", "doan"] = Field(alias="dem_theo")


class EmptyAnswers(Sourced):
    """Lời “không có”: words of an explanation that says nothing was suggested."""

    words: Words = Field(alias="tu_ngu")


class Leftovers(Sourced):
    """Dấu vết kỳ trước: how old a year may be, after which words any year may stand, what counts as copying."""

    years_back: int = Field(alias="so_nam_lui", ge=0)
    after_words: OptionalWords = Field(default=(), alias="bo_qua_sau")
    min_words: int = Field(alias="so_tu_toi_thieu", ge=1)
    min_sentences: int = Field(alias="so_cau_toi_thieu", ge=1)


class Fractions(Sourced):
    """Tỷ lệ trong lời văn: the words that may lead from `9/10` to its percentage."""

    links: Words = Field(alias="tu_noi")
    reach: int = Field(alias="khoang_cach", ge=1)


class RatingValues(Fact):
    """Giá trị của quy tắc xếp loại."""

    roles: LevelRoles = Field(alias="vai_tro_muc")
    probation: Probation = Field(alias="dang_vien_du_bi")
    minimum: Minimum = Field(alias="hoan_thanh_toi_thieu")
    organisation: OrganisationShares | None = Field(default=None, alias="to_chuc_xuat_sac")
    disciplined: DisciplineForms = Field(alias="ky_luat_dang_vien")
    disciplined_member: DisciplineForms = Field(alias="ky_luat_thanh_vien")
    grades: tuple[GradeCondition, ...] = Field(default=(), alias="dieu_kien_cap_do")
    member_quota: Quota = Field(alias="han_muc_dang_vien")
    organisation_quota: KindQuota = Field(alias="han_muc_to_chuc_dang")
    collective_quota: KindQuota = Field(alias="han_muc_tap_the")
    title_quota: TitleQuota = Field(alias="han_muc_chuc_danh")
    civil_deadline: CivilDeadline = Field(alias="han_cong_vu")
    notice: DraftNotice = Field(alias="gui_du_thao")
    commitment: CommitmentAnswers = Field(alias="tra_loi_cam_ket")
    empty_answer: EmptyAnswers = Field(alias="loi_khong_co")
    leftovers: Leftovers = Field(alias="dau_vet_ky_truoc")
    fractions: Fractions = Field(alias="ty_le_trong_loi")

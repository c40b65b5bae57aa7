"""The settings of a regime that rates by points: the scale, the conditions behind a level, dates and order."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Annotated, Literal, get_args

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from vanban.model.fact import Code, Fact, Flag, OptionalWords, Text
from vanban.model.rating import CollectiveName, DayOfYear, Minimum, Share
from vanban.model.scoring import Points, TableName
from vanban.model.sourced import Sourced

Step = Literal["to-chuc", "tap-the", "ca-nhan", "dung-dau"]


class ScaleGroup(Fact):
    """Nhóm tiêu chí: what the points of its rows add up to."""

    code: Code = Field(alias="ma")
    name: Text = Field(alias="ten")
    most: Points = Field(alias="diem")


class Threshold(Fact):
    """Ngưỡng điểm: a level is reached from so many points on."""

    level: Text = Field(alias="muc")
    least: Points = Field(alias="tu")


class ScaleTable(Fact):
    """Phụ lục chấm điểm: which annex the points of a kind of subject stand in, and its form's heading."""

    code: TableName = Field(alias="ma")
    name: Text = Field(alias="ten")
    annex: Text = Field(alias="phu_luc")


class Scale(Sourced):
    """Thang điểm: groups, thresholds from the best down, the tables; `decimals` to which a total is rounded first."""

    groups: tuple[ScaleGroup, ...] = Field(alias="nhom", min_length=1)
    thresholds: tuple[Threshold, ...] = Field(alias="nguong", min_length=1)
    tables: tuple[ScaleTable, ...] = Field(alias="bang", min_length=1)
    decimals: int = Field(default=2, alias="so_le", ge=0, le=2)

    @field_validator("groups")
    @classmethod
    def _each_once(cls, groups: tuple[ScaleGroup, ...]) -> tuple[ScaleGroup, ...]:
        if len({group.code for group in groups}) < len(groups):
            raise PydanticCustomError("nhom", "mỗi mã nhóm chỉ ghi một lần")
        return groups

    @field_validator("thresholds")
    @classmethod
    def _falling(cls, steps: tuple[Threshold, ...]) -> tuple[Threshold, ...]:
        if any(lower.least >= upper.least for upper, lower in pairwise(steps)):
            raise PydanticCustomError("nguong", "ghi ngưỡng từ mức cao nhất xuống, ngưỡng sau thấp hơn ngưỡng trước")
        return steps

    @field_validator("tables")
    @classmethod
    def _all_there(cls, tables: tuple[ScaleTable, ...]) -> tuple[ScaleTable, ...]:
        if sorted(table.code for table in tables) != sorted(get_args(TableName)):
            every = ", ".join(get_args(TableName))
            raise PydanticCustomError("bang", "cần mỗi bảng một lần: {every}", {"every": every})
        return tables

    @property
    def most(self) -> Decimal:
        """The whole scale."""
        return sum((group.most for group in self.groups), Decimal(0))

    def table(self, code: str) -> ScaleTable:
        """The table of a code.

        Raises:
            KeyError: there is no table of that name.
        """
        return {str(table.code): table for table in self.tables}[code]

    def level(self, total: Decimal) -> str:
        """The level a total reaches; below every threshold the last one's."""
        reached = total.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        return next((step.level for step in self.thresholds if reached >= step.least), self.thresholds[-1].level)


class TaskCondition(Sourced):
    """Điều kiện về nhiệm vụ: shares in per cent that must stand behind a level."""

    level: Text = Field(alias="muc")
    done: Share = Field(alias="hoan_thanh")
    late: Share = Field(alias="cham_toi_da")
    over: Share = Field(default=0, alias="vuot_toi_thieu")


class Behind(Sourced):
    """Điều kiện của mức: `level` cannot stand where the condition is not met; `kinds` are the collectives concerned."""

    level: Text = Field(alias="muc")
    kinds: tuple[CollectiveName, ...] = Field(default=(), alias="loai")


class Disqualifier(Sourced):
    """Lý do xếp mức thấp nhất: a kind of conclusion, and whom it concerns."""

    code: Code = Field(alias="ma")
    name: Text = Field(alias="ten")
    about: tuple[TableName, ...] = Field(alias="doi_tuong", min_length=1)


class Ceiling(Sourced):
    """Tỷ lệ tối đa: above `share` per cent only the failed level is left."""

    share: Share = Field(alias="ty_le")


class Newcomer(Sourced):
    """Mới kết nạp: fewer than so many months in the Party on the day of the review or the last day of the year."""

    months: int = Field(alias="so_thang", ge=0)
    on: Literal["cuoc-hop", "cuoi-nam"] = Field(alias="tinh_den")


class LongLeave(Sourced):
    """Nghỉ dài: from so many months away on, a person is rated on the time worked."""

    months: int = Field(alias="so_thang", ge=0)


class SeasonDeadline(Sourced):
    """Hạn của kỳ: before which day; `inclusive` lets the day itself pass; `units` are collectives with the later day.

    Days of January and February are those of the next year.
    """

    finished: DayOfYear = Field(alias="xong_truoc")
    finished_specially: DayOfYear = Field(alias="dac_biet_truoc")
    handed_in: DayOfYear = Field(alias="nop_truoc")
    inclusive: Flag = Field(alias="tinh_ca_ngay")
    units: OptionalWords = Field(default=(), alias="don_vi_dac_biet")


class BallotOrder(Sourced):
    """Thứ tự xếp loại: the kinds of rows of a ballot, first to last."""

    steps: tuple[Step, ...] = Field(alias="thu_tu", min_length=2)


class Duration(Sourced):
    """Thời lượng hội nghị: hours at least, by kind of the collective that meets."""

    hours: dict[CollectiveName, Annotated[float, Field(ge=0)]] = Field(alias="so_gio")


class SmallCollective(Sourced):
    """Tập thể ít thành viên: below so many members there is no report of its own."""

    members: int = Field(alias="duoi", ge=1)


class Quarters(Sourced):
    """Kết quả quý: whether they feed the year; a quarter at `blocking` keeps the year from the best level."""

    used: Flag = Field(alias="dung")
    blocking: Text = Field(alias="muc_chan")
    tolerance: Points = Field(alias="chenh_lech")


class DossierItem(Sourced):
    """Thành phần hồ sơ: one item of a list of contents, and what brings it.

    `about` says whose list: the whole dossier's, a collective's, a person's; `always` marks what every dossier holds;
    `enclosures` are the beginnings of the codes of enclosed papers that count as this item.
    """

    about: Literal["ho-so", "tap-the", "ca-nhan"] = Field(alias="cua")
    name: Text = Field(alias="ten")
    always: Flag = Field(alias="bat_buoc")
    forms: OptionalWords = Field(default=(), alias="bieu_mau")
    enclosures: OptionalWords = Field(default=(), alias="kem_theo")


class PointRules(Fact):
    """Giá trị của các quy tắc xếp loại theo điểm; what a regime leaves out is not asked."""

    tasks: tuple[TaskCondition, ...] = Field(default=(), alias="nhiem_vu")
    remedied: Behind | None = Field(default=None, alias="khac_phuc_het")
    clean: Behind | None = Field(default=None, alias="khong_ky_luat")
    disqualifiers: tuple[Disqualifier, ...] = Field(default=(), alias="ly_do_khong_hoan_thanh")
    least_of_unit: Minimum | None = Field(default=None, alias="don_vi_toi_thieu")
    failed_units: Ceiling | None = Field(default=None, alias="don_vi_khong_hoan_thanh")
    low_confidence: Ceiling | None = Field(default=None, alias="tin_nhiem_thap")
    newcomer: Newcomer | None = Field(default=None, alias="moi_ket_nap")
    long_leave: LongLeave | None = Field(default=None, alias="nghi_dai")
    deadline: SeasonDeadline | None = Field(default=None, alias="han_cua_ky")
    ballot_order: BallotOrder | None = Field(default=None, alias="thu_tu_xep_loai")
    duration: Duration | None = Field(default=None, alias="thoi_luong")
    small: SmallCollective | None = Field(default=None, alias="tap_the_it_nguoi")
    quarters: Quarters | None = Field(default=None, alias="ket_qua_quy")

"""Points: what an office's own table allows, what a collective or person scored, what others made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from vanban.model.fact import Code, Count, Date, Fact, Flag, OptionalParagraphs, Text
from vanban.model.remedy import Workload

_POINTS: Final = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")


def _points(value: Any) -> Any:
    text = str(value).strip()
    if not _POINTS.fullmatch(text):
        message = "“{value}” không phải điểm; viết như 28 hoặc 28,5"
        raise PydanticCustomError("diem", message, {"value": text})
    return Decimal(text.replace(",", "."))


# Exact, two decimals at most; typed with a comma or a point.
Points = Annotated[Decimal, BeforeValidator(_points), Field(ge=0)]
TableName = Literal["tap-the", "lanh-dao", "khong-lanh-dao", "ngoai-he-thong"]


class ScoreRow(Fact):
    """Tiêu chí chấm điểm: one row of the office's table: for whom, in which group, how many points at most."""

    table: TableName = Field(alias="bang")
    group: Code = Field(alias="nhom")
    code: Code = Field(alias="ma")
    name: Text = Field(alias="ten")
    most: Points = Field(alias="diem")


class Scoring(Fact):
    """Bảng tự chấm điểm: points by criterion of the office's table.

    `proposed_level` is said here by a Party cell without a committee, which writes no report.
    """

    day: Date = Field(alias="ngay")
    points: dict[str, Points] = Field(alias="diem")
    proposed_level: str = Field(default="", alias="de_nghi")

    @property
    def total(self) -> Decimal:
        """The sum of all points."""
        return sum(self.points.values(), Decimal(0))


class Assessment(Fact):
    """Kết quả thẩm định: what the body that advises made of a self-rating, before the decision."""

    day: Date = Field(alias="ngay")
    assessor: Text = Field(alias="co_quan")
    total: Points = Field(alias="tong_diem")
    level: Text = Field(alias="muc")
    comment: OptionalParagraphs = Field(default=(), alias="nhan_xet")


class Conclusion(Fact):
    """Kết luận của cấp có thẩm quyền: one of the regime's reasons for the failed level, and the paper that says it."""

    kind: Text = Field(alias="loai")
    paper: Text = Field(alias="van_ban")
    day: Date = Field(alias="ngay")


class LedUnit(Workload):
    """Đơn vị, lĩnh vực phụ trách: its tasks, and how many of the units in charge there are and failed."""

    units: Count = Field(default=0, alias="so_don_vi")
    failed: Count = Field(default=0, alias="so_khong_hoan_thanh")


class Confidence(Fact):
    """Phiếu tín nhiệm trong năm: ballots returned, and those that say low."""

    returned: Count = Field(alias="thu_ve")
    low: Count = Field(alias="thap")


class Quarter(Fact):
    """Kết quả quý: 1 to 4, the total, the level."""

    number: int = Field(alias="quy", ge=1, le=4)
    total: Points = Field(alias="tong_diem")
    level: Text = Field(alias="muc")


class CivilScore(Fact):
    """Phiếu xếp loại công vụ theo điểm: points by group of the scale, and how to treat the person."""

    day: Date = Field(alias="ngay")
    points: dict[str, Points] = Field(alias="diem")
    proposal: OptionalParagraphs = Field(default=(), alias="de_xuat")

    @property
    def total(self) -> Decimal:
        """The sum of all groups."""
        return sum(self.points.values(), Decimal(0))


class TemporaryCell(Fact):
    """Sinh hoạt tạm thời: the other Party cell, and whether its written opinion was received."""

    branch: Text = Field(alias="chi_bo")
    opinion: Flag = Field(alias="co_y_kien")


class HigherQuota(Fact):
    """Hạn mức cao hơn: the share a competent body allowed a group, and its decision."""

    group: Code = Field(alias="nhom")
    share: float = Field(alias="ty_le", ge=0, le=100)
    decision: Text = Field(alias="quyet_dinh")


class ReRating(Fact):
    """Xếp loại lại: the decision that sets a collective's or person's result aside and rates anew."""

    about: Code = Field(alias="ve")
    day: Date = Field(alias="ngay")
    old_level: Text = Field(alias="muc_cu")
    new_level: Text = Field(alias="muc_moi")
    reasons: OptionalParagraphs = Field(default=(), alias="ly_do")
    signer: Code = Field(alias="nguoi_ky")
    competence: Text = Field(alias="tham_quyen")
    position: Text = Field(alias="chuc_vu")

    @property
    def code(self) -> str:
        """The code of the collective or person that is rated anew."""
        return self.about


def table_rows(rows: Iterable[ScoreRow], table: str) -> tuple[ScoreRow, ...]:
    """The rows of one table, in the order of the facts."""
    return tuple(row for row in rows if row.table == table)


def group_totals(rows: Iterable[ScoreRow], points: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The points of each group of a table; unknown codes count nowhere."""
    totals: dict[str, Decimal] = {}
    for row in rows:
        totals[row.group] = totals.get(row.group, Decimal(0)) + points.get(row.code, Decimal(0))
    return totals


def in_points(value: Decimal) -> str:
    """`28`, `28,5`, `89,99`."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",")

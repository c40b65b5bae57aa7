"""What must be mended after the review, and what was promised for the year."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vanban.model.fact import Count, Date, Fact, Paragraphs, Text

DisciplineForm = Literal["khien-trach", "canh-cao", "cach-chuc", "khai-tru"]
DISCIPLINE_WORDS: dict[DisciplineForm, str] = {
    "khien-trach": "khiển trách",
    "canh-cao": "cảnh cáo",
    "cach-chuc": "cách chức",
    "khai-tru": "khai trừ",
}


class RemedyPlanRow(Fact):
    """Dòng kế hoạch khắc phục: one shortcoming, its cause, measure, deadline, who answers, what will show it."""

    shortcoming: Text = Field(alias="han_che")
    cause: Text = Field(alias="nguyen_nhan")
    measure: Text = Field(alias="bien_phap")
    deadline: Date = Field(alias="thoi_han")
    responsible: Text = Field(alias="chiu_trach_nhiem")
    product: Text = Field(alias="san_pham")


class Discipline(Fact):
    """Kỷ luật trong năm."""

    form: DisciplineForm = Field(alias="hinh_thuc")
    day: Date = Field(alias="ngay")
    reason: Text = Field(alias="noi_dung")


class Workload(Fact):
    """Nhiệm vụ, chỉ tiêu được giao và hoàn thành trong năm.

    `late` counts those finished after their date, `over` those that went beyond what was asked.
    """

    assigned: Count = Field(alias="giao")
    done: Count = Field(alias="xong")
    late: Count = Field(default=0, alias="cham")
    over: Count = Field(default=0, alias="vuot")


class Commitment(Fact):
    """Bản cam kết tu dưỡng, rèn luyện, phấn đấu của năm (kiem-diem 7.2)."""

    day: Date = Field(alias="ngay")
    ideology: Paragraphs = Field(alias="tu_tuong")
    duty: Paragraphs = Field(alias="nhiem_vu")
    discipline: Paragraphs = Field(alias="ky_luat")
    actions: Paragraphs = Field(alias="hanh_dong")

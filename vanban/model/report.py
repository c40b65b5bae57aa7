"""What a review says, for a collective (Mẫu 01) and for a person (Mẫu 02) alike."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vanban.model.fact import Date, Fact, Paragraphs, Text

RemedyState = Literal["da", "dang", "chua"]
REMEDY_WORDS: dict[RemedyState, str] = {
    "da": "đã khắc phục",
    "dang": "đang khắc phục",
    "chua": "chưa khắc phục",
}


class Strength(Fact):
    """Ưu điểm theo một tiêu chí; `grade` is empty where the form has no rating row."""

    paragraphs: Paragraphs = Field(alias="noi_dung")
    grade: str = Field(default="", alias="tu_danh_gia")


class RemedyItem(Fact):
    """Hạn chế kỳ trước và kết quả khắc phục."""

    shortcoming: Text = Field(alias="han_che")
    state: RemedyState = Field(alias="trang_thai")
    outcome: Text = Field(alias="ket_qua")


class Remedies(Fact):
    """Mục III: what became of the shortcomings of earlier seasons; `grade` is empty where the regime has no grades."""

    items: tuple[RemedyItem, ...] = Field(alias="muc", min_length=1)
    grade: str = Field(default="", alias="tu_danh_gia")


class ReviewText(Fact):
    """Nội dung kiểm điểm: sections I–VI; strengths by the criteria of the regime."""

    report_date: Date = Field(alias="ngay")
    strengths: dict[str, Strength] = Field(alias="uu_diem")
    shortcomings: Paragraphs = Field(alias="han_che")
    causes: Paragraphs = Field(alias="nguyen_nhan")
    remedies: Remedies = Field(alias="khac_phuc")
    explanations: Paragraphs = Field(alias="giai_trinh")
    responsibility: Paragraphs = Field(alias="trach_nhiem")
    directions: Paragraphs = Field(alias="phuong_huong")

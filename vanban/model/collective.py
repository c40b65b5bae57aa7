"""Collectives: Party organisations and leading bodies."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vanban.model.fact import Code, Date, Fact, OptionalParagraphs, Paragraphs, Text, Words
from vanban.model.remedy import Discipline, RemedyPlanRow, Workload
from vanban.model.report import ReviewText

CollectiveKind = Literal["dang-uy", "ban-thuong-vu", "chi-bo", "tap-the-lanh-dao"]


class Membership(Fact):
    """Thành viên: a person's place in the collective, in order of post."""

    person: Code = Field(alias="nguoi")
    role: Text = Field(alias="vai_tro")


class CollectiveReport(ReviewText):
    """Báo cáo kiểm điểm tập thể (Mẫu 01)."""

    signer: Code = Field(alias="nguoi_ky")
    competence: Text = Field(alias="tham_quyen")
    position: Text = Field(alias="chuc_vu")
    proposed_level: Text = Field(alias="de_nghi")


class AnalysisSheet(Fact):
    """Phiếu phân tích chất lượng (Mẫu 03, Mẫu 04): a grade for each criterion of the regime, by code."""

    day: Date = Field(alias="ngay")
    assessor: Text = Field(alias="chu_the")
    grades: dict[str, str] = Field(alias="cap_do")
    comment: Paragraphs = Field(alias="nhan_xet")


class Collective(Fact):
    """Tập thể, tổ chức: `issued_by` names the body in whose series its papers are numbered.

    `unit_kind` is a code of the regime (`to_chuc.loai`), "" for the first of its role.
    """

    code: Code = Field(alias="ma")
    kind: CollectiveKind = Field(alias="loai")
    unit_kind: str = Field(default="", alias="loai_hinh")
    name: Text = Field(alias="ten")
    short_name: Text = Field(alias="ten_ngan")
    header: Words = Field(alias="dau_trang")
    issued_by: Code | None = Field(default=None, alias="phat_hanh")
    members: tuple[Membership, ...] = Field(alias="thanh_vien", min_length=1)
    report: CollectiveReport = Field(alias="bao_cao")
    analysis: AnalysisSheet | None = Field(default=None, alias="phieu_phan_tich")
    unit_level: str = Field(default="", alias="muc_don_vi")
    workload: Workload | None = Field(default=None, alias="chi_tieu")
    disciplines: tuple[Discipline, ...] = Field(default=(), alias="ky_luat")
    remedy_plan: tuple[RemedyPlanRow, ...] = Field(default=(), alias="khac_phuc_sau")
    last_season: OptionalParagraphs = Field(default=(), alias="han_che_ky_truoc")

    @property
    def head(self) -> str:
        """Code of the person who heads the collective: the first of its members."""
        return self.members[0].person

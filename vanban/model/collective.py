"""Collectives: Party organisations and leading bodies."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from vanban.model.fact import Code, Date, Fact, Flag, OptionalParagraphs, Paragraphs, Text, Words
from vanban.model.remedy import Discipline, RemedyPlanRow, Workload
from vanban.model.report import ReviewText
from vanban.model.scoring import Assessment, Conclusion, Scoring

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

    A Party cell without a committee writes no report and says so (`without_committee`).
    """

    code: Code = Field(alias="ma")
    kind: CollectiveKind = Field(alias="loai")
    unit_kind: str = Field(default="", alias="loai_hinh")
    name: Text = Field(alias="ten")
    short_name: Text = Field(alias="ten_ngan")
    header: Words = Field(alias="dau_trang")
    issued_by: Code | None = Field(default=None, alias="phat_hanh")
    members: tuple[Membership, ...] = Field(alias="thanh_vien", min_length=1)
    without_committee: Flag = Field(default=False, alias="khong_chi_uy")
    report: CollectiveReport | None = Field(default=None, alias="bao_cao")
    scoring: Scoring | None = Field(default=None, alias="cham_diem")
    assessment: Assessment | None = Field(default=None, alias="tham_dinh")
    analysis: AnalysisSheet | None = Field(default=None, alias="phieu_phan_tich")
    unit_level: str = Field(default="", alias="muc_don_vi")
    workload: Workload | None = Field(default=None, alias="chi_tieu")
    disciplines: tuple[Discipline, ...] = Field(default=(), alias="ky_luat")
    conclusions: tuple[Conclusion, ...] = Field(default=(), alias="ket_luan")
    remedy_plan: tuple[RemedyPlanRow, ...] = Field(default=(), alias="khac_phuc_sau")
    last_season: OptionalParagraphs = Field(default=(), alias="han_che_ky_truoc")

    @property
    def head(self) -> str:
        """Code of the person who heads the collective: the first of its members."""
        return self.members[0].person

    @property
    def review_text(self) -> CollectiveReport:
        """The report of a collective that wrote one.

        Raises:
            ValueError: it wrote none.
        """
        if self.report is None:
            raise ValueError(f"{self.code} has no report")
        return self.report

    @property
    def proposed_level(self) -> str:
        """The level the collective asks for: its report's, else that of its own scoring, "" while it asks for none."""
        if self.report is not None:
            return self.report.proposed_level
        return self.scoring.proposed_level if self.scoring else ""

    @property
    def paper_day(self) -> date:
        """The day of its report, or of its own scoring where there is no report.

        Raises:
            ValueError: it wrote neither.
        """
        if self.report is None and self.scoring is not None:
            return self.scoring.day
        return self.review_text.report_date

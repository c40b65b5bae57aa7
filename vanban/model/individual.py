"""Individuals: members and leaders."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vanban.model.document import NamedSigner
from vanban.model.fact import Code, Count, Date, Fact, Flag, OptionalParagraphs, OptionalWords, Paragraphs, Text
from vanban.model.remedy import Commitment, Discipline, RemedyPlanRow, Workload
from vanban.model.report import ReviewText
from vanban.model.scoring import (
    Assessment,
    CivilScore,
    Conclusion,
    Confidence,
    LedUnit,
    Points,
    Quarter,
    Scoring,
    TemporaryCell,
)


class SelfRating(Fact):
    """Tự nhận mức xếp loại: as a public servant (empty when the person is none) and as a member."""

    civil: str = Field(default="", alias="cong_chuc")
    member: Text = Field(alias="dang_vien")


class SelfCriticism(ReviewText):
    """Bản kiểm điểm cá nhân (Mẫu 02)."""

    self_rating: SelfRating = Field(alias="tu_nhan")


class Verdict(Fact):
    """Nhận xét, xếp loại của một cấp: comment, level, day and signer; `total` is None where no points are given."""

    paragraphs: OptionalParagraphs = Field(default=(), alias="noi_dung")
    level: Text = Field(alias="muc")
    total: Points | None = Field(default=None, alias="tong_diem")
    decision_date: Date = Field(alias="ngay")
    signer: Code | NamedSigner = Field(alias="nguoi_ky")


class Verdicts(Fact):
    """Các phần do cấp khác ghi; a part not yet written is left out and prints as lines to fill in."""

    office_head: Verdict | None = Field(default=None, alias="thu_truong")
    branch: Verdict | None = Field(default=None, alias="chi_uy")
    committee: Verdict | None = Field(default=None, alias="dang_uy")


class CivilSheet(Fact):
    """Phiếu đánh giá, xếp loại chất lượng cán bộ, công chức, viên chức (NĐ 90/2020/NĐ-CP, Mẫu 01–03).

    `items` answers the criteria of the regime by code; the level is the person's own civil self-rating, the
    result is the office head's verdict; `committee_opinion` is asked for heads and deputies.
    """

    day: Date = Field(alias="ngay")
    items: dict[str, Paragraphs] = Field(alias="noi_dung")
    self_comment: Paragraphs = Field(alias="tu_nhan_xet")
    committee_opinion: OptionalParagraphs = Field(default=(), alias="y_kien_cap_uy")


class SignSheet(Fact):
    """Phiếu đối chiếu các biểu hiện suy thoái (kiem-diem 7.4): codes of the signs the person finds in himself.

    An empty list says that all were gone through and none was found; conclusions of others are `Individual.signs`.
    """

    day: Date = Field(alias="ngay")
    present: OptionalWords = Field(default=(), alias="co")


class ResidenceComment(Fact):
    """Nhận xét của chi uỷ nơi cư trú (QĐ 213-QĐ/TW, HD 33-HD/BTCTW)."""

    committee: Text = Field(alias="dang_uy")
    branch: Text = Field(alias="chi_bo")
    address: Text = Field(alias="noi_cu_tru")
    paragraphs: Paragraphs = Field(alias="noi_dung")
    day: Date = Field(alias="ngay")
    signer: Text = Field(alias="nguoi_ky")


class Exemption(Fact):
    """Lý do không kiểm điểm, không xếp loại: lawful reasons only."""

    reason: Literal["mien-cong-tac", "dinh-chi", "chua-du-6-thang", "nghi-dai"] = Field(alias="ly_do")
    note: Text = Field(alias="ghi_chu")


EXEMPTION_WORDS: dict[str, str] = {
    "mien-cong-tac": "được miễn công tác và sinh hoạt đảng",
    "dinh-chi": "bị đình chỉ sinh hoạt đảng",
    "chua-du-6-thang": "chưa đủ 6 tháng",
    "nghi-dai": "nghỉ dài theo chế độ",
}


class Individual(Fact):
    """Cá nhân kiểm điểm: a person without `self_criticism` has a lawful `exemption`.

    `managed_by` is a code of the regime (`to_chuc.dien_quan_ly`).
    """

    code: Code = Field(alias="ma")
    full_name: Text = Field(alias="ho_ten")
    birth_date: Date = Field(alias="ngay_sinh")
    gender: Literal["nam", "nu"] = Field(alias="gioi_tinh")
    branch: Code = Field(alias="chi_bo")
    membership: Literal["chinh-thuc", "du-bi"] = Field(alias="dang_vien")
    party_post: Text = Field(alias="chuc_vu_dang")
    state_post: Text = Field(alias="chuc_vu_chinh_quyen")
    union_post: Text = Field(alias="chuc_vu_doan_the")
    workplace: Text = Field(alias="don_vi_cong_tac")
    service: Literal["can-bo", "cong-chuc", "vien-chuc", "khong"] = Field(alias="doi_tuong")
    managed_by: Text = Field(alias="dien_quan_ly")
    leader: Flag = Field(alias="lanh_dao")
    outside_system: Flag = Field(default=False, alias="ngoai_he_thong")
    admitted: Date | None = Field(default=None, alias="ngay_vao_dang")
    self_criticism: SelfCriticism | None = Field(default=None, alias="kiem_diem")
    exemption: Exemption | None = Field(default=None, alias="mien_kiem_diem")
    verdicts: Verdicts = Field(default=Verdicts(), alias="nhan_xet")
    civil_sheet: CivilSheet | None = Field(default=None, alias="phieu_cong_vu")
    sign_sheet: SignSheet | None = Field(default=None, alias="phieu_bieu_hien")
    residence: ResidenceComment | None = Field(default=None, alias="nhan_xet_cu_tru")
    commitment: Commitment | None = Field(default=None, alias="cam_ket")
    workload: Workload | None = Field(default=None, alias="nhiem_vu")
    led_unit: LedUnit | None = Field(default=None, alias="don_vi_phu_trach")
    scoring: Scoring | None = Field(default=None, alias="cham_diem")
    civil_score: CivilScore | None = Field(default=None, alias="diem_cong_vu")
    assessment: Assessment | None = Field(default=None, alias="tham_dinh")
    quarters: tuple[Quarter, ...] = Field(default=(), alias="ket_qua_quy")
    confidence: Confidence | None = Field(default=None, alias="tin_nhiem")
    months_away: Count = Field(default=0, alias="so_thang_nghi")
    temporary_cell: TemporaryCell | None = Field(default=None, alias="sinh_hoat_tam_thoi")
    conclusions: tuple[Conclusion, ...] = Field(default=(), alias="ket_luan")
    disciplines: tuple[Discipline, ...] = Field(default=(), alias="ky_luat")
    signs: OptionalWords = Field(default=(), alias="bieu_hien")
    remedy_plan: tuple[RemedyPlanRow, ...] = Field(default=(), alias="khac_phuc_sau")
    last_season: OptionalParagraphs = Field(default=(), alias="han_che_ky_truoc")

    @property
    def review_text(self) -> SelfCriticism:
        """The self-criticism of a person who was reviewed.

        Raises:
            ValueError: the person was not reviewed.
        """
        if self.self_criticism is None:
            raise ValueError(f"{self.code} was not reviewed")
        return self.self_criticism

"""Individuals: members and leaders."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vanban.model.document import NamedSigner
from vanban.model.fact import Code, Date, Fact, Flag, OptionalParagraphs, Text
from vanban.model.report import ReviewText


class SelfRating(Fact):
    """Tự nhận mức xếp loại: as a public servant (empty when the person is none) and as a member."""

    civil: str = Field(default="", alias="cong_chuc")
    member: Text = Field(alias="dang_vien")


class SelfCriticism(ReviewText):
    """Bản kiểm điểm cá nhân (Mẫu 02)."""

    self_rating: SelfRating = Field(alias="tu_nhan")


class Verdict(Fact):
    """Nhận xét, xếp loại của một cấp: comment, level, day and signer."""

    paragraphs: OptionalParagraphs = Field(default=(), alias="noi_dung")
    level: Text = Field(alias="muc")
    decision_date: Date = Field(alias="ngay")
    signer: Code | NamedSigner = Field(alias="nguoi_ky")


class Verdicts(Fact):
    """Các phần do cấp khác ghi; a part not yet written is left out and prints as lines to fill in."""

    office_head: Verdict | None = Field(default=None, alias="thu_truong")
    branch: Verdict | None = Field(default=None, alias="chi_uy")
    committee: Verdict | None = Field(default=None, alias="dang_uy")


class Individual(Fact):
    """Cá nhân kiểm điểm."""

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
    managed_by: Literal["huyen-uy", "dang-uy"] = Field(alias="dien_quan_ly")
    leader: Flag = Field(alias="lanh_dao")
    self_criticism: SelfCriticism = Field(alias="kiem_diem")
    verdicts: Verdicts = Field(default=Verdicts(), alias="nhan_xet")

"""Collectives: Party organisations and leading bodies."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vanban.model.fact import Code, Fact, Text, Words
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


class Collective(Fact):
    """Tập thể, tổ chức: `issued_by` names the body in whose series its papers are numbered."""

    code: Code = Field(alias="ma")
    kind: CollectiveKind = Field(alias="loai")
    name: Text = Field(alias="ten")
    short_name: Text = Field(alias="ten_ngan")
    header: Words = Field(alias="dau_trang")
    issued_by: Code | None = Field(default=None, alias="phat_hanh")
    members: tuple[Membership, ...] = Field(alias="thanh_vien", min_length=1)
    report: CollectiveReport = Field(alias="bao_cao")

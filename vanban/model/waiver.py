"""Waivers: a rating rule set aside for one subject, with the reason and who decided."""

from __future__ import annotations

from pydantic import Field

from vanban.model.fact import Code, Date, Fact, Text


class Waiver(Fact):
    """Miễn áp dụng: `rule` is the code of a rule, `about` the code of the person, collective, meeting or group."""

    rule: Text = Field(alias="quy_tac")
    about: Code = Field(alias="doi_tuong")
    reason: Text = Field(alias="ly_do")
    decided_by: Text = Field(alias="nguoi_quyet_dinh")
    day: Date = Field(alias="ngay")


class Waivers(Fact):
    """Sổ miễn áp dụng: the whole of `mien-ap-dung.yaml`."""

    entries: tuple[Waiver, ...] = Field(alias="mien_ap_dung")

"""Papers a State body signs inside the season: their own head, and numbers that run through a calendar year."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vanban.model.document import NamedSigner
from vanban.model.fact import Code, Date, Fact, OptionalParagraphs, OptionalWords, Text, Words
from vanban.model.sourced import Sourced


class StateBody(Fact):
    """Cơ quan nhà nước ban hành: `superior` and `header` are printed line by line, in capitals."""

    code: Code = Field(alias="ma")
    name: Text = Field(alias="ten")
    superior: OptionalWords = Field(default=(), alias="cap_tren")
    header: Words = Field(alias="dau_trang")
    notation: Text = Field(alias="ky_hieu")
    place: Text = Field(alias="dia_danh")


class StateBlock(Fact):
    """Khối văn bản: a part's heading, the title line of an article, or a paragraph."""

    kind: Literal["phan", "dieu", "doan"] = Field(alias="kieu")
    text: Text = Field(alias="chu")


class StatePaper(Fact):
    """Văn bản của cơ quan nhà nước: `unit` is the drafting unit in the symbol of a letter.

    `order` is the centred line between the bases and the text of a decision. The last paragraph is closed by the
    program as such papers are closed.
    """

    code: Code = Field(alias="ma")
    body: Code = Field(alias="co_quan")
    kind: Text = Field(alias="loai")
    unit: str = Field(default="", alias="don_vi_soan")
    promulgation_date: Date = Field(alias="ngay")
    subject: Words = Field(alias="trich_yeu")
    addressees: OptionalWords = Field(default=(), alias="kinh_gui")
    bases: OptionalParagraphs = Field(default=(), alias="can_cu")
    order: str = Field(default="", alias="lenh")
    blocks: tuple[StateBlock, ...] = Field(alias="noi_dung", min_length=1)
    signer: Code | NamedSigner = Field(alias="nguoi_ky")
    competence: str = Field(default="", alias="tham_quyen")
    position: Text = Field(alias="chuc_vu")
    to_places: Words = Field(alias="noi_nhan")


class StateKind(Sourced):
    """Loại văn bản nhà nước: `symbol` is its abbreviation, "" for a letter, whose symbol names the drafting unit."""

    code: Text = Field(alias="ma")
    name: Text = Field(alias="ten")
    symbol: str = Field(default="", alias="viet_tat")


class StateRules(Sourced):
    """Văn bản nhà nước: whether each type has a series of its own in the year, or all share one."""

    series: Literal["theo-loai", "chung"] = Field(alias="day_so")
    kinds: tuple[StateKind, ...] = Field(alias="loai", min_length=1)

    def kind(self, code: str) -> StateKind:
        """The type of a code.

        Raises:
            KeyError: there is none.
        """
        return {kind.code: kind for kind in self.kinds}[code]

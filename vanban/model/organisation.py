"""How the organisation is called under a regime: kinds of units, who manages whom, who decides, what is no more."""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic import Field

from vanban.model.fact import Date, Fact, OptionalWords, Text, Words
from vanban.model.rating import CollectiveName
from vanban.model.sourced import Sourced
from vanban.viet import fold


class UnitKind(Sourced):
    """Loại tổ chức: `role` is what the program does with it, the rest how it is called and who decides.

    `above` says that the level is decided above the office, which therefore votes and submits.
    """

    code: Text = Field(alias="ma")
    role: CollectiveName = Field(alias="vai_tro")
    label: Text = Field(alias="ten")
    superior: Text = Field(alias="cap_tren")
    rated_by: Text = Field(alias="tu_xep_loai")
    decided_by: Text = Field(alias="quyet_dinh")
    above: bool = Field(alias="cap_tren_quyet_dinh")


class Management(Sourced):
    """Diện quản lý cán bộ: `heading` is printed over a list, `{cap_tren}` and `{don_vi}` standing for their names."""

    code: Text = Field(alias="ma")
    label: Text = Field(alias="ten")
    heading: Text = Field(alias="tieu_de")
    decided_by: Text = Field(alias="quyet_dinh")
    above: bool = Field(alias="cap_tren_quyet_dinh")


class Abolished(Sourced):
    """Tổ chức, cấp không còn: named by these words, from `since` on; `excused` words before them excuse a mention."""

    words: Words = Field(alias="tu_ngu")
    since: Date = Field(alias="tu_ngay")
    reason: Text = Field(alias="ly_do")
    excused: OptionalWords = Field(default=(), alias="bo_qua_sau")

    def found_in(self, text: str) -> str:
        """The first of the words in a text that nothing before it excuses, in capitals; "" when there is none."""
        folded = fold(text)
        excuse = _pattern(self.excused)
        for match in _pattern(self.words).finditer(folded):
            if not excuse.search(folded[: match.start()]):
                return match[0]
        return ""


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(fold(word))}\b" for word in words) or r"(?!)")


class Organisation(Fact):
    """Tổ chức bộ máy theo chế độ: `areas` are the words between an office and its place (`huyện`, `xã`)."""

    superior_office: Text = Field(alias="co_quan_to_chuc_cap_tren")
    areas: Words = Field(alias="dia_ban")
    kinds: tuple[UnitKind, ...] = Field(alias="loai", min_length=1)
    management: tuple[Management, ...] = Field(alias="dien_quan_ly", min_length=1)
    abolished: tuple[Abolished, ...] = Field(default=(), alias="khong_con")

    def kind_of(self, role: str, code: str = "") -> UnitKind:
        """The kind of a code, or the first of a role when no code is given.

        Raises:
            KeyError: there is none.
        """
        found = (kind for kind in self.kinds if (kind.code == code if code else kind.role == role))
        for kind in found:
            return kind
        raise KeyError(code or role)

    def managed(self, code: str) -> Management:
        """The management of a code.

        Raises:
            KeyError: the regime has none of that code.
        """
        return {management.code: management for management in self.management}[code]

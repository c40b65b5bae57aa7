"""What becomes of a season's codes in the next one under a regime: management, kinds of units, the form of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from vanban.model.fact import Fact, OptionalWords, Text
from vanban.model.sourced import Sourced
from vanban.viet import fold

_POSTS = ("chuc_vu_chinh_quyen", "don_vi_cong_tac", "chuc_vu_doan_the")


class PostRule(Sourced):
    """Mẫu theo chức vụ: who writes which form; the first row that fits a person counts.

    A person fits when the facts in `when` have one of the values, and one of `words` stands in post or workplace (no
    words: whatever they are). `facts` are then written into the person's file.
    """

    form: Text = Field(alias="mau")
    when: dict[str, tuple[str, ...]] = Field(default_factory=dict, alias="khi")
    words: OptionalWords = Field(default=(), alias="tu_ngu")
    facts: dict[str, str] = Field(default_factory=dict, alias="ghi")

    def fits(self, person: Mapping[str, Any]) -> bool:
        """Whether a person's plain values fit the row."""
        if any(str(person.get(key, "")) not in values for key, values in self.when.items()):
            return False
        posts = fold(" ".join(str(person.get(key, "")) for key in _POSTS))
        return not self.words or any(fold(word) in posts for word in self.words)


class CarryOver(Fact):
    """Lên kỳ: codes of another regime, or of an earlier year, and those that stand for them now."""

    management: dict[str, Text] = Field(default_factory=dict, alias="dien_quan_ly")
    kinds: dict[str, Text] = Field(default_factory=dict, alias="loai_hinh")
    posts: tuple[PostRule, ...] = Field(default=(), alias="mau_ca_nhan")

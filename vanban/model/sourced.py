"""What every value of a legal regime carries: the clause it comes from and how sure the reading is."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vanban.model.fact import Fact, Text

Certainty = Literal["T", "S", "R", "I"]


class Sourced(Fact):
    """Giá trị có căn cứ: every value of a regime names its clause and how sure the reading is."""

    basis: Text = Field(alias="can_cu")
    certainty: Certainty = Field(alias="chac_chan")

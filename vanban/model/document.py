"""Numbers and signers of papers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pydantic import Field

from vanban.model.fact import Date, Fact, Text

_BLANK: Final = " " * 7
_STATE_NUMBER: Final = re.compile(r"(0[1-9]|[1-9]\d*)/([^\W\d][^\s/]*-[^\s/]+)")
NUMBER_PATTERN: Final = re.compile(r"(0[1-9]|[1-9]\d*)-([^\s/]+/\S+)")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """Số và ký hiệu: `number` counts from 1 within its series, `notation` is `KH/ĐU`."""

    number: int
    notation: str

    def __str__(self) -> str:
        """`12-KH/ĐU`, `09-TTr/ĐU` (HD 36-HD/VPTW II.1.3: no spaces, one leading zero below 10).

        A notation without a slash is a State body's: `15/QĐ-UBND` (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.3).
        """
        return f"{self.number:02d}{'/' if self.of_state else '-'}{self.notation}"

    @property
    def of_state(self) -> bool:
        """Whether a State body gave it, which numbers by calendar year."""
        return of_state(self.notation)


def of_state(notation: str) -> bool:
    """Whether a notation is a State body's: `QĐ-UBND`, not `QĐ/ĐU`."""
    return "/" not in notation


def parse_number(text: str) -> DocumentNumber | None:
    """The Party number written as `12-KH/ĐU`, None when it is not one."""
    match = NUMBER_PATTERN.fullmatch(text)
    return DocumentNumber(int(match[1]), match[2]) if match else None


def parse_any_number(text: str) -> DocumentNumber | None:
    """The number written as `12-KH/ĐU` or, a State body's, as `15/QĐ-UBND`; None when it is neither."""
    match = _STATE_NUMBER.fullmatch(text)
    return DocumentNumber(int(match[1]), match[2]) if match else parse_number(text)


def number_line(number: DocumentNumber | None, notation: str) -> str:
    """`Số 12-KH/ĐU`, `Số: 15/QĐ-UBND`, or with a gap to be filled by hand while no number is reserved."""
    label, mark = ("Số:", "/") if of_state(notation) else ("Số", "-")
    return f"{label} {number}" if number else f"{label}{_BLANK}{mark}{notation}"


@dataclass(frozen=True, slots=True)
class Series:
    """Dãy số: issuing body × type × committee term or year (HD 36-HD/VPTW II.1.3.1)."""

    issuer: str
    kind: str
    scope: str


class NamedSigner(Fact):
    """Người ký ngoài danh sách: a signer who is not among the individuals of the season."""

    full_name: Text = Field(alias="ho_ten")
    position: str = Field(default="", alias="chuc_vu")


class LegalBasis(Fact):
    """Căn cứ: one legal document a paper rests on."""

    lead: Text = Field(default="Căn cứ", alias="dan")
    kind: Text = Field(alias="loai")
    code: Text = Field(alias="so_ky_hieu")
    promulgation_date: Date = Field(alias="ngay")
    organ_name: Text = Field(alias="co_quan")
    about: Text = Field(alias="ve")
    joint: str = Field(default=" ", alias="noi")

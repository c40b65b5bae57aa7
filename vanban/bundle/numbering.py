"""The packet numbers: what is printed on each page and how a reader's page box calls it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

Mode = Literal["trang", "to-so"]


@dataclass(frozen=True, slots=True)
class Style:
    """Cách đánh số: a number a page, or one a sheet of paper; `duplex` begins every paper on a sheet of its own."""

    mode: Mode = "trang"
    duplex: bool = False


BY_PAGE: Final = Style()


@dataclass(frozen=True, slots=True)
class Number:
    """Số của một trang: `printed` is "" for a page without a number; `label` is what a reader's page box shows."""

    printed: str
    label: str


def with_versos(pages: int, style: Style) -> int:
    """How many page sides a paper of so many pages takes: an even number when both sides are printed."""
    return pages + pages % 2 if style.duplex else pages


def sheet_of(page: int, before: int, style: Style) -> int:
    """The sheet on which a page of the packet stands, sheets counted behind the first `before` page sides."""
    return -(-(page - before) // (2 if style.duplex else 1))


def numbered(counted: Sequence[bool], style: Style) -> list[Number]:
    """The number of every side of a packet, in order; `counted` says which ones sheets are counted on.

    By sheets (tờ số): one number on the front of each sheet; contents, cover and closing sheet are not counted
    (reference: long-standing archive practice). A back goes by the number of its front with a "v".
    """
    if style.mode == "trang":
        total = len(counted)
        return [Number(f"Trang {index}/{total}", str(index)) for index in range(1, total + 1)]
    per_sheet = 2 if style.duplex else 1
    fronts = [index % per_sheet == 0 for index in range(len(counted))]
    total = sum(1 for own, front in zip(counted, fronts, strict=True) if front and own)
    numbers: list[Number] = []
    sheet = 0
    for own, front in zip(counted, fronts, strict=True):
        if not own:
            numbers.append(Number("", ""))
            continue
        sheet += front
        numbers.append(Number(f"Tờ {sheet}/{total}", str(sheet)) if front else Number("", f"{sheet}v"))
    return numbers

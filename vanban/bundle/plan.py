"""Page arithmetic: where every paper begins, and how long the contents are. Pure; knows only counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

from vanban.bundle.numbering import BY_PAGE, Style, with_versos
from vanban.errors import BundleError, Problem
from vanban.model.packet import Converted, Placed

MAX_ROUNDS: Final = 4


def place(
    parts: Iterable[tuple[str, Sequence[Converted]]], first_page: int, style: Style = BY_PAGE
) -> tuple[Placed, ...]:
    """Every paper with its first page, the first one at `first_page` (1-based); no overlap.

    No gap either, but for the blank backs of sheets that `style` asks for.
    """
    placed: list[Placed] = []
    page = first_page
    for title, papers in parts:
        for converted in papers:
            placed.append(Placed(converted, title, len(placed) + 1, page))
            page += with_versos(converted.pages, style)
    return tuple(placed)


Lengths = TypeVar("Lengths", int, tuple[int, ...])


def settle(
    guess: Mapping[str, Lengths], measure: Callable[[Mapping[str, Lengths]], Mapping[str, Lengths]]
) -> dict[str, Lengths]:
    """For each packet, the lengths of its archival papers that, once assumed, are the lengths they have.

    Contents name pages, pages depend on how long the contents are: `measure` lays out the fronts it is given,
    each for its assumed length, and says how long they came out. Packets that have settled are left in peace.

    Raises:
        BundleError: some did not settle within four rounds.
    """
    settled: dict[str, Lengths] = {}
    assumed = dict(guess)
    for _ in range(MAX_ROUNDS):
        actual = measure(assumed)
        settled |= {code: pages for code, pages in actual.items() if pages == assumed[code]}
        assumed = {code: pages for code, pages in actual.items() if pages != assumed[code]}
        if not assumed:
            return settled
    problems = (
        Problem("GH-01", "Số trang của mục lục không ổn định", code, "kiểm tra mẫu muc-luc.docx") for code in assumed
    )
    raise BundleError(*problems)

"""Lời văn có chữ đậm, chữ nghiêng, bảng đơn giản: how a plain text of the facts says so, and what it says. Pure.

`**đậm**`, `//nghiêng//` mark words; a paragraph `| a | b |` is a row of a table, rows that follow each other are one
table. People read these marks in a cell or a file of facts without being told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_MARK: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<![:/\w])//(?=[^\s/])(.+?)(?<=[^\s/])//(?![/\w])")
_ROW: Final = re.compile(r"(?:\d{1,2}\. |[-+] )?\|(.+)\|")
_CELL: Final = re.compile(r"(?<!\\)\|")
BOLD: Final = "**"
ITALIC: Final = "//"


@dataclass(frozen=True, slots=True)
class Piece:
    """Đoạn chữ cùng một nét."""

    text: str
    bold: bool = False
    italic: bool = False


def is_rich(text: str) -> bool:
    """Whether a text has any mark of bold or italic words."""
    return (BOLD in text or ITALIC in text) and _MARK.search(text) is not None


def pieces(text: str, bold: bool = False, italic: bool = False) -> Iterator[Piece]:
    """The words of a text with their looks, marks taken away."""
    last = 0
    for match in _MARK.finditer(text):
        if match.start() > last:
            yield Piece(text[last : match.start()], bold, italic)
        if match[1] is not None:
            yield from pieces(match[1], True, italic)
        else:
            yield from pieces(match[2], bold, True)
        last = match.end()
    if last < len(text):
        yield Piece(text[last:], bold, italic)


def without_marks(text: str) -> str:
    """The words alone."""
    return "".join(piece.text for piece in pieces(text)) if is_rich(text) else text


def marked(words: Iterable[Piece]) -> str:
    """The text whose `pieces` these are; blanks at the ends of marked words are moved outside of the marks."""
    return "".join(_marked(piece) for piece in _joined(words))


def _joined(words: Iterable[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for piece in words:
        looks = (piece.bold, piece.italic) if piece.text.strip() or not found else (found[-1].bold, found[-1].italic)
        if found and (found[-1].bold, found[-1].italic) == looks:
            found[-1] = Piece(found[-1].text + piece.text, *looks)
        elif piece.text:
            found.append(Piece(piece.text, *looks))
    return found


def _marked(piece: Piece) -> str:
    core = piece.text.strip()
    if not core or not (piece.bold or piece.italic):
        return piece.text
    start = piece.text.index(core)
    shown = f"{ITALIC}{core}{ITALIC}" if piece.italic else core
    shown = f"{BOLD}{shown}{BOLD}" if piece.bold else shown
    return piece.text[:start] + shown + piece.text[start + len(core) :]


def row_of(cells: Sequence[str]) -> str:
    """`| a | b |`: the paragraph that stands for a row of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|") or " " for cell in cells) + " |"


def cells_of(text: str) -> tuple[str, ...] | None:
    """The cells of a row, None when the paragraph is none; a row has two cells at least."""
    match = _ROW.fullmatch(text.strip())
    if match is None:
        return None
    cells = tuple(cell.strip().replace("\\|", "|") for cell in _CELL.split(match[1]))
    return cells if len(cells) > 1 else None

"""Where the document itself ends, and the appendices after it."""

from __future__ import annotations

from typing import Final

from vanban.the_thuc import wording
from vanban.the_thuc.find_title import is_text
from vanban.the_thuc.parts import Appendix, Line
from vanban.the_thuc.pieces import Piece, joined

_MOST_TITLE: Final = 8
_TOP: Final = 3
_BEGINNINGS: Final = ("PHU LUC", "BIEU", "MAU", "(", "DANG", "DCS", "CONG", "CHXH")


def main_end(pieces: list[Piece], start: int) -> int:
    """The index of the first piece that belongs to an appendix or an enclosed form."""
    for index in range(start, len(pieces)):
        if _begins_other(pieces, index):
            return index
    return len(pieces)


def _begins_other(pieces: list[Piece], index: int) -> bool:
    p = pieces[index]
    if is_enclosed(pieces, index):
        return True
    if not p.key.startswith(_BEGINNINGS):
        return False
    if is_label(pieces, index) or (p.opens and p.line.text[:1] in "(BM" and wording.is_form_mark(p.key)):
        return True
    return wording.is_head(p.key)


def is_enclosed(pieces: list[Piece], index: int) -> bool:
    """A paper without a label of its own, `QUY CHẾ …`, `DANH SÁCH …`, above the line that names its parent."""
    if not _shouts(pieces[index]) or (index and not pieces[index].opens and _shouts(pieces[index - 1])):
        return False
    if any(is_label(pieces, i) for i in range(max(index - _MOST_TITLE, 0), index)):
        return False
    for q in pieces[index + 1 : index + _MOST_TITLE]:
        if wording.is_reference(q.key):
            return q.line.align == "center" or q.line.text.startswith("(")
        if not q.stands_out or q.column != "full" or q.opens:
            return False
    return False


def _shouts(p: Piece) -> bool:
    """A centred line of capitals across the page."""
    return p.column == "full" and p.capitals and p.line.align == "center" and any(c.isalpha() for c in p.key)


def is_label(pieces: list[Piece], index: int) -> bool:
    """`Phụ lục 1` on a line of its own, or `Biểu 1` above the line that names its parent."""
    p = pieces[index]
    if wording.is_appendix(p.key):
        return p.opens or p.stands_out or p.column == "right"
    if not (p.opens or index < _TOP) or not p.stands_out:
        return False
    if wording.is_titled_appendix(p.key):
        return True
    if index and wording.is_appendix(pieces[index - 1].key):
        return False
    below = pieces[index + 1 : index + _MOST_TITLE]
    return wording.is_table_mark(p.key) and any(wording.is_reference(q.key) for q in below)


def find_appendices(pieces: list[Piece], start: int) -> tuple[Appendix, ...]:
    """The appendices from `start` on; tables that call themselves Biểu are none, though the document ends there."""
    marks = [i for i in range(start, len(pieces)) if _begins_other(pieces, i)]
    ends = [*marks, len(pieces)][1:]
    spans = zip(marks, ends, strict=False)
    return tuple(_appendix(pieces[i:end]) for i, end in spans if _is_appendix(pieces, i))


def find_enclosed(pieces: list[Piece], start: int) -> tuple[Line, ...]:
    """The first lines of what is bound in from `start` on and is no appendix."""
    marks = (i for i in range(start, len(pieces)) if _begins_other(pieces, i))
    return tuple(pieces[i].line for i in marks if not _is_appendix(pieces, i))


def _is_appendix(pieces: list[Piece], index: int) -> bool:
    return is_label(pieces, index) and not wording.is_table_mark(pieces[index].key)


def _appendix(pieces: list[Piece]) -> Appendix:
    title, at = _title(pieces, 1)
    reference = dashes = None
    if at < len(pieces) and wording.is_reference(pieces[at].key):
        reference, at = _reference(pieces, at)
    if not title:
        title, at = _title(pieces, at)
    if at < len(pieces) and wording.is_dashes(pieces[at].key):
        dashes, at = pieces[at].line, at + 1
    return Appendix(pieces[0].line, title, reference, dashes, whole_lines(pieces[at:]))


def _title(pieces: list[Piece], at: int) -> tuple[tuple[Line, ...], int]:
    found: list[Line] = []
    while at < len(pieces) and len(found) < _MOST_TITLE and _is_title(pieces[at]):
        found.append(pieces[at].line)
        at += 1
    return tuple(found), at


def _is_title(p: Piece) -> bool:
    other = wording.is_reference(p.key) or wording.is_dashes(p.key) or is_text(p)
    return not other and p.stands_out and p.column == "full" and len(p.line.text) < 250


def _reference(pieces: list[Piece], at: int) -> tuple[Line, int]:
    """The reference line, with the lines it runs on over until its bracket closes."""
    first = pieces[at].whole or pieces[at].line
    if pieces[at].whole is not None and first.text.count("\n"):
        while at < len(pieces) and pieces[at].whole is first:
            at += 1
        return first, at
    line = pieces[at].line
    at += 1
    while at < len(pieces) and line.text.startswith("(") and ")" not in line.text and not pieces[at].long:
        line = joined(line, pieces[at].line)
        at += 1
    return line, at


def whole_lines(pieces: list[Piece]) -> tuple[Line, ...]:
    """The paragraphs outside tables and boxes, each as one line."""
    found: list[Line] = []
    for p in pieces:
        line = p.whole or p.line
        aside = p.column == "right" and p.whole is None
        if not p.block and not aside and (not found or found[-1] is not line):
            found.append(line)
    return tuple(found)

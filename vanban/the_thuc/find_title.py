"""Between head and prose: tên loại, author, trích yếu, dashes, Kính gửi, căn cứ."""

from __future__ import annotations

from typing import Final, NamedTuple

from vanban.the_thuc import wording
from vanban.the_thuc.find_head import Head
from vanban.the_thuc.parts import Line
from vanban.the_thuc.pieces import Piece, joined

_MOST_SUBJECT: Final = 9
_MOST_ADDRESSEES: Final = 20
_MOST_AUTHORITY: Final = 3
_LISTED_FROM_MM: Final = 25.0
_BY: Final = ("CUA ",)
_ABOUT: Final = ("VE ", "V/V", "VE VIEC")


class Title(NamedTuple):
    """Tên loại, trích yếu, nơi được gửi, căn cứ; `end` is the index of the first piece of the prose."""

    end: int
    kind: Line | None = None
    author: tuple[Line, ...] = ()
    subject: tuple[Line, ...] = ()
    dashes: Line | None = None
    addressed: Line | None = None
    addressees: tuple[Line, ...] = ()
    bases: tuple[Line, ...] = ()


def find_title(pieces: list[Piece], head: Head) -> Title:
    """What stands between the head and the prose."""
    at, kind = head.end, None
    author: tuple[Line, ...] = ()
    subject: tuple[Line, ...] = ()
    if head.kind_at >= 0:
        kind = pieces[head.kind_at].line
        lines, at = _subject(pieces, head.kind_at + 1)
        author, subject = split_author(lines)
    dashes, at = _dashes(pieces, at) if kind else (None, at)
    addressed, addressees, at = _addressed(pieces, at)
    if addressed is not None and dashes is None and kind:
        dashes, at = _dashes(pieces, at)
    begun = _under_authority(pieces, at)
    bases, end = _bases(pieces, begun)
    at = end if bases else at
    return Title(
        end=at,
        kind=kind,
        author=author,
        subject=subject,
        dashes=dashes,
        addressed=addressed,
        addressees=addressees,
        bases=bases,
    )


def _subject(pieces: list[Piece], at: int) -> tuple[list[Piece], int]:
    """The centred or bold lines below tên loại."""
    found: list[Piece] = []
    while at < len(pieces) and len(found) < _MOST_SUBJECT and _goes_on(pieces[at], found):
        found.append(pieces[at])
        at += 1
    return found, at


def _goes_on(p: Piece, found: list[Piece]) -> bool:
    k = p.key
    if p.column != "full" or p.opens or wording.is_dashes(k) or wording.is_addressed(k) or wording.is_reference(k):
        return False
    if is_text(p) or len(p.line.text) > 200 or wording.is_hint(k):
        return False
    if found and p.capitals and not found[-1].capitals and p.line.align == "center":
        return False
    if found and ": " in p.line.text and not p.line.all("bold"):
        return False
    return p.line.align == "center" or (p.align != "both" and p.line.all("bold") and not p.long)


def is_text(p: Piece) -> bool:
    """Whether the prose begins with it: a căn cứ, a numbered heading."""
    begins = p.line.text[:6].split("-")[0].split(".")[0].strip()
    numbered = begins.isdigit() or (0 < len(begins) < 5 and set(begins) <= set("IVX"))
    return _begins_base(p) or (numbered and p.line.align != "center")


def _begins_base(p: Piece) -> bool:
    """A căn cứ, even a centred one; bold, or with a small letter at its head, that is a subject's line."""
    if not wording.is_base(p.key):
        return False
    return p.line.align != "center" or not (p.line.all("bold") or p.line.text[:1].islower())


def split_author(lines: list[Piece]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The capital lines that name the author, and the subject below them."""
    count = 0
    for p in lines:
        if not p.capitals or (count and p.key.startswith(_ABOUT)):
            break
        count += 1
    names_author = bool(lines) and lines[0].key.startswith(_BY)
    if count == len(lines) and not names_author:
        count = 0
    if count and not names_author and not wording.begins_issuer(lines[0].key):
        count = 0
    found = tuple(p.line for p in lines)
    return found[:count], found[count:]


def _dashes(pieces: list[Piece], at: int) -> tuple[Line | None, int]:
    if at < len(pieces) and pieces[at].column == "full" and wording.is_dashes(pieces[at].key):
        return pieces[at].line, at + 1
    return None, at


def _addressed(pieces: list[Piece], at: int) -> tuple[Line | None, tuple[Line, ...], int]:
    if at >= len(pieces) or not wording.is_addressed(pieces[at].key):
        return None, (), at
    first, line = pieces[at], pieces[at].line
    inline = wording.addressed_inline(first.key)
    listed: list[Line] = []
    at += 1
    while at < len(pieces) and len(listed) < _MOST_ADDRESSEES and _is_listed(pieces[at], inline, first.level):
        p = pieces[at]
        at += 1
        if not listed and inline and (wording.is_hint(p.key) or (p.whole is not None and p.whole is first.whole)):
            line = joined(line, p.line)
        elif listed and not wording.is_item(p.line.text) and p.line.text[:1].islower():
            listed[-1] = joined(listed[-1], p.line)
        else:
            listed.append(p.line)
    return line, tuple(listed), at


def _is_listed(p: Piece, inline: bool, level: int) -> bool:
    """Whether the piece is one of the addressees below, or in the cell beside, the Kính gửi line."""
    if wording.is_base(p.key) or len(p.line.text) > 160 or wording.is_dashes(p.key):
        return False
    if p.column == "right" or p.line.align == "center":
        return not wording.is_prefix(p.key) and not p.capitals
    if wording.is_item(p.line.text):
        return not p.line.text.rstrip().endswith(":")
    return not inline and _starts_mm(p.line) > _LISTED_FROM_MM and p.align != "both" and p.level - level < 4


def _starts_mm(line: Line) -> float:
    if line.shown is not None:
        return line.shown.x0_mm - 30.0
    paragraph = line.paragraph
    return paragraph.left_mm + max(paragraph.first_line_mm, 0.0) if paragraph is not None else 0.0


def _under_authority(pieces: list[Piece], at: int) -> int:
    """Below the lines that say who decides, `CHỦ TỊCH UỶ BAN NHÂN DÂN XÃ …`, when there are any."""
    for index in range(at, min(at + _MOST_AUTHORITY + 1, len(pieces))):
        p = pieces[index]
        if not (p.capitals and p.column == "full" and p.line.align == "center"):
            return index
    return at


def _bases(pieces: list[Piece], at: int) -> tuple[tuple[Line, ...], int]:
    """Căn cứ: two or more, or one that is marked as such by a dash or by its end."""
    found: list[Line] = []
    start = at
    while at < len(pieces) and (found or wording.begins_bases(pieces[at].key)) and _is_base(pieces[at], bool(found)):
        line = pieces[at].whole or pieces[at].line
        while at < len(pieces) and (pieces[at].whole or pieces[at].line) is line:
            at += 1
        found.append(line)
        if line.text.rstrip().endswith("."):
            break
    alone = len(found) == 1 and not wording.is_item(_numbered(found[0])) and found[0].text.rstrip()[-1:] not in ";,"
    return ((), start) if alone or not found else (tuple(found), at)


def _numbered(line: Line) -> str:
    label = line.paragraph.label if line.paragraph is not None else ""
    return f"{label} {line.text}" if label else line.text


def _is_base(p: Piece, later: bool) -> bool:
    line = p.whole or p.line
    text = line.text.rstrip()
    ends = text[-1:] in ";,." or (text.endswith("/") and later)
    marked = later and wording.is_item(_numbered(line)) and text[-1:] in ";,."
    return p.column == "full" and ends and (wording.is_base(p.key) or marked)

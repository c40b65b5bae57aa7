"""The head of page 1: title, bodies, star, number, date, marks, the subject of a letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import reduce
from typing import Final, Literal, NamedTuple

from vanban.the_thuc import wording
from vanban.the_thuc.parts import Line
from vanban.the_thuc.pieces import Piece, joined
from vanban.the_thuc.spelling import fold

_DEEPEST: Final = 45
_MOST_LINES: Final = 3


class Head(NamedTuple):
    """Phần đầu; `end` is the index of the first piece below it, `kind_at` that of tên loại, -1 when there is none."""

    end: int
    kind_at: int
    head: Literal["dang", "nha-nuoc", ""] = ""
    title: Line | None = None
    title_lines: int = 0
    motto: Line | None = None
    superior: tuple[Line, ...] = ()
    issuer: tuple[Line, ...] = ()
    star: Line | None = None
    number_line: Line | None = None
    date_line: Line | None = None
    day: date | None = None
    letter_subject: tuple[Line, ...] = ()
    marks: tuple[Line, ...] = ()


def find_head(pieces: list[Piece]) -> Head:
    """The head of a document; all but `end` and `kind_at` empty when it has none."""
    end, kind_at = _extent(pieces)
    zone = [p for p in pieces[:end] if not wording.is_form_mark(p.key)]
    titles = _titled(zone)
    if not titles and not any(wording.is_number(p.key) for p in zone):
        return Head(end=0, kind_at=kind_at)
    title = _whole(titles)
    number = _first(zone, lambda p: wording.is_number(p.key))
    motto = _run(zone, wording.is_motto)
    days = _dated([p for p in zone if p not in (number, *titles, *motto)])
    star = _first(zone, lambda p: p.column != "right" and wording.is_star(p.key))
    marks = [p for p in zone if wording.is_mark(p.key)]
    rest = [p for p in zone if p not in (*titles, number, *days, *motto, star, *marks)]
    day_line = _whole(days)
    names = _names(rest, number)
    superior, issuer = split_names(names)
    return Head(
        end=end,
        kind_at=kind_at,
        head="" if title is None else "dang" if wording.is_party_title(wording.key(title.text)) else "nha-nuoc",
        title=title,
        title_lines=len(titles),
        motto=_whole(motto),
        superior=_lines(superior),
        issuer=_lines(issuer),
        star=star.line if star else None,
        number_line=number.line if number else None,
        date_line=day_line,
        day=wording.day_of(day_line.text) if day_line else None,
        letter_subject=_lines(_letter_subject(rest, number)) if kind_at < 0 else (),
        marks=_lines(marks),
    )


def _first(pieces: list[Piece], test: object) -> Piece | None:
    return next((p for p in pieces if test(p)), None)  # type: ignore[operator]  # a test of a piece


def _run(pieces: list[Piece], says: Callable[[str], bool]) -> list[Piece]:
    """The first piece that says it, or the two or three below each other in one column that say it together."""
    alone = _first(pieces, lambda p: says(p.key))
    if alone is not None:
        return [alone]
    for count in range(2, _MOST_LINES + 1):
        for p in pieces:
            lines = [q for q in pieces if q.column == p.column and q.level >= p.level][:count]
            if len(lines) == count and says(" ".join(q.key for q in lines)):
                return lines
    return []


def _titled(pieces: list[Piece]) -> list[Piece]:
    """Tiêu đề or Quốc hiệu, and the lines it was broken into."""
    return _run(pieces, wording.is_head)


def _dated(pieces: list[Piece]) -> list[Piece]:
    """The place and date, and the line its end was broken onto."""
    found = _run(pieces, wording.is_date)
    if len(found) != 1 or wording.day_of(found[0].line.text):
        return found
    below = [q for q in pieces if q.column == found[0].column and q.level > found[0].level][:1]
    whole = _whole([*found, *below])
    return [*found, *below] if whole and wording.day_of(whole.text) else found


def _whole(pieces: list[Piece]) -> Line | None:
    """Their lines as one, None when there are none."""
    return reduce(joined, _lines(pieces)) if pieces else None


def _lines(pieces: list[Piece]) -> tuple[Line, ...]:
    return tuple(p.line for p in pieces)


def _extent(pieces: list[Piece]) -> tuple[int, int]:
    """Where the head ends and tên loại stands."""
    seen_head = False
    for index, p in enumerate(pieces[:_DEEPEST]):
        seen_head = seen_head or wording.is_head(p.key) or wording.is_number(p.key)
        if p.column == "full" and is_kind(p, seen_head and index > 1):
            return index, index
        if wording.is_addressed(p.key) or (p.column == "full" and _is_body(p)):
            return index, -1
    return min(len(pieces), _DEEPEST), -1


def is_kind(p: Piece, below_head: bool) -> bool:
    """Whether the piece is tên loại: a type's name that stands out; below a head also another title in capitals."""
    if len(p.line.text) > 70 or not p.stands_out:
        return False
    if wording.kind_at(p.key):
        return p.capitals or wording.is_kind_alone(p.key)
    return below_head and p.capitals and p.line.align == "center" and _is_title(p)


def _is_title(p: Piece) -> bool:
    k = p.key
    other = wording.is_number(k) or wording.is_date(k) or wording.is_star(k) or wording.is_mark(k)
    names = wording.begins_issuer(k) or wording.begins_superior(k) or wording.continues_name(k)
    names = names and not fold(p.line.text).startswith("BẢN ")
    heads = wording.is_head(k) or wording.is_appendix(k)
    return not (other or names or heads or wording.is_form_mark(k)) and p.line.all("bold")


def _is_body(p: Piece) -> bool:
    return p.long or wording.is_base(p.key) or (p.align == "both" and not p.stands_out)


def _names(rest: list[Piece], number: Piece | None) -> list[Piece]:
    """The lines of the bodies' names: on the left, above the number."""
    above = [p for p in rest if number is None or p.level < number.level]
    named = [p for p in above if _may_name(p) and (p.column == "left" or (p.column == "full" and p.capitals))]
    left = [p for p in named if p.column == "left"]
    centred = all(p.column == "left" or p.line.align == "center" for p in named)
    return (left if left and centred else named)[:8]


def _may_name(p: Piece) -> bool:
    """Letters, and not the look of a field, a hint, the subject of a letter."""
    k = p.key
    other = wording.is_hint(k) or wording.is_letter_subject(k) or wording.is_dashes(k)
    return not other and ":" not in k and any(c.isalpha() for c in k)


def split_names(names: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The lines of the superior body and of the issuing one: told by bold, else by wording."""
    bold = [p.line.all("bold") for p in names]
    first = bold.index(True) if True in bold else 0
    at = first if first and all(bold[first:]) else _by_wording(names)
    return names[:at], names[at:]


def _by_wording(names: list[Piece]) -> int:
    """The first line that may begin a second body's name, 0 when all lines are one name."""
    if len(names) < 2 or not (wording.begins_superior(names[0].key) or wording.begins_issuer(names[0].key)):
        return 0
    for index, p in enumerate(names[1:], start=1):
        if wording.begins_issuer(p.key) and not wording.continues_name(p.key):
            return index
    return 0


def _letter_subject(rest: list[Piece], number: Piece | None) -> list[Piece]:
    """The lines under the number of a letter."""
    below = [p for p in rest if number is not None and p.level > number.level and p.column != "right"]
    said = [i for i, p in enumerate(below) if wording.is_letter_subject(p.key)]
    found = below[said[0] :] if said else [p for p in below if p.column == "left" and not wording.is_dashes(p.key)]
    return [p for p in found if any(c.isalpha() for c in p.key)][:8]

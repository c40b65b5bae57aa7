"""The foot: who signs, in what power and post, the recipients, the confirmation of a signature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from vanban.the_thuc import wording
from vanban.the_thuc.parts import Column, Line, SignatureBlock
from vanban.the_thuc.pieces import Piece, joined

_LOOK_AHEAD: Final = 12
_SHORT: Final = 90


class Foot(NamedTuple):
    """Phần cuối; `start` is the index of its first piece, or the length of all when there is none."""

    start: int
    signatures: tuple[SignatureBlock, ...] = ()
    recipients_label: Line | None = None
    recipients: tuple[Line, ...] = ()
    confirmation: tuple[Line, ...] = ()
    drafter: Line | None = None
    contact: tuple[Line, ...] = ()


def find_foot(pieces: list[Piece], start: int, end: int) -> Foot:
    """The foot of the document whose prose begins at `start` and which ends before `end`."""
    starters = [i for i in range(start, end) if _starts(pieces, i, end)]
    begin = next((i for i in starters if not _prose_after(pieces, i, end)), None)
    if begin is None:
        return _scattered(pieces, starters, end)
    left, right = _Column("left"), _Column("right")
    listing = False
    for p in pieces[begin:end]:
        on_left = p.column == "left" or (p.column == "full" and (listing or wording.is_recipients_label(p.key)))
        if p.column == "full" and listing and _begins_block(p):
            on_left = False
        on_left = on_left or (p.column == "full" and wording.is_contact(p.key))
        (left if on_left else right).take(p)
        listing = left.listing
    earlier = [(pieces[i].level, block) for i in starters if i < begin for block in _one_block(pieces, i, begin)]
    return _foot(begin, earlier, left, right)


def _foot(begin: int, earlier: list[tuple[int, SignatureBlock]], left: _Column, right: _Column) -> Foot:
    labelled = left if left.label or not right.label else right
    blocks = sorted((*earlier, *left.ended(), *right.ended()), key=lambda pair: pair[0])
    return Foot(
        start=begin,
        signatures=tuple(block for _, block in blocks),
        recipients_label=labelled.label,
        recipients=tuple(labelled.recipients),
        confirmation=(*left.confirmation, *right.confirmation),
        drafter=labelled.drafter,
        contact=(*left.contact, *right.contact),
    )


def _starts(pieces: list[Piece], index: int, end: int) -> bool:
    """Whether the foot may begin here: Nơi nhận, a power, post or role with a name below it."""
    p = pieces[index]
    if len(p.line.text) > _SHORT:
        return False
    if wording.is_recipients_label(p.key):
        return True
    return _begins_block(p) and _signed_below(pieces, index, end)


def _begins_block(p: Piece) -> bool:
    """A power, post or role standing by itself, or the words that confirm a signature."""
    k = p.key
    placed = p.column != "full" or p.line.align in ("center", "right")
    if placed and wording.is_confirming(k):
        return True
    if not (p.capitals or p.line.all("bold")):
        return False
    return wording.is_prefix(k) or (placed and (wording.is_post(k) or wording.is_role(k)))


def _signed_below(pieces: list[Piece], index: int, end: int) -> bool:
    column = pieces[index].column
    for p in pieces[index + 1 : min(index + _LOOK_AHEAD, end)]:
        if p.long and p.column == "full":
            return False
        if p.column == column and (wording.is_name(p.line.text) or wording.is_hint(p.key)):
            return True
        if column == "right" and p.column == "full" and wording.is_name(p.line.text):
            return True
    return False


def _prose_after(pieces: list[Piece], index: int, end: int) -> bool:
    return any(_is_prose(p) for p in pieces[index:end])


def _is_prose(p: Piece) -> bool:
    return p.column == "full" and p.long and not wording.is_item(p.line.text) and not wording.is_contact(p.key)


@dataclass
class _Column:
    """The lines of one side of the foot, taken from top to bottom."""

    column: Column
    label: Line | None = None
    recipients: list[Line] = field(default_factory=list)
    confirmation: list[Line] = field(default_factory=list)
    contact: list[Line] = field(default_factory=list)
    drafter: Line | None = None
    listing: bool = False
    confirming: bool = False
    blocks: list[tuple[int, SignatureBlock]] = field(default_factory=list)
    open: _Open | None = None

    def take(self, p: Piece) -> None:
        if wording.is_recipients_label(p.key):
            self.close()
            self.label, self.listing = self.label or p.line, True
        elif p.column == "full" and wording.is_contact(p.key):
            self.close()
            self.contact.append(p.line)
        elif self.listing and not _begins_block(p):
            self.listed(p)
        elif wording.is_confirming(p.key):
            self.close()
            self.listing, self.confirming = False, True
            self.confirmation.append(p.line)
        elif self.confirming and not _begins_block(p):
            self.confirmation.append(p.line)
        else:
            self.listing = self.confirming = False
            self.signed(p)

    def listed(self, p: Piece) -> None:
        text = p.line.text
        if wording.is_contact(p.key) or self.contact:
            self.contact.append(p.line)
        elif wording.is_drafter(text):
            self.drafter = p.line
        elif self.recipients and not wording.is_item(text) and not _ended(self.recipients[-1]):
            self.recipients[-1] = joined(self.recipients[-1], p.line)
        elif not wording.is_hint(p.key):
            self.recipients.append(p.line)

    def signed(self, p: Piece) -> None:
        begins = _begins_block(p)
        if self.open is None or (begins and (self.open.name or self.open.hints)):
            if not begins:
                return
            self.close()
            self.open = _Open(p.level, p.column)
        self.open.take(p)

    def close(self) -> None:
        if self.open is not None:
            self.blocks.append((self.open.level, self.open.block()))
            self.open = None

    def ended(self) -> list[tuple[int, SignatureBlock]]:
        """The blocks of this side, each with the level of its first line."""
        self.close()
        return self.blocks


@dataclass
class _Open:
    """A signature block being read."""

    level: int
    column: Column
    last: int = -1
    prefix: list[Line] = field(default_factory=list)
    posts: list[Line] = field(default_factory=list)
    roles: list[Line] = field(default_factory=list)
    hints: list[Line] = field(default_factory=list)
    name: Line | None = None

    def take(self, p: Piece) -> None:
        if self.name is not None or wording.is_date(p.key):
            return
        if wording.is_prefix(p.key):
            self.prefix.append(p.line)
            self.last = p.level
        elif wording.is_hint(p.key):
            self.hints.append(p.line)
        elif self.is_named(p):
            self.name = p.line
        elif not self.prefix and not self.posts and not wording.is_post(p.key):
            self.roles.append(p.line)
        elif len(p.line.text) < _SHORT:
            (self.posts if self.continues_post(p) else self.prefix).append(p.line)
            self.last = p.level

    def continues_post(self, p: Piece) -> bool:
        """False only for a second line of the power: a place, or right below the first, as bold as it, and no post."""
        if self.posts or wording.is_post(p.key) or not self.prefix:
            return True
        below = p.level == self.last + 1 and p.line.all("bold") and self.prefix[-1].all("bold")
        return not (wording.continues_name(p.key) or (below and not p.key.startswith("UY VIEN")))

    def is_named(self, p: Piece) -> bool:
        begun = self.prefix or self.posts or self.roles
        return bool(begun) and wording.is_name(p.line.text) and not (p.capitals and _begins_block(p))

    def block(self) -> SignatureBlock:
        return SignatureBlock(
            self.column, tuple(self.prefix), tuple(self.posts), tuple(self.roles), self.name, tuple(self.hints)
        )


def _ended(line: Line) -> bool:
    return line.text.rstrip()[-1:] in ";,."


def _scattered(pieces: list[Piece], starters: list[int], end: int) -> Foot:
    """The signatures of a form, wherever they stand: prose goes on after them."""
    found = [(pieces[i].level, block) for i in starters for block in _one_block(pieces, i, end)]
    last = next((i for i in reversed(starters) if wording.is_recipients_label(pieces[i].key)), None)
    side = _Column("left")
    for p in pieces[last:end] if last is not None else ():
        if p.column == pieces[last or 0].column:
            side.take(p)
    return Foot(
        start=end,
        signatures=tuple(block for _, block in found),
        recipients_label=side.label,
        recipients=tuple(side.recipients),
    )


def _one_block(pieces: list[Piece], index: int, end: int) -> Iterator[SignatureBlock]:
    first = pieces[index]
    before = pieces[index - 1] if index else None
    if wording.is_recipients_label(first.key):
        return
    if before is not None and before.column == first.column and before.block == first.block and _begins_block(before):
        return
    open_ = _Open(first.level, first.column)
    for p in pieces[index : min(index + _LOOK_AHEAD, end)]:
        signs = wording.is_name(p.line.text) or wording.is_hint(p.key)
        if p.column == first.column or (first.block == 0 and p.column == "full" and signs):
            if p.long or open_.name is not None or wording.is_recipients_label(p.key):
                break
            open_.take(p)
        elif p.column == "full":
            break
    yield open_.block()

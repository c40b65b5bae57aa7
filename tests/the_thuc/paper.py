"""What a correct document says, before it is laid out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Grid:
    """A table in the body or in an appendix; the first row repeats."""

    rows: tuple[tuple[str, ...], ...]
    widths_mm: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Signer:
    name: str
    prefix: str = ""
    post: str = ""
    role: str = ""


@dataclass(frozen=True)
class Annex:
    """An appendix: label, title lines, the line that names its parent, what it holds."""

    label: str
    title: tuple[str, ...]
    reference: str
    body: tuple[str | Grid, ...]
    landscape: bool = False


@dataclass(frozen=True, kw_only=True)
class Paper:
    """`signers` from left to right; a body line with `# ` is a heading, with `@ ` a centred line."""

    state: bool = False
    superior: tuple[str, ...] = ()
    issuer: tuple[str, ...]
    number: str
    place_day: str = ""
    kind: str = ""
    author: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    letter_subject: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    addressed: str = ""
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    body: tuple[str | Grid, ...]
    signers: tuple[Signer, ...]
    confirmation: tuple[str, ...] = ()
    confirmer: Signer | None = None
    recipients: tuple[str, ...]
    annexes: tuple[Annex, ...] = ()


def numbered_from(first: int, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The numbered paragraphs with other numbers."""
    return tuple(f"{n}. {text.partition('. ')[2]}" for n, text in enumerate(texts, start=first))

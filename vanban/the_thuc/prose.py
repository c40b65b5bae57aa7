"""The words of a document as the rules of wording read them: passages, prose, headings, quotes of what was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from vanban.the_thuc.document import Document, Passage
from vanban.the_thuc.parts import Line, Parts
from vanban.the_thuc.rule import Finding
from vanban.the_thuc.views import Place, Table

V = TypeVar("V", bound=Hashable)
Hit = tuple[Passage, re.Match[str]]

# The Vietnamese letters, for classes of regular expressions; NFC is meant.
LOWER: Final = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
UPPER: Final = "A-Z" + LOWER[3:].upper()
LOW: Final = f"[{LOWER}]"
CAP: Final = f"[{UPPER}]"
_SHOWN: Final = 3
_AROUND: Final = 22


def passages(document: Document) -> tuple[Passage, ...]:
    """Every paragraph that shows words, cells and text boxes included; lines of pages when there is no Word file."""
    return document.passages


def whole_text(document: Document) -> str:
    """All words of the document, a passage on a line."""
    view = document.docx or document.pdf
    return view.text if view is not None else ""


def letters(document: Document) -> frozenset[str]:
    """Every character of the document."""
    view = document.docx or document.pdf
    return view.letters if view is not None else frozenset()


def hits(document: Document, pattern: re.Pattern[str], *signs: str) -> Iterator[Hit]:
    """Every place where the pattern is found inside a passage; it must not lean on line ends.

    `signs` are letters one of which every hit holds or has near it: where none is in the text nothing is looked for.
    """
    text = whole_text(document)
    if (not signs or any(sign in text for sign in signs)) and pattern.search(text):
        for passage in passages(document):
            for match in pattern.finditer(passage.text):
                yield passage, match


def told(found: Iterable[Hit], remedy: str = "") -> Iterator[Finding]:
    """One finding for each passage, the first few hits quoted with what stands around them."""
    by_place: dict[Place, list[str]] = {}
    for passage, match in found:
        by_place.setdefault(passage.place, []).append(around(passage.text, match.start(), match.end()))
    for place, quotes in by_place.items():
        more = f" và {len(quotes) - _SHOWN} chỗ nữa" if len(quotes) > _SHOWN else ""
        yield Finding(place, ", ".join(quotes[:_SHOWN]) + more, remedy)


def around(text: str, start: int, end: int) -> str:
    """The words from start to end in quotation marks, with a few words before and after."""
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    while low and text[low - 1] != " ":
        low -= 1
    while high < len(text) and text[high] != " ":
        high += 1
    piece = text[low:high].replace("\n", " ").replace("\t", " ").strip()
    return f"“{'…' if low else ''}{piece}{'…' if high < len(text) else ''}”"


def cited(text: str, longest: int = 90) -> str:
    """The text in quotation marks, cut when it is long."""
    flat = " ".join(text.split())
    return f"“{flat}”" if len(flat) <= longest else f"“{flat[:longest].rstrip()}…”"


def faults(at: Line | Passage, wrong: Sequence[str], longest: int = 90) -> Iterator[Finding]:
    """One finding with everything that is wrong with a line; none when nothing is."""
    if wrong:
        yield Finding(at.place, f"{cited(at.text, longest)}: {'; '.join(wrong)}")


def full(line: Line) -> str:
    """The line's words with the number or bullet that Word prints before them."""
    label = line.paragraph.label if line.paragraph is not None else ""
    return f"{label} {line.text}" if label else line.text


def is_heading(line: Line) -> bool:
    """Whether the line stands out as a heading: bold or capitals all through, or centred."""
    return line.all("bold") or line.align == "center" or line.text.isupper()


def running(parts: Parts) -> list[Line]:
    """The lines of running prose: no headings, no notes in italics."""
    return [line for line in parts.prose if not is_heading(line) and not line.all("italic")]


def by_value(
    lines: Iterable[Line],
    value: Callable[[Line], V | None],
    kept: Callable[[V], bool],
    say: Callable[[V], str],
) -> Iterator[Finding]:
    """One finding for each wrong value, at the first line that has it; lines without a value are passed over."""
    wrong: dict[V, list[Line]] = {}
    for line in lines:
        seen = value(line)
        if seen is not None and not kept(seen):
            wrong.setdefault(seen, []).append(line)
    for seen, there in wrong.items():
        count = f" ({len(there)} đoạn, đoạn đầu tiên ở đây)" if len(there) > 1 else ""
        yield Finding(there[0].place, say(seen) + count)


def above(document: Document, table: Table, paragraphs: int = 3) -> str:
    """The words of the few paragraphs right before a table."""
    first = next((p.place.paragraph for cell in table.rows[0].cells for p in cell.paragraphs), 0)
    before = (p.text for p in passages(document) if first - paragraphs <= p.place.paragraph < first)
    return "\n".join(before)


def main_passages(document: Document) -> Iterator[Passage]:
    """The passages of the document itself, appendices and enclosed forms left out."""
    parts = document.parts
    begins = {line.place for line in (*(a.label for a in parts.appendices), *parts.enclosed)}
    for passage in passages(document):
        if passage.place in begins:
            return
        yield passage

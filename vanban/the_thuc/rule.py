"""A rule of form: one function, and how the room knows all of them.

The docstring of a rule is what people read. Its first line is the sentence shown, its second (after an empty one) the
clause; then `Vì sao:`, `Sửa:`, `Sai:`, `Đúng:`, each one paragraph.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, NoReturn, TypeVar, cast

from vanban.errors import Severity
from vanban.the_thuc.views import WHOLE, Place

if TYPE_CHECKING:
    from vanban.the_thuc.document import Document, Member, Packet

Profile = Literal["P18", "P26", "S"]
Mark = Literal["T", "S", "I", "M", "L"]
View = Literal["any", "docx", "pdf", "both", "packet"]
T = TypeVar("T")

# What each profile is called: in full, and in a word or two.
PROFILE_NAMES: Final[Mapping[Profile, str]] = {
    "P18": "văn bản của Đảng, Hướng dẫn 36-HD/VPTW (2018)",
    "P26": "văn bản của Đảng, Hướng dẫn 05-HD/VPTW (2026)",
    "S": "văn bản hành chính nhà nước, Nghị định 30/2020/NĐ-CP",
}
PROFILE_WORDS: Final[Mapping[Profile, str]] = {"P18": "Đảng 2018", "P26": "Đảng 2026", "S": "Nhà nước"}
_APPLIES: Final[Mapping[str, tuple[Profile, ...]]] = {
    "A": ("P18", "P26", "S"),
    "P": ("P18", "P26"),
    "P18": ("P18",),
    "P26": ("P26",),
    "S": ("S",),
    "P26, S": ("P26", "S"),
}
_SECTIONS: Final = ("Vì sao", "Sửa", "Sai", "Đúng")


class NotJudged(Exception):
    """The rule cannot be judged on this document: a part was not found, a view is missing."""


class NotConcerned(Exception):
    """The rule does not concern this document: there is nothing it speaks of."""


class Finding(NamedTuple):
    """Điều phát hiện: `seen` is what stands there now, `remedy` what to do when the rule's own words are general."""

    place: Place
    seen: str = ""
    remedy: str = ""
    severity: Severity | None = None


Judge = Callable[["Document"], Iterable[Finding]]
PacketJudge = Callable[["Packet"], Iterable[Finding]]


class Rule(NamedTuple):
    """Quy tắc thể thức: `facts` says that the facts of one paper can break it (it is judged for every paper).

    `view` is what it must see: any view, the Word file, the PDF, both, or a whole packet.
    """

    code: str
    sentence: str
    clause: str
    why: str
    fix: str
    wrong: str
    right: str
    severities: Mapping[Profile, Severity]
    mark: Mark
    view: View
    facts: bool
    judge: Judge | PacketJudge | None
    reason: str = ""

    @property
    def group(self) -> str:
        """The letters its code begins with: HD, NO."""
        return self.code[:2]


RULES: Final[dict[str, Rule]] = {}
# What the rules of packets note of every document; the notes are small, frozen, and hold nothing of the document.
NOTES: Final[list[Callable[[Document], Any]]] = []


def noted(note: Callable[[Document], T]) -> Callable[[Member], T]:
    """Enter what is noted of every document for the rules of a packet; gives how to read it from a member."""
    place = len(NOTES)
    NOTES.append(note)

    def of(member: Member) -> T:
        return cast(T, member.notes[place])

    return of


def rule(
    code: str,
    applies: str,
    severity: Severity | Mapping[Profile, Severity],
    mark: Mark = "T",
    *,
    view: View = "any",
    facts: bool = False,
) -> Callable[[Callable[..., Iterable[Finding]]], Callable[..., Iterable[Finding]]]:
    """Enter a function as the rule of a code.

    `applies` is the column of the rule table: A, P, P18, P26, S, or `P26, S`. `mark` is the certainty of the
    strongest source. A severity by profile names those that differ from `loi`.

    Raises:
        ValueError: the code is taken, or the docstring lacks a part.
    """

    def enter(judge: Callable[..., Iterable[Finding]]) -> Callable[..., Iterable[Finding]]:
        _enter(code, applies, severity, mark, view, facts, judge, "")
        return judge

    return enter


def not_judged(code: str, applies: str, severity: Severity, docstring: str, reason: str) -> None:
    """Enter a rule that this program cannot judge, with the reason."""

    def never() -> None: ...

    never.__doc__ = docstring
    _enter(code, applies, severity, "T", "any", False, None, reason, never)


def _enter(  # noqa: PLR0913 — one row of the rule table
    code: str,
    applies: str,
    severity: Severity | Mapping[Profile, Severity],
    mark: Mark,
    view: View,
    facts: bool,
    judge: Callable[..., Iterable[Finding]] | None,
    reason: str,
    documented: Callable[..., object] | None = None,
) -> None:
    if code in RULES:
        raise ValueError(f"rule {code} entered twice")
    sentence, clause, words = _docstring(inspect.getdoc(documented or judge) or "", code)
    of = severity if isinstance(severity, Mapping) else dict.fromkeys(_APPLIES[applies], severity)
    severities: dict[Profile, Severity] = {profile: of.get(profile, "loi") for profile in _APPLIES[applies]}
    RULES[code] = Rule(
        code=code,
        sentence=sentence,
        clause=clause,
        why=words["Vì sao"],
        fix=words["Sửa"],
        wrong=words["Sai"],
        right=words["Đúng"],
        severities=severities,
        mark=mark,
        view=view,
        facts=facts,
        judge=judge,
        reason=reason,
    )


def _docstring(text: str, code: str) -> tuple[str, str, dict[str, str]]:
    """Sentence, clause and the four named paragraphs.

    Raises:
        ValueError: one of them is missing.
    """
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", text.strip())]
    words = dict.fromkeys(_SECTIONS, "")
    for paragraph in paragraphs[2:]:
        for piece in re.split(r"(?=\b(?:Vì sao|Sửa|Sai|Đúng): )", paragraph):
            name, _, rest = piece.partition(": ")
            if name in words:
                words[name] = rest.strip()
    missing = [name for name, value in words.items() if not value]
    if len(paragraphs) < 2 or missing:
        raise ValueError(f"rule {code}: docstring lacks {', '.join(missing) or 'the clause'}")
    return paragraphs[0], paragraphs[1], words


def need(value: T | None, what: str) -> T:
    """The value, when it was found.

    Raises:
        NotJudged: it was not.
    """
    if value is None or value == ():
        raise NotJudged(f"không tìm thấy {what}")
    return value


def concerned(value: T | None) -> T:
    """The value, when the document has such a thing.

    Raises:
        NotConcerned: it has none.
    """
    if value is None or value == ():
        raise NotConcerned
    return value


def unjudged(why: str) -> NoReturn:
    """Leave the rule unjudged.

    Raises:
        NotJudged: always.
    """
    raise NotJudged(why)


def unless(kept: bool, place: Place = WHOLE, seen: str = "", remedy: str = "") -> Iterator[Finding]:
    """A finding unless the rule is kept."""
    if not kept:
        yield Finding(place, seen, remedy)

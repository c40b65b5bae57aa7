"""Who a returned file belongs to: its hidden code, else name, birth date and branch together; else it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from vanban.errors import Problem
from vanban.intake.facts import Facts, Noun
from vanban.intake.word.body import Body, Line
from vanban.intake.workbook.domains import key_of
from vanban.model.rich import without_marks

_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_LONG_DAY: Final = re.compile(r"(\d{1,2}) tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE)
_HEAD_LINES: Final = 40
_OF_A_PERSON: Final = " ho va ten "
_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Found:
    """Chủ của tệp: None with a problem when it must be asked; `sure` says that the hidden code told it."""

    noun: Noun | None
    sure: bool
    problems: tuple[Problem, ...] = ()


def owner_of(body: Body, facts: Facts, file: str, named: str = "") -> Found:
    """The noun a file is about; `named` is the code the clerk gave for it."""
    if named:
        found = [noun for noun in _all(facts) if noun.code == named]
        return Found(found[0], True) if found else Found(None, False, (_unknown(named, file),))
    identity = body.identity
    if identity is not None:
        if identity.season != facts.folder.name:
            message = f"Phiếu này của kỳ “{identity.season}”, không phải kỳ “{facts.folder.name}”"
            remedy = "gửi lại phiếu của kỳ này, hoặc nạp vào đúng kỳ"
            return Found(None, False, (Problem("TM-12", message, file, remedy, file=file),))
        noun = facts.nouns.get((identity.noun, identity.code))
        if noun is None:
            return Found(None, False, (_unknown(identity.code, file),))
        return _checked(noun, body, file)
    return _by_words(body, facts, file)


def _all(facts: Facts) -> list[Noun]:
    return [*facts.of("ca-nhan"), *facts.of("tap-the")]


def _unknown(code: str, file: str) -> Problem:
    return Problem("TM-10", f"Kỳ này không có mã “{code}”", file, "ghi đúng mã bằng --la MA", file=file)


def _head(lines: Sequence[Line]) -> str:
    return f" {' '.join(key_of(without_marks(line.text)) for line in lines[:_HEAD_LINES])} "


def _checked(noun: Noun, body: Body, file: str) -> Found:
    """A form that went to one and came back under another's name: the file was passed on."""
    if noun.kind == "ca-nhan" and f" {key_of(noun.name)} " not in _head(body.lines):
        message = f"Phiếu phát cho {noun.name} ({noun.code}) nhưng trong tệp không có họ tên ấy"
        remedy = "hỏi lại người gửi; đúng người thì chạy lại với --la MA"
        return Found(None, False, (Problem("TM-11", message, file, remedy, file=file),))
    return Found(noun, True)


def _by_words(body: Body, facts: Facts, file: str) -> Found:
    head = _head(body.lines)
    named = [noun for noun in facts.of("ca-nhan") if f" {key_of(noun.name)} " in head]
    days = {_day(match) for line in body.lines[:_HEAD_LINES] for match in _days(line.text)}
    born = [noun for noun in named if _day(_DAY.fullmatch(str(noun.tree.get("ngay_sinh", "")))) in days]
    here = [noun for noun in born if _branch(noun, facts, head)]
    if len(here) == 1 or (len(born) == 1 and not here):
        return _told(here or born, bool(here), file)
    if not named and _OF_A_PERSON not in head:
        bodies = [noun for noun in facts.of("tap-the") if f" {key_of(noun.name)} " in head]
        longest = [n for n in bodies if not any(n is not o and key_of(n.name) in key_of(o.name) for o in bodies)]
        if len(longest) == 1:
            return Found(longest[0], False)
        named = longest
    return Found(None, False, (_ask(here or born or named, file),))


def _told(found: Sequence[Noun], in_branch: bool, file: str) -> Found:
    noun = found[0]
    if in_branch:
        return Found(noun, False)
    message = f"Tệp của {noun.name} ({noun.code}) nhưng không thấy tên chi bộ"
    return Found(noun, False, (Problem("TM-15", message, file, "đối chiếu lại người gửi", "canh-bao", file),))


def _days(text: str) -> Iterable[re.Match[str]]:
    yield from _DAY.finditer(text)
    yield from _LONG_DAY.finditer(text)


def _day(match: re.Match[str] | None) -> tuple[int, ...]:
    return tuple(int(part) for part in match.groups()) if match else ()


def _branch(noun: Noun, facts: Facts, head: str) -> bool:
    branch = facts.nouns.get(("tap-the", str(noun.tree.get("chi_bo", ""))))
    names = (branch.name, str(branch.tree.get("ten_ngan", ""))) if branch else ()
    return any(name and f" {key_of(name)} " in head for name in names)


def _ask(candidates: Sequence[Noun], file: str) -> Problem:
    if not candidates:
        message = "Không rõ tệp này của ai: không có mã ẩn, không thấy họ tên của ai trong kỳ"
    else:
        shown = ", ".join(f"{noun.name} ({noun.code})" for noun in candidates[:_SHOWN])
        message = f"Không rõ tệp này của ai: có thể là {shown}, nhưng họ tên, ngày sinh không cùng khớp"
    return Problem("TM-10", message, file, "chạy lại riêng tệp này với --la MA", file=file)

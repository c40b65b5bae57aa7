"""Lists of choices: what a cell shows for a code, and which code a cell means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Final

from vanban.intake.workbook.columns import Column, Names
from vanban.intake.workbook.layout import Part, whole_route
from vanban.intake.workbook.wording import CHOICE_WORDS
from vanban.viet import nfc, plain

_SEPARATORS: Final = re.compile(r"[\W_]+")
JOIN: Final = " – "
_LONGEST: Final = 200
_MOST_COMPARED: Final = 5_000
_UNFIT: Final = frozenset("\n\r⟦")
_PEOPLE: Final = frozenset({"nguoi_ky", "chu_tri", "thu_ky", "nguoi", "nguoi_trinh_bay", "trieu_tap"})
_COLLECTIVES: Final = frozenset({"chi_bo", "phat_hanh", "to_chuc"})
_LEVELS: Final = frozenset({"muc", "de_nghi", "muc_don_vi", "muc_cu", "muc_moi", "dang_vien", "cong_chuc", "phieu"})
_GRADES: Final = frozenset({"tu_danh_gia"})
_POINTS: Final = ("diem",)  # keyed by the office's own table, which the workbook itself may bring
# Keys whose values are a list of the regime, with the name of the list.
_REGIME: Final = {"dien_quan_ly": "dien-quan-ly", "loai_hinh": "loai-hinh"}
_STRICT: Final = ("muc", "cap-do", "tieu-chi", *_REGIME.values())
Words = tuple[str, ...] | Callable[[], tuple[str, ...]]
_OWNERS: Final = {"tap-the": "tap-the", "ca-nhan": "ca-nhan", "cuoc-hop": "cuoc-hop"}


def key_of(text: str) -> str:
    """What two spellings of one header or choice have in common: letters and digits without marks, in lower case."""
    return _SEPARATORS.sub(" ", plain(nfc(text)).lower()).strip()


class Domain:
    """Danh mục: codes with the words shown for them; `strict` says that nothing else may stand in a cell.

    The words are looked at only when somebody asks for them: most cells hold a code.
    """

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.codes: dict[str, None] = {}
        self._waiting: list[Iterable[tuple[str, Words, str]]] = []
        self._labels: dict[str, str] = {}
        self._own: dict[str, str] = {}
        self._by_key: dict[str, str] = {}
        self._ambiguous: set[str] = set()

    def add(self, code: str, *words: str) -> None:
        """Take a code; the first of the words is shown for it when no other code claims them."""
        self.expect(code, words)

    def expect(self, code: str, words: Words) -> None:
        """Take a code whose words are told when somebody asks for them."""
        if code not in self.codes:
            self.codes[code] = None
            self._waiting.append(((code, words, ""),))

    def expect_all(
        self,
        named: Mapping[str, str],
        words: Callable[[str, str], tuple[str, ...]],
        guess: Callable[[str], str] = lambda _: "",
    ) -> None:
        """Take many codes, each with its name, of which `words` makes its words when somebody asks for them.

        A `guess` at what a name means finds its code as well, but nobody is called so.
        """
        new = {code: name for code, name in named.items() if code not in self.codes}
        self.codes.update(dict.fromkeys(new))
        self._waiting.append((code, words(code, name), guess(name)) for code, name in new.items())

    def _settle(self) -> None:
        waiting, self._waiting = self._waiting, []
        for code, told, guess in chain.from_iterable(waiting):
            words = told() if callable(told) else told
            self._take_names(code, words)
            keys = [key_of(word) for word in (*words, guess) if word]
            shown = words[0].strip() if words and len(words[0]) < _LONGEST and not _UNFIT & set(words[0]) else ""
            clash = not shown or keys[0] in self._by_key or not keys[0]
            self._labels[code] = code if clash else shown
            for key in filter(None, keys):
                if self._by_key.setdefault(key, code) != code:
                    self._ambiguous.add(key)

    def _take_names(self, code: str, words: Iterable[str]) -> None:
        """What somebody is called to the letter; "" stands for two of one name."""
        for word in filter(None, (nfc(word).strip() for word in words)):
            if self._own.setdefault(word, code) != code:
                self._own[word] = ""

    def shown(self, code: str) -> str:
        """What a cell shows for a code; the code itself when it is unknown or its label means another."""
        self._settle()
        label = self._labels.get(code, code)
        return label if self.meant(label) == code else code

    def meant(self, text: str) -> str | None:
        """The code a cell means, None when it means none or more than one."""
        if text in self.codes:
            return text
        head = text.partition(JOIN)[0].strip()
        if head != text and head in self.codes:
            return head
        called = self.called(text)
        if called is not None:
            return called
        key = key_of(text)
        return None if key in self._ambiguous else self._by_key.get(key)

    def called(self, text: str) -> str | None:
        """The code of the one that is called so to the letter, None when nobody is or more than one."""
        self._settle()
        return self._own.get(nfc(text).strip()) or None

    def nearest(self, text: str) -> str:
        """The label most like a text, "" when none is."""
        self._settle()
        found = difflib.get_close_matches(key_of(text), list(self._by_key)[:_MOST_COMPARED], n=1, cutoff=0.6)
        return self._labels[self._by_key[found[0]]] if found else ""

    def choices(self) -> list[str]:
        """The labels, in the order they were added."""
        self._settle()
        return list(self._labels.values())


class Lists:
    """Các danh mục của kỳ: levels, grades, criteria, people and collectives by name."""

    def __init__(self) -> None:
        self.by_name: dict[str, Domain] = {
            name: Domain(strict=name in _STRICT) for name in (*_STRICT, "tap-the", "ca-nhan", "cuoc-hop", "ve")
        }
        self._choices: dict[Names, Domain] = {}

    def domain(self, part: Part, column: Column) -> Domain | None:
        """The list a column is chosen from, None when it is free text."""
        if column.kind == "choice":
            return self._literal(column.choices)
        name = domain_name(whole_route(part.table, column.route), part.table.noun, column)
        if name == "loai-hop":
            return self._literal(("dang-uy", "ban-thuong-vu", "chi-bo", "tap-the-lanh-dao"))
        return self.by_name.get(name)

    def role(self, role: str, part: Part) -> Domain | None:
        """The list of a column that says whose row it is, or which criterion."""
        if role == "owner":
            return self.by_name[_OWNERS[part.table.noun]]
        listed = role == "key" and part.table.noun != "ky" and part.table.route[-1:] != _POINTS
        return self.by_name["tieu-chi"] if listed else None

    def _literal(self, choices: Names) -> Domain:
        if choices not in self._choices:
            domain = self._choices[choices] = Domain(strict=True)
            for code in choices:
                domain.add(code, CHOICE_WORDS.get(code, code), code)
        return self._choices[choices]

    def add_noun(self, kind: str, code: str, words: Words) -> None:
        """Take a collective, person or meeting; what may be spoken of joins the list of subjects too."""
        for domain in self._of(kind):
            domain.expect(code, words)

    def add_nouns(
        self,
        kind: str,
        named: Mapping[str, str],
        words: Callable[[str, str], tuple[str, ...]],
        guess: Callable[[str], str],
    ) -> None:
        """Take many of a kind by their names, and by what these may mean."""
        for domain in self._of(kind):
            domain.expect_all(named, words, guess)

    def _of(self, kind: str) -> list[Domain]:
        names = (kind, "ve") if kind in {"tap-the", "ca-nhan"} else (kind,)
        return [self.by_name[name] for name in names if name in self.by_name]


def domain_name(route: Names, noun: str, column: Column) -> str:
    """The name of the list behind a plain value, "" for free text."""
    key = route[-1] if route else ""
    if column.kind in {"code", "lines"}:
        if key in _PEOPLE:
            return "ca-nhan"
        if key in _COLLECTIVES or route == ("don_vi", "ma"):
            return "tap-the"
        return "ve" if key == "ve" else ""
    if noun == "cuoc-hop" and route == ("loai",):
        return "loai-hop"
    if key in _REGIME:
        return _REGIME[key]
    if column.keyed or (column.kind in {"text", "string"} and key in _LEVELS):
        return "muc"
    return "cap-do" if key in _GRADES or route[-1:] == ("cap_do",) else ""


def fill(domain: Domain, rows: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """Add codes with their words."""
    for code, words in rows:
        domain.add(code, *words)


def people_words(code: str, name: str) -> tuple[str, ...]:
    """How a person is shown and found: `GD01 – Đinh Thị Thanh Vân`, or the bare name."""
    clean = " ".join(name.split())
    return (f"{code}{JOIN}{clean}" if clean else code, clean)

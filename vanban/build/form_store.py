"""What the rules of form said and noted of a paper, kept by content: nothing is judged or read twice.

A key is made of everything a verdict depends on: the Word file, the faces and the programs that lay it out and write
it, what was known, which rules were asked, and the rules themselves. A damaged entry is as good as none.
"""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from vanban.store import Shelf, Store, key_of, sources_mark
from vanban.the_thuc.document import Member
from vanban.the_thuc.judge import Found, Unjudged, Verdict, shared, shared_notes
from vanban.the_thuc.rule import RULES, Finding
from vanban.the_thuc.views import Place

_SHELF: Final = "the-thuc"
_NOUNS: Final = "vanban.the_thuc."


def form_store(store: Store) -> FormStore:
    """The verdicts of a store."""
    return FormStore(store.shelf(_SHELF))


def verdict_key(*parts: object) -> str:
    """A key from what a verdict depends on, and the rules and the writer of PDFs as they are now."""
    return key_of(sources_mark("the_thuc", "bundle"), *parts)


@dataclass(frozen=True, slots=True)
class FormStore:
    """Kho kết quả thể thức: verdicts on a shelf of the store."""

    shelf: Shelf

    def get(self, key: str, document: str) -> Verdict | None:
        """The verdict kept under a key, told of `document`; None when there is none that can be trusted."""
        text = self.shelf.get(key)
        if text is None:
            return None
        try:
            return _verdict(json.loads(text), document)
        except (ValueError, KeyError, TypeError):
            self.shelf.forget(key)
            return None

    def put(self, key: str, verdict: Verdict) -> None:
        """Keep a verdict; a store that cannot be written is no reason to stop."""
        self.shelf.put(key, json.dumps(_data(verdict), ensure_ascii=False, sort_keys=True).encode())

    def member(self, key: str, persons: Sequence[str]) -> Member | None:
        """What was noted of a paper, kept under a key; None when there is nothing that can be trusted."""
        data = self.shelf.get(key)
        if data is None:
            return None
        try:
            found = _Reader(data, persons).load()
        except Exception:  # an entry that is no pickle can fail in any way
            found = None
        if not isinstance(found, Member):
            self.shelf.forget(key)
            return None
        return Member(
            name=found.name,
            profile=found.profile,
            form_class=found.form_class,
            notes=shared_notes(found.notes, persons),
        )

    def put_member(self, key: str, member: Member, persons: Sequence[str]) -> None:
        """Keep what was noted of a paper; the season's persons, the same for all, are not written with it."""
        stream = io.BytesIO()
        _Writer(stream, persons).dump(member)
        self.shelf.put(key, stream.getvalue())


class _Writer(pickle.Pickler):
    def __init__(self, stream: io.BytesIO, persons: Sequence[str]) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._persons = persons

    def persistent_id(self, obj: Any) -> str | None:
        return "persons" if obj is self._persons else None


class _Reader(pickle.Unpickler):
    """Makes nouns of the rules and days, and nothing else: an entry is only data, whoever wrote it."""

    def __init__(self, data: bytes, persons: Sequence[str]) -> None:
        super().__init__(io.BytesIO(data))
        self._persons = persons

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("datetime", "date"):
            return date
        found = super().find_class(module, name) if module.startswith(_NOUNS) else None
        if not isinstance(found, type) or not found.__module__.startswith(_NOUNS):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found

    def persistent_load(self, pid: Any) -> Any:
        return self._persons


def _data(verdict: Verdict) -> dict[str, Any]:
    found = [
        [i.rule.code, [f.place.label, f.place.part, f.place.paragraph, f.place.page], f.seen, f.remedy, i.severity]
        for i in verdict.found
        for f in [i.finding]
    ]
    unjudged = [[item.rule.code, item.reason] for item in verdict.unjudged]
    return {"thay": found, "khong_xet": unjudged, "da_xet": sorted(verdict.judged)}


def _verdict(data: dict[str, Any], document: str) -> Verdict:
    found = tuple(
        Found(RULES[code], document, Finding(Place(*place), seen, remedy), severity)
        for code, place, seen, remedy, severity in data["thay"]
    )
    unjudged = tuple(Unjudged(RULES[code], document, reason) for code, reason in data["khong_xet"])
    return Verdict(found, unjudged, shared(frozenset(data["da_xet"])))

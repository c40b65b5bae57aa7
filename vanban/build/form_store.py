"""What the rules of form said of a paper, kept by content: nothing is judged twice.

A key is made of everything a verdict depends on: the Word file, the faces and the programs that lay it out and write
it, what was known, which rules were asked, and the rules themselves. A damaged entry is as good as none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from vanban.store import Shelf, Store, key_of, sources_mark
from vanban.the_thuc.judge import Found, Unjudged, Verdict, shared
from vanban.the_thuc.rule import RULES, Finding
from vanban.the_thuc.views import Place

_SHELF: Final = "the-thuc"


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

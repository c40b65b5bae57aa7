"""What the rules of form said of a paper, kept by content: nothing is judged twice (`output/.kho/the-thuc`).

A key is made of everything a verdict depends on: the Word file, the faces and the programs that lay it out and write
it, what was known, which rules were asked, and the rules themselves. A damaged entry is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import vanban.bundle
import vanban.the_thuc
from vanban.the_thuc.judge import Found, Unjudged, Verdict
from vanban.the_thuc.rule import RULES, Finding
from vanban.the_thuc.views import Place

_FOLDER: Final = Path(".kho") / "the-thuc"
_MOST_ENTRIES: Final = 100_000


@lru_cache(maxsize=1)
def rules_mark() -> str:
    """What changes whenever the rooms of judgement and of binding change: the digest of their sources."""
    digest = hashlib.sha256()
    for room in (vanban.the_thuc, vanban.bundle):
        root = Path(room.__path__[0])
        for path in sorted(root.rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def key_of(*parts: object) -> str:
    """A key from the representations of what a verdict depends on, and the rules as they are now."""
    digest = hashlib.sha256(rules_mark().encode())
    for part in parts:
        digest.update(part if isinstance(part, bytes) else repr(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class FormStore:
    """Kho kết quả: verdicts in files of one folder, each written beside and renamed into place."""

    output: Path

    @property
    def _folder(self) -> Path:
        return self.output / _FOLDER

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}.json"

    def get(self, key: str, document: str) -> Verdict | None:
        """The verdict kept under a key, told of `document`; None when there is none that can be trusted."""
        try:
            data = json.loads(self._path(key).read_text(encoding="utf-8"))
            return _verdict(data, document) if data["khoa"] == key else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, verdict: Verdict) -> None:
        """Keep a verdict; a store that cannot be written is no reason to stop."""
        path = self._path(key)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        text = json.dumps({"khoa": key, **_data(verdict)}, ensure_ascii=False, sort_keys=True)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(text, encoding="utf-8")
            beside.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)

    def trim(self) -> None:
        """Forget the oldest verdicts when there are too many."""
        entries = list(self._folder.glob("*/*.json"))
        if len(entries) > _MOST_ENTRIES:
            entries.sort(key=lambda path: path.stat().st_mtime)
            for path in entries[: len(entries) - _MOST_ENTRIES // 2]:
                path.unlink(missing_ok=True)


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
    return Verdict(found, unjudged, frozenset(data["da_xet"]))

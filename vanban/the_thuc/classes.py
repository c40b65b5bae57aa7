"""Which rules judge which class of form; the regime says it (`[[lop_the_thuc]]` of che-do.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

import vanban.the_thuc.rules
from vanban.the_thuc.rule import RULES


def codes_of(judged: Iterable[str], spared: Iterable[str]) -> frozenset[str]:
    """The codes of the rules that the patterns of `judged` name, less those of `spared`."""
    wanted, unwanted = tuple(judged), tuple(spared)
    return frozenset(code for code in RULES if _any(code, wanted) and not _any(code, unwanted))


def _any(code: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(code, pattern) for pattern in patterns)


def unknown_patterns(patterns: Iterable[str]) -> list[str]:
    """The patterns that name no rule at all."""
    return [pattern for pattern in patterns if not any(fnmatchcase(code, pattern) for code in RULES)]


def class_codes(regime: Path) -> Mapping[str, frozenset[str]]:
    """The codes by class, straight from a regime's folder: the rest of che-do.toml is not looked at.

    Raises:
        OSError, tomllib.TOMLDecodeError: che-do.toml cannot be read.
    """
    data = tomllib.loads((regime / "che-do.toml").read_text(encoding="utf-8"))
    rows = data.get("lop_the_thuc", ())
    return {row["ma"]: codes_of(row["xet"], row.get("tru", ())) for row in rows}


assert vanban.the_thuc.rules  # entering the rules is why it is imported

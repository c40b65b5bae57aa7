"""Kho tạm của câu chữ: what the people of a large season wrote lies in a nameless file, not in memory.

A noun keeps the small facts that every rule and every paper asks for. Of a large one within it (a self-criticism, a
report, a discussion) it keeps a place: an instance of the same kind of fact whose fields are read when somebody asks
for them. Such a fact is equal to the plain one, looks, copies and pickles like it, and is frozen like it.

The file belongs to this process and is gone with it, so what is unpickled is only what was pickled here. Reading does
not move the file's position (`os.pread`), so threads, and workers forked after the season was read, may read at once;
where there is no such call there is no forking either, and a lock does. Putting is for the one thread that reads a
season.
"""

from __future__ import annotations

import os
import pickle
import tempfile
import types
import weakref
from collections.abc import Mapping
from copy import copy
from functools import cache, lru_cache
from threading import Lock
from typing import IO, Any, Final, TypeVar, cast

from vanban.model.fact import Fact

Kind = TypeVar("Kind", bound=Fact)
# Bytes of a pickled fact: below that its place takes as much room as the fact itself.
LEAST: Final = 150
# Facts are asked for one after another, each many times at once.
_LOADED: Final = 64
# Of the texts read last: people of one office follow each other, and say the same of where they work.
_TEXTS: Final = 1024


class Spill:
    """Kho tạm: facts in one nameless file; the last few that were asked for stay in memory.

    Raises:
        OSError: there is no place for temporary files.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
        self._end = 0
        self._room = True
        self._lock = Lock()
        self._names: dict[frozenset[str], set[str]] = {}
        self._text = lru_cache(_TEXTS)(str)  # gives the first of equal ones
        self.load = lru_cache(_LOADED)(self._load)
        weakref.finalize(self, self._file.close)

    def spilled(self, noun: Kind) -> Kind:
        """The noun with every large fact in it put away, alone or in a list."""
        found = {name: self._spilled(value) for name, value in noun}
        kind: Any = type(noun)
        return cast(Kind, kind.model_construct(self._shared(noun), **found))

    def _shared(self, fact: Fact) -> set[str]:
        """The names of what was written of a fact, in the one set for all of which the same was written."""
        names = fact.model_fields_set
        return self._names.setdefault(frozenset(names), names)

    def _spilled(self, value: Any) -> Any:
        if isinstance(value, Fact):
            return self._put(value)
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, tuple) and any(isinstance(each, Fact | str) for each in value):
            kept = tuple(self._spilled(each) for each in value)
            return value if all(a is b for a, b in zip(kept, value, strict=True)) else kept
        return value

    def _put(self, fact: Fact) -> Fact:
        data = pickle.dumps(fact, pickle.HIGHEST_PROTOCOL)
        if len(data) < LEAST or not self._written_down(data):
            # A set of its own takes as much room as such a fact.
            object.__setattr__(fact, "__pydantic_fields_set__", self._shared(fact))
            return fact
        place = _placed(self, type(fact), self._end, len(data))
        self._end += len(data)
        return place

    def _written_down(self, data: bytes) -> bool:
        """Whether the disk had room; once it had none, what follows stays in memory."""
        try:
            self._room = self._room and self._file.write(data) == len(data)
        except OSError:
            self._room = False
        return self._room

    def _load(self, start: int, size: int) -> Fact:
        return cast(Fact, pickle.loads(_read(self._file, self._lock, start, size)))


def _read(file: IO[bytes], lock: Lock, start: int, size: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), size, start)
    with lock:
        file.seek(start)
        return file.read(size)


class _Spilled:
    """What a fact that was put away does otherwise than a plain one: its fields are those of the one in the file."""

    __slots__ = ()
    _spill: Spill
    _start: int
    _size: int

    def _fact(self) -> Fact:
        return self._spill.load(self._start, self._size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._fact(), name)

    @property
    def __dict__(self) -> dict[str, Any]:  # type: ignore[override]
        return self._fact().__dict__

    def __eq__(self, other: object) -> bool:
        return self._fact() == (other._fact() if isinstance(other, _Spilled) else other)

    def __hash__(self) -> int:
        return hash(self._fact())

    def __copy__(self) -> Fact:
        return self._fact().__copy__()

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Fact:
        return self._fact().__deepcopy__(memo)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return copy, (self._fact(),)


def _placed(spill: Spill, kind: type[Fact], start: int, size: int) -> Fact:
    place = object.__new__(_spilled_kind(kind))
    for name, value in (("_spill", spill), ("_start", start), ("_size", size)):
        object.__setattr__(place, name, value)
    return place


@cache
def _spilled_kind(kind: type[Fact]) -> type[Fact]:
    """The kind of fact, read from a file."""
    names: Mapping[str, Any] = {
        "__module__": kind.__module__,
        "__qualname__": kind.__qualname__,
        "__doc__": kind.__doc__,
        "__slots__": ("_spill", "_start", "_size"),
    }
    made: Any = types.new_class(kind.__name__, (_Spilled, kind), exec_body=lambda body: body.update(names))
    return cast(type[Fact], made)

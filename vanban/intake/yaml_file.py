"""One YAML file as plain text values, with the line of each of them.

Every scalar stays the text that was typed: `no`, `01`, `1e3`, `12:30` are not turned into anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NoReturn

import yaml

from vanban.errors import Problem
from vanban.store import Shelf, content_mark, key_of, sources_mark, stamp_of
from vanban.viet import nfc

Route = tuple[str | int, ...]
MAX_BYTES: Final = 20_000_000
MAX_DEPTH: Final = 20
# What YAML lets a text hold; anything else is a control character or no character at all.
_UNPRINTABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Source:
    """Tệp dữ kiện đã đọc: `values` is plain data, `lines` the 1-based line of each route into it."""

    file: str
    values: Any
    lines: dict[Route, int]

    def place(self, *route: str | int) -> str:
        """`tap-the/noi-vu.yaml:12`: the line of the route, or of the nearest thing above it."""
        for size in range(len(route), -1, -1):
            line = self.lines.get(route[:size])
            if line is not None:
                return f"{self.file}:{line}"
        return self.file

    def called(self, *route: str | int) -> str:
        """The key at the end of the route; of an item of a list, its list and place."""
        if not route:
            return self.file
        if isinstance(route[-1], int) and len(route) > 1:
            return f"{route[-2]}, dòng {route[-1] + 1}"
        return str(route[-1])


@dataclass(frozen=True, slots=True)
class Reread:
    """Tệp dữ kiện sẽ đọc lại khi cần: what a file says is not held, only where it is; lines are asked for rarely."""

    folder: Path
    file: str

    @property
    def values(self) -> Any:
        """The plain values."""
        return self._source().values

    def place(self, *route: str | int) -> str:
        """The line of the route, or of the nearest thing above it."""
        return self._source().place(*route)

    def called(self, *route: str | int) -> str:
        """What a clerk calls the value at a route."""
        return self._source().called(*route)

    def _source(self) -> Source:
        path = self.folder / self.file
        return _read_again(path, self.file, stamp_of(path))


@dataclass(frozen=True, slots=True)
class Known(Reread):
    """Tệp dữ kiện đã biết từ lần trước: `held` is what a file of the same content said."""

    held: Any

    @property
    def values(self) -> Any:
        """The plain values."""
        return self.held


@lru_cache(maxsize=16)
def _read_again(path: Path, shown: str, stamp: str) -> Source:
    return read_yaml(path, shown)[0]


def read_kept(folder: Path, shown: str, shelf: Shelf) -> tuple[Source | Known, list[Problem]]:
    """As `read_yaml` of a file in a folder; one in order whose content was read before is not parsed again."""
    path = folder / shown
    key = key_of(sources_mark("intake/yaml_file"), content_mark(path))
    kept = shelf.get(key)
    if kept is not None:
        return Known(folder, shown, json.loads(kept)), []
    source, problems = read_yaml(path, shown)
    if source.values is not None and not problems:
        shelf.put(key, json.dumps(source.values, ensure_ascii=False).encode())
    return source, problems


def read_yaml(path: Path, shown: str) -> tuple[Source, list[Problem]]:
    """The file's values and lines, and every problem of its form; values are None when it cannot be read."""
    empty = Source(shown, None, {})
    text, problem = _text(path, shown)
    if problem:
        return empty, [problem]
    problems = _unprintable(text, shown)
    text = _UNPRINTABLE.sub(" ", text)
    reader = _Reader(shown, yaml.parse(text, Loader=yaml.CSafeLoader))
    try:
        values = reader.document()
    except yaml.YAMLError as error:
        return empty, [*problems, _syntax_problem(error, shown)]
    except _RefusedError as refused:
        return empty, [*problems, refused.problem]
    if values is None:
        return empty, [Problem("DL-11", "Tệp trống", shown, "ghi nội dung vào tệp hoặc xoá tệp", file=shown)]
    return Source(shown, values, reader.lines), [*problems, *reader.problems]


def _text(path: Path, shown: str) -> tuple[str, Problem | None]:
    try:
        if path.stat().st_size > MAX_BYTES:
            return "", Problem("DL-10", "Tệp lớn hơn 20 MB", shown, "tách tệp nhỏ hơn", file=shown)
        return nfc(path.read_text(encoding="utf-8-sig")), None
    except UnicodeDecodeError:
        remedy = "mở bằng Notepad và lưu lại với mã UTF-8"
        return "", Problem("DL-10", "Tệp không phải văn bản Unicode (UTF-8)", shown, remedy, file=shown)
    except OSError as error:
        remedy = "kiểm tra đó là một tệp, và tài khoản này được đọc"
        return "", Problem("DL-10", f"Không đọc được tệp ({error.strerror})", shown, remedy, file=shown)


def _problem(code: str, message: str, file: str, line: int, remedy: str) -> Problem:
    return Problem(code, message, f"{file}:{line}", remedy, file=file)


def _control_problem(file: str, line: int) -> Problem:
    return _problem("DL-14", "Có ký tự điều khiển không in được", file, line, "gõ lại đoạn này")


def _unprintable(text: str, file: str) -> list[Problem]:
    """One problem for each line that holds a character nobody can see or print."""
    lines = enumerate(text.split("\n"), 1)
    return [_control_problem(file, number) for number, line in lines if _UNPRINTABLE.search(line)]


def _syntax_problem(error: yaml.YAMLError, shown: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    remedy = "kiểm tra dấu hai chấm, thụt đầu dòng, dấu nháy ở dòng này và dòng trên"
    return _problem("DL-11", "Tệp viết sai cú pháp YAML", shown, line, remedy)


class _RefusedError(Exception):
    """What a file of facts has no need of and a hostile one lives on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark is not None else 1


class _Reader:
    """Walks the events once; collects values, lines and problems."""

    def __init__(self, file: str, events: Iterator[yaml.Event]) -> None:
        self.file = file
        self.lines: dict[Route, int] = {}
        self.problems: list[Problem] = []
        self._events = events

    def document(self) -> Any:
        """The values of the only document, None when there is none.

        Raises:
            yaml.YAMLError: the text is no YAML.
            _RefusedError: it holds aliases, a second document, or nesting without end.
        """
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        values = self._read(next(self._events), ())
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._refuse(after, "DL-11", "Tệp viết sai cú pháp YAML", "bỏ dòng --- và phần sau nó")
        return values

    def _read(self, event: yaml.Event, route: Route) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            self.lines[route] = _line(event)
            return self._scalar(event, route)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "DL-12", "Không dùng ký hiệu tham chiếu (*)", "ghi lại nội dung đầy đủ")
        if len(route) >= MAX_DEPTH:
            self._refuse(event, "DL-15", "Các mục lồng nhau quá sâu", "viết lại theo tệp mẫu")
        self.lines[route] = _line(event)
        return self._mapping(route) if isinstance(event, yaml.MappingStartEvent) else self._sequence(route)

    def _sequence(self, route: Route) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._read(event, (*route, len(items))))
        return items

    def _mapping(self, route: Route) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(event, "DL-11", "Tệp viết sai cú pháp YAML", "tên mục phải là chữ")
            key, line = str(event.value), _line(event)
            if key in pairs:
                self.problems.append(_problem("DL-13", f"Mục “{key}” ghi hai lần", self.file, line, "giữ lại một mục"))
            pairs[key] = self._read(next(self._events), (*route, key))
            self.lines[(*route, key)] = line
        return pairs

    def _scalar(self, event: yaml.ScalarEvent, route: Route) -> str:
        """The text as typed; a control character can still come from an escape between double quotes."""
        text = str(event.value)
        if _UNPRINTABLE.search(text):
            self.problems.append(_control_problem(self.file, self.lines[route]))
        return text

    def _refuse(self, event: yaml.Event, code: str, message: str, remedy: str) -> NoReturn:
        raise _RefusedError(_problem(code, message, self.file, _line(event), remedy))

"""A build with nothing to do: known by the stamps of every file it read and wrote, before anything else is loaded.

What is stamped: the season, the regime, the register and the office's settings, the program and its libraries, the
fonts, LibreOffice and the other programs that a build may run, the packets as they stand. One stamp that differs, and
the build goes its whole way.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from vanban.errors import Problem
from vanban.settings import Settings, find_root, shipped_profiles
from vanban.store import Store, key_of, libraries_mark, stamp_of, stamps_under

_SHELF: Final = "lan-lap"
_PROGRAMS: Final = ("ocrmypdf", "tesseract", "java")
_PARTS_OF_OFFICE: Final = ("versionrc", "soffice.bin", "libswlo.so")
_FONT_FOLDERS: Final = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_JAVA: Final = "/usr/share/java"


@dataclass(frozen=True, slots=True)
class Standing:
    """Kết quả lần trước còn nguyên: (folder, pages) of every packet, and what was said of them."""

    packets: tuple[tuple[Path, int], ...]
    warnings: tuple[Problem, ...]


class Watch:
    """Người canh of one season: the stamps of what goes in are taken when it begins."""

    def __init__(self, settings: Settings, wanted: Sequence[str]) -> None:
        self._output = settings.output / settings.season.name
        self._shelf = Store(settings.output, settings.store_bytes).shelf(_SHELF)
        self._key = key_of(str(settings.season), sorted(wanted), settings.max_bytes)
        self._before = key_of(sorted(_inputs(settings)))

    def standing(self) -> Standing | None:
        """What the last build made, when a build now would make the same; None when it may not."""
        text = self._shelf.get(self._key)
        if text is None:
            return None
        record = json.loads(text)
        if [self._before, self._after()] != record["dau"]:
            return None
        packets = tuple((Path(folder), pages) for folder, pages in record["ho_so"])
        return Standing(packets, tuple(Problem(**each) for each in record["nhan_xet"]))

    def remember(self, made: Standing) -> None:
        """Write down what a build without errors has made."""
        record = {
            "dau": [self._before, self._after()],
            "ho_so": [[str(folder), pages] for folder, pages in made.packets],
            "nhan_xet": [asdict(problem) for problem in made.warnings],
        }
        self._shelf.put(self._key, json.dumps(record, ensure_ascii=False).encode())

    def _after(self) -> str:
        return key_of(sorted(_stamps(self._output)))


def _inputs(settings: Settings) -> Iterator[tuple[str, str]]:
    """The name and stamp of everything a build may read."""
    root = find_root(settings.season)
    for folder in (settings.season, root / "mau", shipped_profiles(), Path(__file__).parents[1], Path(_JAVA)):
        yield from _stamps(folder)
    for file in (settings.register, *sorted((root / "data").glob("*.*"))):
        yield str(file), stamp_of(file)
    for name in (os.environ.get("VANBAN_PHONG", ""), *_FONT_FOLDERS):
        yield from _stamps(Path(name).expanduser()) if name else ()
    for program in (settings.soffice or "soffice", *_PROGRAMS):
        yield from _of_program(program)
    yield "", libraries_mark()
    yield from ((name, value) for name, value in os.environ.items() if name.startswith("VANBAN_"))


def _of_program(name: str) -> Iterator[tuple[str, str]]:
    found = shutil.which(name)
    place = Path(os.path.realpath(found)) if found else Path()
    yield name, f"{place} {stamp_of(place)}"
    yield from ((part, stamp_of(place.parent / part)) for part in _PARTS_OF_OFFICE)


def _stamps(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file under a folder that is not hidden, with its stamp."""
    return stamps_under(folder, _is_hidden, f"{folder}/")


def _is_hidden(folder: str) -> bool:
    return folder.startswith(".") or folder == "__pycache__"

"""Kho: what was made once, kept by all that it was made from (`output/.kho`), so that it is not made twice.

Holds: shelves of entries, the lock between two builds, the digests of program and files. Takes: bytes under a key.
Gives: the same bytes, or nothing: an entry that is damaged, cut off or under another name is as good as none.
Never: what the bytes mean; stops nobody's work because it cannot be written.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import get_ident
from typing import Final

FOLDER: Final = ".kho"
_DIGEST: Final = hashlib.sha256
_HEAD: Final = _DIGEST().digest_size
_LEFT_FREE: Final = 0.8
_COUNTED: Final = "da-dem"
_MOST_SUMS: Final = 100
_PACKAGE: Final = Path(__file__).parent


def key_of(*parts: object) -> str:
    """The key of what is made from these parts: bytes as they are, anything else by its representation."""
    digest = _DIGEST()
    for part in parts:
        data = part if isinstance(part, bytes) else repr(part).encode()
        digest.update(b"%s%d:" % (b"b" if isinstance(part, bytes) else b"r", len(data)))
        digest.update(data)
    return digest.hexdigest()


@dataclass(slots=True)
class Shelf:
    """Ngăn của kho: entries in files of one folder, each written beside and renamed into place.

    `damaged` gathers the keys of entries that were there and could not be believed; they are gone then.
    """

    folder: Path
    written: int = 0
    damaged: set[str] = field(default_factory=set)

    def path(self, key: str) -> Path:
        """Where the entry of a key stands."""
        return self.folder / key[:2] / key[2:]

    def get(self, key: str) -> bytes | None:
        """The bytes kept under a key, None when there are none to trust; it counts as used now."""
        path = self.path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        payload = data[_HEAD:]
        if len(data) < _HEAD or _seal(key, payload) != data[:_HEAD]:
            self.forget(key)
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return payload

    def forget(self, key: str) -> None:
        """Take a damaged entry away."""
        self.damaged.add(key)
        with contextlib.suppress(OSError):
            self.path(key).unlink(missing_ok=True)

    def put(self, key: str, payload: bytes | bytearray) -> bool:
        """Keep bytes; whether they could be kept."""
        path = self.path(key)
        beside = path.with_name(f".{path.name[:16]}.{os.getpid()}.{get_ident()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as stream:
                stream.write(_seal(key, payload))
                stream.write(payload)
            beside.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            return False
        self.written += _HEAD + len(payload)
        return True


def _seal(key: str, payload: bytes | bytearray) -> bytes:
    digest = _DIGEST(key.encode())
    digest.update(payload)
    return digest.digest()


class Store:
    """Kho của một thư mục kết quả: shelves by name, together at most `max_bytes`."""

    def __init__(self, output: Path, max_bytes: int) -> None:
        self.folder = output / FOLDER
        self._max_bytes = max_bytes
        self._shelves: dict[str, Shelf] = {}
        self._by_helpers = 0

    def shelf(self, name: str) -> Shelf:
        """The shelf of a name."""
        return self._shelves.setdefault(name, Shelf(self.folder / name))

    @property
    def written(self) -> int:
        """How many bytes were written since all was counted."""
        return sum(shelf.written for shelf in self._shelves.values()) + self._by_helpers

    def wrote(self, count: int) -> None:
        """Another process wrote so many bytes and keeps no account of them."""
        self._by_helpers += count

    def trim(self) -> int:
        """Forget what was not used for longest when the store is too large; gives how many entries went.

        All entries are counted only when what was written since may have passed the bound.
        """
        written = self.written
        if not written:
            return 0
        self._by_helpers = 0
        for shelf in self._shelves.values():
            shelf.written = 0
        known = self._counted()
        if known is not None and known + written <= self._max_bytes:
            self._note(written, "a")
            return 0
        with self.locked():
            return self._forget_oldest()

    def _forget_oldest(self) -> int:
        size, gone = sum(length for _, length, _ in self._entries()), 0
        if size > self._max_bytes:  # only then all are held at once
            for _, length, path in sorted(self._entries()):
                if size <= self._max_bytes * _LEFT_FREE:
                    break
                with contextlib.suppress(OSError):
                    path.unlink()
                size -= length
                gone += 1
        self._note(size, "w")
        return gone

    def _counted(self) -> int | None:
        """The size of the store when it was last counted and what was added since, None when it must be counted anew.

        What a killed build wrote is in nobody's sum: so all is counted now and then.
        """
        try:
            sizes = [int(line) for line in (self.folder / _COUNTED).read_text(encoding="ascii").split()]
        except (OSError, ValueError):
            return None
        return sum(sizes) if 0 < len(sizes) < _MOST_SUMS else None

    def _note(self, size: int, mode: str) -> None:
        with contextlib.suppress(OSError), (self.folder / _COUNTED).open(mode, encoding="ascii") as stream:
            stream.write(f"{size}\n")

    def _entries(self) -> Iterator[tuple[int, int, Path]]:
        """Time of last use, size and path of every entry."""
        for path in self.folder.glob("*/??/*"):
            with contextlib.suppress(OSError):
                facts = path.stat()
                yield facts.st_mtime_ns, facts.st_size, path

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Alone among all builds into this folder, for the moment in which packets take their places."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            stream = (self.folder / "khoa").open("a+b")
        except OSError:  # a folder that cannot be written has nobody to be kept apart from
            yield
            return
        with stream:
            _lock(stream.fileno())
            try:
                yield
            finally:
                _unlock(stream.fileno())


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        while True:
            with contextlib.suppress(OSError):  # after ten seconds it gives up: asked again
                os.lseek(handle, 0, os.SEEK_SET)
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
                return

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


# ---------------------------------------------------------------- what things are made with


def sources_mark(*rooms: str) -> str:
    """What changes whenever one of these rooms of the program changes, or any library beside it."""
    return f"{libraries_mark()[:32]}{code_mark(*rooms)[:32]}"


@lru_cache(maxsize=32)
def code_mark(*rooms: str) -> str:
    """The digest of the sources of some rooms of the program, and of the modules beside them, which all may use."""
    roots = [_PACKAGE / room for room in rooms]
    inside = [path for root in roots for path in (_sources_in(root) if root.is_dir() else [root.with_suffix(".py")])]
    return key_of(_beside(), [_source(path) for path in inside])


@lru_cache(maxsize=1)
def _beside() -> tuple[tuple[str, str], ...]:
    return tuple(map(_source, sorted(_PACKAGE.glob("*.py"))))


def _source(path: Path) -> tuple[str, str]:
    """A source by its name in the program, and the digest of what it says."""
    return path.relative_to(_PACKAGE).as_posix(), _DIGEST(path.read_bytes()).hexdigest()


def _sources_in(room: Path) -> list[Path]:
    """Modules, and the files beside them that they read at run time."""
    return sorted([*room.rglob("*.py"), *room.glob("*.icc")])


@lru_cache(maxsize=1)
def libraries_mark() -> str:
    """The interpreter and every library beside the program, by name and version."""
    names = {entry for folder in sys.path for entry in _listed(folder) if entry.endswith((".dist-info", ".egg-info"))}
    return key_of(sys.version, sorted(names))


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder or ".")  # noqa: PTH208 - names are all that is asked for
    except OSError:
        return []


def files_mark(*paths: Path) -> str:
    """The digest of the names and contents of files, and of all files of folders."""
    digest = _DIGEST()
    for path in paths:
        for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
            digest.update(file.name.encode())
            digest.update(content_mark(file))
    return digest.hexdigest()


def content_mark(file: Path) -> bytes:
    """The digest of the content of a file, whatever its name; `-` when it cannot be read."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, _DIGEST).digest()
    except OSError:
        return b"-"


def stamp_of(file: Path | os.DirEntry[str]) -> str:
    """What tells a file that was touched since, without reading it; "" when there is none."""
    try:
        facts = file.stat()
    except OSError:
        return ""
    return struct.pack(">QQQ", facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns).hex()


def stamps_under(
    folder: Path | str, passed_over: Callable[[str], bool] = lambda name: False, above: str = ""
) -> Iterator[tuple[str, str]]:
    """Every file in a folder at any depth: its name from there on, with `/`, and its stamp; `above` goes before names.

    Folders whose names are passed over, and links to folders, are not entered.
    """
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not _is_folder(entry):
                yield above + entry.name, stamp_of(entry)
            elif not (entry.is_symlink() or passed_over(entry.name)):
                yield from stamps_under(entry.path, passed_over, f"{above}{entry.name}/")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False

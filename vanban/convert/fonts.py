"""The face the papers are set in: Times New Roman or one of equal metrics, with all Vietnamese letters.

A build of Liberation Serif without U+1EA0–U+1EF9 is silently mixed with another face (the-thuc, font pitfall);
so the fonts are looked at before anything is converted, and LibreOffice on Linux is given a font folder of its own.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from typing import Final, TypeAlias

from fontTools.ttLib import TTFont, TTLibError

from vanban.errors import ConvertError
from vanban.store import Shelf, key_of, sources_mark, stamp_of

FAMILIES: Final = ("Times New Roman", "Liberation Serif", "Tinos")
PACKAGE: Final = "fonts-liberation2"
_FACES: Final = ("Regular", "Bold", "Italic", "Bold Italic")
_VIETNAMESE: Final = frozenset(
    [*range(0x20, 0x7F), *range(0x1EA0, 0x1EFA), *(ord(c) for c in "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư–“”‘’")]
)
_FOLDERS: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "/System/Library/Fonts/Supplemental",
    "~/Library/Fonts",
    "%WINDIR%/Fonts",
    "%LOCALAPPDATA%/Microsoft/Windows/Fonts",
    "%ProgramFiles%/LibreOffice/share/fonts/truetype",
)
_Description: TypeAlias = tuple[str, str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class FontFamily:
    """Bộ phông: four faces of one family; `letters` are the code points all four can print."""

    name: str
    files: tuple[Path, ...]
    letters: frozenset[int]

    @property
    def regular(self) -> Path:
        """The upright, light face."""
        return self.files[0]


def find_fonts(kept: Shelf | None = None) -> FontFamily:
    """The family to print with, best first; `kept` is a shelf of the store for what is known of font files.

    Raises:
        ConvertError: no complete family with Vietnamese letters is installed; the package is named.
    """
    family = _search() if kept is None else _best(partial(_described, kept))
    if family is not None:
        return family
    raise ConvertError.say(
        "PH-01",
        f"Không có đủ bốn kiểu của phông {' hoặc '.join(FAMILIES)} có chữ Việt",
        "máy này",
        f"cài gói {PACKAGE} (Debian, Ubuntu: sudo apt-get install {PACKAGE}) hoặc phông Times New Roman",
    )


@lru_cache(maxsize=1)
def _search() -> FontFamily | None:
    return _best(_describe)


def _best(describe: Callable[[Path], _Description]) -> FontFamily | None:
    faces: dict[str, dict[str, tuple[Path, frozenset[int]]]] = {name: {} for name in FAMILIES}
    for path in _font_files():
        family, style, letters = describe(path)
        if family in faces and style in _FACES and letters >= _VIETNAMESE:
            faces[family].setdefault(style, (path, letters))
    for name in FAMILIES:
        found = faces[name]
        if len(found) == len(_FACES):
            files = tuple(found[face][0] for face in _FACES)
            common = frozenset.intersection(*(found[face][1] for face in _FACES))
            return FontFamily(name, files, common)
    return None


def _font_files() -> Iterator[Path]:
    """Font files that may hold the face, in a fixed order."""
    override = os.environ.get("VANBAN_PHONG")
    folders = (override,) if override else _FOLDERS
    for folder in folders:
        root = Path(os.path.expandvars(folder)).expanduser()
        if root.is_dir():
            found = (p for p in root.rglob("*") if p.suffix.lower() in {".ttf", ".otf"})
            yield from sorted(p for p in found if _likely(p.name))


def installed_mark() -> str:
    """What changes when any font of this computer comes, goes or changes: a file of other people may use them all."""
    roots = (Path(os.path.expandvars(folder)).expanduser() for folder in _FOLDERS)
    files = (path for root in roots if root.is_dir() for path in root.rglob("*") if path.is_file())
    return key_of(sorted((str(path), stamp_of(path)) for path in files))


def _likely(name: str) -> bool:
    lower = name.lower()
    return lower.startswith(("times", "liberationserif", "tinos"))


def _described(kept: Shelf, path: Path) -> _Description:
    """The same, kept by what changes when the file does: to read it takes a fiftieth of a second."""
    key = key_of("phong", sources_mark("convert"), str(path), stamp_of(path))
    known = kept.get(key)
    if known is not None:
        family, style, letters = json.loads(known)
        return family, style, frozenset(letters)
    family, style, found = _describe(path)
    if family:  # what could not be read may be readable the next time
        kept.put(key, json.dumps([family, style, sorted(found)]).encode())
    return family, style, found


def _describe(path: Path) -> _Description:
    """Family, style and letters of a font file; empty when it cannot be read."""
    try:
        with path.open("rb") as stream, TTFont(stream, lazy=True) as font:
            names, letters = font["name"], frozenset(font.getBestCmap() or ())
            return str(names.getDebugName(1)), str(names.getDebugName(2)), letters
    except (TTLibError, OSError, KeyError):
        return "", "", frozenset()


def private_fontconfig(family: FontFamily, folder: Path) -> Path:
    """A fontconfig file whose only fonts are copies of this family, under the name Times New Roman too."""
    fonts = folder / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for file in family.files:
        if not (fonts / file.name).is_file():
            shutil.copyfile(file, fonts / file.name)
    own, cache, face = (escape(str(each), quote=False) for each in (fonts, folder / "fc", family.name))
    text = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{own}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="same"><family>Times New Roman</family><prefer><family>{face}</family></prefer></alias>
</fontconfig>
"""
    path = folder / "fonts.conf"
    path.write_text(text, encoding="utf-8")
    return path


def fontconfig_present() -> bool:
    """Whether this system finds its fonts through fontconfig (Linux and BSD)."""
    return os.name == "posix" and not Path("/System/Library").is_dir()

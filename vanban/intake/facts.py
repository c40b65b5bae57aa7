"""The facts of a season as they are typed, judged by nobody: what the workbook and the Word forms start from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vanban.errors import DataError, Problem
from vanban.intake.season import FOLDERS, WAIVERS_FILE, WAIVERS_KEY, load_profile
from vanban.intake.yaml_file import Source, read_yaml
from vanban.model.profile import LegalProfile
from vanban.settings import SEASON_FILE, find_profile

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Noun:
    """Dữ kiện của một tập thể, cá nhân, cuộc họp, hoặc của cả kỳ (`code` là ""): plain values by Vietnamese key."""

    kind: str
    code: str
    file: str
    tree: dict[str, Any]

    @property
    def name(self) -> str:
        """The name it is known by, its code when it has none."""
        return str(self.tree.get("ho_ten") or self.tree.get("ten") or self.code)


@dataclass(frozen=True, slots=True)
class Facts:
    """Dữ kiện đang có: every noun by kind and code, in the order of the files."""

    folder: Path
    profile: LegalProfile
    nouns: Mapping[Place, Noun]

    def of(self, kind: str) -> list[Noun]:
        """The nouns of one kind."""
        return [noun for noun in self.nouns.values() if noun.kind == kind]

    @property
    def period(self) -> dict[str, Any]:
        """What `ky.yaml` says."""
        return self.nouns[("ky", "")].tree


def read_facts(folder: Path, root: Path) -> Facts:
    """The facts of a season's folder, complete or not.

    Raises:
        DataError: a file cannot be read as YAML, or two files have one code.
        ProfileError: the regime named by the season is missing or wrong.
    """
    problems: list[Problem] = []
    nouns: dict[Place, Noun] = {}
    for kind, path in _files(folder):
        source, found = read_yaml(path, path.relative_to(folder).as_posix())
        problems += found
        noun = _noun(kind, source.file, source.values)
        if noun is None:
            problems += [] if found else [_no_keys(source)]
            continue
        if (kind, noun.code) in nouns:
            told = f"đổi mã ở một trong hai tệp (mã này đã có ở {nouns[(kind, noun.code)].file})"
            problems.append(Problem("DL-30", f"Mã “{noun.code}” ghi hai lần", source.file, told, file=source.file))
        nouns.setdefault((kind, noun.code), noun)
    if problems:
        raise DataError(*problems)
    regime = str(nouns[("ky", "")].tree.get("che_do", ""))
    return Facts(folder, load_profile(find_profile(root, regime)), nouns)


def _no_keys(source: Source) -> Problem:
    """What is said of a file that is a list or a bare text: nothing of it could be used."""
    remedy = "ghi dạng “mục: nội dung”, xem tệp mẫu"
    return Problem("DL-22", "Tệp phải gồm các mục", source.place(), remedy, file=source.file)


def nouns_of(folder: Path) -> list[Noun]:
    """Whatever can be read of the collectives and people of a season; nothing is told of the rest."""
    found = []
    for kind, path in _files(folder):
        if kind in {"tap-the", "ca-nhan"}:
            source, _ = read_yaml(path, path.relative_to(folder).as_posix())
            noun = _noun(kind, source.file, source.values)
            found += [noun] if noun is not None else []
    return found


def _files(folder: Path) -> list[tuple[str, Path]]:
    found = [("ky", folder / SEASON_FILE)]
    found += [(kind, path) for kind in FOLDERS for path in sorted((folder / kind).glob("[!.]*.yaml"))]
    waivers = folder / WAIVERS_FILE
    return [*found, ("mien-ap-dung", waivers)] if waivers.is_file() else found


def _noun(kind: str, file: str, values: Any) -> Noun | None:
    if kind == "mien-ap-dung" and isinstance(values, list):
        values = {WAIVERS_KEY: values}
    if not isinstance(values, dict):
        return None
    code = "" if kind not in FOLDERS else str(values.get("ma") or Path(file).stem)
    return Noun(kind, code, file, values)

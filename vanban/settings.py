"""Where things are and how the machine may be used.

Holds: `Settings`, the search for an office's root, season and regime. Takes: paths, the environment.
Gives: a frozen record. Never: is passed down whole below `build`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vanban.errors import DataError, ProfileError

SEASON_FILE: Final = "ky.yaml"
LIBRARY_FILE: Final = "van-ban-can-cu.toml"
_PACKAGE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Nơi làm việc: an office's folders. `workers` counts LibreOffice processes, at least 1.

    `max_bytes` is the largest file a packet may be sent as, None for any; `store_bytes` the most the store may hold.
    `cluster` is the address of the scheduler of a cluster of computers, None to work on this one alone.
    """

    season: Path
    root: Path
    output: Path
    register: Path
    workers: int
    soffice: str | None
    max_bytes: int | None = None
    store_bytes: int = 4_000_000_000
    cluster: str | None = None


def settings_for(season: Path, output: Path | None = None) -> Settings:
    """The settings for a season given by its path.

    Raises:
        DataError: the path holds no season.
    """
    folder = find_season(season)
    root = find_root(folder)
    return Settings(
        season=folder,
        root=root,
        output=(output or root / "output").absolute(),
        register=root / "data" / "so-van-ban.sqlite",
        workers=_workers(),
        soffice=soffice_wished(),
        store_bytes=_number("VANBAN_KHO_MB", 4_000) * 1_000_000,
    )


def soffice_wished() -> str | None:
    """The LibreOffice the user named, None to look for it."""
    return os.environ.get("VANBAN_SOFFICE")


def _workers() -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return _number("VANBAN_SO_TIEN_TRINH", max(1, cores))


def _number(name: str, otherwise: int) -> int:
    """The number above nought that a setting of the environment has, `otherwise` when it has none."""
    wished = os.environ.get(name, "")
    return int(wished) if wished.isdigit() and int(wished) > 0 else otherwise


def find_season(path: Path) -> Path:
    """The folder that holds `ky.yaml`: the path itself, or the only season of an office's root.

    Raises:
        DataError: there is none, or more than one.
    """
    absolute = path.absolute()
    if (absolute / SEASON_FILE).is_file():
        return absolute
    seasons = sorted(p.parent for p in (absolute / "data").glob(f"*/{SEASON_FILE}"))
    if len(seasons) == 1:
        return seasons[0]
    if seasons:
        names = ", ".join(str(path / "data" / s.name) for s in seasons)
        raise DataError.say("DL-02", "Có nhiều kỳ trong thư mục này", str(path), f"chọn một kỳ: {names}")
    raise DataError.say(
        "DL-01",
        f"Không tìm thấy kỳ kiểm điểm (thư mục có tệp {SEASON_FILE})",
        str(path),
        "kiểm tra lại đường dẫn, hoặc lập kỳ mới bằng: vanban khoi-tao THU_MUC",
    )


def find_root(season: Path) -> Path:
    """The folder that holds `data/`; a season that lies outside any `data/` is beside its own root."""
    for folder in season.parents:
        if folder.name == "data":
            return folder.parent
    return season.parent


def _shipped(name: str) -> Path:
    """A folder that travels with the program: inside the wheel, or beside it in a source tree."""
    packed = _PACKAGE / "kem" / name
    return packed if packed.is_dir() else _PACKAGE.parent / name


def shipped_profiles() -> Path:
    """The folder `mau/` that comes with the program."""
    return _shipped("mau")


def shipped_sample(code: str) -> Path:
    """The sample season of a regime that comes with the program.

    Raises:
        ProfileError: there is no sample of that regime.
    """
    found = _samples(code)
    if found:
        return found[0]
    remedy = f"chọn một trong các chế độ có kỳ mẫu: {', '.join(sampled_profiles())}"
    raise ProfileError.say("CD-02", f"Không có kỳ mẫu cho chế độ “{code}”", "--che-do", remedy)


def _samples(code: str) -> list[Path]:
    return sorted(p for p in _shipped("data").glob(f"*-{code}") if (p / SEASON_FILE).is_file())


def sampled_profiles() -> tuple[str, ...]:
    """The codes of the regimes that come with the program and have a sample season, oldest first."""
    codes = sorted(path.parent.name for path in shipped_profiles().glob("*/che-do.toml"))
    return tuple(code for code in codes if _samples(code))


def newest_sampled() -> str:
    """The newest regime that has a sample season.

    Raises:
        ProfileError: the program came without any.
    """
    codes = sampled_profiles()
    if codes:
        return codes[-1]
    raise ProfileError.say("CD-02", "Không tìm thấy chế độ nào có kỳ mẫu", str(shipped_profiles()), "cài lại vanban")


def find_profile(root: Path, code: str) -> Path:
    """The folder of a regime: the office's own copy first, then the one shipped.

    Raises:
        ProfileError: neither exists.
    """
    for base in (root / "mau", shipped_profiles()):
        if (base / code / "che-do.toml").is_file():
            return base / code
    known = sorted(p.parent.name for p in shipped_profiles().glob("*/che-do.toml"))
    raise ProfileError.say(
        "CD-01", f"Không có chế độ “{code}”", f"{root / 'mau' / code}", f"các chế độ đang có: {', '.join(known)}"
    )


def library_files(root: Path | None) -> tuple[Path, ...]:
    """Where legal texts are listed: the program's own file, then the office's, which has the last word."""
    places = [shipped_profiles(), *([root / "mau"] if root is not None else [])]
    return tuple(dict.fromkeys(place.resolve() / LIBRARY_FILE for place in places))


def library_root(path: Path) -> Path | None:
    """The office in whose folders a file lies and which lists legal texts of its own, None when there is none."""
    return next((f for f in path.absolute().parents if (f / "mau" / LIBRARY_FILE).is_file()), None)

"""What the office put beside the facts for papers of its own: finished in Word, or signed and scanned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vanban.intake import SIGNED_FOLDER

HAND_FOLDER: Final = "sua-tay"


@dataclass(frozen=True, slots=True)
class Handed:
    """Tệp của cơ quan: by paper key, those in `sua-tay` and those in `ho-so/da-ky`, as a build found them.

    A season has thousands of papers and few such files: to ask the disk for each would take longer than to read both
    folders.
    """

    by_hand: Mapping[str, Path]
    signed: Mapping[str, Path]


def handed_in(season: Path) -> Handed:
    """What lies in the two folders of a season; either may be missing."""
    return Handed(_files(season / HAND_FOLDER, ".docx"), _files(season / "ho-so" / SIGNED_FOLDER, ".pdf"))


def _files(folder: Path, suffix: str) -> dict[str, Path]:
    return {path.stem: path for path in folder.glob(f"*{suffix}") if path.suffix == suffix and path.is_file()}

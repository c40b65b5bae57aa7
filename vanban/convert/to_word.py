"""Files of other word processors become .docx, so that one reader reads them all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from vanban.convert.export import WORD_FILTER
from vanban.convert.office import Office
from vanban.convert.profile import calm_environment, headless, own_profile
from vanban.convert.soffice import Running

_FILTER: Final = f"docx:{WORD_FILTER}"
_BASE_S: Final = 60.0
_PER_FILE_S: Final = 15.0


def to_word(office: Office, files: Mapping[Path, str], target: Path) -> dict[Path, Path]:
    """The .docx of each file that could be converted; `files` says of which kind each is (`.doc`).

    Files that gave nothing are tried once more alone; what is missing then could not be read.
    """
    made = _converted(office, files, target, 0)
    for number, path in enumerate([path for path in files if path not in made] if len(files) > 1 else [], 1):
        made |= _converted(office, {path: files[path]}, target, number)
    return made


def _converted(office: Office, files: Mapping[Path, str], target: Path, run: int) -> dict[Path, Path]:
    with tempfile.TemporaryDirectory(prefix="vanban-") as name:
        folder = Path(name)
        staged = {path: folder / f"{number:05d}{kind}" for number, (path, kind) in enumerate(files.items())}
        for path, copy in staged.items():
            shutil.copyfile(path, copy)
        command = headless(office, own_profile(office, folder / "ho-so"))
        command += ["--convert-to", _FILTER, "--outdir", str(folder / "ra"), *map(str, staged.values())]
        Running().run(command, calm_environment(), _BASE_S + _PER_FILE_S * len(files))
        made = {}
        target.mkdir(parents=True, exist_ok=True)
        for path, copy in staged.items():
            found = folder / "ra" / f"{copy.stem}.docx"
            if found.is_file():
                made[path] = Path(shutil.move(found, target / f"{run}-{copy.stem}.docx"))
        return made

"""PDF/A as a judge from outside sees it: PDFBox Preflight, when Java and its parts are on this computer.

Holds: the validator. Takes: a PDF. Gives: what it objects to. Never: changes a file.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PACKAGES: Final = (
    "default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java libcommons-logging-java"
    " libcommons-io-java"
)
_FOLDER: Final = Path("/usr/share/java")
_PARTS: Final = (
    "preflight",
    "pdfbox2",
    "fontbox2",
    "xmpbox",
    "commons-logging",
    "commons-io",
    "javax.activation",
    "jaxb-api",
)
# One file is judged in a few seconds: the virtual machine must start quickly, not run long.
_QUICK: Final = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_CLASS: Final = "org.apache.pdfbox.preflight.Validator_A1b"
_VALID: Final = "is a valid PDF/A-1b file"
_OBJECTION: Final = re.compile(r"^\d+(?:\.\d+)* ?: ?.+$", re.MULTILINE)
_DEADLINE_S: Final = 600.0


@dataclass(frozen=True, slots=True)
class Validator:
    """Bộ kiểm PDF/A-1b: `command` takes the path of a file as its last word."""

    command: tuple[str, ...]

    def objections(self, pdf: Path) -> tuple[str, ...]:
        """What stands against a file as PDF/A-1b, clause of the validator first; nothing when it is valid."""
        try:
            done = subprocess.run(
                [*self.command, str(pdf)], capture_output=True, text=True, timeout=_DEADLINE_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return (f"bộ kiểm không chạy được ({type(error).__name__})",)
        if _VALID in done.stdout:
            return ()
        found = dict.fromkeys(_OBJECTION.findall(done.stdout))
        return tuple(found) or ("bộ kiểm không chấp nhận và không nói lý do",)


def find_validator() -> Validator | None:
    """The validator of this computer, None when Java or a part of PDFBox is missing."""
    java = shutil.which("java")
    if java is None:
        return None
    jars = [_FOLDER / f"{name}.jar" for name in _PARTS]
    if not all(jar.is_file() for jar in jars):
        return None
    return Validator((java, *_QUICK, "-cp", os.pathsep.join(map(str, jars)), _CLASS))


def in_short(objections: Sequence[str]) -> str:
    """The first objections in one line, and how many more there are."""
    more = f" và {len(objections) - 3} điều nữa" if len(objections) > 3 else ""
    return "; ".join(objections[:3]) + more

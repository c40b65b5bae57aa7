"""What the false readers of scans share: the words they are called with."""

from __future__ import annotations

import sys
from pathlib import Path


def called() -> tuple[Path, Path]:
    """The scan and the PDF a real ocrmypdf would now write; asked for its version, answer and leave."""
    if "--version" in sys.argv:
        sys.stdout.write("0.0.1\n")
        sys.exit(0)
    return Path(sys.argv[-2]), Path(sys.argv[-1])

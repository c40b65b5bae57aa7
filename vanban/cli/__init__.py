"""The terminal door: commands in Vietnamese without marks, with English aliases.

Holds: parsing, printing, exit codes, the clock. Takes: the command line. Gives: words and an exit code.
Never: decisions.
"""

from __future__ import annotations

from vanban.cli.app import main

__all__ = ["main"]

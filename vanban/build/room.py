"""Memory that nobody uses goes back to the computer between two steps: what one took does not stand under the next.

Reading and filling a paper of a thousand rows takes tens of megabytes for a moment. The C library keeps what it took,
and what Python takes next it cannot use.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Hand back the memory that is free, where the C library has a call for it (glibc); elsewhere it does so itself."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    import ctypes

    try:
        found: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):
        return None
    return found if sys.platform == "linux" else None

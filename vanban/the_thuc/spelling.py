"""One spelling for names that may be typed two ways: case, place of the tone mark, spaces."""

from __future__ import annotations

from vanban.viet import fold, new_tone

__all__ = ["fold", "new_tone", "same_name"]


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for case, tone style and spaces."""
    return fold(one) == fold(other)

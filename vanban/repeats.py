"""Possessive repeats that mean the same in every Python this program runs on.

Up to Python 3.11.4, the one of Debian 12 among them, such a repeat of a group goes on from where its last round failed
and not from where that began: `(?:ab?c)*+` takes the `a` of `ad` (CPython's issue 106052).
"""

from __future__ import annotations


def possessive(body: bytes, sign: bytes = b"*") -> bytes:
    """The pattern of a group repeated `*`, or by another sign, as often as it can be, none of it ever given back.

    A last alternative that nothing fits begins where the round began, so the round leaves nothing behind when it fails.
    """
    return b"(?:" + body + b"|(?!))" + sign + b"+"

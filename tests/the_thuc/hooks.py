"""Damage that the case language cannot say; each takes the bytes of a Word file and gives new ones."""

from __future__ import annotations

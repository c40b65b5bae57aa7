"""Damage to letters for the tests of repairs."""

from __future__ import annotations

import unicodedata

from vanban.the_thuc.word_parts import DOCUMENT, open_copy, parse, serialize, write_parts


def decompose(docx: bytes) -> bytes:
    """The Word file with all its letters in combining form."""
    parts = open_copy(docx, "").parts
    root = parse(parts[DOCUMENT])
    for element in root.iter("{*}t"):
        element.text = unicodedata.normalize("NFD", element.text or "")
    parts[DOCUMENT] = serialize(root)
    return write_parts(parts)

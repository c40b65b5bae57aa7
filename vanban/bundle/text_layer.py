"""Scans on their way to the program that reads them, and what it gives back made repeatable."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pikepdf

_DEPTH: Final = 8
# ocrmypdf calls each layer of words by a name drawn at random.
_LAYER: Final = re.compile(rb"/OCR-[A-Za-z0-9_-]+")


def write_unsigned(source: Path, target: Path) -> None:
    """A copy without the digital signatures, which would not hold in it; what they show stays on the pages."""
    with pikepdf.open(source, suppress_warnings=True) as pdf:
        form = pdf.Root.get("/AcroForm")
        if isinstance(form, pikepdf.Dictionary):
            _drop(form, "/SigFlags")
            for field in form.get("/Fields", []):
                _unsign(field, _DEPTH)
        _drop(pdf.Root, "/Perms")
        for page in pdf.pages:
            _ = page.resources  # those of the page tree become the page's own
        pdf.save(target)


def _unsign(field: Any, depth: int) -> None:
    if not isinstance(field, pikepdf.Dictionary) or not depth:
        return
    if field.get("/FT") == "/Sig":
        _drop(field, "/V")
    for kid in field.get("/Kids", []):
        _unsign(kid, depth - 1)


def _drop(item: Any, key: str) -> None:
    if key in item:
        del item[key]


def write_repeatable(source: Path, target: Path) -> None:
    """The recognised PDF with its layers of words called by their order in the file."""
    names: dict[bytes, bytes] = {}
    with pikepdf.open(source) as pdf:
        for page in pdf.pages:
            pictures = page.resources.get("/XObject", pikepdf.Dictionary())
            for stream in _streams(page.obj.get("/Contents")):
                _rename(stream, pictures, names)
            for old, new in names.items():
                if old.decode() in pictures:
                    pictures[new.decode()] = pictures[old.decode()]
                    del pictures[old.decode()]
        pdf.save(target, static_id=True)


def _streams(contents: Any) -> list[Any]:
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents] * (contents is not None)


def _rename(stream: Any, pictures: Any, names: dict[bytes, bytes]) -> None:
    data = stream.read_bytes()
    for name in _LAYER.findall(data):
        if name.decode() in pictures:
            names.setdefault(name, b"/Chu-%d" % (len(names) + 1))
    renamed = _LAYER.sub(lambda match: names.get(match[0], match[0]), data)
    if renamed != data:
        stream.write(renamed)

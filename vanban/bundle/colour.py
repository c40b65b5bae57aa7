"""The colours of this program's pages: sRGB, said in the one output intent that PDF/A wants (ISO 19005-1, 6.2.2).

`srgb.icc` is the profile that LibreOffice puts into its own PDF/A (ICC.1 version 2.1, primaries and curve of
IEC 61966-2-1), without the time at which it was made.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NumberObject

from vanban.bundle.copying import Copier
from vanban.bundle.written import Verbatim, compressed, name_of

_PROFILE: Final = Path(__file__).parent / "srgb.icc"
_CONDITION: Final = b"(sRGB IEC61966-2.1)"
_CHANNELS: Final = 3
_LEVEL: Final = 9


def add_intent(copier: Copier) -> None:
    """Say of the file being written that its colours are those of sRGB."""
    copier.writer.root_object[name_of("/OutputIntents")] = ArrayObject([_intent(copier)])


def _intent(copier: Copier) -> IndirectObject:
    profile = compressed(_packed())
    profile[name_of("/N")] = NumberObject(_CHANNELS)
    entries = {
        name_of("/OutputConditionIdentifier"): Verbatim(_CONDITION),
        name_of("/S"): name_of("/GTS_PDFA1"),
        name_of("/Type"): name_of("/OutputIntent"),
        name_of("/DestOutputProfile"): copier.share(profile),
    }
    return copier.share(DictionaryObject(entries))


@lru_cache(maxsize=1)
def _packed() -> bytes:
    return zlib.compress(_PROFILE.read_bytes(), _LEVEL)

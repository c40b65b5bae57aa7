"""What a reader can select and search on the pages of a PDF."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pypdfium2
import pypdfium2.raw as raw

from vanban.viet import nfc

_COVER: Final = 0.7


@dataclass(frozen=True, slots=True)
class PageText:
    """Chữ của một trang: NFC, white space as single blanks; `scan` when a picture covers most of the page."""

    text: str
    scan: bool

    @property
    def searchable(self) -> bool:
        """Whether there are words, or nothing to search at all."""
        return bool(self.text) or not self.scan


def texts_of(path: Path) -> tuple[PageText, ...]:
    """The text of every page of a PDF."""
    with pypdfium2.PdfDocument(path) as pdf:
        return tuple(_page(page) for page in pdf)


def _page(page: pypdfium2.PdfPage) -> PageText:
    return PageText(words_of(page), _is_scan(page))


def words_of(page: pypdfium2.PdfPage) -> str:
    """The words of a page: NFC, white space as single blanks."""
    textpage = page.get_textpage()
    try:
        return " ".join(nfc(str(textpage.get_text_range())).split())
    finally:
        textpage.close()


def _is_scan(page: pypdfium2.PdfPage) -> bool:
    wide, high = page.get_size()
    pictures = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    boxes = [picture.get_bounds() for picture in pictures]
    return bool(sum(abs((right - left) * (top - bottom)) for left, bottom, right, top in boxes) > _COVER * wide * high)


def says(text: str, words: str) -> bool:
    """Whether a page's text has the words, blanks aside, not as a part of longer ones."""
    pattern = r"\s*".join(re.escape(letter) for letter in nfc(words) if not letter.isspace())
    return re.search(rf"(?<!\d){pattern}(?!\w)", text) is not None

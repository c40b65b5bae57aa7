"""The packet number of a bound page (`Trang i/n`): the packet's, not the document's."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from vanban.the_thuc.page_views import PdfLine, PdfPage, PdfView
from vanban.the_thuc.regex import regex

_WORDS: Final = regex(r"^Trang \d+/\d+$")
_EDGE_MM: Final = 10.0
_SLACK_MM: Final = 1.0
_SIZE_PT: Final = 10.0


def without_stamp(view: PdfView) -> PdfView:
    """The view less the packet number: 10 pt, right edge and baseline 10 mm from the page's edges."""
    return replace(view, pages=tuple(_bare(page) for page in view.pages))


def _bare(page: PdfPage) -> PdfPage:
    kept = tuple(line for line in page.lines if not _is_stamp(line, page))
    return page if len(kept) == len(page.lines) else replace(page, lines=kept)


def _is_stamp(line: PdfLine, page: PdfPage) -> bool:
    there = abs(line.baseline_mm - _EDGE_MM) < _SLACK_MM and abs(page.width_mm - line.x1_mm - _EDGE_MM) < _SLACK_MM
    return there and {span.size_pt for span in line.spans} == {_SIZE_PT} and bool(_WORDS.match(line.text))

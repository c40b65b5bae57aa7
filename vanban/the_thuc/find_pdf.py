"""The parts of a PDF."""

from __future__ import annotations

from vanban.the_thuc.find_parts import parts_of_pieces
from vanban.the_thuc.page_views import PdfView
from vanban.the_thuc.parts import Parts
from vanban.the_thuc.pieces_pdf import pieces_of_pdf


def parts_of_pdf(view: PdfView) -> Parts:
    """The parts of the document, found by what they say and where they stand on the pages; the rest is empty.

    A paragraph of several lines is one `Line`; `shown` is then its first line.
    """
    pieces, margins = pieces_of_pdf(view)
    return parts_of_pieces(pieces, margins)

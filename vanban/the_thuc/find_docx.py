"""The parts of a Word file."""

from __future__ import annotations

from vanban.the_thuc.find_parts import parts_of_pieces
from vanban.the_thuc.parts import Line, Parts
from vanban.the_thuc.pieces import line_of
from vanban.the_thuc.pieces_docx import pieces_of_docx
from vanban.the_thuc.views import DocxView, Section


def parts_of_docx(view: DocxView) -> Parts:
    """The parts of the document, found by what they say and where they stand; what is not found is empty."""
    return parts_of_pieces(pieces_of_docx(view), _margins(view.sections[0]) if view.sections else ())


def _margins(section: Section) -> tuple[Line, ...]:
    """The lines in the header and footer of the first page, and in the footer of the others."""
    first = section.headers.get("first" if section.first_differs else "default", ())
    below = [*section.footers.get("first", ()), *section.footers.get("default", ())]
    return tuple(line_of(p, align=p.align) for p in (*first, *below) if p.text.strip())

"""What a rule may see of a PDF: pages, lines of letters, strokes, images and fonts, all resolved.

Lengths and places are millimetres from the left and upper edges of the page as it is shown; pages count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from vanban.the_thuc.views import ImageFacts, Span


class PdfLine(NamedTuple):
    """Dòng chữ trên trang PDF: words on one baseline, not parted by a gap or a vertical stroke.

    Typed spaces part from 2.5 em, a bare gap from 1.3 em (3 em after a list label). `over` says that all of it was put
    over the page by an annotation: the face of a signature, a note, a stamp.
    """

    page: int
    spans: tuple[Span, ...]
    text: str
    x0_mm: float
    x1_mm: float
    baseline_mm: float
    top_mm: float
    bottom_mm: float
    over: bool = False

    @property
    def centre_mm(self) -> float:
        """The middle of the line, from the left edge of the page."""
        return (self.x0_mm + self.x1_mm) / 2


class Stroke(NamedTuple):
    """Nét kẻ: a straight line, or a filled rectangle thinner than 1 mm, by its middle line."""

    page: int
    x0_mm: float
    y0_mm: float
    x1_mm: float
    y1_mm: float
    width_pt: float
    dashed: bool = False

    @property
    def horizontal(self) -> bool:
        """Level, within half a millimetre."""
        return abs(self.y1_mm - self.y0_mm) < 0.5

    @property
    def length_mm(self) -> float:
        """How long it is drawn."""
        return float(((self.x1_mm - self.x0_mm) ** 2 + (self.y1_mm - self.y0_mm) ** 2) ** 0.5)


class PdfImage(NamedTuple):
    """Ảnh trên trang PDF: where it stands and what it is; `dpi` is pixels per inch as shown."""

    page: int
    x0_mm: float
    top_mm: float
    x1_mm: float
    bottom_mm: float
    dpi: float
    facts: ImageFacts


class PdfFont(NamedTuple):
    """Phông của PDF: its name without the subset mark; `pages` are those that use it."""

    name: str
    embedded: bool
    to_unicode: bool
    kind: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PdfPage:
    """Trang PDF as shown: sizes after rotation."""

    number: int
    width_mm: float
    height_mm: float
    rotate: int
    lines: tuple[PdfLine, ...]
    strokes: tuple[Stroke, ...]
    images: tuple[PdfImage, ...]

    @property
    def text(self) -> str:
        """The page's words, top to bottom, lines parted by a newline."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class PdfView:
    """Tệp PDF đã đọc."""

    pages: tuple[PdfPage, ...]
    fonts: tuple[PdfFont, ...] = ()
    version: str = "1.4"
    encrypted: bool = False
    scripts: bool = False
    outer_links: tuple[tuple[int, str], ...] = ()
    pdfa: str = ""
    title: str = ""
    author: str = ""
    outline: tuple[tuple[str, int], ...] = ()
    signatures: int = 0
    producer: str = ""
    broken_words: tuple[tuple[int, str], ...] = ()

    @cached_property
    def text(self) -> str:
        """All its words, page after page, a line on a line."""
        return "\n".join(page.text for page in self.pages)

    @cached_property
    def letters(self) -> frozenset[str]:
        """Every character that occurs in its words."""
        return frozenset(self.text)

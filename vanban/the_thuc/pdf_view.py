"""A PDF read into what a rule may see (`PdfView`); only this reader knows the libraries that open PDFs.

The fast way carries out the page's own operators; the letters of a page with something it does not know are read the
slow way, through pdfium. Limits are named here and in `pdf`: a file beyond them is refused with a sentence.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

import pikepdf

from vanban.the_thuc.page_views import PdfFont, PdfPage, PdfView, Stroke
from vanban.the_thuc.pdf import refusals
from vanban.the_thuc.pdf.canvas import MM, Box, Drawn, Matrix, Piece, Source, State
from vanban.the_thuc.pdf.content import Page, form_matrix, stream_bytes
from vanban.the_thuc.pdf.facts import facts_of
from vanban.the_thuc.pdf.fonts import Face, TooMuch, Unhandled, face_of, font_facts
from vanban.the_thuc.pdf.images import Images
from vanban.the_thuc.pdf.lines import lines_of

if TYPE_CHECKING:
    from vanban.the_thuc.pdf.slow import SlowFile

MAX_PAGES: Final = 5000
MAX_BYTES: Final = 400_000_000
MAX_SECONDS: Final = 60.0
MAX_DECODED: Final = 256_000_000
# A whole file ends with these; pages of one that was cut off would be missing without a word.
_END_MARKS: Final = (b"%%EOF", b"startxref")
_TAIL: Final = 4096
# Letters and lines bigger than this are damage, not writing.
_BIGGEST_PT, _WIDEST_MM = 2000.0, 100_000.0
_MAX_ABOVE: Final = 64
_A4: Final[Box] = (0.0, 0.0, 595.28, 841.89)
_HIDDEN: Final = 2 | 32
_SILENT: Final = ("/Link", "/Popup")
# What qpdf repairs on its way is told by the view, not on the terminal.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())
# What a damaged or hostile page may raise on its way through the interpreter.
_DAMAGE: Final = (
    Unhandled, pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError,
    NotImplementedError,
)  # fmt: skip


def read_pdf(source: Path | bytes, label: str) -> PdfView:
    """The PDF as shown: lines, strokes, images, fonts and what the file says of itself; lengths in mm, sizes in pt.

    `label` names the file in messages.

    Raises:
        DataError: the file is missing, empty, no PDF, damaged, locked, or beyond a limit of size or time.
    """
    data = source if isinstance(source, bytes) else _bytes_of(source, label)
    if not data:
        raise refusals.empty(label)
    if len(data) > MAX_BYTES:
        raise refusals.too_big(label, f"{len(data) / 1e6:.0f} MB, tối đa {MAX_BYTES / 1e6:.0f} MB")
    if b"%PDF-" not in data[:1024]:
        raise refusals.not_pdf(label)
    if not any(mark in data[-_TAIL:] for mark in _END_MARKS):
        raise refusals.damaged(label)
    with _bounded():
        try:
            with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
                return _Reader(pdf, data, label).view()
        except pikepdf.PasswordError as error:
            raise refusals.locked(label) from error
        except _DAMAGE as error:
            raise refusals.damaged(label) from error


def _bytes_of(path: Path, label: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise refusals.unreadable(label, error.strerror or str(error)) from error


@contextmanager
def _bounded() -> Iterator[None]:
    """No stream of the file may swell beyond `MAX_DECODED` meanwhile."""
    before = pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MAX_DECODED, png_max_memory=MAX_DECODED, run_length_max_memory=MAX_DECODED
    )
    try:
        yield
    finally:
        pikepdf.settings.set_qpdf_limits(**before)  # type: ignore[arg-type]


class _Reader:
    """One open file: faces and images are read once, however many pages use them."""

    def __init__(self, pdf: pikepdf.Pdf, data: bytes, label: str) -> None:
        self.pdf, self.data, self.label = pdf, data, label
        self.until = monotonic() + MAX_SECONDS
        self.faces: dict[tuple[int, int], Face] = {}
        self.fonts: dict[PdfFont, list[int]] = {}
        self.source = Source(self.face, Images().place)
        self.slow: SlowFile | None = None

    def view(self) -> PdfView:
        pages = list(self.pdf.pages)
        if not pages:
            raise refusals.no_pages(self.label)
        if len(pages) > MAX_PAGES:
            raise refusals.too_big(self.label, f"{len(pages)} trang, tối đa {MAX_PAGES} trang")
        read = [self.page(number, page) for number, page in enumerate(pages, 1)]
        if self.slow is not None:
            self.slow.close()
        facts = facts_of(self.pdf, {page.obj.objgen: number for number, page in enumerate(pages, 1)})
        return PdfView(
            pages=tuple(page for page, _ in read),
            fonts=tuple(sorted(self.used(), key=lambda font: font.name)),
            version=facts.version,
            encrypted=self.pdf.is_encrypted,
            scripts=facts.scripts,
            outer_links=facts.outer_links,
            pdfa=facts.pdfa,
            title=facts.title,
            author=facts.author,
            outline=facts.outline,
            signatures=facts.signatures,
            producer=facts.producer,
            broken_words=tuple(word for _, words in read for word in words),
        )

    def used(self) -> Iterator[PdfFont]:
        """The fonts that visible letters are drawn with."""
        return (font._replace(pages=tuple(pages)) for font, pages in self.fonts.items())

    def page(self, number: int, page: pikepdf.Page) -> tuple[PdfPage, tuple[tuple[int, str], ...]]:
        if monotonic() > self.until:
            raise refusals.too_slow(self.label, number, MAX_SECONDS)
        base, width, height, turn = shown(page)
        try:
            drawn = self.drawn(number, page, base)
        except TooMuch as error:
            raise refusals.too_big(self.label, f"trang {number} có quá nhiều nét vẽ") from error
        drawn.pieces = [p for p in drawn.pieces if _stands_on(p, width, height)]
        strokes = tuple(s for s in drawn.strokes if _crosses(s, width, height))
        for face in {p.face for p in drawn.pieces if not p.hidden and not p.text.isspace()}:
            if face.kind:
                self.note(number, PdfFont(face.name, face.embedded, face.to_unicode, face.kind, ()))
        lines, broken = lines_of(drawn)
        return PdfPage(number, width, height, turn, lines, strokes, tuple(drawn.images)), broken

    def drawn(self, number: int, page: pikepdf.Page, base: Matrix) -> Drawn:
        try:
            return self.carried_out(number, page, base, letters=True)
        except _DAMAGE:
            pass
        try:
            drawn = self.carried_out(number, page, base, letters=False)
        except _DAMAGE:
            drawn = Drawn(number)
        drawn.pieces = self.slowly(number, base)
        for font in _named_fonts(page):
            self.note(number, font)
        return drawn

    def carried_out(self, number: int, page: pikepdf.Page, base: Matrix, letters: bool) -> Drawn:
        drawn = Drawn(number)
        drawing = Page(drawn, self.source, base, letters)
        resources = inherited(page.obj, "/Resources")
        drawing.run(_content(page), resources if resources is not None else pikepdf.Dictionary())
        own = len(drawn.pieces)
        for form, matrix in _appearances(page):
            drawing.state = State(base)
            drawing.appear(form, matrix)
        drawn.pieces[own:] = [piece._replace(over=True) for piece in drawn.pieces[own:]]
        return drawn

    def slowly(self, number: int, base: Matrix) -> list[Piece]:
        from vanban.the_thuc.pdf.slow import SlowFile

        if self.slow is None:
            self.slow = SlowFile(self.data)
        return self.slow.pieces(number, base)

    def note(self, number: int, font: PdfFont) -> None:
        """Remember that a page uses a font."""
        pages = self.fonts.setdefault(font, [])
        if number not in pages[-1:]:
            pages.append(number)

    def face(self, font: pikepdf.Object) -> Face:
        key = font.objgen
        if key == (0, 0):
            return face_of(font)
        if key not in self.faces:
            self.faces[key] = face_of(font)
        return self.faces[key]


def _stands_on(piece: Piece, width: float, height: float) -> bool:
    x0, x1, size = piece.x0_mm, piece.x1_mm, piece.size_pt
    if x0 > x1:
        x0, x1 = x1, x0
    seen = x1 > 0 and x0 < width and 0 < piece.y_mm < height + size * MM
    return seen and 0 < size < _BIGGEST_PT and x1 - x0 < _WIDEST_MM


def _crosses(stroke: Stroke, width: float, height: float) -> bool:
    across = stroke.x1_mm > 0 and stroke.x0_mm < width and stroke.length_mm < _WIDEST_MM
    return across and max(stroke.y0_mm, stroke.y1_mm) > 0 and min(stroke.y0_mm, stroke.y1_mm) < height


def _content(page: pikepdf.Page) -> bytes:
    contents = page.obj.get("/Contents")
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(stream_bytes(stream) for stream in streams if isinstance(stream, pikepdf.Stream))


def _named_fonts(page: pikepdf.Page) -> Iterator[PdfFont]:
    resources = inherited(page.obj, "/Resources")
    fonts = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
    for font in fonts.values() if isinstance(fonts, pikepdf.Dictionary) else ():
        if isinstance(font, pikepdf.Dictionary):
            yield font_facts(font)


def _appearances(page: pikepdf.Page) -> Iterator[tuple[pikepdf.Object, Matrix]]:
    """What the annotations of a page show, with the matrix that puts it in its place."""
    annotations = page.obj.get("/Annots")
    for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
        if not isinstance(annotation, pikepdf.Dictionary) or int(annotation.get("/F", 0)) & _HIDDEN:
            continue
        shows = annotation.get("/AP", pikepdf.Dictionary()).get("/N")
        if isinstance(shows, pikepdf.Dictionary) and not isinstance(shows, pikepdf.Stream):
            shows = shows.get(str(annotation.get("/AS", "/Off")))
        if isinstance(shows, pikepdf.Stream) and str(annotation.get("/Subtype")) not in _SILENT:
            yield shows, _into(shows, _upright(annotation.Rect))


def _into(form: pikepdf.Object, rect: Box) -> Matrix:
    """The matrix that fits a form's own box, turned by its own matrix, into a rectangle."""
    a, b, c, d, e, f = form_matrix(form)
    x0, y0, x1, y1 = _upright(form.BBox)
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in (x0, x1) for y in (y0, y1)]
    left, low = min(x for x, _ in corners), min(y for _, y in corners)
    wide, high = max(x for x, _ in corners) - left, max(y for _, y in corners) - low
    across = (rect[2] - rect[0]) / wide if wide else 1.0
    up = (rect[3] - rect[1]) / high if high else 1.0
    return (across, 0, 0, up, rect[0] - left * across, rect[1] - low * up)


def shown(page: pikepdf.Page) -> tuple[Matrix, float, float, int]:
    """The matrix into millimetres from the upper left corner as shown, the size in mm, and the rotation."""
    unit = float(page.obj.get("/UserUnit", 1)) * MM
    x0, y0, x1, y1 = _box(page)
    turn = int(inherited(page.obj, "/Rotate") or 0) % 360
    wide, high = (x1 - x0) * unit, (y1 - y0) * unit
    matrices: dict[int, Matrix] = {
        0: (unit, 0, 0, -unit, -x0 * unit, y1 * unit),
        90: (0, unit, unit, 0, -y0 * unit, -x0 * unit),
        180: (-unit, 0, 0, unit, x1 * unit, -y0 * unit),
        270: (0, -unit, -unit, 0, y1 * unit, x1 * unit),
    }
    turn = turn if turn in matrices else 0
    size = (high, wide) if turn in (90, 270) else (wide, high)
    return matrices[turn], round(size[0], 3), round(size[1], 3), turn


def inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """What a page says, or the nearest node above it."""
    node: pikepdf.Object | None = page
    for _ in range(_MAX_ABOVE):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def _box(page: pikepdf.Page) -> Box:
    """The crop box within the media box; A4 when a page says none."""
    media = inherited(page.obj, "/MediaBox")
    whole = _upright(media) if media is not None else _A4
    crop = inherited(page.obj, "/CropBox")
    cut = _upright(crop) if crop is not None else whole
    box = (max(whole[0], cut[0]), max(whole[1], cut[1]), min(whole[2], cut[2]), min(whole[3], cut[3]))
    return box if box[2] > box[0] and box[3] > box[1] else whole


def _upright(box: pikepdf.Object) -> Box:
    x0, y0, x1, y1 = (float(v) for v in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

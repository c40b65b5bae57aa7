"""What a page draws: pieces of text, strokes and images.

An interpreter of the page's own operators; forms (XObjects) and appearances are run in place. What it does not
understand is `Unhandled`, and the letters of that page are read the slow way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import hypot
from typing import Final

import pikepdf

from vanban.the_thuc.pdf.canvas import (
    CANVAS,
    PT,
    Canvas,
    Drawn,
    Matrix,
    Piece,
    Source,
    color,
    first_in,
    matrix_in,
    pair_in,
    times,
)
from vanban.the_thuc.pdf.codes import LINE, hex_run, literal_run, number, operations, runs, shown
from vanban.the_thuc.pdf.fonts import Face, Shown, Table, TooMuch, Unhandled

# An adjustment inside a TJ wider than this (1/1000 em) may be a gap between words: the string is cut there.
GAP: Final = 120.0
MAX_OPERATIONS: Final = 400_000
MAX_DEPTH: Final = 12
# A form may be painted many times, each time with forms inside; this bounds the whole.
MAX_FORMS: Final = 2000
MAX_STREAM: Final = 64_000_000
_LEVEL: Final = 0.02
_INVISIBLE: Final = (3, 7)
_IDENTITY: Final[Matrix] = (1, 0, 0, 1, 0, 0)


class Page(Canvas):
    """A page being drawn, with the operators of text, forms and images."""

    def __init__(self, drawn: Drawn, source: Source, base: Matrix, letters: bool = True) -> None:
        super().__init__(drawn, source, base)
        self.operators = _ALL if letters else _SHAPES
        self.text = self.line = _IDENTITY
        self.left, self.forms = MAX_OPERATIONS, MAX_FORMS
        self.open: list[tuple[int, int]] = []
        self.fonts: dict[bytes, tuple[Face, float]] = {}

    def run(self, content: bytes, resources: pikepdf.Object) -> None:
        """Carry out the operations of a stream with the resources it names.

        Raises:
            Unhandled: it uses what only the slow reader understands.
            TooMuch: a limit is passed.
        """
        found = operations(content)
        self.left -= len(found)
        if self.left < 0:
            raise TooMuch
        self.resources, self.fonts = resources, {}
        known = self.operators
        for operands, operator in found:
            act = known.get(operator)
            if act is not None:
                act(self, operands)
            elif len(operator) > 3:
                self._long(operator)

    def _long(self, operation: bytes) -> None:
        if operation.startswith(b"BI"):
            self._inline(operation)
        elif operation[:1] == b"q" and operation[1:2].isspace() and self.operators is _ALL:
            self._text_line(operation)

    def _text_line(self, block: bytes) -> None:
        """`q … rg BT … Td … Tf […] TJ ET Q` at once: nothing of it outlives it but the place of the pen."""
        found = LINE.match(block)
        if found is None:
            raise Unhandled("line")
        state = self.state
        kept = state.fill, state.face, state.size
        state.fill = color(found[1], 3)
        self.text = self.line = (1, 0, 0, 1, float(found[2]), float(found[3]))
        self._font(found[4])
        self._show_many(found[5])
        state.fill, state.face, state.size = kept

    def appear(self, form: pikepdf.Object, matrix: Matrix) -> None:
        """Carry out a form in place, under `matrix` and its own matrix and resources; none within itself.

        Raises:
            TooMuch: forms lie too deep in each other, or are too many.
        """
        if form.objgen in self.open:
            return
        self.forms -= 1
        if len(self.open) >= MAX_DEPTH or self.forms < 0:
            raise TooMuch
        kept, resources, fonts, saved, text = self.state, self.resources, self.fonts, self.saved, (self.text, self.line)
        self.state, self.saved = kept.copy(), []
        self.state.ctm = times(form_matrix(form), times(matrix, kept.ctm))
        self.open.append(form.objgen)
        self.run(stream_bytes(form), form.get("/Resources", resources))
        self.open.pop()
        self.state, self.resources, self.fonts, self.saved = kept, resources, fonts, saved
        self.text, self.line = text

    def _graphics(self, operands: bytes) -> None:
        named = self.named("/ExtGState", operands)
        font = named.get("/Font") if isinstance(named, pikepdf.Dictionary) else None
        if isinstance(font, pikepdf.Array) and len(font) == 2:
            self.state.face, self.state.size = self.source.face(font[0]), float(font[1])

    def _begin(self, _: bytes) -> None:
        self.text = self.line = _IDENTITY

    def _font(self, operands: bytes) -> None:
        known = self.fonts.get(operands)
        if known is None:
            words = operands.split()
            named = self.named("/Font", words[-2]) if len(words) >= 2 else None
            if not isinstance(named, pikepdf.Dictionary):
                raise Unhandled("font")
            known = self.fonts[operands] = self.source.face(named), number(words[-1])
        self.state.face, self.state.size = known

    def _spacing(self, operands: bytes) -> None:
        self.state.spacing = first_in(operands)

    def _word(self, operands: bytes) -> None:
        self.state.word = first_in(operands)

    def _stretch(self, operands: bytes) -> None:
        self.state.stretch = first_in(operands) / 100

    def _leading(self, operands: bytes) -> None:
        self.state.leading = first_in(operands)

    def _rise(self, operands: bytes) -> None:
        self.state.rise = first_in(operands)

    def _mode(self, operands: bytes) -> None:
        self.state.mode = int(first_in(operands))

    def _move(self, operands: bytes) -> None:
        x, y = pair_in(operands)
        a, b, c, d, e, f = self.line
        self.text = self.line = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)

    def _move_leading(self, operands: bytes) -> None:
        self.state.leading = -pair_in(operands)[1]
        self._move(operands)

    def _matrix(self, operands: bytes) -> None:
        m = matrix_in(operands)
        if m is not None:
            self.text = self.line = m

    def _next_line(self, _: bytes) -> None:
        self._move(b"0 %f" % -self.state.leading)

    def _show(self, operands: bytes) -> None:
        self._write(shown(operands), 0.0)

    def _show_next(self, operands: bytes) -> None:
        self._next_line(b"")
        self._show(operands)

    def _show_spaced(self, operands: bytes) -> None:
        words = operands.split(None, 2)
        if len(words) == 3:
            self.state.word, self.state.spacing = number(words[0]), number(words[1])
            self._show_next(words[2])

    def _show_many(self, operands: bytes) -> None:
        table = self._table()
        known = table.known.get(operands)
        if known is None:
            found = hex_run(operands) or literal_run(operands)
            if found is None or (found[1] and not (min(found[1]) > -GAP and max(found[1]) < GAP * 2)):
                self._show_parts(operands)
                return
            known = table.read(found[0], sum(found[1]))
            table.know(operands, known)
        self._place(known)

    def _show_parts(self, operands: bytes) -> None:
        """A string that is cut where an adjustment is wide."""
        data, moved = b"", 0.0
        for item in runs(operands):
            if isinstance(item, bytes):
                data += item
            elif -GAP < item < GAP * 2:
                moved += item
            else:
                self._write(data, moved)
                self._write(b"", item)
                data, moved = b"", 0.0
        self._write(data, moved)

    def _write(self, data: bytes, adjust: float) -> None:
        """Show a string whose letters are moved back by `adjust` (1/1000 em) in all."""
        self._place(self._table().read(data, adjust))

    def _table(self) -> Table:
        if self.state.face is None:
            raise Unhandled("no font")
        return self.state.face.table

    def _place(self, shown: Shown) -> None:
        """Put a string where the pen is, and the pen behind it."""
        words, data, length, width = shown
        state = self.state
        face, size = state.face, state.size
        assert face is not None
        step = width * size / 1000 + length * state.spacing
        if state.word and not face.table.wide:
            step += data.count(b" ") * state.word
        step *= state.stretch
        if words:
            a, b, c, d, e, f = times(self.text, state.ctm)
            x, y = e + state.rise * c, f + state.rise * d
            level = a * size > 0 and abs(b) <= _LEVEL * abs(a)
            self.drawn.pieces.append(
                Piece(
                    words, x, x + step * a, y, abs(size) * hypot(c, d) * PT, face,
                    state.fill, state.mode in _INVISIBLE, level, data, y + step * b,
                )
            )  # fmt: skip
        p, q, r, s, t, u = self.text
        self.text = (p, q, r, s, t + step * p, u + step * q)

    def _paint(self, operands: bytes) -> None:
        named = self.named("/XObject", operands)
        if not isinstance(named, pikepdf.Stream):
            return
        kind = named.get("/Subtype")
        if kind == "/Image":
            self._image(named)
        elif kind == "/Form":
            self.appear(named, _IDENTITY)

    def _inline(self, operation: bytes) -> None:
        """An image written into the page itself: its size is known, its ink is not looked at."""
        header = b"<<" + operation[2:].partition(b" ID")[0].partition(b"\nID")[0] + b">>"
        try:
            short = pikepdf.Object.parse(header)
        except (pikepdf.PdfError, ValueError):
            return
        self._image(pikepdf.Dictionary({_LONG.get(str(k), str(k)): v for k, v in short.items()}))

    def _image(self, image: pikepdf.Object) -> None:
        corners = [self.at((x, y, x, y))[:2] for x in (0, 1) for y in (0, 1)]
        xs, ys = [c[0] for c in corners], [c[1] for c in corners]
        self.drawn.images.append(self.source.image(image, self.drawn.page, (min(xs), min(ys), max(xs), max(ys))))


_LONG: Final = {"/W": "/Width", "/H": "/Height", "/BPC": "/BitsPerComponent", "/CS": "/ColorSpace", "/F": "/Filter",
                "/IM": "/ImageMask"}  # fmt: skip
Operators = Mapping[bytes, Callable[[Page, bytes], None]]
_SHAPES: Final[Operators] = {**CANVAS, b"Do": Page._paint}
_ALL: Final[Operators] = {
    **_SHAPES, b"gs": Page._graphics, b"BT": Page._begin, b"Tf": Page._font, b"Tc": Page._spacing, b"Tw": Page._word,
    b"Tz": Page._stretch, b"TL": Page._leading, b"Ts": Page._rise, b"Tr": Page._mode, b"Td": Page._move,
    b"TD": Page._move_leading, b"Tm": Page._matrix, b"T*": Page._next_line, b"Tj": Page._show, b"TJ": Page._show_many,
    b"'": Page._show_next, b'"': Page._show_spaced,
}  # fmt: skip


def form_matrix(form: pikepdf.Object) -> Matrix:
    """The matrix a form has of itself."""
    m = [float(v) for v in form.get("/Matrix", ())]
    return (m[0], m[1], m[2], m[3], m[4], m[5]) if len(m) == 6 else _IDENTITY


def stream_bytes(stream: pikepdf.Object) -> bytes:
    """The decoded bytes of a stream; what cannot be decoded is left out.

    Raises:
        TooMuch: they are more than `MAX_STREAM`.
    """
    try:
        data = stream.read_bytes()
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError):
        return b""
    if len(data) > MAX_STREAM:
        raise TooMuch
    return data

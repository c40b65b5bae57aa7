"""The letters of a page one by one through pdfium: slow (some 10 ms a page), and knows every construct.

It is the way for pages the interpreter does not handle, and the test of the fast way.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_double, c_int, c_uint, create_string_buffer
from math import hypot
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium

from vanban.the_thuc.pdf.canvas import PT, Box, Matrix, Piece, times
from vanban.the_thuc.pdf.fonts import Face, face_named

MAX_CHARS: Final = 200_000
_LEVEL: Final = 0.02
# A letter that starts this far (em) from where the last one ended begins a new piece.
_JOIN: Final = 0.03
_INVISIBLE: Final = (3, 7)
_BREAKS: Final = frozenset("\r\n\0")
# pdfium marks a hyphen at the end of a line so.
_HYPHENS: Final = {"\ufffe": "-", "\x02": "-"}


class _Letter(NamedTuple):
    text: str
    box: Box
    size: float
    face: Face
    color: str
    hidden: bool
    level: bool


class SlowFile:
    """One file open in pdfium."""

    def __init__(self, data: bytes, password: str = "") -> None:
        pdfium.FPDF_InitLibrary()
        self._data = data
        self._open = pdfium.FPDF_LoadMemDocument64(data, len(data), password.encode() or None)
        self._faces: dict[tuple[str, int], Face] = {}

    def close(self) -> None:
        """Give the memory back."""
        if self._open:
            pdfium.FPDF_CloseDocument(self._open)
            self._open = None

    def pieces(self, page: int, base: Matrix) -> list[Piece]:
        """The page's pieces of text, a word or a space each; `base` turns its units into millimetres as shown.

        A page pdfium cannot load gives none. Pages count from 1.
        """
        if not self._open:
            return []
        loaded = pdfium.FPDF_LoadPage(self._open, page - 1)
        if not loaded:
            return []
        text = pdfium.FPDFText_LoadPage(loaded)
        try:
            return list(_pieces(self._letters(text, base)))
        finally:
            pdfium.FPDFText_ClosePage(text)
            pdfium.FPDF_ClosePage(loaded)

    def _letters(self, text: Any, base: Matrix) -> Iterator[_Letter]:
        for i in range(min(pdfium.FPDFText_CountChars(text), MAX_CHARS)):
            code = pdfium.FPDFText_GetUnicode(text, i)
            if pdfium.FPDFText_IsGenerated(text, i) == 1 or chr(code) in _BREAKS:
                continue
            yield self._letter(text, i, _HYPHENS.get(chr(code), chr(code)), base)

    def _letter(self, text: Any, i: int, word: str, base: Matrix) -> _Letter:
        x, y = c_double(), c_double()
        pdfium.FPDFText_GetCharOrigin(text, i, byref(x), byref(y))
        loose = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(text, i, byref(loose))
        m = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text, i, byref(m))
        a, b, c, d, e, f = times((m.a, m.b, m.c, m.d, x.value, y.value), base)
        end = _end((m.a, m.b), (x.value, y.value), loose)
        p, q, r, s, t, u = base
        x1, y1 = end[0] * p + end[1] * r + t, end[0] * q + end[1] * s + u
        size = pdfium.FPDFText_GetFontSize(text, i) * hypot(c, d) * PT
        level = a > 0 and abs(b) <= _LEVEL * a
        return _Letter(word, (e, f, x1, y1), size, self._face(text, i), _color(text, i), _hidden(text, i), level)

    def _face(self, text: Any, i: int) -> Face:
        flags, buffer = c_int(), create_string_buffer(256)
        pdfium.FPDFText_GetFontInfo(text, i, buffer, 256, byref(flags))
        key = (buffer.value.decode("utf-8", "replace"), flags.value)
        if key not in self._faces:
            self._faces[key] = face_named(*key)
        return self._faces[key]


def _end(run: tuple[float, float], start: tuple[float, float], loose: Any) -> tuple[float, float]:
    """Where the next letter would stand, for letters that run along an axis of the page."""
    if abs(run[0]) >= abs(run[1]):
        return (loose.right if run[0] >= 0 else loose.left, start[1])
    return (start[0], loose.top if run[1] >= 0 else loose.bottom)


def _color(text: Any, i: int) -> str:
    r, g, b, a = c_uint(), c_uint(), c_uint(), c_uint()
    if not pdfium.FPDFText_GetFillColor(text, i, byref(r), byref(g), byref(b), byref(a)):
        return "auto"
    return f"{r.value:02X}{g.value:02X}{b.value:02X}"


def _hidden(text: Any, i: int) -> bool:
    drawn = pdfium.FPDFText_GetTextObject(text, i)
    return bool(drawn) and pdfium.FPDFTextObj_GetTextRenderMode(drawn) in _INVISIBLE


def _pieces(letters: Iterator[_Letter]) -> Iterator[Piece]:
    """Letters of one look that touch, as pieces; a space is a piece of its own."""
    run: list[_Letter] = []
    for letter in letters:
        if run and not _goes_on(run[-1], letter):
            yield _piece(run)
            run = []
        run.append(letter)
    if run:
        yield _piece(run)


def _goes_on(last: _Letter, letter: _Letter) -> bool:
    em = letter.size / PT
    return (
        (last.face, last.size, last.color, last.hidden) == (letter.face, letter.size, letter.color, letter.hidden)
        and last.level
        and letter.level
        and not last.text.isspace()
        and not letter.text.isspace()
        and abs(letter.box[1] - last.box[1]) < _JOIN * em
        and abs(letter.box[0] - last.box[2]) < _JOIN * em * 4
    )


def _piece(run: list[_Letter]) -> Piece:
    first, last = run[0], run[-1]
    x0, y, _, _ = first.box
    text = "".join(letter.text for letter in run)
    return Piece(
        text, x0, last.box[2], y, first.size, first.face, first.color, first.hidden, first.level, b"", last.box[3]
    )

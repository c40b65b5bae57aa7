"""The state of a page while it is drawn, and the operators that move, colour and draw lines.

Units of the page are turned into millimetres from the upper left corner of the page as shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import hypot
from typing import Final, NamedTuple

import pikepdf

from vanban.the_thuc.page_views import PdfImage, Stroke
from vanban.the_thuc.pdf.codes import number
from vanban.the_thuc.pdf.fonts import Face

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

MM: Final = 25.4 / 72
PT: Final = 72 / 25.4
THIN_MM: Final = 1.0
MAX_SAVED: Final = 512
_WHITE: Final = "FFFFFF"
_BLACK: Final = "000000"
_SPACES: Final = {"/DeviceGray": 1, "/G": 1, "/CalGray": 1, "/DeviceRGB": 3, "/RGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4}
_NAME_MARKS: Final = b"/[("


class Piece(NamedTuple):
    """Mẩu chữ: letters drawn by one operator, in one face; `codes` and `face` give the place of each letter.

    `y_mm` is the baseline from the upper edge; `x1_mm` is where the next letter would stand. `level` is False for
    turned text: then the letters run from (x0, y) to (x1, y1). `over` marks what an annotation shows.
    """

    text: str
    x0_mm: float
    x1_mm: float
    y_mm: float
    size_pt: float
    face: Face
    color: str
    hidden: bool
    level: bool
    codes: bytes
    y1_mm: float = 0.0
    over: bool = False


class Source(NamedTuple):
    """Where a page finds the faces and images it names; `image` takes the object, the page, the box in mm."""

    face: Callable[[pikepdf.Object], Face]
    image: Callable[[pikepdf.Object, int, Box], PdfImage]


@dataclass(slots=True)
class Drawn:
    """Nét vẽ của một trang: all it draws, in the order of drawing."""

    page: int
    pieces: list[Piece] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    images: list[PdfImage] = field(default_factory=list)


class State:
    """The graphics state that q saves and Q brings back."""

    def __init__(self, ctm: Matrix) -> None:
        self.ctm = ctm
        self.fill = self.stroke = _BLACK
        self.fill_n = self.stroke_n = 1
        self.width = 1.0
        self.dashed = False
        self.face: Face | None = None
        self.size = self.spacing = self.word = self.leading = self.rise = 0.0
        self.stretch = 1.0
        self.mode = 0

    def copy(self) -> State:
        """The same, to be changed apart."""
        new = object.__new__(State)
        new.__dict__.update(self.__dict__)
        return new


def times(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies `m` first, then `n`."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


class Canvas:
    """A page being drawn: its methods are operators, each with the bytes of its operands."""

    def __init__(self, drawn: Drawn, source: Source, base: Matrix) -> None:
        self.drawn, self.source = drawn, source
        self.state = State(base)
        self.saved: list[State] = []
        self.resources: pikepdf.Object = pikepdf.Dictionary()
        self.paths: list[list[Box]] = []
        self.pen = self.start = (0.0, 0.0)
        self.curved = False

    def named(self, kind: str, operands: bytes) -> pikepdf.Object | None:
        """What the resources of that kind hold under the name in the operands."""
        held = self.resources.get(kind)
        return held.get(name_in(operands)) if isinstance(held, pikepdf.Dictionary) else None

    def at(self, box: Box) -> Box:
        """Two corners in millimetres of the page as shown."""
        a, b, c, d, e, f = self.state.ctm
        x0, y0, x1, y1 = box
        return (x0 * a + y0 * c + e, x0 * b + y0 * d + f, x1 * a + y1 * c + e, x1 * b + y1 * d + f)

    def _save(self, _: bytes) -> None:
        if len(self.saved) < MAX_SAVED:
            self.saved.append(self.state.copy())

    def _restore(self, _: bytes) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def _concat(self, operands: bytes) -> None:
        m = matrix_in(operands)
        if m is not None:
            self.state.ctm = times(m, self.state.ctm)

    def _line_width(self, operands: bytes) -> None:
        self.state.width = first_in(operands)

    def _dash(self, operands: bytes) -> None:
        self.state.dashed = any(number(w) for w in operands.partition(b"]")[0].strip(b" \r\n\t[").split())

    def _fill_gray(self, operands: bytes) -> None:
        self.state.fill = color(operands, 1)

    def _fill_rgb(self, operands: bytes) -> None:
        self.state.fill = color(operands, 3)

    def _fill_cmyk(self, operands: bytes) -> None:
        self.state.fill = color(operands, 4)

    def _fill_any(self, operands: bytes) -> None:
        self.state.fill = color(operands, self.state.fill_n)

    def _fill_space(self, operands: bytes) -> None:
        self.state.fill_n = self._components(operands)
        self.state.fill = _BLACK if self.state.fill_n else "auto"

    def _stroke_gray(self, operands: bytes) -> None:
        self.state.stroke = color(operands, 1)

    def _stroke_rgb(self, operands: bytes) -> None:
        self.state.stroke = color(operands, 3)

    def _stroke_cmyk(self, operands: bytes) -> None:
        self.state.stroke = color(operands, 4)

    def _stroke_any(self, operands: bytes) -> None:
        self.state.stroke = color(operands, self.state.stroke_n)

    def _stroke_space(self, operands: bytes) -> None:
        self.state.stroke_n = self._components(operands)
        self.state.stroke = _BLACK if self.state.stroke_n else "auto"

    def _components(self, operands: bytes) -> int:
        """How many numbers a colour of that space has; 0 when they say no colour by themselves."""
        name = name_in(operands)
        if name in _SPACES:
            return _SPACES[name]
        space = self.named("/ColorSpace", operands)
        if isinstance(space, pikepdf.Name):
            return _SPACES.get(str(space), 0)
        if isinstance(space, pikepdf.Array) and len(space):
            kind = str(space[0])
            return int(space[1].get("/N", 0)) if kind == "/ICCBased" else _SPACES.get(kind, 0)
        return 0

    def _move_to(self, operands: bytes) -> None:
        self.pen = self.start = pair_in(operands)
        self.paths.append([])

    def _line_to(self, operands: bytes) -> None:
        end = pair_in(operands)
        self._segment((*self.pen, *end))
        self.pen = end

    def _segment(self, segment: Box) -> None:
        if not self.paths:
            self.paths.append([])
        self.paths[-1].append(segment)

    def _curve(self, operands: bytes) -> None:
        self.curved = True
        numbers = numbers_in(operands)
        if len(numbers) >= 2:
            self.pen = (numbers[-2], numbers[-1])

    def _close(self, _: bytes) -> None:
        if self.pen != self.start:
            self._segment((*self.pen, *self.start))
            self.pen = self.start

    def _rectangle(self, operands: bytes) -> None:
        n = numbers_in(operands)
        if len(n) == 4:
            x0, y0, x1, y1 = n[0], n[1], n[0] + n[2], n[1] + n[3]
            self.paths.append([(x0, y0, x1, y0), (x1, y0, x1, y1), (x1, y1, x0, y1), (x0, y1, x0, y0)])
            self.pen = self.start = (x0, y0)

    def _end_path(self, _: bytes) -> None:
        self.paths, self.curved = [], False

    def _stroke_path(self, _: bytes) -> None:
        state = self.state
        if state.stroke != _WHITE:
            width = max(state.width * hypot(state.ctm[0], state.ctm[1]) * PT, 0.1)
            for path in self.paths:
                for segment in path:
                    self._stroke(segment, width)
        self.paths, self.curved = [], False

    def _close_stroke(self, _: bytes) -> None:
        self._close(_)
        self._stroke_path(_)

    def _fill_path(self, _: bytes) -> None:
        if self.state.fill != _WHITE and not self.curved:
            for path in self.paths:
                self._fill(path)
        self.paths, self.curved = [], False

    def _fill_stroke(self, _: bytes) -> None:
        self._stroke_path(_)

    def _close_fill_stroke(self, _: bytes) -> None:
        self._close(_)
        self._stroke_path(_)

    def _stroke(self, segment: Box, width: float) -> None:
        x0, y0, x1, y1 = self.at(segment)
        if x0 > x1:
            x0, y0, x1, y1 = x1, y1, x0, y0
        self.drawn.strokes.append(Stroke(self.drawn.page, x0, y0, x1, y1, width, self.state.dashed))

    def _fill(self, path: list[Box]) -> None:
        """A thin filled shape is a stroke along its middle."""
        corners = [self.at(segment) for segment in path]
        if not corners:
            return
        xs, ys = [c[0] for c in corners] + [c[2] for c in corners], [c[1] for c in corners] + [c[3] for c in corners]
        x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
        wide, high = x1 - x0, y1 - y0
        if min(wide, high) < THIN_MM <= max(wide, high):
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            ends = (x0, y, x1, y) if wide >= high else (x, y0, x, y1)
            self.drawn.strokes.append(Stroke(self.drawn.page, *ends, min(wide, high) * PT))


Operators = Mapping[bytes, Callable[[Canvas, bytes], None]]
CANVAS: Final[Operators] = {
    b"q": Canvas._save, b"Q": Canvas._restore, b"cm": Canvas._concat, b"w": Canvas._line_width, b"d": Canvas._dash,
    b"g": Canvas._fill_gray, b"rg": Canvas._fill_rgb, b"k": Canvas._fill_cmyk, b"sc": Canvas._fill_any,
    b"scn": Canvas._fill_any, b"cs": Canvas._fill_space, b"G": Canvas._stroke_gray, b"RG": Canvas._stroke_rgb,
    b"K": Canvas._stroke_cmyk, b"SC": Canvas._stroke_any, b"SCN": Canvas._stroke_any, b"CS": Canvas._stroke_space,
    b"m": Canvas._move_to, b"l": Canvas._line_to, b"c": Canvas._curve, b"v": Canvas._curve, b"y": Canvas._curve,
    b"h": Canvas._close, b"re": Canvas._rectangle, b"n": Canvas._end_path, b"S": Canvas._stroke_path,
    b"s": Canvas._close_stroke, b"f": Canvas._fill_path, b"F": Canvas._fill_path, b"f*": Canvas._fill_path,
    b"B": Canvas._fill_stroke, b"B*": Canvas._fill_stroke, b"b": Canvas._close_fill_stroke,
    b"b*": Canvas._close_fill_stroke,
}  # fmt: skip


def numbers_in(operands: bytes) -> list[float]:
    """The numbers among operands."""
    try:
        return [*map(float, operands.split())]
    except ValueError:
        return [number(w) for w in operands.split() if w[:1] not in _NAME_MARKS]


def first_in(operands: bytes) -> float:
    """The first number, 0 when there is none."""
    numbers = numbers_in(operands)
    return numbers[0] if numbers else 0.0


def pair_in(operands: bytes) -> tuple[float, float]:
    """The last two numbers, or zeros."""
    numbers = numbers_in(operands)
    return (numbers[-2], numbers[-1]) if len(numbers) >= 2 else (0.0, 0.0)


def matrix_in(operands: bytes) -> Matrix | None:
    """The six numbers of a matrix, None when they are not six."""
    m = numbers_in(operands)
    return (m[0], m[1], m[2], m[3], m[4], m[5]) if len(m) == 6 else None


def name_in(operands: bytes) -> str:
    """The last name among operands, as pikepdf writes it."""
    word = operands.strip().rpartition(b"/")[2]
    if b"#" in word:
        head, *rest = word.split(b"#")
        word = head + b"".join(bytes([int(r[:2], 16)]) + r[2:] for r in rest)
    return "/" + word.decode("utf-8", "replace")


@lru_cache(4096)
def color(operands: bytes, components: int) -> str:
    """Six digits, or `auto` when the numbers say no colour by themselves."""
    n = numbers_in(operands)
    if components == 0 or len(n) < components:
        return "auto"
    if components == 1:
        n = [n[0]] * 3
    elif components == 4:
        n = [(1 - v) * (1 - n[3]) for v in n[:3]]
    return "".join(f"{round(min(max(v, 0.0), 1.0) * 255):02X}" for v in n[:3])

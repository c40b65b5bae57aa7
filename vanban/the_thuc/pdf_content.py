"""What a page draws: pieces of text, strokes, images, in millimetres of the page as it is shown.

An interpreter of the operators that move, colour, write and draw. It handles forms (XObjects) by running them in place;
what it does not understand it reports as `Unhandled`, and the page goes to the slow reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import hypot
from typing import Final, NamedTuple, Protocol

import pikepdf

from vanban.the_thuc.pdf_codes import hex_run, number, operations, runs, shown
from vanban.the_thuc.pdf_fonts import Face, Unhandled
from vanban.the_thuc.views import PdfImage, Stroke

Matrix = tuple[float, float, float, float, float, float]

MM: Final = 25.4 / 72
PT: Final = 72 / 25.4
THIN_MM: Final = 1.0
# An adjustment inside a TJ wider than this (1/1000 em) may be a gap between words: the string is cut there.
GAP: Final = 120.0
MAX_OPERATIONS: Final = 400_000
MAX_DEPTH: Final = 6
_LEVEL: Final = 0.02
_WHITE: Final = "FFFFFF"
_BLACK: Final = "000000"
_SPACES: Final = {"/DeviceGray": 1, "/G": 1, "/CalGray": 1, "/DeviceRGB": 3, "/RGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4}


class Piece(NamedTuple):
    """Mẩu chữ: letters drawn by one operator, in one face; `codes` and `face` give the place of each letter.

    `y_mm` is the baseline from the upper edge; `x1_mm` is where the next letter would stand. `level` is False for
    turned text: then the four numbers are the corners of its baseline.
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


class Images(Protocol):
    """What makes an image out of its object."""

    def __call__(self, image: pikepdf.Object, page: int, corners: tuple[float, float, float, float]) -> PdfImage: ...


class Source(NamedTuple):
    """Where an interpreter finds what a page names."""

    face: Callable[[pikepdf.Object], Face]
    image: Images


@dataclass(slots=True)
class Drawn:
    """Nét vẽ của một trang: all it draws, in the order of drawing."""

    page: int
    pieces: list[Piece] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    images: list[PdfImage] = field(default_factory=list)
    faces: dict[str, Face] = field(default_factory=dict)


class _State:
    """The graphics state that q saves."""

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

    def copy(self) -> _State:
        new = object.__new__(_State)
        new.__dict__.update(self.__dict__)
        return new


def times(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies `m` first, then `n`."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def draw(page: int, content: bytes, resources: pikepdf.Object, base: Matrix, source: Source) -> Drawn:
    """What a content stream draws; `base` turns its units into millimetres from the upper left corner.

    Raises:
        Unhandled: it uses what only the slow reader understands, or more operations than `MAX_OPERATIONS`.
    """
    drawn = Drawn(page)
    Interpreter(drawn, source, base).run(content, resources)
    return drawn


class Interpreter:
    """One page being drawn; its methods are the operators."""

    def __init__(self, drawn: Drawn, source: Source, base: Matrix) -> None:
        self.drawn, self.source = drawn, source
        self.state = _State(base)
        self.saved: list[_State] = []
        self.text: Matrix = (1, 0, 0, 1, 0, 0)
        self.line: Matrix = self.text
        self.path: list[tuple[float, float, float, float]] = []
        self.boxes: list[tuple[float, float, float, float]] = []
        self.pen = self.start = (0.0, 0.0)
        self.curved = False
        self.left = MAX_OPERATIONS
        self.depth = 0
        self.resources: pikepdf.Object = pikepdf.Dictionary()
        self.fonts: dict[bytes, Face] = {}

    def run(self, content: bytes, resources: pikepdf.Object) -> None:
        """Carry out the operations of a stream with the resources it names."""
        found = operations(content)
        self.left -= len(found)
        if self.left < 0:
            raise Unhandled("operations")
        self.resources, self.fonts = resources, {}
        known = _OPERATORS
        for operands, operator in found:
            act = known.get(operator)
            if act is not None:
                act(self, operands)

    # state

    def save(self, _: bytes) -> None:
        if len(self.saved) < 512:
            self.saved.append(self.state.copy())

    def restore(self, _: bytes) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def concat(self, operands: bytes) -> None:
        m = _numbers(operands)
        if len(m) == 6:
            self.state.ctm = times((m[0], m[1], m[2], m[3], m[4], m[5]), self.state.ctm)

    def line_width(self, operands: bytes) -> None:
        self.state.width = _first(operands)

    def dash(self, operands: bytes) -> None:
        self.state.dashed = any(number(w) for w in operands.partition(b"]")[0].strip(b" \r\n\t[").split())

    def graphics(self, operands: bytes) -> None:
        named = self._named("/ExtGState", operands)
        font = named.get("/Font") if isinstance(named, pikepdf.Dictionary) else None
        if font is not None:
            self.state.face, self.state.size = self.source.face(font[0]), float(font[1])

    # colour

    def fill_gray(self, operands: bytes) -> None:
        self.state.fill = _color(operands, 1)

    def fill_rgb(self, operands: bytes) -> None:
        self.state.fill = _color(operands, 3)

    def fill_cmyk(self, operands: bytes) -> None:
        self.state.fill = _color(operands, 4)

    def fill_any(self, operands: bytes) -> None:
        self.state.fill = _color(operands, self.state.fill_n)

    def fill_space(self, operands: bytes) -> None:
        self.state.fill_n = self._components(operands)
        self.state.fill = _BLACK

    def stroke_gray(self, operands: bytes) -> None:
        self.state.stroke = _color(operands, 1)

    def stroke_rgb(self, operands: bytes) -> None:
        self.state.stroke = _color(operands, 3)

    def stroke_cmyk(self, operands: bytes) -> None:
        self.state.stroke = _color(operands, 4)

    def stroke_any(self, operands: bytes) -> None:
        self.state.stroke = _color(operands, self.state.stroke_n)

    def stroke_space(self, operands: bytes) -> None:
        self.state.stroke_n = self._components(operands)
        self.state.stroke = _BLACK

    def _components(self, operands: bytes) -> int:
        """How many numbers a colour of that space has; 0 when they say no colour by themselves."""
        name = _name(operands)
        if name in _SPACES:
            return _SPACES[name]
        space = self._named("/ColorSpace", operands)
        if isinstance(space, pikepdf.Name):
            return _SPACES.get(str(space), 0)
        if isinstance(space, pikepdf.Array) and len(space):
            kind = str(space[0])
            return int(space[1].get("/N", 0)) if kind == "/ICCBased" else _SPACES.get(kind, 0)
        return 0

    # text

    def begin(self, _: bytes) -> None:
        self.text = self.line = (1, 0, 0, 1, 0, 0)

    def font(self, operands: bytes) -> None:
        name, size = operands.split()[-2:]
        face = self.fonts.get(name)
        if face is None:
            named = self._named("/Font", name)
            if named is None:
                raise Unhandled("font")
            face = self.fonts[name] = self.source.face(named)
            self.drawn.faces[face.name] = face
        self.state.face, self.state.size = face, number(size)

    def spacing(self, operands: bytes) -> None:
        self.state.spacing = _first(operands)

    def word(self, operands: bytes) -> None:
        self.state.word = _first(operands)

    def stretch(self, operands: bytes) -> None:
        self.state.stretch = _first(operands) / 100

    def leading(self, operands: bytes) -> None:
        self.state.leading = _first(operands)

    def rise(self, operands: bytes) -> None:
        self.state.rise = _first(operands)

    def mode(self, operands: bytes) -> None:
        self.state.mode = int(_first(operands))

    def move(self, operands: bytes) -> None:
        x, y = _pair(operands)
        a, b, c, d, e, f = self.line
        self.text = self.line = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)

    def move_leading(self, operands: bytes) -> None:
        self.state.leading = -_pair(operands)[1]
        self.move(operands)

    def matrix(self, operands: bytes) -> None:
        m = _numbers(operands)
        if len(m) == 6:
            self.text = self.line = (m[0], m[1], m[2], m[3], m[4], m[5])

    def next_line(self, _: bytes) -> None:
        self.move(b"0 %f" % -self.state.leading)

    def show(self, operands: bytes) -> None:
        self._write(shown(operands), 0.0)

    def show_next(self, operands: bytes) -> None:
        self.next_line(b"")
        self.show(operands)

    def show_spaced(self, operands: bytes) -> None:
        numbers = operands.split(None, 2)
        if len(numbers) == 3:
            self.state.word, self.state.spacing = number(numbers[0]), number(numbers[1])
            self.show_next(numbers[2])

    def show_many(self, operands: bytes) -> None:
        found = hex_run(operands)
        if found is not None and (not found[1] or (min(found[1]) > -GAP and max(found[1]) < GAP * 2)):
            self._write(found[0], sum(found[1]))
            return
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
        """Show a string whose letters are moved by `adjust` (1/1000 em, backwards) in all."""
        state = self.state
        face, size = state.face, state.size
        if face is None:
            raise Unhandled("no font")
        words, width, count = face.read(data)
        step = (width - adjust) * size / 1000 + count * state.spacing
        if state.word and not face.wide:
            step += data.count(b" ") * state.word
        step *= state.stretch
        a, b, c, d, e, f = times(self.text, state.ctm)
        if words:
            x, y = e + state.rise * c, f + state.rise * d
            level = a > 0 and abs(b) <= _LEVEL * a
            self.drawn.pieces.append(
                Piece(
                    words, x, x + step * a, y, abs(size) * hypot(c, d) * PT, face,
                    state.fill, state.mode in (3, 7), level, data, y + step * b,
                )
            )  # fmt: skip
        p, q, r, s, t, u = self.text
        self.text = (p, q, r, s, t + step * p, u + step * q)

    # paths

    def move_to(self, operands: bytes) -> None:
        self.pen = self.start = _pair(operands)

    def line_to(self, operands: bytes) -> None:
        end = _pair(operands)
        self.path.append((*self.pen, *end))
        self.pen = end

    def curve(self, operands: bytes) -> None:
        self.curved = True
        numbers = _numbers(operands)
        if len(numbers) >= 2:
            self.pen = (numbers[-2], numbers[-1])

    def close(self, _: bytes = b"") -> None:
        if self.pen != self.start:
            self.path.append((*self.pen, *self.start))
            self.pen = self.start

    def rectangle(self, operands: bytes) -> None:
        n = _numbers(operands)
        if len(n) == 4:
            self.boxes.append((n[0], n[1], n[0] + n[2], n[1] + n[3]))
            self.pen = self.start = (n[0], n[1])

    def end_path(self, _: bytes) -> None:
        self.path, self.boxes, self.curved = [], [], False

    def stroke_path(self, _: bytes) -> None:
        state = self.state
        if state.stroke != _WHITE:
            width = max(state.width * hypot(state.ctm[0], state.ctm[1]) * PT, 0.1)
            for x0, y0, x1, y1 in self.boxes:
                for side in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                    self._stroke(side, width, state.dashed)
            for segment in self.path:
                self._stroke(segment, width, state.dashed)
        self.end_path(b"")

    def close_stroke(self, _: bytes) -> None:
        self.close()
        self.stroke_path(b"")

    def fill_path(self, _: bytes) -> None:
        if self.state.fill != _WHITE:
            self._fill()
        self.end_path(b"")

    def fill_stroke(self, _: bytes) -> None:
        if self.state.fill != _WHITE:
            self._fill()
        self.stroke_path(b"")

    def close_fill_stroke(self, _: bytes) -> None:
        self.close()
        self.fill_stroke(b"")

    def _stroke(self, segment: tuple[float, float, float, float], width: float, dashed: bool) -> None:
        x0, y0, x1, y1 = self._at(segment)
        self.drawn.strokes.append(Stroke(self.drawn.page, min(x0, x1), y0 if x0 <= x1 else y1, max(x0, x1),
                                         y1 if x0 <= x1 else y0, width, dashed))  # fmt: skip

    def _fill(self) -> None:
        """Thin filled shapes are strokes along their middle."""
        boxes = list(self.boxes)
        if self.path and not self.curved:
            xs = [x for p in self.path for x in (p[0], p[2])]
            ys = [y for p in self.path for y in (p[1], p[3])]
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
        for box in boxes:
            x0, y0, x1, y1 = self._at(box)
            wide, high = abs(x1 - x0), abs(y1 - y0)
            if min(wide, high) < THIN_MM and max(wide, high) >= THIN_MM:
                x, y = (x0 + x1) / 2, (y0 + y1) / 2
                ends = (min(x0, x1), y, max(x0, x1), y) if wide >= high else (x, min(y0, y1), x, max(y0, y1))
                self.drawn.strokes.append(Stroke(self.drawn.page, *ends, min(wide, high) * PT))

    def _at(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        a, b, c, d, e, f = self.state.ctm
        x0, y0, x1, y1 = box
        return (x0 * a + y0 * c + e, x0 * b + y0 * d + f, x1 * a + y1 * c + e, x1 * b + y1 * d + f)

    # forms and images

    def paint(self, operands: bytes) -> None:
        named = self._named("/XObject", operands)
        if not isinstance(named, pikepdf.Stream):
            return
        if str(named.get("/Subtype")) == "/Image":
            self.drawn.images.append(self.source.image(named, self.drawn.page, self._unit_box()))
        elif str(named.get("/Subtype")) == "/Form":
            self.form(named)

    def form(self, form: pikepdf.Stream) -> None:
        """Carry out a form in place, under its own matrix and resources."""
        if self.depth >= MAX_DEPTH:
            raise Unhandled("depth")
        kept, resources, fonts, saved = self.state.copy(), self.resources, self.fonts, self.saved
        m = [float(v) for v in form.get("/Matrix", [])]
        if len(m) == 6:
            self.state.ctm = times((m[0], m[1], m[2], m[3], m[4], m[5]), self.state.ctm)
        self.depth, self.saved = self.depth + 1, []
        self.run(form.read_bytes(), form.get("/Resources", resources))
        self.depth, self.saved = self.depth - 1, saved
        self.state, self.resources, self.fonts = kept, resources, fonts

    def inline(self) -> None: ...

    def _unit_box(self) -> tuple[float, float, float, float]:
        corners = [self._at((x, y, x, y))[:2] for x in (0, 1) for y in (0, 1)]
        xs, ys = [c[0] for c in corners], [c[1] for c in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _named(self, kind: str, operands: bytes) -> pikepdf.Object | None:
        held = self.resources.get(kind)
        return held.get(_name(operands)) if isinstance(held, pikepdf.Dictionary) else None


def _numbers(operands: bytes) -> list[float]:
    try:
        return [*map(float, operands.split())]
    except ValueError:
        return [number(w) for w in operands.split() if w[:1] not in b"/[("]


def _first(operands: bytes) -> float:
    numbers = _numbers(operands)
    return numbers[0] if numbers else 0.0


def _pair(operands: bytes) -> tuple[float, float]:
    numbers = _numbers(operands)
    return (numbers[0], numbers[1]) if len(numbers) >= 2 else (0.0, 0.0)


def _name(operands: bytes) -> str:
    word = operands.strip().rpartition(b"/")[2]
    return "/" + _UNHASH(word).decode("utf-8", "replace")


def _UNHASH(word: bytes) -> bytes:
    if b"#" not in word:
        return word
    head, *rest = word.split(b"#")
    return head + b"".join(bytes([int(r[:2], 16)]) + r[2:] for r in rest)


@lru_cache(4096)
def _color(operands: bytes, components: int) -> str:
    """Six digits, or `auto` when the numbers say no colour by themselves."""
    n = _numbers(operands)
    if components == 0 or len(n) < components:
        return "auto"
    if components == 1:
        n = [n[0]] * 3
    elif components == 4:
        n = [(1 - v) * (1 - n[3]) for v in n[:3]]
    return "".join(f"{round(min(max(v, 0.0), 1.0) * 255):02X}" for v in n[:3])


_OPERATORS: Final[Mapping[bytes, Callable[[Interpreter, bytes], None]]] = {
    b"q": Interpreter.save, b"Q": Interpreter.restore, b"cm": Interpreter.concat, b"w": Interpreter.line_width,
    b"d": Interpreter.dash, b"gs": Interpreter.graphics,
    b"g": Interpreter.fill_gray, b"rg": Interpreter.fill_rgb, b"k": Interpreter.fill_cmyk, b"sc": Interpreter.fill_any,
    b"scn": Interpreter.fill_any, b"cs": Interpreter.fill_space,
    b"G": Interpreter.stroke_gray, b"RG": Interpreter.stroke_rgb, b"K": Interpreter.stroke_cmyk,
    b"SC": Interpreter.stroke_any, b"SCN": Interpreter.stroke_any, b"CS": Interpreter.stroke_space,
    b"BT": Interpreter.begin, b"Tf": Interpreter.font, b"Tc": Interpreter.spacing, b"Tw": Interpreter.word,
    b"Tz": Interpreter.stretch, b"TL": Interpreter.leading, b"Ts": Interpreter.rise, b"Tr": Interpreter.mode,
    b"Td": Interpreter.move, b"TD": Interpreter.move_leading, b"Tm": Interpreter.matrix, b"T*": Interpreter.next_line,
    b"Tj": Interpreter.show, b"TJ": Interpreter.show_many, b"'": Interpreter.show_next, b'"': Interpreter.show_spaced,
    b"m": Interpreter.move_to, b"l": Interpreter.line_to, b"c": Interpreter.curve, b"v": Interpreter.curve,
    b"y": Interpreter.curve, b"h": Interpreter.close, b"re": Interpreter.rectangle, b"n": Interpreter.end_path,
    b"S": Interpreter.stroke_path, b"s": Interpreter.close_stroke, b"f": Interpreter.fill_path,
    b"F": Interpreter.fill_path, b"f*": Interpreter.fill_path, b"B": Interpreter.fill_stroke,
    b"B*": Interpreter.fill_stroke, b"b": Interpreter.close_fill_stroke, b"b*": Interpreter.close_fill_stroke,
    b"Do": Interpreter.paint,
}  # fmt: skip

"""Pieces of text put together again as the lines a reader sees, in reading order.

LibreOffice and Word cut a line into many pieces (kerning, looks, justified spaces); tabs, columns and cells are only
gaps. A gap that no space fills parts two lines when it is wide or a vertical stroke stands in it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from vanban.the_thuc.page_views import PdfLine, Stroke
from vanban.the_thuc.pdf.canvas import MM, Drawn, Piece
from vanban.the_thuc.views import Span

# In em: typed spaces part a line from here, a bare gap from here, a bare gap after a list label from here.
TYPED_GAP: Final = 2.5
BARE_GAP: Final = 1.3
LABEL_GAP: Final = 3.0
# A bare gap wider than this (em) is a space between words.
SPACE_GAP: Final = 0.13
_LABEL: Final = 5
# Baselines within this are one row of pieces; lines within the second are read from left to right.
_ROW_MM: Final = 0.35
_READ_MM: Final = 1.0
# How far under the baseline (em) an underline lies, and how much of the letters it must cover.
_UNDER: Final = (-0.03, 0.2)
_COVERED: Final = 0.7
_HALF_POINT: Final = 0.08


@dataclass(frozen=True, slots=True)
class Ruling:
    """The strokes of a page sorted for asking: verticals by x, horizontals by y."""

    verticals: tuple[tuple[float, float, float], ...]
    levels: tuple[tuple[float, float, float], ...]

    def between(self, x0: float, x1: float, y: float) -> bool:
        """Whether a vertical stroke stands in the gap at that height."""
        verticals = self.verticals
        for i in range(bisect_left(verticals, (x0 - 0.2,)), len(verticals)):
            x, top, bottom = verticals[i]
            if x > x1 + 0.2:
                return False
            if top - 0.2 <= y <= bottom + 0.2:
                return True
        return False

    def under(self, y: float, em: float) -> list[tuple[float, float]]:
        """The extents of the strokes that lie where an underline of a baseline would."""
        low = bisect_left(self.levels, (y + _UNDER[0] * em,))
        high = bisect_right(self.levels, (y + _UNDER[1] * em, 1e9))
        return [(x0, x1) for _, x0, x1 in self.levels[low:high]]


def ruling_of(strokes: Iterable[Stroke]) -> Ruling:
    """The page's strokes, sorted."""
    verticals, levels = [], []
    for s in strokes:
        if abs(s.y1_mm - s.y0_mm) < 0.5:
            levels.append((s.y0_mm, s.x0_mm, s.x1_mm))
        elif abs(s.x1_mm - s.x0_mm) < 0.5:
            verticals.append((s.x0_mm, min(s.y0_mm, s.y1_mm), max(s.y0_mm, s.y1_mm)))
    return Ruling(tuple(sorted(verticals)), tuple(sorted(levels)))


def lines_of(drawn: Drawn) -> tuple[tuple[PdfLine, ...], tuple[tuple[int, str], ...]]:
    """The lines of a page in reading order, and its words whose letters come from two families."""
    ruling = ruling_of(drawn.strokes)
    level = [p for p in drawn.pieces if p.level]
    if any("   " in p.text for p in level):
        level = [part for p in level for part in _at_wide_spaces(p)]
    chains = [chain for row in _rows(level) for chain in _chains(row, ruling)]
    lines: list[PdfLine] = []
    broken: list[tuple[int, str]] = []
    for chain in _with_raised(chains):
        line = _line(drawn.page, chain, ruling, broken)
        if line is not None:
            lines.append(line)
    lines += [turned for p in drawn.pieces if not p.level and (turned := _turned(drawn.page, p)) is not None]
    return tuple(_in_order(lines)), tuple(broken)


def size_of(piece: Piece) -> float:
    """Its size; a size next to a half point is that half point, as Word rounds it on its way to paper."""
    half = round(piece.size_pt * 2) / 2
    return half if abs(half - piece.size_pt) <= _HALF_POINT else round(piece.size_pt, 2)


def edges(piece: Piece) -> tuple[list[str], list[float]]:
    """What each code of a piece says, and the left edges of the codes with the last one's right edge, in mm."""
    table = piece.face.table
    codes = table.codes(piece.codes)
    widths = [table.widths.get(code, table.width) for code in codes]
    scale = (piece.x1_mm - piece.x0_mm) / (sum(widths) or 1)
    places = [piece.x0_mm]
    for width in widths:
        places.append(places[-1] + width * scale)
    return [table.texts.get(code, "\ufffd") for code in codes], places


def _part(piece: Piece, texts: Sequence[str], places: Sequence[float], start: int, end: int) -> Piece:
    step = 2 if piece.face.table.wide else 1
    return piece._replace(
        text="".join(texts[start:end]),
        x0_mm=places[start],
        x1_mm=places[end],
        codes=piece.codes[start * step : end * step],
    )


def _at_wide_spaces(piece: Piece) -> Iterator[Piece]:
    """The piece cut where typed spaces make a wide gap."""
    if "   " not in piece.text:
        yield piece
        return
    texts, places = edges(piece)
    wide = TYPED_GAP * piece.size_pt * MM
    start, i, count = 0, 0, len(texts)
    while i < count:
        j = i
        while j < count and texts[j] == " ":
            j += 1
        if j > i and places[j] - places[i] >= wide:
            if i > start:
                yield _part(piece, texts, places, start, i)
            start = j
        i = max(j, i + 1)
    if start < count:
        yield _part(piece, texts, places, start, count)


def _at_strokes(piece: Piece, under: list[tuple[float, float]]) -> Iterator[Piece]:
    """The piece cut where an underline begins or ends within it."""
    inner = [x for stroke in under for x in stroke if piece.x0_mm + 0.5 < x < piece.x1_mm - 0.5]
    if not inner or not piece.codes:
        yield piece
        return
    texts, places = edges(piece)
    lined = [_lies(under, (places[i] + places[i + 1]) / 2) for i in range(len(texts))]
    start = 0
    for i in range(1, len(texts) + 1):
        if i == len(texts) or lined[i] != lined[start]:
            yield _part(piece, texts, places, start, i)
            start = i


def _lies(strokes: list[tuple[float, float]], x: float) -> bool:
    return any(x0 <= x <= x1 for x0, x1 in strokes)


def _rows(pieces: list[Piece]) -> Iterator[list[Piece]]:
    pieces.sort(key=_by_height)
    row: list[Piece] = []
    for piece in pieces:
        if row and piece.y_mm - row[0].y_mm > _ROW_MM:
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _by_height(piece: Piece) -> float:
    return piece.y_mm


def _by_size(piece: Piece) -> float:
    return piece.size_pt


def _by_place(piece: Piece) -> float:
    return piece.x0_mm


def _chains(row: list[Piece], ruling: Ruling) -> Iterator[list[Piece]]:
    """The pieces of a row that belong to one line each."""
    row.sort(key=_by_place)
    chain = [row[0]]
    for piece in row[1:]:
        last = chain[-1]
        if piece.text == last.text and abs(piece.x0_mm - last.x0_mm) < 0.3:
            continue
        if _parted(chain, piece, ruling):
            yield chain
            chain = []
        chain.append(piece)
    yield chain


def _parted(chain: list[Piece], piece: Piece, ruling: Ruling) -> bool:
    last = chain[-1]
    em = max(piece.size_pt, last.size_pt) * MM
    gap = piece.x0_mm - last.x1_mm
    if gap > BARE_GAP * em or gap < -em:
        label = len(chain) == 1 and len(last.text.strip()) <= _LABEL
        if gap < 0 or not label or gap > LABEL_GAP * em:
            return True
    return bool(ruling.verticals) and ruling.between(last.x1_mm - _trail(last), piece.x0_mm + _lead(piece), piece.y_mm)


def _space(piece: Piece) -> float:
    """The width of a space in that piece, in mm."""
    table = piece.face.table
    code = next((c for c in table.codes(piece.codes) if table.texts.get(c) == " "), 32)
    return table.widths.get(code, table.width) * piece.size_pt * MM / 1000


def _trail(piece: Piece) -> float:
    bare = piece.text.rstrip()
    return 0.0 if len(bare) == len(piece.text) else (len(piece.text) - len(bare)) * _space(piece)


def _lead(piece: Piece) -> float:
    bare = piece.text.lstrip()
    return 0.0 if len(bare) == len(piece.text) else (len(piece.text) - len(bare)) * _space(piece)


def _with_raised(chains: list[list[Piece]]) -> list[list[Piece]]:
    """Raised or lowered small letters join the line they stand in."""
    kept: list[list[Piece]] = []
    for i, chain in enumerate(chains):
        if len(chain[0].text) > _LABEL:
            kept.append(chain)
            continue
        home = _home(chain, chains[max(i - 3, 0) : i] + chains[i + 1 : i + 4])
        if home is None:
            kept.append(chain)
        else:
            home.extend(chain)
            home.sort(key=_by_place)
    return kept


def _home(chain: list[Piece], near: list[list[Piece]]) -> list[Piece] | None:
    first, last = chain[0], chain[-1]
    if sum(len(p.text) for p in chain) > _LABEL:
        return None
    for other in near:
        size = other[0].size_pt
        em = size * MM
        if max(p.size_pt for p in chain) > 0.8 * size or abs(first.y_mm - other[0].y_mm) > 0.5 * em:
            continue
        if any(
            -0.3 * em < first.x0_mm - p.x1_mm < 0.3 * em or -0.3 * em < p.x0_mm - last.x1_mm < 0.3 * em for p in other
        ):
            return other
    return None


def _line(page: int, chain: list[Piece], ruling: Ruling, broken: list[tuple[int, str]]) -> PdfLine | None:
    while chain and not chain[0].text.strip():
        chain = chain[1:]
    while chain and not chain[-1].text.strip():
        chain = chain[:-1]
    if not chain:
        return None
    biggest = chain[0] if len(chain) == 1 else max(chain, key=_by_size)
    em = biggest.size_pt * MM
    under = ruling.under(biggest.y_mm, em) if ruling.levels else []
    if under:
        chain = [part for piece in chain for part in _at_strokes(piece, under)]
    spans = (_alone(chain[0], under),) if len(chain) == 1 else tuple(_spans(chain, under))
    text = spans[0].text if len(spans) == 1 else "".join([s.text for s in spans])
    if len(spans) > 1:
        broken.extend((page, word) for word in _broken(spans))
    return PdfLine(
        page, spans, text, spans[0].x0_mm, spans[-1].x1_mm, round(biggest.y_mm, 3),
        round(biggest.y_mm - biggest.face.ascent * em, 3), round(biggest.y_mm + biggest.face.descent * em, 3),
        chain[0].over and all(p.over for p in chain),
    )  # fmt: skip


def _alone(piece: Piece, under: list[tuple[float, float]]) -> Span:
    x0, x1 = piece.x0_mm + _lead(piece), piece.x1_mm - _trail(piece)
    return _span([piece.text.strip()], piece, x0, x1, bool(under) and _covered(piece, under))


def _spans(chain: list[Piece], under: list[tuple[float, float]]) -> Iterator[Span]:
    """Letters that look alike, put together; the line's outer spaces are left out."""
    look: tuple[object, ...] = ()
    words: list[str] = []
    start = end = 0.0
    made: Piece = chain[0]
    lined = False
    last = len(chain) - 1
    for i, piece in enumerate(chain):
        text, x0, x1 = piece.text, piece.x0_mm, piece.x1_mm
        if i == 0:
            x0, text = x0 + _lead(piece), text.lstrip()
        if i == last:
            x1, text = x1 - _trail(piece), text.rstrip()
        underlined = bool(under) and _covered(piece, under)
        now = (piece.face.name, piece.size_pt, piece.color, piece.hidden, underlined)
        if i and _gap_is_space(chain[i - 1], piece):
            words.append(" ")
        if now == look:
            words.append(text)
        else:
            if i:
                yield _span(words, made, start, end, lined)
            look, words, start, made, lined = now, [text], x0, piece, underlined
        end = x1
    yield _span(words, made, start, end, lined)


def _gap_is_space(last: Piece, piece: Piece) -> bool:
    gap = piece.x0_mm - last.x1_mm
    return gap > SPACE_GAP * piece.size_pt * MM and not last.text[-1:].isspace() and not piece.text[:1].isspace()


def _covered(piece: Piece, under: list[tuple[float, float]]) -> bool:
    x0, x1 = piece.x0_mm, piece.x1_mm
    if not piece.text.strip():
        return any(a <= x0 + 0.2 and b >= x1 - 0.2 for a, b in under)
    x0, x1 = x0 + _lead(piece), x1 - _trail(piece)
    return sum(max(min(b, x1) - max(a, x0), 0) for a, b in under) >= _COVERED * (x1 - x0)


def _span(words: list[str], piece: Piece, x0: float, x1: float, underline: bool) -> Span:
    face = piece.face
    return Span(
        text="".join(words),
        fonts=frozenset((face.family,)),
        size_pt=size_of(piece),
        bold=face.bold,
        italic=face.italic,
        underline=underline,
        color=piece.color,
        hidden=piece.hidden,
        x0_mm=round(x0, 3),
        x1_mm=round(x1, 3),
    )


def _broken(spans: tuple[Span, ...]) -> Iterator[str]:
    """Words in which the family changes from one letter to the next."""
    for i, (left, right) in enumerate(pairwise(spans)):
        if left.fonts != right.fonts and left.text[-1:].isalpha() and right.text[:1].isalpha():
            before = "".join(s.text for s in spans[: i + 1]).rsplit(None, 1)[-1]
            after = "".join(s.text for s in spans[i + 1 :]).split(None, 1)[0]
            yield before + after


def _turned(page: int, piece: Piece) -> PdfLine | None:
    """Letters that do not stand upright: a line of its own, from its highest to its lowest point."""
    if not piece.text.strip():
        return None
    x0, x1 = sorted((piece.x0_mm, piece.x1_mm))
    top, bottom = sorted((piece.y_mm, piece.y1_mm))
    span = _span([piece.text.strip()], piece, x0, x1, False)
    low, high = round(bottom, 3), round(top, 3)
    return PdfLine(page, (span,), span.text, span.x0_mm, span.x1_mm, low, high, low, piece.over)


def _in_order(lines: list[PdfLine]) -> Iterator[PdfLine]:
    lines.sort(key=lambda line: line.baseline_mm)
    row: list[PdfLine] = []
    for line in lines:
        if row and line.baseline_mm - row[0].baseline_mm > _READ_MM:
            yield from sorted(row, key=lambda one: one.x0_mm)
            row = []
        row.append(line)
    yield from sorted(row, key=lambda one: one.x0_mm)

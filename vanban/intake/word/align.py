"""A returned form laid beside the form that went out: what stands where an answer belongs. Pure.

Content controls tell their places by name. Where they are gone (another program, a form typed anew), the words of the
form that nobody was asked to change are found again, in their order, and what stands between them is the answer.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from vanban.intake.word.body import Line, Span
from vanban.intake.word.controls import PREFIX, prompt_of, tag_of
from vanban.intake.word.places import Place
from vanban.intake.workbook.domains import key_of
from vanban.model.rich import without_marks

Way = Literal["o-dien", "khung", "de-muc"]
_DOTS: Final = re.compile(r"[\s.…_·]*")
_YEAR: Final = re.compile(r"năm (\d{4})", re.IGNORECASE)
_TICKS: Final = frozenset({"x", "☒", "☑", "✓", "✔", "v", "(x)", "[x]"})
_BOX: Final = "☐"
_ZERO: Final = re.compile(r"\b0(\d)\b")
_ALIKE: Final = 0.85
_SURE_START: Final = 6
_MOST_LINES: Final = 4_000


@dataclass(slots=True)
class Given:
    """Câu trả lời như đã viết: lines of an answer, or the options that were ticked."""

    lines: list[Line] = field(default_factory=list)
    ticked: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """Kết quả đọc: answers by place key; `lost` are places whose heading is gone, `stray` words outside of any place.

    `way` says how it was read: by controls, by a frame of words nobody changed, or by headings of a form typed anew.
    """

    given: dict[str, Given]
    way: Way
    lost: list[Place]
    stray: list[str]
    year: str = ""


@dataclass(frozen=True, slots=True)
class _Unit:
    """Mảnh của phiếu: words that stay (`key`), or a place; an inline one has words and places by turns."""

    key: str
    text: str
    places: tuple[tuple[Place, str], ...] = ()
    between: tuple[str, ...] = ()
    cell: tuple[int, ...] = ()


def read_against(form: Sequence[Line], returned: Sequence[Line], places: Sequence[Place]) -> Reading:
    """What a returned file answers, place by place."""
    by_tag = _tags(places)
    given = _by_tag(returned, by_tag)
    units = _units(form, by_tag)
    complete = {place.key for place in places} <= set(given)
    aligned = _Alignment(units, returned[:_MOST_LINES])
    given = given if complete else aligned.answers() | given
    lost = [place for place in places if place.key not in given]
    way: Way = "o-dien" if complete else "khung" if aligned.exact and not lost else "de-muc"
    stray = aligned.stray(bool(given) and complete)
    return Reading(given, way, lost, stray, _year(form, returned))


def _tags(places: Iterable[Place]) -> dict[str, tuple[Place, str]]:
    found = {}
    for place in places:
        found[tag_of(place)] = (place, "")
        found |= {tag_of(place, code): (place, code) for code, _ in place.options}
    return found


def _by_tag(lines: Sequence[Line], by_tag: Mapping[str, tuple[Place, str]]) -> dict[str, Given]:
    given: dict[str, Given] = {}
    for line in lines:
        if line.tag in by_tag:
            place, _ = by_tag[line.tag]
            held = given.setdefault(place.key, Given())
            if not line.prompt and line.text != prompt_of(place):
                held.lines.append(line)
        for span in line.spans:
            if span.tag in by_tag:
                _take_span(given, span, *by_tag[span.tag], line)
    return given


def _take_span(given: dict[str, Given], span: Span, place: Place, option: str, line: Line) -> None:
    held = given.setdefault(place.key, Given())
    if option:
        ticked = span.checked or span.shown.strip().lower() in _TICKS
        held.ticked += [option] if ticked else []
    elif span.text and span.text != prompt_of(place):
        if place.options:
            held.ticked += [code for code in [_option_named(place, span.text)] if code] or ["?" + span.text]
        else:
            held.lines += [Line(part, "", lost=line.lost) for part in span.text.split("\n") if part]


def _option_named(place: Place, text: str) -> str:
    """The option a text names; the longest name within it when it says more, "" when none or several."""
    key = key_of(without_marks(text))
    names = {code: key_of(name) for code, name in place.options}
    exact = [code for code, name in names.items() if key in {name, key_of(code)}]
    if exact:
        return exact[0]
    within = [code for code, name in names.items() if re.search(rf"\b{re.escape(name)}\b", key)]
    longest = [c for c in within if not any(names[c] != names[o] and names[c] in names[o] for o in within)]
    return longest[0] if len(longest) == 1 else ""


def _units(form: Sequence[Line], by_tag: Mapping[str, tuple[Place, str]]) -> list[_Unit]:
    units: list[_Unit] = []
    last = ""
    for line in form:
        if line.tag in by_tag:
            if line.tag != last:
                units.append(_Unit("", "", (by_tag[line.tag],), cell=line.cell))
            last = line.tag
            continue
        last = ""
        spans = [span for span in line.spans if span.tag in by_tag]
        if spans:
            units.append(_inline(line, spans, by_tag))
        elif _key(line.text):
            units.append(_Unit(_key(line.text), line.text, cell=line.cell))
    return units


def _inline(line: Line, spans: Sequence[Span], by_tag: Mapping[str, tuple[Place, str]]) -> _Unit:
    rest, between = line.text, []
    for span in spans:
        before, _, rest = rest.partition(span.shown.replace("\n", " "))
        between.append(before)
    between.append(rest)
    places = tuple(by_tag[span.tag] for span in spans)
    if all(option for _, option in places):
        return _Unit("", "", places, cell=line.cell)
    return _Unit(_key(between[0]), between[0], places, tuple(between), line.cell)


def _key(text: str) -> str:
    return _ZERO.sub(r"\1", key_of(without_marks(text)))


def _year(form: Sequence[Line], returned: Sequence[Line]) -> str:
    """The year a returned form bears where ours bears another, "" when they agree or say nothing."""
    ours = {match[1] for line in form if (match := _YEAR.fullmatch(line.text.strip()))}
    theirs = [match[1] for line in returned if (match := _YEAR.fullmatch(without_marks(line.text).strip()))]
    return theirs[0] if ours and theirs and theirs[0] not in ours else ""


class _Alignment:
    """The longest chain of the form's own words that a returned file has in the same order."""

    def __init__(self, units: Sequence[_Unit], lines: Sequence[Line]) -> None:
        self.units = units
        self.lines = lines
        self._keys = [_key(line.text) for line in lines]
        self._anchors = [number for number, unit in enumerate(units) if unit.key]
        self.pairs = self._chain()
        self._used: set[int] = set(self.pairs.values())

    @property
    def exact(self) -> bool:
        """Whether every word of the form is there, unchanged."""
        whole = all(self._keys[self.pairs[a]].startswith(self.units[a].key) for a in self._anchors if a in self.pairs)
        return whole and len(self.pairs) == len(self._anchors)

    def _score(self, unit: _Unit, key: str) -> int:
        if key == unit.key:
            return 4
        if not key or len(unit.key) < _SURE_START:
            return 1 if unit.between and unit.key and key.startswith(f"{unit.key} ") else 0
        if key.startswith(f"{unit.key} "):
            return 3
        start = key[: len(unit.key) + 2] if unit.between else key
        return 2 if _are_alike(unit.key, start) else 0

    def _chain(self) -> dict[int, int]:
        """Unit number → line number, by the best total score."""
        rows, columns = len(self._anchors), len(self.lines)
        best = [[0] * (columns + 1) for _ in range(rows + 1)]
        score = [[self._score(self.units[a], key) for key in self._keys] for a in self._anchors]
        for row in range(rows - 1, -1, -1):
            line, below = best[row], best[row + 1]
            own = score[row]
            for column in range(columns - 1, -1, -1):
                taken = own[column] + below[column + 1] if own[column] else 0
                line[column] = max(below[column], line[column + 1], taken)
        pairs: dict[int, int] = {}
        row = column = 0
        while row < rows and column < columns:
            own_score = score[row][column]
            if own_score and best[row][column] == own_score + best[row + 1][column + 1]:
                pairs[self._anchors[row]] = column
                row, column = row + 1, column + 1
            elif best[row][column] == best[row + 1][column]:
                row += 1
            else:
                column += 1
        return pairs

    def answers(self) -> dict[str, Given]:
        """What stands between the words of the form."""
        given: dict[str, Given] = {}
        bounds = sorted(self.pairs.items())
        if not bounds:
            return given
        for (unit, line), (next_unit, next_line) in zip(bounds, [*bounds[1:], (len(self.units), None)], strict=True):
            self._at(given, self.units[unit], line)
            end = len(self.lines) if next_line is None else next_line
            self._between(given, unit, next_unit, line, end)
        self._elsewhere(given)
        return given

    def _elsewhere(self, given: dict[str, Given]) -> None:
        """Lines with words of their own (a date after the place's name) that were moved to another part of the form."""
        for unit in self.units:
            if not unit.between or not unit.key or any(place.key in given for place, _ in unit.places):
                continue
            starts = (n for n, key in enumerate(self._keys) if n not in self._used and key.startswith(f"{unit.key} "))
            for number in starts:
                self._used.add(number)
                _split(given, unit, _after(self.lines[number].text, unit.text), self.lines[number])
                break

    def _at(self, given: dict[str, Given], unit: _Unit, line: int) -> None:
        """The answers within a matched line itself."""
        if unit.between:
            _split(given, unit, _after(self.lines[line].text, unit.text), self.lines[line])

    def _between(self, given: dict[str, Given], unit: int, next_unit: int, line: int, end: int) -> None:
        gap = [u for u in self.units[unit + 1 : next_unit] if u.places]
        headed = next((n for n in range(unit + 1, next_unit) if self.units[n].key), next_unit)
        near = [u for u in self.units[unit + 1 : headed] if u.places]
        rest = "" if self.units[unit].between else _after(self.lines[line].text, self.units[unit].text)
        found = [Line(rest, "", lost=self.lines[line].lost)] if _says(rest) else []
        numbers = [n for n in range(line + 1, end) if n not in self._used]
        found += [self.lines[n] for n in numbers]
        if gap:
            self._used.update(numbers)
            _share(given, gap, near, found)

    def stray(self, tagged: bool) -> list[str]:
        """Words that are neither the form's own nor an answer."""
        keys = {unit.key for unit in self.units if unit.key}
        found = []
        for number, line in enumerate(self.lines):
            if line.tag.startswith(PREFIX) or line.spans or not _says(line.text):
                continue
            known = number in self._used and (not tagged or self._keys[number] in keys or number in self.pairs.values())
            if not known and self._keys[number] not in keys:
                found.append(line.text)
        return found


def _are_alike(ours: str, theirs: str) -> bool:
    """Whether two headings differ by a slip or two; numbers must be the same."""
    if abs(len(ours) - len(theirs)) > max(4, len(ours) // 4):
        return False
    if [c for c in ours if c.isdigit()] != [c for c in theirs if c.isdigit()]:
        return False
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _after(text: str, heading: str) -> str:
    """What a line says after the words of its heading, counted in letters and digits."""
    wanted = len(_key(heading).replace(" ", ""))
    seen = 0
    plain = without_marks(text) if not text.startswith(heading) else text
    for number, char in enumerate(plain):
        if seen >= wanted:
            rest = plain[number:].lstrip(" :.;,)]–-*")
            return rest if any(c.isalnum() for c in rest) else ""
        seen += len(key_of(char).replace(" ", ""))
    return ""


def _says(text: str) -> bool:
    return bool(text) and not _DOTS.fullmatch(text)


def _share(given: dict[str, Given], gap: Sequence[_Unit], near: Sequence[_Unit], lines: Sequence[Line]) -> None:
    """Give the lines of a gap to the places of that gap; places behind a heading that is gone get nothing."""
    boxes = all(option for unit in gap for _, option in unit.places)
    pairs = [pair for unit in gap for pair in unit.places]
    cells = [held for held in _by_cell(lines) if held[0].cell]
    if len(gap) > 1 and len(cells) == len(gap):
        for unit, held in zip(gap, cells, strict=True):
            _give(given, unit, held)
    elif boxes:
        _tick(given, pairs, [line for line in lines if _says(line.text)])
    elif near and all(unit.between for unit in near):
        _rows(given, near, [line for line in lines if _says(line.text)])
    elif near:
        _give(given, near[0], lines)


def _by_cell(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if groups and line.cell and groups[-1][0].cell == line.cell:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _give(given: dict[str, Given], unit: _Unit, lines: Sequence[Line]) -> None:
    place, option = unit.places[0]
    if option:
        _tick(given, unit.places, [line for line in lines if _says(line.text)])
        return
    if unit.between:
        _split(given, unit, " ".join(line.text for line in lines if _says(line.text)), lines[0] if lines else None)
        return
    held = given.setdefault(place.key, Given())
    held.lines += [line for line in lines if (_says(line.text) or line.lost) and line.text != prompt_of(place)]


def _tick(given: dict[str, Given], pairs: Sequence[tuple[Place, str]], lines: Sequence[Line]) -> None:
    """Boxes: ticked ones, or the name of the option written in their stead."""
    for place, option in pairs:
        held = given.setdefault(place.key, Given())
        for line in lines:
            text = line.text.strip().lower()
            if text in _TICKS or any(span.checked for span in line.spans):
                held.ticked += [option] if len(pairs) == 1 else []
            elif text != _BOX and len({p.key for p, _ in pairs}) == 1:
                named = _option_named(place, line.text)
                if named == option:
                    held.ticked.append(option)


def _rows(given: dict[str, Given], units: Sequence[_Unit], lines: Sequence[Line]) -> None:
    """Lines of several answers each, one line a row."""
    for unit, line in zip(units, lines, strict=False):
        _split(given, unit, line.text.lstrip("-+• "), line)
    for unit in units[len(lines) :]:
        for place, _ in unit.places:
            given.setdefault(place.key, Given())
    for line in lines[len(units) :]:
        place = units[-1].places[-1][0]
        given.setdefault(place.key, Given()).lines.append(line)


def _split(given: dict[str, Given], unit: _Unit, text: str, line: Line | None) -> None:
    """One line into its answers: choices are found by their words, texts lie before and after them."""
    lost = line.lost if line else ()
    waiting: list[Place] = []
    rest = text
    for place, _ in unit.places:
        held = given.setdefault(place.key, Given())
        if not place.options:
            waiting.append(place)
            continue
        before, code, rest = _cut_at_option(place, rest)
        if code:
            held.ticked.append(code)
        _hand(given, waiting, before, lost)
        waiting = []
    _hand(given, waiting, rest, lost)


def _hand(given: dict[str, Given], places: Sequence[Place], text: str, lost: tuple[str, ...]) -> None:
    clean = text.strip(" :;-–")
    clean = clean if any(c.isalnum() for c in clean) else ""
    for place in places:
        if clean and clean != prompt_of(place).strip(" :;-–"):
            given[place.key].lines.append(Line(clean, "", lost=lost))
        clean = ""


def _cut_at_option(place: Place, text: str) -> tuple[str, str, str]:
    """Words before an option, its code, words after it; no code where none or several are named."""
    low = text.lower()
    found = [(low.find(name.lower()), -len(name), code, name) for code, name in place.options if name.lower() in low]
    prompt = prompt_of(place)
    if not found:
        before, _, after = text.partition(prompt)
        return before, "", after.lstrip(". ")
    start, _, code, name = min(found)
    return text[:start], code, text[start + len(name) :].lstrip(".:;, ")

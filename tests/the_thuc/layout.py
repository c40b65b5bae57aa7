"""Lays a correct document out, in the manners people use."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from tests.the_thuc import ooxml
from tests.the_thuc.ooxml import Look, line, paragraph, run, width_mm
from tests.the_thuc.paper import Annex, Grid, Paper, Signer

Manner = Literal["bang", "tab", "khung", "khoang-trang", "hai-bang", "co-o-trong"]
MANNERS: tuple[Manner, ...] = ("bang", "tab", "khung", "khoang-trang", "hai-bang", "co-o-trong")
_TEXT_MM = 165.0


@dataclass(frozen=True)
class Ruled:
    """A line of words with a rule under it."""

    text: str
    look: Look
    length_mm: float


Item = tuple[str, Look] | Ruled


@dataclass(frozen=True)
class Sizes:
    """What the two regimes fix."""

    title: Look
    motto: Look
    superior: Look
    issuer: Look
    number: Look
    day: Look
    kind: Look
    subject: Look
    body: Look
    prefix: Look
    post: Look
    name: Look
    label: Look
    listed: Look
    columns_mm: tuple[float, float]


def _sizes(state: bool) -> Sizes:
    pitch = Look(auto=1) if state else Look(exact=18)
    body = replace(pitch, align="both", first_mm=10, after=6, auto=1.15)
    bold = replace(pitch, bold=True)
    label = replace(pitch, size=12, bold=True, italic=True) if state else replace(pitch, underline=True)
    return Sizes(
        title=replace(bold, size=13 if state else 15),
        motto=bold,
        superior=replace(pitch, size=13 if state else 14),
        issuer=replace(bold, size=13 if state else 14),
        number=replace(pitch, size=13 if state else 14),
        day=replace(pitch, italic=True),
        kind=replace(bold, size=14 if state else 16, before=18),
        subject=bold,
        body=body,
        prefix=bold,
        post=bold if state else pitch,
        name=bold,
        label=replace(label, align="left"),
        listed=replace(pitch, size=11 if state else 12, exact=0 if state else 15, align="left"),
        columns_mm=(66, 99) if state else (73, 92),
    )


@dataclass
class Layout:
    """One document being laid out in one manner."""

    paper: Paper
    manner: Manner
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.sizes = _sizes(self.paper.state)

    # The two columns of head and foot

    def two(self, left: list[Item], right: list[Item], columns_mm: tuple[float, float], keep: bool = False) -> str:
        if self.manner in ("tab", "khoang-trang"):
            return "".join(self._in_one_line(left, right, columns_mm, keep))
        if self.manner == "khung":
            return self._in_boxes(left, right, columns_mm)
        return self._in_table([(left, right)], columns_mm, keep)

    def _in_table(
        self, blocks: list[tuple[list[Item], list[Item]]], columns_mm: tuple[float, float], keep: bool = False
    ) -> str:
        widths: tuple[float, ...] = columns_mm
        rows = [[self._cell(side, width, keep) for side, width in zip(b, columns_mm, strict=True)] for b in blocks]
        if self.manner == "co-o-trong":
            left, right = (columns_mm[0] - 2, columns_mm[1]) if self.paper.state else (columns_mm[0], columns_mm[1] - 2)
            widths = (left, 2, right)
            rows = [
                [self._cell(b[0], widths[0], keep), line("", Look(exact=18)), self._cell(b[1], widths[2], keep)]
                for b in blocks
            ]
        return ooxml.table(rows, widths)

    def _cell(self, items: list[Item], width: float, keep: bool) -> str:
        found = ""
        for item in items:
            if isinstance(item, Ruled):
                found += line(item.text, replace(item.look, keep_next=keep))
                found += ooxml.rule(width, item.length_mm, keep_next=keep)
            else:
                found += line(item[0], replace(item[1], keep_next=keep))
        return found or line("", Look(exact=18))

    def _in_boxes(self, left: list[Item], right: list[Item], columns_mm: tuple[float, float]) -> str:
        height = max(self._height_pt(left), self._height_pt(right)) + 2
        size = height / 72 * 25.4
        boxes = ""
        for at, width, items in ((0.0, columns_mm[0], left), (columns_mm[0], columns_mm[1], right)):
            if items:
                box = ooxml.text_box(next(self.numbers), at, 0, (width, size), self._cell(items, width, False))
                boxes += run("", Look(), box)
        return paragraph(boxes, look=Look(align="left", exact=height))

    def _height_pt(self, items: list[Item]) -> float:
        return sum(i.look.height_pt + 6 if isinstance(i, Ruled) else i[1].height_pt for i in items)

    def _in_one_line(
        self, left: list[Item], right: list[Item], columns_mm: tuple[float, float], keep: bool
    ) -> Iterator[str]:
        rows = list(itertools.zip_longest(_with_blanks(left), _with_blanks(right)))
        centres = (columns_mm[0] / 2, columns_mm[0] + columns_mm[1] / 2)
        depth = 6.2 if self.paper.state else 7.2
        for row in rows:
            drawn = "".join(
                run("", Look(), ooxml.drawn_rule(next(self.numbers), c - i.length_mm / 2, depth, i.length_mm))
                for i, c in zip(row, centres, strict=True)
                if isinstance(i, Ruled)
            )
            words = [(i.text, i.look) if isinstance(i, Ruled) else i or ("", Look()) for i in row]
            high = max((look for _, look in words), key=lambda look: look.exact or look.size)
            before = max(look.before if look.before < 18 else 0 for _, look in words)
            look = Look(align="left", exact=high.exact, keep_next=keep, before=before)
            yield self._joined(words, centres, look, drawn)

    def _joined(self, words: list[tuple[str, Look]], centres: tuple[float, float], look: Look, drawn: str) -> str:
        pieces, at = [], 0.0
        typed = replace(look, size=14)
        stops = []
        for (text, own), centre in zip(words, centres, strict=True):
            if not text:
                continue
            width = width_mm(text, own.size, own.bold)
            start = 0.0 if own.align == "left" else centre - width / 2
            if self.manner == "tab" and own.align != "left":
                stops.append(centre)
                pieces.append(run("\t", typed))
            elif self.manner == "khoang-trang":
                pieces.append(run(" " * round((start - at) / (14 * 0.25 / 72 * 25.4)), typed) if start > at else "")
            pieces.append(run(text, own))
            at = start + width
        return paragraph(drawn, *pieces, look=replace(look, tabs_mm=tuple(stops)))

    # Head

    def head(self) -> str:
        left, right = self._names()
        number, day = self._number_and_day()
        columns = self.sizes.columns_mm
        if self.manner in ("bang", "co-o-trong"):
            return self._in_table([(left, right), (number, day)], columns)
        between = line("", Look(size=2, exact=3)) if self.manner == "hai-bang" else ""
        return self.two(left, right, columns) + between + self.two(number, day, columns)

    def _names(self) -> tuple[list[Item], list[Item]]:
        sizes, paper = self.sizes, self.paper
        left: list[Item] = [(name, sizes.superior) for name in paper.superior]
        left += [(name, sizes.issuer) for name in paper.issuer]
        if not paper.state:
            title = "ĐẢNG CỘNG SẢN VIỆT NAM"
            return [*left, ("*", sizes.number)], [Ruled(title, sizes.title, width_mm(title, 15, True))]
        last = paper.issuer[-1]
        left[-1] = Ruled(last, sizes.issuer, width_mm(last, 13, True) * 0.42)
        motto = "Độc lập - Tự do - Hạnh phúc"
        nation = ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", sizes.title)
        return left, [nation, Ruled(motto, sizes.motto, width_mm(motto, 14, True))]

    def _number_and_day(self) -> tuple[list[Item], list[Item]]:
        sizes, paper = self.sizes, self.paper
        small = replace(sizes.number, size=12, italic=not paper.state)
        apart = 6 if paper.state and self.manner in ("tab", "khoang-trang") else 0
        left: list[Item] = [(paper.number, replace(sizes.number, before=apart))]
        for index, text in enumerate(paper.letter_subject):
            left.append((text, replace(small, before=6 if paper.state and index == 0 else 0)))
        for mark in paper.marks:
            draft = mark.startswith("Dự thảo")
            left.append((mark, replace(sizes.number, bold=not draft, italic=draft)))
        return left, [(paper.place_day, sizes.day)] if paper.place_day else []

    # Middle

    def title(self) -> str:
        sizes, paper = self.sizes, self.paper
        found = line(paper.kind, sizes.kind) if paper.kind else ""
        found += "".join(line(text, sizes.subject) for text in (*paper.author, *paper.subject))
        if paper.kind and not paper.state:
            found += line("-----", replace(sizes.number, after=12))
        elif paper.kind:
            length = width_mm(paper.subject[-1], 14, True) * 0.42
            found += ooxml.rule(_TEXT_MM, length) + line("", Look(exact=12))
        return found + self.addressed()

    def addressed(self) -> str:
        paper = self.paper
        if not paper.addressed:
            return ""
        label, _, inline = paper.addressed.partition(": ")
        look = replace(self.sizes.number, size=14, before=12, after=6 if inline else 0)
        runs = [run(label + (": " if inline else ""), replace(look, italic=not paper.state))]
        runs += [run(inline, look)] if inline else []
        if not paper.addressees:
            return paragraph(*runs, look=look) + line("", Look(exact=10))
        look = replace(look, align="left", left_mm=40)
        items = "".join(line(t, replace(look, before=0, left_mm=62)) for t in paper.addressees)
        return paragraph(*runs, look=look) + items + line("", Look(exact=12))

    def body(self, items: tuple[str | Grid, ...], last_kept: bool = True) -> str:
        found = []
        for index, item in enumerate(items):
            keep = last_kept and index >= len(items) - 2
            if isinstance(item, Grid):
                found.append(self.grid(item))
            elif item.startswith("@ "):
                found.append(line(item[2:], replace(self.sizes.subject, after=6, before=6, keep_next=True)))
            elif item.startswith(("# ", "*")):
                found.append(line(item.lstrip("#* "), replace(self.sizes.body, bold=True, keep_next=True)))
            else:
                found.append(line(item, replace(self.sizes.body, keep_next=keep)))
        return "".join(found)

    def bases(self) -> str:
        look = replace(self.sizes.body, italic=self.paper.state)
        return "".join(line(text, look) for text in self.paper.bases)

    def grid(self, grid: Grid) -> str:
        cell = Look(size=13, before=2, after=2)
        rows = [[line(text, replace(cell, bold=index == 0)) for text in row] for index, row in enumerate(grid.rows)]
        return ooxml.table(rows, grid.widths_mm, ruled=True, header=True) + line("", Look(exact=8))

    # Foot

    def foot(self) -> str:
        half = (_TEXT_MM / 2, _TEXT_MM / 2)
        right = self.paper.signers[-1]
        if len(self.paper.signers) == 1:
            return _gap() + self.two(self.recipients(), self.signer(right), half, keep=True)
        both = self.two(self.signer(self.paper.signers[0]), self.signer(right), half, keep=True)
        return _gap() + both + _gap(12) + self.two(self.recipients(), self.confirmation(), half, keep=True)

    def signer(self, signer: Signer) -> list[Item]:
        sizes = self.sizes
        lines: list[Item] = [(signer.prefix, sizes.prefix)] if signer.prefix else []
        lines += [(signer.role, sizes.prefix)] if signer.role else []
        lines += [(signer.post, sizes.post)] if signer.post else []
        return [*lines, (signer.name, replace(sizes.name, before=78))]

    def confirmation(self) -> list[Item]:
        if self.paper.confirmer is None:
            return []
        words: list[Item] = [(text, self.sizes.post) for text in self.paper.confirmation]
        return [*words, *self.signer(self.paper.confirmer)]

    def recipients(self) -> list[Item]:
        return [("Nơi nhận:", self.sizes.label), *((text, self.sizes.listed) for text in self.paper.recipients)]

    # Appendices

    def annex(self, annex: Annex) -> str:
        bold = replace(self.sizes.subject, size=14)
        reference = replace(self.sizes.number, size=14, italic=True)
        found = line(annex.label, bold) + "".join(line(text, bold) for text in annex.title)
        found += line(annex.reference, reference)
        found += "" if self.paper.state else line("-----", self.sizes.number)
        return found + line("", Look(exact=12)) + self.body(annex.body, last_kept=False)

    def document(self) -> str:
        main = self.head() + self.title() + self.bases() + self.body(self.paper.body) + self.foot()
        if not self.paper.annexes:
            return main + _gap(keep=False) + ooxml.section()
        found = main + ooxml.section(inside=True)
        *before, last = self.paper.annexes
        for annex in before:
            found += self.annex(annex) + ooxml.section(annex.landscape, restart=True, inside=True)
        return found + self.annex(last) + ooxml.section(last.landscape, restart=True)


def _gap(exact: float = 1, keep: bool = True) -> str:
    return line("", Look(size=1, exact=exact, align="left", keep_next=keep))


def _with_blanks(items: list[Item]) -> Iterator[Item]:
    """The lines with an empty line for every line's height before them."""
    for item in items:
        look = item.look if isinstance(item, Ruled) else item[1]
        yield from [("", look)] * (round(look.before / 18) if look.before >= 18 else 0)
        yield item

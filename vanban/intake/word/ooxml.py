"""Names of WordprocessingML, and words with looks as runs, paragraphs and tables. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import groupby
from typing import Final

from lxml import etree

from vanban.model.rich import Piece, cells_of, pieces

Element = etree._Element
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_FULL_WIDTH: Final = 9_000
# the order in which the schema wants what a run may look like (ISO/IEC 29500-1, EG_RPrBase)
_BEFORE_BOLD: Final = ("rStyle", "rFonts")


def w(name: str) -> str:
    """The whole name of an element or attribute of the main namespace."""
    return f"{{{W}}}{name}"


def w14(name: str) -> str:
    """The whole name of an element or attribute of Word 2010."""
    return f"{{{W14}}}{name}"


def element(name: str, /, *children: Element, **attributes: str) -> Element:
    """An element of the main namespace; attributes of the same namespace."""
    node = etree.Element(w(name), {w(key): value for key, value in attributes.items()})
    node.extend(children)
    return node


def text_of(node: Element) -> str:
    """The words of a run or paragraph; breaks as line ends, tabs as tabs."""
    return "".join(char for char, _ in chars_of(node))


def chars_of(node: Element) -> Iterator[tuple[str, Element]]:
    """Every character under a node with the run it stands in; what is no text is U+FFFC."""
    runs = [node] if node.tag == w("r") else list(node.iter(w("r")))
    for run in runs:
        for child in run:
            if child.tag == w("t"):
                yield from ((char, run) for char in child.text or "")
            elif child.tag in (w("br"), w("cr")):
                yield "\n", run
            elif child.tag == w("tab"):
                yield "\t", run
            elif child.tag != w("rPr"):
                yield "\ufffc", run


def run(text: str, looks: Element | None = None, bold: bool = False, italic: bool = False) -> Element:
    """A run; line ends and tabs of the text become Word's own."""
    node = element("r")
    if looks is not None or bold or italic:
        node.append(_looks(looks, bold, italic))
    for line_number, line in enumerate(text.split("\n")):
        if line_number:
            node.append(element("br"))
        for part_number, part in enumerate(line.split("\t")):
            if part_number:
                node.append(element("tab"))
            if part:
                words = element("t")
                words.text = part
                words.set(_SPACE, "preserve")
                node.append(words)
    return node


def _looks(looks: Element | None, bold: bool, italic: bool) -> Element:
    made = deepcopy(looks) if looks is not None else element("rPr")
    place = sum(child.tag in {w(name) for name in _BEFORE_BOLD} for child in made)
    for name, wanted in (("i", italic), ("b", bold)):
        if wanted:
            for old in made.findall(w(name)):
                made.remove(old)
            made.insert(place, element(name))
    return made


def rich_runs(text: str, looks: Element | None) -> list[Element]:
    """The runs of a text of the facts: its marks become bold and italic words."""
    return [_piece_run(piece, looks) for piece in pieces(text)]


def _piece_run(piece: Piece, looks: Element | None) -> Element:
    return run(piece.text, looks, piece.bold, piece.italic)


def rich_blocks(texts: Iterable[str], paragraph: Element | None, looks: Element | None) -> list[Element]:
    """The paragraphs and tables of a text of the facts; `paragraph` is the pPr they all have."""
    blocks: list[Element] = []
    for is_table, group in groupby(texts, lambda text: cells_of(text) is not None):
        lines = list(group)
        if is_table:
            blocks.append(table([cells_of(line) or () for line in lines], looks))
        else:
            blocks += [_paragraph(line, paragraph, looks) for line in lines]
    if blocks and blocks[-1].tag == w("tbl"):
        blocks.append(element("p"))
    return blocks


def _paragraph(text: str, properties: Element | None, looks: Element | None) -> Element:
    node = element("p")
    if properties is not None:
        node.append(deepcopy(properties))
    node.extend(rich_runs(text, looks))
    return node


def table(rows: Sequence[Sequence[str]], looks: Element | None) -> Element:
    """A bordered table as wide as the text; shorter rows are filled up with empty cells."""
    columns = max(len(row) for row in rows)
    width = _FULL_WIDTH // columns
    grid = element("tblGrid", *(element("gridCol", w=str(width)) for _ in range(columns)))
    node = element("tbl", _table_properties(), grid)
    for cells in rows:
        filled = [*cells, *[""] * (columns - len(cells))]
        node.append(element("tr", *(_cell(text, width, looks) for text in filled)))
    return node


def _table_properties() -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = [element(side, val="single", sz="4", space="0", color="auto") for side in sides]
    layout = element("tblLayout", type="fixed")
    return element("tblPr", element("tblW", w="5000", type="pct"), element("tblBorders", *borders), layout)


def _cell(text: str, width: int, looks: Element | None) -> Element:
    paragraph = element("p", element("pPr", element("spacing", before="20", after="20")))
    paragraph.extend(rich_runs(text, looks))
    return element("tc", element("tcPr", element("tcW", w=str(width), type="dxa")), paragraph)

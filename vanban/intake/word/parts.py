"""What the elements of a Word file say of themselves: controls, boxes, looks of runs, cells of tables. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from vanban.intake.word.ooxml import Element, w, w14

_BOXES: Final = {"☒": True, "☑": True, "☐": False}
_OFF: Final = frozenset({"0", "false", "off", "none"})


def properties(node: Element) -> tuple[str, bool, str]:
    """Tag, whether only the prompt stands there, and the code last chosen."""
    properties = node.find(w("sdtPr"))
    if properties is None:
        return "", False, ""
    tag = properties.find(w("tag"))
    choice = properties.find(w("dropDownList"))
    code = str(choice.get(w("lastValue"), "")) if choice is not None else ""
    prompt = properties.find(w("showingPlcHdr"))
    shows = prompt is not None and str(prompt.get(w("val"), "1")) not in _OFF
    return ("" if tag is None else str(tag.get(w("val"), ""))), shows, code


def checked(node: Element) -> bool | None:
    """Whether a box is ticked; the shown sign counts where the property is gone."""
    box = node.find(f"{w('sdtPr')}/{w14('checkbox')}")
    if box is None:
        return None
    state = box.find(w14("checked"))
    value = "" if state is None else str(state.get(w14("val"), ""))
    shown = "".join(str(t.text or "") for t in node.iter(w("t"))).strip()
    return _BOXES.get(shown, value in {"1", "true", "on"})


def on(looks: Element, name: str) -> bool:
    """Whether a run has a look: bold, italic, hidden."""
    found = looks.find(w(name))
    return found is not None and str(found.get(w("val"), "1")) not in _OFF


def table_of(row: Element) -> Element | None:
    """The table a row stands in."""
    return next((node for node in row.iterancestors(w("tbl"))), None)


def cells(row: Element) -> Iterator[Element]:
    """The cells of a row, those within controls too; not those of tables in it."""
    for child in row:
        if child.tag == w("tc"):
            yield child
        elif child.tag in (w("sdt"), w("customXml"), w("ins")):
            yield from (cell for cell in child.iter(w("tc")) if _row_of(cell) is row)


def _row_of(cell: Element) -> Element | None:
    return next((node for node in cell.iterancestors(w("tr"))), None)


def is_merged(node: Element, rows: list[Element]) -> bool:
    """Whether a table is more than rows of plain cells: merged ones, rows of unlike length, tables in it."""
    if any(next(node.iter(w(name)), None) is not None for name in ("gridSpan", "vMerge", "hMerge")):
        return True
    inner = sum(1 for _ in node.iter(w("tbl"))) > 1
    return inner or len(Counter(len(list(cells(row))) for row in rows)) > 1

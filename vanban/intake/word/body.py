"""A Word file as lines: what a person wrote, where, and what cannot be kept of it. The only reader of returned forms.

Tracked changes are read as accepted, styles are dropped, bold and italic words, lists and simple tables are kept.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Final

from vanban.intake.guard import Sort, is_ole, looked_at, tree_of
from vanban.intake.word.make import PROPERTY, Identity
from vanban.intake.word.numbering import Numbering
from vanban.intake.word.ooxml import MC, Element, w
from vanban.intake.word.parts import cells, checked, is_merged, on, properties, table_of
from vanban.model.rich import Piece, marked
from vanban.viet import nfc

SORT: Final = Sort(
    prefix="TM",
    noun="Văn bản",
    whole="trang",
    program="Word",
    saved_as="Word Document (.docx)",
    suffixes=frozenset({".docx", ".doc", ".odt", ".rtf", ".docm"}),
    hearts=frozenset({"word/document.xml", "content.xml"}),
    password="mở bằng Word, chọn Tệp → Thông tin → Bảo vệ tài liệu → Mã hoá bằng mật khẩu, xoá mật khẩu rồi lưu",
)
_SPACES: Final = re.compile(r"[\s\u00a0\u200b\u200e\u200f\ufeff]+")
_DROPPED: Final = frozenset({w("del"), w("moveFrom"), w("instrText"), w("delText"), w("sdtPr"), w("pPr"), w("rPr")})
_PICTURES: Final = frozenset({w("drawing"), w("pict"), w("object")})
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# what cannot be kept of an answer
PICTURE, MERGED, NOTE, FORMULA, HIDDEN, TEXT_BOX, SYMBOL = (
    "hinh", "bang-tron", "chu-thich", "cong-thuc", "chu-an", "hop-chu", "ky-hieu",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """Ô điền trong dòng: a control within a line; `checked` is None for what is no box.

    `text` is the answer, "" while only the prompt is there; `shown` is what stands there anyway.
    """

    tag: str
    text: str
    shown: str
    prompt: bool
    checked: bool | None
    code: str


@dataclass(frozen=True, slots=True)
class Line:
    """Dòng: `text` with its marks of bold and italic, `fixed` the words outside of the controls within it.

    `tag` names the control the whole line stands in, "" when none; `cell` is table, row and column, () outside of
    tables; `lost` says what of the line cannot be kept.
    """

    text: str
    fixed: str
    tag: str = ""
    prompt: bool = False
    cell: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """Văn bản đã đọc."""

    lines: tuple[Line, ...]
    identity: Identity | None
    tracked: int
    comments: int
    pictures: tuple[tuple[str, bytes], ...]
    linked: bool = False


@dataclass(slots=True)
class _Words:
    """What gathers within one line."""

    pieces: list[Piece] = field(default_factory=list)
    fixed: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def read_body(path: Path) -> Body:
    """The lines of a .docx file that has been found harmless.

    Raises:
        DataError: it is no Word file that can be read; the sentence says what to do.
    """
    if is_ole(path, SORT):
        SORT.refuse(2, "Tệp Word kiểu cũ (.doc)", path, "lưu thành tệp .docx")
    return looked_at(path, SORT, _read)


def body_of(docx: bytes) -> Body:
    """The lines of a form this program made."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return _read(archive)


def _read(archive: zipfile.ZipFile) -> Body:
    names = set(archive.namelist())
    root = tree_of(archive.read("word/document.xml"))
    reader = _Reader(Numbering.read(archive, names), _notes(archive, names))
    body = root.find(w("body"))
    if body is None:
        raise ValueError("no body")
    reader.blocks(body, "", (), False)
    comments = _count(archive, names, "word/comments.xml", "comment")
    media = tuple((name, archive.read(name)) for name in sorted(names) if name.startswith("word/media/"))
    return Body(
        tuple(reader.lines),
        _identity(archive, names, root),
        reader.tracked,
        comments,
        media,
        _is_linked(archive, names),
    )


def _is_linked(archive: zipfile.ZipFile, names: set[str]) -> bool:
    part = "word/_rels/document.xml.rels"
    if part not in names:
        return False
    external = (node for node in tree_of(archive.read(part)) if node.get("TargetMode") == "External")
    return any(not str(node.get("Type", "")).endswith("/hyperlink") for node in external)


def _count(archive: zipfile.ZipFile, names: set[str], part: str, name: str) -> int:
    return len(list(tree_of(archive.read(part)).iter(w(name)))) if part in names else 0


def _notes(archive: zipfile.ZipFile, names: set[str]) -> dict[tuple[str, str], str]:
    """The words of foot- and endnotes by kind and number."""
    found = {}
    for part, name in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        for note in tree_of(archive.read(part)).iter(w(name)) if part in names else ():
            words = "".join(str(text.text or "") for text in note.iter(w("t")))
            found[(name, str(note.get(w("id"))))] = nfc(words).strip()
    return found


def _identity(archive: zipfile.ZipFile, names: set[str], root: Element) -> Identity | None:
    """The hidden code: in the properties, the variables, or the locked control round the title."""
    told: list[str] = []
    if "docProps/custom.xml" in names:
        for node in tree_of(archive.read("docProps/custom.xml")):
            if node.get("name") == PROPERTY:
                told.append("".join(str(text) for text in node.itertext()))
    if "word/settings.xml" in names:
        variables = tree_of(archive.read("word/settings.xml")).iter(w("docVar"))
        told += [str(node.get(w("val"), "")) for node in variables if node.get(w("name")) == PROPERTY]
    told += [str(node.get(w("val"), "")) for node in root.iter(w("tag"))]
    return next((identity for text in told if (identity := Identity.read(text)) is not None), None)


class _Reader:
    """Walks a body once, in the order of reading."""

    def __init__(self, numbering: Numbering, notes: dict[tuple[str, str], str]) -> None:
        self.lines: list[Line] = []
        self.tracked = 0
        self._numbering = numbering
        self._notes = notes
        self._tables = 0

    def blocks(self, parent: Element, tag: str, cell: tuple[int, ...], prompt: bool) -> None:
        for child in parent:
            if child.tag == w("p"):
                self._paragraph(child, tag, cell, prompt)
            elif child.tag == w("tbl"):
                self._table(child, tag, prompt)
            elif child.tag == w("sdt"):
                self._block_control(child, tag, cell, prompt)
            elif child.tag in (w("ins"), w("moveTo"), w("customXml"), w("smartTag")):
                self.tracked += child.tag in (w("ins"), w("moveTo"))
                self.blocks(child, tag, cell, prompt)

    def _block_control(self, node: Element, tag: str, cell: tuple[int, ...], prompt: bool) -> None:
        own, shows_prompt, _ = properties(node)
        content = node.find(w("sdtContent"))
        if content is None:
            return
        if own.startswith("vb:"):
            self.blocks(content, own, cell, shows_prompt)
        else:
            self.blocks(content, tag, cell, prompt)

    def _table(self, node: Element, tag: str, prompt: bool) -> None:
        self._tables += 1
        number = self._tables
        first = len(self.lines)
        rows = [row for row in node.iter(w("tr")) if table_of(row) is node]
        for row_number, row in enumerate(rows):
            self.tracked += row.find(f"{w('trPr')}/{w('ins')}") is not None
            if row.find(f"{w('trPr')}/{w('del')}") is not None:
                continue
            for column, found in enumerate(cells(row)):
                self.blocks(found, tag, (number, row_number, column), prompt)
        if is_merged(node, rows):
            self.lines[first:] = [replace(line, lost=(*line.lost, MERGED)) for line in self.lines[first:]]

    def _paragraph(self, node: Element, tag: str, cell: tuple[int, ...], prompt: bool) -> None:
        words = _Words()
        self._inline(node, words, "", node)
        mark = self._numbering.mark(node)
        text = marked(words.pieces)
        fixed = "".join(words.fixed)
        kept = tuple(dict.fromkeys(words.lost))
        for number, part in enumerate(text.split("\n")):
            clean = _clean(part)
            if number == 0 and mark and clean:
                clean = f"{mark}{clean}"
            own = tuple(words.spans) if number == 0 else ()
            self.lines.append(Line(clean, _clean(fixed) if number == 0 else "", tag, prompt, cell, own, kept))
            kept = ()

    def _inline(self, node: Element, words: _Words, tag: str, paragraph: Element) -> None:
        for child in node:
            name = child.tag
            if name in _DROPPED or not isinstance(name, str):
                self.tracked += name in (w("del"), w("moveFrom"))
            elif name == w("r"):
                self._run(child, words, bool(tag), paragraph)
            elif name == w("sdt"):
                self._control(child, words, tag, paragraph)
            elif name.startswith(_MATH):
                words.lost.append(FORMULA)
                self._say("".join(str(t.text or "") for t in child.iter(f"{_MATH}t")), words, bool(tag))
            elif name == f"{{{MC}}}AlternateContent":
                self._alternate(child, words, tag, paragraph)
            else:
                self.tracked += name in (w("ins"), w("moveTo"))
                self._inline(child, words, tag, paragraph)

    def _control(self, node: Element, words: _Words, tag: str, paragraph: Element) -> None:
        own, prompt, code = properties(node)
        content = node.find(w("sdtContent"))
        if content is None:
            return
        if tag:
            self._inline(content, words, tag, paragraph)
            return
        before, outside = len(words.pieces), len(words.fixed)
        self._inline(content, words, own or "?", paragraph)
        text = _clean_lines(marked(words.pieces[before:]))
        del words.fixed[outside:]
        words.spans.append(Span(own, "" if prompt else text, text, prompt, checked(node), code))

    def _run(self, node: Element, words: _Words, inside: bool, paragraph: Element) -> None:
        looks = node.find(w("rPr"))
        if looks is not None and on(looks, "vanish"):
            if any((t.text or "").strip() for t in node.iter(w("t"))):
                words.lost.append(HIDDEN)
            return
        bold, italic = (looks is not None and on(looks, name) for name in ("b", "i"))
        for child in node:
            text = self._piece(child, words, paragraph)
            if text:
                self._say(text, words, inside, bold, italic)

    def _piece(self, child: Element, words: _Words, paragraph: Element) -> str:
        name = child.tag
        if name == w("t"):
            return nfc(child.text or "")
        if name in (w("br"), w("cr")):
            return "" if child.get(w("type")) in {"page", "column"} else "\n"
        if name in (w("tab"), w("ptab")):
            return " "
        if name == w("noBreakHyphen"):
            return "-"
        if name in (w("footnoteReference"), w("endnoteReference")):
            words.lost.append(NOTE)
            note = self._notes.get((name.removesuffix("Reference").rpartition("}")[2], str(child.get(w("id")))), "")
            return f" ({note})" if note else ""
        if name == w("sym"):
            words.lost.append(SYMBOL)
        elif name in _PICTURES:
            self._picture(child, words)
        elif name == f"{{{MC}}}AlternateContent":
            self._alternate(child, words, "x", paragraph)
        return ""

    def _picture(self, node: Element, words: _Words) -> None:
        boxes = list(node.iter(w("txbxContent")))
        words.lost.append(TEXT_BOX if boxes else PICTURE)
        for box in boxes[:1]:
            said = "\n".join("".join(str(t.text or "") for t in p.iter(w("t"))) for p in box.iter(w("p")))
            words.pieces.append(Piece(f"\n{nfc(said)}\n"))

    def _alternate(self, node: Element, words: _Words, tag: str, paragraph: Element) -> None:
        for name in ("Choice", "Fallback"):
            found = node.find(f"{{{MC}}}{name}")
            if found is not None:
                for child in found:
                    if child.tag in _PICTURES:
                        self._picture(child, words)
                    else:
                        self._inline(child, words, tag, paragraph)
                return

    def _say(self, text: str, words: _Words, inside: bool, bold: bool = False, italic: bool = False) -> None:
        words.pieces.append(Piece(text, bold, italic))
        if not inside:
            words.fixed.append(text)


def _clean(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _clean_lines(text: str) -> str:
    return "\n".join(line for part in text.split("\n") if (line := _clean(part)))

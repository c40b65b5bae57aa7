"""The runs of a paragraph: letters with their looks, results of fields, marks of change, drawings and boxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from vanban.the_thuc.views import Drawing, Span
from vanban.the_thuc.word.names import MC, Element, M, W, first
from vanban.the_thuc.word.run_looks import Looks, asked_faces, printed_faces
from vanban.the_thuc.word.shapes import ImageOf, boxes, chosen, drawing, vml
from vanban.the_thuc.word.styles import ParagraphBase, Styles
from vanban.the_thuc.word.symbols import symbol

Change = Literal["", "ins", "del"]

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_RUN: Final = W + "r"
_RUN_PROPERTIES: Final = W + "rPr"
_TEXT: Final = W + "t"
_PASSED_THROUGH: Final = frozenset(
    W + name for name in ("hyperlink", "smartTag", "customXml", "dir", "bdo", "sdtContent", "rubyBase", "ruby")
)
_INSERTED: Final = frozenset((W + "ins", W + "moveTo"))
# Word prints these anew on every layout; a file may leave their result out.
_PRINTED_ANEW: Final = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES"))
# Fields within fields: a table of contents has three levels; more is an attack or a mistake.
MAX_FIELDS: Final = 30
# Only the first word of a code is of use.
_MAX_CODE: Final = 500
_MATH_FACE: Final = "Cambria Math"
_FIXED_TEXT: Final = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}


@dataclass(slots=True)
class Field:
    """Trường đang mở: its code so far, whether its result has begun, the looks it began with."""

    looks: Looks
    code: str = ""
    result: bool = False
    filled: bool = False

    @property
    def name(self) -> str:
        """The first word of the code."""
        return self.code.split(maxsplit=1)[0].upper() if self.code.strip() else ""


@dataclass(slots=True)
class Piece:
    """Chữ liền nhau cùng kiểu."""

    texts: list[str]
    looks: Looks
    field: str
    change: Change


@dataclass(slots=True)
class Content:
    """Nội dung của một đoạn đang đọc: `printed` once letters were met, `parted` when a page break followed them."""

    base: ParagraphBase
    pieces: list[Piece] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    boxes: list[tuple[int, Element]] = field(default_factory=list)
    page_break: bool = False
    controlled: bool = False
    printed: bool = False
    parted: bool = False

    def add(self, text: str, looks: Looks, name: str, change: Change) -> None:
        """More letters; a page break between letters parts them as a line break does."""
        if text.strip():
            if self.parted:
                text = "\n" + text
            self.printed, self.parted = True, False
        last = self.pieces[-1] if self.pieces else None
        if last is not None and last.field == name and last.change == change and last.looks == looks:
            last.texts.append(text)
        else:
            self.pieces.append(Piece([text], looks, name, change))

    def spans(self) -> tuple[Span, ...]:
        """The visible letters."""
        found = [_span("".join(p.texts), p) for p in self.pieces if not p.looks.hidden]
        return tuple(span for span in found if span.text or span.field)


def _span(text: str, piece: Piece) -> Span:
    looks = piece.looks
    complex_script = looks.complex
    return Span(
        text=text,
        fonts=asked_faces(looks.slots),
        size_pt=looks.size_cs_pt if complex_script else looks.size_pt,
        bold=looks.bold_cs if complex_script else looks.bold,
        italic=looks.italic_cs if complex_script else looks.italic,
        underline=looks.underline,
        color=looks.color,
        caps=looks.caps,
        field=piece.field,
        change=piece.change,
        faces=printed_faces(looks, text),
    )


class Inline:
    """Người đọc các chữ của một dòng văn; an open field goes on from paragraph to paragraph."""

    def __init__(self, styles: Styles, image_of: ImageOf) -> None:
        self._styles = styles
        self._image_of = image_of
        self._fields: list[Field] = []
        self._boxes = 0

    @property
    def in_field(self) -> bool:
        """Whether a field is open."""
        return bool(self._fields)

    def read(self, paragraph: Element, base: ParagraphBase) -> Content:
        """The content of a w:p."""
        content = Content(base)
        self._walk(paragraph, content, "")
        if self._fields:
            # A code that does not end with its paragraph would swallow the rest of the document.
            self._fields = [item for item in self._fields if item.result]
        return content

    def _walk(self, parent: Element, content: Content, change: Change) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child, content, change)
            elif tag in _PASSED_THROUGH:
                self._walk(child, content, change)
            elif tag in _INSERTED:
                self._walk(child, content, "ins")
            else:
                special = _SPECIAL.get(tag)
                if special is not None:
                    special(self, child, content, change)

    def _run(self, run: Element, content: Content, change: Change) -> None:
        properties = first(run, _RUN_PROPERTIES)
        looks = self._styles.run(content.base, properties)
        self._run_content(run, content, looks, change)

    def _run_content(self, run: Element, content: Content, looks: Looks, change: Change) -> None:
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                self._text(_typed(child), content, looks, change)
            elif tag in _FIXED_TEXT:
                self._text(_FIXED_TEXT[tag], content, looks, change)
            else:
                read = _IN_RUN.get(tag)
                if read is not None:
                    read(self, child, content, looks, change)

    def _text(self, text: str, content: Content, looks: Looks, change: Change) -> None:
        if not self._fields:
            content.add(text, looks, "", change)
        elif all(item.result for item in self._fields):
            self._fields[-1].filled = True
            content.add(text, looks, self._fields[-1].name, change)

    def _break(self, child: Element, content: Content, looks: Looks, change: Change) -> None:
        kind = child.get(W + "type", "textWrapping")
        if kind == "textWrapping":
            self._text("\n", content, looks, change)
        else:
            content.page_break = content.page_break or kind == "page"
            content.parted = content.printed

    def _symbol(self, child: Element, content: Content, looks: Looks, change: Change) -> None:
        face = child.get(W + "font", "")
        slots = (face, face, face, face) if face else looks.slots
        self._text(symbol(child.get(W + "char")), content, looks._replace(slots=slots), change)

    def _page_number(self, _: Element, content: Content, looks: Looks, change: Change) -> None:
        content.add("1", looks, "PAGE", change)

    def _field_mark(self, child: Element, content: Content, looks: Looks, change: Change) -> None:
        kind = child.get(W + "fldCharType")
        if kind == "begin" and len(self._fields) < MAX_FIELDS:
            self._fields.append(Field(looks))
        elif self._fields and kind == "separate":
            self._fields[-1].result = True
        elif self._fields and kind == "end":
            self._close(content, change)

    def _close(self, content: Content, change: Change) -> None:
        closed = self._fields.pop()
        shown = all(item.result for item in self._fields)
        if not closed.filled and closed.name and shown:
            content.add("1" if closed.name in _PRINTED_ANEW else "", closed.looks, closed.name, change)
        if self._fields and shown:
            self._fields[-1].filled = True

    def _field_code(self, child: Element, content: Content, looks: Looks, change: Change) -> None:
        if self._fields and not self._fields[-1].result and len(self._fields[-1].code) < _MAX_CODE:
            self._fields[-1].code += child.text or ""

    def _simple_field(self, child: Element, content: Content, change: Change) -> None:
        looks = self._styles.run(content.base)
        self._fields.append(Field(looks, child.get(W + "instr", ""), result=True))
        depth = len(self._fields)
        self._walk(child, content, change)
        del self._fields[depth:]
        if self._fields:
            self._close(content, change)

    def _control(self, child: Element, content: Content, change: Change) -> None:
        content.controlled = True
        self._walk(child, content, change)

    def _alternate(self, child: Element, content: Content, change: Change) -> None:
        branch = chosen(child)
        if branch is not None:
            self._walk(branch, content, change)

    def _alternate_in_run(self, child: Element, content: Content, looks: Looks, change: Change) -> None:
        branch = chosen(child)
        if branch is not None:
            self._run_content(branch, content, looks, change)

    def _math(self, child: Element, content: Content, change: Change) -> None:
        looks = self._styles.run(content.base)
        face = looks._replace(slots=(_MATH_FACE,) * 4)
        self._text("".join(item.text or "" for item in child.iter(M + "t")), content, face, change)

    def _drawing(self, child: Element, content: Content, looks: Looks, change: Change) -> None:
        found = drawing(child, self._image_of) if not looks.hidden else None
        if found is not None:
            self._hang([found], child, content)

    def _vml(self, child: Element, content: Content, looks: Looks, change: Change) -> None:
        if not looks.hidden:
            self._hang(list(vml(child, self._image_of)), child, content)

    def _hang(self, found: list[Drawing], child: Element, content: Content) -> None:
        """Drawings with the numbers of their boxes, and the boxes to be read after the paragraph."""
        inside = list(boxes(child))
        content.drawings += [item._replace(box=self._boxes + 1) if item.kind == "box" else item for item in found]
        content.boxes += enumerate(inside, self._boxes + 1)
        self._boxes += len(inside)

    def _ruby(self, child: Element, content: Content, looks: Looks, change: Change) -> None:
        self._walk(child, content, change)


def _typed(element: Element) -> str:
    """The letters of a w:t: outer blanks only where they are kept on purpose, line ends as spaces."""
    text = element.text or ""
    if element.get(_SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    return text.replace("\n", " ")


_SPECIAL: Final[dict[str, Callable[[Inline, Element, Content, Change], None]]] = {
    W + "fldSimple": Inline._simple_field,
    W + "sdt": Inline._control,
    MC + "AlternateContent": Inline._alternate,
    M + "oMath": Inline._math,
    M + "oMathPara": Inline._math,
}
_IN_RUN: Final[dict[str, Callable[[Inline, Element, Content, Looks, Change], None]]] = {
    W + "br": Inline._break,
    W + "sym": Inline._symbol,
    W + "pgNum": Inline._page_number,
    W + "fldChar": Inline._field_mark,
    W + "instrText": Inline._field_code,
    W + "drawing": Inline._drawing,
    W + "pict": Inline._vml,
    W + "object": Inline._vml,
    MC + "AlternateContent": Inline._alternate_in_run,
    W + "ruby": Inline._ruby,
}

"""The parts of a document (các thành phần thể thức), wherever and however they were typed.

A `Line` is one line of words with its looks, cut out of a paragraph, a cell, half a tabbed line, a text box or a PDF
page. What was not found is None or empty: a rule that needs it says so and is not judged.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from vanban.the_thuc.page_views import PdfLine
from vanban.the_thuc.views import Align, Paragraph, Place, Span

Column = Literal["left", "right", "full"]


class Line(NamedTuple):
    """Dòng của một thành phần: `text` is trimmed, in composed letters; `spans` cover the same, as typed.

    `align` is None when it cannot be said (tabs, rows of spaces). `paragraph` is its Word paragraph, `shown` its line
    of a PDF page; exactly one of the two is there.
    """

    text: str
    spans: tuple[Span, ...]
    place: Place
    align: Align | None = None
    column: Column = "full"
    paragraph: Paragraph | None = None
    shown: PdfLine | None = None

    @property
    def sizes(self) -> frozenset[float]:
        """The sizes of its visible letters, in points."""
        return frozenset(s.size_pt for s in self.spans if s.text.strip())

    def all(self, looks: Literal["bold", "italic", "underline"]) -> bool:
        """Whether every visible letter has that look."""
        return all(bool(getattr(s, looks)) for s in self.spans if s.text.strip())

    def any(self, looks: Literal["bold", "italic", "underline"]) -> bool:
        """Whether some visible letter has that look."""
        return any(bool(getattr(s, looks)) for s in self.spans if s.text.strip())


class SignatureBlock(NamedTuple):
    """Khối chữ ký: one signer's lines from top to bottom; `prefix` is quyền hạn (T/M …), `posts` chức vụ.

    `roles` are the captions of minutes and forms (NGƯỜI GHI BIÊN BẢN, CHỦ TRÌ HỘI NGHỊ, NGƯỜI TỰ KIỂM ĐIỂM).
    """

    column: Column
    prefix: tuple[Line, ...] = ()
    posts: tuple[Line, ...] = ()
    roles: tuple[Line, ...] = ()
    name: Line | None = None
    hints: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its lines, top to bottom."""
        named = (self.name,) if self.name else ()
        return (*self.prefix, *self.posts, *self.roles, *self.hints, *named)


class Appendix(NamedTuple):
    """Phụ lục: its label line (`Phụ lục 1`), title lines, the line that names the parent, then its own paragraphs."""

    label: Line
    title: tuple[Line, ...] = ()
    reference: Line | None = None
    dashes: Line | None = None
    body: tuple[Line, ...] = ()


class Parts(NamedTuple):
    """Các thành phần của một văn bản, in the order they stand.

    `head` says whose head page 1 bears: `dang` (ĐẢNG CỘNG SẢN VIỆT NAM), `nha-nuoc` (Quốc hiệu), or "" for none.
    `title` is tiêu đề or Quốc hiệu, which takes
    `title_lines` lines; `motto` is tiêu ngữ. `superior` and `issuer` are the lines of the left side; `star` is what
    stands alone under the issuer. `kind` is tên loại, `author` the capital line between it and `subject` (trích yếu);
    `letter_subject` the trích yếu of a công văn; `dashes` the line right under the subject when it is made of dashes
    or the like. `addressed` is the Kính gửi / Kính trình line, `addressees` the list below it.
    `bases` are căn cứ, `prose` the body paragraphs from there to the signature, căn cứ and tables left out.
    `recipients_label` is `Nơi nhận:`, `recipients` the list. `marks` are drafts, urgency, circulation and secrecy.
    `enclosed` are the first lines of papers bound in behind without the label of an appendix.
    `confirmation` are the words that confirm a chair's signature (who signs them is the last of the signatures);
    `drafter` the drafter's mark at the end of Nơi nhận, `contact` the block of thông tin liên hệ.
    """

    head: Literal["dang", "nha-nuoc", ""] = ""
    title: Line | None = None
    title_lines: int = 1
    motto: Line | None = None
    superior: tuple[Line, ...] = ()
    issuer: tuple[Line, ...] = ()
    star: Line | None = None
    number_line: Line | None = None
    date_line: Line | None = None
    day: date | None = None
    kind: Line | None = None
    author: tuple[Line, ...] = ()
    subject: tuple[Line, ...] = ()
    letter_subject: tuple[Line, ...] = ()
    dashes: Line | None = None
    addressed: Line | None = None
    addressees: tuple[Line, ...] = ()
    bases: tuple[Line, ...] = ()
    prose: tuple[Line, ...] = ()
    signatures: tuple[SignatureBlock, ...] = ()
    recipients_label: Line | None = None
    recipients: tuple[Line, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    enclosed: tuple[Line, ...] = ()
    marks: tuple[Line, ...] = ()
    header_table: int = 0
    confirmation: tuple[Line, ...] = ()
    drafter: Line | None = None
    contact: tuple[Line, ...] = ()

    @property
    def is_letter(self) -> bool:
        """Công văn: no type name, but a subject under the number or an address in its place."""
        return self.kind is None and bool(self.letter_subject or (self.addressed and self.number_line))

    @property
    def is_minutes(self) -> bool:
        """Biên bản, by its type name."""
        return self.kind is not None and self.kind.text.upper().startswith("BIÊN BẢN")

    @property
    def issuer_name(self) -> str:
        """The issuing body's name in one line."""
        return " ".join(line.text for line in self.issuer)

    @property
    def subject_text(self) -> str:
        """Trích yếu in one line."""
        return " ".join(line.text for line in (self.subject or self.letter_subject))

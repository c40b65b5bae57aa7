"""From a file to a document that can be judged: read, its parts found, its profile and class chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from vanban.errors import DataError
from vanban.the_thuc.document import Document, FormClass, Known
from vanban.the_thuc.docx_view import read_docx
from vanban.the_thuc.find_docx import parts_of_docx
from vanban.the_thuc.judge import profile_for
from vanban.the_thuc.page_views import PdfView
from vanban.the_thuc.parts import Parts
from vanban.the_thuc.rule import Profile
from vanban.the_thuc.stamp import without_stamp

# The names of `--loai`, and the profile each stands for (None: by the document itself).
KINDS: Final[Mapping[str, Profile | None]] = {"tu-dong": None, "dang-2018": "P18", "dang-2026": "P26", "nha-nuoc": "S"}
WORD_SUFFIXES: Final = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_OTHER_SUFFIXES: Final = frozenset({".doc", ".odt", ".rtf", ".txt", ".xls", ".xlsx", ".ppt", ".pptx", ".jpg", ".png"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Tệp cần xét: the bytes of a Word file, of its PDF, or of both; `name` is told in messages."""

    name: str
    docx: bytes | None = None
    pdf: bytes | None = None


def source_of(path: Path) -> Source:
    """The file as something to judge.

    Raises:
        DataError: it is missing, a folder, or of a kind that is not judged.
    """
    suffix = path.suffix.lower()
    try:
        if not path.is_file():
            what = "Đây là thư mục, không phải tệp" if path.is_dir() else "Không có tệp này"
            raise DataError.say("TT-01", what, str(path), "kiểm tra lại đường dẫn, chọn tệp .docx hoặc .pdf")
        if suffix in _OTHER_SUFFIXES:
            remedy = "mở tệp rồi lưu lại thành .docx (Word) hoặc .pdf"
            raise DataError.say("TT-02", f"Không xét tệp loại {suffix}", str(path), remedy)
        data = path.read_bytes()
    except OSError as error:
        remedy = "xem lại tên và quyền đọc, đóng tệp rồi thử lại"
        raise DataError.say("TT-03", f"Không đọc được tệp ({error.strerror})", str(path), remedy) from error
    if suffix == ".pdf" or (suffix not in WORD_SUFFIXES and data[:1024].lstrip().startswith(b"%PDF")):
        return Source(name=str(path), pdf=data)
    return Source(name=str(path), docx=data)


def examine(
    source: Source, profile: Profile | None = None, form_class: FormClass | None = None, known: Known | None = None
) -> Document:
    """The document with its views and parts; profile and class by its own head and date when they are not given.

    Raises:
        DataError: a file cannot be read.
    """
    word = read_docx(source.docx, source.name) if source.docx is not None else None
    pdf, shown, bound = _pages(source.pdf, source.name) if source.pdf is not None else (None, None, False)
    parts = parts_of_docx(word) if word is not None else shown
    assert parts is not None
    knows = replace(known or Known(), stamped=bound and word is None)
    return Document(
        name=source.name,
        profile=profile or profile_for(parts, knows.day or knows.checked_on),
        form_class=form_class or ("ho-so" if bound and word is None else class_of(parts)),
        parts=parts,
        docx=word,
        pdf=pdf,
        shown=shown,
        known=knows,
    )


def _pages(data: bytes, name: str) -> tuple[PdfView, Parts, bool]:
    """The pages of a PDF, the parts they show, and whether every page bears a packet number, which is then left out."""
    # The reader of PDFs takes as long to load as all the rest; who asks about a Word file need not wait for it.
    from vanban.the_thuc.find_pdf import parts_of_pdf
    from vanban.the_thuc.pdf_view import read_pdf

    printed = read_pdf(data, name)
    bare = without_stamp(printed)
    bound = all(a.lines != b.lines for a, b in zip(printed.pages, bare.pages, strict=True))
    pdf = bare if bound else printed
    return pdf, parts_of_pdf(pdf), bound


def class_of(parts: Parts) -> FormClass:
    """The class a document shows by its own parts: a paper with a head and a number or a type name, else a form."""
    if parts.head == "nha-nuoc":
        return "nha-nuoc"
    formal = parts.number_line is not None or parts.star is not None or bool(parts.letter_subject)
    return "van-ban" if parts.head == "dang" and formal else "bieu-mau"


def unknown_day(document: Document, today: date) -> bool:
    """Whether the profile rests on today's date, because the document bears none."""
    return document.parts.day is None and document.known.day is None and document.known.checked_on == today

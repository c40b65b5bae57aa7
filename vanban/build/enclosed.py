"""What other people made and the packet holds: enclosures, and signed copies that take the place of our papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vanban.build.recognised import blind_pages, reader_for, with_words
from vanban.bundle import (
    IMAGE_SUFFIXES,
    Meta,
    can_read_signatures,
    look_at,
    says,
    signatures_of,
    texts_of,
    write_foreign,
    write_images,
)
from vanban.convert import Job
from vanban.convert.fonts import installed_mark
from vanban.errors import DataError, Problem, Severity, VanbanError, gravest
from vanban.intake import SIGNED_FOLDER, Season
from vanban.model.packet import Converted, EnclosedFile, PacketPlan, Planned
from vanban.store import content_mark, key_of, sources_mark
from vanban.viet import full_date, long_date, short_date

if TYPE_CHECKING:
    from vanban.build.papers import Press

_OFFICE_SHELF: Final = "kem-theo"
READING_COPY: Final = "BẢN ĐỌC"
OFFICE_SUFFIXES: Final = frozenset({".doc", ".docx", ".xls", ".xlsx"})


def enclosed_papers(press: Press, plans: Sequence[PacketPlan]) -> dict[str, Converted]:
    """Every enclosure and every signed copy of the plans, by key, each once.

    Raises:
        VanbanError: with the problems of all that cannot be bound.
    """
    press = replace(press, reader=reader_for(press.season))
    papers = {paper.key: paper for plan in plans for paper in plan.papers}
    converted = _convert_office(press, [p for p in papers.values() if isinstance(p, EnclosedFile)])
    made: dict[str, Converted] = {}
    errors: list[VanbanError] = []
    for key, paper in papers.items():
        try:
            if isinstance(paper, EnclosedFile):
                made[key] = _enclosure(press, paper, converted.get(key))
            elif (path := press.handed.signed.get(key)) is not None:
                made[key] = _signed(press, paper, path)
        except VanbanError as error:
            errors.append(error)
    if errors:
        raise gravest(errors)
    return made


def _convert_office(press: Press, papers: Sequence[EnclosedFile]) -> dict[str, Path]:
    """The PDF of every Word and Excel enclosure, by key."""
    jobs = [
        Job(paper.paths[0], press.folder / f"{paper.key}.tho.pdf", paper.key, foreign=True)
        for paper in papers
        if paper.paths[0].suffix.lower() in OFFICE_SUFFIXES
    ]
    keys = {job.label: _office_key(press, job) for job in jobs}
    left = [job for job in jobs if not _from_store(press, job, keys[job.label])]
    for outcome in press.converter.convert(left, lambda count: None) if left else ():
        if press.converter.kept:
            press.store.shelf(_OFFICE_SHELF).put(keys[outcome.job.label], outcome.job.pdf.read_bytes())
    return {job.label: job.pdf for job in jobs}


def _office_key(press: Press, job: Job) -> str:
    """What the pages of a Word or Excel file of other people depend on: all fonts of this computer too."""
    suffix = job.docx.suffix.lower()
    return key_of(sources_mark("convert"), press.converter.mark, installed_mark(), suffix, content_mark(job.docx))


def _from_store(press: Press, job: Job, key: str) -> bool:
    kept = press.store.shelf(_OFFICE_SHELF).get(key) if press.converter.kept else None
    if kept is not None:
        job.pdf.write_bytes(kept)
    return kept is not None


def _enclosure(press: Press, paper: EnclosedFile, laid_out: Path | None) -> Converted:
    sources = tuple(f"ho-so/{path.relative_to(press.season.folder / 'ho-so').as_posix()}" for path in paper.paths)
    heading, made = paper.heading, press.folder / f"{paper.key}.pdf"
    day = heading.promulgation_date or press.season.review.period.plan.promulgation_date
    meta = Meta(heading.subject, heading.author, day, archival=False)
    if laid_out is not None:
        write_foreign(laid_out, made, meta)
    elif paper.paths[0].suffix.lower() in IMAGE_SUFFIXES:
        write_images(paper.paths, made, meta, sources[0])
    else:
        made = paper.paths[0]
    return _looked_at(press, Converted(paper, None, made, 1, paper.number, sources, made), sources[0])


def _looked_at(press: Press, found: Converted, label: str) -> Converted:
    """The same with its pages and bookmarks counted, and what the report should say of it."""
    look = look_at(found.pdf, label)
    remarks: list[Problem] = []
    if look.damage:
        message = f"Tệp PDF có lỗi, đã đọc được sau khi sửa lúc đóng quyển ({look.damage})"
        remarks.append(Problem("GH-08", message, label, "xuất lại tệp từ nguồn nếu được", "canh-bao"))
    notes: tuple[str, ...] = ()
    if look.signed:
        notes, told = _signatures(found.pdf, label)
        remarks += told
    looked = replace(found, pages=look.pages, bookmarks=look.bookmarks, notes=notes, remarks=(*found.remarks, *remarks))
    blind = blind_pages(found.pdf)
    return _searched(press, looked, blind, label) if blind else looked


def _searched(press: Press, found: Converted, blind: Sequence[int], label: str) -> Converted:
    """The same with the words of its scanned pages as far as they could be read, the other pages named."""
    read = with_words(press, found, label)
    left = [str(page) for page in blind if page not in read.recognised]
    if not left:
        return read
    message = f"Không tìm kiếm được chữ ở {len(left)} trang ảnh quét (trang {', '.join(left)} của tệp)"
    remedy = "cần tìm kiếm thì đặt dong_quyen.nhan_dang_chu: co, hoặc quét lại có lớp chữ (OCR)"
    return replace(read, remarks=(*read.remarks, Problem("GH-09", message, label, remedy, "goi-y")))


def _signatures(path: Path, label: str) -> tuple[tuple[str, ...], list[Problem]]:
    """What the reading copy says at its head, and what the report says."""
    found = signatures_of(path)
    if found is None:
        message = "Tệp đã ký số nhưng không đọc được người ký, bản đọc không ghi tên"
        missing = "cài thêm phần đọc chữ ký: pip install 'vanban[ky-so]'"
        remedy = "mở bằng phần mềm ký số để xem; xin bản ký lại nếu cũng không đọc được"
        remedy = remedy if can_read_signatures() else missing
        return (READING_COPY,), [Problem("GH-10", message, label, remedy, "canh-bao")]
    notes = (READING_COPY, *(f"Ký số: {signature.words()}" for signature in found))
    broken = [s for s in found if not s.intact]
    remedy = "xin lại bản gốc từ nơi ký"
    told = [
        Problem("GH-11", f"Chữ ký số của {s.signer} không còn khớp với nội dung tệp", label, remedy, "canh-bao")
        for s in broken
    ]
    return notes, told


# ---------------------------------------------------------------- signed copies


def _signed(press: Press, paper: Planned, path: Path) -> Converted:
    label = f"ho-so/{SIGNED_FOLDER}/{path.name}"
    number = press.numbers.get(paper.key)
    found = Converted(paper, None, path, 1, str(number) if number else "", (label,), path)
    looked = _looked_at(press, found, label)
    remarks = tuple(_compared(paper, looked, label))
    errors = [problem for problem in remarks if problem.severity == "loi"]
    if errors:
        raise DataError(*errors)
    return replace(looked, remarks=(*looked.remarks, *remarks))


def _compared(paper: Planned, signed: Converted, label: str) -> Iterator[Problem]:
    """Number and date on the signed copy against the register and the facts."""
    pages = texts_of(signed.pdf)
    text = " ".join(page.text for page in pages)
    scan = any(page.scan for page in pages)
    if not text:
        message = "Bản ký là ảnh quét, chưa kiểm được số và ngày"
        yield Problem("LH-11", message, label, "so bằng mắt với sổ văn bản", "canh-bao")
        return
    severity: Severity = "canh-bao" if scan else "loi"  # what a scanner read may be misread
    if paper.series is not None and not signed.number:
        message = f"Bản ký của “{paper.key}” chưa có số trong sổ văn bản"
        yield Problem("LH-10", message, label, "nhập số: vanban so-van-ban KY nhap TEP.csv", "canh-bao")
    elif signed.number and not says(text, signed.number):
        message = f"Bản ký không có số {signed.number} như trong sổ văn bản"
        yield Problem("LH-08", message, label, "thay đúng bản ký, hoặc sửa sổ văn bản", severity)
    day = paper.heading.promulgation_date
    if day is not None and not any(says(text, words) for words in (long_date(day), short_date(day), full_date(day))):
        message = f"Bản ký không ghi ngày {full_date(day)} như trong dữ kiện"
        yield Problem("LH-09", message, label, "thay đúng bản ký, hoặc sửa ngày trong dữ kiện", severity)


def unused_signed_copies(season: Season, keys: Mapping[str, object]) -> list[Problem]:
    """Files of `ho-so/da-ky/` that take the place of no paper: a misnamed one must not vanish without a word."""
    remedy = "đặt tên tệp là khoá của văn bản, như to-trinh.pdf (xem các khoá: vanban lap-ho-so KY --xem-truoc)"
    return [
        Problem("LH-12", "Bản ký không ứng với văn bản nào của kỳ", f"ho-so/{SIGNED_FOLDER}/{path.name}", remedy)
        for path in sorted((season.folder / "ho-so" / SIGNED_FOLDER).glob("*"))
        if not path.name.startswith((".", "~$"))
        and path.name.lower() not in {"thumbs.db", "desktop.ini"}
        and not (path.suffix == ".pdf" and path.stem in keys)
    ]

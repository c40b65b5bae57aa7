"""The words of scans: read by a machine when the season asks for it, and only in the copy that is bound."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vanban.bundle import texts_of, write_repeatable, write_unsigned
from vanban.convert import Ocr, find_ocr
from vanban.errors import Problem
from vanban.intake import Season
from vanban.model.packet import Converted
from vanban.store import content_mark, key_of, sources_mark

if TYPE_CHECKING:
    from vanban.build.papers import Press


def reader_for(season: Season) -> Ocr | Problem | None:
    """What reads the scans of a season, why it cannot, or None when the season does not ask for it."""
    return find_ocr() if season.review.period.binding.recognise else None


def blind_pages(path: Path) -> list[int]:
    """The scanned pages, from 1, without a word to search."""
    return [page for page, text in enumerate(texts_of(path), 1) if not text.searchable]


def with_words(press: Press, found: Converted, label: str) -> Converted:
    """The paper with a layer of words in what is bound, and what there is to say of it."""
    if press.reader is None:
        return found
    outcome = press.reader if isinstance(press.reader, Problem) else _read(press, press.reader, found, label)
    if isinstance(outcome, Problem):
        return replace(found, remarks=(*found.remarks, outcome))
    sides = enumerate(zip(texts_of(found.pdf), texts_of(outcome), strict=True), 1)
    pages = tuple(page for page, (before, after) in sides if after.text and not before.text)
    message = f"Máy đã nhận dạng chữ của {len(pages)} trang ảnh quét (trang {', '.join(map(str, pages))} của tệp)"
    told = Problem("NC-04", message, label, "chữ máy đọc chỉ để tìm kiếm, có thể sai: đối chiếu với ảnh", "goi-y")
    return replace(found, pdf=outcome, recognised=pages, remarks=(*found.remarks, told))


def _read(press: Press, reader: Ocr, found: Converted, label: str) -> Path | Problem:
    key = found.paper.key
    plain, raw, final = (press.folder / f"{key}.{step}.pdf" for step in ("anh", "doc", "chu"))
    shelf = press.store.shelf("nhan-dang-chu")
    name = key_of(sources_mark("bundle", "convert"), reader.mark, content_mark(found.pdf))
    kept = shelf.get(name)
    if kept is not None:
        final.write_bytes(kept)
        return final
    write_unsigned(found.pdf, plain)
    problem = reader.recognise(plain, raw, label)
    if problem is not None:
        return problem
    write_repeatable(raw, final)
    shelf.put(name, final.read_bytes())
    return final

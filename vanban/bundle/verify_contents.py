"""The contents as printed, the links on them and the outline, against the manifest and the pages they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf
import pypdfium2

from vanban.bundle.foreign import bookmarks_of
from vanban.bundle.grid import Row, contents_rows
from vanban.bundle.manifest import style_of
from vanban.bundle.numbering import sheet_of
from vanban.bundle.text import says, words_of
from vanban.bundle.verify import Opened, differs
from vanban.errors import Problem
from vanban.viet import number, padded

_FIELDS = ("số, ký hiệu", "ngày", "tên loại và trích yếu", "tác giả", "trang số")


def _listed(packet: Opened) -> list[Mapping[str, Any]]:
    """The papers that the contents list."""
    return [entry for entry in packet.papers if entry["loai"] != "luu-tru"]


def _entry(packet: Opened, key: str) -> Mapping[str, Any] | None:
    return next((entry for entry in packet.papers if entry["ma"] == key), None)


def _pages(entry: Mapping[str, Any]) -> range:
    return range(int(entry["trang_dau"]), int(entry["trang_cuoi"]) + 1)


def contents_differences(packet: Opened) -> Iterator[Problem]:
    """Rows of the contents that say otherwise than the manifest, or lead elsewhere."""
    contents = _entry(packet, "muc-luc")
    if contents is None:
        yield differs("XM-40", "Hồ sơ không có mục lục", "manifest.json")
        return
    rows = contents_rows(packet.bound, _pages(contents))
    papers = _listed(packet)
    if len(rows) != len(papers):
        yield differs("XM-41", f"Mục lục có {len(rows)} hàng, hồ sơ có {len(papers)} văn bản", "mục lục")
    for row, entry in zip(rows, papers, strict=False):
        yield from _row(row, entry, _printed_range(packet, entry))
    yield from _links(packet, rows, papers)


def _printed_range(packet: Opened, entry: Mapping[str, Any]) -> str:
    """The pages of a paper as the contents print them; its sheets where sheets are counted."""
    first, last = _numbers_of(packet, entry)
    return str(first) if first == last else f"{first}-{last}"


def _numbers_of(packet: Opened, entry: Mapping[str, Any]) -> tuple[int, int]:
    style, first, last = style_of(packet.manifest), int(entry["trang_dau"]), int(entry["trang_cuoi"])
    if style.mode == "to-so":
        before = int(_listed(packet)[0]["trang_dau"]) - 1
        return sheet_of(first, before, style), sheet_of(last, before, style)
    return first, last


def _row(row: Row, entry: Mapping[str, Any], pages: str) -> Iterator[Problem]:
    expected = (entry["so_ky_hieu"] or "–", entry["ngay"] or "–", entry["trich_yeu"], entry["tac_gia"], pages)
    for field, printed, wanted in zip(_FIELDS, row.cells[1:6], expected, strict=True):
        if "".join(printed.split()) != "".join(str(wanted).split()):
            message = f"Mục lục in {field} “{printed}”, manifest.json ghi “{wanted}”"
            yield differs("XM-42", message, f"mục lục, hàng {row.cells[0]}")


def _links(packet: Opened, rows: Sequence[Row], papers: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    with pikepdf.open(packet.bound, suppress_warnings=True) as pdf:
        numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages, 1)}
        for row, entry in zip(rows, papers, strict=False):
            targets = [
                numbers.get(note.Dest[0].objgen)
                for note in pdf.pages[row.page - 1].obj.get("/Annots", [])
                if note.get("/Subtype") == "/Link" and "/Dest" in note and _covers(note, row)
            ]
            if targets != [entry["trang_dau"]]:
                yield differs("XM-43", "Hàng mục lục không dẫn tới trang của nó", f"mục lục, hàng {row.cells[0]}")


def _covers(note: Any, row: Row) -> bool:
    bottom, top = float(note.Rect[1]), float(note.Rect[3])
    return bottom <= (row.box[1] + row.box[3]) / 2 <= top


def word_differences(packet: Opened) -> Iterator[Problem]:
    """First pages that do not bear their number, a cover or closing sheet that counts otherwise."""
    with pypdfium2.PdfDocument(packet.bound) as bound:
        for entry in _listed(packet):
            page = int(entry["trang_dau"])
            text = words_of(bound[page - 1]) if page <= len(bound) else ""
            own = entry["loai"] != "kem-theo" and entry.get("docx")
            if own and entry["so_ky_hieu"] and not says(text, entry["so_ky_hieu"]):
                yield differs("XM-44", f"Văn bản không ghi số {entry['so_ky_hieu']}", f"trang {page}")
        yield from _counts(packet, bound)


def _counts(packet: Opened, bound: pypdfium2.PdfDocument) -> Iterator[Problem]:
    total, unit = _total(packet)
    wanted = {"bia": f"Gồm {number(total)} {unit}", "chung-tu-ket-thuc": f"gồm {padded(total)} ("}
    for key, words in wanted.items():
        entry = _entry(packet, key)
        if entry is None:
            if key == "bia":
                yield differs("XM-40", "Hồ sơ không có bìa", "manifest.json")
            continue
        page = int(entry["trang_dau"])
        if page > len(bound) or words not in words_of(bound[page - 1]):
            yield differs("XM-45", f"Không ghi đúng tổng số {total} {unit}", f"trang {page}")


def _total(packet: Opened) -> tuple[int, str]:
    """What is numbered in the packet: all pages, or the sheets of its papers."""
    if style_of(packet.manifest).mode == "trang":
        return packet.total, "trang"
    return _numbers_of(packet, _listed(packet)[-1])[1], "tờ"


def outline_differences(packet: Opened) -> Iterator[Problem]:
    """Bookmarks that are missing, lead elsewhere or are called otherwise."""
    with pikepdf.open(packet.bound, suppress_warnings=True) as pdf:
        marks = [child for section in bookmarks_of(pdf) for child in section.children]
    if len(marks) != len(packet.papers):
        yield differs("XM-46", f"Có {len(marks)} dấu trang cho {len(packet.papers)} văn bản", "ho-so.pdf")
        return
    for mark, entry in zip(marks, packet.papers, strict=True):
        if mark.page != entry["trang_dau"]:
            yield differs("XM-47", f"Dấu trang dẫn tới trang {mark.page}, phải là {entry['trang_dau']}", mark.title)
        if str(entry["trich_yeu"]).casefold() not in mark.title.casefold():
            yield differs("XM-48", f"Dấu trang không mang tên “{entry['trich_yeu']}”", mark.title)

"""Proof of a packet, by what lies in its folder alone: every difference is a sentence, none stops the others.

The bound PDF is read anew by pikepdf and pdfium, neither of which wrote it. Every page is held against the page of
the paper's own file, every row of the contents against the manifest and the page it leads to.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

import pikepdf

from vanban.bundle.deliver import sha256_of
from vanban.bundle.foreign import is_signed
from vanban.bundle.manifest import NAME, VERSION, read_manifest, style_of
from vanban.bundle.numbering import with_versos
from vanban.bundle.signed import signatures_of
from vanban.bundle.xml import NAME as XML_NAME
from vanban.errors import Problem

_BESIDE: Final = frozenset({NAME, XML_NAME, "canh-bao.md", "the-thuc.md", "danh-muc-in.pdf", "danh-muc-in.docx"})
_KEYS: Final = frozenset({"stt", "ma", "loai", "trang_dau", "trang_cuoi", "so_trang", "pdf", "sha256_pdf", "trich_yeu"})
_REMEDY: Final = "lập lại hồ sơ, hoặc xin lại bản gốc từ nơi gửi"


@dataclass(frozen=True, slots=True)
class Opened:
    """Hồ sơ đang xác minh: its folder, its manifest and the entries of its papers in order."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def papers(self) -> Sequence[Mapping[str, Any]]:
        """The entries, archival papers too."""
        found: Sequence[Mapping[str, Any]] = self.manifest["van_ban"]
        return found

    @property
    def bound(self) -> Path:
        """The bound PDF."""
        return self.folder / str(self.manifest["bo"]["tep"])

    @property
    def total(self) -> int:
        """The page total that is claimed."""
        return int(self.manifest["tong_so_trang"])


def differs(code: str, message: str, place: str) -> Problem:
    """One difference between what a packet claims and what it is."""
    return Problem(code, message, place, _REMEDY)


def open_packet(folder: Path) -> Opened | Problem:
    """The packet of a folder, or why it cannot even be read."""
    manifest = read_manifest(folder)
    if manifest is None:
        return differs("XM-01", "Không đọc được manifest.json", str(folder / NAME))
    try:
        whole = manifest["phien_ban"] == VERSION and all(entry.keys() >= _KEYS for entry in manifest["van_ban"])
        whole = whole and {"tep", "sha256"} <= manifest["bo"].keys() and int(manifest["tong_so_trang"]) > 0
        whole = whole and int(manifest["lan"]) > 0 and len(manifest["van_ban"]) > 0
    except (KeyError, TypeError, ValueError, AttributeError):
        whole = False
    if not whole:
        return differs("XM-01", "manifest.json thiếu mục bắt buộc hoặc khác phiên bản", str(folder / NAME))
    return Opened(folder, manifest)


def file_differences(packet: Opened) -> Iterator[Problem]:
    """Files missing, changed or strange."""
    named = {str(packet.manifest["bo"]["tep"]): packet.manifest["bo"]["sha256"]}
    named |= {str(part["tep"]): part["sha256"] for part in packet.manifest.get("phan", [])}
    for entry in packet.papers:
        named[str(entry["pdf"])] = entry["sha256_pdf"]
        if entry.get("docx"):
            named[str(entry["docx"])] = entry["sha256_docx"]
    for name, digest in named.items():
        yield from _file_difference(packet.folder, name, str(digest))
    for path in sorted(p for p in packet.folder.rglob("*") if p.is_file()):
        name = path.relative_to(packet.folder).as_posix()
        if name not in named and name not in _BESIDE and not path.name.startswith((".", "~$")):
            yield differs("XM-05", "Tệp lạ, không có trong manifest.json", name)


def _file_difference(folder: Path, name: str, digest: str) -> Iterator[Problem]:
    parts = PurePosixPath(name).parts
    if ".." in parts or name.startswith("/") or "\\" in name:
        yield differs("XM-02", "Tên tệp chỉ ra ngoài thư mục hồ sơ", name)
    elif not (folder / name).is_file():
        yield differs("XM-03", "Thiếu tệp", name)
    elif sha256_of(folder / name) != digest:
        yield differs("XM-04", "Tệp đã bị thay đổi: mã băm SHA-256 không khớp", name)


def range_differences(packet: Opened) -> Iterator[Problem]:
    """Page ranges that leave a gap, overlap, or do not add up."""
    page = 0
    for order, entry in enumerate(packet.papers, 1):
        first, last = int(entry["trang_dau"]), int(entry["trang_cuoi"])
        if entry["stt"] != order:
            yield differs("XM-06", f"Số thứ tự {entry['stt']} phải là {order}", str(entry["ma"]))
        if first != page + 1 or last < first:
            yield differs("XM-06", f"Trang {first}-{last} không nối tiếp trang {page}", str(entry["ma"]))
        if last - first + 1 != entry["so_trang"]:
            yield differs("XM-06", f"Ghi {entry['so_trang']} trang nhưng từ trang {first} đến {last}", str(entry["ma"]))
        page = first - 1 + with_versos(last - first + 1, style_of(packet.manifest))
    if page != packet.total:
        yield differs("XM-07", f"Các văn bản có {page} trang, manifest.json ghi {packet.total}", NAME)
    keys = [entry["ma"] for entry in packet.papers]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield differs("XM-06", "Văn bản có hai lần trong manifest.json", str(key))
    if packet.manifest["lan"] > 1 and not any(e["ma"] == "thay-doi" for e in packet.papers):
        yield differs("XM-08", f"Hồ sơ gửi lần {packet.manifest['lan']} thiếu bảng kê thay đổi", NAME)


def length_differences(packet: Opened) -> Iterator[Problem]:
    """Files that do not have as many pages as the manifest says."""
    claims = [(str(packet.manifest["bo"]["tep"]), packet.total)]
    claims += [(str(entry["pdf"]), int(entry["so_trang"])) for entry in packet.papers]
    for name, pages in claims:
        path = packet.folder / name
        if not path.is_file():
            continue
        try:
            with pikepdf.open(path, suppress_warnings=True) as pdf:
                actual = len(pdf.pages)
        except pikepdf.PdfError:
            yield differs("XM-09", "Không mở được tệp PDF", name)
            continue
        if actual != pages:
            yield differs("XM-10", f"Tệp có {actual} trang, manifest.json ghi {pages}", name)


def xml_differences(packet: Opened) -> Iterator[Problem]:
    """What manifest.xml says otherwise than manifest.json."""
    path = packet.folder / XML_NAME
    try:
        root = ET.fromstring(path.read_bytes())
    except OSError:
        yield differs("XM-03", "Thiếu tệp", XML_NAME)
        return
    except ET.ParseError:
        yield differs("XM-11", "Không đọc được tệp", XML_NAME)
        return
    papers = [entry for entry in packet.papers if entry["loai"] != "luu-tru"]
    totals = (root.findtext("File/DocTotal"), root.findtext("File/PageTotal"))
    if totals != (str(len(papers)), str(packet.total)):
        yield differs("XM-11", f"Tổng số văn bản, số trang {totals} khác manifest.json", XML_NAME)
    listed = [(doc.findtext("IssuedDate") or "", doc.findtext("PageAmount")) for doc in root.findall("Docs/Doc")]
    if listed != [(entry["ngay"] or "", str(entry["so_trang"])) for entry in papers]:
        yield differs("XM-11", "Ngày hoặc số trang của văn bản khác manifest.json", XML_NAME)
    digests = [(doc.findtext("Description") or "").rpartition(" ")[2] for doc in root.findall("Docs/Doc")]
    if digests != [entry["sha256_pdf"] for entry in papers]:
        yield differs("XM-11", "Mã băm của văn bản khác manifest.json", XML_NAME)


def signature_differences(packet: Opened) -> Iterator[Problem]:
    """Digital signatures of the originals that no longer hold; nothing where pyHanko is absent."""
    for entry in packet.papers:
        path = packet.folder / str(entry["pdf"])
        if path.is_file() and is_signed(path):
            for signature in signatures_of(path) or ():
                if not signature.intact:
                    message = f"Chữ ký số của {signature.signer} không còn khớp với nội dung tệp"
                    yield differs("XM-12", message, str(entry["pdf"]))

"""manifest.xml: the dossier and its papers under the names of NĐ 30/2020/NĐ-CP, Phụ lục VI, cut to its lengths."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vanban.model.document import parse_any_number

NAME: Final = "manifest.xml"
LANGUAGE: Final = "Tiếng Việt"
# Longest values (Phụ lục VI, II.I and II.III).
LENGTHS: Final[Mapping[str, int]] = {
    "OrganId": 13,
    "FileCatalog": 4,
    "FileNotation": 20,
    "Title": 500,
    "Maintenance": 30,
    "Rights": 30,
    "Creator": 30,
    "Language": 50,
    "StartDate": 10,
    "EndDate": 10,
    "DocTotal": 4,
    "PageTotal": 4,
    "Description": 500,
    "DocOrdinal": 3,
    "TypeName": 100,
    "CodeNumber": 11,
    "CodeNotation": 30,
    "IssuedDate": 10,
    "OrganName": 200,
    "Subject": 500,
    "PageAmount": 3,
}
_PAPER_LANGUAGE: Final = 30
_NO_PAPERS: Final = b"<Docs />"


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """Dữ kiện hồ sơ that the manifest does not hold; "" where nothing is stated."""

    organ_id: str
    year: int
    notation: str
    title: str
    retention: str
    rights: str
    creator: str


def manifest_xml(manifest: Mapping[str, Any], facts: DossierFacts, kinds: Mapping[str, tuple[str, str]]) -> bytes:
    """The XML of a packet; `kinds` gives each paper's tên loại and trích yếu by its key."""
    papers = [entry for entry in manifest["van_ban"] if entry["loai"] != "luu-tru"]
    root = ET.Element("HoSo")
    file = ET.SubElement(root, "File")
    _file_code(file, facts)
    days = sorted((entry["ngay"] for entry in papers if entry["ngay"]), key=_sortable)
    _add(file, "Title", facts.title)
    _add(file, "Maintenance", facts.retention)
    _add(file, "Rights", facts.rights)
    _add(file, "Creator", facts.creator)
    _add(file, "Language", LANGUAGE)
    _add(file, "StartDate", days[0] if days else "")
    _add(file, "EndDate", days[-1] if days else "")
    _add(file, "DocTotal", str(len(papers)))
    _add(file, "PageTotal", str(manifest["tong_so_trang"]))
    _add(file, "Description", f"Lần {manifest['lan']}; {manifest['bo']['tep']}; SHA-256 {manifest['bo']['sha256']}")
    ET.SubElement(root, "Docs")
    ET.indent(root)
    whole = bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
    docs = [_written(_paper(order, entry, facts, kinds)) for order, entry in enumerate(papers, 1)]
    return whole.replace(_NO_PAPERS, b"".join([b"<Docs>", *docs, b"\n  </Docs>"])) if docs else whole


def _paper(
    order: int, entry: Mapping[str, Any], facts: DossierFacts, kinds: Mapping[str, tuple[str, str]]
) -> ET.Element:
    doc = ET.Element("Doc")
    kind, subject = kinds.get(entry["ma"], ("", entry["trich_yeu"]))
    number = parse_any_number(entry["so_ky_hieu"] or "")
    _file_code(doc, facts)
    _add(doc, "DocOrdinal", str(order))
    _add(doc, "TypeName", kind)
    _add(doc, "CodeNumber", f"{number.number:02d}" if number else "")
    _add(doc, "CodeNotation", number.notation if number else entry["so_ky_hieu"] or "")
    _add(doc, "IssuedDate", entry["ngay"] or "")
    _add(doc, "OrganName", entry["tac_gia"])
    _add(doc, "Subject", subject or entry["trich_yeu"])
    _add(doc, "Language", LANGUAGE[:_PAPER_LANGUAGE])
    _add(doc, "PageAmount", str(entry["so_trang"]))
    _add(doc, "Description", f"{entry['pdf']}; SHA-256 {entry['sha256_pdf']}")
    return doc


def _written(doc: ET.Element) -> bytes:
    """A paper on lines of its own: thousands of them take less room than their elements."""
    ET.indent(doc, level=2)
    return b"\n    " + bytes(ET.tostring(doc, encoding="utf-8"))


def _file_code(parent: ET.Element, facts: DossierFacts) -> None:
    code = ET.SubElement(parent, "FileCode")
    _add(code, "OrganId", facts.organ_id)
    _add(code, "FileCatalog", str(facts.year))
    _add(code, "FileNotation", facts.notation)


def _add(parent: ET.Element, name: str, value: str) -> None:
    """A field, cut to the longest value it may have; what was cut off ends in a mark."""
    longest = LENGTHS[name]
    ET.SubElement(parent, name).text = value if len(value) <= longest else value[: longest - 1] + "…"


def _sortable(day: str) -> str:
    """`24/11/2021` as `20211124`."""
    return "".join(reversed(day.split("/")))


def write_xml(folder: Path, content: bytes) -> None:
    """Write manifest.xml beside manifest.json."""
    (folder / NAME).write_bytes(content)

"""manifest.json: what is inside a packet, with the hash of every file (design 6)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from vanban.bundle.numbering import Style
from vanban.model.packet import EnclosedFile, Heading, Planned
from vanban.viet import full_date

VERSION: Final = 1
NAME: Final = "manifest.json"


def title_of(heading: Heading) -> str:
    """Tên loại và trích yếu in one line."""
    return f"{heading.kind} {heading.subject}".strip()


def entry_of(
    paper: Planned | EnclosedFile, order: int, pages: tuple[int, int], number: str, sources: Sequence[str]
) -> dict[str, Any]:
    """One paper's entry, files and hashes still empty; `pages` are first and last, 1-based."""
    heading = paper.heading
    planned = paper if isinstance(paper, Planned) else None
    day = heading.promulgation_date
    return {
        "stt": order,
        "ma": paper.key,
        "loai": planned.form.form_class if planned else "kem-theo",
        "bieu_mau": planned.form.code if planned else None,
        "ve": planned.about_code if planned else None,
        "so_ky_hieu": number or None,
        "ngay": full_date(day) if day else None,
        "tac_gia": heading.author,
        "trich_yeu": title_of(heading),
        "trang_dau": pages[0],
        "trang_cuoi": pages[1],
        "so_trang": pages[1] - pages[0] + 1,
        "docx": None,
        "pdf": "",
        "sha256_docx": None,
        "sha256_pdf": "",
        "nguon": list(sources),
    }


def manifest_of(
    season: str, packet: str, total: int, bound: dict[str, str], papers: list[dict[str, Any]]
) -> dict[str, Any]:
    """The whole manifest; `bound` is {"tep", "sha256"} of the bound PDF."""
    return {
        "phien_ban": VERSION,
        "ky": season,
        "ho_so": packet,
        "lan": 1,
        "tong_so_trang": total,
        "bo": bound,
        "van_ban": papers,
    }


def style_entries(style: Style) -> dict[str, Any]:
    """What a manifest says of numbers that are not those of every packet; nothing for `Trang i/n` on one side."""
    entries: dict[str, Any] = {"danh_so": style.mode} if style.mode != "trang" else {}
    return entries | ({"hai_mat": True} if style.duplex else {})


def style_of(manifest: Mapping[str, Any]) -> Style:
    """How the pages of a packet are numbered."""
    return Style("to-so" if manifest.get("danh_so") == "to-so" else "trang", manifest.get("hai_mat") is True)


def recognised_entry(pages: Sequence[int]) -> dict[str, Any]:
    """The pages of a paper, from 1, whose words in the bound PDF a machine read; nothing where there are none."""
    return {"nhan_dang_chu": list(pages)} if pages else {}


def recognised_in(entry: Mapping[str, Any]) -> frozenset[int]:
    """Those pages as an entry has them."""
    pages = entry.get("nhan_dang_chu")
    return frozenset(page for page in pages if isinstance(page, int)) if isinstance(pages, list) else frozenset()


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write manifest.json into a packet's folder."""
    with (folder / NAME).open("w", encoding="utf-8") as file:
        json.dump(manifest, file, ensure_ascii=False, indent=2)
        file.write("\n")


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a packet's folder, None when there is none that can be read."""
    try:
        manifest = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) else None

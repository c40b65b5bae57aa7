"""What the false office programs share: the words they are called with, and PDFs without any library."""

from __future__ import annotations

import sys
from pathlib import Path

VERSION = "LibreOffice 0.0.1 false"


def targets() -> list[Path]:
    """The PDFs a real LibreOffice would now write; asked for its version, answer and leave."""
    words = sys.argv[1:]
    if "--version" in words:
        sys.stdout.write(VERSION + "\n")
        sys.exit(0)
    out = Path(words[words.index("--outdir") + 1])
    return [out / f"{Path(word).stem}.pdf" for word in words if word.endswith(".docx")]


def pdf(pages: int = 1, fonts: str = "", inherited: bool = False) -> bytes:
    """Blank pages; `fonts` is the inside of their /Font dictionary, `inherited` puts it on the page tree."""
    resources = f"/Resources << /Font << {fonts} >> >>"
    on_tree, on_page = (resources, "") if inherited else ("", resources)
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + pages))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {pages} {on_tree} >>"]
    objects += [f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {on_page} >>"] * pages
    body = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, text in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    body += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    body += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(body)

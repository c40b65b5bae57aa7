"""What PDFBox Preflight says of every bound packet and every paper of ours under a folder of packets.

Papers of other people (`kem-theo`) are not judged. Ends with 1 when a file is not PDF/A-1b.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from vanban.bundle import read_manifest
from vanban.bundle.pdfa import PACKAGES, find_validator

WORKERS = 2


def files_of(packets: Path) -> list[Path]:
    """The bound PDF and the papers of ours of every packet, each content once."""
    found: dict[str, Path] = {}
    for folder in sorted(path.parent for path in packets.rglob("manifest.json")):
        manifest = read_manifest(folder) or {}
        bound = [(manifest["bo"]["sha256"], manifest["bo"]["tep"])]
        papers = [(e["sha256_pdf"], e["pdf"]) for e in manifest["van_ban"] if e["loai"] != "kem-theo"]
        for digest, name in (*bound, *papers):
            found.setdefault(digest, folder / name)
    return list(found.values())


def main() -> int:
    """Judge, print what was found wrong and how many files were judged."""
    validator = find_validator()
    if validator is None:
        print(f"Cần cài: {PACKAGES}")
        return 1
    files = files_of(Path(sys.argv[1]))
    with ThreadPoolExecutor(WORKERS) as pool:
        verdicts = list(zip(files, pool.map(validator.objections, files), strict=True))
    wrong = [(path, objections) for path, objections in verdicts if objections]
    for path, objections in wrong:
        print(path, *objections, sep="\n    ")
    print(f"{len(files) - len(wrong)}/{len(files)} tệp là PDF/A-1b.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

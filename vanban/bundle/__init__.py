"""One PDF: pages in order, numbered, outlined, described; and the folder that a packet is.

Holds: page arithmetic, the only writer of PDFs, the manifest, the swap of folders. Takes: converted papers.
Gives: a packet. Never: where a PDF came from, what a paper means.
"""

from vanban.bundle.deliver import deliver, hand_edited, sha256_of, staging, sweep
from vanban.bundle.glyphs import Faces, read_faces
from vanban.bundle.manifest import manifest_of, read_manifest, write_manifest
from vanban.bundle.plan import place, settle
from vanban.bundle.write import Meta, OutlineSection, open_pages, write_bundle, write_paper

__all__ = [
    "Faces",
    "Meta",
    "OutlineSection",
    "deliver",
    "hand_edited",
    "manifest_of",
    "open_pages",
    "place",
    "read_faces",
    "read_manifest",
    "settle",
    "sha256_of",
    "staging",
    "sweep",
    "write_bundle",
    "write_manifest",
    "write_paper",
]

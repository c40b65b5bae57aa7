"""One PDF: pages in order, numbered, outlined, described; and the folder that a packet is.

Holds: page arithmetic, the only writer of PDFs, the manifest, the swap of folders. Takes: converted papers.
Gives: a packet. Never: where a PDF came from, what a paper means.
"""

from vanban.bundle.deliver import deliver, hand_edited, sha256_of, staging, sweep
from vanban.bundle.foreign import Look, look_at
from vanban.bundle.glyphs import Faces, read_faces
from vanban.bundle.grid import contents_links
from vanban.bundle.images import SUFFIXES as IMAGE_SUFFIXES
from vanban.bundle.manifest import manifest_of, read_manifest, write_manifest
from vanban.bundle.plan import place, settle
from vanban.bundle.proof import verify_packet
from vanban.bundle.sheaf import Link, Sheaf
from vanban.bundle.signed import can_read_signatures, signatures_of
from vanban.bundle.text import says, texts_of
from vanban.bundle.text_layer import write_repeatable, write_unsigned
from vanban.bundle.write import (
    Meta,
    OutlineSection,
    write_bundle,
    write_foreign,
    write_images,
    write_paper,
)

__all__ = [
    "IMAGE_SUFFIXES",
    "Faces",
    "Link",
    "Look",
    "Meta",
    "OutlineSection",
    "Sheaf",
    "can_read_signatures",
    "contents_links",
    "deliver",
    "hand_edited",
    "look_at",
    "manifest_of",
    "place",
    "read_faces",
    "read_manifest",
    "says",
    "settle",
    "sha256_of",
    "signatures_of",
    "staging",
    "sweep",
    "texts_of",
    "verify_packet",
    "write_bundle",
    "write_foreign",
    "write_images",
    "write_manifest",
    "write_paper",
    "write_repeatable",
    "write_unsigned",
]

"""Digital signatures as they stand in a file: who, when, and whether the bytes are still those that were signed.

Whether the certificate is to be trusted is a question for the network, which is never asked. pyHanko reads them;
it is an extra (`vanban[ky-so]`), and where it is absent nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Signature:
    """Chữ ký số: `moment` is the signer's own clock, None when not stated; `intact` whether the bytes still match."""

    signer: str
    moment: datetime | None
    intact: bool

    def words(self) -> str:
        """`Nguyễn Văn A, 08:15:03 24/11/2021 +07:00`."""
        if self.moment is None:
            return f"{self.signer}, không ghi thời gian"
        zone = f"{self.moment:%z}"
        return f"{self.signer}, {self.moment:%H:%M:%S %d/%m/%Y} {zone[:3]}:{zone[3:]}".rstrip(" :")


def signatures_of(path: Path) -> tuple[Signature, ...] | None:
    """The signatures of a file in the order in which they were made; None when pyHanko is absent or cannot read it."""
    try:
        from pyhanko.pdf_utils.misc import PdfError
        from pyhanko.pdf_utils.reader import PdfFileReader
    except ImportError:
        return None
    try:
        with path.open("rb") as stream:
            return tuple(_signature(found) for found in PdfFileReader(stream, strict=False).embedded_regular_signatures)
    except (PdfError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _signature(found: Any) -> Signature:
    subject = found.signer_cert.subject.native if found.signer_cert is not None else {}
    name = subject.get("common_name") or subject.get("organization_name") or "không rõ người ký"
    return Signature(str(name), found.self_reported_timestamp, _intact(found))


def _intact(found: Any) -> bool:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=[], allow_fetching=False)
    try:
        return bool(validate_pdf_signature(found, context).intact)
    except Exception:  # whatever is wrong with it, the bytes cannot be vouched for
        return False

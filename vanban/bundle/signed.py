"""Digital signatures as they stand in a file: who, when, and whether the bytes are still those that were signed.

Whether the certificate is to be trusted is a question for the network, which is never asked. pyHanko reads them;
it is an extra (`vanban[ky-so]`), and where it is absent nothing is guessed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

_VIETNAM: Final = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Signature:
    """Chữ ký số: `moment` is the signer's own clock, None when not stated; `intact` whether the bytes still match."""

    signer: str
    moment: datetime | None
    intact: bool

    def words(self) -> str:
        """`Nguyễn Văn A, 08:15:03 24/11/2021 +07:00`, in the time of Vietnam when the signer's zone is known."""
        if self.moment is None:
            return f"{self.signer}, không ghi thời gian"
        if self.moment.tzinfo is None:
            return f"{self.signer}, {self.moment:%H:%M:%S %d/%m/%Y}"
        return f"{self.signer}, {self.moment.astimezone(_VIETNAM):%H:%M:%S %d/%m/%Y} +07:00"


def can_read_signatures() -> bool:
    """Whether pyHanko is there."""
    return find_spec("pyhanko") is not None


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
        with _quiet("pyhanko", "pyhanko_certvalidator"):
            status = validate_pdf_signature(found, context)
        return bool(status.intact and status.valid)
    except Exception:  # whatever is wrong with it, the bytes cannot be vouched for
        return False


@contextmanager
def _quiet(*names: str) -> Iterator[None]:
    """No log lines of some libraries: that nobody vouches for a certificate is expected here."""
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)

"""A signer who exists only in the tests, and PDFs signed by that hand."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

SIGNER = "Đặng Thử Nghiệm"


@lru_cache(maxsize=1)
def signer() -> Any:
    """A self-made certificate and its key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SIGNER)])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2021, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2051, 1, 1, tzinfo=UTC))
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    data = pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, BestAvailableEncryption(b"x"))
    return signers.SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=b"x")


def sign(path: Path, box: tuple[int, int, int, int] | None = (60, 60, 260, 120)) -> None:
    """Sign a PDF in place, visibly in a box of its first page or not at all."""
    writer = IncrementalPdfFileWriter(io.BytesIO(path.read_bytes()))
    field = SigFieldSpec("Ky1", on_page=0, box=box)
    signature = signers.PdfSignatureMetadata(field_name="Ky1")
    out = signers.PdfSigner(signature, signer(), new_field_spec=field).sign_pdf(writer)
    path.write_bytes(out.getbuffer())


def holds(path: Path) -> bool:
    """Whether the signature of a file is whole and by that hand."""
    with path.open("rb") as stream:
        (found,) = PdfFileReader(stream).embedded_regular_signatures
        context = ValidationContext(trust_roots=[signer().signing_cert], allow_fetching=False)
        status = validate_pdf_signature(found, context)
        return bool(status.intact and status.valid)

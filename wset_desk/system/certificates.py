"""The certificate of a server that no authority knows: whoever connects knows its fingerprint."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from wset_desk.system.files import write_atomically

_LASTS = timedelta(days=50 * 365)
"""Its fingerprint is what is trusted, for as long as the server lives."""


def make_certificate(path: Path, password: bytes, now: datetime) -> None:
    """Write a new key, locked with `password`, and its certificate to `path`, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "WSET Desk")])
    start = now.astimezone(UTC) - timedelta(days=1)  # clocks of other computers may be slow
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + _LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    locked = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password))
    write_atomically(path, locked + certificate.public_bytes(Encoding.PEM))


def fingerprint_of(path: Path) -> str:
    """The SHA-256 of the certificate at `path`, in 64 hexadecimal digits."""
    return x509.load_pem_x509_certificate(path.read_bytes()).fingerprint(SHA256()).hex()

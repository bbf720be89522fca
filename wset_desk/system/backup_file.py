"""The body of a backup: the encrypted store once more encrypted, in authenticated chunks.

SQLCipher authenticates each page, but not that all of them are there, nor the head. So the file's
bytes go through AES-256-GCM in chunks of 1 MiB: the nonce counts them and marks the last, and the
head's digest is bound into each (the STREAM construction). A changed, missing, added or moved byte
anywhere is noticed before the database library sees anything of it. The key is used for one file
only, which is what lets the nonce be a counter.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wset_desk.domain.errors import DomainError
from wset_desk.system.recovery_key import KEY_BYTES

Report = Callable[[int], object]
"""Is told how many bytes have been dealt with."""

_CHUNK = 1 << 20
_TAG = 16
_LAST = b"\x01"
_NOT_LAST = b"\x00"
_COUNTER_BYTES = 11


def subkey(key: bytes, purpose: str) -> bytes:
    """A key for one purpose, from the backup's key."""
    derived = HKDF(SHA256(), KEY_BYTES, salt=None, info=f"wset-desk backup {purpose}".encode())
    return derived.derive(key)


def encrypt_body(
    source: BinaryIO, target: BinaryIO, key: bytes, head_digest: bytes, report: Report
) -> None:
    """Write all of `source` behind the head that `target` holds already."""
    cipher = AESGCM(subkey(key, "body"))
    for nonce, chunk in _numbered(source, _CHUNK):
        target.write(cipher.encrypt(nonce, chunk, head_digest))
        report(len(chunk))


def decrypt_body(
    source: BinaryIO, target: BinaryIO, key: bytes, head_digest: bytes, report: Report
) -> None:
    """Write what stands behind the head that has been read from `source`.

    Refuses BACKUP_DAMAGED; what `target` holds then is of no use.
    """
    cipher = AESGCM(subkey(key, "body"))
    for nonce, chunk in _numbered(source, _CHUNK + _TAG):
        try:
            target.write(cipher.decrypt(nonce, chunk, head_digest))
        except InvalidTag:
            raise DomainError("BACKUP_DAMAGED") from None
        report(len(chunk))


def _numbered(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a file with their nonces; an empty file is one empty, last chunk."""
    number, chunk = 0, source.read(size)
    while following := source.read(size):
        yield number.to_bytes(_COUNTER_BYTES) + _NOT_LAST, chunk
        number, chunk = number + 1, following
    yield number.to_bytes(_COUNTER_BYTES) + _LAST, chunk

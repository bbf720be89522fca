"""Signatures that only this store can have made: Ed25519, with a key that isn't in the store.

A desk, and a server on a file, derive it from the key under which the file lies; a server on
PostgreSQL keeps it in a file of its own.
"""

import secrets
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wset_desk.domain.errors import DomainError
from wset_desk.system.files import write_atomically

_SEED_BYTES = 32
_PURPOSE = b"wset-desk audit log 1"


class Signer:
    """Signs with the key that a secret `seed` of 32 bytes makes. In hex: `key`, the public one."""

    def __init__(self, seed: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self._latest = (b"", "")

    @cached_property
    def key(self) -> str:
        return self._private.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> str:
        """The signature, in hex: of the same message always the same."""
        message_signed, signature = self._latest
        if message_signed != message:
            signature = self._private.sign(message).hex()
            self._latest = (message, signature)
        return signature


def signer_of(store_key: bytes) -> Signer:
    """The signer of the store that lies under this key."""
    derive = HKDF(algorithm=SHA256(), length=_SEED_BYTES, salt=None, info=_PURPOSE)
    return Signer(derive.derive(store_key))


def signer_in(file: Path, *, makes: bool) -> Signer:
    """The signer of which `file` keeps the seed; a new one where it `makes` one and there is none.

    Refuses SIGNING_KEY_MISSING and SIGNING_KEY_DAMAGED.
    """
    if makes and not file.exists():
        write_atomically(file, secrets.token_hex(_SEED_BYTES).encode())
    try:
        return Signer(bytes.fromhex(file.read_text("ascii")))
    except FileNotFoundError:
        raise DomainError("SIGNING_KEY_MISSING", path=str(file)) from None
    except ValueError:
        raise DomainError("SIGNING_KEY_DAMAGED", path=str(file)) from None


def is_signed(key: str, message: bytes, signature: str) -> bool:
    """Whether the owner of the public `key` has signed this."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature), message)
    except (ValueError, InvalidSignature):
        return False
    return True

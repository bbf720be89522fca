"""The key file beside a store: the store's key, wrapped by a passphrase and by the recovery key.

It never holds the key itself. Each wrapping is AES-256-GCM with its own nonce, bound to the file's
id and to its purpose; the passphrase becomes a key by argon2id.
"""

import base64
import json
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wset_desk.domain.errors import DomainError
from wset_desk.system.files import write_atomically
from wset_desk.system.passwords import Argon2Cost
from wset_desk.system.recovery_key import KEY_BYTES

_VERSION = 1
_NONCE_BYTES = 12
_SALT_BYTES = 16
_GREATEST_COST = Argon2Cost(passes=16, memory_kib=1024 * 1024, lanes=16)


@dataclass(frozen=True)
class Wrapped:
    """A key that another key has encrypted, authenticated."""

    nonce: bytes
    ciphertext: bytes


@dataclass(frozen=True)
class WrappedByPassphrase:
    """The same, with what turns the passphrase into the wrapping key."""

    cost: Argon2Cost
    salt: bytes
    wrapped: Wrapped


@dataclass(frozen=True)
class KeyFile:
    """What is in the file. `passphrase` is None where the system's keyring has the key."""

    id: str
    recovery: Wrapped
    passphrase: WrappedByPassphrase | None = None

    def with_passphrase(self, key: bytes, passphrase: str, cost: Argon2Cost) -> "KeyFile":
        """The same file with the store's `key` wrapped by `passphrase`."""
        salt = secrets.token_bytes(_SALT_BYTES)
        wrapped = _wrap(_derive(passphrase, salt, cost), key, self._purpose("passphrase"))
        return replace(self, passphrase=WrappedByPassphrase(cost, salt, wrapped))

    def open_with_passphrase(self, passphrase: str) -> bytes:
        """The store's key. Refuses PASSPHRASE_WRONG."""
        part = self.passphrase
        if part is None:
            raise DomainError("PASSPHRASE_WRONG", field="passphrase")
        derived = _derive(passphrase, part.salt, part.cost)
        try:
            return _unwrap(derived, part.wrapped, self._purpose("passphrase"))
        except InvalidTag:
            raise DomainError("PASSPHRASE_WRONG", field="passphrase") from None

    def open_with_recovery(self, recovery: bytes) -> bytes:
        """The store's key. Refuses RECOVERY_KEY_WRONG: it is another store's."""
        try:
            return _unwrap(recovery, self.recovery, self._purpose("recovery"))
        except InvalidTag:
            raise DomainError("RECOVERY_KEY_WRONG", field="recovery_key") from None

    def _purpose(self, name: str) -> bytes:
        return _purpose(self.id, name)


def new_key_file(key: bytes, recovery: bytes) -> KeyFile:
    """A key file for a new store, with the store's `key` wrapped by the `recovery` key."""
    identifier = secrets.token_hex(8)
    return KeyFile(identifier, _wrap(recovery, key, _purpose(identifier, "recovery")))


def read_key_file(path: Path) -> KeyFile:
    """The file at `path`. Refuses KEY_FILE_MISSING and KEY_FILE_DAMAGED."""
    try:
        return _decode(json.loads(path.read_bytes()))
    except FileNotFoundError:
        raise DomainError("KEY_FILE_MISSING", path=str(path)) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DomainError("KEY_FILE_DAMAGED", path=str(path)) from None


def write_key_file(path: Path, key_file: KeyFile) -> None:
    """Replace the file at `path`, readable by its owner only."""
    write_atomically(path, json.dumps(_encode(key_file), indent=2).encode())


def _derive(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
    # Keyboards differ in how they compose accents; the passphrase is the same.
    secret = unicodedata.normalize("NFKC", passphrase).encode()
    return hash_secret_raw(
        secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID
    )


def _purpose(identifier: str, name: str) -> bytes:
    return f"wset-desk store key {_VERSION} {identifier} {name}".encode()


def _wrap(wrapping_key: bytes, key: bytes, purpose: bytes) -> Wrapped:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return Wrapped(nonce, AESGCM(wrapping_key).encrypt(nonce, key, purpose))


def _unwrap(wrapping_key: bytes, wrapped: Wrapped, purpose: bytes) -> bytes:
    return AESGCM(wrapping_key).decrypt(wrapped.nonce, wrapped.ciphertext, purpose)


def _encode(key_file: KeyFile) -> dict[str, object]:
    content: dict[str, object] = {
        "version": _VERSION,
        "id": key_file.id,
        "recovery": _encode_wrapped(key_file.recovery),
    }
    if part := key_file.passphrase:
        content["passphrase"] = {
            "argon2id": asdict(part.cost),
            "salt": _to_text(part.salt),
            **_encode_wrapped(part.wrapped),
        }
    return content


def _decode(content: Mapping[str, Any]) -> KeyFile:
    if content["version"] != _VERSION:
        raise ValueError(content["version"])
    key_file = KeyFile(str(content["id"]), _decode_wrapped(content["recovery"]))
    part = content.get("passphrase")
    if part is None:
        return key_file
    cost = _checked(Argon2Cost(**part["argon2id"]))
    wrapped = WrappedByPassphrase(cost, _from_text(part["salt"]), _decode_wrapped(part))
    return replace(key_file, passphrase=wrapped)


def _checked(cost: Argon2Cost) -> Argon2Cost:
    """A damaged file must not make the program ask for all the memory there is."""
    limits = zip(asdict(cost).values(), asdict(_GREATEST_COST).values(), strict=True)
    if not all(0 < value <= limit for value, limit in limits):
        raise ValueError(cost)
    return cost


def _encode_wrapped(wrapped: Wrapped) -> dict[str, str]:
    return {"nonce": _to_text(wrapped.nonce), "ciphertext": _to_text(wrapped.ciphertext)}


def _decode_wrapped(content: Mapping[str, str]) -> Wrapped:
    return Wrapped(_from_text(content["nonce"]), _from_text(content["ciphertext"]))


def _to_text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _from_text(text: str) -> bytes:
    return base64.b64decode(text, validate=True)

"""Keys wrapped by other keys: AES-256-GCM, with a nonce of its own each time, bound to a purpose.

A passphrase becomes a key by argon2id. What is written is JSON: the key file beside a store, the
backup key, the head of a backup.
"""

import base64
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wset_desk.domain.errors import DomainError
from wset_desk.system.passwords import Argon2Cost
from wset_desk.system.recovery_key import KEY_BYTES

_NONCE_BYTES = 12
_SALT_BYTES = 16
_GREATEST_COST = Argon2Cost(passes=16, memory_kib=1024 * 1024, lanes=16)


def new_key() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(KEY_BYTES)


def new_id() -> str:
    """A name for a file of keys, to which its wrappings are bound."""
    return secrets.token_hex(8)


@dataclass(frozen=True)
class Wrapped:
    """A few bytes, mostly a key, that another key has encrypted and authenticated."""

    nonce: bytes
    ciphertext: bytes

    def open(self, wrapping_key: bytes, purpose: str) -> bytes:
        """What was wrapped; raises InvalidTag for another key, another purpose, a changed byte."""
        return AESGCM(wrapping_key).decrypt(self.nonce, self.ciphertext, purpose.encode())

    def encode(self) -> dict[str, str]:
        return {"nonce": to_text(self.nonce), "ciphertext": to_text(self.ciphertext)}


@dataclass(frozen=True)
class WrappedByPassphrase:
    """The same, with what turns the passphrase into the wrapping key."""

    cost: Argon2Cost
    salt: bytes
    wrapped: Wrapped

    def open(self, passphrase: str, purpose: str) -> bytes:
        """What was wrapped. Refuses PASSPHRASE_WRONG."""
        try:
            return self.wrapped.open(_derive(passphrase, self.salt, self.cost), purpose)
        except InvalidTag:
            raise DomainError("PASSPHRASE_WRONG", field="passphrase") from None

    def encode(self) -> dict[str, object]:
        return {
            "argon2id": asdict(self.cost),
            "salt": to_text(self.salt),
            **self.wrapped.encode(),
        }


@dataclass(frozen=True)
class Link:
    """A key wrapped by the one before it in a chain. The first is wrapped by the recovery key.

    A chain lets the paper open what was made without it: a backup, and the store restored from
    one, whose keys are new.
    """

    id: str
    wrapped: Wrapped

    def encode(self) -> dict[str, str]:
        return {"id": self.id, **self.wrapped.encode()}


Chain = tuple[Link, ...]


def wrap(wrapping_key: bytes, key: bytes, purpose: str) -> Wrapped:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return Wrapped(nonce, AESGCM(wrapping_key).encrypt(nonce, key, purpose.encode()))


def wrap_by_passphrase(
    passphrase: str, key: bytes, purpose: str, cost: Argon2Cost
) -> WrappedByPassphrase:
    salt = secrets.token_bytes(_SALT_BYTES)
    return WrappedByPassphrase(cost, salt, wrap(_derive(passphrase, salt, cost), key, purpose))


def link(wrapping_key: bytes, key: bytes, identifier: str) -> Link:
    """The next link of a chain: `key` under the key that the chain has opened so far."""
    return Link(identifier, wrap(wrapping_key, key, _recovery_purpose(identifier)))


def open_link(one: Link, key: bytes) -> bytes:
    """The key that `key` wraps; raises InvalidTag."""
    return one.wrapped.open(key, _recovery_purpose(one.id))


def open_chain(chain: Chain, recovery: bytes) -> bytes:
    """The key at the chain's end. Refuses RECOVERY_KEY_WRONG: it is another centre's."""
    key = recovery
    try:
        for one in chain:
            key = open_link(one, key)
    except InvalidTag:
        raise DomainError("RECOVERY_KEY_WRONG", field="recovery_key") from None
    return key


def decode_wrapped(content: Mapping[str, str]) -> Wrapped:
    return Wrapped(_from_text(content["nonce"]), _from_text(content["ciphertext"]))


def decode_by_passphrase(content: Mapping[str, Any]) -> WrappedByPassphrase:
    cost = _checked(Argon2Cost(**content["argon2id"]))
    return WrappedByPassphrase(cost, _from_text(content["salt"]), decode_wrapped(content))


def decode_chain(content: list[dict[str, str]]) -> Chain:
    chain = tuple(Link(str(one["id"]), decode_wrapped(one)) for one in content)
    if not chain:
        raise ValueError("a chain without links")
    return chain


def to_text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _from_text(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _recovery_purpose(identifier: str) -> str:
    return f"wset-desk store key 1 {identifier} recovery"


def _derive(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
    # Keyboards differ in how they compose accents; the passphrase is the same.
    secret = unicodedata.normalize("NFKC", passphrase).encode()
    return hash_secret_raw(
        secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID
    )


def _checked(cost: Argon2Cost) -> Argon2Cost:
    """A damaged file must not make the program ask for all the memory there is."""
    limits = zip(asdict(cost).values(), asdict(_GREATEST_COST).values(), strict=True)
    if not all(0 < value <= limit for value, limit in limits):
        raise ValueError(cost)
    return cost

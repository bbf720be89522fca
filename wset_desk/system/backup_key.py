"""What protects a centre's backups: a passphrase that is chosen once and kept nowhere.

It wraps a random backup key, which wraps the key of each backup. Beside the store the backup key
lies wrapped by the store's key: whoever has the store open can make a backup without being asked
for the passphrase, and a computer without a keyring needs none for it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag

from wset_desk.domain.errors import DomainError
from wset_desk.system.files import write_atomically
from wset_desk.system.passwords import CAREFUL, Argon2Cost, check_new_password
from wset_desk.system.wrapping import (
    Wrapped,
    WrappedByPassphrase,
    decode_by_passphrase,
    decode_wrapped,
    new_id,
    new_key,
    wrap,
    wrap_by_passphrase,
)

_VERSION = 1


@dataclass(frozen=True)
class Lock:
    """The backup key wrapped by the passphrase: what stands in the head of each backup."""

    id: str
    wrapped: WrappedByPassphrase

    def open(self, passphrase: str) -> bytes:
        """The backup key. Refuses PASSPHRASE_WRONG."""
        return self.wrapped.open(passphrase, f"wset-desk backup key {self.id} passphrase")

    def encode(self) -> dict[str, object]:
        return {"id": self.id, **self.wrapped.encode()}


@dataclass(frozen=True)
class BackupKey:
    """The backup key itself, with the lock that goes into each backup."""

    lock: Lock
    key: bytes

    def wrap(self, key: bytes, identifier: str) -> Wrapped:
        """The key of one backup under the backup key."""
        return wrap(self.key, key, _purpose(identifier))


def new_backup_key(passphrase: str, cost: Argon2Cost = CAREFUL) -> BackupKey:
    """A backup key under a new passphrase. Refuses PASSWORD_TOO_SHORT and PASSWORD_TOO_LONG."""
    check_new_password(passphrase, "passphrase")
    identifier, key = new_id(), new_key()
    purpose = f"wset-desk backup key {identifier} passphrase"
    return BackupKey(Lock(identifier, wrap_by_passphrase(passphrase, key, purpose, cost)), key)


def unwrap(wrapped: Wrapped, backup_key: bytes, identifier: str) -> bytes:
    """The key of one backup; raises InvalidTag."""
    return wrapped.open(backup_key, _purpose(identifier))


def write_backup_key(path: Path, backup_key: BackupKey, store_key: bytes) -> None:
    """Keep the backup key beside the store, for its owner only to read."""
    lock = backup_key.lock
    content = {
        "version": _VERSION,
        "lock": lock.encode(),
        "store": wrap(store_key, backup_key.key, _store_purpose(lock.id)).encode(),
    }
    write_atomically(path, json.dumps(content, indent=2).encode())


def read_backup_key(path: Path, store_key: bytes) -> BackupKey | None:
    """The backup key beside the store; None if no passphrase has been chosen yet.

    Refuses BACKUP_KEY_DAMAGED.
    """
    try:
        content = json.loads(path.read_bytes())
        lock = decode_lock(content["lock"])
        return BackupKey(
            lock, decode_wrapped(content["store"]).open(store_key, _store_purpose(lock.id))
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError, InvalidTag):
        raise DomainError("BACKUP_KEY_DAMAGED", path=str(path)) from None


def decode_lock(content: Mapping[str, Any]) -> Lock:
    return Lock(str(content["id"]), decode_by_passphrase(content))


def _purpose(identifier: str) -> str:
    return f"wset-desk backup {identifier}"


def _store_purpose(identifier: str) -> str:
    return f"wset-desk backup key {identifier} store"

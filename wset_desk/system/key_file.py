"""The key file beside a store: the store's key, wrapped by a passphrase and by the recovery key.

It never holds the key itself.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wset_desk.domain.errors import DomainError
from wset_desk.system.files import write_atomically
from wset_desk.system.passwords import Argon2Cost
from wset_desk.system.wrapping import (
    Chain,
    WrappedByPassphrase,
    decode_by_passphrase,
    decode_chain,
    link,
    new_id,
    open_chain,
    wrap_by_passphrase,
)

_VERSION = 1


@dataclass(frozen=True)
class KeyFile:
    """What is in the file. `passphrase` is None where the system's keyring has the key."""

    id: str
    recovery: Chain
    passphrase: WrappedByPassphrase | None = None

    def with_passphrase(self, key: bytes, passphrase: str, cost: Argon2Cost) -> "KeyFile":
        """The same file with the store's `key` wrapped by `passphrase`."""
        part = wrap_by_passphrase(passphrase, key, self._passphrase_purpose, cost)
        return replace(self, passphrase=part)

    def open_with_passphrase(self, passphrase: str) -> bytes:
        """The store's key. Refuses PASSPHRASE_WRONG."""
        if self.passphrase is None:
            raise DomainError("PASSPHRASE_WRONG", field="passphrase")
        return self.passphrase.open(passphrase, self._passphrase_purpose)

    def open_with_recovery(self, recovery: bytes) -> bytes:
        """The store's key. Refuses RECOVERY_KEY_WRONG: it is another store's."""
        return open_chain(self.recovery, recovery)

    @property
    def _passphrase_purpose(self) -> str:
        return f"wset-desk store key {_VERSION} {self.id} passphrase"


def new_key_file(key: bytes, recovery: bytes, chain: Chain = ()) -> KeyFile:
    """A key file for a new store, with the store's `key` wrapped by the `recovery` key.

    Where the store comes from a backup, `recovery` is the backup's key and `chain` leads to it.
    """
    identifier = new_id()
    return KeyFile(identifier, (*chain, link(recovery, key, identifier)))


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


def _encode(key_file: KeyFile) -> dict[str, object]:
    content: dict[str, object] = {
        "version": _VERSION,
        "id": key_file.id,
        "recovery": [one.encode() for one in key_file.recovery],
    }
    if key_file.passphrase:
        content["passphrase"] = key_file.passphrase.encode()
    return content


def _decode(content: Mapping[str, Any]) -> KeyFile:
    if content["version"] != _VERSION:
        raise ValueError(content["version"])
    key_file = KeyFile(str(content["id"]), decode_chain(content["recovery"]))
    part = content.get("passphrase")
    return key_file if part is None else replace(key_file, passphrase=decode_by_passphrase(part))
